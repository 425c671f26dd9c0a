//! Feeds: one a locale, of the articles that changed last (Atom, RFC 4287). Only where the site's host is known, since
//! a feed is read elsewhere.

use super::body::escape;
use super::site::Site;
use super::{Emitter, Job, lists};
use crate::model::{Checked, OutputFile};

pub const EMITTER: Emitter = Emitter { name: "feed", jobs };

/// Entries of a feed.
const MOST: usize = 50;

fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let numbers = 0..if site.plan.origin.is_empty() { 0 } else { site.locales.len() };
    let job = |number: usize| {
        let locale = &site.locales[number];
        Job::new("feed", move |keyed| keyed.add(&(locale.key, locale.texts_key)), move || feed(site, number))
    };
    numbers.map(job).collect()
}

fn feed(site: &Site<'_>, number: usize) -> Checked<Vec<OutputFile>> {
    let locale = &site.locales[number];
    let changed = lists::changed(site, locale);
    let shown = &changed[..changed.len().min(MOST)];
    let Some((newest, _)) = shown.first() else { return Checked { value: Vec::new(), diagnostics: Vec::new() } };
    let (home, own) = (site.plan.absolute(&locale.plan.home), format!("{}feed.xml", locale.plan.home));
    let entries: String = shown
        .iter()
        .map(|(date, entry)| {
            let url = escape(&site.plan.absolute(&entry.url));
            let summary = locale.own_page(site.plan, entry).map_or("", |page| &*page.description);
            let summary = match summary.is_empty() {
                true => String::new(),
                false => format!("<summary>{}</summary>\n", escape(&plain(summary))),
            };
            let title = escape(&plain(&entry.title));
            format!(
                "<entry>\n<title>{title}</title>\n<link href=\"{url}\"/>\n<id>{url}</id>\n\
                 <updated>{date}T00:00:00Z</updated>\n{summary}</entry>\n"
            )
        })
        .collect();
    let title = escape(&plain(locale.title));
    let text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"{lang}\">\n<title>{title}</title>\n\
         <link href=\"{home}\"/>\n<link rel=\"self\" href=\"{own}\"/>\n<id>{home}</id>\n\
         <updated>{newest}T00:00:00Z</updated>\n<author><name>{title}</name></author>\n{entries}</feed>\n",
        lang = locale.plan.locale.tag(),
        home = escape(&home),
        own = escape(&site.plan.absolute(&own)),
    );
    Checked { value: vec![OutputFile::text(site.plan.output_path(&own), text)], diagnostics: Vec::new() }
}

/// A text without what XML cannot hold.
fn plain(text: &str) -> String {
    text.replace(|c: char| c.is_control(), " ")
}
