//! Stamps: whether a file may have changed, without reading it.
#![allow(clippy::disallowed_methods)]

use std::fs;
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use serde::{Deserialize, Serialize};

use super::Failure;

/// What a file system says of a file or folder. Equal stamps, equal contents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    let stamp = of(&found)?;
    let latest = stamp.modified.max(u128::try_from(stamp.changed).unwrap_or(0));
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).ok()?.as_nanos();
    (latest + TICK.as_nanos() < now).then_some(stamp)
}

/// What tells this program from every other build of it.
///
/// # Errors
/// Where the system does not say where it is.
pub fn own_program() -> Result<(PathBuf, Stamp), Failure> {
    let path = std::env::current_exe().map_err(|error| Failure::new(format!("cannot find the program: {error}")))?;
    let found = fs::metadata(&path).map_err(|error| Failure::io("read", &path, error))?;
    let stamp = of(&found).ok_or_else(|| Failure::new("the program has no date"))?;
    Ok((path, stamp))
}

/// The stamp of a file that was just written by kbgen itself.
pub fn stamp_now(file: &Path) -> Option<Stamp> {
    of(&fs::metadata(file).ok()?)
}

/// The stamp of a folder: equal stamps, equal entries. `None` where there is none, or a link in its place.
pub fn stamp_of_folder(folder: &Path) -> Option<Stamp> {
    of(&fs::symlink_metadata(folder).ok().filter(fs::Metadata::is_dir)?)
}

fn of(found: &fs::Metadata) -> Option<Stamp> {
    let modified = found.modified().ok()?.duration_since(SystemTime::UNIX_EPOCH).ok()?.as_nanos();
    let (changed, inode) = identity(found);
    Some(Stamp { length: found.len(), modified, changed, inode })
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
