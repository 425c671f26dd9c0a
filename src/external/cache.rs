//! The cache: what servers said, kept in a file, so that the next run asks only what may have changed.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant, SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use crate::disk::{self, Failure};
use crate::model::Answer;

/// Another number is another format, and the file is not believed.
const FORMAT: u32 = 1;
const DAY: u64 = 24 * 60 * 60;
const HOUR: u64 = 60 * 60;

/// A long run is kept on the way: after so many answers, or so much time.
const OFTEN: usize = 100;
const SOON: Duration = Duration::from_secs(10);

#[derive(Serialize, Deserialize)]
struct File {
    format: u32,
    addresses: BTreeMap<String, Entry>,
}

#[derive(Serialize, Deserialize)]
struct Entry {
    /// Seconds since 1970.
    asked: u64,
    answer: Answer,
}

/// Answers by address.
pub struct Cache {
    path: PathBuf,
    file: File,
    /// Answers that are not in the file yet.
    new: usize,
    saved: Instant,
    /// Why the file could not be written; it is not tried again.
    refused: Option<Failure>,
}

impl Cache {
    /// The answers that are young enough. A file that cannot be read is as good as none.
    pub fn open(path: &Path) -> Self {
        let text = disk::read_optional(path).ok().flatten().unwrap_or_default();
        Self::read(path, &text, seconds())
    }

    fn read(path: &Path, text: &str, now: u64) -> Self {
        let mut file = serde_json::from_str(text).ok().filter(|file: &File| file.format == FORMAT);
        if let Some(file) = &mut file {
            file.addresses.retain(|_, entry| entry.is_fresh(now));
        }
        let file = file.unwrap_or(File { format: FORMAT, addresses: BTreeMap::new() });
        Self { path: path.to_owned(), file, new: 0, saved: Instant::now(), refused: None }
    }

    pub fn get(&self, address: &str) -> Option<&Answer> {
        self.file.addresses.get(address).map(|entry| &entry.answer)
    }

    /// Remembers an answer; `keep` is whether it is time to think of the file.
    pub fn put(&mut self, address: &str, answer: &Answer, keep: bool) {
        let entry = Entry { asked: seconds(), answer: answer.clone() };
        self.file.addresses.insert(address.to_owned(), entry);
        self.new += 1;
        if keep && (self.new >= OFTEN || self.saved.elapsed() > SOON) {
            self.save();
        }
    }

    /// Writes the file, where there is something new.
    pub fn save(&mut self) {
        if self.new == 0 || self.refused.is_some() {
            return;
        }
        self.new = 0;
        self.saved = Instant::now();
        let written = serde_json::to_string(&self.file)
            .map_err(|error| Failure::new(error.to_string()))
            .and_then(|text| disk::write(&self.path, text.as_bytes()));
        self.refused = written.err();
    }

    /// Why the answers are not kept, where they are not.
    pub fn refused(self) -> Option<Failure> {
        self.refused
    }
}

impl Entry {
    /// Good answers hold for a week, others for an hour.
    fn is_fresh(&self, now: u64) -> bool {
        let life = match self.answer {
            Answer::Alive => 7 * DAY,
            Answer::Dead(_) | Answer::Untold => HOUR,
            Answer::Skipped => 0,
        };
        now.checked_sub(self.asked).is_some_and(|age| age < life)
    }
}

fn seconds() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default().as_secs()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ages() {
        let text = r#"{"format":1,"addresses":{
            "https://a.org/": {"asked": 1000, "answer": "alive"},
            "https://b.org/": {"asked": 1000, "answer": {"dead": {"why": "gone", "moved": null}}},
            "https://c.org/": {"asked": 1000, "answer": "untold"}
        }}"#;
        let left = |text: &str, now| {
            let cache = Cache::read(Path::new("x"), text, now);
            ["a", "b", "c"].iter().filter(|n| cache.get(&format!("https://{n}.org/")).is_some()).count()
        };
        assert_eq!(left(text, 1000 + HOUR - 1), 3);
        assert_eq!(left(text, 1000 + HOUR), 1);
        assert_eq!(left(text, 1000 + 7 * DAY), 0);
        // A clock that was wrong, another format, half a file, no file.
        assert_eq!(left(text, 999), 0);
        assert_eq!(left(&text.replace("\"format\":1", "\"format\":2"), 1001), 0);
        assert_eq!(left(&text[..text.len() - 20], 1001), 0);
        assert_eq!(left("", 1001), 0);
    }

    #[test]
    fn kept_on_the_way() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(".kbgen/links.json");
        let mut cache = Cache::open(&path);
        let mut put = |n: usize, keep| cache.put(&format!("https://a.org/{n}"), &Answer::Alive, keep);
        (0..OFTEN).for_each(|n| put(n, false));
        assert_eq!(disk::read_optional(&path).unwrap(), None);
        put(OFTEN, true);
        assert!(Cache::open(&path).get("https://a.org/0").is_some());
        put(OFTEN + 1, true);
        assert!(Cache::open(&path).get(&format!("https://a.org/{}", OFTEN + 1)).is_none());
        cache.save();
        assert!(Cache::open(&path).get(&format!("https://a.org/{}", OFTEN + 1)).is_some());
        assert!(cache.refused().is_none());
    }
}
