//! Related articles: about the same things, told by rare words, by links between them and by shared front matter.
//!
//! An article's relatives are the same in every locale, so they are found in one text of each article: the source
//! language's where there is one.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::model::{Article, Catalog, Key, KeyMap, Translation};
use crate::parallel;

use super::glean::Gleaned;
use super::resolve::Resolved;

/// So many relatives are found at most; a locale shows the first that it has.
const MOST: usize = 8;

/// Words by which an article is compared, the rarest first.
const TELLING: usize = 24;

/// A word of more than this share of the articles tells nothing.
const COMMON: f64 = 0.1;

/// What a link is worth, and being in the same group, beside the likeness of texts (0 to 1).
const LINK: f64 = 0.3;
const GROUP: f64 = 0.15;

/// How alike articles must be.
const ENOUGH: f64 = 0.12;

/// How often words stand in a text, each by its key, in the order of these.
pub type Words = Vec<(Word, u32)>;

/// A word, by its key: no two of a site are likely to share one.
pub type Word = u64;

/// Words with how much each tells; or articles with how alike they are.
type Weighed = Vec<(usize, f64)>;

/// Finds the relatives of every article, by their words.
pub fn find(gleaned: &[Arc<Gleaned>], links: &[BTreeSet<usize>]) -> Vec<Arc<[usize]>> {
    let words: Vec<&Words> = gleaned.iter().map(|gleaned| &gleaned.words).collect();
    let (telling, number) = telling(&words);
    let mut holders: Vec<Weighed> = vec![Vec::new(); number];
    for (article, words) in telling.iter().enumerate() {
        words.iter().for_each(|(word, weight)| holders[*word].push((article, *weight)));
    }
    let numbers: Vec<usize> = (0..telling.len()).collect();
    let parts: Vec<&[usize]> = numbers.chunks(TOGETHER).collect();
    let found = parallel::map(&parts, |part| {
        let mut likeness = vec![0.0; telling.len()];
        let of = |article: &usize| relatives(*article, &telling[*article], &holders, links, gleaned, &mut likeness);
        part.iter().map(of).collect::<Vec<_>>()
    });
    found.into_iter().flatten().collect()
}

/// Articles that are compared with all others on one core, so that room for their likeness is needed once.
const TOGETHER: usize = 64;

fn relatives(
    article: usize,
    words: &Weighed,
    holders: &[Weighed],
    links: &[BTreeSet<usize>],
    gleaned: &[Arc<Gleaned>],
    likeness: &mut [f64],
) -> Arc<[usize]> {
    let mut touched: Vec<usize> = links[article].iter().copied().collect();
    touched.iter().for_each(|other| likeness[*other] = LINK);
    for (word, weight) in words {
        for (other, its_weight) in &holders[*word] {
            if likeness[*other] == 0.0 {
                touched.push(*other);
            }
            likeness[*other] += weight * its_weight;
        }
    }
    let mut found: Weighed = Vec::new();
    for other in touched {
        let score = std::mem::take(&mut likeness[other]);
        if score >= ENOUGH && other != article {
            found
                .push((other, score + GROUP * f64::from(!gleaned[article].groups.is_disjoint(&gleaned[other].groups))));
        }
    }
    found.sort_by(|(a, x), (b, y)| y.total_cmp(x).then(a.cmp(b)));
    found.into_iter().take(MOST).map(|(other, _)| other).collect()
}

