//! The redirects of a site, as a host reads them. Enters: the text of `_redirects`. Leaves: where an address leads, and
//! with which status.

use std::collections::BTreeMap;

use crate::plan::url;

/// By decoded path, without `/` at the end.
pub type Redirects = BTreeMap<String, Redirect>;

/// Where an address leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    pub to: String,
    pub status: u16,
}

/// Reads lines of an old address, a new one and a status, which is 301 where none is written. Lines that are something
/// else are not read; of two for one address, the first counts.
pub fn parse(text: &str) -> Redirects {
    let mut redirects = Redirects::new();
    for line in text.lines() {
        let mut words = line.split_ascii_whitespace();
        let (Some(from), Some(to)) = (words.next(), words.next()) else { continue };
        let status = words.next().map_or(Some(301), |status| status.trim_end_matches('!').parse().ok());
        let Some(status @ (301 | 302 | 303 | 307 | 308)) = status else { continue };
        if from.starts_with('/') && !from.contains('*') {
            let from = url::decode(from);
            redirects
                .entry(from.trim_end_matches('/').to_owned())
                .or_insert_with(|| Redirect { to: to.to_owned(), status });
        }
    }
    redirects
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines() {
        let redirects = parse("# old\n/a/ /b/ 301\n/%C3%A9%2A /c\n/d /e 307!\n/f/* /g 301\n/h /i 200\n/a /other 302\n");
        let of = |from: &str| redirects.get(from).map(|r| (r.to.as_str(), r.status));
        assert_eq!(of("/a"), Some(("/b/", 301)));
        assert_eq!(of("/é*"), Some(("/c", 301)));
        assert_eq!(of("/d"), Some(("/e", 307)));
        assert_eq!(redirects.len(), 3);
    }
}
