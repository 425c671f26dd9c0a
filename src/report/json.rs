//! For programs: a list of objects.

use serde_json::{Value, json};

use super::{Format, Look};
use crate::model::Diagnostic;

pub const FORMAT: Format = Format { name: "json", render };

fn render(diagnostics: &[Diagnostic], _: Look) -> String {
    let all: Vec<Value> = diagnostics.iter().map(one).collect();
    format!("{:#}\n", Value::from(all))
}

fn one(diagnostic: &Diagnostic) -> Value {
    let mut value = json!({
        "code": diagnostic.code.id(),
        "name": diagnostic.code.name(),
        "severity": diagnostic.severity.name(),
        "message": diagnostic.message,
        "notes": diagnostic.notes,
        "help": diagnostic.help,
        "help_url": diagnostic.code.help_url(),
    });
    if let Some(location) = &diagnostic.location {
        value["file"] = (*location.path).into();
        value["line"] = location.line.into();
        value["column"] = location.column.into();
    }
    value
}
