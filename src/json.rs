//! JSON as people write it in the files of a repository: with comments and a comma too many, which
//! docfx reads too. Every value knows where it stands in its text.

use std::fmt;
use std::ops::Range;

use serde::Deserializer;
use serde::de::{MapAccess, Visitor};
use serde_json::value::RawValue;

/// Why a text is not JSON.
#[derive(Debug)]
pub struct Error {
    /// In the library's words, without the place.
    pub message: String,
    /// Byte offset into the text.
    pub offset: usize,
}

/// A text without comments and needless commas, every other byte at its place.
#[derive(Debug)]
pub struct Text(String);

/// A value and its place.
#[derive(Clone, Copy, Debug)]
pub struct Node<'a> {
    raw: &'a str,
    at: usize,
}

impl Text {
    pub fn new(text: &str) -> Self {
        let bytes = text.as_bytes();
        let mut out = bytes.to_vec();
        let mut comma = None;
        let mut at = 0;
        while at < bytes.len() {
            let from = at;
            match bytes[at] {
                b'"' => {
                    at += 1;
                    while at < bytes.len() && bytes[at] != b'"' {
                        at += if bytes[at] == b'\\' { 2 } else { 1 };
                    }
                    at += 1;
                    comma = None;
                }
                b'/' if matches!(bytes.get(at + 1), Some(b'/' | b'*')) => {
                    let rest = &text[at + 2..];
                    at = match bytes[at + 1] {
                        b'/' => rest.find('\n').map_or(bytes.len(), |n| at + 2 + n),
                        _ => rest.find("*/").map_or(bytes.len(), |n| at + 4 + n),
                    };
                    out[from..at].iter_mut().filter(|b| **b != b'\n').for_each(|b| *b = b' ');
                }
                byte => {
                    match byte {
                        b',' => comma = Some(at),
                        b'}' | b']' => {
                            if let Some(needless) = comma.take() {
                                out[needless] = b' ';
                            }
                        }
                        byte if byte.is_ascii_whitespace() => {}
                        _ => comma = None,
                    }
                    at += 1;
                }
            }
        }
        // Only whole characters were replaced.
        Self(String::from_utf8(out).unwrap_or_default())
    }

    /// The whole value.
    ///
    /// # Errors
    /// Where the text is not JSON.
    pub fn root(&self) -> Result<Node<'_>, Error> {
        match serde_json::from_str::<&RawValue>(&self.0) {
            Ok(raw) => Ok(Node::of(raw, &self.0, 0)),
            Err(error) => {
                let before: usize =
                    self.0.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
                let message = error.to_string();
                let message = message.split(" at line ").next().unwrap_or(&message).to_owned();
                Err(Error { message, offset: (before + error.column().saturating_sub(1)).min(self.0.len()) })
            }
        }
    }
}

impl<'a> Node<'a> {
    /// `raw` as a part of `whole`, which begins at `at`.
    fn of(raw: &'a RawValue, whole: &str, at: usize) -> Self {
        let raw = raw.get();
        Self { raw, at: at + (raw.as_ptr() as usize).saturating_sub(whole.as_ptr() as usize) }
    }

    /// Bytes of the value.
    pub fn span(&self) -> Range<usize> {
        self.at..self.at + self.raw.len()
    }

    /// The entries of an object, in the order of the text; `None` for any other value.
    pub fn entries(&self) -> Option<Vec<(String, Node<'a>)>> {
        struct Entries;
        impl<'de> Visitor<'de> for Entries {
            type Value = Vec<(String, &'de RawValue)>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut entries = Vec::new();
                while let Some(entry) = map.next_entry()? {
                    entries.push(entry);
                }
                Ok(entries)
            }
        }
        let mut deserializer = serde_json::Deserializer::from_str(self.raw);
        let entries = deserializer.deserialize_map(Entries).ok()?;
        Some(entries.into_iter().map(|(key, raw)| (key, Self::of(raw, self.raw, self.at))).collect())
    }

    /// The value of a key of an object; the last one, where there are more.
    pub fn get(&self, key: &str) -> Option<Node<'a>> {
        self.entries()?.into_iter().rev().find(|(k, _)| k == key).map(|(_, value)| value)
    }

    /// The items of a list; `None` for any other value.
    pub fn items(&self) -> Option<Vec<Node<'a>>> {
        let items: Vec<&RawValue> = serde_json::from_str(self.raw).ok()?;
        Some(items.into_iter().map(|raw| Self::of(raw, self.raw, self.at)).collect())
    }

    /// A text; `None` for any other value.
    pub fn text(&self) -> Option<String> {
        serde_json::from_str(self.raw).ok()
    }

    /// A text, a number or a truth value as text; `None` for any other value.
    pub fn scalar(&self) -> Option<String> {
        let plain = !self.raw.starts_with(['{', '[', 'n']);
        self.text().or_else(|| plain.then(|| self.raw.to_owned()))
    }

    pub fn is_null(&self) -> bool {
        self.raw == "null"
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_and_leniency() {
        let text = "// first\n{\"é\": [1, \"b,]//\", /* x */ true,],\n \"é\": {\"k\": null,},}\n";
        let relaxed = Text::new(text);
        let root = relaxed.root().unwrap();
        let entries = root.entries().unwrap();
        assert_eq!(entries.len(), 2);
        let items = entries[0].1.items().unwrap();
        assert_eq!(items.iter().map(|i| &text[i.span()]).collect::<Vec<_>>(), ["1", "\"b,]//\"", "true"]);
        assert_eq!(items.iter().map(Node::scalar).collect::<Option<Vec<_>>>().unwrap(), ["1", "b,]//", "true"]);
        let last = root.get("é").unwrap();
        assert_eq!(&text[last.span()], "{\"k\": null,}");
        assert!(last.get("k").unwrap().is_null() && last.items().is_none() && items[0].entries().is_none());
    }

    #[test]
    fn errors_have_a_place() {
        let text = Text::new("{\n  \"a\": [1,\n  b]\n}\n");
        let error = text.root().unwrap_err();
        assert_eq!((error.offset, error.message.contains("line")), (15, false));
        for broken in ["", "{", "\"\\", "/*", "{\"a\": \"é", "[1,,]"] {
            assert!(Text::new(broken).root().is_err(), "{broken}");
        }
    }
}
