//! Error messages as they were quoted. A block and its codes go in, messages come out: quotations that
//! the text calls an error or a message, or that hold a code. Other quotations never do.

use std::ops::Range;

use super::tokens::{Found, after, before};
use super::words::{self, Said};

/// Longer quotations are no messages, or have no end.
const LONGEST: usize = 260;

/// Whether a byte can be part of a quotation mark.
pub fn may_quote(byte: u8) -> bool {
    // The first bytes of « » “ ” „ 「 」, among others.
    matches!(byte, b'"' | 0xC2 | 0xE2 | 0xE3)
}

/// The messages of a block.
pub fn find<'a>(text: &'a str, codes: &[Found]) -> Vec<&'a str> {
    let mut messages = Vec::new();
    let mut last: Option<usize> = None;
    for quotation in quotations(text) {
        let inside = &text[quotation.inner.clone()];
        let first = codes.partition_point(|code| code.at.start < quotation.inner.start);
        let mut within = codes[first..].iter().take_while(|code| code.at.end <= quotation.inner.end);
        let rest = after(text, quotation.outer.end, 24);
        let is_message = looks_like_one(inside)
            && !words::is_looked_up(rest)
            && (within.any(|code| code.strong)
                || words::announces(before(text, quotation.outer.start, 60)) != Said::Nothing
                || words::is_called_error(rest)
                || last.is_some_and(|end| continues(&text[end..quotation.outer.start])));
        if is_message {
            messages.push(
                inside
                    .trim()
                    .trim_matches('*')
                    .trim_end_matches([',', '،', '、', '，', ' ', '\u{A0}', '\u{202F}'])
                    .trim(),
            );
            last = Some(quotation.outer.end);
        }
    }
    messages
}

/// Whether what stands between two quotations only joins them: `», « `, `” or “`.
fn continues(gap: &str) -> bool {
    let words = || gap.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty()).count();
    gap.len() <= 40 && gap.chars().count() <= 10 && words() <= 1 && !gap.contains(['.', '。', '('])
}

/// Whether a quotation is long enough to be a message, and made of words.
fn looks_like_one(text: &str) -> bool {
    let text = text.trim();
    let unspaced = text.chars().filter(|c| *c > '\u{2E7F}' && c.is_alphabetic()).count();
    let words = text.split_whitespace().filter(|w| w.chars().filter(|c| c.is_alphabetic()).count() > 1).count();
    let long = words >= 4 || words >= 2 && text.chars().count() >= 12 || unspaced >= 8;
    long && !text.contains("://") && text.chars().count() <= LONGEST
}

struct Quotation {
    /// With its marks.
    outer: Range<usize>,
    inner: Range<usize>,
}

/// The outermost quotations of a text, in their order.
fn quotations(text: &str) -> Vec<Quotation> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some((start, mark)) = next_mark(text, at) {
        let from = start + mark.len_utf8();
        at = from;
        if mark == '"' && text[..start].ends_with(|c: char| c.is_alphanumeric() && c < '\u{530}') {
            continue;
        }
        if let Some(end) = closing(text, from, mark) {
            let close = text[end..].chars().next().map_or(0, char::len_utf8);
            found.push(Quotation { outer: start..end + close, inner: from..end });
            at = end + close;
        }
    }
    found
}

/// The next mark that may begin a quotation, found by its bytes: most texts have none.
fn next_mark(text: &str, mut at: usize) -> Option<(usize, char)> {
    let bytes = text.as_bytes();
    loop {
        at += bytes[at..].iter().position(|b| may_quote(*b))?;
        let second = bytes.get(at + 1).copied().unwrap_or_default();
        if bytes[at] == b'"' || bytes[at] == 0xC2 && matches!(second, 0xAB | 0xBB) || second == 0x80 {
            let mark = text[at..].chars().next()?;
            if closers(mark).is_some() {
                return Some((at, mark));
            }
        }
        at += 1;
    }
}

/// The marks that end what a mark begins.
fn closers(mark: char) -> Option<&'static [char]> {
    Some(match mark {
        '«' => &['»'],
        '»' => &['«', '»'],
        '“' => &['”', '“', '"'],
        '„' => &['“', '”', '"'],
        '”' => &['”', '"'],
        '「' => &['」'],
        '『' => &['』'],
        '"' => &['"', '”'],
        _ => return None,
    })
}

/// Where what begins at `from` ends.
fn closing(text: &str, from: usize, mark: char) -> Option<usize> {
    let ends = closers(mark)?;
    let mut depth = 0;
    let mut last = mark;
    // Bounded, so that marks without an end cost what they are.
    for (n, c) in text[from..].char_indices().take(LONGEST + 20) {
        let letter = |c: char| c.is_alphanumeric() && c < '\u{530}';
        let before_letter = || text[from + n + c.len_utf8()..].starts_with(letter);
        if c == mark && !ends.contains(&c) || c == '"' && ends.contains(&c) && last == ' ' && before_letter() {
            depth += 1;
        } else if ends.contains(&c) && !(c == '"' && before_letter()) {
            if depth == 0 {
                return Some(from + n);
            }
            depth -= 1;
        }
        last = c;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::codes::tokens::{self, Text};

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        let codes = tokens::find(Text { text, title: false, program: false });
        assert_eq!(find(text, &codes), expected, "{text}");
    }

    #[test]
    fn messages() {
        check(
            "You get the error \"The disk is full\" or \"There is no disk\".",
            &["The disk is full", "There is no disk"],
        );
        check("Vous recevez l’erreur suivante : « Accès refusé à ce dossier ».", &["Accès refusé à ce dossier"]);
        check("Erreur « Le paramètre « Nom » est inconnu » partout", &["Le paramètre « Nom » est inconnu"]);
        check("Felmeddelandet ”Det finns ingen plats” visas", &["Det finns ingen plats"]);
        check("Sie sehen die Fehlermeldung „Der Datenträger ist voll“.", &["Der Datenträger ist voll"]);
        check("如果您收到錯誤：「找不到您要的檔案」，請重試。", &["找不到您要的檔案"]);
        check("「ファイルが見つかりません」というエラーが表示されます", &["ファイルが見つかりません"]);
        check("رسالة الخطأ \"لا يمكن فتح الملف\" تظهر", &["لا يمكن فتح الملف"]);
        check("The error \"The address \"SMTP:a\" is in use\" comes", &["The address \"SMTP:a\" is in use"]);
        check("It says “451 4.7.0 Temporary server error”.", &["451 4.7.0 Temporary server error"]);
    }

    #[test]
    fn other_quotations() {
        for text in [
            "Select \"Change the settings\" and wait.",
            "For errors, see “How to mend the disk”.",
            "エラーについては、「ディスクを直す方法」を参照してください。",
            "詳細については、「エラーを直す方法について」を参照してください。",
            "An error \"X\" is short.",
            "An error. The paper is called “A long walk home”.",
            "A screen of 5\" and one of 7\" in the error list",
            "The error “has no end at all",
        ] {
            check(text, &[]);
        }
        let marks = "«".repeat(50_000);
        check(&marks, &[]);
    }
}
