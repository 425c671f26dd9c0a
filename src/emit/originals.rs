//! Original texts: what the sentences of a translation say in the source language, for readers who ask for it.
//!
//! A page does not hold them: search engines would take them for its content, screen readers would read all twice,
//! and few readers want them. A file has those of many articles, since hosts limit the number of files: JSON, slugs to
//! lists of blocks (see [`Translation::segments`]), each a number and its sentences: how many UTF-16 code units of the
//! translation other than white space one has, its original, and the names of its units.

use std::collections::BTreeMap;

use unicode_segmentation::UnicodeSegmentation;

use crate::model::{
    Block, Body, Checked, Document, Keyed, Locale, Origin, OutputFile, PagePlan, Translation, UnitStart,
};

use super::site::Site;
use super::{Emitter, Job};

pub const EMITTER: Emitter = Emitter { name: "originals", jobs };

/// Articles whose originals share a file.
pub const SHARED: usize = 24;

/// The length of a sentence, its original, and the names of its units.
type Sentence = (usize, String, String);

fn jobs<'a>(site: &'a Site<'a>) -> Vec<Job<'a>> {
    let files = site.plan.articles.len().div_ceil(SHARED);
    let each = (0..site.locales.len()).flat_map(|locale| (0..files).map(move |file| (locale, file)));
    let job = |(locale, number)| {
        Job::new("originals", move |keyed| add_to(keyed, site, locale, number), move || file(site, locale, number))
    };
    each.map(job).collect()
}

fn add_to(keyed: &mut Keyed, site: &Site<'_>, locale: usize, number: usize) {
    keyed.add(&(&site.plan.base, &site.plan.source_locale, &site.locales[locale].plan.home, number));
    for (article, plan) in site.plan.articles.iter().enumerate().skip(number * SHARED).take(SHARED) {
        if let Some(page) = plan.pages.iter().find(|page| page.locale == locale) {
            keyed.add(&(site.plan.catalog.articles[article].made_of, page.translation, page.fallback));
        }
    }
}

/// The URL of the file that has the originals of an article's page, and what names them in it.
pub fn url(site: &Site<'_>, article: usize, page: &PagePlan, translation: &Translation) -> Option<String> {
    let home = &site.locales[page.locale].plan.home;
    let slug = crate::plan::url::encode_path(&site.plan.catalog.articles[article].slug);
    has_any(site, page, translation).then(|| format!("{home}originals/{}.json#{slug}", article / SHARED))
}

/// The language of the originals of a translation.
pub fn language<'a>(site: &'a Site<'_>, translation: &'a Translation) -> &'a Locale {
    let edition = translation.loan.as_ref().map_or(0, |loan| loan.edition);
    let told = translation.editions.get(edition).and_then(|edition| edition.document.source_language.as_ref());
    let source = &site.plan.source_locale;
    told.filter(|told| told.language() != source.language()).unwrap_or(source)
}

fn file(site: &Site<'_>, locale: usize, number: usize) -> Checked<Vec<OutputFile>> {
    let mut articles: BTreeMap<&str, Vec<(u32, Vec<Sentence>)>> = BTreeMap::new();
    let first = number * SHARED;
    for (article, plan) in site.plan.articles.iter().enumerate().skip(first).take(SHARED) {
        let Some(page) = plan.pages.iter().find(|page| page.locale == locale) else { continue };
        let known = &site.plan.catalog.articles[article];
        let translation = &known.translations[page.translation];
        if has_any(site, page, translation) {
            articles.insert(&known.slug, blocks(translation));
        }
    }
    let mut files = Vec::new();
    if !articles.is_empty() {
        let json = serde_json::to_string(&articles).unwrap_or_default();
        let path = site.plan.output_path(&format!("{}originals/{number}.json", site.locales[locale].plan.home));
        files.push(OutputFile::text(path, json));
    }
    Checked { value: files, diagnostics: Vec::new() }
}

/// Whether a page has originals: that of a translation whose file has its units, or borrows them.
fn has_any(site: &Site<'_>, page: &PagePlan, translation: &Translation) -> bool {
    !page.fallback
        && translation.origin == Origin::Written
        && translation.language.language() != site.plan.source_locale.language()
        && (translation.loan.is_some() || translation.document().is_bilingual())
        && !translation.segments.is_empty()
}

fn blocks(translation: &Translation) -> Vec<(u32, Vec<Sentence>)> {
    let body = translation.body();
    let each = body.blocks.iter().enumerate();
    each.filter_map(|(n, block)| {
        let sentences = match &translation.loan {
            None => own(translation.document(), translation.document().source.as_ref()?, block),
            Some(loan) => {
                let lender = &translation.editions.get(loan.edition)?.document;
                let lent = (*loan.blocks.get(n)?)? as usize;
                let (reading, source) = (&lender.reading, lender.source.as_ref()?);
                let block_lent = reading.blocks.get(lent)?;
                if reading.block_text(block_lent) == body.block_text(block) {
                    own(lender, source, block_lent)
                } else {
                    split(body.block_text(block), own(lender, source, block_lent))
                }
            }
        };
        let says_more = sentences.iter().any(|(_, original, _)| !original.is_empty())
            && sentences.iter().map(|(_, original, _)| original.as_str()).collect::<String>() != body.block_text(block);
        says_more.then(|| (translation.segments[n], sentences))
    })
    .collect()
}

