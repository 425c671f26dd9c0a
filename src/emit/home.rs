//! Home pages: one a locale, with its topics and its A–Z, and how the site is searched.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::json;

use super::lists;
use super::site::{self, LinkData, LocaleSite, NOTHING, PageData, Site};
use super::{Emitter, Job};
use crate::model::{Checked, Keyed, LinkTarget, Listed, OutputFile};

pub const EMITTER: Emitter = Emitter { name: "home", jobs };

fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let job = |number: usize| {
        let locale = &site.locales[number];
        let keyed = move |keyed: &mut Keyed| {
            keyed.add(&(locale.key, locale.texts_key, &locale.plan.letters, &locale.plan.topics));
            site.plan.articles.iter().for_each(|article| keyed.add(&article.priority));
        };
        Job::new("home", keyed, move || home(site, number))
    };
    (0..site.locales.len()).map(job).collect()
}

#[derive(Serialize)]
pub struct TopicData<'a> {
    title: &'a str,
    url: &'a str,
    count_text: String,
}

fn home(site: &Site<'_>, number: usize) -> Checked<Vec<OutputFile>> {
    let locale = &site.locales[number];
    let listing = &locale.plan.listing;
    let (menu, alternates) = site.common_menu(number, |locale| Some(locale.plan.home.clone()));
    let few = locale.plan.letters.is_empty();
    let articles: Vec<LinkData<'_>> = if few { listing.iter().map(lists::link).collect() } else { Vec::new() };
    let letters = lists::letters(locale, None);
    // A page that lists all has no need to list some.
    let shelves = listing.len() > SHELF * 2;
    let important = if shelves { important(site, number) } else { Vec::new() };
    let recent = if shelves { recent(site, locale) } else { Vec::new() };
    let canonical = site.plan.absolute(&locale.plan.home);
    let json_ld = json_ld(site, locale);
    let head = PageData { canonical, alternates, json_ld, ..PageData::new("home", locale.title, &locale.plan.home) };
    let data = locale
        .data()
        .with("page", &site.head(head))
        .with("breadcrumbs", &NOTHING)
        .with_shared("menu", &menu)
        .with("topics", &topics(locale))
        .with("articles", &articles)
        .with("letters", &letters)
        .with("important", &important)
        .with("recent", &recent)
        .with("count_text", &count(locale));
    site.page("home.html", &locale.plan.home, &data)
}

/// An article with the date of its last change.
#[derive(Serialize)]
struct RecentData<'a> {
    title: &'a str,
    url: &'a str,
    lang: &'a str,
    iso: String,
    date: String,
}

/// Articles of a list of the home page.
const SHELF: usize = 8;

/// The articles that their authors or other articles say are important.
fn important<'a>(site: &'a Site<'_>, number: usize) -> Vec<LinkData<'a>> {
    let locale = &site.locales[number];
    let mut linked: BTreeMap<&str, usize> = BTreeMap::new();
    let pages = site.plan.articles.iter().flat_map(|article| &article.pages);
    for link in pages.filter(|page| page.locale == number).flat_map(|page| page.links.iter()) {
        if let LinkTarget::Internal { url, .. } = link {
            *linked.entry(url.split('#').next().unwrap_or_default()).or_default() += 1;
        }
    }
    let mut ranked: Vec<(u8, usize, &Listed)> = Vec::new();
    for entry in &*locale.plan.listing {
        let priority = site.plan.articles[entry.article].priority;
        let links = linked.get(&*entry.url).copied().unwrap_or(0);
        if priority > 0 || links > 1 {
            ranked.push((priority, links, entry));
        }
    }
    ranked.sort_by_key(|(priority, links, _)| Reverse((*priority, *links)));
    ranked.into_iter().take(SHELF).map(|(_, _, entry)| lists::link(entry)).collect()
}

/// The articles that changed last.
fn recent<'a>(site: &'a Site<'_>, locale: &'a LocaleSite<'_>) -> Vec<RecentData<'a>> {
    let changed = lists::changed(site, locale).into_iter().take(SHELF);
    changed
        .map(|(date, entry)| {
            let LinkData { title, url, lang } = lists::link(entry);
            RecentData { title, url, lang, iso: date.to_string(), date: locale.dates.format(date) }
        })
        .collect()
}

/// Links to every topic of a locale.
pub fn topics<'a>(locale: &'a LocaleSite<'_>) -> Vec<TopicData<'a>> {
    let topics = locale.plan.topics.iter();
    topics
        .map(|topic| TopicData { title: &topic.title, url: &topic.url, count_text: locale.count(topic.entries.len()) })
        .collect()
}

/// What the site is and how it is searched, for machines; nothing where its host is not known.
fn json_ld(site: &Site<'_>, locale: &LocaleSite<'_>) -> String {
    if site.plan.origin.is_empty() {
        return String::new();
    }
    let url = site.plan.absolute(&locale.plan.home);
    site::script_json(&json!({
        "@context": "https://schema.org",
        "@type": "WebSite",
        "name": locale.title,
        "url": url,
        "inLanguage": locale.plan.locale.tag(),
        "potentialAction": {
            "@type": "SearchAction",
            "target": { "@type": "EntryPoint", "urlTemplate": format!("{url}search/?q={{search_term_string}}") },
            "query-input": "required name=search_term_string",
        },
    }))
}

fn count(locale: &LocaleSite<'_>) -> String {
    locale.count(locale.plan.listing.len())
}
