//! Content of other generators: whose language a file without one is in, what translation keys join
//! and keep apart, which address a file asks for.

use crate::support::Site;

/// Articles as `path: files with their locales`, and their addresses.
fn aligned(site: &Site) -> Vec<(String, Vec<String>)> {
    let run = site.run(&["align", "--format", "json"]);
    assert!(run.status <= 1, "{}", run.err);
    let json = run.json();
    let articles = json.as_array().unwrap().iter().map(|article| {
        let text = |value: &serde_json::Value| value.as_str().unwrap().to_owned();
        let translations = article["translations"].as_array().unwrap();
        let files = translations.iter().map(|t| {
            let path = text(&t["path"]);
            format!("{} {}", text(&t["locale"]), path.trim_start_matches("content/"))
        });
        (text(&article["article"]), files.collect())
    });
    articles.collect()
}

fn article(slug: &str, files: &[&str]) -> (String, Vec<String>) {
    (slug.to_owned(), files.iter().map(|f| (*f).to_owned()).collect())
}

fn page(front: &str, text: &str) -> String {
    format!("---\ntitle: T\n{front}---\n{text}\n")
}

const FRENCH: &str = "Ouvrez le navigateur de votre appareil, puis cherchez la page de votre compte. ";
const SWEDISH: &str = "Öppna webbläsaren på din enhet och gå sedan till sidan för ditt konto. ";

#[test]
fn a_file_that_says_no_language_is_in_the_sites_own() {
    // Whatever its few words look like, and whether or not it is translated.
    let site = Site::with(&[
        ("content/a.md", &page("", FRENCH)),
        ("content/a.fr.md", &page("", FRENCH)),
        ("content/b/index.md", &page("", "OK")),
        ("content/b/index.sv.md", &page("", "OK")),
        ("content/c.md", &page("", "Installation")),
    ]);
    assert_eq!(
        aligned(&site),
        [
            article("a", &["en-US a.md", "fr a.fr.md"]),
            article("b", &["en-US b/index.md", "sv b/index.sv.md"]),
            article("c", &["en-US c.md"])
        ]
    );
    assert_eq!(site.run(&["check", "--format", "json", "--strict"]).exits(0).diagnostics(), [""; 0]);
    let said = site.run(&["align", "--explain", "content/a.md"]).exits(0).out;
    assert!(said.contains("it says none, as files in the site's own language do"), "{said}");

    // A link to a file of a language that is not built is no mistake.
    site.write("content/a.fr.md", page("", "[c](c.md)"));
    assert_eq!(site.run(&["check", "--format", "json", "--locale", "fr"]).exits(0).diagnostics(), [""; 0]);

    // The configuration knows which language that is.
    site.write("kbgen.yaml", "source_locale: pt-BR\n");
    assert_eq!(aligned(&site)[0], article("a", &["fr a.fr.md", "pt-BR a.md"]));
}

#[test]
fn what_is_written_elsewhere_tells_the_own_language() {
    // As other files write it.
    let site = Site::with(&[
        ("content/a.md", &page("", "OK")),
        ("content/a.fr.md", &page("", "OK")),
        ("content/b.en.md", &page("", "OK")),
        ("content/b.fr.md", &page("", "OK")),
    ]);
    assert_eq!(aligned(&site)[0], article("a", &["en a.md", "fr a.fr.md"]));
    // English is taken, so the file's text tells.
    let site = Site::with(&[("content/a.md", &page("", FRENCH)), ("content/a.en.md", &page("", "OK"))]);
    assert_eq!(aligned(&site), [article("a", &["en a.en.md", "fr a.md"])]);
    // Much text in one language is stronger than a default.
    let site = Site::with(&[
        ("content/guide/a.md", &page("", &FRENCH.repeat(20))),
        ("content/sv/guide/a.md", &page("", &SWEDISH.repeat(20))),
    ]);
    assert_eq!(aligned(&site), [article("guide/a", &["fr guide/a.md", "sv sv/guide/a.md"])]);
    site.run(&["build"]).exits(0);
    assert!(site.read("output/fr/guide/a/index.html").contains("hreflang=\"x-default\" href=\"/fr/guide/a/\""));
}

