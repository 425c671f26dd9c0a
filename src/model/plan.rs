use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Asset, Catalog, Key, Locale};

/// The whole site, decided: every URL, every list, every link. Emitters only write it down.
#[derive(Clone, Debug)]
pub struct Plan {
    pub catalog: Catalog,
    /// Path of the site on its host, beginning and ending in `/`.
    pub base: String,
    /// Scheme and host, or empty where they are not known.
    pub origin: String,
    /// The language that the articles were translated from.
    pub source_locale: Locale,
    /// In the site's order.
    pub locales: Vec<LocalePlan>,
    /// One for each article of the catalog, in its order.
    pub articles: Vec<ArticlePlan>,
    /// Files that pages show or link to.
    pub assets: Vec<AssetPlan>,
    pub redirects: Vec<Redirect>,
    /// Number of pages that public search engines are asked not to list.
    pub hidden: usize,
    /// Whether articles are written as Markdown, too.
    pub markdown: bool,
    pub host: HostPlan,
    /// Hosts outside the site whose pictures its pages show.
    pub pictured: BTreeSet<String>,
}

/// Where the site will be served, and what is said to all who ask there.
#[derive(Clone, Debug, Default, Hash)]
pub struct HostPlan {
    /// Name of the host's profile (`netlify`).
    pub name: String,
    /// Whether it is a preview, which no search engine may list.
    pub preview: bool,
    /// Sources that the Content-Security-Policy permits besides its own, by directive.
    pub security: BTreeMap<String, String>,
}

/// One locale of the site.
#[derive(Clone, Debug, Hash)]
pub struct LocalePlan {
    pub locale: Locale,
    /// Its name in its own language.
    pub name: String,
    /// Name of the site in this locale, where the configuration gives one.
    pub title: Option<String>,
    /// URL path of its home page.
    pub home: String,
    /// Every page of an article, sorted as readers of the locale sort.
    pub listing: Arc<[Listed]>,
    /// The key of the listing.
    pub listing_key: Key,
    /// For each article its entry of the listing.
    pub places: Arc<[Option<usize>]>,
    /// Groups of the listing by initial letter, or by ranges where there are too many initials;
    /// none where the home page lists every article.
    pub letters: Arc<[Letter]>,
    pub topics: Vec<Topic>,
    /// The tables of contents; none where they list no more than an index.
    pub navigation: Vec<NavNode>,
    pub errors: Arc<ErrorsPlan>,
    pub feedback: FeedbackPlan,
}

/// Where readers can turn, as the configuration says it for a locale; empty where it says nothing.
#[derive(Clone, Debug, Default, Hash)]
pub struct FeedbackPlan {
    pub helpful: String,
    pub contact: String,
    pub report: String,
}

/// The error codes and messages that the articles of a locale treat.
#[derive(Clone, Debug, Default, Hash, Serialize, Deserialize)]
pub struct ErrorsPlan {
    /// URL path of their page; empty where there are none.
    pub url: String,
    /// By kind, then by value.
    pub codes: Vec<ErrorCode>,
    /// As readers of the locale sort.
    pub messages: Vec<ErrorMessage>,
}

/// An error code.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ErrorCode {
    pub kind: CodeKind,
    /// As it is shown; of an event only its number.
    pub text: String,
    /// Folder below `errors/`, the same in every locale.
    pub id: String,
    /// URL path of its page, or of the only article that treats it.
    pub url: String,
    /// Entries of the listing; first those whose titles hold it.
    pub entries: Vec<usize>,
}

/// An error message as it is quoted.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ErrorMessage {
    pub text: String,
    /// Entries of the listing; first those whose titles quote it.
    pub entries: Vec<usize>,
}

/// What an error code is, in the order of the list.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum CodeKind {
    /// `0x80070005`, also where it is written as a decimal number.
    Hexadecimal,
    /// An enhanced status code of mail: `5.7.750`.
    Mail,
    /// `AADSTS50020`, `CS008`, `30015-4`.
    Product,
    /// `404`, `6025`: a number that the text calls an error.
    Number,
    /// `ERROR_ACCESS_DENIED`
    Name,
    /// The id of an event of a log.
    Event,
    /// `KB5001234`
    Update,
    /// Found by a pattern of the configuration.
    Own,
}

impl ErrorCode {
    /// Whether it has a page of its own.
    pub fn has_page(&self) -> bool {
        self.entries.len() > 1
    }
}

