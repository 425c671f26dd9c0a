//! Cloudflare: Workers static assets with `_redirects` and `_headers`. A small worker answers at the root, in the
//! reader's language; all else is served without it. The nearest `404.html` answers a miss.

use std::fmt::Write;

use serde_json::json;

use super::headers::{ASK, IMMUTABLE};
use super::limits::{Limits, MIB, refused, with_left};
use super::{Deployment, PRIVATE, Place, Profile, redirects, script};
use crate::model::{Checked, Diagnostic, OutputFile};

pub const PROFILE: Profile = Profile::new("cloudflare", Place::Host, files).limited(LIMITS);

const LIMITS: Limits = Limits {
    files: Some(100_000),
    free_files: Some(20_000),
    file_bytes: Some(25 * MIB),
    redirects: Some(2_000),
    redirect_chars: Some(1_000),
    header_rules: Some(100),
    header_chars: Some(2_000),
    ..Limits::NONE
};

/// The day whose behaviour of the runtime is asked for.
const COMPATIBILITY: &str = "2026-01-01";

const WORKER: &str = include_str!("worker.js");

fn files(deployment: &Deployment<'_>) -> Checked<Vec<OutputFile>> {
    let worker = format!("{PRIVATE}worker.js");
    let settings = json!({
        "name": name(deployment),
        "main": worker,
        "compatibility_date": COMPATIBILITY,
        "assets": {
            "directory": ".",
            "binding": "ASSETS",
            "not_found_handling": "404-page",
            "run_worker_first": [deployment.base],
        },
    });
    let (redirects, left) = redirects::lines(deployment, &PROFILE, false);
    let (headers, refused) = headers(deployment);
    let mut files = vec![
        OutputFile::text("wrangler.jsonc", format!("// Written by kbgen.\n{settings:#}\n")),
        OutputFile::text(".assetsignore", "wrangler.jsonc\n_host\n.kbgen*\n.wrangler\n"),
        OutputFile::text(worker, script::script(deployment, &[], WORKER)),
        OutputFile::text("_headers", headers),
    ];
    if !redirects.is_empty() {
        files.push(OutputFile::text("_redirects", redirects));
    }
    let mut checked = with_left(files, left);
    checked.diagnostics.extend(refused);
    checked
}

/// A name for the worker, of the host's name.
fn name(deployment: &Deployment<'_>) -> String {
    let name: String = deployment
        .domain()
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .collect();
    let name: String = name.trim_matches('-').chars().take(60).collect();
    if name.is_empty() { "kbgen-site".to_owned() } else { name }
}

/// Where several rules set one header, their values are joined; so each is set once, or taken back before.
fn headers(deployment: &Deployment<'_>) -> (String, Vec<Diagnostic>) {
    let base = deployment.base;
    let mut rules = vec![("/*".to_owned(), Vec::new())];
    rules[0].1.extend(deployment.policy.security().iter().map(|(name, value)| format!("{name}: {value}")));
    rules.push((format!("{base}assets/*"), vec![format!("Cache-Control: {IMMUTABLE}")]));
    for path in &deployment.unhashed {
        let lines = vec!["! Cache-Control".to_owned(), format!("Cache-Control: {ASK}")];
        rules.push((format!("{base}{path}"), lines));
    }
    for (locale, home) in &deployment.homes {
        rules.push((format!("{home}*"), vec![format!("Content-Language: {}", locale.tag())]));
    }
    let mut refusals = Vec::new();
    let longest = rules.iter().flat_map(|(_, lines)| lines).map(|line| line.chars().count() + 2).max().unwrap_or(0);
    for (what, number, most, help) in [
        ("rules about headers", rules.len(), LIMITS.header_rules, "build fewer locales with `--locale`"),
        (
            "characters in a header",
            longest,
            LIMITS.header_chars,
            "name fewer hosts in `publish.security` and `feedback.helpful`",
        ),
    ] {
        if let Some(most) = most.filter(|most| number > *most) {
            refusals.push(refused(&PROFILE, what, number as u64, most as u64, "_headers").help(help));
        }
    }
    let mut text = String::new();
    for (path, lines) in rules {
        let _ = writeln!(text, "{path}");
        for line in lines {
            let _ = writeln!(text, "  {line}");
        }
    }
    (text, refusals)
}
