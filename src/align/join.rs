//! Which translations are one article: pins, ids, keys, hashes, paths, and then scored evidence.

use std::collections::BTreeSet;

use crate::model::{Code, Diagnostic, Evidence, Locale};

use super::about_two;
use super::editions::Node;
use super::keys;
use super::ledger::Ledger;
use super::score::{Pair, Scorer};

/// The outcome: every node in exactly one cluster.
pub struct Joined {
    /// Node numbers of each article, in the order of their first.
    pub clusters: Vec<Vec<usize>>,
    /// For each node, why it is where it is.
    pub evidence: Vec<Vec<Evidence>>,
    /// For each cluster, the key of its ledger entry.
    pub keys: Vec<Option<String>>,
    /// The nodes that scores had to tell about, in order.
    pub open: Vec<usize>,
}

/// Joins translations to articles. Never two of one locale.
pub fn join(nodes: &[Node], ledger: &Ledger, diagnostics: &mut Vec<Diagnostic>) -> Joined {
    let mut clusters = Clusters::new(nodes);
    pin(&mut clusters, ledger, diagnostics);
    by_key(&mut clusters, diagnostics, Rule::LocFileId, |n| {
        nodes[n].documents.iter().filter_map(|d| d.meta.locfileid.clone()).collect()
    });
    let keys = keys::of(nodes);
    by_key(&mut clusters, diagnostics, Rule::TranslationKey, |n| keys[n].clone());
    by_key(&mut clusters, diagnostics, Rule::SourceHash, |n| {
        nodes[n].documents.iter().filter_map(|d| d.meta.source_hash.clone()).collect()
    });
    by_path(&mut clusters);
    let mut open = Vec::new();
    if is_open(nodes, &clusters.sets()) {
        let scorer = Scorer::new(nodes);
        open = clusters.sets().into_iter().filter(|members| scorer.is_open(members)).flatten().collect();
        open.sort_unstable();
        let certain = scorer.certain(&clusters.sets());
        by_score(&mut clusters, &certain);
        let likely = scorer.likely(&clusters.sets());
        by_score(&mut clusters, &likely);
    }
    let sets = clusters.sets();
    let keys = sets.iter().map(|members| clusters.key_of(members[0])).collect();
    Joined { clusters: sets, evidence: clusters.evidence, keys, open }
}

/// Whether two clusters have no locale in common, so that they might belong together.
fn is_open(nodes: &[Node], clusters: &[Vec<usize>]) -> bool {
    let locales = |members: &Vec<usize>| members.iter().map(|n| &nodes[*n].locale).collect::<BTreeSet<_>>();
    let sets: BTreeSet<BTreeSet<&Locale>> = clusters.iter().map(locales).collect();
    sets.iter().enumerate().any(|(n, one)| sets.iter().skip(n + 1).any(|other| one.is_disjoint(other)))
}

