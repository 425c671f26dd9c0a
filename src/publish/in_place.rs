//! Publishing in place: a site in, the same files in a folder that is served as it is out. What pages need is there
//! before them, and nothing goes before all the rest has come.
//!
//! `.kbgen/site.json` records what is published, `.kbgen/pending.json` an attempt under way: what either lists is ours.

use std::collections::{BTreeMap, BTreeSet};
use std::time::SystemTime;

use serde::{Deserialize, Serialize};

use super::lock::Lock;
use super::place::Place;
use super::release::{STATE, by_class, midway, not_there, refuse_foreign};
use super::{Action, Class, File, Job, Outcome, Progress, Record, Stop, record};

/// Where the record of what is published lies.
pub const SITE: &str = ".kbgen/site.json";

const PENDING: &str = ".kbgen/pending.json";

/// What is published.
#[derive(Clone, Default, Serialize, Deserialize)]
struct Published {
    #[serde(flatten)]
    record: Record,
    /// Files that no page needs any more, and since when, in seconds since 1970: readers may have an older page open.
    #[serde(default)]
    staying: BTreeMap<String, u64>,
}

/// An attempt under way.
#[derive(Default, Serialize, Deserialize)]
struct Pending {
    record: Published,
    /// What else is ours, and goes at the end.
    leaving: BTreeSet<String>,
}

/// What was found.
struct Seen {
    old: Published,
    pending: Option<Pending>,
    /// Whether nothing at all is there.
    empty: bool,
}

/// Publishes into a place.
///
/// # Errors
/// Where the place is not ours, another publisher is at work, or something does not get there.
pub fn publish(job: &Job, place: &dyn Place) -> Result<Outcome, Stop> {
    if job.action == Action::Rollback {
        return Err(Stop::unable(format!(
            "{} keeps no earlier state; check the earlier commit out and publish it with `--force`, or keep releases with `switch: true`",
            place.words()
        )));
    }
    let seen = look(job, place)?;
    let planned = plan(job, place, &seen)?;
    if job.dry_run {
        return Ok(Outcome { dry_run: true, ..planned.outcome });
    }
    let lock = Lock::take(place)?;
    let done = look(job, place).and_then(|seen| forth(job, place, &lock, &seen));
    let released = lock.release();
    let outcome = done.map_err(midway)?;
    released.map_err(midway)?;
    Ok(outcome)
}

fn look(job: &Job, place: &dyn Place) -> Result<Seen, Stop> {
    let names = place.names("")?.unwrap_or_default();
    if !names.iter().any(|name| name == ".kbgen") {
        if !job.force {
            refuse_foreign(place, names.iter())?;
        }
        return Ok(Seen { old: Published::default(), pending: None, empty: names.is_empty() });
    }
    if place.read(STATE)?.is_some() {
        return Err(Stop::unable(format!(
            "{} was published with releases; go on with `switch: true`, or choose another folder",
            place.words()
        )));
    }
    let old = match place.read(SITE)? {
        Some(bytes) => {
            Record::read(&bytes, SITE)?;
            Some(record::read::<Published>(&bytes, SITE)?)
        }
        None => None,
    };
    let pending: Option<Pending> = match place.read(PENDING)? {
        Some(bytes) => {
            let pending: Pending = record::read(&bytes, PENDING)?;
            Record::read(&pending.record.record.write()?, PENDING)?;
            Some(pending)
        }
        None => None,
    };
    if old.is_none() && pending.is_none() && !job.force {
        refuse_foreign(place, names.iter())?;
    }
    Ok(Seen { old: old.unwrap_or_default(), pending, empty: false })
}

/// What is to be done.
struct Planned<'a> {
    outcome: Outcome,
    new: Published,
    changed: Vec<&'a File>,
    leaving: BTreeSet<String>,
}

