//! What is measured on real help articles: a corpus beside the repository (`KBGEN_CORPUS`, else
//! `../shared/corpus`). Without it these tests say so and pass.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use kbgen::parse::units;
use kbgen::plan::url;
use rayon::prelude::*;
use serde_json::Value;
use sha1::{Digest, Sha1};
use tempfile::TempDir;

use crate::support::{repository, run, walk};

const THREE: &[&str] = &["fr-FR", "sv-SE", "zh-TW"];
const FIVE: &[&str] = &["ar-SA", "fr-FR", "ja-JP", "sv-SE", "zh-TW"];

fn corpus() -> Option<PathBuf> {
    let path = std::env::var_os("KBGEN_CORPUS").map_or_else(|| repository().join("../shared/corpus"), PathBuf::from);
    let found = path.canonicalize().ok().filter(|p| p.join("live").is_dir());
    if found.is_none() {
        eprintln!("skipped: no corpus");
    }
    found
}

fn text(path: &Path) -> String {
    path.to_string_lossy().into_owned()
}

/// The files of an article in the JSON of `align`, with their locales; a rebuilt text has none.
fn members(article: &Value) -> Vec<(&str, &str)> {
    let written = article["translations"].as_array().unwrap().iter().filter(|t| t["rebuilt"] == false);
    let editions = written.flat_map(|t| {
        let locale = t["locale"].as_str().unwrap();
        t["editions"].as_array().unwrap().iter().map(move |e| (locale, e["path"].as_str().unwrap()))
    });
    editions.collect()
}

fn name(path: &str) -> &str {
    path.rsplit('/').next().unwrap()
}

#[test]
fn seeds_are_three_articles() {
    let Some(corpus) = corpus() else { return };
    let aligned = run(&corpus, &["align", "--content", "seeds", "--format", "json"]).exits(0).json();
    let mut articles: Vec<Vec<&str>> = aligned
        .as_array()
        .unwrap()
        .iter()
        .map(|a| {
            let mut locales: Vec<&str> = members(a).iter().map(|m| m.0).collect();
            locales.sort_unstable();
            locales
        })
        .collect();
    articles.sort();
    assert_eq!(articles, [vec!["fr-FR"], vec!["fr-FR"], vec!["fr-FR", "sv-SE", "zh-TW"]]);

    let output = tempfile::tempdir().unwrap();
    let target = text(&output.path().join("site"));
    let built = run(&corpus, &["build", "--content", "seeds", "--output", &target, "--format", "json"]);
    assert!(built.status <= 1, "{}", built.err);
    let shared = aligned.as_array().unwrap().iter().find(|a| members(a).len() == 3).unwrap();
    let page = output.path().join("site/en-us").join(shared["article"].as_str().unwrap()).join("index.html");
    let html = scraper::Html::parse_document(&fs::read_to_string(&page).unwrap());
    let words = |selector: &str| {
        let selector = scraper::Selector::parse(selector).unwrap();
        html.select(&selector).next().unwrap().text().collect::<String>().trim().to_owned()
    };
    assert_eq!(words("h1"), "Having self-service password reset (SSPR) problems?");
    let body = words("article .body");
    assert!(
        body.contains("For more information, see:") && body.contains("Common self-service password reset"),
        "{body}"
    );
    assert!(body.is_ascii(), "{body}");
}

