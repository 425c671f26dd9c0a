//! Texts to an inverted index: for every term the documents that have it, and how much each is about
//! it (BM25F over title, headings and body, in 63 steps). Knows nothing of files or sites.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::analysis::{self, Kind};
use super::language::Language;
use crate::codes;
use crate::model::Key;

/// What is indexed of one document.
#[derive(Clone, Debug, Default)]
pub struct Text<'a> {
    pub title: &'a str,
    pub headings: Vec<&'a str>,
    pub body: Vec<&'a str>,
    /// Names by which it is asked for and that stand nowhere in it: the number of the article.
    pub names: Vec<&'a str>,
}

/// The documents of one term.
pub type Postings = Vec<Posting>;

/// One document of a term.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Posting {
    pub document: u32,
    /// From 1 to [`MOST_IMPACT`].
    pub impact: u8,
    /// Whether the term stands in the title.
    pub in_title: bool,
}

pub const MOST_IMPACT: u8 = 63;

/// An index in memory.
#[derive(Clone, Debug, Default)]
pub struct Index {
    /// In the order of their UTF-16 code units, as a browser compares them.
    pub terms: Vec<Term>,
    /// Number of different terms in the title of each document, from number 0 on; 0 where there is no
    /// such document, at least 1 where there is.
    pub titles: Vec<u8>,
}

#[derive(Clone, Debug)]
pub struct Term {
    pub text: String,
    pub postings: Postings,
    /// The next term that is a form of the same word.
    pub sibling: Option<usize>,
}

impl Term {
    /// See [`is_sparse`].
    pub fn is_sparse(&self) -> bool {
        is_sparse(&self.text)
    }
}

/// Whether nobody misspells a term or types a form of it, so that it need not be known before it is
/// looked up: codes, numbers, and pairs of characters.
pub fn is_sparse(term: &str) -> bool {
    term.chars().next().is_some_and(analysis::is_unspaced) || term.chars().any(char::is_numeric)
}

/// Parameters of BM25F, as measured with the queries of several languages.
const SATURATION: f64 = 1.0;

/// Weight of a field, and how much its length counts.
const FIELDS: [(f64, f64); 3] = [(3.0, 0.3), (1.5, 0.6), (1.0, 0.6)];

/// A piece of a code or compound says less than a word.
const PART: f64 = 0.5;

/// A word within a compound.
const WITHIN: f64 = 0.35;

/// A term of a text, where it stands.
#[derive(Clone, Copy, Debug)]
struct Entry {
    term: u32,
    /// How it was written, where it is a word.
    plain: Option<u32>,
    kind: Kind,
}

/// The terms of a text.
#[derive(Debug, Default, Serialize, Deserialize)]
struct Counted {
    /// The number of terms in the title, the headings and the body, each as often as it stands there.
    lengths: [u32; 3],
    /// In the order of their numbers.
    terms: Vec<Count>,
}

/// How often a term stands in a text.
#[derive(Clone, Copy, Debug, Serialize, Deserialize)]
struct Count {
    term: u32,
    /// How it was written first, where it is a word.
    plain: Option<u32>,
    /// How often it is a word.
    words: u16,
    /// How often it is whole, and how often a part of another, in the title, the headings and the body.
    times: [(u16, u16); 3],
}

impl Counted {
    fn of(fields: &[Vec<Entry>; 3]) -> Self {
        let mut entries: Vec<(Entry, usize)> = Vec::with_capacity(fields.iter().map(Vec::len).sum());
        for (field, list) in fields.iter().enumerate() {
            entries.extend(list.iter().map(|entry| (*entry, field)));
        }
        // Stable, so that the first stays the first.
        entries.sort_by_key(|(entry, _)| entry.term);
        let count = |same: &[(Entry, usize)]| {
            let plain = same.iter().find_map(|(entry, _)| entry.plain);
            let mut count = Count { term: same[0].0.term, plain, words: 0, times: [(0, 0); 3] };
            for (entry, field) in same {
                let (whole, parts) = &mut count.times[*field];
                let times = if entry.kind == Kind::Part { parts } else { whole };
                *times = times.saturating_add(1);
                count.words = count.words.saturating_add(u16::from(entry.kind == Kind::Word));
            }
            count
        };
        Self {
            lengths: [0, 1, 2].map(|field| fields[field].len() as u32),
            terms: entries.chunk_by(|(a, _), (b, _)| a.term == b.term).map(count).collect(),
        }
    }
}

