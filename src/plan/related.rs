//! Related articles: about the same things, told by rare words, by links between them and by shared front matter.
//!
//! An article's relatives are the same in every locale, so they are found in one text of each article: the source
//! language's where there is one.

use std::collections::{BTreeMap, BTreeSet, HashMap};

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

/// Finds the relatives of every article.
pub fn assign(catalog: &Catalog, articles: &mut [ArticlePlan]) {
    let telling = telling(catalog);
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    for (article, words) in telling.iter().enumerate() {
        words.keys().for_each(|word| holders.entry(word).or_default().push(article));
    }
    let links = links(articles);
    let groups: Vec<BTreeSet<&str>> = catalog.articles.iter().map(groups).collect();
    let related: Vec<Vec<usize>> = (0..telling.len())
        .map(|article| {
            let mut likeness: BTreeMap<usize, f64> = BTreeMap::new();
            for (word, weight) in &telling[article] {
                for other in holders.get(word.as_str()).into_iter().flatten().filter(|other| **other != article) {
                    *likeness.entry(*other).or_default() += weight * telling[*other][word];
                }
            }
            links[article].iter().for_each(|other| *likeness.entry(*other).or_default() += LINK);
            let mut found: Vec<(usize, f64)> = likeness
                .into_iter()
                .filter(|(_, score)| *score >= ENOUGH)
                .map(|(other, score)| (other, score + GROUP * f64::from(!groups[article].is_disjoint(&groups[other]))))
                .collect();
            found.sort_by(|(a, x), (b, y)| y.total_cmp(x).then(a.cmp(b)));
            found.into_iter().take(MOST).map(|(other, _)| other).collect()
        })
        .collect();
    for (plan, related) in articles.iter_mut().zip(related) {
        plan.related = related;
    }
}

/// The words that tell each article from others, with weights of which the squares add up to 1.
fn telling(catalog: &Catalog) -> Vec<BTreeMap<String, f64>> {
    let number = catalog.articles.len() as f64;
    let words: Vec<HashMap<String, f64>> =
        catalog.articles.iter().map(|article| words(text_of(article, catalog))).collect();
    let mut documents: HashMap<&str, f64> = HashMap::new();
    for word in words.iter().flat_map(HashMap::keys) {
        *documents.entry(word).or_default() += 1.0;
    }
    let is_rare = |count: f64| count > 1.0 && (count / number < COMMON || count < 4.0);
    words
        .iter()
        .map(|words| {
            let weighed = words.iter().filter_map(|(word, count)| {
                let in_all = documents[word.as_str()];
                is_rare(in_all).then(|| (word, (1.0 + count.ln()) * (number / in_all).ln()))
            });
            let mut weighed: Vec<(&String, f64)> = weighed.collect();
            weighed.sort_by(|(a, x), (b, y)| y.total_cmp(x).then_with(|| a.cmp(b)));
            weighed.truncate(TELLING);
            let norm = weighed.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt().max(f64::MIN_POSITIVE);
            weighed.into_iter().map(|(word, weight)| (word.clone(), weight / norm)).collect()
        })
        .collect()
}

fn text_of<'a>(article: &'a Article, catalog: &Catalog) -> Option<&'a Translation> {
    let source = |t: &&Translation| t.language.language() == catalog.source_locale.language();
    article.translations.iter().find(source).or_else(|| article.translations.first())
}

/// The words of an article and how often it has them; of scripts without spaces, pairs of characters. What stands in
/// the title counts thrice.
fn words(translation: Option<&Translation>) -> HashMap<String, f64> {
    let mut counts: HashMap<String, f64> = HashMap::new();
    let Some(translation) = translation else { return counts };
    for (text, weight) in [(translation.title(), 3.0), (translation.body().text.as_str(), 1.0)] {
        for run in text.split(|c: char| !c.is_alphanumeric()).filter(|run| !run.is_empty()) {
            let mut add = |word: &str| match counts.get_mut(word) {
                Some(count) => *count += weight,
                None => _ = counts.insert(word.to_owned(), weight),
            };
            if run.is_ascii() {
                if run.len() > 3 && run.bytes().any(|b| b.is_ascii_alphabetic()) {
                    add(&run.to_ascii_lowercase());
                }
                continue;
            }
            let letters: Vec<(usize, char)> = run.char_indices().collect();
            if letters.iter().any(|(_, c)| *c >= '\u{0E00}') {
                for pair in letters.windows(2) {
                    add(&run[pair[0].0..pair[1].0 + pair[1].1.len_utf8()]);
                }
            } else if letters.len() > 3 {
                add(&run.to_lowercase());
            }
        }
    }
    counts
}

/// For each article those that it links to or is linked from.
fn links(articles: &[ArticlePlan]) -> Vec<BTreeSet<usize>> {
    let mut at: HashMap<&str, usize> = HashMap::new();
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
