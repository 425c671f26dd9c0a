//! Where old addresses lead: each to a page, out of the site, or to another old address, whose chain
//! is followed to its end.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Config;
use crate::model::{ArticlePlan, Catalog, Locale, Moved, Repository, Spot, path, slug};

use super::Names;
use super::links::Index;
use super::url::{self, Kind};

/// Where an old address leads in the end.
#[derive(Clone, Debug, PartialEq)]
pub enum Destination {
    Article {
        number: usize,
        fragment: Option<String>,
    },
    /// The reader's home page.
    Home,
    /// Out of the site.
    Outside(String),
    /// A path of the host that `links.site_host` names, where pages have the reader's language; of
    /// the site's own host where none is named.
    Host(String),
}

/// An old address.
pub struct Entry<'a> {
    /// The file it was, where it was one.
    pub file: Option<&'a Moved>,
    pub slug: String,
    /// Address below the locale's home.
    pub from: String,
    /// Its own locale; `None` where it is every one's.
    pub locale: Option<Locale>,
    /// Whether it is of no locale but its own.
    pub only: bool,
    pub target: Target<'a>,
    pub spot: Spot,
}

impl Entry<'_> {
    /// How much it says in a locale: 0 its own word, 1 that of all, 2 that of another locale.
    pub fn rank(&self, locale: &Locale) -> Option<u8> {
        match &self.locale {
            Some(own) if own == locale => Some(0),
            None => Some(1),
            Some(_) => (!self.only).then_some(2),
        }
    }
}

/// Where an entry leads, before anything is looked up.
pub enum Target<'a> {
    Article(usize),
    Written(&'a str),
}

/// How far an entry leads by itself.
#[derive(Clone)]
pub enum Step {
    Done(Destination),
    /// To another entry, and perhaps a fragment of its page.
    Next(usize, Option<String>),
}

/// What to tell an author, and the way out.
pub type Problem = (String, String);

/// A path without the extension of a page.
pub fn stem(path: &str) -> &str {
    let endings = [".md", ".html", ".htm", ".yml"];
    endings.iter().find_map(|ending| path.strip_suffix(ending)).unwrap_or(path)
}

/// The slug that a path stands for.
pub fn slug_of(path: &str) -> String {
    slug::of_stem(stem(&Locale::split_path(&path.to_lowercase()).1))
}

/// A site whose pages have their addresses.
#[derive(Clone, Copy)]
pub struct Site<'a> {
    pub catalog: &'a Catalog,
    pub articles: &'a [Arc<ArticlePlan>],
    pub names: &'a Names<'a>,
    pub config: &'a Config,
}

impl Site<'_> {
    /// Where a destination is in a locale. One that is borrowed from another locale is only a page
    /// that this one has, too.
    pub fn address_of(&self, end: &Destination, locale: usize, borrowed: bool) -> Option<String> {
        Some(match end {
            Destination::Home => self.names.home(locale),
            Destination::Outside(address) => url::encode(address),
            Destination::Host(path) => url::encode(&on_host(path, &self.names.locales[locale], self.config)),
            Destination::Article { number, fragment } => {
                let plan = &self.articles[*number];
                if borrowed && !plan.pages.iter().any(|page| page.locale == locale) {
                    return None;
                }
                let entry = &plan.menu[locale];
                let anchors = &self.catalog.articles[*number].translations[entry.translation].body().anchors;
                match fragment.as_ref().filter(|f| anchors.contains(f.as_str())) {
                    Some(fragment) => format!("{}#{}", entry.url, url::encode(fragment)),
                    None => entry.url.to_string(),
                }
            }
        })
    }
}

