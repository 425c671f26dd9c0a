use std::collections::BTreeMap;
use std::sync::Arc;

use super::{Key, Locale};

/// Files that others show: texts to be included, code to be quoted.
#[derive(Clone, Debug, Default)]
pub struct Library {
    /// By content root and path, in lower case.
    parts: BTreeMap<(usize, String), Arc<Part>>,
    /// By path without locale, in lower case: every locale's, in path order.
    neutral: BTreeMap<String, Vec<Localized>>,
    /// Locales to look in where a file's own has no such part, best first.
    fallback: Vec<Locale>,
    /// Locales to look in before those, by the file's own.
    chains: BTreeMap<Locale, Vec<Locale>>,
    /// The key of all that.
    key: Key,
}

/// A part, and the locale that its path names.
type Localized = (Option<Locale>, Arc<Part>);

/// A file that others show.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Part {
    /// The path to show to people.
    pub path: Arc<str>,
    pub root: usize,
    /// Path below the content root, with `/` between its parts.
    pub relative: Arc<str>,
    /// See [`super::Source::docset`].
    pub docset: Option<usize>,
    pub text: Arc<str>,
}

impl Library {
    /// A library of `parts`. Where a locale has none of its own, it looks in those of its chain, then
    /// in `fallback`.
    pub fn new(
        parts: impl IntoIterator<Item = Part>,
        chains: BTreeMap<Locale, Vec<Locale>>,
        fallback: Vec<Locale>,
    ) -> Self {
        let parts: Vec<Part> = parts.into_iter().collect();
        let key = Key::of(&(&parts, &chains, &fallback));
        let mut library = Self { fallback, chains, key, ..Self::default() };
        for part in parts {
            let part = Arc::new(part);
            let lower = part.relative.to_lowercase();
            let (locale, neutral) = Locale::split_path(&lower);
            library.neutral.entry(neutral).or_default().push((locale, part.clone()));
            library.parts.insert((part.root, lower), part);
        }
        library
    }

    /// The key of all its parts, and of the order in which they are looked for.
    pub fn key(&self) -> Key {
        self.key
    }

    /// Whether another file shows the one at this path.
    pub fn has(&self, root: usize, path: &str) -> bool {
        !self.parts.is_empty() && self.parts.contains_key(&(root, path.to_lowercase()))
    }

    /// The part at a path below a content root: that very file, else the same path of another
    /// locale or root, the fallbacks first.
    pub fn find(&self, root: usize, path: &str) -> Option<&Arc<Part>> {
        let lower = path.to_lowercase();
        let (own, neutral) = Locale::split_path(&lower);
        let exact = self.parts.get(&(root, lower));
        exact.or_else(|| {
            let chain = own.as_ref().and_then(|own| self.chains.get(own)).map_or(&[][..], Vec::as_slice);
            let rank = |locale: &Option<Locale>| match locale {
                locale if *locale == own => 0,
                None => 1,
                Some(locale) => {
                    chain.iter().chain(&self.fallback).position(|l| l == locale).map_or(usize::MAX, |n| n + 2)
                }
            };
            let candidates = self.neutral.get(&neutral)?;
            candidates.iter().min_by_key(|(locale, _)| rank(locale)).map(|(_, part)| part)
        })
    }
}
