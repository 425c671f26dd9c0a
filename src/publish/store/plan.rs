//! What has to be done: what is known of the target and what it shall hold in, steps and the next manifest out. Pure.
//!
//! What a stopped publisher may have written is unsure: it is written again, and what only it may have made is ours
//! only if it bears its mark.

use std::collections::{BTreeMap, BTreeSet};

use super::records::{Entry, HIDDEN, Manifest, Origin, Pending, Plan, Stale, kept};
use crate::publish::headers::immutable;
use crate::publish::{Class, Source};

/// How long a request of a stopped publisher may be under way, in seconds. Stores refuse requests that were signed
/// more than a quarter of an hour ago.
const UNDERWAY: u64 = 3600;

/// More paths than this are told to caches as one pattern for all.
const MOST_TOUCHED: usize = 100;

/// What is known of the target.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Name and content of the last manifest.
    pub committed: Option<(String, Manifest)>,
    /// Whether what was to be deleted after its commit is deleted.
    pub finished: bool,
    /// Publishers that did not come to their commit, with their plans.
    pub pending: Vec<(Pending, Plan)>,
}

/// What the target shall hold.
#[derive(Clone, Debug, Default)]
pub struct Wanted {
    pub files: BTreeMap<String, Entry>,
    pub source: Option<Source>,
}

/// One thing to do before the commit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub path: String,
    pub class: Class,
    /// What is written there; nothing where the file only has to be kept before it is deleted.
    pub write: Option<Entry>,
    /// Whether a file of that path is certainly ours. If not, it is only made where none is.
    pub ours: bool,
    /// The content of the last generation that must be copied before; and whether it certainly still stands there.
    pub keep: Option<(String, bool)>,
}

impl Step {
    /// What must be done before: a step begins when every step of an earlier round is done. What pages load comes first.
    /// Then comes what is new, because a stranger's file may be in its way: it is found while all old pages still stand.
    pub fn round(&self) -> (bool, Class) {
        (self.class > Class::Search && (self.ours || self.write.is_none()), self.class)
    }
}

/// What has to be done.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Todo {
    /// In the order of their classes.
    pub steps: Vec<Step>,
    pub unchanged: usize,
    /// To be committed after the steps.
    pub manifest: Manifest,
    /// Whether anything has to be written at all.
    pub any: bool,
    /// Whether only what the last publisher left undone after its commit is to be done.
    pub only_finish: bool,
    /// Who may have written what is unsure.
    pub marks: BTreeSet<String>,
}

impl Todo {
    /// What others must know before the first step.
    pub fn plan(&self) -> Plan {
        let steps = self.steps.iter();
        let line = |step: &Step| (step.path.clone(), step.write.as_ref().map_or(String::new(), |w| w.hash.clone()));
        Plan { format: Plan::FORMAT, steps: steps.map(line).collect() }
    }
}

/// What is known of one path.
#[derive(Default)]
struct Belief<'a> {
    /// What certainly stands there.
    hash: Option<&'a str>,
    /// Whether a file that stands there is certainly ours.
    ours: bool,
    /// Whether a stopped publisher may have written it.
    unsure: bool,
    /// Hashes that a request under way may yet write.
    underway: Vec<&'a str>,
}

