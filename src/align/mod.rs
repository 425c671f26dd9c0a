//! Align: documents in, the catalog out. Finds the files that are one translation, the translations
//! that are one article, and says why. Never reads a file, renders nothing, changes no text.

mod beside;
mod editions;
mod join;
mod joint;
mod keys;
mod ledger;
mod lend;
mod naming;
mod near;
mod score;
mod segments;
mod settle;
mod state;

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::cache::Table;
use crate::disk::Failure;
use crate::model::{
    Article, Catalog, Checked, Code, Diagnostic, Document, Edition, Key, Keyed, Loan, Locale, Location, Origin, Role,
    State, Translation,
};
use crate::shelf::Shelf;

use joint::{Joint, Member};
use score::{Contents, Scored};

pub use ledger::{Entry, Ledger, Pin};
pub use near::{Near, near};
pub use score::CERTAIN;

/// What the site says of its locales.
#[derive(Clone, Debug, Hash)]
pub struct Options {
    /// Configured locales, in the site's order; others follow in the order of their tags.
    pub order: Vec<Locale>,
    /// The language that the articles were translated from.
    pub source_locale: Locale,
    /// Only these locales; all where empty.
    pub only: Vec<Locale>,
    pub drafts: bool,
}

/// A document, and the keys of what it says of its article: equal keys, equal alignment.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Told {
    pub document: Arc<Document>,
    /// The key of all that tells where it belongs but for its contents.
    pub facts: Key,
    pub contents: Contents,
    /// What is asked most, so that nobody need look for it in the document.
    pub made_of: Key,
    pub role: Role,
    pub draft: bool,
}

impl Told {
    pub fn new(document: Arc<Document>) -> Self {
        let (facts, contents) = (joint::facts(&document), Contents::of(&document));
        Self { facts, contents, made_of: document.made_of, role: document.role, draft: document.meta.draft, document }
    }
}

/// What was aligned before.
#[derive(Debug, Default)]
pub struct Memory {
    joints: Table<Joint>,
    /// What of all files scores are made of, by the key of what tells more than scores.
    scored: Table<Scored>,
    slugs: Table<String>,
    articles: Table<Article>,
    loans: Table<Option<Loan>>,
    /// The numbers of the blocks of each translation of an article.
    segments: Table<Vec<Vec<u32>>>,
}

impl Memory {
    /// Ends a run; see [`Table::turn`].
    pub fn turn(&mut self) {
        self.joints.turn();
        self.scored.turn();
        self.slugs.turn();
        self.articles.turn();
        self.loans.turn();
        self.segments.turn();
    }

    /// Takes what a shelf has. Articles are soon built of documents.
    pub fn load(shelf: &Shelf) -> Self {
        Self {
            joints: Table::load(shelf, "joints"),
            scored: Table::load(shelf, "scored"),
            slugs: Table::load(shelf, "slugs"),
            articles: Table::default(),
            loans: Table::load(shelf, "loans"),
            segments: Table::load(shelf, "segments"),
        }
    }

    /// Puts on a shelf what it does not have yet.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn save(&self, shelf: &Shelf) -> Result<(), Failure> {
        self.joints.save(shelf, "joints")?;
        self.scored.save(shelf, "scored")?;
        self.slugs.save(shelf, "slugs")?;
        self.loans.save(shelf, "loans")?;
        self.segments.save(shelf, "segments")
    }
}

