//! A site's own theme folder: its files come before the embedded theme's, one by one, and a mistake
//! in them is told once.

use std::fs;

use crate::support::{Site, article, repository};

fn site() -> Site {
    Site::with(&[
        ("content/fr-FR/a.md", &article(1, 'a', "Un <b>& deux", "Texte.")),
        ("content/fr-FR/b.md", &article(2, 'b', "Deux", "Texte.")),
        ("content/ca-ES/a.md", &article(3, 'a', "U", "El text.")),
    ])
}

#[test]
fn files_come_before_the_embedded_ones() {
    let site = site();
    site.write("themes/templates/not-found.html", "<p id=\"own\">{{ s.not_found_title }} {{ lang }}</p>");
    site.write("themes/strings/fr.ftl", "not-found-title = Rien ici\n");
    site.write("themes/static/style.css", "body { color: red }");
    site.write("themes/static/fonts/a.woff2", "font");
    site.run(&["build"]).exits(0);
    assert_eq!(site.read("output/fr-fr/404.html"), "<p id=\"own\">Rien ici fr-FR</p>");
    let files = site.files("output");
    let style = files.keys().find(|p| p.starts_with("assets/style.") && p.ends_with(".css")).expect("a style");
    assert_eq!(site.read(&format!("output/{style}")), "body { color: red }");
    assert!(files.contains_key("assets/fonts/a.woff2"));
    let page = site.read("output/fr-fr/a/index.html");
    assert!(page.contains(style.as_str()), "{page}");

    // A changed style has a new name; the old one goes.
    let old = format!("output/{style}");
    site.write("themes/static/style.css", "body { color: blue }");
    site.run(&["build"]).exits(0);
    assert!(!site.exists(&old));
}

#[test]
fn text_is_escaped() {
    let site = site();
    site.run(&["build"]).exits(0);
    let page = site.read("output/fr-fr/a/index.html");
    let title = page.split("<title>").nth(1).and_then(|p| p.split("</title>").next()).expect("a title");
    assert!(!title.contains('<') && title.contains("&amp;"), "{title}");
    for script in page.split("<script type=\"application/ld+json\">").skip(1) {
        let json = script.split("</script>").next().unwrap();
        assert!(!json.contains('<'), "{json}");
        serde_json::from_str::<serde_json::Value>(json).unwrap_or_else(|e| panic!("{e}: {json}"));
    }
}

#[test]
fn a_template_that_cannot_be_parsed_stops_the_build() {
    let site = site();
    site.write("themes/templates/article.html", "{% if %}");
    let failed = site.run(&["build"]).exits(2);
    assert!(failed.err.contains("article.html"), "{}", failed.err);
    assert!(!site.exists("output/fr-fr"));
}

#[test]
fn a_template_that_fails_is_told_once() {
    let site = site();
    site.write("themes/templates/article.html", "{{ no_such_thing.at_all }}");
    let mut failed = site.run(&["build", "--format", "json"]).exits(1).diagnostics();
    failed.retain(|line| !line.contains("KB501"));
    assert_eq!(failed.len(), 1, "{failed:#?}");
    assert!(failed[0].contains("KB502") && failed[0].contains("article.html"), "{failed:#?}");
    assert!(site.exists("output/fr-fr/index.html"), "other pages are written");
}

#[test]
fn a_broken_string_is_told_with_its_file() {
    let site = site();
    site.write("themes/strings/fr.ftl", "not-found-title = Rien\nhome\n");
    let said = site.run(&["build", "--format", "json"]);
    assert!(said.status <= 2, "{}", said.err);
    let all = said.out.clone() + &said.err;
    assert!(all.contains("fr.ftl") || all.contains("strings/fr"), "{all}");
}

/// A language that has no strings is read in English, and it is said.
#[test]
fn a_language_without_strings() {
    let site = site();
    let said = site.run(&["build", "--format", "json"]).exits(0).diagnostics();
    assert!(said.iter().any(|l| l.contains("KB501") && l.contains("ca-ES")), "{said:#?}");
    assert!(site.read("output/ca-es/404.html").contains("Page not found"));
}

