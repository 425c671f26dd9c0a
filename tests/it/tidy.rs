//! The rules of the house, as checks of the source text: who may import whom, where outside crates
//! live, what must be registered and documented.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use kbgen::emit::EMITTERS;
use kbgen::hosts::PROFILES;
use kbgen::model::Code;
use kbgen::report::FORMATS;

use crate::support::{repository, walk};

/// The stages; none imports another.
const STAGES: &[&str] = &["parse", "align", "plan", "emit"];

/// Imports across stages that are allowed: where, and what.
const EXCEPTIONS: &[(&str, &str)] =
    &[("emit/", "crate::plan::url"), ("parse/", "crate::plan::url"), ("report/", "crate::plan::url")];

/// Outside crates that have one home.
const HOMES: &[(&str, &[&str])] = &[
    ("walkdir", &["disk.rs", "disk/"]),
    ("serde_yaml", &["yaml.rs"]),
    ("pulldown_cmark", &["parse/markdown/"]),
    ("syntect", &["highlight.rs"]),
    ("two_face", &["highlight.rs"]),
    ("math_core", &["parse/markdown/"]),
    ("emojis", &["parse/markdown/"]),
    ("toml", &["parse/matter.rs"]),
    ("ammonia", &["parse/html.rs"]),
    ("globset", &["parse/docset.rs"]),
    ("whatlang", &["parse/locale.rs"]),
    ("tera", &["theme.rs"]),
    ("include_dir", &["theme.rs", "explain.rs"]),
    ("rayon", &["parallel.rs"]),
    ("rustc_stable_hash", &["model/key.rs"]),
    ("postcard", &["shelf.rs", "model/lazy.rs"]),
    ("regex", &["codes/patterns.rs"]),
    ("axum", &["serve/"]),
    ("tokio", &["serve/", "publish/store/"]),
    ("futures_core", &["serve/"]),
    ("notify", &["serve/watch.rs"]),
    ("flate2", &["search/pack.rs", "hosts/compress.rs", "publish/store/records.rs"]),
    ("ureq", &["external/ask.rs", "publish/store/", "publish/verify.rs"]),
    ("object_store", &["publish/"]),
    ("futures_util", &["publish/store/"]),
    ("http_body_util", &["publish/store/"]),
    ("httpdate", &["external/ask.rs"]),
    ("icu_collator", &["intl.rs"]),
    ("icu_datetime", &["intl.rs"]),
    ("icu_calendar", &["intl.rs"]),
    ("writeable", &["intl.rs"]),
    ("fluent_bundle", &["strings.rs"]),
    ("fluent_syntax", &["strings.rs"]),
    ("clap", &["cli/"]),
    ("clap_complete", &["cli/"]),
    ("indicatif", &["cli/"]),
    ("anstream", &["cli/"]),
    ("terminal_size", &["cli/"]),
    ("strsim", &["plan/links.rs", "explain.rs"]),
    ("unicode_width", &["report/human.rs", "explain.rs"]),
];

/// Longest source file, in lines.
const LONGEST: usize = 600;

/// Every source file: path below `src/`, and text without comments.
fn sources() -> BTreeMap<String, String> {
    let root = repository().join("src");
    let mut sources = BTreeMap::new();
    walk(&root, &mut |path| {
        let below = path.strip_prefix(&root).unwrap().to_string_lossy().replace('\\', "/");
        if below.ends_with(".rs") {
            sources.insert(below, fs::read_to_string(path).unwrap());
        }
    });
    assert!(sources.len() > 40);
    sources
}

/// Lines with their numbers, without comments and unit tests (which end each file, or are one).
fn code(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let lines = text.lines().enumerate().map(|(n, line)| (n + 1, line));
    lines.take_while(|(_, line)| line.trim() != "#[cfg(test)]").filter(|(_, line)| !line.trim_start().starts_with("//"))
}

#[track_caller]
fn none(problems: &[String]) {
    assert!(problems.is_empty(), "{}", problems.join("\n"));
}

/// Whether a line names a path such as `crate::plan` as a whole word.
fn names(line: &str, path: &str) -> bool {
    line.match_indices(path).any(|(at, _)| {
        let word = |c: char| c.is_alphanumeric() || c == '_';
        !line[..at].ends_with(word) && !line[at + path.len()..].starts_with(word)
    })
}

#[test]
fn the_model_imports_nothing_of_ours() {
    let mut problems = Vec::new();
    for (path, text) in sources().iter().filter(|(p, _)| p.starts_with("model/")) {
        for (n, line) in code(text).filter(|(_, l)| l.contains("crate::") && !l.contains("crate::model")) {
            problems.push(format!("src/{path}:{n}: {line}"));
        }
    }
    none(&problems);
}

