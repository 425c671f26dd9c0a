//! SARIF 2.1.0 (OASIS), for code scanning.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{Format, Look};
use crate::model::{Code, Diagnostic, Severity};

pub const FORMAT: Format = Format { name: "sarif", render };

fn render(diagnostics: &[Diagnostic], _: Look) -> String {
    let codes: BTreeSet<Code> = diagnostics.iter().map(|d| d.code).collect();
    let rules: Vec<Value> = codes
        .iter()
        .map(|code| {
            json!({
                "id": code.id(),
                "name": code.name(),
                "shortDescription": { "text": code.summary() },
                "helpUri": code.help_url(),
            })
        })
        .collect();
    let results: Vec<Value> = diagnostics.iter().map(result).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "kbgen",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    format!("{log:#}\n")
}

fn result(diagnostic: &Diagnostic) -> Value {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "note",
    };
    let mut text = diagnostic.message.clone();
    for more in diagnostic.notes.iter().chain(&diagnostic.help) {
        text.push('\n');
        text.push_str(more);
    }
    let mut result = json!({ "ruleId": diagnostic.code.id(), "level": level, "message": { "text": text } });
    if let Some(location) = &diagnostic.location {
        result["locations"] = json!([{ "physicalLocation": {
            "artifactLocation": { "uri": crate::plan::url::encode_path(&location.path) },
            "region": { "startLine": location.line, "startColumn": location.column },
        } }]);
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Location;

    #[test]
    fn shape() {
        let location = Location::in_text(&"content/à b.md".into(), "x", 0..1);
        let text = render(&[Diagnostic::new(Code::BrokenLink, "m").at(location)], Look::default());
        let log: Value = serde_json::from_str(&text).unwrap();
        let result = &log["runs"][0]["results"][0];
        assert_eq!(result["ruleId"], "KB401");
        assert_eq!(result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"], "content/%C3%A0%20b.md");
    }
}
