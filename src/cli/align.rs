//! `kbgen align`.

use std::fmt::Write;

use serde_json::{Value, json};

use super::progress::Bar;
use super::site::{FormatName, SiteArgs};
use super::{Status, counted, print};
use crate::align::{CERTAIN, near};
use crate::disk::{self, Failure};
use crate::model::{Article, Catalog, Document, Evidence, LocaleFrom, Origin, State, Translation};
use crate::pipeline::{self, Aligned, Memory};
use crate::read::Changes;
use crate::report;

/// Arguments of `kbgen align`.
#[derive(clap::Args)]
pub struct Args {
    /// Say why a file, named by its ms.locfileid or path, is where it is, and what came close
    #[arg(long, value_name = "ID", conflicts_with = "write")]
    explain: Option<String>,

    /// Keep the alignment in the alignment file
    #[arg(long)]
    write: bool,
}

pub fn run(site: &SiteArgs, args: &Args) -> Status {
    let request = site.request()?;
    let bar = Bar::new(site.shows_progress());
    let aligned = pipeline::align(&request, &Changes::All, &mut Memory::default(), &|progress| bar.hear(progress));
    bar.done();
    let mut aligned = aligned?;
    aligned.diagnostics.sort_by(|a, b| a.sort_key().cmp(&b.sort_key()));
    aligned.diagnostics.retain(|d| d.code.id().starts_with("KB3") || d.code.id() == "KB404");
    let value = &aligned.value;
    if let Some(id) = &args.explain {
        let (number, translation, document) = find(&value.catalog, id)?;
        print(&explain(&value.catalog, number, translation, document));
        return Ok(0);
    }
    if args.write {
        write(value, &request.config.alignment)?;
    } else {
        match site.format {
            FormatName::Human => print(&table(&value.catalog)),
            FormatName::Json => print(&json(&value.catalog)),
            FormatName::Github | FormatName::Sarif => {}
        }
    }
    if site.format != FormatName::Json {
        site.report(&aligned.diagnostics);
    }
    Ok(report::status(&aligned.diagnostics, site.strict))
}

fn write(aligned: &Aligned, path: &std::path::Path) -> Result<(), Failure> {
    let updated = aligned.ledger.updated(&aligned.catalog);
    if updated == aligned.ledger {
        print(&format!("{} is up to date\n", path.display()));
        return Ok(());
    }
    let text = updated.to_text().map_err(|e| Failure::new(e.message))?;
    disk::write(path, text.as_bytes())?;
    print(&format!("{}: {}\n", path.display(), counted(updated.entries.len(), "article", "articles")));
    Ok(())
}

fn table(catalog: &Catalog) -> String {
    let mut out = String::new();
    let width = catalog.articles.iter().map(|a| a.slug.chars().count()).max().unwrap_or(0).clamp(7, 60);
    let _ = write!(out, "{:<width$}", "article");
    for locale in &catalog.locales {
        let _ = write!(out, "  {:<14}", locale.tag());
    }
    out.truncate(out.trim_end().len());
    out.push('\n');
    for article in &catalog.articles {
        let _ = write!(out, "{:<width$}", article.slug);
        for locale in &catalog.locales {
            let cell = match article.translation(locale) {
                Some(translation) => match (translation.origin, &translation.state) {
                    (Origin::Rebuilt, State::Current) => "rebuilt".to_owned(),
                    (_, state) => state_name(state).to_owned(),
                },
                None => "missing".to_owned(),
            };
            let _ = write!(out, "  {cell:<14}");
        }
        let trimmed = out.trim_end().len();
        out.truncate(trimmed);
        out.push('\n');
    }
    out
}

fn state_name(state: &State) -> &'static str {
    match state {
        State::Current => "current",
        State::Behind { .. } => "behind",
        State::NotComparable => "not comparable",
    }
}

fn json(catalog: &Catalog) -> String {
    let articles: Vec<Value> = catalog
        .articles
        .iter()
        .map(|article| {
            let missing: Vec<_> = catalog.locales.iter().filter(|l| article.translation(l).is_none()).collect();
            json!({
                "article": article.slug,
                "key": article.key,
                "aliases": article.aliases,
                "missing": missing,
                "translations": article.translations.iter().map(translation_json).collect::<Vec<_>>(),
            })
        })
        .collect();
    format!("{:#}\n", Value::from(articles))
}

