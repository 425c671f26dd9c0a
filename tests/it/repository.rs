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

/// A docset with so many articles and these tables of contents.
fn with_tables(articles: usize, tables: &[(String, String)]) -> Site {
    let site = Site::with(&[("content/r.fr-FR/kb/docfx.json", DOCFX)]);
    for n in 0..articles {
        site.write(&format!("content/r.fr-FR/kb/a{n}.md"), article(n as u32 + 1, 'a', &format!("Titre {n}"), "Texte."));
    }
    for (path, text) in tables {
        site.write(&format!("content/r.fr-FR/kb/{path}"), text);
    }
    site
}

/// A page shows what is around it, however long the table of contents is.
#[test]
fn pages_stay_small() {
    let entries: String = (0..400).map(|n| format!("  - name: Entrée {n}\n    href: a{n}.md\n")).collect();
    let table = format!("- name: Grand\n  items:\n{entries}- name: Autre\n  href: a0.md\n");
    let site = with_tables(400, &[("TOC.yml".into(), table)]);
    site.run(&["build"]).exits(0);
    let page = site.read("output/fr-fr/a200/index.html");
    let nav = page.split("<nav class=\"toc\"").nth(1).and_then(|nav| nav.split("</nav>").next()).expect("a table");
    assert_eq!(nav.matches("<li>").count(), 60, "{nav}");
    for entry in ["/a199/", "/a200/\" aria-current=\"page\"", "/a201/", "<li class=\"more\"><a href=\"/fr-fr/topics/"] {
        assert!(nav.contains(entry), "{entry} is not in {nav}");
    }
    assert_eq!(nav.matches("aria-current").count(), 1);
    assert!(page.contains("<li><a href=\"/fr-fr/topics/a0/\">Grand</a></li>"), "{page}");
}

/// Tables that name each other end; a long chain of them takes no deep stack.
#[test]
fn circles_of_tables_end() {
    let mut tables: Vec<(String, String)> = (0..500)
        .map(|n| (format!("t{n}/toc.yml"), format!("- name: T{n}\n  href: ../t{}/toc.yml\n- href: ../a0.md\n", n + 1)))
        .collect();
    tables.push(("t500/toc.yml".into(), "- name: Fin\n  tocHref: ../TOC.yml\n- name: Un\n  href: ../a1.md\n".into()));
    tables.push(("TOC.yml".into(), "- name: Début\n  href: t0/\n- name: Un\n  href: a1.md\n".into()));
    let site = with_tables(2, &tables);
    site.run(&["build"]).exits(0);
    let page = site.read("output/fr-fr/a1/index.html");
    assert!(page.contains("<summary>Début</summary>") && page.contains("aria-current=\"page\">Un</a>"), "{page}");
}

/// One article needs no table of contents beside it.
#[test]
fn an_index_is_no_navigation() {
    let site =
        with_tables(1, &[("TOC.yml".into(), "- name: Index\n  href: index.md\n- name: Un\n  href: a0.md\n".into())]);
    site.run(&["build"]).exits(0);
    assert!(!site.read("output/fr-fr/a0/index.html").contains("class=\"toc\""));
}
