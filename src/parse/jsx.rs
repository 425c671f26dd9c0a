//! JSX: one tag of a component or element, with values that may be expressions.
//!
//! Enters: text that begins with a tag or a brace. Leaves: what it says, and where it ends. Never
//! looks further than a few thousand bytes, so that no text costs more than its length.

use std::borrow::Cow;

/// A tag or expression is no longer than this.
const LONGEST: usize = 4000;

/// A string in one is no longer than this.
const LONGEST_STRING: usize = 1000;

/// `<Name key="text" other={…}>`, `</Name>`, `<Name />`, `<>`.
#[derive(Debug)]
pub struct Tag<'a> {
    pub name: &'a str,
    /// `</Name>`.
    pub closes: bool,
    /// `<Name />`.
    pub closed: bool,
    /// Texts, and expressions that hold one text; a value of another kind is `None`.
    pub attributes: Vec<(&'a str, Option<Cow<'a, str>>)>,
    /// Bytes of the whole.
    pub length: usize,
}

impl Tag<'_> {
    /// The value of an attribute, if it is a text.
    pub fn text(&self, name: &str) -> Option<String> {
        let found = self.attributes.iter().find(|(key, _)| *key == name)?;
        found.1.as_ref().map(|value| value.to_string())
    }
}

/// Reads the tag at the beginning of a text.
pub fn tag(text: &str) -> Option<Tag<'_>> {
    let text = head(text, LONGEST);
    let mut at = 1;
    let closes = text[at..].starts_with('/');
    at += usize::from(closes);
    let is_name = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '-' | '_' | ':');
    let name = word(&text[at..], is_name);
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
    at += name.len();
    if name.is_empty() {
        let end = text[at..].starts_with('>').then_some(at + 1)?;
        return Some(Tag { name, closes, closed: false, attributes: Vec::new(), length: end });
    }
    // `<https://…>` is an address.
    if !begins || name.ends_with(':') {
        return None;
    }
    let mut attributes = Vec::new();
    loop {
        at += space(&text[at..]);
        let rest = &text[at..];
        if rest.starts_with('>') {
            return Some(Tag { name, closes, closed: false, attributes, length: at + 1 });
        } else if rest.starts_with("/>") {
            return Some(Tag { name, closes, closed: true, attributes, length: at + 2 });
        } else if rest.starts_with('{') {
            // `{...props}`
            at = braces_end(text, at)?;
            continue;
        }
        let key = word(rest, is_name);
        if key.is_empty() {
            return None;
        }
        at += key.len();
        let before = at + space(&text[at..]);
        if !text[before..].starts_with('=') {
            attributes.push((key, Some(Cow::Borrowed(""))));
            continue;
        }
        at = before + 1;
        at += space(&text[at..]);
        let first = text[at..].chars().next()?;
        let (value, end) = match first {
            '"' | '\'' => {
                let end = at + 1 + text[at + 1..].find(first)?;
                (Some(Cow::Borrowed(&text[at + 1..end])), end + 1)
            }
            '{' => {
                let end = braces_end(text, at)?;
                (only_text(&text[at + 1..end - 1]), end)
            }
            _ => {
                let bare = word(&text[at..], |c| !c.is_whitespace() && !matches!(c, '>' | '<' | '"' | '\''));
                (Some(Cow::Borrowed(bare)), at + bare.len())
            }
        };
        if end == at {
            return None;
        }
        attributes.push((key, value));
        at = end;
    }
}

fn word(text: &str, part: impl Fn(char) -> bool) -> &str {
    &text[..text.find(|c: char| !part(c)).unwrap_or(text.len())]
}

fn space(text: &str) -> usize {
    text.len() - text.trim_start().len()
}

/// No more than the first bytes of a text.
pub fn head(text: &str, most: usize) -> &str {
    let mut end = most.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Where the braces that open at `open` are closed: after the last one.
pub fn braces_end(text: &str, open: usize) -> Option<usize> {
    let mut depth = 0;
    let part = head(&text[open..], LONGEST);
    for (at, c) in (Tokens { text: part, at: 0 }) {
        match c {
            b'{' => depth += 1,
            b'}' => {
                depth -= 1;
                if depth == 0 {
                    return Some(open + at + 1);
                }
            }
            _ => {}
        }
    }
    None
}

/// How much deeper brackets of every kind are at the end of a line.
pub fn depth_of(line: &str) -> isize {
    let tokens = Tokens { text: line, at: 0 };
    tokens.map(|(_, c)| if matches!(c, b'{' | b'(' | b'[') { 1 } else { -1 }).sum()
}

/// Brackets outside of strings and comments.
struct Tokens<'a> {
    text: &'a str,
    at: usize,
}