/// The words that tell each article from others, numbered, with weights of which the squares add up to 1; and how many
/// numbers there are.
fn telling(words: &[&Words]) -> (Vec<Weighed>, usize) {
    let all = words.len() as f64;
    let is_rare = |count: f64| count > 1.0 && (count / all < COMMON || count < 4.0);
    let mut counts: Counts = Counts::default();
    for (word, _) in words.iter().flat_map(|words| words.iter()) {
        counts.entry(*word).or_default().0 += 1;
    }
    // Numbered as they come, so that the same words have the same numbers in every run.
    let mut rare: Vec<f64> = Vec::new();
    for (word, _) in words.iter().flat_map(|words| words.iter()) {
        let Some((count, number)) = counts.get_mut(word).filter(|(count, number)| number.is_none() && *count > 1)
        else {
            continue;
        };
        if is_rare(f64::from(*count)) {
            *number = Some(rare.len());
            rare.push((all / f64::from(*count)).ln());
        }
    }
    let telling = parallel::map(words, |words| {
        let mut weighed: Weighed = Vec::new();
        for (word, count) in *words {
            if let Some((_, Some(number))) = counts.get(word) {
                weighed.push((*number, (1.0 + f64::from(*count).ln()) * rare[*number]));
            }
        }
        weighed.sort_by(|(a, x), (b, y)| y.total_cmp(x).then(a.cmp(b)));
        weighed.truncate(TELLING);
        let norm = weighed.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
        weighed.iter_mut().for_each(|(_, weight)| *weight /= norm);
        weighed
    });
    (telling, rare.len())
}

/// In how many articles a word stands, and its number where it tells.
type Counts = KeyMap<(u32, Option<usize>), Word>;

/// The text by which an article is compared: that in the source language, where there is one.
pub fn text_of<'a>(article: &'a Article, catalog: &Catalog) -> Option<&'a Translation> {
    let source = |t: &&Translation| t.language.language() == catalog.source_locale.language();
    article.translations.iter().find(source).or_else(|| article.translations.first())
}

/// The words of a text; of scripts without spaces, pairs of characters. What stands in the title counts thrice.
pub fn words(translation: Option<&Translation>) -> Words {
    let mut found: Words = Vec::new();
    let Some(translation) = translation else { return found };
    for (text, times) in [(translation.title(), 3), (translation.body().text.as_str(), 1)] {
        for run in text.split(|c: char| !c.is_alphanumeric()).filter(|run| run.len() > 3) {
            if run.chars().any(|c| c >= '\u{0E00}') {
                let ends: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
                found.extend(ends.windows(3).map(|ends| (word(&run[ends[0]..ends[2]]), times)));
            } else {
                found.push((word(&run.to_lowercase()), times));
            }
        }
    }
    found.sort_unstable_by_key(|(word, _)| *word);
    found.dedup_by(|next, kept| {
        next.0 == kept.0 && {
            kept.1 += next.1;
            true
        }
    });
    found
}

fn word(text: &str) -> Word {
    Key::of(text).short()
}

/// For each article those that it links to or is linked from.
pub fn links(resolved: &[Arc<Resolved>]) -> Vec<BTreeSet<usize>> {
    let mut links = vec![BTreeSet::new(); resolved.len()];
    for (article, resolved) in resolved.iter().enumerate() {
        for other in &resolved.articles {
            links[article].insert(*other);
            links[*other].insert(article);
        }
    }
    links
}

/// Names of groups that an article's files put it in.
pub fn groups(article: &Article) -> BTreeSet<String> {
    const KEYS: &[&str] = &["ms.service", "ms.subservice", "ms.prod", "ms.technology", "ms.collection", "category"];
    let metas = article.translations.iter().map(Translation::meta);
    metas.flat_map(|meta| KEYS.iter().filter_map(|key| meta.extra.get(*key))).cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rarest_words_tell() {
        let texts: Vec<Words> = (0..40u64)
            .map(|n| {
                // One word is everybody's, one is shared by two, one is its own.
                let mut words = vec![(1, 1), (100 + n / 2, 2), (1000 + n, 1)];
                words.sort_unstable();
                words
            })
            .collect();
        let (telling, number) = telling(&texts.iter().collect::<Vec<_>>());
        assert_eq!(number, 20);
        assert!(telling.iter().enumerate().all(|(n, words)| *words == [(n / 2, 1.0)]), "{telling:?}");
        assert!(words(None).is_empty());
    }
}