/// Indexes the texts of one language, each with its key and the number of its document, in the order of these; what `read` has read before is not read again.
pub fn build<'a, T: FnOnce() -> Text<'a>>(texts: impl Iterator<Item = (Key, u32, T)>, read: &mut Read) -> Index {
    read.begin();
    let documents: Vec<(u32, Arc<Counted>)> =
        texts.map(|(key, document, text)| (document, read.counted(key, text))).collect();
    let terms = read.terms(&documents);
    let within = terms.within();
    let number = documents.len().max(1) as f64;
    let average = [0, 1, 2].map(|field| {
        let all: f64 = documents.iter().map(|(_, counted)| f64::from(counted.lengths[field])).sum();
        (all / number).max(1.0)
    });
    let mut titles = vec![0; documents.last().map_or(0, |(document, _)| *document as usize + 1)];
    let mut postings: Vec<Postings> = vec![Vec::new(); terms.list.len()];
    let mut weights: Vec<(u32, f64, bool)> = Vec::new();
    for (document, counted) in &documents {
        let norms = [0, 1, 2].map(|field| {
            let (weight, length) = FIELDS[field];
            weight / (1.0 - length + length * f64::from(counted.lengths[field]) / average[field])
        });
        // What a term weighs of which a part counts for so much.
        let weigh = |count: &Count, part: f64| -> f64 {
            let all = count.times.iter().zip(norms);
            all.map(|((whole, parts), norm)| norm * (f64::from(*whole) + part * f64::from(*parts))).sum()
        };
        weights.extend(counted.terms.iter().map(|count| (count.term, weigh(count, PART), count.times[0] != (0, 0))));
        if !within.is_empty() {
            for count in &counted.terms {
                let parts = within.get(&count.term).into_iter().flatten();
                weights.extend(parts.map(|part| (*part, WITHIN * weigh(count, 1.0), false)));
            }
            // Stable, so that sums come out the same in every run.
            weights.sort_by_key(|(term, _, _)| *term);
        }
        let mut different = 0u8;
        for same in weights.chunk_by(|a, b| a.0 == b.0) {
            let weight: f64 = same.iter().map(|(_, weight, _)| weight).sum();
            let impact = f64::from(MOST_IMPACT) * weight / (SATURATION + weight);
            let in_title = same.iter().any(|(_, _, in_title)| *in_title);
            different = different.saturating_add(u8::from(in_title));
            postings[same[0].0 as usize].push(Posting {
                document: *document,
                impact: (impact.round() as u8).clamp(1, MOST_IMPACT),
                in_title,
            });
        }
        weights.clear();
        // None is a document that does not exist.
        titles[*document as usize] = different.max(1);
    }
    Index { terms: terms.finish(postings), titles }
}

/// What was read of the texts of one language, for the next index: terms have numbers that stay, texts the numbers of
/// their terms.
#[derive(Debug, Serialize, Deserialize)]
pub struct Read {
    #[serde(skip)]
    language: Language,
    known: Numbers,
    /// Words as they are written, but for case.
    plain: Numbers,
    /// The stem of each of these, without marks; empty where the language has no stemmer.
    stems: Vec<String>,
    /// What the runs of spaced scripts came to: most runs come again and again.
    #[expect(clippy::disallowed_types, reason = "only looked up, never gone through")]
    #[serde(skip)]
    runs: std::collections::HashMap<String, Box<[Entry]>>,
    /// The texts, with the number of the index that had each last.
    texts: BTreeMap<Key, (Arc<Counted>, u32)>,
    index: u32,
    /// How many texts were forgotten.
    forgotten: usize,
    /// How many texts there are to remember that there were not when it was loaded.
    #[serde(skip)]
    changed: usize,
}

/// Texts that are numbered as they come.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(from = "Vec<Arc<str>>", into = "Vec<Arc<str>>")]
#[derive(Clone)]
struct Numbers {
    #[expect(clippy::disallowed_types, reason = "only looked up, never gone through")]
    numbers: std::collections::HashMap<Arc<str>, u32>,
    list: Vec<Arc<str>>,
}

impl From<Vec<Arc<str>>> for Numbers {
    fn from(list: Vec<Arc<str>>) -> Self {
        Self { numbers: list.iter().cloned().zip(0..).collect(), list }
    }
}

