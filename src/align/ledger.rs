//! The alignment file: which files are one article, kept so that people can review and correct it.
//!
//! ```yaml
//! articles:
//!   reset-key:
//!     slug: reset-your-key       # left out where it is the key itself
//!     path: reset-a-key          # what its files asked for then; another path means a new name
//!     aliases: [key-reset]       # earlier slugs, redirected
//!     translations:
//!       fr-FR: "49715686"        # ms.locfileid, or the path below the content root
//! ```

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::model::{Catalog, Locale, Origin};
use crate::yaml;

/// What the alignment file says, in the order of its keys.
#[derive(Clone, Debug, Default, PartialEq, Hash)]
pub struct Ledger {
    pub entries: Vec<Entry>,
}

/// One article of the ledger.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Entry {
    pub key: String,
    pub slug: String,
    /// The slug that its files asked for when the slug was written; `None` where it was chosen by
    /// hand, or is the key.
    pub path: Option<String>,
    pub aliases: Vec<String>,
    pub pins: Vec<Pin>,
}

/// A translation that the ledger puts into an article.
#[derive(Clone, Debug, PartialEq, Hash)]
pub struct Pin {
    pub locale: Locale,
    /// `ms.locfileid`, or a path below the content root.
    pub name: String,
}

#[derive(Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    articles: BTreeMap<String, FileEntry>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct FileEntry {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    slug: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    path: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    aliases: Vec<String>,
    #[serde(default)]
    translations: BTreeMap<Locale, String>,
}

const HEAD: &str = "\
# Which files are translations of one article. `kbgen align --write` keeps this file; what it says
# comes before all other evidence, so correct it by hand where kbgen is wrong: move a line to the
# article it belongs to. `aliases` are earlier addresses, which lead to the present one.
";

impl Ledger {
    /// Reads the file's text.
    pub fn parse(text: &str) -> Result<Self, yaml::Error> {
        let file: File = if text.trim().is_empty() { File::default() } else { yaml::from_str(text)? };
        let entries = file.articles.into_iter().map(|(key, entry)| Entry {
            slug: entry.slug.unwrap_or_else(|| key.clone()),
            path: entry.path,
            aliases: entry.aliases,
            pins: entry.translations.into_iter().map(|(locale, name)| Pin { locale, name }).collect(),
            key,
        });
        Ok(Self { entries: entries.collect() })
    }

    /// The file's text; reading it gives the same ledger.
    pub fn to_text(&self) -> Result<String, yaml::Error> {
        let articles = self.entries.iter().map(|entry| {
            let file = FileEntry {
                slug: (entry.slug != entry.key).then(|| entry.slug.clone()),
                path: entry.path.clone(),
                aliases: entry.aliases.clone(),
                translations: entry.pins.iter().map(|p| (p.locale.clone(), p.name.clone())).collect(),
            };
            (entry.key.clone(), file)
        });
        Ok(format!("{HEAD}{}", yaml::to_string(&File { articles: articles.collect() })?))
    }

    /// The ledger brought up to date: what is present as it is aligned now. What is absent stays as
    /// it was, since a missing file may come back, but for what another article has now.
    pub fn updated(&self, catalog: &Catalog) -> Self {
        let mut entries: BTreeMap<String, Entry> = self.entries.iter().map(|e| (e.key.clone(), e.clone())).collect();
        let present: Vec<(&str, Vec<Pin>)> = catalog
            .articles
            .iter()
            .map(|article| {
                let written = article.translations.iter().filter(|t| t.origin == Origin::Written);
                let pins = written.map(|t| Pin {
                    locale: t.locale.clone(),
                    name: t.locfileid().map_or_else(|| t.document().relative.to_string(), str::to_owned),
                });
                (article.key.as_str(), pins.collect())
            })
            .collect();
        let taken: BTreeSet<(&Locale, &str)> =
            present.iter().flat_map(|(_, pins)| pins).map(|pin| (&pin.locale, pin.name.as_str())).collect();
        for entry in entries.values_mut() {
            entry.pins.retain(|pin| !taken.contains(&(&pin.locale, pin.name.as_str())));
        }
        for (article, (key, pins)) in catalog.articles.iter().zip(&present) {
            let mut all = pins.clone();
            let before = entries.get(*key).map(|entry| entry.pins.clone()).unwrap_or_default();
            all.extend(before.into_iter().filter(|old| pins.iter().all(|new| new.locale != old.locale)));
            all.sort_by(|a, b| a.locale.cmp(&b.locale));
            let entry = Entry {
                key: article.key.clone(),
                slug: article.slug.clone(),
                path: (article.slug != article.key).then(|| article.path.clone()),
                aliases: article.aliases.clone(),
                pins: all,
            };
            entries.insert(article.key.clone(), entry);
        }
        Self { entries: entries.into_values().collect() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        let text = "articles:\n  a:\n    translations:\n      fr-fr: \"1\"\n      sv-SE: kb/a.md\n  b:\n    slug: c\n    aliases: [b]\n";
        let ledger = Ledger::parse(text).unwrap();
        assert_eq!(ledger.entries[0].pins[0], Pin { locale: Locale::parse("fr-FR").unwrap(), name: "1".into() });
        assert_eq!(ledger.entries[1].slug, "c");
        assert_eq!(Ledger::parse(&ledger.to_text().unwrap()).unwrap(), ledger);
        assert!(Ledger::parse("articles:\n  a:\n    slugs: x\n").is_err());
        assert_eq!(Ledger::parse("").unwrap(), Ledger::default());
    }
}
