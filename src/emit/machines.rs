//! For programs that read the site: `catalog.json` with every article and its translations, `llms.txt` (llmstxt.org)
//! with what there is to read, and where the configuration asks for it, each article as Markdown beside its page.

use htmd::HtmlToMarkdown;
use serde::{Serialize, Serializer};

use super::body::{self, Blocks};
use super::site::{self, LocaleSite, Site};
use super::{Emitter, Job, articles};
use crate::model::{Checked, Date, Keyed, Listed, OutputFile, State};
use crate::plan::url;

pub const EMITTER: Emitter = Emitter { name: "machines", jobs };

fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let counts = move |keyed: &mut Keyed| {
        site.locales.iter().for_each(|locale| keyed.add(&(locale.key, locale.plan.listing.len())));
    };
    let mut jobs = vec![
        Job::new("catalog", move |keyed| keyed.add(&catalog(site)), move || one(written(&catalog(site)))),
        Job::new("languages", counts, move || one(languages(site))),
    ];
    for locale in &site.locales {
        let keyed = move |keyed: &mut Keyed| {
            keyed.add(&(locale.key, &locale.plan.topics));
            locale.plan.listing.iter().for_each(|listed| keyed.add(&(listed, about(site, locale, listed))));
        };
        jobs.push(Job::new("listing", keyed, move || one(listing(site, locale))));
    }
    if site.plan.markdown {
        let job = |n| Job::new("copies", move |keyed| articles::add_to(keyed, site, n), move || copies(site, n));
        jobs.extend((0..site.plan.articles.len()).map(job));
    }
    jobs
}

fn one(file: OutputFile) -> Checked<Vec<OutputFile>> {
    Checked { value: vec![file], diagnostics: Vec::new() }
}

/// `catalog.json`. Here and below, fields are written in the order of their names.
#[derive(Hash, Serialize)]
struct CatalogData<'a> {
    articles: Vec<ArticleData<'a>>,
    locales: Vec<&'a str>,
    source: &'a str,
}

#[derive(Hash, Serialize)]
struct ArticleData<'a> {
    article: &'a str,
    translations: Vec<TranslationData<'a>>,
}

#[derive(Hash, Serialize)]
struct TranslationData<'a> {
    kind: &'static str,
    /// Where it is not the locale's.
    #[serde(skip_serializing_if = "Option::is_none")]
    language: Option<&'a str>,
    locale: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    locfileid: Option<&'a str>,
    state: &'static str,
    title: &'a str,
    #[serde(skip_serializing_if = "Option::is_none", serialize_with = "in_words")]
    updated: Option<Date>,
    #[serde(serialize_with = "joined")]
    url: (&'a str, &'a str),
}

fn in_words<S: Serializer>(date: &Option<Date>, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&date.map(|date| date.to_string()).unwrap_or_default())
}

fn joined<S: Serializer>((origin, path): &(&str, &str), serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(&format_args!("{origin}{path}"))
}

/// Every article and its translations: what they are, how they stand, and where.
fn catalog<'a>(site: &'a Site<'_>) -> CatalogData<'a> {
    let plan = site.plan;
    let articles = plan.catalog.articles.iter().zip(&plan.articles).map(|(article, pages)| {
        let own = pages.pages.iter().filter(|page| !page.fallback);
        let translations = own.map(|page| {
            let known = &article.translations[page.translation];
            TranslationData {
                kind: site::kind(known, known.locale == plan.source_locale),
                language: Some(known.language.tag()).filter(|_| known.language != known.locale),
                locale: known.locale.tag(),
                locfileid: known.locfileid(),
                state: match known.state {
                    State::Current => "current",
                    State::Behind { .. } => "behind",
                    State::NotComparable => "",
                },
                title: known.title(),
                updated: articles::date(known),
                url: (&plan.origin, &page.url),
            }
        });
        ArticleData { article: &article.slug, translations: translations.collect() }
    });
    let locales = site.locales.iter().map(|locale| locale.plan.locale.tag()).collect();
    CatalogData { articles: articles.collect(), locales, source: plan.source_locale.tag() }
}

fn written(catalog: &CatalogData<'_>) -> OutputFile {
    OutputFile::text("catalog.json", serde_json::to_string(catalog).unwrap_or_default())
}

/// The languages, each with its own list.
fn languages(site: &Site<'_>) -> OutputFile {
    let title = site.locales.first().map_or("", |locale| locale.title);
    let lists = site.locales.iter().map(|locale| {
        let list = site.plan.absolute(&format!("{}llms.txt", locale.plan.home));
        let count = locale.count(locale.plan.listing.len());
        format!("- [{}]({list}): {}, {count}\n", inline(&locale.plan.name), inline(locale.title))
    });
    OutputFile::text("llms.txt", format!("# {}\n\n{}", inline(title), lists.collect::<String>()))
}

/// The articles of a locale, by topic where it has topics.
fn listing(site: &Site<'_>, locale: &LocaleSite<'_>) -> OutputFile {
    let file = if site.plan.markdown { "index.md" } else { "" };
    let line = |entry: usize| {
        let listed = &locale.plan.listing[entry];
        let about = about(site, locale, listed);
        let about = if about.is_empty() { String::new() } else { format!(": {}", inline(about)) };
        format!("- [{}]({}{file}){about}\n", inline(&listed.title), site.plan.absolute(&listed.url))
    };
    let mut text = format!("# {}\n", inline(locale.title));
    let mut listed = vec![false; locale.plan.listing.len()];
    for topic in &locale.plan.topics {
        text.push_str(&format!("\n## {}\n\n", inline(&topic.title)));
        for entry in &topic.entries {
            listed[*entry] = true;
            text.push_str(&line(*entry));
        }
    }
    let rest: String = (0..listed.len()).filter(|entry| !listed[*entry]).map(line).collect();
    if !rest.is_empty() {
        text.push_str(&format!("\n## {}\n\n{rest}", locale.strings.get("all_articles")));
    }
    OutputFile::text(site.plan.output_path(&format!("{}llms.txt", locale.plan.home)), text)
}

/// What an entry of a list is about.
fn about<'a>(site: &'a Site<'_>, locale: &LocaleSite<'_>, listed: &Listed) -> &'a str {
    locale.own_page(site.plan, listed).map_or("", |page| &*page.description)
}

/// A text on one line of Markdown.
fn inline(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]")
}

/// The pages of an article as Markdown.
fn copies(site: &Site<'_>, number: usize) -> Checked<Vec<OutputFile>> {
    let converter = HtmlToMarkdown::builder().skip_tags(vec!["script", "style"]).build();
    let article = &site.plan.catalog.articles[number];
    let mut files = Vec::new();
    for page in site.plan.articles[number].pages.iter().filter(|page| !page.fallback) {
        let locale = &site.locales[page.locale];
        let translation = &article.translations[page.translation];
        let text = body::fill(translation.body(), &page.links, &Blocks::default(), locale.strings);
        // HTML that was made by kbgen is read by every parser.
        let Ok(markdown) = converter.convert(&text) else { continue };
        let path = url::decode(&site.plan.output_path(&format!("{}index.md", page.url)));
        files.push(OutputFile::text(path, format!("# {}\n\n{}\n", inline(translation.title()), markdown.trim())));
    }
    Checked { value: files, diagnostics: Vec::new() }
}
