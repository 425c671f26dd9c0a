//! Patterns of one's own for codes: regular expressions of the configuration; the home of the crate.
//! A list of texts goes in, what finds codes comes out. They take linear time, whoever wrote them.

use std::ops::Range;

use regex::Regex;

/// Patterns that are looked for besides the built-in ones.
#[derive(Clone, Debug, Default)]
pub struct Patterns(Vec<Regex>);

impl Patterns {
    /// Reads patterns.
    ///
    /// # Errors
    /// In words: the first one that is none, and why.
    pub fn new(patterns: &[String]) -> Result<Self, String> {
        let read = |pattern: &String| {
            Regex::new(pattern).map_err(|error| {
                // The library draws the place on several lines and ends with the reason.
                let said = error.to_string();
                let reason = said.lines().last().unwrap_or_default().trim().trim_start_matches("error: ");
                format!("`{pattern}` is not a regular expression: {}", reason.trim_end_matches('.').to_lowercase())
            })
        };
        Ok(Self(patterns.iter().map(read).collect::<Result<_, _>>()?))
    }

    /// Where they find something.
    pub(super) fn find<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Range<usize>> + 'a {
        self.0
            .iter()
            .flat_map(move |pattern| pattern.find_iter(text))
            .map(|found| found.range())
            .filter(|r| !r.is_empty())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wrong_ones_are_told_in_one_line() {
        for (pattern, reason) in
            [("(", "unclosed group"), ("[z-a]", "invalid character class range"), ("a{99999}{99999}", "size limit")]
        {
            let error = Patterns::new(&["a".into(), pattern.into()]).unwrap_err();
            assert!(error.starts_with(&format!("`{pattern}` is not a regular expression: ")), "{error}");
            assert!(error.contains(reason) && !error.contains('\n'), "{error}");
        }
        let patterns = Patterns::new(&[r"(?i)\bSD-\d{4}\b".into(), "x*".into()]).unwrap();
        let found: Vec<_> = patterns.find("See sd-1234.").map(|range| (range.start, range.end)).collect();
        assert_eq!(found, [(4, 11)]);
    }
}
