//! The wire: requests of the library in, answers out. Counts them, waits when a server asks for it, tries again where
//! that can help, and lets nothing be written once the lease is over.

use std::collections::hash_map::RandomState;
use std::error::Error;
use std::fmt;
use std::future::Future;
use std::hash::{BuildHasher, Hasher};
use std::pin::Pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread;
use std::time::{Duration, Instant, SystemTime};

use http_body_util::BodyExt;
use object_store::ClientOptions;
use object_store::client::{
    HttpClient, HttpConnector, HttpError, HttpErrorKind, HttpRequest, HttpResponse, HttpService,
};
use ureq::http::{self, HeaderMap, Method, StatusCode, header};

use super::records::STATE;
use crate::disk::Failure;
use crate::external;

/// How often a request is sent at most, and the first and the longest wait between two times.
const TRIES: u32 = 9;
const FIRST_WAIT: Duration = Duration::from_millis(100);
const LONGEST_WAIT: Duration = Duration::from_secs(20);
/// The longest wait that a server can ask for.
const PATIENCE: Duration = Duration::from_secs(120);
/// Hosts that give credentials to machines of a provider. Elsewhere nobody answers, and no proxy leads there.
const METADATA: &[&str] = &["169.254.169.254", "metadata.google.internal", "metadata"];

/// The wire of one publication; clones share everything.
#[derive(Clone, Debug)]
pub struct Wire(Arc<Shared>);

#[derive(Debug)]
struct Shared {
    agent: ureq::Agent,
    /// The same, for those who give credentials to the machine.
    near: ureq::Agent,
    requests: AtomicUsize,
    /// Until when a server wants to be left alone.
    rest: Mutex<Option<Instant>>,
    lease: Mutex<Option<Lease>>,
}

/// Until when something may be written, by two clocks: one stands still while the machine sleeps, one can be set.
#[derive(Clone, Copy, Debug)]
struct Lease(Instant, SystemTime);

