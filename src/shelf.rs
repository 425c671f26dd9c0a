//! The memory of builds on the disk: a folder of files that may be lost at any time, and are believed only where they
//! are whole and of this very program. The home of postcard.
//!
//! Every file holds values by their keys, and is written whole beside its place and moved there; so two builds at once
//! only overwrite what is as true. Large values can lie apart, behind the others of their file, each with a checksum of
//! its own: they are read when they are asked for.

use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::disk::pieces::{self, Opened};
use crate::disk::{self, Failure};
use crate::model::{Key, Piece, Pieces};

/// Changes with the form of the files.
const FORMAT: u32 = 3;

/// Bytes of the checksum at the beginning of a file.
const SUM: usize = 4;

/// Bytes of the length that follows it where values lie apart.
const LENGTH: usize = 8;

/// So many values are sooner made again, build after build, than a large file is written for them.
pub const FEW: usize = 16;

/// Digits of the name of a shelf, a key.
const NAME: usize = 32;

/// A folder with what earlier builds came to.
#[derive(Clone, Debug)]
pub struct Shelf {
    folder: PathBuf,
    /// Whether it is known to be kept out of version control; one thread sees to that.
    ignored: Arc<Mutex<bool>>,
    /// Whether something was asked for that is damaged.
    damaged: Arc<AtomicBool>,
}

impl Shelf {
    /// The shelf of this program below `folder`; those of others are removed.
    ///
    /// # Errors
    /// Where the program cannot tell which one it is.
    pub fn open(folder: &Path) -> Result<Self, Failure> {
        let own = Key::of(&(FORMAT, env!("CARGO_PKG_VERSION"), disk::own_program()?)).to_string();
        for other in disk::folders(folder).into_iter().filter(|name| *name != own && is_name(name)) {
            disk::remove_folder(&folder.join(other))?;
        }
        Ok(Self { folder: folder.join(own), ignored: Arc::default(), damaged: Arc::default() })
    }

    /// Whether a value that lies apart was asked for in vain. What was made meanwhile is void.
    pub fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// Forgets all that is here.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn clear(&self) -> Result<(), Failure> {
        self.damaged.store(false, Ordering::Relaxed);
        disk::remove_folder(&self.folder)
    }

    /// A value that was put here; `None` where there is none, or it is damaged.
    pub fn get<V: DeserializeOwned>(&self, name: &str) -> Option<V> {
        let bytes = disk::read_bytes(&self.folder.join(name)).ok()??;
        postcard::from_bytes(whole(&bytes)?).ok()
    }

    /// As [`Self::get`], of a file with values that lie apart.
    pub fn get_with_apart<V: DeserializeOwned>(&self, name: &str) -> Option<(V, Arc<dyn Pieces>)> {
        let mut file = pieces::open(&self.folder.join(name)).ok()?;
        let head = file.bytes(0..(SUM + LENGTH) as u64).ok()?;
        let length = u64::from_le_bytes(head[SUM..].try_into().ok()?);
        let begin = length.checked_add((SUM + LENGTH) as u64)?;
        let bytes = file.bytes(SUM as u64..begin).ok()?;
        let body = if head[..SUM] == sum(&bytes) { &bytes[LENGTH..] } else { return None };
        let value = postcard::from_bytes(body).ok()?;
        Some((value, Arc::new(Lying { file: Mutex::new(file), begin, damaged: self.damaged.clone() })))
    }

    /// Puts a value here.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn put(&self, name: &str, value: &impl Serialize) -> Result<(), Failure> {
        let body = body(value)?;
        self.write(name, &[&sum(&body), &body])
    }

    /// As [`Self::put`], with values that lie apart.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn put_with_apart(&self, name: &str, value: &impl Serialize, apart: &Apart) -> Result<(), Failure> {
        let body = body(value)?;
        let head = [&(body.len() as u64).to_le_bytes()[..], &body].concat();
        self.write(name, &[&sum(&head), &head, &apart.bytes])
    }

    fn write(&self, name: &str, bytes: &[&[u8]]) -> Result<(), Failure> {
        self.ignore()?;
        disk::write_shared(&self.folder.join(name), bytes)
    }

    /// Nobody should keep it among the sources.
    fn ignore(&self) -> Result<(), Failure> {
        let mut ignored = self.ignored.lock().unwrap_or_else(PoisonError::into_inner);
        let file = self.folder.with_file_name(".gitignore");
        if !*ignored && !disk::exists(&file) {
            disk::write_shared(&file, &[b"*\n"])?;
        }
        *ignored = true;
        Ok(())
    }
}

/// Values that are to lie apart.
#[derive(Debug, Default)]
pub struct Apart {
    bytes: Vec<u8>,
}

