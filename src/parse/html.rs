//! Raw HTML in articles: what survives, and the home of the cleaning library.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use super::holes::TEXT_MARK;
use super::tags::{Inside, VOID, shallow, tag_end};

/// What an HTML tag in running text is to a reader.
#[derive(Debug, PartialEq)]
pub enum Tag<'a> {
    /// `<a name="x">` or `<a id="x">` without a link: a place to jump to.
    Anchor(&'a str),
    /// `</a>`.
    AnchorEnd,
    /// `<br>` in any of its spellings, `</br>` included.
    Break,
    Comment,
    /// What a translation tool left behind; its name.
    Remnant(&'a str),
    /// `<span>` or `</span>` without meaning.
    Span,
    /// An element of HTML.
    Element,
    /// `<email>`: not HTML, but a placeholder that readers must see.
    Placeholder,
}

/// Elements that authors use in articles; all else in angle brackets is a placeholder.
static ELEMENTS: LazyLock<HashSet<&'static str>> = LazyLock::new(|| {
    let kept = KEPT.iter().copied();
    // Elements that are dropped when cleaning, but are no placeholders either.
    let dropped = [
        "script", "style", "iframe", "object", "embed", "form", "input", "button", "select", "option", "textarea",
        "video", "audio", "source", "track", "font", "html", "head", "body", "meta", "link", "title", "base",
        "noscript", "svg", "math", "canvas", "label", "fieldset", "legend", "main", "section", "template", "big",
        "picture", "frame", "frameset", "marquee", "blink", "tt",
    ];
    kept.chain(dropped).collect()
});

/// Elements that may stand in a page.
static KEPT: LazyLock<HashSet<&'static str>> = LazyLock::new(|| ammonia::Builder::default().clone_tags());

/// Elements of XLIFF and of the tools around it.
const REMNANTS: &[&str] =
    &["mrk", "g", "x", "bx", "ex", "bpt", "ept", "ph", "it", "sub-flow", "trans-unit", "seg-source", "target", "pc"];

/// Tells what one tag (`<…>`) is.
pub fn classify(tag: &str) -> Tag<'_> {
    let inner = tag.trim_start_matches('<').trim_end_matches('>');
    if inner.starts_with('!') || inner.starts_with('?') {
        return Tag::Comment;
    }
    let closing = inner.starts_with('/');
    let inner = inner.trim_start_matches('/').trim();
    let name = inner.split(|c: char| c.is_whitespace() || c == '/').next().unwrap_or_default();
    let lower = name.to_ascii_lowercase();
    let has_attributes = inner.len() > name.len();
    match lower.as_str() {
        "br" => Tag::Break,
        "a" if closing => Tag::AnchorEnd,
        "a" if attribute(inner, "href").is_none() => {
            attribute(inner, "name").or_else(|| attribute(inner, "id")).map_or(Tag::Element, Tag::Anchor)
        }
        "span" if inner.contains("-ttu-id") || inner.contains("-stu-id") || inner.contains("sxs-lookup") => {
            Tag::Remnant("span")
        }
        "span" => Tag::Span,
        // Single letters are placeholders too (`<x>`), unless they carry an id as XLIFF's do.
        _ if REMNANTS.contains(&lower.as_str())
            && (closing && lower.len() > 1
                || attribute(inner, "id").is_some()
                || attribute(inner, "mid").is_some()
                || lower == "mrk") =>
        {
            Tag::Remnant(name)
        }
        _ if ELEMENTS.contains(lower.as_str()) && (closing || has_attributes || name.len() == inner.len()) => {
            Tag::Element
        }
        _ => Tag::Placeholder,
    }
}

