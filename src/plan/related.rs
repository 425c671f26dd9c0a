//! Related articles: about the same things, told by rare words, by links between them and by shared front matter.
//!
//! An article's relatives are the same in every locale, so they are found in one text of each article: the source
//! language's where there is one.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

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

/// Articles with how alike they are; or with how much a word tells of each.
type Weighed = Vec<(usize, f64)>;

/// Words with how much each tells, the most telling first.
type Telling = Vec<(Word, f64)>;

/// What the articles of a site were compared by, and what that came to: the next comparison looks at nothing but what has
/// changed since.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Comparison {
    articles: Vec<Compared>,
    /// In how many articles each word stands.
    counts: KeyMap<u32, Word>,
    /// How many articles differ from the shelf's.
    #[serde(skip)]
    changed: usize,
}

/// Numbers of articles, with what was known of them.
type Changed = BTreeMap<usize, Option<Arc<Gleaned>>>;

/// One article.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
struct Compared {
    /// What it was made of.
    made_of: Key,
    likeness: Key,
    links: BTreeSet<usize>,
    telling: Telling,
    /// Its relatives.
    found: Arc<[usize]>,
}

/// What articles are compared by.
pub struct Inputs<'a> {
    /// What each article was made of.
    pub made_of: &'a [Key],
    pub gleaned: &'a [Arc<Gleaned>],
    /// For each article those that it links to or is linked from.
    pub links: &'a [BTreeSet<usize>],
    /// What was gleaned earlier, by the key of what the article was made of.
    pub earlier: &'a (dyn Fn(Key) -> Option<Arc<Gleaned>> + Sync),
}

impl Comparison {
    /// The relatives of every article.
    pub fn found(&self) -> impl Iterator<Item = &Arc<[usize]>> {
        self.articles.iter().map(|article| &article.found)
    }

    /// How many articles differ from what a shelf has.
    pub fn changed(&self) -> usize {
        self.changed
    }

    /// Compares the articles as they are now.
    pub fn update(&mut self, inputs: &Inputs<'_>) {
        let changed = self.differing(inputs).unwrap_or_else(|| {
            *self = Self { articles: vec![Compared::default(); inputs.gleaned.len()], ..Self::default() };
            (0..inputs.gleaned.len()).map(|article| (article, None)).collect()
        });
        if !changed.is_empty() {
            self.go_on(inputs, &changed);
        }
        for (compared, made_of) in self.articles.iter_mut().zip(inputs.made_of) {
            self.changed += usize::from(compared.made_of != *made_of);
            compared.made_of = *made_of;
        }
    }

    /// The articles that have changed, with what was known of them; `None` where all must be compared anew, since weights
    /// depend on how many articles there are.
    fn differing(&self, inputs: &Inputs<'_>) -> Option<Changed> {
        if self.articles.len() != inputs.gleaned.len() {
            return None;
        }
        let each = inputs.gleaned.iter().zip(inputs.links).zip(&self.articles).enumerate();
        let changed = each.filter_map(|(article, ((now, links), before))| {
            if now.likeness != before.likeness {
                // Where it is not known any more, all must be compared.
                Some((inputs.earlier)(before.made_of).map(|earlier| (article, Some(earlier))))
            } else {
                // Another article may have begun to link to it.
                (*links != before.links).then(|| Some((article, Some(now.clone()))))
            }
        });
        changed.collect()
    }

