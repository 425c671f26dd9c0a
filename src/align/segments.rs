//! Segments: which blocks of an article's translations say the same.
//!
//! Words tell nothing across languages, so blocks are compared by what translation leaves alone: their kind, their
//! depth, and where their links lead.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::model::{ALONE, Block, Body, Translation};

/// The numbers of the blocks of every translation of an article.
pub fn numbers(translations: &[Translation]) -> Vec<Vec<u32>> {
    let has_source = |t: &Translation| t.loan.is_some() || !t.body().units.is_empty();
    if translations.len() < 2 && !translations.iter().any(has_source) {
        return Vec::new();
    }
    let Some(first) = translations.first().map(|t| shapes(t.body())) else { return Vec::new() };
    let of = |translation: &Translation| {
        let pairs = pair(&shapes(translation.body()), &first);
        (ALONE..).zip(pairs).map(|(alone, pair)| pair.unwrap_or(alone)).collect()
    };
    translations.iter().map(of).collect()
}

/// What the blocks of a body look like without their words.
pub fn shapes(body: &Body) -> Vec<u64> {
    body.blocks.iter().map(|block| shape(body, block)).collect()
}

fn shape(body: &Body, block: &Block) -> u64 {
    let mut hasher = DefaultHasher::new();
    (block.kind, block.depth).hash(&mut hasher);
    for link in &body.links[block.links.clone()] {
        link.target.hash(&mut hasher);
    }
    hasher.finish()
}

/// Pairs two sequences of shapes: equal beginnings, equal ends, and between them what is the same
/// and unique on both sides. What is left stays alone: no source text beats a wrong one.
pub fn pair(wanted: &[u64], offered: &[u64]) -> Vec<Option<u32>> {
    let mut pairs = vec![None; wanted.len()];
    let shortest = wanted.len().min(offered.len());
    if wanted == offered {
        return (0..wanted.len()).map(|n| Some(n as u32)).collect();
    }
    let mut prefix = (0..shortest).take_while(|&n| wanted[n] == offered[n]).count();
    let mut suffix =
        (0..shortest - prefix).take_while(|&n| wanted[wanted.len() - 1 - n] == offered[offered.len() - 1 - n]).count();
    // Next to the place where the texts part, a block of the same shape as those that differ may be
    // any of them.
    let differing: BTreeSet<u64> = [(wanted, prefix), (offered, prefix)]
        .into_iter()
        .flat_map(|(shapes, from)| shapes[from..shapes.len() - suffix].iter().copied())
        .collect();
    while prefix > 0 && differing.contains(&wanted[prefix - 1]) {
        prefix -= 1;
    }
    while suffix > 0 && differing.contains(&wanted[wanted.len() - suffix]) {
        suffix -= 1;
    }
    for (n, slot) in pairs.iter_mut().enumerate().take(prefix) {
        *slot = Some(n as u32);
    }
    for n in 0..suffix {
        pairs[wanted.len() - 1 - n] = Some((offered.len() - 1 - n) as u32);
    }
    let middle = prefix..wanted.len() - suffix;
    let others = prefix..offered.len() - suffix;
    let count = |shapes: &[u64], shape| shapes.iter().filter(|s| **s == shape).count();
    // Few blocks differ between two editions; long differing middles are two different texts.
    if middle.len() <= 64 && others.len() <= 64 {
        for n in middle.clone() {
            let unique =
                count(&wanted[middle.clone()], wanted[n]) == 1 && count(&offered[others.clone()], wanted[n]) == 1;
            if unique && let Some(at) = offered[others.clone()].iter().position(|s| *s == wanted[n]) {
                pairs[n] = Some((others.start + at) as u32);
            }
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::pair;

    #[test]
    fn pairs() {
        assert_eq!(pair(&[1, 2, 2], &[1, 2, 2]), [Some(0), Some(1), Some(2)]);
        // A block came in between.
        assert_eq!(pair(&[1, 9, 2, 3], &[1, 2, 3]), [Some(0), None, Some(1), Some(2)]);
        // Which of two alike is the new one cannot be told.
        assert_eq!(pair(&[1, 2, 2, 3], &[1, 2, 3]), [Some(0), None, None, Some(2)]);
        // Two changed places.
        assert_eq!(pair(&[1, 5, 6, 4], &[1, 6, 5, 4]), [Some(0), Some(2), Some(1), Some(3)]);
        assert_eq!(pair(&[7, 7], &[8]), [None, None]);
    }
}
