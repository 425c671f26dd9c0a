//! Bodies: fills the holes of an article's HTML.

use std::collections::BTreeMap;

use crate::model::{Body, HoleKind, LinkTarget, Translation};
use crate::plan::url;
use crate::strings::Strings;

/// What the elements of blocks tell of them.
#[derive(Debug, Default)]
pub struct Blocks<'a> {
    /// See [`crate::model::Translation::segments`].
    pub numbers: &'a [u32],
    /// Blocks that are headings of what they name: `cause`, `resolution` and so on.
    pub parts: BTreeMap<usize, &'static str>,
}

impl<'a> Blocks<'a> {
    /// `words` is what [`part_words`] says of the language.
    pub fn new(translation: &'a Translation, words: &BTreeMap<String, &'static str>) -> Self {
        let body = translation.body();
        let mut headings = body.headings.iter().map(|heading| heading.text.as_str()).peekable();
        let mut parts = BTreeMap::new();
        for (n, block) in body.blocks.iter().enumerate() {
            let text = body.block_text(block).trim_end_matches([':', '：']).trim_end();
            if headings.next_if_eq(&text).is_some()
                && let Some(part) = words.get(&text.to_lowercase())
            {
                parts.insert(n, *part);
            }
        }
        Self { numbers: &translation.segments, parts }
    }
}

/// Parts of an article and the strings that hold the words over them.
const PARTS: &[(&str, &str)] = &[
    ("symptom", "words_symptom"),
    ("cause", "words_cause"),
    ("resolution", "words_resolution"),
    ("workaround", "words_workaround"),
];

/// The words of a language that stand over parts of an article, in lower case, and what these are.
pub fn part_words(strings: &Strings) -> BTreeMap<String, &'static str> {
    let words = |name| strings.get(name).split('|').map(|word| word.trim().to_lowercase());
    PARTS.iter().flat_map(|(part, name)| words(name).map(|word| (word, *part))).collect()
}

/// The HTML of a body with every link and text in its place.
pub fn fill(body: &Body, targets: &[LinkTarget], blocks: &Blocks<'_>, strings: &Strings) -> String {
    let mut out = String::with_capacity(body.html.len() + 64 * body.holes.len());
    let mut at = 0;
    for hole in &body.holes {
        out.push_str(&body.html[at..hole.range.start]);
        at = hole.range.end;
        match &hole.kind {
            HoleKind::Text(name) => out.push_str(&escape(strings.get(name))),
            HoleKind::Label(link) => out.push_str(&escape(&label(body, targets, *link))),
            HoleKind::Block(block) => {
                if let Some(part) = blocks.parts.get(block) {
                    out.push_str(" class=\"part-");
                    out.push_str(part);
                    out.push('"');
                }
                if let Some(number) = blocks.numbers.get(*block) {
                    out.push_str(" data-b=\"");
                    out.push_str(&number.to_string());
                    out.push('"');
                }
                out.push('>');
            }
            HoleKind::Href(link) => {
                let (address, language) = match targets.get(*link) {
                    Some(LinkTarget::External) => (url::encode(&body.links[*link].target), None),
                    Some(LinkTarget::Address(address)) => (url::encode(address), None),
                    Some(LinkTarget::Internal { url, language, .. }) => (url.clone(), language.as_ref()),
                    // A link without a target is text that can still be read.
                    Some(LinkTarget::Nowhere) | None => continue,
                };
                out.push_str(" href=\"");
                out.push_str(&escape(&address));
                out.push('"');
                if let Some(language) = language {
                    out.push_str(" hreflang=\"");
                    out.push_str(language.tag());
                    out.push('"');
                }
            }
            HoleKind::Image { link, src, alt } => {
                let address = match targets.get(*link) {
                    Some(LinkTarget::External) => url::encode(&body.links[*link].target),
                    Some(LinkTarget::Address(address)) => url::encode(address),
                    Some(LinkTarget::Internal { url, .. }) => url.clone(),
                    Some(LinkTarget::Nowhere) | None => {
                        let text = if alt.is_empty() { strings.get("missing_image") } else { alt };
                        out.push_str("<span class=\"missing-image\">");
                        out.push_str(&escape(text));
                        out.push_str("</span>");
                        continue;
                    }
                };
                out.push_str(&body.html[hole.range.start..src.start]);
                out.push_str(&escape(&address));
                let tail = &body.html[src.end..hole.range.end];
                // Without one, screen readers would read the address.
                let has_alt = body.html[hole.range.clone()].contains(" alt=");
                let tail = if has_alt { tail.to_owned() } else { tail.replacen('"', "\" alt=\"\"", 1) };
                let tail = tail.as_str();
                match tail.strip_suffix(" />") {
                    Some(tail) => {
                        out.push_str(tail);
                        out.push('>');
                    }
                    None => out.push_str(tail),
                }
            }
        }
    }
    out.push_str(&body.html[at..]);
    out
}

