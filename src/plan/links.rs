//! Where every link leads: to a page in the reader's language, else in the best other one; to a
//! file; out of the site; or nowhere, and then its author is told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::Config;
use crate::model::{
    Article, ArticlePlan, Asset, Catalog, Code, Diagnostic, Document, Link, LinkTarget, Locale, Location, PagePlan,
    Translation, slug,
};
use crate::parallel;

use super::Names;
use super::chains::{self, Destination};
use super::redirects::Redirected;
use super::url::{self, Kind};

/// With more anchors of a page than this a wrong one is not compared.
const MOST_COMPARED: usize = 300;

/// What paths lead to, and where old ones do.
pub struct Index<'a> {
    paths: &'a Paths,
    locales: &'a [Locale],
    redirected: Redirected,
}

/// What paths lead to.
#[derive(Debug)]
pub struct Paths {
    /// Files by content root and path, in lower case.
    files: BTreeMap<(usize, String), usize>,
    /// Articles by path without locale, in lower case, without extension.
    keys: BTreeMap<String, usize>,
    assets: BTreeMap<(usize, String), usize>,
    /// Assets by path without locale: every locale's, as (locale, number).
    neutral: BTreeMap<String, Vec<(Option<Locale>, usize)>>,
    /// Articles of locales that are not built, by path without locale.
    unread: BTreeSet<String>,
}

/// What a link was found to lead to.
pub enum Found {
    Target(LinkTarget),
    /// Number of the file.
    Asset(usize),
}

impl Paths {
    pub fn new(catalog: &Catalog, assets: &[Asset], unread: &[Arc<str>]) -> Self {
        let files = || {
            let path = |document: &Document| (document.root, document.relative.to_lowercase());
            documents(catalog).map(|(number, document)| (path(document), number)).collect()
        };
        let keys = || {
            let of_document =
                |(number, document): (usize, &Document)| Some((document.key.as_ref()?.to_lowercase(), number));
            // Other generators link to addresses; in docsets these would be pages of another site.
            let is_bare = |article: &Article| article.translations.iter().all(|t| t.document().docset == Some(0));
            let bare = catalog.articles.iter().enumerate().filter(|(_, article)| is_bare(article));
            let slugs = bare.map(|(number, article)| (article.slug.clone(), number));
            let mut keys: Vec<(String, usize)> = documents(catalog).filter_map(of_document).chain(slugs).collect();
            // The first of each stays.
            keys.reverse();
            keys.into_iter().collect()
        };
        let (files, keys) = parallel::both(files, keys);
        let mut by_path = BTreeMap::new();
        let mut neutral: BTreeMap<String, Vec<(Option<Locale>, usize)>> = BTreeMap::new();
        for (number, asset) in assets.iter().enumerate() {
            by_path.insert((asset.root, asset.relative.to_lowercase()), number);
            let (locale, path) = Locale::split_path(&asset.relative.to_lowercase());
            neutral.entry(path).or_default().push((locale, number));
        }
        Self {
            files,
            keys,
            assets: by_path,
            neutral,
            unread: unread.iter().map(|path| Locale::split_path(&path.to_lowercase()).1).collect(),
        }
    }
}

/// All documents, each with the number of its article.
fn documents(catalog: &Catalog) -> impl Iterator<Item = (usize, &Document)> {
    catalog.articles.iter().enumerate().flat_map(|(number, article)| {
        let editions = article.translations.iter().flat_map(|translation| &translation.editions);
        editions.map(move |edition| (number, &*edition.document))
    })
}

impl<'a> Index<'a> {
    pub fn new(paths: &'a Paths, locales: &'a [Locale]) -> Self {
        Self { paths, locales, redirected: Redirected::default() }
    }

    /// The same, with old paths.
    pub fn with(self, redirected: Redirected) -> Self {
        Self { redirected, ..self }
    }

    /// The article that a file belongs to; its path in lower case, the extension may be left out.
    pub fn file(&self, root: usize, path: &str) -> Option<usize> {
        let by_path = |path: String| self.paths.files.get(&(root, path)).copied();
        // Other generators name pages by their output.
        let stem = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm")).unwrap_or(path);
        let found = by_path(path.to_owned()).or_else(|| by_path(format!("{stem}.md")));
        let found = found.or_else(|| by_path(format!("{path}/index.md")));
        found.or_else(|| by_path(format!("{stem}.yml"))).or_else(|| by_path(format!("{path}/index.yml")))
    }

