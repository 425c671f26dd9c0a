//! Compressed copies of files, for hosts that serve them instead of compressing again for each reader.

use std::io::Write;

use flate2::{Compression, GzBuilder};

use super::PRIVATE;
use crate::model::{Content, OutputFile};

/// Smaller files fit into a packet as they are.
const SMALLEST: usize = 1024;

/// Endings of texts; everything else is compressed already, or is no text.
const TEXTS: [&str; 8] = ["html", "css", "js", "json", "xml", "txt", "md", "svg"];

/// The copy of a file, `.gz` after its name; none where it would not be worth it. The same bytes on every machine.
pub(super) fn copy(file: &OutputFile) -> Option<OutputFile> {
    let Content::Bytes(bytes) = &file.content else { return None };
    let (_, ending) = file.path.rsplit_once('.')?;
    if bytes.len() < SMALLEST || !TEXTS.contains(&ending) || file.path.starts_with(PRIVATE) {
        return None;
    }
    // Neither a time nor a system stands in the header.
    let mut encoder = GzBuilder::new().operating_system(255).write(Vec::new(), Compression::new(6));
    encoder.write_all(bytes).ok()?;
    let compressed = encoder.finish().ok().filter(|compressed| compressed.len() < bytes.len())?;
    Some(OutputFile { path: format!("{}.gz", file.path), content: Content::Bytes(compressed) })
}
