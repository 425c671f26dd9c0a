//! What every page of a site shares, and the data that templates get.
//!
//! The names of these fields are what theme authors write.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Memory, body};
use crate::intl::{self, Dates};
use crate::model::{
    Checked, Code, Diagnostic, Direction, Key, Keyed, Listed, Locale, LocalePlan, MenuEntry, Origin, OutputFile,
    PagePlan, Plan, State, Translation, TranslationType,
};
use crate::parallel;
use crate::plan::url;
use crate::strings::{Arg, Strings};
use crate::theme::{self, Data, Shared, Theme};

/// The plan and the theme, and what is computed of both only once.
pub struct Site<'a> {
    pub plan: &'a Plan,
    pub theme: &'a Theme,
    pub memory: &'a Memory,
    pub locales: Vec<LocaleSite<'a>>,
    /// The key of what every page of the site shows or needs: the theme, the languages, the addresses.
    pub key: Key,
}

/// One locale, ready for its pages.
pub struct LocaleSite<'a> {
    pub plan: &'a LocalePlan,
    pub strings: &'a Strings,
    /// Name of the site.
    pub title: &'a str,
    pub direction: Direction,
    pub dates: Dates,
    /// Names of languages in the locale's words.
    names: BTreeMap<Locale, String>,
    /// See [`body::part_words`].
    pub parts: BTreeMap<String, &'static str>,
    /// What every page of the locale gets.
    data: Data,
    /// The key of what every page of the locale shows, that of the site included.
    pub key: Key,
    /// The key of its table of contents.
    pub navigation_key: Key,
    /// The key of its listing and of all its texts.
    pub texts_key: Key,
}

/// `site`: the same on every page of a locale.
#[derive(Serialize)]
struct SiteData<'a> {
    title: &'a str,
    home: &'a str,
    root: &'a str,
    /// URLs of `style.css`, `favicon.svg` and `article.js`; empty where the theme has none.
    style: String,
    icon: String,
    article_script: String,
    /// URLs of the scripts that every page has, and of `originals.js`; empty where the theme has none.
    early_script: String,
    page_script: String,
    originals_script: String,
    /// URL of the feed; empty where the site's host is not known.
    feed: String,
    /// URL of `search.js`; empty where the theme has none.
    search_script: String,
    /// URL of the search index.
    search_index: String,
    /// URL of the page of error codes; empty where the locale has none.
    errors: &'a str,
}

/// `search`: the box on every page, and the search page. In its texts, the words `{count}` and `{query}` stand for what
/// only the browser knows.
#[derive(Serialize)]
struct SearchData {
    /// URL of the search page.
    url: String,
    /// URLs of `search-box.js` and `search-page.js`; empty where the theme has none.
    box_script: String,
    page_script: String,
    /// URL of the OpenSearch description; empty where the site's host is not known.
    description: String,
    /// How many results there are, and the link to all of them.
    count: String,
    all: String,
    /// Said of a result that only its source text has.
    in_source: String,
    suggestion: String,
    nothing: String,
    /// Buttons that show the other topics, products, and kinds of translation.
    more_topics: String,
    more_products: String,
    more_kinds: String,
}

/// `page`: what the head of a page says.
#[derive(Serialize)]
pub struct PageData<'a> {
    pub kind: &'static str,
    pub title: &'a str,
    /// URL path.
    pub url: &'a str,
    /// Absolute where the base URL is known; empty where there is none.
    pub canonical: String,
    pub description: &'a str,
    pub noindex: bool,
    pub nofollow: bool,
    /// List of [`AlternateData`].
    pub alternates: Shared,
    /// JSON, safe within a `script` element; empty where there is none.
    pub json_ld: String,
}

impl<'a> PageData<'a> {
    /// A page of which nothing but its title and place is said.
    pub fn new(kind: &'static str, title: &'a str, url: &'a str) -> Self {
        Self {
            kind,
            title,
            url,
            canonical: String::new(),
            description: "",
            noindex: false,
            nofollow: false,
            alternates: theme::shared(&NOTHING),
            json_ld: String::new(),
        }
    }
}

/// An empty list.
pub const NOTHING: [&str; 0] = [];

/// One `link rel=alternate`.
#[derive(Serialize)]
pub struct AlternateData<'a> {
    pub hreflang: &'a str,
    pub url: String,
}

/// `breadcrumbs`: one step. The last has no URL, nor has a group without a page.
#[derive(Serialize)]
pub struct Crumb<'a> {
    pub title: &'a str,
    pub url: &'a str,
}

