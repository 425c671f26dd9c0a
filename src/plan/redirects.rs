//! Old addresses: files that are gone, the aliases of articles, the slugs of the alignment file. What
//! cannot be followed to a page, or has become a page itself, is left out, and its author is told.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::Config;
use crate::model::{
    ArticlePlan, Capped, Catalog, Checked, Code, Diagnostic, Document, Locale, Origin, Redirect, Spot, path, slug,
};

use super::chains::{self, Destination, Entry, Problem, Site, Steps, Target, slug_of, stem};
use super::links::Index;
use super::url;
use super::{Found, Names};

/// Where old addresses lead, by the paths that links may write.
#[derive(Debug, Default)]
pub struct Redirected {
    destinations: Vec<Destination>,
    /// By content root and path, in lower case.
    files: BTreeMap<(usize, String), usize>,
    /// By path without locale, in lower case, without extension.
    keys: BTreeMap<String, usize>,
    slugs: BTreeMap<String, usize>,
}

impl Redirected {
    pub fn is_empty(&self) -> bool {
        self.destinations.is_empty()
    }

    /// Where the very file leads; its path in lower case.
    pub fn file(&self, root: usize, path: &str) -> Option<&Destination> {
        let by = |path: String| self.files.get(&(root, path)).map(|n| &self.destinations[*n]);
        by(path.to_owned()).or_else(|| by(format!("{}.md", stem(path))))
    }

    /// Where a path in lower case leads in any locale; `below` is its part below the docset.
    pub fn any(&self, path: &str, below: &str) -> Option<&Destination> {
        let by_key = self.keys.get(stem(&Locale::split_path(path).1));
        by_key.or_else(|| self.slugs.get(&slug_of(below))).map(|n| &self.destinations[*n])
    }
}

/// The redirects of a site in the making.
pub struct Redirects<'a> {
    entries: Vec<Entry<'a>>,
    /// For each entry, where it leads.
    ends: Vec<Option<Destination>>,
    problems: BTreeMap<Arc<str>, Capped>,
}

impl<'a> Redirects<'a> {
    /// Collects the old addresses and finds out where they lead.
    pub fn collect(catalog: &Catalog, found: &Found<'a>, index: &Index<'_>, config: &Config) -> Self {
        let mut redirects = Self { entries: Vec::new(), ends: Vec::new(), problems: BTreeMap::new() };
        for moved in found.moved {
            let slug = slug::of_stem(&moved.stem);
            redirects.entries.push(Entry {
                file: Some(moved),
                from: format!("{slug}/"),
                slug,
                locale: moved.locale.clone(),
                only: false,
                target: Target::Written(&moved.target),
                spot: moved.spot.clone(),
            });
        }
        redirects.aliases(catalog, config);
        let steps = Steps::new(&redirects.entries, catalog, found.repositories, index, config);
        let first: Vec<_> = (0..redirects.entries.len()).map(|n| steps.step(n)).collect();
        redirects.ends = chains::follow(&first).into_iter().enumerate().map(|(n, end)| redirects.end(n, end)).collect();
        redirects
    }

    /// The aliases that articles have in their front matter.
    fn aliases(&mut self, catalog: &Catalog, config: &Config) {
        for (number, article) in catalog.articles.iter().enumerate() {
            let written = article.translations.iter().filter(|t| t.origin == Origin::Written);
            for document in written.flat_map(|t| &t.editions).map(|e| &e.document) {
                for alias in &document.meta.aliases {
                    let at = document.text.find(alias.as_str()).unwrap_or(0);
                    let span = at..at + alias.len();
                    let spot = Spot { path: document.path.clone(), text: Arc::clone(&document.text), span };
                    match address(alias, document, &catalog.locales, config) {
                        Some((locale, slug, from)) => self.entries.push(Entry {
                            file: None,
                            slug,
                            from,
                            only: locale.is_some(),
                            locale: locale.or_else(|| Some(document.locale.clone())),
                            target: Target::Article(number),
                            spot,
                        }),
                        None => self.problem(
                            &spot,
                            format!("`{alias}` is not an address below the site"),
                            "write the old path, such as `/old/page/`",
                        ),
                    }
                }
            }
        }
    }

