//! The words of many languages that tell a code from another number. A piece of text goes in, what it
//! says comes out; nothing here knows what a code looks like.

use std::ops::Range;

use super::lists::{
    CODES, EARLY_ERRORS, ERRORS, EVENTS, FILLERS, FOLLOWING, IDS, LATE_ERRORS, MESSAGES, NO_ERRORS, REFERENCES,
    SEARCHES, UNSPACED_MESSAGES, UNSPACED_REFERENCES, UNSPACED_VERSIONS, VERSIONS, WHOLE_ERRORS,
};

/// The words of a text with their places.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices() {
        match (start, c.is_alphanumeric() || is_mark(c)) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                words.push((from, &text[from..at]));
                start = None;
            }
            _ => {}
        }
    }
    if let Some(from) = start {
        words.push((from, &text[from..]));
    }
    words
}

/// The words of a text from its end on, each in lower case with its place in the text. Most texts are
/// told by their last word, so that nothing is done for the others.
fn words_back(text: &str) -> impl Iterator<Item = (Range<usize>, String)> + '_ {
    let in_word = |c: char| c.is_alphanumeric() || is_mark(c);
    let mut rest = text;
    std::iter::from_fn(move || {
        let end = rest.trim_end_matches(|c| !in_word(c)).len();
        let start = rest[..end].trim_end_matches(in_word).len();
        rest = &rest[..start];
        (start < end).then(|| (start..end, text[start..end].to_lowercase()))
    })
}

/// Marks that stand on letters (Thai and Indic vowels, Arabic and Hebrew points) and do not end a word.
fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{5B0}'..='\u{5C7}' | '\u{64B}'..='\u{65F}' | '\u{900}'..='\u{903}'
        | '\u{93A}'..='\u{94F}' | '\u{E31}' | '\u{E34}'..='\u{E3A}' | '\u{E47}'..='\u{E4E}')
}

fn error(word: &str) -> bool {
    let is_error = ERRORS.iter().any(|stem| word.contains(stem))
        || WHOLE_ERRORS.contains(&word)
        || EARLY_ERRORS.iter().any(|stem| word.starts_with(stem) && !word.starts_with("hatar"))
        || LATE_ERRORS.iter().any(|end| word.ends_with(end));
    is_error && !NO_ERRORS.iter().any(|stem| word.contains(stem))
}

fn unspaced(term: &str) -> bool {
    term.chars().any(|c| c > '\u{2E7F}')
}

fn filler(word: &str) -> bool {
    FILLERS.contains(&word) || code_word(word)
}

fn code_word(word: &str) -> bool {
    word.chars().count() <= 8 && CODES.iter().any(|stem| word.starts_with(stem))
}

/// Whether a text speaks of an error.
pub fn speaks_of_error(text: &str) -> bool {
    let text = text.to_lowercase();
    words(&text).iter().any(|(_, word)| error(word))
}

/// Whether a text speaks of mail on its way.
pub fn speaks_of_mail(text: &str) -> bool {
    let text = text.to_lowercase();
    words(&text).iter().any(|(_, word)| matches!(*word, "smtp" | "ndr" | "dsn"))
}

/// Whether a text ends with the word for an error, for a code of one, or for HTTP, so that a number
/// that follows is its name.
pub fn names_what_follows(text: &str, unless_error: &[&str]) -> bool {
    let mut end = text.len();
    for (at, word) in words_back(text) {
        let gap = &text[at.end..end];
        if gap.contains(['.', '。', '!', '?', ';', '؛', '；', '！', '？', '\\', '=', '%']) {
            return false;
        }
        if unless_error.contains(&word.as_str()) {
            return true;
        }
        if error(&word) {
            let tail = ERRORS.iter().filter(|term| unspaced(term)).find_map(|term| {
                let found = word.rfind(term)?;
                Some(&word[found + term.len()..])
            });
            // Where words are not spaced, the word must be the last one, but for that for a code.
            return tail.is_none_or(|tail| tail.is_empty() || filler(tail) || matches!(tail, "訊息" | "讯息"));
        }
        if !filler(&word) {
            return false;
        }
        end = at.start;
    }
    false
}