#[test]
fn files_beside_each_other_that_are_no_translations() {
    let site = Site::with(&[
        ("content/a.md", &page("", "OK")),
        ("content/a.fr.md", &page("", "OK")),
        // A long text in a language of the site is believed, and said.
        ("content/b.md", &page("", &FRENCH.repeat(10))),
        // A landing page is not the English article of its name.
        ("content/c.md", &page("lang: en-US\n", "One")),
        ("content/en-US/c.md", &page("", "Two")),
    ]);
    let files: Vec<Vec<String>> = aligned(&site).into_iter().map(|(_, files)| files).collect();
    assert_eq!(
        files,
        [vec!["en-US a.md", "fr a.fr.md"], vec!["fr b.md"], vec!["en-US en-US/c.md"], vec!["en-US c.md"]]
    );
    let said = site.run(&["check", "--format", "json"]).diagnostics();
    assert!(said.iter().any(|d| d.starts_with("content/b.md:1:1 note KB109")), "{said:?}");
    // Nothing tells of a folder without any locale.
    let site = Site::with(&[("content/a.md", &page("", FRENCH)), ("content/b.md", &page("", SWEDISH))]);
    let locales: Vec<String> = aligned(&site).into_iter().flat_map(|(_, files)| files).collect();
    assert_eq!(locales, ["fr a.md", "sv b.md"]);
}

#[test]
fn translation_keys_join_and_keep_apart() {
    let site = Site::with(&[
        ("content/en/install.md", &page("translationKey: setup\n", "One")),
        ("content/fr/demarrer.md", &page("translation_key: setup\n", "Un")),
        ("content/sv/start.md", &page("params:\n  translationKey: setup\n", "Ett")),
        // The same path, and by their keys not the same.
        ("content/en/a.md", &page("translationKey: x\n", "Two")),
        ("content/fr/a.md", &page("translationKey: y\n", "Deux")),
        ("content/sv/b.md", &page("translationKey: y\n", "Två")),
    ]);
    assert_eq!(
        aligned(&site),
        [
            article("a", &["en en/a.md"]),
            article("a-2", &["fr fr/a.md", "sv sv/b.md"]),
            article("install", &["en en/install.md", "fr fr/demarrer.md", "sv sv/start.md"])
        ]
    );
    let json = site.run(&["align", "--format", "json"]).json();
    assert_eq!(json[2]["translations"][1]["evidence"][0]["kind"], "translation-key");
    let said = site.run(&["align", "--explain", "content/fr/demarrer.md"]).exits(0).out;
    assert!(said.contains("it has the translation key of en (translationKey)"), "{said}");

    // Two files of one locale cannot be one article.
    site.write("content/fr/copie.md", page("translationKey: setup\n", "Un"));
    let said = site.run(&["check", "--format", "json"]).diagnostics();
    let conflicts: Vec<&String> = said.iter().filter(|d| d.contains("KB301")).collect();
    assert_eq!(
        conflicts,
        ["content/fr/copie.md:3:17 warning KB301 translation-conflict: two files of `fr` claim to be one article"]
    );
}

#[test]
fn a_translation_can_name_its_original() {
    let site = Site::with(&[
        ("content/x/one.md", &page("lang: en\n", "One")),
        ("content/x/un.md", &page("lang: fr\ntranslationOf: ./one.md\n", "Un")),
        ("content/x/ett.md", &page("lang: sv\ntranslation_of: /x/one\n", "Ett")),
        // A key like any other where there is no such file; `ref` is one where a language is said.
        ("content/x/deux.md", &page("lang: fr\ntranslationOf: two\n", "Deux")),
        ("content/x/tva.md", &page("lang: sv\nref: two\n", "Två")),
    ]);
    let files: Vec<Vec<String>> = aligned(&site).into_iter().map(|(_, files)| files).collect();
    assert_eq!(files, [vec!["fr x/deux.md", "sv x/tva.md"], vec!["en x/one.md", "fr x/un.md", "sv x/ett.md"]]);
}