impl Iterator for Tokens<'_> {
    type Item = (usize, u8);

    fn next(&mut self) -> Option<(usize, u8)> {
        let bytes = self.text.as_bytes();
        while let Some(&byte) = bytes.get(self.at) {
            let here = self.at;
            self.at += 1;
            match byte {
                b'{' | b'}' | b'(' | b')' | b'[' | b']' => return Some((here, byte)),
                b'"' | b'\'' | b'`' => {
                    // One that is not closed on its line is an apostrophe.
                    if let Some(end) = string_end(bytes, here) {
                        self.at = end;
                    }
                }
                b'/' if bytes.get(self.at) == Some(&b'*') => {
                    self.at = self.text[self.at..].find("*/").map_or(bytes.len(), |n| self.at + n + 2);
                }
                b'/' if bytes.get(self.at) == Some(&b'/') && !self.text[..here].ends_with(':') => {
                    self.at = self.text[here..].find('\n').map_or(bytes.len(), |n| here + n);
                }
                _ => {}
            }
        }
        None
    }
}

/// Where the string that begins at `open` ends: after its closing quote.
fn string_end(bytes: &[u8], open: usize) -> Option<usize> {
    let quote = bytes[open];
    let mut at = open + 1;
    while let Some(&byte) = bytes.get(at).filter(|_| at - open < LONGEST_STRING) {
        match byte {
            b'\\' => at += 1,
            b'\n' if quote != b'`' => return None,
            _ if byte == quote => return Some(at + 1),
            _ => {}
        }
        at += 1;
    }
    None
}

/// The text of an expression that is one string and nothing else.
pub fn literal(expression: &str) -> Option<Cow<'_, str>> {
    let quoted = expression.starts_with(['"', '\'', '`']);
    let end = quoted.then(|| string_end(expression.as_bytes(), 0)).flatten()?;
    let inside = &expression[1..end - 1];
    if end < expression.len() || expression.starts_with('`') && inside.contains("${") {
        return None;
    }
    Some(if inside.contains('\\') { unescape(inside).into() } else { inside.into() })
}

fn unescape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(c) = characters.next() {
        match (c, c == '\\') {
            (_, true) => match characters.next() {
                Some('n') => out.push('\n'),
                Some('t') => out.push('\t'),
                Some(other) => out.push(other),
                None => {}
            },
            (c, false) => out.push(c),
        }
    }
    out
}

/// The only string of an expression, such as that of `require('./a.png').default`; none of an
/// object, which has keys besides.
fn only_text(expression: &str) -> Option<Cow<'_, str>> {
    let expression = expression.trim();
    if let Some(text) = literal(expression) {
        return Some(text);
    }
    let open = expression.find(['"', '\''])?;
    let end = string_end(expression.as_bytes(), open)?;
    let called = expression[..open].ends_with('(') && !expression.starts_with('{');
    (called && !expression[end..].contains(['"', '\'', '`'])).then(|| expression[open + 1..end - 1].into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags() {
        let read = |text| tag(text).map(|t| (t.name.to_owned(), t.closes, t.closed, t.length));
        for (text, expected) in [
            ("<A>x", Some(("A", false, false, 3))),
            ("</A.B>", Some(("A.B", true, false, 6))),
            ("<A b c='>' d={e > f} {...g} />", Some(("A", false, true, 30))),
            ("<>", Some(("", false, false, 2))),
            ("</>", Some(("", true, false, 3))),
            ("<https://e.org>", None),
            ("<a@b.org>", None),
            ("< b", None),
            ("<A b={", None),
            ("<A \"", None),
        ] {
            let expected = expected.map(|(name, closes, closed, length)| (name.to_owned(), closes, closed, length));
            assert_eq!(read(text), expected, "{text}");
        }
    }

    #[test]
    fn values() {
        let tag = tag("<A b=\"c\" d={'e'} f={g('h').i} j={{k: 'l'}} m n={o ? 'p' : 'q'}>").unwrap();
        let values: Vec<_> = ["b", "d", "f", "j", "m", "n"].iter().map(|name| tag.text(name)).collect();
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(values, [some("c"), some("e"), some("h"), None, some(""), None]);
    }

    #[test]
    fn braces() {
        assert_eq!(braces_end("{a{b}c}d", 0), Some(7));
        assert_eq!(braces_end("{'}' /* } */ `}`}", 0), Some(17));
        assert_eq!(braces_end("{don't}", 0), Some(7));
        assert_eq!(braces_end("{a", 0), None);
    }
}
