//! Reports: diagnostics in, text for people or machines out. One file a format, one line in
//! [`FORMATS`].

mod github;
mod human;
mod json;
mod sarif;

use crate::model::{Diagnostic, Severity};

pub use human::Look;

/// A form in which diagnostics are written.
pub struct Format {
    /// The value of `--format`.
    pub name: &'static str,
    pub render: fn(&[Diagnostic], Look) -> String,
}

/// Every format, the default first.
pub const FORMATS: &[Format] = &[human::FORMAT, json::FORMAT, github::FORMAT, sarif::FORMAT];

/// The format of a name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// How many diagnostics there are of each severity: errors, warnings, notes.
pub fn tally(diagnostics: &[Diagnostic]) -> (usize, usize, usize) {
    let count = |severity| diagnostics.iter().filter(|d| d.severity == severity).count();
    (count(Severity::Error), count(Severity::Warning), count(Severity::Note))
}

/// The exit status that diagnostics ask for: 0 clean, 1 errors (or, when `strict`, warnings).
pub fn status(diagnostics: &[Diagnostic], strict: bool) -> u8 {
    let least = if strict { Severity::Warning } else { Severity::Error };
    u8::from(diagnostics.iter().any(|d| d.severity >= least))
}
