//! Which languages an article can be read in, and where the others lead instead.

use std::sync::Arc;

use crate::config::{Config, Fallback};
use crate::model::{Article, ArticlePlan, Key, Locale, MenuEntry};

use super::Names;

/// For each locale, the numbers of the locales to try instead, best first; every other locale comes
/// at the end, so that a menu entry always leads somewhere.
pub fn fallback_chains(locales: &[Locale], source: &Locale, config: &Config) -> Vec<Vec<usize>> {
    let number = |locale: &Locale| locales.iter().position(|l| l == locale);
    locales
        .iter()
        .map(|locale| {
            let configured = config.locales.0.iter().filter(|(l, _)| l == locale).flat_map(|(_, o)| &o.fallback);
            let same_language = locales.iter().filter(|l| l.language() == locale.language());
            let mut chain: Vec<usize> = Vec::new();
            let wanted = configured.chain(same_language).chain([source]).chain(locales);
            for other in wanted.filter(|l| *l != locale).filter_map(number) {
                if !chain.contains(&other) {
                    chain.push(other);
                }
            }
            chain
        })
        .collect()
}

/// How important the authors of an article say it is (`localization_priority`, in the words of localized docs
/// repositories).
fn priority(article: &Article) -> u8 {
    let said = article.translations.iter().filter_map(|t| t.meta().extra.get("localization_priority"));
    let weight = |said: &String| match said.to_ascii_lowercase().as_str() {
        "critical" => 3,
        "high" | "priority" => 2,
        "medium" => 1,
        _ => 0,
    };
    said.map(weight).max().unwrap_or(0)
}

/// The language menu of an article, and the links between its pages for machines.
pub fn menu(
    article: &Article,
    locales: &[Locale],
    fallbacks: &[Vec<usize>],
    names: &Names<'_>,
    config: &Config,
) -> ArticlePlan {
    // Both are in the site's order, so one walk finds every place.
    let mut place = vec![None; locales.len()];
    let mut number = 0;
    for (n, translation) in article.translations.iter().enumerate() {
        while locales[number] != translation.locale {
            number += 1;
        }
        place[number] = Some(n);
    }
    let entry = |locale: usize| {
        let own = place[locale].map(|n| (locale, n));
        let found = own.or_else(|| fallbacks[locale].iter().find_map(|&l| place[l].map(|n| (l, n))));
        let (at, translation) = found.unwrap_or((locale, 0));
        let missing = own.is_none();
        let shown = if missing && config.fallback == Fallback::Page { locale } else { at };
        MenuEntry {
            url: names.page(shown, &article.slug).into(),
            language: article.translations[translation].language.clone(),
            translation,
            missing,
        }
    };
    let menu: Vec<MenuEntry> = (0..locales.len()).map(entry).collect();
    let alternates: Vec<(Locale, Arc<str>)> =
        menu.iter().filter(|e| !e.missing).map(|e| (e.language.clone(), e.url.clone())).collect();
    let source = locales.iter().position(|l| l == names.source).filter(|n| place[*n].is_some());
    let x_default =
        source.or_else(|| place.iter().position(Option::is_some)).map_or_else(|| "".into(), |n| menu[n].url.clone());
    ArticlePlan {
        pages: Vec::new(),
        menu: menu.into(),
        alternates: alternates.into(),
        x_default,
        related: [].into(),
        priority: priority(article),
        key: Key::default(),
        listed: Key::default(),
    }
}
