//! Locales of the site as a whole: bare languages, order, and the rebuilt source language.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Document, Evidence, Locale, LocaleFrom, Origin, State, Translation};

use super::Options;

/// Gives files that name only a language (or nothing) the site's locale of that language.
pub fn locales(mut documents: Vec<Arc<Document>>, options: &Options) -> Vec<Arc<Document>> {
    let full: BTreeSet<Locale> = documents
        .iter()
        .filter(|d| d.locale_from != LocaleFrom::Text)
        .map(|d| d.locale.clone())
        .chain(options.order.iter().cloned())
        .filter(|l| l.tag().contains('-'))
        .collect();
    for document in &mut documents {
        let locale = &document.locale;
        if full.contains(locale) || options.order.contains(locale) {
            continue;
        }
        let settled = if *locale == Locale::undetermined() {
            Some(&options.source_locale)
        } else if document.locale_from == LocaleFrom::Text || !locale.tag().contains('-') {
            let mut same = full.iter().filter(|l| l.language() == locale.language());
            same.next().filter(|_| same.next().is_none())
        } else {
            None
        };
        if let Some(settled) = settled.cloned() {
            Arc::make_mut(document).locale = settled;
        }
    }
    documents
}

/// The locales of the site in its order: configured ones first, then by tag.
pub fn order<'a>(found: impl Iterator<Item = &'a Locale>, options: &Options) -> Vec<Locale> {
    let found: BTreeSet<&Locale> = found.collect();
    let configured = options.order.iter().filter(|l| found.contains(l));
    let others = found.iter().copied().filter(|l| !options.order.contains(l));
    configured.chain(others).filter(|l| options.only.is_empty() || options.only.contains(l)).cloned().collect()
}

/// The source language of an article that has no file in it, rebuilt from the newest bilingual one.
pub fn rebuilt(translations: &[Translation], options: &Options) -> Option<Translation> {
    if translations.iter().any(|t| t.locale == options.source_locale) {
        return None;
    }
    let (from, edition) = translations
        .iter()
        .flat_map(|t| t.editions.iter().map(move |e| (t, e)))
        .filter(|(_, e)| e.document.source.is_some())
        .max_by(|(t, a), (u, b)| {
            // Of one hand-off the first locale, so that the choice does not depend on the order.
            let order = a.document.meta.handoff.cmp(&b.document.meta.handoff);
            order.then_with(|| u.locale.cmp(&t.locale))
        })?;
    let language = match &edition.document.source_language {
        Some(told) if told.language() != options.source_locale.language() => told.clone(),
        _ => options.source_locale.clone(),
    };
    let document = &edition.document;
    let newest = translations.iter().map(|t| t.meta().handoff).max().flatten();
    // The text is that of the lending edition; newer hand-offs may have no bilingual edition yet.
    let state = match translations.iter().find(|t| t.meta().handoff == newest) {
        Some(newer) if newest > document.meta.handoff => {
            match (&newer.meta().source_hash, &document.meta.source_hash) {
                (Some(new), Some(own)) if new == own => State::Current,
                (Some(new), Some(own)) if new.len() == own.len() => {
                    State::Behind { newer: newer.locale.clone(), handoff: newest }
                }
                _ => State::NotComparable,
            }
        }
        _ => State::Current,
    };
    Some(Translation {
        locale: options.source_locale.clone(),
        language,
        editions: vec![edition.clone()],
        origin: Origin::Rebuilt,
        evidence: vec![Evidence::Units { of: from.locale.clone() }],
        state,
        loan: None,
    })
}
