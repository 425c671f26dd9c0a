//! Publish: a built site in, the same site on its host out, or the old one as it was. Builds nothing and prints
//! nothing; what kbgen did not publish is never overwritten or removed there.
//!
//! A kind of host is one file with its [`Kind`] and one line in [`KINDS`].

mod azure;
mod azure_static_web_apps;
mod cloudflare;
mod folder;
mod gcs;
mod git;
mod headers;
mod in_place;
mod lock;
mod netlify;
mod outcome;
mod place;
mod program;
mod record;
mod release;
mod resolve;
mod rsync;
mod s3;
mod secrets;
mod sftp;
mod site;
mod source;
mod ssh;
#[cfg(feature = "cloud")]
mod store;
mod vendor;
mod verify;

use std::path::Path;

use url::Url;

use crate::config::TargetOptions;
use crate::disk::Failure;

pub use headers::headers;
pub use outcome::{Outcome, Stop};
pub use record::Record;
pub use resolve::{Target, resolve};
pub use secrets::hide;
pub use site::{Class, File, Site};
pub use source::Source;
pub use verify::verify;

/// Every kind of target.
pub const KINDS: &[&Kind] = &[
    &azure::KIND,
    &azure_static_web_apps::KIND,
    &cloudflare::KIND,
    &folder::KIND,
    &gcs::KIND,
    &git::KIND,
    &netlify::KIND,
    &rsync::KIND,
    &s3::KIND,
    &sftp::KIND,
];

/// Seconds that files stay which no page needs any more, where nothing else is said.
pub const GRACE: u64 = 3600;

/// A kind of target: what its settings are, and how a site gets there.
pub struct Kind {
    /// What `to:` says in `kbgen.yaml`.
    pub name: &'static str,
    /// Its keys in `kbgen.yaml`, besides `to`; others stop with an error.
    pub keys: &'static [&'static str],
    /// Those of the keys that it cannot do without.
    pub required: &'static [&'static str],
    /// Schemes of addresses on the command line that mean it, such as `s3`.
    pub schemes: &'static [&'static str],
    /// The settings that such an address says.
    pub from_url: fn(&Url, &mut TargetOptions),
    /// Publishes, or says what would be done, or goes back; answers for the checks on the way.
    pub publish: fn(&Job) -> Result<Outcome, Stop>,
}

/// What is to be done.
pub struct Job<'a> {
    /// Name of the target, for people.
    pub name: &'a str,
    pub options: &'a TargetOptions,
    /// The folder that relative paths in the options begin at.
    pub root: &'a Path,
    /// The site; an empty one where the last generation is asked for.
    pub site: &'a Site,
    pub action: Action,
    /// Whether nothing may be changed there.
    pub dry_run: bool,
    /// Whether an older commit may replace a newer one.
    pub force: bool,
    /// Seconds that files stay which no page needs any more.
    pub grace: u64,
    /// The public address of the site, if it is known.
    pub base_url: Option<&'a str>,
    /// Hears of progress.
    pub hear: &'a (dyn Fn(Progress) + Sync),
}

/// What a publisher is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    Publish,
    /// Back to the generation before.
    Rollback,
}

/// How far a publisher is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Progress {
    /// Something that takes so many steps begins; the word says what.
    Begin(&'static str, usize),
    Step,
}

/// A kind by its name.
///
/// # Errors
/// Where there is none.
pub fn kind(name: &str) -> Result<&'static Kind, Failure> {
    KINDS.iter().copied().find(|kind| kind.name == name).ok_or_else(|| {
        let names: Vec<String> = KINDS.iter().map(|kind| format!("`{}`", kind.name)).collect();
        Failure::new(format!("there is no kind of target `{name}`; there are {}", names.join(", ")))
    })
}

/// Object stores are left out of this program.
#[cfg(not(feature = "cloud"))]
fn without_cloud() -> Stop {
    Stop::unable("this kbgen was built without object stores; build it with `--features cloud`")
}
