//! The header of each file, as a host shall send it: the name of a file in, header lines out. What they are in general
//! the profiles of hosts know ([`crate::hosts::headers`]); here only the files of a built site are at hand.

use std::collections::BTreeMap;

use super::site::below;
use crate::hosts::headers::{ASK, IMMUTABLE, content_type, is_hashed};
use crate::model::Locale;

/// What a file of such a path is sent with, by lower-case name. A path is below the output folder, with `/`.
pub fn headers(path: &str) -> BTreeMap<&'static str, String> {
    let mut headers = BTreeMap::from([
        ("content-type", content_type(path).to_owned()),
        ("cache-control", if immutable(path) { IMMUTABLE } else { ASK }.to_owned()),
    ]);
    if let Some(language) = below(path).split_once('/').and_then(|(folder, _)| language(folder)) {
        headers.insert("content-language", language);
    }
    headers
}

/// Whether the name of a file changes with its content.
pub fn immutable(path: &str) -> bool {
    is_hashed(below(path))
}

/// The language of what lies in a locale's folder, as its folder says it: `fr-fr` is `fr-FR`.
fn language(folder: &str) -> Option<String> {
    // A folder of two letters may be the site's own.
    Locale::from_path_part(folder).map(drop).or_else(|| folder.contains('-').then_some(()))?;
    let mut parts = folder.split('-');
    let language = parts.next().filter(|p| (2..=3).contains(&p.len()) && p.bytes().all(|b| b.is_ascii_lowercase()))?;
    let mut tag = language.to_owned();
    for part in parts {
        tag.push('-');
        match part.len() {
            2 => tag.push_str(&part.to_ascii_uppercase()),
            4 => tag.extend(part.chars().enumerate().map(|(n, c)| if n == 0 { c.to_ascii_uppercase() } else { c })),
            3 if part.bytes().all(|b| b.is_ascii_digit()) => tag.push_str(part),
            _ => return None,
        }
    }
    Some(tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_each_class() {
        let of = |path: &str, name: &str| headers(path).get(name).cloned().unwrap_or_default();
        assert_eq!(of("fr-fr/a/index.html", "content-type"), "text/html; charset=utf-8");
        assert_eq!(of("fr-fr/a/index.html", "cache-control"), "no-cache");
        assert_eq!(of("fr-fr/a/index.html", "content-language"), "fr-FR");
        assert_eq!(of("zh-hant-tw/index.html", "content-language"), "zh-Hant-TW");
        assert_eq!(of("es-419/index.html", "content-language"), "es-419");
        assert_eq!(of("assets/style.bd067fdc54be.css", "content-language"), "");
        assert_eq!(of("index.html", "content-language"), "");
        assert_eq!(of("kb/fr-fr/a/index.html", "content-language"), "fr-FR");
        assert_eq!(of("kb/index.html", "content-language"), "");
    }

    #[test]
    fn only_hashed_names_are_immutable() {
        assert!(immutable("assets/style.bd067fdc54be.css"));
        assert!(immutable("assets/search/fr-fr/263945662600.bin"));
        assert!(!immutable("assets/favicon.svg"));
        assert!(!immutable("fr-fr/bd067fdc54be/index.html"));
        assert!(!immutable("assets/bd067fdc54be/logo.svg"));
        assert!(immutable("docs/kb/assets/style.bd067fdc54be.css"));
    }
}
