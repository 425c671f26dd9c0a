//! Pages written as YAML (`### YamlMime:Landing`): the text of one in, its metadata and a Markdown body
//! out, which then goes the way of every article. Plain values are escaped, so that a star in a title
//! stays a star; values that are Markdown are left as they are. Each part of the body knows where it
//! stands in the file.

use std::ops::Range;

use crate::model::{Code, Meta, slug};
use crate::yaml::{self, Mapping, Value};

use super::front_matter::{self, Field};
use super::matter::Matter;
use super::units::{self, Side, Veiled};
use super::{Findings, units::Piece};

/// Kinds that have a layout.
const KNOWN: &[&str] = &["Landing", "LandingPage", "Hub", "FAQ", "QnA"];

/// Kinds that say something of other pages and are none themselves.
const NO_PAGES: &[&str] =
    &["Breadcrumb", "ContextObject", "TOC", "TableOfContent", "TableOfContents", "XRefMap", "Yaml", "ZonePivotGroups"];

/// Keys of which nothing is to be seen in the text of a page.
const UNSEEN: &[&str] = &["metadata", "title", "name", "text", "summary", "description", "abstract", "azureCategories"];

/// A YAML page as Markdown.
pub struct Page {
    pub meta: Meta,
    /// Empty where the file is no page after all.
    pub body: Side,
}

/// Whether a file is YAML by its name.
pub fn is_yaml(relative: &str) -> bool {
    let lower = relative.to_ascii_lowercase();
    lower.ends_with(".yml") || lower.ends_with(".yaml")
}

/// Reads a page over what is known of it already.
pub fn read(text: &str, meta: Meta, findings: &mut Findings<'_>) -> Page {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let kind = first.trim_start_matches('#').trim().strip_prefix("YamlMime:").map_or("", str::trim);
    let known = KNOWN.iter().any(|k| k.eq_ignore_ascii_case(kind));
    let none = Page { meta: meta.clone(), body: Side::plain("", 0) };
    if kind.is_empty() || NO_PAGES.iter().any(|k| k.eq_ignore_ascii_case(kind)) {
        return none;
    }
    let veiled = units::veil(text);
    let map = mapping(text, &veiled, findings);
    let meta = metadata(text, &map, &veiled, meta, findings);
    let title = scalar(map.get("title")).map(|title| veiled.lift(&title)).or_else(|| meta.title.clone());
    if title.is_none() && !known {
        // Data in a form of its own, such as the description of an API.
        return none;
    }
    if !known {
        findings.add(
            Code::UnknownPageKind,
            findings.line_of(0..text.len()),
            format!("pages of the kind `{kind}` have no layout of their own; title, summary and links are shown"),
            "write it in Markdown, or as `Landing`, `Hub` or `FAQ`",
        );
    }
    let starts = yaml::entries(text).into_iter().map(|entry| (entry.key.to_owned(), entry.lines.start)).collect();
    let mut writer = Writer { text, veiled: &veiled, starts, at: 0, body: Side::default(), in_list: false };
    writer.begin("title");
    if let Some(title) = title {
        writer.heading(1, &title, true);
    }
    writer.begin("summary");
    writer.prose(map.get("summary"));
    if kind.eq_ignore_ascii_case("FAQ") || kind.eq_ignore_ascii_case("QnA") {
        writer.questions(&map);
    } else {
        for (key, value) in map.iter().filter_map(|(key, value)| Some((key.as_str()?, value))) {
            if !UNSEEN.contains(&key) {
                writer.begin(key);
                if known { writer.block(value, 2) } else { writer.links(value) }
            }
        }
    }
    if writer.body.text.is_empty() {
        return Page { meta, body: Side::plain("", 0) };
    }
    Page { meta, body: writer.body }
}

/// The values of a page. Where the whole cannot be read its entries are, so that one broken entry
/// costs no other.
fn mapping(text: &str, veiled: &Veiled, findings: &mut Findings<'_>) -> Mapping {
    let yaml = &veiled.side.text;
    if yaml::is_reasonable(yaml) {
        match yaml::from_str::<Value>(yaml) {
            Ok(Value::Mapping(map)) => return map,
            Ok(_) => return Mapping::new(),
            Err(_) => {}
        }
    }
    let mut all = Mapping::new();
    for entry in yaml::entries(yaml) {
        let lines = &yaml[entry.lines.clone()];
        let read = if yaml::is_reasonable(lines) { yaml::from_str::<Value>(lines).ok() } else { None };
        match read {
            Some(Value::Mapping(map)) => all.extend(map),
            _ => {
                let start = veiled.side.original(entry.lines.start);
                findings.add(
                    Code::InvalidYaml,
                    findings.line_of(start..text.len()),
                    format!("the value of `{}` is not valid YAML; it is left out", entry.key),
                    "check its indentation, and put texts with `: ` between double quotes",
                );
            }
        }
    }
    all
}

