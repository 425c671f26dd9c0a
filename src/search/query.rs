//! A query to ranked documents: the rules of the theme's `search.js`, for the terminal. What the names
//! below stand for is the same there.

use std::collections::{BTreeMap, BTreeSet};

use unicode_normalization::char::is_combining_mark;

use super::analysis::{self, Kind, Token, tokens};
use super::index::{MOST_IMPACT, Posting, Postings, compare, is_sparse};
use super::pack::{self, BLOCK, Entry, Manifest};

/// Weight of another form of a word.
const FORM: f64 = 0.65;
/// Weight of a word that begins with what was typed.
const PREFIX: f64 = 0.75;
/// Weight of a word that differs in one letter.
const FUZZY: f64 = 0.55;
/// Weight of a pair of characters that shares the first one.
const GUESS: f64 = 0.3;
/// How much more those documents count that have more of the query.
const COVERAGE: f64 = 2.5;
/// How much the words of a title count in addition.
const TITLE: f64 = 0.3;
/// Weight of the source language.
const SOURCE: f64 = 0.8;
/// A query covered so far needs no source language.
const ENOUGH: f64 = 0.95;
/// How much a term counts that no text has.
const UNKNOWN: f64 = 0.6;
/// The same for a pair of characters between two known ones.
const NOISE: f64 = 0.2;

/// Of a whole page that was pasted, the beginning is the query.
const MOST_TERMS: usize = 60;

/// One answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    pub title: String,
    /// Address below the home page of the locale.
    pub url: String,
    pub excerpt: String,
    /// `human`, `machine`, `edited`, `rebuilt`, `source`, or empty.
    pub kind: String,
    /// The language of the text, where it is not the locale's.
    pub foreign: String,
    /// Whether only the source language has the words.
    pub from_source: bool,
}

/// An index whose files are read when they are needed: `read` gets the path of a file from the manifest on.
pub struct Searcher<'r> {
    manifest: Manifest,
    source: Option<Manifest>,
    read: &'r dyn Fn(&str) -> Option<Vec<u8>>,
}

/// A term that is looked for, and all that it may stand for.
struct Group {
    token: Token,
    open: bool,
    lists: Vec<List>,
    source: Vec<List>,
}

struct List {
    term: String,
    weight: f64,
    postings: Postings,
}

/// What a document has of a query.
#[derive(Clone, Copy, Default)]
struct Sum {
    score: f64,
    cover: f64,
    title: f64,
    own: f64,
}

type Words = BTreeMap<usize, f64>;

impl<'r> Searcher<'r> {
    /// Opens an index; `None` where its manifest cannot be read.
    pub fn open(manifest: &[u8], read: &'r dyn Fn(&str) -> Option<Vec<u8>>) -> Option<Self> {
        let manifest = Manifest::read(manifest)?;
        let name = Some(manifest.head.source.as_str()).filter(|name| !name.is_empty());
        let source = name.and_then(read).and_then(|bytes| Manifest::read(&bytes));
        Some(Self { manifest, source, read })
    }

    /// The best answers, and how many there are. The last word of the query is complete where `is_final` says so.
    pub fn search(&self, query: &str, limit: usize, is_final: bool) -> (Vec<Answer>, usize) {
        let mut groups = self.groups(query, is_final);
        if groups.is_empty() {
            return (Vec::new(), 0);
        }
        let (mut ranked, covered) = self.rank(&groups, false);
        let latin = |group: &Group| match group.token.kind {
            Kind::Word => group.token.text.len() >= 3 && group.token.text.bytes().all(|byte| byte.is_ascii_lowercase()),
            // The address of an article, with a number in it.
            Kind::Code => group.lists.is_empty(),
            Kind::Part | Kind::Gram => false,
        };
        if let Some(source) = self.source.as_ref().filter(|_| covered < ENOUGH && groups.iter().any(latin)) {
            let folder = self.manifest.head.source.rsplit_once('/').map_or("", |(folder, _)| folder);
            let folder = format!("{folder}/");
            for group in &mut groups {
                if group.token.kind == Kind::Code && group.lists.is_empty() {
                    let lists = self.sparse(source, &folder, &group.token.text);
                    group.source = lists.into_iter().filter(|list| list.weight == 1.0).collect();
                } else if group.token.kind != Kind::Gram && !is_sparse(&group.token.text) {
                    let words = candidates(source, &group.token.text, group.open, !group.open);
                    group.source = self.word_lists(source, &folder, &words);
                }
            }
            if groups.iter().any(|group| !group.source.is_empty()) {
                ranked = self.rank(&groups, true).0;
            }
        }
        let total = ranked.len();
        let wanted = plain_title(query);
        let mut answers: Vec<(f64, Answer)> = ranked
            .into_iter()
            .take(limit)
            .filter_map(|(document, value, from_source)| {
                let (title, url, excerpt, kind, foreign) = self.entry(document)?;
                let plain = plain_title(&title);
                let boost = if plain == wanted {
                    2.0
                } else if wanted.encode_utf16().count() > 3 && plain.starts_with(&wanted) {
                    1.35
                } else {
                    1.0
                };
                Some((value * boost, Answer { title, url, excerpt, kind, foreign, from_source }))
            })
            .collect();
        answers.sort_by(|a, b| b.0.total_cmp(&a.0));
        (answers.into_iter().map(|(_, answer)| answer).collect(), total)
    }

