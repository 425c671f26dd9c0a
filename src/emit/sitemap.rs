//! Sitemaps: one a locale, and their index. Pages that are not to be found are not in them.

use super::body::escape;
use super::site::Site;
use super::{Emitter, Job};
use crate::model::{Checked, Date, Keyed, OutputFile};

pub const EMITTER: Emitter = Emitter { name: "sitemap", jobs };

/// A sitemap may hold 50,000 addresses (sitemaps.org).
const MOST: usize = 50_000;

const NAMESPACE: &str = "http://www.sitemaps.org/schemas/sitemap/0.9";

fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    if site.locales.is_empty() {
        return Vec::new();
    }
    let keyed = move |keyed: &mut Keyed| {
        keyed.add(&site.key);
        for locale in &site.locales {
            keyed.add(&(locale.texts_key, &locale.plan.letters, &locale.plan.topics, &locale.plan.errors));
        }
    };
    vec![Job::new("sitemap", keyed, move || sitemaps(site))]
}

fn sitemaps(site: &Site<'_>) -> Checked<Vec<OutputFile>> {
    let mut files = Vec::new();
    let mut index = Vec::new();
    for (number, locale) in site.locales.iter().enumerate() {
        for (n, addresses) in addresses(site, number).chunks(MOST).enumerate() {
            let segment = locale.plan.locale.url_segment();
            let name =
                if n == 0 { format!("sitemap-{segment}.xml") } else { format!("sitemap-{segment}-{}.xml", n + 1) };
            let entries = addresses.iter().map(|(url, date)| {
                let modified = date.map_or_else(String::new, |d| format!("<lastmod>{d}</lastmod>"));
                format!("<url><loc>{}</loc>{modified}</url>\n", escape(&site.plan.absolute(url)))
            });
            let body: String = entries.collect();
            let text = format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"{NAMESPACE}\">\n{body}</urlset>\n"
            );
            index.push(format!(
                "<sitemap><loc>{}</loc></sitemap>\n",
                escape(&site.plan.absolute(&format!("{}{name}", site.plan.base)))
            ));
            files.push(OutputFile::text(name, text));
        }
    }
    let body = index.concat();
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"{NAMESPACE}\">\n{body}</sitemapindex>\n"
    );
    files.push(OutputFile::text("sitemap.xml", text));
    Checked { value: files, diagnostics: Vec::new() }
}

/// Every address of a locale that is to be found, with the day of its text.
fn addresses(site: &Site<'_>, number: usize) -> Vec<(String, Option<Date>)> {
    let locale = &site.locales[number];
    let mut addresses = vec![(locale.plan.home.clone(), None)];
    addresses.extend(locale.plan.topics.iter().map(|topic| (topic.url.clone(), None)));
    addresses.extend(locale.plan.letters.iter().map(|letter| (letter.url.clone(), None)));
    let errors = &locale.plan.errors;
    addresses.extend((!errors.url.is_empty()).then(|| (errors.url.clone(), None)));
    addresses.extend(errors.codes.iter().filter(|code| code.has_page()).map(|code| (code.url.clone(), None)));
    for (article, plan) in site.plan.catalog.articles.iter().zip(&site.plan.articles) {
        for page in plan.pages.iter().filter(|p| p.locale == number && !p.noindex && !p.fallback) {
            let meta = article.translations[page.translation].meta();
            addresses.push((page.url.to_string(), meta.handoff.or(meta.date)));
        }
    }
    addresses
}
