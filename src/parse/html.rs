//! Raw HTML in articles: what survives, and the home of the cleaning library.

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

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
    let kept = ammonia::Builder::default().clone_tags();
    // Elements that are dropped when cleaning, but are no placeholders either.
    let dropped = [
        "script", "style", "iframe", "object", "embed", "form", "input", "button", "select", "option", "textarea",
        "video", "audio", "source", "track", "font", "html", "head", "body", "meta", "link", "title", "base",
        "noscript", "svg", "math", "canvas", "label", "fieldset", "legend", "main", "section", "template", "big",
        "picture", "frame", "frameset", "marquee", "blink", "tt",
    ];
    kept.into_iter().chain(dropped).collect()
});

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
        let at = rest.to_ascii_lowercase().find(name)?;
        let before = rest[..at].chars().next_back().is_some_and(|c| c.is_whitespace() || c == '"' || c == '\'');
        let after = rest[at + name.len()..].trim_start();
        if let Some(value) = after.strip_prefix('=').filter(|_| before) {
            let value = value.trim_start();
            for quote in ["\"", "'", "&quot;"] {
                if let Some(value) = value.strip_prefix(quote) {
                    let end = ["\"", "'", "&quot;"].iter().filter_map(|q| value.find(q)).min().unwrap_or(value.len());
                    return Some(&value[..end]);
                }
            }
            return Some(value.split(|c: char| c.is_whitespace() || c == '>').next().unwrap_or_default());
        }
        rest = &rest[at + name.len()..];
    }
}

/// A block of raw HTML made ready for cleaning: placeholders become text, remnants go.
///
/// Also returns the remnants' names and the text without tags.
pub fn prepare(raw: &str) -> (String, Vec<String>, String) {
    let mut html = String::with_capacity(raw.len());
    let mut remnants = Vec::new();
    let mut text = String::new();
    let mut rest = raw;
    while let Some(at) = rest.find('<') {
        html.push_str(&rest[..at]);
        text.push_str(&rest[..at]);
        rest = &rest[at..];
        if let Some(comment) = rest.strip_prefix("<!--") {
            rest = comment.find("-->").map_or("", |n| &comment[n + 3..]);
            continue;
        }
        let starts_tag = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/' || c == '!' || c == '?');
        let Some(end) = tag_end(rest).filter(|_| starts_tag) else {
            html.push_str("&lt;");
            text.push('<');
            rest = &rest[1..];
            continue;
        };
        let tag = &rest[..end];
        match classify(tag) {
            Tag::Placeholder => {
                html.push_str("&lt;");
                html.push_str(&tag[1..tag.len() - 1]);
                html.push_str("&gt;");
                text.push_str(tag);
            }
            Tag::Remnant(name) => remnants.push(name.to_owned()),
            Tag::Comment | Tag::Span => {}
            Tag::Break => html.push_str("<br>"),
            Tag::Anchor(_) | Tag::AnchorEnd | Tag::Element => {
                html.push_str(tag);
                text.push(' ');
            }
        }
        rest = &rest[end..];
        let lower = tag.to_ascii_lowercase();
        if let Some(close) = ["script", "style"].iter().find(|name| lower.starts_with(&format!("<{name}"))) {
            // What a script says is no text; the cleaner takes it out of the HTML.
            let end = rest.to_ascii_lowercase().find(&format!("</{close}")).unwrap_or(rest.len());
            html.push_str(&rest[..end]);
            rest = &rest[end..];
        }
    }
    html.push_str(rest);
    text.push_str(rest);
    (html, remnants, text)
}

/// Where the tag at the beginning of `text` ends, quoted `>` skipped; a tag is short.
fn tag_end(text: &str) -> Option<usize> {
    let mut quote = None;
    for (at, c) in text.char_indices().take(4000) {
        match (c, quote) {
            ('"' | '\'', None) => quote = Some(c),
            (_, Some(open)) if c == open => quote = None,
            ('>', None) => return Some(at + 1),
            ('<', None) if at > 0 => return None,
            _ => {}
        }
    }
    // An unbalanced quote: the tag ends at its bracket after all.
    text.find('>').map(|at| at + 1).filter(|end| !text[1..*end].contains('<'))
}

/// Cleans rendered HTML that holds raw HTML: balanced, without script, handlers, or style.
pub fn clean(html: &str) -> String {
    static CLEANER: LazyLock<ammonia::Builder<'static>> = LazyLock::new(|| {
        let mut builder = ammonia::Builder::default();
        builder
            .add_url_schemes(["kbgen", "data"])
            .link_rel(None)
            .add_generic_attributes(["id", "class", "tabindex", "role", "dir"])
            .add_tag_attributes("a", ["name"])
            .add_tag_attributes("details", ["open"])
            .add_tag_attributes("ol", ["start"])
            .attribute_filter(|element, attribute, value| match (element, attribute) {
                (_, "class") => {
                    let ours = |class: &&str| {
                        class.starts_with("alert")
                            || class.starts_with("language-")
                            || ["table", "start", "center", "end"].contains(class)
                    };
                    let classes: Vec<&str> = value.split_whitespace().filter(ours).collect();
                    (!classes.is_empty()).then(|| classes.join(" ").into())
                }
                (_, "tabindex") => (value == "0").then_some(Cow::Borrowed("0")),
                (_, "role") => (value == "note").then_some(Cow::Borrowed("note")),
                (_, "dir") => matches!(value, "ltr" | "rtl" | "auto").then(|| value.into()),
                (_, "id") => value.bytes().all(|b| b > b' ' && b != b'"').then(|| value.into()),
                ("img", "src") if value.starts_with("data:") => value.starts_with("data:image/").then(|| value.into()),
                (_, "href" | "cite" | "src") if value.starts_with("data:") => None,
                _ => Some(value.into()),
            });
        builder
    });
    CLEANER.clean(&shallow(html)).to_string()
}

/// HTML whose elements nest no deeper than browsers like it; deeper tags become text.
fn shallow(html: &str) -> Cow<'_, str> {
    const DEEPEST: usize = 200;
    if html.matches('<').count() <= DEEPEST {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len());
    let mut depth: usize = 0;
    let mut cut: usize = 0;
    for (n, part) in html.split('<').enumerate() {
        if n == 0 {
            out.push_str(part);
            continue;
        }
        let name = part.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default().to_ascii_lowercase();
        let is_void = matches!(name.as_str(), "br" | "hr" | "img" | "wbr" | "col");
        let closes = part.starts_with('/');
        let mut keep = true;
        if closes && cut > 0 {
            cut -= 1;
            keep = false;
        } else if closes {
            depth = depth.saturating_sub(1);
        } else if !is_void && depth >= DEEPEST {
            cut += 1;
            keep = false;
        } else if !is_void && !name.is_empty() {
            depth += 1;
        }
        out.push_str(if keep { "<" } else { "&lt;" });
        out.push_str(part);
    }
    Cow::Owned(out)
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
        let cleaned = |raw| clean(&prepare(raw).0);
        assert_eq!(cleaned("<p onclick=\"x()\" style=\"position:fixed\">a<b>c</p>"), "<p>a<b>c</b></p>");
        assert_eq!(cleaned("<script>alert(1)</script><a href=\"javascript:x\">a</a>"), "<a>a</a>");
        assert_eq!(
            cleaned("<div class=\"site-header alert\"><email> &amp; <br></br></div>"),
            "<div class=\"alert\">&lt;email&gt; &amp; <br><br></div>"
        );
        assert_eq!(cleaned("a < b <!-- hidden <p> --> c"), "a &lt; b  c");
    }
}
