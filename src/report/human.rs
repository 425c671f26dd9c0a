//! For people: place, excerpt, help.

use std::fmt::Write;

use anstyle::{AnsiColor, Effects, Style};
use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use super::Format;
use crate::model::{Diagnostic, Location, Severity};

pub const FORMAT: Format = Format { name: "human", render };

/// How the terminal can show things.
#[derive(Clone, Copy, Debug, Default)]
pub struct Look {
    pub color: bool,
}

/// Columns that an excerpt may take; longer lines are cut around the finding.
const WIDTH: usize = 100;

fn render(diagnostics: &[Diagnostic], look: Look) -> String {
    let mut out = String::new();
    for diagnostic in diagnostics {
        one(&mut out, diagnostic, look);
        out.push('\n');
    }
    out
}

fn one(out: &mut String, diagnostic: &Diagnostic, look: Look) {
    let paint = |style: Style, text: &str| if look.color { format!("{style}{text}{style:#}") } else { text.to_owned() };
    let bold = Style::new().effects(Effects::BOLD);
    let color = match diagnostic.severity {
        Severity::Error => AnsiColor::Red,
        Severity::Warning => AnsiColor::Yellow,
        Severity::Note => AnsiColor::Cyan,
    };
    if let Some(location) = &diagnostic.location {
        let place = format!("{}:{}:{}: ", location.path, location.line, location.column);
        out.push_str(&paint(bold, &place));
    }
    let code = diagnostic.code;
    let head = format!("{}[{} {}]", diagnostic.severity.name(), code.id(), code.name());
    let _ = writeln!(out, "{}: {}", paint(color.on_default().effects(Effects::BOLD), &head), diagnostic.message);
    if let Some(location) = diagnostic.location.as_ref().filter(|l| !l.excerpt.trim().is_empty()) {
        excerpt(out, location, |carets| paint(color.on_default(), carets));
    }
    for note in &diagnostic.notes {
        let _ = writeln!(out, "  note: {note}");
    }
    if let Some(help) = &diagnostic.help {
        let _ = writeln!(out, "  {}: {help}", paint(AnsiColor::Green.on_default(), "help"));
    }
}

/// The line with carets below the finding. In a line that runs from right to left carets would
/// stand below something else, so that the finding itself is quoted.
fn excerpt(out: &mut String, location: &Location, paint: impl Fn(&str) -> String) {
    let line = location.excerpt.replace('\t', " ");
    let found = &line[location.range.clone()];
    if line.chars().any(is_right_to_left) {
        if !found.trim().is_empty() {
            let _ = writeln!(out, "  | \u{2068}{}\u{2069}", cut(found, WIDTH));
        }
        return;
    }
    let before = &line[..location.range.start];
    let room = WIDTH / 3;
    let from = before.char_indices().rev().nth(room).map_or(0, |(at, _)| at);
    let shown = cut(&line[from..], WIDTH);
    let lead = if from > 0 { "…" } else { "" };
    let _ = writeln!(out, "  | {lead}{shown}");
    let indent = lead.width() + line[from..location.range.start].width();
    let visible = (lead.width() + shown.trim_end_matches('…').width()).saturating_sub(indent);
    let carets = found.width().clamp(1, visible.max(1));
    let _ = writeln!(out, "  | {}{}", " ".repeat(indent), paint(&"^".repeat(carets)));
}

fn cut(text: &str, columns: usize) -> String {
    let mut width = 0;
    let mut out = String::new();
    for c in text.chars() {
        width += c.width().unwrap_or(0);
        if width > columns {
            out.push('…');
            break;
        }
        // Controls would act on the terminal.
        out.push(if c.is_control() { ' ' } else { c });
    }
    out
}

fn is_right_to_left(c: char) -> bool {
    matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFF}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Code;

    fn shown(line: &str, finding: &str) -> String {
        let path = "content/a.md".into();
        let at = line.find(finding).unwrap();
        let location = Location::in_text(&path, line, at..at + finding.len());
        let diagnostic = Diagnostic::new(Code::BrokenLink, "there is no page `x.md`").at(location).help("correct it");
        render(&[diagnostic], Look::default())
    }

    #[test]
    fn carets_use_display_width() {
        assert_eq!(
            shown("請參閱 [說明](x.md)。", "[說明](x.md)"),
            "content/a.md:1:5: error[KB401 broken-link]: there is no page `x.md`\n  | 請參閱 [說明](x.md)。\n  |        ^^^^^^^^^^^^\n  help: correct it\n\n"
        );
    }

    #[test]
    fn right_to_left_lines_quote_the_finding() {
        assert!(shown("انظر [المقالة](x.md) هنا", "[المقالة](x.md)").contains("  | \u{2068}[المقالة](x.md)\u{2069}\n"));
    }

    #[test]
    fn long_lines_are_cut() {
        let line = format!("{}[x](y){}", "a".repeat(300), "b".repeat(300));
        let text = shown(&line, "[x](y)");
        assert!(text.lines().all(|l| l.chars().count() < 120));
        assert!(text.contains("[x](y)"));
    }
}
