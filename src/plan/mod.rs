//! Plan: the catalog in, the whole site out: every URL, list, redirect and link. Decides all that
//! pages say about each other, so that they can be written one by one. Renders nothing.

mod chains;
mod errors;
mod letters;
mod links;
mod menu;
mod navigation;
pub mod outside;
mod redirects;
mod related;
mod topics;
pub mod url;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::{Config, Fallback, Localized, MachinePolicy, RobotsPolicy};
use crate::intl::{self, Sorter};
use crate::model::{
    Article, ArticlePlan, Asset, AssetPlan, Capped, Catalog, Checked, Diagnostic, ErrorsPlan, FeedbackPlan, LinkTarget,
    Listed, Locale, LocalePlan, Moved, Origin, PagePlan, Plan, Repository, Translation, TranslationType,
};

use chains::Site;
use links::Index;
use navigation::Trees;
use redirects::Redirects;

/// What lies beside the articles.
pub struct Found<'a> {
    pub assets: &'a [Asset],
    pub repositories: &'a [Repository],
    /// Files that are gone.
    pub moved: &'a [Moved],
    /// Paths below their content roots of the files of locales that are not built.
    pub unread: &'a [Arc<str>],
}

/// Plans the site.
pub fn plan(catalog: Catalog, found: &Found<'_>, config: &Config) -> Checked<Plan> {
    let base = url::encode(&config.base_path());
    let names = Names { base: &base, locales: &catalog.locales, source: &catalog.source_locale };
    let fallbacks = menu::fallback_chains(&catalog.locales, names.source, config);
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
    let mut locales: Vec<LocalePlan> =
        (0..catalog.locales.len()).map(|locale| locale_plan(locale, &catalog, &articles, &names, config)).collect();
    let mut index = Index::new(&catalog, found.assets, found.unread, names.locales);
    let old = Redirects::collect(&catalog, found, &index, config);
    index.redirected = old.lookup(&catalog);
    let site = Site { catalog: &catalog, articles: &articles, names: &names, config };
    let trees = Trees { site: &site, index: &index }.all(found.repositories);
    diagnostics.extend(trees.diagnostics);
    let mut redirects = old.plan(&site);
    diagnostics.append(&mut redirects.diagnostics);
    errors::assign(&mut locales, &catalog, &articles, config);
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
    let (assets, problems) = resolve_links(&catalog, &mut articles, found, &index, config, &names);
    diagnostics.extend(problems);
    related::assign(&catalog, &mut articles);
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
    };
    Checked { value, diagnostics }
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
                links: Vec::new(),
                topic: None,
                trail: Vec::new(),
            }
        })
        .collect()
}

fn locale_plan(
    number: usize,
    catalog: &Catalog,
    articles: &[ArticlePlan],
    names: &Names<'_>,
    config: &Config,
) -> LocalePlan {
    let locale = &catalog.locales[number];
    let mut listing: Vec<Listed> = Vec::new();
    for (article, plan) in articles.iter().enumerate() {
        if let Some(page) = plan.pages.iter().find(|p| p.locale == number) {
            let translation = &catalog.articles[article].translations[page.translation];
            listing.push(Listed {
                article,
                title: translation.title().to_owned(),
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
    let said = |text: &Localized| text.get(locale).unwrap_or_default().to_owned();
    LocalePlan {
        name: intl::own_name(locale, &catalog.locales),
        title: config.title.get(locale).map(str::to_owned),
        home: names.home(number),
        letters: letters::letters(&listing, &sorter, &names.home(number)),
        listing,
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

/// Resolves the links of every page, and finds the files that pages need.
fn resolve_links(
    catalog: &Catalog,
    articles: &mut [ArticlePlan],
    found: &Found<'_>,
    index: &Index<'_>,
    config: &Config,
    names: &Names<'_>,
) -> (Vec<AssetPlan>, Vec<Diagnostic>) {
    let assets = found.assets;
    let mut diagnostics = Vec::new();
    let mut nearest: BTreeMap<links::Wanted, Option<String>> = BTreeMap::new();
    let mut used = vec![false; assets.len()];
    let paths = asset_paths(assets);
    let mut resolved: Vec<Vec<Vec<LinkTarget>>> = Vec::with_capacity(articles.len());
    for (article, plan) in catalog.articles.iter().zip(articles.iter()) {
        let mut pages = Vec::with_capacity(plan.pages.len());
        for page in &plan.pages {
            let translation = &article.translations[page.translation];
            let body = translation.body();
            // A rebuilt text and a fallback repeat the links of a text that was looked at already.
            let says = translation.origin == Origin::Written && !page.fallback;
            let reader =
                links::Reader { index, articles: &*articles, catalog, config, names, article, translation, page };
            let mut problems = Capped::default();
            let mut targets = Vec::with_capacity(body.links.len());
            for link in &body.links {
                targets.push(match reader.resolve(link) {
                    Ok(links::Found::Target(target)) => target,
                    Ok(links::Found::Asset(number)) => {
                        used[number] = true;
                        LinkTarget::Internal {
                            url: format!("{}{}", names.base, url::encode_path(&paths[number])),
                            language: None,
                            title: None,
                        }
                    }
                    Err(problem) => {
                        let target = problem.target.clone();
                        if says {
                            // The same link is broken in every language.
                            let wanted = problem.wanted.clone();
                            let near =
                                wanted.and_then(|w| nearest.entry(w).or_insert_with_key(|w| index.nearest(w)).clone());
                            problems.add(problem.code, || reader.diagnostic(link, *problem, near.as_deref()));
                        }
                        target
                    }
                });
            }
            diagnostics.extend(problems.done(&translation.document().path));
            pages.push(targets);
        }
        resolved.push(pages);
    }
    for (plan, targets) in articles.iter_mut().zip(resolved) {
        for (page, targets) in plan.pages.iter_mut().zip(targets) {
            page.links = targets;
        }
    }
    let mut plans: Vec<AssetPlan> = (0..assets.len())
        .filter(|n| used[*n])
        .map(|n| AssetPlan { asset: assets[n].clone(), path: paths[n].clone() })
        .collect();
    plans.sort_by(|a, b| a.path.cmp(&b.path));
    plans.dedup_by(|a, b| a.path == b.path);
    (plans, diagnostics)
}

/// Where each file is copied to: its name with the hash of its bytes, so that it can be cached for
/// ever, and equal files of several locales are one.
fn asset_paths(assets: &[Asset]) -> Vec<String> {
    let mut first: BTreeMap<&str, usize> = BTreeMap::new();
    for (n, asset) in assets.iter().enumerate() {
        first.entry(&asset.hash).or_insert(n);
    }
    let path = |asset: &Asset| {
        let name = asset.relative.rsplit('/').next().unwrap_or_default();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, "bin"));
        let safe =
            |c: char| if c.is_ascii_alphanumeric() || c == '-' || c == '_' { c.to_ascii_lowercase() } else { '-' };
        let stem: String = stem.chars().map(safe).take(60).collect();
        let extension: String = extension.chars().map(safe).collect();
        format!("assets/{stem}.{}.{extension}", &asset.hash[..12.min(asset.hash.len())])
    };
    assets.iter().map(|asset| path(&assets[first[asset.hash.as_str()]])).collect()
}
