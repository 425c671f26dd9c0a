//! Lists of articles: the A–Z, a page a letter, and a page a topic.

use serde::Serialize;

use super::site::{Crumb, LinkData, LocaleSite, PageData, Site};
use super::{Emitter, Job};
use crate::model::{Checked, Date, Keyed, Listed, OutputFile};

pub const EMITTER: Emitter = Emitter { name: "lists", jobs };

fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let mut jobs: Vec<Job<'a>> = Vec::new();
    for (number, locale) in site.locales.iter().enumerate() {
        for topic in 0..locale.plan.topics.len() {
            let plan = &locale.plan.topics[topic];
            let keyed = move |keyed: &mut Keyed| {
                keyed.add(&(locale.key, &plan.id, &plan.title, &plan.url));
                plan.entries.iter().for_each(|n| add_entry(keyed, &locale.plan.listing[*n]));
                // The menu leads to the same topic of other locales.
                for other in &site.locales {
                    keyed.add(&other.plan.topics.iter().find(|t| t.id == plan.id).map(|topic| &topic.url));
                }
            };
            jobs.push(Job::new("topics", keyed, move || topic_page(site, number, topic)));
        }
        for letter in 0..locale.plan.letters.len() {
            let plan = &locale.plan.letters[letter];
            let keyed = move |keyed: &mut Keyed| {
                keyed.add(&(locale.key, &locale.plan.letters, letter));
                locale.plan.listing[plan.range.clone()].iter().for_each(|entry| add_entry(keyed, entry));
            };
            jobs.push(Job::new("letters", keyed, move || letter_page(site, number, letter)));
        }
    }
    jobs
}

/// All that a list shows of an article.
pub fn add_entry(keyed: &mut Keyed, entry: &Listed) {
    keyed.add(&(&entry.title, &entry.url, &entry.foreign));
}

#[derive(Serialize)]
pub struct LetterData<'a> {
    label: &'a str,
    url: &'a str,
    current: bool,
}

#[derive(Serialize)]
struct GroupData<'a> {
    label: &'a str,
    id: &'a str,
    articles: Vec<LinkData<'a>>,
}

/// A list entry for templates.
pub fn link(entry: &Listed) -> LinkData<'_> {
    LinkData { title: &entry.title, url: &entry.url, lang: entry.foreign.as_ref().map_or("", |l| l.tag()) }
}

/// The articles of a locale in its own language of which the last change is known, the newest first.
pub fn changed<'a>(site: &Site<'_>, locale: &'a LocaleSite<'_>) -> Vec<(Date, &'a Listed)> {
    let date = |entry: &'a Listed| {
        let article = &site.plan.catalog.articles[entry.article];
        let translation = article.translation(&locale.plan.locale)?;
        super::articles::date(translation).map(|date| (date, entry))
    };
    let mut changed: Vec<(Date, &Listed)> = locale.plan.listing.iter().filter_map(date).collect();
    changed.sort_by_key(|(date, _)| std::cmp::Reverse(*date));
    changed
}

/// Links to every letter of a locale.
pub fn letters<'a>(locale: &'a LocaleSite<'_>, current: Option<usize>) -> Vec<LetterData<'a>> {
    let letters = locale.plan.letters.iter().enumerate();
    letters
        .map(|(n, letter)| LetterData {
            label: letter.label.as_deref().unwrap_or_else(|| locale.strings.get("digits_and_symbols")),
            url: &letter.url,
            current: current == Some(n),
        })
        .collect()
}

fn letter_page(site: &Site<'_>, number: usize, letter: usize) -> Checked<Vec<OutputFile>> {
    let locale = &site.locales[number];
    let plan = &locale.plan.letters[letter];
    let label = plan.label.as_deref().unwrap_or_else(|| locale.strings.get("digits_and_symbols"));
    let heading = format!("{} – {label}", locale.strings.get("all_articles"));
    let articles = locale.plan.listing[plan.range.clone()].iter().map(link).collect();
    // Letters differ from language to language: the others' home pages are their nearest.
    let parts = Parts { heading: &heading, url: &plan.url, articles, letter: Some(letter) };
    list_page(site, number, parts, |_| None)
}

fn topic_page(site: &Site<'_>, number: usize, topic: usize) -> Checked<Vec<OutputFile>> {
    let locale = &site.locales[number];
    let plan = &locale.plan.topics[topic];
    let articles = plan.entries.iter().map(|n| link(&locale.plan.listing[*n])).collect();
    let parts = Parts { heading: &plan.title, url: &plan.url, articles, letter: None };
    list_page(site, number, parts, |other| other.plan.topics.iter().find(|t| t.id == plan.id).map(|t| t.url.clone()))
}

struct Parts<'a> {
    heading: &'a str,
    url: &'a str,
    articles: Vec<LinkData<'a>>,
    letter: Option<usize>,
}

fn list_page(
    site: &Site<'_>,
    number: usize,
    parts: Parts<'_>,
    elsewhere: impl Fn(&LocaleSite<'_>) -> Option<String>,
) -> Checked<Vec<OutputFile>> {
    let locale = &site.locales[number];
    let own = parts.url.to_owned();
    let tag = &locale.plan.locale;
    let (menu, alternates) =
        site.common_menu(number, |other| if other.plan.locale == *tag { Some(own.clone()) } else { elsewhere(other) });
    let canonical = site.plan.absolute(parts.url);
    let head = PageData { canonical, alternates, ..PageData::new("list", parts.heading, parts.url) };
    let breadcrumbs =
        [Crumb { title: locale.strings.get("home"), url: &locale.plan.home }, Crumb { title: parts.heading, url: "" }];
    let letters = parts.letter.map_or_else(Vec::new, |letter| letters(locale, Some(letter)));
    let data = locale
        .data()
        .with("page", &site.head(head))
        .with("breadcrumbs", &breadcrumbs)
        .with_shared("menu", &menu)
        .with("heading", &parts.heading)
        .with("groups", &[GroupData { label: "", id: "", articles: parts.articles }])
        .with("letters", &letters);
    site.page("list.html", parts.url, &data)
}
