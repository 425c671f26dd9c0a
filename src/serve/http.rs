//! The server. Enters: requests of browsers. Leaves: what a static host would answer from the site in the hub, and the
//! events of pages that are open. Decides nothing about builds.

use std::convert::Infallible;
use std::net::TcpListener;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::Response;
use axum::serve::ListenerExt;
use futures_core::Stream;
use tokio::sync::{mpsc, oneshot};
use tokio::task;

use crate::disk::{Failure, pieces};
use crate::plan::url;

use super::find::{self, Found};
use super::hub::Hub;
use super::store::{File, Held, short_hash};
use super::turn::{self, Page};
use super::types;
use super::wishes::{self, Part, Wishes};

/// Where the server's own files and events are, on the host.
const OWN: &str = "/.kbgen/";

const SCRIPT: &str = include_str!("live.js");
const STYLE: &str = include_str!("live.css");

/// As strict as a careful host, so that a writer sees at once what that breaks.
const POLICY: &str = "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; font-src 'self'; \
    connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/// How long connections get to end by themselves.
const GRACE: Duration = Duration::from_secs(1);

struct Server {
    hub: Arc<Hub>,
    /// Whether only this machine is to be answered.
    local: bool,
}

/// Answers browsers as soon as the first build is done, until the process is asked to end. `ready` is called when they are.
///
/// # Errors
/// The failure of the first build; where the system does not let it listen.
pub fn serve(
    listener: TcpListener,
    hub: Arc<Hub>,
    first: oneshot::Receiver<Result<(), Failure>>,
    ready: impl FnOnce(),
) -> Result<(), Failure> {
    let failure = |e: std::io::Error| Failure::new(format!("cannot serve: {e}"));
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().map_err(failure)?;
    let local = listener.local_addr().is_ok_and(|address| address.ip().is_loopback());
    let done = runtime.block_on(async {
        let mut ending = Box::pin(ending());
        tokio::select! {
            () = &mut ending => return Ok(()),
            built = first => built.unwrap_or_else(|_| Err(Failure::new("the build broke off; this is an error of kbgen itself")))?,
        }
        listener.set_nonblocking(true).map_err(failure)?;
        let listener = tokio::net::TcpListener::from_std(listener).map_err(failure)?;
        // Events are small, and must not wait for more.
        let listener = listener.tap_io(|connection| drop(connection.set_nodelay(true)));
        let router = Router::new().fallback(answer).with_state(Arc::new(Server { hub: hub.clone(), local }));
        let (stop, stopped) = oneshot::channel::<()>();
        let serving = axum::serve(listener, router).with_graceful_shutdown(async {
            let _ = stopped.await;
        });
        let serving = tokio::spawn(async move { serving.await });
        ready();
        ending.await;
        hub.close();
        let _ = stop.send(());
        let _ = tokio::time::timeout(GRACE, serving).await;
        Ok(())
    });
    // A file that is being read for somebody who has gone is not waited for.
    runtime.shutdown_background();
    done
}

/// Waits until the process is asked to end.
async fn ending() {
    #[cfg(unix)]
    {
        use tokio::signal::unix::{SignalKind, signal};
        let wait = async |kind| match signal(kind) {
            Ok(mut signal) => drop(signal.recv().await),
            // Then it ends without grace.
            Err(_) => std::future::pending().await,
        };
        tokio::select! {
            () = wait(SignalKind::interrupt()) => {}
            () = wait(SignalKind::terminate()) => {}
        }
    }
    #[cfg(not(unix))]
    if tokio::signal::ctrl_c().await.is_err() {
        std::future::pending::<()>().await;
    }
}

async fn answer(State(server): State<Arc<Server>>, request: Request) -> Response {
    let (request, _) = request.into_parts();
    let (method, headers) = (&request.method, &request.headers);
    if server.local && !is_own_host(headers) {
        // Another site's name that leads here: its scripts shall not read the pages.
        let text = "This server answers only those who call it localhost or 127.0.0.1. \
                    To serve other machines, name an address to listen at: kbgen serve --interface ADDRESS\n";
        return message(StatusCode::FORBIDDEN, text);
    }
    if !matches!(*method, Method::GET | Method::HEAD) {
        let mut response = message(StatusCode::METHOD_NOT_ALLOWED, "only GET and HEAD are answered\n");
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD"));
        return response;
    }
    let (path, query) = (request.uri.path(), request.uri.query());
    if let Some(own) = path.strip_prefix(OWN) {
        return own_file(&server.hub, own, query.unwrap_or_default(), method, headers);
    }
    let site = server.hub.site();
    match find::find(&site, path, query) {
        Found::Elsewhere { status, to } => {
            let mut response = message(StatusCode::from_u16(status).unwrap_or(StatusCode::FOUND), "");
            set(&mut response, header::LOCATION, &url::encode(&to));
            response
        }
        Found::File { status, path, file } => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::OK);
            match &file.held {
                Held::Memory(bytes) if types::is_page(&path) => {
                    let page = with_script(bytes, file, status);
                    memory(status, &path, &short_hash(&page), page, method, headers)
                }
                Held::Memory(bytes) => memory(status, &path, file.hash(), bytes.clone(), method, headers),
                Held::Disk(from) => disk(status, &path, from.clone(), method, headers).await,
            }
        }
        Found::Nothing => {
            message(StatusCode::NOT_FOUND, &format!("not found; the site is at {}\n", url::encode_path(&site.base)))
        }
    }
}