/// The path below the content root of what a docset publishes at a path of its authors' host.
pub fn published(path: &str, repository: &Repository) -> Option<String> {
    let path = Locale::split_path(&path::join("", path)?.to_lowercase()).1;
    let below = |base: &String| {
        let rest = path.strip_prefix(base.as_str())?;
        rest.strip_prefix('/').or_else(|| rest.is_empty().then_some(rest))
    };
    let rest = repository.bases.iter().find_map(below)?;
    Some(format!("{}{rest}", repository.folder).trim_end_matches('/').to_owned())
}

/// A path of the host of the authors, in a language; without such a host the path itself.
pub fn on_host(path: &str, locale: &Locale, config: &Config) -> String {
    let Some(host) = &config.links.site_host else { return path.to_owned() };
    let first = path.trim_start_matches('/').split(['/', '?', '#']).next().unwrap_or_default();
    let language = match Locale::from_path_part(first) {
        Some(_) => String::new(),
        None => format!("/{}", locale.url_segment()),
    };
    format!("{}{language}{path}", host.trim_end_matches('/'))
}

/// Finds out where each entry leads by itself.
pub struct Steps<'a, 'b> {
    entries: &'b [Entry<'a>],
    repositories: &'a [Repository],
    index: &'b Index<'b>,
    config: &'b Config,
    /// Slugs of articles.
    articles: BTreeMap<&'b str, usize>,
    files: BTreeMap<(usize, String), usize>,
    keys: BTreeMap<String, Vec<usize>>,
    slugs: BTreeMap<&'b str, Vec<usize>>,
}

