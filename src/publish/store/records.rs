//! What kbgen keeps beside a site in an object store, below `.kbgen/`: values in, bytes out, and back.
//!
//! `state.json` alone is ever replaced, and only by one who has read what it says. The others are written once.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{Read, Write};

use flate2::Compression;
use flate2::read::GzDecoder;
use flate2::write::GzEncoder;
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};

use crate::disk::Failure;
use crate::publish::Source;

/// The folder of all of them.
pub const HIDDEN: &str = ".kbgen/";
pub const STATE: &str = ".kbgen/state.json";
/// Version of these records.
const FORMAT: u32 = 1;
/// More than any record takes unpacked; a damaged one must not fill the memory.
const LARGEST: u64 = 1 << 30;

/// Where a copy of a replaced file is kept, for going back.
pub fn kept(hash: &str) -> String {
    format!("{HIDDEN}objects/{hash}")
}

/// What holds now, and who is at work.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct State {
    pub format: u32,
    /// Name of the manifest of the site as it was last published.
    pub manifest: Option<String>,
    /// Whether all that the last publisher had to do after its commit is done.
    pub finished: bool,
    pub lock: Option<Lock>,
    /// Publishers that did not come to their commit, in their order.
    pub pending: Vec<Pending>,
    /// Never the same twice, so that stores whose tags come from the content tell two states apart.
    pub nonce: String,
}

/// Who is at work, and until when others wait. Times are milliseconds since 1970.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lock {
    pub by: String,
    pub until: u64,
}

/// A publisher whose files may be there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Pending {
    pub by: String,
    /// How many steps of its plan are done for certain, counted from the first.
    pub done: usize,
    /// Whether it may have been stopped in the middle of a step, so that a request of its may yet arrive.
    pub open: bool,
}

impl Pending {
    /// Name of its plan. There is none where it was stopped before its first step.
    pub fn plan(&self) -> String {
        format!("{HIDDEN}plans/{}", self.by)
    }
}

/// A site as it was published.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    pub format: u32,
    pub generation: u64,
    /// Seconds since 1970.
    pub time: u64,
    pub source: Option<Source>,
    pub kbgen: String,
    /// Name of the manifest before.
    pub previous: Option<String>,
    /// By path.
    pub files: BTreeMap<String, Entry>,
    /// Files that no page needs any more, but an open one may.
    pub stale: BTreeMap<String, Stale>,
    /// Hashes of the copies that going back needs.
    pub kept: BTreeSet<String>,
    /// What is to be deleted after the commit.
    pub doomed: BTreeMap<String, Origin>,
    /// Paths that a request of a stopped publisher may yet reach, and since when; seconds since 1970.
    pub contested: BTreeMap<String, u64>,
    /// Publishers whose mark says of an unsure file that it is ours.
    pub marks: BTreeSet<String>,
    /// Whether this is an earlier site again.
    pub back: bool,
    /// Paths that caches have to forget.
    pub touched: Vec<String>,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    pub hash: String,
    pub size: u64,
}

/// One file that waits for its deletion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stale {
    pub hash: String,
    /// Seconds since 1970.
    pub since: u64,
    pub origin: Origin,
}

/// Whether a file is ours.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Origin {
    Ours,
    /// A stopped publisher may have written it: its mark will tell.
    Unsure,
}

/// What a publisher is about to write, in its order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Plan {
    pub format: u32,
    /// Path and hash.
    pub steps: Vec<(String, String)>,
}

/// A record as bytes.
///
/// # Errors
/// Never in practice.
pub fn pack<T: Serialize>(record: &T) -> Result<Vec<u8>, Failure> {
    let failure = |e: String| Failure::new(format!("a record cannot be written: {e}"));
    let mut out = GzEncoder::new(Vec::new(), Compression::fast());
    serde_json::to_writer(&mut out, record).map_err(|e| failure(e.to_string()))?;
    out.flush().map_err(|e| failure(e.to_string()))?;
    out.finish().map_err(|e| failure(e.to_string()))
}

/// A record from its bytes.
///
/// # Errors
/// Where it is damaged.
pub fn unpack<T: DeserializeOwned>(name: &str, bytes: &[u8]) -> Result<T, Failure> {
    let failure = |e: String| Failure::new(format!("`{name}` in the target is damaged: {e}"));
    let mut text = Vec::new();
    GzDecoder::new(bytes).take(LARGEST).read_to_end(&mut text).map_err(|e| failure(e.to_string()))?;
    serde_json::from_slice(&text).map_err(|e| failure(e.to_string()))
}

impl State {
    /// The state as bytes; readable, since people look here first.
    ///
    /// # Errors
    /// Never in practice.
    pub fn bytes(&self) -> Result<Vec<u8>, Failure> {
        serde_json::to_vec_pretty(self).map_err(|e| Failure::new(e.to_string()))
    }

    /// Reads a state.
    ///
    /// # Errors
    /// Where it is damaged, or of a later kbgen.
    pub fn read(bytes: &[u8]) -> Result<Self, Failure> {
        let state: Self = serde_json::from_slice(bytes)
            .map_err(|e| Failure::new(format!("`{STATE}` in the target is damaged: {e}")))?;
        if state.format > FORMAT {
            return Err(Failure::new(format!("`{STATE}` in the target is of a later kbgen; use that one")));
        }
        Ok(state)
    }

    /// The same, to be written next.
    pub fn next(&self, nonce: String) -> Self {
        Self { format: FORMAT, nonce, ..self.clone() }
    }
}

impl Manifest {
    pub const FORMAT: u32 = FORMAT;
}

impl Plan {
    pub const FORMAT: u32 = FORMAT;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_and_back() {
        let mut manifest = Manifest { generation: 3, ..Manifest::default() };
        manifest.files.insert("a.html".into(), Entry { hash: "x".into(), size: 4 });
        let bytes = pack(&manifest).unwrap();
        assert_eq!(unpack::<Manifest>("m", &bytes).unwrap(), manifest);
        let damaged = unpack::<Manifest>("m", &bytes[..bytes.len() / 2]).unwrap_err().to_string();
        assert!(damaged.contains("`m` in the target is damaged"), "{damaged}");
    }

    #[test]
    fn states_of_later_versions_are_left_alone() {
        let state = State { format: FORMAT + 1, ..State::default() };
        assert!(State::read(&state.bytes().unwrap()).unwrap_err().to_string().contains("later kbgen"));
        assert!(State::read(b"{").unwrap_err().to_string().contains("damaged"));
        assert_eq!(State::read(&State::default().next("n".into()).bytes().unwrap()).unwrap().nonce, "n");
    }
}
