//! Running text: links, bare addresses, shortcodes, names of APIs, raw tags.

use std::ops::Range;

use pulldown_cmark::{CowStr, Event, LinkType, Tag, TagEnd};

use crate::model::Code;

use super::super::dialect::{GAP, Piece};
use super::super::holes::TEXT_MARK;
use super::super::html;
use super::super::tags;
use super::super::units::is_cjk;
use super::{Builder, OpenLink, Paragraph, Pending, escape};

/// More raw elements are not open within a leaf block.
const MOST_TAGS: usize = 100;

/// A bare address is no longer than this many bytes.
const LONGEST_ADDRESS: usize = 4000;

impl<'a> Builder<'a> {
    /// Collects text, which comes in pieces.
    pub(super) fn text_event(&mut self, text: CowStr<'a>, span: Range<usize>) {
        if let Some((_, code)) = &mut self.code {
            code.push_str(&self.frame.marked.restore(&text));
            return;
        }
        if self.frame.file.is_none() && self.images_open == 0 {
            let collected = self.pending.as_ref().map_or(0, |(pending, _)| match pending {
                Pending::One(text) => text.len(),
                Pending::Many(text) => text.len(),
            });
            self.words.push((self.body.text.len() + collected, span.start));
        }
        self.pending = Some(match self.pending.take() {
            None => (Pending::One(text), span),
            Some((before, place)) => {
                let mut all = match before {
                    Pending::One(before) => before.into_string(),
                    Pending::Many(before) => before,
                };
                all.push_str(&text);
                (Pending::Many(all), place.start..span.end)
            }
        });
    }

    /// Writes the text that was collected.
    pub(super) fn flush(&mut self) {
        let Some((text, span)) = self.pending.take() else { return };
        let text = match text {
            Pending::One(text) => text,
            Pending::Many(text) => CowStr::from(text),
        };
        if self.in_script {
            return;
        }
        if self.images_open > 0 {
            let text = self.restored(text);
            self.events.push(Event::Text(text));
            return;
        }
        let is_address = self.links.last().is_some_and(|link| link.is_auto);
        if is_address || !self.frame.marked.is_marked(&text) {
            let text = self.restored(text);
            self.words(text, &span);
            return;
        }
        let marked = self.frame.marked.clone();
        for piece in marked.pieces(&text) {
            match piece {
                Piece::Text(part) => {
                    let part: String = part.chars().filter(|c| *c != GAP).collect();
                    let begins = self.paragraph == Paragraph::Waiting;
                    let part = if begins { part.trim_start() } else { &part };
                    if !part.is_empty() {
                        self.words(CowStr::from(part.to_owned()), &span);
                    }
                }
                Piece::Mark(mark) => self.token(mark),
            }
        }
    }

    /// Writes words: with what Markdown does not see in them.
    fn words(&mut self, text: CowStr<'a>, span: &Range<usize>) {
        let text = closed_up(text);
        // In a link there are no links.
        let free = self.links.is_empty();
        if !may_hold(&text) {
            self.text(&text);
            self.inline_event(Event::Text(text));
            return;
        }
        for part in parts(&text, free) {
            match part {
                Part::Text(text) => {
                    self.text(text);
                    self.inline_event(Event::Text(CowStr::from(text.to_owned())));
                }
                Part::Link { text, target } => {
                    let dest_url = self.link(&target, span.clone(), false);
                    let title = CowStr::Borrowed("");
                    let id = CowStr::Borrowed("");
                    let tag = Tag::Link { link_type: LinkType::Autolink, dest_url, title, id };
                    self.inline_event(Event::Start(tag));
                    self.text(text);
                    self.events.push(Event::Text(CowStr::from(text.to_owned())));
                    self.events.push(Event::End(TagEnd::Link));
                }
                Part::Name(name) => self.api_name(name),
            }
        }
    }

