//! A journal: enters lines, leaves a file that has them at once. Never reads, never shortens a file.

use std::fs;
use std::io::Write;
use std::path::PathBuf;
use std::sync::Mutex;

use super::Failure;

/// A list of lines that only grows, kept on the disk at once; it is made with its first line.
#[derive(Debug)]
pub struct Journal {
    path: PathBuf,
    file: Mutex<Option<fs::File>>,
}

impl Journal {
    pub fn new(path: PathBuf) -> Self {
        Self { path, file: Mutex::default() }
    }

    /// Adds whole lines.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn append(&self, lines: &str) -> Result<(), Failure> {
        if lines.is_empty() {
            return Ok(());
        }
        let failure = |e| Failure::io("write", &self.path, e);
        let mut file = self.file.lock().unwrap_or_else(|poisoned| poisoned.into_inner());
        if file.is_none() {
            *file = Some(fs::OpenOptions::new().create(true).append(true).open(&self.path).map_err(failure)?);
        }
        file.as_mut().map_or(Ok(()), |file| file.write_all(lines.as_bytes())).map_err(failure)
    }
}
