//! A place that keeps files: the few things that publishing asks of a folder, be it on this machine or on another one.
//! Knows nothing of releases.

use std::collections::BTreeMap;

use super::{File, Site, Stop};
use crate::disk::Failure;

/// Called now and then while something takes long; where it fails, the rest is left undone.
pub type Keep<'a> = &'a dyn Fn() -> Result<(), Failure>;

/// A root folder with files. Paths are below it, with `/`; `""` is the root itself.
pub trait Place {
    /// The place in words.
    fn words(&self) -> String;

    /// Whether [`Place::wrong`] compares bytes, rather than sizes alone.
    fn compares(&self) -> bool;

    /// What lies in a folder; `None` where there is no folder.
    fn names(&self, folder: &str) -> Result<Option<Vec<String>>, Stop>;

    /// A file whole; `None` where there is none.
    fn read(&self, path: &str) -> Result<Option<Vec<u8>>, Stop>;

    /// Writes a file whole or not at all, with the folders that it needs.
    fn write(&self, path: &str, bytes: &[u8]) -> Result<(), Stop>;

    /// Writes a file that is not there yet; whether this call was the one that did.
    fn create(&self, path: &str, bytes: &[u8]) -> Result<bool, Stop>;

    /// Gives a file another name, in place of what has that name; `false` where it is not there.
    fn rename(&self, from: &str, to: &str) -> Result<bool, Stop>;

    /// Where a link leads to; see [`Link`].
    fn link(&self, path: &str) -> Result<Link, Stop>;

    /// Lets a link lead elsewhere, or makes it; readers find one or the other at every moment.
    fn point(&self, path: &str, to: &str) -> Result<(), Stop>;

    /// Gives files of one folder a second name in another one, where they are there with their size. The paths of
    /// those that it could not.
    fn adopt(&self, files: &[&File], from: &str, into: &str, keep: Keep) -> Result<Vec<String>, Stop>;

    /// Sends files of the site into a folder, each whole or not at all.
    fn send(&self, site: &Site, files: &[&File], into: &str, keep: Keep) -> Result<(), Stop>;

    /// The paths of those files that are not in a folder as the site has them, as far as the place can tell.
    fn wrong(&self, site: &Site, files: &[&File], folder: &str, keep: Keep) -> Result<Vec<String>, Stop>;

    /// The sizes of those files that are in a folder.
    fn sizes(&self, folder: &str, files: &[&str], keep: Keep) -> Result<BTreeMap<String, u64>, Stop>;

    /// Removes files of a folder, and folders that this leaves empty.
    fn remove(&self, folder: &str, files: &[&str], keep: Keep) -> Result<(), Stop>;
}

/// What is in the place of a link.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    Nothing,
    /// A link, with the end of the path that it leads to.
    To(String),
    /// A file, or a folder.
    Other,
}

/// A path below a folder, which may be the root.
pub fn below(folder: &str, path: &str) -> String {
    match (folder, path) {
        ("", path) => path.to_owned(),
        (folder, "") => folder.to_owned(),
        (folder, path) => format!("{folder}/{path}"),
    }
}
