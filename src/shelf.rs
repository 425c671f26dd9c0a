//! The memory of builds on the disk: a folder of files that may be lost at any time, and are believed only where they
//! are whole and of this very program. The home of postcard.
//!
//! Every file holds values by their keys, and is written whole beside its place and moved there; so two builds at once
//! only overwrite what is as true.

use std::path::{Path, PathBuf};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::disk::{self, Failure};
use crate::model::Key;

/// Changes with the form of the files.
const FORMAT: u32 = 2;

/// Bytes of the checksum at the beginning of a file.
const HEAD: usize = 4;

/// Digits of the name of a shelf, a key.
const NAME: usize = 32;

/// A folder with what earlier builds came to.
#[derive(Clone, Debug)]
pub struct Shelf {
    folder: PathBuf,
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
        Ok(Self { folder: folder.join(own) })
    }

    /// A value that was put here; `None` where there is none, or it is damaged.
    pub fn get<V: DeserializeOwned>(&self, name: &str) -> Option<V> {
        let bytes = disk::read_bytes(&self.folder.join(name)).ok()??;
        let (head, body) = bytes.split_at_checked(HEAD)?;
        if *head != crc32fast::hash(body).to_le_bytes() {
            return None;
        }
        postcard::from_bytes(body).ok()
    }

    /// Puts a value here.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn put(&self, name: &str, value: &impl Serialize) -> Result<(), Failure> {
        let body = postcard::to_stdvec(value).map_err(|error| Failure::new(error.to_string()))?;
        let mut bytes = crc32fast::hash(&body).to_le_bytes().to_vec();
        bytes.extend(body);
        // Nobody should keep it among the sources.
        let ignore = self.folder.with_file_name(".gitignore");
        if !disk::exists(&ignore) {
            disk::write_shared(&ignore, b"*\n")?;
        }
        disk::write_shared(&self.folder.join(name), &bytes)
    }
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
        bytes[HEAD] ^= 1;
        disk::write(&path, &bytes).unwrap();
        assert_eq!(shelf.get::<Vec<u32>>("a"), None);
        disk::write(&path, b"short").unwrap();
        assert_eq!(shelf.get::<Vec<u32>>("a"), None);
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