/// The value of an attribute, quoted by `"`, `'`, `&quot;` or nothing.
fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let mut rest = tag;
    loop {
        let at = find_ignoring_case(rest, name)?;
        let before = rest[..at].chars().next_back().is_some_and(|c| c.is_whitespace() || c == '"' || c == '\'');
        let after = rest[at + name.len()..].trim_start();
        if let Some(value) = after.strip_prefix('=').filter(|_| before) {
            let value = value.trim_start();
            for quote in ["\"", "'", "&quot;"] {
                if let Some(value) = value.strip_prefix(quote) {
                    // One that became an entity stands for the other, too.
                    let end = value.find(quote).or_else(|| value.find("&quot;"));
                    return Some(&value[..end.unwrap_or(value.len())]);
                }
            }
            return Some(value.split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or_default());
        }
        rest = &rest[at + name.len()..];
    }
}

/// Raw HTML made ready for cleaning.
#[derive(Debug, Default)]
pub struct Prepared {
    /// Placeholders are text, remnants and what is not allowed are gone, links are marked.
    pub html: String,
    /// Names of the remnants of translation tools.
    pub remnants: Vec<String>,
    /// The text without tags.
    pub text: String,
    /// What is not allowed, in words.
    pub removed: Vec<String>,
}

/// Elements under another name: obsolete ones, and those that would be landmarks or titles of the page.
const RENAMED: &[(&str, &str)] = &[
    ("h1", "h2"),
    ("tt", "code"),
    ("strike", "s"),
    ("acronym", "abbr"),
    ("font", "span"),
    ("big", "span"),
    ("center", "div"),
    ("header", "div"),
    ("footer", "div"),
    ("main", "div"),
    ("nav", "div"),
    ("aside", "div"),
    ("article", "div"),
    ("section", "div"),
    ("hgroup", "div"),
];

/// Makes raw HTML ready. `link` gets every address (and whether it is embedded), and says what to
/// write in its place.
pub fn prepare(raw: &str, mut link: impl FnMut(&str, bool) -> String) -> Prepared {
    let mut out = Prepared { html: String::with_capacity(raw.len()), ..Prepared::default() };
    // Whether each `<a>` that is open is an anchor.
    let mut open: Vec<bool> = Vec::new();
    let mut instructions = true;
    let mut rest = raw;
    while let Some(at) = rest.find('<') {
        // A reference does not go on after a tag.
        let run = &rest[..at];
        let is_half = |n: &usize| run[n + 1..].bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#');
        match run.rfind('&').filter(is_half) {
            Some(n) => out.html.extend([&run[..n], "&amp;", &run[n + 1..]]),
            None => out.html.push_str(run),
        }
        out.text.push_str(run);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |n| &comment[n + 3..]);
            continue;
        }
        if let Some(data) = rest.strip_prefix("<![CDATA[") {
            rest = data.find("]]>").map_or("", |n| &data[n + 3..]);
            continue;
        }
        if instructions && let Some(instruction) = rest.strip_prefix("<?") {
            let end = instruction.find("?>");
            instructions = end.is_some();
            if let Some(end) = end {
                rest = &instruction[end + 2..];
                continue;
            }
        }
        let starts_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!' || c == '?');
        let Some(end) = tag_end(rest).filter(|_| starts_tag) else {
            out.html.push_str("&lt;");
            out.text.push('<');
            rest = &rest[1..];
            continue;
        };
        let tag = &rest[..end];
        rest = &rest[end..];
        match classify(tag) {
            Tag::Placeholder => {
                out.html.push_str("&lt;");
                // Its quotation marks may hold brackets.
                out.html.push_str(&tag[1..tag.len() - 1].replace('<', "&lt;").replace('>', "&gt;"));
                out.html.push_str("&gt;");
                out.text.push_str(tag);
            }
            Tag::Remnant(name) => out.remnants.push(name.to_owned()),
            Tag::Comment | Tag::Span => {}
            Tag::Break => out.html.push_str("<br>"),
            Tag::Anchor(name) => {
                if !tag.ends_with("/>") {
                    open.push(true);
                }
                let name = name.trim();
                if is_id(name) {
                    let name = unescape(name).into_owned();
                    out.html.push_str("<span id=\"");
                    out.html.push_str(&escape(&name));
                    out.html.push_str("\"></span>");
                }
            }
            Tag::AnchorEnd if open.pop() == Some(true) => {}
            kind @ (Tag::AnchorEnd | Tag::Element) => {
                let is_link = kind == Tag::Element && tag.get(1..3).is_some_and(|a| a.eq_ignore_ascii_case("a "));
                if is_link && !tag.ends_with("/>") {
                    open.push(false);
                }
                out.text.push(' ');
                rest = element(tag, rest, &mut out, &mut link);
            }
        }
    }
    out.html.push_str(rest);
    out.text.push_str(rest);
    out
}