/// Aligns all documents of a site.
pub fn align<'a>(
    told: impl Iterator<Item = &'a Told>,
    ledger: &Ledger,
    options: &Options,
    memory: &Memory,
) -> Checked<Catalog> {
    let is_shown = |told: &&Told| told.role == Role::Article && (options.drafts || !told.draft);
    let articles: Vec<&Told> = told.filter(is_shown).collect();
    let joint = joint::remembered(&articles, ledger, options, memory);
    let options = &Options { source_locale: joint.source_locale.clone(), ..options.clone() };
    let common = Key::of(&(options, &joint.locales));
    let key = |group: &usize| {
        let group = &joint.groups[*group];
        let mut keyed = Keyed::default();
        keyed.add(&(common, group.key));
        let documents = group.members.iter().flat_map(|member| &member.documents);
        documents.for_each(|(n, _)| keyed.add(&articles[*n].made_of));
        keyed.done()
    };
    let build = |group: &usize| {
        let group = &joint.groups[*group];
        let translations = group.members.iter().map(|member| translation(member, &articles, &memory.loans)).collect();
        let mut article = build_article(&group.name, translations, options);
        article.translations.iter_mut().for_each(|translation| translation.made_of = text_key(translation));
        article.made_of = key_of(&article, common);
        article.translations.retain(|t| joint.locales.contains(&t.locale));
        article.translations.sort_by_key(|t| joint.locales.iter().position(|l| *l == t.locale));
        let numbered = memory.segments.get(article.made_of, || segments::numbers(&article.translations));
        for (translation, numbers) in article.translations.iter_mut().zip(&*numbered) {
            translation.segments.clone_from(numbers);
        }
        article
    };
    let groups: Vec<usize> = (0..joint.groups.len()).collect();
    let mut built = memory.articles.all(&groups, key, build);
    built.retain(|article| !article.translations.is_empty());
    let value =
        Catalog { articles: built, locales: joint.locales.clone(), source_locale: options.source_locale.clone() };
    Checked { value, diagnostics: joint.diagnostics.clone() }
}

/// The key of all that an article is made of, but for why its translations belong to it: pages do not say that.
fn key_of(article: &Article, common: Key) -> Key {
    let translations: Vec<Key> = article.translations.iter().map(|translation| translation.made_of).collect();
    Key::of(&(common, &article.slug, &article.aliases, &article.key, &article.path, translations))
}

/// The key of all that a text is made of.
fn text_key(translation: &Translation) -> Key {
    let mut keyed = Keyed::default();
    keyed.add(&(&translation.locale, &translation.language, translation.origin));
    for document in translation.editions.iter().map(|edition| &edition.document) {
        keyed.add(&(document.made_of, &document.locale, &document.key, &document.bare_key));
    }
    keyed.done()
}

fn translation(member: &Member, articles: &[&Told], loans: &Table<Option<Loan>>) -> Translation {
    let editions: Vec<Edition> = member
        .documents
        .iter()
        .map(|(n, settled)| Edition { document: joint::settled(&articles[*n].document, settled.as_deref()) })
        .collect();
    let lent: Vec<Key> = editions.iter().map(|edition| edition.document.made_of).collect();
    let loan = Option::clone(&loans.get(Key::of(&lent), || lend::lend(&editions)));
    Translation {
        made_of: Key::default(),
        locale: member.locale.clone(),
        language: member.locale.clone(),
        editions,
        origin: Origin::Written,
        evidence: member.evidence.clone(),
        state: State::Current,
        loan,
        segments: Vec::new(),
    }
}

fn build_article(name: &naming::Name, mut translations: Vec<Translation>, options: &Options) -> Article {
    state::judge(&mut translations);
    if let Some(rebuilt) = settle::rebuilt(&translations, options) {
        translations.push(rebuilt);
    }
    let naming::Name { key, slug, path, aliases } = name.clone();
    Article { made_of: Key::default(), key, slug, path, aliases, translations }
}

/// A diagnostic about two files, placed where the first says what it is; a name is the whole file's.
fn about_two(code: Code, first: &Document, second: &Document, message: String, help: &str) -> Diagnostic {
    let key = || {
        let from = first.text.find("ranslation")?;
        first.text[from..].find(first.meta.translation_key.as_deref()?).map(|at| from + at)
    };
    let at = first.text.find("ms.locfileid").or_else(key).filter(|_| code != Code::UrlCollision);
    let location = at.map_or_else(
        || Location::of_file(&first.path),
        |at| {
            let line = first.text[at..].lines().next().map_or(0, str::len);
            Location::in_text(&first.path, &first.text, at..at + line)
        },
    );
    Diagnostic::new(code, message).at(location).note(format!("the other file is `{}`", second.path)).help(help)
}
