//! For GitHub Actions: workflow commands, which it shows at the lines of a pull request.
//!
//! Source: GitHub's "Workflow commands for GitHub Actions".

use super::{Format, Look};
use crate::model::{Diagnostic, Severity};

pub const FORMAT: Format = Format { name: "github", render };

fn render(diagnostics: &[Diagnostic], _: Look) -> String {
    diagnostics.iter().map(one).collect()
}

fn one(diagnostic: &Diagnostic) -> String {
    let command = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Note => "notice",
    };
    let title = format!("title={}", property(&format!("{} {}", diagnostic.code.id(), diagnostic.code.name())));
    let place = diagnostic
        .location
        .as_ref()
        .map_or_else(String::new, |l| format!("file={},line={},col={},", property(&l.path), l.line, l.column));
    let mut text = diagnostic.message.clone();
    for more in diagnostic.notes.iter().chain(&diagnostic.help) {
        text.push('\n');
        text.push_str(more);
    }
    format!("::{command} {place}{title}::{}\n", data(&text))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Code, Location};

    #[test]
    fn escapes() {
        let location = Location::in_text(&"a,b.md".into(), "x", 0..1);
        let diagnostic = Diagnostic::new(Code::BrokenLink, "100 % wrong").at(location).help("mend it");
        assert_eq!(
            one(&diagnostic),
            "::error file=a%2Cb.md,line=1,col=1,title=KB401 broken-link::100 %25 wrong%0Amend it\n"
        );
    }
}