    /// Where an old path leads that a link names: one below a content root, or one from the root of a
    /// site; `docset` is the folder of the docset that the link stands in. An article that is still
    /// there comes first.
    pub fn redirected(&self, root: usize, docset: &str, path: &str, rooted: bool) -> Option<&Destination> {
        let lower = path.to_lowercase();
        if self.redirected.is_empty() || !rooted && self.file(root, &lower).is_some() {
            return None;
        }
        let exact = (!rooted).then(|| self.redirected.file(root, &lower)).flatten();
        let below = path.strip_prefix(docset).filter(|_| !rooted).unwrap_or(path);
        exact.or_else(|| self.by_key(&lower).is_none().then(|| self.redirected.any(&lower, below)).flatten())
    }

    fn article(&self, root: usize, path: &str) -> Option<usize> {
        let lower = path.to_lowercase();
        self.file(root, &lower).or_else(|| self.by_key(&lower))
    }

    /// An article by its path without a locale: in any content root, in any locale.
    pub fn by_key(&self, path: &str) -> Option<usize> {
        let (_, path) = Locale::split_path(path);
        let endings = [".md", ".mdx", ".html", ".htm", ".yml"];
        let stem = endings.iter().find_map(|end| path.strip_suffix(end)).unwrap_or(&path);
        let index = |name: &str| self.paths.keys.get(&format!("{stem}/{name}"));
        self.paths.keys.get(stem).or_else(|| index("index")).or_else(|| index("_index")).copied()
    }

    /// Whether a path is that of a folder with articles, which has no page of its own.
    fn is_folder(&self, path: &str) -> bool {
        let (_, path) = Locale::split_path(&path.to_lowercase());
        let name = path.rfind('/').map_or(0, |at| at + 1);
        let folder = if path[name..].starts_with("_index.") { path[..name].to_owned() } else { format!("{path}/") };
        self.paths.keys.range(folder.clone()..).next().is_some_and(|(key, _)| key.starts_with(&folder))
    }

    /// A file: the very one, else the same path in another root or locale, the reader's chain first.
    fn asset(&self, root: usize, path: &str, chain: &[&Locale]) -> Option<usize> {
        let lower = path.to_lowercase();
        if let Some(number) = self.paths.assets.get(&(root, lower.clone())) {
            return Some(*number);
        }
        let candidates = self.paths.neutral.get(&Locale::split_path(&lower).1)?;
        let rank = |locale: &Option<Locale>| {
            locale.as_ref().and_then(|l| chain.iter().position(|c| *c == l)).unwrap_or(chain.len())
        };
        candidates.iter().min_by_key(|(locale, number)| (rank(locale), *number)).map(|c| c.1)
    }

    /// What is most like a path that does not exist, without its locale.
    pub fn nearest(&self, wanted: &Wanted) -> Option<String> {
        if wanted.is_page {
            let stem = wanted.path.strip_suffix(".md").unwrap_or(&wanted.path);
            closest(stem, self.paths.keys.keys().map(String::as_str)).map(|key| format!("{key}.md"))
        } else {
            closest(&wanted.path, self.paths.neutral.keys().map(String::as_str)).map(str::to_owned)
        }
    }
}

/// Whether a path is that of the home page, of whichever locale.
fn is_root(path: &str) -> bool {
    Locale::split_path(path).1.is_empty()
}

/// The page whose links are being resolved.
pub struct Reader<'a> {
    pub index: &'a Index<'a>,
    pub articles: &'a [Arc<ArticlePlan>],
    pub catalog: &'a Catalog,
    pub config: &'a Config,
    pub names: &'a Names<'a>,
    pub article: &'a Article,
    pub translation: &'a Translation,
    pub page: &'a PagePlan,
}

/// A link that leads nowhere, or not where it says.
pub struct Problem {
    pub code: Code,
    message: String,
    help: String,
    /// What to make of it.
    pub target: LinkTarget,
    /// What to look for something like, to help.
    pub wanted: Option<Wanted>,
}

/// A path that does not exist.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Wanted {
    path: String,
    is_page: bool,
}