/// `menu`: one language.
#[derive(Serialize)]
pub struct MenuData<'a> {
    /// The locale that the entry stands for.
    pub lang: &'a str,
    pub dir: &'static str,
    /// In its own language.
    pub name: &'a str,
    pub url: &'a str,
    pub current: bool,
    /// `human`, `machine`, `edited`, `rebuilt`, `source`, or empty where it is not known.
    pub kind: &'static str,
    /// `current`, `behind`, `missing`, or empty.
    pub state: &'static str,
    /// The language of the page it leads to.
    pub hreflang: &'a str,
}

/// An entry of a list.
#[derive(Serialize)]
pub struct LinkData<'a> {
    pub title: &'a str,
    pub url: &'a str,
    /// The language of the title, where it is not the page's.
    pub lang: &'a str,
}

impl<'a> Site<'a> {
    pub fn new(plan: &'a Plan, theme: &'a Theme, memory: &'a Memory) -> Self {
        let key = key(plan, theme);
        let numbers: Vec<usize> = (0..plan.locales.len()).collect();
        let texts_keys = parallel::map_evenly(&numbers, |number| texts(plan, *number));
        let tags: Vec<Locale> = plan.locales.iter().map(|l| l.locale.clone()).collect();
        let file = |name| theme.file(name).map_or_else(String::new, |path| format!("{}{path}", plan.base));
        let locales = plan
            .locales
            .iter()
            .zip(&theme.strings)
            .zip(texts_keys)
            .map(|((locale, strings), texts_key)| {
                let title = locale.title.as_deref().unwrap_or_else(|| strings.get("site_title"));
                let site = SiteData {
                    title,
                    home: &locale.home,
                    root: &plan.base,
                    style: file("style.css"),
                    icon: file("favicon.svg"),
                    article_script: file("article.js"),
                    early_script: file("early.js"),
                    page_script: file("site.js"),
                    originals_script: file("originals.js"),
                    feed: if plan.origin.is_empty() { String::new() } else { format!("{}feed.xml", locale.home) },
                    search_script: file("search.js"),
                    search_index: format!("{}search/index.bin", locale.home),
                    errors: &locale.errors.url,
                };
                let source = intl::language_name(&plan.source_locale, &locale.locale, &tags);
                let search = SearchData::new(plan, &locale.home, strings, &source, file);
                let direction = locale.locale.direction();
                let data = Data::new()
                    .with("lang", &locale.locale)
                    .with("dir", &direction.as_html())
                    .with("s", &strings.plain)
                    .with("site", &site)
                    .with("search", &search);
                let names = tags.iter().map(|l| (l.clone(), intl::language_name(l, &locale.locale, &tags))).collect();
                let dates = Dates::new(&locale.locale);
                let parts = body::part_words(strings);
                let key = Key::of(&(key, &strings.key, &locale.locale, title, &locale.feedback, &locale.errors.url));
                LocaleSite {
                    plan: locale,
                    strings,
                    title,
                    direction,
                    dates,
                    names,
                    parts,
                    data,
                    key,
                    navigation_key: Key::of(&locale.navigation),
                    texts_key,
                }
            })
            .collect();
        Self { plan, theme, memory, locales, key }
    }

    /// The head of a page; of a preview, none is to be listed.
    pub fn head<'h>(&self, head: PageData<'h>) -> PageData<'h> {
        PageData { noindex: head.noindex || self.plan.host.preview, ..head }
    }

    /// Renders one page of a locale; a template that fails is the theme author's to mend.
    pub fn page(&self, template: &str, url: &str, data: &Data) -> Checked<Vec<OutputFile>> {
        match self.theme.render(template, data) {
            Ok(html) => {
                // Hosts look for the file under the decoded address.
                let path = url::decode(&self.plan.output_path(url));
                Checked { value: vec![OutputFile::text(path, html)], diagnostics: Vec::new() }
            }
            Err(error) => {
                let message = format!("the template `{template}` could not be rendered");
                let problem = Diagnostic::new(Code::TemplateError, message)
                    .note(error)
                    .help("correct the template in the site's theme folder, or remove it to use the default");
                Checked { value: Vec::new(), diagnostics: vec![problem] }
            }
        }
    }

    /// Menu and alternates of a page that every locale has at `url`.
    pub fn common_menu(&self, current: usize, url: impl Fn(&LocaleSite<'_>) -> Option<String>) -> (Shared, Shared) {
        let urls: Vec<Option<String>> = self.locales.iter().map(url).collect();
        let entries: Vec<MenuData<'_>> = self
            .locales
            .iter()
            .zip(&urls)
            .enumerate()
            .map(|(n, (locale, url))| MenuData {
                lang: locale.plan.locale.tag(),
                dir: locale.direction.as_html(),
                name: &locale.plan.name,
                url: url.as_deref().unwrap_or(&locale.plan.home),
                current: n == current,
                kind: "",
                state: "",
                hreflang: locale.plan.locale.tag(),
            })
            .collect();
        let alternates: Vec<AlternateData<'_>> = self
            .locales
            .iter()
            .zip(&urls)
            .filter_map(|(locale, url)| {
                Some(AlternateData { hreflang: locale.plan.locale.tag(), url: self.plan.absolute(url.as_deref()?) })
            })
            .collect();
        (theme::shared(&entries), theme::shared(&alternates))
    }
}

