//! Write: files in, an output folder that holds exactly them and nobody else's loss.
//!
//! Only what kbgen wrote is ever replaced or removed: the manifest in the folder lists it. While a
//! build runs, a journal lists what is new, so that a build that was killed is remembered too.

use std::collections::BTreeSet;
use std::path::{Component, Path};
use std::sync::Mutex;

use serde::{Deserialize, Serialize};

use crate::disk::{self, Failure, MANIFEST, OutputFolder, Written};
use crate::model::{Code, Diagnostic, OutputFile};

const JOURNAL: &str = ".kbgen-journal";

#[derive(Default, Serialize, Deserialize)]
struct Manifest {
    /// Paths below the output folder, in order.
    files: Vec<String>,
}

/// Where the files of a site go: a folder, or the memory of a server.
pub trait Sink: Sync {
    /// Takes files; can be called from many threads at once.
    ///
    /// # Errors
    /// Where the disk refuses.
    fn put(&self, files: Vec<OutputFile>) -> Result<Vec<Diagnostic>, Failure>;
}

/// An output folder being written.
pub struct Writer {
    folder: OutputFolder,
    /// What kbgen wrote before.
    ours: BTreeSet<String>,
    journal: disk::Journal,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    folders: BTreeSet<String>,
    seen: BTreeSet<String>,
    counts: Counts,
}

/// What a build did to its output folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub new: usize,
    pub replaced: usize,
    pub unchanged: usize,
    pub removed: usize,
}

impl Writer {
    /// Opens the output folder.
    ///
    /// # Errors
    /// Where it holds files that kbgen did not write (unless `force`), or cannot be used.
    pub fn open(root: &Path, force: bool) -> Result<Self, Failure> {
        let folder = OutputFolder::new(root);
        let manifest: Manifest = match folder.read(MANIFEST)? {
            Some(text) => serde_json::from_str(&text).unwrap_or_default(),
            None => Manifest::default(),
        };
        let mut ours: BTreeSet<String> = manifest.files.into_iter().collect();
        ours.extend(folder.read(JOURNAL)?.unwrap_or_default().lines().map(str::to_owned));
        if !force {
            refuse_foreign(root, &folder, &ours)?;
        }
        let journal = disk::Journal::new(root.join(JOURNAL));
        Ok(Self { folder, ours, journal, state: Mutex::default() })
    }

    /// Removes what an earlier build wrote and this one did not, and closes the folder.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn finish(self) -> Result<Counts, Failure> {
        let state = self.state.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
        let mut counts = state.counts;
        for part in self.folder.files()?.into_iter().filter(|file| file.ends_with(disk::PART)) {
            self.folder.remove(&part)?;
        }
        for stale in self.ours.difference(&state.seen) {
            self.folder.remove(stale)?;
            counts.removed += 1;
        }
        let manifest = Manifest { files: state.seen.into_iter().collect() };
        let text = serde_json::to_string_pretty(&manifest).map_err(|e| Failure::new(e.to_string()))?;
        if self.folder.read(MANIFEST)?.as_deref() != Some(&text) {
            self.folder.replace(MANIFEST, text.as_bytes())?;
        }
        self.folder.remove(JOURNAL)?;
        Ok(counts)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

impl Sink for Writer {
    fn put(&self, files: Vec<OutputFile>) -> Result<Vec<Diagnostic>, Failure> {
        let mut diagnostics = Vec::new();
        let mut folders = Vec::new();
        let mut new = String::new();
        {
            let mut state = self.lock();
            for file in &files {
                state.seen.insert(file.path.clone());
                let parent = file.path.rsplit_once('/').map_or("", |(parent, _)| parent);
                if !state.folders.contains(parent) {
                    folders.push(parent.to_owned());
                }
                if !self.ours.contains(&file.path) {
                    new.push_str(&file.path);
                    new.push('\n');
                }
            }
        }
        // Known only once they exist: two threads may make one folder, but none may miss it.
        for folder in folders {
            self.folder.make_folder(&folder)?;
            self.lock().folders.insert(folder);
        }
        self.journal.append(&new)?;
        for file in files {
            let ours = self.ours.contains(&file.path);
            let written = self.folder.put(&file, ours)?;
            let mut state = self.lock();
            match written {
                Written::New => state.counts.new += 1,
                Written::Replaced => state.counts.replaced += 1,
                Written::Unchanged => state.counts.unchanged += 1,
                Written::InTheWay => {
                    state.seen.remove(&file.path);
                    diagnostics.push(
                        Diagnostic::new(
                            Code::ForeignFile,
                            format!("`{}` was not written by kbgen and is in the way", file.path),
                        )
                        .help("move the file out of the output folder; kbgen leaves it alone"),
                    );
                }
            }
        }
        Ok(diagnostics)
    }
}

/// The files of the site in an output folder, in the order of their paths.
///
/// # Errors
/// Where kbgen wrote no site there, or did not come to the end.
pub fn published(root: &Path) -> Result<Vec<String>, Failure> {
    let folder = OutputFolder::new(root);
    let shown = root.display();
    if folder.read(JOURNAL)?.is_some() {
        return Err(Failure::new(format!("the last build of `{shown}` was interrupted; build the site again")));
    }
    let Some(text) = folder.read(MANIFEST)? else {
        return Err(Failure::new(format!("`{shown}` holds no site that kbgen built; build one with `kbgen build`")));
    };
    let manifest: Manifest = serde_json::from_str(&text)
        .map_err(|_| Failure::new(format!("`{shown}/{MANIFEST}` is damaged; build the site again")))?;
    if manifest.files.is_empty() {
        return Err(Failure::new(format!("the site in `{shown}` has no files; there is nothing to publish")));
    }
    let outside = |file: &&String| Path::new(file).components().any(|c| !matches!(c, Component::Normal(_)));
    if let Some(file) = manifest.files.iter().find(outside) {
        return Err(Failure::new(format!("`{file}` is no path of a site; build the site again")));
    }
    Ok(manifest.files)
}

/// Refuses a folder with files that are not ours; hidden ones at its top (`.git`) do no harm.
fn refuse_foreign(root: &Path, folder: &OutputFolder, ours: &BTreeSet<String>) -> Result<(), Failure> {
    let foreign: Vec<String> = folder
        .files()?
        .into_iter()
        .filter(|f| !f.starts_with('.') && !ours.contains(f) && !f.ends_with(disk::PART))
        .collect();
    let Some(first) = foreign.first() else { return Ok(()) };
    let others = match foreign.len() {
        1 => String::new(),
        n => format!(" and {} more", n - 1),
    };
    Err(Failure::new(format!(
        "the output folder `{}` holds files that kbgen did not write: `{first}`{others}; choose another folder with `--output`, or keep them and build beside them with `--force`",
        root.display()
    )))
}
