//! What publishing needs of the disk besides whole files: links, files made by one alone, folders for a while.

use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::SystemTime;

use sha2::{Digest, Sha256};

use super::{Failure, hex};

/// Names of what lies in a folder, in order; `None` where there is none.
///
/// # Errors
/// Where it cannot be read.
pub fn names(folder: &Path) -> Result<Option<Vec<String>>, Failure> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(Failure::io("read the folder", folder, e)),
    };
    let mut names = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|e| Failure::io("read the folder", folder, e))?;
        names.push(entry.file_name().to_string_lossy().into_owned());
    }
    names.sort();
    Ok(Some(names))
}

/// Names of the folders in a folder; none where it cannot be read.
pub fn folders(path: &Path) -> Vec<String> {
    let entries = fs::read_dir(path).into_iter().flatten().flatten();
    let folders = entries.filter(|entry| entry.file_type().is_ok_and(|kind| kind.is_dir()));
    folders.filter_map(|entry| entry.file_name().into_string().ok()).collect()
}

/// What a link leads to, as it says it; `None` where no link is.
pub fn read_link(path: &Path) -> Option<PathBuf> {
    fs::read_link(path).ok()
}

/// Lets a link lead elsewhere, or makes it; readers find one or the other at every moment.
///
/// # Errors
/// Where the disk refuses.
pub fn point(link: &Path, to: &str) -> Result<(), Failure> {
    let part = link.with_file_name(format!(".{}{}", unique(), super::PART));
    symlink(to, &part).and_then(|()| fs::rename(&part, link)).map_err(|e| {
        // What is left of the attempt is of no use to anybody.
        let _ = fs::remove_file(&part);
        Failure::io("switch the link", link, e)
    })
}

#[cfg(unix)]
fn symlink(to: &str, link: &Path) -> io::Result<()> {
    std::os::unix::fs::symlink(to, link)
}

#[cfg(windows)]
fn symlink(to: &str, link: &Path) -> io::Result<()> {
    std::os::windows::fs::symlink_dir(to, link)
}

/// Writes a file that no one has made yet; whether it was the first. Nobody ever sees it half written.
///
/// # Errors
/// Where the disk refuses.
pub fn create(path: &Path, bytes: &[u8]) -> Result<bool, Failure> {
    let failure = |e| Failure::io("create", path, e);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(failure)?;
    }
    let part = path.with_file_name(format!(".{}{}", unique(), super::PART));
    let made = fs::write(&part, bytes).and_then(|()| fs::hard_link(&part, path));
    let _ = fs::remove_file(&part);
    match made {
        Ok(()) => Ok(true),
        Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Ok(false),
        // Some disks have no second names.
        Err(_) => match fs::OpenOptions::new().write(true).create_new(true).open(path) {
            Ok(mut file) => file.write_all(bytes).map(|()| true).map_err(failure),
            Err(e) if e.kind() == io::ErrorKind::AlreadyExists => Ok(false),
            Err(e) => Err(failure(e)),
        },
    }
}

/// Gives a file another name, in place of what has that name; `false` where it is not there.
///
/// # Errors
/// Where the disk refuses.
pub fn rename(from: &Path, to: &Path) -> Result<bool, Failure> {
    match fs::rename(from, to) {
        Ok(()) => Ok(true),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(e) => Err(Failure::io("rename", from, e)),
    }
}

/// Lets a file have a second name, or copies it where the disk has no second names; the folder exists.
///
/// # Errors
/// Where the disk refuses.
pub fn link_or_copy(from: &Path, to: &Path) -> Result<(), Failure> {
    if fs::hard_link(from, to).is_ok() {
        return Ok(());
    }
    let mut source = fs::File::open(from).map_err(|e| Failure::io("read", from, e))?;
    super::replace(to, |out| io::copy(&mut source, out).map(drop))
}

/// Bytes of a file that is no link; `None` where there is no such file.
pub fn size(path: &Path) -> Option<u64> {
    fs::symlink_metadata(path).ok().filter(fs::Metadata::is_file).map(|found| found.len())
}

/// Removes a folder if nothing is in it.
pub fn remove_empty(folder: &Path) {
    let _ = fs::remove_dir(folder);
}

/// A folder of this process alone, which is gone with the value.
#[derive(Debug)]
pub struct Scratch(PathBuf);

impl Scratch {
    /// Makes one among the temporary files of the machine.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn new() -> Result<Self, Failure> {
        let path = std::env::temp_dir().join(format!("kbgen-{}", unique()));
        let made = fs::create_dir(&path);
        #[cfg(unix)]
        let made = made.and_then(|()| {
            use std::os::unix::fs::PermissionsExt;
            fs::set_permissions(&path, fs::Permissions::from_mode(0o700))
        });
        made.map_err(|e| Failure::io("create the folder", &path, e))?;
        Ok(Self(path))
    }

    pub fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A word that no other call, process or machine is likely to come to.
pub fn unique() -> String {
    static CALLS: AtomicU64 = AtomicU64::new(0);
    let now = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH).unwrap_or_default();
    let mut digest = Sha256::new();
    digest.update(now.as_nanos().to_le_bytes());
    digest.update(std::process::id().to_le_bytes());
    digest.update(CALLS.fetch_add(1, Ordering::Relaxed).to_le_bytes());
    // Differs from machine to machine, where two have the same process number at the same moment.
    digest.update(fs::read("/proc/sys/kernel/random/uuid").unwrap_or_default());
    hex(&digest.finalize()).split_off(44)
}

/// A text as a short word from which it cannot be told.
pub fn hash(text: &str) -> String {
    hex(&Sha256::digest(text)).split_off(44)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_alone_creates() {
        let scratch = Scratch::new().unwrap();
        let path = scratch.path().join("lock");
        assert!(create(&path, b"a").unwrap());
        assert!(!create(&path, b"b").unwrap());
        assert_eq!(fs::read(&path).unwrap(), b"a");
        assert_eq!(names(scratch.path()).unwrap().unwrap(), ["lock"]);
    }

    #[test]
    fn a_link_is_switched_in_place() {
        let scratch = Scratch::new().unwrap();
        let link = scratch.path().join("current");
        point(&link, "releases/1").unwrap();
        point(&link, "releases/2").unwrap();
        assert_eq!(read_link(&link).unwrap(), Path::new("releases/2"));
        assert_eq!(names(scratch.path()).unwrap().unwrap(), ["current"]);
    }

    #[test]
    fn scratch_goes() {
        let scratch = Scratch::new().unwrap();
        let path = scratch.path().to_owned();
        fs::write(path.join("a"), "a").unwrap();
        drop(scratch);
        assert!(!path.exists());
    }
}