    fn entry(&self, document: u32) -> Option<Entry> {
        let name = self.manifest.head.blocks.get(document as usize / BLOCK)?;
        let bytes = (self.read)(&format!("{}{name}.bin", self.manifest.head.folder))?;
        pack::read_block(&bytes)?.into_iter().nth(document as usize % BLOCK)?
    }

    /// The query as groups, their postings loaded.
    fn groups(&self, query: &str, is_final: bool) -> Vec<Group> {
        let index = &self.manifest;
        let all = tokens(query, index.head.language.apostrophe);
        let ends = |c: char| c.is_whitespace() || matches!(c, '.' | '!' | '?' | '。' | '！' | '？');
        let open = all.last().filter(|_| !is_final && !query.ends_with(ends));
        let mut seen = BTreeSet::new();
        let kept: Vec<&Token> = all
            .iter()
            .filter(|token| token.kind != Kind::Part && seen.insert(token.text.as_str()))
            .take(MOST_TERMS)
            .collect();
        let parts = |token: &Token| -> Vec<&Token> {
            all.iter().filter(|part| part.kind == Kind::Part && part.piece == token.piece).collect()
        };
        let mut groups = Vec::new();
        for (n, token) in kept.iter().enumerate() {
            let is_open =
                open.is_some_and(|open| open == *token || open.kind == Kind::Part && open.piece == token.piece);
            let mut words = Words::new();
            let mut sparse = Vec::new();
            if is_sparse(&token.text) {
                sparse = self.sparse(index, &index.head.folder, &token.text);
            } else {
                words = candidates(index, &token.text, is_open, false);
            }
            if token.kind == Kind::Word {
                let mut also = |at: Option<usize>, weight: f64| {
                    if let Some(at) = at {
                        let known = words.entry(at).or_default();
                        *known = known.max(weight);
                    }
                };
                let near = |n: Option<usize>| n.and_then(|n| kept.get(n)).filter(|near| near.kind == Kind::Word);
                if let Some(before) = near(n.checked_sub(1)) {
                    compounds(index, &before.text, &token.text).into_iter().for_each(|at| also(Some(at), 0.9));
                }
                if let Some(after) = near(Some(n + 1)) {
                    compounds(index, &token.text, &after.text).into_iter().for_each(|at| also(Some(at), 0.9));
                }
                parts(token).iter().for_each(|part| also(place(index, &part.text), 0.9));
                if place(index, &token.text).is_none() && token.text.encode_utf16().count() >= 8 {
                    within(index, &token.text).into_iter().flatten().for_each(|at| also(Some(at), 0.5));
                }
            }
            let mut lists = self.word_lists(index, &index.head.folder, &words);
            lists.extend(sparse);
            // The parts of a code stand beside one that nobody wrote whole.
            let mut instead = Vec::new();
            if token.kind == Kind::Code && lists.is_empty() {
                for part in parts(token) {
                    let lists = if is_sparse(&part.text) {
                        self.sparse(index, &index.head.folder, &part.text)
                    } else {
                        self.word_lists(index, &index.head.folder, &candidates(index, &part.text, false, true))
                    };
                    if !lists.is_empty() {
                        instead.push(Group { token: part.clone(), open: false, lists, source: Vec::new() });
                    }
                }
            }
            groups.push(Group { token: (*token).clone(), open: is_open, lists, source: Vec::new() });
            groups.extend(instead);
        }
        groups
    }

