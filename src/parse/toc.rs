//! Tables of contents (`TOC.yml`, `TOC.md`): the text of one in, its entries out, each path with its
//! place. Where the paths lead is found out later, by who knows the whole site.

use std::ops::Range;

use crate::model::{Checked, Code, RepositoryFile, Toc, TocNode, Written};
use crate::yaml::{self, Mapping, Value};

use super::{Findings, units};

/// Entries lie no deeper in each other than this; a hostile file would take a deep stack.
const DEEPEST: usize = 40;

const HELP: &str = "write a list of entries with `name` and `href` or `items`";

/// Reads a table of contents.
pub fn read(file: &RepositoryFile) -> Checked<Toc> {
    let mut findings = Findings::new(&file.path, &file.text);
    let nodes = if file.relative.to_ascii_lowercase().ends_with(".md") {
        of_markdown(&file.text)
    } else {
        of_yaml(&file.text, &mut findings)
    };
    Checked { value: Toc { file: file.clone(), nodes }, diagnostics: findings.done() }
}

fn of_yaml(text: &str, findings: &mut Findings<'_>) -> Vec<TocNode> {
    let veiled = units::veil(text);
    let parsed = if yaml::is_reasonable(&veiled.side.text) {
        yaml::from_str::<Value>(&veiled.side.text).map_err(|e| (e.message, e.offset.unwrap_or(0)))
    } else {
        Err(("it is nested too deeply".to_owned(), 0))
    };
    let mut reader = Reader { text, at: 0, veiled: &veiled, findings };
    match parsed {
        Ok(Value::Sequence(items)) => reader.nodes(&items, 0),
        Ok(Value::Mapping(map)) if map.contains_key("items") => reader.items(&map, 0),
        Ok(Value::Null) => Vec::new(),
        Ok(_) => {
            reader.wrong("the table of contents is no list".to_owned());
            Vec::new()
        }
        Err((message, offset)) => {
            reader.at = veiled.side.original(offset).min(text.len());
            reader.wrong(format!("the table of contents cannot be read: {message}"));
            Vec::new()
        }
    }
}

/// Reads the entries in the order of the text, so that each value is found after the last one.
struct Reader<'a, 'b> {
    text: &'a str,
    /// Where the last value was found.
    at: usize,
    veiled: &'a units::Veiled,
    findings: &'a mut Findings<'b>,
}

impl Reader<'_, '_> {
    fn wrong(&mut self, message: String) {
        // What is wrong is what follows.
        let rest = &self.text[self.at..];
        let start = self.at + rest.len() - rest.trim_start().len();
        let line = self.findings.line_of(start..self.text.len());
        self.findings.add(Code::InvalidRepositoryFile, line, message, HELP);
    }

    fn items(&mut self, map: &Mapping, depth: usize) -> Vec<TocNode> {
        match map.get("items") {
            Some(Value::Sequence(items)) => self.nodes(items, depth),
            None | Some(Value::Null) => Vec::new(),
            Some(_) => {
                self.wrong("the `items` of an entry are no list".to_owned());
                Vec::new()
            }
        }
    }

    fn nodes(&mut self, items: &[Value], depth: usize) -> Vec<TocNode> {
        let mut nodes = Vec::new();
        if depth > DEEPEST {
            self.wrong("the table of contents is nested too deeply; what is deeper is left out".to_owned());
            return nodes;
        }
        for item in items {
            match item {
                Value::Mapping(map) => nodes.push(self.node(map, depth)),
                Value::Null => {}
                _ => self.wrong("an entry of the table of contents has no `name`".to_owned()),
            }
        }
        nodes
    }

    fn node(&mut self, map: &Mapping, depth: usize) -> TocNode {
        let mut node = TocNode::default();
        for (key, value) in map {
            match key.as_str().unwrap_or_default() {
                "name" => {
                    let name = self.scalar(value).map(|text| self.veiled.lift(&text)).unwrap_or_default();
                    self.find(&name);
                    let cut = units::cut(&name);
                    node.name = plain(&units::target_text(&name, &cut));
                    node.source_name = (cut.units > 0).then(|| plain(&units::source_text(&name, &cut)));
                }
                "href" => node.href = self.written(value),
                "topicHref" | "homepage" => node.topic_href = self.written(value),
                "tocHref" => node.toc_href = self.written(value),
                "uid" | "topicUid" => node.uid = self.scalar(value),
                "expanded" => node.expanded = value.as_bool() == Some(true),
                "items" => node.items = self.items(map, depth + 1),
                _ => {}
            }
        }
        node
    }

    fn scalar(&self, value: &Value) -> Option<String> {
        match value {
            Value::String(text) => Some(text.trim().to_owned()).filter(|text| !text.is_empty()),
            Value::Number(_) | Value::Bool(_) => yaml::to_string(value).ok().map(|text| text.trim().to_owned()),
            _ => None,
        }
    }

    fn written(&mut self, value: &Value) -> Option<Written> {
        let text = self.scalar(value)?;
        let span = self.find(&text);
        Some(Written { text, span })
    }

    /// Where a value stands, not far behind the last one.
    fn find(&mut self, value: &str) -> Range<usize> {
        let span = units::find_near(self.text, self.at, value);
        self.at = span.end;
        span
    }
}

