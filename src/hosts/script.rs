//! Small programs that hosts run before they answer: parts of scripts, put together.

use serde_json::{Map, Value, json};

use super::{Deployment, languages};

/// Chooses among languages; the parts that come before and after it name `RANGES` and call it.
const CHOOSE: &str = include_str!("choose.js");

/// A script that knows the languages of the site, in front of the part of one host.
pub(super) fn script(deployment: &Deployment<'_>, constants: &[(&str, Value)], own: &str) -> String {
    let locales: Vec<_> = deployment.homes.iter().map(|(locale, _)| *locale).collect();
    let mut open = Map::new();
    let mut closed = Map::new();
    for range in languages::ranges(&locales) {
        let home = json!(deployment.homes[range.locale].1);
        if range.open {
            open.insert(range.range, home)
        } else {
            closed.insert(range.range, home)
        };
    }
    let mut text = String::from("// Written by kbgen.\n");
    let own_constants = constants.iter().map(|(name, value)| (*name, value.clone()));
    let base = [("BASE", json!(deployment.base)), ("OPEN", Value::Object(open)), ("CLOSED", Value::Object(closed))];
    for (name, value) in base.into_iter().chain(own_constants) {
        text.push_str(&format!("const {name} = {value};\n"));
    }
    format!("{text}\n{CHOOSE}\n{own}")
}
