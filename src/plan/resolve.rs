//! The links of all pages: where each leads, the findings about those that lead nowhere, and the files that pages need.
//! The links of an article are looked at again only where it, or what links show of others, has changed.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::config::Config;
use crate::hosts::headers::Outside;
use crate::model::{Article, ArticlePlan, Asset, AssetPlan, Capped, Catalog, Diagnostic, Key, LinkTarget, Origin};

use super::links::{self, Index};
use super::{Memory, Names, url};
use crate::parallel;

/// The links of one article's pages.
#[derive(Debug, Serialize, Deserialize)]
pub struct Resolved {
    /// For each page, where its links lead, and the key of that.
    pub targets: Vec<(Arc<[LinkTarget]>, Key)>,
    /// Numbers of the files that the pages need.
    assets: Vec<usize>,
    /// Numbers of the other articles that the pages link to, in order.
    pub articles: Vec<usize>,
    pub diagnostics: Vec<Diagnostic>,
    /// The key of all titles, where a link shows one.
    titles: Option<Key>,
    /// Hosts outside the site whose pictures the pages show.
    pub pictured: Vec<String>,
}

/// All that is needed to tell where links lead.
pub struct Resolver<'a> {
    pub catalog: &'a Catalog,
    pub articles: &'a [Arc<ArticlePlan>],
    pub assets: &'a [Asset],
    pub index: &'a Index<'a>,
    pub config: &'a Config,
    pub names: &'a Names<'a>,
    /// The key of what links need of the whole site.
    pub outline: Key,
    /// The key of all titles.
    pub titles: Key,
    pub memory: &'a Memory,
}

impl Resolver<'_> {
    /// The links of every article.
    pub fn all(&self) -> Vec<Arc<Resolved>> {
        let paths = asset_paths(self.assets);
        let numbers: Vec<usize> = (0..self.articles.len()).collect();
        let key = |number: &usize| Key::of(&(self.outline, self.catalog.articles[*number].made_of));
        parallel::map(&numbers, |number| {
            let key = key(number);
            let is_true = |known: &Arc<Resolved>| known.titles.is_none_or(|titles| titles == self.titles);
            let known = self.memory.links.find(key).filter(is_true);
            known.unwrap_or_else(|| self.memory.links.put(key, Arc::new(self.article(*number, &paths))))
        })
    }

    fn article(&self, number: usize, paths: &[String]) -> Resolved {
        let (article, plan): (&Article, _) = (&self.catalog.articles[number], &self.articles[number]);
        let mut resolved = Resolved {
            targets: Vec::new(),
            assets: Vec::new(),
            articles: Vec::new(),
            diagnostics: Vec::new(),
            titles: None,
            pictured: Vec::new(),
        };
        let mut linked = BTreeSet::new();
        for page in &plan.pages {
            let translation = &article.translations[page.translation];
            let body = translation.body();
            // A rebuilt text and a fallback repeat the links of a text that was looked at already.
            let says = translation.origin == Origin::Written && !page.fallback;
            let reader = links::Reader {
                index: self.index,
                articles: self.articles,
                catalog: self.catalog,
                config: self.config,
                names: self.names,
                article,
                translation,
                page,
            };
            let mut problems = Capped::default();
            let mut targets = Vec::with_capacity(body.links.len());
            for link in &body.links {
                targets.push(match reader.resolve(link) {
                    Ok(links::Found::Target(target)) => target,
                    Ok(links::Found::Asset(number)) => {
                        resolved.assets.push(number);
                        LinkTarget::Internal {
                            url: format!("{}{}", self.names.base, url::encode_path(&paths[number])),
                            language: None,
                            title: None,
                        }
                    }
                    Err(problem) => {
                        let target = problem.target.clone();
                        if says {
                            // The same link is broken in every language.
                            let near = problem.wanted.as_ref().map(|wanted| {
                                let key = Key::of(&(self.outline, wanted));
                                self.memory.nearest.get(key, || self.index.nearest(wanted))
                            });
                            let near = near.as_ref().and_then(|near| near.as_deref());
                            problems.add(problem.code, || reader.diagnostic(link, *problem, near));
                        }
                        target
                    }
                });
            }
            resolved.diagnostics.extend(problems.done(&translation.document().path));
            for (link, target) in body.links.iter().zip(&targets).filter(|(link, _)| link.embedded) {
                let address = match target {
                    LinkTarget::External => &link.target,
                    LinkTarget::Address(address) => address,
                    LinkTarget::Internal { .. } | LinkTarget::Nowhere => continue,
                };
                resolved.pictured.extend(Outside::origin(address));
            }
            let shows = |target: &LinkTarget| matches!(target, LinkTarget::Internal { title: Some(_), .. });
            if targets.iter().any(shows) {
                resolved.titles = Some(self.titles);
            }
            linked.extend(targets.iter().filter_map(|target| self.linked(target)).filter(|other| *other != number));
            let key = Key::of(&targets);
            resolved.targets.push((targets.into(), key));
        }
        resolved.articles = linked.into_iter().collect();
        resolved
    }

    /// The article that a link leads to.
    fn linked(&self, target: &LinkTarget) -> Option<usize> {
        let LinkTarget::Internal { url, .. } = target else { return None };
        let path = url.split('#').next()?.strip_prefix(self.names.base)?;
        let (_, slug) = path.strip_suffix('/')?.split_once('/')?;
        self.catalog.articles.binary_search_by(|article| article.slug.as_str().cmp(&url::decode(slug))).ok()
    }

    /// The files that pages need.
    pub fn assets(&self, resolved: &[Arc<Resolved>]) -> Vec<AssetPlan> {
        let paths = asset_paths(self.assets);
        let mut used = vec![false; self.assets.len()];
        resolved.iter().flat_map(|resolved| &resolved.assets).for_each(|number| used[*number] = true);
        let mut plans: Vec<AssetPlan> = (0..self.assets.len())
            .filter(|n| used[*n])
            .map(|n| AssetPlan { asset: self.assets[n].clone(), path: paths[n].clone() })
            .collect();
        plans.sort_by(|a, b| a.path.cmp(&b.path));
        plans.dedup_by(|a, b| a.path == b.path);
        plans
    }
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
