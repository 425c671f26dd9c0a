//! `docfx.json`: its text in, out which files are published and what their front matter says where
//! they do not; the home of the glob library. Looks at no other file; a part of it that cannot be
//! read costs only itself.

use std::sync::Arc;

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

use crate::json::{self, Node};
use crate::model::{Checked, Code, Locale, Meta, RepositoryFile, path};

use super::Findings;
use super::front_matter::{self, Field};

/// Keys that name one file. As a default they would name many, so they are none.
const OF_ONE_FILE: &[&str] = &[
    "aliases",
    "ms.assetid",
    "ms.locfileid",
    "ms.openlocfilehash",
    "ms.sourcegitcommit",
    "redirect_from",
    "redirect_url",
    "uid",
];

/// Bytes of a pattern; the library takes a stack as deep as a pattern's braces.
const LONGEST: usize = 1000;

/// What a docset says of its files.
#[derive(Debug, Default)]
pub struct Rules {
    /// Length of the docset's folder.
    folder: usize,
    /// See [`crate::model::Repository::bases`].
    pub bases: Vec<String>,
    /// `None` where it does not say what is published: then all of it is.
    content: Option<Vec<Mapping>>,
    /// What is the same for all files.
    global: Arc<Meta>,
    /// Patterns of `fileMetadata`, in the order in which they override each other.
    patterns: GlobSet,
    /// For each pattern, what it says.
    values: Vec<(String, Field)>,
}

/// An entry of `build.content`.
#[derive(Debug)]
struct Mapping {
    /// Folder below the docset's, ending in `/` unless it is the docset's own (empty).
    src: String,
    files: GlobSet,
    exclude: GlobSet,
}

/// Reads a `docfx.json`.
pub fn read(file: &RepositoryFile) -> Checked<Rules> {
    let mut findings = Findings::new(&file.path, &file.text);
    let folder = file.relative.rfind('/').map_or(0, |n| n + 1);
    let mut rules = Rules { folder, ..Rules::default() };
    let text = json::Text::new(&file.text);
    match text.root() {
        Ok(root) => {
            let mut reader = Reader { findings: &mut findings };
            if let Some(build) = root.get("build") {
                rules.content = build.get("content").and_then(|content| reader.content(content));
                rules.global = Arc::new(reader.global(&build));
                rules.bases = bases(&build);
                reader.of_files(&build, &mut rules);
            }
        }
        Err(error) => findings.add(
            Code::InvalidRepositoryFile,
            error.offset..error.offset + 1,
            format!("`docfx.json` is not valid JSON: {}", error.message),
            "correct it; the docset is built as if it said nothing",
        ),
    }
    Checked { value: rules, diagnostics: findings.done() }
}

impl Rules {
    /// Whether the docset publishes a file of its own, by its path below the content root.
    pub fn publishes(&self, relative: &str) -> bool {
        let below = relative.get(self.folder..).unwrap_or(relative);
        self.content.as_ref().is_none_or(|content| content.iter().any(|mapping| mapping.has(below)))
    }

    /// Whether the docset names a file among those that it does not want.
    pub fn leaves_out(&self, relative: &str) -> bool {
        let below = relative.get(self.folder..).unwrap_or(relative);
        let leaves_out = |mapping: &Mapping| mapping.below(below).is_none_or(|path| mapping.exclude.is_match(path));
        self.content.as_ref().is_some_and(|content| content.iter().all(leaves_out))
    }

    /// What a file's front matter says where the file does not.
    pub fn defaults(&self, relative: &str) -> Arc<Meta> {
        let below = relative.get(self.folder..).unwrap_or(relative);
        let mut matches = if self.values.is_empty() { Vec::new() } else { self.patterns.matches(below) };
        if matches.is_empty() {
            return self.global.clone();
        }
        matches.sort_unstable();
        let mut meta = Meta::clone(&self.global);
        // What is wrong with a value was said once, where it stands.
        let path = "".into();
        let mut unsaid = Findings::new(&path, "");
        for (key, value) in matches.into_iter().filter_map(|n| self.values.get(n)) {
            front_matter::set(&mut meta, key, value, 0..0, &mut unsaid);
        }
        Arc::new(meta)
    }
}

impl Mapping {
    fn has(&self, below: &str) -> bool {
        self.below(below).is_some_and(|path| self.files.is_match(path) && !self.exclude.is_match(path))
    }

    /// The path below `src`; `None` where the file does not lie there.
    fn below<'p>(&self, path: &'p str) -> Option<&'p str> {
        let folder = path.get(..self.src.len()).filter(|folder| folder.eq_ignore_ascii_case(&self.src))?;
        path.get(folder.len()..)
    }
}

