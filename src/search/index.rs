//! Texts to an inverted index: for every term the documents that have it, and how much each is about
//! it (BM25F over title, headings and body, in 63 steps). Knows nothing of files or sites.

use std::collections::BTreeMap;

use super::analysis::{self, Kind, Token};
use super::language::Language;
use crate::codes;

/// What is indexed of one document.
#[derive(Clone, Debug, Default)]
pub struct Text<'a> {
    /// Its number; texts come in the order of their numbers.
    pub document: u32,
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

/// The terms of a text: number and weight of each.
type Field = Vec<(u32, f64)>;

/// Indexes the texts of one language.
pub fn build<'a>(texts: impl Iterator<Item = Text<'a>>, language: &Language) -> Index {
    let mut terms = Interner::new(language);
    let mut documents: Vec<(u32, [Field; 3])> = Vec::new();
    for text in texts {
        let mut fields = [Field::new(), Field::new(), Field::new()];
        terms.read(text.title, &mut fields[0]);
        text.headings.iter().for_each(|heading| terms.read(heading, &mut fields[1]));
        text.names.iter().for_each(|name| terms.read(name, &mut fields[1]));
        text.body.iter().for_each(|block| terms.read(block, &mut fields[2]));
        documents.push((text.document, fields));
    }
    let within = terms.within();
    let number = documents.len().max(1) as f64;
    let average = [0, 1, 2].map(|field| {
        let all: usize = documents.iter().map(|(_, fields)| fields[field].len()).sum();
        (all as f64 / number).max(1.0)
    });
    let mut titles = vec![0; documents.last().map_or(0, |(document, _)| *document as usize + 1)];
    let mut postings: Vec<Postings> = vec![Vec::new(); terms.list.len()];
    for (document, fields) in &documents {
        let mut weights: Vec<(u32, f64, bool)> = Vec::new();
        for (n, field) in fields.iter().enumerate() {
            let (weight, length) = FIELDS[n];
            let norm = weight / (1.0 - length + length * field.len() as f64 / average[n]);
            for (term, quality) in field {
                weights.push((*term, norm * quality, n == 0 && *quality >= PART));
                for part in within.get(term).into_iter().flatten() {
                    weights.push((*part, norm * WITHIN, false));
                }
            }
        }
        // Stable, so that sums come out the same in every run.
        weights.sort_by_key(|(term, _, _)| *term);
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
        // None is a document that does not exist.
        titles[*document as usize] = different.max(1);
    }
    Index { terms: terms.finish(postings), titles }
}

/// Numbers of terms.
struct Interner<'l> {
    language: &'l Language,
    #[expect(clippy::disallowed_types, reason = "only looked up, never gone through")]
    numbers: std::collections::HashMap<String, u32>,
    list: Vec<Known>,
    /// What the runs of spaced scripts came to: most runs come again and again.
    #[expect(clippy::disallowed_types, reason = "only looked up, never gone through")]
    runs: std::collections::HashMap<String, Box<[(u32, Kind)]>>,
}

struct Known {
    text: String,
    /// How often it stands as a word.
    words: u32,
    /// How it was written first.
    plain: Option<String>,
}

impl<'l> Interner<'l> {
    fn new(language: &'l Language) -> Self {
        Self { language, numbers: Default::default(), list: Vec::new(), runs: Default::default() }
    }

    fn read(&mut self, text: &str, field: &mut Field) {
        for run in analysis::runs(text) {
            if let Some(known) = self.runs.get(run) {
                for (term, kind) in known {
                    Self::add(&mut self.list, field, *term, *kind);
                }
                continue;
            }
            let spaced = run.len() <= 40 && !run.chars().any(analysis::is_unspaced);
            let mut found: Vec<(u32, Kind)> = Vec::new();
            for token in analysis::tokens(run, self.language.apostrophe) {
                found.push((self.number(&token), token.kind));
                if token.kind == Kind::Code {
                    for form in codes::forms(&token.text) {
                        // The sign of a number joins nothing, so that no query has it.
                        let text = form.trim_start_matches('-').to_owned();
                        let form = Token { text, kind: Kind::Part, ..token.clone() };
                        found.push((self.number(&form), Kind::Part));
                    }
                }
            }
            for (term, kind) in &found {
                Self::add(&mut self.list, field, *term, *kind);
            }
            if spaced {
                self.runs.insert(run.to_owned(), found.into());
            }
        }
    }

