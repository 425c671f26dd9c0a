//! Parse: one file in, one [`Document`] out. Knows that file only; never touches the disk, never
//! looks at another file, never fails.

mod dialect;
pub mod front_matter;
mod holes;
mod html;
mod locale;
mod markdown;
mod parts;
mod tags;
pub mod units;

use std::ops::Range;
use std::sync::Arc;

use crate::config;
use crate::model::{
    Body, Capped, Checked, Code, Diagnostic, Document, Library, Locale, LocaleFrom, Location, Meta, Role, Source,
};

use units::Side;

pub use html::unescape;

/// Diagnostics of one text in the making.
pub struct Findings<'a> {
    path: &'a Arc<str>,
    text: &'a str,
    found: Capped,
}

impl<'a> Findings<'a> {
    pub fn new(path: &'a Arc<str>, text: &'a str) -> Self {
        Self { path, text, found: Capped::default() }
    }

    pub fn add(&mut self, code: Code, span: Range<usize>, message: impl Into<String>, help: impl Into<String>) {
        let (path, text) = (self.path, self.text);
        self.found.add(code, || Diagnostic::new(code, message).at(Location::in_text(path, text, span)).help(help));
    }

    /// The first line of `range`, without its end.
    pub fn line_of(&self, range: Range<usize>) -> Range<usize> {
        let line = self.text[range.clone()].lines().next().unwrap_or_default().trim_end();
        range.start..range.start + line.len()
    }

    pub fn done(self) -> Vec<Diagnostic> {
        self.found.done(self.path)
    }
}

/// The paths below the content root of the files that a text shows: what it includes or quotes.
pub fn shows(text: &str, root: usize, relative: &str, docset: Option<usize>) -> Vec<String> {
    parts::wanted(text, markdown::Place { root, relative, docset })
}

/// Parses one file; `library` has the files that it shows.
pub fn parse(source: &Source, library: &Library, options: &config::Markdown) -> Checked<Document> {
    let (text, broken_bytes) = decode(&source.bytes);
    let mut findings = Findings::new(&source.path, &text);
    if let Some(at) = broken_bytes {
        findings.add(
            Code::InvalidUtf8,
            at..at + 1,
            "the file is not valid UTF-8 from here on",
            "save it again as UTF-8; the broken bytes are shown as �",
        );
    }
    let front_matter = front_matter::split(&text, &mut findings);
    let has_front_matter = front_matter.is_some();
    let (mut meta, body_start) = match front_matter {
        Some((yaml, body)) => (front_matter::read(&text, yaml, &mut findings), body),
        None => (Meta::default(), 0),
    };
    let facts = locale::path_facts(source);
    let empty = text[body_start..].trim().is_empty();
    let is_part = library.has(source.root, &source.relative);
    let role = role(source, has_front_matter, is_part, empty);
    let body = &text[body_start..];
    let cut = units::cut(body);
    // What is found in files that this one includes.
    let mut elsewhere = Capped::default();
    let (reading, rebuilt) = match role {
        Role::Article => {
            for broken in &cut.broken {
                let span = broken.span.start + body_start..broken.span.end + body_start;
                let message = format!("a bilingual unit is broken: {}", broken.reason);
                findings.add(Code::BrokenUnit, span, message, "hand the file back again, or mend the span by hand");
            }
            let place = markdown::Place { root: source.root, relative: &source.relative, docset: source.docset };
            let context = markdown::Context { place, library, options, is_source: false };
            let side =
                if cut.units > 0 { units::target_side(body, &cut, body_start) } else { Side::plain(body, body_start) };
            let (reading, found) = markdown::render(side, context);
            // The rest of a broken unit is no finding of its own.
            let spans = !cut.broken.is_empty();
            for finding in found.into_iter().filter(|f| !(spans && f.code == Code::LeftoverMarkup)) {
                match finding.file.and_then(|file| reading.includes.get(file)) {
                    None => findings.add(finding.code, finding.span, finding.message, finding.help),
                    Some(file) => elsewhere.add(finding.code, || {
                        let location = Location::in_text(&file.path, &file.text, finding.span);
                        Diagnostic::new(finding.code, finding.message).at(location).help(finding.help)
                    }),
                }
            }
            // Findings about the source text are the same ones again.
            let rebuilt = (cut.units > 0).then(|| {
                let context = markdown::Context { is_source: true, ..context };
                markdown::render(units::source_side(body, &cut, body_start), context).0
            });
            (reading, rebuilt)
        }
        Role::Include | Role::Other => (Body::default(), None),
    };
    if empty && !in_includes(&source.relative) {
        findings.add(Code::EmptyFile, 0..0, "the file has no text", "write its text, or remove the file");
    }
    if role == Role::Article {
        check_article(&meta, &reading, has_front_matter, body_start, &text, &mut findings);
    }
    let (locale, locale_from) = resolve_locale(&mut meta, &facts, &reading, role, &mut findings);
    let mut diagnostics = if role == Role::Other && !empty { Vec::new() } else { findings.done() };
    diagnostics.extend(elsewhere.done(&source.path));
    let value = Document {
        path: source.path.clone(),
        root: source.root,
        relative: source.relative.clone(),
        docset: source.docset,
        role,
        locale,
        locale_from,
        key: facts.key,
        stem: facts.stem,
        meta,
        reading,
        source_language: rebuilt.as_ref().and_then(|source| locale::of_source(&source.text)),
        source: rebuilt,
        units: cut.units,
        text: text.into(),
    };
    Checked { value, diagnostics }
}

