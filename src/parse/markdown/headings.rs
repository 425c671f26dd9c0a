//! Headings: the title, ids, and headings that are tabs.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd, html as writer};

use crate::model::{BlockKind, Heading, Title};

use super::super::holes;
use super::{Builder, escape};

/// A heading that is open.
pub(super) struct Open {
    level: u8,
    /// Where its own events, links and text begin.
    events: usize,
    links: usize,
    text: usize,
    pub names: Vec<String>,
}

/// A paragraph that is bold from end to end, as short articles write their headings.
pub(super) struct Bold {
    /// Where its events begin and end.
    events: Range<usize>,
    text: String,
}

impl Builder<'_> {
    /// The paragraph that ends here, where it may be a heading: no sentence, and nothing around it.
    pub(super) fn bold_paragraph(&self) -> Option<Bold> {
        const LONGEST: usize = 100;
        let block = self.block.as_ref()?;
        let start = block.event.filter(|_| self.depth == 0 && self.level == 0 && self.containers.is_empty())?;
        let events = start..self.events.len();
        let [
            Event::Start(Tag::Paragraph),
            Event::Start(Tag::Strong),
            inner @ ..,
            Event::End(TagEnd::Strong),
            Event::End(TagEnd::Paragraph),
        ] = self.events.get(events.clone())?
        else {
            return None;
        };
        let is_plain = |event: &Event<'_>| {
            matches!(
                event,
                Event::Text(_) | Event::Code(_) | Event::Start(Tag::Emphasis) | Event::End(TagEnd::Emphasis)
            )
        };
        let text = self.body.text[block.text..].trim().trim_end_matches([':', '：']).trim_end();
        let is_sentence = text.ends_with(['.', '。', '．', '!', '！', ';', ',', '،', '।', '…']);
        let fits = !text.is_empty() && text.chars().count() <= LONGEST && text.contains(char::is_alphanumeric);
        (inner.iter().all(is_plain) && fits && !is_sentence).then(|| Bold { events, text: text.to_owned() })
    }

    /// A bold paragraph is the heading of what follows it.
    pub(super) fn judge_bold(&mut self, follower: BlockKind) {
        let Some(Bold { events, text }) = self.bold.take().filter(|_| !matches!(follower, BlockKind::Heading(_)))
        else {
            return;
        };
        // It is no section of another one, nor is one of it.
        let level =
            self.body.headings.iter().rev().find(|heading| !heading.bold).map_or(2, |over| (over.level + 1).min(6));
        let id = self.unique(slug(&text));
        self.events[events.start] = Event::Html(format!("<h{level} id=\"{}\">", escape(&id)).into());
        self.events[events.start + 1] = Event::InlineHtml("".into());
        self.events[events.end - 2] = Event::InlineHtml("".into());
        self.events[events.end - 1] = Event::Html(format!("</h{level}>\n").into());
        self.body.anchors.insert(id.clone());
        self.body.headings.push(Heading { level, id, text, named: false, bold: true });
    }

    pub(super) fn start_heading(&mut self, level: u8) {
        self.open_block(BlockKind::Heading(level));
        self.heading = Some(Open {
            level,
            events: self.events.len(),
            links: self.body.links.len(),
            text: self.body.text.len(),
            names: Vec::new(),
        });
    }

    pub(super) fn end_heading(&mut self) {
        self.close_tags();
        let Some(mut heading) = self.heading.take() else { return };
        heading.names.extend(self.own_id());
        let number = self.body.blocks.len();
        self.close_block();
        let mark = if self.body.blocks.len() > number { holes::block(number) } else { String::new() };
        let events = self.events.split_off(heading.events);
        let text = self.body.text[heading.text..].trim().to_owned();
        if let [link] = &self.body.links[heading.links..]
            && let Some(tab) = link.target.strip_prefix("#tab/")
        {
            let (tab, span) = (tab.to_owned(), link.span.clone());
            self.body.links.truncate(heading.links);
            if let Some(block) = self.body.blocks.last_mut() {
                block.links = heading.links..heading.links;
                block.kind = BlockKind::Paragraph;
            }
            self.start_tab(&tab, &text, &heading.names, span);
            return;
        }
        if text.is_empty() && events.iter().all(|event| matches!(event, Event::InlineHtml(_))) {
            // Nothing to read: only its anchors stay.
            let names: Vec<String> = heading.names.into_iter().filter(|name| self.ids.insert(name.clone())).collect();
            self.body.anchors.extend(names.iter().cloned());
            let spans = self.spans(&names);
            if !spans.is_empty() {
                self.markup(format!("<p>{spans}</p>\n"));
            }
            return;
        }
        let named = !heading.names.is_empty();
        let mut names = heading.names.into_iter();
        let wanted = names.next().unwrap_or_else(|| slug(&text));
        let others: Vec<String> = names.filter(|name| self.ids.insert(name.clone())).collect();
        self.body.anchors.extend(others.iter().cloned());
        // Where the front matter has the title, one after other text is a heading of the text.
        let inner = self.context.sections || self.body.blocks.len() > 1;
        let is_section = self.context.title.is_some_and(|title| inner && *title != text);
        if heading.level == 1 && self.body.title.is_none() && !text.is_empty() && !is_section {
            // The page shows the title itself, so nothing in it may lead elsewhere or be raw.
            let inline = events.into_iter().filter(|event| {
                !matches!(
                    event,
                    Event::Start(Tag::Link { .. } | Tag::Image { .. })
                        | Event::End(TagEnd::Link | TagEnd::Image)
                        | Event::InlineHtml(_)
                        | Event::Html(_)
                )
            });
            let mut html = String::new();
            writer::push_html(&mut html, inline);
            let anchor = named.then(|| wanted.clone());
            let id = self.unique(wanted);
            self.body.anchors.insert(id.clone());
            self.body.title = Some(Title { text, html, id, anchor });
            return;
        }
        let id = self.unique(wanted);
        let level = heading.level.max(2);
        let spans = self.spans(&others);
        self.markup(format!("<h{level} id=\"{}\">{mark}{spans}", escape(&id)));
        self.events.extend(events);
        self.markup(format!("</h{level}>\n"));
        self.body.anchors.insert(id.clone());
        self.body.headings.push(Heading { level, id, text, named, bold: false });
    }

    /// Takes the id off a heading that ends in one (`{#id}`).
    fn own_id(&mut self) -> Option<String> {
        let from = self.block.as_ref()?.text;
        let line = self.body.text[from..].trim_end().strip_suffix('}')?;
        let (text, inside) = line.rsplit_once("{#")?;
        let id = inside.split_whitespace().next().filter(|id| !id.contains(['{', '}', '"', '<', '>']))?.to_owned();
        let end = from + text.trim_end().len();
        let mut surplus = self.body.text.len() - end;
        // Code and markup are no id.
        let tail =
            self.events.iter().rev().map_while(|e| if let Event::Text(text) = e { Some(text.len()) } else { None });
        if tail.sum::<usize>() < surplus {
            return None;
        }
        self.body.text.truncate(end);
        while surplus > 0
            && let Some(Event::Text(text)) = self.events.pop()
        {
            if text.len() > surplus {
                self.events.push(Event::Text(text[..text.len() - surplus].to_owned().into()));
            }
            surplus = surplus.saturating_sub(text.len());
        }
        Some(id)
    }

    /// Places to jump to.
    pub(super) fn spans(&self, names: &[String]) -> String {
        names.iter().map(|name| format!("<span id=\"{}\"></span>", escape(name))).collect()
    }
}

/// A heading's id as GitHub makes it: lower case, letters and digits of any script, hyphens.
pub fn slug(text: &str) -> String {
    let kept = text.trim().chars().filter_map(|c| match c {
        ' ' | '-' => Some('-'),
        '_' => Some('_'),
        c if c.is_alphanumeric() => Some(c),
        _ => None,
    });
    kept.flat_map(char::to_lowercase).collect()
}
