//! Which tokens of a block are codes: what they look like, and what is said around them. A block goes
//! in, codes with their places come out. Never looks into addresses, file names or longer tokens.

use std::ops::Range;

use crate::model::CodeKind;

use super::Code;
use super::forms::is_failure;
use super::words;

/// Longer runs of signs are data.
const LONGEST: usize = 400;

/// A block with what is known of it.
#[derive(Clone, Copy)]
pub struct Text<'a> {
    pub text: &'a str,
    /// Whether it is the title of the article.
    pub title: bool,
    /// Whether it is the code of a program.
    pub program: bool,
}

/// A code where it stands.
#[derive(Debug)]
pub struct Found {
    pub code: Code,
    pub at: Range<usize>,
    /// Whether nothing but a code can look like this.
    pub strong: bool,
}

/// Prefixes whose numbers are codes whatever stands around them, with the shortest number.
const KNOWN: &[(&str, usize)] = &[("AADSTS", 4)];

/// Prefixes of standards, sizes and products: never codes.
const NO_CODES: &[&str] = &[
    "AES", "SHA", "RSA", "RFC", "ISO", "IEC", "IEEE", "UTF", "CP", "HTTP", "WIN", "OFFICE", "COM", "USB", "MB", "GB",
    "TB", "KB", "RTX", "GTX", "DDR", "BS", "EN", "DIN", "TLS", "SSL", "SQL", "ABC", "XYZ", "CVE", "PM", "AM", "UTC",
    "GMT",
];

/// Beginnings of names of errors.
const NAMES: &[&str] =
    &["ERROR_", "ERR_", "E_", "STATUS_", "NS_E_", "SEC_E_", "CERT_E_", "WININET_E_", "DSREG_", "NTE_"];

/// Parts of such names.
const FAILURES: &[&str] = &["FAILED", "FAILURE", "ERROR", "DENIED", "INVALID", "UNAVAILABLE", "TIMEOUT", "EXCEPTION"];

/// Beginnings of names of other things.
const NO_NAMES: &[&str] = &["HKEY_", "REG_", "PR_", "AUTO_"];

/// Statuses of HTTP that need no word before them if it follows.
const STATUSES: &[&str] = &[
    "401", "402", "403", "404", "405", "406", "407", "408", "409", "410", "411", "412", "413", "414", "415", "416",
    "417", "421", "422", "423", "424", "426", "428", "429", "431", "451", "501", "502", "503", "504", "505", "507",
    "511",
];

/// Finds the codes of a block, in the order of their places.
pub fn find(text: Text<'_>) -> Vec<Found> {
    let mut found = Vec::new();
    let bytes = text.text.as_bytes();
    let mut at = 0;
    while let Some(step) = bytes[at..].iter().position(|b| b.is_ascii_digit() || *b == b'_') {
        let chunk = chunk(text.text, at + step, at);
        if !is_address(&text.text[chunk.clone()]) {
            for token in tokens(text.text, chunk.clone()) {
                if let Some(code) = (Token { text, token, before: &found }).code() {
                    found.push(code);
                }
            }
        }
        at = chunk.end;
    }
    found
}

/// Whether a place is within an address, a path or the like.
pub fn is_in_address(text: &str, at: usize) -> bool {
    // No more is needed to see that.
    let least = at.saturating_sub(LONGEST);
    let chunk = chunk(text, at, least);
    !chunk.is_empty() && is_address(&text[chunk.start..chunk.end.min(chunk.start + LONGEST + 1)])
}

/// The run of visible ASCII around a place, from `least` on.
fn chunk(text: &str, at: usize, least: usize) -> Range<usize> {
    let bytes = text.as_bytes();
    let visible = |b: &u8| b.is_ascii_graphic();
    let start = bytes[least..at].iter().rposition(|b| !visible(b)).map_or(least, |n| least + n + 1);
    let end = bytes[at..].iter().position(|b| !visible(b)).map_or(bytes.len(), |n| at + n);
    start..end.max(start)
}

/// Whether a run of signs is an address, a path or the like.
fn is_address(chunk: &str) -> bool {
    let bytes = chunk.as_bytes();
    if bytes.len() > LONGEST
        || chunk.contains("://")
        || chunk.contains("www.")
        || bytes.contains(&b'@')
        || bytes.contains(&b'\\')
    {
        return true;
    }
    let word = |n: usize| bytes.get(n).is_some_and(u8::is_ascii_lowercase);
    let mut steps = 0;
    for n in memchr::memchr_iter(b'/', bytes) {
        // `help.example/…`, `/errors/…`, `./…`, `a/b/c`
        let end = chunk[..n].rsplit_once('.').map_or("", |(_, end)| end);
        let host = end.len() > 1 && end.bytes().all(|b| b.is_ascii_alphabetic());
        let from_root = (n == 0 || !bytes[n - 1].is_ascii_alphanumeric() && bytes[n - 1] != b')') && word(n + 1);
        steps += usize::from(word(n + 1));
        if host || from_root || steps > 1 {
            return true;
        }
    }
    false
}

