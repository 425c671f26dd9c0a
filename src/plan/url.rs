//! URLs as text: escaping, splitting, joining.

use std::fmt::Write;

pub use crate::model::path::join;

/// Escapes what cannot stand in a URL: controls, spaces, quotes, brackets, and everything beyond
/// ASCII. What is escaped already stays as it is; a `%` that escapes nothing becomes `%25`.
pub fn encode(url: &str) -> String {
    encoded(url, |b| matches!(b, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}'))
}

/// Escapes a path of the site; `?`, `#` and `%` in it are names, not syntax.
pub fn encode_path(path: &str) -> String {
    let unsafe_byte =
        |b| matches!(b, b'"' | b'<' | b'>' | b'\\' | b'^' | b'`' | b'{' | b'|' | b'}' | b'?' | b'#' | b'[' | b']');
    encoded(&path.replace('%', "%25"), unsafe_byte)
}

/// Escapes a text that becomes the value of a query.
pub fn encode_value(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~') {
            out.push(char::from(byte));
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

fn encoded(text: &str, unsafe_byte: impl Fn(u8) -> bool) -> String {
    let bytes = text.as_bytes();
    let is_escape = |at: usize| bytes.get(at + 1..at + 3).is_some_and(|hex| hex.iter().all(u8::is_ascii_hexdigit));
    if bytes
        .iter()
        .enumerate()
        .all(|(n, b)| (0x21..0x7f).contains(b) && !unsafe_byte(*b) && (*b != b'%' || is_escape(n)))
    {
        return text.to_owned();
    }
    let mut out = String::with_capacity(text.len() + 16);
    for (n, &byte) in bytes.iter().enumerate() {
        if !(0x21..0x7f).contains(&byte) || unsafe_byte(byte) || byte == b'%' && !is_escape(n) {
            let _ = write!(out, "%{byte:02X}");
        } else {
            out.push(char::from(byte));
        }
    }
    out
}

/// Undoes `%xx`; what is no escape, or no UTF-8, stays.
pub fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = bytes.get(at + 1..at + 3).filter(|hex| hex.iter().all(u8::is_ascii_hexdigit));
        let hex = hex.and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.filter(|_| bytes[at] == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8(out).unwrap_or_else(|_| text.to_owned())
}

/// What a link's target is, before anything of the site is known.
#[derive(Debug, PartialEq)]
pub enum Kind<'a> {
    Empty,
    /// A scheme that leads out of the site.
    Outside,
    /// A scheme that must not be followed.
    Forbidden(&'a str),
    /// `#fragment` of the same page.
    Fragment(&'a str),
    /// A path with its query and fragment; whether it begins at the root of a site.
    Path {
        path: &'a str,
        query: &'a str,
        fragment: Option<&'a str>,
        rooted: bool,
    },
}

/// Tells what a target is.
pub fn classify(target: &str, embedded: bool) -> Kind<'_> {
    if target.is_empty() {
        return Kind::Empty;
    }
    if let Some(fragment) = target.strip_prefix('#') {
        return Kind::Fragment(fragment);
    }
    if target.starts_with("//") {
        return Kind::Outside;
    }
    if let Some(scheme) = scheme(target) {
        return match scheme.to_ascii_lowercase().as_str() {
            "http" | "https" | "mailto" | "tel" | "sms" | "sip" | "ftp" | "ftps" | "news" | "irc" | "xmpp" => {
                Kind::Outside
            }
            lower if lower.starts_with("ms-") || lower.starts_with("web+") => Kind::Outside,
            "data" if embedded && target[5..].trim_start().to_ascii_lowercase().starts_with("image/") => Kind::Outside,
            _ => Kind::Forbidden(scheme),
        };
    }
    let (rest, fragment) = target.split_once('#').map_or((target, None), |(rest, f)| (rest, Some(f)));
    let (path, query) = rest.split_once('?').unwrap_or((rest, ""));
    Kind::Path { path, query, fragment, rooted: path.starts_with('/') }
}

fn scheme(target: &str) -> Option<&str> {
    let (scheme, _) = target.split_once(':')?;
    let mut bytes = scheme.bytes();
    let first = bytes.next()?.is_ascii_alphabetic();
    (first && bytes.all(|b| b.is_ascii_alphanumeric() || matches!(b, b'+' | b'-' | b'.'))).then_some(scheme)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escaping() {
        assert_eq!(encode("https://e.org/a b?x=é&y=%20"), "https://e.org/a%20b?x=%C3%A9&y=%20");
        assert_eq!(encode("https://e.org/100%"), "https://e.org/100%25");
        assert_eq!(encode_path("/a/b#c/"), "/a/b%23c/");
        assert_eq!(encode_value("a b&c/é"), "a%20b%26c%2F%C3%A9");
        assert_eq!(decode("a%20b%C3%A9%"), "a bé%");
    }

    #[test]
    fn kinds() {
        assert_eq!(classify("https://e.org", false), Kind::Outside);
        assert_eq!(classify("JavaScript:alert(1)", false), Kind::Forbidden("JavaScript"));
        assert_eq!(classify("data:text/html,x", true), Kind::Forbidden("data"));
        assert_eq!(classify("data:image/png;base64,x", true), Kind::Outside);
        assert_eq!(classify("data:image/png;base64,x", false), Kind::Forbidden("data"));
        assert_eq!(
            classify("../a.md?x=1#y", false),
            Kind::Path { path: "../a.md", query: "x=1", fragment: Some("y"), rooted: false }
        );
        assert_eq!(classify("#", false), Kind::Fragment(""));
    }
}