#[test]
fn every_file_is_in_one_article() {
    let Some(corpus) = corpus() else { return };
    let run = run(&corpus, &["align", "--content", "live", "--content", "live-sxs", "--format", "json"]);
    assert!(run.status <= 1, "{}", run.err);
    let aligned = run.json();
    let articles = aligned.as_array().unwrap();
    let mut seen: BTreeMap<&str, usize> = BTreeMap::new();
    for article in articles {
        let mut locales = BTreeSet::new();
        for translation in article["translations"].as_array().unwrap() {
            assert!(locales.insert(translation["locale"].as_str().unwrap()), "twice one locale in {article}");
        }
        for (_, path) in members(article) {
            *seen.entry(path).or_default() += 1;
        }
    }
    let mut expected = BTreeSet::new();
    for edition in ["live", "live-sxs"] {
        for locale in FIVE {
            for (_, path) in articles_of(&corpus, edition, locale) {
                expected.insert(path.strip_prefix(&corpus).unwrap().to_string_lossy().into_owned());
            }
        }
    }
    let wrong: Vec<&str> = expected.iter().map(String::as_str).filter(|p| seen.get(p) != Some(&1)).collect();
    assert!(wrong.is_empty(), "not in exactly one article: {wrong:?}");
    assert_eq!(seen.len(), expected.len(), "files that are no articles were published");
    let rebuilt = articles.iter().flat_map(|a| a["translations"].as_array().unwrap()).filter(|t| t["rebuilt"] == true);
    let rebuilt = rebuilt.inspect(|t| assert_eq!(t["locale"], "en-US")).count();
    assert!(rebuilt >= 2850, "{rebuilt} articles were rebuilt");
}

/// The article files of one localized repository: path below it, and file.
fn articles_of(corpus: &Path, edition: &str, locale: &str) -> Vec<(String, PathBuf)> {
    let root = corpus.join(edition).join(locale).join("AlchemyInsights");
    let mut found = Vec::new();
    walk(&root, &mut |path| {
        let below = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        if below.ends_with(".md") && !below.starts_with("includes/") && !below.starts_with("breadcrumb/") {
            found.push((below, path.to_owned()));
        }
    });
    found
}

/// Precision and recall of pairs after all names and folders were taken away.
fn flattened(edition: &str, locales: &[&str]) {
    let Some(corpus) = corpus() else { return };
    let folder = tempfile::tempdir().unwrap();
    let content = folder.path().join("flat");
    fs::create_dir(&content).unwrap();
    let mut files = Vec::new();
    for locale in locales {
        for (below, path) in articles_of(&corpus, edition, locale) {
            let hash: String =
                Sha1::digest(format!("{locale}/{below}")).iter().take(8).map(|b| format!("{b:02x}")).collect();
            files.push((hash, *locale, below, path));
        }
    }
    files.sort();
    // Name of the copy, to locale and path.
    let mut truth: BTreeMap<String, (&str, &str)> = BTreeMap::new();
    for (n, (hash, locale, below, path)) in files.iter().enumerate() {
        let name = format!("{n:05}_{hash}.txt");
        fs::copy(path, content.join(&name)).unwrap();
        truth.insert(name, (*locale, below));
    }
    let run = run(folder.path(), &["align", "--content", "flat", "--format", "json"]);
    assert!(run.status <= 1, "{}", run.err);

    let pairs = |n: usize| n * n.saturating_sub(1) / 2;
    let (mut joined, mut right) = (0, 0);
    let mut wrong = Vec::new();
    let mut known = 0;
    for article in run.json().as_array().unwrap() {
        let members = members(article);
        known += members.len();
        let mut by_path: BTreeMap<&str, usize> = BTreeMap::new();
        for (locale, path) in &members {
            let (true_locale, below) = truth[name(path)];
            if *locale != true_locale {
                wrong.push(format!("{below} of {true_locale} is taken for {locale}"));
            }
            *by_path.entry(below).or_default() += 1;
        }
        joined += pairs(members.len());
        right += by_path.values().map(|n| pairs(*n)).sum::<usize>();
        if by_path.len() > 1 {
            wrong.push(format!("one article: {:?}", by_path.keys()));
        }
    }
    let mut all: BTreeMap<&str, usize> = BTreeMap::new();
    for (_, below) in truth.values() {
        *all.entry(below).or_default() += 1;
    }
    let total: usize = all.values().map(|n| pairs(*n)).sum();
    let recall = right as f64 / total as f64;
    eprintln!(
        "{edition}, {} locales: {right} of {joined} pairs right, {total} in truth, recall {recall:.5}",
        locales.len()
    );
    assert_eq!(known, truth.len(), "files got lost");
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(right, joined, "precision");
    assert!(recall >= 0.999, "recall {recall:.5}");
}