/// The tokens of a chunk: runs of letters, digits, dots, hyphens and underscores, with a minus before
/// a number but without other signs at their ends.
fn tokens(text: &str, chunk: Range<usize>) -> Vec<Range<usize>> {
    let bytes = text.as_bytes();
    let inner = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_');
    let mut tokens = Vec::new();
    let mut at = chunk.start;
    while at < chunk.end {
        if !inner(bytes[at]) {
            at += 1;
            continue;
        }
        let end = bytes[at..chunk.end].iter().position(|b| !inner(*b)).map_or(chunk.end, |n| at + n);
        let run = at..end;
        let Some(first) = bytes[run.clone()].iter().position(u8::is_ascii_alphanumeric) else {
            at = end;
            continue;
        };
        let last = bytes[run.clone()].iter().rposition(u8::is_ascii_alphanumeric).unwrap_or(first);
        tokens.push(run.start + first..run.start + last + 1);
        at = end;
    }
    tokens
}

/// A token with all that can be asked about it.
struct Token<'a> {
    text: Text<'a>,
    token: Range<usize>,
    /// Codes before it.
    before: &'a [Found],
}

impl<'a> Token<'a> {
    fn code(&self) -> Option<Found> {
        let token = &self.text.text[self.token.clone()];
        if self.touches_letters() || token.len() > 80 {
            return None;
        }
        let hexadecimal = self.hexadecimal(token);
        let by_shape = hexadecimal.or_else(|| self.decimal(token)).or_else(|| self.mail(token));
        let (kind, text, strong) =
            by_shape.or_else(|| self.prefixed(token)).or_else(|| self.number(token)).or_else(|| self.name(token))?;
        Some(Found { code: Code { kind, text }, at: self.token.clone(), strong })
    }

    /// Whether a letter of an alphabet stands right beside the token, so that it is part of a word.
    /// Scripts without spaces and those whose particles touch words do not count.
    fn touches_letters(&self) -> bool {
        let alphabet = |c: char| c.is_alphabetic() && c < '\u{530}';
        let text = self.text.text;
        text[..self.token.start].chars().next_back().is_some_and(alphabet)
            || text[self.token.end..].chars().next().is_some_and(alphabet)
    }