/// The words of a link that has none of its own: its target's title, or the address without what
/// nobody reads.
fn label(body: &Body, targets: &[LinkTarget], link: usize) -> String {
    let plain = |address: &str| {
        let address = address.split_once("://").map_or(address, |(_, rest)| rest);
        url::decode(address.split(['?', '#']).next().unwrap_or_default().trim_end_matches('/'))
    };
    match targets.get(link) {
        Some(LinkTarget::Internal { title: Some(title), .. }) => title.clone(),
        Some(LinkTarget::Internal { url, .. } | LinkTarget::Address(url)) => plain(url),
        Some(LinkTarget::External) => plain(&body.links[link].target),
        Some(LinkTarget::Nowhere) | None => String::new(),
    }
}

/// Escapes a text for HTML, attribute values included.
pub fn escape(text: &str) -> String {
    if !text.contains(['&', '<', '>', '"', '\'']) {
        return text.to_owned();
    }
    let plain = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    plain.replace('"', "&quot;").replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Hole, Link, Locale};

    #[test]
    fn filling() {
        let html = "<p><a href=\"kbgen:0\">x</a><a href=\"kbgen:1\">y</a><img src=\"kbgen:2\" alt=\"A\"></p>";
        let link =
            |target: &str| Link { target: target.into(), span: 0..0, embedded: false, file: None, unlabelled: false };
        let (a, b, img) = (html.find(" href").unwrap(), html.rfind(" href").unwrap(), html.find("<img").unwrap());
        let src = html.find("kbgen:2").unwrap();
        let holes = vec![
            Hole { range: a..a + 15, kind: HoleKind::Href(0) },
            Hole { range: b..b + 15, kind: HoleKind::Href(1) },
            Hole {
                range: img..html.len() - 4,
                kind: HoleKind::Image { link: 2, src: src..src + 7, alt: "A&B".into() },
            },
        ];
        let links = vec![link("https://e.org/?a=1&b=\"2\""), link("b.md"), link("c.png")];
        let body = Body { html: html.into(), holes, links, ..Body::default() };
        let language = Locale::parse("en-US");
        let targets = [
            LinkTarget::External,
            LinkTarget::Internal { url: "/en-us/b/".into(), language, title: None },
            LinkTarget::Internal { url: "/assets/c.1.png".into(), language: None, title: None },
        ];
        let (strings, _) = crate::strings::load(&[("en".into(), "x = X\n".into())], &[Locale::undetermined()]);
        assert_eq!(
            fill(&body, &targets, &Blocks::default(), &strings[0]),
            "<p><a href=\"https://e.org/?a=1&amp;b=%222%22\">x</a><a href=\"/en-us/b/\" hreflang=\"en-US\">y</a><img src=\"/assets/c.1.png\" alt=\"A\"></p>"
        );
        let nowhere = [LinkTarget::Nowhere, LinkTarget::Nowhere, LinkTarget::Nowhere];
        assert_eq!(
            fill(&body, &nowhere, &Blocks::default(), &strings[0]),
            "<p><a>x</a><a>y</a><span class=\"missing-image\">A&amp;B</span></p>"
        );
    }
}
