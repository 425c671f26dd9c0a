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

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::cache::Table;
use crate::codes::Patterns;
use crate::config::{Config, Fallback, Localized, MachinePolicy, RobotsPolicy};
use crate::disk::Failure;
use crate::intl::{self, Sorter};
use crate::model::{
    Article, ArticlePlan, Asset, Catalog, Checked, ErrorsPlan, FeedbackPlan, Key, Keyed, Letter, Listed, Locale,
    LocalePlan, Moved, NavNode, PagePlan, Plan, Repository, Translation, TranslationType,
};
use crate::parallel;

use crate::shelf::{FEW, Shelf};

use chains::Site;
use glean::Gleaned;
use links::{Index, Paths};
use navigation::Trees;
use redirects::Redirects;
use related::Comparison;
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
    articles: Table<ArticlePlan>,
    paths: Table<Paths>,
    sorted: Table<Sorted>,
    errors: Table<ErrorsPlan>,
    links: Table<Resolved>,
    nearest: Table<Option<String>>,
    comparison: Mutex<Comparison>,
}

impl Memory {
    /// Ends a run; see [`Table::turn`].
    pub fn turn(&mut self) {
        self.gleaned.turn();
        self.articles.turn();
        self.paths.turn();
        self.sorted.turn();
        self.errors.turn();
        self.links.turn();
        self.nearest.turn();
    }

    /// Takes what a shelf has. Trees of paths are soon made.
    pub fn load(shelf: &Shelf) -> Self {
        Self {
            gleaned: Table::load(shelf, "gleaned"),
            articles: Table::load(shelf, "articles"),
            sorted: Table::load(shelf, "sorted"),
            errors: Table::load(shelf, "errors"),
            links: Table::load(shelf, "links"),
            nearest: Table::load(shelf, "nearest"),
            comparison: Mutex::new(shelf.get("comparison").unwrap_or_default()),
            ..Self::default()
        }
    }

    /// Puts on a shelf what it does not have yet.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn save(&self, shelf: &Shelf) -> Result<(), Failure> {
        self.gleaned.save(shelf, "gleaned")?;
        self.articles.save(shelf, "articles")?;
        self.sorted.save(shelf, "sorted")?;
        self.errors.save(shelf, "errors")?;
        self.links.save(shelf, "links")?;
        self.nearest.save(shelf, "nearest")?;
        let comparison = self.comparison.lock().unwrap_or_else(PoisonError::into_inner);
        if comparison.changed() > FEW { shelf.put("comparison", &*comparison) } else { Ok(()) }
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
    let alone = memory.articles.all(
        &catalog.articles,
        |article| Key::of(&(common, article.made_of)),
        |article| {
            let mut plan = menu::menu(article, &catalog.locales, &fallbacks, &names, config);
            plan.pages = pages(article, &plan, &names, config);
            plan.listed = Key::of(&plan.pages.iter().map(|page| page.listed).collect::<Vec<_>>());
            plan.key = Key::of(&plan);
            plan
        },
    );
    let keys = Keys::new(&gleaned, found, common);
    let paths = memory.paths.get(keys.paths, || Paths::new(&catalog, found.assets, found.unread));
    let index = Index::new(&paths, names.locales);
    let old = Redirects::collect(&catalog, found, &index, config);
    let index = index.with(old.lookup(&catalog));
    let site = Site { catalog: &catalog, articles: &alone, names: &names, config };
    let trees = Trees { site: &site, index: &index }.all(found.repositories);
    let mut diagnostics = trees.diagnostics;
    let mut redirects = old.plan(&site);
    diagnostics.append(&mut redirects.diagnostics);
    let trees: Vec<(usize, Vec<NavNode>)> = trees.value.into_iter().enumerate().collect();
    let locales = parallel::each(trees, |(number, tree)| {
        let mut locale = locale_plan(number, &catalog, &alone, &names, config, &memory.sorted);
        locale.errors = errors::of(&locale, number, &alone, &gleaned, &memory.errors);
        topics::assign(&mut locale, &catalog, &gleaned, tree, config, &base);
        locale
    });
    errors::add_redirects(&locales, &mut redirects.value);
    let resolver = resolve::Resolver {
        catalog: &catalog,
        articles: &alone,
        assets: found.assets,
        index: &index,
        config,
        names: &names,
        outline: keys.outline,
        titles: keys.titles,
        memory,
    };
    let resolved = resolver.all();
    let assets = resolver.assets(&resolved);
    diagnostics.extend(resolved.iter().flat_map(|resolved| &resolved.diagnostics).cloned());
    let made_of: Vec<Key> = catalog.articles.iter().map(|article| article.made_of).collect();
    let mut comparison = memory.comparison.lock().unwrap_or_else(PoisonError::into_inner);
    comparison.update(&related::Inputs {
        made_of: &made_of,
        gleaned: &gleaned,
        links: &related::links(&resolved),
        earlier: &|made_of| memory.gleaned.find(glean::key(common, made_of)),
    });
    let related: Vec<&Arc<[usize]>> = comparison.found().collect();
    let places: Vec<Places> = locales.iter().map(|locale| Places::new(locale, alone.len())).collect();
    let numbers: Vec<usize> = (0..alone.len()).collect();
    let articles = parallel::map(&numbers, |&number| {
        let mut plan = ArticlePlan::clone(&alone[number]);
        plan.related.clone_from(related[number]);
        for (page, (links, key)) in plan.pages.iter_mut().zip(&resolved[number].targets) {
            page.links.clone_from(links);
            page.links_key = *key;
            let places = &places[page.locale];
            page.topic = places.topics[number];
            page.trail = places.trails.get(&number).cloned().unwrap_or_default();
        }
        plan
    });
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
        host: config.publish.host_plan(),
        pictured: resolved.iter().flat_map(|resolved| &resolved.pictured).cloned().collect(),
    };
    Checked { value, diagnostics }
}