impl From<Numbers> for Vec<Arc<str>> {
    fn from(numbers: Numbers) -> Self {
        numbers.list
    }
}

impl Numbers {
    fn of(&mut self, text: &str) -> u32 {
        if let Some(number) = self.numbers.get(text) {
            return *number;
        }
        let number = self.list.len() as u32;
        let text: Arc<str> = text.into();
        self.list.push(text.clone());
        self.numbers.insert(text, number);
        number
    }
}

impl Read {
    pub fn new(language: Language) -> Self {
        let (known, plain) = (Numbers::default(), Numbers::default());
        let (runs, texts) = (Default::default(), BTreeMap::new());
        Self { language, known, plain, stems: Vec::new(), runs, texts, index: 0, forgotten: 0, changed: 0 }
    }

    /// What was read before, for a language that only the program knows.
    pub fn of(self, language: Language) -> Self {
        Self { language, ..self }
    }

    /// How many texts there are to remember that there were not when it was loaded.
    pub fn changed(&self) -> usize {
        self.changed
    }

    /// The terms of a text.
    fn counted<'a>(&mut self, key: Key, text: impl FnOnce() -> Text<'a>) -> Arc<Counted> {
        if let Some((counted, index)) = self.texts.get_mut(&key) {
            *index = self.index;
            return counted.clone();
        }
        let text = text();
        let mut fields = [Vec::new(), Vec::new(), Vec::new()];
        self.read(text.title, &mut fields[0]);
        text.headings.iter().for_each(|heading| self.read(heading, &mut fields[1]));
        text.names.iter().for_each(|name| self.read(name, &mut fields[1]));
        text.body.iter().for_each(|block| self.read(block, &mut fields[2]));
        let counted = Arc::new(Counted::of(&fields));
        self.changed += 1;
        self.texts.insert(key, (counted.clone(), self.index));
        counted
    }

    /// Begins an index: forgets texts that the last one did not have. Terms have no way to be forgotten, so that after
    /// many texts all is.
    fn begin(&mut self) {
        const MANY: usize = 2_000;
        let (index, before) = (self.index, self.texts.len());
        self.texts.retain(|_, (_, last)| *last == index);
        self.forgotten += before - self.texts.len();
        self.index += 1;
        if self.forgotten > MANY.max(self.texts.len()) {
            *self = Self::new(self.language);
        }
    }

    fn read(&mut self, text: &str, field: &mut Vec<Entry>) {
        for run in analysis::runs(text) {
            if let Some(known) = self.runs.get(run) {
                field.extend(known);
                continue;
            }
            let spaced = run.len() <= 40 && !run.chars().any(analysis::is_unspaced);
            let from = field.len();
            for token in analysis::tokens(run, self.language.apostrophe) {
                let plain = (token.kind == Kind::Word).then(|| self.plain(&token.plain));
                field.push(Entry { term: self.known.of(&token.text), plain, kind: token.kind });
                if token.kind == Kind::Code {
                    for form in codes::forms(&token.text) {
                        // The sign of a number joins nothing, so that no query has it.
                        let term = self.known.of(form.trim_start_matches('-'));
                        field.push(Entry { term, plain: None, kind: Kind::Part });
                    }
                }
            }
            if spaced {
                self.runs.insert(run.to_owned(), field[from..].into());
            }
        }
    }

    fn plain(&mut self, text: &str) -> u32 {
        let number = self.plain.of(text);
        if self.stems.len() <= number as usize {
            let stem = self.language.stemmer().map(|stemmer| analysis::fold(&stemmer.stem(text)));
            self.stems.push(stem.unwrap_or_default());
        }
        number
    }

    /// The terms of some texts; those of others have no words.
    fn terms(&self, documents: &[(u32, Arc<Counted>)]) -> Terms<'_> {
        let mut list = vec![Known { words: 0, plain: None }; self.known.list.len()];
        for count in documents.iter().flat_map(|(_, counted)| &counted.terms) {
            let known = &mut list[count.term as usize];
            known.words += u32::from(count.words);
            known.plain = known.plain.or(count.plain);
        }
        Terms { read: self, list }
    }
}

/// The terms of an index in the making, by their numbers.
struct Terms<'r> {
    read: &'r Read,
    list: Vec<Known>,
}

