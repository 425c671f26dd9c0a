//! Redirects as rules: in the order of their worth, as many as a host takes.

use std::collections::BTreeSet;
use std::fmt::Write;

use super::limits::{Limits, grouped, left_to_pages};
use super::{Deployment, Profile};
use crate::model::{Diagnostic, Redirect};
use crate::plan::url;

/// The redirects, first those that authors wrote, then those of error codes.
pub(super) fn ordered<'a>(deployment: &Deployment<'a>) -> Vec<&'a Redirect> {
    let of_code = |redirect: &Redirect| {
        let below = deployment.homes.iter().find_map(|(_, home)| redirect.from.strip_prefix(home));
        below.is_some_and(|below| below.starts_with("errors/"))
    };
    let mut redirects: Vec<&Redirect> = deployment.redirects.iter().collect();
    redirects.sort_by_cached_key(|redirect| of_code(redirect));
    redirects
}

/// Lines of a `_redirects` file, and what is left to pages; `forced` where the host would answer with the page of
/// the redirect unless it is told not to.
pub(super) fn lines(deployment: &Deployment<'_>, profile: &Profile, forced: bool) -> (String, Option<Diagnostic>) {
    let Limits { redirects: most, redirect_chars: longest, .. } = profile.limits;
    let mut text = String::new();
    let mut rules = 0;
    let mut long = 0;
    let mut left = 0;
    let sign = if forced { "!" } else { "" };
    for redirect in ordered(deployment) {
        // A star or a colon would be a pattern.
        let from = redirect.from.replace('*', "%2A").replace(':', "%3A");
        let to = redirect.to.replace(char::is_whitespace, "%20");
        let line = format!("{from} {to} 301{sign}");
        if longest.is_some_and(|longest| line.chars().count() > longest) {
            long += 1;
        } else if most.is_some_and(|most| rules >= most) {
            left += 1;
        } else {
            rules += 1;
            let _ = writeln!(text, "{line}");
        }
    }
    let why = match (most, longest) {
        (Some(most), _) if left > 0 => format!("it takes {} rules", grouped(most as u64)),
        (_, Some(longest)) => format!("its rules have at most {} characters", grouped(longest as u64)),
        _ => return (text, None),
    };
    let left = left + long;
    (text, (left > 0).then(|| left_to_pages(profile, left, &why)))
}

/// Rules for servers, which compare addresses without escapes: what a redirect leaves and what it leads to, so that both
/// can stand between quotation marks. What cannot is left to its page.
pub(super) fn unescaped(deployment: &Deployment<'_>) -> Vec<(String, String)> {
    let mut seen = BTreeSet::new();
    let base = deployment.plain_base();
    let rules = ordered(deployment).into_iter().filter_map(|redirect| {
        let from = url::decode(&redirect.from);
        let below = from.strip_prefix(base.as_str()).filter(|below| !below.is_empty() && *below != "index.html")?;
        // Servers take `//` for `/`, and what has no escapes for what is meant.
        let plain = !below.contains(|c: char| c.is_control() || "\"\\%{}".contains(c)) && !below.contains("//");
        (plain && seen.insert(from.clone())).then(|| (from, quotable(redirect)))
    });
    rules.collect()
}

/// The address that a redirect leads to, such that it can stand between quotation marks in a file of rules.
fn quotable(redirect: &Redirect) -> String {
    let mut out = String::with_capacity(redirect.to.len());
    for c in redirect.to.chars() {
        match c {
            '"' | '\\' | '$' | '{' | '}' | '`' => _ = write!(out, "%{:02X}", u32::from(c)),
            c if c.is_control() || c.is_whitespace() => out.push_str("%20"),
            c => out.push(c),
        }
    }
    out
}