/// Writes the tag of an element; returns what follows it.
fn element<'t>(tag: &str, rest: &'t str, out: &mut Prepared, link: &mut impl FnMut(&str, bool) -> String) -> &'t str {
    let inner = tag.trim_start_matches('<').trim_end_matches('>');
    let closing = inner.starts_with('/');
    let inner = inner.trim_start_matches('/').trim_start();
    let name_end = inner.find(|c: char| !c.is_ascii_alphanumeric()).unwrap_or(inner.len());
    let name = inner[..name_end].to_ascii_lowercase();
    // HTML has no such thing, and would leave it open.
    let empty = !closing && inner.ends_with('/') && !VOID.contains(&name.as_str());
    let inner = if empty { inner.trim_end_matches('/') } else { inner };
    if !closing {
        out.removed.extend(forbidden(&name, inner));
    }
    match name.as_str() {
        "script" | "style" if !closing => {
            // What a script says is no text.
            let close = format!("</{name}");
            let end = find_ignoring_case(rest, &close).unwrap_or(rest.len());
            let after = &rest[end..];
            return after.find('>').map_or("", |n| &after[n + 1..]);
        }
        "iframe" | "video" | "audio" | "source" | "embed" if !closing => {
            // What would be loaded from elsewhere becomes a link to it.
            if let Some(address) = attribute(inner, "src").map(|src| unescape(src).into_owned()) {
                let mark = link(&address, false);
                out.html.push_str(&format!("<a href=\"{mark}\">{TEXT_MARK}watch_video{TEXT_MARK}</a>"));
            }
        }
        "script" | "style" | "iframe" | "video" | "audio" | "source" | "embed" | "object" | "form" | "input"
        | "select" | "option" | "textarea" | "button" | "meta" | "link" | "base" | "frame" | "frameset" => {}
        _ => {
            let new = RENAMED.iter().find(|(old, _)| *old == name).map_or(name.as_str(), |(_, new)| *new);
            if !KEPT.contains(new) {
                // Some change how everything after them is read, such as `<title>`.
                return rest;
            }
            if name == "table" && !closing {
                out.html.push_str("<div class=\"table\" tabindex=\"0\">");
            }
            out.html.push_str(if closing { "</" } else { "<" });
            out.html.push_str(new);
            if name == "center" && !closing {
                out.html.push_str(" class=\"center\"");
            }
            let (attribute_name, embedded) = if name == "img" { ("src", true) } else { ("href", false) };
            let attributes = &inner[name_end..];
            // With a quotation mark too few, an attribute would take in what follows the tag.
            let is_whole = Inside::Text.after(tag) == Inside::Text;
            let address = attribute(attributes, attribute_name).filter(|_| !closing && (name == "a" || embedded));
            match address {
                Some(address) => {
                    let start = address.as_ptr() as usize - attributes.as_ptr() as usize;
                    let (before, after) = (&attributes[..start], &attributes[start + address.len()..]);
                    let quotes = ["\"", "'", "&quot;"];
                    let before = quotes.iter().find_map(|quote| before.strip_suffix(quote)).unwrap_or(before);
                    let after = quotes.iter().find_map(|quote| after.strip_prefix(quote)).unwrap_or(after);
                    let mark = link(&unescape(address), embedded);
                    if is_whole {
                        out.html.push_str(&format!("{before}\"{mark}\" {after}"));
                    } else {
                        out.html.push_str(&format!(" {attribute_name}=\"{mark}\""));
                    }
                }
                None if is_whole => out.html.push_str(attributes),
                None => {}
            }
            if let Some(align) = attribute(attributes, "align").filter(|_| !closing) {
                let side = [("left", "start"), ("center", "center"), ("right", "end")];
                let side = side.iter().find(|(given, _)| align.eq_ignore_ascii_case(given));
                if let Some((_, class)) = side {
                    out.html.push_str(&format!(" class=\"{class}\""));
                }
            }
            out.html.push('>');
            if empty {
                out.html.push_str(&format!("</{new}>"));
            }
            if name == "table" && (closing || empty) {
                out.html.push_str("</div>");
            }
        }
    }
    rest
}

