//! What is wrong with the site, for its writers. Enters: the findings of one build after the other. Leaves: which of them
//! are new, and what a page shows of them. Never prints.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};

use crate::model::{Diagnostic, Plan, Severity};
use crate::plan::url;
use crate::report;

/// A page shows no more findings than this, and says how many more there are.
const SHOWN: usize = 40;

/// Bytes of an excerpt that are shown before and after a finding.
const AROUND: usize = 60;

/// What a finding is about, wherever the lines above it have moved it.
type Key<'a> = (&'static str, &'a str, &'a str, &'a str);

fn key(diagnostic: &Diagnostic) -> Key<'_> {
    let (path, excerpt) = diagnostic.location.as_ref().map_or(("", ""), |l| (&*l.path, l.excerpt.as_str()));
    (diagnostic.code.id(), path, excerpt, &diagnostic.message)
}

fn counted(diagnostics: &[Diagnostic]) -> BTreeMap<Key<'_>, usize> {
    let mut counts = BTreeMap::new();
    for diagnostic in diagnostics {
        *counts.entry(key(diagnostic)).or_default() += 1;
    }
    counts
}

/// The findings that were not there before, by their numbers, and how many are there no more.
pub fn compare(before: &[Diagnostic], after: &[Diagnostic]) -> (Vec<usize>, usize) {
    // Most builds find what the last one found.
    if before == after {
        return (Vec::new(), 0);
    }
    let mut known = counted(before);
    let mut new = Vec::new();
    for (number, diagnostic) in after.iter().enumerate() {
        match known.get_mut(&key(diagnostic)) {
            Some(count) if *count > 0 => *count -= 1,
            _ => new.push(number),
        }
    }
    (new, known.values().sum())
}

/// All that is wrong now.
#[derive(Debug, Default)]
pub struct Problems {
    /// Why the last build came to nothing.
    failure: Option<String>,
    findings: Vec<Diagnostic>,
    /// Numbers of those that were not there when the server started.
    new: BTreeSet<usize>,
    /// By the decoded addresses of pages, the files with findings that they are made of.
    files: BTreeMap<String, BTreeSet<String>>,
}

impl Problems {
    /// The findings of a build; `first` are those of the first one, where this is another.
    pub fn new(findings: Vec<Diagnostic>, first: Option<&Self>, plan: &Plan) -> Self {
        let new = first.map(|first| compare(&first.findings, &findings).0).into_iter().flatten().collect();
        let files = files_of_pages(&findings, plan);
        Self { failure: None, findings, new, files }
    }

    /// The same, after a build that came to nothing.
    pub fn failed(&self, failure: &str) -> Self {
        Self {
            failure: Some(failure.to_owned()),
            findings: self.findings.clone(),
            new: self.new.clone(),
            files: self.files.clone(),
        }
    }

    pub fn findings(&self) -> &[Diagnostic] {
        &self.findings
    }

    /// What the page at a path shows: first what is about its own files, then what is new.
    pub fn of_page(&self, path: &str) -> String {
        let own = self.files.get(url::decode(path).trim_end_matches("index.html"));
        let is_own = |d: &Diagnostic| d.location.as_ref().zip(own).is_some_and(|(l, own)| own.contains(&*l.path));
        let mut order: Vec<(bool, bool, std::cmp::Reverse<Severity>, usize)> = self
            .findings
            .iter()
            .enumerate()
            .map(|(n, d)| (!is_own(d), !self.new.contains(&n), std::cmp::Reverse(d.severity), n))
            .collect();
        order.sort_unstable();
        let shown = order.iter().take(SHOWN);
        let list: Vec<Value> =
            shown.map(|(other, known, _, number)| one(&self.findings[*number], !other, !known)).collect();
        let (errors, warnings, notes) = report::tally(&self.findings);
        json!({
            "failure": self.failure,
            "errors": errors,
            "warnings": warnings,
            "notes": notes,
            "more": self.findings.len() - list.len(),
            "list": list,
        })
        .to_string()
    }
}

