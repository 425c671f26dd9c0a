//! Markdown to HTML with holes, headings, blocks and plain text; the home of the Markdown library.
//!
//! Enters: one language of one body. Leaves: a [`Body`]. Links are not resolved here: their places
//! in the HTML are holes, marked while rendering by the scheme `kbgen:` and the number of the link.

mod blocks;
mod footnotes;
mod headings;
mod inline;
mod places;
mod tables;
mod tokens;

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use pulldown_cmark::{CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, html as writer};

use crate::config::Markdown;
use crate::model::{Block, BlockKind, Body, Code, Library, Link, Part};

use super::dialect::{self, Finding, Marked};
use super::holes;
use super::html;
use super::tags;
use super::units::{self, Side};

/// What is around a text that is rendered.
#[derive(Clone, Copy)]
pub struct Context<'c> {
    pub place: Place<'c>,
    pub library: &'c Library,
    pub options: &'c Markdown,
    /// Whether the source language is rendered; files that are included show theirs, too.
    pub is_source: bool,
    /// The title, where the front matter gives one and a heading need not.
    pub title: Option<&'c str>,
    /// Whether headings of level one are sections: there are several.
    pub sections: bool,
    /// Where the bilingual units begin in the file.
    pub units: &'c [usize],
}

/// Where a file lies, to follow its paths.
#[derive(Clone, Copy)]
pub struct Place<'c> {
    pub root: usize,
    /// Path below the content root.
    pub relative: &'c str,
    /// See [`crate::model::Source::docset`].
    pub docset: Option<usize>,
}

/// Renders one side of a body.
pub fn render(side: Side, context: Context<'_>) -> (Body, Vec<Finding>) {
    let marked = Rc::new(dialect::mark(side));
    let mut builder = Builder::new(marked.clone(), context);
    for (event, span) in Parser::new_ext(&marked.side.text, builder.options()).into_offset_iter() {
        builder.event(event, span);
    }
    builder.finish()
}

struct Builder<'a> {
    context: Context<'a>,
    /// The text being read: the document's, or that of a file it includes.
    frame: Frame,
    /// The files that are being included, outermost first.
    including: Vec<Arc<Part>>,
    /// How many bytes were included.
    included: usize,
    /// See [`holes::nonce`].
    nonce: u64,
    findings: Vec<Finding>,
    events: Vec<Event<'a>>,
    body: Body,
    ids: HashSet<String>,
    /// How often each wanted id was taken already.
    repeated: BTreeMap<String, usize>,
    /// Whether raw HTML was passed on, so that the result must be cleaned.
    raw: bool,
    /// Text that may go on in the next event.
    pending: Option<(Pending<'a>, Range<usize>)>,
    block: Option<OpenBlock>,
    /// Numbers of events that are start tags, and of the block that each begins.
    starts: Vec<(usize, usize)>,
    /// A paragraph that may be a heading.
    bold: Option<headings::Bold>,
    /// Where text stands: in the body's text and in the Markdown.
    words: Vec<(usize, usize)>,
    depth: u8,
    paragraph: Paragraph,
    /// Whether the paragraph is that of an alert in an item which has none of its own.
    tight_alert: bool,
    /// Number of emphases, links and the like that are open.
    inline: usize,
    heading: Option<headings::Open>,
    /// Language and text of the code block that is being read.
    code: Option<(String, String)>,
    /// Text of the HTML block that is being read.
    html_block: Option<(String, Range<usize>)>,
    /// Remnants of translation tools that are open.
    remnants: Vec<String>,
    /// Raw elements that are open within the leaf block; an anchor has no name.
    tags: Vec<String>,
    images_open: usize,
    links: Vec<OpenLink>,
    in_script: bool,
    quotes: Vec<blocks::Quote>,
    tables: Vec<tables::Open>,
    containers: Vec<blocks::Open>,
    /// Number of list items, quotations, cells and the like that are open.
    level: usize,
    footnotes: footnotes::Footnotes<'a>,
}

/// Text that is being collected.
enum Pending<'a> {
    /// One piece, as it came.
    One(CowStr<'a>),
    Many(String),
}

