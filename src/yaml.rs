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

/// Whether a text is flat enough for the library, which takes the square of the time for nested
/// brackets.
pub fn is_reasonable(text: &str) -> bool {
    const DEEPEST: usize = 500;
    let mut depth = 0_usize;
    text.bytes().all(|byte| {
        match byte {
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        depth < DEEPEST
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
/// itself and every value has a place. The mapping may be indented as a whole.
pub fn entries(text: &str) -> Vec<Entry<'_>> {
    let mut entries: Vec<Entry<'_>> = Vec::new();
    let base = indentation(text);
    let mut at = 0;
    for whole in text.split_inclusive('\n') {
        let is_comment = whole.trim_start().starts_with('#');
        let line = if is_comment { whole } else { &whole[base.min(whole.len())..] };
        let span = at + whole.len() - line.len()..at + whole.len();
        at = span.end;
        let indented = line.starts_with([' ', '\t', '-', '#', '\r', '\n']);
        let key = line
            .find(':')
            .filter(|_| !indented)
            .filter(|colon| line[colon + 1..].is_empty() || line[colon + 1..].starts_with([' ', '\t', '\r', '\n']));
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

/// How far a whole text is indented.
fn indentation(text: &str) -> usize {
    if !text.starts_with([' ', '#', '\r', '\n']) {
        return 0;
    }
    let lines = text.lines().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with('#'));
    let mut spaces = lines.map(|line| line.len() - line.trim_start_matches(' ').len());
    let first = spaces.next().unwrap_or(0);
    // A line of other blanks cannot be cut anywhere.
    let blank = |line: &str| line.trim().is_empty() && !line.is_ascii();
    if spaces.all(|n| n >= first) && !text.lines().any(blank) { first } else { 0 }
}

/// A value that can be read without the library.
#[derive(Debug, PartialEq)]
pub enum Simple<'a> {
    Empty,
    Text(&'a str),
    List(Vec<&'a str>),
}

impl Entry<'_> {
    /// Reads the value where it is a scalar on one line, or a list of such, in a form that has no
    /// second meaning in YAML. Nearly all front matter is; and so a hash such as `1e5` stays a text.
    pub fn simple<'a>(&self, text: &'a str) -> Option<Simple<'a>> {
        let lines = &text[self.lines.clone()];
        let (first, rest) = lines.split_once('\n').unwrap_or((lines, ""));
        let first = scalar(first.split_once(':')?.1)?;
        let mut items = Vec::new();
        for line in rest.lines() {
            if line.trim().is_empty() {
                continue;
            }
            let item = line.trim_start().strip_prefix('-')?;
            if !item.starts_with(' ') || !first.is_empty() {
                return None;
            }
            items.push(scalar(item)?);
        }
        match (first.is_empty(), items.is_empty()) {
            (true, true) => Some(Simple::Empty),
            (false, _) => Some(Simple::Text(first)),
            (true, false) => Some(Simple::List(items)),
        }
    }
}

/// A plain scalar, or a quoted one without escapes.
fn scalar(text: &str) -> Option<&str> {
    let text = text.trim();
    for quote in ['"', '\''] {
        if let Some(inner) = text.strip_prefix(quote) {
            let inner = inner.strip_suffix(quote)?;
            return (!inner.contains(quote) && !inner.contains('\\') && !inner.is_empty()).then_some(inner);
        }
    }
    let indicator = |c: char| "-?:,[]{}#&*!|>%@`~".contains(c);
    let plain = !text.starts_with(indicator) && !text.contains(": ") && !text.contains(" #") && !text.ends_with(':');
    (plain && !text.eq_ignore_ascii_case("null")).then_some(text)
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
            [
                ("title", "title: A\n"),
                ("ms.custom", "ms.custom:\n- \"1\"\n- 2\n"),
                ("quoted", "\"quoted\": x\nurl:https://x\n")
            ]
        );
    }

    #[test]
    fn an_indented_mapping() {
        let text = "  # note\n  title: A\n\n  ms.custom:\n  - \"1\"\n    - 2\n#x\n  b:\n    c: d\n";
        let found: Vec<_> =
            entries(text).into_iter().map(|e| (e.key, &text[e.lines.clone()], e.simple(text))).collect();
        assert_eq!(found.len(), 3);
        assert_eq!((found[0].0, found[0].1), ("title", "title: A\n\n"));
        assert_eq!(found[1].2, None);
        assert_eq!((found[2].0, found[2].1), ("b", "b:\n    c: d\n"));
        let text = "  title: A\nms.date: B\n";
        assert_eq!(entries(text).len(), 1);
    }

    #[test]
    fn simple_values() {
        let simple = |text: &'static str| entries(text)[0].simple(text);
        assert_eq!(simple("a: 4e12\n"), Some(Simple::Text("4e12")));
        assert_eq!(simple("a: \"x: y\"\r\n"), Some(Simple::Text("x: y")));
        assert_eq!(simple("a:\n- \"1\"\n  - b\n"), Some(Simple::List(vec!["1", "b"])));
        assert_eq!(simple("a:\n"), Some(Simple::Empty));
        for other in [
            "a: x: y\n",
            "a: [1]\n",
            "a: \"x\\n\"\n",
            "a: x # y\n",
            "a: >\n  x\n",
            "a: x\n  y\n",
            "a: ~\n",
            "a: 'it''s'\n",
        ] {
            assert_eq!(simple(other), None, "{other}");
        }
    }

    #[test]
    fn errors_have_a_place() {
        let error = from_str::<Value>("a: b\nc: [d\n").unwrap_err();
        assert!(error.offset.is_some());
        assert!(!error.message.contains("line"));
    }
}
