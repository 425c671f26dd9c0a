//! Blocks: paragraphs, quotations and alerts, code, raw HTML, and the containers of the dialect.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag, TagEnd};

use crate::highlight;
use crate::model::{BlockKind, Code};

use super::super::dialect::{Alert, Container, MARK, Piece};
use super::super::holes::TEXT_MARK;
use super::super::tags::Inside;
use super::{Builder, Paragraph, escape};

/// More containers are not open at a time.
const MOST_OPEN: usize = 100;

/// A quotation that is open.
pub(super) enum Quote {
    /// Nothing of it is written yet but the event of this number.
    Fresh(usize),
    Plain,
    /// It became something else, to be closed by this.
    Other(&'static str),
}

/// A container of the dialect that is open.
pub(super) struct Open {
    pub kind: Kind,
    /// See [`Builder::level`].
    pub level: usize,
    pub span: Range<usize>,
    pub file: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Closed by the token of this name.
    Named(&'static str),
    /// An alert around one paragraph.
    Paragraph,
    Tabs,
    /// The long description of an image.
    Description,
    /// One without a trace in the page.
    Unknown,
}

impl Kind {
    fn closing(self) -> &'static str {
        match self {
            Self::Named(_) | Self::Paragraph => "</div>\n",
            Self::Tabs => "</section>\n</div>\n",
            Self::Description => "</details>\n</figure>\n",
            Self::Unknown => "",
        }
    }
}

impl<'a> Builder<'a> {
    pub(super) fn start_paragraph(&mut self) {
        if self.frame.within_line {
            return;
        }
        self.open_block(BlockKind::Paragraph);
        self.paragraph = Paragraph::Waiting;
    }

    pub(super) fn end_paragraph(&mut self) {
        if self.frame.within_line {
            self.text(" ");
            return;
        }
        self.close_tags();
        if self.paragraph == Paragraph::Open {
            self.events.push(Event::End(TagEnd::Paragraph));
        }
        self.paragraph = Paragraph::None;
        let bold = self.bold_paragraph();
        self.close_block();
        self.bold = bold;
        self.close_alert_of_paragraph();
    }

    /// Adds an event of running text, within a paragraph where Markdown has one.
    pub(super) fn inline_event(&mut self, event: Event<'a>) {
        self.open_paragraph();
        self.events.push(event);
    }

    pub(super) fn open_paragraph(&mut self) {
        if self.paragraph == Paragraph::Waiting {
            if self.block.is_none() {
                self.open_block(BlockKind::Paragraph);
            }
            self.begin_element();
            self.events.push(Event::Start(Tag::Paragraph));
            self.paragraph = Paragraph::Open;
        }
    }

    /// Makes room for a block within running text; `false` where none may stand.
    pub(super) fn make_room(&mut self) -> bool {
        if self.inline > 0 || self.heading.is_some() || self.images_open > 0 {
            return false;
        }
        if self.paragraph == Paragraph::Open {
            let is_break = |event: &Event<'_>| match event {
                Event::SoftBreak => true,
                Event::InlineHtml(html) => &**html == "<br>\n",
                Event::Text(text) => text.trim().is_empty(),
                _ => false,
            };
            while self.events.last().is_some_and(is_break) {
                self.events.pop();
            }
            if let Some(Event::Text(text)) = self.events.last_mut() {
                *text = CowStr::from(text.trim_end().to_owned());
            }
            self.close_tags();
            if matches!(self.events.last(), Some(Event::Start(Tag::Paragraph))) {
                self.events.pop();
            } else {
                self.events.push(Event::End(TagEnd::Paragraph));
            }
            self.paragraph = Paragraph::Waiting;
        }
        // A cell and a tight item go on; a paragraph begins anew.
        if self.paragraph == Paragraph::Waiting {
            self.close_block();
        }
        true
    }

