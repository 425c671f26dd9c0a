//! What a build came to, in a few lines.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::{Deserialize, Serialize};

use super::counted;
use crate::model::{Code, Diagnostic, Locale, Origin, Plan, State, TranslationType};
use crate::pipeline::{Built, Files};
use crate::report;
use crate::write::Counts;

/// What a build came to.
#[derive(Serialize, Deserialize)]
pub struct Summary {
    articles: usize,
    pages: usize,
    /// Pages that public search engines are asked not to list.
    hidden: usize,
    locales: Vec<Line>,
    files: Files,
}

/// What is said of one locale.
#[derive(Serialize, Deserialize)]
struct Line {
    locale: Locale,
    articles: usize,
    /// By whom, how many behind or missing.
    facts: Vec<String>,
}

impl Summary {
    pub fn of(built: &Built) -> Self {
        let plan = &built.plan;
        Self {
            articles: plan.articles.len(),
            pages: plan.articles.iter().map(|a| a.pages.len()).sum(),
            hidden: plan.hidden,
            locales: plan.locales.iter().map(|locale| Line::of(plan, &locale.locale)).collect(),
            files: built.files,
        }
    }
}

/// A build in a few lines; `written` is what happened in which output folder.
pub fn in_words(
    summary: &Summary,
    diagnostics: &[Diagnostic],
    has_url: bool,
    written: Option<(&str, Counts)>,
    seconds: f64,
) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{} in {}, {}",
        counted(summary.articles, "article", "articles"),
        counted(summary.locales.len(), "locale", "locales"),
        counted(summary.pages, "page", "pages")
    );
    let width = summary.locales.iter().map(|line| line.locale.tag().len()).max().unwrap_or(0);
    for line in &summary.locales {
        let _ = writeln!(out, "  {:<width$}  {:>6}  {}", line.locale.tag(), line.articles, line.facts.join(", "));
    }
    let files = &summary.files;
    let mut beside = Vec::new();
    for (number, one, many) in [
        (files.includes, "include", "includes"),
        (files.redirects, "redirect", "redirects"),
        (files.drafts, "draft", "drafts"),
        (files.others, "file beside the articles", "files beside the articles"),
    ] {
        if number > 0 {
            beside.push(counted(number, one, many));
        }
    }
    let mut read = format!("{} read", counted(files.articles, "article file", "article files"));
    if !beside.is_empty() {
        let _ = write!(read, "; not published: {}", beside.join(", "));
    }
    let _ = writeln!(out, "{read}");
    if summary.hidden > 0 {
        let _ = writeln!(
            out,
            "{} hidden from public search engines by `ROBOTS` in front matter; `publish: {{robots: ignore}}` in kbgen.yaml shows them",
            counted(summary.hidden, "page is", "pages are")
        );
    }
    if !has_url {
        let _ = writeln!(
            out,
            "no base_url is set: the sitemap and canonical links have no host (set it before publishing)"
        );
    }
    problems(&mut out, diagnostics);
    if let Some((output, counts)) = written {
        let _ = writeln!(
            out,
            "{output}: {} new, {} changed, {} unchanged, {} removed, in {seconds:.2} s",
            counts.new, counts.replaced, counts.unchanged, counts.removed
        );
    } else {
        let _ = writeln!(out, "checked in {seconds:.2} s");
    }
    out
}

impl Line {
    fn of(plan: &Plan, locale: &Locale) -> Self {
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        let mut behind = 0;
        let mut articles = 0;
        for translation in plan.catalog.articles.iter().filter_map(|article| article.translation(locale)) {
            articles += 1;
            let kind = match (translation.origin, translation.translation_type()) {
                (Origin::Rebuilt, _) => "rebuilt",
                (_, Some(TranslationType::Human)) => "human",
                (_, Some(TranslationType::Machine)) => "machine",
                (_, Some(TranslationType::Edited)) => "machine, edited",
                (_, Some(TranslationType::Other(_)) | None) => "not said how",
            };
            *kinds.entry(kind).or_default() += 1;
            behind += usize::from(matches!(translation.state, State::Behind { .. }));
        }
        let mut facts: Vec<String> = kinds.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
        if behind > 0 {
            facts.push(format!("{behind} behind"));
        }
        let missing = plan.catalog.articles.len() - articles;
        if missing > 0 {
            facts.push(format!("{missing} missing"));
        }
        Self { locale: locale.clone(), articles, facts }
    }
}

fn problems(out: &mut String, diagnostics: &[Diagnostic]) {
    let (errors, warnings, notes) = report::tally(diagnostics);
    if errors + warnings + notes == 0 {
        out.push_str("no problems found\n");
        return;
    }
    let _ = writeln!(
        out,
        "{}, {}, {}",
        counted(errors, "error", "errors"),
        counted(warnings, "warning", "warnings"),
        counted(notes, "note", "notes")
    );
    let mut codes: BTreeMap<Code, usize> = BTreeMap::new();
    for diagnostic in diagnostics {
        *codes.entry(diagnostic.code).or_default() += 1;
    }
    for (code, number) in codes {
        let _ = writeln!(out, "  {} {:<24} {number:>6}", code.id(), code.name());
    }
}
