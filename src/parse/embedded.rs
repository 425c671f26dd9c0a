//! Markdown with calls of programs in it: MDX (Docusaurus), shortcodes (Hugo, Zola).
//!
//! Enters: a body. Leaves: the Markdown that readers read, with the way back to where each byte came
//! from. Imports, exports and comments go; tags of components and shortcodes go, and the text between
//! them stays. Nothing is executed: what only a program could tell is left out, and said.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::model::Code;

use super::dialect::Finding;
use super::jsx::{self, Tag};
use super::lines::{Fence, code_end, esm_end, is_esm, line_end};
use super::shortcode::{self, Shortcode};
use super::units::Side;

/// Components and shortcodes that show what kbgen shows in its own way.
const NEEDLESS: &[&str] = &["DocCardList", "TOCInline", "Head", "toc"];

/// Shortcodes that show a film, and the address where it is.
const FILMS: &[(&str, &str)] = &[("youtube", "https://www.youtube.com/watch?v="), ("vimeo", "https://vimeo.com/")];

/// HTML elements without meaning of their own; in MDX, Markdown between them is still Markdown.
const WRAPPERS: &[&str] = &["div", "span", "section", "center"];

/// What calls look like.
#[derive(Clone, Copy, PartialEq)]
pub enum Form {
    /// `strict` where the file is MDX beyond doubt, so that braces are always an expression.
    Mdx {
        strict: bool,
    },
    Hugo,
    Zola,
}

/// Makes Markdown of a body. `shift` is where it begins in its file.
pub fn side(body: &str, shift: usize, form: Form) -> (Side, Vec<Finding>) {
    let mut reader = Reader {
        text: body,
        shift,
        form,
        side: Side::default(),
        findings: Vec::new(),
        frames: Vec::new(),
        vain: 0,
        closings: None,
    };
    reader.read();
    (reader.side, reader.findings)
}

struct Reader<'a> {
    text: &'a str,
    shift: usize,
    form: Form,
    side: Side,
    findings: Vec<Finding>,
    /// Open components, the innermost last.
    frames: Vec<Frame>,
    /// How many tags and expressions were never closed.
    vain: usize,
    /// For each shortcode, where it is closed last; known when it is first asked for.
    closings: Option<BTreeMap<&'a str, usize>>,
}

/// With more open ends than this a text is no MDX, and looking further only takes time.
const MOST_VAIN: usize = 1000;

/// An open component whose content begins on a line of its own.
struct Frame {
    /// How far its tag is indented.
    tag: usize,
    /// How much less its content is to be indented; not known before its first line.
    less: Option<usize>,
}

/// The spaces before a line: all, and those that it keeps.
#[derive(Clone, Copy)]
struct Indentation {
    spaces: usize,
    kept: usize,
}

impl<'a> Reader<'a> {
    fn read(&mut self) {
        let mut fence = Fence::default();
        let mut fresh = true;
        let mut hopeless = false;
        let mut at = 0;
        while at < self.text.len() {
            let end = line_end(self.text, at);
            let line = &self.text[at..end];
            let begin = at + self.indentation(line);
            if fence.is_code(line) {
                self.keep(begin..end);
                (at, fresh) = (end, false);
            } else if fresh && self.is_mdx() && is_esm(line) {
                at = esm_end(self.text, at, &mut hopeless);
            } else {
                let spaces = line.len() - line.trim_start_matches(' ').len();
                at = self.line(begin, Indentation { spaces, kept: spaces - (begin - at) });
                fresh = line.trim().is_empty();
            }
        }
    }

    /// How many spaces at the beginning of a line are there because of the components around it.
    fn indentation(&mut self, line: &str) -> usize {
        let spaces = line.len() - line.trim_start_matches(' ').len();
        let blank = line.trim().is_empty();
        let closes = line.trim_start().starts_with("</");
        let outer = self.frames.iter().rev().find_map(|frame| frame.less).unwrap_or(0);
        if let Some(frame) = self.frames.last_mut().filter(|frame| frame.less.is_none() && !blank && !closes) {
            frame.less = Some(outer + spaces.saturating_sub(frame.tag));
        }
        let less = self.frames.last().and_then(|frame| frame.less).unwrap_or(outer);
        spaces.min(less)
    }

