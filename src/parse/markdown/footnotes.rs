//! What Markdown has only where the configuration asks for it: footnotes, task lists, formulas.

use std::collections::BTreeMap;

use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};
use pulldown_cmark::{CowStr, Event};

use super::super::holes::TEXT_MARK;
use super::{Builder, escape};

/// A formula with more parts is shown as it is written.
const MOST_PARTS: usize = 500;

/// The footnotes of a text.
#[derive(Default)]
pub(super) struct Footnotes<'a> {
    /// Number of each label, in the order of their references.
    numbers: BTreeMap<String, usize>,
    /// Id of each note.
    ids: BTreeMap<usize, String>,
    /// Id of the first reference to each.
    references: BTreeMap<usize, String>,
    /// The events of each note.
    notes: BTreeMap<usize, Vec<Event<'a>>>,
    /// Numbers of the notes that are being read, and where their events begin.
    open: Vec<(usize, usize)>,
}

impl Builder<'_> {
    fn footnote_number(&mut self, label: &str) -> usize {
        let next = self.footnotes.numbers.len() + 1;
        *self.footnotes.numbers.entry(label.to_lowercase()).or_insert(next)
    }

    /// The id of a note.
    fn note_id(&mut self, number: usize) -> String {
        if let Some(id) = self.footnotes.ids.get(&number) {
            return id.clone();
        }
        let id = self.unique(format!("fn-{number}"));
        self.body.anchors.insert(id.clone());
        self.footnotes.ids.insert(number, id.clone());
        id
    }

    pub(super) fn footnote_reference(&mut self, label: &str) {
        let number = self.footnote_number(label);
        let id = self.unique(format!("fnref-{number}"));
        self.body.anchors.insert(id.clone());
        self.footnotes.references.entry(number).or_insert_with(|| id.clone());
        let html = if self.in_link() {
            format!("<sup id=\"{id}\">{number}</sup>")
        } else {
            let note = self.note_id(number);
            let target = self.link_at(format!("#{note}"), 0..0, false);
            format!("<sup><a href=\"{target}\" id=\"{id}\">{number}</a></sup>")
        };
        self.inline_event(Event::InlineHtml(html.into()));
    }

    pub(super) fn start_footnote(&mut self, label: &str) {
        let number = self.footnote_number(label);
        self.footnotes.open.push((number, self.events.len()));
        self.level += 1;
    }

    pub(super) fn end_footnote(&mut self) {
        self.close_block();
        self.close_containers();
        self.level -= 1;
        if let Some((number, from)) = self.footnotes.open.pop() {
            let events = self.events.split_off(from);
            // Its blocks are written elsewhere.
            self.starts.retain(|(event, _)| *event < from);
            self.bold = None;
            self.footnotes.notes.entry(number).or_default().extend(events);
        }
    }

    /// Writes the notes at the end of the text.
    pub(super) fn write_footnotes(&mut self) {
        let notes = std::mem::take(&mut self.footnotes.notes);
        if notes.is_empty() {
            return;
        }
        self.markup(format!("<section class=\"footnotes\" aria-label=\"{TEXT_MARK}footnotes{TEXT_MARK}\">\n<ol>\n"));
        for (number, events) in notes {
            let id = self.note_id(number);
            self.markup(format!("<li id=\"{id}\" value=\"{number}\">\n"));
            self.events.extend(events);
            if let Some(reference) = self.footnotes.references.get(&number).cloned() {
                let target = self.link_at(format!("#{reference}"), 0..0, false);
                self.markup(format!("<p><a href=\"{target}\">↩ {number}</a></p>\n"));
            }
            self.markup("</li>\n".into());
        }
        self.markup("</ol>\n</section>\n".into());
    }

    pub(super) fn task(&mut self, done: bool) {
        let (name, sign) = if done { ("task_done", '☑') } else { ("task_open", '☐') };
        let html =
            format!("<span class=\"task\" role=\"img\" aria-label=\"{TEXT_MARK}{name}{TEXT_MARK}\">{sign}</span> ");
        self.inline_event(Event::InlineHtml(html.into()));
    }

    pub(super) fn math(&mut self, tex: &str, is_block: bool) {
        let tex = self.frame.marked.restore(tex).into_owned();
        self.text(&tex);
        let html = math_ml(&tex, is_block);
        self.inline_event(Event::InlineHtml(CowStr::from(html)));
    }
}

/// A formula of LaTeX as MathML; as code where it is none.
fn math_ml(tex: &str, is_block: bool) -> String {
    // The library calls itself for every part of a formula, on a stack that ends.
    if tex.matches(['{', '\\', '^', '_', '\'', '(', '[']).count() > MOST_PARTS {
        return format!("<code>{}</code>", escape(tex));
    }
    let display = if is_block { MathDisplay::Block } else { MathDisplay::Inline };
    let converter = LatexToMathML::new(MathCoreConfig::default()).ok();
    let converted = converter.and_then(|converter| converter.convert_with_local_counter(tex, display).ok());
    match converted {
        // A strict policy forbids style attributes.
        Some(html) if html.contains(" style=") => without_style(&html),
        Some(html) => html,
        None => format!("<code>{}</code>", escape(tex)),
    }
}

fn without_style(html: &str) -> String {
    let mut parts = html.split(" style=\"");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(part.split_once('"').map_or("", |(_, rest)| rest));
    }
    out
}