    fn problem(&mut self, spot: &Spot, message: String, help: &str) {
        let problems = self.problems.entry(spot.path.clone()).or_default();
        problems.add(Code::BrokenRedirect, || {
            Diagnostic::new(Code::BrokenRedirect, message).at(spot.location()).help(help)
        });
    }

    fn end(&mut self, number: usize, end: Result<Destination, Problem>) -> Option<Destination> {
        match end {
            Ok(destination) => Some(destination),
            Err((message, help)) => {
                let spot = self.entries[number].spot.clone();
                self.problem(&spot, message, &help);
                None
            }
        }
    }

    /// What links to old addresses find.
    pub fn lookup(&self, catalog: &Catalog) -> Redirected {
        let mut redirected = Redirected::default();
        for (entry, end) in self.entries.iter().zip(&self.ends) {
            let Some(end) = end else { continue };
            let number = redirected.destinations.len();
            redirected.destinations.push(end.clone());
            if let Some(file) = entry.file {
                redirected.files.entry((file.root, file.relative.to_lowercase())).or_insert(number);
                if let Some(key) = &file.key {
                    redirected.keys.entry(key.to_lowercase()).or_insert(number);
                }
            }
            if !entry.slug.is_empty() {
                redirected.slugs.entry(entry.slug.clone()).or_insert(number);
            }
        }
        for (number, article) in catalog.articles.iter().enumerate() {
            for alias in &article.aliases {
                let place = redirected.destinations.len();
                redirected.destinations.push(Destination::Article { number, fragment: None });
                redirected.slugs.entry(alias.clone()).or_insert(place);
            }
        }
        redirected
    }

    /// The redirects of every locale, in the order of their addresses. An address is the same in
    /// every locale, so the old one is as well; but each locale's own word comes first.
    pub fn plan(mut self, site: &Site<'_>) -> Checked<Vec<Redirect>> {
        let Site { catalog, articles, names, .. } = *site;
        let Checked { value: mut planned, mut diagnostics } = of_ledger(catalog, articles, names);
        let slugs: BTreeMap<&str, usize> =
            catalog.articles.iter().enumerate().map(|(n, article)| (article.slug.as_str(), n)).collect();
        let mut taken: BTreeMap<String, String> = planned.iter().map(|r| (r.from.clone(), r.to.clone())).collect();
        let entries = std::mem::take(&mut self.entries);
        let ends = std::mem::take(&mut self.ends);
        // What cannot be in its own locale is in no other either.
        let mut left_out = BTreeSet::new();
        for rank in 0..=2 {
            for (number, locale) in names.locales.iter().enumerate() {
                for (n, (entry, end)) in entries.iter().zip(&ends).enumerate() {
                    let Some(end) = end.as_ref().filter(|_| entry.rank(locale) == Some(rank)) else { continue };
                    let borrowed = rank == 2;
                    if borrowed && left_out.contains(&n) {
                        continue;
                    }
                    let holder = slugs.get(entry.slug.as_str()).filter(|_| entry.from.ends_with('/'));
                    let page = holder.filter(|a| articles[**a].pages.iter().any(|page| page.locale == number));
                    let same = matches!((page, end), (Some(a), Destination::Article { number, .. }) if a == number);
                    let reserved = entry.slug.is_empty() || slug::is_reserved(&entry.slug);
                    if page.is_some() || reserved {
                        if !borrowed && !same && left_out.insert(n) {
                            let what = if reserved { "a page of kbgen" } else { "an article" };
                            let message =
                                format!("`{}` is the address of {what}; nobody is sent on from there", entry.from);
                            self.problem(&entry.spot, message, "remove the redirect, or what has taken its place");
                        }
                        continue;
                    }
                    let Some(to) = site.address_of(end, number, borrowed) else {
                        continue;
                    };
                    let from = format!("{}{}", names.home(number), url::encode_path(&entry.from));
                    match taken.get(&from) {
                        Some(other) => {
                            if *other != to && !borrowed && left_out.insert(n) {
                                let message =
                                    format!("`{}` leads elsewhere already; this redirect is left out", entry.from);
                                self.problem(&entry.spot, message, "remove one of the two redirects");
                            }
                        }
                        None => {
                            taken.insert(from.clone(), to.clone());
                            planned.push(Redirect { from, to, locale: locale.clone() });
                        }
                    }
                }
            }
        }
        planned.sort_by(|a, b| a.from.cmp(&b.from));
        diagnostics.extend(self.problems.into_iter().flat_map(|(path, problems)| problems.done(&path)));
        Checked { value: planned, diagnostics }
    }
}

