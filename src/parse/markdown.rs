//! Markdown to HTML with holes, headings, blocks and plain text; the home of the Markdown library.
//!
//! Enters: one language of one body. Leaves: a [`Body`]. Links are not resolved here: their places
//! in the HTML are holes, marked while rendering by the scheme `kbgen:` and the number of the link.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;

use pulldown_cmark::{
    BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Options, Parser, Tag, TagEnd, html as writer,
};

use crate::model::{Block, BlockKind, Body, Code, Heading, Link, Title};

use super::holes::{self, TEXT_MARK};
use super::html;
use super::units::{Side, is_cjk};

/// Something the author should know, at bytes of the side's text.
pub struct Finding {
    pub code: Code,
    pub span: Range<usize>,
    pub message: String,
    pub help: &'static str,
}

/// Renders one side of a body.
pub fn render(side: &Side) -> (Body, Vec<Finding>) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH | Options::ENABLE_GFM;
    let mut builder = Builder::new(side);
    for (event, span) in Parser::new_ext(&side.text, options).into_offset_iter() {
        builder.event(event, span);
    }
    builder.finish()
}

struct Builder<'a> {
    side: &'a Side,
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
    block: Option<OpenBlock>,
    depth: u8,
    heading: Option<OpenHeading>,
    /// Text of the HTML block that is being read.
    html_block: Option<String>,
    /// `</a>` tags that belong to anchors already written.
    anchors_open: usize,
    images_open: usize,
    in_script: bool,
    /// For each open quotation, whether it is an alert.
    quotes: Vec<bool>,
}

struct OpenBlock {
    kind: BlockKind,
    text: usize,
    links: usize,
}

struct OpenHeading {
    level: u8,
    /// Where its own events begin.
    events: usize,
    names: Vec<String>,
}

impl<'a> Builder<'a> {
    fn new(side: &'a Side) -> Self {
        Self {
            side,
            nonce: holes::nonce(&side.text),
            findings: Vec::new(),
            events: Vec::with_capacity(side.text.len() / 16),
            body: Body::default(),
            ids: HashSet::new(),
            repeated: BTreeMap::new(),
            raw: false,
            block: None,
            depth: 0,
            heading: None,
            html_block: None,
            anchors_open: 0,
            images_open: 0,
            in_script: false,
            quotes: Vec::new(),
        }
    }

    fn event(&mut self, event: Event<'a>, span: Range<usize>) {
        match event {
            Event::Start(tag) => self.start(tag, span),
            Event::End(tag) => self.end(tag),
            Event::Text(_) if self.in_script => {}
            Event::Text(text) => {
                let text = closed_up(text);
                self.text(&text);
                self.events.push(Event::Text(text));
            }
            Event::Code(code) => {
                self.text(&code);
                self.events.push(Event::Code(code));
            }
            Event::SoftBreak => {
                self.text(" ");
                self.events.push(event);
            }
            Event::HardBreak => {
                self.text(" ");
                self.events.push(Event::InlineHtml("<br>\n".into()));
            }
            Event::Rule => self.markup("<hr>\n".into()),
            Event::Html(part) => match &mut self.html_block {
                Some(block) => block.push_str(&part),
                None => self.html_block(&part, span),
            },
            Event::InlineHtml(tag) => self.inline_html(tag, span),
            other => self.events.push(other),
        }
    }

