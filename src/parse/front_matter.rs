//! Front matter: the text of a file in, its metadata and the place of its body out.
//!
//! No form of it ever costs the article: an entry that is not valid YAML is read as plain text, or
//! left out with a diagnostic. The keys are those of localized docs repositories (`ms.*`, measured
//! on 18,000 files) and the common ones of other generators, which also write TOML and JSON.

use std::ops::Range;

use crate::model::{Code, Date, Locale, Meta, Robots, TranslationType};
use crate::yaml::{self, Simple, Value};

use super::Findings;
use super::matter::{self, Matter};
use super::units;

pub use super::matter::split;

/// Keys that tools or translators have been seen to write instead of the real one.
const MISSPELT: &[(&str, &str)] = &[
    ("rubrik", "title"),
    ("titel", "title"),
    ("titre", "title"),
    ("título", "title"),
    ("titolo", "title"),
    ("タイトル", "title"),
    ("標題", "title"),
    ("العنوان", "title"),
];

/// Keys whose values kbgen uses, for recognizing damaged ones.
const KNOWN: &[&str] = &[
    "title",
    "description",
    "ms.custom",
    "ms.assetid",
    "ms.date",
    "ms.openlocfilehash",
    "ms.sourcegitcommit",
    "ms.translationtype",
    "ms.contentlocale",
    "ms.lasthandoff",
    "ms.locfileid",
    "robots",
];

/// Reads the front matter of `text` over what is known already.
pub fn read(text: &str, matter: Matter, known: Meta, findings: &mut Findings<'_>) -> Meta {
    let mut meta = match matter {
        Matter::Yaml(range) => read_yaml(text, range, known, findings),
        Matter::Toml(range) => read_toml(text, range, known, findings),
        Matter::Json(range) => read_json(text, range, known, findings),
    };
    // Of several dates the last one is meant, whatever their order.
    let changed = ["updated", "lastmod", "last_modified_at", "last_update.date"].into_iter();
    let mut changed = changed.filter_map(|key| Date::parse(meta.extra.get(key)?));
    meta.date = changed.next().or(meta.date);
    if !meta.extra.is_empty() && !meta.is_of_docs_repository() {
        // `ref` has other meanings where nothing says a language.
        if meta.translation_key.is_none() && meta.locale.is_some() {
            meta.translation_key = meta.extra.get("ref").filter(|key| !key.contains("://")).cloned();
        }
        // Whole addresses, as Zola, Hugo and Jekyll name them; one with `:` is a pattern.
        let address = ["path", "url", "permalink"].iter().filter_map(|key| meta.extra.get(*key));
        let address = address.filter(|text| text.starts_with('/') && !text.contains(':')).find(|text| text.len() > 1);
        meta.slug = meta.slug.or_else(|| address.cloned());
    }
    meta
}

/// Where the body of a text begins that may have a front matter.
pub fn body_start(text: &str) -> usize {
    let path = "".into();
    split(text, &mut Findings::new(&path, text)).map_or(0, |(_, body)| body)
}

fn read_toml(text: &str, range: Range<usize>, mut meta: Meta, findings: &mut Findings<'_>) -> Meta {
    let (entries, errors) = matter::toml(&text[range.clone()]);
    let help = "correct it; the other keys are read";
    for error in errors {
        let place = range.start + error.place.start..range.start + error.place.end;
        findings.add(Code::InvalidYaml, place, format!("the front matter is not valid TOML: {}", error.message), help);
    }
    set_entries(&mut meta, entries, range.start, findings);
    // Zola writes it without the `/`.
    if let Some(path) = meta.extra.get_mut("path").filter(|path| !path.starts_with('/')) {
        path.insert(0, '/');
    }
    meta
}

fn read_json(text: &str, range: Range<usize>, mut meta: Meta, findings: &mut Findings<'_>) -> Meta {
    match matter::json(&text[range.clone()]) {
        Ok(entries) => set_entries(&mut meta, entries, range.start, findings),
        Err(error) => {
            let message = format!("the front matter is not valid JSON: {}", error.message);
            findings.add(Code::InvalidYaml, error.place, message, "correct it; none of its keys can be read");
        }
    }
    meta
}

fn set_entries(meta: &mut Meta, entries: Vec<matter::Entry>, shift: usize, findings: &mut Findings<'_>) {
    for entry in entries {
        let place = entry.place.start + shift..entry.place.end + shift;
        match entry.key.split_once('.') {
            Some((table, key)) => set_in_table(meta, table, key, &entry.value, place, findings),
            None => set(meta, &entry.key, &entry.value, place, findings),
        }
    }
}