/// Which pages are made of files with findings.
fn files_of_pages(findings: &[Diagnostic], plan: &Plan) -> BTreeMap<String, BTreeSet<String>> {
    let mut pages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let paths: BTreeSet<&str> = findings.iter().filter_map(|d| d.location.as_ref()).map(|l| &*l.path).collect();
    if paths.is_empty() {
        return pages;
    }
    for (article, planned) in plan.catalog.articles.iter().zip(&plan.articles) {
        for page in &planned.pages {
            let editions = article.translations.get(page.translation).into_iter().flat_map(|t| &t.editions);
            for path in editions.map(|e| &*e.document.path).filter(|path| paths.contains(path)) {
                pages.entry(url::decode(&page.url)).or_default().insert(path.to_owned());
            }
        }
    }
    pages
}

fn one(diagnostic: &Diagnostic, own: bool, new: bool) -> Value {
    let mut value = json!({
        "severity": diagnostic.severity.name(),
        "code": diagnostic.code.id(),
        "name": diagnostic.code.name(),
        "message": diagnostic.message,
        "notes": diagnostic.notes,
        "help": diagnostic.help,
        "own": own,
        "new": new,
    });
    if let Some(location) = &diagnostic.location {
        value["place"] = format!("{}:{}:{}", location.path, location.line, location.column).into();
        let text = &location.excerpt;
        if !text.trim().is_empty() {
            let (from, to) = (location.range.start, location.range.end);
            let start = boundary(text, from.saturating_sub(AROUND));
            let end = boundary(text, (to + AROUND).min(text.len()));
            let lead = if start > 0 { "…" } else { "" };
            let rest = if end < text.len() { "…" } else { "" };
            value["excerpt"] =
                json!([format!("{lead}{}", &text[start..from]), &text[from..to], format!("{}{rest}", &text[to..end])]);
        }
    }
    value
}

fn boundary(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Code, Location};

    fn finding(code: Code, path: &str, line: usize, excerpt: &str) -> Diagnostic {
        let range = 0..excerpt.len();
        let location = Location { path: path.into(), line, column: 1, excerpt: excerpt.to_owned(), range };
        Diagnostic::new(code, "m").at(location)
    }

    #[test]
    fn what_has_only_moved_is_not_new() {
        let before = [finding(Code::BrokenLink, "a.md", 3, "[x](y)"), finding(Code::MissingTitle, "b.md", 1, "")];
        let after = [
            finding(Code::BrokenLink, "a.md", 9, "[x](y)"),
            finding(Code::BrokenLink, "a.md", 12, "[x](y)"),
            finding(Code::BrokenLink, "c.md", 3, "[x](y)"),
        ];
        assert_eq!(compare(&before, &after), (vec![1, 2], 1));
        assert_eq!(compare(&after, &after), (vec![], 0));
        assert_eq!(compare(&after, &[]), (vec![], 3));
    }

    #[test]
    fn own_and_new_come_first() {
        let findings = vec![
            finding(Code::BrokenLink, "a.md", 1, "old"),
            finding(Code::MissingTitle, "b.md", 2, "own"),
            finding(Code::BrokenLink, "c.md", 3, "fresh"),
        ];
        let problems = Problems {
            failure: None,
            findings,
            new: [2].into(),
            files: [("/b/".to_owned(), ["b.md".to_owned()].into())].into(),
        };
        let places = |address: &str| -> Vec<String> {
            let value: Value = serde_json::from_str(&problems.of_page(address)).unwrap();
            value["list"].as_array().unwrap().iter().map(|d| d["place"].as_str().unwrap().to_owned()).collect()
        };
        assert_eq!(places("/b/index.html"), places("/%62/"));
        assert_eq!(places("/b/"), ["b.md:2:1", "c.md:3:1", "a.md:1:1"]);
        assert_eq!(places("/"), ["c.md:3:1", "a.md:1:1", "b.md:2:1"]);
        let failed: Value = serde_json::from_str(&problems.failed("broken").of_page("/")).unwrap();
        assert_eq!((failed["failure"].as_str(), failed["errors"].as_u64()), (Some("broken"), Some(2)));
    }

    #[test]
    fn excerpts_are_cut_between_characters() {
        let text = format!("{}[x](y){}", "é".repeat(100), "文".repeat(100));
        let at = text.find('[').unwrap();
        let location = Location { path: "a".into(), line: 1, column: 101, excerpt: text, range: at..at + 6 };
        let value = one(&Diagnostic::new(Code::BrokenLink, "m").at(location), false, false);
        assert_eq!(value["excerpt"][1], "[x](y)");
        assert!(value["excerpt"][0].as_str().unwrap().starts_with('…'));
        assert!(value["excerpt"][2].as_str().unwrap().ends_with("文…"));
    }
}