/// See [`Site::key`].
fn key(plan: &Plan, theme: &Theme) -> Key {
    let mut keyed = Keyed::default();
    keyed.add(&(theme.key, &plan.base, &plan.origin, &plan.source_locale, plan.markdown, &plan.host));
    for (locale, strings) in plan.locales.iter().zip(&theme.strings) {
        let title = locale.title.as_deref().unwrap_or_else(|| strings.get("site_title"));
        keyed.add(&(&locale.locale, &locale.name, &locale.home, title, &locale.errors.url));
    }
    keyed.done()
}

/// The key of a locale's listing and texts.
fn texts(plan: &Plan, locale: usize) -> Key {
    let mut texts = Keyed::default();
    texts.add(&plan.locales[locale].listing_key);
    for (article, plan) in plan.catalog.articles.iter().zip(&plan.articles) {
        if let Some(page) = plan.pages.iter().find(|page| page.locale == locale) {
            let translation = &article.translations[page.translation];
            texts.add(&(translation.made_of, &translation.state, page.links_key, page.noindex, page.fallback));
        }
    }
    texts.done()
}

impl SearchData {
    /// `source` is the name of the source language; `file` gives the URL of a static file.
    fn new(plan: &Plan, home: &str, strings: &Strings, source: &str, file: impl Fn(&'static str) -> String) -> Self {
        let text = |name: &str, arg: &str, value: &str| strings.format(name, &[(arg, Arg::Text(value))]);
        let more = |name: &str| text("toc-more", "title", strings.get(name));
        let url = format!("{home}search/");
        Self {
            box_script: file("search-box.js"),
            page_script: file("search-page.js"),
            description: if plan.origin.is_empty() { String::new() } else { format!("{url}opensearch.xml") },
            url,
            count: text("search-count", "count", "{count}"),
            all: text("search-all", "count", "{count}"),
            in_source: text("search-in-source", "language", source),
            suggestion: text("search-suggestion", "query", "{query}"),
            nothing: text("search-nothing", "query", "{query}"),
            more_topics: more("topics"),
            more_products: more("search_product"),
            more_kinds: more("search_kind"),
        }
    }
}

impl LocaleSite<'_> {
    /// The data that every page of the locale gets.
    pub fn data(&self) -> Data {
        self.data.clone()
    }

    /// The entry of an article, where the locale has a page of it.
    pub fn entry(&self, article: usize) -> Option<&Listed> {
        self.plan.places[article].map(|n| &self.plan.listing[n])
    }

    /// The page of an entry, where it is in the locale's own words.
    pub fn own_page<'p>(&self, plan: &'p Plan, entry: &Listed) -> Option<&'p PagePlan> {
        let article = &plan.catalog.articles[entry.article];
        let is_own =
            |page: &&PagePlan| !page.fallback && article.translations[page.translation].locale == self.plan.locale;
        plan.articles[entry.article].pages.iter().find(is_own)
    }

    /// The name of a language in this locale's words.
    pub fn language_name(&self, language: &Locale) -> String {
        let named = self.names.get(language).cloned();
        named.unwrap_or_else(|| intl::language_name(language, &self.plan.locale, &[]))
    }

    /// How many articles, in words.
    pub fn count(&self, articles: usize) -> String {
        self.strings.format("article-count", &[("count", Arg::Number(articles))])
    }
}

/// Who made a translation, in the words of templates; `is_source` where it is in the language that
/// the site's articles were written in.
pub fn kind(translation: &Translation, is_source: bool) -> &'static str {
    match (translation.origin, translation.translation_type()) {
        (Origin::Rebuilt, _) => "rebuilt",
        (_, Some(TranslationType::Human)) => "human",
        (_, Some(TranslationType::Machine)) => "machine",
        (_, Some(TranslationType::Edited)) => "edited",
        (_, Some(TranslationType::Other(_))) => "",
        (_, None) if is_source => "source",
        (_, None) => "",
    }
}

/// How an entry of the language menu stands, in the words of templates.
pub fn state(entry: &MenuEntry, translation: &Translation) -> &'static str {
    match &translation.state {
        _ if entry.missing => "missing",
        State::Current => "current",
        State::Behind { .. } => "behind",
        State::NotComparable => "",
    }
}

/// JSON that can stand in a `script` element.
pub fn script_json(value: &serde_json::Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