/// The sentences of a block of a bilingual text.
fn own(document: &Document, source: &Body, block: &Block) -> Vec<Sentence> {
    let reading = &document.reading;
    let names: Vec<&str> = document.unit_names.lines().collect();
    let name = |unit: u32| names.get(unit as usize).map_or_else(String::new, ToString::to_string);
    let within = |unit: &&UnitStart| block.text.contains(&(unit.at as usize));
    let from = reading.units.partition_point(|unit| (unit.at as usize) < block.text.start);
    let units: Vec<UnitStart> = reading.units[from..].iter().take_while(within).copied().collect();
    let mut sentences: Vec<Sentence> = Vec::new();
    let mut at = block.text.start;
    for (n, unit) in units.iter().enumerate() {
        let end = units.get(n + 1).map_or(block.text.end, |next| next.at as usize);
        let Some(text) = reading.text.get(at..end) else { continue };
        at = end;
        match (original(source, unit.unit), sentences.last_mut()) {
            (Some(original), _) => sentences.push((length(text), original.to_owned(), name(unit.unit))),
            // What has no original of its own belongs to the sentence before.
            (None, Some(last)) => last.0 += length(text),
            (None, None) => sentences.push((length(text), String::new(), name(unit.unit))),
        }
    }
    sentences
}

/// Sentences of another wording: one by one where there are as many, else together.
fn split(text: &str, sentences: Vec<Sentence>) -> Vec<Sentence> {
    let parts: Vec<&str> = text.split_sentence_bounds().filter(|part| !part.trim().is_empty()).collect();
    if parts.len() == sentences.len() {
        return parts
            .into_iter()
            .zip(sentences)
            .map(|(part, (_, original, units))| (length(part), original, units))
            .collect();
    }
    let originals: Vec<&str> = sentences.iter().map(|(_, original, _)| original.as_str()).collect();
    let units: Vec<&str> = sentences.iter().map(|(_, _, units)| units.as_str()).collect();
    vec![(length(text), originals.join(" "), units.join(","))]
}

/// The text of a unit in the source language.
fn original(source: &Body, unit: u32) -> Option<&str> {
    let at = source.units.binary_search_by_key(&unit, |start| start.unit).ok()?;
    let from = source.units[at].at as usize;
    let block = source.blocks.partition_point(|block| block.text.end <= from);
    let end = source.blocks.get(block)?.text.end;
    let next = source.units.get(at + 1).map_or(end, |next| next.at as usize);
    source.text.get(from..end.min(next)).map(str::trim)
}

/// Code units of a text without its white space, as a browser counts them.
fn length(text: &str) -> usize {
    text.chars().filter(|c| !c.is_whitespace()).map(char::len_utf16).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::Markdown;
    use crate::model::{BlockKind, Library, Source};

    fn body(blocks: &[&str], units: &[(u32, &str)]) -> Body {
        let mut body = Body::default();
        for text in blocks {
            let from = body.text.len();
            body.text.push_str(text);
            let text = from..body.text.len();
            body.text.push('\n');
            body.blocks.push(Block { kind: BlockKind::Paragraph, depth: 0, text, links: 0..0 });
        }
        let start = |(unit, text): &(u32, &str)| UnitStart { unit: *unit, at: body.text.find(text).unwrap() as u32 };
        body.units = units.iter().map(start).collect();
        body
    }

    fn told(reading: &Body, source: &Body, block: usize) -> Vec<Sentence> {
        let file = Source { path: "a.md".into(), relative: "a.md".into(), ..Source::default() };
        let mut document = crate::parse::parse(&file, &Library::default(), &Markdown::default()).value;
        document.reading = std::sync::Arc::new(crate::model::Lazy::new(reading.clone()));
        document.unit_names = "102\n103\np104".into();
        own(&document, source, &reading.blocks[block])
    }

    #[test]
    fn sentences_end_where_the_next_begins() {
        let reading = body(&["« Un mot. » Deux.", "Trois."], &[(0, "Un"), (1, "Deux"), (2, "Trois")]);
        let source = body(&["One word. Two.", "Three."], &[(0, "One"), (1, "Two"), (2, "Three")]);
        assert_eq!(
            told(&reading, &source, 0),
            [(8, "One word.".into(), "102".into()), (5, "Two.".into(), "103".into())]
        );
        assert_eq!(told(&reading, &source, 1), [(6, "Three.".into(), "p104".into())]);
    }

    #[test]
    fn other_wordings_are_paired_by_number() {
        let sentences = || vec![(3, "One.".to_owned(), "1".to_owned()), (5, "Two.".to_owned(), "2".to_owned())];
        assert_eq!(
            split("Une. Voici deux.", sentences()),
            [(4, "One.".into(), "1".into()), (10, "Two.".into(), "2".into())]
        );
        assert_eq!(split("一。二。", sentences()), [(2, "One.".into(), "1".into()), (2, "Two.".into(), "2".into())]);
        assert_eq!(split("Une et deux.", sentences()), [(10, "One. Two.".into(), "1,2".into())]);
    }

    #[test]
    fn a_unit_without_original_joins_its_neighbour() {
        let reading = body(&["Un. Deux."], &[(0, "Un"), (1, "Deux")]);
        let source = body(&["One."], &[(0, "One")]);
        assert_eq!(told(&reading, &source, 0), [(8, "One.".into(), "102".into())]);
        assert_eq!(length("a\u{a0}b 😀\n"), 4);
    }
}