/// Whether a browser calls the server by a name of this machine.
fn is_own_host(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST) else { return true };
    let Ok(host) = host.to_str() else { return false };
    let name = match host.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((name, _)) => name,
        None => host.rsplit_once(':').map_or(host, |(name, _)| name),
    };
    let name = name.to_ascii_lowercase();
    name == "localhost"
        || name.ends_with(".localhost")
        || name.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// The script of pages, their style, and their events.
fn own_file(hub: &Hub, name: &str, query: &str, method: &Method, headers: &HeaderMap) -> Response {
    match name {
        "live.js" | "live.css" => {
            let text = if name == "live.js" { SCRIPT } else { STYLE };
            let bytes = Bytes::from_static(text.as_bytes());
            memory(StatusCode::OK, name, &short_hash(&bytes), bytes, method, headers)
        }
        "events" => {
            let value = |key: &str| {
                let values = query.split('&').filter_map(|pair| pair.split_once('='));
                values
                    .into_iter()
                    .find(|(name, _)| *name == key)
                    .map(|(_, value)| url::decode(value))
                    .unwrap_or_default()
            };
            let page = Page { path: value("page"), version: value("version"), missing: value("missing") == "1" };
            let mut response = Response::new(Body::from_stream(Pieces(hub.join(page))));
            common(&mut response);
            set(&mut response, header::CONTENT_TYPE, "text/event-stream");
            set(&mut response, header::CACHE_CONTROL, "no-store");
            response
        }
        _ => message(StatusCode::NOT_FOUND, "not found\n"),
    }
}

/// A page with the script that keeps it up to date.
fn with_script(bytes: &Bytes, file: &File, status: StatusCode) -> Bytes {
    let missing = if status == StatusCode::NOT_FOUND { " data-missing=\"1\"" } else { "" };
    let script =
        format!("<script src=\"{OWN}live.js\" defer data-version=\"{}\"{missing}></script>\n", turn::version(file));
    let end = b"</body>";
    let at = memchr::memmem::rfind(bytes, end).unwrap_or(bytes.len());
    let mut page = Vec::with_capacity(bytes.len() + script.len());
    page.extend_from_slice(&bytes[..at]);
    page.extend_from_slice(script.as_bytes());
    page.extend_from_slice(&bytes[at..]);
    page.into()
}

fn wishes<'a>(status: StatusCode, method: &Method, headers: &'a HeaderMap) -> Wishes<'a> {
    if status != StatusCode::OK {
        return Wishes::default();
    }
    let value = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    // A range is a matter of GET alone.
    let range = value(header::RANGE).filter(|_| *method == Method::GET);
    Wishes { none_match: value(header::IF_NONE_MATCH), range, if_range: value(header::IF_RANGE) }
}

/// A file that is in memory, and the hash of its bytes.
fn memory(status: StatusCode, path: &str, hash: &str, bytes: Bytes, method: &Method, headers: &HeaderMap) -> Response {
    let tag = format!("\"{hash}\"");
    let length = bytes.len() as u64;
    let part = wishes::part(wishes(status, method, headers), &tag, length);
    let body = match &part {
        _ if *method == Method::HEAD => Body::empty(),
        Part::Whole => bytes.into(),
        Part::Range(range) => {
            let at = |at: u64| usize::try_from(at).unwrap_or(bytes.len());
            bytes.slice(at(range.start)..at(range.end)).into()
        }
        Part::NotModified | Part::Unsatisfiable => Body::empty(),
    };
    file_response(status, path, &tag, length, &part, body)
}