/// Plans a publication. `now` is in seconds since 1970, `grace` in seconds.
pub fn plan(known: &Known, wanted: &Wanted, now: u64, grace: u64) -> Todo {
    let empty = Manifest::default();
    let committed = known.committed.as_ref().map_or(&empty, |(_, manifest)| manifest);
    let beliefs = beliefs(known, committed, now);
    let mut todo = Todo { marks: marks(known, committed), ..Todo::default() };
    let mut next = Manifest {
        format: Manifest::FORMAT,
        time: now,
        source: wanted.source.clone(),
        kbgen: env!("CARGO_PKG_VERSION").into(),
        files: wanted.files.clone(),
        ..Manifest::default()
    };
    let same = known.committed.is_some() && committed.files == wanted.files;
    let nobody = Belief::default();
    for (path, entry) in &wanted.files {
        let belief = beliefs.get(path.as_str()).unwrap_or(&nobody);
        if belief.hash == Some(&entry.hash) {
            todo.unchanged += 1;
            continue;
        }
        let old = committed.files.get(path).filter(|old| old.hash != entry.hash);
        let keep = old.map(|old| (old.hash.clone(), belief.hash == Some(&old.hash)));
        todo.steps.push(Step {
            path: path.clone(),
            class: Class::of(path),
            write: Some(entry.clone()),
            ours: belief.ours,
            keep,
        });
    }
    for (path, old) in committed.files.iter().filter(|(path, _)| !wanted.files.contains_key(*path)) {
        let belief = beliefs.get(path.as_str()).unwrap_or(&nobody);
        let class = Class::of(path);
        // Pages that are still open load these.
        if class <= Class::Search {
            let stale = Stale { hash: old.hash.clone(), since: now, origin: Origin::Ours };
            next.stale.insert(path.clone(), stale);
        } else {
            let keep = Some((old.hash.clone(), belief.hash == Some(&old.hash)));
            todo.steps.push(Step { path: path.clone(), class, write: None, ours: true, keep });
            next.doomed.insert(path.clone(), Origin::Ours);
        }
    }
    forget(known, committed, &beliefs, wanted, &mut next, now, grace);
    next.touched = touched(&todo.steps);
    if !known.finished {
        next.touched
            .extend(committed.touched.iter().filter(|path| !next.touched.contains(path)).cloned().collect::<Vec<_>>());
    }
    next.kept = todo.steps.iter().filter_map(|step| step.keep.as_ref().map(|(hash, _)| hash.clone())).collect();
    if same {
        next.generation = committed.generation;
        next.previous.clone_from(&committed.previous);
        next.kept.extend(committed.kept.iter().cloned());
        next.source = wanted.source.clone().or_else(|| committed.source.clone());
    } else {
        next.generation = committed.generation + 1;
        next.previous = known.committed.as_ref().map(|(name, _)| name.clone());
        let gone = committed.kept.difference(&next.kept).map(|hash| (kept(hash), Origin::Ours));
        let older = committed.previous.iter().map(|name| (name.clone(), Origin::Ours));
        next.doomed.extend(gone.chain(older).collect::<Vec<_>>());
    }
    if same && let Some((name, _)) = &known.committed {
        next.doomed.insert(name.clone(), Origin::Ours);
    }
    for (pending, plan) in &known.pending {
        next.doomed.insert(pending.plan(), Origin::Ours);
        let copies = plan.steps.iter().filter_map(|(path, _)| committed.files.get(path));
        next.doomed.extend(copies.map(|old| (kept(&old.hash), Origin::Ours)));
    }
    // A copy that is needed again is not deleted because of an older list.
    let needed: BTreeSet<String> = next.kept.iter().map(|hash| kept(hash)).collect();
    next.doomed.retain(|path, _| !needed.contains(path) && Some(path) != next.previous.as_ref());
    todo.steps.sort_by(|a, b| (a.round(), &a.path).cmp(&(b.round(), &b.path)));
    let work = !same || !todo.steps.is_empty() || !known.pending.is_empty();
    todo.only_finish = !work && !known.finished;
    todo.any = work || todo.only_finish;
    let unsure = |origin: &Origin| *origin == Origin::Unsure;
    if !next.contested.is_empty() || next.doomed.values().any(unsure) || next.stale.values().any(|s| unsure(&s.origin))
    {
        next.marks.clone_from(&todo.marks);
    }
    todo.manifest = next;
    todo
}

