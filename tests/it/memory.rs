//! A build with a memory comes to the same as one without, whatever happened in between: in memory, as for a server,
//! and on the disk, as from one `kbgen build` to the next.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use kbgen::config::Config;
use kbgen::disk::Failure;
use kbgen::model::{Content, Diagnostic, Key, OutputFile};
use kbgen::pipeline::{self, Memory, Request};
use kbgen::read::Changes;
use kbgen::write::Sink;
use proptest::prelude::*;
use proptest::test_runner::{Config as Runs, TestRunner};

use crate::support::{Site, article, unit};

/// The files of a site in memory.
#[derive(Default)]
struct Store(Mutex<State>);

#[derive(Default)]
struct State {
    files: BTreeMap<String, (Key, Content)>,
    /// What the build at hand put or kept.
    seen: BTreeSet<String>,
    made: usize,
}

impl Sink for Store {
    fn put(&self, made_of: Key, files: Vec<OutputFile>) -> Result<Vec<Diagnostic>, Failure> {
        let mut state = self.0.lock().unwrap();
        for file in files {
            state.seen.insert(file.path.clone());
            state.files.insert(file.path, (made_of, file.content));
            state.made += 1;
        }
        Ok(Vec::new())
    }

    fn keep(&self, made_of: Key, files: &[Arc<str>]) -> bool {
        let mut state = self.0.lock().unwrap();
        let there = files.iter().all(|file| state.files.get(&**file).is_some_and(|(key, _)| *key == made_of));
        if there {
            state.seen.extend(files.iter().map(ToString::to_string));
        }
        there
    }
}

impl Store {
    /// Ends a build: what it did not name is gone. How many files it made.
    fn finish(&self) -> usize {
        let mut state = self.0.lock().unwrap();
        let seen = std::mem::take(&mut state.seen);
        state.files.retain(|path, _| seen.contains(path));
        std::mem::take(&mut state.made)
    }

    fn files(&self) -> BTreeMap<String, Vec<u8>> {
        let bytes = |content: &Content| match content {
            Content::Bytes(bytes) => bytes.clone(),
            Content::CopyOf(path) => fs::read(path).unwrap(),
        };
        self.0.lock().unwrap().files.iter().map(|(path, (_, content))| (path.clone(), bytes(content))).collect()
    }
}

type Outcome = Result<(BTreeMap<String, Vec<u8>>, Vec<Diagnostic>), String>;

fn build(site: &Site, changes: &Changes, memory: &mut Memory, store: &Store) -> (Outcome, usize) {
    let request = || -> Result<Request, Failure> {
        let mut config = Config::load(&site.path(""), None)?;
        config.content = config.content.iter().map(|content| site.path("").join(content)).collect();
        config.output = site.path("output");
        config.theme = site.path("themes");
        config.alignment = site.path("alignment.yaml");
        Ok(Request { config, only: Vec::new(), drafts: false })
    };
    let built = request().and_then(|request| pipeline::build(&request, changes, memory, Some(store), &|_| {}));
    let made = store.finish();
    (built.map(|built| (store.files(), built.diagnostics)).map_err(|failure| failure.to_string()), made)
}

fn fresh(site: &Site) -> Outcome {
    build(site, &Changes::All, &mut Memory::default(), &Store::default()).0
}

#[track_caller]
fn same(warm: &Outcome, cold: &Outcome, history: &[String]) {
    match (warm, cold) {
        (Ok((warm, said)), Ok((cold, expected))) => {
            let (warm_names, cold_names): (Vec<_>, Vec<_>) = (warm.keys().collect(), cold.keys().collect());
            assert_eq!(warm_names, cold_names, "after {history:#?}");
            for (path, bytes) in cold {
                if warm[path] != *bytes {
                    let (warm, cold) = (String::from_utf8_lossy(&warm[path]), String::from_utf8_lossy(bytes));
                    let (line, expected) =
                        warm.lines().zip(cold.lines()).find(|(a, b)| a != b).unwrap_or(("(its end)", "(its end)"));
                    panic!("{path}:\n{line}\ninstead of\n{expected}\nafter {history:#?}");
                }
            }
            let only = |these: &[Diagnostic], those: &[Diagnostic]| -> Vec<Diagnostic> {
                these.iter().filter(|finding| !those.contains(finding)).cloned().collect()
            };
            let (more, less) = (only(said, expected), only(expected, said));
            assert!(said == expected, "findings: {more:#?} instead of {less:#?} after {history:#?}");
        }
        (warm, cold) => assert_eq!(warm.as_ref().err(), cold.as_ref().err(), "after {history:#?}"),
    }
}