    fn add(list: &mut [Known], field: &mut Field, term: u32, kind: Kind) {
        field.push((term, if kind == Kind::Part { PART } else { 1.0 }));
        list[term as usize].words += u32::from(kind == Kind::Word);
    }

    fn number(&mut self, token: &Token) -> u32 {
        if let Some(number) = self.numbers.get(&token.text) {
            let known = &mut self.list[*number as usize];
            if known.plain.is_none() && token.kind == Kind::Word {
                known.plain = Some(token.plain.clone());
            }
            return *number;
        }
        let number = self.list.len() as u32;
        let plain = (token.kind == Kind::Word).then(|| token.plain.clone());
        self.list.push(Known { text: token.text.clone(), words: 0, plain });
        self.numbers.insert(token.text.clone(), number);
        number
    }

    /// The words within compounds, as far as the texts themselves have these words.
    fn within(&self) -> BTreeMap<u32, [u32; 2]> {
        let mut found = BTreeMap::new();
        if self.language.joints.is_empty() {
            return found;
        }
        for (number, known) in self.list.iter().enumerate().filter(|(_, known)| known.words > 0) {
            if let Some(parts) = self.split(known) {
                found.insert(number as u32, parts);
            }
        }
        found
    }

    fn split(&self, known: &Known) -> Option<[u32; 2]> {
        /// A part has so many characters, and stands so often alone.
        const LEAST: usize = 4;
        const OFTEN: u32 = 5;
        if known.text.len() < 2 * LEAST + 1 || is_sparse(&known.text) {
            return None;
        }
        let starts: Vec<usize> = known.text.char_indices().map(|(at, _)| at).collect();
        let often = |word: &str| {
            let number = *self.numbers.get(word)?;
            let words = self.list[number as usize].words;
            (words >= OFTEN).then_some((number, f64::from(words)))
        };
        let mut best: Option<(f64, [u32; 2])> = None;
        for at in starts.iter().skip(LEAST).take(starts.len().saturating_sub(2 * LEAST - 1)) {
            let (head, tail) = known.text.split_at(*at);
            if tail.chars().count() < LEAST {
                continue;
            }
            let Some((tail, tails)) = often(tail) else { continue };
            for (ending, lost) in self.language.joints {
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
        best.filter(|(score, _)| *score > f64::from(known.words) * 0.3).map(|(_, parts)| parts)
    }

    /// The terms in order, each with the next form of its word.
    fn finish(self, postings: Vec<Postings>) -> Vec<Term> {
        let stemmer = self.language.stemmer();
        let mut terms: Vec<(Known, Postings)> = self.list.into_iter().zip(postings).collect();
        terms.retain(|(_, postings)| !postings.is_empty());
        terms.sort_by(|(a, _), (b, _)| compare(&a.text, &b.text));
        let mut last: BTreeMap<String, usize> = BTreeMap::new();
        let mut list: Vec<Term> = Vec::with_capacity(terms.len());
        for (number, (known, postings)) in terms.into_iter().enumerate() {
            if let (Some(stemmer), Some(plain)) = (&stemmer, known.plain.filter(|_| !is_sparse(&known.text))) {
                let stem = analysis::fold(&stemmer.stem(&plain));
                if let Some(before) = last.insert(stem, number) {
                    list[before].sibling = Some(number);
                }
            }
            list.push(Term { text: known.text, postings, sibling: None });
        }
        list
    }
}

/// The order of UTF-16 code units, in which browsers compare.
pub fn compare(a: &str, b: &str) -> std::cmp::Ordering {
    // Only characters of four bytes sort elsewhere.
    if a.bytes().chain(b.bytes()).any(|byte| byte >= 0xF0) { a.encode_utf16().cmp(b.encode_utf16()) } else { a.cmp(b) }
}
