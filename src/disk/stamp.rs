//! Stamps: whether a file may have changed, without reading it.
#![allow(clippy::disallowed_methods)]

use std::fs;
use std::path::Path;
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

/// What a file system says of a file. Equal stamps, equal contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    length: u64,
    /// Nanoseconds since 1970, of the contents and of all that is known of the file.
    modified: u128,
    changed: i128,
    inode: u64,
}

/// The stamp of a file; `None` where it has none, or has changed so lately that it may change again within the same
/// tick of its clock.
pub fn stamp(file: &Path) -> Option<Stamp> {
    const TICK: Duration = Duration::from_millis(40);
    let found = fs::metadata(file).ok().filter(fs::Metadata::is_file)?;
    let modified = found.modified().ok()?;
    let since = |time: SystemTime| time.duration_since(SystemTime::UNIX_EPOCH).map(|time| time.as_nanos());
    let (changed, inode) = identity(&found);
    let latest = since(modified).ok()?.max(u128::try_from(changed).unwrap_or(0));
    let is_settled = latest + TICK.as_nanos() < since(SystemTime::now()).ok()?;
    is_settled.then_some(Stamp { length: found.len(), modified: since(modified).ok()?, changed, inode })
}

#[cfg(unix)]
fn identity(found: &fs::Metadata) -> (i128, u64) {
    use std::os::unix::fs::MetadataExt;
    (i128::from(found.ctime()) * 1_000_000_000 + i128::from(found.ctime_nsec()), found.ino())
}

#[cfg(not(unix))]
fn identity(_: &fs::Metadata) -> (i128, u64) {
    (0, 0)
}