    fn api_name(&mut self, name: &str) {
        self.text(name);
        self.inline_event(Event::InlineHtml(format!("<code class=\"xref\">{}</code>", escape(name)).into()));
    }

    pub(super) fn start_link(&mut self, link_type: LinkType, target: &str, title: CowStr<'a>, span: Range<usize>) {
        let restored = self.frame.marked.restore(target).into_owned();
        let target = restored.as_str();
        let is_auto = link_type == LinkType::Autolink;
        let xref = target.get(..5).filter(|s| s.eq_ignore_ascii_case("xref:")).map(|_| uid(&target[5..]));
        if let Some(name) = xref {
            // What its text would be is known only to the API's own documentation.
            self.open_paragraph();
            self.links.push(OpenLink {
                events: self.events.len(),
                number: None,
                name: Some(if is_auto { name } else { format!(" {name}") }),
                is_auto,
                span,
            });
            return;
        }
        if self.in_link() {
            self.links.push(OpenLink::without(self.events.len(), span));
            return;
        }
        let number = self.body.links.len();
        let dest_url = self.link(target, span.clone(), false);
        let title = self.restored(title);
        self.inline_event(Event::Start(Tag::Link { link_type, dest_url, title, id: CowStr::Borrowed("") }));
        self.links.push(OpenLink { events: self.events.len(), number: Some(number), name: None, is_auto, span });
        self.inline += 1;
    }

    pub(super) fn end_link(&mut self) {
        let Some(link) = self.links.pop() else {
            self.inline = self.inline.saturating_sub(1);
            self.events.push(Event::End(TagEnd::Link));
            return;
        };
        let is_empty = self.events[link.events.min(self.events.len())..]
            .iter()
            .all(|event| matches!(event, Event::Text(text) if text.trim().is_empty()) || *event == Event::SoftBreak);
        let Some(number) = link.number else {
            // A link with words of its own keeps them; one without shows the name.
            match link.name {
                Some(name) if is_empty || !name.starts_with(' ') => {
                    self.events.truncate(link.events);
                    let written = format!("xref:{}", name.trim());
                    if self.body.text.ends_with(&written) {
                        self.body.text.truncate(self.body.text.len() - written.len());
                    }
                    self.api_name(name.trim());
                }
                _ => {}
            }
            return;
        };
        self.inline = self.inline.saturating_sub(1);
        if is_empty {
            self.events.truncate(link.events);
            let target = self.body.links.get_mut(number);
            if target.as_ref().is_some_and(|link| link.target.trim().is_empty()) {
                // Neither words nor address: nothing.
                self.events.pop();
                return;
            }
            if let Some(link) = target {
                link.unlabelled = true;
            }
            let span = self.original(&link.span);
            self.find(
                Code::EmptyLabel,
                span,
                "the link has no text; what it leads to is shown",
                "put the words between the brackets: `[words](address)`",
            );
            self.events.push(Event::InlineHtml(format!("{TEXT_MARK}label.{number}{TEXT_MARK}").into()));
        }
        self.events.push(Event::End(TagEnd::Link));
    }