/// The keys of what articles need of each other.
struct Keys {
    /// Of all by which articles and files are found.
    paths: Key,
    /// Of all that links need.
    outline: Key,
    /// Of all that links may show.
    titles: Key,
}

impl Keys {
    fn new(gleaned: &[Arc<Gleaned>], found: &Found<'_>, common: Key) -> Self {
        let (mut paths, mut outline, mut titles) = (Keyed::default(), Keyed::default(), Keyed::default());
        paths.add(&(common, found.assets, found.unread));
        for gleaned in gleaned {
            paths.add(&gleaned.paths);
            outline.add(&gleaned.outline);
            titles.add(&gleaned.titles);
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
        Self { paths, outline: outline.done(), titles: titles.done() }
    }
}

/// Where the articles of a locale stand in its topics and tables of contents.
struct Places {
    topics: Vec<Option<(usize, usize)>>,
    trails: BTreeMap<usize, Vec<usize>>,
}

impl Places {
    fn new(locale: &LocalePlan, articles: usize) -> Self {
        let mut topics = vec![None; articles];
        for (number, topic) in locale.topics.iter().enumerate().rev() {
            for (place, entry) in topic.entries.iter().enumerate() {
                topics[locale.listing[*entry].article] = Some((number, place));
            }
        }
        Self { topics, trails: navigation::trails(&locale.navigation) }
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
            let translation = &article.translations[entry.translation];
            let robots = translation.meta().robots;
            let own = names.page(locale, &article.slug);
            let url: Arc<str> = if *entry.url == own { entry.url.clone() } else { own.into() };
            let title: Arc<str> = translation.title().into();
            PagePlan {
                locale,
                listed: Key::of(&(&title, &url, &translation.language)),
                url,
                title,
                description: translation.description().into(),
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

/// A listing in its order.
#[derive(Debug, Serialize, Deserialize)]
struct Sorted {
    listing: Arc<[Listed]>,
    places: Arc<[Option<usize>]>,
    letters: Arc<[Letter]>,
}

impl Sorted {
    fn new(number: usize, catalog: &Catalog, articles: &[Arc<ArticlePlan>], home: &str) -> Self {
        let locale = &catalog.locales[number];
        let mut listing: Vec<Listed> = Vec::new();
        for (article, plan) in articles.iter().enumerate() {
            if let Some(page) = plan.pages.iter().find(|p| p.locale == number) {
                let translation = &catalog.articles[article].translations[page.translation];
                listing.push(Listed {
                    article,
                    title: page.title.clone(),
                    url: page.url.clone(),
                    foreign: (translation.language != *locale).then(|| translation.language.clone()),
                });
            }
        }
        let sorter = Sorter::new(locale);
        // A title's own quotation marks and signs say nothing about its place.
        let words = |listed: &Listed| listed.title.find(char::is_alphanumeric).unwrap_or(0);
        listing.sort_by(|a, b| {
            let order = sorter.compare(&a.title[words(a)..], &b.title[words(b)..]);
            order.then_with(|| a.url.cmp(&b.url))
        });
        let mut places = vec![None; articles.len()];
        listing.iter().enumerate().for_each(|(entry, listed)| places[listed.article] = Some(entry));
        let letters = letters::letters(&listing, &sorter, home);
        Self { listing: listing.into(), places: places.into(), letters: letters.into() }
    }
}

fn locale_plan(
    number: usize,
    catalog: &Catalog,
    articles: &[Arc<ArticlePlan>],
    names: &Names<'_>,
    config: &Config,
    memory: &Table<Sorted>,
) -> LocalePlan {
    let locale = &catalog.locales[number];
    let home = names.home(number);
    let mut keyed = Keyed::default();
    keyed.add(&(locale, &home, articles.len()));
    for (article, plan) in articles.iter().enumerate() {
        if let Some(page) = plan.pages.iter().find(|p| p.locale == number) {
            keyed.add(&(article, page.listed));
        }
    }
    let listing_key = keyed.done();
    let sorted = memory.get(listing_key, || Sorted::new(number, catalog, articles, &home));
    let said = |text: &Localized| text.get(locale).unwrap_or_default().to_owned();
    LocalePlan {
        name: intl::own_name(locale, &catalog.locales),
        title: config.title.get(locale).map(str::to_owned),
        home,
        letters: sorted.letters.clone(),
        listing: sorted.listing.clone(),
        listing_key,
        places: sorted.places.clone(),
        topics: Vec::new(),
        navigation: Vec::new(),
        errors: Arc::default(),
        feedback: FeedbackPlan {
            helpful: said(&config.feedback.helpful),
            contact: said(&config.feedback.contact),
            report: said(&config.feedback.report),
        },
        locale: locale.clone(),
    }
}
