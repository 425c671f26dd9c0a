//! Navigation: the tables of contents of a locale's docsets as one tree, and the place of every page
//! in it. Tables that others name stand where they are named; the rest stand side by side.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{
    Capped, Checked, Code, Diagnostic, Locale, Location, NavNode, Repository, TocNode, Topic, Written, path,
};

use super::chains::{self, Destination, Site};
use super::links::Index;
use super::url::{self, Kind};

/// Entries lie no deeper in each other than this.
const DEEPEST: usize = 24;

/// An entry before its addresses are known in a locale.
struct Item {
    name: String,
    source_name: Option<String>,
    uid: Option<String>,
    page: Option<Destination>,
    expanded: bool,
    children: Vec<Item>,
}

/// Makes the trees of a site.
pub struct Trees<'a> {
    pub site: &'a Site<'a>,
    pub index: &'a Index<'a>,
}

impl Trees<'_> {
    /// The tree of every locale, in the site's order.
    pub fn all(&self, repositories: &[Repository]) -> Checked<Vec<Vec<NavNode>>> {
        let locales = self.site.names.locales;
        let mut trees: Vec<Vec<NavNode>> = locales.iter().map(|_| Vec::new()).collect();
        let mut of_source: Vec<Vec<Item>> = Vec::new();
        let mut listed: Vec<BTreeSet<usize>> = locales.iter().map(|_| BTreeSet::new()).collect();
        let mut diagnostics = Vec::new();
        for repository in repositories.iter().filter(|r| !r.tocs.is_empty()) {
            let mut tables = Tables::new(self, repository);
            let roots = tables.roots();
            for root in roots {
                let items = tables.items(root, &repository.tocs[root].nodes, 0);
                let number = tables.locale.as_ref().and_then(|locale| locales.iter().position(|l| l == locale));
                let Some(number) = number else { continue };
                // Another edition of the same table says nothing new.
                let mut articles = BTreeSet::new();
                collect(&items, &mut articles);
                if !articles.is_empty() && articles.is_subset(&listed[number]) {
                    continue;
                }
                listed[number].extend(articles);
                trees[number].extend(self.nodes(&items, number, false));
                if bilingual(&items) {
                    of_source.push(items);
                }
            }
            diagnostics.extend(tables.problems.into_iter().flat_map(|(path, problems)| problems.done(&path)));
        }
        // The source language has no files of its own; tables in two languages have its names.
        let source = locales.iter().position(|l| *l == self.site.config.source_locale);
        if let Some(number) = source.filter(|n| trees[*n].is_empty()) {
            let items = of_source.into_iter().next().unwrap_or_default();
            trees[number] = self.nodes(&items, number, true);
        }
        Checked { value: trees, diagnostics }
    }

    /// Entries as a locale has them; those that lead nowhere are left out.
    fn nodes(&self, items: &[Item], locale: usize, source: bool) -> Vec<NavNode> {
        let mut nodes = Vec::with_capacity(items.len());
        for item in items {
            let children = self.nodes(&item.children, locale, source);
            let (url, article) = match &item.page {
                None => (String::new(), None),
                Some(page) => {
                    let to = self.site.address_of(page, locale, false).unwrap_or_default();
                    let article = match page {
                        Destination::Article { number, .. } => Some(*number),
                        _ => None,
                    };
                    (to, article)
                }
            };
            // A group whose page is one of its entries has none beside them.
            let repeated = article.is_some() && children.iter().any(|child| child.article == article);
            let (url, article) = if repeated { (String::new(), None) } else { (url, article) };
            let page_title = article.map_or_else(String::new, |number| {
                let entry = &self.site.articles[number].menu[locale];
                self.site.catalog.articles[number].translations[entry.translation].title().to_owned()
            });
            let name = if source { item.source_name.as_ref().unwrap_or(&item.name) } else { &item.name };
            let title = if name.is_empty() { page_title.clone() } else { name.clone() };
            if title.is_empty() {
                // A table without a name of its own belongs to what is around it.
                nodes.extend(children);
            } else if !url.is_empty() || !children.is_empty() {
                let below = children.iter().map(|child| child.below + 1).sum();
                let (uid, expanded) = (item.uid.clone(), item.expanded);
                let lead = url.clone();
                nodes.push(NavNode {
                    title,
                    page_title,
                    url,
                    article,
                    uid,
                    topic: None,
                    lead,
                    expanded,
                    below,
                    children,
                });
            }
        }
        nodes
    }
}

fn collect(items: &[Item], articles: &mut BTreeSet<usize>) {
    for item in items {
        if let Some(Destination::Article { number, .. }) = &item.page {
            articles.insert(*number);
        }
        collect(&item.children, articles);
    }
}

fn bilingual(items: &[Item]) -> bool {
    items.iter().any(|item| item.source_name.is_some() || bilingual(&item.children))
}