    pub(super) fn inline_html(&mut self, tag: CowStr<'a>, span: Range<usize>) {
        let tag = match self.frame.marked.restore_tag(&tag) {
            std::borrow::Cow::Borrowed(_) => tag,
            std::borrow::Cow::Owned(restored) => restored.into(),
        };
        match html::classify(&tag) {
            html::Tag::Anchor(name) => {
                if !tag.ends_with("/>") && self.tags.len() < MOST_TAGS {
                    self.tags.push(String::new());
                }
                let name = name.trim();
                match &mut self.heading {
                    _ if !html::is_id(name) => {}
                    Some(heading) => heading.names.push(name.to_owned()),
                    None => {
                        if self.ids.insert(name.to_owned()) {
                            self.body.anchors.insert(name.to_owned());
                            let html = format!("<span id=\"{}\"></span>", escape(name));
                            self.inline_event(Event::InlineHtml(html.into()));
                        }
                    }
                }
            }
            html::Tag::Break => {
                self.text(" ");
                self.inline_event(Event::InlineHtml("<br>".into()));
            }
            html::Tag::Comment | html::Tag::Span => {}
            html::Tag::Remnant(name) => {
                if !tag.starts_with("</") && !tag.ends_with("/>") {
                    self.remnants.push(name.to_owned());
                }
                self.remnant(name, span);
            }
            html::Tag::Placeholder if tag.strip_prefix("</").is_some_and(|name| self.closes_remnant(name)) => {}
            html::Tag::Placeholder => {
                self.text(&tag);
                self.inline_event(Event::Text(tag));
            }
            // The end of an anchor above, which every heading of localized articles has.
            html::Tag::AnchorEnd if self.tags.last().is_some_and(String::is_empty) => _ = self.tags.pop(),
            html::Tag::AnchorEnd | html::Tag::Element => self.raw_tag(&tag, span),
        }
    }

    /// Whether a closing tag (its name and `>`) belongs to a remnant that is open.
    fn closes_remnant(&mut self, name: &str) -> bool {
        let last = self.remnants.len().saturating_sub(MOST_TAGS);
        let at = self.remnants[last..].iter().rposition(|open| name.strip_suffix('>') == Some(open));
        at.map(|at| self.remnants.truncate(last + at)).is_some()
    }

    /// A raw tag within a paragraph: what it opens is closed in it, too.
    fn raw_tag(&mut self, tag: &str, span: Range<usize>) {
        let prepared = self.prepare(tag, &span);
        self.removed(&prepared.removed, span);
        let lower = tag.to_ascii_lowercase();
        if ["<script", "<style"].iter().any(|open| lower.starts_with(open)) {
            self.in_script = true;
        } else if ["</script", "</style"].iter().any(|close| lower.starts_with(close)) {
            self.in_script = false;
            return;
        }
        if self.in_script {
            return;
        }
        let name = |tag: &str| {
            let inner = tag.trim_start_matches(['<', '/']);
            inner.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase()
        };
        let html = prepared.html;
        // A table has a frame around it.
        let framed = lower.trim_start_matches(['<', '/']).starts_with("table");
        let element = if framed { "table".to_owned() } else { name(&html) };
        if html.starts_with("</") {
            let fits = |open: &String| *open == element || element == "a" && open.is_empty();
            let Some(at) = self.tags.iter().rposition(fits) else { return };
            if self.tags[at].is_empty() {
                self.tags.remove(at);
                return;
            }
            self.close_tags_from(if framed { at.saturating_sub(1) } else { at });
            return;
        }
        let is_void = tags::VOID.contains(&element.as_str());
        // A whole element, such as the link that a frame becomes.
        let is_whole = html.contains("</");
        if !is_void && !is_whole && !element.is_empty() {
            if self.tags.len() >= MOST_TAGS {
                return;
            }
            if framed {
                self.tags.push("div".into());
            }
            self.tags.push(element);
        }
        // Cleaning is dear; it is due only where something raw was written.
        self.raw |= !html.is_empty();
        self.inline_event(Event::InlineHtml(html.into()));
    }

    /// Closes the raw elements that the leaf block leaves open.
    pub(super) fn close_tags(&mut self) {
        self.close_tags_from(0);
        self.in_script = false;
    }

    fn close_tags_from(&mut self, at: usize) {
        for open in self.tags.drain(at..).rev().filter(|open| !open.is_empty()) {
            self.events.push(Event::InlineHtml(format!("</{open}>").into()));
        }
    }
}

