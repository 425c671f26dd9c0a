//! The queue: addresses in, an answer each out. Decides who is asked when: few questions to one host
//! at a time, a pause between them, none to a server that does not answer or wants to be left alone.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};

use url::Url;

use super::ask::{Client, Reply};
use super::judge::{Job, Next, PAUSES, Verdict};
use crate::config::External;
use crate::model::Answer;

/// Between the beginnings of two questions to one host.
const PAUSE: Duration = Duration::from_millis(100);

/// A server that answered before, and was silent so often since, gets a rest.
const WEARY: usize = 3;
/// And so often: it has had enough of questions.
const TIRED: usize = 6;

/// So many silent hosts (all that are asked at a time, at least), and none that answers: it is the network.
const ENOUGH_SILENCE: usize = 10;
/// The same, where there are no others.
const SOME_SILENCE: usize = 3;

/// Every host that was asked is silent.
#[derive(Debug)]
pub struct Silence {
    /// Why, by host.
    pub hosts: BTreeMap<String, String>,
}

/// Hears of each answer: the number of the address, the answer, and whether any server has
/// answered yet, so that an address is not believed dead because the network is.
pub type Hearing<'a> = &'a mut (dyn FnMut(usize, Answer, bool) + Send);

/// Asks all addresses.
///
/// # Errors
/// Where many hosts are silent and none answers.
pub fn run(urls: Vec<Url>, client: &Client, options: &External, hear: Hearing<'_>) -> Result<(), Silence> {
    let workers = options.concurrency.min(urls.len());
    let mut state = State::new(options, hear);
    let now = Instant::now();
    for (number, url) in urls.into_iter().enumerate() {
        state.open += 1;
        state.add(Job::new(number, url), now);
    }
    let queue = Queue { state: Mutex::new(state), changed: Condvar::new() };
    std::thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| queue.work(client));
        }
    });
    let state = queue.state.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
    if state.lost || !state.reached && state.silent.len() >= SOME_SILENCE {
        Err(Silence { hosts: state.silent })
    } else {
        Ok(())
    }
}

struct Queue<'a> {
    state: Mutex<State<'a>>,
    changed: Condvar,
}

impl<'a> Queue<'a> {
    /// Asks until nothing is left.
    fn work(&self, client: &Client) {
        let mut state = self.lock();
        while state.open > 0 && !state.lost {
            let now = Instant::now();
            state = match state.ready.first().copied() {
                Some((at, host)) if at <= now => {
                    let Some(job) = state.take(host, now) else { continue };
                    drop(state);
                    let reply = client.ask(&job.at, job.head);
                    let mut state = self.lock();
                    state.settle(host, job, reply, now, Instant::now());
                    self.changed.notify_all();
                    state
                }
                Some((at, _)) => {
                    let waited = self.changed.wait_timeout(state, at - now);
                    waited.unwrap_or_else(|poisoned| poisoned.into_inner()).0
                }
                None => self.changed.wait(state).unwrap_or_else(|poisoned| poisoned.into_inner()),
            };
        }
        self.changed.notify_all();
    }

    fn lock(&self) -> MutexGuard<'_, State<'a>> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

struct State<'a> {
    options: &'a External,
    hear: Hearing<'a>,
    hosts: Vec<Host>,
    numbers: BTreeMap<String, usize>,
    servers: BTreeMap<String, Server>,
    /// Hosts that can be asked, and from when on.
    ready: BTreeSet<(Instant, usize)>,
    /// Addresses without an answer.
    open: usize,
    /// Whether any server has answered.
    reached: bool,
    /// Hosts that never answered, and why.
    silent: BTreeMap<String, String>,
    /// Whether the network is believed to be lost.
    lost: bool,
}

/// A host, whatever its ports.
struct Host {
    /// Jobs by when they are due.
    waiting: BTreeMap<(Instant, usize), Job>,
    /// Questions that are on their way.
    busy: usize,
    /// When the next question may begin.
    free_at: Instant,
    /// Its place in `State::ready`.
    listed: Option<Instant>,
}

