//! Text to search terms. One definition, twice written: here and in the theme's `search.js`; the
//! vectors in `tests/search/tokens.json` hold both to it.
//!
//! A *run* is what stands together: letters, marks and digits, and single joining signs between
//! them. It is normalized (NFKC, lower case), cut where scripts without spaces begin and end, and
//! each piece yields tokens.

use serde::{Deserialize, Serialize};

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfkc_quick};

/// What a token is to the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Kind {
    Word,
    /// A piece or the whole of a word that stands for more (`email` for `e-mail`).
    Part,
    /// Has a digit: `0x80070005`, `5.7.750`, `365`.
    Code,
    /// Two neighbours of a script without spaces.
    Gram,
}

/// A search term in a text.
#[derive(Clone, Debug, PartialEq)]
pub struct Token {
    /// Folded: without case and marks.
    pub text: String,
    pub kind: Kind,
    /// The word as it is written, in lower case, for the stemmer.
    pub plain: String,
    /// Number of the piece it comes from; the forms of one piece have the same.
    pub piece: usize,
    /// How much of a word it is, from 0 to 1, for a pair of characters; 1 for all else.
    pub weight: f64,
}

/// Longer codes are nobody's query.
const LONGEST: usize = 40;

/// A compound of more parts is a path or a sentence.
const MOST_PARTS: usize = 3;

/// The tokens of a text. An apostrophe is a letter where `apostrophe` says so.
pub fn tokens(text: &str, apostrophe: bool) -> Vec<Token> {
    let mut out = Tokens { apostrophe, tokens: Vec::new(), piece: 0 };
    for run in runs(text) {
        out.run(run);
    }
    out.tokens
}

/// The runs of a text.
pub fn runs(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = &rest[rest.find(is_part)?..];
        let mut end = 0;
        let mut chars = rest.char_indices().peekable();
        while let Some((at, c)) = chars.next() {
            let goes_on = is_part(c) || is_joiner(c) && chars.peek().is_some_and(|(_, next)| is_part(*next));
            if !goes_on {
                break;
            }
            end = at + c.len_utf8();
        }
        let (run, after) = rest.split_at(end);
        rest = after;
        Some(run)
    })
}

fn is_part(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphanumeric();
    }
    c.is_alphanumeric() || is_combining_mark(c) || is_ignored(c)
}

/// Signs that are written within words and show nothing.
fn is_ignored(c: char) -> bool {
    matches!(c, '\u{AD}' | '\u{640}' | '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}')
}

fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | '＇' | '׳')
}

fn is_joiner(c: char) -> bool {
    matches!(c, '.' | '_' | '-' | '/' | ':' | '@' | '·' | '‐' | '‑' | '．' | '＿' | '－' | '／' | '：' | '＠')
        || is_apostrophe(c)
}

/// Whether the words of a character's script are not set apart by spaces, or grow so many endings
/// that pairs of characters find more than words do (Hangul).
pub fn is_unspaced(c: char) -> bool {
    matches!(c,
        '\u{E00}'..='\u{E4F}' | '\u{E5A}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3005}'..='\u{3007}'
        | '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}')
}

/// A run in lower case and in its compatible form, without signs that show nothing; every apostrophe
/// is the same.
pub fn normalized(run: &str) -> Cow<'_, str> {
    if run.is_ascii() {
        return if run.bytes().any(|b| b.is_ascii_uppercase()) {
            Cow::Owned(run.to_ascii_lowercase())
        } else {
            Cow::Borrowed(run)
        };
    }
    let cleaned: String = run
        .chars()
        .filter(|c| !is_ignored(*c))
        .map(|c| match c {
            c if is_apostrophe(c) => '\'',
            '‐' | '‑' => '-',
            c => c,
        })
        .collect();
    let compatible = if is_nfkc_quick(cleaned.chars()) == unicode_normalization::IsNormalized::Yes {
        cleaned
    } else {
        cleaned.nfkc().collect()
    };
    // Lower case may come apart again (`İ`).
    let lower = compatible.to_lowercase();
    Cow::Owned(if lower.contains('\u{307}') { lower.replace('\u{307}', "") } else { lower })
}

