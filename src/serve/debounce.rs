//! A burst of events becomes one rebuild. Enters: what happened to which path, and when. Leaves: when to build, and all
//! paths that were touched. Never looks at a clock or a disk itself.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

use crate::read::Changes;

/// Nothing more is heard for so long: the burst is over.
const QUIET: Duration = Duration::from_millis(3);

/// The same while a file is being written, or has just vanished: editors put it back.
const UNSETTLED: Duration = Duration::from_millis(60);

/// No burst is longer, so that a stream of events does not put off a rebuild for ever.
const LONGEST: Duration = Duration::from_millis(200);

/// More paths than this are as good as everything.
const MOST: usize = 10_000;

/// What happened to a path.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Heard {
    /// It is new; it may be written to.
    Born,
    /// A part was written, and more may follow.
    Writing,
    /// It is there, whole.
    Whole,
    /// Its owner, rights or times have changed.
    Looks,
    Gone,
}

impl Heard {
    fn is_unsettled(self) -> bool {
        matches!(self, Self::Writing | Self::Gone)
    }
}

#[derive(Clone, Copy, Debug)]
struct Path {
    heard: Heard,
    /// Whether it came with this burst.
    born: bool,
}

/// A burst of events.
#[derive(Debug)]
pub struct Debounce {
    /// Whether it is told when a file that was written is closed.
    closes: bool,
    all: bool,
    paths: BTreeMap<PathBuf, Path>,
    /// How many of them are not what they will be.
    unsettled: usize,
    /// When the first and the last event came.
    times: Option<(Instant, Instant)>,
}

impl Debounce {
    /// Nothing heard yet; `closes` says whether the watcher tells when a file that was written is closed.
    pub fn new(closes: bool) -> Self {
        Self { closes, all: false, paths: BTreeMap::new(), unsettled: 0, times: None }
    }

    /// Hears that anything may have changed.
    pub fn everything(&mut self, now: Instant) {
        self.forget();
        self.all = true;
        self.at(now);
    }

    /// Hears of a path.
    pub fn hear(&mut self, path: PathBuf, heard: Heard, now: Instant) {
        self.at(now);
        if self.all {
            return;
        }
        let known = self.paths.get(&path).copied();
        let born = known.map_or(heard == Heard::Born, |known| known.born);
        let heard = match (heard, known) {
            // A file of an editor that came and went: nobody waits for it.
            (Heard::Gone, Some(Path { born: true, .. })) => Heard::Whole,
            (Heard::Born | Heard::Writing, _) if !self.closes => Heard::Whole,
            (Heard::Born, _) => Heard::Writing,
            (Heard::Looks, Some(known)) => known.heard,
            (heard, _) => heard,
        };
        self.paths.insert(path, Path { heard, born });
        self.unsettled -= usize::from(known.is_some_and(|known| known.heard.is_unsettled()));
        self.unsettled += usize::from(heard.is_unsettled());
        if self.paths.len() > MOST {
            self.forget();
            self.all = true;
        }
    }

    fn forget(&mut self) -> BTreeMap<PathBuf, Path> {
        self.unsettled = 0;
        std::mem::take(&mut self.paths)
    }

    fn at(&mut self, now: Instant) {
        self.times = Some((self.times.map_or(now, |(first, _)| first), now));
    }

    /// When to build, if nothing more is heard until then.
    pub fn due(&self) -> Option<Instant> {
        let (first, last) = self.times?;
        Some((last + if self.unsettled > 0 { UNSETTLED } else { QUIET }).min(first + LONGEST))
    }

    /// What has changed, where it is time to build.
    pub fn take(&mut self, now: Instant) -> Option<Changes> {
        if self.due()? > now {
            return None;
        }
        self.times = None;
        let paths = self.forget();
        if std::mem::take(&mut self.all) {
            Some(Changes::All)
        } else {
            Some(Changes::Paths(paths.into_keys().collect()))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Milliseconds from the first event to the rebuild, and the paths.
    fn burst(closes: bool, events: &[(u64, &str, Heard)]) -> (u64, String) {
        let start = Instant::now();
        let mut debounce = Debounce::new(closes);
        for (at, path, heard) in events {
            let now = start + Duration::from_millis(*at);
            assert!(debounce.take(now).is_none(), "{at} {path}: too early");
            debounce.hear(path.into(), *heard, now);
        }
        let due = debounce.due().unwrap();
        assert_eq!(debounce.take(due - Duration::from_millis(1)), None);
        let Some(Changes::Paths(paths)) = debounce.take(due) else { panic!("not paths") };
        assert!(debounce.due().is_none());
        let paths: Vec<_> = paths.iter().map(|path| path.to_string_lossy().into_owned()).collect();
        (u64::try_from((due - start).as_millis()).unwrap(), paths.join(" "))
    }

    use Heard::{Born, Gone, Looks, Whole, Writing};

    #[test]
    fn a_file_that_was_closed_is_built_at_once() {
        assert_eq!(burst(true, &[(0, "a", Writing), (0, "a", Writing), (1, "a", Whole)]), (4, "a".to_owned()));
        assert_eq!(burst(false, &[(0, "a", Writing), (1, "a", Writing)]), (4, "a".to_owned()));
    }

    #[test]
    fn one_that_is_being_written_is_waited_for() {
        assert_eq!(burst(true, &[(0, "a", Writing), (40, "a", Writing), (70, "a", Looks)]).0, 130);
    }

    #[test]
    fn editors_that_move_files_about() {
        // Written beside its place, then moved there.
        assert_eq!(burst(true, &[(0, "a.tmp", Born), (1, "a.tmp", Whole), (2, "a.tmp", Gone), (2, "a", Whole)]).0, 5);
        // Moved away, then written anew; the old one is deleted.
        let events =
            [(0, "a", Gone), (0, "a~", Born), (0, "a~", Whole), (20, "a", Born), (21, "a", Whole), (22, "a~", Gone)];
        assert_eq!(burst(true, &events), (25, "a a~".to_owned()));
        // Deleted for good.
        assert_eq!(burst(true, &[(0, "a", Gone)]).0, 60);
    }

    #[test]
    fn no_burst_lasts_for_ever() {
        let start = Instant::now();
        let mut debounce = Debounce::new(true);
        let mut built = 0;
        for at in 0..1000 {
            let now = start + Duration::from_millis(at);
            built += usize::from(debounce.take(now).is_some());
            debounce.hear("a".into(), Writing, now);
        }
        assert_eq!(built, 4);
    }

    #[test]
    fn very_many_are_everything() {
        let now = Instant::now();
        let mut debounce = Debounce::new(true);
        for n in 0..=MOST {
            debounce.hear(format!("{n}").into(), Whole, now);
        }
        assert_eq!(debounce.take(now + LONGEST), Some(Changes::All));
        debounce.hear("a".into(), Whole, now);
        debounce.everything(now);
        debounce.hear("b".into(), Whole, now);
        assert_eq!(debounce.take(now + QUIET), Some(Changes::All));
    }
}
