//! Netlify: `_redirects`, with conditions on the reader's language and a not-found page for each locale, and
//! `_headers`.

use std::fmt::Write;

use super::headers::{ASK, IMMUTABLE};
use super::limits::{Limits, with_left};
use super::{Deployment, Place, Profile, languages, redirects};
use crate::model::{Checked, OutputFile};

pub const PROFILE: Profile = Profile::new("netlify", Place::Host, files).limited(LIMITS);

/// Netlify names no number of rules, but advises against ten thousand and more.
const LIMITS: Limits = Limits { redirects: Some(9_000), ..Limits::NONE };

fn files(deployment: &Deployment<'_>) -> Checked<Vec<OutputFile>> {
    let base = deployment.base;
    // The first rule that fits is right, and pages that exist come before rules without `!`.
    let mut text = format!("{base} choose=:choose {base}index.html 200!\n");
    let locales: Vec<_> = deployment.homes.iter().map(|(locale, _)| *locale).collect();
    for range in languages::ranges(&locales) {
        let _ = writeln!(text, "{base} {} 302! Language={}", deployment.homes[range.locale].1, range.range);
    }
    let (lines, left) = redirects::lines(deployment, &PROFILE, true);
    text.push_str(&lines);
    for (_, home) in &deployment.homes {
        let _ = writeln!(text, "{home}* {home}404.html 404");
    }
    if base != "/" {
        let _ = writeln!(text, "{base}* {base}404.html 404");
    }
    let files = vec![OutputFile::text("_redirects", text), OutputFile::text("_headers", headers(deployment))];
    with_left(files, left)
}

/// Netlify asks browsers to ask again for all files unless it is told otherwise.
fn headers(deployment: &Deployment<'_>) -> String {
    let base = deployment.base;
    let mut text = "/*\n".to_owned();
    for (name, value) in deployment.policy.security() {
        let _ = writeln!(text, "  {name}: {value}");
    }
    let _ = write!(text, "{base}\n  Vary: Accept-Language\n{base}assets/*\n  Cache-Control: {IMMUTABLE}\n");
    for path in &deployment.unhashed {
        let _ = write!(text, "{base}{path}\n  Cache-Control: {ASK}\n");
    }
    for (locale, home) in &deployment.homes {
        let _ = write!(text, "{home}*\n  Content-Language: {}\n", locale.tag());
    }
    text
}
