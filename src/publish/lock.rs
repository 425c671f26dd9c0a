//! The lock of a place: one publisher at a time in, the others out with a word. Ends by itself some time after its
//! holder died.

use std::cell::Cell;
use std::path::Path;
use std::time::{Duration, Instant, SystemTime};

use serde::{Deserialize, Serialize};

use super::place::Place;
use super::{Stop, record};
use crate::disk::{self, Failure, links};

/// Where it lies in a place.
pub const LOCK: &str = ".kbgen/lock.json";

/// How long it holds after it was taken or renewed.
const TERM: Duration = Duration::from_secs(15 * 60);

/// A lock that is held.
pub struct Lock<'a> {
    place: &'a dyn Place,
    holder: Holder,
    renewed: Cell<Instant>,
}

/// Who holds it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Holder {
    /// A word of this run alone.
    id: String,
    /// Until when, in seconds since 1970.
    until: u64,
    /// This machine as long as it runs, hashed, and a process of it with its beginning: whether a process is dead
    /// can be seen only there.
    machine: Option<String>,
    process: u32,
    began: Option<String>,
}

impl<'a> Lock<'a> {
    /// Takes the lock of a place.
    ///
    /// # Errors
    /// Where another publisher holds it, or the place refuses.
    pub fn take(place: &'a dyn Place) -> Result<Self, Stop> {
        let process = std::process::id();
        let holder = Holder {
            id: links::unique(),
            until: now() + TERM.as_secs(),
            machine: machine(),
            process,
            began: began(process),
        };
        let bytes = record::write(&holder)?;
        for _ in 0..3 {
            if place.create(LOCK, &bytes)? {
                return Ok(Self { place, holder, renewed: Cell::new(Instant::now()) });
            }
            let Some(found) = place.read(LOCK)? else { continue };
            let other: Option<Holder> = serde_json::from_slice(&found).ok();
            if let Some(other) = other.as_ref().filter(|other| other.is_alive()) {
                return Err(Stop::failed(format!(
                    "another publisher is at work in {}; try again when it is done (if it died, its lock `{LOCK}` ends in {} min)",
                    place.words(),
                    other.until.saturating_sub(now()).div_ceil(60)
                )));
            }
            // Only one can move it away. What it moved may be the lock of one who was faster; then it belongs back.
            let aside = format!(".kbgen/lock.{}", links::unique());
            if place.rename(LOCK, &aside)? {
                let moved = place.read(&aside)?.unwrap_or_default();
                let fair = moved == found;
                if !fair {
                    place.create(LOCK, &moved)?;
                }
                place.remove("", &[&aside], &|| Ok(()))?;
            }
        }
        Err(Stop::failed(format!("other publishers are at work in {}; try again when they are done", place.words())))
    }

    /// Renews it if much of its time is over.
    ///
    /// # Errors
    /// Where it was lost to another publisher.
    pub fn keep(&self) -> Result<(), Failure> {
        if self.renewed.get().elapsed() < TERM / 5 {
            return Ok(());
        }
        self.check()?;
        let holder = Holder { until: now() + TERM.as_secs(), ..self.holder.clone() };
        self.place.write(LOCK, &record::write(&holder)?).map_err(|stop| Failure::new(stop.to_string()))?;
        self.renewed.set(Instant::now());
        Ok(())
    }

    /// Makes sure that it is still held: whoever slept past its end has lost it.
    ///
    /// # Errors
    /// Where it was lost.
    pub fn check(&self) -> Result<(), Failure> {
        let found = self.place.read(LOCK).map_err(|stop| Failure::new(stop.to_string()))?;
        let holder: Option<Holder> = found.and_then(|bytes| serde_json::from_slice(&bytes).ok());
        if holder.is_some_and(|holder| holder.id == self.holder.id) {
            return Ok(());
        }
        Err(Failure::new(format!("another publisher took over {} meanwhile; publish again", self.place.words())))
    }

    /// Gives it back.
    ///
    /// # Errors
    /// Where it was lost, or the place refuses.
    pub fn release(self) -> Result<(), Stop> {
        self.check()?;
        self.place.remove("", &[LOCK], &|| Ok(()))
    }
}

impl Holder {
    fn is_alive(&self) -> bool {
        let seen = self.machine.is_some() && self.machine == machine() && self.began.is_some();
        let dead = seen && began(self.process) != self.began;
        self.until > now() && !dead
    }
}

fn now() -> u64 {
    SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// This machine since it was started, and its view of processes; not to be traced back to it.
fn machine() -> Option<String> {
    let boot = disk::read_optional(Path::new("/proc/sys/kernel/random/boot_id")).ok()??;
    let processes = links::read_link(Path::new("/proc/self/ns/pid"))?;
    Some(links::hash(&format!("{boot}{}", processes.display())))
}

/// When a process of this machine began, in the machine's own words; `None` where it is not there.
fn began(process: u32) -> Option<String> {
    let stat = disk::read_optional(Path::new(&format!("/proc/{process}/stat"))).ok()??;
    // The name, in parentheses, may hold anything.
    let (_, rest) = stat.rsplit_once(')')?;
    let mut fields = rest.split_whitespace();
    let state = fields.next()?;
    // A zombie has ended, though it has not been buried.
    if state == "Z" { None } else { fields.nth(18).map(str::to_owned) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_dead_are_told_from_the_living() {
        let process = std::process::id();
        let me = Holder { id: "a".into(), until: now() + 60, machine: machine(), process, began: began(process) };
        assert!(me.is_alive());
        assert!(!Holder { until: now() - 1, ..me.clone() }.is_alive());
        // Of another machine nothing is known but the time.
        assert!(Holder { machine: Some("other".into()), began: Some("1".into()), ..me.clone() }.is_alive());
        if me.machine.is_some() {
            assert!(!Holder { began: Some("1".into()), ..me.clone() }.is_alive());
        }
    }
}