struct Reader<'a, 'b> {
    findings: &'a mut Findings<'b>,
}

impl Reader<'_, '_> {
    fn wrong(&mut self, node: &Node<'_>, message: String, help: &str) {
        let line = self.findings.line_of(node.span());
        self.findings.add(Code::InvalidRepositoryFile, line, message, help);
    }

    /// `build.content`: one mapping or several, each an object, a pattern or a list of patterns.
    fn content(&mut self, content: Node<'_>) -> Option<Vec<Mapping>> {
        let entries = content.items().unwrap_or_else(|| vec![content]);
        let mut mappings = Vec::new();
        for entry in entries {
            mappings.extend(self.mapping(entry));
        }
        (!mappings.is_empty()).then_some(mappings)
    }

    fn mapping(&mut self, entry: Node<'_>) -> Option<Mapping> {
        let Some(object) = entry.entries() else {
            let files = self.globs(Some(entry), "content")?;
            return Some(Mapping { src: String::new(), files, exclude: GlobSet::empty() });
        };
        let value = |names: &[&str]| object.iter().rev().find(|(k, _)| names.contains(&k.as_str())).map(|(_, v)| *v);
        let src = match value(&["src", "cwd"]) {
            None => String::new(),
            Some(node) => match node.text().as_deref().map(folder) {
                Some(Some(src)) => src,
                Some(None) => {
                    self.findings.add(
                        Code::OutsideRoot,
                        node.span(),
                        "`src` leads out of the docset; its files are not read",
                        "move `docfx.json` to the folder that holds all of its files",
                    );
                    return None;
                }
                None => {
                    self.wrong(&node, "`src` is not a text".into(), "write the folder between double quotes");
                    return None;
                }
            },
        };
        let files = self.globs(Some(value(&["files"])?), "files")?;
        let exclude = self.globs(value(&["exclude"]), "exclude").unwrap_or_default();
        Some(Mapping { src, files, exclude })
    }

    /// A pattern, or a list of them.
    fn globs(&mut self, node: Option<Node<'_>>, what: &str) -> Option<GlobSet> {
        let node = node.filter(|node| !node.is_null())?;
        let mut builder = GlobSetBuilder::new();
        for item in node.items().unwrap_or_else(|| vec![node]) {
            match item.text() {
                Some(pattern) => {
                    self.glob(&pattern, &item, &mut builder);
                }
                None => {
                    self.wrong(
                        &item,
                        format!("an entry of `{what}` is not a pattern"),
                        "write it between double quotes",
                    );
                }
            }
        }
        self.set(&builder, &node)
    }

    /// Adds a pattern; says so where it is none.
    fn glob(&mut self, pattern: &str, node: &Node<'_>, builder: &mut GlobSetBuilder) -> bool {
        if pattern.len() > LONGEST {
            self.wrong(node, "the pattern is too long".into(), "write a shorter one, or several");
            return false;
        }
        let glob = GlobBuilder::new(&spelt_out(pattern))
            .case_insensitive(true)
            .literal_separator(true)
            .empty_alternates(true)
            .build();
        match glob {
            Ok(glob) => {
                builder.add(glob);
                true
            }
            Err(error) => {
                self.wrong(node, format!("`{pattern}` is not a pattern: {}", error.kind()), "close its brackets");
                false
            }
        }
    }

    fn set(&mut self, builder: &GlobSetBuilder, node: &Node<'_>) -> Option<GlobSet> {
        let built = builder.build();
        if let Err(error) = &built {
            self.wrong(node, format!("the patterns cannot be used: {}", error.kind()), "write simpler ones");
        }
        built.ok()
    }

    fn global(&mut self, build: &Node<'_>) -> Meta {
        let mut meta = Meta::default();
        for (key, value) in self.object(build, "globalMetadata") {
            if let Some((place, field)) = self.default(&key, &value) {
                front_matter::set(&mut meta, &key, &field, place, self.findings);
            }
        }
        meta
    }

    fn of_files(&mut self, build: &Node<'_>, rules: &mut Rules) {
        let mut builder = GlobSetBuilder::new();
        let mut last = *build;
        for (key, patterns) in self.object(build, "fileMetadata") {
            let Some(entries) = patterns.entries() else {
                let message = format!("`{key}` of `fileMetadata` is not an object");
                self.wrong(&patterns, message, "write patterns and values: `{ \"folder/**\": \"value\" }`");
                continue;
            };
            for (pattern, value) in entries {
                let Some((place, field)) = self.default(&key, &value) else { continue };
                last = value;
                if self.glob(&pattern, &value, &mut builder) {
                    front_matter::set(&mut Meta::default(), &key, &field, place, self.findings);
                    rules.values.push((key.clone(), field));
                }
            }
        }
        match self.set(&builder, &last) {
            Some(patterns) => rules.patterns = patterns,
            None => rules.values.clear(),
        }
    }

