use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Key, Locale, Location, Meta};

/// One text file as it lies on the disk.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The key of all that its document is made of.
    pub key: Key,
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
    /// What the docset says of files that do not say otherwise in their front matter.
    pub defaults: Arc<Meta>,
    /// Whether the docset leaves the file out: it is no page then, but others may include it.
    pub excluded: bool,
    /// Length in bytes of the folder of the Docusaurus site at the beginning of `relative`, its `/`
    /// included; `None` for a file of no such site.
    pub docusaurus: Option<usize>,
    pub bytes: Vec<u8>,
}

/// A file that is copied rather than read.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
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
    /// How many bytes it has.
    pub bytes: u64,
}

/// A text file that says something of others: `docfx.json`, a table of contents, a list of redirects.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RepositoryFile {
    /// The path to show to people.
    pub path: Arc<str>,
    pub root: usize,
    /// See [`Source::root_names`].
    pub root_names: Arc<[String]>,
    /// Path below the content root, with `/` between its parts.
    pub relative: Arc<str>,
    pub text: Arc<str>,
}

/// A place in a text that is looked up only when it is to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The path to show to people.
    pub path: Arc<str>,
    pub text: Arc<str>,
    /// Bytes of the text.
    pub span: Range<usize>,
}

impl Spot {
    pub fn location(&self) -> Location {
        Location::in_text(&self.path, &self.text, self.span.clone())
    }
}

/// A file that is gone, and where its readers are sent, as an author said it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Moved {
    pub root: usize,
    /// Path of the file below the content root.
    pub relative: String,
    /// Length of its docset's folder in `relative`.
    pub docset: usize,
    /// See [`super::Document::key`].
    pub key: Option<String>,
    /// See [`super::Document::stem`].
    pub stem: String,
    /// `None` where nothing tells, so that every locale is meant.
    pub locale: Option<Locale>,
    pub target: String,
    /// Where it is said.
    pub spot: Spot,
}

/// A docset: a folder with a `docfx.json`, and what its other files say of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Repository {
    pub root: usize,
    /// Folder below the content root, ending in `/` unless it is the root itself (empty).
    pub folder: Arc<str>,
    /// Where it is published on the host of its authors: paths without `/` at either end.
    pub bases: Vec<String>,
    /// Its tables of contents: that of its own folder first.
    pub tocs: Vec<Toc>,
}

/// A table of contents, as its author wrote it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Toc {
    pub file: RepositoryFile,
    pub nodes: Vec<TocNode>,
}

/// An entry of a table of contents, in the words of docfx.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TocNode {
    pub name: String,
    /// Its name in the source language, where it is bilingual.
    pub source_name: Option<String>,
    pub uid: Option<String>,
    pub href: Option<Written>,
    pub topic_href: Option<Written>,
    pub toc_href: Option<Written>,
    /// Whether its entries are to be seen at once.
    pub expanded: bool,
    pub items: Vec<TocNode>,
}

/// A path as it is written, and its place in the text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Written {
    pub text: String,
    pub span: Range<usize>,
}
