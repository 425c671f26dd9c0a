//! Bilingual units: text in, text of each language out.
//!
//! Every sentence of a bilingual file stands twice:
//!
//! ```html
//! <span data-ttu-id="eee43-102">Bonjour.</span><span class="sxs-lookup"><span data-stu-id="eee43-102">Hello.</span></span>
//! ```
//!
//! Units are cut textually, before Markdown is parsed: their text holds half links, unbalanced tags
//! and line breaks, so that neither a Markdown nor an HTML parser sees them whole. The five hex
//! digits of an id are a nonce of the file; the number after them agrees across locales.

use std::ops::Range;

/// A part of a bilingual text.
#[derive(Clone, Debug, PartialEq)]
pub enum Piece {
    /// Bytes that both languages share.
    Shared(Range<usize>),
    Unit(Unit),
}

/// One sentence with its source; ranges are bytes of the text that was cut.
#[derive(Clone, Debug, PartialEq)]
pub struct Unit {
    /// The id's part after the hyphen: `102`, or `p102` for a whole paragraph.
    pub number: String,
    pub target: Range<usize>,
    pub source: Range<usize>,
}

/// Why a unit could not be cut.
#[derive(Clone, Debug, PartialEq)]
pub struct Broken {
    /// The opening tag.
    pub span: Range<usize>,
    pub reason: &'static str,
}

/// A text cut into its pieces.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cut {
    pub pieces: Vec<Piece>,
    pub units: usize,
    pub broken: Vec<Broken>,
}

impl Cut {
    /// The numbers of the units, in their order, a line each.
    pub fn names(&self) -> String {
        let name = |piece: &Piece| match piece {
            Piece::Unit(unit) => Some(unit.number.split_whitespace().collect::<String>()),
            _ => None,
        };
        self.pieces.iter().filter_map(name).collect::<Vec<_>>().join("\n")
    }
}

/// One language of a cut text, with the way back to where each byte came from.
#[derive(Clone, Debug, Default)]
pub struct Side {
    pub text: String,
    /// Pairs of (offset in `text`, offset in the original), ascending.
    map: Vec<(usize, usize)>,
}

impl Side {
    /// A text that is its own original, `shift` bytes into it.
    pub fn plain(text: &str, shift: usize) -> Self {
        Self { text: text.to_owned(), map: vec![(0, shift)] }
    }

    /// Where the byte at `offset` stood in the original.
    pub fn original(&self, offset: usize) -> usize {
        let at = self.map.partition_point(|(here, _)| *here <= offset);
        let (here, there) = self.map[at.saturating_sub(1)];
        there + (offset - here)
    }

    pub fn original_span(&self, span: &Range<usize>) -> Range<usize> {
        let start = self.original(span.start);
        start..self.original(span.end.max(span.start + 1) - 1).max(start) + 1
    }

    /// The same text, of which each byte came from where that of `other` did: this one was cut from it.
    pub fn through(&self, other: &Self) -> Self {
        let mut side = Self::default();
        for (n, (here, there)) in self.map.iter().enumerate() {
            let end = self.map.get(n + 1).map_or(self.text.len(), |(next, _)| *next);
            side.copy(other, *there..*there + (end - here));
        }
        if side.map.is_empty() {
            side.map.push((0, 0));
        }
        side
    }

    /// Where in the text each of some bytes of the original stands; both ascending.
    pub fn places(&self, originals: impl Iterator<Item = usize>) -> Vec<Option<usize>> {
        let mut entries = self.map.iter().peekable();
        originals
            .map(|wanted| {
                while entries.next_if(|(_, there)| *there < wanted).is_some() {}
                entries.peek().filter(|(_, there)| *there == wanted).map(|(here, _)| *here)
            })
            .collect()
    }

    /// Adds the bytes `range` of another side of the same original.
    pub fn copy(&mut self, other: &Self, range: Range<usize>) {
        let mut at = range.start;
        let mut next = other.map.partition_point(|(here, _)| *here <= at);
        while at < range.end {
            let end = other.map.get(next).map_or(range.end, |(here, _)| (*here).min(range.end));
            self.push(&other.text[at..end], other.original(at));
            at = end;
            next += 1;
        }
    }

    /// Adds a text that stands for what began at `from` of the original.
    pub fn push(&mut self, text: &str, from: usize) {
        if !text.is_empty() {
            self.map.push((self.text.len(), from));
            self.text.push_str(text);
        }
    }
}

/// How a unit begins.
pub const OPEN: &str = "<span data-ttu-id=";
const MIDDLE: &str = "</span><span class=\"sxs-lookup\"><span data-stu-id=\"";
const MIDDLE_ENTITY: &str = "</span><span class=&quot;sxs-lookup&quot;><span data-stu-id=&quot;";
const CLOSE: &str = "</span>";

