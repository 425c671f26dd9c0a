//! The commit that a site is made from: a folder in, its commit out, where git knows it.

use std::path::Path;

use serde::{Deserialize, Serialize};

use super::program::Program;

/// A commit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// Its name in full.
    pub commit: String,
    /// When it was made, in seconds since 1970.
    pub time: u64,
}

impl Source {
    /// The commit that is checked out in a folder; none where git is missing or knows nothing of it.
    pub fn of(folder: &Path) -> Option<Self> {
        let program = Program::new("git", "").arg("-C").arg(folder).args(["log", "-1", "--format=%H %ct"]);
        let text = String::from_utf8(program.succeed().ok()?).ok()?;
        let (commit, time) = text.trim().split_once(' ')?;
        Some(Self { commit: commit.to_owned(), time: time.parse().ok()? })
    }

    /// Whether another commit was made after this one.
    pub fn is_older_than(&self, other: &Self) -> bool {
        self.commit != other.commit && self.time < other.time
    }

    /// Its name as people read it.
    pub fn short(&self) -> &str {
        self.commit.get(..12).unwrap_or(&self.commit)
    }
}
