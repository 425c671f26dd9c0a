//! Source text for editions that have none: a bilingual edition lends its own, block by block.

use crate::model::{Edition, Loan};

use super::segments::{pair, shapes};

/// What the edition to read can borrow from the newest bilingual one.
pub fn lend(editions: &[Edition]) -> Option<Loan> {
    let reader = &editions.first()?.document;
    if reader.is_bilingual() {
        return None;
    }
    let lender = editions.iter().position(|e| e.document.is_bilingual())?;
    let document = &editions[lender].document;
    let source = document.source.as_ref()?;
    // The units' own two sides have the same blocks, or nothing can be said.
    if document.reading.blocks.len() != source.blocks.len() {
        return None;
    }
    let blocks = pair(&shapes(&reader.reading), &shapes(&document.reading));
    let loan = Loan { edition: lender, blocks };
    (loan.lent() > 0).then_some(loan)
}
