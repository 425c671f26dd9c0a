//! Topics: from the docsets' tables of contents, else from configured rules, else from front matter.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::config::{Config, TopicRule, fits};
use crate::model::{Catalog, Document, Listed, LocalePlan, NavNode, Topic, slug};

use super::glean::Gleaned;
use super::{navigation, url};

/// Front matter keys that may group articles, the most telling first.
pub const FACETS: &[&str] =
    &["ms.subservice", "ms.service", "ms.prod", "ms.technology", "ms.collection", "ms.topic", "category"];

/// Gives a locale its topics and, of its tables of contents, its navigation.
pub fn assign(
    locale: &mut LocalePlan,
    catalog: &Catalog,
    gleaned: &[Arc<Gleaned>],
    mut tree: Vec<NavNode>,
    config: &Config,
    base: &str,
) {
    let own = groups(&tree);
    let is_own = !own.is_empty();
    let groups = if is_own {
        own
    } else if config.topics.is_empty() {
        facets(locale, gleaned)
    } else {
        by_rules(&config.topics, locale, catalog)
    };
    let mut taken = BTreeSet::new();
    for Group { id, title, articles, node } in groups {
        let mut entries: Vec<usize> = Vec::new();
        let mut seen = BTreeSet::new();
        entries.extend(articles.iter().filter_map(|a| locale.places[*a]).filter(|entry| seen.insert(*entry)));
        if entries.is_empty() {
            continue;
        }
        let id = id.map(|id| slug::safe(&id.replace('/', "-"))).filter(|id| !id.is_empty());
        let wanted = id.unwrap_or_else(|| catalog.articles[articles[0]].slug.replace('/', "-"));
        let id = (1..)
            .map(|n| if n == 1 { wanted.clone() } else { format!("{wanted}-{n}") })
            .find(|id| taken.insert(id.clone()))
            .unwrap_or(wanted);
        let url = format!("{base}{}/topics/{}/", locale.locale.url_segment(), url::encode_path(&id));
        if let Some(node) = node.and_then(|n| tree.get_mut(n)) {
            node.topic = Some(locale.topics.len());
        }
        locale.topics.push(Topic { id, title, url, entries });
    }
    navigation::lead(&mut tree, &locale.topics);
    // One page needs no table of contents.
    locale.navigation = if navigation::articles(&tree) > 1 { tree } else { Vec::new() };
}

/// A topic before its articles are known by number.
struct Group {
    id: Option<String>,
    title: String,
    articles: Vec<usize>,
    /// Number of the entry of the table of contents that it is.
    node: Option<usize>,
}

/// The groups of a table of contents that list articles.
fn groups(tree: &[NavNode]) -> Vec<Group> {
    fn collect(node: &NavNode, articles: &mut Vec<usize>) {
        articles.extend(node.article);
        node.children.iter().for_each(|child| collect(child, articles));
    }
    let mut groups = Vec::new();
    for (n, node) in tree.iter().enumerate().filter(|(_, node)| !node.children.is_empty()) {
        let mut articles = Vec::new();
        collect(node, &mut articles);
        if !articles.is_empty() {
            groups.push(Group { id: node.uid.clone(), title: node.title.clone(), articles, node: Some(n) });
        }
    }
    groups
}

fn by_rules(rules: &[TopicRule], locale: &LocalePlan, catalog: &Catalog) -> Vec<Group> {
    let matches = |rule: &TopicRule, entry: &Listed| {
        let article = &catalog.articles[entry.article];
        rule.conditions.iter().all(|(key, pattern)| match key.as_str() {
            "path" => fits(pattern, &article.slug),
            key => article.translations.iter().any(|t| values(t.document(), key).iter().any(|v| fits(pattern, v))),
        })
    };
    rules
        .iter()
        .map(|rule| {
            let title = rule.title.get(&locale.locale).unwrap_or(&rule.id).to_owned();
            let articles = locale.listing.iter().filter(|entry| matches(rule, entry)).map(|e| e.article).collect();
            Group { id: Some(rule.id.clone()), title, articles, node: None }
        })
        .collect()
}

/// Groups by the first front matter key that divides the articles into more than one group.
fn facets(locale: &LocalePlan, gleaned: &[Arc<Gleaned>]) -> Vec<Group> {
    let mut facets: Vec<BTreeMap<&str, Vec<usize>>> = FACETS.iter().map(|_| BTreeMap::new()).collect();
    for entry in &*locale.listing {
        for (facet, value) in &gleaned[entry.article].facets {
            facets[*facet].entry(value).or_default().push(entry.article);
        }
    }
    for groups in &mut facets {
        groups.retain(|_, articles| articles.len() >= 2);
        let largest = groups.values().map(Vec::len).max().unwrap_or(0);
        if groups.len() >= 2 && largest * 10 <= locale.listing.len() * 8 {
            let id = |value: &str| {
                let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
                value.to_lowercase().chars().map(plain).collect::<String>()
            };
            let group = |(value, articles): (&str, _)| Group {
                id: Some(id(value)),
                title: value.to_owned(),
                articles,
                node: None,
            };
            return std::mem::take(groups).into_iter().map(group).collect();
        }
    }
    Vec::new()
}

pub fn values<'d>(document: &'d Document, key: &str) -> Vec<&'d str> {
    match key {
        "ms.custom" => document.meta.custom.iter().map(String::as_str).collect(),
        key => document.meta.extra.get(key).map(String::as_str).into_iter().collect(),
    }
}
