//! An index to the files that a browser loads, and back. All of them are compressed (zlib), so that
//! they cost the same on every host.
//!
//! - The *manifest* has the words, their frequencies and forms, and where everything else is. Its
//!   first four bytes (little-endian) are the length of its head, which is JSON; the parts named in
//!   the head follow.
//! - A *shard* has the postings of a range of terms, one after the other: their number, then for each
//!   the distance of its document from the one before and a byte: the impact, and 64 if the term
//!   stands in the title. Numbers are written in groups of seven bits, the lowest first.
//! - A shard of sparse terms begins with the length of its list of terms and that list.
//! - Lists of terms have a line each: a character that tells how many UTF-16 code units are those of
//!   the line before (`!` for one, and so on; a space for none), and the rest.

use std::io::{Read, Write};
use std::sync::Arc;

use flate2::Compression;
use flate2::read::ZlibDecoder;
use flate2::write::ZlibEncoder;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::index::{Index, MOST_IMPACT, Posting, Postings, Term};
use super::language::QueryLanguage;
use crate::cache::Table;
use crate::model::Key;

/// Changes with the format; a browser with an older script must not read a newer index.
pub const FORMAT: u32 = 1;

/// Bytes of a shard before compression, at least and at most: a query loads a handful of shards.
const SHARD: (usize, usize) = (2_000, 5_500);

/// Shards are made smaller as long as there are no more of them: hosts limit the number of files.
const SHARDS: usize = 160;

/// Articles in a block of results.
pub const BLOCK: usize = 20;

/// A file of the index, named by its content.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Packed {
    pub name: String,
    pub bytes: Vec<u8>,
}

/// The head of a manifest. Files are named without their folder and ending.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Head {
    pub format: u32,
    /// The locale whose language the index is in.
    pub locale: String,
    /// Where the other files are, from the manifest on.
    pub folder: String,
    /// Number of documents that have a text.
    pub documents: usize,
    /// See [`super::language`].
    pub language: QueryLanguage,
    /// Bytes of the list of words; a byte of frequency for each word and the numbers of the next
    /// forms follow, then a byte for each document: the number of terms of its title.
    pub words: usize,
    /// Bytes of the numbers of the next forms.
    pub forms: usize,
    /// Shards of words, and the number of the first word of each.
    pub shards: Vec<String>,
    pub starts: Vec<usize>,
    /// Shards of other terms, and the first term of each.
    pub sparse: Vec<String>,
    pub firsts: Vec<String>,
    /// Blocks of results; empty names where no document has a page.
    pub blocks: Vec<String>,
    /// What results can be narrowed by; empty where there is nothing.
    pub facets: String,
    /// The manifest of the source language, from this one on; empty where there is none.
    pub source: String,
}

/// Packs an index: its shards, and a manifest to which `head` adds what is not of the index. What was packed before is
/// not packed again.
pub fn pack(index: &Index, mut head: Head, memory: &Table<Packed>) -> (Vec<Arc<Packed>>, Vec<u8>) {
    head.format = FORMAT;
    let mut files = Vec::new();
    let (sparse, words): (Vec<usize>, Vec<usize>) =
        (0..index.terms.len()).partition(|number| index.terms[*number].is_sparse());
    let term = |number: &usize| -> &Term { &index.terms[*number] };
    let bytes: usize = index.terms.iter().map(|term| 2 * term.postings.len() + 1).sum();
    let size = (bytes / SHARDS).clamp(SHARD.0, SHARD.1);
    let mut shard = Vec::new();
    for (place, number) in words.iter().enumerate() {
        if shard.is_empty() {
            head.starts.push(place);
        }
        write_postings(&term(number).postings, &mut shard);
        if shard.len() > size || place + 1 == words.len() {
            head.shards.push(add(&mut files, memory, &std::mem::take(&mut shard)));
        }
    }
    let mut first = 0;
    for (place, number) in sparse.iter().enumerate() {
        write_postings(&term(number).postings, &mut shard);
        if shard.len() > size || place + 1 == sparse.len() {
            let terms = list(sparse[first..=place].iter().map(|number| term(number).text.as_str()));
            let mut bytes = Vec::with_capacity(terms.len() + shard.len() + 3);
            write_number(terms.len(), &mut bytes);
            bytes.extend(terms.as_bytes());
            bytes.append(&mut shard);
            head.firsts.push(term(&sparse[first]).text.clone());
            head.sparse.push(add(&mut files, memory, &bytes));
            first = place + 1;
        }
    }
    let terms = list(words.iter().map(|number| term(number).text.as_str()));
    let mut forms = Vec::with_capacity(words.len());
    for (place, number) in words.iter().enumerate() {
        let next = term(number).sibling.and_then(|next| words.binary_search(&next).ok());
        write_number(next.map_or(0, |next| next - place), &mut forms);
    }
    (head.words, head.forms) = (terms.len(), forms.len());
    let head = serde_json::to_vec(&head).unwrap_or_default();
    let mut manifest = (head.len() as u32).to_le_bytes().to_vec();
    manifest.extend(head);
    manifest.extend(terms.as_bytes());
    manifest.extend(words.iter().map(|number| frequency(term(number).postings.len())));
    manifest.extend(forms);
    manifest.extend(&index.titles);
    (files, compress(&manifest))
}

