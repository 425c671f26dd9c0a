//! The docfx dialect: what Markdown does not know is found in the text before Markdown is parsed.
//!
//! Enters: one language of a body. Leaves: the same text with every construct of the dialect
//! replaced by a mark, and what each mark stands for. A mark is a number between noncharacters, which
//! Markdown takes for a word; where it turns up in code, the original text is put back. Nothing is
//! rendered here.

mod alert;
mod bold;
mod colons;
mod directive;
mod link;
pub mod snippet;

use std::borrow::Cow;
use std::ops::Range;

use crate::model::Code;

use super::units::Side;

pub use alert::Alert;
pub use directive::head;

/// Stands around the number of a mark; no text of an author holds this character.
pub const MARK: char = '\u{FDD2}';

/// A space that readers never see: it tells Markdown that bold ends or begins here. Nothing else
/// uses this control character.
pub const GAP: char = '\u{85}';

/// What a mark stands for.
#[derive(Clone, Debug, PartialEq)]
pub enum Token {
    /// `[!NOTE]`; whether it opens a quotation, as it should.
    Alert { kind: Alert, sound: bool },
    /// `[!INCLUDE [label](path)]`; whether it stands alone on its line.
    Include { path: String, alone: bool },
    /// `[!code-lang[…](…)]`, `:::code`.
    Snippet(snippet::Snippet),
    /// `[!VIDEO url]`, `:::video`.
    Video(String),
    /// `[!div class="…"]`: the classes.
    Div(Vec<String>),
    /// `:::image`.
    Image(Image),
    /// The end of a complex `:::image`.
    ImageEnd,
    /// `:::row` and its like.
    Open(Container),
    /// `:::row-end` and its like; `None` for a bare `:::`.
    Close(Option<&'static str>),
    /// A text that is shown as it is (`:::no-loc`).
    Text(String),
    /// A directive that nobody knows: nothing.
    Nothing,
}

impl Token {
    /// Changes every text of the token.
    fn map_text(mut self, change: impl Fn(&mut String)) -> Self {
        match &mut self {
            Self::Include { path: text, .. }
            | Self::Video(text)
            | Self::Text(text)
            | Self::Open(Container::Variant(text) | Container::Alert(_, text)) => change(text),
            Self::Snippet(snippet) => change(&mut snippet.path),
            Self::Div(classes) => classes.iter_mut().for_each(change),
            Self::Image(image) => {
                [&mut image.source, &mut image.alt].into_iter().chain(&mut image.lightbox).for_each(change);
            }
            Self::Alert { .. } | Self::ImageEnd | Self::Open(_) | Self::Close(_) | Self::Nothing => {}
        }
        self
    }
}

/// A block of `:::`.
#[derive(Clone, Debug, PartialEq)]
pub enum Container {
    Row,
    /// How many columns wide.
    Column(u8),
    /// `moniker` and `zone`: whom it is for.
    Variant(String),
    /// An alert in the form of other generators, with its own title or none.
    Alert(Alert, String),
    /// One that nobody knows; its content is shown.
    Unknown,
}

/// An image of `:::image`.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Image {
    pub source: String,
    pub alt: String,
    pub lightbox: Option<String>,
    /// Small and without a caption (`type="icon"`).
    pub icon: bool,
    /// Followed by a long description (`type="complex"`).
    pub complex: bool,
    pub border: bool,
}

/// One construct in its place.
#[derive(Clone, Debug, PartialEq)]
pub struct Mark {
    pub token: Token,
    /// What stood there.
    pub original: String,
    /// Where it stood, in bytes of the file.
    pub span: Range<usize>,
    /// What the author should know, where it is not code.
    pub problem: Option<Problem>,
}

/// What is wrong with a construct.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    pub code: Code,
    pub message: String,
    pub help: &'static str,
}

/// Something the author should know, at bytes of the file.
#[derive(Clone, Debug)]
pub struct Finding {
    pub code: Code,
    pub span: Range<usize>,
    pub message: String,
    pub help: &'static str,
    /// Number of the included file that it is about; `None` for the document itself.
    pub file: Option<usize>,
}

/// A text with marks.
#[derive(Debug, Default)]
pub struct Marked {
    pub side: Side,
    pub marks: Vec<Mark>,
    pub findings: Vec<Finding>,
    /// Whether the text is known to hold neither marks nor gaps: most texts need no restoring.
    is_plain: bool,
}