    fn word_lists(&self, index: &Manifest, folder: &str, words: &Words) -> Vec<List> {
        let list = |(at, weight): (&usize, &f64)| {
            let shard = index.head.starts.partition_point(|start| start <= at).checked_sub(1)?;
            let bytes = (self.read)(&format!("{folder}{}.bin", index.head.shards.get(shard)?))?;
            let postings = pack::read_shard(&bytes)?.into_iter().nth(at - index.head.starts[shard])?;
            Some(List { term: index.words[*at].clone(), weight: *weight, postings })
        };
        words.iter().filter_map(list).collect()
    }

    /// The postings of a sparse term, or of those that begin like it.
    fn sparse(&self, index: &Manifest, folder: &str, term: &str) -> Vec<List> {
        let head = &index.head;
        let after = head.firsts.partition_point(|first| compare(first, term).is_le());
        let Some(name) = head.sparse.get(after.saturating_sub(1)) else { return Vec::new() };
        let bytes = (self.read)(&format!("{folder}{name}.bin"));
        let Some(mut shard) = bytes.and_then(|bytes| pack::read_sparse(&bytes)) else { return Vec::new() };
        if let Some(at) = shard.iter().position(|(known, _)| known == term) {
            let (term, postings) = shard.swap_remove(at);
            return vec![List { term, weight: 1.0, postings }];
        }
        let first = term.chars().next().filter(|first| analysis::is_unspaced(*first));
        let (beginning, most, weight) = match first.map(|first| &term[..first.len_utf8()]) {
            Some(first) => (first, 60, if first.len() < term.len() { GUESS } else { 0.5 }),
            None => (term, 10, 0.7),
        };
        let longer = shard.into_iter().filter(|(known, _)| known.starts_with(beginning)).take(most);
        longer.map(|(term, postings)| List { term, weight, postings }).collect()
    }

    /// Documents with their values, the best first, and how much of the query the best covers; with each whether only
    /// the source language has the words.
    fn rank(&self, groups: &[Group], use_source: bool) -> (Vec<(u32, f64, bool)>, f64) {
        let documents = self.manifest.head.documents as f64;
        let rarity: Vec<(bool, bool, f64)> = groups.iter().map(|group| rarity(group, documents, use_source)).collect();
        let mut sums: BTreeMap<u32, Sum> = BTreeMap::new();
        let mut total = 0.0;
        for (n, group) in groups.iter().enumerate() {
            let weight = group.token.weight * gram_rarity(groups, &rarity, n);
            total += weight;
            let mut best: BTreeMap<u32, Sum> = BTreeMap::new();
            for list in &group.lists {
                for posting in &list.postings {
                    let score = weight * list.weight * f64::from(posting.impact) / f64::from(MOST_IMPACT);
                    let known = best.get(&posting.document);
                    if known.is_none_or(|known| known.score < score) {
                        let title = if posting.in_title { list.weight } else { 0.0 };
                        best.insert(posting.document, Sum { score, title, cover: list.weight, own: list.weight });
                    }
                }
            }
            let strength = SOURCE * if rarity[n].0 { 0.8 } else { 1.4 };
            for list in group.source.iter().filter(|_| use_source) {
                for Posting { document, impact, in_title } in &list.postings {
                    let score = weight * strength * list.weight * f64::from(*impact) / f64::from(MOST_IMPACT);
                    let known = best.get(document).copied();
                    if known.is_none_or(|known| known.score < score) {
                        let known = known.unwrap_or_default();
                        let title = if *in_title { SOURCE * 1.4 * list.weight } else { 0.0 };
                        let cover = known.cover.max(0.9 * list.weight);
                        best.insert(*document, Sum { score, title, cover, own: known.own });
                    }
                }
            }
            for (document, found) in best {
                let sum = sums.entry(document).or_default();
                sum.score += found.score;
                sum.cover += weight * found.cover.min(1.0);
                sum.title += weight * found.title;
                sum.own += weight * found.own.min(1.0);
            }
        }
        let mut covered: f64 = 0.0;
        let mut ranked = Vec::new();
        for (document, sum) in sums {
            // The source language has articles that the reader's has not.
            let terms = self.manifest.titles.get(document as usize).copied().unwrap_or(0);
            if terms == 0 {
                continue;
            }
            let (cover, title) = (sum.cover / total, sum.title / total);
            covered = covered.max(cover);
            let whole = (groups.len() as f64 / f64::from(terms)).min(1.0);
            let value = sum.score * cover.powf(COVERAGE) + TITLE * total * title * title * (0.5 + 0.5 * whole);
            ranked.push((document, value, sum.own * 2.0 < sum.cover));
        }
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        (ranked, covered)
    }
}