/// A word without marks, and with one letter for all that people take for it.
pub fn fold(word: &str) -> String {
    if word.is_ascii() {
        return word.to_owned();
    }
    let mut folded = String::with_capacity(word.len());
    for c in word.nfd() {
        match c {
            'ß' => folded.push_str("ss"),
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'þ' => folded.push_str("th"),
            'ø' => folded.push('o'),
            'ł' => folded.push('l'),
            'đ' | 'ð' => folded.push('d'),
            'ħ' => folded.push('h'),
            'ŧ' => folded.push('t'),
            'ı' => folded.push('i'),
            'ς' => folded.push('σ'),
            'ٱ' => folded.push('ا'),
            'ى' | 'ی' => folded.push('ي'),
            'ة' => folded.push('ه'),
            'ک' => folded.push('ك'),
            '٠'..='٩' => folded.push(digit(c, '٠')),
            '۰'..='۹' => folded.push(digit(c, '۰')),
            '०'..='९' => folded.push(digit(c, '०')),
            '๐'..='๙' => folded.push(digit(c, '๐')),
            c if is_stripped(c) => {}
            c => folded.push(c),
        }
    }
    // Hangul and voiced kana come together again.
    if folded.is_ascii() { folded } else { folded.nfc().collect() }
}

fn digit(c: char, zero: char) -> char {
    char::from_digit(u32::from(c) - u32::from(zero), 10).unwrap_or(c)
}

/// Marks that many readers do not type: accents, Hebrew points, Arabic vowels. Those of Indic and
/// South-East Asian scripts are vowels, and the voicing of kana makes another sound.
fn is_stripped(c: char) -> bool {
    matches!(c,
        '\u{300}'..='\u{36F}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5BD}' | '\u{5BF}' | '\u{5C1}'..='\u{5C2}'
        | '\u{5C4}'..='\u{5C5}' | '\u{5C7}' | '\u{610}'..='\u{61A}' | '\u{64B}'..='\u{65F}' | '\u{670}'
        | '\u{6D6}'..='\u{6DC}' | '\u{6DF}'..='\u{6E4}' | '\u{1AB0}'..='\u{1AFF}' | '\u{1DC0}'..='\u{1DFF}'
        | '\u{20D0}'..='\u{20FF}' | '\u{FE20}'..='\u{FE2F}')
}

/// How much a pair of kana counts that stands between words.
const BETWEEN: f64 = 0.5;

/// How many characters a word has in a script without spaces; none where kana stand between words.
fn word_length(c: char) -> usize {
    match c {
        '\u{3040}'..='\u{309F}' => 0,
        '\u{30A0}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' => 5,
        '\u{AC00}'..='\u{D7AF}' => 3,
        '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' => 4,
        _ => 2,
    }
}

/// How much of a word each pair of neighbours in a run is.
fn pair_weights(run: &str, starts: &[usize]) -> Vec<f64> {
    let lengths: Vec<usize> = starts.iter().map(|at| run[*at..].chars().next().map_or(2, word_length)).collect();
    (0..lengths.len().saturating_sub(1))
        .map(|n| {
            let length = lengths[n];
            if length == 0 || lengths[n + 1] != length {
                return BETWEEN;
            }
            let from = lengths[..n].iter().rposition(|other| *other != length).map_or(0, |at| at + 1);
            let to = lengths[n..].iter().position(|other| *other != length).map_or(lengths.len(), |at| n + at) - 1;
            let characters = (to - from + 1) as f64;
            ((characters / length as f64).max(1.0) / (to - from) as f64).min(1.0)
        })
        .collect()
}

struct Tokens {
    apostrophe: bool,
    tokens: Vec<Token>,
    piece: usize,
}