/// One text that is being read.
#[derive(Clone)]
struct Frame {
    marked: Rc<Marked>,
    /// Number of the included file; `None` for the document itself.
    file: Option<usize>,
    /// See [`dialect::Token::Include`]: the outer paragraph goes on around what is included.
    within_line: bool,
}

/// How far a paragraph of Markdown is written.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Paragraph {
    /// There is none.
    None,
    /// Nothing of it is written yet, or a block stood within it.
    Waiting,
    Open,
}

struct OpenBlock {
    kind: BlockKind,
    text: usize,
    links: usize,
    /// Number of the event that is its start tag, once there is one.
    event: Option<usize>,
}

/// A link that is open.
struct OpenLink {
    /// How many events there were before its text.
    events: usize,
    /// Its number; `None` where it becomes no link.
    number: Option<usize>,
    /// What its text is replaced by.
    name: Option<String>,
    /// Whether its text is its address, and nothing of the dialect.
    is_auto: bool,
    span: Range<usize>,
}

impl OpenLink {
    /// A link that is none: its text stays.
    fn without(events: usize, span: Range<usize>) -> Self {
        Self { events, number: None, name: None, is_auto: false, span }
    }
}

impl<'a> Builder<'a> {
    fn new(marked: Rc<Marked>, context: Context<'a>) -> Self {
        let text = &marked.side.text;
        Self {
            context,
            including: Vec::new(),
            included: 0,
            nonce: holes::nonce(text),
            findings: marked.findings.clone(),
            events: Vec::with_capacity(text.len() / 16),
            body: Body::default(),
            ids: HashSet::new(),
            repeated: BTreeMap::new(),
            raw: false,
            pending: None,
            block: None,
            starts: Vec::new(),
            bold: None,
            words: Vec::new(),
            depth: 0,
            paragraph: Paragraph::None,
            tight_alert: false,
            inline: 0,
            heading: None,
            code: None,
            html_block: None,
            remnants: Vec::new(),
            tags: Vec::new(),
            images_open: 0,
            links: Vec::new(),
            in_script: false,
            quotes: Vec::new(),
            tables: Vec::new(),
            containers: Vec::new(),
            level: 0,
            footnotes: footnotes::Footnotes::default(),
            frame: Frame { marked, file: None, within_line: false },
        }
    }

    fn options(&self) -> Options {
        let mut options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
        let wanted = self.context.options;
        options.set(Options::ENABLE_FOOTNOTES, wanted.footnotes);
        options.set(Options::ENABLE_TASKLISTS, wanted.task_lists);
        options.set(Options::ENABLE_MATH, wanted.math);
        options
    }

