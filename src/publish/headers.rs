//! The header of each file, as a host shall send it: the name of a file in, header lines out.

use std::collections::BTreeMap;

/// What a file of such a path is sent with, by lower-case name. A path is below the site, with `/`.
pub fn headers(path: &str) -> BTreeMap<&'static str, String> {
    let mut headers = BTreeMap::from([
        ("content-type", content_type(path).to_owned()),
        ("cache-control", if immutable(path) { IMMUTABLE } else { "no-cache" }.to_owned()),
    ]);
    if let Some(language) = language(path) {
        headers.insert("content-language", language);
    }
    headers
}

const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// Whether the name of a file changes with its content: it lies below `assets/` and has a hash in its name.
pub fn immutable(path: &str) -> bool {
    let Some(name) = path.strip_prefix("assets/").and_then(|rest| rest.rsplit('/').next()) else { return false };
    name.split('.').any(|part| part.len() >= 12 && part.bytes().all(|b| b.is_ascii_hexdigit()))
}

fn content_type(path: &str) -> &'static str {
    let name = path.rsplit('/').next().unwrap_or(path);
    match name.rsplit_once('.').map(|(_, end)| end.to_ascii_lowercase()).as_deref() {
        Some("html" | "htm") => "text/html; charset=utf-8",
        Some("css") => "text/css; charset=utf-8",
        Some("js" | "mjs") => "text/javascript; charset=utf-8",
        Some("json" | "map") => "application/json",
        Some("xml") if name == "feed.xml" => "application/atom+xml; charset=utf-8",
        Some("xml") if name == "opensearch.xml" => "application/opensearchdescription+xml; charset=utf-8",
        Some("xml") => "application/xml; charset=utf-8",
        Some("md") => "text/markdown; charset=utf-8",
        Some("txt") => "text/plain; charset=utf-8",
        Some("csv") => "text/csv; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("jpg" | "jpeg") => "image/jpeg",
        Some("gif") => "image/gif",
        Some("webp") => "image/webp",
        Some("avif") => "image/avif",
        Some("ico") => "image/x-icon",
        Some("mp4") => "video/mp4",
        Some("webm") => "video/webm",
        Some("pdf") => "application/pdf",
        Some("zip") => "application/zip",
        Some("woff2") => "font/woff2",
        Some("woff") => "font/woff",
        // Files of hosts, such as `_redirects`.
        None => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}

/// The language of what lies in a locale's folder, as its folder says it: `fr-fr` is `fr-FR`.
fn language(path: &str) -> Option<String> {
    let (folder, _) = path.split_once('/')?;
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
