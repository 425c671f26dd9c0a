//! Where the front matter of a file stands: YAML between `---` lines, TOML between `+++` lines (Zola,
//! Hugo), a JSON object (Hugo); and what is in it where it is not YAML. The home of the TOML library.
//!
//! Enters: the text of a file. Leaves: the bytes of front matter and body, and entries with their
//! places. What the keys mean is not known here.

use std::ops::Range;

use serde_json::Value;
use toml::de::{DeTable, DeValue};

use crate::model::Code;
use crate::yaml;

use super::Findings;
use super::front_matter::Field;

/// A front matter as it stands in a file.
pub enum Matter {
    Yaml(Range<usize>),
    Toml(Range<usize>),
    Json(Range<usize>),
}

/// Splits `text` into front matter and body: the bytes of the one, and where the other begins.
///
/// A front matter that is never closed ends before the first line that cannot belong to it.
pub fn split(text: &str, findings: &mut Findings<'_>) -> Option<(Matter, usize)> {
    let first = text.split_inclusive('\n').next()?;
    type Form = fn(Range<usize>) -> Matter;
    let (mark, form): (_, Form) = match first.trim_end() {
        "---" => ("---", Matter::Yaml),
        "+++" => ("+++", Matter::Toml),
        _ => {
            let end = json_end(text)?;
            let line = text[end..].find('\n').map_or(text.len(), |n| end + n + 1);
            let body = if text[end..line].trim().is_empty() { line } else { end };
            return Some((Matter::Json(0..end), body));
        }
    };
    let start = first.len();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let end = at + line.len();
        let trimmed = line.trim_end();
        if (trimmed == mark || trimmed == "..." && mark == "---") && !line.starts_with(' ') {
            return Some((form(start..at), end));
        }
        at = end;
    }
    let end = text[start..]
        .split_inclusive('\n')
        .scan(start, |at, line| {
            let here = *at;
            *at += line.len();
            Some((here, line))
        })
        .find(|(_, line)| if mark == "---" { !continues(line) } else { !line.contains('=') })
        .map_or(text.len(), |(at, _)| at);
    findings.add(
        Code::UnclosedFrontMatter,
        0..first.trim_end().len(),
        "the front matter is never closed",
        if mark == "---" { "add a line `---` after its last key" } else { "add a line `+++` after its last key" },
    );
    Some((form(start..end), end))
}

/// Whether a line can be part of a front matter: a key, an item, a continuation.
fn continues(line: &str) -> bool {
    let trimmed = line.trim_end();
    !trimmed.is_empty()
        && (line.starts_with([' ', '\t', '-']) && !trimmed.starts_with("- [")
            || yaml::entries(line).first().is_some_and(|e| !e.key.contains(' ')))
}

/// One entry: `title`, or `taxonomies.tags` in a table.
pub struct Entry {
    pub key: String,
    pub value: Field,
    /// Bytes of the value in the text that was read; of the key where that is all that is known.
    pub place: Range<usize>,
}

/// What is wrong, and where.
pub struct Error {
    pub message: String,
    pub place: Range<usize>,
}

/// Finds a JSON object at the beginning of a text: where it ends. A text that only begins with a
/// brace has none.
fn json_end(text: &str) -> Option<usize> {
    let inside = text.strip_prefix('{')?.trim_start();
    if !inside.starts_with(['"', '}']) {
        return None;
    }
    let mut objects = serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>();
    match objects.next()? {
        Ok(_) => Some(objects.byte_offset()),
        // A broken object ends where its author closed it.
        Err(_) => {
            let mut at = 0;
            text.split_inclusive('\n').find_map(|line| {
                at += line.len();
                (line.trim_end() == "}").then_some(at)
            })
        }
    }
}

/// Reads TOML. A broken value costs only itself.
pub fn toml(text: &str) -> (Vec<Entry>, Vec<Error>) {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut entries = Vec::new();
    for (key, value) in table.get_ref() {
        let name = key.get_ref();
        match value.get_ref() {
            DeValue::Table(inner) => entries.extend(inner.iter().map(|(key, value)| Entry {
                key: format!("{name}.{}", key.get_ref()),
                value: toml_field(value.get_ref()),
                place: key.span().start..value.span().end,
            })),
            other => entries.push(Entry {
                key: name.to_string(),
                value: toml_field(other),
                place: key.span().start..value.span().end,
            }),
        }
    }
    let errors = errors
        .into_iter()
        .map(|error| Error { message: error.message().to_owned(), place: error.span().unwrap_or(0..0) });
    // One mistake is often several to the library.
    let mut first: Vec<Error> = Vec::new();
    for error in errors {
        let same_line =
            |last: &Error| !text.get(last.place.start..error.place.start).unwrap_or_default().contains('\n');
        if !first.last().is_some_and(same_line) {
            first.push(error);
        }
    }
    entries.retain(|entry| !first.iter().any(|e| entry.place.contains(&e.place.start)));
    (entries, first)
}

