//! The theme: templates, strings and static files; the home of the template library.
//!
//! The default theme is part of the binary. A site's own theme folder comes before it, file by file:
//! `templates/article.html`, `static/style.css`, `strings/fr.ftl`.

use std::collections::BTreeMap;

use include_dir::{Dir, include_dir};
use serde::Serialize;
use sha2::{Digest, Sha256};
use tera::{Context, Tera, Value};

use crate::disk::{self, Failure};
use crate::model::{Diagnostic, Key, Locale, OutputFile};
use crate::strings::{self, Strings};

static DEFAULT: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/themes/default");

/// A theme ready to render.
pub struct Theme {
    /// The key of its templates and static files.
    pub key: Key,
    tera: Tera,
    /// The interface of each locale of the site, in its order.
    pub strings: Vec<Strings>,
    files: Vec<StaticFile>,
}

struct StaticFile {
    name: String,
    path: String,
    bytes: Vec<u8>,
}

/// A value for a template, built once and used by many pages.
pub type Shared = Value;

/// The data of one page: what all pages of a locale have, and its own.
#[derive(Clone)]
pub struct Data(Context);

impl Data {
    pub fn new() -> Self {
        Self(Context::new())
    }

    /// Adds a value; it replaces one of the same name.
    pub fn with(mut self, name: &'static str, value: &impl Serialize) -> Self {
        self.0.insert(name, value);
        self
    }

    /// Adds a value that was made before.
    pub fn with_shared(mut self, name: &'static str, value: &Shared) -> Self {
        self.0.insert_value(name, value.clone());
        self
    }
}

impl Default for Data {
    fn default() -> Self {
        Self::new()
    }
}

/// Makes a value for templates.
pub fn shared(value: &impl Serialize) -> Shared {
    Value::from_serializable(value)
}

/// Loads the theme for the locales of a site; `own` are the files of the site's theme folder.
///
/// # Errors
/// Where a template cannot be parsed.
pub fn load(own: Vec<(String, Vec<u8>)>, locales: &[Locale]) -> Result<(Theme, Vec<Diagnostic>), Failure> {
    let mut templates: BTreeMap<String, String> = BTreeMap::new();
    let mut ftl: Vec<(String, String)> = Vec::new();
    let mut statics: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    let default = embedded(&DEFAULT).map(|(path, bytes)| match path.ends_with(".js") {
        true => (path, without_comments(&bytes)),
        false => (path, bytes),
    });
    for (path, bytes) in default.chain(own) {
        let text = |bytes: Vec<u8>| {
            String::from_utf8(bytes).map_err(|_| Failure::new(format!("the theme's `{path}` is not valid UTF-8")))
        };
        if let Some(name) = path.strip_prefix("templates/").filter(|n| n.ends_with(".html")) {
            templates.insert(name.to_owned(), text(bytes)?);
        } else if let Some(name) = path.strip_prefix("strings/").and_then(|n| n.strip_suffix(".ftl")) {
            ftl.push((name.to_owned(), text(bytes)?));
        } else if let Some(name) = path.strip_prefix("static/") {
            statics.insert(name.to_owned(), bytes);
        }
    }
    let key = Key::of(&(&templates, &statics));
    let mut tera = Tera::new();
    tera.add_raw_templates(templates).map_err(|e| Failure::new(format!("the theme has an error: {e}")))?;
    let files = statics
        .into_iter()
        .map(|(name, bytes)| {
            // Files that only pages name are renamed with every change; others may be named in them.
            let hashed = !name.contains('/') && (name.ends_with(".css") || name.ends_with(".js"));
            let path = match name.rsplit_once('.').filter(|_| hashed) {
                Some((stem, extension)) => {
                    let hash = disk::hex(&Sha256::digest(&bytes));
                    format!("assets/{stem}.{}.{extension}", &hash[..12])
                }
                None => format!("assets/{name}"),
            };
            StaticFile { name, path, bytes }
        })
        .collect();
    let (strings, diagnostics) = strings::load(&ftl, locales);
    Ok((Theme { key, tera, strings, files }, diagnostics))
}

/// The files of the default theme: their names (`templates/article.html`), in order, and what they hold.
pub fn default_files() -> impl Iterator<Item = (String, Vec<u8>)> {
    embedded(&DEFAULT)
}

fn embedded(folder: &'static Dir<'static>) -> impl Iterator<Item = (String, Vec<u8>)> {
    let mut files = Vec::new();
    let mut folders = vec![folder];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        files.extend(folder.files().map(|f| (f.path().to_string_lossy().replace('\\', "/"), f.contents().to_vec())));
    }
    files.sort();
    files.into_iter()
}

/// A script of the default theme without the lines that are comments: readers' browsers need no types.
fn without_comments(script: &[u8]) -> Vec<u8> {
    let mut kept = Vec::with_capacity(script.len());
    let mut in_comment = false;
    for line in script.split_inclusive(|byte| *byte == b'\n') {
        let text = line.trim_ascii();
        let begins = text.starts_with(b"/*");
        let is_comment = in_comment || begins || text.starts_with(b"//");
        // What follows the end of a comment on its line is kept, comment and all.
        let ends = memchr::memmem::find(text, b"*/").map(|at| at + 2 == text.len());
        in_comment = (in_comment || begins) && ends.is_none();
        if !is_comment || ends == Some(false) {
            kept.extend_from_slice(line);
        }
    }
    kept
}

impl Theme {
    /// Renders a template.
    ///
    /// # Errors
    /// In words: the template, its line, and what is missing.
    pub fn render(&self, template: &str, data: &Data) -> Result<String, String> {
        self.tera.render(template, &data.0).map_err(|error| error.to_string())
    }

    /// Path of a static file below the output folder.
    pub fn file(&self, name: &str) -> Option<&str> {
        self.files.iter().find(|f| f.name == name).map(|f| f.path.as_str())
    }

    /// The static files, as they are written.
    pub fn static_files(&self) -> impl Iterator<Item = OutputFile> + '_ {
        self.files
            .iter()
            .map(|f| OutputFile { path: f.path.clone(), content: crate::model::Content::Bytes(f.bytes.clone()) })
    }
}

#[cfg(test)]
mod tests {
    use super::without_comments;

    #[test]
    fn scripts_lose_lines_of_comments() {
        let script = "// One.\nlet a = 1; // stays\n  /** Two. */\n/*\n * Three.\n */\nb(`https://e.org`);\n/** @type {C} */ (d);\n";
        let kept = String::from_utf8(without_comments(script.as_bytes())).unwrap();
        assert_eq!(kept, "let a = 1; // stays\nb(`https://e.org`);\n/** @type {C} */ (d);\n");
    }
}