    fn object<'n>(&mut self, build: &Node<'n>, key: &str) -> Vec<(String, Node<'n>)> {
        let Some(node) = build.get(key).filter(|node| !node.is_null()) else { return Vec::new() };
        node.entries().unwrap_or_else(|| {
            self.wrong(&node, format!("`{key}` is not an object"), "write keys and values between braces");
            Vec::new()
        })
    }

    /// A value as front matter has it, where it can be a default.
    fn default(&mut self, key: &str, value: &Node<'_>) -> Option<(std::ops::Range<usize>, Field)> {
        let span = self.findings.line_of(value.span());
        if OF_ONE_FILE.contains(&key.to_ascii_lowercase().as_str()) {
            let message = format!("`{key}` names one file; it cannot be said of many");
            self.findings.add(Code::InvalidValue, span, message, "write it in the front matter of that file");
            return None;
        }
        if let Some(items) = value.items() {
            return Some((span, Field::List(items.iter().filter_map(Node::scalar).collect())));
        }
        // Objects and null are settings of other tools.
        let text = value.scalar()?.trim().to_owned();
        let locale = matches!(key, "lang" | "locale");
        if text.is_empty() || locale && Locale::parse(&text).is_none() {
            return None;
        }
        Some((span, Field::Text(text)))
    }
}

/// Where the docset is published: its breadcrumbs lie there in a folder of their own, and it is
/// built to a folder of that name.
fn bases(build: &Node<'_>) -> Vec<String> {
    let breadcrumbs = build.get("globalMetadata").and_then(|m| m.get("breadcrumb_path")?.text());
    let breadcrumbs = breadcrumbs.as_deref().and_then(|path| path.strip_prefix('/')?.rsplitn(3, '/').nth(2));
    let dest = build.get("dest").and_then(|dest| dest.text());
    let mut bases: Vec<String> = Vec::new();
    for base in breadcrumbs.into_iter().chain(dest.as_deref()) {
        let base = base.trim_matches('/').to_lowercase();
        if !base.is_empty() && !base.contains("..") && !bases.contains(&base) {
            bases.push(base);
        }
    }
    bases
}

/// A folder below the docset's, with its `/`; `None` where it is not below it.
fn folder(path: &str) -> Option<String> {
    path::join("", path).map(|folder| if folder.is_empty() { folder } else { folder + "/" })
}