/// Bytes to text: no byte-order mark, broken bytes replaced, characters that mean something to
/// kbgen replaced too. Also returns where the first broken byte is.
fn decode(bytes: &[u8]) -> (String, Option<usize>) {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let (text, broken) = match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), None),
        Err(error) => (String::from_utf8_lossy(bytes).into_owned(), Some(error.valid_up_to())),
    };
    let reserved = |c: char| c == '\0' || ('\u{FDD0}'..='\u{FDEF}').contains(&c);
    let text = if text.contains(reserved) { text.replace(reserved, "\u{FFFD}") } else { text };
    // A line end of other systems; the dialect uses it for itself.
    let text = if text.contains(dialect::GAP) { text.replace(dialect::GAP, " ") } else { text };
    (text, broken)
}

fn in_includes(relative: &str) -> bool {
    relative.rsplit_once('/').is_some_and(|(folders, _)| folders.split('/').any(|f| f.eq_ignore_ascii_case("includes")))
}

fn role(source: &Source, has_front_matter: bool, is_part: bool, empty: bool) -> Role {
    let name = source.relative.rsplit('/').next().unwrap_or_default();
    let repository_file = !has_front_matter
        && ["readme.md", "license.md", "contributing.md", "changelog.md"].contains(&name.to_ascii_lowercase().as_str());
    if in_includes(&source.relative) && (is_part || !has_front_matter) {
        Role::Include
    } else if source.docset.is_none() || repository_file || (empty && !has_front_matter) {
        Role::Other
    } else {
        Role::Article
    }
}

fn check_article(
    meta: &Meta,
    reading: &Body,
    has_front_matter: bool,
    body_start: usize,
    text: &str,
    findings: &mut Findings<'_>,
) {
    if !has_front_matter {
        findings.add(
            Code::MissingFrontMatter,
            0..text.lines().next().unwrap_or_default().len(),
            "the article has no front matter",
            "begin the file with a line `---`, its keys, and a second line `---`",
        );
    }
    if reading.title.is_none() {
        let named = if meta.title.is_some() { "the front matter's title is shown" } else { "the file name is shown" };
        let first = text[body_start..].find(|c: char| !c.is_whitespace()).map_or(body_start, |n| body_start + n);
        let line = findings.line_of(first..text.len());
        findings.add(
            Code::MissingTitle,
            line,
            format!("the article has no heading of the first level; {named}"),
            "begin the text with `# ` and its title",
        );
    }
}

