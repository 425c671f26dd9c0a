//! The texts of the interface; the home of Fluent.
//!
//! One file a locale (`strings/fr.ftl`), looked for by exact tag, then by language and script. What
//! a locale lacks is taken from English, and said.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::model::{Code, Diagnostic, Key, Locale, Location};

/// The language whose strings are complete.
const BASE: &str = "en";

/// The interface in one locale.
pub struct Strings {
    /// The key of all its texts.
    pub key: Key,
    bundle: FluentBundle<FluentResource>,
    /// Texts without arguments, by name with `_` for `-`, as templates use them.
    pub plain: BTreeMap<String, String>,
}

/// A value inside a text.
pub enum Arg<'a> {
    Text(&'a str),
    Number(usize),
}

/// Reads the strings of every locale of the site from the theme's files (name without extension,
/// text; later ones of a name come first).
pub fn load(files: &[(String, String)], locales: &[Locale]) -> (Vec<Strings>, Vec<Diagnostic>) {
    let mut diagnostics = Vec::new();
    let mut available: BTreeMap<Locale, Vec<&str>> = BTreeMap::new();
    for (name, text) in files {
        match Locale::parse(name) {
            Some(locale) => {
                diagnostics.extend(mistakes(name, text));
                available.entry(locale).or_default().push(text);
            }
            None => diagnostics.push(
                Diagnostic::new(Code::MissingString, format!("`strings/{name}.ftl` is not named by a language tag"))
                    .help("name it by its locale, such as `fr.ftl` or `zh-TW.ftl`"),
            ),
        }
    }
    let base = Locale::parse(BASE).and_then(|base| available.get(&base)).cloned().unwrap_or_default();
    let names: BTreeSet<String> = base.iter().flat_map(|text| messages(text)).collect();
    let strings = locales
        .iter()
        .map(|locale| {
            let own = best(&available, locale).cloned().unwrap_or_default();
            let language: LanguageIdentifier = locale.tag().parse().unwrap_or_default();
            let mut bundle = FluentBundle::new_concurrent(vec![language]);
            // Texts stand in elements of their own direction, so that no marks are needed.
            bundle.set_use_isolating(false);
            let mut known: BTreeSet<String> = BTreeSet::new();
            for text in base.iter().chain(&own) {
                // Its mistakes have been told; the rest of it holds.
                let resource = FluentResource::try_new((*text).to_owned()).unwrap_or_else(|(resource, _)| resource);
                bundle.add_resource_overriding(resource);
            }
            for text in &own {
                known.extend(messages(text));
            }
            let missing: Vec<&str> = names.difference(&known).map(String::as_str).collect();
            if !missing.is_empty() && locale.language() != BASE {
                diagnostics.push(missing_strings(locale, &missing, names.len()));
            }
            let plain = names
                .iter()
                .filter_map(|name| {
                    let pattern = bundle.get_message(name)?.value()?;
                    let mut errors = Vec::new();
                    let text = bundle.format_pattern(pattern, None, &mut errors).into_owned();
                    errors.is_empty().then(|| (name.replace('-', "_"), text))
                })
                .collect();
            Strings { key: Key::of(&(locale, &base, &own)), bundle, plain }
        })
        .collect();
    (strings, diagnostics)
}

/// What of a string file cannot be read.
fn mistakes(name: &str, text: &str) -> Vec<Diagnostic> {
    let Err((_, errors)) = fluent_syntax::parser::parse(text) else { return Vec::new() };
    let path: Arc<str> = format!("strings/{name}.ftl").into();
    let mistake = |error: fluent_syntax::parser::ParserError| {
        Diagnostic::new(Code::MissingString, format!("a string cannot be read: {}", error.kind))
            .at(Location::in_text(&path, text, error.pos.clone()))
            .help("write `name = text`; until then the built-in text is shown, or the English one")
    };
    errors.into_iter().map(mistake).collect()
}

fn missing_strings(locale: &Locale, missing: &[&str], of: usize) -> Diagnostic {
    let some = missing.iter().take(3).map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    let message = match missing.len() {
        n if n == of => format!("the interface has no strings for `{locale}`; it is shown in English"),
        n => format!("{n} interface strings of `{locale}` are missing: {some}{}", if n > 3 { ", …" } else { "" }),
    };
    let help = format!("add them to `strings/{}.ftl` in the site's theme folder", locale.tag());
    Diagnostic::new(Code::MissingString, message).help(help)
}

/// The strings of a locale, else those of its language in its script.
fn best<'a, 't>(available: &'a BTreeMap<Locale, Vec<&'t str>>, locale: &Locale) -> Option<&'a Vec<&'t str>> {
    let language = Locale::parse(locale.language());
    let in_language = || {
        let script = locale.script();
        let same = |l: &&Locale| l.language() == locale.language() && l.script() == script;
        available.keys().find(same).and_then(|l| available.get(l))
    };
    let plain = language.and_then(|l| available.get_key_value(&l)).filter(|(l, _)| l.script() == locale.script());
    available.get(locale).or(plain.map(|(_, texts)| texts)).or_else(in_language)
}

/// The names of the messages in a Fluent file.
fn messages(text: &str) -> Vec<String> {
    let resource = fluent_syntax::parser::parse(text).unwrap_or_else(|(resource, _)| resource);
    let names = resource.body.into_iter().filter_map(|entry| match entry {
        fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
        _ => None,
    });
    names.collect()
}

impl Strings {
    /// A text with its arguments; its name where no language has it.
    pub fn format(&self, name: &str, args: &[(&str, Arg<'_>)]) -> String {
        let Some(pattern) = self.bundle.get_message(name).and_then(|m| m.value()) else { return name.to_owned() };
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            values.set(
                *name,
                match value {
                    Arg::Text(text) => FluentValue::from(*text),
                    Arg::Number(number) => FluentValue::from(*number),
                },
            );
        }
        let mut errors = Vec::new();
        self.bundle.format_pattern(pattern, Some(&values), &mut errors).into_owned()
    }

    /// A text without arguments, by its name in templates.
    pub fn get<'a>(&'a self, name: &'a str) -> &'a str {
        self.plain.get(name).map_or(name, String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fallbacks_and_plurals() {
        let file = |name: &str, text: &str| (name.to_owned(), text.to_owned());
        let files = [
            file("en", "home = Home\ncount = { $n ->\n    [one] {$n} article\n   *[other] {$n} articles\n}\n"),
            file("fr", "home = Accueil\n"),
            file("zh-TW", "home = 首頁\ncount = {$n} 篇\n"),
        ];
        let locales: Vec<Locale> = ["fr-CA", "zh-HK", "zh-CN"].iter().map(|t| Locale::parse(t).unwrap()).collect();
        let (strings, found) = load(&files, &locales);
        assert_eq!(strings[0].get("home"), "Accueil");
        assert_eq!(strings[0].format("count", &[("n", Arg::Number(1))]), "1 article");
        assert_eq!(strings[1].get("home"), "首頁");
        assert_eq!(strings[2].get("home"), "Home");
        assert_eq!(found.len(), 2);
        assert!(found[1].message.contains("no strings for `zh-CN`"));
    }
}
