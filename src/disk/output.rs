//! The output folder: what is read, written and removed in it.
#![allow(clippy::disallowed_methods)]

use std::fs;
use std::io::{self, Write};
use std::path::{Component, Path, PathBuf};

use super::{Failure, Stamp, read_optional, replace, stamp_of_folder};
use crate::model::{Content, OutputFile};

/// The output folder during one build. See [`crate::write`] for the rules.
#[derive(Debug)]
pub struct OutputFolder {
    root: PathBuf,
}

/// What became of one output file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Written {
    /// It was there already, byte for byte, and kept its time.
    Unchanged,
    New,
    Replaced,
    /// A file that kbgen did not write is in the way; it was left alone.
    InTheWay,
}

impl OutputFolder {
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned() }
    }

    /// The files and the folders in a folder of it, by their paths below it; none where there is no such folder.
    ///
    /// # Errors
    /// Where it cannot be listed.
    pub fn entries(&self, folder: &str) -> Result<(Vec<String>, Vec<String>), Failure> {
        let (mut files, mut folders) = (Vec::new(), Vec::new());
        let path = self.root.join(folder);
        let failure = |e| Failure::io("read", &path, e);
        let entries = match fs::read_dir(&path) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok((files, folders)),
            entries => entries.map_err(failure)?,
        };
        for entry in entries {
            let entry = entry.map_err(failure)?;
            let name = entry.file_name();
            let is_folder = entry.file_type().map_err(failure)?.is_dir();
            // No folder of a site has a name that is no text.
            let list = if is_folder && name.to_str().is_some() { &mut folders } else { &mut files };
            let name = name.to_string_lossy();
            list.push(if folder.is_empty() { name.into_owned() } else { format!("{folder}/{name}") });
        }
        Ok((files, folders))
    }

    /// The stamp of a folder of it.
    pub fn stamp(&self, folder: &str) -> Option<Stamp> {
        stamp_of_folder(&self.root.join(folder))
    }

    /// Reads a text in it, if it is there.
    ///
    /// # Errors
    /// Where it cannot be read.
    pub fn read(&self, path: &str) -> Result<Option<String>, Failure> {
        read_optional(&self.root.join(path))
    }

    /// Makes a folder in it, and refuses to go through a link that leads out of it.
    ///
    /// # Errors
    /// Where the disk refuses, or a link or file is in the way.
    pub fn make_folder(&self, folder: &str) -> Result<(), Failure> {
        let mut path = self.root.clone();
        fs::create_dir_all(&path).map_err(|e| Failure::io("create the folder", &path, e))?;
        for part in Path::new(folder).components() {
            let Component::Normal(part) = part else {
                return Err(Failure::new(format!("`{folder}` is not a folder of the site")));
            };
            path.push(part);
            match fs::symlink_metadata(&path) {
                Ok(found) if found.is_dir() => {}
                Ok(_) => return Err(Failure::new(format!("`{}` is in the way of a folder", path.display()))),
                Err(_) => match fs::create_dir(&path) {
                    // Another thread may have been faster.
                    Err(e) if e.kind() != io::ErrorKind::AlreadyExists => {
                        return Err(Failure::io("create the folder", &path, e));
                    }
                    _ => {}
                },
            }
        }
        Ok(())
    }

    /// Writes one file whose folder exists. A file there is replaced only where `ours` says that
    /// kbgen wrote it, or where it is the same already.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn put(&self, file: &OutputFile, ours: bool) -> Result<Written, Failure> {
        let path = self.root.join(&file.path);
        let found = match fs::symlink_metadata(&path) {
            Ok(found) if found.is_file() => Some(found.len()),
            Ok(_) => return Ok(Written::InTheWay),
            Err(_) => None,
        };
        let same = match (&file.content, found) {
            (_, None) => false,
            (Content::Bytes(bytes), Some(len)) => {
                len == bytes.len() as u64 && fs::read(&path).is_ok_and(|old| old == *bytes)
            }
            // Names of copied files carry the hash of their bytes; a longer look is for foreign ones.
            (Content::CopyOf(from), Some(len)) => {
                fs::metadata(from).is_ok_and(|f| f.len() == len)
                    && (ours || matches!((fs::read(from), fs::read(&path)), (Ok(a), Ok(b)) if a == b))
            }
        };
        if same {
            return Ok(Written::Unchanged);
        }
        if found.is_some() && !ours {
            return Ok(Written::InTheWay);
        }
        match &file.content {
            Content::Bytes(bytes) => replace(&path, |out| out.write_all(bytes))?,
            Content::CopyOf(from) => {
                let mut source = fs::File::open(from).map_err(|e| Failure::io("read", from, e))?;
                replace(&path, |out| io::copy(&mut source, out).map(drop))?;
            }
        }
        Ok(if found.is_some() { Written::Replaced } else { Written::New })
    }

    /// Writes a file of kbgen's own book-keeping, whole or not at all.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn replace(&self, path: &str, bytes: &[u8]) -> Result<(), Failure> {
        replace(&self.root.join(path), |file| file.write_all(bytes))
    }

    /// Removes a file, and the folders that it leaves empty.
    ///
    /// # Errors
    /// Where the disk refuses; a file that is gone already is none.
    pub fn remove(&self, path: &str) -> Result<(), Failure> {
        if Path::new(path).components().any(|c| !matches!(c, Component::Normal(_))) {
            return Ok(());
        }
        let file = self.root.join(path);
        // A folder that has become a link is somebody else's.
        let own = |folder: &&Path| fs::symlink_metadata(folder).is_ok_and(|found| found.is_dir());
        let mut folders = file.ancestors().skip(1).take_while(|f| *f != self.root);
        if !folders.all(|folder| own(&folder)) {
            return Ok(());
        }
        match fs::remove_file(&file) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => return Err(Failure::io("remove", &file, e)),
            _ => {}
        }
        for folder in file.ancestors().skip(1).take_while(|f| *f != self.root) {
            if fs::remove_dir(folder).is_err() {
                break;
            }
        }
        Ok(())
    }
}