#[test]
fn flattened_live_three() {
    flattened("live", THREE);
}

#[test]
fn flattened_live_five() {
    flattened("live", FIVE);
}

#[test]
fn flattened_bilingual_three() {
    flattened("live-sxs", THREE);
}

#[test]
fn flattened_bilingual_five() {
    flattened("live-sxs", FIVE);
}

/// Splits off the front matter and finds the locfileid, without kbgen's parser.
fn job(text: &str) -> Option<(&str, &str)> {
    let (front_matter, body) = text.strip_prefix("---\n")?.split_once("\n---\n")?;
    let line = front_matter.lines().find_map(|l| l.strip_prefix("ms.locfileid:"))?;
    Some((line.trim().trim_matches(['"', '\'']), body))
}

/// `\*` is `*`, and images have no alternative text.
fn comparable(text: &str) -> String {
    let text = text.replace("\\*", "*");
    let mut out = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(at) = rest.find("![") {
        out.push_str(&rest[..at + 2]);
        rest = &rest[at + 2..];
        let mut depth = 1;
        let end = rest.char_indices().find(|(_, c)| {
            depth += i32::from(*c == '[') - i32::from(*c == ']');
            depth == 0
        });
        if let Some((end, _)) = end.filter(|(end, _)| rest[end + 1..].starts_with('(')) {
            rest = &rest[end..];
        }
    }
    out + rest
}

/// The translation cut out of a bilingual file is the live file of the same job.
#[test]
fn units_reproduce_the_live_edition() {
    let Some(corpus) = corpus() else { return };
    let (mut all, mut exact, mut unescaped, mut equal) = (0, 0, 0, 0);
    let mut failing = Vec::new();
    for locale in FIVE {
        let live: BTreeMap<String, (String, String)> = articles_of(&corpus, "live", locale)
            .into_iter()
            .filter_map(|(below, path)| {
                let text = String::from_utf8(fs::read(path).unwrap()).ok()?.replace("\r\n", "\n");
                let text = text.trim_start_matches('\u{feff}');
                job(text).map(|(id, body)| (id.to_owned(), (below, body.to_owned())))
            })
            .collect();
        for (below, path) in articles_of(&corpus, "live-sxs", locale) {
            let Ok(text) = String::from_utf8(fs::read(path).unwrap()) else { continue };
            let text = text.replace("\r\n", "\n");
            let Some((id, body)) = job(text.trim_start_matches('\u{feff}')) else { continue };
            let Some((_, expected)) = live.get(id) else { continue };
            let found = units::target_text(body, &units::cut(body));
            all += 1;
            exact += usize::from(found == *expected);
            unescaped += usize::from(found.replace("\\*", "*") == expected.replace("\\*", "*"));
            if comparable(&found) == comparable(expected) {
                equal += 1;
            } else {
                failing.push(format!("{locale}/{below}"));
            }
        }
    }
    eprintln!(
        "{exact} of {all} exactly, {unescaped} but for escapes, {equal} also but for alternative texts; not: {failing:?}"
    );
    assert!(all > 1_500, "only {all} pairs");
    assert!(equal as f64 >= 0.9994 * all as f64, "{equal} of {all}; not: {failing:#?}");
}

/// The site of both editions in five locales, built once.
fn built() -> Option<&'static Path> {
    static SITE: OnceLock<Option<TempDir>> = OnceLock::new();
    let site = SITE.get_or_init(|| {
        let corpus = corpus()?;
        let output = tempfile::tempdir().unwrap();
        let target = text(&output.path().join("site"));
        let args = ["build", "--content", "live", "--content", "live-sxs", "--format", "json", "--output", &target];
        let built = run(&corpus, &args);
        assert!(built.status <= 1, "{}", built.err);
        Some(output)
    });
    site.as_ref().map(|s| s.path())
}

