//! Golden sites: each folder of `tests/sites/` holds a small site (`input/`) and what becomes of it
//! (`expected/`): an extract of the output, one file for each first folder of the URLs, and
//! `diagnostics.txt`. `UPDATE=1 cargo test golden` writes what is expected anew.
//!
//! The extract says what pages say, not how they look: titles, links, languages, texts.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;
use std::fs;
use std::path::Path;

use kbgen::search::pack::Manifest;
use scraper::{ElementRef, Html, Node, Selector};

use crate::support::{self, files, repository, run};

macro_rules! sites {
    ($($name:ident $folder:literal;)*) => {
        $(#[test] fn $name() { check($folder); })*

        /// Every folder has its test, and every test its folder.
        #[test]
        fn every_folder_is_a_test() {
            let tests: BTreeSet<String> = [$($folder.to_owned()),*].into();
            let folders = fs::read_dir(repository().join("tests/sites")).unwrap();
            let folders: BTreeSet<String> =
                folders.map(|f| f.unwrap().file_name().to_string_lossy().into_owned()).collect();
            assert_eq!(folders, tests);
        }
    };
}

sites! {
    locale_folders "locale-folders";
    flat "flat";
    repositories "repositories";
    docfx "docfx";
    redirects "redirects";
    editions "editions";
    scripts "scripts";
    fallback_page "fallback-page";
    ledger "ledger";
    malformed "malformed";
    suffixes "suffixes";
    topics "topics";
    sub_path "sub-path";
    zola "zola";
    hugo "hugo";
    docusaurus "docusaurus";
    plain "plain";
    errors "errors";
}

fn check(name: &str) {
    let folder = repository().join("tests/sites").join(name);
    let output = tempfile::tempdir().unwrap();
    let target = output.path().join("out");
    let built = run(&folder.join("input"), &["build", "--format", "json", "--output", &target.to_string_lossy()]);
    assert!(built.status == 0 || built.status == 1, "{}", built.err);
    let mut actual = extract(&target);
    let mut said = format!("exit status {}\n", built.status);
    for line in built.diagnostics() {
        let _ = writeln!(said, "{line}");
    }
    actual.insert("diagnostics.txt".into(), said);

    let expected = folder.join("expected");
    if std::env::var_os("UPDATE").is_some_and(|v| v == "1") {
        let _ = fs::remove_dir_all(&expected);
        for (path, text) in &actual {
            let path = expected.join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        return;
    }
    let mut problems = String::new();
    let mut kept = files(&expected);
    for (path, text) in &actual {
        match kept.remove(path) {
            None => _ = writeln!(problems, "{path}: nothing is expected, but there is\n{text}"),
            Some(old) => problems.push_str(&difference(path, &String::from_utf8_lossy(&old), text)),
        }
    }
    for path in kept.keys() {
        let _ = writeln!(problems, "{path}: is expected, but does not come");
    }
    assert!(problems.is_empty(), "tests/sites/{name} has changed (UPDATE=1 accepts it):\n{problems}");
}

/// The lines that differ, without those that both begin and end with.
fn difference(path: &str, expected: &str, actual: &str) -> String {
    if expected == actual {
        return String::new();
    }
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let most = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count().min(most);
    let mut out = format!("{path}:{}\n", head + 1);
    for (sign, lines) in [('-', &old), ('+', &new)] {
        for line in &lines[head..lines.len() - tail] {
            let _ = writeln!(out, "  {sign} {line}");
        }
    }
    out
}

/// What an output folder says: path of the extract, and its text.
fn extract(output: &Path) -> BTreeMap<String, String> {
    let mut all: BTreeMap<String, String> = BTreeMap::new();
    for (path, bytes) in files(output) {
        let name = match path.split_once('/') {
            Some(("assets", _)) => "assets.txt".to_owned(),
            Some((first, _)) => format!("{first}.txt"),
            None => "root.txt".to_owned(),
        };
        let text = if path == ".kbgen-manifest.json" || of_the_theme(&path) || path.starts_with("assets/search/") {
            // The first lists the others; the second is the same on every site; the third is named in the next.
            continue;
        } else if path.ends_with("search/index.bin") {
            index(&bytes)
        } else if path.ends_with(".html") {
            page(&Html::parse_document(std::str::from_utf8(&bytes).unwrap()))
        } else if path.starts_with("assets/") {
            String::new()
        } else {
            String::from_utf8(bytes).unwrap()
        };
        let _ = write!(all.entry(name).or_default(), "=== {path}\n{text}\n");
    }
    all
}

/// What a search index can be asked for.
fn index(bytes: &[u8]) -> String {
    let manifest = Manifest::read(bytes).unwrap();
    let head = &manifest.head;
    let others =
        if head.firsts.is_empty() { String::new() } else { format!(", others from {}", head.firsts.join(", ")) };
    format!("documents: {}{others}\nwords: {}\n", head.documents, manifest.words.join(" "))
}

/// Whether a file is the theme's: its name has no hash, or it is a style or script.
fn of_the_theme(path: &str) -> bool {
    let hash = |part: &str| part.len() == 12 && part.bytes().all(|b| b.is_ascii_hexdigit());
    path.starts_with("assets/") && (path.ends_with(".css") || path.ends_with(".js") || !path.split('.').any(hash))
}

fn page(html: &Html) -> String {
    let mut out = String::new();
    let mut line = |name: &str, text: String| {
        if !text.is_empty() {
            let _ = writeln!(out, "{name}: {text}");
        }
    };
    let attribute = |selector: &str, name: &str| {
        all(html, selector).first().and_then(|e| e.attr(name)).unwrap_or_default().to_owned()
    };
    line("title", texts(html, "title").join(" "));
    line("language", format!("{} {}", attribute("html", "lang"), attribute("html", "dir")));
    line("canonical", attribute("link[rel=canonical]", "href"));
    for alternate in all(html, "link[rel=alternate][hreflang]") {
        line("alternate", format!("{} {}", value(alternate, "hreflang"), value(alternate, "href")));
    }
    line("robots", attribute("meta[name=robots]", "content"));
    line("description", attribute("meta[name=description]", "content"));
    line("refresh", attribute("meta[http-equiv=refresh]", "content"));
    line("breadcrumbs", texts(html, "nav.breadcrumbs li").join(" > "));
    for link in all(html, "nav.languages li a") {
        let current = link.attr("aria-current").map_or("", |_| " (this page)");
        line("menu", format!("{} {} [{}]{current}", value(link, "href"), words(link), value(link, "hreflang")));
    }
    for heading in all(html, "h1") {
        line(
            "h1",
            format!("{}{}", heading.attr("id").map_or_else(String::new, |id| format!("#{id} ")), words(heading)),
        );
    }
    for notice in all(html, "p.notice") {
        let link = all_in(notice, "a").first().map_or_else(String::new, |a| format!(" -> {}", value(*a, "href")));
        line("notice", format!("{}{link}", words(notice)));
    }
    for entry in all(html, "nav.toc li") {
        let depth = entry.ancestors().filter_map(ElementRef::wrap).filter(|e| e.value().name() == "li").count();
        let own = entry.child_elements().next().expect("an entry has a link or a group");
        let text = match own.value().name() {
            "details" => {
                let open = if own.attr("open").is_some() { "-" } else { "+" };
                format!("{open} {}", words(all_in(own, "summary")[0]))
            }
            _ => {
                let current = own.attr("aria-current").map_or("", |_| " (this page)");
                format!("{} {}{current}", value(own, "href"), words(own))
            }
        };
        line("toc", format!("{}{text}", "  ".repeat(depth)));
    }
    line("updated", texts(html, "footer time").join(" "));
    match all(html, "article .body").first() {
        Some(body) => {
            for name in ["lang", "dir"] {
                line(&format!("body {name}"), body.attr(name).unwrap_or_default().to_owned());
            }
            line("body", "".into());
            out.push_str(&normalized(*body));
        }
        None => {
            for element in all(html, "main h2, main a") {
                match element.attr("href") {
                    Some(href) => {
                        let language = element.attr("hreflang").map_or_else(String::new, |l| format!(" [{l}]"));
                        let _ = writeln!(out, "link: {href} {}{language}", words(element));
                    }
                    None => _ = writeln!(out, "h2: {}", words(element)),
                }
            }
        }
    }
    out
}

fn all<'a>(html: &'a Html, selector: &str) -> Vec<ElementRef<'a>> {
    html.select(&Selector::parse(selector).unwrap()).collect()
}

