//! The disk: the only place that reads and writes files.
#![allow(clippy::disallowed_methods)]

mod journal;
pub mod links;
mod output;
pub mod pieces;
mod stamp;

pub use journal::Journal;
pub use links::folders;
pub use output::{OutputFolder, Written};
pub use stamp::{Stamp, own_program, stamp, stamp_now, stamp_of_folder};

use std::collections::BTreeSet;
use std::ffi::OsStr;
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Component, Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};
use walkdir::WalkDir;

use crate::model::{Asset, RepositoryFile, Source, docusaurus};

/// Why the machine could not do what it was asked: a file that cannot be read, a full disk.
#[derive(Debug)]
pub struct Failure {
    message: String,
    cause: Option<io::Error>,
}

impl Failure {
    /// A failure in words, without full stop.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), cause: None }
    }

    /// The same failure, in words.
    pub fn again(&self) -> Self {
        Self::new(self.to_string())
    }

    fn io(doing: &str, path: &Path, cause: io::Error) -> Self {
        Self { message: format!("cannot {doing} `{}`", path.display()), cause: Some(cause) }
    }
}

impl std::fmt::Display for Failure {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match &self.cause {
            Some(cause) => write!(f, "{}: {cause}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl std::error::Error for Failure {}

/// What lies below the content roots, in path order; nothing is read yet.
#[derive(Debug, Default)]
pub struct Listing {
    pub texts: Vec<Entry>,
    pub assets: Vec<Entry>,
    /// Data files, which are neither articles nor copied.
    pub others: Vec<Entry>,
    pub docsets: Vec<Docset>,
    /// Lists of redirects.
    pub redirections: Vec<Entry>,
    /// The content roots, as the file system knows them.
    pub roots: Vec<PathBuf>,
}

/// A folder with a `docfx.json`.
#[derive(Clone, Debug)]
pub struct Docset {
    /// Its `docfx.json`.
    pub config: Entry,
    /// See [`crate::model::Repository::folder`].
    pub folder: Arc<str>,
    /// Its tables of contents, the one in its own folder first.
    pub tocs: Vec<Entry>,
}

/// One file found.
#[derive(Clone, Debug, Hash)]
pub struct Entry {
    pub file: PathBuf,
    /// The path to show to people.
    pub path: Arc<str>,
    pub root: usize,
    pub root_names: Arc<[String]>,
    pub relative: Arc<str>,
    /// See [`crate::model::Source::docset`].
    pub docset: Option<usize>,
    /// Number of the docset that it lies in.
    pub number: Option<usize>,
    /// See [`Source::docusaurus`].
    pub docusaurus: Option<usize>,
}

impl Listing {
    /// Whether a file is one of those that say something of others, which are read for every build.
    pub fn describes(&self, root: usize, relative: &str) -> bool {
        let described = self.docsets.iter().flat_map(|docset| docset.tocs.iter().chain([&docset.config]));
        let all = described.chain(&self.redirections).chain(&self.others);
        all.into_iter().any(|entry| entry.root == root && *entry.relative == *relative)
    }

    /// Whether there are files below a folder.
    pub fn has_below(&self, root: usize, folder: &str) -> bool {
        let is_below =
            |e: &Entry| e.root == root && e.relative.strip_prefix(folder).is_some_and(|r| r.starts_with('/'));
        let all = self.texts.iter().chain(&self.assets).chain(&self.others).chain(&self.redirections);
        let described = self.docsets.iter().flat_map(|docset| docset.tocs.iter().chain([&docset.config]));
        all.chain(described).any(is_below)
    }
}

/// Name of the list of what kbgen wrote, in the output folder.
pub const MANIFEST: &str = ".kbgen-manifest.json";

/// Lists the files below the content roots. Hidden files (but lists of redirects), links, the folder `exclude` (the
/// output) and other folders that kbgen wrote are left out.
///
/// # Errors
/// Where a root is not a folder or cannot be listed.
pub fn list(roots: &[PathBuf], exclude: &Path) -> Result<Listing, Failure> {
    let mut listing = Listing::default();
    let exclude = fs::canonicalize(exclude).ok();
    for (number_of_root, root) in roots.iter().enumerate() {
        let whole = fs::canonicalize(root).map_err(|e| Failure::io("read the content folder", root, e))?;
        if !whole.is_dir() {
            return Err(Failure::new(format!("the content `{}` is not a folder", root.display())));
        }
        listing.roots.push(whole.clone());
        let names: Vec<String> = whole
            .components()
            .rev()
            .take(2)
            .filter_map(|c| if let Component::Normal(name) = c { name.to_str().map(str::to_owned) } else { None })
            .collect();
        let root_names: Arc<[String]> = names.into_iter().rev().collect();
        let hidden = |e: &walkdir::DirEntry| {
            e.depth() > 0 && e.file_name().as_encoded_bytes().starts_with(b".") && !is_redirections(e.file_name())
        };
        let skipped = |e: &walkdir::DirEntry| {
            hidden(e)
                || e.file_name() == "node_modules"
                || e.file_type().is_dir() && exclude.as_ref().is_some_and(|x| whole.join(relative(e, root)) == *x)
                // An output folder that another configuration names.
                || e.file_type().is_dir() && e.depth() > 0 && e.path().join(MANIFEST).is_file()
        };
        let mut found: Vec<(String, PathBuf)> = Vec::new();
        for entry in WalkDir::new(root).into_iter().filter_entry(|e| !skipped(e)) {
            let entry = entry.map_err(|e| {
                let path = e.path().unwrap_or(root).to_owned();
                Failure::io("read", &path, e.into_io_error().unwrap_or_else(|| io::Error::other("a loop of links")))
            })?;
            if entry.file_type().is_file() {
                found.push((relative(&entry, root), entry.into_path()));
            }
        }
        found.sort();
        let docsets: Vec<String> =
            found.iter().filter_map(|(r, _)| folder_of(r, "docfx.json")).map(str::to_owned).collect();
        let first = listing.docsets.len();
        let sites: BTreeSet<String> =
            found.iter().filter_map(|(r, _)| docusaurus::site(r)).map(str::to_owned).collect();
        let entry = |relative: &str, file: &Path| {
            let docset = docset(&docsets, relative);
            let number = docset.and_then(|length| docsets.iter().position(|d| *d == relative[..length]));
            Entry {
                path: shown(root, relative),
                root: number_of_root,
                root_names: root_names.clone(),
                relative: relative.into(),
                docset,
                number: number.map(|n| first + n),
                docusaurus: sites.iter().filter(|s| relative.starts_with(s.as_str())).map(String::len).max(),
                file: file.to_owned(),
            }
        };
        let mut tocs: Vec<Entry> = Vec::new();
        for (relative, file) in &found {
            let entry = entry(relative, file);
            if file.file_name().is_some_and(is_redirections) {
                listing.redirections.push(entry);
                continue;
            }
            if entry.number.is_some() && is_toc(relative) {
                tocs.push(entry);
                continue;
            }
            match relative.rsplit_once('.').map(|(_, e)| e.to_ascii_lowercase()).as_deref() {
                Some("md" | "mdx" | "markdown" | "txt") => listing.texts.push(entry),
                Some("yml" | "yaml") if is_yaml_page(file) => listing.texts.push(entry),
                Some("yml" | "yaml" | "json") | None => listing.others.push(entry),
                Some(_) => listing.assets.push(entry),
            }
        }
        for folder in &docsets {
            let config = format!("{folder}docfx.json");
            let number = Some(listing.docsets.len());
            let mut tocs: Vec<Entry> = tocs.iter().filter(|toc| toc.number == number).cloned().collect();
            tocs.sort_by_key(|toc| toc.relative[folder.len()..].contains('/'));
            listing.docsets.push(Docset {
                config: entry(&config, &root.join(&config)),
                folder: folder.as_str().into(),
                tocs,
            });
        }
    }
    Ok(listing)
}

/// Whether a file lists redirects: large repositories have several, one a subject.
fn is_redirections(name: &OsStr) -> bool {
    let name = name.as_encoded_bytes();
    name.starts_with(b".openpublishing.redirection") && name.ends_with(b".json")
}

/// Whether a file of a docset is a table of contents.
fn is_toc(relative: &str) -> bool {
    let name = relative.rsplit('/').next().unwrap_or(relative);
    ["toc.yml", "toc.yaml", "toc.md"].iter().any(|toc| name.eq_ignore_ascii_case(toc))
}

/// Whether a YAML file says in its first line that it is a page (`### YamlMime:Landing`).
fn is_yaml_page(file: &Path) -> bool {
    let mut start = Vec::new();
    let read = fs::File::open(file).and_then(|file| file.take(256).read_to_end(&mut start));
    let text = String::from_utf8_lossy(start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&start));
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    read.is_ok() && first.starts_with('#') && first.trim_start_matches('#').trim_start().starts_with("YamlMime:")
}

fn relative(entry: &walkdir::DirEntry, root: &Path) -> String {
    let below = entry.path().strip_prefix(root).unwrap_or(entry.path());
    let parts: Vec<_> = below.components().map(|c| c.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// The path as people know it: the root as they named it, then the rest.
fn shown(root: &Path, relative: &str) -> Arc<str> {
    let root = root.to_string_lossy();
    let root = root.trim_start_matches("./").trim_end_matches('/');
    if root.is_empty() || root == "." { relative.into() } else { format!("{root}/{relative}").into() }
}

fn folder_of<'a>(relative: &'a str, name: &str) -> Option<&'a str> {
    relative.strip_suffix(name).filter(|folder| folder.is_empty() || folder.ends_with('/'))
}

/// The docset that a file belongs to. Where its own top folder has docsets, a file outside them is
/// a file of the repository, not of the site.
fn docset(docsets: &[String], relative: &str) -> Option<usize> {
    let own = docsets.iter().filter(|d| relative.starts_with(d.as_str())).map(|d| d.len()).max();
    let top = relative.split_once('/').map_or("", |(top, _)| top);
    let beside = docsets.iter().any(|d| top.is_empty() || d.split('/').next() == Some(top));
    own.or_else(|| (!beside).then_some(0))
}

/// Reads one text file; `None` for a `.txt` file that is no article (one with neither front matter
/// nor a heading).
///
/// # Errors
/// Where the file cannot be read.
pub fn load(entry: &Entry) -> Result<Option<Source>, Failure> {
    let bytes = fs::read(&entry.file).map_err(|e| Failure::io("read", &entry.file, e))?;
    let text = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let is_article = || text.starts_with(b"---") || text.split(|b| *b == b'\n').any(|line| line.starts_with(b"# "));
    if entry.relative.to_ascii_lowercase().ends_with(".txt") && !is_article() {
        return Ok(None);
    }
    Ok(Some(Source {
        path: entry.path.clone(),
        root: entry.root,
        root_names: entry.root_names.clone(),
        relative: entry.relative.clone(),
        docset: entry.docset,
        docusaurus: entry.docusaurus,
        bytes,
        ..Source::default()
    }))
}

/// Reads a file that others show, as text; one that is too large to be shown is an error.
///
/// # Errors
/// Where the file cannot be read.
pub fn load_part(entry: &Entry) -> Result<String, Failure> {
    const MOST: u64 = 10 * 1024 * 1024;
    let failure = |e| Failure::io("read", &entry.file, e);
    if fs::metadata(&entry.file).map_err(failure)?.len() > MOST {
        return Err(failure(io::Error::other("it is larger than 10 MB")));
    }
    let bytes = fs::read(&entry.file).map_err(failure)?;
    let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes)).into_owned();
    Ok(text.replace(|c: char| c == '\0' || c == '\u{85}' || ('\u{FDD0}'..='\u{FDEF}').contains(&c), "\u{FFFD}"))
}

