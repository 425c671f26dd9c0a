//! The repository's own content, which is written by hand in kbgen's own input format: it builds
//! without a finding that loses anything, and its bilingual files are true to what they say of
//! themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use kbgen::parse::units::{self, Piece};
use sha1::{Digest, Sha1};

use crate::support::{repository, run, walk};

/// Front matter keys that the source file does not have.
const OF_TRANSLATIONS: &[&str] = &[
    "ms.openlocfilehash",
    "ms.sourcegitcommit",
    "ms.translationtype",
    "ms.contentlocale",
    "ms.lasthandoff",
    "ms.locfileid",
    "description",
];

/// One bilingual file, read without kbgen's own front matter parser.
struct File {
    path: String,
    locale: String,
    /// Path below the locale.
    name: String,
    front_matter: Vec<String>,
    body: String,
}

impl File {
    fn value(&self, key: &str) -> Option<&str> {
        let line = self.front_matter.iter().find(|l| l.split(':').next() == Some(key))?;
        line.split_once(':').map(|(_, value)| value.trim().trim_matches('"'))
    }

    /// The source file's text, rebuilt by the definition in the contributors' notes.
    fn rebuilt(&self) -> String {
        let source = units::source_text(&self.body, &units::cut(&self.body));
        let heading = source.lines().find_map(|l| l.strip_prefix("# ")).unwrap_or_default();
        let title = heading.split_once("</a>").map_or(heading, |(_, title)| title);
        let mut text = String::from("---\n");
        for line in &self.front_matter {
            match line.split(':').next().unwrap_or_default() {
                key if OF_TRANSLATIONS.contains(&key) => continue,
                // A colon makes quotation marks necessary.
                "title" if title.contains(": ") => text.push_str(&format!("title: \"{title}\"")),
                "title" => text.push_str(&format!("title: {title}")),
                _ => text.push_str(line),
            }
            text.push('\n');
        }
        text + "---\n" + &source
    }

    fn numbers(&self) -> Vec<String> {
        let pieces = units::cut(&self.body).pieces;
        pieces.into_iter().filter_map(|p| if let Piece::Unit(unit) = p { Some(unit.number) } else { None }).collect()
    }
}

/// Every article of the content that has units.
fn bilingual() -> Vec<File> {
    let root = repository().join("content");
    let mut found = Vec::new();
    walk(&root, &mut |path| {
        if path.extension().is_none_or(|e| e != "md") {
            return;
        }
        let text = fs::read_to_string(path).unwrap();
        let Some((front_matter, body)) = text.strip_prefix("---\n").and_then(|t| t.split_once("\n---\n")) else {
            return;
        };
        if !body.contains("<span data-ttu-id") {
            return;
        }
        let below = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        let (locale, name) = below.split_once('/').unwrap();
        found.push(File {
            path: below.clone(),
            locale: locale.to_owned(),
            name: name.to_owned(),
            front_matter: front_matter.lines().map(str::to_owned).collect(),
            body: body.to_owned(),
        });
    });
    assert!(found.len() > 20, "only {} bilingual files", found.len());
    found
}

#[test]
fn builds_clean() {
    let output = tempfile::tempdir().unwrap();
    let built =
        run(&repository(), &["build", "--format", "json", "--output", &output.path().join("o").to_string_lossy()]);
    assert_eq!(built.diagnostics(), Vec::<String>::new());
    assert_eq!(built.status, 0);
}

#[test]
fn source_hashes_are_those_of_the_rebuilt_source() {
    let mut wrong = Vec::new();
    for file in bilingual() {
        let hash: String = Sha1::digest(file.rebuilt().as_bytes()).iter().map(|b| format!("{b:02x}")).collect();
        if file.value("ms.openlocfilehash") != Some(&hash) {
            wrong.push(format!("{}: the rebuilt source has {hash}", file.path));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn both_sides_of_a_unit_agree_across_locales() {
    let files = bilingual();
    let mut versions: BTreeMap<(&str, &str), Vec<&File>> = BTreeMap::new();
    for file in &files {
        versions.entry((&file.name, file.value("ms.openlocfilehash").unwrap())).or_default().push(file);
    }
    let mut compared = 0;
    for group in versions.values() {
        for other in &group[1..] {
            assert_eq!(group[0].numbers(), other.numbers(), "{} and {}", group[0].path, other.path);
            assert_eq!(group[0].rebuilt(), other.rebuilt(), "{} and {}", group[0].path, other.path);
            compared += 1;
        }
    }
    assert!(compared > 10, "only {compared} pairs of one source version");
    for file in &files {
        let numbers = file.numbers();
        assert_eq!(units::cut(&file.body).broken, [], "{}", file.path);
        assert_eq!(numbers.iter().collect::<BTreeSet<_>>().len(), numbers.len(), "{} repeats a number", file.path);
    }
}

#[test]
fn ids_are_unique() {
    let mut ids: BTreeMap<String, String> = BTreeMap::new();
    for file in bilingual() {
        let id = file.value("ms.locfileid").unwrap_or_else(|| panic!("{} has no ms.locfileid", file.path));
        if let Some(other) = ids.insert(id.to_owned(), file.path.clone()) {
            panic!("{} and {other} have one ms.locfileid", file.path);
        }
        assert_eq!(file.value("ms.contentlocale"), Some(file.locale.as_str()), "{}", file.path);
    }
}

/// The demo must show every state that a reader can meet.
#[test]
fn shows_every_state() {
    let aligned = run(&repository(), &["align", "--format", "json"]).exits(0).json();
    let articles = aligned.as_array().unwrap();
    let translations = || articles.iter().flat_map(|a| a["translations"].as_array().unwrap());
    let of_state = |state: &str| translations().filter(|t| t["state"] == state && t["rebuilt"] == false).count();
    assert!(of_state("behind") >= 1, "no translation is behind");
    assert!(articles.iter().any(|a| a["missing"].as_array().is_some_and(|m| !m.is_empty())), "none is missing");
    assert!(translations().any(|t| t["rebuilt"] == true), "none is rebuilt");
    let types: BTreeSet<String> =
        bilingual().iter().filter_map(|f| f.value("ms.translationtype").map(str::to_owned)).collect();
    assert!(types.contains("HT") && types.contains("MT"), "{types:?}");
}
