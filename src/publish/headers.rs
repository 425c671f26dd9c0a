//! The header of each file, as a host shall send it: the name of a file in, header lines out. What they are in general
//! the profiles of hosts know ([`crate::hosts::headers`]); here only the files of a built site are at hand.

use std::collections::BTreeMap;

use crate::hosts::headers::{ASK, IMMUTABLE, content_type, is_hashed};

/// What a file of such a path is sent with, by lower-case name. A path is below the output folder, with `/`.
pub fn headers(path: &str) -> BTreeMap<&'static str, String> {
    let mut headers = BTreeMap::from([
        ("content-type", content_type(path).to_owned()),
        ("cache-control", if immutable(path) { IMMUTABLE } else { ASK }.to_owned()),
    ]);
    if let Some(language) = path.split('/').find_map(language) {
        headers.insert("content-language", language);
    }
    headers
}

/// Whether the name of a file changes with its content. The site may lie in a folder of its own.
pub fn immutable(path: &str) -> bool {
    path.match_indices("assets/").any(|(at, _)| (at == 0 || path[..at].ends_with('/')) && is_hashed(&path[at..]))
}

/// The language of what lies in a locale's folder, as its folder says it: `fr-fr` is `fr-FR`.
fn language(folder: &str) -> Option<String> {
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
        assert_eq!(of("_redirects", "content-type"), "text/plain; charset=utf-8");
    }

    #[test]
    fn only_hashed_names_are_immutable() {
        assert!(immutable("assets/style.bd067fdc54be.css"));
        assert!(immutable("assets/search/fr-fr/263945662600.bin"));
        assert!(!immutable("assets/favicon.svg"));
        assert!(!immutable("fr-fr/bd067fdc54be/index.html"));
        assert!(!immutable("assets/bd067fdc54be/logo.svg"));
    }
}