/// What a page must not have, in words.
fn forbidden(name: &str, tag: &str) -> Vec<String> {
    let mut found = Vec::new();
    if ["script", "style", "iframe", "object", "embed", "form", "frame", "frameset", "base", "meta", "link"]
        .contains(&name)
    {
        found.push(format!("`<{name}>`"));
    }
    let mut words = tag.split(|c: char| c.is_whitespace() || c == '"' || c == '\'' || c == '/');
    let handler = words.find_map(|word| {
        let (name, _) = word.split_once('=')?;
        let lower = name.to_ascii_lowercase();
        (lower.len() > 3 && lower.starts_with("on") && lower.bytes().all(|b| b.is_ascii_lowercase())).then_some(lower)
    });
    found.extend(handler.map(|name| format!("the event handler `{name}`")));
    found
}

fn find_ignoring_case(text: &str, wanted: &str) -> Option<usize> {
    let (text, wanted) = (text.as_bytes(), wanted.as_bytes());
    text.windows(wanted.len()).position(|part| part.eq_ignore_ascii_case(wanted))
}

/// Whether a name can be the id of an element.
pub fn is_id(name: &str) -> bool {
    !name.is_empty() && !name.contains(|c: char| c.is_whitespace() || c.is_control() || c == '"')
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('"', "&quot;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Classes that the page's style knows in articles.
const CLASSES: &[&str] = &[
    "table",
    "start",
    "center",
    "end",
    "tabs",
    "tab",
    "tab-title",
    "row",
    "column",
    "variant",
    "variant-title",
    "checklist",
    "next-action",
    "selector",
    "video",
    "host",
    "image",
    "plain",
    "lightbox",
    "description",
    "gap",
    "xref",
    "footnotes",
    "task",
];

/// Elements of MathML that formulas are made of.
const MATH: &[&str] = &[
    "math",
    "mi",
    "mn",
    "mo",
    "mrow",
    "mfrac",
    "msup",
    "msub",
    "msubsup",
    "msqrt",
    "mroot",
    "mover",
    "munder",
    "munderover",
    "mtext",
    "mspace",
    "mtable",
    "mtr",
    "mtd",
    "mpadded",
    "mphantom",
    "mstyle",
    "merror",
    "menclose",
    "mmultiscripts",
    "mprescripts",
];

/// Cleans rendered HTML that holds raw HTML: balanced, without script, handlers, or style.
pub fn clean(html: &str) -> String {
    static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
        let mut builder = ammonia::Builder::default();
        builder
            .add_tags(["section"])
            .add_tags(MATH)
            .rm_tags(["article", "aside", "center", "header", "footer", "nav", "hgroup", "area", "map", "acronym"])
            .add_url_schemes(["kbgen", "data"])
            .link_rel(None)
            .add_generic_attributes(["id", "class", "tabindex", "role", "dir", "aria-label"])
            .add_tag_attributes("section", ["data-tab", "data-when"])
            .add_tag_attributes("li", ["value"])
            .add_tag_attributes("a", ["name"])
            .add_tag_attributes("details", ["open"])
            .add_tag_attributes("ol", ["start"])
            .attribute_filter(|element, attribute, value| match (element, attribute) {
                (_, "class") => {
                    let ours = |class: &&str| {
                        ["alert", "language-", "hl-", "span-"].iter().any(|ours| class.starts_with(ours))
                            || CLASSES.contains(class)
                    };
                    let classes: Vec<&str> = value.split_whitespace().filter(ours).collect();
                    (!classes.is_empty()).then(|| classes.join(" ").into())
                }
                (_, "tabindex") => (value == "0").then_some(Cow::Borrowed("0")),
                (_, "role") => ["note", "img"].iter().find(|role| **role == value).map(|role| Cow::Borrowed(*role)),
                // Obsolete in HTML; `prepare` made classes of it.
                (_, "align" | "char" | "charoff" | "size" | "summary") => None,
                ("col" | "colgroup" | "hr" | "table" | "td" | "th", "width") => None,
                (_, "dir") => matches!(value, "ltr" | "rtl" | "auto").then(|| value.into()),
                (_, "id") => is_id(value).then(|| value.into()),
                ("img", "src") if value.starts_with("data:") => value.starts_with("data:image/").then(|| value.into()),
                (_, "href" | "cite" | "src") if value.starts_with("data:") => None,
                _ => Some(value.into()),
            });
        builder
    });
    // Once elements are gone, or have left a table that may not hold them, others may stand where they must not:
    // a link in a link, a heading in a heading. Nearly all HTML is settled at once, the oddest after three times.
    let mut html = shallow(html).into_owned();
    for _ in 0..8 {
        let cleaned = CLEANER.clean(&html).to_string();
        let is_settled = tags(&html).eq(tags(&cleaned));
        html = cleaned;
        if is_settled {
            break;
        }
    }
    html
}