/// A part of running text.
#[derive(Debug, PartialEq)]
enum Part<'t> {
    Text(&'t str),
    /// A bare address.
    Link {
        text: &'t str,
        target: String,
    },
    /// The name of an API (`@Some.Type`).
    Name(&'t str),
}

/// Whether a text is worth a closer look.
fn may_hold(text: &str) -> bool {
    text.bytes().any(|b| matches!(b, b':' | b'@')) || text.contains("www.")
}

/// Cuts running text at bare addresses, shortcodes and names of APIs.
fn parts(text: &str, links: bool) -> Vec<Part<'_>> {
    let bytes = text.as_bytes();
    let mut parts = Vec::new();
    let mut done = 0;
    let mut at = 0;
    while at < bytes.len() {
        let word = at == 0 || !bytes[at - 1].is_ascii_alphanumeric();
        let found = match bytes[at] {
            b'h' | b'H' | b'f' | b'F' | b'm' | b'M' | b'w' | b'W' if links && word => {
                address(&text[at..]).map(|(len, target)| (len, Part::Link { text: &text[at..at + len], target }))
            }
            b':' if word => shortcode(&text[at..]).map(|(len, emoji)| (len, Part::Text(emoji))),
            b'@' if word => api(&text[at..]).map(|(len, name)| (len, Part::Name(name))),
            _ => None,
        };
        match found {
            Some((length, part)) => {
                if done < at {
                    parts.push(Part::Text(&text[done..at]));
                }
                parts.push(part);
                at += length;
                done = at;
            }
            None => at += 1,
        }
    }
    if done < text.len() {
        parts.push(Part::Text(&text[done..]));
    }
    parts
}

/// A bare address at the beginning of a text: its length and what it leads to.
fn address(text: &str) -> Option<(usize, String)> {
    let starts = |prefix: &str| text.get(..prefix.len()).is_some_and(|s| s.eq_ignore_ascii_case(prefix));
    let scheme = ["https://", "http://", "ftp://", "mailto:", "www."].into_iter().find(|scheme| starts(scheme))?;
    let ends = |c: char| {
        c.is_whitespace()
            || is_cjk(c)
            || matches!(c, '<' | '>' | '"' | '`' | '«' | '»' | '“' | '”' | '„' | '‘' | '’' | '\u{AC00}'..='\u{D7AF}')
            || matches!(c, '\u{E00}'..='\u{E7F}')
    };
    let end = text.char_indices().take(LONGEST_ADDRESS).find(|(_, c)| ends(*c)).map(|(at, _)| at);
    let mut address = &text[..end.or_else(|| (text.len() < LONGEST_ADDRESS).then_some(text.len()))?];
    let count = |sign: char| address.matches(sign).count();
    let brackets = [(')', '('), (']', '['), ('}', '{')];
    // How many closing ones too many.
    let mut surplus = brackets.map(|(close, open)| count(close).saturating_sub(count(open)));
    // Signs at the end belong to the sentence, and so does a bracket that was opened before.
    loop {
        let last = address.chars().next_back()?;
        let bracket = brackets.iter().position(|(close, _)| *close == last).filter(|n| surplus[*n] > 0);
        if let Some(bracket) = bracket {
            surplus[bracket] -= 1;
        }
        let is_sign = matches!(last, '.' | ',' | ';' | ':' | '!' | '?' | '*' | '_' | '~' | '\'' | '،' | '؛' | '…');
        if is_sign || bracket.is_some() {
            address = &address[..address.len() - last.len_utf8()];
        } else {
            break;
        }
    }
    let rest = address.get(scheme.len()..)?;
    let valid = match scheme {
        "mailto:" => rest.contains('@'),
        "www." => rest.starts_with(|c: char| c.is_alphanumeric()) && rest.contains('.'),
        _ => rest.starts_with(|c: char| c.is_alphanumeric() || c == '['),
    };
    let target = if scheme == "www." { format!("https://{address}") } else { address.to_owned() };
    valid.then_some((address.len(), target))
}

