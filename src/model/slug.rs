//! Slugs: the folders of addresses.

use unicode_normalization::UnicodeNormalization;

/// First folders below a locale that kbgen's own pages have.
const RESERVED: &[&str] = &["404", "a-z", "assets", "errors", "originals", "search", "topics"];

/// Whether a slug begins with a folder of kbgen's own pages.
pub fn is_reserved(slug: &str) -> bool {
    RESERVED.contains(&slug.split('/').next().unwrap_or_default())
}

/// The slug of a path without extension: an `index` stands for its folder.
pub fn of_stem(stem: &str) -> String {
    let index = stem.strip_suffix("/index").or_else(|| stem.strip_suffix("/_index"));
    safe(index.unwrap_or(if stem == "_index" { "index" } else { stem }))
}

/// A path that is safe in a URL and on any disk: lower case, no marks, no dots, single hyphens.
pub fn safe(path: &str) -> String {
    let part = |part: &str| {
        let mut out = String::with_capacity(part.len());
        for c in part.nfkd().flat_map(char::to_lowercase) {
            if c.is_alphanumeric() || c == '_' {
                out.push(c);
            } else if !unicode_normalization::char::is_combining_mark(c)
                && !matches!(c, '\u{200B}'..='\u{200F}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}' | '\u{AD}')
                && !out.ends_with('-')
                && !out.is_empty()
            {
                out.push('-');
            }
        }
        out.trim_end_matches('-').nfc().collect::<String>()
    };
    path.split('/').map(part).filter(|p| !p.is_empty()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn safe_slugs() {
        for (path, slug) in [
            ("Change-your-password-in-Outlook.com", "change-your-password-in-outlook-com"),
            ("a\u{200B}b\u{200B}c", "abc"),
            ("one – two", "one-two"),
            ("Été/À propos", "ete/a-propos"),
            ("日本語", "日本語"),
            ("../..//x", "x"),
            ("5.7.750", "5-7-750"),
        ] {
            assert_eq!(safe(path), slug);
        }
    }
}
