//! nginx: a snippet for a `server` block whose `root` is the folder that has the site at its path.

use std::fmt::Write;

use super::headers::{ASK, IMMUTABLE, TYPES, UNKNOWN_TYPE, VARY};
use super::{Deployment, PRIVATE, Place, Profile, languages, redirects};
use crate::model::{Checked, OutputFile};
use crate::plan::url;

pub const PROFILE: Profile = Profile::new("nginx", Place::Site, files).with_precompressed();

fn files(deployment: &Deployment<'_>) -> Checked<Vec<OutputFile>> {
    let file = OutputFile::text(format!("{PRIVATE}nginx.conf"), snippet(deployment));
    Checked { value: vec![file], diagnostics: Vec::new() }
}

fn snippet(deployment: &Deployment<'_>) -> String {
    let base = deployment.plain_base();
    let mut out =
        String::from("# Written by kbgen. Include this in a `server` block; its `root` is the folder such that\n");
    let _ = writeln!(out, "# `root` followed by `{base}` is the folder of the site.");
    let _ = writeln!(out, "location {base} {{");
    out.push_str("  index index.html;\n  absolute_redirect off;\n  gzip_static on;\n  gzip_vary on;\n  types {\n");
    for (ending, media_type) in TYPES {
        let _ = writeln!(out, "    \"{media_type}\" {ending};");
    }
    let _ = writeln!(out, "  }}\n  default_type {UNKNOWN_TYPE};\n  error_page 404 {base}404.html;");
    headers(&mut out, "  ", deployment, &[("Cache-Control", ASK)]);
    negotiation(&mut out, deployment);
    let _ = writeln!(out, "\n  location ^~ {base}{PRIVATE} {{ return 404; }}");
    out.push_str("  location ~ \"/\\.(?!well-known/)\" { return 404; }\n");
    let _ = writeln!(out, "  location ~ \"^{}assets/(?:search/|[^/]+\\.[0-9a-f]{{12}}\\.[^./]+$)\" {{", escaped(&base));
    headers(&mut out, "    ", deployment, &[("Cache-Control", IMMUTABLE)]);
    out.push_str("  }\n");
    for (locale, home) in &deployment.homes {
        let home = url::decode(home);
        let _ = writeln!(out, "  location {home} {{\n    error_page 404 {home}404.html;");
        headers(&mut out, "    ", deployment, &[("Cache-Control", ASK), ("Content-Language", locale.tag())]);
        out.push_str("  }\n");
    }
    for (from, to) in redirects::unescaped(deployment) {
        let _ = writeln!(out, "  location = \"{from}\" {{ return 301 \"{to}\"; }}");
    }
    out.push_str("}\n");
    out
}

/// Headers are inherited only where a block has none of its own: so each has all.
fn headers(out: &mut String, indent: &str, deployment: &Deployment<'_>, own: &[(&str, &str)]) {
    let security = deployment.policy.security().iter().map(|(name, value)| (*name, value.as_str()));
    for (name, value) in own.iter().copied().chain(security) {
        let _ = writeln!(out, "{indent}add_header {name} \"{value}\" always;");
    }
}

/// The root page in the reader's language. A later `if` replaces what an earlier one has set: so the least wanted
/// come first.
fn negotiation(out: &mut String, deployment: &Deployment<'_>) {
    let base = deployment.plain_base();
    let locales: Vec<_> = deployment.homes.iter().map(|(locale, _)| *locale).collect();
    let ranges = languages::ranges(&locales);
    let _ = writeln!(out, "\n  location = {base} {{");
    headers(out, "    ", deployment, &[("Cache-Control", ASK), VARY]);
    out.push_str("    set $kbgen_range \"\";\n");
    for pattern in languages::patterns(&ranges).iter().rev() {
        let _ = writeln!(out, "    if ($http_accept_language ~* \"{pattern}\") {{ set $kbgen_range $1; }}");
    }
    out.push_str("    if ($args ~ \"(^|&)choose(=|&|$)\") { set $kbgen_range \"\"; }\n");
    for range in &ranges {
        let home = deployment.homes[range.locale].1;
        let end = if range.open { "(-|$)" } else { "$" };
        let _ = writeln!(out, "    if ($kbgen_range ~* \"^{}{end}\") {{ return 302 {home}; }}", range.range);
    }
    let _ = writeln!(out, "    rewrite ^ {base}index.html last;\n  }}");
    let _ = writeln!(out, "  location = {base}index.html {{");
    headers(out, "    ", deployment, &[("Cache-Control", ASK), VARY]);
    out.push_str("  }\n");
}

/// A path as part of a regular expression.
pub(super) fn escaped(path: &str) -> String {
    path.replace('.', "\\.").replace('+', "\\+")
}
