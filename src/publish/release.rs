//! Releases and a switch: a site in, a folder of its own for it out, and a link that leads to the whole of it or to the
//! whole of the one before. Readers never see a release in the making.
//!
//! In a place lie `releases/<generation>/`, `current` (the link), and the book-keeping in `.kbgen/`: a record of every
//! release, written before its first file, and the state, written after the switch. The link is the truth of what is
//! published.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::lock::Lock;
use super::place::{Link, Place};
use super::{Action, File, Job, Outcome, Progress, Record, Stop, in_place, record};

/// The link that the host serves.
const CURRENT: &str = "current";

const RELEASES: &str = "releases";

const RECORDS: &str = ".kbgen/releases";

/// Where the state lies.
pub const STATE: &str = ".kbgen/state.json";

/// How many releases stay, if nothing is said: the current one, the one before, and one for whoever sleeps late.
const KEPT: usize = 3;

/// What is whole.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct State {
    current: u64,
    /// Where `--rollback` leads.
    previous: Option<u64>,
    /// Every whole release that is still there.
    releases: BTreeSet<u64>,
    /// The highest generation that was ever begun: one that was given up is not begun again.
    #[serde(default)]
    last: u64,
}

/// What was found.
struct Seen {
    state: State,
    /// What the state says is not what the link says.
    behind: bool,
    /// The published record, if there is one.
    current: Option<Record>,
    /// Every generation that has a record, whole or not.
    recorded: BTreeSet<u64>,
}

/// Publishes into a place, or goes back.
///
/// # Errors
/// Where the place is not ours, another publisher is at work, or something does not get there.
pub fn publish(job: &Job, place: &dyn Place) -> Result<Outcome, Stop> {
    let seen = look(job, place)?;
    let outcome = match job.action {
        Action::Publish => plan(job, place, &seen)?,
        Action::Rollback => back(place, &seen)?.0,
    };
    if job.dry_run {
        return Ok(Outcome { dry_run: true, ..outcome });
    }
    let lock = Lock::take(place)?;
    let done = under(job, place, &lock);
    let outcome = done.map_err(midway);
    let released = lock.release();
    let outcome = outcome?;
    released.map_err(midway)?;
    Ok(outcome)
}

fn under(job: &Job, place: &dyn Place, lock: &Lock) -> Result<Outcome, Stop> {
    // Another one may have published since.
    let seen = look(job, place)?;
    match job.action {
        Action::Publish => forth(job, place, lock, seen),
        Action::Rollback => {
            let (outcome, record) = back(place, &seen)?;
            let sizes: Vec<&str> = record.files.keys().map(String::as_str).collect();
            let found = place.sizes(&release(record.generation), &sizes, &|| lock.keep())?;
            if let Some((path, _)) = record.files.iter().find(|(path, entry)| found.get(*path) != Some(&entry.size)) {
                return Err(Stop::failed(format!(
                    "generation {} cannot be gone back to: `{path}` in it is missing or changed",
                    record.generation
                )));
            }
            let state = State { current: record.generation, previous: Some(seen.state.current), ..seen.state };
            switch(place, lock, &state)?;
            Ok(outcome)
        }
    }
}

/// What was under way when it failed is no longer nothing.
pub fn midway(stop: Stop) -> Stop {
    match stop {
        Stop::Unable(failure) | Stop::Failed(failure) => Stop::Failed(failure),
    }
}

fn release(generation: u64) -> String {
    format!("{RELEASES}/{generation}")
}

fn record_of(generation: u64) -> String {
    format!("{RECORDS}/{generation}.json")
}

/// Looks at what is there, and makes sure that it is ours.
fn look(job: &Job, place: &dyn Place) -> Result<Seen, Stop> {
    let names = place.names("")?.unwrap_or_default();
    let has = |name: &str| names.iter().any(|n| n == name);
    let known = has(".kbgen");
    if known && place.read(in_place::SITE)?.is_some() {
        return Err(Stop::unable(format!(
            "{} was published without releases; go on with `switch: false`, or choose another folder",
            place.words()
        )));
    }
    let state: Option<State> = match if known { place.read(STATE)? } else { None } {
        Some(bytes) => Some(record::read(&bytes, STATE)?),
        None => None,
    };
    let records = if known { place.names(RECORDS)?.unwrap_or_default() } else { Vec::new() };
    let recorded: BTreeSet<u64> = records.iter().filter_map(|n| n.strip_suffix(".json")?.parse().ok()).collect();
    if state.is_none() && !job.force {
        refuse_foreign(place, names.iter().filter(|n| !(known && [RELEASES, CURRENT].contains(&n.as_str()))))?;
    }
    if has(RELEASES) && recorded.is_empty() {
        return Err(Stop::unable(format!(
            "`{RELEASES}` in {} was not made by kbgen; choose another folder",
            place.words()
        )));
    }
    let link = if has(CURRENT) { place.link(CURRENT)? } else { Link::Nothing };
    let linked = match &link {
        Link::Nothing => None,
        Link::To(path) => path.strip_prefix("releases/").and_then(|n| n.parse().ok()).filter(|n| recorded.contains(n)),
        Link::Other => None,
    };
    if link != Link::Nothing && linked.is_none() {
        return Err(Stop::unable(format!(
            "`{CURRENT}` in {} was not made by kbgen; choose another folder",
            place.words()
        )));
    }
    let said = state.clone().unwrap_or_default();
    let mut state = said.clone();
    if let Some(linked) = linked.filter(|linked| *linked != said.current) {
        // The last publisher was killed after the switch.
        state.previous = Some(said.current).filter(|generation| *generation > 0);
        state.current = linked;
        state.releases.insert(linked);
    }
    let current = match linked {
        Some(generation) => Some(read_record(place, generation)?),
        None => None,
    };
    Ok(Seen { behind: state != said, state, current, recorded })
}

