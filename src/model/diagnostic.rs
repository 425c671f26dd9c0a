use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

/// A value and what its author should know about it.
#[derive(Clone, Debug, Default)]
pub struct Checked<T> {
    pub value: T,
    pub diagnostics: Vec<Diagnostic>,
}

/// How grave a diagnostic is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Severity {
    /// Worth knowing; nothing is lost.
    Note,
    /// Readers see something less than the author meant.
    Warning,
    /// Readers lose something.
    Error,
}

impl Severity {
    pub fn name(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One finding about one place of the content, never fatal to other files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    /// Starts lower-case, quotes names in backticks, carries no full stop.
    pub message: String,
    pub location: Option<Location>,
    /// Further facts, each a sentence without full stop.
    pub notes: Vec<String>,
    /// The way out.
    pub help: Option<String>,
}

/// A place in a text file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Location {
    /// The path to show to people.
    pub path: Arc<str>,
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
    /// The line, without its end; of a long one what is around the finding.
    pub excerpt: String,
    /// Byte range of the finding within `excerpt`.
    pub range: Range<usize>,
}

impl Location {
    /// The place of the bytes `span` of `text`; a span past the end is the end.
    pub fn in_text(path: &Arc<str>, text: &str, span: Range<usize>) -> Self {
        let start = floor_boundary(text, span.start);
        let begin = text[..start].rfind('\n').map_or(0, |n| n + 1);
        let end = text[start..].find('\n').map_or(text.len(), |n| start + n);
        let line = text[begin..end].trim_end_matches('\r');
        let from = (start - begin).min(line.len());
        let to = floor_boundary(text, span.end.max(start)).saturating_sub(begin).clamp(from, line.len());
        let first = floor_boundary(line, from.saturating_sub(AROUND));
        let last = floor_boundary(line, (from + 2 * AROUND).max(first));
        Self {
            path: path.clone(),
            line: text[..begin].bytes().filter(|b| *b == b'\n').count() + 1,
            column: line[..from].chars().count() + 1,
            excerpt: line[first..last].to_owned(),
            range: from - first..to.min(last) - first,
        }
    }

    /// The first character of a file of which no text is at hand.
    pub fn of_file(path: &Arc<str>) -> Self {
        Self { path: path.clone(), line: 1, column: 1, excerpt: String::new(), range: 0..0 }
    }
}

/// Bytes that an excerpt keeps before a finding; it keeps twice as many after.
const AROUND: usize = 200;

/// More findings of one code in one file than this are only counted.
const MOST: usize = 100;

/// Diagnostics of one file: of each code the first hundred, and how many there are.
#[derive(Debug, Default)]
pub struct Capped {
    found: Vec<Diagnostic>,
    counts: BTreeMap<Code, usize>,
}

impl Capped {
    /// Adds a diagnostic; it is made only where it is kept.
    pub fn add(&mut self, code: Code, make: impl FnOnce() -> Diagnostic) {
        let count = self.counts.entry(code).or_default();
        *count += 1;
        if *count <= MOST {
            self.found.push(make());
        }
    }

    /// All that were kept, with a word on the others.
    pub fn done(self, path: &Arc<str>) -> Vec<Diagnostic> {
        let mut found = self.found;
        for (code, count) in self.counts.into_iter().filter(|(_, count)| *count > MOST) {
            let message = format!("the file has {} more of these", count - MOST);
            found.push(Diagnostic::new(code, message).at(Location::of_file(path)));
        }
        found
    }
}

fn floor_boundary(text: &str, at: usize) -> usize {
    let mut at = at.min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

impl Code {
    /// The name of its article in the help, such as `kb401-broken-link`.
    pub fn page_name(self) -> String {
        format!("{}-{}", self.id().to_ascii_lowercase(), self.name())
    }

    /// Where its article can be read, in English.
    pub fn help_url(self) -> String {
        format!("{}en-us/diagnostics/{}/", env!("CARGO_PKG_HOMEPAGE"), self.page_name())
    }
}

impl Diagnostic {
    pub fn new(code: Code, message: impl Into<String>) -> Self {
        Self { code, severity: code.severity(), message: message.into(), location: None, notes: Vec::new(), help: None }
    }

    pub fn at(mut self, location: Location) -> Self {
        self.location = Some(location);
        self
    }

    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help = Some(help.into());
        self
    }

    /// The order in which diagnostics are shown: by file, place, code.
    pub fn sort_key(&self) -> (&str, usize, usize, Code, &str) {
        let place = self.location.as_ref();
        let path = place.map_or("", |l| &l.path);
        (path, place.map_or(0, |l| l.line), place.map_or(0, |l| l.column), self.code, &self.message)
    }
}