#[test]
fn every_internal_link_resolves() {
    let Some(folder) = built() else { return };
    check_links(&folder.join("site"));
}

/// Scans every page for addresses and ids.
fn check_links(site: &Path) {
    let mut files: BTreeSet<String> = BTreeSet::new();
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    // Target path and fragment, to the first page that leads there.
    let mut wanted: BTreeMap<(String, String), String> = BTreeMap::new();
    let mut problems: BTreeSet<String> = BTreeSet::new();
    walk(site, &mut |path| {
        let below = path.strip_prefix(site).unwrap().to_string_lossy().into_owned();
        files.insert(below.clone());
        if !below.ends_with(".html") {
            return;
        }
        let html = fs::read_to_string(path).unwrap();
        ids.insert(below.clone(), attributes(&html, " id=\"").map(str::to_owned).collect());
        for address in attributes(&html, " href=\"").chain(attributes(&html, " src=\"")) {
            let address = address.replace("&amp;", "&").replace("&#39;", "'").replace("&quot;", "\"");
            let (path, fragment) = address.split_once('#').unwrap_or((&address, ""));
            let target = match path {
                "" => below.clone(),
                _ if path.starts_with('/') && !path.starts_with("//") => {
                    let path = url::decode(path.split('?').next().unwrap_or_default());
                    let path = path.trim_start_matches('/');
                    if path.is_empty() || path.ends_with('/') { format!("{path}index.html") } else { path.to_owned() }
                }
                _ => {
                    if !path.contains(':') && !path.starts_with("//") {
                        problems.insert(format!("{below}: `{address}` is relative"));
                    }
                    continue;
                }
            };
            wanted.entry((target, url::decode(fragment))).or_insert_with(|| below.clone());
        }
    });
    assert!(files.len() > 15_000 && wanted.len() > 15_000, "{} files, {} addresses", files.len(), wanted.len());
    for ((target, fragment), page) in &wanted {
        if !files.contains(target) {
            problems.insert(format!("{page}: `{target}` does not exist"));
        } else if !fragment.is_empty()
            && fragment != "top"
            && !ids.get(target).is_some_and(|ids| ids.contains(fragment))
        {
            problems.insert(format!("{page}: `{target}` has no `#{fragment}`"));
        }
    }
    let few: Vec<&String> = problems.iter().take(30).collect();
    assert!(problems.is_empty(), "{} links lead nowhere: {few:#?}", problems.len());
}

fn attributes<'a>(html: &'a str, opening: &'a str) -> impl Iterator<Item = &'a str> {
    html.match_indices(opening).filter_map(move |(at, _)| html[at + opening.len()..].split('"').next())
}

#[test]
fn no_page_shows_what_is_not_for_readers() {
    let Some(folder) = built() else { return };
    let mut problems = Vec::new();
    let mut pages = 0;
    walk(&folder.join("site"), &mut |path| {
        if path.extension().is_some_and(|e| e == "html") {
            pages += 1;
            let html = fs::read_to_string(path).unwrap();
            for leak in ["data-ttu", "data-stu", "sxs-lookup", "ms.author:", "kbgen:", "\u{FDD1}"] {
                if html.contains(leak) {
                    problems.push(format!("{}: `{leak}`", path.display()));
                }
            }
        }
    });
    assert!(pages > 15_000, "{pages} pages");
    assert!(problems.is_empty(), "{problems:#?}");
}

/// Markup that no reader may see as text.
const MARKUP: &[&str] = &[
    "[!",
    "[！",
    ":::",
    "****",
    "data-ttu",
    "data-stu",
    "sxs-lookup",
    "<mrk",
    "</mrk",
    "](http",
    "{#",
    "&nbsp;",
    "&quot;",
    "&lt;",
    "<br",
    "</br",
    "<span",
    "</",
    "<div",
    "<p>",
    "<a ",
    "<table",
    "<td",
    "<li",
    "<ul",
    "<img",
    "<b>",
    "<i>",
    "<u>",
    "<em>",
    "<strong>",
    "ms.locfileid:",
    "ms.contentlocale:",
    "ms.author:",
    "ms.openlocfilehash:",
    "ms.translationtype:",
    "\u{85}",
    "\u{FDD1}",
    "\u{FDD2}",
];