fn plan<'a>(job: &Job<'a>, place: &dyn Place, seen: &Seen) -> Result<Planned<'a>, Stop> {
    let old = &seen.old.record;
    let mut new = Record::of(job.site, old.generation + 1)?;
    record::refuse_older(new.source.as_ref(), old.source.as_ref(), job.force)?;
    // Where an attempt was killed, a file may be the old one or the new one.
    let (mut changed, doubtful): (Vec<&File>, Vec<&File>) = match &seen.pending {
        None => (job.site.files.iter().filter(|file| !old.has(file)).collect(), Vec::new()),
        Some(Pending { record: Published { record, .. }, .. }) => job
            .site
            .files
            .iter()
            .filter(|file| !(old.has(file) && record.files.get(&file.path).is_none_or(|_| record.has(file))))
            .partition(|file| !record.has(file) || !place.compares()),
    };
    if !doubtful.is_empty() {
        let wrong: BTreeSet<String> = place.wrong(job.site, &doubtful, "", &|| Ok(()))?.into_iter().collect();
        changed.extend(doubtful.into_iter().filter(|file| wrong.contains(&file.path)));
    }
    let mut ours: BTreeSet<&str> = old.files.keys().chain(seen.old.staying.keys()).map(String::as_str).collect();
    if let Some(pending) = &seen.pending {
        let Published { record, staying } = &pending.record;
        ours.extend(record.files.keys().chain(staying.keys()).map(String::as_str));
        ours.extend(pending.leaving.iter().map(String::as_str));
    }
    if !seen.empty {
        let foreign: Vec<&str> = changed.iter().map(|file| file.path.as_str()).filter(|p| !ours.contains(p)).collect();
        let found = place.sizes("", &foreign, &|| Ok(()))?;
        if let Some(path) = found.keys().next() {
            return Err(Stop::unable(format!(
                "`{path}` in {} was not published by kbgen and is in the way; move it away",
                place.words()
            )));
        }
    }
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs());
    let mut staying = BTreeMap::new();
    let mut leaving = BTreeSet::new();
    for path in ours.into_iter().filter(|path| !new.files.contains_key(*path)) {
        let since = seen.old.staying.get(path).copied().unwrap_or(now);
        if matches!(Class::of(path), Class::Asset | Class::Search) && now.saturating_sub(since) < job.grace {
            staying.insert(path.to_owned(), since);
        } else {
            leaving.insert(path.to_owned());
        }
    }
    let same = changed.is_empty() && leaving.is_empty() && staying == seen.old.staying;
    if same && old.generation > 0 && seen.pending.is_none() {
        new.generation = old.generation;
    }
    let new = Published { record: new, staying };
    let outcome = Outcome {
        target: place.words(),
        uploaded: changed.len(),
        unchanged: job.site.files.len() - changed.len(),
        deleted: leaving.len(),
        bytes: changed.iter().map(|file| file.size).sum(),
        generation: Some(new.record.generation),
        ..Outcome::default()
    };
    Ok(Planned { outcome, new, changed, leaving })
}

fn forth(job: &Job, place: &dyn Place, lock: &Lock, seen: &Seen) -> Result<Outcome, Stop> {
    let Planned { outcome, new, changed, leaving } = plan(job, place, seen)?;
    if new.record.generation == seen.old.record.generation {
        return Ok(outcome);
    }
    let keep = || lock.keep();
    let pending = Pending { record: new, leaving };
    place.write(PENDING, &record::write(&pending)?)?;
    (job.hear)(Progress::Begin("sending", changed.len()));
    for class in by_class(&changed) {
        lock.check()?;
        place.send(job.site, &class, "", &keep)?;
        let wrong = place.wrong(job.site, &class, "", &keep)?;
        if let Some(first) = wrong.first() {
            return Err(Stop::failed(not_there(place, first, wrong.len())));
        }
    }
    lock.check()?;
    let bytes = record::write(&pending.record)?;
    place.write(SITE, &bytes)?;
    if place.read(SITE)?.as_deref() != Some(&bytes) {
        return Err(Stop::failed(not_there(place, SITE, 1)));
    }
    let leaving: Vec<&str> = pending.leaving.iter().map(String::as_str).collect();
    if !leaving.is_empty() {
        place.remove("", &leaving, &keep)?;
        let found = place.sizes("", &leaving, &keep)?;
        if let Some(path) = found.keys().next() {
            return Err(Stop::failed(format!("`{path}` in {} could not be removed; publish again", place.words())));
        }
    }
    place.remove("", &[PENDING], &keep)?;
    Ok(outcome)
}
