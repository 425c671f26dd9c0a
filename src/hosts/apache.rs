//! Apache: a `.htaccess` for the site, one for each locale and one for the files that never change. They need
//! `AllowOverride FileInfo Indexes`; without the modules that they ask for, less is said, but all is served.

use std::fmt::Write;

use super::headers::{ASK, IMMUTABLE, TYPES, VARY};
use super::{Deployment, PRIVATE, Place, Profile, languages, redirects};
use crate::model::{Checked, OutputFile};

pub const PROFILE: Profile = Profile::new("apache", Place::Site, files);

fn files(deployment: &Deployment<'_>) -> Checked<Vec<OutputFile>> {
    let mut files = vec![OutputFile::text(".htaccess", site(deployment))];
    for (locale, home) in &deployment.homes {
        let text = format!(
            "# Written by kbgen.\nErrorDocument 404 {home}404.html\n<IfModule mod_headers.c>\n  Header always set Content-Language \"{}\"\n</IfModule>\n",
            locale.tag()
        );
        let folder = home.strip_prefix(deployment.base).unwrap_or(home);
        files.push(OutputFile::text(format!("{folder}.htaccess"), text));
    }
    let rule = |pattern: &str| {
        format!(
            "# Written by kbgen.\n<IfModule mod_headers.c>\n  <FilesMatch \"{pattern}\">\n    Header always set Cache-Control \"{IMMUTABLE}\"\n  </FilesMatch>\n</IfModule>\n"
        )
    };
    files.push(OutputFile::text("assets/.htaccess", rule(r"\.[0-9a-f]{12}\.[^.]+$")));
    files.push(OutputFile::text("assets/search/.htaccess", rule(".")));
    Checked { value: files, diagnostics: Vec::new() }
}

fn site(deployment: &Deployment<'_>) -> String {
    let base = deployment.base;
    let plain = deployment.plain_base();
    let mut out = String::from("# Written by kbgen.\n");
    let _ = writeln!(out, "DirectoryIndex index.html\nErrorDocument 404 {base}404.html");
    for (ending, media_type) in TYPES {
        // A character set in the type would not be heard.
        let (media_type, charset) = media_type.split_once("; charset=").unwrap_or((media_type, ""));
        let _ = writeln!(out, "AddType {media_type} .{ending}");
        if !charset.is_empty() {
            let _ = writeln!(out, "AddCharset {charset} .{ending}");
        }
    }
    out.push_str("<IfModule mod_headers.c>\n");
    let _ = writeln!(out, "  Header always set Cache-Control \"{ASK}\"");
    for (name, value) in deployment.policy.security() {
        let _ = writeln!(out, "  Header always set {name} \"{value}\"");
    }
    let _ = writeln!(out, "  Header always set {} \"{}\" env=KBGEN_ROOT\n</IfModule>", VARY.0, VARY.1);
    let _ = writeln!(out, "<IfModule mod_rewrite.c>\n  RewriteEngine On\n  RewriteBase {plain}");
    out.push_str("  RewriteRule ^assets/ - [L]\n");
    let _ = writeln!(out, "  RewriteRule ^{PRIVATE} - [R=404,L]\n  RewriteRule (^|/)\\.(?!well-known/) - [R=404,L]");
    negotiation(&mut out, deployment);
    for (from, to) in redirects::unescaped(deployment) {
        // A percent sign would be a reference, and an escaped one stays as it is.
        let to = to.replace('%', "\\%");
        let from = pattern(from.strip_prefix(plain.as_str()).unwrap_or(&from));
        let _ = writeln!(out, "  RewriteRule \"^{from}$\" \"{to}\" [R=301,L,NE]");
    }
    out.push_str("</IfModule>\n");
    out
}

/// A path as a whole regular expression.
fn pattern(path: &str) -> String {
    let mut out = String::with_capacity(path.len() + 8);
    for c in path.chars() {
        if "\\^$.|?*+()[]{}".contains(c) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}

/// The first pattern that fits keeps the range; the ranges lead to their locales.
fn negotiation(out: &mut String, deployment: &Deployment<'_>) {
    let locales: Vec<_> = deployment.homes.iter().map(|(locale, _)| *locale).collect();
    let ranges = languages::ranges(&locales);
    out.push_str("  RewriteRule ^$ - [E=KBGEN_ROOT:1]\n");
    for pattern in languages::patterns(&ranges) {
        out.push_str("  RewriteCond %{ENV:KBGEN_RANGE} ^$\n  RewriteCond %{QUERY_STRING} !(^|&)choose(=|&|$)\n");
        let _ = writeln!(out, "  RewriteCond %{{HTTP:Accept-Language}} \"{pattern}\" [NC]");
        out.push_str("  RewriteRule ^$ - [E=KBGEN_RANGE:%1]\n");
    }
    for range in &ranges {
        let end = if range.open { "(-|$)" } else { "$" };
        let _ = writeln!(out, "  RewriteCond %{{ENV:KBGEN_RANGE}} \"^{}{end}\" [NC]", range.range);
        let home = deployment.homes[range.locale].1.replace('%', "\\%");
        let _ = writeln!(out, "  RewriteRule ^$ {home} [R=302,L,NE]");
    }
}
