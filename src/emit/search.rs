//! The search index: one a locale, and one in the source language that all of them share, so that
//! English words find what no locale's own words do. What the files say: [`crate::search::pack`].

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use serde_json::json;

use super::site::{self, Site};
use super::{Emitter, Job};
use crate::cache::Table;
use crate::disk::Failure;
use crate::model::{BlockKind, Body, Checked, Content, Key, Keyed, LocalePlan, OutputFile, PagePlan, Translation};
use crate::parallel;
use crate::search::excerpt;
use crate::search::index::{self, Index, Read, Text};
use crate::search::language::{self, Language};
use crate::search::pack::{self, BLOCK, FORMAT, Head, Packed};
use crate::shelf::{FEW, Shelf};

pub const EMITTER: Emitter = Emitter { name: "search", jobs };

/// Folder of the files that only a manifest names.
const FOLDER: &str = "assets/search/";

/// Front matter keys that name a product, the most telling first.
const PRODUCTS: &[&str] = &["product", "products", "ms.prod", "ms.service", "ms.technology"];

/// What was indexed before.
#[derive(Debug, Default)]
pub struct Memory {
    /// Of each index, by the folder of its files.
    folders: Mutex<BTreeMap<String, Arc<Known>>>,
    /// Where indexes are looked for that are not in memory.
    shelf: Option<Shelf>,
    source_texts: Table<Key>,
}

/// What is known of one index.
#[derive(Debug)]
struct Known {
    read: Mutex<Read>,
    packed: Table<Packed>,
    blocks: Table<Vec<u8>>,
}

impl Memory {
    /// Ends a run; see [`Table::turn`].
    pub fn turn(&mut self) {
        self.source_texts.turn();
        let folders = self.folders.get_mut().unwrap_or_else(PoisonError::into_inner);
        for known in folders.values_mut().filter_map(Arc::get_mut) {
            known.packed.turn();
            known.blocks.turn();
        }
    }

    /// Takes what a shelf has: an index when it is made again.
    pub fn load(shelf: &Shelf) -> Self {
        let source_texts = Table::load(shelf, "source-texts");
        Self { shelf: Some(shelf.clone()), source_texts, ..Self::default() }
    }

    /// Puts on a shelf what it does not have yet.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn save(&self, shelf: &Shelf) -> Result<(), Failure> {
        self.source_texts.save(shelf, "source-texts")?;
        let folders = self.folders.lock().unwrap_or_else(PoisonError::into_inner).clone();
        let folders: Vec<_> = folders.into_iter().collect();
        parallel::map_evenly(&folders, |(folder, known)| known.save(shelf, folder)).into_iter().collect()
    }

    /// What is known of the index in a folder.
    fn of(&self, folder: &str, language: Language) -> Arc<Known> {
        let folders = || self.folders.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = folders().get(folder) {
            return known.clone();
        }
        // Meanwhile this thread may take up the job of another folder.
        let known = Arc::new(Known::load(self.shelf.as_ref(), folder, language));
        folders().entry(folder.to_owned()).or_insert(known).clone()
    }
}

impl Known {
    fn load(shelf: Option<&Shelf>, folder: &str, language: Language) -> Self {
        let Some(shelf) = shelf else {
            let (packed, blocks) = (Table::default(), Table::default());
            return Self { read: Mutex::new(Read::new(language)), packed, blocks };
        };
        let read =
            || shelf.get::<Read>(&format!("read-{folder}")).map_or_else(|| Read::new(language), |r| r.of(language));
        let (packed, blocks) = (format!("packed-{folder}"), format!("blocks-{folder}"));
        let tables = || (Table::load(shelf, &packed), Table::load(shelf, &blocks));
        let (read, (packed, blocks)) = parallel::both(read, tables);
        Self { read: Mutex::new(read), packed, blocks }
    }

