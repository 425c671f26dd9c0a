//! The error codes and messages of every locale, with the articles that treat them. Reads the texts that
//! pages show; decides the addresses of codes, renders nothing.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::cache::Table;
use crate::codes;
use crate::intl::Sorter;
use crate::model::{ArticlePlan, CodeKind, ErrorCode, ErrorMessage, ErrorsPlan, Keyed, LocalePlan, Redirect};

use super::glean::Gleaned;
use super::url;

/// Entries of a listing that treat something: whether the title does not hold it, and the number.
type Entries = BTreeSet<(bool, usize)>;

/// What is found in one locale.
#[derive(Default)]
struct Collected {
    /// By kind, value and address.
    codes: BTreeMap<(CodeKind, Vec<Part>, String), (String, Entries)>,
    /// By their words alone, with the text of the first one.
    messages: BTreeMap<String, (String, Entries)>,
}

/// Finds the codes and messages of a locale, by its number; its listing must be complete.
pub fn of(
    locale: &LocalePlan,
    number: usize,
    articles: &[Arc<ArticlePlan>],
    gleaned: &[Arc<Gleaned>],
    table: &Table<ErrorsPlan>,
) -> Arc<ErrorsPlan> {
    let mut found: Vec<(usize, &codes::Errors)> = Vec::new();
    let mut keyed = Keyed::default();
    keyed.add(&(&locale.locale, locale.listing_key));
    for (article, gleaned) in gleaned.iter().enumerate().filter(|(_, gleaned)| !gleaned.errors.is_empty()) {
        let page = articles[article].pages.iter().find(|page| page.locale == number);
        if let Some((page, entry)) = page.zip(locale.places[article]) {
            found.push((entry, &gleaned.errors[page.translation]));
            keyed.add(&(article, page.translation, gleaned.errors_key));
        }
    }
    table.get(keyed.done(), || {
        let mut collected = Collected::default();
        found.iter().for_each(|(entry, found)| collected.add(found, *entry));
        collected.plan(locale)
    })
}

/// Where a code is treated by one article, its own address leads there: it stays the same when another
/// article is written, and can be linked without looking.
pub fn add_redirects(locales: &[LocalePlan], redirects: &mut Vec<Redirect>) {
    for locale in locales {
        let single = locale.errors.codes.iter().filter(|code| !code.has_page());
        redirects.extend(single.map(|code| Redirect {
            from: page(&locale.errors.url, &code.id),
            to: code.url.clone(),
            locale: locale.locale.clone(),
        }));
    }
    redirects.sort_by(|a, b| a.from.cmp(&b.from));
}

fn page(errors: &str, id: &str) -> String {
    format!("{errors}{}/", url::encode_path(id))
}

impl Collected {
    fn add(&mut self, found: &codes::Errors, entry: usize) {
        for (code, in_title) in &found.codes {
            let id = code.id();
            if id.is_empty() {
                continue;
            }
            let (text, entries) = self
                .codes
                .entry((code.kind, parts(&code.text), id))
                .or_insert_with(|| (code.text.clone(), BTreeSet::new()));
            // Of several spellings the one with the most capitals is shown.
            if capitals(&code.text) > capitals(text) {
                text.clone_from(&code.text);
            }
            treat(entries, entry, *in_title);
        }
        for (message, in_title) in &found.messages {
            let (_, entries) =
                self.messages.entry(plain(message)).or_insert_with(|| (message.clone(), BTreeSet::new()));
            treat(entries, entry, *in_title);
        }
    }

    fn plan(self, locale: &LocalePlan) -> ErrorsPlan {
        if self.codes.is_empty() && self.messages.is_empty() {
            return ErrorsPlan::default();
        }
        let url = format!("{}errors/", locale.home);
        let mut taken = BTreeSet::new();
        let mut codes = Vec::with_capacity(self.codes.len());
        for ((kind, _, id), (text, entries)) in self.codes {
            // A pattern of one's own may find what is found anyway.
            if !taken.insert(id.clone()) {
                continue;
            }
            let entries: Vec<usize> = entries.into_iter().map(|(_, entry)| entry).collect();
            let own = match entries.as_slice() {
                [only] => locale.listing[*only].url.to_string(),
                _ => page(&url, &id),
            };
            codes.push(ErrorCode { kind, text, id, url: own, entries });
        }
        let messages = self.messages.into_values();
        let mut messages: Vec<ErrorMessage> = messages
            .map(|(text, entries)| ErrorMessage {
                text,
                entries: entries.into_iter().map(|(_, entry)| entry).collect(),
            })
            .collect();
        let sorter = Sorter::new(&locale.locale);
        messages.sort_by(|a, b| sorter.compare(&a.text, &b.text));
        ErrorsPlan { url, codes, messages }
    }
}

fn treat(entries: &mut Entries, entry: usize, in_title: bool) {
    if in_title {
        entries.remove(&(true, entry));
        entries.insert((false, entry));
    } else if !entries.contains(&(false, entry)) {
        entries.insert((true, entry));
    }
}

fn capitals(text: &str) -> usize {
    text.chars().filter(|c| c.is_uppercase()).count()
}

/// A part of a code, so that 5.7.57 comes before 5.7.139.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    Number(u64),
    Letters(String),
}

/// The parts of a code: numbers in decimal, and what is between them. What is hexadecimal is compared
/// as it is written.
fn parts(text: &str) -> Vec<Part> {
    let text = text.to_lowercase();
    let mut parts = Vec::new();
    if text.starts_with("0x") {
        parts.push(Part::Letters(text));
        return parts;
    }
    let mut rest = text.as_str();
    while let Some(first) = rest.chars().next() {
        let digits = |c: char| c.is_ascii_digit();
        let end = if digits(first) { rest.find(|c| !digits(c)) } else { rest.find(digits) }.unwrap_or(rest.len());
        let (part, more) = rest.split_at(end);
        parts.push(part.parse().map_or_else(|_| Part::Letters(part.to_owned()), Part::Number));
        rest = more;
    }
    parts
}

/// A message without signs, case and spacing.
fn plain(message: &str) -> String {
    let words = message.split(|c: char| !c.is_alphanumeric()).filter(|w| !w.is_empty());
    words.map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn natural_order() {
        let mut codes = ["5.7.139", "CS12", "5.7.57", "CS7", "0x8004DE40", "30015-25", "30015-4", "0x80070005"];
        codes.sort_by_key(|code| parts(code));
        assert_eq!(codes, ["5.7.57", "5.7.139", "30015-4", "30015-25", "0x8004DE40", "0x80070005", "CS7", "CS12"]);
    }

    #[test]
    fn titles_come_first() {
        let mut entries = Entries::new();
        for (entry, in_title) in [(1, false), (3, true), (2, false), (2, true), (3, false)] {
            treat(&mut entries, entry, in_title);
        }
        assert_eq!(entries.into_iter().map(|(_, entry)| entry).collect::<Vec<_>>(), [2, 3, 1]);
    }
}