const LOCALES: [&str; 3] = ["fr-FR", "sv-SE", "zh-TW"];

/// A bilingual article.
fn bilingual(number: u32, hash: char, words: &str) -> String {
    let head = article(number, hash, "x", "");
    let head = head.split("# ").next().unwrap();
    format!(
        "{head}# {}\n\n{} [{}](a1.md)\n",
        unit(102, words, "English"),
        unit(103, words, "Words."),
        unit(104, "x", "y")
    )
}

/// Three locales in docsets, with tables of contents, includes, pictures, redirects, errors and a theme.
fn site() -> Site {
    let site = Site::with(&[
        (
            "kbgen.yaml",
            "title: T\nbase_url: https://help.example/kb/\ncontent: [content]\npublish: {markdown: true}\n\
             locales: {fr-FR: {}, sv-SE: {}, zh-TW: {fallback: [fr-FR]}}\n",
        ),
        ("themes/static/extra.css", "p { color: red }"),
    ]);
    for (at, locale) in (0..).zip(LOCALES) {
        let folder = format!("content/{locale}");
        site.write(&format!("{folder}/docfx.json"), "{\"build\": {\"globalMetadata\": {\"ms.service\": \"s\"}}}");
        site.write(
            &format!("{folder}/TOC.yml"),
            "- name: T\n  items:\n  - name: A\n    href: a0.md\n  - name: B\n    href: a1.md\n",
        );
        site.write(&format!("{folder}/includes/part.md"), format!("Une partie {locale}."));
        site.write(
            &format!("{folder}/media/p.svg"),
            format!("<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"{at}\"/>"),
        );
        for n in 0..6 {
            let hash = char::from(b'a' + n);
            let text = format!(
                "Voir [autre](a{}.md#x). ![p](media/p.svg)\n\n[!INCLUDE [p](includes/part.md)]\n\nErreur 0x8007000{n}.",
                (n + 1) % 6
            );
            let text = match (at, n) {
                (2, 4) => bilingual(at * 10 + 4, hash, "字"),
                (2, 5) => continue,
                _ => article(at * 10 + u32::from(n), hash, &format!("Titre {n} {locale}"), &text),
            };
            site.write(&format!("{folder}/a{n}.md"), text);
        }
    }
    site
}

/// One thing that happens to a site.
#[derive(Clone, Debug)]
struct Event {
    kind: u8,
    locale: usize,
    article: u8,
    value: u8,
}

fn event() -> impl Strategy<Value = Event> {
    (0..20u8, 0..3usize, 0..8u8, 0..4u8).prop_map(|(kind, locale, article, value)| Event {
        kind,
        locale,
        article,
        value,
    })
}

