//! The files that others show, read as text.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::config::Config;
use crate::disk::{self, Entry, Listing};
use crate::model::{Library, Locale, Part};
use crate::parse;

/// Reads the files that others show: those named, in every locale that has them, and what they
/// show themselves.
pub fn library(showing: &BTreeMap<usize, Arc<[String]>>, listing: &Listing, config: &Config) -> Library {
    let mut wanted: Vec<String> = showing.values().flat_map(|shows| shows.iter().cloned()).collect();
    if wanted.is_empty() {
        return Library::default();
    }
    let mut entries: BTreeMap<String, Vec<&Entry>> = BTreeMap::new();
    for entry in listing.texts.iter().chain(&listing.assets).chain(&listing.others) {
        entries.entry(Locale::split_path(&entry.relative.to_lowercase()).1).or_default().push(entry);
    }
    let mut parts = Vec::new();
    while let Some(path) = wanted.pop() {
        for entry in entries.remove(&Locale::split_path(&path.to_lowercase()).1).unwrap_or_default() {
            // One that cannot be read is as good as none; whoever shows it hears of that.
            let Ok(text) = disk::load_part(entry) else { continue };
            wanted.extend(parse::shows(&text, entry.root, &entry.relative, entry.docset));
            parts.push(Part {
                path: entry.path.clone(),
                root: entry.root,
                relative: entry.relative.clone(),
                docset: entry.docset,
                text: text.into(),
            });
        }
    }
    let fallback = std::iter::once(&config.source_locale).chain(config.locales.0.iter().map(|(locale, _)| locale));
    let chains = config.locales.0.iter().map(|(locale, options)| (locale.clone(), options.fallback.clone()));
    Library::new(parts, chains.collect(), fallback.cloned().collect())
}