/// The script comes with an article that has something for it, speaks the page's language, and is not asked for elsewhere.
#[test]
fn the_script_of_articles() {
    let site = Site::with(&[
        ("content/fr-FR/plain.md", &article(1, 'a', "Un", "Texte.")),
        ("content/fr-FR/code.md", &article(2, 'b', "Deux", "```sh\nls\n```")),
        ("content/sv-SE/code.md", &article(3, 'b', "Två", "```sh\nls\n```")),
    ]);
    site.run(&["build"]).exits(0);
    let files = site.files("output");
    let script = files.keys().find(|p| p.starts_with("assets/article.") && p.ends_with(".js")).expect("a script");
    let tag = |copy: &str, copied: &str, close: &str| {
        format!(
            "<script src=\"/{script}\" defer data-copy=\"{copy}\" data-copied=\"{copied}\" data-close=\"{close}\"></script>"
        )
    };
    let page = site.read("output/fr-fr/code/index.html");
    assert!(page.contains(&tag("Copier le code", "Copié", "Fermer")), "{page}");
    let page = site.read("output/sv-se/code/index.html");
    assert!(page.contains(&tag("Kopiera koden", "Kopierat", "Stäng")), "{page}");
    for page in ["output/fr-fr/plain/index.html", "output/fr-fr/index.html", "output/index.html"] {
        assert!(!site.read(page).contains("article."), "{page}");
    }
    // A theme may do without it.
    site.write("themes/templates/article.html", "{{ article.script }} {{ site.article_script }}");
    site.run(&["build"]).exits(0);
    assert_eq!(site.read("output/fr-fr/code/index.html"), format!("true /{script}"));
    assert_eq!(site.read("output/fr-fr/plain/index.html"), format!("false /{script}"));
}

/// The box is on every page of a locale and speaks its language; browsers learn of the search where the host is known.
#[test]
fn the_search_box_and_the_search_page() {
    let site = site();
    site.run(&["build"]).exits(0);
    let scripts: Vec<String> = site.files("output").into_keys().filter(|p| p.ends_with(".js")).collect();
    let script = |name: &str| scripts.iter().find(|p| p.starts_with(&format!("assets/{name}."))).expect("a script");
    for page in ["output/fr-fr/a/index.html", "output/fr-fr/index.html", "output/fr-fr/404.html"] {
        let page = site.read(page);
        assert!(page.contains("role=\"search\" action=\"/fr-fr/search/\" method=\"get\""), "{page}");
        assert!(page.contains(&format!("<script src=\"/{}\" defer", script("search-box"))), "{page}");
        assert!(page.contains("data-all=\"Tous les résultats\u{a0}: {count}\""), "{page}");
        assert!(!page.contains("rel=\"search\"") && !page.contains(script("search-page")), "{page}");
    }
    let page = site.read("output/fr-fr/search/index.html");
    assert!(page.contains(&format!("<script src=\"/{}\" defer", script("search-page"))), "{page}");
    assert!(page.contains("<meta name=\"robots\" content=\"noindex\">") && page.contains("<noscript>"), "{page}");
    assert_eq!(page.matches("role=\"search\"").count(), 1, "one form: {page}");
    assert!(!site.exists("output/fr-fr/search/opensearch.xml"));
    assert!(!site.read("output/index.html").contains("role=\"search\""), "the root has no language to search");

    site.write("kbgen.yaml", "title: A & B\nbase_url: https://help.example/kb/\n");
    site.run(&["build"]).exits(0);
    let description = site.read("output/fr-fr/search/opensearch.xml");
    assert!(description.contains("<ShortName>A &amp; B</ShortName>"), "{description}");
    let template = "template=\"https://help.example/kb/fr-fr/search/?q={searchTerms}\"";
    assert!(description.contains(template), "{description}");
    let page = site.read("output/fr-fr/a/index.html");
    assert!(page.contains("href=\"/kb/fr-fr/search/opensearch.xml\""), "{page}");
    assert!(!site.read("output/sitemap-fr-fr.xml").contains("search"));
}