impl Reader<'_> {
    fn document(&self) -> &Document {
        self.translation.document()
    }

    /// Finds out where a link leads.
    pub fn resolve(&self, link: &Link) -> Result<Found, Box<Problem>> {
        let target = link.target.trim();
        match url::classify(target, link.embedded) {
            Kind::Outside if let Some(address) = self.unpinned(target) => {
                Ok(Found::Target(LinkTarget::Address(address)))
            }
            Kind::Outside if target == link.target => Ok(Found::Target(LinkTarget::External)),
            Kind::Outside => Ok(Found::Target(LinkTarget::Address(target.to_owned()))),
            Kind::Empty => Err(self.problem(
                Code::BrokenLink,
                "the link has no target".into(),
                "write the address between the parentheses, or remove the link".into(),
            )),
            Kind::Forbidden(scheme) => Err(self.problem(
                Code::BrokenLink,
                format!("links with `{scheme}:` are not allowed"),
                "write an address with `https:`, or a path".into(),
            )),
            Kind::Fragment(fragment) => {
                if let Some(id) = self.anchor(self.translation, fragment) {
                    let url = format!("#{}", url::encode(id));
                    let title = self.title(link, self.translation);
                    return Ok(Found::Target(LinkTarget::Internal { url, language: None, title }));
                }
                if let Some(id) = same_place(self.article, self.translation, &url::decode(fragment)) {
                    let url = format!("#{}", url::encode(id));
                    let title = self.title(link, self.translation);
                    return Ok(Found::Target(LinkTarget::Internal { url, language: None, title }));
                }
                Err(self.broken_anchor(fragment, self.translation, self.page.url.to_string()))
            }
            Kind::Path { path, query, fragment, rooted } => self.path(link, path, query, fragment, rooted),
        }
    }

    /// An address that is pinned to a locale, in the page's locale; `None` for all others, and where
    /// the configuration does not ask for it.
    fn unpinned(&self, address: &str) -> Option<String> {
        let hosts = &self.config.links.localized_hosts;
        if hosts.is_empty() {
            return None;
        }
        let start = address.find("://").map(|n| n + 3)?;
        let (host, path) = address[start..].split_once('/')?;
        let end = path.find(['/', '?', '#']).unwrap_or(path.len());
        let pinned = Locale::from_path_part(&path[..end]).filter(|locale| locale.tag().contains('-'))?;
        let known = hosts.iter().any(|known| known.eq_ignore_ascii_case(host));
        let wanted = &self.translation.locale;
        (known && pinned != *wanted)
            .then(|| format!("{}{host}/{}{}", &address[..start], wanted.url_segment(), &path[end..]))
    }

    fn path(
        &self,
        link: &Link,
        path: &str,
        query: &str,
        fragment: Option<&str>,
        rooted: bool,
    ) -> Result<Found, Box<Problem>> {
        let document = self.document();
        // What an included file says is said from where that file lies.
        let file = link.file.and_then(|file| self.translation.body().includes.get(file));
        let (root, own, docset) =
            file.map_or((document.root, &document.relative, document.docset), |f| (f.root, &f.relative, f.docset));
        let decoded = url::decode(path);
        let folder = own.rsplit_once('/').map_or("", |(folder, _)| folder);
        // `~/` is the docset's root, `@/` and `@site/` that of the content.
        let content = decoded.strip_prefix("@/").or_else(|| decoded.strip_prefix("@site/"));
        let (folder, relative) = match (decoded.strip_prefix("~/"), content) {
            (Some(rest), _) => (&own[..docset.unwrap_or(0)], rest),
            (None, Some(rest)) => ("", rest),
            (None, None) if rooted => ("", decoded.as_str()),
            (None, None) => (folder, decoded.as_str()),
        };
        let Some(joined) = url::join(folder, relative) else {
            let help = "keep the path within the content folder".to_owned();
            return Err(self.problem(Code::OutsideRoot, format!("`{path}` leads out of the content"), help));
        };
        let end = self.index.redirected(root, &own[..docset.unwrap_or(0)], &joined, rooted);
        if let Some(end) = end.filter(|_| !link.embedded) {
            return self.to_end(link, end, fragment);
        }
        let article =
            if rooted { self.index.by_key(&joined.to_lowercase()) } else { self.index.article(root, &joined) };
        let article = article.or_else(|| self.beside_its_address(relative).filter(|_| !rooted && !link.embedded));
        if let Some(number) = article.filter(|_| !link.embedded) {
            return self.to_article(link, number, fragment);
        }
        let chain: Vec<&Locale> = std::iter::once(&self.translation.locale).chain(self.index.locales).collect();
        if let Some(number) = self.index.asset(root, &joined, &chain) {
            return Ok(Found::Asset(number));
        }
        // What other generators copy to the root of the site.
        if rooted && let Some(number) = self.index.asset(root, &format!("static/{joined}"), &chain) {
            return Ok(Found::Asset(number));
        }
        if rooted && let Some(host) = &self.config.links.site_host {
            // The host has the same page in the reader's language.
            let host = host.trim_end_matches('/');
            let localized = Locale::from_path_part(joined.split('/').next().unwrap_or_default()).is_some();
            let locale = if localized { String::new() } else { format!("/{}", self.translation.locale.url_segment()) };
            let query = if query.is_empty() { String::new() } else { format!("?{query}") };
            let fragment = fragment.map_or_else(String::new, |f| format!("#{f}"));
            let address = format!("{host}{locale}{path}{query}{fragment}");
            let address = self.unpinned(&address).unwrap_or(address);
            return Ok(Found::Target(LinkTarget::Address(address)));
        }
        // The home page lists what a folder without a page of its own has.
        let names_folder = path.ends_with('/') || path.rsplit('/').next().is_some_and(|n| n.starts_with("_index."));
        let folder = names_folder && document.docset == Some(0) && self.index.is_folder(&joined);
        if !link.embedded && (rooted && is_root(&joined) || folder) {
            let url = self.names.home(self.page.locale);
            return Ok(Found::Target(LinkTarget::Internal { url, language: None, title: None }));
        }
        if self.index.paths.unread.contains(&Locale::split_path(&joined.to_lowercase()).1) {
            // It is there, but nobody asked for its locale.
            return Ok(Found::Target(LinkTarget::Nowhere));
        }
        let name = joined.rsplit('/').next().unwrap_or_default().to_lowercase();
        // `tls-1.2-in-use` is a page with a dot in its name.
        let extension = name.rsplit_once('.').map(|(_, extension)| extension);
        let is_file = extension.is_some_and(|e| {
            (2..=4).contains(&e.len()) && e.chars().any(char::is_alphabetic) && e.chars().all(char::is_alphanumeric)
        });
        let is_page = !link.embedded && ([".md", ".mdx", ".yml"].iter().any(|end| name.ends_with(end)) || !is_file);
        let (code, what) = if is_page { (Code::BrokenLink, "page") } else { (Code::MissingMedia, "file") };
        let help = if rooted {
            "set `links.site_host` if it is a page of another site, or correct the path"
        } else {
            "correct the path, or remove the link"
        };
        let mut problem = self.problem(code, format!("there is no {what} `{path}`"), help.to_owned());
        problem.wanted = Some(Wanted { path: Locale::split_path(&joined.to_lowercase()).1, is_page });
        Err(problem)
    }

    /// A link to an old path: to where its readers are sent.
    fn to_end(&self, link: &Link, end: &Destination, fragment: Option<&str>) -> Result<Found, Box<Problem>> {
        Ok(Found::Target(match end {
            Destination::Article { number, fragment: own } => {
                let article = &self.catalog.articles[*number];
                let text = &article.translations[self.articles[*number].menu[self.page.locale].translation];
                let own = own.as_deref().filter(|own| self.anchor(text, own).is_some());
                return self.to_article(link, *number, fragment.or(own));
            }
            Destination::Home => {
                LinkTarget::Internal { url: self.names.home(self.page.locale), language: None, title: None }
            }
            Destination::Outside(address) => LinkTarget::Address(address.clone()),
            Destination::Host(path) => {
                LinkTarget::Address(chains::on_host(path, &self.translation.locale, self.config))
            }
        }))
    }

    /// An article by a path from the page's own address, which is a folder: `../other/`.
    fn beside_its_address(&self, relative: &str) -> Option<usize> {
        let document = self.document();
        let is_address = document.docset == Some(0) && !relative.rsplit('/').next()?.contains('.');
        let key = document.key.as_deref().filter(|_| is_address)?;
        let own = key.strip_suffix("/index").or_else(|| key.strip_suffix("/_index")).unwrap_or(key);
        let path = url::join(own, relative)?;
        self.index.by_key(&path.to_lowercase())
    }

    /// A link to an article: in the page's locale, else in the best other one.
    fn to_article(&self, link: &Link, number: usize, fragment: Option<&str>) -> Result<Found, Box<Problem>> {
        let plan = &self.articles[number];
        let article = &self.catalog.articles[number];
        let entry = &plan.menu[self.page.locale];
        let translation = &article.translations[entry.translation];
        let language = (entry.language != self.translation.language
            && entry.language != self.names.locales[self.page.locale])
            .then(|| entry.language.clone());
        let title = self.title(link, translation);
        let fragment = fragment.map(url::decode).filter(|f| !f.is_empty());
        let Some(fragment) = fragment else {
            return Ok(Found::Target(LinkTarget::Internal { url: entry.url.to_string(), language, title }));
        };
        if let Some(id) = self.anchor(translation, &fragment) {
            let url = format!("{}#{}", entry.url, url::encode(id));
            return Ok(Found::Target(LinkTarget::Internal { url, language, title }));
        }
        if let Some(id) = same_place(article, translation, &fragment) {
            let url = format!("{}#{}", entry.url, url::encode(id));
            return Ok(Found::Target(LinkTarget::Internal { url, language, title }));
        }
        Err(self.broken_anchor(&fragment, translation, entry.url.to_string()))
    }

    /// The title of a target, for a link without words.
    fn title(&self, link: &Link, target: &Translation) -> Option<String> {
        link.unlabelled.then(|| target.title().to_owned())
    }

    /// The id that a fragment leads to. Zola makes ids without accents.
    fn anchor<'t>(&self, translation: &'t Translation, fragment: &'t str) -> Option<&'t str> {
        let anchors = &translation.body().anchors;
        if fragment.is_empty()
            || fragment == "top"
            || anchors.contains(fragment)
            || anchors.contains(&*url::decode(fragment))
        {
            return Some(fragment);
        }
        let bare = translation.document().docset == Some(0) && fragment.is_ascii() && anchors.len() <= MOST_COMPARED;
        let same = |anchor: &&String| slug::safe(anchor) == fragment;
        anchors.iter().filter(|_| bare).find(same).map(String::as_str)
    }

    fn broken_anchor(&self, fragment: &str, translation: &Translation, url: String) -> Box<Problem> {
        let anchors = translation.body().anchors.iter().map(String::as_str).take(MOST_COMPARED);
        let help = match closest(fragment, anchors) {
            Some(near) => format!("the nearest heading is `#{near}`"),
            None => "remove the fragment; the link then leads to the page".to_owned(),
        };
        let message = format!("`{}` has no heading `#{fragment}`", translation.document().path);
        let mut problem = self.problem(Code::BrokenAnchor, message, help);
        problem.target = LinkTarget::Internal { url, language: None, title: Some(translation.title().to_owned()) };
        problem
    }

    fn problem(&self, code: Code, message: String, help: String) -> Box<Problem> {
        Box::new(Problem { code, message, help, target: LinkTarget::Nowhere, wanted: None })
    }

    /// What to tell the author of a link.
    pub fn diagnostic(&self, link: &Link, problem: Problem, nearest: Option<&str>) -> Diagnostic {
        let document = self.document();
        let file = link.file.and_then(|file| self.translation.body().includes.get(file));
        let (path, text) = file.map_or_else(|| (&document.path, &**document.text), |file| (&file.path, &file.text));
        let location = Location::in_text(path, text, link.span.clone());
        let help = nearest.map_or(problem.help, |near| format!("the nearest one is `{}`", self.as_written_here(near)));
        Diagnostic::new(problem.code, problem.message).at(location).help(help)
    }

    /// A path without locale as a link of this page writes it.
    fn as_written_here(&self, path: &str) -> String {
        let own = self.document().key.as_deref().unwrap_or_default();
        let folder = own.rsplit_once('/').map_or("", |(folder, _)| folder);
        let mut from: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
        let mut to: Vec<&str> = path.split('/').collect();
        while !from.is_empty() && to.len() > 1 && from[0].eq_ignore_ascii_case(to[0]) {
            from.remove(0);
            to.remove(0);
        }
        format!("{}{}", "../".repeat(from.len()), to.join("/"))
    }
}

