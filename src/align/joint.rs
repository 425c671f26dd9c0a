//! Which files are which article, as far as all files of a site must be known to tell: settled locales, editions,
//! translations, names. It is made again only where a file says something else of its article.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::cache::Table;
use crate::model::{Code, Diagnostic, Document, Evidence, Key, Keyed, Locale, LocaleFrom};

use super::naming::{self, Name};
use super::score::Scored;
use super::{Ledger, Memory, Options, Told, editions, join, settle};

/// The articles of a site, by the numbers of their files.
#[derive(Debug, Serialize, Deserialize)]
pub struct Joint {
    /// In the order of their slugs.
    pub groups: Vec<Group>,
    /// Every locale that has a page, in the site's order.
    pub locales: Vec<Locale>,
    pub source_locale: Locale,
    pub diagnostics: Vec<Diagnostic>,
    /// The files that diagnostics show, by number, with their keys.
    shown: Vec<(usize, Key)>,
}

/// The files of one article.
#[derive(Debug, Serialize, Deserialize)]
pub struct Group {
    /// The key of all that follows, but for the numbers of files.
    pub key: Key,
    pub name: Name,
    pub members: Vec<Member>,
}

impl Group {
    fn new(name: Name, members: Vec<Member>) -> Self {
        let mut keyed = Keyed::default();
        keyed.add(&name);
        for member in &members {
            keyed.add(&(&member.locale, &member.evidence, member.documents.len()));
            member.documents.iter().for_each(|(_, settled)| keyed.add(settled));
        }
        Self { key: keyed.done(), name, members }
    }
}

/// The files of one translation.
#[derive(Debug, Serialize, Deserialize)]
pub struct Member {
    pub locale: Locale,
    /// Numbers of its files, the one to read first, and what was settled about each.
    pub documents: Vec<(usize, Option<Arc<Settled>>)>,
    pub evidence: Vec<Evidence>,
}

/// What the other files tell about a file.
#[derive(Debug, PartialEq, Hash, Serialize, Deserialize)]
pub struct Settled {
    locale: Locale,
    locale_from: LocaleFrom,
    key: Option<String>,
    bare_key: Option<String>,
}

/// The key of what a file says of its article: all that this stage reads of it but for its places in the text and for
/// what scores are made of.
pub fn facts(document: &Document) -> Key {
    let mut keyed = Keyed::default();
    let d = document;
    keyed.add(&(
        &d.path,
        d.root,
        &d.relative,
        d.docset,
        d.role,
        &d.locale,
        d.locale_from,
        &d.key,
        &d.bare_key,
        &d.stem,
    ));
    keyed.add(&(&d.meta, d.title(), d.is_bilingual(), d.source.is_some()));
    keyed.add(&d.reading.title.as_ref().map(|title| &title.anchor));
    // The length of a text tells only where its locale is asked for.
    keyed.add(&d.bare_key.as_ref().map(|_| d.reading.text.len()));
    keyed.done()
}

/// What the files of a site come to; made only where it is not remembered.
pub fn remembered(told: &[&Told], ledger: &Ledger, options: &Options, memory: &Memory) -> Arc<Joint> {
    let mut keyed = Keyed::default();
    keyed.add(&(ledger, options));
    told.iter().for_each(|told| keyed.add(&told.facts));
    let key = keyed.done();
    // A finding quotes its file, which may have changed around it.
    let is_true = |joint: &Joint| joint.shown.iter().all(|(n, key)| told[*n].made_of == *key);
    let scores = |scored: &Scored| Key::of(&(key, scored.key(told)));
    let known = memory.scored.find(key).and_then(|scored| memory.joints.find(scores(&scored)));
    known.filter(|known| is_true(known)).unwrap_or_else(|| {
        let (joint, scored) = joint(told, ledger, options, &memory.slugs);
        let joint = memory.joints.put(scores(&scored), Arc::new(joint));
        memory.scored.put(key, Arc::new(scored));
        joint
    })
}

fn joint(told: &[&Told], ledger: &Ledger, options: &Options, slugs: &Table<String>) -> (Joint, Scored) {
    let mut diagnostics = Vec::new();
    let documents: Vec<Arc<Document>> = told.iter().map(|told| told.document.clone()).collect();
    let (documents, source_locale) = settle::locales(documents, options, &mut diagnostics);
    let options = &Options { source_locale: source_locale.clone(), ..options.clone() };
    let nodes = editions::group(&documents, &mut diagnostics);
    let joined = join::join(&nodes, ledger, &mut diagnostics);
    let names = naming::name(&nodes, &joined, ledger, &source_locale, slugs, &mut diagnostics);
    if !options.only.is_empty() {
        // Files that were not read are not missing.
        diagnostics.retain(|d| d.code != Code::UnknownPin);
    }
    // Two content roots may hold files of one path.
    let numbers: BTreeMap<*const Document, usize> =
        documents.iter().enumerate().map(|(n, d)| (Arc::as_ptr(d), n)).collect();
    let number = |document: &Arc<Document>| numbers.get(&Arc::as_ptr(document)).copied().unwrap_or_default();
    let member = |n: &usize| {
        let numbered = |document: &Arc<Document>| {
            let number = number(document);
            (number, differing(&told[number].document, document))
        };
        Member {
            locale: nodes[*n].locale.clone(),
            documents: nodes[*n].documents.iter().map(numbered).collect(),
            evidence: joined.evidence[*n].clone(),
        }
    };
    let clusters = joined.clusters.iter().zip(names);
    let mut groups: Vec<Group> =
        clusters.map(|(nodes, name)| Group::new(name, nodes.iter().map(member).collect())).collect();
    groups.sort_by(|a, b| a.name.slug.cmp(&b.name.slug));
    let rebuilds = nodes.iter().flat_map(|node| &node.documents).any(|document| document.source.is_some());
    let found = nodes.iter().map(|node| &node.locale);
    let locales = settle::order(found.chain(rebuilds.then_some(&source_locale)), options);
    let paths: BTreeSet<&Arc<str>> = diagnostics.iter().filter_map(|d| Some(&d.location.as_ref()?.path)).collect();
    let shown = documents.iter().enumerate().filter(|(_, d)| paths.contains(&d.path));
    let shown = shown.map(|(n, document)| (n, document.made_of)).collect();
    let scored = Scored::new(&nodes, &joined.open, number);
    (Joint { groups, locales, source_locale, diagnostics, shown }, scored)
}

fn differing(before: &Document, after: &Document) -> Option<Arc<Settled>> {
    let of = |d: &Document| Settled {
        locale: d.locale.clone(),
        locale_from: d.locale_from,
        key: d.key.clone(),
        bare_key: d.bare_key.clone(),
    };
    let settled = of(after);
    (settled != of(before)).then(|| Arc::new(settled))
}

/// A document with what was settled about it.
pub fn settled(document: &Arc<Document>, settled: Option<&Settled>) -> Arc<Document> {
    let Some(settled) = settled else { return document.clone() };
    let mut document = Document::clone(document);
    document.locale = settled.locale.clone();
    document.locale_from = settled.locale_from;
    document.key = settled.key.clone();
    document.bare_key = settled.bare_key.clone();
    Arc::new(document)
}
