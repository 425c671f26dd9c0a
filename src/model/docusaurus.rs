//! Paths of Docusaurus sites: which file another one translates, and what its address is.

use super::Locale;

const PLUGIN: &str = "docusaurus-plugin-content-";

/// The folder of a Docusaurus site that a file gives away: it is the site's configuration or a
/// translation. Empty, or ending in `/`.
pub fn site(path: &str) -> Option<&str> {
    if !path.contains("docusaurus") {
        return None;
    }
    let name = path.rfind('/').map_or(0, |at| at + 1);
    if path[name..].starts_with("docusaurus.config.") {
        return Some(&path[..name]);
    }
    split(path).map(|(site, ..)| site)
}

/// For a translation (`i18n/fr/docusaurus-plugin-content-docs/current/a.md`) its locale, and the
/// path of the file that it translates (`docs/a.md`).
pub fn translated(path: &str) -> Option<(Locale, String)> {
    let (site, locale, plugin, rest) = split(path)?;
    // A second instance of a plugin has a folder of its own: `docs-community` is `community/`.
    let (kind, instance) = plugin.split_once('-').map_or((plugin, None), |(kind, id)| (kind, Some(id)));
    let folder = match (kind, instance) {
        ("docs", instance) => {
            let (version, rest) = rest.split_once('/')?;
            let folder = match (version, instance) {
                ("current", instance) => instance.unwrap_or("docs").to_owned(),
                (version, Some(id)) => format!("{id}_versioned_docs/{version}"),
                (version, None) => format!("versioned_docs/{version}"),
            };
            return Some((locale, format!("{site}{folder}/{rest}")));
        }
        ("pages", instance) => instance.unwrap_or("src/pages"),
        (kind, instance) => instance.unwrap_or(kind),
    };
    Some((locale, format!("{site}{folder}/{rest}")))
}

/// Site, locale, plugin and the rest of the path of a translation.
fn split(path: &str) -> Option<(&str, Locale, &str, &str)> {
    let at = path.find(PLUGIN)?;
    let (site, locale) = path[..at].strip_suffix('/')?.rsplit_once("i18n/")?;
    let (plugin, rest) = path[at + PLUGIN.len()..].split_once('/')?;
    (site.is_empty() || site.ends_with('/')).then_some(())?;
    Some((site, Locale::parse(locale)?, plugin, rest))
}

/// The address of a file below its site (`docs/01-guide/02-intro`, without extension): no numbers
/// before names, no names of indexes, no folders that say where the file stands only.
pub fn address(path: &str) -> String {
    let path = path.strip_prefix("src/pages/").unwrap_or(path);
    let versioned = path.split_once("versioned_docs/version-").map(|(before, rest)| {
        let folder = before.strip_suffix('_').unwrap_or("docs");
        format!("{folder}/{rest}")
    });
    let path = versioned.as_deref().unwrap_or(path);
    let mut parts: Vec<&str> = path.split('/').map(without_number).collect();
    if let [.., folder, name] = parts.as_slice()
        && (name == folder || name.eq_ignore_ascii_case("index") || name.eq_ignore_ascii_case("readme"))
    {
        parts.pop();
    }
    parts.join("/")
}

/// The address below which the address of a file lies, whatever the file says.
pub fn base(path: &str) -> String {
    let first = |path: &str| path.split_once('/').map_or(String::new(), |(folder, _)| folder.to_owned());
    match path.split_once("versioned_docs/version-") {
        Some((before, rest)) => format!("{}/{}", before.strip_suffix('_').unwrap_or("docs"), first(rest)),
        None if path.starts_with("src/pages/") => String::new(),
        None => first(path),
    }
}

/// `intro` of `01-intro`; dates and versions (`2026-01-05-news`, `7.0-notes`) stay.
fn without_number(part: &str) -> &str {
    let name = part.trim_start_matches(|c: char| c.is_ascii_digit());
    let rest = name.trim_start_matches([' ', '-', '_', '.']);
    let numbered = name.len() < part.len() && rest.len() < name.len() && !name.trim_start().starts_with(rest);
    if numbered && rest.starts_with(|c: char| !c.is_ascii_digit()) { rest } else { part }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn translations_and_what_they_translate() {
        for (path, locale, expected) in [
            ("i18n/fr/docusaurus-plugin-content-docs/current/a/b.md", "fr", "docs/a/b.md"),
            ("web/i18n/zh-Hans/docusaurus-plugin-content-docs/current/a.mdx", "zh-Hans", "web/docs/a.mdx"),
            ("i18n/fr/docusaurus-plugin-content-docs/version-2.0/a.md", "fr", "versioned_docs/version-2.0/a.md"),
            ("i18n/fr/docusaurus-plugin-content-docs-help/current/a.md", "fr", "help/a.md"),
            ("i18n/fr/docusaurus-plugin-content-docs-help/version-1/a.md", "fr", "help_versioned_docs/version-1/a.md"),
            ("i18n/pt-br/docusaurus-plugin-content-pages/about.md", "pt-BR", "src/pages/about.md"),
            ("i18n/sv/docusaurus-plugin-content-blog/2026-01-05-news.md", "sv", "blog/2026-01-05-news.md"),
        ] {
            assert_eq!(translated(path), Some((Locale::parse(locale).unwrap(), expected.to_owned())), "{path}");
        }
        for other in [
            "docs/a.md",
            "docusaurus-plugin-content-docs/current/a.md",
            "i18n/fr/x/docusaurus-plugin-content-docs/current/a.md",
            "my-i18n/fr/docusaurus-plugin-content-docs/current/a.md",
            "i18n/fr/docusaurus-plugin-content-docs/current.json",
        ] {
            assert_eq!(translated(other), None, "{other}");
        }
    }

    #[test]
    fn sites() {
        assert_eq!(site("docusaurus.config.ts"), Some(""));
        assert_eq!(site("web/docusaurus.config.js"), Some("web/"));
        assert_eq!(site("web/i18n/fr/docusaurus-plugin-content-docs/current/a.md"), Some("web/"));
        assert_eq!(site("docs/docusaurus.md"), None);
    }

    #[test]
    fn addresses() {
        for (path, expected) in [
            ("docs/01-guide/02-intro", "docs/guide/intro"),
            ("docs/1. One/2.two", "docs/One/two"),
            ("docs/guide/index", "docs/guide"),
            ("docs/guide/README", "docs/guide"),
            ("docs/guide/guide", "docs/guide"),
            ("versioned_docs/version-2.0/a", "docs/2.0/a"),
            ("help_versioned_docs/version-1/a", "help/1/a"),
            ("src/pages/about", "about"),
            ("blog/2026-01-05-news", "blog/2026-01-05-news"),
            ("docs/7.0-notes", "docs/7.0-notes"),
            ("docs/404", "docs/404"),
            ("docs/3d", "docs/3d"),
        ] {
            assert_eq!(address(path), expected);
        }
        for (path, expected) in
            [("docs/a/b", "docs"), ("versioned_docs/version-2.0/a/b", "docs/2.0"), ("src/pages/a", ""), ("a", "")]
        {
            assert_eq!(base(path), expected);
        }
    }
}
