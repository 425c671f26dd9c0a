//! Places: where the bilingual units of a file begin in its rendered text.

use crate::model::UnitStart;

use super::Builder;

impl Builder<'_> {
    /// Where the units of the document begin in the text.
    pub(super) fn unit_starts(&self) -> Vec<UnitStart> {
        let marked = &self.frame.marked.side;
        let text = &self.body.text;
        let mut found: Vec<UnitStart> = Vec::with_capacity(self.context.units.len());
        for (unit, place) in marked.places(self.context.units.iter().copied()).into_iter().enumerate() {
            let Some(place) = place else { continue };
            // Markup at its beginning is not in the text.
            let begins = marked.text[place..].find(|c: char| c.is_alphanumeric());
            let Some(place) = begins.map(|n| place + n) else { continue };
            let after = self.words.partition_point(|(_, there)| *there <= place);
            let Some((here, there)) = after.checked_sub(1).map(|n| self.words[n]) else { continue };
            let Some(at) = near(text, here + (place - there), &marked.text[place..]) else { continue };
            if found.last().is_none_or(|last| (last.at as usize) < at)
                && let (Ok(unit), Ok(at)) = (u32::try_from(unit), u32::try_from(at))
            {
                found.push(UnitStart { unit, at });
            }
        }
        found
    }
}

/// Where a text has the first letters of another, not far from `at`: entities and emojis have other lengths in Markdown.
fn near(text: &str, at: usize, wanted: &str) -> Option<usize> {
    const FAR: usize = 12;
    let letters = wanted.char_indices().take_while(|(_, c)| c.is_alphanumeric()).take(8).last();
    let wanted = &wanted[..letters.map_or(0, |(n, c)| n + c.len_utf8())];
    let fits = |at: usize| text.get(at..).is_some_and(|text| text.starts_with(wanted));
    let (mut before, mut after) = (at..=at, at..=at + FAR);
    if at > 0 {
        before = at.saturating_sub(FAR)..=at - 1;
    }
    after.find(|at| fits(*at)).or_else(|| before.rev().find(|at| fits(*at)))
}