fn all_in<'a>(element: ElementRef<'a>, selector: &str) -> Vec<ElementRef<'a>> {
    element.select(&Selector::parse(selector).unwrap()).collect()
}

fn value(element: ElementRef<'_>, name: &str) -> String {
    element.attr(name).unwrap_or_default().to_owned()
}

fn words(element: ElementRef<'_>) -> String {
    element.text().collect::<String>().split_ascii_whitespace().collect::<Vec<_>>().join(" ")
}

fn texts(html: &Html, selector: &str) -> Vec<String> {
    all(html, selector).into_iter().map(words).collect()
}

/// Elements that begin a line.
const BLOCKS: &[&str] = &[
    "address",
    "aside",
    "blockquote",
    "caption",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "figcaption",
    "figure",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "ol",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "tr",
    "ul",
];

/// The content of an element, a line a block, attributes in the order of their names.
fn normalized(element: ElementRef<'_>) -> String {
    let mut out = String::new();
    inside(element, 1, false, &mut out);
    if !out.ends_with('\n') {
        out.push('\n');
    }
    out
}

/// What is text must not read like an element.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

fn inside(element: ElementRef<'_>, depth: usize, verbatim: bool, out: &mut String) {
    for child in element.children() {
        match child.value() {
            Node::Text(text) if verbatim => out.push_str(&escaped(text).replace('\n', "⏎")),
            Node::Text(text) => {
                let fresh = out.is_empty() || out.ends_with('\n');
                let mut space = text.starts_with(|c: char| c.is_ascii_whitespace()) && !fresh && !out.ends_with(' ');
                for word in text.split_ascii_whitespace() {
                    if out.is_empty() || out.ends_with('\n') {
                        out.push_str(&"  ".repeat(depth));
                    } else if space {
                        out.push(' ');
                    }
                    out.push_str(&escaped(word));
                    space = true;
                }
                let trails = text.ends_with(|c: char| c.is_ascii_whitespace()) && !text.trim_ascii().is_empty();
                if trails {
                    out.push(' ');
                }
            }
            Node::Element(_) => {
                let Some(child) = ElementRef::wrap(child) else { continue };
                let name = child.value().name();
                let block = BLOCKS.contains(&name);
                if block {
                    while out.ends_with(' ') {
                        out.pop();
                    }
                    if !out.is_empty() && !out.ends_with('\n') {
                        out.push('\n');
                    }
                }
                if out.is_empty() || out.ends_with('\n') {
                    out.push_str(&"  ".repeat(depth));
                }
                let attributes: BTreeMap<&str, &str> = child.value().attrs().collect();
                let _ = write!(out, "<{name}");
                for (key, value) in attributes {
                    let _ = write!(out, " {key}=\"{value}\"");
                }
                out.push('>');
                inside(child, depth + 1, verbatim || name == "pre", out);
                if block {
                    while out.ends_with(' ') {
                        out.pop();
                    }
                    if !out.ends_with('\n') {
                        out.push('\n');
                    }
                } else if !["br", "img", "input", "wbr"].contains(&name) {
                    let _ = write!(out, "</{name}>");
                }
            }
            Node::Comment(_) => out.push_str("<!-- -->"),
            _ => {}
        }
    }
}

/// The walk above is what all golden sites rest on.
#[test]
fn normal_form() {
    let html = Html::parse_document(
        "<div class=body><p>a <b id=x class=y>b</b>\n c</p><ul><li>d<ul><li>e</li></ul></li></ul><pre>f\ng</pre></div>",
    );
    let body = all(&html, "div.body")[0];
    assert_eq!(
        normalized(body),
        "  <p>a <b class=\"y\" id=\"x\">b</b> c\n  <ul>\n    <li>d\n      <ul>\n        <li>e\n  <pre>f⏎g\n"
    );
    assert_eq!(
        support::diagnostic(&serde_json::json!({"severity": "error", "code": "KB601", "name": "n", "message": "m"})),
        "error KB601 n: m"
    );
}
