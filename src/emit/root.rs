//! The root page: a list of languages. Only its script sends a reader on to the browser's language.

use serde::Serialize;

use super::site::{NOTHING, PageData, Site};
use super::{Emitter, Job};
use crate::model::{Checked, Keyed, OutputFile};

pub const EMITTER: Emitter = Emitter { name: "root", jobs };

fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    if site.locales.is_empty() {
        return Vec::new();
    }
    let keyed = move |keyed: &mut Keyed| {
        site.locales.iter().for_each(|locale| keyed.add(&(locale.key, locale.plan.listing.len())));
    };
    vec![Job::new("root", keyed, move || root(site))]
}

#[derive(Serialize)]
struct LanguageData<'a> {
    lang: &'a str,
    dir: &'static str,
    name: &'a str,
    url: &'a str,
    title: &'a str,
    count_text: String,
}

fn root(site: &Site<'_>) -> Checked<Vec<OutputFile>> {
    let locale = &site.locales[0];
    let (menu, alternates) = site.common_menu(usize::MAX, |locale| Some(locale.plan.home.clone()));
    let languages: Vec<LanguageData<'_>> = site
        .locales
        .iter()
        .map(|locale| LanguageData {
            lang: locale.plan.locale.tag(),
            dir: locale.direction.as_html(),
            name: &locale.plan.name,
            url: &locale.plan.home,
            title: locale.title,
            count_text: locale.count(locale.plan.listing.len()),
        })
        .collect();
    let canonical = site.plan.absolute(&site.plan.base);
    let head =
        PageData { canonical, alternates, ..PageData::new("root", locale.strings.get("root_title"), &site.plan.base) };
    let script = site.theme.file("root.js").map_or_else(String::new, |path| format!("{}{path}", site.plan.base));
    let data = locale
        .data()
        .with("page", &site.head(head))
        .with("breadcrumbs", &NOTHING)
        .with_shared("menu", &menu)
        .with("languages", &languages)
        .with("script", &script);
    site.page("root.html", &site.plan.base, &data)
}