fn place(index: &Manifest, word: &str) -> Option<usize> {
    index.words.binary_search_by(|known| compare(known, word)).ok()
}

/// Letters as browsers count them.
fn letters(word: &str) -> Vec<u16> {
    word.encode_utf16().collect()
}

/// What a word of a query may stand for among the words of an index, with weights.
fn candidates(index: &Manifest, word: &str, open: bool, exact: bool) -> Words {
    let mut found = Words::new();
    fn add(found: &mut Words, at: usize, weight: f64) {
        let known = found.entry(at).or_default();
        *known = known.max(weight);
    }
    let forms = |found: &mut Words, at: Option<usize>, weight: f64| {
        let Some(at) = at else { return };
        add(found, at, weight);
        let mut other = index.next[at];
        while other != at {
            add(found, other, weight * FORM);
            other = index.next[other];
        }
    };
    forms(&mut found, place(index, word), 1.0);
    if exact {
        return found;
    }
    let length = letters(word).len();
    for (written, meant) in &index.head.language.spellings {
        for (at, _) in word.match_indices(written.as_str()) {
            let other = format!("{}{meant}{}", &word[..at], &word[at + written.len()..]);
            forms(&mut found, place(index, &other), 0.9);
        }
        forms(&mut found, place(index, &word.replace(written, meant)), 0.95);
    }
    let proclitics = &index.head.language.proclitics;
    let stripped = proclitics.iter().filter_map(|each| word.strip_prefix(each.as_str()));
    for stem in std::iter::once(word).chain(stripped.filter(|stem| letters(stem).len() >= 3)) {
        if stem != word {
            forms(&mut found, place(index, stem), 0.8);
        }
        for proclitic in proclitics {
            if let Some(at) = place(index, &format!("{proclitic}{stem}")) {
                add(&mut found, at, 0.7);
            }
        }
    }
    if open && length >= 2 || found.is_empty() {
        let from = index.words.partition_point(|known| compare(known, word).is_lt());
        let longer = index.words[from..].iter().take_while(|known| known.starts_with(word)).take(3000);
        let mut longer: Vec<usize> = longer.enumerate().map(|(n, _)| from + n).collect();
        longer.sort_by(|a, b| index.frequencies[*b].total_cmp(&index.frequencies[*a]).then(a.cmp(b)));
        for at in longer.into_iter().take(24) {
            let share = length as f64 / letters(&index.words[at]).len() as f64;
            add(&mut found, at, PREFIX * share.max(0.5));
        }
    }
    if found.is_empty() && length >= 4 {
        for (at, steps) in similar(index, word) {
            add(&mut found, at, if steps == 1 { FUZZY } else { FUZZY * 0.7 });
        }
    }
    found
}

/// Words that differ in a letter or two, with the number of these.
fn similar(index: &Manifest, word: &str) -> Vec<(usize, usize)> {
    let word = letters(word);
    let most = if word.len() >= 8 { 2 } else { 1 };
    let mut found: Vec<(f64, usize, usize)> = Vec::new();
    for (at, other) in index.words.iter().enumerate() {
        let other = letters(other);
        let begins = other.first() == word.first() || other.get(1) == word.get(1) || other.first() == word.get(1);
        if other.len().abs_diff(word.len()) > most || !begins {
            continue;
        }
        if let Some(steps) = distance(&word, &other, most) {
            found.push((steps as f64 - (index.frequencies[at].ln() / 20.0).min(0.5), at, steps));
        }
    }
    found.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
    let least = found.first().map_or(0, |(_, _, steps)| *steps);
    found.into_iter().take(8).filter(|(_, _, steps)| *steps <= least).map(|(_, at, steps)| (at, steps)).collect()
}

