//! Search pages: one a locale, and the OpenSearch description by which a browser searches the site.
//!
//! What is found only the browser knows; the page itself has what helps without script: the A–Z, the topics and the
//! error codes. Never reads an article.

use super::body::escape;
use super::home;
use super::lists;
use super::site::{Crumb, NOTHING, PageData, Site};
use super::{Emitter, Job};
use crate::model::{Checked, Keyed, OutputFile};
use crate::theme;

pub const EMITTER: Emitter = Emitter { name: "search-page", jobs };

fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let job = |number: usize| {
        let locale = &site.locales[number];
        let keyed = move |keyed: &mut Keyed| keyed.add(&(locale.key, &locale.plan.letters, &locale.plan.topics));
        Job::new("search-page", keyed, move || search(site, number))
    };
    (0..site.locales.len()).map(job).collect()
}

fn search(site: &Site<'_>, number: usize) -> Checked<Vec<OutputFile>> {
    let locale = &site.locales[number];
    let url = format!("{}search/", locale.plan.home);
    let title = locale.strings.get("search");
    let (menu, _) = site.common_menu(number, |other| Some(format!("{}search/", other.plan.home)));
    let head = PageData { noindex: true, alternates: theme::shared(&NOTHING), ..PageData::new("search", title, &url) };
    let breadcrumbs = [Crumb { title: locale.strings.get("home"), url: &locale.plan.home }, Crumb { title, url: "" }];
    let data = locale
        .data()
        .with("page", &site.head(head))
        .with("breadcrumbs", &breadcrumbs)
        .with_shared("menu", &menu)
        .with("topics", &home::topics(locale))
        .with("letters", &lists::letters(locale, None));
    let mut files = site.page("search.html", &url, &data);
    if !site.plan.origin.is_empty() {
        let path = site.plan.output_path(&format!("{url}opensearch.xml"));
        files.value.push(OutputFile::text(path, description(site, number)));
    }
    files
}

/// Longest short name (OpenSearch 1.1), in characters.
const SHORT: usize = 16;
/// Longest long name.
const LONG: usize = 48;

fn description(site: &Site<'_>, number: usize) -> String {
    let locale = &site.locales[number];
    let page = site.plan.absolute(&format!("{}search/", locale.plan.home));
    let icon = site.theme.file("favicon.svg").map_or_else(String::new, |path| {
        let url = site.plan.absolute(&format!("{}{path}", site.plan.base));
        format!("<Image width=\"16\" height=\"16\" type=\"image/svg+xml\">{}</Image>\n", escape(&url))
    });
    // What XML cannot hold.
    let title = locale.title.replace(char::is_control, " ");
    let full = format!("{title} – {}", locale.plan.name);
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
         <OpenSearchDescription xmlns=\"http://a9.com/-/spec/opensearch/1.1/\">\n\
         <ShortName>{short}</ShortName>\n<LongName>{long}</LongName>\n<Description>{full}</Description>\n\
         {icon}<Url type=\"text/html\" method=\"get\" template=\"{page}?q={{searchTerms}}\"/>\n\
         <Url type=\"application/opensearchdescription+xml\" rel=\"self\" template=\"{page}opensearch.xml\"/>\n\
         <Language>{language}</Language>\n<InputEncoding>UTF-8</InputEncoding>\n</OpenSearchDescription>\n",
        short = escape(&cut(&title, SHORT)),
        long = escape(&cut(&full, LONG)),
        full = escape(&full),
        page = escape(&page),
        language = locale.plan.locale,
    )
}

/// A name in no more characters than are allowed; no word is cut where there is another way.
fn cut(name: &str, most: usize) -> String {
    let Some((end, _)) = name.char_indices().nth(most) else { return name.to_owned() };
    let short = &name[..end];
    let whole = if name[end..].starts_with(' ') { None } else { short.rfind(' ') };
    whole.map_or(short, |at| &short[..at]).trim_end_matches([' ', '–', '-', ',', ':']).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_cut_between_words() {
        assert_eq!(cut("Centre d’aide", SHORT), "Centre d’aide");
        assert_eq!(cut("Office 365 administration", SHORT), "Office 365");
        assert_eq!(cut("Help center site of all", SHORT), "Help center site");
        assert_eq!(cut("說明中心說明中心說明中心說明中心說明中心", SHORT).chars().count(), SHORT);
    }
}
