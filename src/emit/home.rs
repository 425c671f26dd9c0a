//! Home pages: one a locale, with its topics and its A–Z, and how the site is searched.

use serde::Serialize;
use serde_json::json;

use super::lists;
use super::site::{self, LinkData, LocaleSite, NOTHING, PageData, Site};
use super::{Emitter, Job};
use crate::model::{Checked, OutputFile};

pub const EMITTER: Emitter = Emitter { name: "home", jobs };

fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    (0..site.locales.len()).map(|n| -> Job<'a> { Box::new(move || home(site, n)) }).collect()
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
    let canonical = site.plan.absolute(&locale.plan.home);
    let json_ld = json_ld(site, locale);
    let head = PageData { canonical, alternates, json_ld, ..PageData::new("home", locale.title, &locale.plan.home) };
    let data = locale
        .data()
        .with("page", &head)
        .with("breadcrumbs", &NOTHING)
        .with_shared("menu", &menu)
        .with("topics", &topics(locale))
        .with("articles", &articles)
        .with("letters", &letters)
        .with("count_text", &count(locale));
    site.page("home.html", &locale.plan.home, &data)
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