/// Refuses a place with what is not ours; hidden files do no harm.
pub fn refuse_foreign<'a>(place: &dyn Place, names: impl Iterator<Item = &'a String>) -> Result<(), Stop> {
    let foreign: Vec<&String> = names.filter(|name| !name.starts_with('.')).collect();
    let Some(first) = foreign.first() else { return Ok(()) };
    let others = match foreign.len() {
        1 => String::new(),
        n => format!(" and {} more", n - 1),
    };
    Err(Stop::unable(format!(
        "{} holds files that kbgen did not publish: `{first}`{others}; choose another folder, or keep them and publish beside them with `--force`",
        place.words()
    )))
}

fn read_record(place: &dyn Place, generation: u64) -> Result<Record, Stop> {
    let path = record_of(generation);
    let bytes = place.read(&path)?.ok_or_else(|| {
        Stop::unable(format!("`{path}` is missing in {}; what is ours there is not known", place.words()))
    })?;
    Ok(Record::read(&bytes, &path)?)
}

/// What publishing would come to.
fn plan(job: &Job, place: &dyn Place, seen: &Seen) -> Result<Outcome, Stop> {
    let next = seen.recorded.last().copied().unwrap_or(0).max(seen.state.current).max(seen.state.last) + 1;
    let new = Record::of(job.site, next)?;
    let old = seen.current.clone().unwrap_or_default();
    record::refuse_older(new.source.as_ref(), old.source.as_ref(), job.force)?;
    let changed: Vec<&File> = job.site.files.iter().filter(|file| !old.has(file)).collect();
    let deleted = old.beyond(&new).len();
    let same = seen.current.is_some() && changed.is_empty() && deleted == 0;
    Ok(Outcome {
        target: place.words(),
        uploaded: changed.len(),
        unchanged: job.site.files.len() - changed.len(),
        deleted,
        bytes: changed.iter().map(|file| file.size).sum(),
        generation: Some(if same { old.generation } else { next }),
        ..Outcome::default()
    })
}

/// A new release.
fn forth(job: &Job, place: &dyn Place, lock: &Lock, seen: Seen) -> Result<Outcome, Stop> {
    let mut outcome = plan(job, place, &seen)?;
    let generation = outcome.generation.unwrap_or_default();
    let mut state = seen.state.clone();
    if seen.current.as_ref().is_some_and(|current| current.generation == generation) {
        state.last = state.last.max(seen.recorded.last().copied().unwrap_or(0));
        if seen.behind || state.last != seen.state.last {
            place.write(STATE, &record::write(&state)?)?;
        }
        prune(job, place, lock, &state, &seen, &mut outcome);
        return Ok(outcome);
    }
    let new = Record::of(job.site, generation)?;
    let bytes = new.write()?;
    lock.check()?;
    if !place.create(&record_of(generation), &bytes)? {
        return Err(Stop::failed(format!("another publisher took over {} meanwhile; publish again", place.words())));
    }
    let sent = fill(job, place, lock, &seen, &bytes, &mut outcome);
    if sent.is_err()
        && let Err(lost) = lock.check()
    {
        // Whoever took over may have cleared this release away while it was still filled; now all of it goes.
        let files: Vec<&str> = new.files.keys().map(String::as_str).collect();
        place.remove(&release(generation), &files, &|| Ok(()))?;
        place.remove("", &[&record_of(generation)], &|| Ok(()))?;
        return Err(lost.into());
    }
    sent?;
    state.previous = seen.current.as_ref().map(|record| record.generation);
    state.current = generation;
    state.last = generation;
    state.releases.insert(generation);
    switch(place, lock, &state)?;
    prune(job, place, lock, &state, &seen, &mut outcome);
    Ok(outcome)
}

/// Fills a release, and makes sure that all of it has come.
fn fill(
    job: &Job,
    place: &dyn Place,
    lock: &Lock,
    seen: &Seen,
    record: &[u8],
    outcome: &mut Outcome,
) -> Result<(), Stop> {
    let generation = outcome.generation.unwrap_or_default();
    let folder = release(generation);
    let left = adopt(job, place, lock, seen, &folder)?;
    outcome.uploaded = left.len();
    outcome.unchanged = job.site.files.len() - left.len();
    outcome.bytes = left.iter().map(|file| file.size).sum();
    (job.hear)(Progress::Begin("sending", left.len()));
    place.send(job.site, &left, &folder, &|| lock.keep())?;
    lock.check()?;
    let wrong = place.wrong(job.site, &left, &folder, &|| lock.keep())?;
    if let Some(first) = wrong.first() {
        return Err(Stop::failed(not_there(place, first, wrong.len())));
    }
    if place.read(&record_of(generation))?.as_deref() != Some(record) {
        return Err(Stop::failed(not_there(place, &record_of(generation), 1)));
    }
    Ok(())
}