/// Cuts `text` into shared bytes and units. Linear in the length of the text.
pub fn cut(text: &str) -> Cut {
    let mut cut = Cut::default();
    let mut shared = 0;
    let mut at = 0;
    while let Some(found) = text[at..].find(OPEN) {
        let open = at + found;
        match unit_at(text, open) {
            Ok((unit, end)) => {
                if shared < open {
                    cut.pieces.push(Piece::Shared(shared..open));
                }
                cut.pieces.push(Piece::Unit(unit));
                cut.units += 1;
                shared = end;
                at = end;
            }
            Err(reason) => {
                let end = text[open..].find('>').map_or(text.len(), |n| open + n + 1);
                cut.broken.push(Broken { span: open..end, reason });
                at = open + OPEN.len();
            }
        }
    }
    if shared < text.len() {
        cut.pieces.push(Piece::Shared(shared..text.len()));
    }
    cut
}

/// Reads the unit whose opening tag stands at `open`; also returns where it ends.
fn unit_at(text: &str, open: usize) -> Result<(Unit, usize), &'static str> {
    let mut at = open + OPEN.len();
    let quote = if text[at..].starts_with('"') {
        "\""
    } else if text[at..].starts_with("&quot;") {
        "&quot;"
    } else {
        return Err("its id is not quoted");
    };
    at += quote.len();
    // An id is short; a longer one is not an id.
    let id = text[at..].char_indices().take(40).find(|(_, c)| !c.is_ascii_alphanumeric() && *c != '-');
    let id = &text[at..at + id.map_or(0, |(n, _)| n)];
    let number = id.split_once('-').map(|(_, number)| number).filter(|n| !n.is_empty());
    let number = number.ok_or("its id has no number")?;
    at += id.len();
    if !text[at..].starts_with(quote) || !text[at + quote.len()..].starts_with('>') {
        return Err("its opening tag is malformed");
    }
    let target = at + quote.len() + 1;
    // Units do not nest, so the next opening bounds the search and keeps it linear.
    let bound = text[target..].find(OPEN).map_or(text.len(), |n| target + n);
    let (middle, source) =
        find_middle(&text[target..bound], id).ok_or("its source text does not follow it, or has another id")?;
    let (target_end, source) = (target + middle, target + source);
    let source_end = source + text[source..bound].find("</span></span>").ok_or("its source text is not closed")?;
    // A run of more than two closing tags: the last two close the unit, the others are text.
    let mut end = source_end + 2 * CLOSE.len();
    let mut surplus = 0;
    while text[end..].starts_with(CLOSE) {
        end += CLOSE.len();
        surplus += CLOSE.len();
    }
    Ok((Unit { number: number.to_owned(), target: target..target_end, source: source..source_end + surplus }, end))
}

/// Finds where the translation ends and the source text begins.
fn find_middle(text: &str, id: &str) -> Option<(usize, usize)> {
    [(MIDDLE, "\">"), (MIDDLE_ENTITY, "&quot;>")].into_iter().find_map(|(middle, end)| {
        text.match_indices(middle).find_map(|(at, _)| {
            let rest = &text[at + middle.len()..];
            let rest = rest.strip_prefix(id)?.strip_prefix(end)?;
            Some((at, text.len() - rest.len()))
        })
    })
}

/// A text whose units are hidden behind marks, so that what is around them can be parsed as YAML,
/// in which their text would mean something.
#[derive(Debug, Default)]
pub struct Veiled {
    pub side: Side,
    units: Vec<String>,
}

/// Marks around the number of a unit; no text that was decoded has them.
const VEIL: [char; 2] = ['\u{FDD0}', '\u{FDD1}'];

/// Hides the units of a text.
pub fn veil(text: &str) -> Veiled {
    let mut veiled = Veiled::default();
    let mut at = 0;
    for piece in cut(text).pieces {
        match piece {
            Piece::Shared(range) => {
                at = range.end;
                veiled.side.push(&text[range.clone()], range.start);
            }
            Piece::Unit(unit) => {
                let end = unit.source.end;
                let end = end + text[end..].len() - text[end..].trim_start_matches(CLOSE).len();
                veiled.side.push(&format!("{}{}{}", VEIL[0], veiled.units.len(), VEIL[1]), at);
                veiled.units.push(text[at..end].to_owned());
                at = end;
            }
        }
    }
    if veiled.side.map.is_empty() {
        veiled.side.map.push((0, 0));
    }
    veiled
}

