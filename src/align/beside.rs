//! Files that name no locale beside files that do: `page.md` beside `page.fr.md`, `guide/page.md`
//! beside `fr/guide/page.md`, `docs/` beside `i18n/`. They are in the site's own language.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::model::{Document, Locale, LocaleFrom};

/// So many bytes of text, in all files that have translations beside them, tell their language
/// against the site's source language.
const MUCH: usize = 1000;

/// A file without translations is in another language than the others of its folder only where so
/// many bytes say it.
const LONG: usize = 400;

/// Gives them their locale and key; returns the site's own language, where there are such files.
pub fn settle(documents: &mut [Arc<Document>], source: &Locale) -> Option<Locale> {
    if documents.iter().all(|d| d.bare_key.is_none()) {
        return None;
    }
    let mut placed: BTreeMap<usize, BTreeMap<&str, BTreeSet<&Locale>>> = BTreeMap::new();
    for document in documents.iter().filter(|d| d.bare_key.is_none()) {
        if let Some(key) = &document.key {
            placed.entry(document.root).or_default().entry(key).or_default().insert(&document.locale);
        }
    }
    let beside = |d: &Document| placed.get(&d.root)?.get(d.bare_key.as_deref()?);
    let pairs: Vec<(&Document, &BTreeSet<&Locale>)> =
        documents.iter().filter_map(|d| beside(d).map(|locales| (&**d, locales))).collect();
    let roots: BTreeSet<usize> = pairs.iter().map(|(d, _)| d.root).collect();
    let silent: Vec<_> = pairs.iter().filter(|(d, _)| d.locale_from == LocaleFrom::Text).copied().collect();
    let others: BTreeSet<&Locale> = silent.iter().flat_map(|(_, locales)| *locales).copied().collect();
    let own = own_language(&silent, &others, source, documents);

    let languages: BTreeSet<&str> =
        placed.values().flat_map(BTreeMap::values).flatten().map(|l| l.language()).collect();
    let mut found: Vec<(usize, Option<Locale>)> = Vec::new();
    for (n, document) in documents.iter().enumerate().filter(|(_, d)| d.bare_key.is_some() && roots.contains(&d.root)) {
        let speaks = || {
            let language = document.locale.language();
            let other = own.as_ref().is_none_or(|own| own.language() != language);
            other && languages.contains(language) && document.reading.text.len() >= LONG
        };
        let locale = match (beside(document), document.locale_from) {
            (None, LocaleFrom::Text) if speaks() => None,
            (_, LocaleFrom::Text) => own.clone(),
            _ => None,
        };
        let final_locale = locale.as_ref().unwrap_or(&document.locale);
        // A file of the same path and locale is another article.
        if !beside(document).is_some_and(|locales| locales.contains(final_locale)) {
            found.push((n, locale));
        }
    }
    for (n, locale) in found {
        let document = Arc::make_mut(&mut documents[n]);
        document.key = document.bare_key.take();
        if let Some(locale) = locale {
            document.locale = locale;
            document.locale_from = LocaleFrom::Beside;
        }
    }
    own
}

/// The language of files that say none: the source language, unless files beside them are in it, or
/// much text says otherwise.
fn own_language(
    silent: &[(&Document, &BTreeSet<&Locale>)],
    others: &BTreeSet<&Locale>,
    source: &Locale,
    documents: &[Arc<Document>],
) -> Option<Locale> {
    let mut told: BTreeMap<&Locale, usize> = BTreeMap::new();
    for (document, _) in silent {
        *told.entry(&document.locale).or_default() += document.reading.text.len();
    }
    let all: usize = told.values().sum();
    let taken = |locale: &Locale| {
        others.iter().any(|other| {
            *other == locale || other.language() == locale.language() && (is_bare(other) || is_bare(locale))
        })
    };
    let most =
        told.iter().filter(|(l, _)| **l != &Locale::undetermined() && !taken(l)).max_by_key(|(_, bytes)| **bytes);
    let (most, bytes) = most.map_or((None, 0), |(locale, bytes)| (Some(*locale), *bytes));
    let clear = bytes >= MUCH && bytes * 3 > all * 2;
    if let Some(other) = most.filter(|l| (clear || taken(source)) && l.language() != source.language()) {
        return Some(other.clone());
    }
    if silent.is_empty() || taken(source) {
        return None;
    }
    // As other files of the site write it.
    let mut same = documents.iter().filter(|d| d.locale_from != LocaleFrom::Text).map(|d| &d.locale);
    let bare = same.find(|l| is_bare(l) && l.language() == source.language());
    Some(bare.unwrap_or(source).clone())
}

fn is_bare(locale: &Locale) -> bool {
    !locale.tag().contains('-')
}
