//! What one article gives to the lists of its site: its errors, its words, and what others can say of it.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::cache::Table;
use crate::codes::{self, Errors, Patterns};
use crate::model::{Article, Catalog, Key, Keyed, Lazy, Translation};

use super::related::{self, Words};
use super::topics;

/// What is gleaned from one article.
#[derive(Debug, Default, Serialize, Deserialize)]
pub struct Gleaned {
    /// The error codes and messages of each translation; none where no translation has any.
    pub errors: Vec<Errors>,
    /// The key of these.
    pub errors_key: Key,
    /// The words of one of its texts, for the articles to be compared by.
    pub words: Lazy<Words>,
    /// Names of groups that its files put it in.
    pub groups: BTreeSet<String>,
    /// The key of its words and groups.
    pub likeness: Key,
    /// What its front matter says of [`topics::FACETS`]: the number of each and its value.
    pub facets: Vec<(usize, String)>,
    /// The key of its paths: all by which it is found.
    pub paths: Key,
    /// The key of all that links to it need: paths and anchors.
    pub outline: Key,
    /// The key of its titles.
    pub titles: Key,
}

/// Gleans every article; those that are remembered are not looked at again.
pub fn all(catalog: &Catalog, patterns: &Patterns, common: Key, table: &Table<Gleaned>) -> Vec<Arc<Gleaned>> {
    table.all(&catalog.articles, |article| key(common, article.made_of), |article| glean(article, catalog, patterns))
}

/// The key of what is gleaned from an article; `common` is that of what all articles share.
pub fn key(common: Key, made_of: Key) -> Key {
    Key::of(&(common, made_of))
}

fn glean(article: &Article, catalog: &Catalog, patterns: &Patterns) -> Gleaned {
    let texts = article.translations.iter();
    let mut errors: Vec<Errors> = texts.map(|text| codes::find(text.title(), text.body(), patterns)).collect();
    if errors.iter().all(Errors::is_empty) {
        errors = Vec::new();
    }
    let words = related::words(related::text_of(article, catalog));
    let mut paths = Keyed::default();
    paths.add(&(&article.slug, &article.aliases));
    for document in article.translations.iter().flat_map(|t| &t.editions).map(|edition| &edition.document) {
        paths.add(&(document.root, &document.relative, &document.path, &document.key, document.docset));
        paths.add(&(&document.meta.aliases, &document.meta.slug, &document.stem));
    }
    let paths = paths.done();
    let groups = related::groups(article);
    let first = article.translations.first().map(|first| first.document());
    let facets = topics::FACETS.iter().enumerate().flat_map(|(number, key)| {
        let values = first.map(|document| topics::values(document, key)).unwrap_or_default();
        values.into_iter().map(move |value| (number, value.to_owned()))
    });
    let facets = facets.collect();
    let titles: Vec<&str> = article.translations.iter().map(|translation| translation.title()).collect();
    let titles = Key::of(&titles);
    let mut outline = Keyed::default();
    outline.add(&paths);
    for translation in &article.translations {
        outline.add(&shown(translation));
    }
    Gleaned {
        errors_key: Key::of(&errors),
        errors,
        likeness: Key::of(&(&words, &groups)),
        words: Lazy::new(words),
        groups,
        facets,
        paths,
        outline: outline.done(),
        titles,
    }
}

/// What of a translation a link to it may need.
fn shown(translation: &Translation) -> Key {
    let body = translation.body();
    let mut keyed = Keyed::default();
    keyed.add(&(&translation.locale, &translation.language, translation.origin, &body.anchors));
    body.headings.iter().for_each(|heading| keyed.add(&(&heading.id, heading.bold)));
    keyed.done()
}