/// A file on the disk, which is read while it is sent.
async fn disk(
    status: StatusCode,
    path: &str,
    from: std::path::PathBuf,
    method: &Method,
    headers: &HeaderMap,
) -> Response {
    let opened = task::spawn_blocking(move || pieces::open(&from)).await;
    let opened = match opened {
        Ok(Ok(opened)) => opened,
        Ok(Err(failure)) => return message(StatusCode::NOT_FOUND, &format!("{failure}\n")),
        Err(_) => return message(StatusCode::INTERNAL_SERVER_ERROR, "the file could not be read\n"),
    };
    let tag = format!("\"{}\"", short_hash(format!("{path} {} {}", opened.length, opened.modified).as_bytes()));
    let length = opened.length;
    let part = wishes::part(wishes(status, method, headers), &tag, length);
    let range = match &part {
        Part::Whole if *method != Method::HEAD => Some(0..length),
        Part::Range(range) => Some(range.clone()),
        _ => None,
    };
    let body = match range {
        Some(range) => {
            let (sender, receiver) = mpsc::channel(2);
            task::spawn_blocking(move || opened.read(range, |piece| sender.blocking_send(piece.into()).is_ok()));
            Body::from_stream(Pieces(receiver))
        }
        None => Body::empty(),
    };
    file_response(status, path, &tag, length, &part, body)
}

/// The answer that carries a file, or tells of it.
fn file_response(status: StatusCode, path: &str, tag: &str, length: u64, part: &Part, body: Body) -> Response {
    let mut response = Response::new(body);
    common(&mut response);
    set(&mut response, header::ETAG, tag);
    let sent = match part {
        Part::Whole => Some(length),
        Part::Range(range) => {
            let value = format!("bytes {}-{}/{length}", range.start, range.end - 1);
            set(&mut response, header::CONTENT_RANGE, &value);
            Some(range.end - range.start)
        }
        Part::Unsatisfiable => {
            set(&mut response, header::CONTENT_RANGE, &format!("bytes */{length}"));
            Some(0)
        }
        Part::NotModified => None,
    };
    if let Some(sent) = sent {
        set(&mut response, header::CONTENT_LENGTH, &sent.to_string());
        set(&mut response, header::CONTENT_TYPE, types::of(path));
        set(&mut response, header::ACCEPT_RANGES, "bytes");
    }
    *response.status_mut() = match part {
        Part::Whole => status,
        Part::Range(_) => StatusCode::PARTIAL_CONTENT,
        Part::Unsatisfiable => StatusCode::RANGE_NOT_SATISFIABLE,
        Part::NotModified => StatusCode::NOT_MODIFIED,
    };
    response
}

fn message(status: StatusCode, text: &str) -> Response {
    let mut response = Response::new(Body::from(text.to_owned()));
    common(&mut response);
    set(&mut response, header::CONTENT_TYPE, "text/plain; charset=utf-8");
    *response.status_mut() = status;
    response
}

/// The headers of every answer.
fn common(response: &mut Response) {
    set(response, header::CACHE_CONTROL, "no-cache");
    set(response, header::CONTENT_SECURITY_POLICY, POLICY);
    set(response, header::X_CONTENT_TYPE_OPTIONS, "nosniff");
}

fn set(response: &mut Response, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        response.headers_mut().insert(name, value);
    }
}

/// What a channel brings, as a body.
struct Pieces(mpsc::Receiver<Bytes>);

impl Stream for Pieces {
    type Item = Result<Bytes, Infallible>;

    fn poll_next(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Option<Self::Item>> {
        self.0.poll_recv(context).map(|piece| piece.map(Ok))
    }
}

#[cfg(test)]
mod tests {
    use super::super::store::{Site, tests::site};
    use super::*;

    #[test]
    fn names_of_this_machine() {
        for (host, own) in [
            ("localhost:8000", true),
            ("LOCALHOST", true),
            ("127.0.0.1:8000", true),
            ("127.8.0.1", true),
            ("[::1]:8000", true),
            ("kb.localhost:8000", true),
            ("evil.example:8000", false),
            ("localhost.evil.example", false),
            ("10.0.0.1:8000", false),
            ("", false),
        ] {
            let headers = HeaderMap::from_iter([(header::HOST, HeaderValue::from_str(host).unwrap())]);
            assert_eq!(is_own_host(&headers), own, "{host}");
        }
        assert!(is_own_host(&HeaderMap::new()));
    }

    #[test]
    fn the_script_stands_before_the_end() {
        let site = site("/", &Site::default(), &[("a", "<body>x</body>\n</html>"), ("b", "bare")]);
        let page = |name: &str, status| {
            let file = site.file(name).unwrap();
            let Held::Memory(bytes) = &file.held else { panic!("on the disk") };
            String::from_utf8(with_script(bytes, file, status).to_vec()).unwrap()
        };
        let script = format!(
            "<script src=\"/.kbgen/live.js\" defer data-version=\"{}\"></script>\n",
            site.file("a").unwrap().hash()
        );
        assert_eq!(page("a", StatusCode::OK), format!("<body>x{script}</body>\n</html>"));
        assert!(page("b", StatusCode::NOT_FOUND).ends_with(" data-missing=\"1\"></script>\n"));
    }
}