/// Whether the last word of a text is the word for a code.
pub fn ends_with_code(text: &str) -> bool {
    words_back(text).next().is_some_and(|(at, word)| code_word(&word) && !text[at.end..].contains(['.', ';']))
}

/// Whether a text begins with the word for an error.
pub fn begins_with_error(text: &str) -> bool {
    let text = text.to_lowercase();
    let word = words(&text).first().copied();
    word.is_some_and(|(at, word)| {
        let first = ERRORS.iter().find(|term| unspaced(term) && word.contains(*term));
        text[..at].chars().all(|c| c == ' ' || c == '-' || c == '\u{A0}')
            && error(word)
            && first.is_none_or(|term| word.starts_with(term))
    })
}

/// Whether the last word of a text is one that versions follow.
pub fn ends_with_version(text: &str) -> bool {
    words_back(text).next().is_some_and(|(_, word)| {
        VERSIONS.iter().any(|stem| if stem.len() < 4 { word == *stem } else { word.starts_with(stem) })
            || UNSPACED_VERSIONS.iter().any(|term| word.ends_with(term))
    })
}

/// Whether a text ends with the words for the number of an event.
pub fn ends_with_event(text: &str) -> bool {
    let event = |word: &str| EVENTS.iter().any(|stem| word.contains(stem));
    let id = |word: &str| word == "id" || word == "ids" || IDS.iter().any(|stem| *stem != "id" && word.contains(stem));
    let mut last = words_back(text);
    let Some((at, a)) = last.next() else { return false };
    let gap = &text[at.end..];
    let (is_event, is_id) = (event(&a), id(&a));
    if !(is_event || is_id) || gap.chars().count() > 3 || gap.contains(['.', ';', '。']) {
        return false;
    }
    if is_event && (a.ends_with("id") || a.ends_with("ids") || is_id) {
        return true;
    }
    let Some((_, b)) = last.next() else { return false };
    // `ID d’événement`
    let mut third = || b.chars().count() <= 2 && last.next().is_some_and(|(_, c)| id(&c));
    is_id && event(&b) || is_event && (id(&b) || third())
}

/// What stands before a quotation, as far as it tells what is quoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// The word for an error, a few words before.
    Error,
    /// The word for a message, right before.
    Message,
    Nothing,
}

/// What the end of a text says of a quotation that follows it.
pub fn announces(text: &str) -> Said {
    let hiragana = |c: char| ('\u{3041}'..='\u{309F}').contains(&c);
    let mut end = text.len();
    let mut words = words_back(text);
    let mut between = String::new();
    let mut number = 0;
    while let Some((at, word)) = words.next() {
        let gap = &text[at.end..end];
        if gap.contains(['.', '。', '!', '?', '；', ';', '\u{BB}', '”', '」', ']', '|', '؟', '、']) || number > 5
        {
            return Said::Nothing;
        }
        let rest = &text[at.end..];
        let distance = rest.chars().count();
        if distance > 45 || rest.contains(hiragana) {
            return Said::Nothing;
        }
        let tail = |terms: &[&str]| {
            let found = terms.iter().filter(|t| unspaced(t)).find_map(|t| word.rfind(t).map(|n| &word[n + t.len()..]));
            found.map(|tail| (tail.chars().count(), tail.contains(hiragana)))
        };
        if error(&word) {
            if words.next().is_some_and(|(_, word)| SEARCHES.contains(&word.as_str())) {
                return Said::Nothing;
            }
            return match tail(ERRORS) {
                Some((length, kana)) if length > 8 || kana => Said::Nothing,
                _ => Said::Error,
            };
        }
        if let Some((length, kana)) = tail(UNSPACED_MESSAGES) {
            return if length > 2 || kana || distance > 3 { Said::Nothing } else { Said::Message };
        }
        if MESSAGES.contains(&word.as_str()) {
            let near = number == 0 || number == 1 && FOLLOWING.iter().any(|stem| between.starts_with(stem));
            return if near { Said::Message } else { Said::Nothing };
        }
        if REFERENCES.contains(&word.as_str()) || UNSPACED_REFERENCES.iter().any(|term| word.contains(term)) {
            return Said::Nothing;
        }
        end = at.start;
        number += 1;
        between = word;
    }
    Said::Nothing
}