#[test]
fn stages_do_not_import_each_other() {
    let mut problems = Vec::new();
    for (path, text) in &sources() {
        let stage = STAGES.iter().find(|s| path.starts_with(&format!("{s}/")));
        let report = path.starts_with("report/");
        if stage.is_none() && !report {
            continue;
        }
        for (n, line) in code(text) {
            for other in STAGES.iter().filter(|s| Some(*s) != stage) {
                let excepted = EXCEPTIONS.iter().any(|(from, what)| path.starts_with(from) && names(line, what));
                // `use crate::{plan, …}` would slip through.
                let grouped = line.trim_start().starts_with("use crate::{") && names(line, other);
                if (names(line, &format!("crate::{other}")) || grouped) && !excepted {
                    problems.push(format!("src/{path}:{n}: {}", line.trim()));
                }
            }
            for outer in ["pipeline", "cli", "write", "external", "serve"] {
                if names(line, &format!("crate::{outer}")) {
                    problems.push(format!("src/{path}:{n}: {}", line.trim()));
                }
            }
        }
    }
    none(&problems);
}

#[test]
fn outside_crates_stay_at_home() {
    let manifest = fs::read_to_string(repository().join("Cargo.toml")).unwrap();
    let mut problems = Vec::new();
    for (krate, homes) in HOMES {
        assert!(
            manifest.contains(&format!("\n{} = ", krate.replace('_', "-")))
                || manifest.contains(&format!("\n{krate} = ")),
            "`{krate}` is no dependency"
        );
        for (path, text) in &sources() {
            if homes.iter().any(|home| path == home || home.ends_with('/') && path.starts_with(home)) {
                continue;
            }
            for (n, line) in code(text) {
                if names(line, &format!("{krate}::")[..krate.len()])
                    && (line.contains(&format!("{krate}::")) || line.trim() == format!("use {krate};"))
                {
                    problems.push(format!("src/{path}:{n}: `{krate}` lives in {homes:?}"));
                }
            }
        }
    }
    none(&problems);
}

/// A process has a time limit, its output is read and nothing goes through a shell, if all are started in one place.
#[test]
fn programs_are_started_in_one_place() {
    // A browser is opened and left to itself.
    let homes = ["publish/program.rs", "cli/serve.rs"];
    let mut problems = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| !homes.contains(&path.as_str())) {
        for (n, line) in code(text).filter(|(_, l)| l.contains("process::") && names(l, "Command")) {
            problems.push(format!("src/{path}:{n}: {}", line.trim()));
        }
    }
    none(&problems);
}

#[test]
fn emitters_hosts_and_formats_are_registered() {
    let sources = sources();
    for (folder, mark, registered) in [
        (
            "emit/",
            "pub const EMITTER:",
            EMITTERS.iter().flat_map(|part| part.iter()).map(|e| e.name).collect::<BTreeSet<_>>(),
        ),
        ("hosts/", "pub const PROFILE:", PROFILES.iter().map(|p| p.name).collect()),
        ("report/", "pub const FORMAT:", FORMATS.iter().map(|f| f.name).collect()),
    ] {
        let mut files = 0;
        for (path, text) in sources.iter().filter(|(p, _)| p.starts_with(folder)) {
            let Some(line) = text.lines().find(|l| l.starts_with(mark)) else { continue };
            files += 1;
            let name = line.split('"').nth(1).unwrap_or_else(|| panic!("src/{path}: no name in `{line}`"));
            assert!(registered.contains(name), "src/{path}: `{name}` is not registered in src/{folder}mod.rs");
        }
        assert_eq!(files, registered.len(), "names in src/{folder} are not unique");
    }
}

/// Every code has its article in every language of the content, and no article is without a code.
#[test]
fn every_code_is_explained_in_the_help() {
    const SECTIONS: [&str; 4] = ["symptom", "cause", "resolution", "example"];
    let content = repository().join("content");
    let mut problems = Vec::new();
    let mut locales = 0;
    for locale in fs::read_dir(&content).unwrap().map(|entry| entry.unwrap().path()) {
        locales += 1;
        let folder = locale.join("kbgen/diagnostics");
        let mut articles = BTreeSet::new();
        walk(&folder, &mut |path| {
            articles.insert(path.file_name().unwrap().to_string_lossy().into_owned());
        });
        for code in Code::ALL {
            let name = format!("{}.md", code.page_name());
            let path = folder.join(&name);
            if !articles.remove(&name) {
                problems.push(format!("{} is missing", path.display()));
                continue;
            }
            let text = fs::read_to_string(&path).unwrap();
            let headings = text.lines().filter_map(|l| l.strip_prefix("## <a name=\"")?.split('"').next());
            let headings: Vec<&str> = headings.collect();
            if headings != SECTIONS {
                problems.push(format!("{} has the sections {headings:?}", path.display()));
            }
            let title = text.lines().find_map(|l| l.strip_prefix("title: \"")).unwrap_or_default();
            if !title.starts_with(code.id()) || !text.contains(&format!("-{}\"></a>", anchor(code.summary()))) {
                problems.push(format!("{} has another title", path.display()));
            }
        }
        problems.extend(articles.iter().map(|name| format!("{} explains no code", folder.join(name).display())));
    }
    assert!(locales > 2, "only {locales} locales");
    none(&problems);
}