/// A shortcode such as `:smile:` at the beginning of a text.
fn shortcode(text: &str) -> Option<(usize, &'static str)> {
    let inner = &text[1..];
    let end = inner.bytes().take(40).position(|b| b == b':')?;
    let name = &inner[..end];
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'+' | b'-');
    // `12:30:45` is a time.
    let is_name = name == "+1" || name == "-1" || name.bytes().any(|b| b.is_ascii_lowercase());
    if !is_name || !name.bytes().all(plain) || inner[end + 1..].starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return None;
    }
    emojis::get_by_shortcode(name).map(|emoji| (end + 2, emoji.as_str()))
}

/// `@Some.Type` at the beginning of a text; a host (`@help.example`) is none.
fn api(text: &str) -> Option<(usize, &str)> {
    let inner = &text[1..];
    if let Some(quoted) = inner.strip_prefix('"') {
        let end = quoted.find('"').filter(|end| (1..200).contains(end))?;
        let name = &quoted[..end];
        let plain = name.contains('.') && !name.contains(char::is_whitespace);
        return plain.then_some((end + 3, name));
    }
    let length =
        inner.find(|c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '_' | '`')).unwrap_or(inner.len());
    let name = inner[..length].trim_end_matches('.');
    let last = name.rsplit('.').next().unwrap_or_default();
    let upper = |part: &str| part.starts_with(|c: char| c.is_ascii_uppercase());
    let mixed = last.chars().any(|c| c.is_ascii_lowercase());
    (name.contains('.') && upper(name) && upper(last) && mixed).then_some((name.len() + 1, name))
}

/// The name in a cross-reference, without its options.
fn uid(target: &str) -> String {
    let name = target.split(['?', '#']).next().unwrap_or_default();
    crate::plan::url::decode(name).trim_end_matches('*').to_owned()
}

/// Text without the spaces that translation leaves between sentences of languages that have none:
/// after a full-width stop, before another such character.
fn closed_up(text: CowStr<'_>) -> CowStr<'_> {
    const STOPS: [char; 4] = ['。', '！', '？', '；'];
    let is_gap = |at: usize| {
        let mut after = text[at + 1..].chars();
        text[..at].ends_with(STOPS) && after.next().is_some_and(is_cjk)
    };
    if !text.contains(STOPS) || !text.match_indices(' ').any(|(at, _)| is_gap(at)) {
        return text;
    }
    let kept = text.char_indices().filter(|(at, c)| *c != ' ' || !is_gap(*at)).map(|(_, c)| c);
    kept.collect::<String>().into()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn links(text: &str) -> Vec<String> {
        let target = |part| if let Part::Link { target, .. } = part { Some(target) } else { None };
        parts(text, true).into_iter().filter_map(target).collect()
    }

    #[test]
    fn bare_addresses() {
        for (text, expected) in [
            ("see https://e.org/a_b.", vec!["https://e.org/a_b"]),
            ("(https://e.org/x_(y))", vec!["https://e.org/x_(y)"]),
            ("請見https://e.org/a。然後", vec!["https://e.org/a"]),
            ("https://e.org/按一下", vec!["https://e.org/"]),
            ("« https://e.org »", vec!["https://e.org"]),
            ("www.e.org, http://f.org", vec!["https://www.e.org", "http://f.org"]),
            ("https:// and http", vec![]),
            ("xhttps://e.org", vec![]),
            ("mailto:a@e.org", vec!["mailto:a@e.org"]),
        ] {
            assert_eq!(links(text), expected, "{text}");
        }
        assert_eq!(parts("https://e.org", false), [Part::Text("https://e.org")]);
    }

    #[test]
    fn shortcodes_and_names() {
        assert_eq!(parts("a :smile: b", true), [Part::Text("a "), Part::Text("😄"), Part::Text(" b")]);
        assert_eq!(parts("12:30:45", true), [Part::Text("12:30:45")]);
        assert_eq!(parts("x @System.String.", true), [Part::Text("x "), Part::Name("System.String"), Part::Text(".")]);
        assert_eq!(parts("@help.example and a@B.Cd", true), [Part::Text("@help.example and a@B.Cd")]);
    }
}