macro_rules! codes {
    ($($variant:ident $id:literal $name:literal $severity:ident $summary:literal;)*) => {
        /// What a diagnostic is about. `KB1xx` front matter, `KB2xx` Markdown and HTML, `KB3xx`
        /// translations, `KB4xx` URLs and links, `KB5xx` theme, `KB6xx` output.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Code { $(#[doc = $summary] $variant,)* }

        impl Code {
            /// Every code, in order.
            pub const ALL: &[Self] = &[$(Self::$variant,)*];

            /// The stable number, such as `KB401`.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => $id,)* }
            }

            /// The name in words, such as `broken-link`.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// One sentence that says what the code means.
            pub fn summary(self) -> &'static str {
                match self { $(Self::$variant => $summary,)* }
            }

            fn severity(self) -> Severity {
                match self { $(Self::$variant => Severity::$severity,)* }
            }
        }
    };
}

codes! {
    InvalidYaml "KB101" "invalid-yaml" Error "A part of the front matter is not valid.";
    UnclosedFrontMatter "KB102" "unclosed-front-matter" Error "The front matter is opened but never closed.";
    MissingFrontMatter "KB103" "missing-front-matter" Warning "An article has no front matter.";
    InvalidUtf8 "KB104" "invalid-utf8" Error "The file holds bytes that are not UTF-8.";
    EmptyFile "KB105" "empty-file" Warning "The file has no text.";
    InvalidValue "KB106" "invalid-value" Warning "A front matter value cannot be used.";
    MisplacedKey "KB107" "misplaced-key" Warning "A front matter key is misspelt or has a space in it.";
    LocaleMismatch "KB108" "locale-mismatch" Warning "Front matter and path name different locales.";
    LocaleGuessed "KB109" "locale-guessed" Note "The locale was told by the language of the text.";
    UnreadableFile "KB110" "unreadable-file" Error "A file of the content cannot be read.";
    InvalidRepositoryFile "KB111" "invalid-repository-file" Error "A file that describes the repository cannot be read.";
    UnknownPageKind "KB112" "unknown-page-kind" Note "A YAML page is of a kind that has no layout of its own.";
    BrokenUnit "KB201" "broken-unit" Warning "A bilingual span is not closed, or its parts do not fit.";
    LeftoverMarkup "KB202" "leftover-markup" Warning "Markup of a translation tool was left in the text.";
    MissingTitle "KB203" "missing-title" Warning "An article has no heading of the first level.";
    BrokenAlert "KB204" "broken-alert" Warning "An alert is not written as its keyword alone in a quotation.";
    MisplacedBold "KB205" "misplaced-bold" Warning "Bold has lost its text, or a text its bold.";
    EmptyLabel "KB206" "empty-label" Warning "A link has no text.";
    MissingInclude "KB207" "missing-include" Error "A file that an article includes does not exist.";
    IncludeCycle "KB208" "include-cycle" Error "A file includes itself, or includes grow without end.";
    MissingSnippet "KB209" "missing-snippet" Error "Code that an article shows does not exist.";
    UnbalancedBlock "KB210" "unbalanced-block" Warning "A block is opened and never closed, or closed and never opened.";
    UnknownBlock "KB211" "unknown-block" Warning "A block or directive is not known.";
    RemovedHtml "KB212" "removed-html" Warning "HTML that is not allowed was removed.";
    MalformedLink "KB213" "malformed-link" Warning "A link is malformed.";
    TranslationConflict "KB301" "translation-conflict" Warning "Two files of one locale claim to be the same article.";
    DuplicateId "KB302" "duplicate-locfileid" Warning "Two different articles carry the same ms.locfileid.";
    UnknownPin "KB303" "unknown-pin" Warning "The alignment file names a translation that does not exist.";
    BrokenLink "KB401" "broken-link" Error "A link leads to no page.";
    BrokenAnchor "KB402" "broken-anchor" Warning "A link leads to a heading that its page does not have.";
    MissingMedia "KB403" "missing-media" Error "An image or file does not exist.";
    UrlCollision "KB404" "url-collision" Warning "Two articles would land on one URL.";
    OutsideRoot "KB405" "outside-root" Error "A path leads out of the content.";
    BrokenRedirect "KB406" "broken-redirect" Warning "A redirect cannot be followed.";
    DeadLink "KB407" "dead-link" Warning "An address outside the site does not answer.";
    MissingString "KB501" "missing-string" Warning "The interface has a text that is not translated.";
    TemplateError "KB502" "template-error" Error "A template could not be rendered.";
    ForeignFile "KB601" "foreign-file" Error "A file that kbgen did not write is in the way.";
    HostLimit "KB602" "host-limit" Error "The site goes beyond a limit of its host.";
    RedirectsLeft "KB603" "redirects-left-to-pages" Note "The host answers some of the redirects, pages the others.";
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_count_characters() {
        let path: Arc<str> = "a.md".into();
        let text = "été\r\nnaïve [x](y)\n";
        let at = text.find("[x]").unwrap();
        let location = Location::in_text(&path, text, at..at + 6);
        assert_eq!((location.line, location.column), (2, 7));
        assert_eq!(&location.excerpt[location.range.clone()], "[x](y)");
        let end = Location::in_text(&path, text, 900..901);
        assert_eq!((end.line, end.column, end.excerpt.as_str()), (3, 1, ""));
    }

    #[test]
    fn codes_are_unique_and_ordered() {
        assert!(Code::ALL.windows(2).all(|pair| pair[0].id() < pair[1].id()));
    }
}
