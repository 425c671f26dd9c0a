//! Cases: `tests/cases/*.md` shows what authors write and what becomes of it, side by side.
//!
//! A section of the second level is a case. Its blocks of code are files: `md` is the article
//! `content/en-US/case.md` (with a title of its own, unless it brings front matter), `md PATH` and
//! others with a path lie below `content/`, `yaml` is the configuration. `html` is what the body of the page must
//! be (`html LOCALE` that of another locale), `findings` the diagnostics, none where there is no such
//! block. `UPDATE=1 cargo test cases` writes what is expected anew.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::fs;
use std::path::Path;

use scraper::{Html, Selector};

use crate::support::{repository, run};

const HEAD: &str = "---\ntitle: Case\n---\n# Case\n\n";

/// One block of code of a case.
struct Fence {
    info: String,
    text: String,
    /// Lines of the file, from the one after the opening fence to the closing one.
    lines: std::ops::Range<usize>,
}

struct Case {
    title: String,
    fences: Vec<Fence>,
    /// Line after its last one.
    end: usize,
}

fn cases(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut open: Option<(String, usize, String)> = None;
    for (n, line) in text.lines().enumerate() {
        match &mut open {
            Some((mark, start, info)) if line == mark => {
                let lines = *start..n;
                let text: String = text.lines().skip(*start).take(n - *start).map(|l| format!("{l}\n")).collect();
                let case = cases.last_mut().expect("a fence belongs to a case");
                case.fences.push(Fence { info: info.clone(), text, lines });
                case.end = n + 1;
                open = None;
            }
            Some(_) => {}
            None if line.starts_with("```") => {
                let info = line.trim_start_matches('`');
                let mark = line[..line.len() - info.len()].to_owned();
                open = Some((mark, n + 1, info.trim().to_owned()));
            }
            None => {
                if let Some(title) = line.strip_prefix("## ") {
                    cases.push(Case { title: title.to_owned(), fences: Vec::new(), end: n + 1 });
                }
            }
        }
    }
    assert!(open.is_none(), "a fence is not closed");
    cases
}

fn brings_title(text: &str) -> bool {
    let heading = text.starts_with("# ") && !text.contains("](#tab/");
    heading || text.starts_with("---") || text.starts_with("+++")
}

/// What a case comes to: bodies by locale (empty: en-US), and findings.
fn outcome(case: &Case) -> (BTreeMap<String, String>, String) {
    let site = tempfile::tempdir().unwrap();
    let write = |path: &str, text: &str| {
        let path = site.path().join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    };
    write("kbgen.yaml", "content: [content]\nlocales: {en-US: {}}\n");
    let mut head = 0;
    for fence in &case.fences {
        let (kind, path) = fence.info.split_once(' ').unwrap_or((&fence.info, ""));
        match (kind, path) {
            ("html" | "findings", _) => {}
            ("yaml", "") => {
                write("kbgen.yaml", &format!("content: [content]\nlocales: {{en-US: {{}}}}\n{}", fence.text))
            }
            ("md", "") => {
                let own = brings_title(&fence.text);
                head = if own { 0 } else { HEAD.lines().count() };
                // A last line without end, so that text at the end of a file is tried, too.
                write("content/en-US/case.md", &format!("{}{}", if own { "" } else { HEAD }, fence.text));
            }
            (_, path) => {
                let is_article = kind == "md" && !path.contains("includes/");
                let head = if is_article && !brings_title(&fence.text) { HEAD } else { "" };
                write(&format!("content/{path}"), &format!("{head}{}", fence.text));
            }
        }
    }
    let built = run(site.path(), &["build", "--format", "json", "--output", "out"]);
    assert!(built.status == 0 || built.status == 1, "{}: {}", case.title, built.err);
    let mut findings = String::new();
    for line in built.diagnostics() {
        // Lines count from the article's own first one.
        let line = line.strip_prefix("content/en-US/case.md:").map_or(line.clone(), |rest| {
            let (number, rest) = rest.split_once(':').unwrap();
            format!("{}:{rest}", number.parse::<usize>().unwrap().saturating_sub(head))
        });
        let _ = writeln!(findings, "{line}");
    }
    let mut bodies = BTreeMap::new();
    for entry in fs::read_dir(site.path().join("out")).unwrap() {
        let folder = entry.unwrap().path();
        if let Ok(html) = fs::read_to_string(folder.join("case/index.html")) {
            let locale = folder.file_name().unwrap().to_string_lossy().into_owned();
            bodies.insert(locale, body(&html));
        }
    }
    (bodies, findings)
}

