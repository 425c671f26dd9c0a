//! Links that are not written so that Markdown sees them, written anew: a space before the address
//! (`[x] (https://…)`), a bracket too many (`[[a] b] c](https://…)`), an end that is missing.
//! Only addresses with `http` are touched, which nothing else in brackets looks like.

use std::ops::Range;

use crate::model::Code;

use super::{Line, Lines, Marked, Rewrite, head};

/// Mends every link that needs it.
pub fn mend(marked: &mut Marked) {
    let mut rewrite: Option<Rewrite> = None;
    let mut told = Vec::new();
    for Line { start, text, fenced } in Lines::new(&marked.side.text) {
        if fenced || !text.contains("http") {
            continue;
        }
        let rest = &marked.side.text[start + text.len()..];
        for (range, link) in links(text, rest) {
            let range = start + range.start..start + range.end;
            rewrite.get_or_insert_with(Rewrite::new).replace(&marked.side, range.clone(), &link);
            told.push(range);
        }
    }
    for range in told {
        let help = "write `[words](address)`, without spaces and with one bracket on each side";
        marked.find(Code::MalformedLink, range, "the link is malformed; it is read as it was meant", help);
    }
    if let Some(rewrite) = rewrite {
        marked.side = rewrite.finish(&marked.side);
    }
}

/// The malformed links of a line: where they stand, and how they should. `rest` is what follows it.
fn links(line: &str, rest: &str) -> Vec<(Range<usize>, String)> {
    let mut found = Vec::new();
    let mut done = 0;
    let mut at = 0;
    // Backticks up to a place, counted once.
    let (mut ticks, mut counted) = (0, 0);
    while let Some(n) = line[at..].find(']') {
        let close = at + n;
        at = close + 1;
        let gap = line[at..].len() - line[at..].trim_start_matches(' ').len();
        let Some(inside) = line[at + gap..].strip_prefix('(') else { continue };
        let address = inside.trim_start_matches(' ');
        if gap > 1 || !address.starts_with("http://") && !address.starts_with("https://") {
            continue;
        }
        let from = line.len() - address.len();
        let (length, end, closed) = target(head(address));
        let url = address[..length].trim();
        let label = done..close;
        at = from + end;
        done = at;
        let Some(open) = opening(&line[label.clone()]) else { continue };
        let open = label.start + open;
        let inner = &line[open + 1..close];
        let balanced = inner.matches('[').count() == inner.matches(']').count();
        let titled = address[length..].trim_start().starts_with(['"', '\'']);
        let whole = !url.contains(char::is_whitespace) && closed;
        // The next line may close it.
        let goes_on = !closed && from + end >= line.trim_end().len() && rest.trim_start().starts_with([')', '"', '\'']);
        ticks += line[counted..open].matches('`').count();
        counted = open;
        let in_code = ticks % 2 == 1;
        let image = line[..open].ends_with('!');
        if titled || goes_on || balanced && whole && gap == 0 || in_code || image || url.contains(['<', '>']) {
            continue;
        }
        let words = inner.strip_suffix(']').filter(|_| !balanced).unwrap_or(inner);
        // Brackets within are text, but for those of an image or of bold.
        let nested = words.contains("](");
        if nested {
            continue;
        }
        let words =
            if words.contains(['[', ']']) { words.replace('[', "\\[").replace(']', "\\]") } else { words.into() };
        found.push((open..at, format!("[{words}](<{url}>)")));
    }
    found
}

/// Where the label's bracket opens in what stands before its end: the one that balances it, else that
/// of the nearest pair, else the first of all.
fn opening(before: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut first = None;
    let mut nearest = None;
    for (at, c) in before.char_indices().rev() {
        match c {
            ']' if !before[..at].ends_with('\\') => depth += 1,
            '[' if !before[..at].ends_with('\\') => {
                if depth == 0 {
                    return Some(at);
                }
                depth -= 1;
                first = Some(at);
                if depth == 0 {
                    nearest = nearest.or(first);
                }
            }
            _ => {}
        }
    }
    nearest.or(first)
}

/// How long the address at the beginning of a text is, where its link ends, and whether it is closed.
fn target(text: &str) -> (usize, usize, bool) {
    let mut depth = 0usize;
    let mut space = None;
    for (at, c) in text.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            // A title, or a sign that belongs to the address: one part of text at most.
            ')' => match space {
                Some(space) if text[space..at].trim().len() > 1 && !text[space..at].trim().starts_with('%') => break,
                _ => return (at, at + 1, true),
            },
            c if c.is_whitespace() => _ = space.get_or_insert(at),
            _ => {}
        }
    }
    let end = space.unwrap_or(text.len());
    (end, end, false)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms() {
        for (line, expected) in [
            ("[x](https://e.org/a)", None),
            ("[x]( https://e.org/a)", None),
            ("[a [b] c](https://e.org/(d))", None),
            ("[x](https://e.org \"title\")", None),
            ("see [x] (https://e.org/a).", Some("[x](<https://e.org/a>)")),
            ("[X]]y](https://e.org)", Some("[X\\]\\]y](<https://e.org>)")),
            ("[Graph]](https://e.org)", Some("[Graph](<https://e.org>)")),
            ("[[a] b] c](https://e.org)", Some("[\\[a\\] b\\] c](<https://e.org>)")),
            ("[a] b [c] d](https://e.org)", Some("[c\\] d](<https://e.org>)")),
            ("[x]( https://e.org/a(v=1)", Some("[x](<https://e.org/a(v=1)>)")),
            ("`[x] (https://e.org/a)`", None),
            ("no bracket] (https://e.org)", None),
        ] {
            let mended = links(line, "\n").into_iter().next().map(|(_, link)| link);
            assert_eq!(mended.as_deref(), expected, "{line}");
        }
        assert!(links("[x](https://e.org/a", "\n  )").is_empty());
    }
}
