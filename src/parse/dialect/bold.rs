//! Bold that translation has damaged, put back where it belongs.
//!
//! Machine translation lets bold fall off its text (`[OK]****`, `**a****b**`), puts spaces inside
//! it, and attaches it to letters of languages without spaces, where Markdown no longer sees it.

use std::ops::Range;

use crate::model::Code;

use super::{GAP, Line, Lines, Marked, Rewrite};

const HELP: &str = "put the stars around the words that are bold: `**words**`";

/// Mends every line that needs it.
pub fn mend(marked: &mut Marked) {
    if marked.side.text.contains("****") || marked.side.text.contains("\\*\\*") {
        rewrite(marked, dislocated);
    }
    rewrite(marked, unseen);
}

/// What to do with a part of a line.
struct Edit {
    range: Range<usize>,
    text: String,
    /// Whether the author should know.
    told: bool,
}

fn rewrite(marked: &mut Marked, edits: impl Fn(&str) -> Vec<Edit>) {
    let mut rewrite: Option<Rewrite> = None;
    let mut told = Vec::new();
    for Line { start, text, fenced } in Lines::new(&marked.side.text) {
        // A line of stars is a rule.
        let inner = text.trim_start_matches([' ', '\t', '>', '-', '+']);
        let is_rule = inner.chars().all(|c| c == '*' || c.is_whitespace());
        if fenced || is_rule || !text.contains('*') {
            continue;
        }
        for edit in edits(text) {
            let range = start + edit.range.start..start + edit.range.end;
            rewrite.get_or_insert_with(Rewrite::new).replace(&marked.side, range.clone(), &edit.text);
            if edit.told {
                told.push(range);
            }
        }
    }
    for range in told {
        marked.find(Code::MisplacedBold, range, "bold has lost its text", HELP);
    }
    if let Some(rewrite) = rewrite {
        marked.side = rewrite.finish(&marked.side);
    }
}

/// A run of stars outside code.
struct Run {
    range: Range<usize>,
    /// How many stars.
    length: usize,
}

/// The runs of two stars and more of a line; stars that are escaped four times in a row are one, too.
fn runs(line: &str) -> Vec<Run> {
    const ESCAPED: &str = r"\*\*\*\*";
    let bytes = line.as_bytes();
    let mut runs = Vec::new();
    let mut at = 0;
    // Where code that begins with so many backticks was looked for in vain.
    let mut hopeless: Option<usize> = None;
    while at < bytes.len() {
        match bytes[at] {
            b'\\' if line[at..].starts_with(ESCAPED) => {
                runs.push(Run { range: at..at + ESCAPED.len(), length: 4 });
                at += ESCAPED.len();
            }
            b'\\' => at += 2,
            b'`' => {
                let length = bytes[at..].iter().take_while(|b| **b == b'`').count();
                at += length;
                if hopeless.is_none_or(|least| length < least) {
                    match closing_backticks(&bytes[at..], length) {
                        Some(end) => at += end,
                        None => hopeless = Some(length),
                    }
                }
            }
            b'*' => {
                let length = bytes[at..].iter().take_while(|b| **b == b'*').count();
                if length > 1 {
                    runs.push(Run { range: at..at + length, length });
                }
                at += length;
            }
            _ => at += 1,
        }
    }
    runs
}

/// Where a run of exactly `length` backticks ends.
fn closing_backticks(bytes: &[u8], length: usize) -> Option<usize> {
    let mut at = 0;
    while at < bytes.len() {
        let run = bytes[at..].iter().take_while(|b| **b == b'`').count();
        if run == length {
            return Some(at + run);
        }
        at += run.max(1);
    }
    None
}

/// Edits for runs of four stars and more, which are bold without a text: the label before or after
/// them in brackets was it; between two bold texts they are the seam.
fn dislocated(line: &str) -> Vec<Edit> {
    let runs = runs(line);
    if runs.iter().all(|run| run.length < 4) {
        return Vec::new();
    }
    let mut edits: Vec<Edit> = Vec::new();
    let last = runs.iter().rposition(|run| run.length == 2);
    let mut open = false;
    let mut done = 0;
    // Number of the run that closes a pair which is bold as it stands.
    let mut sound = None;
    let gap = |range, text: String| Edit { range, text, told: false };
    for (n, run) in runs.iter().enumerate() {
        let (from, to) = (std::mem::replace(&mut done, run.range.end), run.range.clone());
        if run.length < 4 {
            open ^= run.length == 2;
            continue;
        }
        // A label ends before the next run, since edits must not meet.
        let next = runs.get(n + 1).map_or(line.len(), |next| next.range.start);
        let (before, after) = (&line[from..to.start], &line[to.end..next]);
        // Masked text such as `(****)` is meant.
        if before.ends_with(['(', '（']) && after.starts_with([')', '）']) || sound == Some(n) {
            continue;
        }
        let is_pair = runs.get(n + 1).is_some_and(|next| next.length == run.length);
        let is_text = !after.is_empty() && after.trim() == after;
        if !open && is_pair && is_text && !before.trim_end().ends_with(']') && line.as_bytes()[to.start] == b'*' {
            sound = Some(n + 1);
            continue;
        }
        let closes_later = last.is_some_and(|last| last > n);
        if open {
            // The seam of two bold texts, or an end with two stars too many.
            open = closes_later;
            let text = if closes_later { format!("**{GAP}**") } else { format!("**{GAP}") };
            edits.push(Edit { range: to, text, told: true });
            continue;
        }
        let label = before.trim_end();
        let bracketed = label.ends_with(']').then(|| label.rfind('[')).flatten();
        let following = after.starts_with('[').then(|| after.find(']')).flatten();
        if let Some(start) = bracketed {
            let (start, end) = (from + start, from + label.len());
            edits.push(gap(start..start, format!("{GAP}**")));
            edits.push(gap(end..end, format!("**{GAP}")));
            edits.push(Edit { range: to.clone(), text: String::new(), told: true });
        } else if let Some(length) = following.filter(|n| !after[n + 1..].starts_with(['(', '*'])) {
            let end = to.end + length + 1;
            edits.push(Edit { range: to.clone(), text: format!("{GAP}**"), told: true });
            edits.push(gap(end..end, format!("**{GAP}")));
            done = end;
        } else {
            edits.push(Edit { range: to.clone(), text: String::new(), told: true });
        }
    }
    edits
}