    fn start(&mut self, tag: Tag<'a>, span: Range<usize>) {
        match tag {
            Tag::Heading { level, .. } => {
                let level = level as u8;
                self.open_block(BlockKind::Heading(level));
                self.heading = Some(OpenHeading { level, events: self.events.len(), names: Vec::new() });
            }
            Tag::Link { link_type, dest_url, title, id } if link_type != LinkType::Email => {
                let dest_url = self.link(&dest_url, span, false);
                self.events.push(Event::Start(Tag::Link { link_type, dest_url, title, id }));
            }
            Tag::Image { link_type, dest_url, title, id } => {
                self.images_open += 1;
                let dest_url = self.link(&dest_url, span, true);
                self.events.push(Event::Start(Tag::Image { link_type, dest_url, title, id }));
            }
            Tag::CodeBlock(kind) => {
                self.open_block(BlockKind::Code);
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => info.split([' ', ',', '{']).next().unwrap_or_default(),
                    CodeBlockKind::Indented => "",
                };
                let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '+' | '#' | '.' | '_');
                let open = if language.is_empty() || !language.chars().all(plain) {
                    "<pre tabindex=\"0\"><code>".to_owned()
                } else {
                    format!("<pre tabindex=\"0\"><code class=\"language-{}\">", language.to_ascii_lowercase())
                };
                self.markup(open);
            }
            Tag::HtmlBlock => self.html_block = Some(String::new()),
            Tag::BlockQuote(kind) => {
                self.close_block();
                self.depth = self.depth.saturating_add(1);
                self.quotes.push(kind.is_some());
                match kind {
                    Some(kind) => {
                        let name = alert_name(kind);
                        self.markup(format!(
                            "<div class=\"alert alert-{name}\" role=\"note\">\n<p class=\"alert-title\">{TEXT_MARK}alert_{name}{TEXT_MARK}</p>\n"
                        ));
                    }
                    None => self.events.push(Event::Start(Tag::BlockQuote(None))),
                }
            }
            Tag::Table(alignments) => {
                self.markup("<div class=\"table\" tabindex=\"0\">\n".into());
                self.events.push(Event::Start(Tag::Table(alignments)));
            }
            Tag::List(start) => {
                self.close_block();
                self.depth = self.depth.saturating_add(1);
                self.events.push(Event::Start(Tag::List(start)));
            }
            other => {
                match other {
                    Tag::Paragraph => self.open_block(BlockKind::Paragraph),
                    Tag::Item => self.open_block(BlockKind::Item),
                    Tag::TableCell => self.open_block(BlockKind::Cell),
                    _ => {}
                }
                self.events.push(Event::Start(other));
            }
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Heading(_) => self.end_heading(),
            TagEnd::CodeBlock => {
                self.close_block();
                self.markup("</code></pre>\n".into());
            }
            TagEnd::HtmlBlock => {
                if let Some(block) = self.html_block.take() {
                    self.html_block(&block, 0..0);
                }
            }
            TagEnd::BlockQuote(_) => {
                self.close_block();
                self.depth = self.depth.saturating_sub(1);
                if self.quotes.pop() == Some(true) {
                    self.markup("</div>\n".into());
                } else {
                    self.events.push(Event::End(TagEnd::BlockQuote(None)));
                }
            }
            TagEnd::Table => {
                self.events.push(Event::End(TagEnd::Table));
                self.markup("</div>\n".into());
            }
            _ => {
                match tag {
                    TagEnd::Paragraph | TagEnd::Item | TagEnd::TableCell => self.close_block(),
                    TagEnd::List(_) => {
                        self.close_block();
                        self.depth = self.depth.saturating_sub(1);
                    }
                    TagEnd::Image => self.images_open = self.images_open.saturating_sub(1),
                    _ => {}
                }
                self.events.push(Event::End(tag));
            }
        }
    }

    fn text(&mut self, text: &str) {
        // Alternative texts are no running text, nor are scripts.
        if self.images_open == 0 && !self.in_script {
            self.body.text.push_str(text);
        }
    }

    fn markup(&mut self, html: String) {
        self.events.push(Event::Html(CowStr::from(html)));
    }

    fn open_block(&mut self, kind: BlockKind) {
        self.close_block();
        self.block = Some(OpenBlock { kind, text: self.body.text.len(), links: self.body.links.len() });
    }

    fn close_block(&mut self) {
        let Some(block) = self.block.take() else { return };
        let end = self.body.text.len();
        let links = block.links..self.body.links.len();
        if !self.body.text[block.text..].trim().is_empty() || !links.is_empty() {
            self.body.text.push('\n');
            self.body.blocks.push(Block { kind: block.kind, depth: self.depth, text: block.text..end, links });
        }
    }

    fn link(&mut self, target: &str, span: Range<usize>, embedded: bool) -> CowStr<'a> {
        let number = self.body.links.len();
        self.body.links.push(Link { target: target.to_owned(), span: self.side.original_span(&span), embedded });
        CowStr::from(holes::mark(self.nonce, number))
    }

    fn inline_html(&mut self, tag: CowStr<'a>, span: Range<usize>) {
        match html::classify(&tag) {
            html::Tag::Anchor(name) => {
                self.anchors_open += 1;
                let name = name.trim();
                match &mut self.heading {
                    _ if name.is_empty() || name.contains(char::is_whitespace) => {}
                    Some(heading) => heading.names.push(name.to_owned()),
                    None => {
                        if self.ids.insert(name.to_owned()) {
                            self.body.anchors.push(name.to_owned());
                            self.events
                                .push(Event::InlineHtml(format!("<span id=\"{}\"></span>", escape(name)).into()));
                        }
                    }
                }
            }
            html::Tag::AnchorEnd if self.anchors_open > 0 => self.anchors_open -= 1,
            html::Tag::Break => {
                self.text(" ");
                self.events.push(Event::InlineHtml("<br>".into()));
            }
            html::Tag::Comment | html::Tag::Span => {}
            html::Tag::Remnant(name) => self.remnant(name, span),
            html::Tag::Placeholder => {
                self.text(&tag);
                self.events.push(Event::Text(tag));
            }
            html::Tag::AnchorEnd | html::Tag::Element => {
                self.raw = true;
                let lower = tag.to_ascii_lowercase();
                if ["<script", "<style"].iter().any(|open| lower.starts_with(open)) {
                    self.in_script = true;
                } else if ["</script", "</style"].iter().any(|close| lower.starts_with(close)) {
                    self.in_script = false;
                }
                self.events.push(Event::InlineHtml(html::prepare(&tag).0.into()));
            }
        }
    }

    fn html_block(&mut self, raw: &str, span: Range<usize>) {
        let (html, remnants, text) = html::prepare(raw);
        for name in remnants {
            self.remnant(&name, span.clone());
        }
        if !html.trim().is_empty() {
            self.open_block(BlockKind::Html);
            self.text(&text);
            self.close_block();
            self.raw = true;
            self.markup(html);
        }
    }

    fn remnant(&mut self, name: &str, span: Range<usize>) {
        self.findings.push(Finding {
            code: Code::LeftoverMarkup,
            span,
            message: format!("a tag `<{name}>` of a translation tool was left in the text"),
            help: "remove the tag; kbgen leaves it out and keeps the text",
        });
    }

    fn end_heading(&mut self) {
        let Some(mut heading) = self.heading.take() else { return };
        heading.names.extend(self.own_id());
        self.close_block();
        let events = self.events.split_off(heading.events);
        let text = match self.body.blocks.last() {
            Some(block) if matches!(block.kind, BlockKind::Heading(_)) => self.body.block_text(block).to_owned(),
            _ => String::new(),
        };
        let named = !heading.names.is_empty();
        let mut names = heading.names.into_iter();
        let wanted = names.next().unwrap_or_else(|| slug(&text));
        let others: Vec<String> = names.filter(|name| self.ids.insert(name.clone())).collect();
        self.body.anchors.extend(others.iter().cloned());
        // Where the front matter has the title, one after other text is a heading of the text.
        let inner = self.side.sections || self.body.blocks.len() > 1;
        let is_section = self.side.title.as_ref().is_some_and(|title| inner && *title != text);
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
            self.body.anchors.push(id.clone());
            self.body.title = Some(Title { text, html, id, anchor });
            return;
        }
        let id = self.unique(wanted);
        let level = heading.level.max(2);
        let spans: String = others.iter().map(|name| format!("<span id=\"{}\"></span>", escape(name))).collect();
        self.markup(format!("<h{level} id=\"{}\">{spans}", escape(&id)));
        self.events.extend(events);
        self.markup(format!("</h{level}>\n"));
        self.body.anchors.push(id.clone());
        self.body.headings.push(Heading { level, id, text, named });
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
        self.close_block();
        let mut body = self.body;
        body.html.reserve(self.side.text.len() * 3 / 2);
        writer::push_html(&mut body.html, self.events.into_iter());
        if body.html.contains(" style=\"text-align: ") {
            // Only the Markdown library writes this; a strict policy forbids style attributes.
            for (side, class) in [("left", "start"), ("center", "center"), ("right", "end")] {
                let style = format!(" style=\"text-align: {side}\"");
                body.html = body.html.replace(&style, &format!(" class=\"{class}\""));
            }
        }
        if self.raw {
            body.html = html::clean(&body.html);
        }
        holes::find(&mut body, self.side, self.nonce);
        (body, self.findings)
    }
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