    pub(super) fn rule(&mut self) {
        // A rule ends a group of tabs, and is nothing else then.
        if let Some(at) = self.containers.iter().rposition(|c| c.kind == Kind::Tabs && c.level == self.level) {
            self.close_containers_from(at + 1);
            if let Some(tabs) = self.containers.pop() {
                self.markup(tabs.kind.closing().into());
            }
            return;
        }
        self.markup("<hr>\n".into());
    }

    pub(super) fn start_quote(&mut self) {
        self.close_block();
        self.depth = self.depth.saturating_add(1);
        self.level += 1;
        self.quotes.push(Quote::Fresh(self.events.len()));
        self.events.push(Event::Start(Tag::BlockQuote(None)));
    }

    pub(super) fn end_quote(&mut self) {
        self.close_block();
        self.close_containers();
        self.depth = self.depth.saturating_sub(1);
        self.level -= 1;
        match self.quotes.pop() {
            Some(Quote::Other(close)) => self.markup(close.into()),
            _ => self.events.push(Event::End(TagEnd::BlockQuote(None))),
        }
    }

    /// Turns the quotation that has just begun into something else; `false` where there is none.
    pub(super) fn become_other(&mut self, open: String, close: &'static str) -> bool {
        let Some(Quote::Fresh(at)) = self.quotes.last() else { return false };
        if *at + 1 != self.events.len() {
            self.quotes.pop();
            self.quotes.push(Quote::Plain);
            return false;
        }
        let at = *at;
        self.events[at] = Event::Html(open.into());
        self.quotes.pop();
        self.quotes.push(Quote::Other(close));
        true
    }

    /// `[!NOTE]`: the quotation becomes an alert; without one, the paragraph does.
    pub(super) fn alert(&mut self, alert: Alert, span: Range<usize>) {
        if self.become_other(alert_start(alert, ""), "</div>\n") {
            return;
        }
        let item_begins = self.paragraph == Paragraph::None
            && self
                .block
                .as_ref()
                .is_some_and(|b| b.kind == BlockKind::Item && self.body.text[b.text..].trim().is_empty())
            && self.inline == 0;
        if self.paragraph == Paragraph::Waiting && self.inline == 0 || item_begins {
            self.markup(alert_start(alert, ""));
            self.containers.push(Open { kind: Kind::Paragraph, level: self.level, span, file: self.frame.file });
            if item_begins {
                self.tight_alert = true;
                self.paragraph = Paragraph::Waiting;
            }
            return;
        }
        let title = format!("<strong>{TEXT_MARK}alert_{}{TEXT_MARK}</strong>", alert.name());
        self.inline_event(Event::InlineHtml(title.into()));
    }

    pub(super) fn close_alert_of_paragraph(&mut self) {
        if std::mem::take(&mut self.tight_alert) {
            if self.paragraph == Paragraph::Open {
                self.events.push(Event::End(TagEnd::Paragraph));
            }
            self.paragraph = Paragraph::None;
        }
        let is_open = |c: &Open| c.kind == Kind::Paragraph && c.level == self.level;
        let open = self.containers.iter().rev().take_while(|c| is_open(c)).count();
        if self.paragraph == Paragraph::None {
            self.containers.truncate(self.containers.len() - open);
            (0..open).for_each(|_| self.markup(Kind::Paragraph.closing().into()));
        }
    }

    /// Opens a container of the dialect.
    pub(super) fn open_container(&mut self, container: &Container, span: Range<usize>) {
        if self.containers.len() >= MOST_OPEN || !self.make_room() {
            return;
        }
        let (html, kind) = match container {
            Container::Row => ("<div class=\"row\">\n".to_owned(), Kind::Named("row")),
            Container::Column(1) => ("<div class=\"column\">\n".to_owned(), Kind::Named("column")),
            Container::Column(span) => (format!("<div class=\"column span-{span}\">\n"), Kind::Named("column")),
            Container::Variant(value) => {
                let html = format!(
                    "<div class=\"variant\">\n<p class=\"variant-title\">{TEXT_MARK}applies_to{TEXT_MARK} \
                     <code>{}</code></p>\n",
                    escape(value)
                );
                (html, Kind::Named("variant"))
            }
            Container::Alert(alert, title) => (alert_start(*alert, title), Kind::Named("")),
            Container::Unknown => (String::new(), Kind::Unknown),
        };
        self.markup(html);
        self.containers.push(Open { kind, level: self.level, span, file: self.frame.file });
    }

