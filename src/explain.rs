//! The help article of a diagnostic code. Enters: a code, and who asks for it in which language.
//! Leaves: the article as text for a terminal. The articles are part of the binary, so that no site
//! is needed; nothing is read from the disk.

use std::fmt::Write;
use std::sync::Arc;

use anstyle::{Effects, Style};
use include_dir::{Dir, include_dir};
use unicode_width::UnicodeWidthChar;

use crate::config::Markdown;
use crate::model::{Body, Code, Document, HoleKind, Library, Locale, Source};
use crate::parse;
use crate::plan::url;

/// The articles in each language that has them; those in English are rebuilt.
static ARTICLES: [(&str, Dir<'_>); 3] = [
    ("fr-FR", include_dir!("$CARGO_MANIFEST_DIR/content/fr-FR/kbgen/diagnostics")),
    ("sv-SE", include_dir!("$CARGO_MANIFEST_DIR/content/sv-SE/kbgen/diagnostics")),
    ("zh-TW", include_dir!("$CARGO_MANIFEST_DIR/content/zh-TW/kbgen/diagnostics")),
];

/// The docset below the folder of a locale, in the content and in the binary.
const DOCSET: &str = "kbgen/";

const ENGLISH: &str = "en-US";

/// A code that is less like what was asked for than this is not what was meant.
const ALIKE: f64 = 0.75;

/// The code of a number or name, in any case: `KB401`, `broken-link` or `kb401-broken-link`.
///
/// # Errors
/// The code that is most like what was asked for, if any is.
pub fn find(wanted: &str) -> Result<Code, Option<Code>> {
    let wanted = wanted.trim().to_ascii_lowercase();
    let mut nearest = (ALIKE, None);
    for code in Code::ALL.iter().copied() {
        for form in [code.id().to_ascii_lowercase(), code.name().to_owned(), code.page_name()] {
            if form == wanted {
                return Ok(code);
            }
            let likeness = strsim::jaro_winkler(&form, &wanted);
            if likeness > nearest.0 {
                nearest = (likeness, Some(code));
            }
        }
    }
    Err(nearest.1)
}

/// The locale of an environment variable such as `LANG` (`fr_FR.UTF-8`); `None` for `C` and the like.
pub fn locale_of(variable: &str) -> Option<Locale> {
    Locale::parse(variable.split(['.', '@']).next().unwrap_or_default())
}

/// The article of a code for readers of `locale`, in lines of at most `width` columns: in their
/// language where it has one (and in their script), else in English.
pub fn text(code: Code, locale: Option<&Locale>, width: usize) -> String {
    let speaks = |tag: &str| {
        let article = Locale::parse(tag);
        locale.zip(article).is_some_and(|(l, a)| l.language() == a.language() && l.script() == a.script())
    };
    let own = ARTICLES.iter().find(|(tag, _)| speaks(tag)).and_then(|(tag, folder)| {
        let document = document(code, tag, folder)?;
        Some((*tag, document.reading))
    });
    let english = || {
        let body = ARTICLES.iter().find_map(|(tag, folder)| document(code, tag, folder)?.source)?;
        Some((ENGLISH, body))
    };
    match own.or_else(english) {
        Some((tag, body)) => render(&body, tag, width),
        None => format!("{} {}: {}\n", code.id(), code.name(), code.summary()),
    }
}

fn document(code: Code, tag: &str, folder: &Dir<'_>) -> Option<Document> {
    let name = format!("{}.md", code.page_name());
    let file = folder.get_file(&name)?;
    let relative: Arc<str> = format!("{tag}/{DOCSET}diagnostics/{name}").into();
    let source = Source {
        path: relative.clone(),
        root: 0,
        root_names: Arc::new([]),
        relative,
        docset: Some(tag.len() + 1 + DOCSET.len()),
        bytes: file.contents().to_vec(),
        ..Source::default()
    };
    Some(parse::parse(&source, &Library::default(), &Markdown::default()).value)
}

/// A body as text: walks through its HTML, which is that of kbgen's own renderer.
fn render(body: &Body, tag: &str, width: usize) -> String {
    let mut page = Page { width, ..Page::default() };
    if let Some(title) = &body.title {
        page.bold = 1;
        page.inline(&title.text);
        page.flush();
        page.bold = 0;
    }
    let mut address = None;
    let mut holes = body.holes.iter().peekable();
    let mut rest = body.html.as_str();
    while let Some(open) = rest.find('<') {
        page.inline(&parse::unescape(&rest[..open]));
        let Some(close) = rest[open..].find('>') else { break };
        let at = body.html.len() - rest.len() + open;
        let name = rest[open + 1..open + close].split([' ', '\n']).next().unwrap_or_default();
        rest = &rest[open + close + 1..];
        while let Some(hole) = holes.next_if(|hole| hole.range.start < at + close) {
            if let HoleKind::Href(link) = hole.kind {
                address = body.links.get(link).map(|link| published(&link.target, tag));
            }
        }
        if let Some(mark) =
            holes.next_if(|hole| matches!(hole.kind, HoleKind::Block(_)) && hole.range.start == at + close)
        {
            rest = &body.html[mark.range.end..];
        }
        match name {
            "strong" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                if name != "strong" {
                    page.flush();
                }
                page.bold += 1;
            }
            "/strong" => page.bold = page.bold.saturating_sub(1),
            "code" | "/code" => page.inline("`"),
            "/a" => {
                if let Some(address) = address.take() {
                    page.inline(&format!(" ({address})"));
                }
            }
            "pre" => {
                page.flush();
                let (code, after) = rest.split_once("</pre>").unwrap_or((rest, ""));
                page.code(&parse::unescape(&without_tags(code)));
                rest = after;
            }
            "ol" | "ul" => {
                page.flush();
                page.lists.push(List { ordered: name == "ol", items: 0 });
            }
            "/ol" | "/ul" => {
                page.flush();
                page.lists.pop();
            }
            "li" => {
                page.flush();
                page.item();
            }
            "/h2" | "/h3" | "/h4" | "/h5" | "/h6" => {
                page.flush();
                page.bold = page.bold.saturating_sub(1);
            }
            "em" | "/em" | "a" | "del" | "/del" | "span" | "/span" => {}
            _ => page.flush(),
        }
    }
    page.flush();
    page.out
}

