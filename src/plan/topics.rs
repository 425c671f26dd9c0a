//! Topics: from the docsets' tables of contents, else from configured rules, else from front matter.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::Deserialize;

use crate::config::{Config, TopicRule, fits};
use crate::model::{
    Catalog, Code, Diagnostic, Document, Listed, Locale, LocalePlan, Location, Repository, RepositoryFile, Topic, slug,
};
use crate::yaml;

use super::url;

/// Front matter keys that may group articles, the most telling first.
const FACETS: &[&str] =
    &["ms.subservice", "ms.service", "ms.prod", "ms.technology", "ms.collection", "ms.topic", "category"];

/// An entry of a `TOC.yml`, in the form of docfx.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
struct Node {
    name: String,
    uid: Option<String>,
    href: Option<String>,
    #[serde(alias = "topicHref")]
    topic_href: Option<String>,
    items: Vec<Node>,
}

/// A topic before its articles are known by number.
struct Group {
    id: Option<String>,
    title: String,
    articles: Vec<usize>,
}

/// Gives every locale its topics.
pub fn assign(
    locales: &mut [LocalePlan],
    catalog: &Catalog,
    repositories: &[Repository],
    config: &Config,
    base: &str,
) -> Vec<Diagnostic> {
    let mut diagnostics = Vec::new();
    let contents = tables_of_contents(catalog, repositories, &mut diagnostics);
    for locale in locales {
        let place: BTreeMap<usize, usize> = locale.listing.iter().enumerate().map(|(n, l)| (l.article, n)).collect();
        let own = contents.get(&locale.locale).filter(|groups| !groups.is_empty());
        let groups = match own {
            Some(groups) => groups.iter().map(|g| (g.id.clone(), g.title.clone(), g.articles.clone())).collect(),
            None if !config.topics.is_empty() => by_rules(&config.topics, locale, catalog),
            None => facets(locale, catalog),
        };
        let mut taken = BTreeSet::new();
        for (id, title, articles) in groups {
            let mut entries: Vec<usize> = Vec::new();
            for entry in articles.iter().filter_map(|a| place.get(a)) {
                if !entries.contains(entry) {
                    entries.push(*entry);
                }
            }
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
            locale.topics.push(Topic { id, title, url, entries });
        }
    }
    diagnostics
}

/// The groups of every locale's tables of contents that list more than an index.
fn tables_of_contents(
    catalog: &Catalog,
    repositories: &[Repository],
    diagnostics: &mut Vec<Diagnostic>,
) -> BTreeMap<Locale, Vec<Group>> {
    let mut files: BTreeMap<(usize, &str), (usize, &Locale)> = BTreeMap::new();
    if repositories.iter().any(|r| r.toc.is_some()) {
        for (number, article) in catalog.articles.iter().enumerate() {
            for translation in &article.translations {
                for edition in &translation.editions {
                    let document: &Document = &edition.document;
                    files.insert((document.root, &document.relative), (number, &document.locale));
                }
            }
        }
    }
    let mut contents: BTreeMap<Locale, Vec<Group>> = BTreeMap::new();
    for repository in repositories {
        let Some(RepositoryFile { path, text, .. }) = &repository.toc else { continue };
        // The files of a locale that is not built were not read.
        let locale = repository.folder.split('/').find_map(Locale::from_folder).map(|(locale, _)| locale);
        if locale.is_some_and(|locale| !catalog.locales.contains(&locale)) {
            continue;
        }
        let nodes: Vec<Node> = match yaml::from_str(text) {
            Ok(nodes) => nodes,
            Err(error) => {
                let at = error.offset.unwrap_or(0);
                diagnostics.push(
                    Diagnostic::new(
                        Code::InvalidYaml,
                        format!("the table of contents cannot be read: {}", error.message),
                    )
                    .at(Location::in_text(path, text, at..at + 1))
                    .help("write a list of entries with `name` and `href` or `items`"),
                );
                continue;
            }
        };
        let mut table = Table { repository, files: &files, path, text, locale: None, diagnostics };
        let mut groups = Vec::new();
        for node in &nodes {
            let mut articles = Vec::new();
            table.collect(node, &mut articles);
            if !node.items.is_empty() && !node.name.is_empty() && !articles.is_empty() {
                groups.push(Group { id: node.uid.clone(), title: node.name.trim().to_owned(), articles });
            }
        }
        if let Some(locale) = table.locale {
            contents.entry(locale.clone()).or_default().extend(groups);
        }
    }
    contents
}

/// One table of contents being read.
struct Table<'a> {
    repository: &'a Repository,
    /// Number and locale of the article of each file.
    files: &'a BTreeMap<(usize, &'a str), (usize, &'a Locale)>,
    path: &'a Arc<str>,
    text: &'a str,
    /// The locale of the files it lists.
    locale: Option<&'a Locale>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

impl Table<'_> {
    /// Collects the articles that a node and those below it list.
    fn collect(&mut self, node: &Node, articles: &mut Vec<usize>) {
        for href in node.href.iter().chain(&node.topic_href) {
            let target = href.split(['#', '?']).next().unwrap_or_default();
            if !target.to_ascii_lowercase().ends_with(".md") || target.contains("://") {
                continue;
            }
            let file = url::join(&self.repository.folder, target);
            let found = file.and_then(|file| self.files.get(&(self.repository.root, file.as_str())).copied());
            match found {
                Some((number, locale)) => {
                    articles.push(number);
                    self.locale.get_or_insert(locale);
                }
                // An index is the home page, which every locale has.
                None if target.rsplit('/').next().is_some_and(|name| name.eq_ignore_ascii_case("index.md")) => {}
                None => {
                    let at = self.text.find(href.as_str()).unwrap_or(0);
                    let message = format!("the table of contents lists `{href}`, which does not exist");
                    self.diagnostics.push(
                        Diagnostic::new(Code::BrokenLink, message)
                            .at(Location::in_text(self.path, self.text, at..at + href.len()))
                            .help("correct the path, or remove the entry"),
                    );
                }
            }
        }
        for item in &node.items {
            self.collect(item, articles);
        }
    }
}

type Found = Vec<(Option<String>, String, Vec<usize>)>;

fn by_rules(rules: &[TopicRule], locale: &LocalePlan, catalog: &Catalog) -> Found {
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
            (Some(rule.id.clone()), title, articles)
        })
        .collect()
}

/// Groups by the first front matter key that divides the articles into more than one group.
fn facets(locale: &LocalePlan, catalog: &Catalog) -> Found {
    for key in FACETS {
        let mut groups: BTreeMap<String, Vec<usize>> = BTreeMap::new();
        for entry in &locale.listing {
            if let Some(translation) = catalog.articles[entry.article].translations.first() {
                for value in values(translation.document(), key) {
                    groups.entry(value).or_default().push(entry.article);
                }
            }
        }
        groups.retain(|_, articles| articles.len() >= 2);
        let largest = groups.values().map(Vec::len).max().unwrap_or(0);
        if groups.len() >= 2 && largest * 10 <= locale.listing.len() * 8 {
            let id = |value: &str| {
                let plain = |c: char| if c.is_alphanumeric() { c } else { '-' };
                value.to_lowercase().chars().map(plain).collect::<String>()
            };
            return groups.into_iter().map(|(value, articles)| (Some(id(&value)), value, articles)).collect();
        }
    }
    Vec::new()
}

fn values(document: &Document, key: &str) -> Vec<String> {
    match key {
        "ms.custom" => document.meta.custom.clone(),
        key => document.meta.extra.get(key).into_iter().cloned().collect(),
    }
}
