//! Home pages: one a locale, with its topics and its A–Z.

use serde::Serialize;

use super::lists;
use super::site::{LinkData, LocaleSite, NOTHING, PageData, Site};
use super::{Emitter, Job};
use crate::model::{Checked, OutputFile};

pub const EMITTER: Emitter = Emitter { name: "home", jobs };

fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    (0..site.locales.len()).map(|n| -> Job<'a> { Box::new(move || home(site, n)) }).collect()
}

#[derive(Serialize)]
struct TopicData<'a> {
    title: &'a str,
    url: &'a str,
    count_text: String,
}

fn home(site: &Site<'_>, number: usize) -> Checked<Vec<OutputFile>> {
    let locale = &site.locales[number];
    let listing = &locale.plan.listing;
    let (menu, alternates) = site.common_menu(number, |locale| Some(locale.plan.home.clone()));
    let topics: Vec<TopicData<'_>> = locale
        .plan
        .topics
        .iter()
        .map(|topic| TopicData { title: &topic.title, url: &topic.url, count_text: locale.count(topic.entries.len()) })
        .collect();
    let few = locale.plan.letters.is_empty();
    let articles: Vec<LinkData<'_>> = if few { listing.iter().map(lists::link).collect() } else { Vec::new() };
    let letters = lists::letters(locale, None);
    let canonical = site.plan.absolute(&locale.plan.home);
    let head = PageData { canonical, alternates, ..PageData::new("home", locale.title, &locale.plan.home) };
    let data = locale
        .data()
        .with("page", &head)
        .with("breadcrumbs", &NOTHING)
        .with_shared("menu", &menu)
        .with("topics", &topics)
        .with("articles", &articles)
        .with("letters", &letters)
        .with("count_text", &count(locale));
    site.page("home.html", &locale.plan.home, &data)
}

fn count(locale: &LocaleSite<'_>) -> String {
    locale.count(locale.plan.listing.len())
}
