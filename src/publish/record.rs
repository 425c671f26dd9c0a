//! What was published: a site in, its record out, and back from the bytes that a target keeps. Only what a record
//! lists is ours there.

use std::collections::{BTreeMap, BTreeSet};

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use super::{Class, File, Site, Source, Stop};
use crate::disk::Failure;

/// One published state of a site.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Record {
    pub generation: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub source: Option<Source>,
    /// By path.
    pub files: BTreeMap<String, Entry>,
}

/// A published file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub hash: String,
    pub size: u64,
}

impl Record {
    /// The record of a site.
    ///
    /// # Errors
    /// Where a path cannot be written in every language that targets speak.
    pub fn of(site: &Site, generation: u64) -> Result<Self, Failure> {
        if let Some(file) = site.files.iter().find(|file| !is_plain(&file.path)) {
            return Err(Failure::new(format!(
                "the path `{}` cannot be published; rename what it comes from",
                file.path.escape_default()
            )));
        }
        let entry = |file: &File| (file.path.clone(), Entry { hash: file.hash.clone(), size: file.size });
        Ok(Self { generation, source: site.source.clone(), files: site.files.iter().map(entry).collect() })
    }

    /// Its files, as those of a site.
    pub fn files(&self) -> Vec<File> {
        let file = |(path, entry): (&String, &Entry)| File {
            path: path.clone(),
            size: entry.size,
            hash: entry.hash.clone(),
            class: Class::of(path),
        };
        self.files.iter().map(file).collect()
    }

    /// Its files, as the proof needs them.
    pub fn hashes(&self) -> Vec<(String, String)> {
        self.files.iter().map(|(path, entry)| (path.clone(), entry.hash.clone())).collect()
    }

    /// Whether it has a file just so.
    pub fn has(&self, file: &File) -> bool {
        self.files.get(&file.path).is_some_and(|entry| entry.hash == file.hash && entry.size == file.size)
    }

    /// The paths that it has and another one has not.
    pub fn beyond<'a>(&'a self, other: &Self) -> BTreeSet<&'a str> {
        self.files.keys().filter(|path| !other.files.contains_key(*path)).map(String::as_str).collect()
    }

    pub fn write(&self) -> Result<Vec<u8>, Failure> {
        write(self)
    }

    /// Reads what a target keeps; the path says which file it is.
    ///
    /// # Errors
    /// Where it is damaged, or lists paths that lead elsewhere.
    pub fn read(bytes: &[u8], path: &str) -> Result<Self, Failure> {
        let record: Self = read(bytes, path)?;
        match record.files.keys().find(|path| !is_plain(path)) {
            Some(odd) => Err(Failure::new(format!("`{path}` lists the path `{}`", odd.escape_default()))),
            None => Ok(record),
        }
    }
}

/// Data of a target as bytes, one fact a line.
///
/// # Errors
/// Where they cannot be told.
pub fn write(value: &impl Serialize) -> Result<Vec<u8>, Failure> {
    serde_json::to_vec_pretty(value).map_err(|e| Failure::new(e.to_string()))
}

/// Reads data that a target keeps.
///
/// # Errors
/// Where they are damaged.
pub fn read<T: DeserializeOwned>(bytes: &[u8], path: &str) -> Result<T, Failure> {
    serde_json::from_slice(bytes).map_err(|_| {
        Failure::new(format!("`{path}` is damaged; what was published cannot be told from what others put there"))
    })
}

/// Whether a path stays below its root and has no sign that a target's language could take for another one.
fn is_plain(path: &str) -> bool {
    !path.is_empty()
        && !path.contains(|c: char| c.is_control() || c == '\\')
        && path.split('/').all(|part| !part.is_empty() && part != "." && part != "..")
        && !path.starts_with(".kbgen")
}

/// Refuses to let an older commit replace a newer one.
///
/// # Errors
/// Where it would, unless `force`.
pub fn refuse_older(new: Option<&Source>, old: Option<&Source>, force: bool) -> Result<(), Stop> {
    match (new, old) {
        (Some(new), Some(old)) if new.is_older_than(old) && !force => Err(Stop::unable(format!(
            "the site of a newer commit ({}) is published already, and this one is made from {}; publish the newer one, or insist with `--force`",
            old.short(),
            new.short()
        ))),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_stay_below() {
        for path in ["a", "a/b.html", "fr/été/$x 'y' *.html", "-a", ".well-known/x", ".nojekyll"] {
            assert!(is_plain(path), "{path}");
        }
        for path in ["", "/a", "a//b", "../a", "a/..", "a/./b", "a\nb", "a\\b", ".kbgen/state.json"] {
            assert!(!is_plain(path), "{path}");
        }
        let text = r#"{"generation": 1, "files": {"../x": {"hash": "", "size": 0}}}"#;
        assert!(Record::read(text.as_bytes(), "r").unwrap_err().to_string().contains("`r` lists the path `../x`"));
        assert!(Record::read(b"{", "r").unwrap_err().to_string().contains("`r` is damaged"));
    }

    #[test]
    fn older_commits() {
        let at = |commit: &str, time| Source { commit: commit.to_owned(), time };
        let (old, new) = (at("a", 1), at("b", 2));
        assert!(refuse_older(Some(&old), Some(&new), false).is_err());
        assert!(refuse_older(Some(&old), Some(&new), true).is_ok());
        assert!(refuse_older(Some(&new), Some(&old), false).is_ok());
        assert!(refuse_older(None, Some(&old), false).is_ok());
    }
}