/// Sets an entry of a table. Zola permits keys of one's own only in `extra`, and Hugo wants them in
/// `params`; taxonomies are lists like those that others write without a table.
fn set_in_table(
    meta: &mut Meta,
    table: &str,
    key: &str,
    value: &Field,
    place: Range<usize>,
    findings: &mut Findings<'_>,
) {
    match (table, key.to_lowercase().as_str()) {
        ("taxonomies", _) => set(meta, key, value, place, findings),
        ("ms", _) => set(meta, &format!("ms.{key}"), value, place, findings),
        ("extra" | "params", "translationkey" | "translation_key" | "translationof" | "translation_of") => {
            set(meta, key, value, place, findings);
        }
        ("extra" | "params", _) => {
            if let Some(text) = value.as_text() {
                meta.extra.entry(key.to_owned()).or_insert(text);
            }
        }
        _ => {
            if let Some(text) = value.as_text() {
                meta.extra.insert(format!("{table}.{key}"), text);
            }
        }
    }
}

/// Reads the YAML at `range` of `text` over what is known already.
fn read_yaml(text: &str, range: Range<usize>, meta: Meta, findings: &mut Findings<'_>) -> Meta {
    let yaml = &text[range.clone()];
    let entries = yaml::entries(yaml);
    if entries.iter().any(|entry| entry.key.starts_with("<span")) {
        findings.add(
            Code::InvalidYaml,
            findings.line_of(range),
            "the front matter was translated as if it were text; its source text is read",
            "restore the keys, and keep the front matter from being translated",
        );
        return translated(yaml, meta);
    }
    read_entries(text, range, &entries, meta, findings)
}

fn read_entries(
    text: &str,
    range: Range<usize>,
    entries: &[yaml::Entry<'_>],
    mut meta: Meta,
    findings: &mut Findings<'_>,
) -> Meta {
    let yaml = &text[range.clone()];
    if entries.is_empty() {
        // Nothing, or a mapping in another style of YAML.
        match yaml::from_str::<Value>(yaml) {
            Ok(Value::Mapping(map)) => set_all(&mut meta, &map, range, findings),
            Ok(Value::Null) => {}
            _ => findings.add(
                Code::InvalidYaml,
                trim(text, range),
                "the front matter has no `key: value`",
                "write one `key: value` a line",
            ),
        }
        return meta;
    }
    // Entry by entry, so that one broken value costs no other.
    for entry in entries {
        let place = entry.lines.start + range.start..entry.lines.end + range.start;
        if let Some(simple) = entry.simple(yaml) {
            set(&mut meta, entry.key, &simple.into(), place, findings);
            continue;
        }
        let lines = &yaml[entry.lines.clone()];
        // The library takes the square of the time for nested brackets.
        let reasonable = lines.len() < 64 * 1024 && lines.matches(['[', '{']).count() < 500;
        match yaml::from_str::<Value>(if reasonable { lines } else { "" }) {
            Ok(Value::Mapping(map)) => set_all(&mut meta, &map, place, findings),
            _ => {
                findings.add(
                    Code::InvalidYaml,
                    trim(text, place.clone()),
                    format!("the value of `{}` is not valid YAML", entry.key),
                    "put it between double quotes",
                );
                let raw = lines.split_once(':').map(|(_, raw)| raw.trim()).filter(|raw| !raw.contains('\n'));
                if let Some(raw) = raw {
                    set(&mut meta, entry.key, &Field::Text(raw.trim_matches(['"', '\'']).to_owned()), place, findings);
                }
            }
        }
    }
    meta
}

/// A value of the front matter.
#[derive(Clone, Debug)]
pub enum Field {
    Empty,
    Text(String),
    List(Vec<String>),
}

impl Field {
    /// A text, or nothing.
    pub fn of(text: Option<String>) -> Self {
        text.filter(|text| !text.is_empty()).map_or(Self::Empty, Self::Text)
    }

    /// The value in one text.
    fn as_text(&self) -> Option<String> {
        match self {
            Self::Empty => None,
            Self::Text(text) => Some(text.clone()),
            value => Some(list(value).join(", ")),
        }
    }
}

impl From<Simple<'_>> for Field {
    fn from(simple: Simple<'_>) -> Self {
        match simple {
            Simple::Empty => Self::Empty,
            Simple::Text(text) => Self::Text(text.to_owned()),
            Simple::List(items) => Self::List(items.into_iter().map(str::to_owned).collect()),
        }
    }
}

