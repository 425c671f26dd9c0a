//! Locales of the site as a whole: bare languages, order, and the rebuilt source language.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{
    Code, Diagnostic, Document, Evidence, Key, Locale, LocaleFrom, Location, Origin, State, Translation,
};

use super::{Options, beside};

/// Settles the locale of every file, and the site's source language: files that name only a language
/// get the site's locale of that language, and files that name none that of the files beside them,
/// else that of their text.
pub fn locales(
    mut documents: Vec<Arc<Document>>,
    options: &Options,
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Arc<Document>>, Locale) {
    let full: BTreeSet<Locale> = documents
        .iter()
        .filter(|d| d.locale_from != LocaleFrom::Text)
        .map(|d| d.locale.clone())
        .chain(options.order.iter().cloned())
        .filter(|l| l.tag().contains('-'))
        .collect();
    let settled = |locale: &Locale, from: LocaleFrom| -> Option<Locale> {
        if full.contains(locale) || options.order.contains(locale) {
            None
        } else if *locale == Locale::undetermined() {
            Some(options.source_locale.clone())
        } else if from >= LocaleFrom::Beside || !locale.tag().contains('-') {
            let mut same = full.iter().filter(|l| l.language() == locale.language());
            same.next().filter(|_| same.next().is_none()).cloned()
        } else {
            None
        }
    };
    for document in documents.iter_mut().filter(|d| d.locale_from != LocaleFrom::Text) {
        if let Some(locale) = settled(&document.locale, document.locale_from) {
            Arc::make_mut(document).locale = locale;
        }
    }
    let own = beside::settle(&mut documents, &options.source_locale);
    for document in documents.iter_mut().filter(|d| d.locale_from >= LocaleFrom::Beside) {
        if document.locale_from == LocaleFrom::Text {
            diagnostics.push(guessed(document));
        }
        if let Some(locale) = settled(&document.locale, document.locale_from) {
            Arc::make_mut(document).locale = locale;
        }
    }
    let source = own.filter(|own| own.language() != options.source_locale.language());
    let source = source.unwrap_or_else(|| written(&options.source_locale, &documents, &options.order));
    (documents, source)
}

/// The source locale as the files write it: the only locale of its language, unless that is one of
/// another region.
fn written(source: &Locale, documents: &[Arc<Document>], order: &[Locale]) -> Locale {
    let found: BTreeSet<&Locale> = documents.iter().map(|d| &d.locale).chain(order).collect();
    let bare = found.iter().find(|l| l.tag() == source.language());
    bare.filter(|_| !found.contains(source)).map_or_else(|| source.clone(), |bare| (*bare).clone())
}

/// What to tell of a file whose locale was told by its text.
fn guessed(document: &Document) -> Diagnostic {
    let message = if document.locale == Locale::undetermined() {
        "the file says no locale, and its text does not tell".to_owned()
    } else {
        format!("the file says no locale; its text is in `{}`", document.locale)
    };
    Diagnostic::new(Code::LocaleGuessed, message)
        .at(Location::in_text(&document.path, &document.text, 0..0))
        .help("add `ms.contentlocale`")
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
        made_of: Key::default(),
        locale: options.source_locale.clone(),
        language,
        editions: vec![edition.clone()],
        origin: Origin::Rebuilt,
        evidence: vec![Evidence::Units { of: from.locale.clone() }],
        state,
        loan: None,
        segments: Vec::new(),
    })
}
