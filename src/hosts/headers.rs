//! Headers: the path of a file in, all that a host should say with it out.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{HostPlan, Locale};

/// For what may be kept for ever, since other content would have another name.
pub const IMMUTABLE: &str = "public, max-age=31536000, immutable";

/// For all the rest: kept, but never used before the host was asked whether it is still right.
pub const ASK: &str = "no-cache";

/// For the root page of a host that answers in the reader's language.
pub const VARY: (&str, &str) = ("Vary", "Accept-Language");

/// Media types by the ending of the name.
pub const TYPES: &[(&str, &str)] = &[
    ("html", "text/html; charset=utf-8"),
    ("css", "text/css; charset=utf-8"),
    ("js", "text/javascript; charset=utf-8"),
    ("mjs", "text/javascript; charset=utf-8"),
    ("json", "application/json"),
    ("webmanifest", "application/manifest+json"),
    ("xml", "application/xml"),
    ("txt", "text/plain; charset=utf-8"),
    ("md", "text/markdown; charset=utf-8"),
    ("csv", "text/csv; charset=utf-8"),
    ("svg", "image/svg+xml"),
    ("png", "image/png"),
    ("jpg", "image/jpeg"),
    ("jpeg", "image/jpeg"),
    ("gif", "image/gif"),
    ("webp", "image/webp"),
    ("avif", "image/avif"),
    ("ico", "image/x-icon"),
    ("woff2", "font/woff2"),
    ("woff", "font/woff"),
    ("ttf", "font/ttf"),
    ("mp4", "video/mp4"),
    ("webm", "video/webm"),
    ("mp3", "audio/mpeg"),
    ("pdf", "application/pdf"),
    ("zip", "application/zip"),
    ("wasm", "application/wasm"),
    ("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    ("pptx", "application/vnd.openxmlformats-officedocument.presentationml.presentation"),
];

/// For names whose ending says nothing.
pub const UNKNOWN_TYPE: &str = "application/octet-stream";

/// The directives of the Content-Security-Policy, with the sources that the default theme needs.
const DIRECTIVES: &[(&str, &str)] = &[
    ("default-src", "'none'"),
    ("base-uri", "'none'"),
    ("connect-src", "'self'"),
    ("font-src", "'self'"),
    ("form-action", "'self'"),
    ("frame-ancestors", "'none'"),
    ("frame-src", "'none'"),
    ("img-src", "'self' data:"),
    ("manifest-src", "'self'"),
    ("media-src", "'self'"),
    ("script-src", "'self'"),
    ("style-src", "'self'"),
];

/// Checks the sources of the configuration.
///
/// # Errors
/// Where a directive is not known, or a source could end the policy.
pub fn check_sources(sources: &BTreeMap<String, String>) -> Result<(), String> {
    for (directive, sources) in sources {
        if !DIRECTIVES.iter().any(|(name, _)| name == directive) {
            let known: Vec<String> = DIRECTIVES.iter().map(|(name, _)| format!("`{name}`")).collect();
            return Err(format!(
                "`publish.security`: `{directive}` is not a directive; these are: {}",
                known.join(", ")
            ));
        }
        let plain = |c: char| c.is_ascii_alphanumeric() || " '-._~:/*+=%?&".contains(c);
        if let Some(wrong) = sources.chars().find(|c| !plain(*c)) {
            return Err(format!("`publish.security.{directive}` has a `{wrong}`; sources are parted by spaces"));
        }
    }
    Ok(())
}

/// Addresses outside the site that its pages use.
#[derive(Clone, Debug, Default)]
pub struct Outside {
    /// Where forms are sent to.
    pub forms: BTreeSet<String>,
    /// Where pictures come from.
    pub images: BTreeSet<String>,
}

impl Outside {
    /// Scheme and host of an address; `None` where it is one of the site.
    pub fn origin(address: &str) -> Option<String> {
        let (scheme, rest) = address.split_once("://").or_else(|| Some(("https", address.strip_prefix("//")?)))?;
        let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
        let plain = |c: char| c.is_ascii_alphanumeric() || "-._:".contains(c);
        let known = matches!(scheme, "http" | "https") && !host.is_empty() && host.chars().all(plain);
        known.then(|| format!("{scheme}://{}", host.to_ascii_lowercase()))
    }
}

/// More hosts of pictures than this are not named one by one.
const MOST_IMAGES: usize = 12;

/// The headers of one site.
#[derive(Clone, Debug, Default)]
pub struct Policy {
    /// Where the site lies below the output folder; `/` at its end, or empty.
    folder: String,
    /// First folder and tag of each locale.
    locales: Vec<(String, String)>,
    security: Vec<(&'static str, String)>,
}

/// What a host should say with one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Headers {
    pub content_type: &'static str,
    pub cache_control: &'static str,
    pub content_language: Option<String>,
}

impl Policy {
    /// The headers of a site with these locales; `folder` is where it lies below the output folder.
    pub fn new(folder: &str, locales: &[&Locale], host: &HostPlan, outside: &Outside) -> Self {
        let mut security = vec![
            ("Content-Security-Policy", content_security_policy(host, outside)),
            ("Referrer-Policy", "strict-origin-when-cross-origin".to_owned()),
            ("X-Content-Type-Options", "nosniff".to_owned()),
        ];
        if host.preview {
            security.push(("X-Robots-Tag", "noindex".to_owned()));
        }
        let locales = locales.iter().map(|locale| (locale.url_segment(), locale.tag().to_owned())).collect();
        Self { folder: folder.to_owned(), locales, security }
    }

    /// What every answer has, whatever the file.
    pub fn security(&self) -> &[(&'static str, String)] {
        &self.security
    }

    /// First folder and tag of each locale.
    pub fn locales(&self) -> &[(String, String)] {
        &self.locales
    }

    /// What belongs to the file of that path below the output folder.
    pub fn of(&self, path: &str) -> Headers {
        let below = path.strip_prefix(self.folder.as_str()).unwrap_or(path);
        let first = below.split_once('/').map_or("", |(first, _)| first);
        let language = self.locales.iter().find(|(segment, _)| segment == first).map(|(_, tag)| tag.clone());
        let cache_control = if is_hashed(below) { IMMUTABLE } else { ASK };
        Headers { content_type: content_type(path), cache_control, content_language: language }
    }
}

/// The media type of a file, by its name.
pub fn content_type(path: &str) -> &'static str {
    let ending = path.rsplit('/').next().and_then(|name| name.rsplit_once('.')).map_or("", |(_, ending)| ending);
    let found = TYPES.iter().find(|(known, _)| known.eq_ignore_ascii_case(ending));
    found.map_or(UNKNOWN_TYPE, |(_, media_type)| media_type)
}

/// Whether the name of a file of the site changes with what it holds.
pub fn is_hashed(path: &str) -> bool {
    let Some(name) = path.strip_prefix("assets/") else { return false };
    if name.starts_with("search/") {
        return true;
    }
    let parts: Vec<&str> = name.rsplit('.').take(2).collect();
    let hash = |part: &&str| part.len() == 12 && part.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
    !name.contains('/') && parts.get(1).is_some_and(hash) && name.matches('.').count() > 1
}

fn content_security_policy(host: &HostPlan, outside: &Outside) -> String {
    let joined = |origins: &BTreeSet<String>| origins.iter().cloned().collect::<Vec<_>>().join(" ");
    let policy = DIRECTIVES.iter().map(|(name, own)| {
        let pages = match *name {
            "connect-src" | "form-action" => joined(&outside.forms),
            "img-src" if outside.images.len() > MOST_IMAGES => "https:".to_owned(),
            "img-src" => joined(&outside.images),
            _ => String::new(),
        };
        let configured = host.security.get(*name).map_or("", |sources| sources.trim());
        let more: Vec<&str> = [pages.as_str(), configured].into_iter().filter(|sources| !sources.is_empty()).collect();
        match more.is_empty() {
            true => format!("{name} {own}"),
            // Nothing can stand beside 'none'.
            false if *own == "'none'" => format!("{name} {}", more.join(" ")),
            false => format!("{name} {own} {}", more.join(" ")),
        }
    });
    policy.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files() {
        let french = Locale::parse("fr-FR").unwrap();
        let policy = Policy::new("kb/", &[&french], &HostPlan::default(), &Outside::default());
        let page = policy.of("kb/fr-fr/a/index.html");
        assert_eq!((page.content_type, page.cache_control), ("text/html; charset=utf-8", ASK));
        assert_eq!(page.content_language.as_deref(), Some("fr-FR"));
        let style = policy.of("kb/assets/style.0123456789ab.css");
        assert_eq!((style.cache_control, style.content_language), (IMMUTABLE, None));
        for (path, hashed) in [
            ("assets/search/fr-fr/x.bin", true),
            ("assets/a.b.0123456789ab.png", true),
            ("assets/favicon.svg", false),
            ("assets/0123456789ab.svg", false),
            ("assets/fonts/a.0123456789ab.woff2", false),
            ("fr-fr/search/index.bin", false),
        ] {
            assert_eq!(is_hashed(path), hashed, "{path}");
        }
    }

    #[test]
    fn policy() {
        let sources = |directive: &str| -> String {
            let host = HostPlan {
                security: [("script-src".to_owned(), "https://stats.example".to_owned())].into(),
                ..HostPlan::default()
            };
            let outside = Outside { forms: ["https://votes.example".to_owned()].into(), images: BTreeSet::default() };
            let policy = content_security_policy(&host, &outside);
            let found = policy.split("; ").find_map(|part| part.strip_prefix(directive)?.strip_prefix(' '));
            found.unwrap().to_owned()
        };
        assert_eq!(sources("default-src"), "'none'");
        assert_eq!(sources("script-src"), "'self' https://stats.example");
        assert_eq!(sources("form-action"), "'self' https://votes.example");
        assert_eq!(sources("connect-src"), "'self' https://votes.example");
        assert_eq!(Outside::origin("https://A.example:8443/x?y"), Some("https://a.example:8443".into()));
        assert_eq!(Outside::origin("//a.example/x"), Some("https://a.example".into()));
        assert_eq!(Outside::origin("/x"), None);
        assert_eq!(Outside::origin("mailto:x@y.example"), None);
    }
}