/// Lets it happen; the files and folders that were touched.
fn happen(site: &Site, event: &Event) -> Vec<PathBuf> {
    let Event { kind, locale, article: n, value } = event;
    let locale = LOCALES[*locale];
    let folder = format!("content/{locale}");
    let file = format!("{folder}/a{n}.md");
    let touched = |paths: &[&str]| paths.iter().map(|path| site.path(path)).collect::<Vec<_>>();
    let change = |change: &dyn Fn(String) -> String| {
        if let Ok(text) = fs::read_to_string(site.path(&file)) {
            site.write(&file, change(text));
        }
        touched(&[&file])
    };
    let remove = |path: &str| {
        let path = site.path(path);
        let _ = if path.is_dir() { fs::remove_dir_all(&path) } else { fs::remove_file(&path) };
    };
    match kind {
        // A sentence, a title, an id, a hash, a link, a heading, an error.
        0..=3 => change(&|text| format!("{text}\nPhrase {value} encore.\n")),
        4 => change(&|text| text.replacen("# ", &format!("# {value} "), 1)),
        5 => change(&|text| text.replacen("ms.locfileid: ", &format!("ms.locfileid: \"{value}\" #"), 1)),
        6 => change(&|text| text.replacen("ms.openlocfilehash: ", &format!("ms.openlocfilehash: {value}"), 1)),
        7 => change(&|text| format!("{text}\n[lien](a{value}.md) [](a{value}.md) [rompu](b{value}.md)\n")),
        8 => change(&|text| format!("{text}\n## <a name=\"x\"></a>Partie {value}\n\nErreur 0x8004000{value}\n")),
        9 => change(&|text| text.replacen("---\n", "---\nms.translationtype: MT\nlocalization_priority: High\n", 1)),
        // Broken front matter, and a file as it was.
        10 => change(&|text| text.replacen("---\n", "---\n: [\n", 1)),
        11 => {
            site.write(&file, article(u32::from(*n) + 100, char::from(b'a' + n), &format!("Neuf {value}"), "Texte."));
            touched(&[&file])
        }
        12 => {
            remove(&file);
            touched(&[&file])
        }
        13 => {
            let other = format!("{folder}/sub{value}/a{n}.md");
            if site.exists(&file) {
                fs::create_dir_all(site.path(&other).parent().unwrap()).unwrap();
                fs::rename(site.path(&file), site.path(&other)).unwrap();
            }
            touched(&[&file, &other])
        }
        14 => {
            let (from, to) = (format!("{folder}/sub{value}"), format!("{folder}/sub{}", value + 1));
            if site.exists(&from) && !site.exists(&to) {
                fs::rename(site.path(&from), site.path(&to)).unwrap();
            }
            touched(&[&from, &to])
        }
        15 => {
            let part = format!("{folder}/includes/part.md");
            site.write(&part, format!("Partie {value}.\n\n[!NOTE]\nNote"));
            touched(&[&part])
        }
        16 => {
            let media = format!("{folder}/media/p.svg");
            site.write(&media, format!("<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"v{value}\"/>"));
            touched(&[&media])
        }
        17 => {
            let path =
                ["themes/templates/list.html", "themes/static/extra.css", "themes/strings/fr.ftl"][usize::from(*n) % 3];
            if *value == 0 {
                remove(path);
            } else {
                let text = ["", "{% extends \"base.html\" %}", "p { margin: 1px }", "home = Chez soi\n"];
                site.write(path, format!("{}{}", text[usize::from(*n) % 3 + 1], "\n".repeat(usize::from(*value))));
            }
            touched(&[path])
        }
        18 => {
            let path = ["TOC.yml", "docfx.json"][usize::from(*n) % 2];
            let text = match (n % 2, value) {
                (0, 0) => "- name: A\n  href: a2.md\n".to_owned(),
                (0, _) => format!(
                    "- name: T{value}\n  items:\n  - name: A\n    href: a{value}.md\n  - name: B\n    href: a0.md\n"
                ),
                (_, 0) => {
                    "{\"build\": {\"content\": [{\"files\": [\"**/*.md\"], \"exclude\": [\"a3.md\"]}]}}".to_owned()
                }
                (_, _) => format!("{{\"build\": {{\"globalMetadata\": {{\"ms.service\": \"s{value}\"}}}}}}"),
            };
            let path = format!("{folder}/{path}");
            site.write(&path, text);
            touched(&[&path])
        }
        _ => {
            let redirect = format!("content/{locale}/.openpublishing.redirection.json");
            let text = "{\"redirections\": [{\"source_path\": \"old.md\", \"redirect_url\": \"/a1\"}]}";
            if *value == 0 {
                remove(&redirect)
            } else {
                site.write(&redirect, text)
            }
            let mut paths = touched(&[&redirect, "alignment.yaml"]);
            if *value == 1 {
                let pinned = format!(
                    "articles:\n  a{n}:\n    slug: chosen-{n}\n    translations:\n      {locale}: {locale}/a{n}.md\n"
                );
                site.write("alignment.yaml", pinned);
            } else if *value == 2 {
                remove("alignment.yaml");
            }
            paths.push(site.path("kbgen.yaml"));
            paths
        }
    }
}

#[test]
fn warm_equals_cold_in_memory() {
    let runs = Runs { cases: 12, max_shrink_iters: 64, ..Runs::default() };
    let mut runner = TestRunner::new_with_rng(runs, deterministic());
    runner
        .run(&proptest::collection::vec(event(), 25), |events| {
            let site = site();
            let root = fs::canonicalize(site.path("")).unwrap();
            let (mut memory, store) = (Memory::default(), Store::default());
            let first = build(&site, &Changes::All, &mut memory, &store).0;
            same(&first, &fresh(&site), &[]);
            let mut history = Vec::new();
            for event in events {
                let touched = happen(&site, &event);
                history.push(format!("{event:?}"));
                let canonical = |path: PathBuf| root.join(path.strip_prefix(site.path("")).unwrap_or(Path::new("")));
                let changes = Changes::Paths(touched.into_iter().map(canonical).collect());
                let warm = build(&site, &changes, &mut memory, &store).0;
                same(&warm, &fresh(&site), &history);
            }
            Ok(())
        })
        .unwrap();
}

