//! The tags of HTML, read as browsers read them: where they end, how deep they nest, which ids they give.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};

use super::html::unescape;

/// Elements without content.
pub const VOID: &[&str] = &["area", "br", "col", "embed", "hr", "img", "input", "source", "track", "wbr"];

/// What the end of a part of HTML is inside of, as browsers read it.
#[derive(Clone, Copy, PartialEq)]
pub enum Inside {
    Text,
    /// The name of an element.
    Tag,
    /// Between attributes.
    Between,
    /// The name of an attribute.
    Name,
    /// The space after such a name.
    AfterName,
    Equals,
    /// A value, with its quotation mark.
    Value(char),
    Unquoted,
}

impl Inside {
    /// After a further part, in which `<` begins a tag or stands in one.
    pub fn after(self, html: &str) -> Self {
        html.chars().fold(self, Self::next)
    }

    fn next(self, c: char) -> Self {
        let is_space = c.is_ascii_whitespace();
        match (self, c) {
            (Self::Text, '<') => Self::Tag,
            (Self::Value(quote), _) if c == quote => Self::Between,
            (Self::Text | Self::Value(_), _) => self,
            (_, '>') => Self::Text,
            (Self::Unquoted, _) => {
                if is_space {
                    Self::Between
                } else {
                    self
                }
            }
            (Self::Equals, '"' | '\'') => Self::Value(c),
            (Self::Equals, _) => {
                if is_space {
                    self
                } else {
                    Self::Unquoted
                }
            }
            (_, '/') => Self::Between,
            (Self::Name | Self::AfterName, '=') => Self::Equals,
            (Self::Name | Self::AfterName, _) if is_space => Self::AfterName,
            (Self::Tag | Self::Between, _) if is_space => Self::Between,
            (Self::Tag, _) => self,
            _ => Self::Name,
        }
    }
}

/// Where the tag at the beginning of `text` ends.
pub fn tag_end(text: &str) -> Option<usize> {
    let mut inside = Inside::Text;
    for (at, c) in text.char_indices() {
        if c == '<' && at > 0 && !matches!(inside, Inside::Value(_)) {
            return None;
        }
        inside = inside.next(c);
        if inside == Inside::Text {
            return Some(at + 1);
        }
    }
    // An unbalanced quote: the tag ends at its bracket after all.
    let end = 1 + text.get(1..)?.find(['<', '>'])?;
    text[end..].starts_with('>').then_some(end + 1)
}

/// HTML whose elements nest no deeper than browsers like it; deeper tags are left out.
pub fn shallow(html: &str) -> Cow<'_, str> {
    const DEEPEST: usize = 200;
    // Elements that end without a tag, where another one of them begins.
    const IMPLIED: &[&str] = &["p", "li", "dt", "dd", "tr", "td", "th", "thead", "tbody", "tfoot", "col", "colgroup"];
    if html.matches('<').count() <= DEEPEST {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    let (mut depth, mut cut): (usize, usize) = (0, 0);
    while let Some(at) = rest.find('<') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let Some(end) = tag_end(rest) else {
            out.push_str("&lt;");
            rest = &rest[1..];
            continue;
        };
        let tag = &rest[..end];
        rest = &rest[end..];
        let closes = tag.starts_with("</");
        let name = tag.trim_start_matches(['<', '/']);
        let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        let counts = !VOID.contains(&name.as_str()) && !IMPLIED.contains(&name.as_str());
        match (counts, closes) {
            (true, true) if cut > 0 => {
                cut -= 1;
                continue;
            }
            (true, true) => depth = depth.saturating_sub(1),
            (true, false) if depth >= DEEPEST => {
                cut += 1;
                continue;
            }
            (true, false) => depth += 1,
            (false, _) => {}
        }
        out.push_str(tag);
    }
    out.push_str(rest);
    Cow::Owned(out)
}

/// HTML in which every id comes once; the ids become anchors. What comes in was cleaned: `<` begins a tag and
/// nothing else, and attributes stand between double quotes.
pub fn unique_ids(html: &str, anchors: &mut BTreeSet<String>) -> String {
    let mut seen: HashSet<&str> = HashSet::new();
    let mut out = String::with_capacity(html.len());
    let mut done = 0;
    let mut at = 0;
    while let Some(open) = html[at..].find('<') {
        at += open;
        while let Some(next) = html[at..].find(['"', '>']) {
            at += next + 1;
            if html[..at].ends_with('>') {
                break;
            }
            let end = html[at..].find('"').map_or(html.len(), |n| at + n);
            let id = &html[at..end];
            if html[..at].ends_with(" id=\"") {
                if seen.insert(id) {
                    anchors.insert(unescape(id).into_owned());
                } else {
                    out.push_str(&html[done..at - " id=\"".len()]);
                    done = (end + 1).min(html.len());
                }
            }
            at = (end + 1).min(html.len());
        }
    }
    out.push_str(&html[done..]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ends_of_tags() {
        for (text, expected) in [
            ("<a href=\"x>y\">z", Some("<a href=\"x>y\">")),
            ("<p \"\"\">z\"", Some("<p \"\"\">")),
            ("<p a=b\"c>z\"", Some("<p a=b\"c>")),
            ("<p =\"c>z\"", Some("<p =\"c>")),
            ("<a href=\"x>y", Some("<a href=\"x>")),
            ("<a <b>", None),
            ("<a ", None),
        ] {
            assert_eq!(tag_end(text).map(|end| &text[..end]), expected, "{text}");
        }
    }

    #[test]
    fn depth_is_bounded() {
        let deep = shallow(&"<div>x".repeat(1_000)).into_owned();
        assert_eq!((deep.matches("<div>").count(), deep.matches('x').count()), (200, 1_000));
        let items = "<li>x".repeat(1_000);
        assert_eq!(shallow(&items), items);
    }

    #[test]
    fn ids_come_once() {
        let mut anchors = BTreeSet::new();
        let html = "<p id=\"a\" title=\">\">x id=\"a\"</p><p title=\">\" id=\"a\" class=\"b\">y</p>";
        let unique = unique_ids(html, &mut anchors);
        assert_eq!(unique, "<p id=\"a\" title=\">\">x id=\"a\"</p><p title=\">\" class=\"b\">y</p>");
        assert_eq!(anchors.into_iter().collect::<Vec<_>>(), ["a"]);
    }
}
