use std::fmt;

use serde::{Deserialize, Serialize};

/// A day of the Gregorian calendar, as front matter gives it; no time, no zone.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Date {
    pub year: u16,
    pub month: u8,
    pub day: u8,
}

impl Date {
    /// Reads a US date (`12/18/2020`, `4/9/21`) or an ISO one (`2020-12-18`, with or without a time).
    ///
    /// Returns `None` where the day does not exist.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        if let Some((date, _)) = text.split_once(['T', ' ']).filter(|(date, _)| date.contains('-')) {
            return Self::parse(date);
        }
        let numbers = |separator| {
            let parts: Option<Vec<u16>> = text.split(separator).map(|n| n.trim().parse().ok()).collect();
            parts.and_then(|p| <[u16; 3]>::try_from(p).ok())
        };
        let (year, month, day) = match (numbers('/'), numbers('-')) {
            (Some([m, d, y]), _) | (None, Some([m, d, y])) if m <= 12 => (if y < 100 { 2000 + y } else { y }, m, d),
            (_, Some([y, m, d])) => (y, m, d),
            _ => return None,
        };
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let days = match month {
            1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
            4 | 6 | 9 | 11 => 30,
            2 => 28 + u16::from(leap),
            _ => return None,
        };
        let exists = (1900..=2999).contains(&year) && (1..=days).contains(&day);
        exists.then_some(Self { year, month: month as u8, day: day as u8 })
    }
}

/// ISO 8601 (`2020-12-18`), as `<time datetime>` and JSON-LD want it.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (text, iso) in [
            ("12/18/2020", "2020-12-18"),
            ("4/9/21", "2021-04-09"),
            ("2020-12-18", "2020-12-18"),
            ("2020-12-18T10:00:00Z", "2020-12-18"),
            ("12-18-2020", "2020-12-18"),
            (" 02/29/2020 ", "2020-02-29"),
        ] {
            assert_eq!(Date::parse(text).unwrap().to_string(), iso, "{text}");
        }
        for wrong in ["", "13/18/2020", "02/29/2021", "soon", "1/2", "00/10/2020", "2020/12/18"] {
            assert_eq!(Date::parse(wrong), None, "{wrong}");
        }
    }
}