/// What stands between the tags of HTML, in which `<` begins a tag and nothing else.
fn without_tags(html: &str) -> String {
    html.split('<')
        .enumerate()
        .map(|(n, part)| if n == 0 { part } else { part.split_once('>').map_or("", |(_, text)| text) })
        .collect()
}

/// Where a link of an article leads on kbgen's own site.
fn published(target: &str, tag: &str) -> String {
    let (path, fragment) = target.split_once('#').map_or((target, None), |(path, fragment)| (path, Some(fragment)));
    let page = path.strip_suffix(".md").filter(|path| !path.contains("://"));
    let Some(page) = page.and_then(|path| url::join("diagnostics", path)) else {
        return target.to_owned();
    };
    let fragment = fragment.map_or_else(String::new, |fragment| format!("#{fragment}"));
    format!("{}{}/{page}/{fragment}", env!("CARGO_PKG_HOMEPAGE"), tag.to_ascii_lowercase())
}

/// A text in the making.
#[derive(Default)]
struct Page {
    out: String,
    width: usize,
    /// How many elements around ask for bold.
    bold: usize,
    /// The block that is being read: its characters, and whether they are bold.
    block: Vec<(char, bool)>,
    lists: Vec<List>,
    /// What the next block begins with, and whether a blank line stands before it.
    marker: Option<(String, bool)>,
}

struct List {
    ordered: bool,
    items: usize,
}

impl Page {
    fn inline(&mut self, text: &str) {
        let bold = self.bold > 0;
        self.block.extend(text.chars().map(|c| (c, bold)));
    }

    fn item(&mut self) {
        let Some(list) = self.lists.last_mut() else { return };
        list.items += 1;
        let marker = if list.ordered { format!("{}. ", list.items) } else { "- ".to_owned() };
        self.marker = Some((marker, list.items == 1));
    }

    /// Columns that the lists around take at the left.
    fn indent(&self) -> usize {
        self.lists.iter().map(|list| if list.ordered { "1. ".len() } else { "- ".len() }).sum()
    }

    /// Ends the block that is being read.
    fn flush(&mut self) {
        let block = std::mem::take(&mut self.block);
        if block.iter().all(|(c, _)| c.is_whitespace()) {
            return;
        }
        let (marker, apart) = self.marker.take().unwrap_or((String::new(), true));
        if apart && !self.out.is_empty() {
            self.out.push('\n');
        }
        let indent = self.indent();
        self.out.push_str(&" ".repeat(indent.saturating_sub(marker.len())));
        self.out.push_str(&marker);
        wrap(&mut self.out, &block, indent.max(marker.len()), self.width);
    }

    fn code(&mut self, text: &str) {
        let indent = " ".repeat(self.indent() + 4);
        self.out.push('\n');
        for line in text.trim_end().lines() {
            self.out.push_str(if line.is_empty() { "" } else { &indent });
            self.out.push_str(line);
            self.out.push('\n');
        }
    }
}

/// Adds a block in lines of at most `width` columns, of which all but the first begin at `indent`.
fn wrap(out: &mut String, block: &[(char, bool)], indent: usize, width: usize) {
    let bold = Style::new().effects(Effects::BOLD);
    let mut column = indent;
    let mut is_bold = false;
    let mut rest = block;
    loop {
        let spaces = rest.iter().take_while(|(c, _)| is_space(*c)).count();
        rest = &rest[spaces..];
        let Some(last) = rest.len().checked_sub(1) else { break };
        let end = (0..last).find(|n| may_break(rest[*n].0, rest[n + 1].0)).map_or(rest.len(), |n| n + 1);
        let (piece, after) = rest.split_at(end);
        rest = after;
        let columns: usize = piece.iter().map(|(c, _)| c.width().unwrap_or(0)).sum();
        let space = usize::from(spaces > 0 && column > indent);
        if column > indent && column + space + columns > width {
            if std::mem::take(&mut is_bold) {
                let _ = write!(out, "{bold:#}");
            }
            out.push('\n');
            out.push_str(&" ".repeat(indent));
            column = indent;
        } else {
            out.push_str(&" ".repeat(space));
            column += space;
        }
        for (c, wanted) in piece {
            if *wanted != is_bold {
                is_bold = *wanted;
                let _ = if is_bold { write!(out, "{bold}") } else { write!(out, "{bold:#}") };
            }
            out.push(*c);
        }
        column += columns;
    }
    if is_bold {
        let _ = write!(out, "{bold:#}");
    }
    out.push('\n');
}