    fn save(&self, shelf: &Shelf, folder: &str) -> Result<(), Failure> {
        self.packed.save(shelf, &format!("packed-{folder}"))?;
        self.blocks.save(shelf, &format!("blocks-{folder}"))?;
        let read = self.read.lock().unwrap_or_else(PoisonError::into_inner);
        if read.changed() > FEW { shelf.put(&format!("read-{folder}"), &*read) } else { Ok(()) }
    }

    fn index<'a, T: FnOnce() -> Text<'a>>(&self, texts: impl Iterator<Item = (Key, u32, T)>) -> Index {
        index::build(texts, &mut self.read.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let source = source_name(site);
    let mut jobs: Vec<Job<'a>> = Vec::new();
    for (number, locale) in site.locales.iter().enumerate() {
        let (keyed_source, source) = (source.clone(), source.clone());
        let keyed = move |keyed: &mut Keyed| {
            keyed.add(&(locale.key, locale.texts_key, &locale.plan.topics, &keyed_source));
            // Documents are known by the numbers of their articles.
            pages(site, number).for_each(|(article, ..)| keyed.add(&article));
        };
        jobs.push(Job::new("search", keyed, move || locale_index(site, number, &source)));
    }
    let name = source.clone();
    jobs.push(Job::new("search-source", move |keyed| keyed.add(&name), move || source_index(site, &source)));
    jobs
}

/// The pages of a locale's articles that are no other locale's, with the numbers of the articles.
fn pages<'a>(site: &'a Site<'_>, locale: usize) -> impl Iterator<Item = (usize, &'a PagePlan, &'a Translation)> {
    let catalog = &site.plan.catalog;
    site.plan.articles.iter().enumerate().filter_map(move |(article, plan)| {
        let page = plan.pages.iter().find(|page| page.locale == locale)?;
        Some((article, page, &catalog.articles[article].translations[page.translation]))
    })
}

fn locale_index(site: &Site<'_>, number: usize, source: &str) -> Checked<Vec<OutputFile>> {
    let plan = site.locales[number].plan;
    let segment = plan.locale.url_segment();
    let is_source = plan.locale.language() == site.plan.source_locale.language();
    let language = language::of(&plan.locale);
    let texts = pages(site, number).map(|(article, _, translation)| {
        let names = names(site, article, translation, is_source);
        let key = Key::of(&(translation.made_of, &names));
        (key, article as u32, move || Text { names, ..text(translation.title(), translation.body()) })
    });
    let known = site.memory.search.of(&segment, language);
    let index = known.index(texts);
    let mut files = Vec::new();
    let head = Head {
        locale: plan.locale.tag().to_owned(),
        folder: format!("../../{FOLDER}{segment}/"),
        documents: pages(site, number).count(),
        language: language.for_queries(),
        blocks: blocks(site, number, &known, &mut files),
        facets: facets(site, number, &known, &mut files),
        source: if is_source { String::new() } else { format!("../../{FOLDER}source/{source}.bin") },
        ..Head::default()
    };
    let (shards, manifest) = pack::pack(&index, head, &known.packed);
    files.extend(shards);
    let mut output = written(files, &segment);
    let path = site.plan.output_path(&format!("{}search/index.bin", plan.home));
    output.push(OutputFile { path, content: Content::Bytes(manifest) });
    Checked { value: output, diagnostics: Vec::new() }
}

fn source_index(site: &Site<'_>, name: &str) -> Checked<Vec<OutputFile>> {
    let locale = &site.plan.source_locale;
    let needed = site.locales.iter().any(|other| other.plan.locale.language() != locale.language());
    if !needed {
        return Checked { value: Vec::new(), diagnostics: Vec::new() };
    }
    let language = language::of(locale);
    let slugs: Vec<Option<String>> = (0..site.plan.articles.len()).map(|article| anchors(site, article)).collect();
    let texts = slugs.iter().enumerate().map(|(article, anchors)| {
        let slug = &site.plan.catalog.articles[article].slug;
        let source = source_text(site, article);
        let key = match source {
            Some(translation) => Key::of(&(translation.made_of, slug)),
            None => Key::of(&(anchors, slug)),
        };
        let text = move || match source {
            Some(translation) => Text { names: vec![slug], ..text(translation.title(), translation.body()) },
            None => Text { title: slug, headings: anchors.as_deref().into_iter().collect(), ..Text::default() },
        };
        (key, article as u32, text)
    });
    let known = site.memory.search.of("source", language);
    let index = known.index(texts);
    let head = Head {
        locale: locale.tag().to_owned(),
        documents: site.plan.articles.len(),
        language: language.for_queries(),
        ..Head::default()
    };
    let (files, manifest) = pack::pack(&index, head, &known.packed);
    let mut output = written(files, "source");
    output.push(OutputFile { path: format!("{FOLDER}source/{name}.bin"), content: Content::Bytes(manifest) });
    Checked { value: output, diagnostics: Vec::new() }
}

/// A name for the manifest of the source language, known before it is made: from all it is made of.
fn source_name(site: &Site<'_>) -> String {
    let mut keyed = Keyed::default();
    keyed.add(&(FORMAT, env!("CARGO_PKG_VERSION"), &site.plan.source_locale));
    for (article, known) in site.plan.catalog.articles.iter().enumerate() {
        // Of the text alone: where the files lie makes no other index.
        let text = || match source_text(site, article) {
            Some(translation) => Key::of(&(&known.slug, translation.title(), &translation.body().text)),
            None => Key::of(&(&known.slug, anchors(site, article))),
        };
        keyed.add(&*site.memory.search.source_texts.get(known.made_of, text));
    }
    keyed.done().to_string()[..12].to_owned()
}

/// The text of an article in the source language, where there is one.
fn source_text<'a>(site: &'a Site<'_>, article: usize) -> Option<&'a Translation> {
    let wanted = &site.plan.source_locale;
    let translations = &site.plan.catalog.articles[article].translations;
    let exact = translations.iter().find(|translation| translation.language == *wanted);
    exact.or_else(|| translations.iter().find(|translation| translation.language.language() == wanted.language()))
}

/// What authors named headings in the source language, where no text in it exists: the names stay
/// when an article is translated.
fn anchors(site: &Site<'_>, article: usize) -> Option<String> {
    let mut all = BTreeSet::new();
    for translation in &site.plan.catalog.articles[article].translations {
        let body = translation.body();
        all.extend(body.title.as_ref().and_then(|title| title.anchor.as_deref()));
        all.extend(body.headings.iter().filter(|heading| heading.named).map(|heading| heading.id.as_str()));
    }
    (!all.is_empty()).then(|| all.into_iter().collect::<Vec<_>>().join(" "))
}

fn text<'a>(title: &'a str, body: &'a Body) -> Text<'a> {
    let mut text = Text { title, ..Text::default() };
    let heading = body.title.as_ref().map(|title| title.text.as_str());
    let mut bold = body.headings.iter().filter(|heading| heading.bold).map(|heading| heading.text.as_str()).peekable();
    for block in &body.blocks {
        let words = body.block_text(block);
        match block.kind {
            BlockKind::Paragraph if bold.next_if_eq(&words.trim_end_matches([':', '：']).trim_end()).is_some() => {
                text.headings.push(words);
            }
            BlockKind::Heading(1) if heading == Some(words) => {}
            BlockKind::Heading(_) => text.headings.push(words),
            _ => text.body.push(words),
        }
    }
    text
}

/// What an article is asked for by, beside its words: its number, and where the words of its address
/// are in the reader's language, these.
fn names<'a>(site: &'a Site<'_>, article: usize, translation: &'a Translation, is_source: bool) -> Vec<&'a str> {
    let slug = is_source.then(|| site.plan.catalog.articles[article].slug.as_str());
    translation.locfileid().into_iter().chain(slug).collect()
}

