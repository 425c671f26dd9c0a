//! The lock: one publisher at a time. Whoever holds it is the only one who may replace the state; taking it, keeping it
//! and committing are one and the same compare-and-swap.

use std::time::{Duration, Instant, SystemTime};

use super::http::{Wire, random};
use super::records::{Lock, Pending, STATE, State};
use super::remote::{Mode, Put, Remote, Version, now};
use crate::publish::Stop;

/// How long a lock lasts; it is renewed in time. A publisher that was killed is waited for so long.
const LEASE: Duration = Duration::from_secs(60);
/// Milliseconds that a lock lasts instead, for tests.
const LEASE_VARIABLE: &str = "KBGEN_PUBLISH_LEASE";

/// The state of the target in the hands of one publisher.
pub struct Lease<'a> {
    remote: &'a Remote,
    wire: Option<&'a Wire>,
    state: State,
    version: Option<Version>,
    time: Duration,
}

impl<'a> Lease<'a> {
    /// Looks at the state of a target.
    pub async fn look(remote: &'a Remote, wire: Option<&'a Wire>) -> Result<Self, Stop> {
        let (state, version) = match remote.get(STATE).await? {
            Some((bytes, version)) => (State::read(&bytes).map_err(Stop::Failed)?, Some(version)),
            None => (State { finished: true, ..State::default() }, None),
        };
        let asked = std::env::var(LEASE_VARIABLE).ok().and_then(|text| text.parse().ok());
        let time = asked.map_or(LEASE, |time: u64| Duration::from_millis(time.clamp(200, 3_600_000)));
        Ok(Self { remote, wire, state, version, time })
    }

    pub fn state(&self) -> &State {
        &self.state
    }

    /// How long to wait between two renewals.
    pub fn pause(&self) -> Duration {
        self.time / 4
    }

    /// Milliseconds until another publisher's lock ends, where there is one.
    pub fn held(&self) -> Option<u64> {
        let now = milliseconds();
        self.state.lock.as_ref().filter(|lock| lock.until > now).map(|lock| lock.until - now)
    }

    /// Takes the lock; from now on others wait. `plans` says whether files will be written.
    pub async fn take(&mut self, plans: bool) -> Result<(), Stop> {
        let first = self.version.is_none();
        let mut state = self.state.clone();
        if plans {
            state.pending.push(Pending { by: self.remote.by.clone(), done: 0, open: true });
        }
        self.hold(state).await?;
        if first { self.prove().await } else { Ok(()) }
    }

    /// Makes sure that the store keeps to conditions, without which there is no lock: what is there now cannot be made
    /// once more.
    async fn prove(&mut self) -> Result<(), Stop> {
        let bytes = self.state.bytes().map_err(Stop::Failed)?;
        match self.remote.record(STATE, bytes, Mode::Create).await? {
            Put::Refused => Ok(()),
            Put::Done(version) => {
                self.version = Some(version);
                let _ = self.give_up(0).await;
                Err(Stop::unable(format!(
                    "{}: this store ignores the condition `If-None-Match`, so that two publishers could not be kept apart; use one that supports conditional writes",
                    self.remote.name
                )))
            }
        }
    }

    /// Keeps the lock, and says how many steps are done.
    pub async fn renew(&mut self, done: usize) -> Result<(), Stop> {
        let mut state = self.state.clone();
        if let Some(mine) = state.pending.iter_mut().find(|pending| pending.by == self.remote.by) {
            mine.done = done;
        }
        self.hold(state).await
    }

    /// Makes a manifest the one that holds, and keeps the lock.
    pub async fn commit(&mut self, manifest: &str) -> Result<(), Stop> {
        let state =
            State { manifest: Some(manifest.to_owned()), finished: false, pending: Vec::new(), ..self.state.clone() };
        self.hold(state).await
    }

    /// Gives the lock back, when all is done.
    pub async fn finish(&mut self) -> Result<(), Stop> {
        let state = State { finished: true, lock: None, ..self.state.clone() };
        self.swap(state).await
    }

    /// Gives the lock back after a failure, so that nobody has to wait.
    pub async fn give_up(&mut self, done: usize) -> Result<(), Stop> {
        let mut state = self.state.clone();
        if let Some(mine) = state.pending.iter_mut().find(|pending| pending.by == self.remote.by) {
            mine.done = done;
        }
        state.lock = None;
        self.swap(state).await
    }

    async fn hold(&mut self, mut state: State) -> Result<(), Stop> {
        let since = (Instant::now(), SystemTime::now());
        let until = milliseconds() + u64::try_from(self.time.as_millis()).unwrap_or(u64::MAX);
        state.lock = Some(Lock { by: self.remote.by.clone(), until });
        self.swap(state).await?;
        if let Some(wire) = self.wire {
            // A request that is sent in the last moment still arrives in time.
            wire.lease(since, self.time * 5 / 6);
        }
        Ok(())
    }

    /// Replaces the state if nobody else did.
    async fn swap(&mut self, state: State) -> Result<(), Stop> {
        let nonce = format!("{:016x}{:016x}", random(), random());
        let state = state.next(nonce.clone());
        let bytes = state.bytes().map_err(Stop::Failed)?;
        let mode = self.version.clone().map_or(Mode::Create, Mode::Replace);
        let put = self.remote.record(STATE, bytes, mode).await;
        if let Ok(Put::Done(version)) = put {
            self.version = Some(version);
            self.state = state;
            return Ok(());
        }
        // The first answer may have been lost, and the second one tells of our own change.
        if let Some((bytes, version)) = self.remote.get(STATE).await?
            && State::read(&bytes).is_ok_and(|found| found.nonce == nonce)
        {
            self.version = Some(version);
            self.state = state;
            return Ok(());
        }
        put?;
        Err(Stop::failed(format!(
            "{}: another publisher was faster or took over; this one changes nothing more",
            self.remote.name
        )))
    }
}

fn milliseconds() -> u64 {
    u64::try_from(now().as_millis()).unwrap_or(u64::MAX)
}
