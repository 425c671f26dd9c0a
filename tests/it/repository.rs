//! The files of a repository beside its articles: where its redirects lead, where they cannot, what
//! large ones cost.

use crate::support::{Site, article};

const DOCFX: &str = "{\"build\": {\"content\": [{\"files\": \"**/*.{md,yml}\"}]}}";

/// A docset with one article and these redirects, built at `url`.
fn redirected(url: &str, redirections: &[(&str, &str)]) -> (Site, Vec<String>) {
    let entries: Vec<String> = redirections
        .iter()
        .map(|(from, to)| format!("{{\"source_path\": \"kb/{from}\", \"redirect_url\": \"{to}\"}}"))
        .collect();
    let site = Site::with(&[
        ("kbgen.yaml", &format!("content: [content]\nbase_url: {url}\n")),
        ("content/r.fr-FR/kb/docfx.json", DOCFX),
        ("content/r.fr-FR/kb/a.md", &article(1, 'a', "Un", "Texte.")),
        (
            "content/r.fr-FR/.openpublishing.redirection.json",
            &format!("{{\"redirections\": [{}]}}", entries.join(",\n")),
        ),
    ]);
    let built = site.run(&["build", "--format", "json"]);
    assert!(built.status <= 1, "{}", built.err);
    let said = built.diagnostics();
    (site, said)
}

/// Without `links.site_host`, a path beside the site is left as it is; one of the site must exist.
#[test]
fn paths_of_the_host() {
    let (site, said) = redirected("https://help.example/kb/", &[("b.md", "/shop/x"), ("c.md", "/kb/x")]);
    assert_eq!(site.read("output/_redirects"), "/kb/fr-fr/b/ /shop/x 301\n");
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains(":2:17 warning KB406 "), "{said:?}");
    let (site, said) = redirected("https://help.example/", &[("b.md", "/shop/x"), ("c.md", "/a"), ("d.md", "/")]);
    assert_eq!(site.read("output/_redirects"), "/fr-fr/c/ /fr-fr/a/ 301\n/fr-fr/d/ /fr-fr/ 301\n");
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("there is `/shop/x`") || said[0].contains("leads to `/shop/x`"), "{said:?}");
}

#[test]
fn a_site_without_redirects_has_no_file_for_them() {
    let (site, _) = redirected("https://help.example/", &[]);
    assert!(site.exists("output/index.html") && !site.exists("output/_redirects"));
}

/// Addresses in `_redirects` are words of a line; none begins a pattern or another line.
#[test]
fn hostile_redirects_stay_on_their_line() {
    let (site, _) = redirected(
        "https://help.example/",
        &[("*.md", "/a"), (":x.md", "https://o.example/a b\\nc /d"), ("x y.md", "a.md"), ("é.md", "/a#\\u0000 <x>")],
    );
    let text = site.read("output/_redirects");
    assert_eq!(text.lines().count(), 3, "{text}");
    for line in text.lines() {
        let words: Vec<&str> = line.split(' ').collect();
        assert!(words.len() == 3 && words[2] == "301", "{line}");
        assert!(words[0].bytes().all(|b| b.is_ascii_alphanumeric() || b"/-%.".contains(&b)), "{line}");
        assert!(words[1].bytes().all(|b| b.is_ascii_graphic() && !b"<>\"".contains(&b)), "{line}");
    }
}

/// Twice as many redirects take about twice as long; a circle of them ends.
#[test]
fn many_redirects() {
    let entries: Vec<(String, String)> = (0..500).map(|n| (format!("old-{n}.md"), format!("old-{}", n + 1))).collect();
    let mut entries: Vec<(&str, &str)> = entries.iter().map(|(from, to)| (from.as_str(), to.as_str())).collect();
    entries.push(("old-500.md", "a"));
    let (site, said) = redirected("https://help.example/", &entries);
    assert_eq!(said, Vec::<String>::new());
    let text = site.read("output/_redirects");
    assert_eq!(text.lines().count(), 501);
    assert!(text.lines().all(|line| line.ends_with(" /fr-fr/a/ 301")));
    entries.pop();
    entries.push(("old-500.md", "old-0"));
    let (site, said) = redirected("https://help.example/", &entries);
    // A hundred of them, and how many more there are.
    assert_eq!(said.len(), 101, "{said:?}");
    assert!(!site.exists("output/_redirects"));
}