/// Where text of a page shows markup.
fn shown_markup(text: &str) -> Option<String> {
    // Masked text such as a number `(****)`.
    let text = text.replace("(****)", "()").replace("（****）", "（）");
    let (at, _) = MARKUP.iter().find_map(|markup| text.match_indices(markup).next())?;
    let before = text[..at].char_indices().rev().nth(30).map_or(0, |(n, _)| n);
    Some(text[before..].chars().take(80).collect())
}

/// What is wrong with a page: markup shown, tags that do not fit, ids that are not unique.
fn page_problems(html: &str) -> Vec<String> {
    let page = scraper::Html::parse_document(html);
    let mut problems: Vec<String> = page.errors.iter().map(|error| format!("HTML: {error}")).collect();
    let mut ids = BTreeSet::new();
    for node in page.tree.nodes() {
        if let Some(element) = node.value().as_element() {
            let id = element.attr("id").filter(|id| !ids.insert(*id));
            problems.extend(id.map(|id| format!("id `{id}` stands twice")));
            if element.name() == "p"
                && node.ancestors().any(|a| a.value().as_element().is_some_and(|e| e.name() == "p"))
            {
                problems.push("a paragraph within a paragraph".into());
            }
        } else if let Some(text) = node.value().as_text() {
            let named = |name: &str| node.ancestors().any(|a| a.value().as_element().is_some_and(|e| e.name() == name));
            if shown_markup(text).is_some() && named("article") && !["pre", "code", "script"].into_iter().any(named) {
                problems.push(format!("shows `{}`", shown_markup(text).unwrap_or_default()));
            }
        }
    }
    problems
}

#[test]
fn every_page_is_sound() {
    let Some(folder) = built() else { return };
    let site = folder.join("site");
    let mut pages = Vec::new();
    walk(&site, &mut |path| pages.extend(path.extension().is_some_and(|e| e == "html").then(|| path.to_owned())));
    assert!(pages.len() > 15_000, "{} pages", pages.len());
    let problems: Vec<String> = pages
        .par_iter()
        .flat_map_iter(|path| {
            let found = page_problems(&fs::read_to_string(path).unwrap());
            let below = path.strip_prefix(&site).unwrap().display().to_string();
            found.into_iter().map(move |problem| format!("{below}: {problem}"))
        })
        .collect();
    let few: Vec<&String> = problems.iter().take(40).collect();
    assert!(problems.is_empty(), "{} problems: {few:#?}", problems.len());
}

/// The crawl sees what it is for.
#[test]
fn unsound_pages_are_noticed() {
    for (page, expected) in [
        ("<article><p>a [!NOTE]</p></article>", "shows `a [!NOTE]`"),
        ("<article><p>&lt;div&gt;</p></article>", "shows `<div>`"),
        ("<article><p>(****) <code>****</code> &lt;email&gt;</p></article>", ""),
        ("<article><p id=\"a\"></p><p id=\"a\"></p></article>", "id `a` stands twice"),
        ("<article><b>x</article>", "HTML: "),
    ] {
        let found =
            page_problems(&format!("<!DOCTYPE html><html><head><title>T</title></head><body>{page}</body></html>"));
        assert!(found.first().map_or("", |f| f).starts_with(expected), "{page}: {found:?}");
        assert_eq!(found.is_empty(), expected.is_empty(), "{page}: {found:?}");
    }
}