/// The tags of HTML by their names, closing ones with their slash.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    let name = |tag: &'_ str| tag.find(|c: char| !c.is_ascii_alphanumeric() && c != '/').unwrap_or(tag.len());
    html.split('<').skip(1).map(move |tag| &tag[..name(tag)])
}

/// Undoes the escapes of an attribute value.
pub fn unescape(value: &str) -> Cow<'_, str> {
    if !value.contains('&') {
        return Cow::Borrowed(value);
    }
    let plain = value.replace("&quot;", "\"").replace("&#39;", "'").replace("&#x27;", "'");
    Cow::Owned(plain.replace("&lt;", "<").replace("&gt;", ">").replace("&nbsp;", "\u{A0}").replace("&amp;", "&"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_by_meaning() {
        for (tag, expected) in [
            ("<a name=\"x\">", Tag::Anchor("x")),
            ("<a name=\"x&quot;>", Tag::Anchor("x")),
            ("<a id='y'>", Tag::Anchor("y")),
            ("<a href=\"u\" name=\"x\">", Tag::Element),
            ("</a>", Tag::AnchorEnd),
            ("</br>", Tag::Break),
            ("<BR />", Tag::Break),
            ("<!-- x -->", Tag::Comment),
            ("<mrk mtype=\"seg\" mid=\"167\">", Tag::Remnant("mrk")),
            ("</mrk>", Tag::Remnant("mrk")),
            ("<span class=\"sxs-lookup\">", Tag::Remnant("span")),
            ("<span>", Tag::Span),
            ("<img src=\"a.png\">", Tag::Element),
            ("<u>", Tag::Element),
            ("<email>", Tag::Placeholder),
            ("<your name>", Tag::Placeholder),
            ("<x>", Tag::Placeholder),
            ("<x id=\"1\"/>", Tag::Remnant("x")),
        ] {
            assert_eq!(classify(tag), expected, "{tag}");
        }
    }

    #[test]
    fn cleaning() {
        let cleaned = |raw| clean(&prepare(raw, |target, _| target.to_owned()).html);
        assert_eq!(cleaned("<p onclick=\"x()\" style=\"position:fixed\">a<b>c</p>"), "<p>a<b>c</b></p>");
        assert_eq!(cleaned("<script>alert(1)</script><a href=\"javascript:x\">a</a>"), "<a>a</a>");
        assert_eq!(
            cleaned("<div class=\"site-header alert\"><email> &amp; <br></br></div>"),
            "<div class=\"alert\">&lt;email&gt; &amp; <br><br></div>"
        );
        assert_eq!(cleaned("a < b <!-- hidden <p> --> c"), "a &lt; b  c");
    }
}
