//! Shortcodes: the calls of templates that Hugo and Zola allow in Markdown.
//!
//! Enters: text that begins with a brace. Leaves: what is called with what, and where it ends.

use super::jsx::head;

/// A shortcode is no longer than this.
const LONGEST: usize = 2000;

/// `{{< name value key="value" >}}`, or `{{ name(key="value") }}`.
#[derive(Debug, PartialEq)]
pub struct Shortcode<'a> {
    pub name: &'a str,
    /// `{{< /name >}}`, `{% end %}`.
    pub closes: bool,
    /// Whether it cannot have content: `{{< name />}}`, `{{ name() }}`.
    pub closed: bool,
    /// Keys (empty for values by place) and values.
    pub values: Vec<(&'a str, &'a str)>,
    /// Bytes of the whole.
    pub length: usize,
}

impl<'a> Shortcode<'a> {
    /// A value by its key.
    pub fn value(&self, key: &str) -> Option<&'a str> {
        self.values.iter().find(|(k, _)| *k == key).map(|(_, value)| *value)
    }

    /// A value by its key, else the first by its place.
    pub fn first(&self, key: &str) -> Option<&'a str> {
        self.value(key).or_else(|| self.value(""))
    }
}

/// Reads a shortcode of Hugo. One in comment marks is only shown: its length, without a name.
pub fn hugo(text: &str) -> Option<Shortcode<'_>> {
    let close = match text.as_bytes().get(..3)? {
        b"{{<" => ">}}",
        b"{{%" => "%}}",
        _ => return None,
    };
    let text = head(text, LONGEST);
    let length = text.find(close)? + close.len();
    let inside = text[3..length - 3].trim();
    if inside.starts_with("/*") {
        return Some(Shortcode { name: "", closes: false, closed: true, values: Vec::new(), length });
    }
    let (inside, closes) = inside.strip_prefix('/').map_or((inside, false), |inside| (inside.trim_start(), true));
    let (inside, closed) = inside.strip_suffix('/').map_or((inside, false), |inside| (inside, true));
    let name = inside.split_whitespace().next()?;
    Some(Shortcode { name, closes, closed, values: values(&inside[name.len()..]), length })
}

/// Reads a shortcode of Zola.
pub fn zola(text: &str) -> Option<Shortcode<'_>> {
    let (close, closed) = match text.as_bytes().get(..2)? {
        b"{{" => ("}}", true),
        b"{%" => ("%}", false),
        _ => return None,
    };
    let text = head(text, LONGEST);
    let length = text.find(close)? + close.len();
    let inside = text[2..length - 2].trim();
    if inside == "end" && !closed {
        return Some(Shortcode { name: "end", closes: true, closed: false, values: Vec::new(), length });
    }
    let (name, values) = inside.strip_suffix(')')?.split_once('(')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-' | ':');
    let is_name = !name.is_empty() && name.chars().all(plain);
    is_name.then(|| Shortcode { name, closes: false, closed, values: self::values(values), length })
}

/// Values with or without keys, quoted or not, between spaces or commas.
fn values(text: &str) -> Vec<(&str, &str)> {
    let mut values = Vec::new();
    let mut rest = text;
    loop {
        rest = rest.trim_start_matches([' ', '\t', '\r', '\n', ',']);
        if rest.is_empty() {
            return values;
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '=' | ',' | '"' | '`')).unwrap_or(rest.len());
        let (key, value) = match rest[end..].strip_prefix('=') {
            Some(value) => (&rest[..end], value.trim_start()),
            None => ("", rest),
        };
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '`' | '\''));
        let (value, after) = match quote.and_then(|quote| value[1..].split_once(quote)) {
            Some(parts) => parts,
            None => {
                let end = value.find([' ', '\t', '\r', '\n', ',']).unwrap_or(value.len());
                value.split_at(end)
            }
        };
        values.push((key, value));
        rest = after;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_hugo() {
        let read = |text| hugo(text).map(|s| (s.name.to_owned(), s.closes, s.closed, s.length));
        for (text, expected) in [
            ("{{< ref \"/a.md\" >}}x", Some(("ref", false, false, 19))),
            ("{{% note %}}", Some(("note", false, false, 12))),
            ("{{</ note >}}", Some(("note", true, false, 13))),
            ("{{< /note >}}", Some(("note", true, false, 13))),
            ("{{< icon />}}", Some(("icon", false, true, 13))),
            ("{{</* ref */>}}", Some(("", false, true, 15))),
            ("{{ x }}", None),
            ("{{< x", None),
            ("{{< >}}", None),
        ] {
            let expected = expected.map(|(name, closes, closed, length)| (name.to_owned(), closes, closed, length));
            assert_eq!(read(text), expected, "{text}");
        }
        let figure = hugo("{{< figure src=\"a b.png\" alt='c' width=300 `d` >}}").unwrap();
        assert_eq!(figure.values, [("src", "a b.png"), ("alt", "c"), ("width", "300"), ("", "d")]);
        assert_eq!((figure.first("src"), figure.first("x")), (Some("a b.png"), Some("d")));
    }

    #[test]
    fn of_zola() {
        let video = zola("{{ video(id=\"a, b\", autoplay=true) }}").unwrap();
        assert_eq!((video.name, video.closed), ("video", true));
        assert_eq!(video.values, [("id", "a, b"), ("autoplay", "true")]);
        assert_eq!(zola("{% quote(author=\"x\") %}").map(|s| (s.name, s.closed)), Some(("quote", false)));
        assert!(zola("{% end %}").unwrap().closes);
        for other in ["{{ name }}", "{% if x %}", "{x}", "{{ a b() }}"] {
            assert_eq!(zola(other), None, "{other}");
        }
    }
}