/// A file that was copied is the site's own, and is used from then on; nothing of the site's is replaced.
#[test]
fn files_are_copied_to_be_changed() {
    let site = site();
    let list = site.run(&["theme", "list"]).exits(0).out;
    assert!(list.lines().any(|line| line == "templates/article.html"), "{list}");
    site.run(&["theme", "eject", "templates/not-found.html"]).exits(0);
    let own = site.read("themes/templates/not-found.html");
    site.write("themes/templates/not-found.html", own.replace("<h1>", "<h1 class=\"own\">"));
    site.run(&["build"]).exits(0);
    assert!(site.read("output/fr-fr/404.html").contains("<h1 class=\"own\">"));
    let again = site.run(&["theme", "eject", "templates/not-found.html"]).exits(2);
    assert!(again.err.contains("exists already"), "{}", again.err);
    let unknown = site.run(&["theme", "eject", "templates/nothing.html"]).exits(2);
    assert!(unknown.err.contains("kbgen theme list"), "{}", unknown.err);
    site.run(&["theme", "eject"]).exits(0);
    assert!(site.read("themes/templates/not-found.html").contains("class=\"own\""), "it is kept");
    assert_eq!(site.files("themes").len(), list.lines().count());
}

/// Everything that templates get is described for their authors.
#[test]
fn what_templates_get_is_described() {
    let described = fs::read_to_string(repository().join("themes/README.md")).unwrap();
    let mut missing = Vec::new();
    // What programs read is made without templates.
    let files = fs::read_dir(repository().join("src/emit")).unwrap().map(|entry| entry.unwrap().path());
    for path in files.filter(|path| !path.ends_with("machines.rs")) {
        let text = fs::read_to_string(path).unwrap();
        for part in text.split("#[derive(Serialize)]").skip(1) {
            let body = part.split_once('{').unwrap().1.split_once("\n}").unwrap().0;
            let fields = body.lines().map(str::trim).filter(|line| !line.starts_with("//"));
            for field in fields.filter_map(|line| line.strip_prefix("pub ").unwrap_or(line).split_once(": ")) {
                if !described.contains(&format!("`{}`", field.0)) {
                    missing.push(field.0.to_owned());
                }
            }
        }
        for part in text.split(".with(\"").chain(text.split(".with_shared(\"")).skip(1) {
            let name = part.split('"').next().unwrap();
            if name.chars().all(|c| c.is_ascii_lowercase() || c == '_') && !described.contains(&format!("`{name}`")) {
                missing.push(name.to_owned());
            }
        }
    }
    assert!(missing.is_empty(), "themes/README.md does not name {missing:?}");
}

/// The languages of localized docs repositories.
const LANGUAGES: &[&str] = &[
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "he", "hr", "hu", "id", "it", "ja", "ko", "lt",
    "lv", "nb", "nl", "pl", "pt-BR", "pt-PT", "ro", "ru", "sk", "sl", "sr-Latn", "sv", "th", "tr", "uk", "vi", "zh-CN",
    "zh-TW",
];

/// The strings of a language that are one line without variables.
fn plain_strings(language: &str) -> Vec<String> {
    let path = repository().join(format!("themes/default/strings/{language}.ftl"));
    let text = fs::read_to_string(&path).unwrap();
    let values = text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase()));
    values.filter_map(|line| Some(line.split_once(" = ")?.1.to_owned())).filter(|value| !value.contains('{')).collect()
}

/// A page speaks one language: nothing is missing in any, and no English string stands on another language's page.
#[test]
fn every_language_has_its_own_words() {
    let articles: Vec<(String, String)> = LANGUAGES
        .iter()
        .enumerate()
        .map(|(n, language)| (format!("content/{language}/a.md"), article(n as u32 + 1, 'a', "A", "A, B.")))
        .collect();
    let files: Vec<(&str, &str)> = articles.iter().map(|(path, text)| (path.as_str(), text.as_str())).collect();
    let site = Site::with(&files);
    let said = site.run(&["build", "--format", "json"]).exits(0).diagnostics();
    assert!(!said.iter().any(|line| line.contains("KB501")), "{said:#?}");
    let english: Vec<String> = plain_strings("en").into_iter().filter(|value| value.len() > 11).collect();
    assert!(english.len() > 60);
    let mut shown = Vec::new();
    for language in LANGUAGES.iter().filter(|language| **language != "en") {
        let own = plain_strings(language);
        for page in ["index.html", "404.html", "search/index.html", "a/index.html"] {
            let html = site.read(&format!("output/{}/{page}", language.to_ascii_lowercase()));
            let html = html.replace("&#x27;", "'").replace("&#39;", "'");
            let foreign = english.iter().filter(|value| html.contains(value.as_str()) && !own.contains(value));
            shown.extend(foreign.map(|value| format!("{language}/{page}: {value}")));
        }
    }
    assert!(shown.is_empty(), "{shown:#?}");
}
