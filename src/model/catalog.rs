use std::hash::{Hash, Hasher};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Body, Date, Document, Key, Locale, Meta, TranslationType};

/// Every article of the site with its translations.
#[derive(Clone, Debug)]
pub struct Catalog {
    /// In the order of their slugs.
    pub articles: Vec<Arc<Article>>,
    /// Every locale that has a page, in the site's order.
    pub locales: Vec<Locale>,
    /// The language that the articles were translated from, as the files write it: `en` where no
    /// file says `en-US`.
    pub source_locale: Locale,
}

/// The language-independent unit: one text in all languages it has.
#[derive(Clone, Debug)]
pub struct Article {
    /// The key of all that it was made of.
    pub made_of: Key,
    /// Its key in the ledger: the first slug it was known by.
    pub key: String,
    /// Its folder below each locale's, the same in every locale.
    pub slug: String,
    /// The slug that its files ask for; another one where that is taken, or was chosen.
    pub path: String,
    /// Slugs that it had before, to be redirected.
    pub aliases: Vec<String>,
    /// One a locale, in the site's order of locales.
    pub translations: Vec<Translation>,
}

/// An article in one locale.
#[derive(Clone, Debug)]
pub struct Translation {
    /// The key of all that its text is made of.
    pub made_of: Key,
    /// The locale of its URL.
    pub locale: Locale,
    /// The language of its text: the locale, but for a source text that is not in the site's
    /// source language.
    pub language: Locale,
    /// The files of this translation; the first is the one that readers read.
    pub editions: Vec<Edition>,
    pub origin: Origin,
    /// Why it belongs to its article, strongest first; empty where it is the only one.
    pub evidence: Vec<Evidence>,
    pub state: State,
    pub loan: Option<Loan>,
    /// A number for each block of its text: blocks of the article's translations that say the same have the same one.
    /// From [`ALONE`] on the numbers are of blocks that pair with none. Empty where there is nothing to pair with.
    pub segments: Vec<u32>,
}

/// See [`Translation::segments`].
pub const ALONE: u32 = 100_000;

/// One file of a translation.
#[derive(Clone, Debug)]
pub struct Edition {
    pub document: Arc<Document>,
}

/// Where the text of a translation comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Origin {
    /// Its own file.
    Written,
    /// The source language, rebuilt from the units of another locale's file.
    Rebuilt,
}

/// Why a translation belongs to its article.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Evidence {
    /// The ledger says so.
    Pin,
    /// Equal `ms.locfileid` as another locale.
    LocFileId { with: Locale },
    /// Equal `ms.openlocfilehash`.
    SourceHash { with: Locale },
    /// Equal `translationKey`, or one names the other in `translationOf`.
    TranslationKey { with: Locale },
    /// Equal path below the locale folder.
    Path { with: Locale },
    /// Rebuilt from the bilingual units of another locale.
    Units { of: Locale },
    /// Much in common; `score` is from 0 to 1.
    Score { with: Locale, score: f64, shared: Vec<String> },
}

impl Hash for Evidence {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::Pin => {}
            Self::LocFileId { with: locale }
            | Self::SourceHash { with: locale }
            | Self::TranslationKey { with: locale }
            | Self::Path { with: locale }
            | Self::Units { of: locale } => locale.hash(state),
            Self::Score { with, score, shared } => (with, score.to_bits(), shared).hash(state),
        }
    }
}

/// How a translation stands to the newest source version.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum State {
    Current,
    /// Another locale was translated from a newer source version.
    Behind {
        newer: Locale,
        handoff: Option<Date>,
    },
    /// Nothing tells: no hash, or hashes of different kinds.
    NotComparable,
}

/// Source text that a bilingual edition lends to a newer one that has none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Loan {
    /// Number of the lending edition.
    pub edition: usize,
    /// For each block of the reading text, the number of the lender's source block.
    pub blocks: Vec<Option<u32>>,
}

impl Loan {
    /// Number of blocks that got their source text.
    pub fn lent(&self) -> usize {
        self.blocks.iter().flatten().count()
    }
}

impl Article {
    pub fn translation(&self, locale: &Locale) -> Option<&Translation> {
        self.translations.iter().find(|t| t.locale == *locale)
    }
}

impl Translation {
    /// The file that readers read.
    pub fn document(&self) -> &Arc<Document> {
        &self.editions[0].document
    }

    /// The text that readers read.
    pub fn body(&self) -> &Body {
        let document = self.document();
        match (self.origin, &document.source) {
            (Origin::Rebuilt, Some(source)) => source,
            _ => &document.reading,
        }
    }

    pub fn meta(&self) -> &Meta {
        &self.document().meta
    }

    pub fn title(&self) -> &str {
        match self.origin {
            Origin::Written => self.document().title(),
            Origin::Rebuilt => self.document().source_title().unwrap_or_else(|| self.document().title()),
        }
    }

    /// What its text is about, in a line: as the front matter says it, else how the text begins; empty where neither
    /// says anything.
    pub fn description(&self) -> String {
        const LONGEST: usize = 160;
        let own = self.meta().description.as_deref().filter(|_| self.origin == Origin::Written);
        let text = own.or_else(|| self.body().lead()).unwrap_or_default();
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.chars().count() <= LONGEST {
            return text;
        }
        let cut = text.char_indices().nth(LONGEST).map_or(text.len(), |(at, _)| at);
        let word = text[..cut].rfind(' ').filter(|at| *at > cut / 2).unwrap_or(cut);
        format!("{}…", text[..word].trim_end_matches([',', ';', ':', '.', ' ']))
    }

    /// Its `ms.locfileid`; a rebuilt source text has none.
    pub fn locfileid(&self) -> Option<&str> {
        self.meta().locfileid.as_deref().filter(|_| self.origin == Origin::Written)
    }

    /// Who translated it; nobody translated a source text.
    pub fn translation_type(&self) -> Option<&TranslationType> {
        self.meta().translation.as_ref().filter(|_| self.origin == Origin::Written)
    }

    /// The bilingual edition, where there is one.
    pub fn bilingual(&self) -> Option<&Arc<Document>> {
        self.editions.iter().map(|e| &e.document).find(|d| d.is_bilingual())
    }
}