impl Apart {
    /// Adds a packed value.
    pub fn add(&mut self, packed: &[u8]) -> Piece {
        let at = self.bytes.len() as u64;
        self.bytes.extend_from_slice(packed);
        Piece { at, length: packed.len() as u32, sum: crc32fast::hash(packed) }
    }
}

/// The values of a file that lie apart. The file stays open, so that another build may replace it.
struct Lying {
    file: Mutex<Opened>,
    /// Bytes before the first.
    begin: u64,
    damaged: Arc<AtomicBool>,
}

impl Pieces for Lying {
    fn get(&self, piece: Piece) -> Option<Vec<u8>> {
        let begin = self.begin.saturating_add(piece.at);
        let range = begin..begin.saturating_add(piece.length.into());
        let read = self.file.lock().unwrap_or_else(PoisonError::into_inner).bytes(range);
        let whole = read.ok().filter(|bytes| crc32fast::hash(bytes) == piece.sum);
        if whole.is_none() {
            self.damaged.store(true, Ordering::Relaxed);
        }
        whole
    }
}

fn sum(bytes: &[u8]) -> [u8; SUM] {
    crc32fast::hash(bytes).to_le_bytes()
}

/// What follows the checksum of bytes, where it is whole.
fn whole(bytes: &[u8]) -> Option<&[u8]> {
    let (head, body) = bytes.split_at_checked(SUM)?;
    (*head == sum(body)).then_some(body)
}

fn body(value: &impl Serialize) -> Result<Vec<u8>, Failure> {
    postcard::to_stdvec(value).map_err(|error| Failure::new(error.to_string()))
}

/// Whether a folder has the name of a shelf; others are not ours.
fn is_name(name: &str) -> bool {
    name.len() == NAME && name.bytes().all(|byte| byte.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_whole_files_are_believed() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::open(folder.path()).unwrap();
        shelf.put("a", &vec![1u32, 2, 3]).unwrap();
        assert_eq!(shelf.get::<Vec<u32>>("a"), Some(vec![1, 2, 3]));
        assert_eq!(shelf.get::<Vec<u32>>("b"), None);
        let path = shelf.folder.join("a");
        let mut bytes = disk::read_bytes(&path).unwrap().unwrap();
        bytes[SUM] ^= 1;
        disk::write(&path, &bytes).unwrap();
        assert_eq!(shelf.get::<Vec<u32>>("a"), None);
        disk::write(&path, b"short").unwrap();
        assert_eq!(shelf.get::<Vec<u32>>("a"), None);
    }

    #[test]
    fn damage_apart_is_seen_when_it_is_asked_for() {
        let folder = tempfile::tempdir().unwrap();
        let shelf = Shelf::open(folder.path()).unwrap();
        let mut apart = Apart::default();
        let (one, two) = (apart.add(b"one"), apart.add(b"two"));
        shelf.put_with_apart("a", &7u32, &apart).unwrap();
        let (value, lying) = shelf.get_with_apart::<u32>("a").unwrap();
        assert_eq!((value, lying.get(one), lying.get(two)), (7, Some(b"one".to_vec()), Some(b"two".to_vec())));
        let path = shelf.folder.join("a");
        let mut bytes = disk::read_bytes(&path).unwrap().unwrap();
        *bytes.last_mut().unwrap() ^= 1;
        disk::write(&path, &bytes).unwrap();
        let (value, lying) = shelf.get_with_apart::<u32>("a").unwrap();
        assert_eq!((value, lying.get(one), shelf.is_damaged()), (7, Some(b"one".to_vec()), false));
        assert_eq!((lying.get(two), shelf.is_damaged()), (None, true));
        disk::write(&path, &bytes[..bytes.len() - 1]).unwrap();
        let (_, lying) = shelf.get_with_apart::<u32>("a").unwrap();
        assert_eq!(lying.get(two), None);
        bytes[SUM] ^= 1;
        disk::write(&path, &bytes).unwrap();
        assert!(shelf.get_with_apart::<u32>("a").is_none());
        shelf.clear().unwrap();
        assert!(!shelf.is_damaged() && !disk::exists(&path));
    }

    #[test]
    fn shelves_of_other_programs_go() {
        let folder = tempfile::tempdir().unwrap();
        let other = folder.path().join("0123456789abcdef0123456789abcdef");
        disk::write(&other.join("a"), b"x").unwrap();
        disk::write(&folder.path().join("mine/a"), b"x").unwrap();
        Shelf::open(folder.path()).unwrap();
        assert!(!disk::exists(&other) && disk::exists(&folder.path().join("mine/a")));
    }
}
