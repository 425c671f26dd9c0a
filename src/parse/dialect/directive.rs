//! Directives in brackets (`[!NOTE]`, `[!INCLUDE …]`, `[!VIDEO …]`) and in colons on one line
//! (`:::image …:::`), wherever they stand.

use crate::model::Code;

use super::snippet::Snippet;
use super::{Alert, Image, Marked, Problem, Rewrite, Token, attribute, attributes};

/// No directive is longer than this many bytes.
const LONGEST: usize = 2000;

const ALERT_HELP: &str = "write `> [!NOTE]` (or TIP, IMPORTANT, WARNING, CAUTION) on a line of its own, and the text on \
                          the next lines, each after `>`";

/// Marks every directive.
pub fn mark(marked: &mut Marked) {
    let old = marked.side.clone();
    let text = old.text.as_str();
    let mut rewrite = Rewrite::new();
    let mut at = 0;
    // Whether the last thing marked was an alert that opens a quotation, and where it ended.
    let mut last_alert = None;
    while let Some(found) = text[at..].find(['[', ':']) {
        let start = at + found;
        let rest = head(&text[start..]);
        let read = if rest.starts_with("[!") || rest.starts_with("[！") {
            bracketed(text, start, rest)
        } else if rest.starts_with(":::") {
            coloned(rest)
        } else {
            None
        };
        let Some(Read { mut token, length, problem }) = read else {
            at = start + if rest.starts_with(":::") { 3 } else { 1 };
            continue;
        };
        let end = start + length;
        // The escape of an escaped bracket goes with it.
        let begin = if text[..start].ends_with('\\') { start - 1 } else { start };
        if let Token::Alert { .. } = token {
            let twice = last_alert
                .is_some_and(|last: usize| text[last..start].trim_matches(['>', ' ', '\n', '\r', '\\']).is_empty());
            if twice {
                token = Token::Nothing;
            }
            last_alert = Some(end);
        }
        let mark = marked.add(token, begin..end, problem);
        rewrite.replace(&old, begin..end, &mark);
        at = end;
    }
    if rewrite.at > 0 {
        marked.side = rewrite.finish(&old);
    }
}

/// The beginning of a text: as much as a directive may take.
pub fn head(text: &str) -> &str {
    let mut end = text.len().min(LONGEST);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// A directive that was read.
struct Read {
    token: Token,
    length: usize,
    problem: Option<Problem>,
}

impl Read {
    fn sound(token: Token, length: usize) -> Self {
        Self { token, length, problem: None }
    }
}

/// Reads a directive in brackets; `rest` is what stands from its bracket on.
fn bracketed(text: &str, start: usize, rest: &str) -> Option<Read> {
    let inner = rest.strip_prefix("[!").or_else(|| rest.strip_prefix("[！"))?;
    let opening = rest.len() - inner.len();
    let word_end = inner.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '+' && c != '#');
    let word = &inner[..word_end.unwrap_or(inner.len())];
    let lower = word.to_lowercase();
    let after = &inner[word.len()..];
    match lower.as_str() {
        "include" => {
            let (path, length) = link(after)?;
            let length = opening + word.len() + length;
            let alone = line_ends(&text[start + length..]) && line_before(text, start).chars().all(is_prefix);
            Some(Read::sound(Token::Include { path, alone }, length))
        }
        "video" => {
            let end = after.find([']', '\n'])?;
            let url = after[..end].trim().trim_start_matches(['(', '<']).trim_end_matches([')', '>']).to_owned();
            let length = opening + word.len() + end + usize::from(after[end..].starts_with(']'));
            (!url.is_empty()).then(|| Read::sound(Token::Video(url), length))
        }
        "div" => {
            let end = after.find([']', '\n'])?;
            let classes = attribute(&attributes(&after[..end]), "class").unwrap_or_default();
            let classes = classes.split_whitespace().map(str::to_owned).collect();
            let length = opening + word.len() + end + usize::from(after[end..].starts_with(']'));
            Some(Read::sound(Token::Div(classes), length))
        }
        _ if lower == "code" || lower.starts_with("code-") => {
            let (target, length) = link(after)?;
            let snippet = Snippet::from_link(lower.strip_prefix("code-").unwrap_or_default(), &target);
            Some(Read::sound(Token::Snippet(snippet), opening + word.len() + length))
        }
        _ if lower.chars().next().is_some_and(char::is_alphabetic) => alert(text, start, opening, inner),
        // `[! NOTE]`, and nothing of ours otherwise.
        "" if after.starts_with(' ') => alert(text, start, opening, inner),
        _ => None,
    }
}

