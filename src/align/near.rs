//! What came close: the articles most like one, that are not it.

use crate::model::{Catalog, Origin};

use super::editions::Node;
use super::score::Scorer;

/// An article that resembles another.
#[derive(Clone, Debug, PartialEq)]
pub struct Near {
    /// Number of the article.
    pub article: usize,
    /// 0 to 1; see [`super::CERTAIN`].
    pub score: f64,
    pub shared: Vec<String>,
}

/// The articles that have most in common with one, most first.
pub fn near(catalog: &Catalog, article: usize) -> Vec<Near> {
    let mut nodes = Vec::new();
    let mut clusters = Vec::new();
    for article in &catalog.articles {
        let begin = nodes.len();
        for translation in article.translations.iter().filter(|t| t.origin == Origin::Written) {
            let documents = translation.editions.iter().map(|e| e.document.clone()).collect();
            nodes.push(Node { locale: translation.locale.clone(), documents });
        }
        clusters.push((begin..nodes.len()).collect::<Vec<_>>());
    }
    let scorer = Scorer::new(&nodes);
    let mut found: Vec<Near> = (0..clusters.len())
        .filter(|other| *other != article)
        .map(|other| {
            let (score, shared) = scorer.compare(&clusters[article], &clusters[other], clusters.len());
            Near { article: other, score, shared }
        })
        .filter(|near| near.score >= 0.05)
        .collect();
    found.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.article.cmp(&b.article)));
    found.truncate(3);
    found
}
