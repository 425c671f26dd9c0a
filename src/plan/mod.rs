//! Plan: the catalog in, the whole site out: every URL, list, redirect and link. Decides all that
//! pages say about each other, so that they can be written one by one. Renders nothing.

mod chains;
mod errors;
mod glean;
mod letters;
mod links;
mod menu;
mod navigation;
pub mod outside;
mod redirects;
mod related;
mod resolve;
mod topics;
pub mod url;

use std::sync::Arc;

use crate::cache::Table;
use crate::codes::Patterns;
use crate::config::{Config, Fallback, Localized, MachinePolicy, RobotsPolicy};
use crate::intl::{self, Sorter};
use crate::model::{
    Article, ArticlePlan, Asset, Catalog, Checked, ErrorsPlan, FeedbackPlan, Key, Keyed, Letter, Listed, Locale,
    LocalePlan, Moved, PagePlan, Plan, Repository, Translation, TranslationType,
};

use chains::Site;
use glean::Gleaned;
use links::{Index, Paths};
use navigation::Trees;
use redirects::Redirects;
use resolve::Resolved;

/// What lies beside the articles.
pub struct Found<'a> {
    pub assets: &'a [Asset],
    pub repositories: &'a [Repository],
    /// Files that are gone.
    pub moved: &'a [Moved],
    /// Paths below their content roots of the files of locales that are not built.
    pub unread: &'a [Arc<str>],
}

/// What was planned before.
#[derive(Debug, Default)]
pub struct Memory {
    gleaned: Table<Gleaned>,
    paths: Table<Paths>,
    sorted: Table<Sorted>,
    links: Table<Resolved>,
    nearest: Table<Option<String>>,
    related: Table<Vec<Vec<usize>>>,
}

impl Memory {
    /// Ends a run; see [`Table::turn`].
    pub fn turn(&mut self) {
        self.gleaned.turn();
        self.paths.turn();
        self.sorted.turn();
        self.links.turn();
        self.nearest.turn();
        self.related.turn();
    }
}

/// Plans the site.
pub fn plan(catalog: Catalog, found: &Found<'_>, config: &Config, memory: &Memory) -> Checked<Plan> {
    let base = url::encode(&config.base_path());
    let names = Names { base: &base, locales: &catalog.locales, source: &catalog.source_locale };
    let common = Key::of(&(config, &catalog.locales, &catalog.source_locale));
    let fallbacks = menu::fallback_chains(&catalog.locales, names.source, config);
    // The configuration has been checked.
    let patterns = Patterns::new(&config.search.codes).unwrap_or_default();
    let gleaned = glean::all(&catalog, &patterns, common, &memory.gleaned);
    let mut articles: Vec<ArticlePlan> = catalog
        .articles
        .iter()
        .map(|article| {
            let mut plan = menu::menu(article, &catalog.locales, &fallbacks, &names, config);
            plan.pages = pages(article, &plan, &names, config);
            plan
        })
        .collect();

    let mut diagnostics = Vec::new();
    let mut locales: Vec<LocalePlan> = (0..catalog.locales.len())
        .map(|locale| locale_plan(locale, &catalog, &articles, &names, config, &memory.sorted))
        .collect();
    let keys = Keys::new(&gleaned, found, common);
    let paths = memory.paths.get(keys.paths, || Paths::new(&catalog, found.assets, found.unread));
    let index = Index::new(&paths, names.locales);
    let old = Redirects::collect(&catalog, found, &index, config);
    let index = index.with(old.lookup(&catalog));
    let site = Site { catalog: &catalog, articles: &articles, names: &names, config };
    let trees = Trees { site: &site, index: &index }.all(found.repositories);
    diagnostics.extend(trees.diagnostics);
    let mut redirects = old.plan(&site);
    diagnostics.append(&mut redirects.diagnostics);
    errors::assign(&mut locales, &articles, &gleaned);
    errors::add_redirects(&locales, &mut redirects.value);
    topics::assign(&mut locales, &catalog, trees.value, config, &base);
    for (number, locale) in locales.iter().enumerate() {
        let mut trails = navigation::trails(&locale.navigation);
        for (topic, entries) in locale.topics.iter().enumerate().rev().map(|(n, t)| (n, &t.entries)) {
            for entry in entries {
                let article = &mut articles[locale.listing[*entry].article];
                if let Some(page) = article.pages.iter_mut().find(|p| p.locale == number) {
                    page.topic = Some(topic);
                }
            }
        }
        while let Some((article, trail)) = trails.pop_first() {
            if let Some(page) = articles[article].pages.iter_mut().find(|p| p.locale == number) {
                page.trail = trail;
            }
        }
    }
    let resolver = resolve::Resolver {
        catalog: &catalog,
        articles: &articles,
        assets: found.assets,
        index: &index,
        config,
        names: &names,
        outline: keys.outline,
        memory,
    };
    let resolved = resolver.all();
    let assets = resolver.assets(&resolved);
    for (plan, resolved) in articles.iter_mut().zip(&resolved) {
        diagnostics.extend(resolved.diagnostics.iter().cloned());
        for (page, (targets, key)) in plan.pages.iter_mut().zip(&resolved.targets) {
            page.links = targets.clone();
            page.links_key = *key;
        }
    }
    relate(&catalog, &mut articles, &gleaned, &memory.related);
    let hidden = articles.iter().flat_map(|a| &a.pages).filter(|p| p.noindex && !p.fallback).count();
    let origin = config.origin().to_owned();
    let source_locale = catalog.source_locale.clone();
    let value = Plan {
        catalog,
        base,
        origin,
        source_locale,
        locales,
        articles,
        assets,
        redirects: redirects.value,
        hidden,
        markdown: config.publish.markdown,
    };
    Checked { value, diagnostics }
}

