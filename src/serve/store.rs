//! A site in memory. Enters: the files of a build. Leaves: the files by their addresses. Never changes once a build is
//! done; the next build makes another one, which shares the files that stayed the same.

use std::ops::Bound;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

use axum::body::Bytes;
use imbl::OrdMap;
use imbl::ordmap::DiffItem;
use sha2::{Digest, Sha256};

use crate::disk::{self, Failure};
use crate::model::{Content, Diagnostic, Key, KeyMap, OutputFile};
use crate::write::Sink;

use super::redirects::{self, Redirects};

/// All files of a site.
#[derive(Debug, Default)]
pub struct Site {
    /// Path of the site on its host, beginning and ending in `/`.
    pub base: String,
    /// By their paths below the base.
    files: Files,
    jobs: Jobs,
    pub redirects: Redirects,
}

/// Files by their paths, each with the key of what it was made of. Of two sites that differ in few files, the others are
/// held once.
type Files = OrdMap<Arc<str>, (Key, Arc<File>)>;

/// The jobs that made a site.
#[derive(Debug, Default)]
struct Jobs {
    all: Vec<Job>,
    numbers: KeyMap<usize>,
}

#[derive(Clone, Debug)]
struct Job {
    key: Key,
    /// Paths of its files.
    paths: Arc<[Arc<str>]>,
    /// Whether it belongs to an earlier site: some of its files may be another job's by now.
    old: bool,
}

impl Site {
    /// A file by its path below the base.
    pub fn file(&self, path: &str) -> Option<&Arc<File>> {
        self.files.get(path).map(|(_, file)| file)
    }

    /// Paths that begin with a text, in order.
    pub fn below<'a>(&'a self, start: &'a str) -> impl Iterator<Item = &'a str> {
        let from = self.files.range::<_, str>((Bound::Included(start), Bound::Unbounded));
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

impl PartialEq for File {
    fn eq(&self, other: &Self) -> bool {
        self.held == other.held
    }
}

impl Eq for File {}

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
    /// Which jobs of the site before are in this build, too.
    kept: Vec<AtomicBool>,
    new: Mutex<Vec<New>>,
}

/// A job that was done, and its files.
struct New {
    key: Key,
    files: Vec<(Arc<str>, Arc<File>)>,
}

impl<'a> Collector<'a> {
    /// Begins a build; files that are as they were in `before` are not held twice.
    pub fn new(before: &'a Site) -> Self {
        Self { before, kept: before.jobs.all.iter().map(|_| AtomicBool::default()).collect(), new: Mutex::default() }
    }

    /// The site when all that readers look at is there, at a path of its host; what programs read is as before.
    pub fn so_far(&self, base: &str) -> Site {
        let is_looked_at =
            |path: &str| path.ends_with(".html") || path.starts_with("assets/") && !path.starts_with("assets/search/");
        self.of(base, |path| !is_looked_at(path))
    }

    /// The site of the files. With `keep`, files that it lacks are those of the site before: a page that could not be
    /// rendered is better old than gone.
    pub fn site(self, base: &str, keep: bool) -> Site {
        self.of(base, |_| keep)
    }

    fn of(&self, base: &str, keep: impl Fn(&str) -> bool) -> Site {
        let before = (base == self.before.base).then_some(self.before);
        let mut files = before.map(|before| before.files.clone()).unwrap_or_default();
        let mut all = Vec::new();
        for (job, kept) in before.into_iter().flat_map(|before| &before.jobs.all).zip(&self.kept) {
            if kept.load(Ordering::Relaxed) {
                all.push(job.clone());
                continue;
            }
            let is_its = |path: &Arc<str>| files.get(path).is_some_and(|(key, _)| *key == job.key);
            let (stay, go): (Vec<_>, Vec<_>) =
                job.paths.iter().filter(|path| is_its(path)).partition(|path| keep(path));
            go.into_iter().for_each(|path| _ = files.remove(path));
            if !stay.is_empty() {
                all.push(Job { old: true, ..job.clone() });
            }
        }
        let new = self.lock();
        for New { key, files: made } in new.iter() {
            made.iter().for_each(|(path, file)| _ = files.insert(path.clone(), (*key, file.clone())));
            all.push(Job { key: *key, paths: made.iter().map(|(path, _)| path.clone()).collect(), old: false });
        }
        let numbers = all.iter().enumerate().map(|(number, job)| (job.key, number)).collect();
        let mut site =
            Site { base: base.to_owned(), files, jobs: Jobs { all, numbers }, redirects: Redirects::default() };
        site.redirects = site.file("_redirects").and_then(|file| file.text()).map(redirects::parse).unwrap_or_default();
        site
    }

    fn lock(&self) -> MutexGuard<'_, Vec<New>> {
        self.new.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Sink for Collector<'_> {
    fn put(&self, made_of: Key, files: Vec<OutputFile>) -> Result<Vec<Diagnostic>, Failure> {
        let same = |file: &OutputFile| self.before.file(&file.path).filter(|old| old.holds(&file.content)).cloned();
        let made = |file: OutputFile| {
            let held = same(&file).unwrap_or_else(|| Arc::new(File::new(file.content)));
            (file.path.into(), held)
        };
        let files = files.into_iter().map(made).collect();
        self.lock().push(New { key: made_of, files });
        Ok(Vec::new())
    }

    fn pages_first(&self) -> bool {
        true
    }

    fn keep(&self, made_of: Key, _: &[Arc<str>]) -> bool {
        let jobs = &self.before.jobs;
        let Some(number) = jobs.numbers.get(&made_of).filter(|number| !jobs.all[**number].old) else { return false };
        self.kept[*number].store(true, Ordering::Relaxed);
        true
    }
}

/// How many files differ between two sites: new, other, or gone.
pub fn differences(before: &Site, after: &Site) -> usize {
    let is_other = |item: &DiffItem<'_, '_, _, (Key, Arc<File>)>| match item {
        DiffItem::Update { old: (_, (_, old)), new: (_, (_, new)) } => !Arc::ptr_eq(old, new),
        DiffItem::Add(..) | DiffItem::Remove(..) => true,
    };
    before.files.diff(&after.files).filter(is_other).count()
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