/// Adds a file under a name made of its content; the name.
pub fn add(files: &mut Vec<Arc<Packed>>, memory: &Table<Packed>, content: &[u8]) -> String {
    let packed = memory.get(Key::of(content), || {
        let bytes = compress(content);
        let hash = crate::disk::hex(&Sha256::digest(&bytes));
        Packed { name: hash[..12].to_owned(), bytes }
    });
    let name = packed.name.clone();
    files.push(packed);
    name
}

/// Terms as a list of lines, each without what it shares with the one before.
fn list<'a>(terms: impl Iterator<Item = &'a str>) -> String {
    let mut out = String::new();
    let mut before = "";
    for term in terms {
        let (mut shared, mut units) = (0, 0);
        for (a, b) in term.chars().zip(before.chars()) {
            // The sign that tells the number must be a printable one.
            if a != b || units + a.len_utf16() > MOST_SHARED {
                break;
            }
            shared += a.len_utf8();
            units += a.len_utf16();
        }
        out.push(char::from(b' ' + units as u8));
        out.push_str(&term[shared..]);
        out.push('\n');
        before = term;
    }
    out
}

const MOST_SHARED: usize = 90;

/// The terms of a list.
fn terms(list: &str) -> Vec<String> {
    let mut terms: Vec<String> = Vec::new();
    for line in list.lines() {
        let Some(sign) = line.chars().next() else { continue };
        let units = u32::from(sign).saturating_sub(u32::from(' ')) as usize;
        let mut term = String::new();
        let mut seen = 0;
        for c in terms.last().map_or("", String::as_str).chars() {
            if seen >= units {
                break;
            }
            seen += c.len_utf16();
            term.push(c);
        }
        term.push_str(&line[sign.len_utf8()..]);
        terms.push(term);
    }
    terms
}

fn write_postings(postings: &Postings, out: &mut Vec<u8>) {
    write_number(postings.len(), out);
    let mut next = 0;
    for posting in postings {
        write_number((posting.document - next) as usize, out);
        out.push(posting.impact | u8::from(posting.in_title) << 6);
        next = posting.document + 1;
    }
}

fn write_number(mut number: usize, out: &mut Vec<u8>) {
    while number > 0x7F {
        out.push(number as u8 & 0x7F | 0x80);
        number >>= 7;
    }
    out.push(number as u8);
}

/// In how many documents a word stands, in one byte: exact up to 3, then by doublings. It orders
/// guesses; what a term weighs comes from its postings.
fn frequency(documents: usize) -> u8 {
    if documents < 4 { documents as u8 } else { (documents / 3).ilog2() as u8 + 3 }
}

/// How many documents a byte of frequency stands for, at least.
fn documents(frequency: u8) -> f64 {
    if frequency < 4 { f64::from(frequency) } else { 3.0 * f64::from(frequency - 3).exp2() }
}

