//! Holes: the places of rendered HTML that only the whole site can fill.
//!
//! While rendering they are marked: links by the scheme `kbgen:`, a number that no author can
//! foresee and their own, interface texts by a noncharacter around their name.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use crate::model::{Body, Hole, HoleKind, Link};

use super::html;
use super::units::Side;

/// Stands around the name of an interface text; no text of an author holds this character.
pub const TEXT_MARK: char = '\u{FDD1}';

/// The names of the interface texts that a body can ask for.
const TEXTS: &[&str] = &["alert_note", "alert_tip", "alert_important", "alert_warning", "alert_caution"];

/// A number that authors cannot foresee, since it changes with every letter of the text.
pub fn nonce(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// What stands for a link's address until the site is known.
pub fn mark(nonce: u64, link: usize) -> String {
    format!("kbgen:{nonce:x}.{link}")
}

/// Finds the marked places of rendered HTML. In it `<` begins a tag and nothing else.
pub fn find(body: &mut Body, side: &Side, nonce: u64) {
    let prefix = format!("kbgen:{nonce:x}.");
    // Links of raw HTML come in the order of the text.
    let mut searched = 0;
    let html = std::mem::take(&mut body.html);
    let mut at = 0;
    while let Some(found) = html[at..].find(['<', TEXT_MARK]) {
        let start = at + found;
        if html[start..].starts_with(TEXT_MARK) {
            let name = start + TEXT_MARK.len_utf8();
            at = name;
            let end = html[name..].find(TEXT_MARK).map(|n| name + n);
            let text = end.and_then(|end| TEXTS.iter().find(|text| **text == &html[name..end]));
            if let (Some(end), Some(text)) = (end, text) {
                at = end + TEXT_MARK.len_utf8();
                body.holes.push(Hole { range: start..at, kind: HoleKind::Text(text) });
            }
            continue;
        }
        let (mut href, mut src, mut alt) = (None, None, "");
        let element = html[start + 1..].split([' ', '>', '/', '\n']).next().unwrap_or_default();
        at = start + 1 + element.len();
        let mut attributes = Attributes { html: &html, at };
        for (name, whole, value) in attributes.by_ref() {
            match name {
                "href" => href = Some((whole, value)),
                "src" => src = Some(value),
                "alt" => alt = &html[value],
                _ => {}
            }
        }
        at = attributes.at;
        let mut number = |value: &Range<usize>, embedded| {
            let value = &html[value.clone()];
            let known = value.strip_prefix(&prefix).and_then(|n| n.parse().ok()).filter(|n| *n < body.links.len());
            known.unwrap_or_else(|| {
                // A link of raw HTML.
                let target = html::unescape(value).into_owned();
                let found = side.text[searched..].find(&target).map_or(searched, |n| searched + n);
                searched = (found + target.len()).min(side.text.len());
                let span = side.original_span(&(found..found + target.len().max(1)));
                body.links.push(Link { target, span, embedded });
                body.links.len() - 1
            })
        };
        match (element, href, src) {
            ("a", Some((whole, value)), _) => {
                let link = number(&value, false);
                body.holes.push(Hole { range: whole, kind: HoleKind::Href(link) });
            }
            ("img", _, Some(src)) => {
                let link = number(&src, true);
                let alt = html::unescape(alt).into_owned();
                body.holes.push(Hole { range: start..at, kind: HoleKind::Image { link, src, alt } });
            }
            _ => {}
        }
    }
    body.html = html;
}

/// The attributes of one tag: name, range of the whole with the space before it, range of the value.
struct Attributes<'a> {
    html: &'a str,
    /// At the end: after the tag's `>`.
    at: usize,
}

impl<'a> Iterator for Attributes<'a> {
    type Item = (&'a str, Range<usize>, Range<usize>);

    fn next(&mut self) -> Option<Self::Item> {
        let html = self.html;
        let start = self.at;
        let name = start + html[start..].find(|c: char| !c.is_whitespace() && c != '/')?;
        if html[name..].starts_with('>') {
            self.at = name + 1;
            return None;
        }
        let end = name + html[name..].find(|c: char| c.is_whitespace() || matches!(c, '=' | '>' | '/'))?;
        let Some(value) = html[end..].strip_prefix("=\"") else {
            self.at = end;
            return Some((&html[name..end], start..end, end..end));
        };
        let value = html.len() - value.len();
        let close = value + html[value..].find('"')?;
        self.at = close + 1;
        Some((&html[name..end], start..close + 1, value..close))
    }
}