impl<'a, 'b> Steps<'a, 'b> {
    pub fn new(
        entries: &'b [Entry<'a>],
        catalog: &'b Catalog,
        repositories: &'a [Repository],
        index: &'b Index<'b>,
        config: &'b Config,
    ) -> Self {
        let articles = catalog.articles.iter().enumerate().map(|(n, article)| (article.slug.as_str(), n)).collect();
        let mut files = BTreeMap::new();
        let mut keys: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        let mut slugs: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (n, entry) in entries.iter().enumerate() {
            slugs.entry(&entry.slug).or_default().push(n);
            let Some(moved) = entry.file else { continue };
            files.entry((moved.root, moved.relative.to_lowercase())).or_insert(n);
            if let Some(key) = &moved.key {
                keys.entry(key.to_lowercase()).or_default().push(n);
            }
        }
        Self { entries, repositories, index, config, articles, files, keys, slugs }
    }

    /// Where an entry leads by itself.
    pub fn step(&self, number: usize) -> Result<Step, Problem> {
        let (moved, target) = match (&self.entries[number].target, self.entries[number].file) {
            (Target::Article(number), _) => {
                return Ok(Step::Done(Destination::Article { number: *number, fragment: None }));
            }
            (Target::Written(target), Some(moved)) => (moved, target.trim()),
            (Target::Written(target), None) => return Err(nowhere(target)),
        };
        // The site's own address is a path of it.
        let origin = self.config.origin();
        let own = (!origin.is_empty()).then(|| target.strip_prefix(origin)).flatten();
        let target = own.filter(|path| path.starts_with('/')).unwrap_or(target);
        match url::classify(target, false) {
            Kind::Empty => Err(("the redirect has no target".into(), "write the new address".into())),
            Kind::Fragment(_) => Err(("the redirect leads to itself".into(), "write the new address".into())),
            Kind::Outside if target.starts_with("//") || has_web_scheme(target) => {
                Ok(Step::Done(Destination::Outside(target.to_owned())))
            }
            Kind::Outside => Err(forbidden(target.split(':').next().unwrap_or_default())),
            Kind::Forbidden(scheme) => Err(forbidden(scheme)),
            Kind::Path { path, query, fragment, rooted } => {
                let fragment = fragment.map(url::decode).filter(|f| !f.is_empty());
                let found = if rooted {
                    self.rooted(number, moved, &url::decode(path), &fragment)
                } else {
                    self.relative(number, moved, &url::decode(path), &fragment)
                };
                if let Some(step) = found {
                    return Ok(step);
                }
                // Below the site's own path nothing else can be.
                let base = self.config.base_path();
                let own = base != "/" && format!("{path}/").starts_with(&base);
                if rooted && !own && (base != "/" || self.config.links.site_host.is_some()) {
                    let query = if query.is_empty() { String::new() } else { format!("?{query}") };
                    let fragment = fragment.map_or_else(String::new, |f| format!("#{f}"));
                    return Ok(Step::Done(Destination::Host(format!("{path}{query}{fragment}"))));
                }
                Err(nowhere(target))
            }
        }
    }

    fn relative(&self, number: usize, moved: &Moved, path: &str, fragment: &Option<String>) -> Option<Step> {
        let folder = moved.relative.rsplit_once('/').map_or("", |(folder, _)| folder);
        let (folder, path) = match path.strip_prefix("~/") {
            Some(rest) => (moved.relative.get(..moved.docset)?, rest),
            None => (folder, path),
        };
        self.at(number, moved.root, &path::join(folder, path)?, fragment)
    }

    /// What stands, or stood, at a path below a content root.
    fn at(&self, number: usize, root: usize, path: &str, fragment: &Option<String>) -> Option<Step> {
        let lower = path.to_lowercase();
        let exact = |path: String| self.files.get(&(root, path)).copied();
        let file = || exact(lower.clone()).or_else(|| exact(format!("{lower}.md")));
        let article = self.index.file(root, &lower).map(|n| article(n, fragment));
        let article = article.or_else(|| file().map(|n| Step::Next(n, fragment.clone())));
        article.or_else(|| self.by_key(number, &lower, fragment))
    }

    fn by_key(&self, number: usize, path: &str, fragment: &Option<String>) -> Option<Step> {
        let article = self.index.by_key(path).map(|n| self::article(n, fragment));
        let key = || self.keys.get(stem(&Locale::split_path(path).1));
        article.or_else(|| Some(Step::Next(self.own(number, key()?), fragment.clone())))
    }

    /// A path from the root of a site: this one, or the one of the authors.
    fn rooted(&self, number: usize, moved: &Moved, path: &str, fragment: &Option<String>) -> Option<Step> {
        let base = self.config.base_path();
        let path = path::join("", path)?.to_lowercase();
        let below = format!("/{path}/");
        let below = below.strip_prefix(base.to_lowercase().as_str()).map(|rest| rest.trim_matches('/').to_owned());
        for candidate in below.into_iter().chain([path.clone()]) {
            if Locale::split_path(&candidate).1.is_empty() {
                return Some(Step::Done(Destination::Home));
            }
            let slug = slug_of(&candidate);
            let found = self.by_key(number, &candidate, fragment).or_else(|| {
                let article = self.articles.get(slug.as_str()).map(|n| article(*n, fragment));
                article.or_else(|| Some(Step::Next(self.own(number, self.slugs.get(slug.as_str())?), fragment.clone())))
            });
            if found.is_some() {
                return found;
            }
        }
        // The authors publish the docset below a path of their host.
        let folder = moved.relative.get(..moved.docset)?;
        let repository =
            self.repositories.iter().find(|r| r.root == moved.root && r.folder.eq_ignore_ascii_case(folder));
        let published = published(&path, repository?)?;
        let found = self.at(number, moved.root, &published, fragment);
        let all = published == repository?.folder.trim_end_matches('/');
        found.or_else(|| all.then_some(Step::Done(Destination::Home)))
    }

    /// Of several old addresses the one in the locale of an entry, else the first.
    fn own(&self, number: usize, candidates: &[usize]) -> usize {
        let locale = &self.entries[number].locale;
        let own = candidates.iter().find(|n| self.entries[**n].locale == *locale);
        *own.or(candidates.first()).unwrap_or(&number)
    }
}

fn article(number: usize, fragment: &Option<String>) -> Step {
    Step::Done(Destination::Article { number, fragment: fragment.clone() })
}