fn translation_json(translation: &Translation) -> Value {
    let editions: Vec<Value> = translation
        .editions
        .iter()
        .map(|edition| {
            let document = &edition.document;
            json!({
                "path": &*document.path,
                "locfileid": document.meta.locfileid,
                "handoff": document.meta.handoff.map(|d| d.to_string()),
                "bilingual": document.is_bilingual(),
            })
        })
        .collect();
    let mut value = json!({
        "locale": translation.locale,
        "language": translation.language,
        "locfileid": translation.locfileid(),
        "path": &*translation.document().path,
        "rebuilt": translation.origin == Origin::Rebuilt,
        "editions": editions,
        "evidence": translation.evidence.iter().map(evidence_json).collect::<Vec<_>>(),
        "state": state_name(&translation.state).replace(' ', "-"),
    });
    if let State::Behind { newer, handoff } = &translation.state {
        value["newer"] = json!({ "locale": newer, "handoff": handoff.map(|d| d.to_string()) });
    }
    if let Some(loan) = &translation.loan {
        value["lent"] = json!({
            "from": &*translation.editions[loan.edition].document.path,
            "blocks": loan.lent(),
            "of": loan.blocks.len(),
        });
    }
    value
}

fn evidence_json(evidence: &Evidence) -> Value {
    match evidence {
        Evidence::Pin => json!({ "kind": "pin" }),
        Evidence::LocFileId { with } => json!({ "kind": "locfileid", "with": with }),
        Evidence::TranslationKey { with } => json!({ "kind": "translation-key", "with": with }),
        Evidence::SourceHash { with } => json!({ "kind": "openlocfilehash", "with": with }),
        Evidence::Path { with } => json!({ "kind": "path", "with": with }),
        Evidence::Units { of } => json!({ "kind": "units", "of": of }),
        Evidence::Score { with, score, shared } => {
            json!({ "kind": "score", "with": with, "score": (score * 1000.0).round() / 1000.0, "shared": shared })
        }
    }
}

/// Says in words why a file is where it is.
fn explain(catalog: &Catalog, number: usize, translation: &Translation, document: &Document) -> String {
    let article = &catalog.articles[number];
    let mut out = String::new();
    let _ = writeln!(out, "{}", document.path);
    let _ = writeln!(out, "  “{}”", document.title());
    let from = match document.locale_from {
        LocaleFrom::FrontMatter => "its front matter says so",
        LocaleFrom::Path => "its folder says so",
        LocaleFrom::Suffix => "its file name says so",
        LocaleFrom::Beside => "it says none, as files in the site's own language do beside translations",
        LocaleFrom::Text => "the language of its text tells",
    };
    let _ = writeln!(out, "  locale {}: {from}", translation.locale);
    if let Some(id) = &document.meta.locfileid {
        let _ = writeln!(out, "  locfileid {id}");
    }
    editions(&mut out, translation, document);
    let _ = writeln!(out, "\narticle {}", article.slug);
    for other in &article.translations {
        let mark = if std::ptr::eq(other, translation) { "*" } else { " " };
        let rebuilt = if other.origin == Origin::Rebuilt { " (rebuilt from its units)" } else { "" };
        let _ = writeln!(
            out,
            "{mark} {:<8} {}{rebuilt}: {}",
            other.locale,
            other.document().path,
            state_words(&other.state)
        );
    }
    why(&mut out, article, translation);
    came_close(&mut out, catalog, number);
    out
}

type Place<'a> = (usize, &'a Translation, &'a Document);