/// Articles that nothing but their contents tells together, of which every edit may change which belong to which.
#[test]
fn scores_are_made_again_where_they_must_be() {
    let runs = Runs { cases: 5, max_shrink_iters: 64, ..Runs::default() };
    let mut runner = TestRunner::new_with_rng(runs, deterministic());
    let edit = (0..3usize, 0..4u8, 0..5u8, 0..3u8);
    runner
        .run(&proptest::collection::vec(edit, 20), |edits| {
            let site = Site::with(&[("kbgen.yaml", "title: T\ncontent: [content]\n")]);
            let path = |locale: usize, n: u8| format!("content/{}/{locale}-{n}.md", LOCALES[locale]);
            for (locale, n) in (0..3).flat_map(|locale| (0..4 - u8::from(locale == 2)).map(move |n| (locale, n))) {
                let text =
                    format!("# <a name=\"about-{n}\"></a>T {locale}{n}\n\n[x](https://x.example/{n})\n\nTexte.\n");
                site.write(&path(locale, n), text);
            }
            let root = fs::canonicalize(site.path("")).unwrap();
            let (mut memory, store) = (Memory::default(), Store::default());
            let first = build(&site, &Changes::All, &mut memory, &store).0;
            same(&first, &fresh(&site), &[]);
            let catalog = String::from_utf8_lossy(&first.as_ref().unwrap().0["catalog.json"]).into_owned();
            assert_eq!(catalog.matches("\"article\"").count(), 4, "{catalog}");
            let mut history = Vec::new();
            for (locale, n, kind, value) in edits {
                let path = path(locale, n);
                let text = fs::read_to_string(site.path(&path)).unwrap_or_default();
                let text = match kind {
                    0 => format!("{text}\n[y](https://y.example/{value})\n"),
                    1 => format!("{text}\n## <a name=\"part-{value}\"></a>P\n"),
                    2 => text.replace("about-", &format!("about-{value}")),
                    3 => format!("{text}\n```\nrun {value}\n```\n"),
                    _ => format!("{text}\nUne phrase.\n"),
                };
                site.write(&path, text);
                history.push(format!("{path} {kind} {value}"));
                let warm = build(&site, &Changes::Paths(BTreeSet::from([root.join(&path)])), &mut memory, &store).0;
                same(&warm, &fresh(&site), &history);
            }
            Ok(())
        })
        .unwrap();
}

#[test]
fn warm_equals_cold_on_the_disk() {
    let runs = Runs { cases: 3, max_shrink_iters: 16, ..Runs::default() };
    let mut runner = TestRunner::new_with_rng(runs, deterministic());
    runner
        .run(&proptest::collection::vec(event(), 20), |events| {
            let site = site();
            let mut history = Vec::new();
            for event in events {
                happen(&site, &event);
                history.push(format!("{event:?}"));
                let warm = site.run(&["build", "--format", "json"]);
                let cold = site.run(&["build", "--format", "json", "--no-cache", "--output", "fresh"]);
                assert_eq!((warm.status, &warm.out), (cold.status, &cold.out), "after {history:#?}");
                if warm.status < 2 {
                    let (warm, cold) = (site.files("output"), site.files("fresh"));
                    assert_eq!(warm.keys().collect::<Vec<_>>(), cold.keys().collect::<Vec<_>>(), "after {history:#?}");
                    assert!(warm == cold, "after {history:#?}");
                }
            }
            Ok(())
        })
        .unwrap();
}

fn deterministic() -> proptest::test_runner::TestRng {
    proptest::test_runner::TestRng::deterministic_rng(proptest::test_runner::RngAlgorithm::ChaCha)
}

/// What a change takes is only what it touches.
#[test]
fn a_sentence_makes_one_article_and_what_lists_it() {
    let site = site();
    let (mut memory, store) = (Memory::default(), Store::default());
    let (_, all) = build(&site, &Changes::All, &mut memory, &store);
    let (_, none) = build(&site, &Changes::All, &mut memory, &store);
    assert!(all > 100, "{all}");
    assert_eq!(none, 0);
    let file = fs::canonicalize(site.path("content/sv-SE/a1.md")).unwrap();
    let text = fs::read_to_string(&file).unwrap();
    fs::write(&file, format!("{text}\nEn mening till.\n")).unwrap();
    let changes = Changes::Paths(BTreeSet::from([file]));
    let before = store.files();
    build(&site, &changes, &mut memory, &store).0.unwrap();
    let after = store.files();
    let changed: Vec<&String> =
        after.iter().filter(|(path, bytes)| before.get(*path) != Some(bytes)).map(|f| f.0).collect();
    let pages: Vec<&&String> = changed.iter().filter(|path| path.ends_with(".html")).collect();
    assert_eq!(pages, [&&"sv-se/a1/index.html".to_owned()], "{changed:?}");
}

