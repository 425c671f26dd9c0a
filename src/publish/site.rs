//! The built site: an output folder in, its files with their hashes out. Only what its manifest lists belongs to it.

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::thread;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Source, headers};
use crate::disk::{self, Failure};
use crate::model::Locale;
use crate::write;

/// A site that can be published.
#[derive(Clone, Debug, Default)]
pub struct Site {
    /// The output folder.
    pub folder: PathBuf,
    /// In the order of their paths.
    pub files: Vec<File>,
    /// The commit that it was built from, where its root lies in a git work tree.
    pub source: Option<Source>,
}

/// One file of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct File {
    /// Path below the site, with `/`.
    pub path: String,
    pub size: u64,
    /// SHA-256 of its header lines and its bytes, in hexadecimal.
    pub hash: String,
    pub class: Class,
}

/// What a file is for. What is earlier here is published earlier, because what is later needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Class {
    /// Styles, scripts, pictures: what pages load.
    Asset,
    /// The index of the search.
    Search,
    Page,
    /// What lists pages or names files of the index: sitemaps, feeds, the entry of the index.
    Manifest,
    /// What lies at the top: the front page, rules for the host.
    Root,
}

impl Class {
    /// The class of a path below the output folder.
    pub fn of(path: &str) -> Self {
        match below(path).split_once('/') {
            None => Self::Root,
            Some(("assets", rest)) if rest.starts_with("search/") => Self::Search,
            Some(("assets", _)) => Self::Asset,
            Some((_, rest)) if rest.starts_with("originals/") => Self::Asset,
            Some(_) if path.ends_with(".html") => Self::Page,
            Some((_, rest)) => match rest.rsplit_once('.') {
                Some((_, "xml" | "txt" | "bin" | "json")) if !rest.contains('/') || rest.ends_with("/index.bin") => {
                    Self::Manifest
                }
                Some((_, "md")) => Self::Page,
                _ => Self::Asset,
            },
        }
    }
}

/// A path below the site, of one below the output folder: that is the root of some hosts, and the site lies in a folder
/// of it. All of a site but its top is in the folders of locales and of files.
pub fn below(path: &str) -> &str {
    let mut starts = std::iter::once(0).chain(path.match_indices('/').map(|(at, _)| at + 1));
    let is_own = |start: &usize| {
        let (folder, rest) = path[*start..].split_once('/').unwrap_or_default();
        !rest.is_empty() && (folder == "assets" || Locale::from_path_part(folder).is_some())
    };
    &path[starts.find(is_own).unwrap_or(0)..]
}

impl Site {
    /// Reads the site in an output folder; `root` is the folder of its content, whose commit is told.
    ///
    /// # Errors
    /// Where there is no whole site, or a file cannot be read.
    pub fn open(folder: &Path, root: &Path) -> Result<Self, Failure> {
        let paths = write::published(folder)?;
        let hashed = Mutex::new(Vec::with_capacity(paths.len()));
        let failure = Mutex::new(None);
        let workers = thread::available_parallelism().map_or(2, usize::from);
        let share = paths.len().div_ceil(workers).max(1);
        thread::scope(|scope| {
            for part in paths.chunks(share) {
                scope.spawn(|| match part.iter().map(|path| file(folder, path)).collect::<Result<Vec<_>, _>>() {
                    Ok(files) => lock(&hashed).extend(files),
                    Err(e) => *lock(&failure) = Some(e),
                });
            }
        });
        if let Some(failure) = lock(&failure).take() {
            return Err(failure);
        }
        let mut files = hashed.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
        files.sort_by(|a: &File, b| a.path.cmp(&b.path));
        Ok(Self { folder: folder.to_owned(), files, source: Source::of(root) })
    }

    /// The bytes of one of its files.
    ///
    /// # Errors
    /// Where it cannot be read, or has changed since the site was opened.
    pub fn read(&self, wanted: &File) -> Result<Vec<u8>, Failure> {
        let bytes = bytes(&self.folder, &wanted.path)?;
        if hash(&wanted.path, &bytes) != wanted.hash {
            return Err(Failure::new(format!(
                "`{}` changed while it was being published; let no build write into `{}` then",
                wanted.path,
                self.folder.display()
            )));
        }
        Ok(bytes)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(|poisoned| poisoned.into_inner())
}

fn bytes(folder: &Path, path: &str) -> Result<Vec<u8>, Failure> {
    disk::read_bytes(&folder.join(path))?
        .ok_or_else(|| Failure::new(format!("`{path}` is missing in `{}`; build the site again", folder.display())))
}

fn file(folder: &Path, path: &str) -> Result<File, Failure> {
    let bytes = bytes(folder, path)?;
    Ok(File { hash: hash(path, &bytes), size: bytes.len() as u64, class: Class::of(path), path: path.to_owned() })
}

/// The hash of a file with its header: a new header is a change, too.
pub fn hash(path: &str, bytes: &[u8]) -> String {
    let mut digest = Sha256::new();
    for (name, value) in headers(path) {
        digest.update(format!("{name}: {value}\n"));
    }
    digest.update("\n");
    digest.update(bytes);
    disk::hex(&digest.finalize())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes() {
        for (path, class) in [
            ("assets/style.bd067fdc54be.css", Class::Asset),
            ("assets/search/fr-fr/263945662600.bin", Class::Search),
            ("fr-fr/originals/0.json", Class::Asset),
            ("fr-fr/a/index.html", Class::Page),
            ("fr-fr/a/index.md", Class::Page),
            ("fr-fr/search/index.bin", Class::Manifest),
            ("fr-fr/feed.xml", Class::Manifest),
            ("fr-fr/llms.txt", Class::Manifest),
            ("fr-fr/a/sample.txt", Class::Asset),
            ("index.html", Class::Root),
            ("_redirects", Class::Root),
        ] {
            assert_eq!(Class::of(path), class, "{path}");
        }
        assert!(Class::Asset < Class::Search && Class::Search < Class::Page && Class::Page < Class::Manifest);
    }

    #[test]
    fn the_header_is_part_of_the_hash() {
        assert_ne!(hash("a.html", b"x"), hash("a.txt", b"x"));
        assert_eq!(hash("a.html", b"x"), hash("b.html", b"x"));
        assert_ne!(hash("a.html", b"x"), hash("a.html", b"y"));
    }
}