    fn is_mdx(&self) -> bool {
        matches!(self.form, Form::Mdx { .. })
    }

    fn keep(&mut self, range: Range<usize>) {
        self.side.push(&self.text[range.clone()], self.shift + range.start);
    }

    fn put(&mut self, text: &str, from: usize) {
        self.side.push(text, self.shift + from);
    }

    /// Reads a line of text, and whatever begins in it; returns where the next one begins.
    fn line(&mut self, begin: usize, indentation: Indentation) -> usize {
        let text = self.text;
        let mut kept = begin;
        let mut at = begin;
        let mut end = begin;
        // Lengths of backtick runs that are known not to come again in this line.
        let mut single: u32 = 0;
        while let Some(found) = text[at..].find(['`', '<', '{', '\\', '\n']) {
            let here = at + found;
            at = match text.as_bytes()[here] {
                b'\n' => {
                    self.keep(kept..here + 1);
                    return here + 1;
                }
                b'\\' => here + 1 + text[here + 1..].chars().next().filter(|c| *c != '\n').map_or(0, char::len_utf8),
                b'`' => {
                    if here >= end {
                        (end, single) = (line_end(text, here), 0);
                    }
                    code_end(&text[..end], here, &mut single)
                }
                mark => {
                    let after = match mark {
                        _ if self.vain > MOST_VAIN => None,
                        b'<' if self.is_mdx() => self.markup(here, kept, indentation),
                        b'{' if self.is_mdx() => self.expression(here, kept),
                        b'{' => self.shortcode(here, kept, indentation),
                        _ => None,
                    };
                    kept = after.unwrap_or(kept);
                    after.unwrap_or(here + 1)
                }
            };
        }
        self.keep(kept..text.len());
        text.len()
    }

    /// Reads an expression at `here`; returns where it ends, if it is one and is not to be shown.
    fn expression(&mut self, here: usize, kept: usize) -> Option<usize> {
        let text = self.text;
        if text[here..].starts_with("{#") {
            return None;
        }
        let Some(end) = jsx::braces_end(text, here) else {
            self.vain += 1;
            return None;
        };
        let inside = text[here + 1..end - 1].trim();
        if let Some(literal) = jsx::literal(inside) {
            self.keep(kept..here);
            self.put(&literal, here);
            return Some(end);
        }
        let comment = inside.starts_with("/*") && inside.ends_with("*/");
        if !comment && self.form != (Form::Mdx { strict: true }) {
            return None;
        }
        self.keep(kept..here);
        if !comment && !inside.is_empty() {
            self.lost(here..end, format!("`{}` is worked out by a program", short(&text[here..end])));
        }
        Some(end)
    }

    /// Reads a tag at `here`; returns where it ends, if it is to be replaced.
    fn markup(&mut self, here: usize, kept: usize, indentation: Indentation) -> Option<usize> {
        let text = self.text;
        let Some(tag) = jsx::tag(&text[here..]) else {
            self.vain += usize::from(text[here + 1..].starts_with(|c: char| c.is_ascii_alphabetic()));
            return None;
        };
        let end = here + tag.length;
        let component = tag.name.is_empty()
            || tag.name.starts_with(|c: char| c.is_ascii_uppercase())
            || tag.name.contains('.')
            || WRAPPERS.contains(&tag.name);
        if !component {
            // An element of HTML: its values may still be expressions.
            let html = text[here..end].contains('{').then(|| as_html(tag.name, &tag))?;
            self.keep(kept..here);
            self.put(&html, here);
            return Some(end);
        }
        self.keep(kept..here);
        let alone = self.is_alone(here, end);
        match (tag.name, tag.closes, tag.closed) {
            ("Link", true, _) => self.put("</a>", here),
            ("Link", ..) => {
                let target = tag.text("to").or_else(|| tag.text("href")).unwrap_or_default();
                let link = format!("<a href=\"{}\">{}", escape(&target), if tag.closed { "</a>" } else { "" });
                self.put(&link, here);
            }
            (_, true, _) => {
                self.frames.pop();
            }
            (name, _, closed) => {
                let empty = closed || text[end..].starts_with("</");
                if empty && !NEEDLESS.contains(&name) && !name.is_empty() && !WRAPPERS.contains(&name) {
                    let what = format!("the component `<{name}>` is filled by a program");
                    self.lost(here..end, what);
                }
                let title = tag.text("label").or_else(|| tag.text("title"));
                let title = title.or_else(|| tag.text("value").filter(|_| name == "TabItem"));
                if let Some(title) = title.filter(|_| alone) {
                    self.put_title(&title, here, indentation.kept);
                }
                if !closed {
                    // What follows on the same line is not indented because of it.
                    let less = (!alone).then(|| self.frames.last().and_then(|frame| frame.less).unwrap_or(0));
                    self.frames.push(Frame { tag: indentation.spaces, less });
                }
            }
        }
        Some(end)
    }