/// The front matter of a page: below `metadata`, and what tools of translation put beside it.
fn metadata(text: &str, map: &Mapping, veiled: &Veiled, mut meta: Meta, findings: &mut Findings<'_>) -> Meta {
    for entry in yaml::entries(text) {
        let lines = entry.lines.clone();
        if entry.key == "metadata" {
            let first = text[lines.clone()].split_inclusive('\n').next().map_or(0, str::len);
            let below = lines.start + first..lines.end;
            let values = map.get("metadata").and_then(Value::as_mapping);
            let inner = yaml::entries(&text[below.clone()]);
            for (key, value) in values.into_iter().flatten().filter(|_| inner.is_empty()) {
                front_matter::set(&mut meta, key.as_str().unwrap_or_default(), &value.into(), lines.clone(), findings);
            }
            for entry in inner {
                let place = below.start + entry.lines.start..below.start + entry.lines.end;
                let value = values.and_then(|values| values.get(entry.key));
                meta = with(meta, text, entry.key, place, value, veiled, findings);
            }
        } else if entry.key.starts_with("ms.") || ["title", "description", "author", "ROBOTS"].contains(&entry.key) {
            // The name of the page for search engines is below `metadata`.
            let known = meta.title.take();
            meta = with(meta, text, entry.key, lines, map.get(entry.key), veiled, findings);
            meta.title = known.or(meta.title);
        }
    }
    meta
}

/// Metadata with one more entry, read like front matter; but units in it would not be valid YAML.
fn with(
    mut meta: Meta,
    text: &str,
    key: &str,
    lines: Range<usize>,
    value: Option<&Value>,
    veiled: &Veiled,
    findings: &mut Findings<'_>,
) -> Meta {
    let bilingual = text[lines.clone()].contains(units::OPEN);
    match scalar(value).filter(|_| bilingual) {
        Some(value) => {
            front_matter::set(&mut meta, key, &Field::Text(veiled.lift(&value)), lines, findings);
            meta
        }
        None => front_matter::read(text, Matter::Yaml(lines), meta, findings),
    }
}

fn scalar(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
        number @ Value::Number(_) => yaml::to_string(number).ok().map(|text| text.trim().to_owned()),
        _ => None,
    }
}

/// Writes the body, in the order of the file.
struct Writer<'a> {
    text: &'a str,
    veiled: &'a Veiled,
    /// Where the entries of the page begin.
    starts: Vec<(String, usize)>,
    /// Where the last value was found.
    at: usize,
    body: Side,
    /// Whether the last line is an item of a list.
    in_list: bool,
}