/// Marks every construct of the dialect.
pub fn mark(side: Side) -> Marked {
    let mut marked = Marked { side, ..Marked::default() };
    if marked.side.text.contains("&quot;>") {
        mend_quotes(&mut marked);
    }
    if marked.side.text.contains("**") {
        bold::mend(&mut marked);
    }
    if marked.side.text.contains("](http")
        || marked.side.text.contains("( http")
        || marked.side.text.contains("] (http")
    {
        link::mend(&mut marked);
    }
    if marked.side.text.contains(":::") {
        colons::mark(&mut marked);
    }
    if marked.side.text.contains("[!") || marked.side.text.contains("[！") || marked.side.text.contains(":::") {
        directive::mark(&mut marked);
    }
    if marked.side.text.contains("&#") {
        mark_references(&mut marked);
    }
    marked.is_plain = !marked.side.text.contains([MARK, GAP]);
    marked
}

/// Marks references to the characters that kbgen uses for itself (`&#xFDD2;`), so that nothing makes them of it.
fn mark_references(marked: &mut Marked) {
    let old = marked.side.clone();
    let mut rewrite = Rewrite::new();
    for (start, _) in old.text.match_indices("&#") {
        let rest = &old.text[start + 2..];
        let digits = rest.trim_start_matches(['x', 'X']);
        let radix = if digits.len() < rest.len() { 16 } else { 10 };
        let length = digits.find(|c: char| !c.is_digit(radix)).unwrap_or(digits.len());
        let shown = match u32::from_str_radix(digits[..length].trim_start_matches('0'), radix) {
            Ok(0xFDD0..=0xFDEF) => '\u{FFFD}',
            // Browsers read it as the sign of an older encoding.
            Ok(0x85) => '…',
            _ => continue,
        };
        let end = start + 2 + (rest.len() - digits.len()) + length;
        let end = end + usize::from(old.text[end..].starts_with(';'));
        let mark = marked.add(Token::Text(shown.into()), start..end, None);
        rewrite.replace(&old, start..end, &mark);
    }
    marked.side = rewrite.finish(&old);
}

/// Gives anchors whose quotation marks became entities (`<a name="x&quot;>`) their own again.
fn mend_quotes(marked: &mut Marked) {
    let old = marked.side.clone();
    let mut rewrite = Rewrite::new();
    for (open, _) in old.text.match_indices("<a ") {
        let tag = head(&old.text[open..]).split_inclusive('>').next().unwrap_or_default();
        if tag.ends_with("&quot;>") && !tag.contains('\n') {
            rewrite.replace(&old, open..open + tag.len(), &tag.replace("&quot;", "\""));
        }
    }
    marked.side = rewrite.finish(&old);
}

impl Marked {
    /// The text of a mark for `token`, which stood at `span` of the side.
    fn add(&mut self, token: Token, span: Range<usize>, problem: Option<Problem>) -> String {
        let number = self.marks.len();
        let problem =
            problem.map(|problem| Problem { message: self.restore(&problem.message).into_owned(), ..problem });
        let token = token.map_text(|text| *text = self.restore(text).into_owned());
        let original = self.restore(&self.side.text[span.clone()]).into_owned();
        let span = self.side.original_span(&span);
        self.marks.push(Mark { token, original, span, problem });
        format!("{MARK}{number}{MARK}")
    }

    fn find(&mut self, code: Code, span: Range<usize>, message: impl Into<String>, help: &'static str) {
        let span = self.side.original_span(&span);
        self.findings.push(Finding { code, span, message: message.into(), help, file: None });
    }

    /// Whether a part of the text holds marks or gaps.
    pub fn is_marked(&self, part: &str) -> bool {
        !self.is_plain && part.contains([MARK, GAP])
    }

    /// A text without marks and gaps: the originals are put back.
    pub fn restore<'t>(&self, text: &'t str) -> Cow<'t, str> {
        if !self.is_marked(text) {
            return Cow::Borrowed(text);
        }
        let mut out = String::with_capacity(text.len());
        for piece in self.pieces(text) {
            match piece {
                Piece::Text(text) => out.extend(text.chars().filter(|c| *c != GAP)),
                Piece::Mark(mark) => out.push_str(&mark.original),
            }
        }
        Cow::Owned(out)
    }

    /// A tag without marks and gaps: as [`Self::restore`], but what a mark shows is not named.
    pub fn restore_tag<'t>(&self, tag: &'t str) -> Cow<'t, str> {
        if !self.is_marked(tag) {
            return Cow::Borrowed(tag);
        }
        let shown = |piece| match piece {
            Piece::Text(text) => text.replace(GAP, ""),
            Piece::Mark(Mark { token: Token::Text(text), .. }) => text.clone(),
            Piece::Mark(mark) => mark.original.clone(),
        };
        Cow::Owned(self.pieces(tag).into_iter().map(shown).collect())
    }

    /// A text cut at its marks.
    pub fn pieces<'t>(&self, text: &'t str) -> Vec<Piece<'_, 't>> {
        let mut pieces = Vec::new();
        let mut rest = text;
        while let Some((before, after)) = rest.split_once(MARK) {
            if !before.is_empty() {
                pieces.push(Piece::Text(before));
            }
            let (number, after) = after.split_once(MARK).unwrap_or((after, ""));
            pieces.extend(number.parse().ok().and_then(|n: usize| self.marks.get(n)).map(Piece::Mark));
            rest = after;
        }
        if !rest.is_empty() {
            pieces.push(Piece::Text(rest));
        }
        pieces
    }
}

