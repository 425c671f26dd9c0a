use std::path::PathBuf;
use std::sync::Arc;

/// One text file as it lies on the disk.
#[derive(Clone, Debug)]
pub struct Source {
    /// The path to show to people: content root as given, then the path below it.
    pub path: Arc<str>,
    /// Number of the content root, in the order given.
    pub root: usize,
    /// Folder names of the content root that may carry a locale, outermost first (at most two).
    pub root_names: Arc<[String]>,
    /// Path below the content root, with `/` between its parts.
    pub relative: Arc<str>,
    /// Length in bytes of the docset folder at the beginning of `relative`, its `/` included
    /// (0 where the root itself is the docset); `None` for a file beside the docsets.
    pub docset: Option<usize>,
    /// Length in bytes of the folder of the Docusaurus site at the beginning of `relative`, its `/`
    /// included; `None` for a file of no such site.
    pub docusaurus: Option<usize>,
    pub bytes: Vec<u8>,
}

/// A file that is copied rather than read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asset {
    /// The path to show to people.
    pub path: Arc<str>,
    pub root: usize,
    /// Path below the content root, with `/` between its parts.
    pub relative: Arc<str>,
    /// Where to copy it from.
    pub file: PathBuf,
    /// SHA-256 of its bytes, in hex.
    pub hash: String,
}

/// A docset: a folder with a `docfx.json`, and what its other files say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    pub root: usize,
    /// Folder below the content root, ending in `/` unless it is the root itself (empty).
    pub folder: Arc<str>,
    /// Its `TOC.yml`: the path to show to people, and the text.
    pub toc: Option<(Arc<str>, String)>,
}
