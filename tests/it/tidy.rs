//! The rules of the house, as checks of the source text: who may import whom, where outside crates
//! live, what must be registered and documented.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use kbgen::emit::EMITTERS;
use kbgen::model::Code;
use kbgen::report::FORMATS;

use crate::support::{repository, walk};

/// The stages; none imports another.
const STAGES: &[&str] = &["parse", "align", "plan", "emit"];

/// Imports across stages that are allowed: where, and what.
const EXCEPTIONS: &[(&str, &str)] = &[("emit/", "crate::plan::url"), ("report/", "crate::plan::url")];

/// Outside crates that have one home.
const HOMES: &[(&str, &[&str])] = &[
    ("walkdir", &["disk.rs"]),
    ("serde_yaml", &["yaml.rs"]),
    ("toml", &["parse/matter.rs"]),
    ("pulldown_cmark", &["parse/markdown.rs"]),
    ("ammonia", &["parse/html.rs"]),
    ("whatlang", &["parse/locale.rs"]),
    ("tera", &["theme.rs"]),
    ("include_dir", &["theme.rs"]),
    ("rayon", &["pipeline.rs"]),
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
];

/// Codes that no help article explains yet.
const UNDOCUMENTED: &[&str] = &["KB110"];

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

/// Lines with their numbers, without comments and unit tests (which end each file).
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
            for outer in ["pipeline", "cli", "write"] {
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

#[test]
fn emitters_and_formats_are_registered() {
    let sources = sources();
    for (folder, mark, registered) in [
        ("emit/", "pub const EMITTER:", EMITTERS.iter().map(|e| e.name).collect::<BTreeSet<_>>()),
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

#[test]
fn every_code_is_explained_in_the_help() {
    let mut help = String::new();
    walk(&repository().join("content"), &mut |path| {
        if path.extension().is_some_and(|e| e == "md") {
            help.push_str(&fs::read_to_string(path).unwrap());
        }
    });
    let missing: Vec<&str> =
        Code::ALL.iter().map(|c| c.id()).filter(|id| !help.contains(id) && !UNDOCUMENTED.contains(id)).collect();
    assert!(missing.is_empty(), "no article of content/ explains {missing:?}");
    let needless: Vec<_> = UNDOCUMENTED.iter().filter(|id| help.contains(**id)).collect();
    assert!(needless.is_empty(), "explained by now: {needless:?}");
    // And no article explains what does not exist.
    let known: BTreeSet<&str> = Code::ALL.iter().map(|c| c.id()).collect();
    let named: BTreeSet<&str> = help
        .match_indices("KB")
        .filter_map(|(at, _)| help.get(at..at + 5))
        .filter(|id| id[2..].bytes().all(|b| b.is_ascii_digit()))
        .collect();
    let unknown: Vec<_> = named.difference(&known).collect();
    assert!(unknown.is_empty(), "content/ explains {unknown:?}, which kbgen never says");
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
        for (n, line) in code(text) {
            for call in [".unwrap()", ".expect(", "panic!(", "todo!(", "unimplemented!(", "dbg!("] {
                if line.contains(call) {
                    problems.push(format!("src/{path}:{n}: {}", line.trim()));
                }
            }
        }
    }
    none(&problems);
}
