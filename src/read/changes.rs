//! What may have changed on the disk, and which files of a listing that touches.

use std::collections::BTreeSet;
use std::path::PathBuf;

use crate::disk::{self, Entry, Listing};

/// What may have changed on the disk since the last build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changes {
    /// Anything.
    All,
    /// These paths, absolute and without links. A file may be new, other or gone; a folder stands for all below it.
    Paths(BTreeSet<PathBuf>),
}

impl Changes {
    /// Both.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Paths(mut paths), Self::Paths(others)) => {
                paths.extend(others);
                Self::Paths(paths)
            }
            _ => Self::All,
        }
    }
}

/// Which of the files that changed are files of the listing, by their numbers there.
#[derive(Debug, Default)]
pub struct Touched {
    pub texts: BTreeSet<usize>,
    pub assets: BTreeSet<usize>,
    /// Whether any of the files that say something of others is among them.
    pub describing: bool,
}

/// What of the listing has changed; `None` where it may be another one.
pub fn touched(listing: &Listing, changes: &Changes) -> Option<Touched> {
    /// With more than this it is quicker to look at everything.
    const MANY: usize = 100;
    let Changes::Paths(paths) = changes else { return None };
    if paths.len() > MANY {
        return None;
    }
    let mut touched = Touched::default();
    for path in paths {
        for (root, whole) in listing.roots.iter().enumerate() {
            if whole.starts_with(path) {
                return None;
            }
            let Ok(below) = path.strip_prefix(whole) else { continue };
            let relative = below.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            let place = (root, relative.as_str());
            let find = |entries: &[Entry]| entries.binary_search_by(|e| (e.root, &*e.relative).cmp(&place)).ok();
            // The first line of a YAML file says whether it is a page.
            let may_change_kind = relative.ends_with(".yml") || relative.ends_with(".yaml");
            match (find(&listing.texts), find(&listing.assets), disk::is_file(path)) {
                (Some(number), _, true) if !may_change_kind => _ = touched.texts.insert(number),
                (_, Some(number), true) if !may_change_kind => _ = touched.assets.insert(number),
                // Written beside its place and gone again.
                (None, None, false)
                    if !disk::exists(path)
                        && !listing.describes(root, &relative)
                        && !listing.has_below(root, &relative) => {}
                (None, None, true) if !may_change_kind && listing.describes(root, &relative) => {
                    touched.describing = true;
                }
                _ => return None,
            }
        }
    }
    Some(touched)
}
