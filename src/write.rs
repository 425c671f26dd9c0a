//! Write: files in, an output folder that holds exactly them and nobody else's loss.
//!
//! Only what kbgen wrote is ever replaced or removed: the manifest in the folder lists it. While a
//! build runs, a journal lists what is new, so that a build that was killed is remembered too.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Component, Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

use serde::{Deserialize, Serialize};

use crate::disk::{self, Failure, MANIFEST, OutputFolder, Stamp, Written};
use crate::model::{Code, Diagnostic, Key, KeyMap, OutputFile};
use crate::parallel;

/// How kbgen left its files: the stamp of each, and the key of what it was made of.
pub type Left = BTreeMap<String, (Stamp, Key)>;

const JOURNAL: &str = ".kbgen-journal";

#[derive(Default, Serialize, Deserialize)]
struct Manifest {
    /// Paths below the output folder, in order.
    files: Vec<String>,
}

/// Where the files of a site go: a folder, or the memory of a server.
pub trait Sink: Sync {
    /// Takes files; can be called from many threads at once. `made_of` is the key of all that they were made of.
    ///
    /// # Errors
    /// Where the disk refuses.
    fn put(&self, made_of: Key, files: Vec<OutputFile>) -> Result<Vec<Diagnostic>, Failure>;

    /// Whether files of an earlier build, by their paths, are there as that key made them; if so, they stay.
    fn keep(&self, made_of: Key, files: &[Arc<str>]) -> bool;

    /// Whether what readers look at is wanted before all else.
    fn pages_first(&self) -> bool {
        false
    }
}

/// An output folder being written.
pub struct Writer {
    root: PathBuf,
    folder: OutputFolder,
    /// Pieces of files that a killed build left.
    pieces: Vec<String>,
    /// How the files were left by earlier builds, in the order of their paths.
    left: Vec<(String, (Stamp, Key))>,
    /// Numbers of the files in `left` that were made of one key.
    made: KeyMap<Vec<usize>>,
    /// Which files in `left` stay as they are.
    kept: Vec<AtomicBool>,
    /// What kbgen wrote before.
    ours: BTreeSet<String>,
    journal: disk::Journal,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    folders: BTreeSet<String>,
    /// How this build leaves the files that it was given.
    left: Left,
    /// Paths of these.
    seen: BTreeSet<String>,
    counts: Counts,
}

/// What a build did to its output folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    pub new: usize,
    pub replaced: usize,
    pub unchanged: usize,
    pub removed: usize,
}

/// What a build left.
#[derive(Debug)]
pub struct Done {
    pub counts: Counts,
    /// How it left each file.
    pub left: Left,
}

impl Writer {
    /// Opens the output folder; `left` tells how earlier builds left their files, as far as that is remembered.
    ///
    /// # Errors
    /// Where it holds files that kbgen did not write (unless `force`), or cannot be used.
    pub fn open(root: &Path, force: bool, left: Left) -> Result<Self, Failure> {
        let folder = OutputFolder::new(root);
        let manifest: Manifest = match folder.read(MANIFEST)? {
            Some(text) => serde_json::from_str(&text).unwrap_or_default(),
            None => Manifest::default(),
        };
        let mut ours: BTreeSet<String> = manifest.files.into_iter().collect();
        ours.extend(folder.read(JOURNAL)?.unwrap_or_default().lines().map(str::to_owned));
        let (pieces, found): (Vec<String>, Vec<String>) =
            folder.files()?.into_iter().partition(|file| file.ends_with(disk::PART));
        if !force {
            refuse_foreign(root, found, &ours)?;
        }
        let journal = disk::Journal::new(root.join(JOURNAL));
        let left: Vec<_> = left.into_iter().collect();
        let mut made: KeyMap<Vec<usize>> = KeyMap::default();
        for (number, (_, (_, key))) in left.iter().enumerate() {
            made.entry(*key).or_default().push(number);
        }
        let kept = left.iter().map(|_| AtomicBool::default()).collect();
        Ok(Self { root: root.to_owned(), folder, pieces, left, made, kept, ours, journal, state: Mutex::default() })
    }

    /// Removes what an earlier build wrote and this one did not, and closes the folder.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn finish(self) -> Result<Done, Failure> {
        let State { left: new, seen, mut counts, .. } =
            self.state.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
        let kept = self.left.into_iter().zip(self.kept).filter(|(_, kept)| kept.load(Ordering::Relaxed));
        let mut left: Left = kept.map(|(file, _)| file).collect();
        let mut files: Vec<String> = left.keys().filter(|file| !seen.contains(*file)).cloned().collect();
        counts.unchanged += files.len();
        files.extend(seen);
        files.sort_unstable();
        left.extend(new);
        for piece in &self.pieces {
            self.folder.remove(piece)?;
        }
        for stale in self.ours.iter().filter(|file| files.binary_search(file).is_err()) {
            self.folder.remove(stale)?;
            counts.removed += 1;
        }
        let manifest = Manifest { files };
        let text = serde_json::to_string_pretty(&manifest).map_err(|e| Failure::new(e.to_string()))?;
        if self.folder.read(MANIFEST)?.as_deref() != Some(&text) {
            self.folder.replace(MANIFEST, text.as_bytes())?;
        }
        self.folder.remove(JOURNAL)?;
        Ok(Done { counts, left })
    }

    /// Whether every file that earlier builds left is still there as they left it; if so, all of them stay.
    pub fn keep_all(&self) -> bool {
        let there = parallel::map(&self.left, |(file, left)| self.is_as(file, left));
        let there = !there.is_empty() && there.into_iter().all(|there| there);
        if there {
            self.kept.iter().for_each(|kept| kept.store(true, Ordering::Relaxed));
        }
        there
    }

    fn is_as(&self, file: &str, left: &(Stamp, Key)) -> bool {
        disk::stamp_now(&self.root.join(file)) == Some(left.0)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
    }
}

impl Sink for Writer {
    fn put(&self, made_of: Key, files: Vec<OutputFile>) -> Result<Vec<Diagnostic>, Failure> {
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
            let stamp = disk::stamp_now(&self.root.join(&file.path));
            let mut state = self.lock();
            if let Some(stamp) = stamp.filter(|_| written != Written::InTheWay) {
                state.left.insert(file.path.clone(), (stamp, made_of));
            }
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

    fn keep(&self, made_of: Key, files: &[Arc<str>]) -> bool {
        let numbers = self.made.get(&made_of).map_or(&[][..], |numbers| numbers);
        let is_there = |number: &usize| self.is_as(&self.left[*number].0, &self.left[*number].1);
        let there = numbers.len() == files.len() && numbers.iter().all(is_there);
        if there {
            numbers.iter().for_each(|number| self.kept[*number].store(true, Ordering::Relaxed));
        }
        there
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
fn refuse_foreign(root: &Path, found: Vec<String>, ours: &BTreeSet<String>) -> Result<(), Failure> {
    let foreign: Vec<String> = found.into_iter().filter(|f| !f.starts_with('.') && !ours.contains(f)).collect();
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