#[derive(Clone)]
struct Known {
    /// How often it stands as a word.
    words: u32,
    /// How it was written first.
    plain: Option<u32>,
}

impl Terms<'_> {
    /// The words within compounds, as far as the texts themselves have these words.
    fn within(&self) -> BTreeMap<u32, [u32; 2]> {
        let mut found = BTreeMap::new();
        if self.read.language.joints.is_empty() {
            return found;
        }
        for (number, known) in self.list.iter().enumerate().filter(|(_, known)| known.words > 0) {
            if let Some(parts) = self.split(&self.read.known.list[number], known.words) {
                found.insert(number as u32, parts);
            }
        }
        found
    }

    fn split(&self, text: &str, words: u32) -> Option<[u32; 2]> {
        /// A part has so many characters, and stands so often alone.
        const LEAST: usize = 4;
        const OFTEN: u32 = 5;
        if text.len() < 2 * LEAST + 1 || is_sparse(text) {
            return None;
        }
        let starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
        let often = |word: &str| {
            let number = *self.read.known.numbers.get(word)?;
            let words = self.list[number as usize].words;
            (words >= OFTEN).then_some((number, f64::from(words)))
        };
        let mut best: Option<(f64, [u32; 2])> = None;
        for at in starts.iter().skip(LEAST).take(starts.len().saturating_sub(2 * LEAST - 1)) {
            let (head, tail) = text.split_at(*at);
            if tail.chars().count() < LEAST {
                continue;
            }
            let Some((tail, tails)) = often(tail) else { continue };
            for (ending, lost) in self.read.language.joints {
                let Some(stem) = head.strip_suffix(ending) else { continue };
                if stem.chars().count() + lost.len() < LEAST {
                    continue;
                }
                let found = if lost.is_empty() { often(stem) } else { often(&format!("{stem}{lost}")) };
                let Some((head, heads)) = found else { continue };
                let score = (heads * tails).sqrt();
                if best.is_none_or(|(least, _)| score > least) {
                    best = Some((score, [head, tail]));
                }
            }
        }
        best.filter(|(score, _)| *score > f64::from(words) * 0.3).map(|(_, parts)| parts)
    }

    /// The terms in order, each with the next form of its word.
    fn finish(self, postings: Vec<Postings>) -> Vec<Term> {
        let texts = &self.read.known.list;
        let mut terms: Vec<(usize, Postings)> = postings.into_iter().enumerate().collect();
        terms.retain(|(_, postings)| !postings.is_empty());
        terms.sort_by(|(a, _), (b, _)| compare(&texts[*a], &texts[*b]));
        let has_stems = self.read.language.stemmer().is_some();
        let mut last: BTreeMap<&str, usize> = BTreeMap::new();
        let mut list: Vec<Term> = Vec::with_capacity(terms.len());
        for (number, (term, postings)) in terms.into_iter().enumerate() {
            let text = &texts[term];
            if let Some(plain) = self.list[term].plain.filter(|_| has_stems && !is_sparse(text))
                && let Some(before) = last.insert(&self.read.stems[plain as usize], number)
            {
                list[before].sibling = Some(number);
            }
            list.push(Term { text: text.to_string(), postings, sibling: None });
        }
        list
    }
}

/// The order of UTF-16 code units, in which browsers compare.
pub fn compare(a: &str, b: &str) -> std::cmp::Ordering {
    // Only characters of four bytes sort elsewhere: before those of three bytes from this one on.
    const AFTER: u8 = 0xEE;
    const FOUR: u8 = 0xF0;
    match a.bytes().zip(b.bytes()).find(|(a, b)| a != b) {
        Some((a, b)) if a.min(b) >= AFTER && a.min(b) < FOUR && a.max(b) >= FOUR => b.cmp(&a),
        Some((a, b)) => a.cmp(&b),
        None => a.len().cmp(&b.len()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_compared_as_in_browsers() {
        let texts = [
            "",
            "a",
            "ab",
            "b",
            "é",
            "\u{D7FF}",
            "\u{E000}",
            "\u{FF9F}x",
            "\u{FFFD}",
            "𠮷",
            "𠮷a",
            "𠮸",
            "a𠮷",
            "a\u{FF9F}",
        ];
        for a in texts {
            for b in texts {
                assert_eq!(compare(a, b), a.encode_utf16().cmp(b.encode_utf16()), "{a:?} {b:?}");
            }
        }
    }
}
