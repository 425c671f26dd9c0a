//! Headings: the title, ids, and headings that are tabs.

use pulldown_cmark::{Event, Tag, TagEnd, html as writer};

use crate::model::{BlockKind, Heading, Title};

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

impl Builder<'_> {
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
        let Some(heading) = self.heading.take() else { return };
        self.close_block();
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
        if heading.level == 1 && self.body.title.is_none() && !text.is_empty() {
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
        self.markup(format!("<h{level} id=\"{}\">{spans}", escape(&id)));
        self.events.extend(events);
        self.markup(format!("</h{level}>\n"));
        self.body.anchors.insert(id.clone());
        self.body.headings.push(Heading { level, id, text, named });
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
