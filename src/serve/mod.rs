//! Serve: a site in memory, built again with every change and shown in browsers at once. Enters: how to read the
//! configuration, and where to listen. Leaves: answers to browsers, and news for the terminal. Writes nothing to the disk.
//!
//! The watcher posts changes to a mailbox; the builder takes them and gives a site to the hub; the server answers from
//! the hub, and the hub tells the pages that are open. Each knows only the next one.

mod builder;
mod debounce;
mod find;
mod http;
mod hub;
mod mailbox;
mod problems;
mod redirects;
mod store;
mod turn;
mod types;
pub mod watch;
mod wishes;

use std::net::{IpAddr, SocketAddr, TcpListener};
use std::path::PathBuf;
use std::sync::Arc;
use std::thread;

use crate::disk::Failure;
use crate::model::Diagnostic;
use crate::pipeline::{Progress, Request};
use crate::read::Changes;

use builder::Builder;
use hub::Hub;
use mailbox::Mailbox;
use watch::Watch;

/// The port that is tried first, and how many after it.
const PORT: u16 = 8000;
const PORTS: u16 = 100;

/// Reads the configuration as it is now.
pub type Prepare = Box<dyn Fn() -> Result<Request, Failure> + Send>;

/// How to serve.
#[derive(Clone, Debug)]
pub struct Options {
    /// The address to listen at.
    pub interface: IpAddr,
    /// The port; without one, the first free one from 8000 on.
    pub port: Option<u16>,
    /// Whether changes are followed.
    pub watch: bool,
    /// Whether files are looked at every second instead of waiting to be told of changes.
    pub poll: bool,
    /// The configuration file, whether it exists or not.
    pub file: PathBuf,
}

/// How much a site has.
#[derive(Clone, Copy, Debug)]
pub struct Summary {
    pub articles: usize,
    pub locales: usize,
    pub pages: usize,
}

/// What happens, for the terminal.
pub enum News<'a> {
    /// The usual port is taken by somebody else.
    PortTaken { wanted: u16, port: u16 },
    /// The first build is done.
    Ready { summary: Summary, findings: &'a [Diagnostic], seconds: f64, watching: bool },
    /// Browsers are answered, at this address.
    Listening(&'a str),
    /// Files are looked at instead of waiting to be told, for this reason.
    Polling(&'a str),
    /// A build after the first: what had changed, how many files of the site are other now, what is newly wrong, how much is
    /// mended, and whether the build before had come to nothing.
    Rebuilt { changes: &'a Changes, files: usize, seconds: f64, new: &'a [Diagnostic], mended: usize, recovered: bool },
    /// A build came to nothing; the last good site is served on.
    Failed(&'a str),
}

/// Whoever hears the news.
pub trait Ear: Send + Sync {
    fn hear(&self, news: &News<'_>);

    /// Hears how far the first build is.
    fn progress(&self, progress: Progress);
}

/// Serves until the process is asked to end (Ctrl C, SIGTERM).
///
/// # Errors
/// Where the port cannot be had, or the first build comes to nothing.
pub fn run(options: &Options, prepare: Prepare, ear: Arc<dyn Ear>) -> Result<(), Failure> {
    let listener = listen(options, &*ear)?;
    let address = listener.local_addr().map_err(|e| Failure::new(format!("cannot listen: {e}")))?;
    let hub = Arc::new(Hub::default());
    let mailbox = Arc::new(Mailbox::default());
    let watch = options.watch.then(|| Watch::start(mailbox.clone(), options.poll, ear.clone())).transpose()?;
    let mut builder = Builder::new(prepare, &options.file, origin(address), hub.clone(), ear.clone(), watch);
    let (sender, first) = tokio::sync::oneshot::channel();
    let inbox = mailbox.clone();
    let build = move || {
        let done = builder.begin();
        let failed = done.is_err();
        if sender.send(done).is_ok() && !failed {
            builder.follow(&inbox);
        }
    };
    let thread = thread::Builder::new().name("build".to_owned()).spawn(build);
    thread.map_err(|e| Failure::new(format!("cannot start a thread to build: {e}")))?;
    let done = http::serve(listener, hub.clone(), first, || {
        ear.hear(&News::Listening(&format!("{}{}", origin(address), hub.site().base)));
    });
    mailbox.close();
    done
}

/// The address of the server as browsers on this machine write it.
fn origin(address: SocketAddr) -> String {
    let ip = match address.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => IpAddr::from([127, 0, 0, 1]),
        IpAddr::V6(ip) if ip.is_unspecified() => IpAddr::from([0, 0, 0, 0, 0, 0, 0, 1]),
        ip => ip,
    };
    format!("http://{}", SocketAddr::new(ip, address.port()))
}

/// Takes the port.
fn listen(options: &Options, ear: &dyn Ear) -> Result<TcpListener, Failure> {
    let bind = |port| TcpListener::bind((options.interface, port));
    let failure = |port, error: std::io::Error| {
        let what = match error.kind() {
            std::io::ErrorKind::AddrInUse => "it is in use; name another one with `--port`".to_owned(),
            std::io::ErrorKind::PermissionDenied => "that is not permitted; name one from 1024 on".to_owned(),
            _ => error.to_string(),
        };
        Failure::new(format!("cannot listen at port {port} of {}: {what}", options.interface))
    };
    if let Some(port) = options.port {
        return bind(port).map_err(|error| failure(port, error));
    }
    let mut last = None;
    for port in PORT..PORT + PORTS {
        match bind(port) {
            Ok(listener) => {
                if port != PORT {
                    ear.hear(&News::PortTaken { wanted: PORT, port });
                }
                return Ok(listener);
            }
            Err(error) if error.kind() == std::io::ErrorKind::AddrInUse => last = Some((port, error)),
            Err(error) => return Err(failure(port, error)),
        }
    }
    let (port, error) = last.unwrap_or((PORT, std::io::ErrorKind::AddrInUse.into()));
    Err(failure(port, error))
}