/// Reads a file that describes others; broken bytes are replaced.
///
/// # Errors
/// Where the file cannot be read.
pub fn load_description(entry: &Entry) -> Result<RepositoryFile, Failure> {
    let bytes = fs::read(&entry.file).map_err(|e| Failure::io("read", &entry.file, e))?;
    let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes)).into();
    Ok(RepositoryFile {
        path: entry.path.clone(),
        root: entry.root,
        root_names: entry.root_names.clone(),
        relative: entry.relative.clone(),
        text,
    })
}

/// Hashes one file that may be copied.
///
/// # Errors
/// Where the file cannot be read.
pub fn load_asset(entry: &Entry) -> Result<Asset, Failure> {
    let failure = |e| Failure::io("read", &entry.file, e);
    let mut file = fs::File::open(&entry.file).map_err(failure)?;
    let mut hasher = Sha256::new();
    let mut buffer = vec![0; 64 * 1024];
    let mut bytes = 0;
    while let read @ 1.. = file.read(&mut buffer).map_err(failure)? {
        hasher.update(&buffer[..read]);
        bytes += read as u64;
    }
    Ok(Asset {
        path: entry.path.clone(),
        root: entry.root,
        relative: entry.relative.clone(),
        file: entry.file.clone(),
        hash: hex(&hasher.finalize()),
        bytes,
    })
}