/// That files were sent and are not there.
pub fn not_there(place: &dyn Place, first: &str, number: usize) -> String {
    let others = if number > 1 { format!(" (and {} more)", number - 1) } else { String::new() };
    format!(
        "`{first}`{others} was sent to {} and is not there as it should be; the site stays as it was",
        place.words()
    )
}

/// Takes what is there already from the current release, from attempts that were killed, and from older releases;
/// the files that are left.
fn adopt<'a>(job: &'a Job, place: &dyn Place, lock: &Lock, seen: &Seen, into: &str) -> Result<Vec<&'a File>, Stop> {
    let current = seen.current.as_ref().map(|record| record.generation);
    let mut others: Vec<u64> = seen.recorded.iter().copied().filter(|n| Some(*n) != current).collect();
    others.sort_by_key(|n| (seen.state.releases.contains(n), std::cmp::Reverse(*n)));
    let mut left: Vec<&File> = job.site.files.iter().collect();
    for generation in current.into_iter().chain(others) {
        let record = match &seen.current {
            Some(record) if record.generation == generation => record.clone(),
            _ => read_record(place, generation)?,
        };
        let (wanted, mut rest): (Vec<&File>, Vec<&File>) = left.into_iter().partition(|file| record.has(file));
        if !wanted.is_empty() {
            let failed: BTreeSet<String> =
                place.adopt(&wanted, &release(generation), into, &|| lock.keep())?.into_iter().collect();
            rest.extend(wanted.into_iter().filter(|file| failed.contains(&file.path)));
        }
        left = rest;
    }
    Ok(left)
}

/// Lets readers have another release.
fn switch(place: &dyn Place, lock: &Lock, state: &State) -> Result<(), Stop> {
    let to = release(state.current);
    lock.check()?;
    place.point(CURRENT, &to)?;
    if place.link(CURRENT)? != Link::To(to.clone()) {
        return Err(Stop::failed(format!(
            "`{CURRENT}` in {} was switched to `{to}` and does not lead there",
            place.words()
        )));
    }
    place.write(STATE, &record::write(state)?)
}

/// Removes attempts that were killed, and releases that nobody needs any more. The site is published whatever happens
/// here.
fn prune(job: &Job, place: &dyn Place, lock: &Lock, state: &State, seen: &Seen, outcome: &mut Outcome) {
    let kept = job.options.keep.unwrap_or(KEPT).max(1);
    let mut state = state.clone();
    let keep: BTreeSet<u64> = state.releases.iter().rev().take(kept).copied().collect();
    let needed = |n: u64| n == state.current || Some(n) == state.previous || keep.contains(&n);
    let old: Vec<u64> = seen.recorded.iter().copied().filter(|n| !needed(*n)).collect();
    for generation in old {
        let mut remove = || {
            lock.check()?;
            let record = read_record(place, generation)?;
            if state.releases.remove(&generation) {
                place.write(STATE, &record::write(&state)?)?;
            }
            let files: Vec<&str> = record.files.keys().map(String::as_str).collect();
            place.remove(&release(generation), &files, &|| lock.keep())?;
            if place.names(&release(generation))?.is_some_and(|names| !names.is_empty()) {
                outcome
                    .notes
                    .push(format!("`{}` holds files that kbgen did not publish; they stay", release(generation)));
            }
            place.remove("", &[&record_of(generation)], &|| lock.keep())
        };
        if let Err(stop) = remove() {
            outcome.notes.push(format!("the old release {generation} could not be removed: {stop}"));
        }
    }
}

/// What going back would come to, and where it leads.
fn back(place: &dyn Place, seen: &Seen) -> Result<(Outcome, Record), Stop> {
    let nothing = || Stop::unable(format!("there is no earlier release in {} to go back to", place.words()));
    let current = seen.current.clone().ok_or_else(nothing)?;
    let previous = seen.state.previous.ok_or_else(nothing)?;
    let record = read_record(place, previous)?;
    let changed = record.files().iter().filter(|file| !current.has(file)).count();
    let outcome = Outcome {
        target: place.words(),
        unchanged: record.files.len(),
        generation: Some(previous),
        files: Some(record.hashes()),
        notes: vec![format!(
            "back to generation {previous}: {changed} other files than in generation {}; the same again undoes it",
            current.generation
        )],
        ..Outcome::default()
    };
    Ok((outcome, record))
}

/// Files by class, in the order in which they are sent.
pub fn by_class<'a>(files: &[&'a File]) -> Vec<Vec<&'a File>> {
    let mut classes: BTreeMap<_, Vec<&File>> = BTreeMap::new();
    for file in files {
        classes.entry(file.class).or_default().push(file);
    }
    classes.into_values().collect()
}