    /// Reads a shortcode at `here`; returns where it ends.
    fn shortcode(&mut self, here: usize, kept: usize, indentation: Indentation) -> Option<usize> {
        let text = self.text;
        let is_hugo = self.form == Form::Hugo;
        let (read, opens): (fn(&str) -> Option<Shortcode<'_>>, _) =
            if is_hugo { (shortcode::hugo, ["{{<", "{{%"]) } else { (shortcode::zola, ["{{", "{%"]) };
        let Some(call) = read(&text[here..]) else {
            self.vain += usize::from(opens.iter().any(|open| text[here..].starts_with(open)));
            return None;
        };
        let end = here + call.length;
        self.keep(kept..here);
        match call.name {
            _ if call.closes => {}
            // An example of one.
            "" => self.put(&text[here..end].replacen("/*", "", 1).replacen("*/", "", 1).replace('<', "&lt;"), here),
            "ref" | "relref" if is_hugo => {
                let target = call.first("path").unwrap_or_default();
                let target = if target.contains(' ') { format!("<{target}>") } else { target.to_owned() };
                self.put(&target, here);
            }
            _ if let Some(image) = call.value("src").filter(|src| is_image(src)) => {
                let alt = call.value("alt").or_else(|| call.value("caption")).unwrap_or_default();
                self.put(&format!("![{}](<{image}>)", plain(alt)), here);
            }
            "highlight" if is_hugo && self.is_closed_later("highlight", end) => {
                let (code, after) = highlighted(&text[end..]);
                let fence = "`".repeat(longest_run(&text[end..end + code]).max(2) + 1);
                let language = call.first("lang").unwrap_or_default();
                self.put(&format!("\n{fence}{language}\n"), here);
                let inside = &text[end..end + code];
                let begin = end + if inside.starts_with('\n') { 1 } else { 0 };
                self.keep(begin..begin + text[begin..end + code].trim_end().len());
                self.put(&format!("\n{fence}\n"), end + code);
                return Some(end + after);
            }
            name => {
                let film = FILMS.iter().find(|(film, _)| *film == name).zip(call.first("id"));
                let film = film.map(|((_, address), id)| format!("<{address}{}>", plain(id)));
                let shown = film.or_else(|| call.value("text").map(plain));
                let has_content = !call.closed && (!is_hugo || self.is_closed_later(name, end));
                match (shown, call.value("title")) {
                    (Some(shown), _) => self.put(&shown, here),
                    (None, Some(title)) if self.is_alone(here, end) => self.put_title(title, here, indentation.kept),
                    (None, _) if !has_content && !NEEDLESS.contains(&name) => {
                        self.lost(here..end, format!("the shortcode `{name}` is filled by a program"));
                    }
                    _ => {}
                }
            }
        }
        Some(end)
    }

    /// Whether a shortcode of Hugo is closed somewhere behind a place.
    fn is_closed_later(&mut self, name: &str, from: usize) -> bool {
        let text = self.text;
        let closings = self.closings.get_or_insert_with(|| {
            let calls = text.match_indices("{{").filter_map(|(at, _)| Some((shortcode::hugo(&text[at..])?, at)));
            calls.filter(|(call, _)| call.closes).map(|(call, at)| (call.name, at)).collect()
        });
        closings.get(name).is_some_and(|last| *last >= from)
    }

    /// Whether nothing else stands on the line of what is at these bytes.
    fn is_alone(&self, begin: usize, end: usize) -> bool {
        let before = self.text[..begin].trim_end_matches([' ', '\t']);
        let after = self.text[end..].trim_start_matches([' ', '\t', '\r']);
        (before.is_empty() || before.ends_with('\n')) && (after.is_empty() || after.starts_with('\n'))
    }

    /// What is shown above content: the label of a tab, the title of a box.
    fn put_title(&mut self, title: &str, here: usize, margin: usize) {
        let title = plain(title);
        if !title.is_empty() {
            let margin = " ".repeat(margin);
            self.put(&format!("\n{margin}**{title}**\n\n{margin}"), here);
        }
    }

    fn lost(&mut self, span: Range<usize>, what: String) {
        let span = self.shift + span.start..self.shift + span.end;
        let message = format!("{what}, which kbgen does not run");
        self.findings.push(Finding {
            code: Code::UnknownBlock,
            span,
            message,
            help: "write what readers are to read",
            file: None,
        });
    }
}

/// An HTML tag whose values are all texts.
fn as_html(name: &str, tag: &Tag<'_>) -> String {
    let mut html = format!("<{}{name}", if tag.closes { "/" } else { "" });
    for (key, value) in &tag.attributes {
        if let Some(value) = value {
            html.push_str(&format!(" {key}=\"{}\"", escape(value)));
        }
    }
    html.push_str(if tag.closed { " />" } else { ">" });
    html
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Whether an address is that of an image.
fn is_image(address: &str) -> bool {
    let extension = address.rsplit('.').next().unwrap_or_default().to_ascii_lowercase();
    ["png", "jpg", "jpeg", "gif", "svg", "webp", "avif"].contains(&extension.as_str()) && !address.contains(['<', '>'])
}

/// A text that Markdown takes for nothing else.
fn plain(text: &str) -> String {
    text.replace(['*', '_', '`', '[', ']', '<', '>', '\n'], " ").trim().to_owned()
}

/// For code up to `{{< /highlight >}}`: where it ends, and where the shortcode does.
fn highlighted(text: &str) -> (usize, usize) {
    let close = text.match_indices("{{").find_map(|(at, _)| {
        let call = shortcode::hugo(&text[at..]).filter(|call| call.closes && call.name == "highlight")?;
        Some((at, at + call.length))
    });
    close.unwrap_or((text.len(), text.len()))
}

/// The most backticks in a row.
fn longest_run(text: &str) -> usize {
    text.split(|c| c != '`').map(str::len).max().unwrap_or(0)
}

/// The beginning of a long text, on one line.
fn short(text: &str) -> String {
    let line = text.lines().next().unwrap_or_default();
    let cut: String = line.chars().take(40).filter(|c| *c != '`').collect();
    if cut.len() < text.len() { format!("{cut}…") } else { cut }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> (String, usize) {
        let (side, findings) = side(text, 0, Form::Mdx { strict: true });
        (side.text, findings.len())
    }

    fn markdown(text: &str) -> String {
        read(text).0
    }

    #[test]
    fn imports_and_exports_go() {
        let text = "import Tabs from '@theme/Tabs';\nimport {\n  A,\n} from \"x\";\n\nexport const C = () => {\n\n  return <b>x</b>;\n};\n\n# Titre\n\nimport ton chat.\n";
        assert_eq!(markdown(text), "\n\n# Titre\n\nimport ton chat.\n");
        // One that is never closed ends at the empty line.
        assert_eq!(markdown("export const a = {\n\ntext\n\nexport const b = {\n\nmore\n"), "\ntext\n\n\nmore\n");
    }

    #[test]
    fn components_go_and_their_text_stays() {
        for (text, expected) in [
            ("Un <Mark color=\"red\">mot</Mark> ici <UI.Key>K</UI.Key>.", "Un mot ici K."),
            ("a <>b</> c", "a b c"),
            ("<Box\n  a={{b: '>'}}\n  c='>'\n>\n\nText\n\n</Box>\n", "\n\nText\n\n\n"),
            ("`<Tabs>` and ``a ` <B>`` and \\<C>", "`<Tabs>` and ``a ` <B>`` and \\<C>"),
            ("```jsx\n<Tabs>{x}</Tabs>\n```\n", "```jsx\n<Tabs>{x}</Tabs>\n```\n"),
            ("1 < 2 and a <b", "1 < 2 and a <b"),
            ("<div className=\"x\">\n**b**\n</div>", "\n**b**\n"),
            ("<Link to=\"/docs/a\">A</Link>", "<a href=\"/docs/a\">A</a>"),
        ] {
            assert_eq!(read(text), (expected.to_owned(), 0), "{text}");
        }
    }

    #[test]
    fn tabs_keep_their_labels_and_lose_their_indentation() {
        let text = "<Tabs>\n  <TabItem value=\"a\" label=\"Ett\">\n\n    Text\n\n    ```sh\n      ls\n    ```\n\n  </TabItem>\n</Tabs>\nSlut\n";
        assert_eq!(markdown(text), "\n\n**Ett**\n\n\n\nText\n\n```sh\n  ls\n```\n\n\n\nSlut\n");
        // In a list the text stays in its item.
        assert_eq!(markdown("- a\n\n  <Box>\n  b\n  </Box>\n"), "- a\n\n  \n  b\n  \n");
    }

    #[test]
    fn expressions() {
        assert_eq!(read("a{' '}b{/* c */} {`d`}"), ("a b d".to_owned(), 0));
        assert_eq!(read("v{version}."), ("v.".to_owned(), 1));
        assert_eq!(read("## T {#an-id}"), ("## T {#an-id}".to_owned(), 0));
        assert_eq!(read("\\{a} {b"), ("\\{a} {b".to_owned(), 0));
        assert_eq!(side("a {b} <C>d</C>", 0, Form::Mdx { strict: false }).0.text, "a {b} d");
        assert_eq!(read("<Partial /><Table data={x}></Table>"), (String::new(), 2));
    }

    #[test]
    fn values_of_elements() {
        assert_eq!(
            markdown("<img src={require('./a.png').default} alt=\"x\" style={{width: '2em'}} />"),
            "<img src=\"./a.png\" alt=\"x\" />"
        );
        assert_eq!(markdown("<b id=\"x\">"), "<b id=\"x\">");
    }

    #[test]
    fn shortcodes() {
        let read = |text, form| {
            let (side, findings) = side(text, 0, form);
            (side.text, findings.len())
        };
        for (text, expected, lost) in [
            ("[a]({{< relref \"b c.md\" >}})", "[a](<b c.md>)", 0),
            ("{{% note title=\"N\" %}}\ntext\n{{% /note %}}\n", "\n**N**\n\n\ntext\n\n", 0),
            ("a {{< icon name=\"b\" >}} c", "a  c", 1),
            ("{{< term text=\"node\" id=\"n\" >}}s", "nodes", 0),
            ("{{< figure src=\"a.png\" alt=\"b\" >}}", "![b](<a.png>)", 0),
            ("{{< highlight sh >}}ls {{< x >}}{{< /highlight >}}", "\n```sh\nls {{< x >}}\n```\n", 0),
            ("`{{< a >}}` {{</* a */>}} {{ b }} <C>", "`{{< a >}}` {{&lt; a >}} {{ b }} <C>", 0),
            ("{{< a", "{{< a", 0),
        ] {
            assert_eq!(read(text, Form::Hugo), (expected.to_owned(), lost), "{text}");
        }
        for (text, expected, lost) in [
            ("{% box(title=\"N\") %}\ntext\n{% end %}\n", "\n**N**\n\n\ntext\n\n", 0),
            ("{{ video(id=\"a\") }}{{ b }}", "{{ b }}", 1),
            ("{{ youtube(id=\"a\") }}{{ toc() }}", "<https://www.youtube.com/watch?v=a>", 0),
            ("{{ pic(src=\"a.webp\", alt=\"b\") }}", "![b](<a.webp>)", 0),
        ] {
            assert_eq!(read(text, Form::Zola), (expected.to_owned(), lost), "{text}");
        }
    }

    #[test]
    fn places() {
        let (side, _) = side("import a from 'b';\n\nUn <B>mot</B>", 7, Form::Mdx { strict: true });
        assert_eq!(side.original(side.text.find("mot").unwrap()), 7 + 26);
    }
}