impl Tokens {
    fn push(&mut self, plain: &str, kind: Kind) {
        self.push_weighted(plain, kind, 1.0);
    }

    fn push_weighted(&mut self, plain: &str, kind: Kind, weight: f64) {
        // Characters without spaces between them have neither case nor marks to lose.
        let text = if kind == Kind::Gram { plain.to_owned() } else { fold(plain) };
        if !text.is_empty() {
            self.tokens.push(Token { text, kind, plain: plain.to_owned(), piece: self.piece, weight });
        }
    }

    fn run(&mut self, run: &str) {
        let run = normalized(run);
        let mut rest = &*run;
        while let Some(first) = rest.chars().next() {
            let unspaced = is_unspaced(first);
            // Marks belong to what they stand on.
            let end = rest.find(|c| is_unspaced(c) != unspaced && !is_combining_mark(c)).unwrap_or(rest.len());
            let (piece, after) = rest.split_at(end);
            if unspaced {
                self.grams(piece);
            } else {
                self.word(piece);
            }
            rest = after;
        }
    }

    /// Pairs of neighbours; each character keeps its marks.
    fn grams(&mut self, piece: &str) {
        let mut starts: Vec<usize> =
            piece.char_indices().filter(|(at, c)| *at == 0 || !is_combining_mark(*c)).map(|(at, _)| at).collect();
        starts.push(piece.len());
        self.piece += 1;
        if starts.len() == 2 {
            self.push(piece, Kind::Gram);
        }
        let weights = pair_weights(piece, &starts[..starts.len() - 1]);
        for (pair, weight) in starts.windows(3).zip(weights) {
            self.push_weighted(&piece[pair[0]..pair[2]], Kind::Gram, weight);
            self.piece += 1;
        }
    }

    fn word(&mut self, piece: &str) {
        let joined: String;
        let piece = if self.apostrophe && piece.contains('\'') {
            joined = piece.replace('\'', "");
            &joined
        } else {
            piece
        };
        let parts: Vec<&str> = piece.split(is_joiner).filter(|part| !part.is_empty()).collect();
        let has_digit = piece.chars().any(char::is_numeric);
        let plain = piece.trim_matches(is_joiner);
        self.piece += 1;
        match parts.as_slice() {
            [] => {}
            [part] if !has_digit => self.push(part, Kind::Word),
            _ if has_digit => self.code(plain, &parts),
            _ if plain.contains('\'') => {
                // `l’onglet`, `don’t`: what is left of a word is none.
                for part in parts.iter().filter(|part| part.chars().count() > 2) {
                    self.push(part, Kind::Word);
                    self.piece += 1;
                }
            }
            parts => {
                for part in parts.iter().filter(|part| part.chars().count() > 1) {
                    self.push(part, Kind::Word);
                }
                if parts.len() <= MOST_PARTS {
                    self.push(&parts.concat(), Kind::Part);
                }
            }
        }
    }

    /// A code: whole, and in its parts, which may be typed alone.
    fn code(&mut self, plain: &str, parts: &[&str]) {
        let whole = plain.replace('\'', "");
        let fits = whole.chars().count() <= LONGEST;
        if fits {
            self.push(&whole, Kind::Code);
        }
        for part in parts {
            if parts.len() > 1 && part.chars().count() > 1 {
                // What is too long for a code is a text without spaces.
                let alone = if part.chars().any(char::is_numeric) { Kind::Code } else { Kind::Word };
                self.push(part, if fits { Kind::Part } else { alone });
            }
            // `windows10`, `kb5001234`, `aadsts50020`; but not `0x80070005`.
            let letters = part.trim_end_matches(char::is_numeric);
            if letters.len() < part.len() && letters.chars().count() > 1 && letters.chars().all(char::is_alphabetic) {
                self.push(letters, Kind::Part);
                self.push(&part[letters.len()..], Kind::Part);
            }
        }
    }
}
