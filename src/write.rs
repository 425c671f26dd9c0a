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

/// How kbgen left its output folder.
#[derive(Debug, Default, Hash, Serialize, Deserialize)]
pub struct Left {
    /// The stamp of each of its files, and the key of what it was made of.
    files: BTreeMap<String, (Stamp, Key)>,
    /// The stamps of the folders: one that is as it was holds no file that is new.
    folders: BTreeMap<String, Stamp>,
}

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
    /// The folders as they were found.
    folders: BTreeMap<String, Stamp>,
    /// Folders with files of others in or below them, which every build looks for.
    shared: BTreeSet<String>,
    /// What kbgen wrote before.
    ours: BTreeSet<String>,
    /// The same in order, as the manifest has it; `None` where that is not all.
    listed: Option<Vec<String>>,
    journal: disk::Journal,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    folders: BTreeSet<String>,
    /// How this build leaves the files that it was given.
    left: BTreeMap<String, (Stamp, Key)>,
    /// Paths of these.
    seen: BTreeSet<String>,
    /// Paths of those that are not as they were.
    changed: Vec<String>,
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
    /// How it left the folder.
    pub left: Left,
}

impl Writer {
    /// Opens the output folder; `left` tells how earlier builds left it, as far as that is remembered.
    ///
    /// # Errors
    /// Where it holds files that kbgen did not write (unless `force`), or cannot be used.
    pub fn open(root: &Path, force: bool, left: Left) -> Result<Self, Failure> {
        let folder = OutputFolder::new(root);
        let manifest: Option<Manifest> = folder.read(MANIFEST)?.and_then(|text| serde_json::from_str(&text).ok());
        let has_manifest = manifest.is_some();
        let listed = manifest.map(|manifest| manifest.files);
        let mut ours: BTreeSet<String> = listed.iter().flatten().cloned().collect();
        let journal = folder.read(JOURNAL)?;
        ours.extend(journal.iter().flat_map(|journal| journal.lines()).map(str::to_owned));
        let listed = listed.filter(|_| journal.is_none());
        let Left { files: left, folders } = left;
        // Without its manifest nothing in the folder is known.
        let folders = if has_manifest { folders } else { BTreeMap::new() };
        let (found, folders) = look(&folder, folders)?;
        let (pieces, found): (Vec<String>, Vec<String>) =
            found.into_iter().partition(|file| file.ends_with(disk::PART));
        let foreign = foreign(found, &ours);
        if !force {
            refuse(root, &foreign)?;
        }
        let shared = above(&foreign);
        let journal = disk::Journal::new(root.join(JOURNAL));
        let left: Vec<_> = left.into_iter().collect();
        let mut made: KeyMap<Vec<usize>> = KeyMap::default();
        for (number, (_, (_, key))) in left.iter().enumerate() {
            made.entry(*key).or_default().push(number);
        }
        let kept = left.iter().map(|_| AtomicBool::default()).collect();
        let state = Mutex::default();
        Ok(Self {
            root: root.to_owned(),
            folder,
            pieces,
            left,
            made,
            kept,
            folders,
            shared,
            ours,
            listed,
            journal,
            state,
        })
    }

    /// Removes what an earlier build wrote and this one did not, and closes the folder.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn finish(self) -> Result<Done, Failure> {
        let State { left: new, seen, mut changed, mut counts, .. } =
            self.state.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
        let kept = self.left.into_iter().zip(self.kept).filter(|(_, kept)| kept.load(Ordering::Relaxed));
        let mut left: BTreeMap<String, (Stamp, Key)> = kept.map(|(file, _)| file).collect();
        let mut files: Vec<String> = left.keys().filter(|file| !seen.contains(*file)).cloned().collect();
        counts.unchanged += files.len();
        files.extend(seen);
        files.sort_unstable();
        left.extend(new);
        for piece in self.pieces {
            self.folder.remove(&piece)?;
            changed.push(piece);
        }
        // Mostly all is as it was.
        if self.listed.is_none_or(|listed| listed != files) {
            for stale in self.ours.iter().filter(|file| files.binary_search(file).is_err()) {
                self.folder.remove(stale)?;
                changed.push(stale.clone());
                counts.removed += 1;
            }
            let manifest = Manifest { files };
            let text = serde_json::to_string_pretty(&manifest).map_err(|e| Failure::new(e.to_string()))?;
            if self.folder.read(MANIFEST)?.as_deref() != Some(&text) {
                self.folder.replace(MANIFEST, text.as_bytes())?;
                changed.push(MANIFEST.to_owned());
            }
        }
        self.folder.remove(JOURNAL)?;
        let mut folders = stamps(&self.folder, self.folders, &changed);
        folders.retain(|folder, _| !self.shared.contains(folder));
        Ok(Done { counts, left: Left { files: left, folders } })
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
            if matches!(written, Written::New | Written::Replaced) {
                state.changed.push(file.path.clone());
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

/// The files in folders that are not as they were, in the order of their paths, and the stamps of all folders.
fn look(
    output: &OutputFolder,
    known: BTreeMap<String, Stamp>,
) -> Result<(Vec<String>, BTreeMap<String, Stamp>), Failure> {
    let known: Vec<(String, Stamp)> = known.into_iter().collect();
    let same = parallel::map(&known, |(folder, stamp)| output.stamp(folder) == Some(*stamp));
    let mut folders = BTreeMap::new();
    let mut others = vec![String::new()];
    for ((folder, stamp), same) in known.into_iter().zip(same) {
        if same {
            folders.insert(folder, stamp);
        } else {
            others.push(folder);
        }
    }
    let mut files = Vec::new();
    while !others.is_empty() {
        others.sort_unstable();
        others.dedup();
        others.retain(|folder| !folders.contains_key(folder));
        // The stamp first: whatever comes later changes it.
        let found = parallel::map(&others, |folder| {
            let stamp = output.stamp(folder);
            // One that has become a link is an entry of the folder above. The output folder itself may be one.
            let is_there = stamp.is_some() || folder.is_empty();
            (stamp, if is_there { output.entries(folder) } else { Ok(Default::default()) })
        });
        let mut next = Vec::new();
        for (folder, (stamp, entries)) in others.into_iter().zip(found) {
            let (entries, below) = entries?;
            files.extend(entries);
            next.extend(below);
            folders.extend(stamp.map(|stamp| (folder, stamp)));
        }
        others = next;
    }
    files.sort_unstable();
    Ok((files, folders))
}

/// The stamps of all folders, after files have changed.
fn stamps(output: &OutputFolder, mut known: BTreeMap<String, Stamp>, changed: &[String]) -> BTreeMap<String, Stamp> {
    let folders: Vec<String> = above(changed).into_iter().collect();
    let stamps = parallel::map(&folders, |folder| output.stamp(folder));
    for (folder, stamp) in folders.into_iter().zip(stamps) {
        match stamp {
            Some(stamp) => _ = known.insert(folder, stamp),
            None => _ = known.remove(&folder),
        }
    }
    known
}

/// All folders that files are in.
fn above(files: &[String]) -> BTreeSet<String> {
    let folders = files.iter().flat_map(|file| Path::new(file).ancestors().skip(1));
    folders.map(|folder| folder.to_string_lossy().into_owned()).collect()
}

/// Files that are not ours; hidden ones at the top (`.git`) do no harm.
fn foreign(found: Vec<String>, ours: &BTreeSet<String>) -> Vec<String> {
    found.into_iter().filter(|file| !file.starts_with('.') && !ours.contains(file)).collect()
}

/// Refuses a folder with files that are not ours.
fn refuse(root: &Path, foreign: &[String]) -> Result<(), Failure> {
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