impl From<&Value> for Field {
    fn from(value: &Value) -> Self {
        let scalar = |value: &Value| match value {
            Value::String(text) => Some(text.trim().to_owned()),
            Value::Bool(_) | Value::Number(_) => yaml::to_string(value).ok().map(|text| text.trim().to_owned()),
            _ => None,
        };
        match value {
            Value::Sequence(items) => Self::List(items.iter().filter_map(scalar).collect()),
            value => Self::of(scalar(value)),
        }
    }
}

fn set_all(meta: &mut Meta, map: &yaml::Mapping, place: Range<usize>, findings: &mut Findings<'_>) {
    for (key, value) in map.iter().filter_map(|(key, value)| Some((key.as_str()?, value))) {
        if let Value::Mapping(inner) = value {
            for (name, value) in inner.iter().filter_map(|(name, value)| Some((name.as_str()?, value))) {
                set_in_table(meta, key, name, &value.into(), place.clone(), findings);
            }
        } else {
            set(meta, key, &value.into(), place.clone(), findings);
        }
    }
}

/// Reads what can be read of a front matter that was translated as a sentence: its source text has
/// the keys, all on one line.
fn translated(yaml: &str, meta: Meta) -> Meta {
    let source = units::source_text(yaml, &units::cut(yaml));
    let mut lines = String::with_capacity(source.len());
    for line in source.split_inclusive('\n') {
        for (n, word) in line.split(' ').enumerate() {
            let is_key = word.strip_suffix(':').is_some_and(|key| {
                KNOWN.contains(&key.to_ascii_lowercase().as_str())
                    || key.starts_with("ms.")
                    || key.contains('_')
                    || key == "author"
            });
            if n > 0 {
                lines.push(if is_key { '\n' } else { ' ' });
            }
            lines.push_str(word);
        }
    }
    let path = "".into();
    let mut unseen = Findings::new(&path, &lines);
    // Not `read`: what still looks translated then stays as it is.
    let mut meta = read_entries(&lines, 0..lines.len(), &yaml::entries(&lines), meta, &mut unseen);
    meta.source_title = meta.title.take();
    meta.custom.retain(|id| id.chars().any(char::is_alphanumeric));
    meta
}

fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    range.start..range.start + text[range.clone()].trim_end().len()
}

/// Sets what a key says; `place` is where it is said.
pub fn set(meta: &mut Meta, key: &str, value: &Field, place: Range<usize>, findings: &mut Findings<'_>) {
    let text = match value {
        Field::Text(text) => Some(text.clone()),
        _ => None,
    };
    let place = findings.line_of(place);
    let invalid = |findings: &mut Findings<'_>, wanted: &str| {
        if let Some(text) = &text {
            let message = format!("`{text}` is not a value of `{key}`");
            findings.add(Code::InvalidValue, place.clone(), message, wanted.to_owned());
        }
    };
    match key.to_lowercase().as_str() {
        "title" => {
            let title = text.unwrap_or_default();
            let cut = units::cut(&title);
            if cut.units > 0 {
                meta.source_title = Some(units::source_text(&title, &cut));
                meta.title = Some(units::target_text(&title, &cut));
            } else if !title.is_empty() {
                meta.title = Some(title);
            }
        }
        "description" => {
            meta.description = text.map(|text| units::target_text(&text, &units::cut(&text)));
        }
        "language" if !names_a_language(text.as_deref()) => {
            // Of the code in it, or in words.
            meta.extra.extend(text.map(|text| (key.to_owned(), text)));
        }
        "ms.contentlocale" | "lang" | "locale" | "language" => {
            meta.locale = text.as_deref().and_then(Locale::parse).or(meta.locale.take());
            if meta.locale.is_none() {
                invalid(findings, "write a language tag such as `fr-FR`");
            }
        }
        "ms.locfileid" => meta.locfileid = text,
        "ms.openlocfilehash" => {
            let hash = text.as_deref().map(str::to_ascii_lowercase);
            let hexadecimal = |h: &String| matches!(h.len(), 40 | 64) && h.bytes().all(|b| b.is_ascii_hexdigit());
            meta.source_hash = hash.filter(hexadecimal);
            if meta.source_hash.is_none() {
                invalid(findings, "write the 40 or 64 hexadecimal digits of the source file's hash");
            }
        }
        "ms.sourcegitcommit" => meta.source_commit = text,
        "ms.lasthandoff" => {
            meta.handoff = text.as_deref().and_then(Date::parse);
            if meta.handoff.is_none() {
                invalid(findings, "write the date as `MM/DD/YYYY`");
            }
        }
        "ms.date" | "date" => {
            meta.date = text.as_deref().and_then(Date::parse).or(meta.date);
            if meta.date.is_none() {
                invalid(findings, "write the date as `MM/DD/YYYY`");
            }
        }
        "ms.translationtype" => meta.translation = text.as_deref().map(translation_type),
        "ms.custom" => meta.custom = list(value),
        "ms.assetid" => meta.asset_id = text.map(|id| id.to_ascii_lowercase()),
        "robots" => {
            let words = text.unwrap_or_default().to_ascii_lowercase();
            meta.robots = Robots {
                noindex: words.contains("noindex") || words.contains("none"),
                nofollow: words.contains("nofollow") || words.contains("none"),
            };
        }
        "aliases" | "redirect_from" => meta.aliases.extend(list(value)),
        "redirect_url" | "redirect_to" => {
            meta.redirect_url = match value {
                Field::List(items) => items.first().cloned(),
                _ => text,
            };
        }
        "slug" => meta.slug = text,
        "translationkey" | "translation_key" => meta.translation_key = text,
        "translationof" | "translation_of" => meta.translation_of = text,
        "draft" => meta.draft = matches!(text.as_deref(), Some("true" | "yes")),
        lower => {
            let meant = MISSPELT.iter().find(|(wrong, _)| *wrong == lower).map(|(_, key)| *key);
            if let Some(meant) = meant.or_else(|| torn(lower)) {
                findings.add(
                    Code::MisplacedKey,
                    place.clone(),
                    format!("`{key}` is not a key; read as `{meant}`"),
                    format!("write `{meant}:`"),
                );
                let absent = match meant {
                    "title" => meta.title.is_none(),
                    "ms.custom" => meta.custom.is_empty(),
                    _ => true,
                };
                if absent {
                    set(meta, meant, value, place, findings);
                }
            } else if let Some(text) = value.as_text() {
                meta.extra.insert(key.to_owned(), text);
            } else if !meta.extra.is_empty() {
                meta.extra.remove(key);
            }
        }
    }
}