/// Bytes as lower-case hex.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("{b:02x}")).collect()
}

/// Reads a file that may be absent.
///
/// # Errors
/// Where it is there and cannot be read.
pub fn read_bytes(path: &Path) -> Result<Option<Vec<u8>>, Failure> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::io("read", path, error)),
    }
}

/// Reads a text that may be absent.
///
/// # Errors
/// Where it is there but cannot be read as UTF-8.
pub fn read_optional(path: &Path) -> Result<Option<String>, Failure> {
    match fs::read_to_string(path) {
        Ok(text) => Ok(Some(text)),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(e) => Err(Failure::io("read", path, e)),
    }
}

/// Whether there is anything at a path, be it a link to nothing.
pub fn exists(path: &Path) -> bool {
    path.symlink_metadata().is_ok()
}

/// Reads all files below a folder that may be absent: path below it, and bytes; in path order.
///
/// # Errors
/// Where a file cannot be read.
pub fn read_folder(folder: &Path) -> Result<Vec<(String, Vec<u8>)>, Failure> {
    if !folder.is_dir() {
        return Ok(Vec::new());
    }
    let mut files = Vec::new();
    for entry in WalkDir::new(folder) {
        let entry = entry.map_err(|e| Failure::new(format!("cannot read `{}`: {e}", folder.display())))?;
        if entry.file_type().is_file() {
            let bytes = fs::read(entry.path()).map_err(|e| Failure::io("read", entry.path(), e))?;
            files.push((relative(&entry, folder), bytes));
        }
    }
    files.sort();
    Ok(files)
}

