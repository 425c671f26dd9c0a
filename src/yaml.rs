//! The home of the YAML library.

use std::ops::Range;

pub use serde_yaml::{Mapping, Value};

/// Why a text is not the YAML that was expected.
#[derive(Debug)]
pub struct Error {
    /// In the library's words, without the place.
    pub message: String,
    /// Byte offset into the text, where known.
    pub offset: Option<usize>,
}

/// Reads a text into a serde type.
pub fn from_str<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, Error> {
    serde_yaml::from_str(text).map_err(|error| {
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
        Error { message, offset: error.location().map(|l| l.index().min(text.len())) }
    })
}

/// Writes a value as YAML.
pub fn to_string<T: serde::Serialize>(value: &T) -> Result<String, Error> {
    serde_yaml::to_string(value).map_err(|error| Error { message: error.to_string(), offset: None })
}

/// A top-level entry of a mapping, found by its lines alone.
#[derive(Debug, PartialEq)]
pub struct Entry<'a> {
    pub key: &'a str,
    /// Bytes of the key.
    pub span: Range<usize>,
    /// Bytes of the whole entry, the lines that continue it included.
    pub lines: Range<usize>,
}

/// Finds the top-level entries of a mapping without parsing it, so that one broken entry costs only
/// itself and every value has a place.
pub fn entries(text: &str) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let span = at..at + line.len();
        at = span.end;
        let indented = line.starts_with([' ', '\t', '-', '#', '\r', '\n']);
        let key = line.find(':').filter(|_| !indented).filter(|colon| {
            line[colon + 1..].is_empty() || line[colon + 1..].starts_with([' ', '\t', '\r', '\n'])
        });
        match (key, entries.last_mut()) {
            (Some(colon), _) => entries.push(Entry {
                key: line[..colon].trim_end().trim_matches(['"', '\'']),
                span: span.start..span.start + colon,
                lines: span,
            }),
            (None, Some(last)) => last.lines.end = span.end,
            (None, None) => {}
        }
    }
    entries
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn entries_by_line() {
        let text = "title: A\nms.custom:\n- \"1\"\n- 2\n\"quoted\": x\nurl:https://x\n";
        let found: Vec<_> = entries(text).into_iter().map(|e| (e.key, &text[e.lines])).collect();
        assert_eq!(
            found,
            [("title", "title: A\n"), ("ms.custom", "ms.custom:\n- \"1\"\n- 2\n"), ("quoted", "\"quoted\": x\nurl:https://x\n")]
        );
    }

    #[test]
    fn errors_have_a_place() {
        let error = from_str::<Value>("a: b\nc: [d\n").unwrap_err();
        assert!(error.offset.is_some());
        assert!(!error.message.contains("line"));
    }
}