#[test]
fn slugs_of_front_matter() {
    let site = Site::with(&[
        ("content/en/guide/a.md", &page("slug: \"Été 1\"\n", "x")),
        ("content/fr/guide/a.md", &page("slug: autre\n", "x")),
        ("content/en/guide/b/index.md", &page("slug: /whole/../path/\n", "x")),
        ("content/en/guide/c.md", &page("slug: ../..\n", "x")),
        ("content/en/guide/_index.md", &page("", "x")),
        ("content/en/guide/d.md", &page("url: /en/manual/d/\n", "x")),
        ("content/en/guide/e.md", &page("permalink: /:year/e/\n", "x")),
        ("content/en/guide/f.md", "+++\ntitle = \"F\"\npath = \"about\"\n+++\nx"),
    ]);
    let slugs: Vec<String> = aligned(&site).into_iter().map(|(slug, _)| slug).collect();
    assert_eq!(slugs, ["about", "guide", "guide/c", "guide/e", "guide/ete-1", "manual/d", "whole/path"]);
}

/// Files lie where hosts look for them: under the address without its escapes.
#[test]
fn addresses_in_other_scripts() {
    let site = Site::with(&[("content/ja/guide/設定.md", &page("", "x"))]);
    let _ = site.run(&["build"]);
    let html = site.read("output/ja/guide/設定/index.html");
    assert!(html.contains("href=\"/ja/guide/%E8%A8%AD%E5%AE%9A/\""), "{html}");
}

#[test]
fn broken_front_matter_says_where() {
    let site = Site::with(&[
        ("content/fr/a.md", "+++\ntitle = \"A\"\ndate = soon\n+++\nTexte.\n"),
        ("content/fr/b.md", "{\n  \"title\": \"B\",\n  \"date\": soon\n}\nTexte.\n"),
        ("content/fr/c.md", "+++\ntitle = \"C\"\n\n# Titre\n"),
    ]);
    let said = site.run(&["check", "--format", "json"]).exits(1).diagnostics();
    let places: Vec<&str> = said.iter().filter_map(|d| d.split(" invalid-yaml").next()).collect();
    assert!(places[0].starts_with("content/fr/a.md:3:8 error KB101"), "{said:?}");
    assert!(places[1].starts_with("content/fr/b.md:3:") && places[1].ends_with("KB101"), "{said:?}");
    assert!(said.iter().any(|d| d.starts_with("content/fr/c.md:1:1 error KB102")), "{said:?}");
    site.run(&["build"]).exits(1);
    assert!(site.read("output/fr/a/index.html").contains("<h1>A</h1>"));
}

#[test]
fn a_heading_can_give_its_id() {
    let site = Site::with(&[(
        "content/fr/a.md",
        &page(
            "",
            "# Titre *a* {#top-id}\n\n## Deux {#two_b .big}\n\n## Trois `{#x}`\n\n### {#alone}\n\n## Un {mot} \\{a}\n",
        ),
    )]);
    site.run(&["build"]).exits(0);
    let html = site.read("output/fr/a/index.html");
    for expected in [
        "<h1 id=\"top-id\">Titre <em>a</em></h1>",
        "<h2 id=\"two_b\">Deux</h2>",
        "<h2 id=\"trois-x\">Trois <code>{#x}</code></h2>",
        "<span id=\"alone\"></span>",
        "<h2 id=\"un-mot-a\">Un {mot} {a}</h2>",
    ] {
        assert!(html.contains(expected), "{expected}\n{html}");
    }
}

#[test]
fn links_to_addresses_and_folders() {
    let text = "[a](../b/) [b](/guide/b/) [c](/fr/guide/b/#etape-1) [d](/guide/) [e](/) [f](../nope/)";
    let site =
        Site::with(&[("content/en/guide/a.md", &page("", text)), ("content/en/guide/b.md", &page("", "## Étape 1"))]);
    let said = site.run(&["build", "--format", "json"]).exits(1).diagnostics();
    assert_eq!(said.len(), 1, "{said:?}");
    assert!(said[0].contains("there is no page `../nope/`"), "{said:?}");
    let html = site.read("output/en/guide/a/index.html");
    for (label, url) in
        [("a", "/en/guide/b/"), ("b", "/en/guide/b/"), ("c", "/en/guide/b/#%C3%A9tape-1"), ("d", "/en/"), ("e", "/en/")]
    {
        assert!(html.contains(&format!("<a href=\"{url}\">{label}</a>")), "{label}\n{html}");
    }
}