/// How many letters must be changed, added, left out or swapped with their neighbour, if no more than `most`.
fn distance(a: &[u16], b: &[u16], most: usize) -> Option<usize> {
    if a.len().abs_diff(b.len()) > most {
        return None;
    }
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut row = vec![i];
        for j in 1..=b.len() {
            let changed = last[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            let mut value = changed.min(last[j] + 1).min(row[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                value = value.min(before[j - 2] + 1);
            }
            row.push(value);
        }
        if row.iter().min().is_some_and(|least| *least > most) {
            return None;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().copied().filter(|steps| *steps <= most)
}

/// How the first part of a compound may differ from its word.
fn joints(index: &Manifest) -> Vec<(&str, &str)> {
    let joints: Vec<_> = index.head.language.joints.iter().map(|(a, b)| (a.as_str(), b.as_str())).collect();
    if joints.is_empty() { vec![("", "")] } else { joints }
}

/// Words that two neighbours of a query make when they are written together.
fn compounds(index: &Manifest, first: &str, second: &str) -> Vec<usize> {
    let joined = |(ending, lost): (&str, &str)| {
        let stem = first.strip_suffix(lost)?;
        place(index, &format!("{stem}{ending}{second}"))
    };
    joints(index).into_iter().filter_map(joined).collect()
}

/// The words that a compound is made of, where the index has both.
fn within(index: &Manifest, word: &str) -> Option<[usize; 2]> {
    let frequent = |word: &str| place(index, word).filter(|at| index.frequencies[*at] >= 3.0);
    let mut best: Option<(f64, [usize; 2])> = None;
    for (at, _) in word.char_indices() {
        let (head, tail) = word.split_at(at);
        if letters(head).len() < 4 || letters(tail).len() < 4 {
            continue;
        }
        let Some(tail) = frequent(tail) else { continue };
        for (ending, lost) in joints(index) {
            let Some(stem) = head.strip_suffix(ending) else { continue };
            let stem = format!("{stem}{lost}");
            let Some(first) = frequent(&stem).filter(|_| letters(&stem).len() >= 4) else { continue };
            let score = (index.frequencies[first] * index.frequencies[tail]).sqrt();
            if best.is_none_or(|(least, _)| score > least) {
                best = Some((score, [first, tail]));
            }
        }
    }
    best.map(|(_, words)| words)
}

fn idf(frequency: f64, documents: f64) -> f64 {
    (1.0 + ((documents - frequency).max(0.0) + 0.5) / (frequency + 0.5)).ln()
}

/// Whether the index has the term itself, whether it has anything for it, and how much the term says.
fn rarity(group: &Group, documents: f64, use_source: bool) -> (bool, bool, f64) {
    let exact = group.lists.iter().find(|list| list.term == group.token.text);
    let length = |list: &List| list.postings.len();
    let mut frequency = exact.map_or_else(|| group.lists.iter().map(length).max().unwrap_or(0), length);
    if use_source {
        let source = group.source.iter().filter(|list| list.weight == 1.0).map(length).max();
        frequency = frequency.max(source.unwrap_or(0));
    }
    let weight = if frequency > 0 { idf(frequency as f64, documents) } else { idf(0.0, documents) * UNKNOWN };
    (exact.is_some(), frequency > 0, weight)
}

/// A pair of Han characters that belong to two words is rare, and says nothing: it counts no more than its neighbours.
fn gram_rarity(groups: &[Group], rarity: &[(bool, bool, f64)], n: usize) -> f64 {
    let (_, known, weight) = rarity[n];
    let token = &groups[n].token;
    let near: Vec<usize> = [n.checked_sub(1), Some(n + 1)]
        .into_iter()
        .flatten()
        .filter(|at| {
            let near = groups.get(*at).map(|group| &group.token);
            near.is_some_and(|near| near.kind == Kind::Gram && near.piece.abs_diff(token.piece) == 1)
        })
        .collect();
    let [before, after] = near.as_slice() else { return weight };
    let is_han = |c: char| matches!(c, '\u{3005}' | '\u{3007}' | '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}');
    if token.kind != Kind::Gram || token.text.chars().count() != 2 || !token.text.chars().all(is_han) {
        return weight;
    }
    if !known {
        return if rarity[*before].1 && rarity[*after].1 { weight * NOISE } else { weight };
    }
    weight.min((rarity[*before].2 + rarity[*after].2) / 2.0)
}

/// A title without case, marks and signs.
fn plain_title(title: &str) -> String {
    let plain = analysis::fold(&analysis::normalized(title));
    let part = |c: char| c.is_alphanumeric() || is_combining_mark(c);
    plain.split(|c| !part(c)).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}
