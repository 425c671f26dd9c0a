//! `kbgen search`: the index of the built site, asked from the terminal.

use std::fmt::Write;
use std::path::Path;

use serde_json::json;

use super::check::terminal_locale;
use super::site::{FormatName, SiteArgs};
use super::{Status, counted, print};
use crate::disk::{self, Failure};
use crate::model::Locale;
use crate::search::query::{Answer, Searcher};

/// Arguments of `kbgen search`.
#[derive(clap::Args)]
pub struct Args {
    /// Words, an error code, the number of an article
    #[arg(required = true)]
    query: Vec<String>,

    /// Number of answers
    #[arg(short = 'n', long, value_name = "NUMBER", default_value_t = 10)]
    limit: usize,

    /// Take the last word as it stands, not as the beginning of one
    #[arg(long)]
    whole: bool,
}

pub fn run(site: &SiteArgs, args: &Args) -> Status {
    let config = site.config()?;
    let output = &config.output.join(config.site_folder());
    let locale = locale(&site.locale, output)?;
    let segment = locale.url_segment();
    let folder = output.join(&segment).join("search");
    let manifest = disk::read_bytes(&folder.join("index.bin"))?.ok_or_else(|| missing(output))?;
    let read = |path: &str| disk::read_bytes(&folder.join(path)).ok().flatten();
    let searcher = Searcher::open(&manifest, &read)
        .ok_or_else(|| Failure::new("the search index is of another version of kbgen: build the site again"))?;
    let query = args.query.join(" ");
    let (answers, total) = searcher.search(&query, args.limit, args.whole);
    let home = format!("{}{}{segment}/", config.origin(), config.base_path());
    let text = match site.format {
        FormatName::Human => human(&answers, total, &home, &query),
        _ => programs(&answers, total, &home, &locale),
    };
    print(&text);
    // As `grep` does: whether anything was found.
    Ok(u8::from(answers.is_empty()))
}

/// The locale whose index is asked: the one named, else that of the terminal, else the only one.
fn locale(wanted: &[Locale], output: &Path) -> Result<Locale, Failure> {
    let mut known: Vec<Locale> = disk::folders(output)
        .iter()
        .filter(|name| disk::is_file(&output.join(name).join("search/index.bin")))
        .filter_map(|name| Locale::from_folder(name).map(|(locale, _)| locale))
        .collect();
    known.sort();
    let names = || known.iter().map(|locale| format!("`{}`", locale.tag())).collect::<Vec<_>>().join(", ");
    if known.is_empty() {
        return Err(missing(output));
    }
    if let Some(wanted) = wanted.first() {
        let found = known.iter().find(|locale| *locale == wanted);
        let failure = || Failure::new(format!("the site has no locale `{}`; it has {}", wanted.tag(), names()));
        return found.cloned().ok_or_else(failure);
    }
    let terminal = terminal_locale();
    let exact = terminal.as_ref().and_then(|terminal| known.iter().find(|locale| *locale == terminal));
    let near = || {
        let terminal = terminal.as_ref()?;
        known.iter().find(|locale| locale.language() == terminal.language() && locale.script() == terminal.script())
    };
    match (exact.or_else(near), known.as_slice()) {
        (Some(locale), _) | (None, [locale]) => Ok(locale.clone()),
        _ => Err(Failure::new(format!("name the language to search in with `--locale`: {}", names()))),
    }
}

fn missing(output: &Path) -> Failure {
    Failure::new(format!("there is no built site in `{}`: run `kbgen build` first", output.display()))
}

fn human(answers: &[Answer], total: usize, home: &str, query: &str) -> String {
    if answers.is_empty() {
        return format!("nothing found for “{query}”\n");
    }
    let mut out = String::new();
    for answer in answers {
        let note = match (answer.foreign.as_str(), answer.from_source) {
            ("", false) => String::new(),
            ("", true) => " (found by the source language)".to_owned(),
            (language, _) => format!(" ({language})"),
        };
        let _ = writeln!(out, "{}{note}\n  {home}{}", answer.title, answer.url);
        if !answer.excerpt.is_empty() {
            let _ = writeln!(out, "  {}", answer.excerpt);
        }
    }
    let _ = writeln!(out, "{}", counted(total, "article", "articles"));
    out
}

fn programs(answers: &[Answer], total: usize, home: &str, locale: &Locale) -> String {
    let results: Vec<_> = answers
        .iter()
        .map(|answer| {
            json!({
                "url": format!("{home}{}", answer.url),
                "title": answer.title,
                "excerpt": answer.excerpt,
                "locale": if answer.foreign.is_empty() { locale.tag() } else { &answer.foreign },
                "matched": if answer.from_source { "source" } else { "locale" },
                "state": answer.kind,
            })
        })
        .collect();
    format!("{:#}\n", json!({ "total": total, "results": results }))
}