impl Veiled {
    /// A value with its units in their places again.
    pub fn lift(&self, value: &str) -> String {
        let mut out = String::with_capacity(value.len());
        let mut rest = value;
        while let Some((before, after)) = rest.split_once(VEIL[0]) {
            out.push_str(before);
            let unit = after
                .split_once(VEIL[1])
                .and_then(|(n, after)| Some((self.units.get(n.parse::<usize>().ok()?)?, after)));
            match unit {
                Some((unit, after)) => {
                    out.push_str(unit);
                    rest = after;
                }
                None => rest = after,
            }
        }
        out.push_str(rest);
        out
    }
}

/// Where a value stands in a text, not far behind `at`; an empty place where it is not written as it
/// is, so that looking for many of them takes no long time.
pub fn find_near(text: &str, at: usize, value: &str) -> Range<usize> {
    const NEAR: usize = 4096;
    let mut end = (at + NEAR + value.len()).min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let found = text.get(at..end).and_then(|near| near.find(value)).filter(|_| !value.is_empty());
    found.map_or(at..at, |n| at + n..at + n + value.len())
}

/// The translation, byte for byte as the published edition has it.
pub fn target_text(text: &str, cut: &Cut) -> String {
    verbatim(text, cut, |unit| unit.target.clone())
}

/// The source text, byte for byte but for what units do not carry.
pub fn source_text(text: &str, cut: &Cut) -> String {
    verbatim(text, cut, |unit| unit.source.clone())
}

fn verbatim(text: &str, cut: &Cut, side: impl Fn(&Unit) -> Range<usize>) -> String {
    let part = |piece: &Piece| match piece {
        Piece::Shared(range) => range.clone(),
        Piece::Unit(unit) => side(unit),
    };
    cut.pieces.iter().map(|piece| &text[part(piece)]).collect()
}

/// The translation as it is to be read; `shift` is where `text` begins in the file.
pub fn target_side(text: &str, cut: &Cut, shift: usize) -> Side {
    side(text, cut, shift, |unit| unit.target.clone())
}

/// Where the text of each unit begins in the file, as it is to be read.
pub fn target_starts(text: &str, cut: &Cut, shift: usize) -> Vec<usize> {
    starts(text, cut, shift, |unit| unit.target.clone())
}

/// Where the source text of each unit begins in the file.
pub fn source_starts(text: &str, cut: &Cut, shift: usize) -> Vec<usize> {
    starts(text, cut, shift, |unit| unit.source.clone())
}

fn starts(text: &str, cut: &Cut, shift: usize, range: impl Fn(&Unit) -> Range<usize>) -> Vec<usize> {
    let units = cut.pieces.iter().filter_map(|piece| if let Piece::Unit(unit) = piece { Some(unit) } else { None });
    units.map(|unit| shift + range(unit).start + trimmed(&text[range(unit)]).0).collect()
}

/// The source text as it is to be read.
pub fn source_side(text: &str, cut: &Cut, shift: usize) -> Side {
    side(text, cut, shift, |unit| unit.source.clone())
}

fn side(text: &str, cut: &Cut, shift: usize, range: impl Fn(&Unit) -> Range<usize>) -> Side {
    let mut side = Side::default();
    side.text.reserve(text.len() / 2);
    for (n, piece) in cut.pieces.iter().enumerate() {
        match piece {
            Piece::Shared(shared) => {
                let gap = &text[shared.clone()];
                // The gap between two sentences is that of the source; languages without spaces
                // have none.
                let markup = |c: &char| matches!(c, '*' | '_' | '[' | '`' | '(');
                let before = side.text.chars().rev().find(|c| !markup(c));
                let after = match cut.pieces.get(n + 1) {
                    Some(Piece::Unit(next)) => text[range(next)].chars().find(|c| !c.is_whitespace() && !markup(c)),
                    _ => None,
                };
                let collapses = gap == " " && before.is_some_and(is_cjk) && after.is_some_and(is_cjk);
                if !collapses {
                    side.push(gap, shift + shared.start);
                }
            }
            Piece::Unit(unit) => {
                let range = range(unit);
                let (skip, part) = trimmed(&text[range.clone()]);
                side.push(part, shift + range.start + skip);
            }
        }
    }
    if side.map.is_empty() {
        side.map.push((0, shift));
    }
    side
}

/// A unit that begins with a line break and deep indentation is an ordinary sentence, not code.
fn trimmed(text: &str) -> (usize, &str) {
    let trimmed = text.trim_start_matches([' ', '\t', '\r', '\n']);
    let skipped = text.len() - trimmed.len();
    if text[..skipped].contains('\n') { (skipped, trimmed) } else { (0, text) }
}