/// The heading that stands where another language's page has the heading `fragment`.
fn same_place<'t>(article: &'t Article, translation: &'t Translation, fragment: &str) -> Option<&'t str> {
    // Translations lose bold more often than headings.
    let headings = |t: &'t Translation| t.body().headings.iter().filter(|h| !h.bold);
    let place = article.translations.iter().find_map(|t| headings(t).position(|h| h.id == fragment))?;
    headings(translation).nth(place).map(|heading| heading.id.as_str())
}

/// The candidate that is most like a text, if any is like it at all.
fn closest<'a>(wanted: &str, candidates: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let letters = letters(wanted);
    let mut most = (wanted.len() / 6).clamp(1, 6);
    let mut best = None;
    for candidate in candidates {
        // Each edit changes two counts of letters at most, which is soon told; the rest takes time.
        let apart: usize = letters.iter().zip(self::letters(candidate)).map(|(a, b)| a.abs_diff(b)).sum();
        if apart > 2 * most {
            continue;
        }
        let distance = strsim::osa_distance(wanted, candidate);
        if distance <= most && best.is_none_or(|(least, _)| distance < least) {
            most = distance;
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

/// How often each letter comes, roughly.
fn letters(text: &str) -> [usize; 32] {
    let mut counts = [0; 32];
    for byte in text.bytes() {
        counts[usize::from(byte & 31)] += 1;
    }
    counts
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nearest_names() {
        assert_eq!(closest("instal-kbgen", ["install-kbgen", "other"].into_iter()), Some("install-kbgen"));
        assert_eq!(closest("nothing-like-it", ["install-kbgen"].into_iter()), None);
    }
}
