//! How each translation stands to the newest source version.

use crate::model::{State, Translation};

/// Judges all translations of one article by their source hashes and hand-off dates.
///
/// A translation is behind where another one, of a different source version, was handed off later.
/// Hashes of different length are different kinds of hash and say nothing about each other.
pub fn judge(translations: &mut [Translation]) {
    let versions: Vec<_> =
        translations.iter().map(|t| (t.meta().source_hash.clone(), t.meta().handoff, t.locale.clone())).collect();
    let newest = versions.iter().filter(|v| v.0.is_some()).max_by_key(|v| v.1).cloned();
    for (translation, (hash, handoff, _)) in translations.iter_mut().zip(&versions) {
        let Some(hash) = hash else {
            translation.state = if versions.len() == 1 { State::Current } else { State::NotComparable };
            continue;
        };
        let newer = versions
            .iter()
            .filter(|(other, date, _)| {
                other.as_ref().is_some_and(|o| o.len() == hash.len() && o != hash) && date.is_some() && date > handoff
            })
            // Of one hand-off the first locale.
            .max_by(|a, b| a.1.cmp(&b.1).then_with(|| b.2.cmp(&a.2)));
        translation.state = match (newer, &newest) {
            (Some((_, handoff, locale)), _) => State::Behind { newer: locale.clone(), handoff: *handoff },
            (None, Some((Some(latest), date, _)))
                if latest == hash || *date <= *handoff && latest.len() == hash.len() =>
            {
                State::Current
            }
            _ => State::NotComparable,
        };
    }
}