/// The codes that readers look for are listed in every language.
/// The originals of a locale's articles: for each the number of a block and its text, letters alone.
fn originals(locale: &Path) -> BTreeMap<String, BTreeMap<u64, String>> {
    let mut all = BTreeMap::new();
    for entry in fs::read_dir(locale.join("originals")).unwrap() {
        let articles: Value = serde_json::from_str(&fs::read_to_string(entry.unwrap().path()).unwrap()).unwrap();
        for (slug, blocks) in articles.as_object().unwrap() {
            let block = |block: &Value| {
                let sentences = block[1].as_array().unwrap().iter().map(|sentence| sentence[1].as_str().unwrap());
                let letters = sentences.flat_map(str::chars).filter(|c| c.is_alphanumeric());
                (block[0].as_u64().unwrap(), letters.flat_map(char::to_lowercase).collect())
            };
            all.insert(slug.clone(), blocks.as_array().unwrap().iter().map(block).collect());
        }
    }
    all
}

/// Who changes the language lands at the same place: of the blocks that another language has as well, told by their
/// originals, at least 99 % have the same number there.
#[test]
fn blocks_pair_across_languages() {
    let Some(folder) = built() else { return };
    let all: Vec<_> = FIVE.iter().map(|l| originals(&folder.join("site").join(l.to_ascii_lowercase()))).collect();
    for (own, others) in
        all.iter().enumerate().map(|(n, own)| (own, all.iter().enumerate().filter(move |(m, _)| *m != n)))
    {
        for (number, other) in others {
            let (mut blocks, mut same, mut wrong) = (0, 0, 0);
            for (slug, texts) in own {
                let Some(there) = other.get(slug) else { continue };
                let known: BTreeSet<&String> = there.values().collect();
                for (block, text) in texts.iter().filter(|(_, text)| known.contains(text)) {
                    blocks += 1;
                    same += usize::from(there.get(block) == Some(text));
                    wrong += usize::from(there.get(block).is_some_and(|other| other != text));
                }
            }
            assert!(blocks > 15_000, "{blocks} blocks are also in {}", FIVE[number]);
            assert!(same * 100 >= blocks * 99, "{same} of {blocks} are at the same place in {}", FIVE[number]);
            assert!(wrong * 1000 <= blocks, "{wrong} of {blocks} are elsewhere in {}", FIVE[number]);
        }
    }
}

#[test]
fn error_codes() {
    let Some(corpus) = corpus() else { return };
    let output = tempfile::tempdir().unwrap();
    let target = text(&output.path().join("site"));
    let contents: Vec<String> = FIVE.iter().map(|locale| format!("live/{locale}")).collect();
    let mut args = vec!["build", "--output", &target, "--format", "json"];
    args.extend(contents.iter().flat_map(|content| ["--content", content]));
    let built = run(&corpus, &args);
    assert!(built.status <= 1, "{}", built.err);
    for locale in FIVE {
        let page = output.path().join("site").join(locale.to_lowercase()).join("errors");
        let html = scraper::Html::parse_document(&fs::read_to_string(page.join("index.html")).unwrap());
        let all = |selector: &str| {
            let selector = scraper::Selector::parse(selector).unwrap();
            html.select(&selector).map(|e| e.text().collect::<String>()).collect::<Vec<_>>()
        };
        let codes = all(".codes dt > a");
        assert!((78..=100).contains(&codes.len()), "{locale}: {} codes", codes.len());
        for code in ["0x80070005", "0x801C001D", "5.7.750", "5.7.520", "AADSTS50011", "30016-4", "404", "KB4549949"] {
            assert!(codes.iter().any(|c| c == code), "{locale}: {code} in {codes:?}");
            assert!(page.join(code.to_lowercase()).join("index.html").is_file(), "{locale}: {code}");
        }
        for other in ["16.0.7967", "4.18.200", "365", "2010", "HKEY_LOCAL_MACHINE", "393943-22222", "ABC123"] {
            assert!(!codes.iter().any(|c| c.contains(other)), "{locale}: {other} in {codes:?}");
        }
        let messages = all(".messages > li").len();
        assert!((60..=200).contains(&messages), "{locale}: {messages} messages");
    }
}
