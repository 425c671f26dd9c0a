//! What a static host has at an address. Enters: a site and an address. Leaves: a file with its status, another address,
//! or nothing. Looks only into the site's own list of files, so that no address leads out of it.

use crate::plan::url;

use super::store::{File, Site};

/// What is at an address.
#[derive(Debug)]
pub enum Found<'a> {
    /// A file: with 200 the one that was asked for, with 404 the page that says that there is none.
    File {
        status: u16,
        /// Its path below the base of the site.
        path: String,
        file: &'a File,
    },
    Elsewhere {
        status: u16,
        to: String,
    },
    Nothing,
}

/// The names in a path, with `.` and `..` followed, and whether it ends as a folder does.
fn names(path: &str) -> (Vec<String>, bool) {
    let decoded = url::decode(path);
    let mut names: Vec<String> = Vec::new();
    for name in decoded.split('/') {
        match name {
            "" | "." => {}
            ".." => {
                names.pop();
            }
            name => names.push(name.to_owned()),
        }
    }
    let folder = decoded.is_empty() || ["/", "/.", "/.."].iter().any(|end| decoded.ends_with(end));
    (names, folder)
}

/// Finds what is at a path of the host, as it was asked for: escaped, without its query.
pub fn find<'a>(site: &'a Site, path: &str, query: Option<&str>) -> Found<'a> {
    let (names, is_folder) = names(path);
    let whole = format!("/{}", names.join("/"));
    let with_query = |to: String| match query {
        Some(query) if !to.contains('?') => {
            let (address, fragment) = to.split_once('#').map_or((to.as_str(), None), |(a, f)| (a, Some(f)));
            format!("{address}?{query}{}", fragment.map(|f| format!("#{f}")).unwrap_or_default())
        }
        _ => to,
    };
    let elsewhere = |status, to| Found::Elsewhere { status, to: with_query(to) };
    if let Some(redirect) = site.redirects.get(whole.trim_end_matches('/')) {
        return elsewhere(redirect.status, redirect.to.clone());
    }
    if whole == "/" && site.base != "/" {
        return elsewhere(302, url::encode_path(&site.base));
    }
    let base = site.base.trim_end_matches('/');
    let Some(below) = whole.strip_prefix(base).filter(|below| below.is_empty() || below.starts_with('/')) else {
        return Found::Nothing;
    };
    let below = below.trim_start_matches('/');
    let folder = if below.is_empty() { String::new() } else { format!("{below}/") };
    if is_folder || is_a_folder(site, &folder) {
        if !is_folder {
            return elsewhere(301, format!("{}/", url::encode_path(&whole)));
        }
        let path = format!("{folder}index.html");
        if let Some(file) = site.file(&path) {
            return Found::File { status: 200, path, file };
        }
    } else if let Some(file) = site.file(below) {
        return Found::File { status: 200, path: below.to_owned(), file };
    }
    nearest_not_found(site, if is_folder { folder.trim_end_matches('/') } else { below })
}

/// Whether there is any file in a folder, whose path ends in `/`.
fn is_a_folder(site: &Site, folder: &str) -> bool {
    folder.is_empty() || site.below(folder).next().is_some()
}

/// The nearest `404.html` on the way up from a path.
fn nearest_not_found<'a>(site: &'a Site, below: &str) -> Found<'a> {
    let mut folder = below;
    loop {
        folder = folder.rsplit_once('/').map_or("", |(up, _)| up);
        let path = if folder.is_empty() { "404.html".to_owned() } else { format!("{folder}/404.html") };
        if let Some(file) = site.file(&path) {
            return Found::File { status: 404, path, file };
        }
        if folder.is_empty() {
            return Found::Nothing;
        }
    }
}

/// The nearest page on the way up from a page that is gone: the folder above, and so on up to the home of its locale, else
/// that of the site.
pub fn nearest_page(site: &Site, path: &str) -> String {
    let mut at = names(path).0;
    while at.pop().is_some() {
        let address = format!("/{}/", at.join("/")).replace("//", "/");
        let address = url::encode_path(&address);
        if matches!(find(site, &address, None), Found::File { status: 200, .. }) {
            return address;
        }
    }
    url::encode_path(&site.base)
}

