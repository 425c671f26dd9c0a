//! Blocks between lines of colons: `:::row:::` … `:::row-end:::` of docfx, `:::note` … `:::` of others.

use crate::model::Code;

use super::{Alert, Container, Image, Line, Lines, Marked, Problem, Rewrite, Token, attribute, attributes};

/// Marks every opening and closing line. What columns indent is moved back to their own column, where
/// Markdown does not take it for code.
pub fn mark(marked: &mut Marked) {
    let old = std::mem::take(&mut marked.side);
    let mut rewrite = Rewrite::new();
    // Spaces taken away within each open row and column, and the sum.
    let mut indents: Vec<usize> = Vec::new();
    let mut removed = 0;
    let mut lines = Lines::new(&old.text).peekable();
    marked.side = old.clone();
    while let Some(Line { start, text, fenced }) = lines.next() {
        let spaces = text.len() - text.trim_start_matches(' ').len();
        let cut = removed.min(spaces);
        let found = if fenced { None } else { parse(text) };
        let Some((prefix, line)) = found else {
            if cut > 0 {
                rewrite.replace(&old, start..start + cut, "");
            }
            continue;
        };
        match &line {
            Token::Open(Container::Row | Container::Column(_)) => {
                let next = lines.peek().map_or(0, |l| l.text.len() - l.text.trim_start_matches(' ').len());
                let blank = lines.peek().is_none_or(|l| l.text.trim().is_empty());
                let more = if blank { 0 } else { next.saturating_sub(spaces) };
                indents.push(more);
                removed += more;
            }
            Token::Close(Some("row" | "column")) => removed -= indents.pop().unwrap_or(0),
            _ => {}
        }
        let range = start + prefix..start + text.len();
        let problem = matches!(line, Token::Open(Container::Unknown)).then(|| Problem {
            code: Code::UnknownBlock,
            message: format!("`{}` is no block", text.trim()),
            help: "write a block that kbgen knows: row, column, moniker, zone, image, code, video, note",
        });
        let mark = marked.add(line, range.clone(), problem);
        // Blank lines around it keep it from becoming part of a paragraph, list or heading.
        let lead = &text[cut.min(prefix)..prefix];
        let blank = if lead.trim().is_empty() { "" } else { lead.trim_end() };
        rewrite.replace(&old, start..start + text.len(), &format!("{blank}\n{lead}{mark}\n{blank}"));
    }
    marked.side = rewrite.finish(&old);
}

/// What a line of colons says, and where on it the colons begin.
fn parse(line: &str) -> Option<(usize, Token)> {
    let prefix = line.len() - line.trim_start_matches([' ', '\t', '>']).len();
    let rest = &line[prefix..];
    if !rest.starts_with(":::") {
        return None;
    }
    let inner = rest.trim_matches(|c: char| c == ':' || c.is_whitespace());
    let end = inner.find(|c: char| !c.is_ascii_alphabetic() && c != '-' && c != '{' && c != '}');
    let (word, given) = inner.split_at(end.unwrap_or(inner.len()));
    let word = word.trim_matches(['{', '}']).to_ascii_lowercase();
    let given = given.trim();
    let token = match word.as_str() {
        "" if inner.is_empty() => Token::Close(None),
        "row" => Token::Open(Container::Row),
        "column" => {
            let span = attribute(&attributes(given), "span").and_then(|span| span.parse().ok());
            Token::Open(Container::Column(span.unwrap_or(1).clamp(1, 6)))
        }
        "moniker" | "zone" => {
            let value = attributes(given).into_iter().map(|(_, value)| value).collect::<Vec<_>>().join(", ");
            Token::Open(Container::Variant(value))
        }
        "row-end" => Token::Close(Some("row")),
        "column-end" => Token::Close(Some("column")),
        "moniker-end" | "zone-end" => Token::Close(Some("variant")),
        "image-end" => Token::ImageEnd,
        "video-end" | "code-end" | "form-end" => Token::Nothing,
        "image" => {
            let image = Image::read(given).filter(|image| image.complex)?;
            Token::Image(image)
        }
        "code" | "video" | "no-loc" => return None,
        word => {
            let title = given.trim_matches(['[', ']', '"']).to_owned();
            let alert = Alert::from_keyword(word).or_else(|| Alert::from_word(word));
            Token::Open(alert.map_or(Container::Unknown, |alert| Container::Alert(alert, title)))
        }
    };
    Some((prefix, token))
}

impl Image {
    /// An image from the attributes of `:::image`; `None` without a source.
    pub fn read(text: &str) -> Option<Self> {
        let given = attributes(text);
        let kind = attribute(&given, "type").unwrap_or_default().to_ascii_lowercase();
        let alt = attribute(&given, "alt-text").or_else(|| attribute(&given, "alt")).unwrap_or_default();
        Some(Self {
            source: attribute(&given, "source").or_else(|| attribute(&given, "src"))?,
            alt,
            lightbox: attribute(&given, "lightbox"),
            icon: kind == "icon",
            complex: kind == "complex",
            border: attribute(&given, "border").is_none_or(|border| border != "false"),
        })
    }
}