    /// Closes the innermost container that a token names; what is open within it, too.
    pub(super) fn close_container(&mut self, name: Option<&'static str>, span: Range<usize>) {
        self.make_room();
        let fits = |open: &Open| {
            open.level == self.level
                && match (name, open.kind) {
                    (Some(name), Kind::Named(own)) => name == own,
                    (None, Kind::Named(_) | Kind::Unknown) => true,
                    _ => false,
                }
        };
        match self.containers.iter().rposition(fits) {
            Some(at) => {
                self.close_containers_from(at + 1);
                if let Some(open) = self.containers.pop() {
                    self.markup(open.kind.closing().into());
                }
            }
            None => self.find(
                Code::UnbalancedBlock,
                span,
                "the end of a block that was never opened",
                "remove it, or open the block on a line before",
            ),
        }
    }

    /// `:::image-end`.
    pub(super) fn close_description(&mut self, span: Range<usize>) {
        self.make_room();
        match self.containers.iter().rposition(|c| c.kind == Kind::Description && c.level == self.level) {
            Some(at) => {
                self.close_containers_from(at + 1);
                self.containers.pop();
                self.markup(Kind::Description.closing().into());
            }
            None => self.close_container(Some("image"), span),
        }
    }

    /// Closes what was opened within the list item or quotation that ends here.
    pub(super) fn close_containers(&mut self) {
        let level = self.level;
        let from = self.containers.iter().rposition(|c| c.level < level).map_or(0, |at| at + 1);
        self.close_containers_from(from);
    }

    /// Closes the containers from the one of this number on, and says that they were open.
    pub(super) fn close_containers_from(&mut self, from: usize) {
        while self.containers.len() > from {
            let Some(open) = self.containers.pop() else { return };
            self.markup(open.kind.closing().into());
            if open.kind != Kind::Paragraph {
                let message = "a block is opened and never closed";
                let help = match open.kind {
                    Kind::Tabs => "end the tabs by a line `---`",
                    _ => "close it by its end, such as `:::row-end:::`",
                };
                self.findings.push(super::Finding {
                    code: Code::UnbalancedBlock,
                    span: open.span,
                    message: message.into(),
                    help,
                    file: open.file,
                });
            }
        }
    }

    /// A heading that leads to `#tab/…` begins a panel.
    pub(super) fn start_tab(&mut self, target: &str, title: &str, names: &[String], span: Range<usize>) {
        let mut parts = target.splitn(2, '/');
        let id = parts.next().unwrap_or_default();
        let condition = parts.next().unwrap_or_default();
        let open = self.containers.iter().rposition(|c| c.kind == Kind::Tabs && c.level == self.level);
        match open {
            Some(at) => {
                self.close_containers_from(at + 1);
                self.markup("</section>\n".into());
            }
            None => {
                self.markup("<div class=\"tabs\">\n".into());
                self.containers.push(Open { kind: Kind::Tabs, level: self.level, span, file: self.frame.file });
            }
        }
        let new: Vec<String> = names.iter().filter(|name| self.ids.insert((*name).clone())).cloned().collect();
        self.body.anchors.extend(new.iter().cloned());
        let when = if condition.is_empty() { String::new() } else { format!(" data-when=\"{}\"", escape(condition)) };
        self.markup(format!(
            "<section class=\"tab\" data-tab=\"{}\"{when}>\n{}<p class=\"tab-title\">{}</p>\n",
            escape(id),
            self.spans(&new),
            escape(title)
        ));
    }

