//! What publishing came to, for people and programs; and why it did not happen.

use serde::Serialize;

use crate::disk::Failure;

/// What publishing came to. Where nothing was to be changed (`dry_run`), the counts say what would be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Outcome {
    /// Where the site is, in words.
    pub target: String,
    pub dry_run: bool,
    /// Files sent.
    pub uploaded: usize,
    /// Files that are there already.
    pub unchanged: usize,
    pub deleted: usize,
    /// Questions to the host, answered or not; zero where kbgen does not ask them itself.
    pub requests: usize,
    /// Bytes of the files sent.
    pub bytes: u64,
    /// Number of this state of the site, where the target counts them.
    pub generation: Option<u64>,
    /// Files fetched through the public address and found right.
    pub verified: Option<usize>,
    /// Why the site is not there, where it is not.
    pub error: Option<String>,
    /// What people should know besides, a line each.
    pub notes: Vec<String>,
    /// Path and hash of the files that are there now, where they are not those of the built site.
    #[serde(skip)]
    pub files: Option<Vec<(String, String)>>,
}

/// Why a site is not published.
#[derive(Debug)]
pub enum Stop {
    /// It could not begin: settings, credentials, a program that is missing. Nothing was changed.
    Unable(Failure),
    /// It failed, or another publisher was first: what readers see is sound, but not this site.
    Failed(Failure),
}

impl Stop {
    pub fn unable(message: impl Into<String>) -> Self {
        Self::Unable(Failure::new(message))
    }

    pub fn failed(message: impl Into<String>) -> Self {
        Self::Failed(Failure::new(message))
    }
}

/// What cannot be read here stops before anything is changed there.
impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Unable(failure)
    }
}

impl std::fmt::Display for Stop {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Unable(failure) | Self::Failed(failure) => failure.fmt(f),
        }
    }
}

impl std::error::Error for Stop {}