fn alert_name(kind: BlockQuoteKind) -> &'static str {
    match kind {
        BlockQuoteKind::Note => "note",
        BlockQuoteKind::Tip => "tip",
        BlockQuoteKind::Important => "important",
        BlockQuoteKind::Warning => "warning",
        BlockQuoteKind::Caution => "caution",
    }
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;")
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::HoleKind;

    fn body(markdown: &str) -> Body {
        render(&Side::plain(markdown, 0)).0
    }

    /// The HTML with the holes named.
    fn html(markdown: &str) -> String {
        let body = body(markdown);
        let mut out = body.html.clone();
        for hole in body.holes.iter().rev() {
            let name = match &hole.kind {
                HoleKind::Href(n) => format!(" [{}]", body.links[*n].target),
                HoleKind::Image { link, alt, .. } => format!("[{} {alt}]", body.links[*link].target),
                HoleKind::Text(name) => format!("[{name}]"),
            };
            out.replace_range(hole.range.clone(), &name);
        }
        out
    }

    #[test]
    fn titles_and_headings() {
        let body = body(
            "# <a name=\"reset-key\"></a>Réinitialiser la [clé](x.md) `K`\n\n## <a name=\"two\"></a>Deux\n\n## Ça va ?\n\n# Encore\n",
        );
        let title = body.title.unwrap();
        assert_eq!((title.text.as_str(), title.anchor.as_deref()), ("Réinitialiser la clé K", Some("reset-key")));
        assert_eq!(title.html, "Réinitialiser la clé <code>K</code>");
        assert_eq!(
            body.html,
            "<h2 id=\"two\">Deux</h2>\n<h2 id=\"ça-va-\">Ça va ?</h2>\n<h2 id=\"encore\">Encore</h2>\n"
        );
        assert_eq!(body.anchors, ["reset-key", "two", "ça-va-", "encore"]);
    }

    #[test]
    fn holes() {
        assert_eq!(
            html("[a](b.md#c \"t\") ![x\"y](m.png) <https://e.org>"),
            "<p><a [b.md#c] title=\"t\">a</a> [m.png x\"y] <a [https://e.org]>https://e.org</a></p>\n"
        );
        assert_eq!(
            html("> [!NOTE]\n> Texte\n"),
            "<div class=\"alert alert-note\" role=\"note\">\n<p class=\"alert-title\">[alert_note]</p>\n<p>Texte</p>\n</div>\n"
        );
        // Raw HTML: cleaned, its links found as well.
        assert_eq!(
            html("<b onclick=\"x\">[a](b.md) <a href=\"c.md?x=1&amp;y\">c</a> <img src=\"d.png\" alt=\"> d\">\n"),
            "<p><b><a [b.md]>a</a> <a [c.md?x=1&y]>c</a> [d.png > d]</b></p><b>\n</b>"
        );
    }

    #[test]
    fn authors_cannot_write_holes() {
        for forged in
            ["<a href=\"kbgen:0\">x</a>", "[x](kbgen:0)", "`<a href=\"kbgen:0\">`", "\u{FDD1}alert_note\u{FDD1}"]
        {
            let body = body(forged);
            assert!(body.holes.iter().all(|h| match &h.kind {
                HoleKind::Href(n) => body.links[*n].target.starts_with("kbgen"),
                HoleKind::Image { .. } => false,
                HoleKind::Text(_) => forged.starts_with('\u{FDD1}'),
            }));
        }
    }

    #[test]
    fn placeholders_and_remnants() {
        assert_eq!(
            html("Envoyez <email> à <mrk mid=\"1\">lui</mrk>.</br>Fin"),
            "<p>Envoyez &lt;email&gt; à lui.<br>Fin</p>\n"
        );
        let (_, found) = render(&Side::plain("<mrk mid=\"1\">lui</mrk>", 0));
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn sentences_of_unspaced_scripts_close_up() {
        assert_eq!(html("一。 二！ [三](x)。 Four. 五 六"), "<p>一。二！ <a [x]>三</a>。 Four. 五 六</p>\n");
    }

    #[test]
    fn blocks_make_the_skeleton() {
        let body = body("# T\n\nUn [a](b).\n\n- x\n- y\n\n  z\n\n| h |\n|---|\n| [c](d) |\n\n```sh\ncode\n```\n");
        let skeleton: Vec<_> =
            body.blocks.iter().map(|b| (b.kind, b.depth, body.block_text(b), b.links.len())).collect();
        assert_eq!(
            skeleton,
            [
                (BlockKind::Heading(1), 0, "T", 0),
                (BlockKind::Paragraph, 0, "Un a.", 1),
                (BlockKind::Paragraph, 1, "x", 0),
                (BlockKind::Paragraph, 1, "y", 0),
                (BlockKind::Paragraph, 1, "z", 0),
                (BlockKind::Cell, 0, "h", 0),
                (BlockKind::Cell, 0, "c", 1),
                (BlockKind::Code, 0, "code", 0),
            ]
        );
    }
}
