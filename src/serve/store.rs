//! A site in memory. Enters: the files of a build. Leaves: the files by their addresses. Never changes once a build is
//! done; the next build makes another one, which shares the files that stayed the same.

use std::collections::BTreeMap;
use std::ops::Bound;
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use axum::body::Bytes;
use sha2::{Digest, Sha256};

use crate::disk::{self, Failure};
use crate::model::{Content, Diagnostic, Key, OutputFile};
use crate::write::Sink;

use super::redirects::{self, Redirects};

/// All files of a site.
#[derive(Debug, Default)]
pub struct Site {
    /// Path of the site on its host, beginning and ending in `/`.
    pub base: String,
    /// By their paths below the base.
    files: Files,
    pub redirects: Redirects,
}

/// Files by their paths, each with the key of what it was made of.
type Files = BTreeMap<Arc<str>, (Key, Arc<File>)>;

impl Site {
    /// A file by its path below the base.
    pub fn file(&self, path: &str) -> Option<&Arc<File>> {
        self.files.get(path).map(|(_, file)| file)
    }

    /// Paths that begin with a text, in order.
    pub fn below<'a>(&'a self, start: &'a str) -> impl Iterator<Item = &'a str> {
        let from = self.files.range::<str, _>((Bound::Included(start), Bound::Unbounded));
        from.map(|(path, _)| &**path).take_while(move |path| path.starts_with(start))
    }
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
    files: Mutex<Files>,
}

impl<'a> Collector<'a> {
    /// Begins a build; files that are as they were in `before` are not held twice.
    pub fn new(before: &'a Site) -> Self {
        Self { before, files: Mutex::default() }
    }

    /// The site when all that readers look at is there, at a path of its host; what programs read is as before.
    pub fn so_far(&self, base: &str) -> Site {
        let files = self.lock().clone();
        let is_looked_at =
            |path: &str| path.ends_with(".html") || path.starts_with("assets/") && !path.starts_with("assets/search/");
        self.of(files, base, |path| !is_looked_at(path))
    }

    /// The site of the files. With `keep`, files that it lacks are those of the site before: a page that could not be
    /// rendered is better old than gone.
    pub fn site(self, base: &str, keep: bool) -> Site {
        let files = std::mem::take(&mut *self.lock());
        self.of(files, base, |_| keep)
    }

    fn of(&self, mut files: Files, base: &str, keep: impl Fn(&str) -> bool) -> Site {
        if base == self.before.base {
            for (path, file) in self.before.files.iter().filter(|(path, _)| keep(path)) {
                files.entry(path.clone()).or_insert_with(|| file.clone());
            }
        }
        let mut site = Site { base: base.to_owned(), files, redirects: Redirects::default() };
        site.redirects = site.file("_redirects").and_then(|file| file.text()).map(redirects::parse).unwrap_or_default();
        site
    }

    fn lock(&self) -> MutexGuard<'_, Files> {
        self.files.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for Collector<'_> {
    fn put(&self, made_of: Key, files: Vec<OutputFile>) -> Result<Vec<Diagnostic>, Failure> {
        let same = |file: &OutputFile| self.before.file(&file.path).filter(|old| old.holds(&file.content)).cloned();
        let made: Vec<_> = files
            .into_iter()
            .map(|file| {
                let held = same(&file).unwrap_or_else(|| Arc::new(File::new(file.content)));
                (file.path.into(), (made_of, held))
            })
            .collect();
        self.lock().extend(made);
        Ok(Vec::new())
    }

    fn pages_first(&self) -> bool {
        true
    }

    fn keep(&self, made_of: Key, files: &[Arc<str>]) -> bool {
        let known = |path: &Arc<str>| self.before.files.get(path).filter(|(key, _)| *key == made_of);
        let Some(kept) = files.iter().map(|path| Some((path, known(path)?))).collect::<Option<Vec<_>>>() else {
            return false;
        };
        self.lock().extend(kept.into_iter().map(|(path, file)| (path.clone(), file.clone())));
        true
    }
}

/// How many files differ between two sites: new, other, or gone.
pub fn differences(before: &Site, after: &Site) -> usize {
    let is_kept = |(path, (_, file)): &(&Arc<str>, &(Key, Arc<File>))| {
        before.file(path).is_some_and(|old| Arc::ptr_eq(old, file))
    };
    let kept = after.files.iter().filter(is_kept).count();
    let other = after.files.keys().filter(|path| before.files.contains_key(*path)).count() - kept;
    (before.files.len() - kept - other) + (after.files.len() - kept - other) + other
}

#[cfg(test)]
pub mod tests {
    use super::*;

    /// A site of these texts.
    pub fn site(base: &str, before: &Site, files: &[(&str, &str)]) -> Site {
        let collector = Collector::new(before);
        let files = files.iter().map(|(path, text)| OutputFile::text(*path, *text)).collect();
        collector.put(Key::default(), files).unwrap();
        collector.site(base, false)
    }

    #[test]
    fn what_stays_the_same_is_held_once() {
        let first = site("/", &Site::default(), &[("a/index.html", "one"), ("b.css", "x"), ("c", "c")]);
        let second = site("/", &first, &[("a/index.html", "two"), ("b.css", "x"), ("d", "d")]);
        assert!(Arc::ptr_eq(first.file("b.css").unwrap(), second.file("b.css").unwrap()));
        assert_ne!(first.file("a/index.html").unwrap().hash(), second.file("a/index.html").unwrap().hash());
        assert_eq!(differences(&first, &second), 3);
        assert_eq!(differences(&second, &second), 0);
    }

    #[test]
    fn a_page_that_could_not_be_rendered_stays() {
        let first = site("/", &Site::default(), &[("a", "one"), ("b", "x")]);
        let collector = Collector::new(&first);
        collector.put(Key::default(), vec![OutputFile::text("b", "y")]).unwrap();
        let second = collector.site("/", true);
        assert_eq!(second.file("a").unwrap().text(), Some("one"));
        assert_eq!(second.file("b").unwrap().text(), Some("y"));
    }
}