fn has_web_scheme(target: &str) -> bool {
    let scheme = target.split(':').next().unwrap_or_default();
    scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")
}

fn nowhere(target: &str) -> Problem {
    let help = "correct the address; set `links.site_host` if it is a page of another site";
    (format!("the redirect leads to `{target}`, which does not exist"), help.into())
}

fn forbidden(scheme: &str) -> Problem {
    (format!("redirects to `{scheme}:` are not allowed"), "write an address with `https:`, or a path".into())
}

/// Follows every chain to its end; each entry is visited once.
pub fn follow(first: &[Result<Step, Problem>]) -> Vec<Result<Destination, Problem>> {
    let beyond = || {
        let message = "the redirect leads to another one that cannot be followed".to_owned();
        (message, "correct the other redirect".to_owned())
    };
    let mut ends: Vec<Option<Result<Destination, Problem>>> = vec![None; first.len()];
    let mut on_chain = vec![false; first.len()];
    for start in 0..first.len() {
        let mut chain: Vec<(usize, Option<String>)> = Vec::new();
        let mut at = start;
        let mut end = loop {
            if let Some(end) = &ends[at] {
                break end.clone().map_err(|_| beyond());
            }
            match &first[at] {
                Ok(Step::Next(next, fragment)) => {
                    on_chain[at] = true;
                    chain.push((at, fragment.clone()));
                    at = *next;
                }
                Ok(Step::Done(destination)) => ends[at] = Some(Ok(destination.clone())),
                Err(problem) => ends[at] = Some(Err(problem.clone())),
            }
            if on_chain[at] {
                // What leads into the circle is not to blame for it.
                let circle = chain.iter().position(|(n, _)| *n == at).unwrap_or(0);
                let itself = chain.len() - circle == 1;
                let message =
                    if itself { "the redirect leads to itself" } else { "the redirect leads round in a circle" };
                for (n, _) in chain.drain(circle..) {
                    on_chain[n] = false;
                    ends[n] = Some(Err((message.to_owned(), "let it lead to a page that exists".to_owned())));
                }
                break Err(beyond());
            }
        };
        for (n, fragment) in chain.into_iter().rev() {
            if let Ok(Destination::Article { fragment: last, .. }) = &mut end
                && last.is_none()
            {
                *last = fragment;
            }
            on_chain[n] = false;
            ends[n] = Some(end.clone());
        }
    }
    ends.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chains() {
        let next = |n: usize| Ok(Step::Next(n, Some(format!("f{n}"))));
        let home = || Ok(Step::Done(Destination::Home));
        let page = || Ok(Step::Done(Destination::Article { number: 7, fragment: None }));
        let broken = || Err(("broken".to_owned(), String::new()));
        // 0→1→2 ends; 3→4→3 is a circle, into which 5 leads; 6 leads to itself; 7→8 is broken.
        let first = [next(1), next(2), home(), next(4), next(3), next(4), next(6), next(8), broken(), next(10), page()];
        let ends: Vec<String> = follow(&first)
            .into_iter()
            .map(|end| match end {
                Ok(Destination::Article { fragment, .. }) => format!("page #{}", fragment.unwrap_or_default()),
                Ok(_) => "home".to_owned(),
                Err((message, _)) => message.replace("the redirect leads ", ""),
            })
            .collect();
        let beyond = "to another one that cannot be followed";
        let circle = "round in a circle";
        assert_eq!(
            ends,
            ["home", "home", "home", circle, circle, beyond, "to itself", beyond, "broken", "page #f10", "page #"]
        );
        // A long chain takes no stack and each entry one visit.
        let mut long: Vec<Result<Step, Problem>> = (1..100_000).map(|n| Ok(Step::Next(n, None))).collect();
        long.push(home());
        assert!(follow(&long).iter().all(|end| *end == Ok(Destination::Home)));
    }
}