/// Edits for pairs of `**` that Markdown does not take for bold: spaces move out of them, and a gap
/// parts them from letters that they touch.
fn unseen(line: &str) -> Vec<Edit> {
    let runs: Vec<Run> = runs(line).into_iter().filter(|run| !line[run.range.clone()].starts_with('\\')).collect();
    if runs.len() % 2 == 1 || runs.iter().any(|run| run.length != 2) {
        return Vec::new();
    }
    let mut edits = Vec::new();
    for pair in runs.chunks_exact(2) {
        let (open, close) = (&pair[0].range, &pair[1].range);
        let inner = &line[open.end..close.start];
        let text = inner.trim();
        if text.is_empty() {
            // Nothing is bold.
            for range in [open, close] {
                edits.push(Edit { range: range.clone(), text: String::new(), told: true });
            }
            continue;
        }
        let lead = &inner[..inner.len() - inner.trim_start().len()];
        let tail = &inner[inner.trim_end().len()..];
        if !lead.is_empty()
            && !tail.is_empty()
            && line[..open.start].ends_with(char::is_whitespace)
            && line[close.end..].starts_with(char::is_whitespace)
            && !text.contains(' ')
            && text.chars().all(|c| c.is_ascii_digit())
        {
            // `2 ** 3 ** 4` is arithmetic.
            continue;
        }
        let before = line[..open.start].chars().next_back();
        let after = line[close.end..].chars().next();
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let sign = |c: Option<char>| !letter(c);
        if !lead.is_empty() || letter(before) && sign(text.chars().next()) {
            edits.push(Edit { range: open.start..open.end + lead.len(), text: format!("{lead}{GAP}**"), told: false });
        }
        if !tail.is_empty() || letter(after) && sign(text.chars().next_back()) {
            edits.push(Edit {
                range: close.start - tail.len()..close.end,
                text: format!("**{GAP}{tail}"),
                told: false,
            });
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::super::{Marked, Side};
    use super::*;

    /// The text after mending, gaps shown as `·`, and how many findings.
    fn mended(text: &str) -> (String, usize) {
        let mut marked = Marked { side: Side::plain(text, 0), ..Marked::default() };
        mend(&mut marked);
        (marked.side.text.replace(GAP, "·"), marked.findings.len())
    }

    #[test]
    fn bold_that_lost_its_text() {
        for (text, expected, findings) in [
            ("選取 [設定]**** 索引", "選取 ·**[設定]**· 索引", 1),
            ("按 [X] ****，再按 [Y]****。", "按 ·**[X]**· ，再按 ·**[Y]**·。", 2),
            ("按一下 ****[確定]。", "按一下 ·**[確定]**·。", 1),
            (r"按 [儲存]\*\*\*\*。", "按 ·**[儲存]**·。", 1),
            ("[**開始****設定**]", "[**開始**·**設定**]", 1),
            ("**[確定]**** を", "**[確定]**· を", 1),
            ("vous **** devez", "vous  devez", 1),
            ("options ******* > Open", "options  > Open", 1),
            ("アスタリスク (****) で", "アスタリスク (****) で", 0),
            ("****", "****", 0),
            ("****a b**** c", "****a b**** c", 0),
            ("選取****設定****。", "選取****設定****。", 0),
            ("> ** * **", "> ** * **", 0),
            ("`a****b` **c**", "`a****b` **c**", 0),
            ("```\n[X]****\n```", "```\n[X]****\n```", 0),
        ] {
            assert_eq!(mended(text), (expected.into(), findings), "{text}");
        }
    }

    #[test]
    fn bold_that_markdown_does_not_see() {
        for (text, expected) in [
            ("選取**「確定」**按鈕", "選取·**「確定」**·按鈕"),
            ("nom ** fix2010 **.", "nom  ·**fix2010**· ."),
            ("a **b** c", "a **b** c"),
            ("a**b**c", "a**b**c"),
            ("一 **b **c", "一 **b**· c"),
            ("2 ** 3 ** 4", "2 ** 3 ** 4"),
            ("one ** alone", "one ** alone"),
        ] {
            assert_eq!(mended(text).0, expected, "{text}");
        }
    }

    #[test]
    fn long_lines_take_linear_time() {
        let text = "[a]**** `".repeat(50_000);
        assert!(mended(&text).0.len() > text.len() / 2);
    }
}