    fn event(&mut self, event: Event<'a>, span: Range<usize>) {
        if let Event::Text(text) = event {
            self.text_event(text, span);
            return;
        }
        self.flush();
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
            Event::Code(code) => {
                if self.frame.file.is_none() && self.images_open == 0 {
                    self.words.push((self.body.text.len(), span.start));
                }
                let code = self.restored(code);
                self.text(&code);
                self.inline_event(Event::Code(code));
            }
            Event::SoftBreak => {
                if self.paragraph != Paragraph::Waiting {
                    self.text(" ");
                    self.events.push(event);
                }
            }
            Event::HardBreak => {
                if self.paragraph != Paragraph::Waiting {
                    self.text(" ");
                    self.events.push(Event::InlineHtml("<br>\n".into()));
                }
            }
            Event::Rule => self.rule(),
            Event::Html(part) => match &mut self.html_block {
                Some((block, _)) => block.push_str(&part),
                None => self.html_block(&part, span),
            },
            Event::InlineHtml(tag) => self.inline_html(tag, span),
            Event::FootnoteReference(label) => self.footnote_reference(&label),
            Event::TaskListMarker(done) => self.task(done),
            Event::InlineMath(tex) => self.math(&tex, false),
            Event::DisplayMath(tex) => self.math(&tex, true),
            Event::Text(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'a>, span: Range<usize>) {
        match tag {
            Tag::Paragraph => self.start_paragraph(),
            Tag::Heading { level, .. } => self.start_heading(level as u8),
            Tag::Link { link_type, dest_url, title, .. } if link_type != LinkType::Email => {
                self.start_link(link_type, &dest_url, title, span);
            }
            Tag::Image { link_type, dest_url, title, id } => {
                self.images_open += 1;
                let dest_url = self.link(&dest_url, span, true);
                let title = self.restored(title);
                self.inline_event(Event::Start(Tag::Image { link_type, dest_url, title, id }));
            }
            Tag::CodeBlock(kind) => self.start_code(&kind),
            Tag::HtmlBlock => self.html_block = Some((String::new(), span)),
            Tag::BlockQuote(_) => self.start_quote(),
            Tag::Table(alignments) => self.start_table(alignments),
            Tag::TableHead => self.start_row(true),
            Tag::TableRow => self.start_row(false),
            Tag::List(start) => {
                self.close_block();
                self.depth = self.depth.saturating_add(1);
                self.events.push(Event::Start(Tag::List(start)));
            }
            Tag::Item => {
                self.level += 1;
                self.open_block(BlockKind::Item);
                self.begin_element();
                self.events.push(Event::Start(Tag::Item));
            }
            Tag::TableCell => self.start_cell(),
            Tag::FootnoteDefinition(label) => self.start_footnote(&label),
            // One that a link shows by including it.
            Tag::Link { .. } if self.in_link() => self.links.push(OpenLink::without(self.events.len(), span)),
            Tag::Emphasis | Tag::Strong | Tag::Strikethrough | Tag::Link { .. } => {
                self.inline_event(Event::Start(tag));
                self.inline += 1;
            }
            other => self.events.push(Event::Start(other)),
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::Link => self.end_link(),
            TagEnd::CodeBlock => self.end_code(),
            TagEnd::HtmlBlock => {
                if let Some((block, span)) = self.html_block.take() {
                    self.html_block(&block, span);
                }
            }
            TagEnd::BlockQuote(_) => self.end_quote(),
            TagEnd::Table => self.end_table(),
            TagEnd::TableHead => self.end_row(true),
            TagEnd::TableRow => self.end_row(false),
            TagEnd::Item => {
                self.close_block();
                self.close_containers();
                self.level -= 1;
                self.events.push(Event::End(TagEnd::Item));
            }
            TagEnd::TableCell => self.end_cell(),
            TagEnd::List(_) => {
                self.close_block();
                self.depth = self.depth.saturating_sub(1);
                self.events.push(Event::End(tag));
            }
            TagEnd::Image => {
                self.images_open = self.images_open.saturating_sub(1);
                self.events.push(Event::End(tag));
            }
            TagEnd::FootnoteDefinition => self.end_footnote(),
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => {
                self.inline = self.inline.saturating_sub(1);
                self.events.push(Event::End(tag));
            }
            _ => self.events.push(Event::End(tag)),
        }
    }

    /// Adds running text.
    fn text(&mut self, text: &str) {
        // Alternative texts are no running text, nor are scripts.
        if self.images_open == 0 && !self.in_script {
            self.body.text.push_str(text);
        }
    }

    fn markup(&mut self, html: String) {
        self.events.push(Event::Html(CowStr::from(html)));
    }

    /// A text without marks of the dialect.
    fn restored(&self, text: CowStr<'a>) -> CowStr<'a> {
        match self.frame.marked.restore(&text) {
            std::borrow::Cow::Borrowed(_) => text,
            std::borrow::Cow::Owned(restored) => restored.into(),
        }
    }

    fn find(&mut self, code: Code, span: Range<usize>, message: impl Into<String>, help: &'static str) {
        let message = self.frame.marked.restore(&message.into()).into_owned();
        self.findings.push(Finding { code, span, message, help, file: self.frame.file });
    }

    /// Whether a link is open, in which no other may stand.
    fn in_link(&self) -> bool {
        self.links.iter().any(|link| link.number.is_some())
    }

    /// Bytes of the file that a span of the text came from.
    fn original(&self, span: &Range<usize>) -> Range<usize> {
        self.frame.marked.side.original_span(span)
    }

    fn open_block(&mut self, kind: BlockKind) {
        self.close_block();
        self.block = Some(OpenBlock { kind, text: self.body.text.len(), links: self.body.links.len(), event: None });
    }

    /// The next event is the start tag of the open block.
    fn begin_element(&mut self) {
        if let Some(block) = &mut self.block {
            block.event = Some(self.events.len());
        }
    }

    fn close_block(&mut self) {
        let Some(block) = self.block.take() else { return };
        if block.kind == BlockKind::Item {
            self.close_tags();
        }
        let end = self.body.text.len();
        let links = block.links..self.body.links.len();
        if !self.body.text[block.text..].trim().is_empty() || !links.is_empty() {
            self.body.text.push('\n');
            self.starts.extend(block.event.map(|event| (event, self.body.blocks.len())));
            self.judge_bold(block.kind);
            self.body.blocks.push(Block { kind: block.kind, depth: self.depth, text: block.text..end, links });
        }
        if self.paragraph == Paragraph::None || self.tight_alert && block.kind == BlockKind::Item {
            self.close_alert_of_paragraph();
        }
    }

    /// Registers a link; what stands for its address until the site is known.
    fn link(&mut self, target: &str, span: Range<usize>, embedded: bool) -> CowStr<'a> {
        let target = self.frame.marked.restore(target).into_owned();
        let span = self.original(&span);
        CowStr::from(self.link_at(target, span, embedded))
    }

    fn link_at(&mut self, target: String, span: Range<usize>, embedded: bool) -> String {
        let number = self.body.links.len();
        self.body.links.push(Link { target, span, embedded, file: self.frame.file, unlabelled: false });
        holes::mark(self.nonce, number)
    }

    /// Raw HTML made ready, its links registered.
    fn prepare(&mut self, raw: &str, span: &Range<usize>) -> html::Prepared {
        let (links, nonce, file) = (&mut self.body.links, self.nonce, self.frame.file);
        let marked = &self.frame.marked;
        // Its links come in the order of the text.
        let mut searched = span.start;
        // Those that are written with escapes are not found.
        let mut misses = 0;
        html::prepare(raw, |target, embedded| {
            let text = &marked.side.text;
            let part = text.get(searched..span.end).filter(|_| misses < 100);
            let found = part.and_then(|part| part.find(target)).map(|n| searched + n);
            misses += usize::from(found.is_none());
            let place = found.map_or(span.clone(), |at| at..at + target.len().max(1));
            searched = found.map_or(searched, |at| at + target.len());
            let target = marked.restore(target).into_owned();
            let span = marked.side.original_span(&place);
            links.push(Link { target, span, embedded, file, unlabelled: false });
            holes::mark(nonce, links.len() - 1)
        })
    }

    /// An id that no other element of the page has.
    fn unique(&mut self, wanted: String) -> String {
        let wanted = if wanted.is_empty() { "section".to_owned() } else { wanted };
        if self.ids.insert(wanted.clone()) {
            return wanted;
        }
        loop {
            let n = self.repeated.entry(wanted.clone()).or_default();
            *n += 1;
            let next = format!("{wanted}-{n}");
            if self.ids.insert(next.clone()) {
                return next;
            }
        }
    }

    fn finish(mut self) -> (Body, Vec<Finding>) {
        self.flush();
        self.close_block();
        self.close_containers();
        self.write_footnotes();
        let units = self.unit_starts();
        let mut body = self.body;
        body.units = units;
        body.html.reserve(self.frame.marked.side.text.len() * 3 / 2);
        self.starts.sort_unstable();
        let mut starts = self.starts.into_iter().peekable();
        let events = self.events.into_iter().enumerate().flat_map(|(n, event)| {
            let mark = starts.next_if(|(at, _)| *at == n).map(|(_, block)| holes::block(block));
            [Some(event), mark.map(|mark| Event::InlineHtml(mark.into()))].into_iter().flatten()
        });
        writer::push_html(&mut body.html, events);
        if self.raw {
            body.html = tags::unique_ids(&html::clean(&body.html), &mut body.anchors);
        }
        holes::find(&mut body, self.nonce);
        // It is kept until the site is written.
        body.html.shrink_to_fit();
        body.text.shrink_to_fit();
        body.links.shrink_to_fit();
        body.blocks.shrink_to_fit();
        (body, self.findings)
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests;
