//! Files that are read piece by piece, as a site is served or a memory asked: enters a path, leaves what it is and
//! pieces of its bytes. Never writes.

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;
use std::time::{SystemTime, UNIX_EPOCH};

use super::Failure;

/// A file that is open for reading.
#[derive(Debug)]
pub struct Opened {
    file: File,
    /// Length in bytes.
    pub length: u64,
    /// When it was last written, in nanoseconds since 1970.
    pub modified: u128,
}

/// Opens a file.
///
/// # Errors
/// Where it cannot be read, or is no file.
pub fn open(path: &Path) -> Result<Opened, Failure> {
    let failure = |e| Failure::io("read", path, e);
    let file = File::open(path).map_err(failure)?;
    let found = file.metadata().map_err(failure)?;
    if !found.is_file() {
        return Err(Failure::new(format!("`{}` is not a file", path.display())));
    }
    let modified = found.modified().map_or(0, nanoseconds);
    Ok(Opened { file, length: found.len(), modified })
}

impl Opened {
    /// The bytes of a range.
    ///
    /// # Errors
    /// Where the disk refuses, or the file ends before.
    pub fn bytes(&mut self, range: Range<u64>) -> Result<Vec<u8>, Failure> {
        let failure = |e| Failure::io("read", Path::new("file"), e);
        let wanted = range.end.min(self.length).saturating_sub(range.start);
        let mut bytes = Vec::with_capacity(usize::try_from(wanted).unwrap_or(0));
        self.file.seek(SeekFrom::Start(range.start)).map_err(failure)?;
        (&self.file).take(wanted).read_to_end(&mut bytes).map_err(failure)?;
        if bytes.len() as u64 != range.end - range.start {
            return Err(Failure::new("the file is too short"));
        }
        Ok(bytes)
    }

    /// Hands out the bytes of a range, piece by piece, until `take` wants no more. A file that has become shorter ends
    /// early.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn read(mut self, range: Range<u64>, mut take: impl FnMut(Vec<u8>) -> bool) -> Result<(), Failure> {
        const PIECE: u64 = 64 * 1024;
        let failure = |e| Failure::io("read", Path::new("file"), e);
        self.file.seek(SeekFrom::Start(range.start)).map_err(failure)?;
        let mut left = range.end - range.start;
        while left > 0 {
            let mut piece = Vec::new();
            (&self.file).take(left.min(PIECE)).read_to_end(&mut piece).map_err(failure)?;
            left -= piece.len() as u64;
            if piece.is_empty() || !take(piece) {
                break;
            }
        }
        Ok(())
    }
}

/// What tells a file or folder from another one that takes its place later.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Identity(u64, u64, u128);

/// The identity of what is at a path; `None` where nothing is.
pub fn identity(path: &Path) -> Option<Identity> {
    let found = fs::metadata(path).ok()?;
    let created = found.created().map_or(0, nanoseconds);
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        Some(Identity(found.dev(), found.ino(), created))
    }
    #[cfg(not(unix))]
    Some(Identity(0, 0, created))
}

fn nanoseconds(time: SystemTime) -> u128 {
    time.duration_since(UNIX_EPOCH).map_or(0, |since| since.as_nanos())
}