/// An entry of a table of contents, with the entries below it.
#[derive(Clone, Debug, Hash)]
pub struct NavNode {
    pub title: String,
    /// Title of its page; empty where that is no article.
    pub page_title: String,
    /// Address of its page; empty for a group without one.
    pub url: String,
    /// Number of its article.
    pub article: Option<usize>,
    /// What its author calls it, the same in every locale.
    pub uid: Option<String>,
    /// Number of the topic that it is.
    pub topic: Option<usize>,
    /// Where it can be read, or its reading can begin.
    pub lead: String,
    /// Whether its entries are to be seen at once.
    pub expanded: bool,
    /// Number of entries below it.
    pub below: usize,
    pub children: Vec<NavNode>,
}

/// One entry of a list of articles.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub struct Listed {
    /// Number of the article.
    pub article: usize,
    pub title: Arc<str>,
    pub url: Arc<str>,
    /// The language of the text, where it is not the locale's.
    pub foreign: Option<Locale>,
}

/// A part of the A–Z.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub struct Letter {
    /// What to show; `None` for digits and signs.
    pub label: Option<String>,
    /// Folder below `a-z/`.
    pub id: String,
    /// URL path of its page.
    pub url: String,
    /// Entries of the listing.
    pub range: Range<usize>,
}

/// A topic of one locale.
#[derive(Clone, Debug, Hash)]
pub struct Topic {
    /// Folder below `topics/`; the same in every locale that has the topic.
    pub id: String,
    pub title: String,
    pub url: String,
    /// Entries of the locale's listing, in the topic's own order.
    pub entries: Vec<usize>,
}

/// The pages of one article.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub struct ArticlePlan {
    /// In the order of the site's locales; a locale without a page has none.
    pub pages: Vec<PagePlan>,
    /// One entry for each locale of the site.
    pub menu: Arc<[MenuEntry]>,
    /// Language and URL of every page that is no fallback.
    pub alternates: Arc<[(Locale, Arc<str>)]>,
    /// URL for readers of any other language.
    pub x_default: Arc<str>,
    /// Numbers of articles about similar things, the nearest first; the same in every locale.
    pub related: Arc<[usize]>,
    /// How important its authors say it is, in any language: 0 where they say nothing.
    pub priority: u8,
    /// The key of all that can be said of it without other articles: its addresses, menu and alternates.
    pub key: Key,
    /// The key of what lists show of its pages.
    pub listed: Key,
}

/// One page of an article.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub struct PagePlan {
    /// Number of the locale.
    pub locale: usize,
    pub url: Arc<str>,
    pub title: Arc<str>,
    /// What its text is about, in a line; empty where nothing tells.
    pub description: Arc<str>,
    /// The key of what lists show of it.
    pub listed: Key,
    /// Number of the translation whose text it shows.
    pub translation: usize,
    /// Whether the text is another locale's.
    pub fallback: bool,
    pub noindex: bool,
    pub nofollow: bool,
    /// For each link of the body, where it leads.
    pub links: Arc<[LinkTarget]>,
    /// The key of `links`.
    pub links_key: Key,
    /// Number of the first topic that lists it, and its place there.
    pub topic: Option<(usize, usize)>,
    /// Its place in the locale's navigation: the number of the entry at each level; empty where it
    /// has none.
    pub trail: Vec<usize>,
}

/// An entry of the language menu.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub struct MenuEntry {
    pub url: Arc<str>,
    /// The language of the page it leads to.
    pub language: Locale,
    /// Number of the translation that is read there.
    pub translation: usize,
    /// Whether the locale lacks the article, so that the entry leads to another language.
    pub missing: bool,
}

/// Where a link leads.
#[derive(Clone, Debug, PartialEq, Hash, Serialize, Deserialize)]
pub enum LinkTarget {
    /// Out of the site, as written.
    External,
    /// Out of the site, to another address than the one written.
    Address(String),
    /// To a page or file of the site; with the page's language, where it is another one, and its title,
    /// where the link has no words.
    Internal { url: String, language: Option<Locale>, title: Option<String> },
    /// Nowhere: the target does not exist, or is not allowed.
    Nowhere,
}

/// A file to be copied.
#[derive(Clone, Debug, Hash)]
pub struct AssetPlan {
    pub asset: Asset,
    /// Path below the output folder.
    pub path: String,
}

/// An address that leads to another one.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Redirect {
    /// URL path.
    pub from: String,
    /// URL path, or the address of a page outside.
    pub to: String,
    /// The locale of the old address.
    pub locale: Locale,
}

impl Plan {
    /// The absolute form of a URL path, where the host is known.
    pub fn absolute(&self, url: &str) -> String {
        format!("{}{url}", self.origin)
    }

    /// Where the file of a URL path stands below the output folder.
    pub fn output_path(&self, url: &str) -> String {
        let below = url.strip_prefix(self.base.as_str()).unwrap_or(url.trim_start_matches('/'));
        if below.is_empty() || below.ends_with('/') { format!("{below}index.html") } else { below.to_owned() }
    }
}