/// Whether what follows a quotation calls it an error or a message.
pub fn is_called_error(text: &str) -> bool {
    let text = text.trim_start_matches([' ', '-', '\u{A0}', '\u{2011}', '*']).to_lowercase();
    let text = text.strip_prefix("という").or_else(|| text.strip_prefix("の")).unwrap_or(&text);
    let Some((0, word)) = words(text).first().copied() else { return false };
    let begins = |terms: &[&str]| terms.iter().any(|t| unspaced(t) && word.starts_with(t));
    let spaced = !word.chars().any(|c| unspaced(c.encode_utf8(&mut [0; 4])));
    begins(ERRORS) || begins(UNSPACED_MESSAGES) || spaced && (error(word) || MESSAGES.contains(&word))
}

/// Whether what follows a quotation says that it is a title to look up.
pub fn is_looked_up(text: &str) -> bool {
    let text = text.trim_start_matches([' ', ']', '*']);
    ["を参照", "をご覧", "を確認", "に従", "を選択", "をクリック", "の手順", "セクション", "の「", "參閱"]
        .iter()
        .any(|t| text.starts_with(t))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors() {
        for text in [
            "an error occurred",
            "l’erreur",
            "Synkroniseringsfel",
            "felet",
            "получил ошибку",
            "收到錯誤訊息",
            "الخطأ التالي",
            "Hibakód",
            "hatası",
            "mensagem de erro",
            "feilmeldingen",
        ] {
            assert!(speaks_of_error(text), "{text}");
        }
        for text in ["a terror", "Zweifel", "felsök", "Tafel", "határ", "felt", "Felix", "errand", ""] {
            assert!(!speaks_of_error(text), "{text}");
        }
    }

    #[test]
    fn numbers_that_follow() {
        for text in
            ["erreur ", "Error code: ", "收到錯誤", "錯誤代碼", "エラー コード ", "رمز الخطأ ", "erreur « (", "felkod "]
        {
            assert!(names_what_follows(text, &[]), "{text}");
        }
        for text in ["error on ", "errors. ", "エラーが ", "錯誤發生於", "the ", "error in "] {
            assert!(!names_what_follows(text, &[]), "{text}");
        }
    }

    #[test]
    fn events() {
        for text in
            ["Event ID ", "eventID ", "ID d’événement ", "Ereignis-ID ", "事件識別碼 ", "イベント ID ", "معرف الحدث "]
        {
            assert!(ends_with_event(text), "{text}");
        }
        for text in ["event of ", "ID ", "the event in ", "ID of the event. "] {
            assert!(!ends_with_event(text), "{text}");
        }
    }

    #[test]
    fn quotations() {
        for (text, said) in [
            ("Vous recevez l’erreur suivante : ", Said::Error),
            ("message d’erreur ", Said::Error),
            ("si le message ", Said::Message),
            ("Paramètres de messagerie. Voir ", Said::Nothing),
            ("エラー: ", Said::Error),
            ("エラーの詳細については、", Said::Nothing),
            ("您會看到此訊息：", Said::Message),
            ("對於錯誤，請參閱", Said::Nothing),
            ("Zur Fehlerbehebung ", Said::Nothing),
            ("استكشاف الأخطاء في ", Said::Nothing),
            ("the message of the ", Said::Nothing),
        ] {
            assert_eq!(announces(text), said, "{text}");
        }
        assert!(is_called_error("というエラー メッセージ"));
        assert!(is_called_error(" error when"));
        assert!(!is_called_error(" is an error"));
    }
}