/// One port of a host.
#[derive(Default)]
struct Server {
    answers: bool,
    /// How often it was silent, one time after the other, since it last answered.
    silences: usize,
    /// When it was last found silent; questions that were on their way then tell no more.
    silent_at: Option<Instant>,
    /// What holds for all its addresses, without asking.
    given_up: Option<Verdict>,
}

impl<'a> State<'a> {
    fn new(options: &'a External, hear: Hearing<'a>) -> Self {
        Self {
            options,
            hear,
            hosts: Vec::new(),
            numbers: BTreeMap::new(),
            servers: BTreeMap::new(),
            ready: BTreeSet::new(),
            open: 0,
            reached: false,
            silent: BTreeMap::new(),
            lost: false,
        }
    }

    fn add(&mut self, job: Job, due: Instant) {
        let next = self.hosts.len();
        let host = *self.numbers.entry(job.host().to_owned()).or_insert(next);
        if host == next {
            self.hosts.push(Host { waiting: BTreeMap::new(), busy: 0, free_at: due, listed: None });
        }
        self.hosts[host].waiting.insert((due, job.number), job);
        self.list(host);
    }

    /// Puts a host in its place among those that can be asked.
    fn list(&mut self, number: usize) {
        let host = &mut self.hosts[number];
        if let Some(at) = host.listed.take() {
            self.ready.remove(&(at, number));
        }
        if host.busy < self.options.per_host
            && let Some(((due, _), _)) = host.waiting.first_key_value()
        {
            let at = host.free_at.max(*due);
            host.listed = Some(at);
            self.ready.insert((at, number));
        }
    }

    /// The next job of a host; `None` where its answer is known without asking.
    fn take(&mut self, number: usize, now: Instant) -> Option<Job> {
        let host = &mut self.hosts[number];
        let (_, job) = host.waiting.pop_first()?;
        let known = self.servers.get(&job.server()).and_then(|server| server.given_up.clone());
        if let Some(verdict) = known {
            self.finish(&job, verdict);
            self.list(number);
            return None;
        }
        let host = &mut self.hosts[number];
        host.busy += 1;
        host.free_at = now + PAUSE;
        self.list(number);
        Some(job)
    }

    /// Makes of a reply what follows from it.
    fn settle(&mut self, number: usize, mut job: Job, reply: Reply, begun: Instant, now: Instant) {
        let rest = match &reply {
            Reply::Answer { .. } => {
                let server = self.servers.entry(job.server()).or_default();
                (server.answers, server.silences) = (true, 0);
                self.reached = true;
                Duration::ZERO
            }
            Reply::Silence(why) => self.silence(&job, why, begun, now),
        };
        let host = &mut self.hosts[number];
        host.busy -= 1;
        host.free_at = host.free_at.max(now + rest);
        let server = job.server();
        match job.judge(reply, self.options) {
            Next::Again { after, whole_host } => {
                if whole_host {
                    host.free_at = host.free_at.max(now + after);
                }
                self.add(job, now + after);
            }
            Next::Leave(verdict) => {
                self.servers.entry(server).or_default().given_up = Some(verdict.clone());
                self.finish(&job, verdict);
            }
            Next::Done(verdict) => self.finish(&job, verdict),
        }
        self.list(number);
    }

    /// Takes note of a server that says nothing; how long it is to be left alone.
    fn silence(&mut self, job: &Job, why: &str, begun: Instant, now: Instant) -> Duration {
        let server = self.servers.entry(job.server()).or_default();
        if server.silent_at.is_none_or(|at| at <= begun) {
            server.silences += 1;
            server.silent_at = Some(now);
        }
        if server.answers {
            match server.silences {
                0..WEARY => return Duration::ZERO,
                WEARY..TIRED => return PAUSES[1],
                _ => server.given_up = Some(Verdict::Untold),
            }
            return Duration::ZERO;
        }
        if let Some(pause) = PAUSES.get(server.silences.saturating_sub(1)) {
            return *pause;
        }
        // Dead, with all its addresses.
        server.given_up = Some(Verdict::Dead(why.to_owned()));
        self.silent.entry(job.host().to_owned()).or_insert_with(|| why.to_owned());
        self.lost = !self.reached && self.silent.len() >= self.options.concurrency.max(ENOUGH_SILENCE);
        Duration::ZERO
    }