    fn ahead(&self, chars: usize) -> &'a str {
        before(self.text.text, self.token.start, chars)
    }

    fn behind(&self, chars: usize) -> &'a str {
        after(self.text.text, self.token.end, chars)
    }

    /// Whether the block speaks of mail codes.
    fn follows_mail(&self) -> bool {
        self.before.iter().rev().take(16).any(|f| f.code.kind == CodeKind::Mail)
    }

    /// Whether the word for an error, or for its code, stands right before.
    fn is_named(&self) -> bool {
        words::names_what_follows(self.ahead(40), &[])
    }

    fn near_error(&self, ahead: usize, behind: usize) -> bool {
        words::speaks_of_error(self.ahead(ahead)) || words::speaks_of_error(self.behind(behind))
    }

    /// Whether a code of this kind stands shortly before, as in `CS007, CS008 or CS012`.
    fn continues(&self, kind: CodeKind) -> bool {
        self.before.last().is_some_and(|last| {
            let gap = last.at.end..self.token.start;
            // Every number asks, so nothing long is looked at.
            if last.code.kind != kind || gap.len() > 40 {
                return false;
            }
            let gap = &self.text.text[gap];
            let words = gap.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).count();
            gap.chars().count() <= 10 && words <= 1 && !gap.contains(['.', '。', '%'])
        })
    }

    fn hexadecimal(&self, token: &str) -> Option<(CodeKind, String, bool)> {
        let digits = token.strip_prefix("0x").or_else(|| token.strip_prefix("0X"))?;
        let plain = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
        // Wider ones are the same code with zeros before it, or addresses in memory.
        let wide = digits.len() == 16 && digits.starts_with("00000000");
        let digits = if wide { &digits[8..] } else { digits };
        let is_code = plain
            && match digits.len() {
                8 => true,
                5..=7 => self.near_error(60, 30),
                2..=4 => self.is_named(),
                _ => false,
            };
        is_code.then(|| (CodeKind::Hexadecimal, format!("0x{}", digits.to_ascii_uppercase()), digits.len() == 8))
    }

    /// A failure in decimal: `-2147024891`, and `2147942405` or `80070005` where the text calls it an error.
    fn decimal(&self, token: &str) -> Option<(CodeKind, String, bool)> {
        if !token.bytes().all(|b| b.is_ascii_digit()) {
            return None;
        }
        let named = || self.is_named() || self.continues(CodeKind::Hexadecimal);
        let number: i64 = token.parse().ok()?;
        let bytes = self.text.text.as_bytes();
        let sign = self.token.start.checked_sub(1).filter(|n| bytes[*n] == b'-');
        let negative = sign.is_some_and(|n| n == 0 || !bytes[n - 1].is_ascii_alphanumeric() && bytes[n - 1] != b'-');
        let value = match token.len() {
            8 if token.starts_with("800") && named() => u32::from_str_radix(token, 16).ok(),
            9 | 10 if negative => u32::try_from((1 << 32) - number).ok(),
            10 if named() => u32::try_from(number).ok(),
            _ => None,
        };
        let value = value.filter(|value| is_failure(*value))?;
        Some((CodeKind::Hexadecimal, format!("0x{value:08X}"), negative))
    }

    /// An enhanced status code of mail (RFC 3463).
    fn mail(&self, token: &str) -> Option<(CodeKind, String, bool)> {
        // `550-5.7.1`
        let reply = |reply: &str| {
            reply.len() == 3 && reply.starts_with(['2', '4', '5']) && reply.bytes().all(|b| b.is_ascii_digit())
        };
        let (joined, token) = match token.split_once('-') {
            Some((first, rest)) if reply(first) => (true, rest),
            Some(_) => return None,
            None => (false, token),
        };
        let mut parts = token.split('.');
        let (class, subject, detail) = (parts.next()?, parts.next()?, parts.next()?);
        let number = |part: &str, most: u32| {
            let plain = (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit());
            plain && (part == "0" || !part.starts_with('0')) && part.parse().is_ok_and(|n: u32| n <= most)
        };
        if parts.next().is_some() || !matches!(class, "2" | "4" | "5") || !number(subject, 7) || !number(detail, 999) {
            return None;
        }
        let ahead = self.ahead(60);
        let replied = joined || {
            let ahead = ahead.trim_end_matches([' ', '\u{A0}', '(', '#', '-']);
            let digits = ahead.bytes().rev().take_while(u8::is_ascii_digit).count();
            reply(&ahead[ahead.len() - digits..])
        };
        let is_code = replied
            || class != "2"
                && !words::ends_with_version(ahead)
                && (detail.len() == 3
                    || words::ends_with_code(ahead)
                    || self.follows_mail()
                    || self.near_error(60, 30)
                    || words::speaks_of_mail(ahead)
                    || self.text.title && self.token.start == 0);
        is_code.then(|| (CodeKind::Mail, token.to_owned(), replied))
    }

    /// `AADSTS50020`, `CS008`, `KB5001234`.
    fn prefixed(&self, token: &str) -> Option<(CodeKind, String, bool)> {
        let letters = token.bytes().take_while(u8::is_ascii_alphabetic).count();
        let (prefix, number) = token.split_at(letters);
        if letters < 2 || number.is_empty() {
            return None;
        }
        let digits = |text: &str, lengths: std::ops::RangeInclusive<usize>| {
            lengths.contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit())
        };
        let upper = token.to_ascii_uppercase();
        if prefix.eq_ignore_ascii_case("KB") {
            return digits(number, 6..=8).then_some((CodeKind::Update, upper, false));
        }
        if KNOWN.iter().any(|(known, least)| prefix.eq_ignore_ascii_case(known) && digits(number, *least..=9)) {
            return Some((CodeKind::Product, upper, true));
        }
        if prefix.eq_ignore_ascii_case("CAA") && number.len() == 5 && number.bytes().all(|b| b.is_ascii_hexdigit()) {
            return Some((CodeKind::Product, upper, true));
        }
        let (main, more) = number.split_once('-').unwrap_or((number, "1"));
        let shape = letters <= 10 && token == upper && digits(main, 3..=9) && digits(more, 1..=4);
        if !shape || NO_CODES.contains(&prefix) {
            return None;
        }
        let is_code =
            self.is_named() || self.continues(CodeKind::Product) || self.near_error(30, 12) || self.follows_mail();
        is_code.then_some((CodeKind::Product, upper, false))
    }

    /// Plain numbers: events, statuses, `30015-4`, `KB 5001234`.
    fn number(&self, token: &str) -> Option<(CodeKind, String, bool)> {
        let (main, more) = token.split_once('-').map_or((token, None), |(main, more)| (main, Some(more)));
        if !main.bytes().all(|b| b.is_ascii_digit()) || main.starts_with('0') {
            return None;
        }
        let ahead = self.ahead(40);
        if let Some(more) = more {
            let plain = main.len() == 5 && (1..=4).contains(&more.len()) && more.bytes().all(|b| b.is_ascii_digit());
            let is_code = plain && (self.is_named() || self.near_error(30, 0) || self.continues(CodeKind::Product));
            // `404-fel`
            let word = !plain && STATUSES.contains(&main) && words::begins_with_error(more);
            return match (is_code, word) {
                (true, _) => Some((CodeKind::Product, token.to_owned(), false)),
                (_, true) => Some((CodeKind::Number, main.to_owned(), false)),
                _ => None,
            };
        }
        let update = ahead.trim_end_matches([' ', '\u{A0}']);
        if (6..=8).contains(&main.len()) && update.len() < ahead.len() && ends_with_word(update, "KB") {
            return Some((CodeKind::Update, format!("KB{main}"), false));
        }
        if main.len() <= 5 && (words::ends_with_event(ahead) || self.continues(CodeKind::Event)) {
            return Some((CodeKind::Event, main.to_owned(), false));
        }
        let year = main.len() == 4 && (main.starts_with("19") || main.starts_with("20"));
        if !(3..=6).contains(&main.len()) || year || self.counts() {
            return None;
        }
        let status = main.len() == 3 && matches!(main.as_bytes()[0], b'4' | b'5');
        // `Winsock error 10061` in other orders of words.
        let ends_title = self.text.title && main.len() > 3 && self.behind(1).is_empty();
        let is_code = ends_title && words::speaks_of_error(self.ahead(24))
            || words::names_what_follows(ahead, if status { &["http", "https"] } else { &[] })
            || self.continues(CodeKind::Number) && (status || main.len() > 3)
            || STATUSES.contains(&main) && words::begins_with_error(self.behind(16));
        (is_code && !self.is_reply(main)).then(|| (CodeKind::Number, main.to_owned(), false))
    }

    /// Whether the number is a part of something else: a percentage, a decimal, a price.
    fn counts(&self) -> bool {
        let behind = self.behind(3);
        let ahead = self.ahead(1);
        behind.trim_start().starts_with(['%', '€', '$', '°', '×'])
            || ahead.ends_with(['€', '$', '£', '¥', '.', '+', '~'])
            || behind.strip_prefix([',', ':']).is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    }

    /// Whether the number is the reply code before an enhanced one: `550 5.7.1`.
    fn is_reply(&self, main: &str) -> bool {
        let rest = self.behind(12).trim_start_matches([' ', '\u{A0}', '-', '#', '。']);
        let mut parts = rest.split('.');
        let class = parts.next().unwrap_or_default();
        let detail =
            parts.next().is_some_and(|p| p.starts_with(|c: char| c.is_ascii_digit())) && parts.next().is_some();
        main.len() == 3 && matches!(class, "2" | "4" | "5") && detail
    }

    /// `ERROR_ACCESS_DENIED`
    fn name(&self, token: &str) -> Option<(CodeKind, String, bool)> {
        let plain = |b: u8| b.is_ascii_uppercase() || b.is_ascii_digit() || b == b'_';
        let shape =
            token.len() >= 6 && token.bytes().all(plain) && token.split('_').filter(|p| p.len() > 1).count() > 1;
        let shape = shape || token.starts_with("E_") && token.len() > 5 && token.bytes().all(plain);
        if !shape || NO_NAMES.iter().any(|prefix| token.starts_with(prefix)) {
            return None;
        }
        let known = NAMES.iter().any(|prefix| token.starts_with(prefix));
        let is_code =
            known || !self.text.program && (token.split('_').any(|part| FAILURES.contains(&part)) || self.is_named());
        is_code.then(|| (CodeKind::Name, token.to_owned(), known))
    }
}

/// At most so many characters before a place.
pub fn before(text: &str, at: usize, chars: usize) -> &str {
    let start = text[..at].char_indices().rev().take(chars).last().map_or(at, |(n, _)| n);
    &text[start..at]
}

/// At most so many characters from a place on.
pub fn after(text: &str, at: usize, chars: usize) -> &str {
    let end = text[at..].char_indices().nth(chars).map_or(text.len(), |(n, _)| at + n);
    &text[at..end]
}

fn ends_with_word(text: &str, word: &str) -> bool {
    let rest = text.len().checked_sub(word.len()).and_then(|n| Some((text.get(..n)?, text.get(n..)?)));
    rest.is_some_and(|(head, tail)| tail.eq_ignore_ascii_case(word) && !head.ends_with(|c: char| c.is_alphanumeric()))
}
