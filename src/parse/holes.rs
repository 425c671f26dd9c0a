//! Holes: the places of rendered HTML that only the whole site can fill.
//!
//! While rendering they are marked: links by the scheme `kbgen:`, a number that no author can
//! foresee and their own, interface texts by a noncharacter around their name.

use std::borrow::Cow;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;

use crate::model::{Body, Hole, HoleKind};

use super::html;

/// Stands around the name of an interface text; no text of an author holds this character.
pub const TEXT_MARK: char = '\u{FDD1}';

/// The names of the interface texts that a body can ask for.
const TEXTS: &[&str] = &[
    "alert_note",
    "alert_tip",
    "alert_important",
    "alert_warning",
    "alert_caution",
    "applies_to",
    "footnotes",
    "image_description",
    "missing_code",
    "missing_part",
    "task_done",
    "task_open",
    "watch_video",
];

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

/// Stands after a start tag whose element holds a block.
pub fn block(number: usize) -> String {
    format!("{TEXT_MARK}block.{number}{TEXT_MARK}")
}

/// Finds the marked places of rendered HTML. In it `<` begins a tag and nothing else.
pub fn find(body: &mut Body, nonce: u64) {
    let prefix = format!("kbgen:{nonce:x}.");
    let html = std::mem::take(&mut body.html);
    let mut at = 0;
    while let Some(found) = html[at..].find(['<', TEXT_MARK]) {
        let start = at + found;
        if html[start..].starts_with(TEXT_MARK) {
            at = start + TEXT_MARK.len_utf8();
            at = text_hole(body, &html, start).unwrap_or(at);
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
                _ if html[value.clone()].starts_with(TEXT_MARK) => _ = text_hole(body, &html, value.start),
                _ => {}
            }
        }
        at = attributes.at;
        let number = |value: &Range<usize>| {
            let number = html[value.clone()].strip_prefix(&prefix).and_then(|n| n.parse().ok());
            number.filter(|n: &usize| *n < body.links.len())
        };
        match (element, href, src) {
            ("a", Some((whole, value)), _) => {
                if let Some(link) = number(&value) {
                    body.holes.push(Hole { range: whole, kind: HoleKind::Href(link) });
                }
            }
            ("img", _, Some(src)) => {
                if let Some(link) = number(&src) {
                    let alt = html::unescape(alt).into_owned();
                    body.holes.push(Hole { range: start..at, kind: HoleKind::Image { link, src, alt } });
                }
            }
            _ => {}
        }
    }
    body.html = unmarked(html, &body.holes);
}

/// HTML without marks beside its holes: cleaning may make characters of references that were parted before. What
/// stands for a character is as long as it.
fn unmarked(html: String, holes: &[Hole]) -> String {
    let reserved = |c: char| ('\u{FDD0}'..='\u{FDEF}').contains(&c);
    let mut holes = holes.iter().peekable();
    let mut out = String::new();
    let mut done = 0;
    for (at, mark) in html.match_indices(reserved) {
        while holes.next_if(|hole| hole.range.end <= at).is_some() {}
        if holes.peek().is_none_or(|hole| hole.range.start > at) {
            out.push_str(&html[done..at]);
            out.push('\u{FFFD}');
            done = at + mark.len();
        }
    }
    if done == 0 { html } else { out + &html[done..] }
}

/// The hole of the text that is named at `start`; returns where the name ends.
fn text_hole(body: &mut Body, html: &str, start: usize) -> Option<usize> {
    let name = start + TEXT_MARK.len_utf8();
    let end = name + html[name..].find(TEXT_MARK)?;
    let range = start..end + TEXT_MARK.len_utf8();
    let name = &html[name..end];
    if let Some(block) = name.strip_prefix("block.").and_then(|n| n.parse().ok()) {
        // It stands after the end of a tag, which it becomes a part of.
        html[..start].strip_suffix('>')?;
        body.holes.push(Hole { range: start - 1..range.end, kind: HoleKind::Block(block) });
        return Some(range.end);
    }
    let label = name.strip_prefix("label.").and_then(|n| n.parse().ok()).filter(|n| *n < body.links.len());
    let text = TEXTS.iter().find(|text| **text == name).map(|text| HoleKind::Text(Cow::Borrowed(text)));
    let kind = label.map(HoleKind::Label).or(text)?;
    let end = range.end;
    body.holes.push(Hole { range, kind });
    Some(end)
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