impl Lease {
    fn is_over(self) -> bool {
        Instant::now() >= self.0 || SystemTime::now() >= self.1
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

impl Wire {
    /// A wire with so many connections at a time.
    ///
    /// # Errors
    /// Where `SSL_CERT_FILE` names no certificates.
    pub fn new(connections: usize) -> Result<Self, Failure> {
        let config = ureq::Agent::config_builder()
            .user_agent(concat!("kbgen/", env!("CARGO_PKG_VERSION")))
            .http_status_as_error(false)
            .max_redirects(0)
            .allow_non_standard_methods(true)
            .timeout_connect(Some(Duration::from_secs(10)))
            .timeout_recv_response(Some(Duration::from_secs(60)))
            .timeout_global(Some(Duration::from_secs(300)))
            .max_idle_connections(connections + 2)
            .max_idle_connections_per_host(connections + 2)
            .tls_config(external::tls()?);
        let near = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .proxy(None)
            .timeout_connect(Some(Duration::from_secs(2)))
            .timeout_global(Some(Duration::from_secs(10)));
        Ok(Self(Arc::new(Shared {
            agent: config.build().into(),
            near: near.build().into(),
            requests: AtomicUsize::new(0),
            rest: Mutex::new(None),
            lease: Mutex::new(None),
        })))
    }

    /// How many requests were sent.
    pub fn requests(&self) -> usize {
        self.0.requests.load(Ordering::Relaxed)
    }

    /// Lets writing go on for some time from `since`, which was before the lease was asked for.
    pub fn lease(&self, since: (Instant, SystemTime), time: Duration) {
        *lock(&self.0.lease) = Some(Lease(since.0 + time, since.1 + time));
    }

    /// Whether the lease is over.
    pub fn is_over(&self) -> bool {
        lock(&self.0.lease).is_some_and(Lease::is_over)
    }

    /// Sends a request until there is an answer that says something.
    fn send(&self, parts: http::request::Parts, body: &[u8]) -> Result<http::Response<Vec<u8>>, HttpError> {
        let reading = matches!(parts.method, Method::GET | Method::HEAD);
        // The lock is a matter of seconds, and asked for under its own condition.
        let lock_itself = is_state(parts.uri.path());
        let tries = if is_near(&parts) { 2 } else { TRIES };
        let mut wait = FIRST_WAIT;
        let mut number = 1;
        loop {
            if !lock_itself {
                let rest = lock(&self.0.rest).map(|until| until.saturating_duration_since(Instant::now()));
                thread::sleep(rest.unwrap_or_default());
            }
            if !reading && !lock_itself && self.is_over() {
                return Err(HttpError::new(HttpErrorKind::Unknown, LeaseIsOver));
            }
            self.0.requests.fetch_add(1, Ordering::Relaxed);
            let answer = self.once(&parts, body);
            let more = number < tries && answer.as_ref().map_or(true, |answer| again(answer.status()));
            if !more {
                return answer.map_err(error);
            }
            let asked = answer.ok().and_then(|answer| retry_after(answer.headers()));
            if let Some(asked) = asked.filter(|_| !lock_itself) {
                *lock(&self.0.rest) = Some(Instant::now() + asked.min(PATIENCE));
            } else {
                thread::sleep(wait.mul_f64(0.5 + 0.5 * random_fraction()));
                wait = (wait * 2).min(LONGEST_WAIT);
            }
            number += 1;
        }
    }

    fn once(&self, parts: &http::request::Parts, body: &[u8]) -> Result<http::Response<Vec<u8>>, ureq::Error> {
        let head = parts.method == Method::HEAD;
        let agent = if is_near(parts) { &self.0.near } else { &self.0.agent };
        let answer = if matches!(parts.method, Method::GET | Method::HEAD | Method::DELETE) && body.is_empty() {
            agent.run(http::Request::from_parts(parts.clone(), ()))
        } else {
            agent.run(http::Request::from_parts(parts.clone(), body))
        }?;
        let (parts, mut body) = answer.into_parts();
        let bytes = if head { Vec::new() } else { body.with_config().limit(1 << 30).read_to_vec()? };
        Ok(http::Response::from_parts(parts, bytes))
    }
}

/// Whether a path of an address is that of the state. Some stores have the signs between its words encoded.
fn is_state(path: &str) -> bool {
    path.replace("%2F", "/").replace("%2E", ".").ends_with(STATE)
}

/// Whether a request is for those who give credentials to the machine.
fn is_near(parts: &http::request::Parts) -> bool {
    parts.uri.host().is_some_and(|host| METADATA.contains(&host))
}

/// Whether the same request may have another answer soon.
fn again(status: StatusCode) -> bool {
    status.is_server_error() && status != StatusCode::NOT_IMPLEMENTED
        || matches!(status, StatusCode::TOO_MANY_REQUESTS | StatusCode::REQUEST_TIMEOUT)
}

/// A number from 0 to 1 that others do not share: many publishers that were turned away do not return together.
fn random_fraction() -> f64 {
    (random() >> 11) as f64 / (1_u64 << 53) as f64
}

/// A number that nobody foresees.
pub fn random() -> u64 {
    RandomState::new().build_hasher().finish()
}

/// Seconds that a server wants to be left alone.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?;
    text.trim().parse().ok().map(Duration::from_secs)
}

fn error(error: ureq::Error) -> HttpError {
    let kind = match &error {
        ureq::Error::Timeout(_) => HttpErrorKind::Timeout,
        ureq::Error::HostNotFound | ureq::Error::ConnectionFailed => HttpErrorKind::Connect,
        ureq::Error::Io(_) => HttpErrorKind::Interrupted,
        _ => HttpErrorKind::Unknown,
    };
    HttpError::new(kind, error)
}

/// Why something was not written.
#[derive(Debug)]
pub struct LeaseIsOver;

impl fmt::Display for LeaseIsOver {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("this publisher was held up for longer than its lock lasts")
    }
}

impl Error for LeaseIsOver {}

impl HttpService for Wire {
    fn call<'a, 'f>(
        &'a self,
        request: HttpRequest,
    ) -> Pin<Box<dyn Future<Output = Result<HttpResponse, HttpError>> + Send + 'f>>
    where
        'a: 'f,
        Self: 'f,
    {
        Box::pin(async move {
            let (parts, body) = request.into_parts();
            let body = body.collect().await?.to_bytes();
            let wire = self.clone();
            let sent = tokio::task::spawn_blocking(move || wire.send(parts, &body)).await;
            let answer = sent.map_err(|e| HttpError::new(HttpErrorKind::Unknown, e))??;
            let (parts, bytes) = answer.into_parts();
            Ok(HttpResponse::from_parts(parts, bytes.into()))
        })
    }
}

impl HttpConnector for Wire {
    fn connect(&self, _: &ClientOptions) -> object_store::Result<HttpClient> {
        Ok(HttpClient::new(self.clone()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_state_is_known_by_its_address() {
        assert!(is_state("/bucket/kb/.kbgen/state.json"));
        assert!(is_state("/bucket/kb%2F%2Ekbgen%2Fstate%2Ejson"));
        assert!(!is_state("/bucket/kb/kbgen/state.json"));
    }

    #[test]
    fn leases_end() {
        let wire = Wire::new(1).unwrap();
        assert!(!wire.is_over(), "who only reads has none");
        wire.lease((Instant::now(), SystemTime::now()), Duration::from_secs(60));
        assert!(!wire.is_over());
        // The machine slept: one of the clocks stood still.
        wire.lease((Instant::now(), SystemTime::now() - Duration::from_secs(61)), Duration::from_secs(60));
        assert!(wire.is_over());
    }
}