    /// Compares what has changed, of which the earlier state is known, with all.
    fn go_on(&mut self, inputs: &Inputs<'_>, changed: &Changed) {
        let Inputs { gleaned, links, .. } = inputs;
        let mut before: BTreeMap<Word, u32> = BTreeMap::new();
        let is_new = changed.values().all(Option::is_none);
        for (article, old) in changed {
            for (word, _) in old.iter().flat_map(|old| old.words.iter()) {
                let count = self.counts.entry(*word).or_default();
                before.entry(*word).or_insert(*count);
                *count = count.saturating_sub(1);
            }
            for (word, _) in &*gleaned[*article].words {
                let count = self.counts.entry(*word).or_default();
                if !is_new {
                    before.entry(*word).or_insert(*count);
                }
                *count += 1;
            }
        }
        // Words that tell more or less than before.
        let all = gleaned.len();
        let weight = |count: u32| rarity(count, all).map(f64::to_bits);
        let moved = before.iter().filter(|(word, before)| weight(self.counts[*word]) != weight(**before));
        let moved: Vec<Word> = moved.map(|(word, _)| *word).collect();
        self.counts.retain(|_, count| *count > 0);
        let numbers: Vec<usize> = (0..all).collect();
        let told = parallel::map(&numbers, |article| {
            let words = &gleaned[*article].words;
            let has = |word: &Word| words.binary_search_by_key(word, |(word, _)| *word).is_ok();
            let again = changed.contains_key(article) || moved.iter().any(has);
            again.then(|| telling(words, &self.counts, all))
        });
        let told: Vec<(usize, Telling)> =
            told.into_iter().enumerate().filter_map(|(article, telling)| Some((article, telling?))).collect();
        // All that have to do with what has changed, before and after.
        let mut again: BTreeSet<usize> = changed.keys().copied().collect();
        let mut words: BTreeSet<Word> = BTreeSet::new();
        for (article, telling) in told {
            let compared = &mut self.articles[article];
            let (likeness, links) = (gleaned[article].likeness, &links[article]);
            if compared.telling == telling && compared.links == *links && compared.likeness == likeness {
                continue;
            }
            again.insert(article);
            again.extend(compared.links.iter().chain(links));
            words.extend(compared.telling.iter().chain(&telling).map(|(word, _)| *word));
            *compared = Compared { likeness, links: links.clone(), telling, ..std::mem::take(compared) };
        }
        again.extend(self.holders(words.into_iter()).into_values().flatten().map(|(article, _)| article));
        let again: Vec<usize> = again.into_iter().collect();
        let words = again.iter().flat_map(|article| &self.articles[*article].telling);
        let holders = self.holders(words.map(|(word, _)| *word));
        let parts: Vec<&[usize]> = again.chunks(TOGETHER).collect();
        let found = parallel::map_evenly(&parts, |part| {
            let mut likeness = vec![0.0; all];
            let of = |article: &usize| relatives(*article, &self.articles, &holders, gleaned, &mut likeness);
            part.iter().map(of).collect::<Vec<_>>()
        });
        for (article, found) in again.into_iter().zip(found.into_iter().flatten()) {
            self.articles[article].found = found;
        }
    }

    /// For each of some words, the articles that it tells of.
    fn holders(&self, words: impl Iterator<Item = Word>) -> KeyMap<Weighed, Word> {
        let mut holders: KeyMap<Weighed, Word> = words.map(|word| (word, Weighed::new())).collect();
        for (article, compared) in self.articles.iter().enumerate() {
            for (word, weight) in &compared.telling {
                if let Some(holders) = holders.get_mut(word) {
                    holders.push((article, *weight));
                }
            }
        }
        holders
    }
}

/// Articles that are compared with all others on one core, so that room for their likeness is needed once.
const TOGETHER: usize = 64;

fn relatives(
    article: usize,
    articles: &[Compared],
    holders: &KeyMap<Weighed, Word>,
    gleaned: &[Arc<Gleaned>],
    likeness: &mut [f64],
) -> Arc<[usize]> {
    let Compared { telling, links, .. } = &articles[article];
    let mut touched: Vec<usize> = links.iter().copied().collect();
    touched.iter().for_each(|other| likeness[*other] = LINK);
    for (word, weight) in telling {
        for (other, its_weight) in &holders[word] {
            if likeness[*other] == 0.0 {
                touched.push(*other);
            }
            likeness[*other] += weight * its_weight;
        }
    }
    let groups = |article: usize| &gleaned[article].groups;
    let mut found: Weighed = Vec::new();
    for other in touched {
        let score = std::mem::take(&mut likeness[other]);
        if score >= ENOUGH && other != article {
            found.push((other, score + GROUP * f64::from(!groups(article).is_disjoint(groups(other)))));
        }
    }
    found.sort_by(|(a, x), (b, y)| y.total_cmp(x).then(a.cmp(b)));
    found.into_iter().take(MOST).map(|(other, _)| other).collect()
}

/// How much a word tells that stands in so many articles of all; `None` where it tells nothing.
fn rarity(count: u32, all: usize) -> Option<f64> {
    let (count, all) = (f64::from(count), all as f64);
    (count > 1.0 && (count / all < COMMON || count < 4.0)).then(|| (all / count).ln())
}

