//! The name of each article: its slug, the same in every locale, and the slugs it had before.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::cache::Table;
use crate::model::slug::{self, safe};
use crate::model::{Code, Diagnostic, Document, Key, Locale, Location};

use super::about_two;
use super::editions::Node;
use super::join::Joined;
use super::ledger::{Entry, Ledger};

/// How an article is known.
#[derive(Clone, Debug, Hash, Serialize, Deserialize)]
pub struct Name {
    pub key: String,
    pub slug: String,
    /// The slug that its files ask for.
    pub path: String,
    pub aliases: Vec<String>,
}

/// Names every cluster; the result has their order. `slugs` remembers what each file asks for.
pub fn name(
    nodes: &[Node],
    joined: &Joined,
    ledger: &Ledger,
    source: &Locale,
    slugs: &Table<String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Name> {
    let entries: BTreeMap<&str, &Entry> = ledger.entries.iter().map(|e| (e.key.as_str(), e)).collect();
    let mut unmatched: BTreeMap<&str, &Entry> = ledger.entries.iter().map(|e| (e.slug.as_str(), e)).collect();
    for key in joined.keys.iter().flatten() {
        if let Some(entry) = entries.get(key.as_str()) {
            unmatched.remove(entry.slug.as_str());
        }
    }
    let wanted: Vec<String> = joined.clusters.iter().map(|members| wanted(nodes, members, source, slugs)).collect();

    // What the ledger knows keeps its place before new articles take theirs.
    let mut taken: BTreeMap<String, usize> = BTreeMap::new();
    let mut names: Vec<Option<Name>> = wanted.iter().map(|_| None).collect();
    for (n, wanted) in wanted.iter().enumerate() {
        let known = joined.keys[n].as_deref().and_then(|key| entries.get(key).copied());
        // New ids at an old place: the place tells.
        let Some(entry) = known.or_else(|| unmatched.remove(wanted.as_str())) else { continue };
        // A slug that is not the key stays until the files get another name; so does a suffix that
        // was needed.
        let suffixed = |slug: &str| slug.strip_prefix(wanted.as_str()).is_some_and(|rest| rest.starts_with('-'));
        let usable = !entry.slug.is_empty() && safe(&entry.slug) == entry.slug && !slug::is_reserved(&entry.slug);
        let renamed = entry.path.as_ref().map_or(entry.slug == entry.key, |path| path != wanted);
        let stays = usable && (!renamed || suffixed(&entry.slug));
        let slug = if stays { entry.slug.clone() } else { wanted.clone() };
        if taken.contains_key(&slug) {
            continue;
        }
        taken.insert(slug.clone(), n);
        let mut aliases: Vec<String> =
            entry.aliases.iter().chain([&entry.slug]).filter(|a| **a != slug).cloned().collect();
        aliases.sort();
        aliases.dedup();
        names[n] = Some(Name { key: entry.key.clone(), slug, path: wanted.clone(), aliases });
    }
    // By path, so that a new file does not move its elders.
    let mut rest: Vec<usize> = (0..names.len()).filter(|n| names[*n].is_none()).collect();
    rest.sort_by_key(|n| &nodes[joined.clusters[*n][0]].first().path);
    let mut keys: BTreeSet<String> =
        ledger.entries.iter().map(|e| e.key.clone()).chain(names.iter().flatten().map(|n| n.key.clone())).collect();
    for n in rest {
        let slug = match taken.get(&wanted[n]) {
            None if !slug::is_reserved(&wanted[n]) => wanted[n].clone(),
            holder => {
                let document = nodes[joined.clusters[n][0]].first();
                let custom = document.meta.custom.iter().map(|id| format!("{}-{}", wanted[n], safe(id)));
                let numbered = (2..).map(|i| format!("{}-{i}", wanted[n]));
                let free = custom.chain(numbered).find(|slug| !taken.contains_key(slug));
                let slug = free.unwrap_or_else(|| wanted[n].clone());
                let help = "rename one of the files, or choose a slug in the alignment file";
                diagnostics.push(match holder {
                    Some(&other) => about_two(
                        Code::UrlCollision,
                        document,
                        nodes[joined.clusters[other][0]].first(),
                        format!("two articles would land on `{}`; this one goes to `{slug}`", wanted[n]),
                        help,
                    ),
                    None => Diagnostic::new(
                        Code::UrlCollision,
                        format!("`{}` is the place of a page of kbgen; the article goes to `{slug}`", wanted[n]),
                    )
                    .at(Location::of_file(&document.path))
                    .help(help),
                });
                slug
            }
        };
        taken.insert(slug.clone(), n);
        let key = std::iter::once(slug.clone())
            .chain((2..).map(|i| format!("{slug}-{i}")))
            .find(|key| !keys.contains(key))
            .unwrap_or_else(|| slug.clone());
        keys.insert(key.clone());
        names[n] = Some(Name { key, slug, path: wanted[n].clone(), aliases: Vec::new() });
    }
    for entry in unmatched.into_values().filter(|e| !e.pins.is_empty()) {
        diagnostics.push(
            Diagnostic::new(
                Code::UnknownPin,
                format!("no file of the article `{}` in the alignment file exists", entry.key),
            )
            .help("remove the article from the alignment file, or restore its files"),
        );
    }
    names.into_iter().flatten().collect()
}

/// The slug that an article's files ask for: the one that its source says in words; else the most
/// frequent, then that of the source, then the first.
fn wanted(nodes: &[Node], members: &[usize], source: &Locale, slugs: &Table<String>) -> String {
    let mut votes: Vec<(String, usize, bool)> = Vec::new();
    for &n in members {
        let is_source = nodes[n].locale == *source;
        for document in &nodes[n].documents {
            let key = Key::of(&(document.made_of, &document.locale, &document.key));
            let slug = String::clone(&slugs.get(key, || slug_of(document)));
            if is_source && document.meta.slug.is_some() {
                return slug;
            }
            match votes.iter_mut().find(|(s, ..)| *s == slug) {
                Some((_, count, of_source)) => {
                    *count += 1;
                    *of_source |= is_source;
                }
                None => votes.push((slug, 1, is_source)),
            }
        }
    }
    let most = votes.iter().map(|v| v.1).max().unwrap_or(0);
    let mut best: Vec<(String, usize, bool)> = votes.into_iter().filter(|v| v.1 == most).collect();
    best.sort_by_key(|v| !v.2);
    best.into_iter().next().map_or_else(|| "article".to_owned(), |v| v.0)
}

/// The slug of one file: the one that it says; else its path where the path means something, else
/// its English anchor.
fn slug_of(document: &Document) -> String {
    let slug = place_of(document);
    let Some(own) = &document.meta.slug else { return slug };
    let folder = slug.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    if own.contains('/') {
        // An address can begin with its locale, which every address of the site has.
        let whole = own.trim_start_matches('/').split_once('/');
        let below = whole.filter(|(first, _)| Locale::from_path_part(first).is_some_and(|l| l == document.locale));
        let whole = safe(below.map_or(own, |(_, rest)| rest));
        return if whole.is_empty() { slug } else { whole };
    }
    match safe(own) {
        own if own.is_empty() => slug,
        own if folder.is_empty() => own,
        own => format!("{folder}/{own}"),
    }
}

fn place_of(document: &Document) -> String {
    let by_path = || slug::of_stem(&document.stem);
    if document.key.is_some() || document.docset.is_some_and(|n| n > 0) {
        let slug = by_path();
        return if slug.is_empty() { "article".to_owned() } else { slug };
    }
    let anchor = document.reading.title.as_ref().and_then(|t| t.anchor.as_deref()).map(safe);
    let title = || document.source_title().or(Some(document.title())).map(safe);
    anchor
        .filter(|slug| !slug.is_empty())
        .or_else(|| Some(by_path()).filter(|_| means_something(document.file_stem())))
        .or_else(title)
        .filter(|slug| !slug.is_empty())
        .unwrap_or_else(by_path)
}

/// Whether a file name has a word in it, and is not only digits and hexadecimal.
fn means_something(stem: &str) -> bool {
    stem.split(|c: char| !c.is_alphabetic())
        .any(|word| word.chars().count() >= 3 && !word.bytes().all(|b| b.is_ascii_hexdigit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_with_meaning() {
        for (name, expected) in
            [("000_06500f0d1bfbd9ef", false), ("install-kbgen", true), ("12345", false), ("deadbeef", false)]
        {
            assert_eq!(means_something(name), expected, "{name}");
        }
    }
}