/// What is known of every path that anyone has written.
fn beliefs<'a>(known: &'a Known, committed: &'a Manifest, now: u64) -> BTreeMap<&'a str, Belief<'a>> {
    let mut beliefs: BTreeMap<&str, Belief> = BTreeMap::new();
    for (path, entry) in &committed.files {
        beliefs.insert(path, Belief { hash: Some(&entry.hash), ours: true, ..Belief::default() });
    }
    for (path, stale) in &committed.stale {
        let belief = match stale.origin {
            Origin::Ours => Belief { hash: Some(&stale.hash), ours: true, ..Belief::default() },
            Origin::Unsure => Belief { unsure: true, ..Belief::default() },
        };
        beliefs.insert(path, belief);
    }
    for (path, origin) in committed.doomed.iter().filter(|_| !known.finished) {
        let belief = beliefs.entry(path).or_default();
        belief.hash = None;
        belief.unsure = true;
        belief.ours |= *origin == Origin::Ours;
    }
    for (path, _) in committed.contested.iter().filter(|(_, since)| **since + UNDERWAY > now) {
        let belief = beliefs.entry(path).or_default();
        belief.hash = None;
        belief.unsure = true;
    }
    let mut open: BTreeSet<&str> = BTreeSet::new();
    for (pending, plan) in &known.pending {
        for (n, (path, hash)) in plan.steps.iter().enumerate().filter(|(_, (_, hash))| !hash.is_empty()) {
            let belief = beliefs.entry(path).or_default();
            if n < pending.done {
                belief.ours = true;
                // A request that is under way may still come after it.
                belief.hash = Some(hash.as_str()).filter(|_| !open.contains(path.as_str()));
                belief.unsure |= belief.hash.is_none();
            } else {
                belief.hash = None;
                belief.unsure = true;
                if pending.open {
                    belief.underway.push(hash);
                    open.insert(path);
                }
            }
        }
    }
    beliefs
}

/// Everyone whose mark on a file says that it is ours.
fn marks(known: &Known, committed: &Manifest) -> BTreeSet<String> {
    let pending = known.pending.iter().map(|(pending, _)| pending.by.clone());
    pending.chain(committed.marks.iter().cloned()).collect()
}

/// What is neither wanted nor in the last manifest: what waits for its deletion, and what stopped publishers left.
fn forget(
    known: &Known,
    committed: &Manifest,
    beliefs: &BTreeMap<&str, Belief>,
    wanted: &Wanted,
    next: &mut Manifest,
    now: u64,
    grace: u64,
) {
    let gone = |path: &String| !wanted.files.contains_key(path);
    // A page that may yet arrive may load what was of no use before.
    let late = beliefs.values().any(|belief| !belief.underway.is_empty())
        || committed.contested.values().any(|since| since + UNDERWAY > now);
    for (path, stale) in committed.stale.iter().filter(|(path, _)| gone(path)) {
        if stale.since + grace <= now && !late {
            next.doomed.insert(path.clone(), stale.origin);
        } else {
            next.stale.insert(path.clone(), stale.clone());
        }
    }
    if !known.finished {
        let again = committed.doomed.iter().filter(|(path, _)| gone(path) && !next.stale.contains_key(*path));
        next.doomed.extend(again.map(|(path, origin)| (path.clone(), *origin)).collect::<Vec<_>>());
    }
    let alive = committed.contested.iter().filter(|(_, since)| **since + UNDERWAY > now);
    next.contested.extend(alive.map(|(path, since)| (path.clone(), *since)));
    if !known.finished {
        // A deletion may be under way, too.
        let again = committed.doomed.keys().filter(|path| !gone(path));
        next.contested.extend(again.map(|path| (path.clone(), now)));
    }
    for (path, belief) in beliefs {
        let target = wanted.files.get(*path).map(|entry| entry.hash.as_str());
        if belief.underway.iter().any(|hash| target != Some(*hash)) {
            next.contested.insert((*path).to_owned(), now);
        }
        let listed = |path: &str| {
            path.starts_with(HIDDEN)
                || committed.files.contains_key(path)
                || next.stale.contains_key(path)
                || next.doomed.contains_key(path)
        };
        if target.is_some() || listed(path) {
            continue;
        }
        // What a stopped publisher made and nobody wants. Its pages may yet arrive, so that its files wait longer.
        let origin = if belief.ours { Origin::Ours } else { Origin::Unsure };
        if Class::of(path) <= Class::Search {
            let hash = belief.hash.unwrap_or_default().to_owned();
            let since = now + UNDERWAY.saturating_sub(grace);
            let stale = Stale { origin: if hash.is_empty() { Origin::Unsure } else { origin }, hash, since };
            next.stale.insert((*path).to_owned(), stale);
        } else {
            next.doomed.insert((*path).to_owned(), origin);
        }
    }
}

/// The paths that caches have to forget; one `*` stands for all.
fn touched(steps: &[Step]) -> Vec<String> {
    let paths: Vec<String> = steps.iter().map(|step| step.path.clone()).filter(|path| !immutable(path)).collect();
    if paths.len() > MOST_TOUCHED { vec!["*".into()] } else { paths }
}