/// The words that tell an article from others, with weights of which the squares add up to 1.
fn telling(words: &Words, counts: &KeyMap<u32, Word>, all: usize) -> Telling {
    let mut weighed: Telling = Vec::new();
    for (word, count) in words {
        if let Some(rarity) = counts.get(word).and_then(|articles| rarity(*articles, all)) {
            weighed.push((*word, (1.0 + f64::from(*count).ln()) * rarity));
        }
    }
    weighed.sort_by(|(a, x), (b, y)| y.total_cmp(x).then(a.cmp(b)));
    weighed.truncate(TELLING);
    let norm = weighed.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
    weighed.iter_mut().for_each(|(_, weight)| *weight /= norm);
    weighed
}

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
    use crate::model::Lazy;

    /// Articles of these words, in groups by the first ones.
    fn gleaned(texts: &[Words]) -> (Vec<Key>, Vec<Arc<Gleaned>>) {
        let article = |words: &Words| {
            let groups = words.iter().filter(|(word, _)| *word < 3).map(|(word, _)| word.to_string()).collect();
            let (likeness, words) = (Key::of(words), Lazy::new(words.clone()));
            (likeness, Arc::new(Gleaned { likeness, words, groups, ..Gleaned::default() }))
        };
        texts.iter().map(article).unzip()
    }

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
        let mut comparison = Comparison::default();
        let links = vec![BTreeSet::new(); 40];
        let (made_of, gleaned) = gleaned(&texts);
        comparison.update(&Inputs { made_of: &made_of, gleaned: &gleaned, links: &links, earlier: &|_| None });
        let telling: Vec<Telling> = comparison.articles.iter().map(|article| article.telling.clone()).collect();
        assert!(telling.iter().zip(0..).all(|(words, n)| *words == [(100 + n / 2, 1.0)]), "{telling:?}");
        assert!(comparison.found().enumerate().all(|(n, found)| **found == [n ^ 1]));
        assert!(words(None).is_empty());
    }

    #[test]
    fn what_has_changed_is_compared_as_if_all_were() {
        // A generator of numbers that are the same in every run.
        let mut state = 1u64;
        let mut random = |below: u64| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 33) % below
        };
        let text = |random: &mut dyn FnMut(u64) -> u64| -> Words {
            let words: BTreeMap<Word, u32> =
                (0..12).map(|_| (random(6).pow(3) + random(30), 1 + random(3) as u32)).collect();
            words.into_iter().collect()
        };
        let mut texts: Vec<Words> = (0..60).map(|_| text(&mut random)).collect();
        let mut links = vec![BTreeSet::new(); texts.len()];
        let mut known: BTreeMap<Key, Arc<Gleaned>> = BTreeMap::new();
        let mut comparison = Comparison::default();
        for round in 0..200 {
            match random(12) {
                0 => texts.push(text(&mut random)),
                1 => drop(texts.pop()),
                2..=4 => {
                    let (a, b) = (random(texts.len() as u64) as usize, random(texts.len() as u64) as usize);
                    links.resize(texts.len(), BTreeSet::new());
                    for (one, other) in [(a, b), (b, a)] {
                        if !links[one].remove(&other) {
                            links[one].insert(other);
                        }
                    }
                }
                changes => {
                    for _ in 4..changes {
                        let article = random(texts.len() as u64) as usize;
                        texts[article] = text(&mut random);
                    }
                }
            }
            links.resize(texts.len(), BTreeSet::new());
            let all = texts.len();
            links.iter_mut().for_each(|links| links.retain(|other| *other < all));
            let (made_of, gleaned) = gleaned(&texts);
            known.extend(made_of.iter().copied().zip(gleaned.iter().cloned()));
            // What was gleaned may be forgotten.
            if round % 7 == 0 {
                known.clear();
            }
            let earlier = |key: Key| known.get(&key).cloned();
            comparison.update(&Inputs { made_of: &made_of, gleaned: &gleaned, links: &links, earlier: &earlier });
            let mut anew = Comparison::default();
            anew.update(&Inputs { made_of: &made_of, gleaned: &gleaned, links: &links, earlier: &|_| None });
            assert!(comparison.found().eq(anew.found()), "round {round}");
            assert_eq!(comparison.counts, anew.counts, "round {round}");
            assert!(anew.found().any(|found| found.len() > 1));
        }
    }
}
