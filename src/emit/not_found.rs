//! 404 pages: one a locale, and one for the whole site, where hosts look for it.

use super::site::{NOTHING, PageData, Site};
use super::{Emitter, Job};
use crate::model::{Checked, Key, OutputFile};

pub const EMITTER: Emitter = Emitter { name: "not-found", jobs };

fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let mut jobs: Vec<Job<'a>> = Vec::new();
    for (number, locale) in site.locales.iter().enumerate() {
        jobs.push(job(site, number, format!("{}404.html", locale.plan.home)));
    }
    if !site.locales.is_empty() {
        jobs.push(job(site, 0, format!("{}404.html", site.plan.base)));
    }
    jobs
}

fn job<'a>(site: &'a Site<'a>, number: usize, url: String) -> Job<'a> {
    let key = Key::of(&(site.locales[number].key, &url));
    Job::new("not-found", move |keyed| keyed.add(&key), move || page(site, number, url.clone()))
}

fn page(site: &Site<'_>, number: usize, url: String) -> Checked<Vec<OutputFile>> {
    let locale = &site.locales[number];
    let (menu, _) = site.common_menu(number, |locale| Some(locale.plan.home.clone()));
    let head = PageData { noindex: true, ..PageData::new("not-found", locale.strings.get("not_found_title"), &url) };
    let data = locale.data().with("page", &site.head(head)).with("breadcrumbs", &NOTHING).with_shared("menu", &menu);
    site.page("not-found.html", &url, &data)
}