fn resolve_locale(
    meta: &mut Meta,
    facts: &locale::PathFacts,
    reading: &Body,
    role: Role,
    findings: &mut Findings<'_>,
) -> (Locale, LocaleFrom) {
    if let Some(locale) = meta.locale.clone() {
        if let Some((other, _)) = &facts.locale
            && *other != locale
            // A folder `fr` agrees with every French.
            && (other.language() != locale.language() || other.tag().contains('-'))
            && role == Role::Article
        {
            let at = findings.text.find("ms.contentlocale").unwrap_or(0);
            let at = findings.line_of(at..findings.text.len());
            findings.add(
                Code::LocaleMismatch,
                at,
                format!("the front matter says `{locale}`, the path says `{other}`; the front matter is believed"),
                "move the file to the folder of its locale, or correct `ms.contentlocale`",
            );
        }
        return (locale, LocaleFrom::FrontMatter);
    }
    if let Some((locale, from)) = facts.locale.clone() {
        return (locale, from);
    }
    let told = (role == Role::Article).then(|| locale::of_text(&reading.text)).flatten();
    if role == Role::Article {
        let (message, help) = match &told {
            Some(locale) => (format!("the file says no locale; its text is in `{locale}`"), "add `ms.contentlocale`"),
            None => ("the file says no locale, and its text does not tell".to_owned(), "add `ms.contentlocale`"),
        };
        findings.add(Code::LocaleGuessed, 0..0, message, help);
    }
    (told.unwrap_or_else(Locale::undetermined), LocaleFrom::Text)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parsed(path: &str, bytes: &[u8]) -> Checked<Document> {
        let source = Source {
            path: path.into(),
            root: 0,
            root_names: Arc::new([]),
            relative: path.into(),
            docset: Some(0),
            bytes: bytes.to_vec(),
        };
        parse(&source, &Library::default(), &config::Markdown::default())
    }

    fn codes(checked: &Checked<Document>) -> Vec<&'static str> {
        checked.diagnostics.iter().map(|d| d.code.id()).collect()
    }

    #[test]
    fn bytes_and_ends() {
        let bom = parsed("fr-FR/a.md", b"\xEF\xBB\xBF---\r\ntitle: A\r\n---\r\n# Caf\xC3\xA9\r\n\r\nTexte.\r\n");
        assert_eq!((codes(&bom), bom.value.title()), (vec![], "Café"));
        let latin = parsed("fr-FR/a.md", b"---\ntitle: A\n---\n# Caf\xE9\n");
        assert_eq!((codes(&latin), latin.value.title()), (vec!["KB104"], "Caf�"));
        let place = latin.diagnostics[0].location.as_ref().unwrap();
        assert_eq!((place.line, place.column), (4, 6));
        assert_eq!(codes(&parsed("fr-FR/a.md", b"")), ["KB105"]);
        assert_eq!(codes(&parsed("fr-FR/a.md", b"Texte.\n")), ["KB103", "KB203"]);
    }

    #[test]
    fn roles() {
        assert_eq!(parsed("fr-FR/includes/a.md", b"Texte.").value.role, Role::Include);
        assert_eq!(parsed("fr-FR/includes/a.md", b"---\ntitle: A\n---\n# A\n").value.role, Role::Article);
        assert_eq!(parsed("fr-FR/README.md", b"# Depot\n").value.role, Role::Other);
    }

    #[test]
    fn locale_by_rank() {
        let checked = parsed("fr-FR/a.md", b"---\nms.contentlocale: sv-SE\n---\n# A\n");
        assert_eq!((checked.value.locale.tag(), codes(&checked)), ("sv-SE", vec!["KB108"]));
        assert_eq!(parsed("kb/a.fr-FR.md", b"---\ntitle: A\n---\n# A\n").value.locale.tag(), "fr-FR");
        let text =
            parsed("a.txt", "---\ntitle: A\n---\n# Titre\n\nOuvrez le navigateur de votre appareil.\n".as_bytes());
        assert_eq!((text.value.locale.tag(), codes(&text)), ("fr", vec!["KB109"]));
    }
}
