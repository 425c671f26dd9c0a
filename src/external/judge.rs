//! Judging: what a server said in; what to make of the address, or what to ask next, out.

use std::time::Duration;

use url::Url;

use super::address;
use super::ask::{Reply, short, status};
use crate::config::External;
use crate::model::{Answer, Dead};

/// Waits before the second and the third try.
pub const PAUSES: [Duration; 2] = [Duration::from_secs(1), Duration::from_secs(3)];
/// A server that wants a longer rest is not waited for.
const LONGEST_WAIT: Duration = Duration::from_secs(60);
const MOST_REDIRECTS: usize = 10;

/// An address on its way to an answer.
#[derive(Debug)]
pub struct Job {
    /// Number of the address.
    pub number: usize,
    /// What to ask now: the address, or where it redirects to.
    pub at: Url,
    /// Whether only for the header.
    pub head: bool,
    /// Tries that failed.
    tries: usize,
    /// The addresses that redirected.
    trail: Vec<Url>,
    /// Where it moved for good.
    moved: Option<Url>,
    /// Whether a redirect set a cookie, which kbgen never sends back.
    cookie: bool,
}

/// What is known in the end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Alive,
    Dead(String),
    Untold,
}

/// What follows from a reply.
#[derive(Debug)]
pub enum Next {
    Done(Verdict),
    /// The server wants to be left alone.
    Leave(Verdict),
    /// Ask again after a while, which may hold for the whole host.
    Again {
        after: Duration,
        whole_host: bool,
    },
}

impl Job {
    pub fn new(number: usize, at: Url) -> Self {
        Self { number, at, head: true, tries: 0, trail: Vec::new(), moved: None, cookie: false }
    }

    /// The host to ask.
    pub fn host(&self) -> &str {
        self.at.host_str().unwrap_or_default()
    }

    /// The server to ask: scheme, host and port.
    pub fn server(&self) -> String {
        self.at.origin().ascii_serialization()
    }

    /// The answer that a verdict comes to.
    pub fn answer(&self, verdict: Verdict) -> Answer {
        match verdict {
            Verdict::Alive => Answer::Alive,
            Verdict::Untold => Answer::Untold,
            Verdict::Dead(why) => {
                let elsewhere = !self.trail.is_empty() && self.moved.as_ref() != Some(&self.at);
                let why = if elsewhere { format!("{why} at `{}`", short(self.at.as_str())) } else { why };
                Answer::Dead(Dead { why, moved: self.moved.as_ref().map(|url| short(url.as_str())) })
            }
        }
    }

    /// Judges a reply; the job is then ready to be asked again, where that is what follows.
    pub fn judge(&mut self, reply: Reply, options: &External) -> Next {
        let (code, location, retry_after, cookie) = match reply {
            Reply::Answer { code, location, retry_after, cookie } => (code, location, retry_after, cookie),
            Reply::Silence(why) => return self.failed(why, None),
        };
        match code {
            301 | 302 | 303 | 307 | 308 => {
                self.cookie |= cookie;
                self.redirect(code, location.as_deref(), options)
            }
            200..=399 => Next::Done(Verdict::Alive),
            // The page is shorter than the part that was asked for.
            416 if !self.head => Next::Done(Verdict::Alive),
            // Many servers only know how to show a page.
            400 | 403..=406 | 501 if self.head => {
                self.head = false;
                Next::Again { after: Duration::ZERO, whole_host: false }
            }
            // These are meant for programs or for people without a password, not for readers.
            401 | 403 | 407 | 451 | 999 => Next::Done(Verdict::Untold),
            429 => {
                self.tries += 1;
                match PAUSES.get(self.tries - 1).map(|pause| retry_after.unwrap_or(*pause)) {
                    Some(after) if after <= LONGEST_WAIT => Next::Again { after, whole_host: true },
                    _ => Next::Leave(Verdict::Untold),
                }
            }
            408 | 425 | 500 | 502..=599 => self.failed(format!("the server says {}", status(code)), retry_after),
            _ => Next::Done(Verdict::Dead(format!("the server says {}", status(code)))),
        }
    }

    /// A try that came to nothing, and may come to something later.
    fn failed(&mut self, why: String, retry_after: Option<Duration>) -> Next {
        if retry_after.is_some_and(|wait| wait > LONGEST_WAIT) {
            // It says itself that it will be back.
            return Next::Done(Verdict::Untold);
        }
        self.tries += 1;
        // Some servers fail because they are asked for a header only.
        self.head = false;
        match PAUSES.get(self.tries - 1) {
            Some(pause) => Next::Again { after: retry_after.unwrap_or_default().max(*pause), whole_host: false },
            None => Next::Done(Verdict::Dead(why)),
        }
    }