/// The old slugs that the alignment file remembers.
fn of_ledger(catalog: &Catalog, articles: &[Arc<ArticlePlan>], names: &Names<'_>) -> Checked<Vec<Redirect>> {
    let mut redirects: Vec<Redirect> = Vec::new();
    let mut diagnostics = Vec::new();
    let mut taken: BTreeSet<&str> = catalog.articles.iter().map(|a| a.slug.as_str()).collect();
    for (article, plan) in catalog.articles.iter().zip(articles) {
        for alias in &article.aliases {
            if alias.is_empty() || slug::safe(alias) != *alias || slug::is_reserved(alias) || !taken.insert(alias) {
                diagnostics.push(
                    Diagnostic::new(Code::UrlCollision, format!("the alias `{alias}` cannot be an address of its own"))
                        .help(format!("remove it from the article `{}` of the alignment file", article.key)),
                );
                continue;
            }
            redirects.extend(plan.pages.iter().map(|page| Redirect {
                from: names.page(page.locale, alias),
                to: page.url.to_string(),
                locale: names.locales[page.locale].clone(),
            }));
        }
    }
    Checked { value: redirects, diagnostics }
}

/// The address that an alias stands for: its locale, where it names one, its slug, and its path below
/// the locale's home. One that ended in `.html` still does.
fn address(
    alias: &str,
    document: &Document,
    locales: &[Locale],
    config: &Config,
) -> Option<(Option<Locale>, String, String)> {
    let base = config.base_path();
    let own = format!("{}{base}", config.origin());
    let alias = alias.trim();
    let written = match alias.strip_prefix(own.as_str()).filter(|_| own.contains("://")) {
        Some(rest) => rest,
        None if alias.contains("://") || alias.starts_with("//") => return None,
        None => alias,
    };
    let written = written.split(['?', '#']).next().unwrap_or_default();
    let folder = document.stem.rsplit_once('/').map_or("", |(folder, _)| folder);
    // Most generators mean the root of the site even without a `/`.
    let folder = if written.starts_with('.') { folder } else { "" };
    let rooted = format!("/{}", path::join(folder, &url::decode(written))?);
    let below = rooted.strip_prefix(base.as_str()).unwrap_or(&rooted).trim_matches('/').to_lowercase();
    let (first, rest) = below.split_once('/').unwrap_or((&below, ""));
    let (locale, below) = match Locale::from_path_part(first).filter(|locale| locales.contains(locale)) {
        Some(locale) => (Some(locale), rest),
        None => (None, below.as_str()),
    };
    let stem = stem(below);
    let slug = slug::of_stem(if stem == "index" { "" } else { stem });
    let page = below.ends_with(".html") && stem != "index" && !stem.ends_with("/index");
    let from = if page { format!("{slug}.html") } else { format!("{slug}/") };
    Some((locale, slug, from))
}
