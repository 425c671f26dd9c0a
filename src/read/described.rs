//! What the descriptions of docsets say: `docfx.json` and tables of contents.

use crate::disk::{self, Entry};
use crate::model::{Diagnostic, Key, Repository};
use crate::parse;
use crate::parse::docset::Rules;

use super::unreadable;

/// What docsets say of themselves and of their files.
#[derive(Debug, Default)]
pub struct Described {
    pub repositories: Vec<Repository>,
    pub rules: Vec<Ruled>,
    pub diagnostics: Vec<Diagnostic>,
}

/// What a docset says of its files, and the key of that.
#[derive(Debug)]
pub struct Ruled {
    pub key: Key,
    pub rules: Rules,
}

/// Reads what the docsets say of themselves: one of each in their order.
pub fn describe(wants: &dyn Fn(&Entry) -> bool, docsets: &[disk::Docset]) -> Described {
    let mut described = Described::default();
    for docset in docsets {
        // The files of a locale that nobody asked for are not read.
        let mut load = |entry: &Entry| {
            let loaded = wants(entry).then(|| disk::load_description(entry))?;
            loaded.map_err(|failure| described.diagnostics.push(unreadable(&entry.path, &failure))).ok()
        };
        let config = load(&docset.config);
        let files: Vec<_> = docset.tocs.iter().filter_map(load).collect();
        let key = Key::of(&config.as_ref().map(|file| (&file.relative, &file.text)));
        let rules = config.map(|file| parse::docset::read(&file)).unwrap_or_default();
        described.diagnostics.extend(rules.diagnostics);
        let mut tocs = Vec::with_capacity(files.len());
        for file in files.iter().filter(|file| !rules.value.leaves_out(&file.relative)) {
            let toc = parse::toc::read(file);
            described.diagnostics.extend(toc.diagnostics);
            tocs.push(toc.value);
        }
        let (root, folder) = (docset.config.root, docset.folder.clone());
        described.repositories.push(Repository { root, folder, bases: rules.value.bases.clone(), tocs });
        described.rules.push(Ruled { key, rules: rules.value });
    }
    described
}
