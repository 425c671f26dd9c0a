//! Search: texts to an index, an index to files, a query to the documents that answer it. The theme's
//! `search.js` does the last part in browsers, by the same rules and with the same files.

pub mod analysis;
pub mod index;
pub mod language;
pub mod pack;
pub mod query;

use crate::model::{BlockKind, Body};

/// How many characters of a text are shown below a result.
const EXCERPT: usize = 160;

/// The beginning of a text, for a list of results.
pub fn excerpt(body: &Body, title: &str) -> String {
    let mut excerpt = String::new();
    let blocks = body.blocks.iter().filter(|block| !matches!(block.kind, BlockKind::Heading(_) | BlockKind::Code));
    for block in blocks {
        let words = body.block_text(block);
        if words.is_empty() || words == title {
            continue;
        }
        if !excerpt.is_empty() {
            excerpt.push(' ');
        }
        excerpt.extend(words.chars().map(|c| if c.is_whitespace() { ' ' } else { c }));
        if excerpt.chars().count() >= EXCERPT {
            break;
        }
    }
    let Some((end, _)) = excerpt.char_indices().nth(EXCERPT) else { return excerpt };
    // At the end of a word, where there are words.
    let end = excerpt[..end].rfind(' ').filter(|space| *space * 2 > end).unwrap_or(end);
    excerpt.truncate(end);
    excerpt.push('…');
    excerpt
}
