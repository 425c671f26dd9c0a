//! What of a file is sent. Enters: what a browser has and wants of it. Leaves: all of it, a part, or only that nothing
//! has changed.

use std::ops::Range;

/// The headers of a request that decide.
#[derive(Clone, Copy, Debug, Default)]
pub struct Wishes<'a> {
    pub none_match: Option<&'a str>,
    pub range: Option<&'a str>,
    pub if_range: Option<&'a str>,
}

/// What is sent of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Whole,
    /// The browser has it.
    NotModified,
    /// These bytes.
    Range(Range<u64>),
    /// It has no such bytes.
    Unsatisfiable,
}

/// Decides, for a file with this strong entity tag (quotation marks included) and length in bytes.
pub fn part(wishes: Wishes<'_>, tag: &str, length: u64) -> Part {
    let weakly = |known: &str| known == "*" || known.trim_start_matches("W/") == tag;
    if wishes.none_match.is_some_and(|known| known.split(',').any(|known| weakly(known.trim()))) {
        return Part::NotModified;
    }
    // A date is compared with nothing: there is none to compare with.
    if wishes.if_range.is_some_and(|known| known.trim() != tag) {
        return Part::Whole;
    }
    let Some(range) = wishes.range.and_then(range) else { return Part::Whole };
    match range {
        (None, Some(last)) if last > 0 && length > 0 => Part::Range(length.saturating_sub(last)..length),
        (Some(first), last) if first < length => {
            Part::Range(first..last.map_or(length, |last| last.saturating_add(1).min(length)))
        }
        _ => Part::Unsatisfiable,
    }
}

/// First and last byte of a range; of one from the end, only how many. `None` for several ranges, other units and what
/// is no range: they are ignored, as they may be.
fn range(header: &str) -> Option<(Option<u64>, Option<u64>)> {
    let (first, last) = header.trim().strip_prefix("bytes=")?.split_once('-')?;
    let number = |text: &str| -> Result<Option<u64>, ()> {
        match text.trim() {
            "" => Ok(None),
            text if text.bytes().all(|b| b.is_ascii_digit()) => Ok(Some(text.parse().unwrap_or(u64::MAX))),
            _ => Err(()),
        }
    };
    match (number(first).ok()?, number(last).ok()?) {
        (None, None) => None,
        (Some(first), Some(last)) if last < first => None,
        range => Some(range),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ranges() {
        let of = |header| part(Wishes { range: Some(header), ..Wishes::default() }, "\"a\"", 10);
        assert_eq!(of("bytes=0-3"), Part::Range(0..4));
        assert_eq!(of("bytes=8-"), Part::Range(8..10));
        assert_eq!(of("bytes=-3"), Part::Range(7..10));
        assert_eq!(of("bytes=-30"), Part::Range(0..10));
        assert_eq!(of("bytes=5-99999999999999999999999"), Part::Range(5..10));
        assert_eq!(of("bytes=10-"), Part::Unsatisfiable);
        assert_eq!(of("bytes=-0"), Part::Unsatisfiable);
        for ignored in ["bytes=4-2", "bytes=a-b", "lines=1-2", "bytes=0-1,3-4", "bytes=-", "bytes"] {
            assert_eq!(of(ignored), Part::Whole, "{ignored}");
        }
    }

    #[test]
    fn tags() {
        let of = |none_match, if_range| part(Wishes { none_match, range: Some("bytes=0-0"), if_range }, "\"a\"", 10);
        assert_eq!(of(Some("\"b\", W/\"a\""), None), Part::NotModified);
        assert_eq!(of(Some("*"), None), Part::NotModified);
        assert_eq!(of(Some("\"b\""), None), Part::Range(0..1));
        assert_eq!(of(None, Some("\"a\"")), Part::Range(0..1));
        assert_eq!(of(None, Some("W/\"a\"")), Part::Whole);
        assert_eq!(of(None, Some("Wed, 21 Oct 2015 07:28:00 GMT")), Part::Whole);
    }
}