/// The keys of what articles need of each other.
struct Keys {
    /// Of all by which articles and files are found.
    paths: Key,
    /// Of all that links show or need.
    outline: Key,
}

impl Keys {
    fn new(gleaned: &[Arc<Gleaned>], found: &Found<'_>, common: Key) -> Self {
        let (mut paths, mut outline) = (Keyed::default(), Keyed::default());
        paths.add(&(common, found.assets, found.unread));
        for gleaned in gleaned {
            paths.add(&gleaned.paths);
            outline.add(&gleaned.outline);
        }
        let paths = paths.done();
        outline.add(&paths);
        for repository in found.repositories {
            outline.add(&(repository.root, &repository.folder, &repository.bases));
        }
        for moved in found.moved {
            outline.add(&(moved.root, &moved.relative, moved.docset, &moved.key, &moved.stem, &moved.locale));
            outline.add(&moved.target);
        }
        Self { paths, outline: outline.done() }
    }
}

/// Gives every article its relatives, which are found again only where a text by which articles are compared has
/// changed.
fn relate(catalog: &Catalog, articles: &mut [ArticlePlan], gleaned: &[Arc<Gleaned>], memory: &Table<Vec<Vec<usize>>>) {
    let mut keyed = Keyed::default();
    let links = related::links(articles);
    for ((article, gleaned), links) in catalog.articles.iter().zip(gleaned).zip(&links) {
        keyed.add(&(gleaned.words_key, related::groups(article), links));
    }
    let words: Vec<&related::Words> = gleaned.iter().map(|gleaned| &gleaned.words).collect();
    let found = memory.get(keyed.done(), || related::find(catalog, &links, &words));
    for (article, related) in articles.iter_mut().zip(&*found) {
        article.related.clone_from(related);
    }
}

/// The addresses of pages.
struct Names<'a> {
    base: &'a str,
    locales: &'a [Locale],
    source: &'a Locale,
}

impl Names<'_> {
    fn home(&self, locale: usize) -> String {
        format!("{}{}/", self.base, self.locales[locale].url_segment())
    }

    fn page(&self, locale: usize, slug: &str) -> String {
        format!("{}{}/", self.home(locale), url::encode_path(slug))
    }
}