/// Whether the value of `language` is a tag such as `fr` or `fr-FR`, not `csharp` or `French`.
fn names_a_language(value: Option<&str>) -> bool {
    value.is_some_and(|tag| Locale::from_path_part(tag.trim()).is_some())
}

/// Recognizes a known key that other text was pasted into (`mpasted words s.custom`).
fn torn(key: &str) -> Option<&'static str> {
    if !key.contains(' ') {
        return None;
    }
    KNOWN.iter().copied().find(|known| {
        (1..known.len()).any(|at| {
            key.starts_with(&known[..at])
                && key.ends_with(&known[at..])
                && known.len() - at > 3
                && key.len() > known.len()
        })
    })
}

fn list(value: &Field) -> Vec<String> {
    let items: Vec<String> = match value {
        Field::Empty => Vec::new(),
        Field::Text(text) => text.split(',').map(|item| item.trim().to_owned()).collect(),
        Field::List(items) => items.iter().map(|item| item.trim().to_owned()).collect(),
    };
    items.into_iter().filter(|item| !item.is_empty()).collect()
}

fn translation_type(text: &str) -> TranslationType {
    match text.to_ascii_lowercase().as_str() {
        "ht" | "human translation" | "human" => TranslationType::Human,
        "mt" | "machine translation" | "machine" | "auto" => TranslationType::Machine,
        edited if edited.starts_with("mte") || edited == "edited machine translation" => TranslationType::Edited,
        _ => TranslationType::Other(text.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Diagnostic;

    fn meta_of(text: &str) -> (Meta, Vec<Diagnostic>, usize) {
        let path = "a.md".into();
        let mut findings = Findings::new(&path, text);
        let Some((matter, body)) = split(text, &mut findings) else { return (Meta::default(), findings.done(), 0) };
        (read(text, matter, Meta::default(), &mut findings), findings.done(), body)
    }

    #[test]
    fn every_sound_form() {
        let (meta, found, body) = meta_of(concat!(
            "---\r\ntitle: \"A : b\"\r\nms.custom:\r\n- \"9002464\"\r\n- 7663\r\nROBOTS: NOINDEX, NOFOLLOW\r\n",
            "ms.openlocfilehash: 4e12294000980160359072702412110987850000\r\nms.contentlocale: fr-fr\r\n",
            "ms.lasthandoff: 12/18/2020\r\nms.locfileid: 49715686\r\nms.translationtype: MTE95\r\n",
            "keywords: \r\nms.author: kbgen\r\n---\r\n# T\r\n"
        ));
        assert_eq!(found, []);
        assert_eq!(meta.title.as_deref(), Some("A : b"));
        assert_eq!(meta.custom, ["9002464", "7663"]);
        assert_eq!(meta.robots, Robots { noindex: true, nofollow: true });
        assert_eq!(meta.source_hash.as_deref(), Some("4e12294000980160359072702412110987850000"));
        assert_eq!(meta.locale.unwrap().tag(), "fr-FR");
        assert_eq!(meta.locfileid.as_deref(), Some("49715686"));
        assert_eq!(meta.translation, Some(TranslationType::Edited));
        assert_eq!(meta.extra["ms.author"], "kbgen");
        assert!(body > 0);
    }

    #[test]
    fn custom_in_its_four_forms() {
        for (yaml, expected) in [
            ("ms.custom: 9000", vec!["9000"]),
            ("ms.custom: end-user", vec!["end-user"]),
            ("ms.custom:", vec![]),
            ("ms.custom:\n  - a\n  - b", vec!["a", "b"]),
        ] {
            assert_eq!(meta_of(&format!("---\n{yaml}\n---\n")).0.custom, expected, "{yaml}");
        }
    }

    #[test]
    fn one_broken_value_costs_itself() {
        let (meta, found, _) =
            meta_of("---\ntitle: Erreur : 5: non\nms.locfileid: \"1\"\nbad: [x\nms.date: 1/2/2021\n---\n");
        assert_eq!(meta.title.as_deref(), Some("Erreur : 5: non"));
        assert_eq!(meta.locfileid.as_deref(), Some("1"));
        assert!(meta.date.is_some());
        let places: Vec<_> = found.iter().map(|d| (d.code, d.location.as_ref().unwrap().line)).collect();
        assert_eq!(places, [(Code::InvalidYaml, 2), (Code::InvalidYaml, 4)]);
    }

    #[test]
    fn never_closed() {
        let (meta, found, body) = meta_of("---\ntitle: A\nms.custom:\n- \"1\"\n\n# Heading\ntext: here\n");
        assert_eq!(meta.title.as_deref(), Some("A"));
        assert_eq!(found[0].code, Code::UnclosedFrontMatter);
        assert_eq!(body, 30);
    }

    #[test]
    fn damaged_keys() {
        let (meta, found, _) =
            meta_of("---\nrubrik: Titel\nmpasted words s.custom:\n- \"7\"\nms.lasthandoff: soon\n---\n");
        assert_eq!((meta.title.as_deref(), meta.custom), (Some("Titel"), vec!["7".to_owned()]));
        let codes: Vec<_> = found.iter().map(|d| d.code).collect();
        assert_eq!(codes, [Code::MisplacedKey, Code::MisplacedKey, Code::InvalidValue]);
    }

    #[test]
    fn front_matter_translated_as_text() {
        let unit = |n: u32, t: &str, s: &str| {
            format!(
                "<span data-ttu-id=\"a-{n}\">{t}</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-{n}\">{s}</span></span>"
            )
        };
        let line = unit(
            101,
            "rubrik: \"Titel\" ms.author: x",
            "title: \"Title\" ms.author: x ms.date: 04/8/2021 ms.custom: (",
        );
        let (meta, found, _) = meta_of(&format!("---\n{line}\n- {}\n---\n# T\n", unit(102, "92", "92")));
        assert_eq!((meta.title, meta.source_title.as_deref()), (None, Some("Title")));
        assert_eq!(found.iter().map(|d| d.code).collect::<Vec<_>>(), [Code::InvalidYaml]);
        assert!(meta.date.is_some());
    }

    #[test]
    fn bilingual_title() {
        let (meta, _, _) = meta_of(
            "---\ntitle: <span data-ttu-id=\"a-101\">Titre</span><span class=\"sxs-lookup\"><span data-stu-id=\"a-101\">Title</span></span>\n---\n",
        );
        assert_eq!((meta.title.as_deref(), meta.source_title.as_deref()), (Some("Titre"), Some("Title")));
    }

    #[test]
    fn what_stays_translated_is_read_once() {
        let text = "---\n<span data-ttu-id=\"a-1\">titre: A</span> <span data-ttu-id: x\n---\n";
        let path = "a.md".into();
        let mut findings = Findings::new(&path, text);
        let (keys, _) = split(text, &mut findings).unwrap();
        read(text, keys, Meta::default(), &mut findings);
        assert_eq!(findings.done().len(), 1);
    }
}
