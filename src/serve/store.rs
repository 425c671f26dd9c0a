//! A site in memory. Enters: the files of a build. Leaves: the files by their addresses. Never changes once a build is
//! done; the next build makes another one, which shares the files that stayed the same.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, OnceLock};

use axum::body::Bytes;
use sha2::{Digest, Sha256};

use crate::disk::{self, Failure};
use crate::model::{Content, Diagnostic, OutputFile};
use crate::write::Sink;

use super::redirects::{self, Redirects};

/// All files of a site.
#[derive(Debug, Default)]
pub struct Site {
    /// Path of the site on its host, beginning and ending in `/`.
    pub base: String,
    /// By their paths below the base.
    pub files: BTreeMap<String, Arc<File>>,
    pub redirects: Redirects,
}

/// One file of a site.
#[derive(Debug)]
pub struct File {
    pub held: Held,
    hash: OnceLock<String>,
}

/// Where the bytes of a file are.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Held {
    Memory(Bytes),
    /// A file of the content, which is read when somebody asks for it.
    Disk(PathBuf),
}

impl File {
    fn new(content: Content) -> Self {
        let held = match content {
            Content::Bytes(bytes) => Held::Memory(bytes.into()),
            Content::CopyOf(path) => Held::Disk(path),
        };
        Self { held, hash: OnceLock::new() }
    }

    fn holds(&self, content: &Content) -> bool {
        match (&self.held, content) {
            (Held::Memory(held), Content::Bytes(bytes)) => held == bytes,
            (Held::Disk(held), Content::CopyOf(path)) => held == path,
            _ => false,
        }
    }

    /// What names its bytes as they were built; it is computed for files that somebody asks for. Empty for one on the
    /// disk, of which only the disk knows the bytes.
    pub fn hash(&self) -> &str {
        match &self.held {
            Held::Memory(bytes) => self.hash.get_or_init(|| short_hash(bytes)),
            Held::Disk(_) => "",
        }
    }

    /// Its text; `None` where it is on the disk or no text.
    pub fn text(&self) -> Option<&str> {
        match &self.held {
            Held::Memory(bytes) => std::str::from_utf8(bytes).ok(),
            Held::Disk(_) => None,
        }
    }
}

/// The first 96 bits of a hash of bytes, in hex.
pub fn short_hash(bytes: &[u8]) -> String {
    disk::hex(&Sha256::digest(bytes)[..12])
}

/// Takes the files of a build.
pub struct Collector<'a> {
    before: &'a Site,
    files: Mutex<BTreeMap<String, Arc<File>>>,
}

impl<'a> Collector<'a> {
    /// Begins a build; files that are as they were in `before` are not held twice.
    pub fn new(before: &'a Site) -> Self {
        Self { before, files: Mutex::default() }
    }

    /// The site of the files, at a path of its host. With `keep`, files that it lacks are those of the site before: a
    /// page that could not be rendered is better old than gone.
    pub fn site(self, base: String, keep: bool) -> Site {
        let mut files = self.files.into_inner().unwrap_or_else(|poisoned| poisoned.into_inner());
        if keep && base == self.before.base {
            for (path, file) in &self.before.files {
                files.entry(path.clone()).or_insert_with(|| file.clone());
            }
        }
        let redirects = files.get("_redirects").and_then(|file| file.text()).map(redirects::parse).unwrap_or_default();
        Site { base, files, redirects }
    }
}

impl Sink for Collector<'_> {
    fn put(&self, files: Vec<OutputFile>) -> Result<Vec<Diagnostic>, Failure> {
        let same =
            |file: &OutputFile| self.before.files.get(&file.path).filter(|old| old.holds(&file.content)).cloned();
        let made: Vec<_> = files
            .into_iter()
            .map(|file| match same(&file) {
                Some(old) => (file.path, old),
                None => (file.path, Arc::new(File::new(file.content))),
            })
            .collect();
        self.files.lock().unwrap_or_else(|poisoned| poisoned.into_inner()).extend(made);
        Ok(Vec::new())
    }
}

/// How many files differ between two sites: new, other, or gone.
pub fn differences(before: &Site, after: &Site) -> usize {
    let kept =
        after.files.iter().filter(|(path, file)| before.files.get(*path).is_some_and(|old| Arc::ptr_eq(old, file)));
    let kept = kept.count();
    let other = after.files.keys().filter(|path| before.files.contains_key(*path)).count() - kept;
    (before.files.len() - kept - other) + (after.files.len() - kept - other) + other
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A site of these texts.
    pub fn site(base: &str, before: &Site, files: &[(&str, &str)]) -> Site {
        let collector = Collector::new(before);
        collector.put(files.iter().map(|(path, text)| OutputFile::text(*path, *text)).collect()).unwrap();
        collector.site(base.to_owned(), false)
    }

    #[test]
    fn what_stays_the_same_is_held_once() {
        let first = site("/", &Site::default(), &[("a/index.html", "one"), ("b.css", "x"), ("c", "c")]);
        let second = site("/", &first, &[("a/index.html", "two"), ("b.css", "x"), ("d", "d")]);
        assert!(Arc::ptr_eq(&first.files["b.css"], &second.files["b.css"]));
        assert_ne!(first.files["a/index.html"].hash(), second.files["a/index.html"].hash());
        assert_eq!(differences(&first, &second), 3);
        assert_eq!(differences(&second, &second), 0);
    }

    #[test]
    fn a_page_that_could_not_be_rendered_stays() {
        let first = site("/", &Site::default(), &[("a", "one"), ("b", "x")]);
        let collector = Collector::new(&first);
        collector.put(vec![OutputFile::text("b", "y")]).unwrap();
        let second = collector.site("/".to_owned(), true);
        assert_eq!(second.files["a"].text(), Some("one"));
        assert_eq!(second.files["b"].text(), Some("y"));
    }
}