/// The tables of one docset, being joined.
struct Tables<'a> {
    trees: &'a Trees<'a>,
    repository: &'a Repository,
    /// Numbers of the tables by path, in lower case.
    places: BTreeMap<String, usize>,
    /// Each table stands in one place; so circles end.
    used: BTreeSet<usize>,
    /// The locale of the files that are listed.
    locale: Option<Locale>,
    problems: BTreeMap<Arc<str>, Capped>,
}

impl<'a> Tables<'a> {
    fn new(trees: &'a Trees<'a>, repository: &'a Repository) -> Self {
        let tocs = repository.tocs.iter().enumerate();
        let places = tocs.map(|(n, toc)| (toc.file.relative.to_lowercase(), n)).collect();
        Self { trees, repository, places, used: BTreeSet::new(), locale: None, problems: BTreeMap::new() }
    }

    /// The tables that no other names. One whose entries name tables by their address tells where
    /// docsets lie, not what they hold.
    fn roots(&mut self) -> Vec<usize> {
        fn visit(tables: &Tables<'_>, toc: usize, nodes: &[TocNode], named: &mut BTreeSet<usize>) {
            for node in nodes {
                let paths = node.href.iter().chain(&node.toc_href);
                named.extend(paths.filter_map(|written| tables.table(toc, &written.text)).filter(|n| *n != toc));
                visit(tables, toc, &node.items, named);
            }
        }
        let mut named = BTreeSet::new();
        for (n, toc) in self.repository.tocs.iter().enumerate() {
            visit(self, n, &toc.nodes, &mut named);
        }
        let own = |n: usize| !self.repository.tocs[n].file.relative[self.repository.folder.len()..].contains('/');
        let breadcrumbs = |nodes: &[TocNode]| {
            nodes.iter().any(|node| node.toc_href.as_ref().is_some_and(|toc| toc.text.starts_with('/')))
        };
        let mut roots: Vec<usize> = (0..self.repository.tocs.len())
            .filter(|n| own(*n) || !named.contains(n))
            .filter(|n| !breadcrumbs(&self.repository.tocs[*n].nodes))
            .collect();
        // In one folder `toc.yml` comes before `toc.md`.
        let folder = |n: usize| self.repository.tocs[n].file.relative.rsplit_once('/').map_or("", |(folder, _)| folder);
        let markdown = |n: usize| self.repository.tocs[n].file.relative.to_ascii_lowercase().ends_with(".md");
        let all = roots.clone();
        roots.retain(|n| !markdown(*n) || !all.iter().any(|other| !markdown(*other) && folder(*other) == folder(*n)));
        self.used.extend(roots.iter().copied());
        roots
    }

    fn items(&mut self, toc: usize, nodes: &[TocNode], depth: usize) -> Vec<Item> {
        let mut items = Vec::with_capacity(nodes.len());
        for node in nodes.iter().filter(|_| depth < DEEPEST) {
            let mut children = Vec::new();
            let mut page = None;
            for (written, is_page) in
                [(&node.href, true), (&node.topic_href, true), (&node.toc_href, false)].map(|(w, is)| (w.as_ref(), is))
            {
                let Some(written) = written else { continue };
                match self.table(toc, &written.text) {
                    Some(other) if self.used.insert(other) => {
                        let repository = self.repository;
                        children.extend(self.items(other, &repository.tocs[other].nodes, depth + 1));
                    }
                    Some(_) => {}
                    None if is_page => {
                        let found = self.page(toc, written);
                        page = page.or(found);
                    }
                    _ => {}
                }
            }
            children.extend(self.items(toc, &node.items, depth + 1));
            items.push(Item {
                name: node.name.clone(),
                source_name: node.source_name.clone(),
                uid: node.uid.clone(),
                page,
                expanded: node.expanded,
                children,
            });
        }
        items
    }

    /// A path of a table, below the content root.
    fn joined(&self, toc: usize, path: &str) -> Option<String> {
        let own = &self.repository.tocs[toc].file.relative;
        let folder = own.rsplit_once('/').map_or("", |(folder, _)| folder);
        match path.strip_prefix("~/") {
            Some(rest) => path::join(&self.repository.folder, rest),
            None => path::join(folder, path),
        }
    }

    /// The table that a path names: the file, or the folder that it lies in.
    fn table(&self, toc: usize, written: &str) -> Option<usize> {
        let Kind::Path { path, rooted: false, .. } = url::classify(written, false) else { return None };
        let path = url::decode(path);
        let joined = self.joined(toc, &path)?.to_lowercase();
        let own = self.places.get(&joined).copied();
        let in_folder = || {
            let files = ["toc.yml", "toc.yaml", "toc.md"].iter();
            files.filter_map(|file| self.places.get(&format!("{joined}/{file}"))).next().copied()
        };
        own.or_else(|| path.ends_with('/').then(in_folder).flatten())
    }