/// Reads an alert's keyword, or a directive that is none.
fn alert(text: &str, start: usize, opening: usize, inner: &str) -> Option<Read> {
    let end = inner.find([']', '\n', '[', '(']).filter(|end| inner[*end..].starts_with(']'))?;
    let word = inner[..end].trim_end_matches('\\').trim();
    let length = opening + end + 1;
    let before = line_before(text, start);
    let prefix = before.trim_end_matches('\\');
    let in_quotation = prefix.trim_end().ends_with('>') && prefix.chars().all(is_prefix);
    let opens = prefix.chars().all(|c| is_prefix(c) || c == '*');
    let alone = line_ends(&text[start + length..]);
    let keyword = Alert::from_keyword(word);
    let kind = keyword.or_else(|| Alert::from_word(word));
    if kind.is_none() && !(opens && word.chars().count() <= 24 && !word.contains('=')) {
        if word.contains(char::is_whitespace) && !word.contains('=') && !opens {
            // Words in brackets after an exclamation mark: a sentence of the author's.
            return None;
        }
        let help = "write a directive that kbgen knows, or escape the bracket: `\\[!`";
        let message = format!("`[!{word}]` is no directive");
        let problem = Some(Problem { code: Code::UnknownBlock, message, help });
        return Some(Read { token: Token::Nothing, length, problem });
    }
    let is_plain = text[start..].starts_with("[!") && !before.ends_with('\\');
    let sound = is_plain && keyword.is_some() && in_quotation && alone && !inner.starts_with(' ');
    let message = || match keyword {
        _ if !is_plain => "the brackets of an alert are damaged".to_owned(),
        None => format!("`{word}` is no keyword of an alert"),
        Some(_) if !in_quotation => "an alert is not in a quotation".to_owned(),
        Some(_) => "an alert has text on the line of its keyword".to_owned(),
    };
    let problem = (!sound).then(|| Problem { code: Code::BrokenAlert, message: message(), help: ALERT_HELP });
    let token = Token::Alert { kind: kind.unwrap_or(Alert::Note), sound: in_quotation };
    Some(Read { token, length, problem })
}

/// Whether a character may stand before the first text of a line: quotations, lists.
fn is_prefix(c: char) -> bool {
    c.is_whitespace() || c.is_ascii_digit() || matches!(c, '>' | '-' | '+' | '.' | ')' | '*')
}

/// Whether nothing more stands on the line that a text begins with.
fn line_ends(text: &str) -> bool {
    text.chars().find(|c| *c == '\n' || !c.is_whitespace()).is_none_or(|c| c == '\n')
}

fn line_before(text: &str, at: usize) -> &str {
    let mut from = at.saturating_sub(200);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    text[from..at].rsplit('\n').next().unwrap_or_default()
}

/// Reads `[label](target)]`: the target, and how long it all is.
fn link(text: &str) -> Option<(String, usize)> {
    let label = text.len() - text.trim_start().len();
    let middle = text[label..].strip_prefix('[')?.find("](")? + label + 1;
    let target = middle + 2;
    let mut depth = 0;
    for (at, c) in text[target..].char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth > 0 => depth -= 1,
            ')' => {
                let end = target + at;
                let close =
                    end + 1 + text[end + 1..].find(']').filter(|n| text[end + 1..end + 1 + n].trim().is_empty())?;
                // A title after the target is for editors only.
                let path = text[target..end].trim().trim_matches(['<', '>']);
                let path = path.split(" \"").next().unwrap_or(path).trim();
                return Some((path.to_owned(), close + 1));
            }
            '\n' => return None,
            _ => {}
        }
    }
    None
}

/// Reads `:::name attributes:::` on one line.
fn coloned(rest: &str) -> Option<Read> {
    let inner = rest[3..].trim_start_matches([' ', ':']);
    let from = rest.len() - inner.len();
    let word_end = inner.find(|c: char| !c.is_ascii_alphabetic() && c != '-')?;
    let (word, given) = inner.split_at(word_end);
    let word = word.to_ascii_lowercase();
    if !matches!(word.as_str(), "image" | "no-loc" | "code" | "video") {
        return None;
    }
    let end = given.find(":::")?;
    let length = from + word_end + end + given[end..].len() - given[end..].trim_start_matches(':').len();
    let given = &given[..end];
    let values = attributes(given);
    let token = match word.as_str() {
        "image" => Token::Image(Image::read(given)?),
        "no-loc" => Token::Text(attribute(&values, "text")?),
        "code" => Token::Snippet(Snippet::from_attributes(
            &attribute(&values, "language").unwrap_or_default(),
            &attribute(&values, "source")?,
            attribute(&values, "range"),
            attribute(&values, "id"),
        )),
        _ => Token::Video(attribute(&values, "source")?),
    };
    Some(Read::sound(token, length))
}