fn pages(article: &Article, plan: &ArticlePlan, names: &Names<'_>, config: &Config) -> Vec<PagePlan> {
    let obeys = config.publish.robots == RobotsPolicy::Obey;
    let hides = config.publish.machine == MachinePolicy::Noindex;
    let is_machine = |translation: &Translation| translation.translation_type() == Some(&TranslationType::Machine);
    plan.menu
        .iter()
        .enumerate()
        .filter(|(_, entry)| !entry.missing || config.fallback == Fallback::Page)
        .map(|(locale, entry)| {
            let robots = article.translations[entry.translation].meta().robots;
            PagePlan {
                locale,
                url: names.page(locale, &article.slug),
                translation: entry.translation,
                fallback: entry.missing,
                noindex: obeys && robots.noindex || hides && is_machine(&article.translations[entry.translation]),
                nofollow: obeys && robots.nofollow,
                links: [].into(),
                links_key: Key::default(),
                topic: None,
                trail: Vec::new(),
            }
        })
        .collect()
}

/// The order of a listing, and its letters.
#[derive(Debug)]
struct Sorted {
    order: Vec<usize>,
    letters: Vec<Letter>,
}

fn sorted(listing: &[Listed], locale: &Locale, home: &str) -> Sorted {
    let sorter = Sorter::new(locale);
    // A title's own quotation marks and signs say nothing about its place.
    let words = |n: &usize| {
        let title = &listing[*n].title;
        &title[title.find(char::is_alphanumeric).unwrap_or(0)..]
    };
    let mut order: Vec<usize> = (0..listing.len()).collect();
    order.sort_by(|a, b| {
        sorter.compare(words(a), words(b)).then_with(|| listing[*a].url.cmp(&listing[*b].url))
    });
    let in_order: Vec<&Listed> = order.iter().map(|n| &listing[*n]).collect();
    Sorted { letters: letters::letters(&in_order, &sorter, home), order }
}

fn locale_plan(
    number: usize,
    catalog: &Catalog,
    articles: &[ArticlePlan],
    names: &Names<'_>,
    config: &Config,
    memory: &Table<Sorted>,
) -> LocalePlan {
    let locale = &catalog.locales[number];
    let mut listing: Vec<Listed> = Vec::new();
    let mut keyed = Keyed::default();
    keyed.add(&(locale, names.home(number)));
    for (article, plan) in articles.iter().enumerate() {
        if let Some(page) = plan.pages.iter().find(|p| p.locale == number) {
            let translation = &catalog.articles[article].translations[page.translation];
            let title = translation.title().to_owned();
            keyed.add(&(&title, &page.url));
            listing.push(Listed {
                article,
                title,
                url: page.url.clone(),
                foreign: (translation.language != *locale).then(|| translation.language.clone()),
            });
        }
    }
    let sorted = memory.get(keyed.done(), || sorted(&listing, locale, &names.home(number)));
    let mut place = vec![0; listing.len()];
    sorted.order.iter().enumerate().for_each(|(at, n)| place[*n] = at);
    let mut numbered: Vec<(usize, Listed)> = place.into_iter().zip(listing).collect();
    numbered.sort_by_key(|(at, _)| *at);
    let said = |text: &Localized| text.get(locale).unwrap_or_default().to_owned();
    LocalePlan {
        name: intl::own_name(locale, &catalog.locales),
        title: config.title.get(locale).map(str::to_owned),
        home: names.home(number),
        letters: sorted.letters.clone(),
        listing: numbered.into_iter().map(|(_, listed)| listed).collect(),
        topics: Vec::new(),
        navigation: Vec::new(),
        errors: ErrorsPlan::default(),
        feedback: FeedbackPlan {
            helpful: said(&config.feedback.helpful),
            contact: said(&config.feedback.contact),
            report: said(&config.feedback.report),
        },
        locale: locale.clone(),
    }
}
