//! Error codes and messages in texts. The text of an article goes in, the codes that it treats and the
//! messages that it quotes come out, each in one spelling. Knows no article but the one it reads, and
//! no page; precision comes before recall, because a list of errors is read by people.

mod forms;
mod messages;
mod patterns;
mod tokens;
mod words;

use std::collections::BTreeMap;

use crate::model::{BlockKind, Body, CodeKind, slug};

pub use forms::{decimal_forms, forms};
pub use patterns::Patterns;
use tokens::Text;

/// A code in the spelling that is shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Code {
    pub kind: CodeKind,
    /// `0x80070005`, `5.7.750`, `AADSTS50020`; of an event only its number.
    pub text: String,
}

impl Code {
    /// Its folder in addresses: lower case, dots kept; empty where nothing of it can stand there.
    pub fn id(&self) -> String {
        let part = |c: char| if c.is_alphanumeric() || matches!(c, '.' | '_' | '-') { c } else { ' ' };
        let spaced: String = self.text.to_lowercase().chars().map(part).collect();
        let id = spaced.split_whitespace().collect::<Vec<_>>().join("-");
        let id = id.trim_matches(['.', '-']);
        if slug::safe(id).is_empty() {
            return String::new();
        }
        if self.kind == CodeKind::Event { format!("event-{id}") } else { id.to_owned() }
    }
}

/// What one text says of errors.
#[derive(Debug, Default, PartialEq)]
pub struct Errors {
    /// Each with whether the title holds it.
    pub codes: BTreeMap<Code, bool>,
    /// Each with whether the title quotes it.
    pub messages: BTreeMap<String, bool>,
}

/// Finds the codes and messages of an article.
pub fn find(title: &str, body: &Body, patterns: &Patterns) -> Errors {
    let mut errors = Errors::default();
    look(Text { text: title, title: true, program: false }, &mut errors);
    for block in &body.blocks {
        let program = block.kind == BlockKind::Code;
        // The first heading stands in the text as well.
        let text = body.block_text(block);
        look(
            Text { text, title: matches!(block.kind, BlockKind::Heading(1)) && text == title.trim(), program },
            &mut errors,
        );
    }
    for (text, in_title) in [(title, true), (body.text.as_str(), false)] {
        for range in patterns.find(text).filter(|range| range.len() <= 100) {
            let word = &text[range.clone()];
            if word.contains('\n') || tokens::is_in_address(text, range.start) {
                continue;
            }
            *errors.codes.entry(Code { kind: CodeKind::Own, text: word.trim().to_owned() }).or_default() |= in_title;
        }
    }
    errors
}

fn look(text: Text<'_>, errors: &mut Errors) {
    let (mut codes, mut quotes) = (false, false);
    for byte in text.text.bytes() {
        codes |= byte.is_ascii_digit() || byte == b'_';
        quotes |= messages::may_quote(byte);
    }
    let found = if codes { tokens::find(text) } else { Vec::new() };
    if quotes && !text.program {
        for message in messages::find(text.text, &found) {
            *errors.messages.entry(message.to_owned()).or_default() |= text.title;
        }
    }
    for found in found {
        *errors.codes.entry(found.code).or_default() |= text.title;
    }
}

#[cfg(test)]
mod tests;