    fn redirect(&mut self, code: u16, location: Option<&str>, options: &External) -> Next {
        let dead = |why: &str| Next::Done(Verdict::Dead(why.to_owned()));
        let Some(location) = location else { return dead("the server redirects without saying where to") };
        let Ok(to) = self.at.join(location).map(address::plain) else {
            return dead("the server redirects to what is no address");
        };
        if !matches!(to.scheme(), "http" | "https") {
            // To a program on the reader's machine.
            return Next::Done(Verdict::Alive);
        }
        if to == self.at || self.trail.contains(&to) {
            // Whoever sends the cookie back may be let out of the circle.
            return if self.cookie { Next::Done(Verdict::Untold) } else { dead("the server redirects in a circle") };
        }
        if self.trail.len() == MOST_REDIRECTS {
            return dead("the server redirects more than 10 times");
        }
        if !address::may_ask(&to, options) {
            return Next::Done(Verdict::Untold);
        }
        let for_good = matches!(code, 301 | 308) && (self.trail.is_empty() || self.moved.as_ref() == Some(&self.at));
        self.trail.push(std::mem::replace(&mut self.at, to));
        if for_good {
            self.moved = Some(self.at.clone());
        }
        self.head = true;
        Next::Again { after: Duration::ZERO, whole_host: false }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn says(code: u16) -> Reply {
        Reply::Answer { code, location: None, retry_after: None, cookie: false }
    }

    fn to(code: u16, location: &str) -> Reply {
        Reply::Answer { code, location: Some(location.into()), retry_after: None, cookie: false }
    }

    fn busy(code: u16, seconds: u64) -> Reply {
        let retry_after = Some(Duration::from_secs(seconds));
        Reply::Answer { code, location: None, retry_after, cookie: false }
    }

    /// What a server comes to that replies so, and how long that takes.
    fn judged(replies: &[Reply]) -> (Option<Answer>, u64) {
        let mut job = Job::new(0, Url::parse("https://a.org/x").unwrap());
        let mut waited = 0;
        for (n, reply) in replies.iter().enumerate() {
            match job.judge(reply.clone(), &External::default()) {
                Next::Done(verdict) | Next::Leave(verdict) => {
                    assert_eq!(n + 1, replies.len(), "settled before {:?}", &replies[n + 1..]);
                    return (Some(job.answer(verdict)), waited);
                }
                Next::Again { after, .. } => waited += after.as_secs(),
            }
        }
        (None, waited)
    }

    fn dead(why: &str, moved: Option<&str>) -> (Option<Answer>, u64) {
        (Some(Answer::Dead(Dead { why: why.into(), moved: moved.map(str::to_owned) })), 0)
    }

    #[test]
    fn statuses() {
        for code in [200, 204, 206, 300, 304] {
            assert_eq!(judged(&[says(code)]), (Some(Answer::Alive), 0), "{code}");
        }
        for code in [400, 403, 404, 405, 501] {
            assert_eq!(judged(&[says(code), says(206)]), (Some(Answer::Alive), 0), "{code}");
            assert_eq!(judged(&[says(code), says(416)]), (Some(Answer::Alive), 0), "{code}");
        }
        for replies in [&[says(401)][..], &[says(403), says(403)], &[says(451)], &[says(999)]] {
            assert_eq!(judged(replies), (Some(Answer::Untold), 0), "{replies:?}");
        }
        assert_eq!(judged(&[says(404), says(404)]), dead("the server says 404 Not Found", None));
        assert_eq!(judged(&[says(410)]), dead("the server says 410 Gone", None));
        assert_eq!(judged(&[says(405), says(501)]), dead("the server says 501 Not Implemented", None));
    }

    #[test]
    fn tries() {
        let silence = || Reply::Silence("nothing".into());
        assert_eq!(judged(&[silence(), says(500), says(200)]), (Some(Answer::Alive), 4));
        let died = judged(&[says(500), silence(), says(503)]);
        assert_eq!(died.0, dead("the server says 503 Service Unavailable", None).0);
        assert_eq!(judged(&[says(503)]), (None, 1));
        assert_eq!(judged(&[busy(503, 20)]), (None, 20));
        assert_eq!(judged(&[busy(503, 61)]), (Some(Answer::Untold), 0));
        assert_eq!(judged(&[busy(429, 60), says(200)]), (Some(Answer::Alive), 60));
        assert_eq!(judged(&[busy(429, 61)]), (Some(Answer::Untold), 0));
        assert_eq!(judged(&[says(429), says(429), says(429)]), (Some(Answer::Untold), 4));
    }

    #[test]
    fn redirects() {
        assert_eq!(judged(&[to(301, "/y"), to(302, "https://b.org/"), says(200)]), (Some(Answer::Alive), 0));
        assert_eq!(
            judged(&[to(301, "/y"), to(308, "/z"), says(410)]),
            dead("the server says 410 Gone", Some("https://a.org/z"))
        );
        assert_eq!(
            judged(&[to(301, "/y"), to(302, "/z"), to(301, "/q"), says(410)]),
            dead("the server says 410 Gone at `https://a.org/q`", Some("https://a.org/y"))
        );
        let why = "the server redirects in a circle at `https://a.org/y`";
        assert_eq!(judged(&[to(302, "/y"), to(302, "/x#top")]), dead(why, None));
        let cookie = Reply::Answer { code: 302, location: Some("/x".into()), retry_after: None, cookie: true };
        assert_eq!(judged(&[cookie]), (Some(Answer::Untold), 0));
        let mut chain: Vec<Reply> = (0..10).map(|n| to(302, &format!("/{n}"))).collect();
        chain.push(says(200));
        assert_eq!(judged(&chain), (Some(Answer::Alive), 0));
        chain[10] = to(302, "/10");
        assert_eq!(judged(&chain), dead("the server redirects more than 10 times at `https://a.org/9`", None));
        assert_eq!(judged(&[to(302, "kb-app:open")]), (Some(Answer::Alive), 0));
        assert_eq!(judged(&[to(302, "http://127.0.0.1/")]), (Some(Answer::Untold), 0));
        assert_eq!(judged(&[says(302)]), dead("the server redirects without saying where to", None));
        assert_eq!(judged(&[to(302, "https://")]), dead("the server redirects to what is no address", None));
    }
}
