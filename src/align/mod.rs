//! Align: documents in, the catalog out. Finds the files that are one translation, the translations
//! that are one article, and says why. Never reads a file, renders nothing, changes no text.

mod beside;
mod editions;
mod join;
mod keys;
mod ledger;
mod lend;
mod naming;
mod near;
mod score;
mod segments;
mod settle;
mod state;

use std::sync::Arc;

use crate::model::{
    Article, Catalog, Checked, Code, Diagnostic, Document, Edition, Evidence, Locale, Location, Origin, Role, State,
    Translation,
};

pub use ledger::{Entry, Ledger, Pin};
pub use near::{Near, near};
pub use score::CERTAIN;

/// What the site says of its locales.
#[derive(Clone, Debug)]
pub struct Options {
    /// Configured locales, in the site's order; others follow in the order of their tags.
    pub order: Vec<Locale>,
    /// The language that the articles were translated from.
    pub source_locale: Locale,
    /// Only these locales; all where empty.
    pub only: Vec<Locale>,
    pub drafts: bool,
}

/// Aligns all documents of a site.
pub fn align(documents: &[Arc<Document>], ledger: &Ledger, options: &Options) -> Checked<Catalog> {
    let mut diagnostics = Vec::new();
    let articles: Vec<Arc<Document>> =
        documents.iter().filter(|d| d.role == Role::Article && (options.drafts || !d.meta.draft)).cloned().collect();
    let (articles, source_locale) = settle::locales(articles, options, &mut diagnostics);
    let options = &Options { source_locale, ..options.clone() };
    let nodes = editions::group(&articles, &mut diagnostics);
    let joined = join::join(&nodes, ledger, &mut diagnostics);
    let names = naming::name(&nodes, &joined, ledger, &options.source_locale, &mut diagnostics);
    if !options.only.is_empty() {
        // Files that were not read are not missing.
        diagnostics.retain(|d| d.code != Code::UnknownPin);
    }

    let mut built: Vec<Article> = joined
        .clusters
        .iter()
        .zip(names)
        .map(|(members, name)| {
            let translations = members.iter().map(|&n| translation(&nodes[n], joined.evidence[n].clone())).collect();
            build_article(name, translations, options)
        })
        .collect();
    let locales = settle::order(built.iter().flat_map(|a| &a.translations).map(|t| &t.locale), options);
    for article in &mut built {
        article.translations.retain(|t| locales.contains(&t.locale));
        article.translations.sort_by_key(|t| locales.iter().position(|l| *l == t.locale));
        segments::number(&mut article.translations);
    }
    built.retain(|article| !article.translations.is_empty());
    built.sort_by(|a, b| a.slug.cmp(&b.slug));
    Checked { value: Catalog { articles: built, locales, source_locale: options.source_locale.clone() }, diagnostics }
}

fn translation(node: &editions::Node, evidence: Vec<Evidence>) -> Translation {
    let editions: Vec<Edition> = node.documents.iter().map(|d| Edition { document: d.clone() }).collect();
    let loan = lend::lend(&editions);
    Translation {
        locale: node.locale.clone(),
        language: node.locale.clone(),
        editions,
        origin: Origin::Written,
        evidence,
        state: State::Current,
        loan,
        segments: Vec::new(),
    }
}

fn build_article(name: naming::Name, mut translations: Vec<Translation>, options: &Options) -> Article {
    state::judge(&mut translations);
    if let Some(rebuilt) = settle::rebuilt(&translations, options) {
        translations.push(rebuilt);
    }
    Article { key: name.key, slug: name.slug, path: name.path, aliases: name.aliases, translations }
}

/// A diagnostic about two files, placed where the first says what it is; a name is the whole file's.
fn about_two(code: Code, first: &Document, second: &Document, message: String, help: &str) -> Diagnostic {
    let key = || {
        let from = first.text.find("ranslation")?;
        first.text[from..].find(first.meta.translation_key.as_deref()?).map(|at| from + at)
    };
    let at = first.text.find("ms.locfileid").or_else(key).filter(|_| code != Code::UrlCollision);
    let location = at.map_or_else(
        || Location::of_file(&first.path),
        |at| {
            let line = first.text[at..].lines().next().map_or(0, str::len);
            Location::in_text(&first.path, &first.text, at..at + line)
        },
    );
    Diagnostic::new(code, message).at(location).note(format!("the other file is `{}`", second.path)).help(help)
}
