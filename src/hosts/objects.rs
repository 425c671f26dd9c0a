//! What object stores are told of each file: `_host/headers.json`, for those who upload by other means than
//! `kbgen publish`. The first rule that fits a path is right.

use serde_json::{Map, Value, json};

use super::headers::{ASK, IMMUTABLE, TYPES, UNKNOWN_TYPE};
use super::{Deployment, PRIVATE};
use crate::model::OutputFile;

/// The file of rules; `folder` is where the site lies below the output folder.
pub(super) fn rules(deployment: &Deployment<'_>, folder: &str) -> OutputFile {
    let rule = |path: String, name: &str, value: &str| json!({ "path": path, "headers": { name: value } });
    let mut rules: Vec<Value> =
        deployment.unhashed.iter().map(|path| rule(format!("{folder}{path}"), "Cache-Control", ASK)).collect();
    rules.push(rule(format!("{folder}assets/*"), "Cache-Control", IMMUTABLE));
    for (segment, tag) in deployment.policy.locales() {
        let headers = json!({ "Cache-Control": ASK, "Content-Language": tag });
        rules.push(json!({ "path": format!("{folder}{segment}/*"), "headers": headers }));
    }
    rules.push(rule("*".to_owned(), "Cache-Control", ASK));
    let mut types: Map<String, Value> =
        TYPES.iter().map(|(ending, media_type)| (format!(".{ending}"), json!(media_type))).collect();
    types.insert(String::new(), json!(UNKNOWN_TYPE));
    let leave_out = [PRIVATE, ".kbgen-manifest.json"];
    let value = json!({ "leave_out": leave_out, "rules": rules, "types": types });
    OutputFile::text(format!("{PRIVATE}headers.json"), format!("{value:#}\n"))
}