/// A manifest, read.
#[derive(Debug)]
pub struct Manifest {
    pub head: Head,
    /// In their order.
    pub words: Vec<String>,
    /// In how many documents each word stands, roughly.
    pub frequencies: Vec<f64>,
    /// The next form of each word; the last leads to the first.
    pub next: Vec<usize>,
    /// See [`Index::titles`].
    pub titles: Vec<u8>,
}

impl Manifest {
    /// Reads the bytes of a manifest; `None` where they are none, or of another format.
    pub fn read(bytes: &[u8]) -> Option<Self> {
        let bytes = expand(bytes)?;
        let (length, rest) = bytes.split_first_chunk::<4>()?;
        let mut reader = Reader(rest);
        let head: Head = serde_json::from_slice(reader.take(u32::from_le_bytes(*length) as usize)?).ok()?;
        if head.format != FORMAT {
            return None;
        }
        let words = terms(std::str::from_utf8(reader.take(head.words)?).ok()?);
        let frequencies = reader.take(words.len())?.iter().map(|byte| documents(*byte)).collect();
        let mut forms = Reader(reader.take(head.forms)?);
        let mut next: Vec<usize> = (0..words.len()).collect();
        let mut first: Vec<usize> = next.clone();
        for word in 0..words.len() {
            let distance = forms.number()?;
            next[word] = first[word];
            if distance > 0 {
                let other = word + distance;
                *first.get_mut(other)? = first[word];
                next[word] = other;
            }
        }
        Some(Self { head, words, frequencies, next, titles: reader.0.to_vec() })
    }
}

/// The postings of a shard of words.
pub fn read_shard(bytes: &[u8]) -> Option<Vec<Postings>> {
    let bytes = expand(bytes)?;
    let mut reader = Reader(&bytes);
    let mut lists = Vec::new();
    while !reader.0.is_empty() {
        lists.push(reader.postings()?);
    }
    Some(lists)
}

/// The terms of a shard of sparse terms, each with its postings.
pub fn read_sparse(bytes: &[u8]) -> Option<Vec<(String, Postings)>> {
    let bytes = expand(bytes)?;
    let mut reader = Reader(&bytes);
    let length = reader.number()?;
    let terms = terms(std::str::from_utf8(reader.take(length)?).ok()?);
    terms.into_iter().map(|term| Some((term, reader.postings()?))).collect()
}

/// One result of a block: title, address below the home page, beginning of the text, kind of translation and, where it
/// is not the locale's, language.
pub type Entry = (String, String, String, String, String);

/// The results of a block.
pub fn read_block(bytes: &[u8]) -> Option<Vec<Option<Entry>>> {
    serde_json::from_slice(&expand(bytes)?).ok()
}

/// Bytes that are read from the front.
struct Reader<'b>(&'b [u8]);

impl<'b> Reader<'b> {
    fn take(&mut self, length: usize) -> Option<&'b [u8]> {
        let (taken, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<usize> {
        let mut number = 0usize;
        for shift in (0..64).step_by(7) {
            let byte = self.take(1)?[0];
            number |= usize::from(byte & 0x7F).checked_shl(shift)?;
            if byte < 0x80 {
                return Some(number);
            }
        }
        None
    }

    fn postings(&mut self) -> Option<Postings> {
        let length = self.number()?;
        let mut next = 0usize;
        let mut postings = Vec::new();
        for _ in 0..length {
            let document = next.checked_add(self.number()?)?;
            let byte = self.take(1)?[0];
            postings.push(Posting {
                document: u32::try_from(document).ok()?,
                impact: byte & MOST_IMPACT,
                in_title: byte > MOST_IMPACT,
            });
            next = document + 1;
        }
        Some(postings)
    }
}

fn expand(bytes: &[u8]) -> Option<Vec<u8>> {
    let mut expanded = Vec::new();
    ZlibDecoder::new(bytes).read_to_end(&mut expanded).ok()?;
    Some(expanded)
}

fn compress(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    // Writing to memory does not fail.
    let _ = encoder.write_all(bytes);
    encoder.finish().unwrap_or_default()
}