/// A memory that is damaged, or of another program, is none.
#[test]
fn a_damaged_cache_is_none() {
    let site = site();
    site.run(&["build"]);
    let cache = site.path(".kbgen/cache");
    let mut damaged = 0;
    crate::support::walk(&cache, &mut |path| {
        let mut bytes = fs::read(path).unwrap();
        let at = bytes.len() / 2;
        bytes[at] ^= 0x55;
        fs::write(path, bytes).unwrap();
        damaged += 1;
    });
    assert!(damaged > 50, "{damaged} files");
    let again = site.run(&["build", "--format", "json"]);
    let cold = site.run(&["build", "--format", "json", "--no-cache", "--output", "fresh"]);
    assert_eq!(again.out, cold.out);
    assert!(site.files("output") == site.files("fresh"));
}

/// What lies apart is looked at late, when half of the site may be made of it.
#[test]
fn a_build_of_damaged_bodies_begins_anew() {
    let site = site();
    // Files that were written just now are read again.
    std::thread::sleep(std::time::Duration::from_millis(100));
    site.run(&["build"]);
    let mut damaged = 0;
    crate::support::walk(&site.path(".kbgen/cache"), &mut |path| {
        if path.file_name().unwrap().to_string_lossy().starts_with("texts-") {
            let mut bytes = fs::read(path).unwrap();
            *bytes.last_mut().unwrap() ^= 0x55;
            fs::write(path, bytes).unwrap();
            damaged += 1;
        }
    });
    assert!(damaged > 10, "{damaged} files");
    // Every page is made again of bodies that are known.
    site.write("themes/templates/article.html", "<main id=\"own\">{{ article.body | safe }}</main>");
    let again = site.run(&["build", "--format", "json"]);
    let cold = site.run(&["build", "--format", "json", "--no-cache", "--output", "fresh"]);
    assert_eq!((again.status, &again.out), (cold.status, &cold.out));
    assert!(site.files("output") == site.files("fresh"));
    assert!(site.read("output/fr-fr/a1/index.html").contains("<main id=\"own\">"));
    let last = site.run(&["build", "--format", "json"]);
    assert_eq!(last.out, cold.out);
}

/// Folders of the output are looked into only where they are not as they were left.
#[test]
fn what_others_put_into_the_output_is_seen() {
    let site = site();
    site.run(&["build"]);
    let folders: Vec<String> =
        site.files("output").keys().filter_map(|file| Some(file.rsplit_once('/')?.0.to_owned())).collect();
    for folder in [&folders[0], &folders[folders.len() / 2], "sv-se/new/one"] {
        let file = format!("output/{folder}/mine.txt");
        site.write(&file, "not kbgen's");
        let refused = || {
            let refused = site.run(&["build"]);
            assert!(refused.status == 2 && refused.err.contains(&format!("{folder}/mine.txt")), "{}", refused.err);
        };
        refused();
        // To be allowed once is not to be allowed for ever.
        assert!(site.run(&["build", "--force"]).status < 2);
        refused();
        fs::remove_file(site.path(&file)).unwrap();
        assert!(site.run(&["build"]).status < 2);
    }
    // What a folder had and has lost is made again.
    fs::remove_dir_all(site.path(&format!("output/{}", folders[0]))).unwrap();
    site.run(&["build"]);
    site.run(&["build", "--no-cache", "--output", "fresh"]);
    assert!(site.files("output") == site.files("fresh"));
}

/// Nothing has changed, so nothing is done; what was found is said all the same.
#[test]
fn findings_are_remembered() {
    let site = site();
    let first = site.run(&["build"]);
    // Files that were written just now could change again unseen.
    std::thread::sleep(std::time::Duration::from_millis(100));
    site.run(&["build"]);
    let last = site.run(&["build"]);
    let without_time =
        |text: &str| text.lines().filter(|line| !line.starts_with("output: ")).map(str::to_owned).collect::<Vec<_>>();
    assert_eq!((last.status, &last.err), (first.status, &first.err));
    assert_eq!(without_time(&last.out), without_time(&first.out));
    assert!(last.out.contains(": 0 new, 0 changed, "), "{}", last.out);
    // A file of the site that was changed by hand is mended.
    site.write("output/fr-fr/a1/index.html", "gone");
    let mended = site.run(&["build"]);
    assert!(mended.out.contains("1 changed"), "{}", mended.out);
}