/// Whether sentences on both sides of such characters are not separated by a space.
pub fn is_cjk(c: char) -> bool {
    matches!(c,
        '\u{2E80}'..='\u{30FF}' | '\u{3400}'..='\u{4DBF}' | '\u{4E00}'..='\u{9FFF}'
        | '\u{F900}'..='\u{FAFF}' | '\u{FF00}'..='\u{FFEF}' | '\u{20000}'..='\u{3FFFF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unit(id: &str, target: &str, source: &str) -> String {
        format!(
            "<span data-ttu-id=\"{id}\">{target}</span><span class=\"sxs-lookup\">\
             <span data-stu-id=\"{id}\">{source}</span></span>"
        )
    }

    fn both(text: &str) -> (String, String) {
        let cut = cut(text);
        (target_side(text, &cut, 0).text, source_side(text, &cut, 0).text)
    }

    #[test]
    fn shared_bytes_belong_to_both_sides() {
        let text = format!("- [{}](x.md) {}\n", unit("ab12c-102", "Un", "One"), unit("ab12c-p103", "Deux", "Two"));
        assert_eq!(both(&text), ("- [Un](x.md) Deux\n".into(), "- [One](x.md) Two\n".into()));
        let Piece::Unit(second) = &cut(&text).pieces[3] else { panic!("a unit") };
        assert_eq!(second.number, "p103");
    }

    #[test]
    fn spaces_between_cjk_sentences_collapse() {
        let text =
            format!("{} {} {}", unit("a-1", "一。", "One."), unit("a-2", "二。", "Two."), unit("a-3", "C", "C."));
        assert_eq!(both(&text), ("一。二。 C".into(), "One. Two. C.".into()));
        assert_eq!(target_text(&text, &cut(&text)), "一。 二。 C");
    }

    #[test]
    fn markup_inside_units_is_not_parsed() {
        let half = format!("![{} {}", unit("a-3", "3.", "3."), unit("a-4", "Curseur](p)", "Cursor](p)"));
        assert_eq!(both(&half).0, "![3. Curseur](p)");
        let stray = unit("a-5", "a.<span>com", "a.<span>com");
        assert_eq!(both(&stray).0, "a.<span>com");
        let closing = unit("a-6", "b</span>", "b</span>");
        assert_eq!(both(&format!("{closing} suite")), ("b</span> suite".into(), "b</span> suite".into()));
    }

    #[test]
    fn entities_and_indentation() {
        let entity = unit("a-7", "T", "S").replace('"', "&quot;");
        assert_eq!(both(&entity), ("T".into(), "S".into()));
        let indented = unit("a-8", "\n            段落", "\n            Paragraph");
        assert_eq!(both(&indented), ("段落".into(), "Paragraph".into()));
    }

    #[test]
    fn a_broken_unit_spares_the_next() {
        let text = format!("<span data-ttu-id=\"a-1\">T {}", unit("a-2", "Deux", "Two"));
        let cut = cut(&text);
        assert_eq!((cut.units, cut.broken.len()), (1, 1));
        assert_eq!(cut.broken[0].span, 0..24);
        assert!(target_text(&text, &cut).ends_with("T Deux"));
    }

    #[test]
    fn offsets_lead_back() {
        let text = format!("x {} y", unit("a-1", "traduit", "source"));
        let side = target_side(&text, &cut(&text), 100);
        let at = side.text.find("duit").unwrap();
        assert_eq!(side.original(at) - 100, text.find("duit").unwrap());
        assert_eq!(side.original(side.text.find('y').unwrap()) - 100, text.rfind('y').unwrap());
    }

    #[test]
    fn veils() {
        let (one, two) = (unit("a-1", "Un : 1", "One: 1"), unit("a-2", "b</span>", "b</span>"));
        let text = format!("- name: {one} {two}\n- x\n");
        let veiled = veil(&text);
        assert!(!veiled.side.text.contains("span"), "{}", veiled.side.text);
        assert_eq!(veiled.lift(&veiled.side.text), text);
        assert_eq!(veiled.side.original(veiled.side.text.find("- x").unwrap()), text.find("- x").unwrap());
        assert_eq!(veil("").lift("\u{FDD0}7\u{FDD1}\u{FDD0}"), "7\u{FDD1}");
    }

    #[test]
    fn a_side_of_a_side() {
        let mut made = Side::default();
        made.push("# ", 40);
        made.push(&format!("{} end\n", unit("a-1", "cible", "source")), 200);
        let side = target_side(&made.text, &cut(&made.text), 0);
        let back = side.through(&made);
        assert_eq!(back.text, "# cible end\n");
        let place = |word: &str| back.original(back.text.find(word).unwrap());
        assert_eq!((place("#"), place("cible"), place("end")), (40, 224, 200 + made.text.find("end").unwrap() - 2));
        assert_eq!(Side::plain("", 7).through(&made).text, "");
    }

    #[test]
    fn many_unclosed_openings_stay_linear() {
        let text = "<span data-ttu-id=\"a-1\">".repeat(100_000);
        assert_eq!(cut(&text).broken.len(), 100_000);
    }
}