fn toml_field(value: &DeValue<'_>) -> Field {
    let scalar = |value: &DeValue<'_>| match value {
        DeValue::String(text) => Some(text.trim().to_owned()),
        DeValue::Integer(number) => Some(number.to_string()),
        DeValue::Float(number) => Some(number.to_string()),
        DeValue::Boolean(truth) => Some(truth.to_string()),
        DeValue::Datetime(date) => Some(date.to_string()),
        DeValue::Array(_) | DeValue::Table(_) => None,
    };
    match value {
        DeValue::Array(items) => Field::List(items.iter().filter_map(|item| scalar(item.get_ref())).collect()),
        value => Field::of(scalar(value)),
    }
}

/// Reads a JSON object.
pub fn json(text: &str) -> Result<Vec<Entry>, Error> {
    let object: serde_json::Map<String, Value> = serde_json::from_str(text).map_err(|error| {
        let lines: usize = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum();
        let at = (lines + error.column().saturating_sub(1)).min(text.len());
        let message = error.to_string();
        let message = message.split(" at line ").next().unwrap_or_default().to_owned();
        Error { message, place: at..at }
    })?;
    let place = |key: &str| {
        let at = text.find(&format!("\"{key}\"")).unwrap_or(0);
        at..at + key.len() + 2
    };
    let mut entries = Vec::new();
    for (key, value) in &object {
        match value {
            Value::Object(inner) => entries.extend(inner.iter().map(|(name, value)| Entry {
                key: format!("{key}.{name}"),
                value: json_field(value),
                place: place(name),
            })),
            value => entries.push(Entry { key: key.clone(), value: json_field(value), place: place(key) }),
        }
    }
    Ok(entries)
}

fn json_field(value: &Value) -> Field {
    let scalar = |value: &Value| match value {
        Value::String(text) => Some(text.trim().to_owned()),
        Value::Bool(_) | Value::Number(_) => Some(value.to_string()),
        _ => None,
    };
    match value {
        Value::Array(items) => Field::List(items.iter().filter_map(scalar).collect()),
        value => Field::of(scalar(value)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(entries: &[Entry]) -> Vec<String> {
        let value = |field: &Field| match field {
            Field::Empty => "-".to_owned(),
            Field::Text(text) => text.clone(),
            Field::List(items) => items.join("|"),
        };
        entries.iter().map(|e| format!("{}={}", e.key, value(&e.value))).collect()
    }

    #[test]
    fn toml_of_every_kind() {
        let text = concat!(
            "title = \"A \\\"b\\\"\"\ndate = 2026-02-01T08:00:00Z\nday = 2026-02-01\nweight = 1_0\ndraft = true\n",
            "\"ms.date\" = ''\naliases = [\n  'a', # one\n  \"b\",\n]\n[extra]\nx = '''\ny'''\n[[menu.main]]\nz = 1\n"
        );
        let (entries, errors) = toml(text);
        assert!(errors.is_empty());
        assert_eq!(
            shown(&entries),
            [
                "aliases=a|b",
                "date=2026-02-01T08:00:00Z",
                "day=2026-02-01",
                "draft=true",
                "extra.x=y",
                "menu.main=",
                "ms.date=-",
                "title=A \"b\"",
                "weight=10",
            ]
        );
    }

    #[test]
    fn a_broken_value_costs_itself() {
        let text = "title = \"A\"\ndate = soon\nslug = \"x\nweight = 1\n";
        let (entries, errors) = toml(text);
        let lines: Vec<usize> = errors.iter().map(|e| text[..e.place.start].lines().count()).collect();
        // A string that is not closed ends with its line.
        assert_eq!((shown(&entries).join(" "), lines), ("slug=x title=A weight=1".to_owned(), vec![2, 3]));
    }

    #[test]
    fn json_and_where_it_ends() {
        let text = "{\n  \"a\": [\"b\", 1, true],\n  \"c\": {\"d\": \"}\"}\n}\n# T\n";
        let end = json_end(text).unwrap();
        assert_eq!(&text[end..], "\n# T\n");
        let entries = json(&text[..end]).unwrap_or_default();
        assert_eq!(shown(&entries), ["a=b|1|true", "c.d=}"]);
        assert_eq!(&text[entries[1].place.clone()], "\"d\"");
        for other in ["{{ x }}\n", "{a}\n", "{\"a\n", "{\"a\": 1\n"] {
            assert_eq!(json_end(other), None, "{other}");
        }
        let broken = "{\n  \"a\": b\n}\ntext";
        let end = json_end(broken).unwrap();
        assert_eq!(&broken[end..], "text");
        assert_eq!(json(&broken[..end]).err().map(|e| e.place.start), Some(9));
    }
}
