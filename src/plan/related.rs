//! Related articles: about the same things, told by rare words, by links between them and by shared front matter.
//!
//! An article's relatives are the same in every locale, so they are found in one text of each article: the source
//! language's where there is one.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::{Article, ArticlePlan, Catalog, LinkTarget, Translation};

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

/// Words by number, with how much each tells.
type Weighed = Vec<(usize, f64)>;

/// Finds the relatives of every article.
pub fn assign(catalog: &Catalog, articles: &mut [ArticlePlan]) {
    let (telling, number) = telling(catalog);
    let mut holders: Vec<Weighed> = vec![Vec::new(); number];
    for (article, words) in telling.iter().enumerate() {
        words.iter().for_each(|(word, weight)| holders[*word].push((article, *weight)));
    }
    let links = links(articles);
    let groups: Vec<BTreeSet<&str>> = catalog.articles.iter().map(groups).collect();
    let mut likeness = vec![0.0; telling.len()];
    for article in 0..telling.len() {
        let mut touched: Vec<usize> = links[article].iter().copied().collect();
        touched.iter().for_each(|other| likeness[*other] = LINK);
        for (word, weight) in &telling[article] {
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
                found.push((other, score + GROUP * f64::from(!groups[article].is_disjoint(&groups[other]))));
            }
        }
        found.sort_by(|(a, x), (b, y)| y.total_cmp(x).then(a.cmp(b)));
        articles[article].related = found.into_iter().take(MOST).map(|(other, _)| other).collect();
    }
}

/// The words that tell each article from others, with weights of which the squares add up to 1; and how many words
/// there are.
fn telling(catalog: &Catalog) -> (Vec<Weighed>, usize) {
    let all = catalog.articles.len() as f64;
    let mut numbers = Numbers::default();
    let words: Vec<Weighed> =
        catalog.articles.iter().map(|article| words(text_of(article, catalog), &mut numbers)).collect();
    let mut documents = vec![0.0; numbers.0.len()];
    words.iter().flatten().for_each(|(word, _)| documents[*word] += 1.0);
    let is_rare = |count: f64| count > 1.0 && (count / all < COMMON || count < 4.0);
    let telling = words.into_iter().map(|words| {
        let rare = words.into_iter().filter(|(word, _)| is_rare(documents[*word]));
        let mut weighed: Weighed =
            rare.map(|(word, count)| (word, (1.0 + count.ln()) * (all / documents[word]).ln())).collect();
        weighed.sort_by(|(a, x), (b, y)| y.total_cmp(x).then(a.cmp(b)));
        weighed.truncate(TELLING);
        let norm = weighed.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
        weighed.iter_mut().for_each(|(_, weight)| *weight /= norm);
        weighed
    });
    (telling.collect(), numbers.0.len())
}

/// Words, numbered as they come.
#[derive(Default)]
#[expect(clippy::disallowed_types, reason = "only looked up, never gone through")]
struct Numbers(std::collections::HashMap<String, usize>);

impl Numbers {
    fn of(&mut self, word: &str) -> usize {
        if let Some(number) = self.0.get(word) {
            return *number;
        }
        let number = self.0.len();
        self.0.insert(word.to_owned(), number);
        number
    }
}

fn text_of<'a>(article: &'a Article, catalog: &Catalog) -> Option<&'a Translation> {
    let source = |t: &&Translation| t.language.language() == catalog.source_locale.language();
    article.translations.iter().find(source).or_else(|| article.translations.first())
}

/// The words of an article and how often it has them; of scripts without spaces, pairs of characters. What stands in
/// the title counts thrice.
fn words(translation: Option<&Translation>, numbers: &mut Numbers) -> Weighed {
    let mut found: Weighed = Vec::new();
    let Some(translation) = translation else { return found };
    for (text, weight) in [(translation.title(), 3.0), (translation.body().text.as_str(), 1.0)] {
        for run in text.split(|c: char| !c.is_alphanumeric()).filter(|run| run.len() > 3) {
            if run.chars().any(|c| c >= '\u{0E00}') {
                let ends: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
                found.extend(ends.windows(3).map(|ends| (numbers.of(&run[ends[0]..ends[2]]), weight)));
            } else {
                found.push((numbers.of(&run.to_lowercase()), weight));
            }
        }
    }
    found.sort_by_key(|(word, _)| *word);
    found.dedup_by(|next, kept| {
        next.0 == kept.0 && {
            kept.1 += next.1;
            true
        }
    });
    found
}

/// For each article those that it links to or is linked from.
fn links(articles: &[ArticlePlan]) -> Vec<BTreeSet<usize>> {
    let mut at: BTreeMap<&str, usize> = BTreeMap::new();
    for (article, plan) in articles.iter().enumerate() {
        plan.pages.iter().for_each(|page| _ = at.insert(&page.url, article));
    }
    let mut links = vec![BTreeSet::new(); articles.len()];
    for (article, plan) in articles.iter().enumerate() {
        for target in plan.pages.iter().flat_map(|page| &page.links) {
            let LinkTarget::Internal { url, .. } = target else { continue };
            let Some(&other) = at.get(url.split('#').next().unwrap_or_default()).filter(|other| **other != article)
            else {
                continue;
            };
            links[article].insert(other);
            links[other].insert(article);
        }
    }
    links
}

/// Names of groups that an article's files put it in.
fn groups(article: &Article) -> BTreeSet<&str> {
    const KEYS: &[&str] = &["ms.service", "ms.subservice", "ms.prod", "ms.technology", "ms.collection", "category"];
    let metas = article.translations.iter().map(Translation::meta);
    metas.flat_map(|meta| KEYS.iter().filter_map(|key| meta.extra.get(*key)).map(String::as_str)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_counted() {
        let mut numbers = Numbers::default();
        assert_eq!((numbers.of("a"), numbers.of("b"), numbers.of("a")), (0, 1, 0));
        assert!(words(None, &mut numbers).is_empty());
    }
}