/// The end of the anchor of an article's title.
fn anchor(summary: &str) -> String {
    let words = summary.split(|c: char| !c.is_ascii_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_ascii_lowercase).collect::<Vec<_>>().join("-")
}

/// The help names no code that does not exist, and none by another name than its own.
#[test]
fn the_help_names_codes_as_they_are() {
    let mut problems = Vec::new();
    let mut named = 0;
    walk(&repository().join("content"), &mut |path| {
        let text = fs::read_to_string(path).unwrap();
        for (at, _) in text.match_indices("KB") {
            let digits = text[at + 2..].bytes().take_while(u8::is_ascii_digit).count();
            if digits != 3 {
                continue;
            }
            named += 1;
            let (id, rest) = text[at..].split_at(5);
            let Some(code) = Code::ALL.iter().find(|c| c.id() == id) else {
                problems.push(format!("{}: {id}", path.display()));
                continue;
            };
            // What follows in bold or in code is the name.
            let quoted = rest.strip_prefix(' ').and_then(|rest| rest.split_once(['*', '`']));
            if let Some((name, _)) = quoted.filter(|(name, _)| name.contains('-') && !name.contains(' '))
                && name != code.name()
            {
                problems.push(format!("{}: {id} is not `{name}`", path.display()));
            }
        }
    });
    assert!(named > Code::ALL.len(), "only {named} mentions");
    none(&problems);
}

#[test]
fn codes_are_unique_and_in_order() {
    let ids: Vec<&str> = Code::ALL.iter().map(|c| c.id()).collect();
    let names: BTreeSet<&str> = Code::ALL.iter().map(|c| c.name()).collect();
    assert!(ids.windows(2).all(|pair| pair[0] < pair[1]), "{ids:?}");
    assert_eq!(names.len(), ids.len());
    let sources = sources();
    for code in Code::ALL {
        let variant = format!("Code::{code:?}");
        let used = sources.iter().any(|(path, text)| {
            path != "model/diagnostic.rs" && self::code(text).any(|(_, l)| names_code(l, &variant))
        });
        assert!(used, "{} is never said", code.id());
    }
}

fn names_code(line: &str, variant: &str) -> bool {
    names(line, variant)
}

#[test]
fn paths_in_the_architecture_exist() {
    let Ok(text) = fs::read_to_string(repository().join("ARCHITECTURE.md")) else { return };
    let mut problems = Vec::new();
    for quoted in text.split('`').skip(1).step_by(2) {
        let path = quoted.split(['#', ':']).next().unwrap_or_default();
        let ours = ["src/", "tests/", "themes/", "content/"].iter().any(|folder| path.starts_with(folder));
        let pattern = path.contains(['*', '<', '{', ' ', '…']);
        if ours && !pattern && !repository().join(path).exists() {
            problems.push(format!("ARCHITECTURE.md names `{path}`"));
        }
    }
    none(&problems);
}

#[test]
fn files_stay_short() {
    let mut problems = Vec::new();
    for (path, text) in &sources() {
        let lines = text.lines().count();
        if lines > LONGEST {
            problems.push(format!("src/{path} has {lines} lines"));
        }
    }
    none(&problems);
}

/// A module opens with what it is for.
#[test]
fn modules_say_what_they_are() {
    let sources = sources();
    let silent: Vec<&String> = sources
        .iter()
        .filter(|(path, text)| !text.starts_with("//!") && (!path.starts_with("model/") || *path == "model/mod.rs"))
        .map(|(path, _)| path)
        .collect();
    assert!(silent.is_empty(), "{silent:?}");
}

#[test]
fn nothing_panics_on_purpose() {
    let mut problems = Vec::new();
    for (path, text) in &sources() {
        for (n, line) in code(text).filter(|_| !path.ends_with("/tests.rs")) {
            for call in [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "dbg!("] {
                if line.contains(call) {
                    problems.push(format!("src/{path}:{n}: {}", line.trim()));
                }
            }
        }
    }
    none(&problems);
}