/// A part of a marked text.
pub enum Piece<'m, 't> {
    Text(&'t str),
    Mark(&'m Mark),
}

/// A side being written anew from another one.
struct Rewrite {
    out: Side,
    /// How far the old text is copied.
    at: usize,
}

impl Rewrite {
    fn new() -> Self {
        Self { out: Side::default(), at: 0 }
    }

    /// Puts `text` in the place of the bytes `range` of `old`; ranges come in order.
    fn replace(&mut self, old: &Side, range: Range<usize>, text: &str) {
        self.out.copy(old, self.at..range.start);
        self.out.push(text, old.original(range.start));
        self.at = range.end;
    }

    fn finish(mut self, old: &Side) -> Side {
        self.out.copy(old, self.at..old.text.len());
        self.out
    }
}

/// Lines of a text with their places, and whether they are code between fences.
struct Lines<'a> {
    text: &'a str,
    at: usize,
    fence: Option<(char, usize)>,
}

/// One line: where it begins, its text without its end, and whether it is part of a fenced block.
struct Line<'a> {
    start: usize,
    text: &'a str,
    fenced: bool,
}

impl<'a> Lines<'a> {
    fn new(text: &'a str) -> Self {
        Self { text, at: 0, fence: None }
    }
}

impl<'a> Iterator for Lines<'a> {
    type Item = Line<'a>;

    fn next(&mut self) -> Option<Line<'a>> {
        if self.at >= self.text.len() {
            return None;
        }
        let start = self.at;
        let end = self.text[start..].find('\n').map_or(self.text.len(), |n| start + n + 1);
        self.at = end;
        let text = self.text[start..end].trim_end_matches(['\n', '\r']);
        // Quotations and list items may hold fences.
        let inner = text.trim_start_matches([' ', '\t', '>']);
        let inner = inner.strip_prefix("- ").or_else(|| inner.strip_prefix("* ")).unwrap_or(inner).trim_start();
        let mark = inner.chars().next().filter(|c| matches!(c, '`' | '~'));
        let length = mark.map_or(0, |mark| inner.len() - inner.trim_start_matches(mark).len());
        let fenced = match (self.fence, mark) {
            (Some((open, least)), Some(mark)) if mark == open && length >= least => {
                if inner[length..].trim().is_empty() {
                    self.fence = None;
                }
                true
            }
            (Some(_), _) => true,
            (None, Some(mark)) if length >= 3 && !(mark == '`' && inner[length..].contains('`')) => {
                self.fence = Some((mark, length));
                true
            }
            _ => false,
        };
        Some(Line { start, text, fenced })
    }
}

/// The attributes of a construct (`name="value"`), names in lower case.
fn attributes(text: &str) -> Vec<(String, String)> {
    let text = text.replace("&quot;", "\"");
    let mut rest = text.as_str();
    let mut found = Vec::new();
    while let Some((before, after)) = rest.split_once('=') {
        let name = before.rsplit(char::is_whitespace).next().unwrap_or_default().to_ascii_lowercase();
        let after = after.trim_start();
        let quote = after.chars().next().filter(|c| matches!(c, '"' | '\'' | '“' | '”' | '„' | '«'));
        let (value, left) = match quote {
            Some(quote) => {
                let inner = &after[quote.len_utf8()..];
                let ends: &[char] = if quote.is_ascii() { &[quote] } else { &['"', '“', '”', '»'] };
                let end = inner.find(ends).unwrap_or(inner.len());
                let after = inner[end..].chars().next().map_or(0, char::len_utf8);
                (&inner[..end], &inner[end + after..])
            }
            None => after.split_once(char::is_whitespace).unwrap_or((after, "")),
        };
        if !name.is_empty() {
            found.push((name, value.trim().to_owned()));
        }
        rest = left;
    }
    found
}

fn attribute(attributes: &[(String, String)], name: &str) -> Option<String> {
    attributes.iter().find(|(n, _)| n == name).map(|(_, value)| value.clone()).filter(|value| !value.is_empty())
}