    pub(super) fn start_code(&mut self, kind: &CodeBlockKind<'_>) {
        self.open_block(BlockKind::Code);
        let language = match kind {
            CodeBlockKind::Fenced(info) => {
                info.split([' ', ',', '{', '\t']).find(|part| !part.is_empty()).unwrap_or_default()
            }
            CodeBlockKind::Indented => "",
        };
        let language = self.frame.marked.restore(language).trim_matches(['.', '}']).to_ascii_lowercase();
        self.code = Some((language, String::new()));
    }

    pub(super) fn end_code(&mut self) {
        if let Some((language, code)) = self.code.take() {
            self.text(&code);
            self.close_block();
            self.code_block(&language, &code);
        }
    }

    /// Writes a block of code.
    pub(super) fn code_block(&mut self, language: &str, code: &str) {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '#' | '.' | '_');
        let class = if language.is_empty() || !language.chars().all(plain) {
            String::new()
        } else {
            format!(" class=\"language-{language}\"")
        };
        let inner = highlight::highlight(language, code).unwrap_or_else(|| escape(code));
        self.markup(format!("<pre tabindex=\"0\"><code{class}>{inner}</code></pre>\n"));
    }

    pub(super) fn html_block(&mut self, raw: &str, span: Range<usize>) {
        self.open_block(BlockKind::Html);
        let mut prepared = self.prepare(raw, &span);
        for name in &prepared.remnants {
            self.remnant(name, span.clone());
        }
        self.removed(&prepared.removed, span.clone());
        if prepared.html.trim().is_empty() {
            self.close_block();
            return;
        }
        if !prepared.html.contains('<') {
            // Placeholders only: a paragraph that Markdown took for an element.
            prepared.html = format!("<p>{}</p>\n", prepared.html.trim());
        }
        self.raw = true;
        let text = self.frame.marked.restore(&prepared.text).into_owned();
        self.text(&text);
        if prepared.html.contains(MARK) {
            let marked = self.frame.marked.clone();
            let mut inside = Inside::Text;
            for piece in marked.pieces(&prepared.html) {
                match piece {
                    Piece::Text(html) => {
                        inside = inside.after(html);
                        self.markup(marked.restore(html).into_owned());
                    }
                    Piece::Mark(mark) if inside != Inside::Text => self.markup(escape(&mark.original)),
                    Piece::Mark(mark) => {
                        self.token(mark);
                    }
                }
            }
        } else {
            self.markup(self.frame.marked.restore(&prepared.html).into_owned());
        }
        self.close_block();
    }

    pub(super) fn removed(&mut self, names: &[String], span: Range<usize>) {
        let span = self.original(&span);
        for name in names {
            self.find(
                Code::RemovedHtml,
                span.clone(),
                format!("{name} is not allowed in articles and was removed"),
                "remove it; write what readers need in Markdown",
            );
        }
    }

    pub(super) fn remnant(&mut self, name: &str, span: Range<usize>) {
        let span = self.original(&span);
        self.find(
            Code::LeftoverMarkup,
            span,
            format!("a tag `<{name}>` of a translation tool was left in the text"),
            "remove the tag; kbgen leaves it out and keeps the text",
        );
    }

    /// Writes a gap that readers should know of.
    pub(super) fn gap(&mut self, name: &str, is_block: bool) {
        let element = if is_block { "p" } else { "span" };
        let html = format!("<{element} class=\"gap\">{TEXT_MARK}{name}{TEXT_MARK}</{element}>");
        if is_block {
            self.markup(format!("{html}\n"));
        } else {
            self.inline_event(Event::InlineHtml(CowStr::from(html)));
        }
    }
}

/// The beginning of an alert; the title is the interface's where it has none of its own.
fn alert_start(alert: Alert, title: &str) -> String {
    let name = alert.name();
    let title = if title.is_empty() { format!("{TEXT_MARK}alert_{name}{TEXT_MARK}") } else { escape(title) };
    format!("<div class=\"alert alert-{name}\" role=\"note\">\n<p class=\"alert-title\">{title}</p>\n")
}
