//! The network: one question to one server, and its reply. Follows nothing, judges nothing.

use std::io::ErrorKind;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::time::{Duration, SystemTime};

use ureq::http::{HeaderMap, StatusCode, header};
use ureq::tls::{Certificate, PemItem, RootCerts, TlsConfig, parse_pem};
use url::Url;

use crate::disk::{self, Failure};

/// What a server said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    Answer {
        code: u16,
        /// Where it redirects to, as it says it.
        location: Option<String>,
        /// How long it wants not to be asked.
        retry_after: Option<Duration>,
        /// Whether it sets a cookie.
        cookie: bool,
    },
    /// Nothing: why, in words.
    Silence(String),
}

/// Asks servers.
pub struct Client {
    agent: ureq::Agent,
    timeout: u64,
}

/// The beginning of a page is all that a question by GET asks for.
const RANGE: &str = "bytes=0-1023";

impl Client {
    /// A client that waits so many seconds. Proxies come from `HTTPS_PROXY` and `NO_PROXY`;
    /// `SSL_CERT_FILE` names certificates to trust instead of those in the binary.
    ///
    /// # Errors
    /// Where `SSL_CERT_FILE` names no certificates.
    pub fn new(timeout: u64) -> Result<Self, Failure> {
        let config = ureq::Agent::config_builder()
            .user_agent(concat!("kbgen/", env!("CARGO_PKG_VERSION"), " (link check)"))
            .accept("text/html,application/xhtml+xml,*/*;q=0.8")
            .http_status_as_error(false)
            .max_redirects(0)
            .timeout_global(Some(Duration::from_secs(timeout)))
            .max_idle_age(Duration::from_secs(5))
            .tls_config(tls()?);
        Ok(Self { agent: config.build().into(), timeout })
    }

    /// Asks for a page: only for its header (`head`), or for its beginning.
    pub fn ask(&self, url: &Url, head: bool) -> Reply {
        let call = || {
            if head {
                self.agent.head(url.as_str()).call()
            } else {
                self.agent.get(url.as_str()).header(header::RANGE, RANGE).call()
            }
        };
        // Whatever a server makes of the library costs one address, not the check.
        match catch_unwind(AssertUnwindSafe(call)) {
            Ok(Ok(response)) => {
                let headers = response.headers();
                let text = |name| headers.get(name).map(|v| String::from_utf8_lossy(v.as_bytes()).into_owned());
                Reply::Answer {
                    code: response.status().as_u16(),
                    location: text(header::LOCATION),
                    retry_after: retry_after(headers, SystemTime::now()),
                    cookie: headers.contains_key(header::SET_COOKIE),
                }
            }
            Ok(Err(error)) => Reply::Silence(self.words(&error)),
            Err(_) => Reply::Silence("the answer cannot be understood".into()),
        }
    }

    fn words(&self, error: &ureq::Error) -> String {
        const UNKNOWN: &str = "its host is not known";
        const CLOSED: &str = "the server closes the connection";
        match error {
            ureq::Error::Timeout(_) => format!("no answer within {} s", self.timeout),
            ureq::Error::HostNotFound => UNKNOWN.into(),
            ureq::Error::Io(error) => match error.kind() {
                ErrorKind::ConnectionRefused => "the connection is refused".into(),
                ErrorKind::ConnectionReset
                | ErrorKind::ConnectionAborted
                | ErrorKind::BrokenPipe
                | ErrorKind::UnexpectedEof => CLOSED.into(),
                ErrorKind::TimedOut | ErrorKind::WouldBlock => format!("no answer within {} s", self.timeout),
                ErrorKind::NetworkUnreachable | ErrorKind::HostUnreachable | ErrorKind::NetworkDown => {
                    "no way leads to its host".into()
                }
                // What the TLS library does not accept.
                ErrorKind::InvalidData => format!("no secure connection: {}", short(&error.to_string())),
                // The standard library has no kind for names.
                _ if error.to_string().contains("lookup address") => UNKNOWN.into(),
                _ => format!("no connection: {}", short(&error.to_string())),
            },
            ureq::Error::Rustls(error) => format!("no secure connection: {}", short(&error.to_string())),
            ureq::Error::Tls(words) => format!("no secure connection: {words}"),
            ureq::Error::ConnectProxyFailed(words) => format!("the proxy does not reach it: {}", short(words)),
            other => format!("the answer cannot be understood: {}", short(&other.to_string())),
        }
    }
}

/// Whom to trust: the certificates in the binary, or those in the file that `SSL_CERT_FILE` names.
///
/// # Errors
/// Where that file holds none.
pub fn tls() -> Result<TlsConfig, Failure> {
    let mut tls = TlsConfig::builder();
    if let Some(path) = std::env::var_os("SSL_CERT_FILE").filter(|path| !path.is_empty()) {
        tls = tls.root_certs(RootCerts::new_with_certs(&certificates(Path::new(&path))?));
    }
    Ok(tls.build())
}

/// A status in words.
pub fn status(code: u16) -> String {
    match StatusCode::from_u16(code).ok().and_then(|s| s.canonical_reason()) {
        Some(reason) => format!("{code} {reason}"),
        None => code.to_string(),
    }
}

/// Text of a stranger: a line of bounded length.
pub fn short(text: &str) -> String {
    const MOST: usize = 200;
    let mut out: String = text.chars().take(MOST).map(|c| if c.is_control() || c == '`' { ' ' } else { c }).collect();
    if text.chars().nth(MOST).is_some() {
        out.push('…');
    }
    out
}

/// The wait that a server asks for: seconds, or a date.
fn retry_after(headers: &HeaderMap, now: SystemTime) -> Option<Duration> {
    let text = headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim();
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        return Some(Duration::from_secs(text.parse().unwrap_or(u64::from(u32::MAX))));
    }
    httpdate::parse_http_date(text).ok().map(|date| date.duration_since(now).unwrap_or_default())
}

fn certificates(path: &Path) -> Result<Vec<Certificate<'static>>, Failure> {
    let text = disk::read_optional(path)?.unwrap_or_default();
    let found: Vec<_> = parse_pem(text.as_bytes())
        .filter_map(|item| if let Ok(PemItem::Certificate(certificate)) = item { Some(certificate) } else { None })
        .collect();
    if found.is_empty() {
        return Err(Failure::new(format!("`{}`, which SSL_CERT_FILE names, holds no certificate", path.display())));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn waits_that_servers_ask_for() {
        let now = SystemTime::UNIX_EPOCH + Duration::from_secs(1_000_000_000);
        let of = |text: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::RETRY_AFTER, text.parse().unwrap());
            retry_after(&headers, now).map(|wait| wait.as_secs())
        };
        assert_eq!(of(" 7 "), Some(7));
        assert_eq!(of("Sun, 09 Sep 2001 01:47:10 GMT"), Some(30));
        assert_eq!(of("Sun, 09 Sep 2001 01:46:00 GMT"), Some(0));
        assert_eq!(of("99999999999999999999999"), Some(u64::from(u32::MAX)));
        assert_eq!(of("soon"), None);
        assert_eq!(of(""), None);
        assert_eq!(retry_after(&HeaderMap::new(), now), None);
    }

    #[test]
    fn words_of_strangers_are_short() {
        assert_eq!(short("a\r\n`b`"), "a   b ");
        assert_eq!(short(&"é".repeat(300)).chars().count(), 201);
        assert_eq!((status(404).as_str(), status(999).as_str()), ("404 Not Found", "999"));
    }
}