/// Writes a file whole or not at all: beside its place first, then moved there.
///
/// # Errors
/// Where the disk refuses.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|e| Failure::io("create the folder", folder, e))?;
    }
    replace(path, |file| file.write_all(bytes))
}

/// The same, for a file that another kbgen may write at the same time: the last one stays.
///
/// # Errors
/// Where the disk refuses.
pub fn write_shared(path: &Path, bytes: &[&[u8]]) -> Result<(), Failure> {
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(|e| Failure::io("create the folder", folder, e))?;
    }
    replace_by(path, &format!(".{}", std::process::id()), |file| {
        bytes.iter().try_for_each(|bytes| file.write_all(bytes))
    })
}

fn replace(path: &Path, fill: impl FnOnce(&mut fs::File) -> io::Result<()>) -> Result<(), Failure> {
    replace_by(path, "", fill)
}

/// Writes a file beside its place, where `by` tells whose it is, and moves it there.
fn replace_by(path: &Path, by: &str, fill: impl FnOnce(&mut fs::File) -> io::Result<()>) -> Result<(), Failure> {
    let name = path.file_name().map(|n| n.to_string_lossy().into_owned()).unwrap_or_default();
    let part = path.with_file_name(format!(".{name}{by}{PART}"));
    let done = fs::File::create(&part).and_then(|mut file| fill(&mut file)).and_then(|()| fs::rename(&part, path));
    done.map_err(|e| {
        // What is left of the attempt is of no use to anybody.
        let _ = fs::remove_file(&part);
        Failure::io("write", path, e)
    })
}

/// Removes a folder of kbgen's own with all that is in it.
///
/// # Errors
/// Where the disk refuses.
pub fn remove_folder(folder: &Path) -> Result<(), Failure> {
    fs::remove_dir_all(folder).map_err(|e| Failure::io("remove", folder, e))
}

/// Whether there is a file.
pub fn is_file(path: &Path) -> bool {
    path.is_file()
}

/// Whether a folder exists.
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// The absolute form of a path, links resolved as far as it exists.
pub fn absolute(path: &Path) -> PathBuf {
    let mut rest = Vec::new();
    let mut at = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    loop {
        if let Ok(found) = fs::canonicalize(&at) {
            return rest.iter().rev().fold(found, |path, part| path.join(part));
        }
        match (at.file_name().map(ToOwned::to_owned), at.parent()) {
            (Some(name), Some(parent)) => {
                rest.push(name);
                at = parent.to_owned();
            }
            _ => return path.to_owned(),
        }
    }
}

/// End of the name of a file that is being written.
pub const PART: &str = ".kbgen-part";