/// The file that an id or a path names: exactly, else by the end of its path, if that fits one only.
fn find<'a>(catalog: &'a Catalog, id: &str) -> Result<Place<'a>, Failure> {
    let path = id.trim_start_matches("./");
    let mut files: Vec<Place<'a>> = Vec::new();
    for (number, article) in catalog.articles.iter().enumerate() {
        for translation in article.translations.iter().filter(|t| t.origin == Origin::Written) {
            files.extend(translation.editions.iter().map(|e| (number, translation, &*e.document)));
        }
    }
    let exact = |d: &Document| d.meta.locfileid.as_deref() == Some(id) || *d.path == *path;
    let by_end = |d: &Document| d.path.strip_suffix(path).is_some_and(|rest| rest.is_empty() || rest.ends_with('/'));
    if let Some(file) = files.iter().find(|(.., document)| exact(document)) {
        return Ok(*file);
    }
    let fitting: Vec<Place<'a>> = files.into_iter().filter(|(.., document)| by_end(document)).collect();
    match fitting.as_slice() {
        [one] => Ok(*one),
        [] => {
            let message = format!("no article file has the locfileid or path `{id}`; `kbgen align` lists them all");
            Err(Failure::new(message))
        }
        several => {
            let paths: Vec<String> = several.iter().take(5).map(|(.., d)| format!("`{}`", d.path)).collect();
            Err(Failure::new(format!("`{id}` fits {} files, such as {}; name one", several.len(), paths.join(", "))))
        }
    }
}

fn editions(out: &mut String, translation: &Translation, document: &Document) {
    for edition in translation.editions.iter().map(|e| &*e.document).filter(|d| !std::ptr::eq(*d, document)) {
        let kind = if edition.is_bilingual() { "bilingual" } else { "plain" };
        let why = if edition.meta.locfileid.is_some() && edition.meta.locfileid == document.meta.locfileid {
            "same locfileid"
        } else {
            "same path and locale"
        };
        let _ = writeln!(out, "  other edition ({kind}, {why}): {}", edition.path);
    }
    if let Some(loan) = &translation.loan {
        let lender = &translation.editions[loan.edition].document.path;
        let _ = writeln!(out, "  {} of {} blocks have their source text from {lender}", loan.lent(), loan.blocks.len());
    }
}

fn state_words(state: &State) -> String {
    match state {
        State::Current => "current".to_owned(),
        State::Behind { newer, handoff: Some(date) } => format!("behind; {newer} was handed off on {date}"),
        State::Behind { newer, handoff: None } => format!("behind {newer}"),
        State::NotComparable => "not comparable: its source hash is missing, or of another kind".to_owned(),
    }
}

fn why(out: &mut String, article: &Article, translation: &Translation) {
    out.push_str("\nwhy\n");
    if translation.evidence.is_empty() {
        let reason = if article.translations.len() == 1 {
            "nothing joins it to a file of another locale"
        } else {
            "the others were joined to it; see their evidence"
        };
        let _ = writeln!(out, "  {reason}");
    }
    for evidence in &translation.evidence {
        let line = match evidence {
            Evidence::Pin => "the alignment file puts it here".to_owned(),
            Evidence::LocFileId { with } => format!("it has the locfileid of {with}"),
            Evidence::TranslationKey { with } => format!("it has the translation key of {with} (translationKey)"),
            Evidence::SourceHash { with } => {
                format!("it was translated from the source version of {with} (ms.openlocfilehash)")
            }
            Evidence::Path { with } => format!("it has the path of {with} below its locale"),
            Evidence::Units { of } => format!("it was rebuilt from the units of {of}"),
            Evidence::Score { with, score, shared } => {
                format!("it has much in common with {with} (score {score:.2}): {}", shared.join(", "))
            }
        };
        let _ = writeln!(out, "  {line}");
    }
}

fn came_close(out: &mut String, catalog: &Catalog, number: usize) {
    let near = near(catalog, number);
    if near.is_empty() {
        out.push_str("\nno other article is like it\n");
        return;
    }
    let _ = writeln!(out, "\nwhat came close (from {CERTAIN} on, files of different locales are one article)");
    for other in near {
        let article = &catalog.articles[other.article];
        let locales: Vec<&str> = article.translations.iter().map(|t| t.locale.tag()).collect();
        let own = &catalog.articles[number];
        let common =
            article.translations.iter().find(|t| t.origin == Origin::Written && own.translation(&t.locale).is_some());
        let but = match common {
            Some(translation) => format!("; both have a file in {}", translation.locale),
            None if other.score >= CERTAIN => "; the alignment file keeps them apart".to_owned(),
            None => String::new(),
        };
        let _ = writeln!(
            out,
            "  {:.2}  {} ({}): {}{but}",
            other.score,
            article.slug,
            locales.join(", "),
            other.shared.join(", ")
        );
    }
}