/// What is shown of each article, in blocks.
fn blocks(site: &Site<'_>, number: usize, known: &Known, files: &mut Vec<Arc<Packed>>) -> Vec<String> {
    let plan = site.locales[number].plan;
    let mut shown: BTreeMap<usize, (&PagePlan, &Translation)> = BTreeMap::new();
    pages(site, number).for_each(|(article, page, translation)| _ = shown.insert(article, (page, translation)));
    let entry = |article: usize| {
        let (page, translation) = shown.get(&article)?;
        let url = page.url.strip_prefix(&plan.home).unwrap_or(&page.url);
        let is_source = translation.language == site.plan.source_locale;
        let foreign = if translation.language == plan.locale { "" } else { translation.language.tag() };
        let lead = excerpt(translation.body(), translation.title());
        Some(json!([translation.title(), url, lead, site::kind(translation, is_source), foreign]))
    };
    let count = shown.keys().next_back().map_or(0, |last| last / BLOCK + 1);
    (0..count)
        .map(|block| {
            let articles = block * BLOCK..(block + 1) * BLOCK;
            if shown.range(articles.clone()).next().is_none() {
                return String::new();
            }
            let mut keyed = Keyed::default();
            keyed.add(&(&site.plan.source_locale, &plan.locale, &plan.home));
            for article in articles.clone() {
                keyed.add(&shown.get(&article).map(|(page, translation)| (&page.url, translation.made_of)));
            }
            let entries = || json!(articles.map(entry).collect::<Vec<_>>()).to_string().into_bytes();
            pack::add(files, &known.packed, &known.blocks.get(keyed.done(), entries))
        })
        .collect()
}