/// The HTML within the page's body of text, as it was written.
fn body(html: &str) -> String {
    let start = html.find("<div class=\"body\"").expect("a body");
    let start = start + html[start..].find('>').unwrap() + 1;
    let end = html.rfind("</div>\n</article>").expect("its end");
    format!("{}\n", html[start..end].trim())
}

fn check(path: &Path, problems: &mut String) -> usize {
    let text = fs::read_to_string(path).unwrap();
    let name = path.file_name().unwrap().to_string_lossy().into_owned();
    let update = std::env::var_os("UPDATE").is_some_and(|v| v == "1");
    let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
    let cases = cases(&text);
    for case in cases.iter().rev() {
        let (bodies, findings) = outcome(case);
        // From its end to its beginning, so that places stay what they are.
        let is_setup = case.fences.is_empty();
        let has = |kind: &str| case.fences.iter().any(|fence| fence.info.split(' ').next() == Some(kind));
        if !has("findings") && !findings.is_empty() && !is_setup {
            if update {
                let block = format!("\n```findings\n{findings}```");
                lines.splice(case.end..case.end, block.lines().map(str::to_owned));
            } else {
                let _ = writeln!(problems, "{name}: {}: no finding is expected, but there is\n{findings}", case.title);
            }
        }
        if !has("html") && !is_setup {
            if update {
                let html = bodies.get("en-us").cloned().unwrap_or_default();
                let block = format!("\n```html\n{html}```");
                lines.splice(case.end..case.end, block.lines().map(str::to_owned));
            } else {
                let _ = writeln!(problems, "{name}: {}: expects no HTML", case.title);
            }
        }
        for fence in case.fences.iter().rev() {
            let (kind, locale) = fence.info.split_once(' ').unwrap_or((&fence.info, "en-us"));
            let actual = match kind {
                "html" => bodies.get(&locale.to_ascii_lowercase()).cloned().unwrap_or_else(|| "no such page\n".into()),
                "findings" => findings.clone(),
                _ => continue,
            };
            if actual != fence.text {
                if update {
                    lines.splice(fence.lines.clone(), actual.lines().map(str::to_owned));
                } else {
                    let _ = writeln!(
                        problems,
                        "{name}: {} ({kind})\n--- expected\n{}--- is\n{actual}",
                        case.title, fence.text
                    );
                }
            }
        }
    }
    if update {
        fs::write(path, lines.iter().map(|line| format!("{line}\n")).collect::<String>()).unwrap();
    }
    cases.len()
}

#[test]
fn what_authors_write_becomes_what_readers_see() {
    let mut problems = String::new();
    let mut count = 0;
    for entry in fs::read_dir(repository().join("tests/cases")).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_some_and(|e| e == "md") && path.file_stem().is_some_and(|n| n != "README") {
            count += check(&path, &mut problems);
        }
    }
    assert!(problems.is_empty(), "tests/cases have changed (UPDATE=1 accepts it):\n{problems}");
    assert!(count > 60, "only {count} cases were found");
}

/// Every expected body is balanced, and shows no markup as text.
#[test]
fn expected_bodies_are_sound() {
    let paragraph = Selector::parse("p p, p div, p ul, a a, button button").unwrap();
    for entry in fs::read_dir(repository().join("tests/cases")).unwrap() {
        let path = entry.unwrap().path();
        for case in cases(&fs::read_to_string(&path).unwrap()) {
            for fence in case.fences.iter().filter(|f| f.info.starts_with("html")) {
                let parsed = Html::parse_fragment(&fence.text);
                assert!(parsed.errors.is_empty(), "{}: {}: {:?}", path.display(), case.title, parsed.errors);
                assert!(parsed.select(&paragraph).next().is_none(), "{}: {}", path.display(), case.title);
                assert!(!fence.text.contains("kbgen:") && !fence.text.contains('\u{FDD2}'), "{}", case.title);
            }
        }
    }
}