    /// The page that a path names.
    fn page(&mut self, toc: usize, written: &Written) -> Option<Destination> {
        let text = written.text.as_str();
        let (path, fragment, rooted) = match url::classify(text, false) {
            Kind::Outside => return Some(Destination::Outside(text.to_owned())),
            Kind::Empty | Kind::Fragment(_) => return None,
            Kind::Forbidden(scheme) => {
                let message = format!("links with `{scheme}:` are not allowed");
                self.problem(toc, written, message, "write a path, or an address with `https:`");
                return None;
            }
            Kind::Path { path, fragment, rooted, .. } => (url::decode(path), fragment.map(url::decode), rooted),
        };
        let (index, repository) = (self.trees.index, self.repository);
        let article = |number| Destination::Article { number, fragment: fragment.clone().filter(|f| !f.is_empty()) };
        if rooted {
            let found = path::join(&repository.folder, &path).and_then(|joined| self.file(&joined));
            let found = found.or_else(|| index.by_key(&path::join("", &path)?.to_lowercase()));
            let found = found.or_else(|| self.file(&chains::published(&path, repository)?));
            let host = self.trees.site.config.links.site_host.is_some();
            return found.map(article).or_else(|| host.then(|| Destination::Host(text.to_owned())));
        }
        let joined = self.joined(toc, &path)?;
        if let Some(number) = self.file(&joined) {
            return Some(article(number));
        }
        if let Some(end) = index.redirected(repository.root, &repository.folder, &joined, false) {
            return Some(end.clone());
        }
        let name = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default().to_ascii_lowercase();
        let (stem, extension) = name.rsplit_once('.').unwrap_or((&name, ""));
        if stem == "index" {
            // An index is the home page, which every locale has.
            return Some(Destination::Home);
        }
        if ["", "md", "yml", "html", "htm"].contains(&extension) {
            let message = format!("the table of contents lists `{text}`, which does not exist");
            self.problem(toc, written, message, "correct the path, or remove the entry");
        }
        None
    }

    /// The article of a file; the first one tells the locale of the whole.
    fn file(&mut self, joined: &str) -> Option<usize> {
        let lower = joined.to_lowercase();
        let number = self.trees.index.file(self.repository.root, &lower)?;
        if self.locale.is_none() {
            let editions = self.trees.site.catalog.articles[number].translations.iter().flat_map(|t| &t.editions);
            let inside = |relative: &str| relative.starts_with(&*self.repository.folder);
            let own = editions.map(|e| &e.document).find(|d| d.root == self.repository.root && inside(&d.relative));
            self.locale = own.map(|document| document.locale.clone());
        }
        Some(number)
    }

    fn problem(&mut self, toc: usize, written: &Written, message: String, help: &str) {
        let file = &self.repository.tocs[toc].file;
        self.problems.entry(file.path.clone()).or_default().add(Code::BrokenLink, || {
            let location = Location::in_text(&file.path, &file.text, written.span.clone());
            Diagnostic::new(Code::BrokenLink, message).at(location).help(help)
        });
    }
}

/// Says of every group where it can be read: as a topic, else on its own page, else on the first
/// page in it.
pub fn lead(nodes: &mut [NavNode], topics: &[Topic]) {
    for node in nodes {
        lead(&mut node.children, topics);
        if let Some(topic) = node.topic.and_then(|n| topics.get(n)) {
            node.lead.clone_from(&topic.url);
        } else if node.url.is_empty() {
            node.lead = node.children.first().map_or_else(String::new, |child| child.lead.clone());
        }
    }
}

/// Where each article stands in a tree: the numbers of the entries that lead to it. Of several
/// places the first in a group is its own.
pub fn trails(nodes: &[NavNode]) -> BTreeMap<usize, Vec<usize>> {
    fn visit(top: &[NavNode], nodes: &[NavNode], trail: &mut Vec<usize>, found: &mut BTreeMap<usize, Vec<usize>>) {
        for (n, node) in nodes.iter().enumerate() {
            trail.push(n);
            if let Some(article) = node.article {
                let alone = |old: &Vec<usize>| old.len() == 1 && top[old[0]].children.is_empty();
                if found.get(&article).is_none_or(|old| alone(old) && trail.len() > 1) {
                    found.insert(article, trail.clone());
                }
            }
            visit(top, &node.children, trail, found);
            trail.pop();
        }
    }
    let mut found = BTreeMap::new();
    visit(nodes, nodes, &mut Vec::new(), &mut found);
    found
}

/// Number of entries that lead to an article of the site.
pub fn articles(nodes: &[NavNode]) -> usize {
    nodes.iter().map(|node| usize::from(node.article.is_some()) + articles(&node.children)).sum()
}