/// What results can be narrowed by: for each kind of facet its values, each with its label and the
/// numbers of its articles, as distances. A facet that all or nearly no articles have is none.
fn facets(site: &Site<'_>, number: usize, known: &Known, files: &mut Vec<Arc<Packed>>) -> String {
    let plan = site.locales[number].plan;
    let mut kinds: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let mut products: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (article, _, translation) in pages(site, number) {
        let kind = site::kind(translation, translation.language == site.plan.source_locale);
        kinds.entry(kind).or_default().push(article);
        let extra = &translation.meta().extra;
        if let Some(product) = PRODUCTS.iter().find_map(|key| extra.get(*key)).filter(|product| !product.is_empty()) {
            products.entry(product).or_default().push(article);
        }
    }
    kinds.remove("");
    let value = |id: &str, label: &str, mut articles: Vec<usize>| {
        articles.sort_unstable();
        let mut next = 0;
        let distances: Vec<usize> = articles
            .into_iter()
            .map(|article| {
                let distance = article - next;
                next = article + 1;
                distance
            })
            .collect();
        json!([id, label, distances])
    };
    let topics = plan.topics.iter().map(|topic| value(&topic.id, &topic.title, topic_articles(plan, &topic.entries)));
    let topics: Vec<_> = topics.collect();
    let products: Vec<_> = products.into_iter().map(|(product, articles)| value(product, product, articles)).collect();
    let kinds: Vec<_> = kinds.into_iter().map(|(kind, articles)| value(kind, "", articles)).collect();
    let several = |values: Vec<serde_json::Value>| if values.len() > 1 { values } else { Vec::new() };
    let all = json!({ "topic": several(topics), "product": several(products), "kind": several(kinds) });
    pack::add(files, &known.packed, all.to_string().as_bytes())
}

fn topic_articles(plan: &LocalePlan, entries: &[usize]) -> Vec<usize> {
    entries.iter().map(|entry| plan.listing[*entry].article).collect()
}

fn written(files: Vec<Arc<Packed>>, folder: &str) -> Vec<OutputFile> {
    // Equal contents have one name.
    let files: BTreeMap<&str, &[u8]> = files.iter().map(|file| (file.name.as_str(), file.bytes.as_slice())).collect();
    let path = |name: &str| format!("{FOLDER}{folder}/{name}.bin");
    files
        .into_iter()
        .map(|(name, bytes)| OutputFile { path: path(name), content: Content::Bytes(bytes.to_vec()) })
        .collect()
}