/// A name on one line.
fn plain(name: &str) -> String {
    name.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The headings of a `TOC.md`, each a name or a link.
fn of_markdown(text: &str) -> Vec<TocNode> {
    // Where the entry of each open level lies: the last child, and so on down.
    let mut nodes: Vec<TocNode> = Vec::new();
    let mut levels: Vec<usize> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let start = at;
        at += line.len();
        let level = line.bytes().take_while(|b| *b == b'#').count();
        let rest = &line[level..];
        if !(1..=6).contains(&level) || !rest.starts_with([' ', '\t']) {
            continue;
        }
        let rest = rest.trim().trim_end_matches('#').trim_end();
        let cut = units::cut(rest);
        let of = |side: String| match side.strip_prefix('[').and_then(|link| link.split_once("](")) {
            Some((name, target)) => (plain(name), Some(target.trim_end_matches(')').trim().to_owned())),
            None => (plain(&side), None),
        };
        let (name, href) = of(units::target_text(rest, &cut));
        let href = href.filter(|href| !href.is_empty()).map(|text| {
            let span = units::find_near(line, 0, &text);
            Written { text, span: start + span.start..start + span.end }
        });
        let source_name = (cut.units > 0).then(|| of(units::source_text(rest, &cut)).0);
        let node = TocNode { name, source_name, href, ..TocNode::default() };
        while levels.last().is_some_and(|open| *open >= level) {
            levels.pop();
        }
        let mut siblings = &mut nodes;
        for _ in 0..levels.len() {
            let Some(last) = siblings.len().checked_sub(1) else { break };
            siblings = &mut siblings[last].items;
        }
        siblings.push(node);
        levels.push(level);
    }
    nodes
}

#[cfg(test)]
mod tests {
    use super::*;

    fn toc(name: &str, text: &str) -> (String, Vec<String>) {
        let file = RepositoryFile {
            path: name.into(),
            root: 0,
            root_names: [].into(),
            relative: name.into(),
            text: text.into(),
        };
        let checked = read(&file);
        let said = |d: &crate::model::Diagnostic| {
            let place = d.location.as_ref().unwrap();
            format!("{}:{} {} {}", place.line, place.column, d.code.id(), d.message)
        };
        (outline(&checked.value.nodes, text), checked.diagnostics.iter().map(said).collect())
    }

    fn outline(nodes: &[TocNode], text: &str) -> String {
        let of = |node: &TocNode| {
            let paths = [&node.href, &node.topic_href, &node.toc_href];
            let paths: String = paths.into_iter().flatten().map(|w| format!("<{}>", &text[w.span.clone()])).collect();
            let source = node.source_name.as_ref().map_or_else(String::new, |name| format!("={name}"));
            format!("{}{source}{paths}({})", node.name, outline(&node.items, text))
        };
        nodes.iter().map(of).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn entries_and_their_places() {
        let text = "### YamlMime:TableOfContents\nitems:\n- name: A\n  href: a.md\n- name: 'B: \"b\"'\n  expanded: true\n  items:\n  - name: C\n    href: a.md\n    topicHref: c.md\n  - tocHref: sub/toc.yml\n  displayName: other words\n  href: b.md\n- name: 7\n";
        let (outline, said) = toc("kb/toc.yml", text);
        assert_eq!(outline, "A<a.md>() B: \"b\"<b.md>(C<a.md><c.md>() <sub/toc.yml>()) 7()");
        assert_eq!(said, Vec::<String>::new());
        let file = |name: &str| RepositoryFile {
            path: name.into(),
            root: 0,
            root_names: [].into(),
            relative: name.into(),
            text: text.into(),
        };
        let nodes = read(&file("toc.yml")).value.nodes;
        let (first, second) = (nodes[0].href.clone().unwrap(), nodes[1].items[0].href.clone().unwrap());
        assert!(first.span.start < second.span.start && nodes[1].expanded, "{first:?} {second:?}");
    }

    #[test]
    fn bilingual_names() {
        let unit = "<span data-ttu-id=\"ab1-101\">Peinture : bois</span><span class=\"sxs-lookup\"><span data-stu-id=\"ab1-101\">Paint: wood</span></span>";
        let (outline, said) = toc("toc.yml", &format!("- name: {unit}\n  href: a.md\n"));
        assert_eq!((outline.as_str(), said), ("Peinture : bois=Paint: wood<a.md>()", vec![]));
    }

    #[test]
    fn markdown() {
        let (outline, _) = toc("TOC.md", "# [A](a.md)\n\ntext\n### B\n## [C](c.md) ##\n# D\n## [E]( e.md )\n");
        assert_eq!(outline, "A<a.md>(B() C<c.md>()) D(E<e.md>())");
    }

    #[test]
    fn what_is_wrong_costs_itself() {
        let (outline, said) = toc("toc.yml", "- name: A\n  href: a.md\n- b\n- name: C\n  items: d\n-\n");
        assert_eq!(outline, "A<a.md>() C()");
        assert_eq!(
            said,
            [
                "3:1 KB111 an entry of the table of contents has no `name`",
                "5:3 KB111 the `items` of an entry are no list"
            ]
        );
        let (_, said) = toc("toc.yml", "- name: A\n href: [\n");
        assert_eq!(said.len(), 1);
        assert!(said[0].contains("KB111 the table of contents cannot be read: "), "{said:?}");
        assert!(toc("toc.yml", "title: x\n").1[0].contains("is no list"));
        assert!(toc("toc.yml", "").1.is_empty());
        for hostile in ["[".repeat(100_000), "- items:\n  ".repeat(50_000), "{items: [".repeat(50_000)] {
            assert!(toc("toc.yml", &hostile).1.len() <= 1);
        }
        let deep: String = (0..60).map(|n| format!("{}- items:\n", "  ".repeat(n))).collect();
        assert!(toc("toc.yml", &deep).1.len() <= 1);
    }
}
