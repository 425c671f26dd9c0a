//! Caddy: a snippet to be imported into a site block whose `root` is the folder that has the site at its path.

use std::fmt::Write;

use super::headers::{ASK, IMMUTABLE, TYPES, VARY};
use super::nginx::escaped;
use super::{Deployment, PRIVATE, Place, Profile, languages, redirects};
use crate::model::{Checked, OutputFile};
use crate::plan::url;

pub const PROFILE: Profile = Profile::new("caddy", Place::Site, files).with_precompressed();

fn files(deployment: &Deployment<'_>) -> Checked<Vec<OutputFile>> {
    let file = OutputFile::text(format!("{PRIVATE}Caddyfile"), snippet(deployment));
    Checked { value: vec![file], diagnostics: Vec::new() }
}

fn snippet(deployment: &Deployment<'_>) -> String {
    let base = deployment.plain_base();
    let mut out =
        String::from("# Written by kbgen. Import this into a site block; its `root` is the folder such that\n");
    let _ = writeln!(out, "# `root` followed by `{base}` is the folder of the site.");
    // Braces are placeholders: the twelve digits of a hash are written out.
    let hash = "[0-9a-f]".repeat(12);
    let immutable = format!("^{}assets/(?:search/|[^/]+\\.{hash}\\.[^./]+$)", escaped(&base));
    let _ = writeln!(out, "@kbgen_private path {base}{PRIVATE}* {base}.kbgen*\n@kbgen_root path {base}");
    let _ = writeln!(out, "@kbgen_immutable path_regexp \"{immutable}\"");
    let types: Vec<_> = TYPES.iter().filter(|(_, media_type)| media_type.contains("charset")).collect();
    for (ending, _) in &types {
        let _ = writeln!(out, "@kbgen_{ending} path {base}*.{ending}");
    }
    for (locale, home) in &deployment.homes {
        let _ = writeln!(out, "@kbgen_{} path {}*", name(locale.tag()), url::decode(home));
    }
    negotiation(&mut out, deployment);
    moved(&mut out, deployment);
    let _ = writeln!(out, "route {base}* {{");
    headers(&mut out, "  ", deployment);
    for (ending, media_type) in &types {
        let _ = writeln!(out, "  header @kbgen_{ending} Content-Type \"{media_type}\"");
    }
    let _ = writeln!(out, "  header @kbgen_immutable Cache-Control \"{IMMUTABLE}\"");
    let _ = writeln!(out, "  header @kbgen_root {} \"{}\"", VARY.0, VARY.1);
    for (locale, _) in &deployment.homes {
        let _ = writeln!(out, "  header @kbgen_{} Content-Language {}", name(locale.tag()), locale.tag());
    }
    out.push_str("  error @kbgen_private 404\n  redir @kbgen_moved {kbgen_moved} 301\n");
    out.push_str("  redir @kbgen_known {kbgen_home} 302\n  file_server {\n    precompressed gzip\n  }\n}\n");
    out.push_str("handle_errors {\n  @kbgen_missing {\n    expression `{err.status_code} == 404`\n");
    let _ = writeln!(out, "    path {base}*\n  }}\n  route @kbgen_missing {{");
    headers(&mut out, "    ", deployment);
    out.push_str("    header Content-Type \"text/html; charset=utf-8\"\n");
    for (locale, home) in &deployment.homes {
        let (tag, home) = (name(locale.tag()), url::decode(home));
        let _ = writeln!(out, "    header @kbgen_{tag} Content-Language {}", locale.tag());
        let _ = writeln!(out, "    rewrite @kbgen_{tag} {home}404.html");
    }
    let elsewhere =
        deployment.homes.iter().fold(String::new(), |all, (_, home)| format!("{all} {}*", url::decode(home)));
    let _ = writeln!(out, "    @kbgen_elsewhere {{\n      path {base}*\n      not path{elsewhere}\n    }}");
    let _ = writeln!(out, "    rewrite @kbgen_elsewhere {base}404.html");
    out.push_str("    file_server {\n      precompressed gzip\n    }\n  }\n}\n");
    out
}

fn headers(out: &mut String, indent: &str, deployment: &Deployment<'_>) {
    let security = deployment.policy.security().iter().map(|(name, value)| (*name, value.as_str()));
    for (name, value) in [("Cache-Control", ASK)].into_iter().chain(security) {
        let _ = writeln!(out, "{indent}header {name} \"{value}\"");
    }
}

/// Two tables: what the reader wants most of what there is, and where that is.
fn negotiation(out: &mut String, deployment: &Deployment<'_>) {
    let base = deployment.plain_base();
    let locales: Vec<_> = deployment.homes.iter().map(|(locale, _)| *locale).collect();
    let ranges = languages::ranges(&locales);
    out.push_str("map {header.Accept-Language} {kbgen_range} {\n");
    for pattern in languages::patterns(&ranges) {
        let _ = writeln!(out, "  `~(?i){pattern}` \"${{1}}\"");
    }
    out.push_str("  default \"\"\n}\nmap {kbgen_range} {kbgen_home} {\n");
    for range in &ranges {
        let end = if range.open { "(?:-|$)" } else { "$" };
        let _ = writeln!(out, "  `~(?i)^{}{end}.*` {}", range.range, deployment.homes[range.locale].1);
    }
    out.push_str("  default \"\"\n}\n@kbgen_known {\n");
    let _ = writeln!(out, "  path {base}\n  not query choose=*\n  expression `{{kbgen_home}} != \"\"`\n}}");
}

fn moved(out: &mut String, deployment: &Deployment<'_>) {
    out.push_str("map {path} {kbgen_moved} {\n");
    for (from, to) in redirects::unescaped(deployment) {
        let _ = writeln!(out, "  \"{from}\" \"{to}\"");
    }
    out.push_str("  default \"\"\n}\n@kbgen_moved expression `{kbgen_moved} != \"\"`\n");
}

/// A tag as part of a name.
fn name(tag: &str) -> String {
    tag.replace('-', "_").to_lowercase()
}
