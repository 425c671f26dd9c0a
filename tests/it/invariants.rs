//! What always holds: the output is the same for any number of threads and any history of builds,
//! and files that kbgen did not write are nobody's business but their owner's.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::symlink;
use std::time::SystemTime;

use proptest::prelude::*;

use crate::support::{Site, article, repository, run_with, unit, walk};

/// Three locales, a picture, links, a table of contents, a bilingual file, a configuration.
fn site() -> Site {
    let site = Site::with(&[
        ("kbgen.yaml", "title: T\nbase_url: https://help.example/\ncontent: [content]\n"),
        ("content/fr-FR/docfx.json", "{}"),
        (
            "content/fr-FR/TOC.yml",
            "- name: Sujet\n  items:\n  - name: A\n    href: a.md\n  - name: B\n    href: b.md\n",
        ),
        ("content/fr-FR/media/a.svg", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>"),
        ("content/fr-FR/a.md", &article(1, 'a', "Un", "Voir [deux](b.md). ![x](media/a.svg)")),
        ("content/fr-FR/b.md", &article(2, 'b', "Deux", "Voir [un](a.md).")),
        ("content/sv-SE/a.md", &article(3, 'a', "Ett", "Se [två](b.md).")),
        ("content/sv-SE/c.md", &article(4, 'c', "Tre", "Text.")),
    ]);
    let bilingual = article(5, 'c', "三", "");
    let text = format!(
        "{}# {}\n\n{}\n",
        bilingual.split("# ").next().unwrap(),
        unit(102, "三", "Three"),
        unit(103, "文字。", "Text.")
    );
    site.write("content/zh-TW/c.md", text);
    site
}

#[track_caller]
fn build(site: &Site) {
    site.run(&["build"]).exits(0);
}

/// What a build of the present content into an empty folder gives.
#[track_caller]
fn fresh(site: &Site) -> BTreeMap<String, Vec<u8>> {
    let folder = Site::new();
    let target = folder.path("fresh").to_string_lossy().into_owned();
    let built = site.run(&["build", "--output", &target]);
    assert!(built.status <= 1, "{}", built.err);
    folder.files("fresh")
}

#[track_caller]
fn same(actual: &BTreeMap<String, Vec<u8>>, expected: &BTreeMap<String, Vec<u8>>) {
    let names = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
    assert_eq!(names(actual), names(expected));
    let differing: Vec<&String> =
        actual.iter().filter(|(path, bytes)| expected[*path] != **bytes).map(|f| f.0).collect();
    assert!(differing.is_empty(), "{differing:?}");
}

fn times(site: &Site) -> BTreeMap<String, SystemTime> {
    let mut times = BTreeMap::new();
    walk(&site.path("output"), &mut |path| {
        times.insert(path.to_string_lossy().into_owned(), fs::metadata(path).unwrap().modified().unwrap());
    });
    times
}

#[test]
fn threads_do_not_matter() {
    let site = Site::new();
    for threads in ["1", "2", "7"] {
        let target = site.path(threads).to_string_lossy().into_owned();
        let args = ["build", "--output", &target];
        run_with(&repository(), &args, &[("RAYON_NUM_THREADS", threads)]).exits(0);
    }
    let one = site.files("1");
    assert!(one.len() > 60, "{} files", one.len());
    same(&site.files("2"), &one);
    same(&site.files("7"), &one);
}

#[test]
fn diagnostics_do_not_depend_on_threads() {
    let folder = repository().join("tests/sites/malformed/input");
    let [one, many] =
        ["1", "8"].map(|n| run_with(&folder, &["check", "--format", "json"], &[("RAYON_NUM_THREADS", n)]).out);
    assert!(one.len() > 100);
    assert_eq!(one, many);
}

#[test]
fn a_second_build_writes_nothing() {
    let site = site();
    build(&site);
    let (files, before) = (site.files("output"), times(&site));
    let again = site.run(&["build"]).exits(0);
    assert!(again.out.contains(": 0 new, 0 changed, "), "{}", again.out);
    assert!(again.out.contains(" unchanged, 0 removed"), "{}", again.out);
    same(&site.files("output"), &files);
    assert_eq!(times(&site), before);
}

#[test]
fn a_changed_file_leaves_others_alone() {
    let site = site();
    build(&site);
    let before = times(&site);
    site.write("content/sv-SE/c.md", article(4, 'c', "Tre", "En annan text."));
    let again = site.run(&["build"]).exits(0);
    assert!(again.status == 0, "{}", again.out);
    let touched: Vec<String> =
        times(&site).into_iter().filter(|(path, time)| before.get(path) != Some(time)).map(|t| t.0).collect();
    // The page, and what is searched for in its language; kbgen's own list of what it wrote has both.
    let written = touched.iter().filter(|path| !path.ends_with(".kbgen-manifest.json"));
    let (search, pages): (Vec<&String>, Vec<&String>) = written.partition(|path| path.contains("search/"));
    assert!(pages.len() == 1 && pages[0].ends_with("sv-se/c/index.html"), "{pages:?}");
    assert!(!search.is_empty() && search.iter().all(|path| path.contains("sv-se/")), "{search:?}");
}

/// Something that happens to the content between two builds.
#[derive(Clone, Debug)]
enum Change {
    Write { file: usize, text: usize },
    Remove { file: usize },
    Rename { file: usize, to: usize },
    Build,
}

const FILES: &[&str] = &[
    "fr-FR/a.md",
    "fr-FR/b.md",
    "fr-FR/d.md",
    "sv-SE/a.md",
    "sv-SE/c.md",
    "zh-TW/c.md",
    "fr-FR/TOC.yml",
    "fr-FR/media/a.svg",
];
const TEXTS: &[&str] = &[
    "---\ntitle: X\n---\n# X\n\n[a](a.md) ![x](media/a.svg)\n",
    "---\ntitle: Y\nms.openlocfilehash: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n---\n# <a name=\"y\"></a>Y\n",
    "- name: T\n  items:\n  - href: b.md\n",
    "",
];

fn change() -> impl Strategy<Value = Change> {
    prop_oneof![
        (0..FILES.len(), 0..TEXTS.len()).prop_map(|(file, text)| Change::Write { file, text }),
        (0..FILES.len()).prop_map(|file| Change::Remove { file }),
        (0..FILES.len(), 0..FILES.len()).prop_map(|(file, to)| Change::Rename { file, to }),
        Just(Change::Build),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever happened before, the output is that of a build into an empty folder.
    #[test]
    fn history_does_not_matter(changes in prop::collection::vec(change(), 1..8)) {
        let site = site();
        // Never empty: a site without articles is not built.
        site.write("content/sv-SE/always.md", article(9, 'e', "Alltid", "Text."));
        build(&site);
        for change in &changes {
            let path = |n: usize| format!("content/{}", FILES[n]);
            match *change {
                Change::Write { file, text } => site.write(&path(file), TEXTS[text]),
                Change::Remove { file } if site.exists(&path(file)) => site.remove(&path(file)),
                Change::Rename { file, to } if site.exists(&path(file)) => site.rename(&path(file), &path(to)),
                Change::Remove { .. } | Change::Rename { .. } => {}
                Change::Build => assert!(site.run(&["build"]).status <= 1),
            }
        }
        let built = site.run(&["build"]);
        prop_assert!(built.status <= 1, "{}", built.err);
        same(&site.files("output"), &fresh(&site));
    }
}

#[test]
fn stale_pages_go_and_foreign_files_stay() {
    let site = site();
    build(&site);
    site.write("output/fr-fr/b/notes.txt", "mine");
    site.write("output/CNAME", "help.example");
    site.remove("content/fr-FR/b.md");
    let refused = site.run(&["build"]).exits(2);
    assert!(refused.err.contains("CNAME") && refused.err.contains("--force"), "{}", refused.err);
    assert!(site.exists("output/fr-fr/b/index.html"), "a refused build removes nothing");
    // The link of `a` to `b` is broken now.
    site.run(&["build", "--force"]).exits(1);
    assert!(!site.exists("output/fr-fr/b/index.html"));
    assert_eq!(site.read("output/fr-fr/b/notes.txt"), "mine");
    assert_eq!(site.read("output/CNAME"), "help.example");
    let mut left = site.files("output");
    left.remove("fr-fr/b/notes.txt");
    left.remove("CNAME");
    same(&left, &fresh(&site));
}

#[test]
fn a_folder_that_becomes_empty_goes() {
    let site = site();
    build(&site);
    site.write("content/fr-FR/a.md", article(1, 'a', "Un", "Seul."));
    site.write("content/fr-FR/TOC.yml", "[]\n");
    site.remove("content/fr-FR/b.md");
    site.run(&["build"]).exits(1);
    assert!(!site.exists("output/fr-fr/b"));
}

#[test]
fn a_foreign_file_in_the_way_is_never_overwritten() {
    let site = site();
    site.write("output/fr-fr/a/index.html", "mine");
    site.write("output/robots.txt", "mine too");
    let refused = site.run(&["build"]).exits(2);
    assert_eq!(refused.err.trim_end().lines().count(), 1, "{}", refused.err);
    assert_eq!(site.files("output").len(), 2, "a refused build writes nothing");

    for _ in 0..2 {
        let forced = site.run(&["build", "--force", "--format", "json"]).exits(1);
        let said = forced.diagnostics();
        assert_eq!(said.len(), 2, "{said:?}");
        assert!(said.iter().all(|line| line.starts_with("error KB601 foreign-file: ")), "{said:?}");
        assert_eq!(site.read("output/fr-fr/a/index.html"), "mine");
        assert_eq!(site.read("output/robots.txt"), "mine too");
        assert!(site.exists("output/sv-se/a/index.html"));
    }
    // Out of the way, the page takes its place.
    site.remove("output/fr-fr/a/index.html");
    site.remove("output/robots.txt");
    build(&site);
    same(&site.files("output"), &fresh(&site));
}

#[test]
fn a_page_that_someone_edited_is_written_again() {
    let site = site();
    build(&site);
    let page = site.read("output/fr-fr/a/index.html");
    site.write("output/fr-fr/a/index.html", "edited");
    build(&site);
    assert_eq!(site.read("output/fr-fr/a/index.html"), page);
}

#[test]
fn hidden_files_do_no_harm() {
    let site = site();
    site.write("output/.git/HEAD", "ref: refs/heads/main\n");
    site.write("output/.nojekyll", "");
    build(&site);
    assert_eq!(site.read("output/.git/HEAD"), "ref: refs/heads/main\n");
}

/// A build that was killed leaves its journal and half of its files, and no manifest.
#[test]
fn a_killed_build_is_taken_over() {
    let site = site();
    build(&site);
    let whole = site.files("output");
    let written: Vec<&String> = whole.keys().filter(|p| !p.starts_with('.')).collect();
    site.remove("output/.kbgen-manifest.json");
    let mut journal = String::new();
    for (n, path) in written.iter().enumerate() {
        journal.push_str(&format!("{path}\n"));
        match n % 3 {
            0 => site.remove(&format!("output/{path}")),
            1 => site.write(&format!("output/{path}"), "half a fi"),
            _ => {}
        }
    }
    journal.push_str("fr-fr/gone/index.html\n");
    site.write("output/fr-fr/gone/index.html", "of an article that is gone since");
    site.write("output/.kbgen-journal", journal);
    build(&site);
    same(&site.files("output"), &whole);
}

#[test]
fn parts_of_a_killed_build_are_not_published() {
    let site = site();
    build(&site);
    let whole = site.files("output");
    site.write("output/fr-fr/a/.index.html.kbgen-part", "<!DOCTYPE ht");
    site.write("output/.robots.txt.kbgen-part", "User-a");
    build(&site);
    same(&site.files("output"), &whole);
}

#[test]
fn an_unreadable_manifest_gives_nothing_away() {
    let site = site();
    build(&site);
    site.write("output/.kbgen-manifest.json", "{ not json");
    site.run(&["build"]).exits(2);
    site.run(&["build", "--force"]).exits(0);
    same(&site.files("output"), &fresh(&site));
}

#[test]
fn an_output_folder_that_holds_the_content_is_refused() {
    let site = site();
    for output in [".", "content", "content/../content", "content/.."] {
        let refused = site.run(&["build", "--force", "--output", output]).exits(2);
        assert!(refused.err.contains("holds the content"), "{}", refused.err);
    }
    symlink(site.path("content"), site.path("link")).unwrap();
    site.run(&["build", "--force", "--output", "link"]).exits(2);
    assert!(!site.exists(".kbgen-manifest.json") && !site.exists("content/.kbgen-manifest.json"));
}

#[test]
fn output_within_the_content_is_not_read() {
    let site = site();
    for _ in 0..2 {
        site.run(&["build", "--output", "content/site"]).exits(0);
        same(&site.files("content/site"), &fresh(&site));
    }
}

#[test]
fn an_unknown_key_stops_with_one_line() {
    let site = site();
    site.write("kbgen.yaml", "title: T\ncontent: [content]\noutptu: x\n");
    for command in ["build", "check", "align"] {
        let refused = site.run(&[command]).exits(2);
        assert_eq!(refused.err.trim_end().lines().count(), 1, "{}", refused.err);
        assert!(refused.err.contains("kbgen.yaml:3:1:") && refused.err.contains("`outptu`"), "{}", refused.err);
        assert_eq!(refused.out, "");
    }
    assert!(!site.exists("output"));
}

#[test]
fn a_broken_alignment_file_stops_with_its_place() {
    let site = site();
    site.write("alignment.yaml", "articles:\n  a:\n    slugg: x\n");
    let refused = site.run(&["build"]).exits(2);
    assert!(refused.err.contains("alignment.yaml:3:"), "{}", refused.err);
}

#[test]
fn strict_counts_warnings() {
    let site = site();
    site.write("content/fr-FR/b.md", article(2, 'b', "Deux", "[rien](#rien)"));
    site.run(&["check"]).exits(0);
    site.run(&["check", "--strict"]).exits(1);
    site.run(&["build", "--strict"]).exits(1);
    assert!(site.exists("output/fr-fr/b/index.html"), "findings do not keep the site from being written");
}

#[test]
fn only_the_locales_asked_for() {
    let site = site();
    site.run(&["build", "--locale", "fr-fr"]).exits(0);
    let folders: Vec<String> = fs::read_dir(site.path("output"))
        .unwrap()
        .map(|e| e.unwrap())
        .filter(|e| e.file_type().unwrap().is_dir())
        .map(|e| e.file_name().to_string_lossy().into_owned())
        .collect();
    assert!(folders.contains(&"fr-fr".to_owned()), "{folders:?}");
    assert!(!folders.iter().any(|f| ["sv-se", "zh-tw", "en-us"].contains(&f.as_str())), "{folders:?}");
    let page = site.read("output/fr-fr/a/index.html");
    assert!(!page.contains("sv-se") && !page.contains("zh-tw"));
    // A slug or alignment that depends on which locales are built would move addresses.
    build(&site);
    let all = site.files("output");
    assert!(site.run(&["build", "--locale", "sv-SE", "--output", "one"]).status <= 1);
    for path in site.files("one").keys().filter(|p| p.starts_with("sv-se/")) {
        assert!(all.contains_key(path), "{path}");
    }
    // The source language is rebuilt from files of other locales.
    assert!(site.run(&["build", "--locale", "en-US", "--output", "source"]).status <= 1);
    assert!(site.exists("source/en-us/c/index.html") && !site.exists("source/zh-tw"));
}

/// What is right in the whole content is not wrong because a part of it is built.
#[test]
fn other_locales_are_not_judged() {
    let site = site();
    let said = site.run(&["check", "--locale", "sv-SE", "--format", "json"]).diagnostics();
    let foreign: Vec<&String> = said.iter().filter(|line| !line.starts_with("content/sv-SE/")).collect();
    assert!(foreign.is_empty(), "{foreign:?}");
}

#[test]
fn drafts_are_left_out() {
    let site = site();
    site.write("content/fr-FR/b.md", article(2, 'b', "Deux", "Texte.").replace("title:", "draft: true\ntitle:"));
    site.write("content/fr-FR/a.md", article(1, 'a', "Un", "Texte."));
    site.write("content/sv-SE/a.md", article(3, 'a', "Ett", "Text."));
    site.write("content/fr-FR/TOC.yml", "[]\n");
    let said = site.run(&["build", "--locale", "fr-FR"]).exits(0);
    assert!(said.out.contains("1 draft"), "{}", said.out);
    assert!(!site.exists("output/fr-fr/b/index.html"));
    site.run(&["build", "--locale", "fr-FR", "--drafts"]).exits(0);
    assert!(site.exists("output/fr-fr/b/index.html"));
    build(&site);
    assert!(!site.exists("output/fr-fr/b/index.html"), "a page that is a draft again goes");
}

/// A place outside of the site that no build may touch.
fn outside() -> Site {
    Site::with(&[
        ("index.html", "theirs"),
        ("a/index.html", "theirs"),
        ("b/index.html", "theirs"),
        ("robots.txt", "theirs"),
    ])
}

#[track_caller]
fn untouched(outside: &Site) {
    let files = outside.files("");
    assert_eq!(files.len(), 4, "{:?}", files.keys());
    assert!(files.values().all(|bytes| bytes == b"theirs"));
}

#[test]
fn links_in_the_output_are_not_followed() {
    let site = site();
    let outside = outside();
    fs::create_dir(site.path("output")).unwrap();
    symlink(outside.path(""), site.path("output/fr-fr")).unwrap();
    symlink(outside.path("robots.txt"), site.path("output/robots.txt")).unwrap();
    site.run(&["build"]).exits(2);
    let forced = site.run(&["build", "--force"]);
    assert!(forced.status == 1 || forced.status == 2, "{}", forced.err);
    untouched(&outside);
}

#[test]
fn pages_that_became_links_are_not_written_or_removed_through() {
    let site = site();
    build(&site);
    let outside = outside();
    fs::remove_dir_all(site.path("output/fr-fr")).unwrap();
    symlink(outside.path(""), site.path("output/fr-fr")).unwrap();
    let built = site.run(&["build"]);
    assert_ne!(built.status, 0);
    untouched(&outside);
    // Nor are stale pages removed where they now belong to somebody else.
    for path in ["a.md", "b.md", "TOC.yml", "docfx.json", "media/a.svg"] {
        site.remove(&format!("content/fr-FR/{path}"));
    }
    site.run(&["build", "--force"]);
    untouched(&outside);
}

#[test]
fn a_manifest_cannot_name_files_outside() {
    let site = site();
    build(&site);
    site.write("precious.txt", "theirs");
    let precious = site.path("precious.txt").to_string_lossy().into_owned();
    site.write(
        "output/.kbgen-manifest.json",
        format!("{{\"files\": [\"../precious.txt\", \"{precious}\", \"fr-fr/../../precious.txt\"]}}"),
    );
    site.run(&["build", "--force"]);
    assert_eq!(site.read("precious.txt"), "theirs");
}

/// Names that end up in addresses come from files that many people write.
#[test]
fn no_name_leads_out_of_the_output() {
    let mut problems = Vec::new();
    for name in ["../../../evil", "../evil", "..", "/evil", "", ".", "x//y", "C:\\\\evil", "a?b#c"] {
        let toc = format!("- name: Sujet\n  uid: \"{name}\"\n  items:\n  - href: a.md\n  - href: b.md\n");
        let alias = format!("articles:\n  a:\n    aliases: [\"{name}\"]\n    translations: {{fr-FR: \"1\"}}\n");
        for (path, text) in [("content/fr-FR/TOC.yml", toc), ("alignment.yaml", alias)] {
            let site = site();
            site.write(path, text);
            let before = site.files("");
            let built = site.run(&["build", "--output", "deep/down/output"]);
            let mut say = |what: String| problems.push(format!("`{name}` in {path} {what}"));
            let after = site.files("");
            // The memory of builds has a place of its own.
            let is_elsewhere = |p: &&String| !p.starts_with("deep/down/output/") && !p.starts_with(".kbgen/cache/");
            for path in after.keys().filter(is_elsewhere).filter(|p| !before.contains_key(*p)) {
                say(format!("writes {path}"));
            }
            if built.status > 1 {
                say(format!("stops the build: {}", built.err));
                continue;
            }
            if site.read("deep/down/output/fr-fr/index.html").contains("http-equiv=\"refresh\"") {
                say("replaces the home page".into());
            }
            let manifest = site.read("deep/down/output/.kbgen-manifest.json");
            for line in manifest.lines().filter(|l| ["//", "/.", "\"/", "?", "#"].iter().any(|odd| l.contains(odd))) {
                say(format!("makes {}", line.trim()));
            }
        }
    }
    assert!(problems.is_empty(), "{problems:#?}");
}

/// An alias never takes the place of a page.
#[test]
fn redirects_do_not_replace_pages() {
    let site = site();
    build(&site);
    let plain = site.files("output");
    let mut problems = Vec::new();
    for alias in ["b", "c", "topics", "topics/a", "a-z", "404", "404.html", "index.html", "a", "A", "b/"] {
        site.write(
            "alignment.yaml",
            format!("articles:\n  a:\n    aliases: [{alias}]\n    translations: {{fr-FR: \"1\"}}\n"),
        );
        let built = site.run(&["build"]);
        if built.status > 1 {
            problems.push(format!("`{alias}` stops the build: {}", built.err));
            fs::remove_dir_all(site.path("output")).unwrap();
            continue;
        }
        let files = site.files("output");
        for (path, _) in plain.iter().filter(|(p, bytes)| p.ends_with(".html") && files.get(*p) != Some(*bytes)) {
            problems.push(format!("`{alias}` makes {path} another page"));
        }
        fs::remove_dir_all(site.path("output")).unwrap();
    }
    assert!(problems.is_empty(), "{problems:#?}");
}

#[test]
fn links_in_the_content_do_not_lead_out() {
    let site = site();
    let outside = Site::with(&[
        ("secret.md", &article(77, 'f', "Secret", "SECRET TEXT")),
        ("folder/secret.md", &article(78, 'd', "Secret", "SECRET TEXT")),
        ("secret.svg", "<svg>SECRET TEXT</svg>"),
    ]);
    symlink(outside.path("secret.md"), site.path("content/fr-FR/secret.md")).unwrap();
    symlink(outside.path("folder"), site.path("content/fr-FR/folder")).unwrap();
    symlink(outside.path("secret.svg"), site.path("content/fr-FR/media/secret.svg")).unwrap();
    site.write(
        "content/fr-FR/b.md",
        article(2, 'b', "Deux", "![s](media/secret.svg) [s](secret.md) ![t](../../../../etc/hostname)"),
    );
    let built = site.run(&["build", "--format", "json"]).exits(1);
    assert_eq!(built.diagnostics().len(), 3, "{:?}", built.diagnostics());
    for (path, bytes) in site.files("output") {
        assert!(!String::from_utf8_lossy(&bytes).contains("SECRET"), "{path}");
    }
}

#[test]
fn a_site_without_articles_is_not_written() {
    let site = Site::with(&[("content/notes.txt", "no article")]);
    let refused = site.run(&["build"]).exits(2);
    assert!(refused.err.contains("there is no article"), "{}", refused.err);
    assert!(!site.exists("output/index.html"));
}

/// A mistake in the configuration must not cost the site that was built before.
#[test]
fn a_failed_build_keeps_what_was_built() {
    let site = site();
    build(&site);
    let before = site.files("output");
    site.rename("content", "elsewhere");
    fs::create_dir(site.path("content")).unwrap();
    site.run(&["build"]).exits(2);
    let mut after = site.files("output");
    after.remove(".kbgen-journal");
    same(&after, &before);
}