/// Joins pairs in their order; a pair that a better one has made impossible is passed over.
fn by_score(clusters: &mut Clusters<'_>, pairs: &[Pair]) {
    for pair in pairs {
        if !clusters.keyed_apart(pair.a, pair.b) && clusters.join(pair.a, pair.b).is_ok() {
            for (node, other) in [(pair.a, pair.b), (pair.b, pair.a)] {
                let with = clusters.nodes[other].locale.clone();
                clusters.evidence[node].push(Evidence::Score { with, score: pair.score, shared: pair.shared.clone() });
            }
        }
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Rule {
    LocFileId,
    TranslationKey,
    SourceHash,
}

/// Joins what the ledger puts together, and remembers what it keeps apart.
fn pin(clusters: &mut Clusters<'_>, ledger: &Ledger, diagnostics: &mut Vec<Diagnostic>) {
    let nodes = clusters.nodes;
    let mut ids: Vec<(&str, &str, usize)> = Vec::new();
    let mut paths: Vec<(&str, &str, usize)> = Vec::new();
    for (n, node) in nodes.iter().enumerate() {
        for document in &node.documents {
            ids.extend(document.meta.locfileid.as_deref().map(|id| (node.locale.tag(), id, n)));
            paths.push((node.locale.tag(), &document.relative, n));
        }
    }
    ids.sort_unstable();
    paths.sort_unstable();
    let find = |index: &[(&str, &str, usize)], locale: &str, name: &str| {
        let at = index.partition_point(|e| (e.0, e.1) < (locale, name));
        index.get(at).filter(|e| (e.0, e.1) == (locale, name)).map(|e| e.2)
    };
    for entry in &ledger.entries {
        let mut first: Option<usize> = None;
        for pin in &entry.pins {
            let found = find(&ids, pin.locale.tag(), &pin.name).or_else(|| find(&paths, pin.locale.tag(), &pin.name));
            // Hand-offs replace ids: an id that is gone is the ledger's past, not a mistake, as long
            // as its article is still known by another one or by its slug.
            let Some(node) = found else { continue };
            clusters.set_key(node, &entry.key);
            clusters.evidence[node].push(Evidence::Pin);
            if let Some(first) = first {
                if let Err((a, b)) = clusters.join(first, node) {
                    diagnostics.push(conflict(nodes, a, b, "the alignment file puts both into one article"));
                }
            } else {
                first = Some(node);
            }
        }
    }
}

/// Joins all nodes that share a value.
fn by_key(
    clusters: &mut Clusters<'_>,
    diagnostics: &mut Vec<Diagnostic>,
    rule: Rule,
    keys: impl Fn(usize) -> Vec<String>,
) {
    let nodes = clusters.nodes;
    let mut index: Vec<(String, usize)> =
        (0..nodes.len()).flat_map(|n| keys(n).into_iter().map(move |key| (key, n))).collect();
    index.sort();
    index.dedup();
    for group in index.chunk_by(|a, b| a.0 == b.0) {
        let first = group[0].1;
        for &(_, n) in &group[1..] {
            match clusters.join(first, n) {
                Ok(()) => {
                    for (node, other) in [(first, n), (n, first)] {
                        let with = nodes[other].locale.clone();
                        if with == nodes[node].locale {
                            continue;
                        }
                        let evidence = match rule {
                            Rule::LocFileId => Evidence::LocFileId { with },
                            Rule::TranslationKey => Evidence::TranslationKey { with },
                            Rule::SourceHash => Evidence::SourceHash { with },
                        };
                        // The first of a group would otherwise repeat itself for every other.
                        if !clusters.evidence[node].iter().any(|e| same_kind(e, &evidence)) {
                            clusters.evidence[node].push(evidence);
                        }
                    }
                }
                // Copies of a file have been reported by their id.
                Err((a, b)) if clusters.pinned_apart(a, b) || same_id(&nodes[a], &nodes[b]) => {}
                Err((a, b)) => {
                    let what = match rule {
                        Rule::LocFileId => "both belong to the article of one `ms.locfileid`",
                        Rule::TranslationKey => "both belong to the article of one `translationKey`",
                        Rule::SourceHash => "both belong to the article of one `ms.openlocfilehash`",
                    };
                    diagnostics.push(conflict(nodes, a, b, what));
                }
            }
        }
    }
}

fn same_id(a: &Node, b: &Node) -> bool {
    let id = |node: &Node| node.first().meta.locfileid.clone();
    id(a).is_some() && id(a) == id(b)
}

/// Joins all nodes of one path: first within a content root, then across roots.
fn by_path(clusters: &mut Clusters<'_>) {
    let nodes = clusters.nodes;
    let mut index: Vec<(&str, usize, usize)> = nodes
        .iter()
        .enumerate()
        .flat_map(|(n, node)| node.documents.iter().filter_map(move |d| Some((d.key.as_deref()?, d.root, n))))
        .collect();
    index.sort_unstable();
    for group in index.chunk_by(|a, b| a.0 == b.0) {
        let mut heads: Vec<usize> = Vec::new();
        let mut root = usize::MAX;
        for &(_, from, n) in group {
            if from != root {
                heads.push(n);
                root = from;
            }
            // Two files of one locale have been reported as editions in conflict.
            let head = heads[heads.len() - 1];
            path_join(clusters, head, n);
        }
        for &other in &heads[1..] {
            path_join(clusters, heads[0], other);
        }
    }
}

fn path_join(clusters: &mut Clusters<'_>, a: usize, b: usize) {
    if a == b || clusters.keyed_apart(a, b) || clusters.join(a, b).is_err() {
        return;
    }
    for (node, other) in [(a, b), (b, a)] {
        let evidence = Evidence::Path { with: clusters.nodes[other].locale.clone() };
        let known = clusters.evidence[node].iter().any(|e| same_kind(e, &evidence));
        if !known && clusters.nodes[node].locale != clusters.nodes[other].locale {
            clusters.evidence[node].push(evidence);
        }
    }
}

fn same_kind(a: &Evidence, b: &Evidence) -> bool {
    std::mem::discriminant(a) == std::mem::discriminant(b)
}

fn conflict(nodes: &[Node], a: usize, b: usize, why: &str) -> Diagnostic {
    let (one, other) = (nodes[a].first(), nodes[b].first());
    let message = format!("two files of `{}` claim to be one article", nodes[a].locale);
    about_two(
        Code::TranslationConflict,
        one,
        other,
        message,
        "tell them apart in the alignment file (`kbgen align --write`), or remove one",
    )
    .note(why.to_owned())
}

/// Disjoint sets of nodes, at most one a locale, at most one ledger key.
struct Clusters<'a> {
    nodes: &'a [Node],
    parent: Vec<usize>,
    /// For each root, its members in order.
    members: Vec<Vec<usize>>,
    key: Vec<Option<String>>,
    evidence: Vec<Vec<Evidence>>,
    /// Whether any file has a translation key.
    keyed: bool,
}

impl<'a> Clusters<'a> {
    fn new(nodes: &'a [Node]) -> Self {
        Self {
            nodes,
            parent: (0..nodes.len()).collect(),
            members: (0..nodes.len()).map(|n| vec![n]).collect(),
            key: vec![None; nodes.len()],
            evidence: vec![Vec::new(); nodes.len()],
            keyed: nodes.iter().any(|node| keys::own(node).next().is_some()),
        }
    }

    fn find(&mut self, mut n: usize) -> usize {
        while self.parent[n] != n {
            self.parent[n] = self.parent[self.parent[n]];
            n = self.parent[n];
        }
        n
    }

    /// Joins the sets of two nodes; fails with two members that cannot be in one article.
    fn join(&mut self, a: usize, b: usize) -> Result<(), (usize, usize)> {
        let (x, y) = (self.find(a), self.find(b));
        if x == y {
            return Ok(());
        }
        if self.key[x].is_some() && self.key[y].is_some() && self.key[x] != self.key[y] {
            return Err((a, b));
        }
        let locale = |n: &usize| -> &Locale { &self.nodes[*n].locale };
        for one in &self.members[x] {
            if let Some(other) = self.members[y].iter().find(|o| locale(o) == locale(one)) {
                return Err((*one, *other));
            }
        }
        let (root, gone) = (x.min(y), x.max(y));
        self.parent[gone] = root;
        let moved = std::mem::take(&mut self.members[gone]);
        self.members[root].extend(moved);
        self.members[root].sort_unstable();
        if let Some(key) = self.key[gone].take() {
            self.key[root] = Some(key);
        }
        Ok(())
    }

    fn set_key(&mut self, node: usize, key: &str) {
        let root = self.find(node);
        self.key[root].get_or_insert_with(|| key.to_owned());
    }

    fn key_of(&mut self, node: usize) -> Option<String> {
        let root = self.find(node);
        self.key[root].clone()
    }

    fn pinned_apart(&mut self, a: usize, b: usize) -> bool {
        let (a, b) = (self.key_of(a), self.key_of(b));
        a.is_some() && b.is_some() && a != b
    }

    /// Whether the files of both say in words that they are other articles: by other translation keys.
    fn keyed_apart(&mut self, a: usize, b: usize) -> bool {
        if !self.keyed {
            return false;
        }
        let (a, b) = (self.find(a), self.find(b));
        let keys =
            |members: &[usize]| -> BTreeSet<&str> { members.iter().flat_map(|n| keys::own(&self.nodes[*n])).collect() };
        let (a, b) = (keys(&self.members[a]), keys(&self.members[b]));
        !a.is_empty() && !b.is_empty() && a.is_disjoint(&b)
    }

    fn sets(&self) -> Vec<Vec<usize>> {
        self.members.iter().filter(|m| !m.is_empty()).cloned().collect()
    }
}