/// Spaces at which a line may end; a no-break space is none.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r')
}

/// Whether a line may end between two characters: at a space, or beside a wide one that is no
/// punctuation which belongs to its neighbour.
fn may_break(before: char, after: char) -> bool {
    const OPENING: &str = "（「『《〈【";
    const CLOSING: &str = "，。、：；！？）」』》〉】";
    let wide = |c: char| c.width() == Some(2);
    is_space(after)
        || (wide(before) && !OPENING.contains(before) && !CLOSING.contains(after) && !",.;:!?)".contains(after))
        || (wide(after) && !OPENING.contains(before) && !CLOSING.contains(after) && before != '(')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(markdown: &str, width: usize) -> String {
        let source = Source {
            path: "a.md".into(),
            root: 0,
            root_names: Arc::new([]),
            relative: "a.md".into(),
            docset: Some(0),
            bytes: markdown.as_bytes().to_vec(),
            ..Source::default()
        };
        let text =
            render(&parse::parse(&source, &Library::default(), &Markdown::default()).value.reading, "fr-FR", width);
        text.replace("\u{1b}[1m", "<").replace("\u{1b}[0m", ">")
    }

    #[test]
    fn blocks() {
        let markdown = "# A & B\n\nOne `<x>` **two\nthree** four.\n\n1. a\n2. b c d e f g\n\n   z\n\n- x\n  - y\n\n\
                        ```yaml\na: \"1\"\n\n  b: <c>\n```\n\n## C\n\nEnd.\n";
        assert_eq!(
            shown(markdown, 12),
            "<A & B>\n\nOne `<x>`\n<two three>\nfour.\n\n1. a\n2. b c d e f\n   g\n\n   z\n\n- x\n\n  - y\n\n    a: \"1\"\n\n      b: <c>\n\n<C>\n\nEnd.\n"
        );
    }

    #[test]
    fn links_are_told() {
        assert_eq!(
            shown("# T\n\n[a](../b.md#c), [d](kb401-x.md) [e](https://help.example/)\n", 200),
            "<T>\n\na (https://kbgen.example/fr-fr/b/#c), d (https://kbgen.example/fr-fr/diagnostics/kb401-x/) e (https://help.example/)\n"
        );
    }

    #[test]
    fn wide_characters_break_anywhere_but_at_punctuation() {
        assert_eq!(shown("# T\n\n前置資料，「值」`a` 鍵。\n", 8), "<T>\n\n前置資\n料，\n「值」\n`a` 鍵。\n");
        assert_eq!(shown("# T\n\nLe mot\u{a0}: oui\n", 7), "<T>\n\nLe\nmot\u{a0}:\noui\n");
    }

    #[test]
    fn codes_by_any_name() {
        for wanted in ["KB401", "kb401", " broken-link", "Broken-Link", "kb401-broken-link"] {
            assert_eq!(find(wanted), Ok(Code::BrokenLink), "{wanted}");
        }
        assert_eq!(find("brokenlink"), Err(Some(Code::BrokenLink)));
        assert_eq!(find("KB411"), Err(Some(Code::BrokenLink)));
        assert_eq!((find(""), find("é"), find("xyz")), (Err(None), Err(None), Err(None)));
    }

    #[test]
    fn readers_by_their_environment() {
        let first = |variable: &str| {
            let text = text(Code::InvalidYaml, locale_of(variable).as_ref(), 200);
            text.lines().next().unwrap_or_default().replace("\u{1b}[1m", "").replace("\u{1b}[0m", "")
        };
        for french in ["fr_FR.UTF-8", "fr", "fr_CA", "fr_FR@euro"] {
            assert!(first(french).starts_with("KB101\u{a0}: "), "{french}");
        }
        for swedish in ["sv_SE.UTF-8", "sv_FI"] {
            assert!(first(swedish).starts_with("KB101: En del"), "{swedish}");
        }
        for chinese in ["zh_TW.UTF-8", "zh_HK", "zh-Hant"] {
            assert!(first(chinese).starts_with("KB101："), "{chinese}");
        }
        for other in ["C", "C.UTF-8", "POSIX", "", "en_GB.UTF-8", "zh_CN.UTF-8", "de_DE"] {
            assert!(first(other).starts_with("KB101: A part"), "{other}");
        }
    }
}
