//! `kbgen build`.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::time::Instant;

use super::progress::Bar;
use super::site::{FormatName, SiteArgs};
use super::{Status, counted, print};
use crate::model::{Code, Diagnostic, Origin, Plan, TranslationType};
use crate::pipeline::{self, Built, Memory};
use crate::read::Changes;
use crate::report;
use crate::write::{Counts, Writer};

pub fn run(site: &SiteArgs) -> Status {
    let start = Instant::now();
    let request = site.request()?;
    super::check::refuse_overlap(&request.config)?;
    let writer = Writer::open(&request.config.output, site.force)?;
    let bar = Bar::new(site.shows_progress());
    let built =
        pipeline::build(&request, &Changes::All, &mut Memory::default(), Some(&writer), &|progress| bar.hear(progress));
    let done = built.and_then(|built| Ok((built, writer.finish()?)));
    bar.done();
    let (built, counts) = done?;
    site.report(&built.diagnostics);
    if site.format == FormatName::Human {
        let output = request.config.output.display().to_string();
        let has_url = request.config.base_url.is_some();
        let written = Some((output.as_str(), counts));
        print(&summary(&built.value, &built.diagnostics, has_url, written, start.elapsed().as_secs_f64()));
    }
    let status = report::status(&built.diagnostics, site.strict);
    // The program ends here: giving back every text, one by one, would only take time.
    std::mem::forget(built);
    Ok(status)
}

/// What a build came to, in a few lines; `written` is what happened in which output folder.
pub fn summary(
    built: &Built,
    diagnostics: &[Diagnostic],
    has_url: bool,
    written: Option<(&str, Counts)>,
    seconds: f64,
) -> String {
    let plan = &built.plan;
    let mut out = String::new();
    let pages: usize = plan.articles.iter().map(|a| a.pages.len()).sum();
    let _ = writeln!(
        out,
        "{} in {}, {}",
        counted(plan.articles.len(), "article", "articles"),
        counted(plan.locales.len(), "locale", "locales"),
        counted(pages, "page", "pages")
    );
    locales(&mut out, plan);
    let files = &built.files;
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
    if plan.hidden > 0 {
        let _ = writeln!(
            out,
            "{} hidden from public search engines by `ROBOTS` in front matter; `publish: {{robots: ignore}}` in kbgen.yaml shows them",
            counted(plan.hidden, "page is", "pages are")
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

/// A line a locale: how many translations, by whom, how many behind or missing.
fn locales(out: &mut String, plan: &Plan) {
    let width = plan.locales.iter().map(|l| l.locale.tag().len()).max().unwrap_or(0);
    for locale in &plan.locales {
        let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
        let mut behind = 0;
        let mut written = 0;
        for article in &plan.catalog.articles {
            let Some(translation) = article.translation(&locale.locale) else { continue };
            written += 1;
            let kind = match (translation.origin, translation.translation_type()) {
                (Origin::Rebuilt, _) => "rebuilt",
                (_, Some(TranslationType::Human)) => "human",
                (_, Some(TranslationType::Machine)) => "machine",
                (_, Some(TranslationType::Edited)) => "machine, edited",
                (_, Some(TranslationType::Other(_)) | None) => "not said how",
            };
            *kinds.entry(kind).or_default() += 1;
            behind += usize::from(matches!(translation.state, crate::model::State::Behind { .. }));
        }
        let mut facts: Vec<String> = kinds.iter().map(|(kind, n)| format!("{n} {kind}")).collect();
        if behind > 0 {
            facts.push(format!("{behind} behind"));
        }
        let missing = plan.catalog.articles.len() - written;
        if missing > 0 {
            facts.push(format!("{missing} missing"));
        }
        let _ = writeln!(out, "  {:<width$}  {written:>6}  {}", locale.locale.tag(), facts.join(", "));
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