    fn finish(&mut self, job: &Job, verdict: Verdict) {
        self.open -= 1;
        (self.hear)(job.number, job.answer(verdict), self.reached);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn url(number: usize) -> Url {
        Url::parse(&format!("https://a.org/{number}")).unwrap()
    }

    fn says(code: u16, wait: Option<u64>) -> Reply {
        Reply::Answer { code, location: None, retry_after: wait.map(Duration::from_secs), cookie: false }
    }

    /// Asks so long as anything is open, time running as fast as it may; every question and answer.
    fn asked(addresses: usize, reply: impl Fn(usize) -> Reply) -> (usize, Duration, Vec<(usize, Answer)>) {
        let options = External::default();
        let mut answers = Vec::new();
        let mut hear = |number, answer, _| answers.push((number, answer));
        let mut state = State::new(&options, &mut hear);
        let begin = Instant::now();
        for number in 0..addresses {
            state.open += 1;
            state.add(Job::new(number, url(number)), begin);
        }
        let (mut questions, mut last) = (0, begin);
        while state.open > 0 {
            let (at, host) = *state.ready.first().unwrap();
            let Some(job) = state.take(host, at) else { continue };
            (questions, last) = (questions + 1, at);
            state.settle(host, job, reply(questions), at, at);
        }
        assert_eq!(state.hosts[0].busy, 0);
        (questions, last - begin, answers)
    }

    #[test]
    fn a_host_is_asked_by_few_and_now_and_then() {
        let options = External::default();
        let mut hear = |_, _, _| {};
        let mut state = State::new(&options, &mut hear);
        let begin = Instant::now();
        (0..5).for_each(|number| state.add(Job::new(number, url(number)), begin));
        let mut jobs = Vec::new();
        while let Some((at, host)) = state.ready.first().copied() {
            assert_eq!(at, begin + PAUSE * jobs.len() as u32);
            jobs.extend(state.take(host, at));
        }
        assert_eq!(jobs.len(), options.per_host);
        state.settle(0, jobs.remove(0), says(429, Some(50)), begin, begin);
        assert!(state.ready.first().unwrap().0 >= begin + Duration::from_secs(50));
    }

    #[test]
    fn servers_that_say_nothing_are_not_asked_for_ever() {
        let silence = || Reply::Silence("nothing".into());
        let (questions, time, answers) = asked(100, |_| silence());
        assert_eq!(questions, 3);
        assert!(time >= PAUSES[0] + PAUSES[1] && time < Duration::from_secs(6), "{time:?}");
        assert_eq!(answers.len(), 100);
        assert!(answers.iter().all(|(_, answer)| matches!(answer, Answer::Dead(dead) if dead.why == "nothing")));
        // One that answered before has had enough of us; that says nothing of its pages.
        let (questions, time, answers) = asked(100, |n| if n == 1 { says(200, None) } else { silence() });
        assert_eq!(questions, 1 + TIRED);
        assert!(time > PAUSES[1] * 2, "{time:?}");
        let untold = answers.iter().filter(|(_, answer)| *answer == Answer::Untold).count();
        assert_eq!((untold, answers.len()), (99, 100));
        // One that is silent now and then is asked for everything.
        let (_, _, answers) = asked(100, |n| if n % 10 == 0 { silence() } else { says(200, None) });
        assert!(answers.iter().all(|(_, answer)| *answer == Answer::Alive));
        let (questions, _, answers) = asked(100, |_| says(429, Some(3600)));
        assert_eq!((questions, answers.len()), (1, 100));
    }
}