#[cfg(test)]
mod tests {
    use super::super::store::{Site, tests::site};
    use super::*;

    fn shown(site: &Site, address: &str) -> String {
        let (path, query) = address.split_once('?').map_or((address, None), |(p, q)| (p, Some(q)));
        match find(site, path, query) {
            Found::File { status, path, .. } => format!("{status} {path}"),
            Found::Elsewhere { status, to } => format!("{status} -> {to}"),
            Found::Nothing => "nothing".to_owned(),
        }
    }

    const FILES: &[(&str, &str)] = &[
        ("index.html", ""),
        ("404.html", ""),
        ("fr-fr/index.html", ""),
        ("fr-fr/404.html", ""),
        ("fr-fr/été & cie/index.html", ""),
        ("fr-fr/a/b/index.html", ""),
        ("assets/style.css", ""),
        ("_redirects", "/kb/fr-fr/old/ /kb/fr-fr/a/b/#x 301\n"),
    ];

    #[test]
    fn as_static_hosts_answer() {
        let below = site("/kb/", &Site::default(), FILES);
        for (address, expected) in [
            ("/", "302 -> /kb/"),
            ("/?x=1", "302 -> /kb/?x=1"),
            ("/kb", "301 -> /kb/"),
            ("/kb/", "200 index.html"),
            ("/kbx/", "nothing"),
            ("/kb/fr-fr/", "200 fr-fr/index.html"),
            ("/kb/fr-fr?a=b&c", "301 -> /kb/fr-fr/?a=b&c"),
            ("/kb/fr-fr/index.html", "200 fr-fr/index.html"),
            ("/kb/fr-fr/%C3%A9t%C3%A9%20&%20cie/", "200 fr-fr/été & cie/index.html"),
            ("/kb/fr-fr/%C3%A9t%C3%A9%20&%20cie", "301 -> /kb/fr-fr/%C3%A9t%C3%A9%20&%20cie/"),
            ("/kb/assets/style.css", "200 assets/style.css"),
            ("/kb/assets/style.css/", "404 404.html"),
            ("/kb/fr-fr/a/", "404 fr-fr/404.html"),
            ("/kb/fr-fr/nope/x", "404 fr-fr/404.html"),
            ("/kb/fr-fr", "301 -> /kb/fr-fr/"),
            ("/kb/nope/", "404 404.html"),
            ("/kb/fr-fr/old/?q", "301 -> /kb/fr-fr/a/b/?q#x"),
            ("/kb/fr-fr/old", "301 -> /kb/fr-fr/a/b/#x"),
            ("/kb/../../etc/passwd", "nothing"),
            ("/kb/%2e%2e%2f%2e%2e/etc/passwd", "nothing"),
            ("/kb/fr-fr/../assets/style.css", "200 assets/style.css"),
            ("//fr-fr", "nothing"),
            ("/kb//fr-fr", "301 -> /kb/fr-fr/"),
            ("/kb/%", "404 404.html"),
        ] {
            assert_eq!(shown(&below, address), expected, "{address}");
        }
        let root = site("/", &Site::default(), FILES);
        for (address, expected) in [
            ("/", "200 index.html"),
            ("//fr-fr", "301 -> /fr-fr/"),
            ("/../x", "404 404.html"),
            ("/fr-fr/", "200 fr-fr/index.html"),
        ] {
            assert_eq!(shown(&root, address), expected, "{address}");
        }
    }

    #[test]
    fn the_nearest_relative() {
        let site = site("/kb/", &Site::default(), FILES);
        assert_eq!(nearest_page(&site, "/kb/fr-fr/a/b/c/d/"), "/kb/fr-fr/a/b/");
        assert_eq!(nearest_page(&site, "/kb/fr-fr/x/y/"), "/kb/fr-fr/");
        assert_eq!(nearest_page(&site, "/kb/sv-se/x/"), "/kb/");
        assert_eq!(nearest_page(&site, "/elsewhere/"), "/kb/");
    }
}
