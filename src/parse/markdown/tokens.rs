//! What the marks of the dialect become.

use std::ops::Range;
use std::rc::Rc;
use std::sync::Arc;

use pulldown_cmark::{CowStr, Event, Parser, TagEnd};

use crate::model::{Code, Included, Part};
use crate::plan::url;

use super::super::dialect::snippet::Snippet;
use super::super::dialect::{self, Image, Mark, Token};
use super::super::front_matter;
use super::super::holes::TEXT_MARK;
use super::blocks::{Kind, Open};
use super::{Builder, Frame, Paragraph, Place, Side, escape, units};

/// More than this many bytes are not included in one text.
const MOST_INCLUDED: usize = 10 * 1024 * 1024;

/// Includes do not nest deeper.
const DEEPEST: usize = 20;

impl Builder<'_> {
    /// Writes what a mark stands for.
    pub(super) fn token(&mut self, mark: &Mark) {
        let span = mark.span.clone();
        if let Some(problem) = &mark.problem {
            self.find(problem.code, span.clone(), problem.message.clone(), problem.help);
        }
        match &mark.token {
            Token::Nothing => {}
            Token::Text(text) => {
                self.text(text);
                self.inline_event(Event::Text(CowStr::from(text.clone())));
            }
            Token::Alert { kind, .. } => self.alert(*kind, span),
            Token::Div(classes) => self.div(classes),
            Token::Video(address) => self.video(address, span),
            Token::Image(image) => self.image(image, span),
            Token::ImageEnd => self.close_description(span),
            Token::Open(container) => self.open_container(container, span),
            Token::Close(name) => self.close_container(*name, span),
            Token::Snippet(snippet) => self.snippet(snippet, span),
            Token::Include { path, alone } => self.include(path, *alone, span),
        }
    }

    /// `[!div class="…"]`: the quotation becomes a block of that class.
    fn div(&mut self, classes: &[String]) {
        let class = classes.iter().find_map(|class| match class.to_ascii_lowercase().as_str() {
            "checklist" => Some("checklist"),
            "nextstepaction" => Some("next-action"),
            "op_single_selector" | "op_multi_selector" => Some("selector"),
            _ => None,
        });
        let open = class.map_or_else(|| "<div>\n".to_owned(), |class| format!("<div class=\"{class}\">\n"));
        self.become_other(open, "</div>\n");
    }

    fn video(&mut self, address: &str, span: Range<usize>) {
        let host = address.split_once("://").map_or("", |(_, rest)| rest);
        let host = host.split(['/', '?', '#', ':']).next().unwrap_or_default().to_owned();
        if self.in_link() {
            self.inline_event(Event::InlineHtml(format!("{TEXT_MARK}watch_video{TEXT_MARK}").into()));
            return;
        }
        let link = self.link_at(address.to_owned(), span, false);
        let host = if host.is_empty() { host } else { format!(" <span class=\"host\">{}</span>", escape(&host)) };
        let html = format!("<a href=\"{link}\">{TEXT_MARK}watch_video{TEXT_MARK}</a>{host}");
        // The quotation that it stands in is a form only.
        self.become_other(String::new(), "");
        if self.make_room() {
            self.markup(format!("<p class=\"video\">{html}</p>\n"));
        } else {
            self.inline_event(Event::InlineHtml(html.into()));
        }
    }

    fn image(&mut self, image: &Image, span: Range<usize>) {
        let source = self.link_at(image.source.clone(), span.clone(), true);
        let picture = format!("<img src=\"{source}\" alt=\"{}\">", escape(&image.alt));
        let linked = match &image.lightbox {
            Some(large) if !image.icon && !self.in_link() => {
                let large = self.link_at(large.clone(), span.clone(), false);
                format!("<a class=\"lightbox\" href=\"{large}\">{picture}</a>")
            }
            _ => picture,
        };
        // Within a line it is a part of the sentence.
        let alone = matches!(self.paragraph, Paragraph::Waiting) || image.complex;
        if image.icon || !alone || !self.make_room() {
            self.inline_event(Event::InlineHtml(linked.into()));
            return;
        }
        let class = if image.border { "image" } else { "image plain" };
        if image.complex {
            self.markup(format!(
                "<figure class=\"{class}\">{linked}\n<details class=\"description\"><summary>{TEXT_MARK}image_description{TEXT_MARK}</summary>\n"
            ));
            self.containers.push(Open { kind: Kind::Description, level: self.level, span, file: self.frame.file });
        } else {
            self.markup(format!("<figure class=\"{class}\">{linked}</figure>\n"));
        }
    }

    fn snippet(&mut self, snippet: &Snippet, span: Range<usize>) {
        let code = match self.part(&snippet.path) {
            None => Err(format!("there is no file `{}`", snippet.path)),
            Some(part) => snippet.of(&part.text).map_err(|what| format!("`{}` {what}", part.path)),
        };
        match code {
            Ok(code) => {
                let is_block = self.make_room();
                self.text(&code);
                if is_block {
                    self.code_block(&snippet.language().to_ascii_lowercase(), &code);
                } else {
                    self.inline_event(Event::Code(CowStr::from(code.trim().to_owned())));
                }
            }
            Err(message) => {
                self.find(Code::MissingSnippet, span, message, "correct the path, the lines or the name");
                let is_block = self.make_room();
                self.gap("missing_code", is_block);
            }
        }
    }

    /// The file at a path as the text being read writes it.
    fn part(&self, path: &str) -> Option<Arc<Part>> {
        let place = self.place();
        let target = super::super::parts::locate(place, path)?;
        self.context.library.find(place.root, &target).cloned()
    }

    fn place(&self) -> Place<'_> {
        match self.frame.file.and_then(|file| self.body.includes.get(file)) {
            Some(file) => Place { root: file.root, relative: &file.relative, docset: file.docset },
            None => self.context.place,
        }
    }

    fn include(&mut self, path: &str, alone: bool, span: Range<usize>) {
        let is_block = alone && self.make_room();
        let Some(part) = self.part(path) else {
            let help = "correct the path, or write the file; it is looked for in the source language, too";
            self.find(Code::MissingInclude, span, format!("there is no file `{}` to include", url::decode(path)), help);
            self.gap("missing_part", is_block);
            return;
        };
        let cycle = self.including.contains(&part) || self.including.len() >= DEEPEST;
        if cycle || self.included + part.text.len() > MOST_INCLUDED {
            let message = if cycle {
                format!("`{}` includes itself", part.path)
            } else {
                format!("with `{}` more than 10 MB are included", part.path)
            };
            self.find(Code::IncludeCycle, span, message, "remove one of the includes");
            self.gap("missing_part", is_block);
            return;
        }
        self.included += part.text.len();
        let file = self.body.includes.iter().position(|i| i.path == part.path).unwrap_or_else(|| {
            self.body.includes.push(Included {
                path: part.path.clone(),
                root: part.root,
                relative: part.relative.clone(),
                docset: part.docset,
                text: part.text.clone(),
            });
            self.body.includes.len() - 1
        });
        let start = front_matter::body_start(&part.text);
        let body = &part.text[start..];
        let cut = units::cut(body);
        let side = match (cut.units, self.context.is_source) {
            (0, _) => Side::plain(body, start),
            (_, true) => units::source_side(body, &cut, start),
            (_, false) => units::target_side(body, &cut, start),
        };
        let marked = Rc::new(dialect::mark(side));
        let mut found = marked.findings.clone();
        found.iter_mut().for_each(|finding| finding.file = Some(file));
        self.findings.append(&mut found);

        self.including.push(part.clone());
        let outer = std::mem::replace(
            &mut self.frame,
            Frame { marked: marked.clone(), file: Some(file), within_line: !is_block },
        );
        let paragraph = self.paragraph;
        let tight_alert = std::mem::take(&mut self.tight_alert);
        // What a file opens ends with it, and it ends nothing of the other.
        self.level += 1;
        if is_block {
            self.paragraph = Paragraph::None;
        }
        for (event, span) in Parser::new_ext(&marked.side.text, self.options()).into_offset_iter() {
            // What a line includes is a part of that line.
            let is_block_event = matches!(
                &event,
                Event::Start(tag) if !matches!(tag, pulldown_cmark::Tag::Paragraph | pulldown_cmark::Tag::Link { .. }
                    | pulldown_cmark::Tag::Image { .. } | pulldown_cmark::Tag::Emphasis | pulldown_cmark::Tag::Strong
                    | pulldown_cmark::Tag::Strikethrough)
            );
            if !is_block && is_block_event && self.frame.within_line && self.make_room() {
                self.frame.within_line = false;
                self.paragraph = Paragraph::None;
            }
            // Where no block may stand, its words do.
            let is_inline_end = matches!(
                &event,
                Event::End(
                    TagEnd::Paragraph
                        | TagEnd::Link
                        | TagEnd::Image
                        | TagEnd::Emphasis
                        | TagEnd::Strong
                        | TagEnd::Strikethrough
                )
            );
            let is_block_end = matches!(&event, Event::End(_)) && !is_inline_end;
            if self.frame.within_line
                && (is_block_event || is_block_end || matches!(&event, Event::Html(_) | Event::Rule))
            {
                self.flush();
                if is_block_end {
                    self.text(" ");
                    self.inline_event(Event::SoftBreak);
                }
                continue;
            }
            self.event(event.into_static(), span);
        }
        self.flush();
        if !self.frame.within_line {
            self.close_block();
        }
        if self.containers.last().is_some_and(|open| open.level >= self.level) {
            self.make_room();
            self.close_containers();
        }
        self.level -= 1;
        self.tight_alert = tight_alert;
        if !self.frame.within_line {
            self.paragraph = if paragraph == Paragraph::None { Paragraph::None } else { Paragraph::Waiting };
        }
        self.frame = outer;
        self.including.pop();
    }
}