impl Writer<'_> {
    /// Goes to an entry of the page.
    fn begin(&mut self, key: &str) {
        if let Some((_, start)) = self.starts.iter().find(|(k, _)| k == key) {
            self.at = *start;
        }
    }

    /// The value of one of several keys, with its units.
    fn value(&self, map: &Mapping, keys: &[&str]) -> Option<String> {
        keys.iter().find_map(|key| scalar(map.get(key))).map(|text| self.veiled.lift(&text))
    }

    fn find(&mut self, value: &str) -> Range<usize> {
        let span = units::find_near(self.text, self.at, value);
        self.at = span.end;
        span
    }

    /// Separates a block from what stands before it.
    fn gap(&mut self) {
        if !self.body.text.is_empty() {
            self.body.push("\n", self.at);
        }
        self.in_list = false;
    }

    /// A heading; its id is that of the source language, where the file tells it.
    fn heading(&mut self, level: usize, value: &str, is_plain: bool) {
        self.gap();
        let value = one_line(value);
        let from = self.find(&value).start;
        let cut = units::cut(&value);
        let id = slug::safe(&units::source_text(&value, &cut).replace('/', "-"));
        let anchor = if cut.units > 0 && !id.is_empty() { format!("<a name=\"{id}\"></a>") } else { String::new() };
        let value = if is_plain { escaped(&value) } else { value };
        self.body.push(&format!("{} {anchor}{value}\n", "#".repeat(level.min(6))), from);
    }

    /// A text that is Markdown.
    fn prose(&mut self, value: Option<&Value>) {
        let Some(text) = scalar(value).map(|text| self.veiled.lift(&text)) else { return };
        self.gap();
        for line in text.lines() {
            let trimmed = line.trim();
            let indent = line.len() - line.trim_start().len();
            let from = if trimmed.is_empty() { self.at } else { self.find(trimmed).start.saturating_sub(indent) };
            self.body.push(&format!("{line}\n"), from);
        }
    }

    /// An item of a list that leads somewhere.
    fn item(&mut self, title: &str, url: &str, summary: Option<&str>) {
        if !self.in_list {
            self.gap();
            self.in_list = true;
        }
        let title = one_line(title);
        let from = self.find(&title).start;
        let url = one_line(url).replace('<', "%3C").replace('>', "%3E").replace('\\', "%5C");
        self.body.push(&format!("- [{}](<{url}>)", escaped(&title)), from);
        if let Some(summary) = summary {
            let summary = one_line(summary);
            let from = self.find(&summary).start;
            self.body.push(&format!("\\\n  {summary}"), from);
        }
        self.body.push("\n", self.at);
    }

    fn block(&mut self, value: &Value, level: usize) {
        match value {
            Value::Sequence(items) => items.iter().for_each(|item| self.block(item, level)),
            Value::Mapping(map) => self.node(map, level),
            _ => {}
        }
    }

    /// A card, a section, a link: whatever has a title, an address or parts.
    fn node(&mut self, map: &Mapping, level: usize) {
        let title = self.value(map, &["title", "name", "text"]);
        let url = self.value(map, &["url", "href"]);
        let summary_key = ["summary", "description", "abstract"].into_iter().find(|key| map.contains_key(key));
        let parts: Vec<&Value> = map
            .iter()
            .filter(|(key, value)| {
                let seen = key.as_str().is_some_and(|key| !UNSEEN.contains(&key));
                seen && matches!(value, Value::Sequence(_) | Value::Mapping(_))
            })
            .map(|(_, value)| value)
            .collect();
        let mut below = level;
        match (title, url) {
            (Some(title), Some(url)) if parts.is_empty() => {
                let summary = summary_key.and_then(|key| self.value(map, &[key]));
                self.item(&title, &url, summary.as_deref());
                return;
            }
            (Some(title), url) => {
                self.heading(level, &title, true);
                below += 1;
                self.prose(summary_key.and_then(|key| map.get(key)));
                if let Some(url) = url {
                    self.item(&title, &url, None);
                }
            }
            (None, _) => self.prose(summary_key.and_then(|key| map.get(key))),
        }
        // The sections of pages of earlier days hold Markdown.
        for key in ["content", "html"] {
            self.prose(map.get(key));
        }
        for part in parts {
            self.block(part, below);
        }
    }

    /// Every link of a page, one after the other.
    fn links(&mut self, value: &Value) {
        match value {
            Value::Sequence(items) => items.iter().for_each(|item| self.links(item)),
            Value::Mapping(map) => {
                let title = self.value(map, &["title", "text", "name"]);
                if let (Some(title), Some(url)) = (title, self.value(map, &["url", "href"])) {
                    self.item(&title, &url, None);
                }
                map.iter().for_each(|(_, value)| self.links(value));
            }
            _ => {}
        }
    }

    /// The sections of a page of questions.
    fn questions(&mut self, map: &Mapping) {
        self.begin("sections");
        let sections = match map.get("sections") {
            Some(Value::Sequence(sections)) => sections.as_slice(),
            _ => &[],
        };
        for section in sections.iter().filter_map(Value::as_mapping) {
            // A single section needs no name, but the form wants one.
            let name = self.value(section, &["name", "title"]).filter(|name| {
                let cut = units::cut(name);
                let ignored = |name: String| name.trim().eq_ignore_ascii_case("ignored");
                !ignored(units::target_text(name, &cut)) && !ignored(units::source_text(name, &cut))
            });
            let level = if name.is_some() { 3 } else { 2 };
            if let Some(name) = name {
                self.heading(2, &name, true);
            }
            self.prose(section.get("summary"));
            let Some(Value::Sequence(questions)) = section.get("questions") else { continue };
            for question in questions.iter().filter_map(Value::as_mapping) {
                if let Some(text) = self.value(question, &["question"]) {
                    self.heading(level, &text, false);
                }
                self.prose(question.get("answer"));
            }
        }
        self.begin("additionalContent");
        self.prose(map.get("additionalContent"));
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A plain text as Markdown that says the same; units stay units.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    let mut at = 0;
    for piece in units::cut(text).pieces {
        match piece {
            Piece::Shared(range) => {
                out.push_str(&text[at..range.start]);
                escape(&text[range.clone()], &mut out);
                at = range.end;
            }
            Piece::Unit(unit) => {
                out.push_str(&text[at..unit.target.start]);
                escape(&text[unit.target.clone()], &mut out);
                out.push_str(&text[unit.target.end..unit.source.start]);
                escape(&text[unit.source.clone()], &mut out);
                at = unit.source.end;
            }
        }
    }
    out.push_str(&text[at..]);
    out
}

fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '&' | '#' | '|' | '~' | '!' | '$' | '^') {
            out.push('\\');
        }
        out.push(c);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Markdown;
    use crate::model::{Checked, Document, Library, Role, Source};

    fn page(text: &str) -> (String, Vec<String>) {
        let path = "kb/index.yml".into();
        let mut findings = Findings::new(&path, text);
        let page = read(text, Meta::default(), &mut findings);
        (page.body.text, findings.done().iter().map(|d| d.code.id().to_owned()).collect())
    }

    fn parsed(text: &str) -> Checked<Document> {
        let source = Source {
            path: "fr-FR/index.yml".into(),
            relative: "fr-FR/index.yml".into(),
            docset: Some(0),
            bytes: text.into(),
            ..Source::default()
        };
        super::super::parse(&source, &Library::default(), &Markdown::default())
    }

    fn unit(number: u32, target: &str, source: &str) -> String {
        format!(
            "<span data-ttu-id=\"ab1cd-{number}\">{target}</span><span class=\"sxs-lookup\"><span data-stu-id=\"ab1cd-{number}\">{source}</span></span>"
        )
    }

    #[test]
    fn landing() {
        let (body, said) = page(
            "### YamlMime:Landing\n\ntitle: The *garden* [kb]\nsummary: All about **plants**.\nmetadata:\n  title: Garden\n  ms.date: 1/2/2026\nlandingContent:\n  - title: Plants\n    linkLists:\n      - linkListType: overview\n        links:\n          - text: Tomato_1\n            url: plants/tomato.md\n      - linkListType: how-to-guide\n        links:\n          - text: Bean\n            url: /a b/(c)>\n  - title: Tools\n    linkLists: []\n",
        );
        assert_eq!(
            (body.as_str(), said),
            (
                "# The \\*garden\\* \\[kb\\]\n\nAll about **plants**.\n\n## Plants\n\n- [Tomato\\_1](<plants/tomato.md>)\n- [Bean](</a b/(c)%3E>)\n\n## Tools\n",
                vec![]
            )
        );
    }

    #[test]
    fn hub() {
        let (body, said) = page(
            "### YamlMime:Hub\ntitle: Hub\nsummary: S\nbrand: b\nhighlightedContent:\n  items:\n  - title: One\n    itemType: overview\n    url: one.md\nproductDirectory:\n  title: Products\n  summary: Sum.\n  items:\n  - title: P\n    imageSrc: p.svg\n    azureCategories: [x]\n    summary: About P.\n    url: p.md\nconceptualContent:\n  sections:\n  - title: Sec\n    items:\n    - title: Item\n      links:\n      - itemType: how-to\n        text: L\n        url: l.md\n      footerLink:\n        text: More\n        url: more.md\nadditionalContent:\n  footer: \"[f](f.md)\"\n",
        );
        assert_eq!(
            (body.as_str(), said),
            (
                "# Hub\n\nS\n\n- [One](<one.md>)\n\n## Products\n\nSum.\n\n- [P](<p.md>)\\\n  About P.\n\n## Sec\n\n### Item\n\n- [L](<l.md>)\n- [More](<more.md>)\n",
                vec![]
            )
        );
    }

    #[test]
    fn questions() {
        let (body, said) = page(
            "### YamlMime:FAQ\ntitle: Questions\nsummary: |\n  First\n  *second*.\nsections:\n- name: Ignored\n  questions:\n  - question: |\n      What is `x`?\n    answer: |\n      A line.\n\n      - item\n        more\n- name: Named *\n  questions:\n  - question: Q\n    answer: A\nadditionalContent: |\n  ## End\n  Bye.\n",
        );
        assert_eq!(
            (body.as_str(), said),
            (
                "# Questions\n\nFirst\n*second*.\n\n## What is `x`?\n\nA line.\n\n- item\n  more\n\n## Named \\*\n\n### Q\n\nA\n\n## End\nBye.\n",
                vec![]
            )
        );
    }

    #[test]
    fn kinds_without_a_layout() {
        let text = "### YamlMime:Module\ntitle: Module\nsummary: S.\nduration: 5\nunits:\n- one\nmore:\n- title: T\n  url: t.md\n  badge: {text: B, url: b.md}\n";
        assert_eq!(page(text), ("# Module\n\nS.\n\n- [T](<t.md>)\n- [B](<b.md>)\n".into(), vec!["KB112".into()]));
        for none in [
            "### YamlMime:TOC\n- name: A\n",
            "## YamlMime:ContextObject\nchromeless: true\n",
            "### YamlMime:ManagedReference\nitems:\n- uid: a\n",
            "### YamlMime:Yaml\ntitle: x\n",
        ] {
            let checked = parsed(none);
            assert_eq!((checked.value.role, checked.diagnostics.len()), (Role::Other, 0), "{none}");
        }
    }

    #[test]
    fn bilingual_values() {
        let text = format!(
            "### YamlMime:FAQ\nmetadata:\n  title: \"Questions\"\n  ms.locfileid: \"7\"\nms.openlocfilehash: 4e12294000980160359072702412110987850000\ntitle: {}\nsummary: {}\nsections:\n- name: {}\n  questions:\n  - question: {}\n    answer: |\n      {} [x](lost.md)\n",
            unit(101, "Questions : *", "Questions: *"),
            unit(102, "Sommaire.", "Summary."),
            unit(103, "Ignoré", "Ignored"),
            unit(104, "Quand ?", "When?"),
            unit(105, "Maintenant.", "Now.")
        );
        let checked = parsed(&text);
        assert_eq!(checked.diagnostics, []);
        let document = checked.value;
        assert_eq!((document.title(), document.source_title()), ("Questions : *", Some("Questions: *")));
        assert_eq!(document.meta.locfileid.as_deref(), Some("7"));
        assert_eq!(document.meta.source_hash.as_deref(), Some("4e12294000980160359072702412110987850000"));
        assert_eq!(document.reading.title.as_ref().unwrap().anchor.as_deref(), Some("questions"));
        let ids: Vec<_> = document.reading.headings.iter().map(|h| (h.id.as_str(), h.text.as_str())).collect();
        assert_eq!(ids, [("when", "Quand ?")]);
        assert!(document.source.as_ref().unwrap().text.contains("Summary.\nWhen?\nNow. x"), "{:?}", document.source);
        // The place of a link is its place in the file.
        let span = document.reading.links[0].span.clone();
        assert_eq!(&text[span], "[x](lost.md)");
    }

    #[test]
    fn titles_are_plain_text() {
        let title = "[!NOTE] `a` **b** <script> $x$ :::row x_y_z a@b.c &amp; C#";
        for text in [
            format!("### YamlMime:Landing\ntitle: '{title}'\nlandingContent:\n- title: '{title}'\n"),
            format!("### YamlMime:Hub\ntitle: '{title}'\nitems:\n- title: '{title}'\n  url: https://a.example/\n"),
        ] {
            let checked = parsed(&text);
            assert_eq!(checked.diagnostics, [], "{text}");
            let body = &checked.value.reading;
            assert_eq!(body.title.as_ref().unwrap().text, title);
            assert!(body.text.lines().nth(1).unwrap().contains(title), "{:?}", body.text);
        }
    }

    #[test]
    fn a_broken_entry_costs_itself() {
        let text = "### YamlMime:Landing\ntitle: A\nsummary: b: c: d\nlandingContent:\n- title: T\n  links:\n  - {text: L, url: l.md}\n";
        let checked = parsed(text);
        let said: Vec<_> =
            checked.diagnostics.iter().map(|d| (d.code.id(), d.location.as_ref().unwrap().line)).collect();
        assert_eq!(said, [("KB101", 3)]);
        assert_eq!(checked.value.reading.links[0].target, "l.md");
        for hostile in ["[".repeat(50_000), "- a:\n  ".repeat(30_000), "? ".repeat(1000), "&a [*a]".into()] {
            parsed(&format!("### YamlMime:Hub\ntitle: A\nx:\n  {hostile}\n"));
        }
    }
}