/// A pattern in the words of the library: to docfx, `**.md` is short for `**/*.md`, and a folder
/// stands for all that is in it.
fn spelt_out(pattern: &str) -> String {
    let pattern = pattern.trim_start_matches("./").trim_start_matches('/');
    let parts = pattern.split('/').map(|part| match part.trim_start_matches('*') {
        "" => part.to_owned(),
        rest if part.len() - rest.len() > 1 => format!("**/*{rest}"),
        _ => part.to_owned(),
    });
    let joined = parts.collect::<Vec<_>>().join("/");
    if joined.ends_with('/') { joined + "**" } else { joined }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules(text: &str) -> (Rules, Vec<String>) {
        let checked = read(&file(text));
        let said = |d: &crate::model::Diagnostic| {
            let place = d.location.as_ref().unwrap();
            format!("{}:{} {} {}", place.line, place.column, d.code.id(), d.message)
        };
        (checked.value, checked.diagnostics.iter().map(said).collect())
    }

    #[test]
    fn patterns_of_docfx() {
        for (pattern, path, expected) in [
            ("**/*.md", "a.md", true),
            ("**/*.md", "x/y/a.MD", true),
            ("*.md", "x/a.md", false),
            ("**.md", "x/y/a.md", true),
            ("x/**.md", "x/y/a.md", true),
            ("a**.md", "abc.md", true),
            ("a**.md", "a/b.md", false),
            ("**/*.{md,yml}", "x/a.yml", true),
            ("{x,y}/**", "y/z/a.md", true),
            ("**/includes/**", "x/Includes/y/a.md", true),
            ("**/includes/**", "includes/a.md", true),
            ("**/includes/**", "x/includes.md", false),
            ("./x/", "x/y/a.md", true),
            ("README.md", "x/README.md", false),
            ("a?.md", "ab.md", true),
            ("[ab].md", "b.md", true),
        ] {
            let (rules, said) = rules(&format!("{{\"build\": {{\"content\": \"{pattern}\"}}}}"));
            assert_eq!((rules.publishes(&format!("kb/{path}")), said), (expected, vec![]), "{pattern} {path}");
        }
    }

    #[test]
    fn mappings() {
        let (rules, said) = rules(
            r#"{ "build": { "content": [
                { "files": "**/*.md", "src": "./articles", "exclude": ["**/obj/**", "old.md"] },
                { "files": ["top.md"] },
            ] } } // as docfx allows"#,
        );
        assert_eq!(said, Vec::<String>::new());
        for (path, expected) in [
            ("articles/a.md", true),
            ("Articles/x/a.md", true),
            ("articles/old.md", false),
            ("articles/x/obj/a.md", false),
            ("top.md", true),
            ("a.md", false),
            ("articlesa.md", false),
        ] {
            assert_eq!(rules.publishes(&format!("kb/{path}")), expected, "{path}");
        }
        assert!(!rules.leaves_out("kb/articles/obj/toc.yml") && !rules.leaves_out("kb/toc.yml"));
        let (rules, _) = super::tests::rules(r#"{"build": {"content": [{"files": "*.md", "exclude": "old/**"}]}}"#);
        assert!(rules.leaves_out("kb/old/toc.yml") && !rules.leaves_out("kb/new/toc.yml"));
        assert!(super::read(&file("{}")).value.publishes("kb/a.md"));
    }

    fn file(text: &str) -> RepositoryFile {
        RepositoryFile {
            path: "kb/docfx.json".into(),
            root: 0,
            root_names: [].into(),
            relative: "kb/docfx.json".into(),
            text: text.into(),
        }
    }

    #[test]
    fn metadata_by_rank() {
        let (rules, said) = rules(
            r#"{"build": {
                "globalMetadata": {"ms.service": "all", "ROBOTS": "NOINDEX", "searchScope": ["A", "B"], "nested": {"a": 1}, "x": true},
                "fileMetadata": {
                    "ms.service": {"**": "first", "paint/**.md": "second"},
                    "ms.topic": {"paint/*.md": "how-to"}
                }
            }}"#,
        );
        assert_eq!(said, Vec::<String>::new());
        let of = |path: &str| rules.defaults(path).extra.clone();
        assert_eq!(of("kb/a.md")["ms.service"], "first");
        assert_eq!(
            (of("kb/paint/a.md")["ms.service"].as_str(), of("kb/paint/a.md")["ms.topic"].as_str()),
            ("second", "how-to")
        );
        assert!(rules.defaults("kb/a.md").robots.noindex);
        assert_eq!((of("kb/a.md")["searchScope"].as_str(), of("kb/a.md")["x"].as_str()), ("A, B", "true"));
        assert!(!of("kb/a.md").contains_key("nested"));
    }

    #[test]
    fn what_is_wrong_costs_itself_and_is_said_once() {
        let (rules, said) = rules(
            "{\"build\": {\n\"content\": [{\"files\": [\"**/*.md\", 7, \"[x\"], \"exclude\": \"old/**\"},\n{\"files\": \"**\", \"src\": \"../other\"}],\n\"globalMetadata\": {\"ms.date\": \"soon\",\n\"ms.locfileid\": \"1\"},\n\"fileMetadata\": {\"ms.topic\": \"x\"}}}",
        );
        assert_eq!(
            said,
            [
                "2:35 KB111 an entry of `files` is not a pattern",
                "2:38 KB111 `[x` is not a pattern: unclosed character class; missing ']'",
                "3:24 KB405 `src` leads out of the docset; its files are not read",
                "4:31 KB106 `soon` is not a value of `ms.date`",
                "5:17 KB106 `ms.locfileid` names one file; it cannot be said of many",
                "6:30 KB111 `ms.topic` of `fileMetadata` is not an object",
            ]
        );
        assert!(rules.publishes("kb/a.md") && !rules.publishes("kb/old/a.md"));
        assert_eq!(rules.defaults("kb/a.md").locfileid, None);
        let deep = format!("{{\"build\": {{\"content\": [\"{}\", \"{}\"]}}}}", "{".repeat(999), "{".repeat(2000));
        assert_eq!(super::tests::rules(&deep).1.len(), 2);
        let (broken, said) = super::tests::rules("{\"build\": {\n  \"content\": [}\n");
        assert_eq!(said, ["2:15 KB111 `docfx.json` is not valid JSON: expected value"]);
        assert!(broken.publishes("kb/a.md"));
    }
}
