//! Parse: one file in, one [`Document`] out. Knows that file only; never touches the disk, never
//! looks at another file, never fails.

mod dialect;
pub mod docset;
mod embedded;
pub mod front_matter;
mod holes;
mod html;
mod jsx;
mod lines;
mod locale;
mod markdown;
mod matter;
mod parts;
pub mod redirections;
mod shortcode;
mod tags;
pub mod toc;
pub mod units;
mod yaml_page;

use std::ops::Range;
use std::sync::Arc;

use memchr::memmem;

use crate::config;
use crate::model::{
    Body, Capped, Checked, Code, Diagnostic, Document, Lazy, Library, Locale, LocaleFrom, Location, Meta, Role, Source,
    docusaurus,
};

use embedded::Form;
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
        // Libraries have been seen to name places that end before they begin.
        let line = self.text.get(range.clone()).unwrap_or_default().lines().next().unwrap_or_default().trim_end();
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
    let defaults = Meta { locale: None, ..Meta::clone(&source.defaults) };
    // A page that is written as YAML is read as Markdown that says the same.
    let is_yaml = yaml_page::is_yaml(&source.relative);
    let page = is_yaml.then(|| yaml_page::read(&text, defaults.clone(), &mut findings));
    let front_matter = if is_yaml { None } else { front_matter::split(&text, &mut findings) };
    let has_front_matter = is_yaml || front_matter.is_some();
    let (mut meta, body_start) = match (&page, front_matter) {
        (Some(page), _) => (page.meta.clone(), 0),
        (None, Some((yaml, body))) => (front_matter::read(&text, yaml, defaults, &mut findings), body),
        (None, None) => (defaults, 0),
    };
    let facts = locale::path_facts(source);
    if meta.locale.is_none() && facts.locale.is_none() {
        meta.locale.clone_from(&source.defaults.locale);
    }
    if let Some(site) = source.docusaurus {
        let path = facts.key.as_ref().or(facts.bare_key.as_ref());
        meta.slug = docusaurus_slug(&meta, path.and_then(|path| path.get(site..)).unwrap_or_default());
    }
    let body = page.as_ref().map_or(&text[body_start..], |page| &page.body.text);
    let empty = body.trim().is_empty();
    let is_part = library.has(source.root, &source.relative);
    let role = match role(source, has_front_matter, is_part, empty) {
        Role::Article if meta.redirect_url.is_some() => Role::Redirect,
        Role::Article if is_yaml && empty => Role::Other,
        role => role,
    };
    let cut = units::cut(body);
    let starts = |of: fn(&str, &units::Cut, usize) -> Vec<usize>| {
        if is_yaml || role != Role::Article { Vec::new() } else { of(body, &cut, body_start) }
    };
    let (target_starts, source_starts) = (starts(units::target_starts), starts(units::source_starts));
    let in_file = |side: Side| match &page {
        Some(page) => side.through(&page.body),
        None => side,
    };
    // What is found in files that this one includes.
    let mut elsewhere = Capped::default();
    let (reading, rebuilt) = match role {
        Role::Article => {
            for broken in &cut.broken {
                let span = broken.span.start + body_start..broken.span.end + body_start;
                let span = page.as_ref().map_or(span.clone(), |page| page.body.original_span(&span));
                let message = format!("a bilingual unit is broken: {}", broken.reason);
                findings.add(Code::BrokenUnit, span, message, "hand the file back again, or mend the span by hand");
            }
            let side = if cut.units > 0 {
                in_file(units::target_side(body, &cut, body_start))
            } else if is_yaml {
                in_file(Side::plain(body, body_start))
            } else if let Some(form) = form(source, &text, body) {
                let (side, found) = embedded::side(body, body_start, form);
                found.into_iter().for_each(|f| findings.add(f.code, f.span, f.message, f.help));
                side
            } else {
                Side::plain(body, body_start)
            };
            let title = meta.title.as_deref().filter(|_| !is_yaml && !meta.is_of_docs_repository());
            let context = markdown::Context {
                place: markdown::Place { root: source.root, relative: &source.relative, docset: source.docset },
                library,
                options,
                is_source: false,
                title,
                sections: title.is_some() && source.docusaurus.is_none() && lines::has_sections(&side.text),
                // Those of a page that is written as YAML stand elsewhere in the file.
                units: &target_starts,
            };
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
                let context = markdown::Context { is_source: true, units: &source_starts, ..context };
                markdown::render(in_file(units::source_side(body, &cut, body_start)), context).0
            });
            (reading, rebuilt)
        }
        Role::Include | Role::Redirect | Role::Other => (Body::default(), None),
    };
    let may_be_empty = role == Role::Redirect || is_yaml || is_section(source) && has_front_matter;
    if empty && !may_be_empty && !in_includes(&source.relative) {
        findings.add(Code::EmptyFile, 0..0, "the file has no text", "write its text, or remove the file");
    }
    if role == Role::Article {
        let needs_none = source.docusaurus.is_some();
        check_article(&meta, &reading, has_front_matter || needs_none, body_start, &text, &mut findings);
    }
    let (locale, locale_from) = resolve_locale(&mut meta, &facts, &reading, role, &mut findings);
    let silent = role == Role::Other && (!empty || is_yaml || source.excluded);
    let mut diagnostics = if silent { Vec::new() } else { findings.done() };
    diagnostics.extend(elsewhere.done(&source.path));
    let value = Document {
        made_of: source.key,
        path: source.path.clone(),
        root: source.root,
        relative: source.relative.clone(),
        docset: source.docset,
        role,
        locale,
        locale_from,
        key: facts.key,
        bare_key: facts.bare_key,
        stem: facts.stem,
        meta,
        heading: heading(&reading),
        reading: Arc::new(Lazy::new(reading)),
        source_language: rebuilt.as_ref().and_then(|source| locale::of_source(&source.text)),
        source_heading: rebuilt.as_ref().and_then(heading),
        source: rebuilt.map(|rebuilt| Arc::new(Lazy::new(rebuilt))),
        units: cut.units,
        unit_names: cut.names().into(),
        text: Arc::new(Lazy::new(text.into())),
    };
    Checked { value, diagnostics }
}

/// The words of the first heading.
fn heading(body: &Body) -> Option<Box<str>> {
    body.title.as_ref().map(|title| title.text.as_str().into())
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
    // In UTF-8 all the reserved characters but the first begin alike.
    let may_hold = text.as_bytes().contains(&0) || memmem::find(text.as_bytes(), b"\xEF\xB7").is_some();
    let text = if may_hold && text.contains(reserved) { text.replace(reserved, "\u{FFFD}") } else { text };
    // A line end of other systems; the dialect uses it for itself.
    let text = if text.contains(dialect::GAP) { text.replace(dialect::GAP, " ") } else { text };
    (text, broken)
}

fn in_includes(relative: &str) -> bool {
    relative.rsplit_once('/').is_some_and(|(folders, _)| folders.split('/').any(|f| f.eq_ignore_ascii_case("includes")))
}

/// Whether a file tells of its folder (`_index.md`): in Zola and Hugo it may have no text.
fn is_section(source: &Source) -> bool {
    let name = source.relative.rsplit('/').next().unwrap_or_default();
    name.strip_prefix("_index").is_some_and(|rest| rest.starts_with('.'))
}

/// What calls of programs a body may hold, if any.
fn form(source: &Source, text: &str, body: &str) -> Option<Form> {
    let named = source.relative.ends_with(".mdx");
    if named || source.docusaurus.is_some() || lines::is_mdx(body) {
        Some(Form::Mdx { strict: named })
    } else if body.contains("{{<") || body.contains("{{%") {
        Some(Form::Hugo)
    } else {
        // Without front matter in TOML these are braces like any other.
        (text.starts_with("+++") && (body.contains("{{") || body.contains("{%"))).then_some(Form::Zola)
    }
}

/// The slug of a file of a Docusaurus site: where it begins with `/` it is below the files of its
/// kind, and where there is none the `id` counts.
fn docusaurus_slug(meta: &Meta, path: &str) -> Option<String> {
    match &meta.slug {
        Some(slug) if slug.starts_with('/') => Some(format!("{}{slug}", docusaurus::base(path))),
        Some(slug) => Some(slug.clone()),
        None => meta.extra.get("id").filter(|id| !id.contains('/')).cloned(),
    }
}

fn role(source: &Source, has_front_matter: bool, is_part: bool, empty: bool) -> Role {
    let name = source.relative.rsplit('/').next().unwrap_or_default();
    let repository_file = !has_front_matter
        && ["readme.md", "license.md", "contributing.md", "changelog.md"].contains(&name.to_ascii_lowercase().as_str());
    // A part that others import.
    let partial = name.starts_with('_') && (name.ends_with(".mdx") || source.docusaurus.is_some());
    let includes = in_includes(&source.relative) && (is_part || !has_front_matter || source.excluded);
    let says_nothing = empty && (!has_front_matter || is_section(source));
    if includes || partial {
        Role::Include
    } else if source.excluded || source.docset.is_none() || repository_file || says_nothing {
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
    // Other generators show the title of the front matter.
    if reading.title.is_none() && (meta.title.is_none() || meta.is_of_docs_repository()) {
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
            docusaurus: None,
            bytes: bytes.to_vec(),
            ..Source::default()
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
    fn defaults_yield_to_the_file() {
        let mut defaults = Meta { locale: Locale::parse("sv-SE"), ..Meta::default() };
        for key in ["ms.service", "ms.topic", "ms.prod"] {
            defaults.extra.insert(key.into(), "default".into());
        }
        let text = b"---\nms.service: own\nms.topic:\n---\n# A\n";
        let of = |path: &str| Source {
            path: path.into(),
            relative: path.into(),
            docset: Some(0),
            defaults: Arc::new(defaults.clone()),
            bytes: text.to_vec(),
            ..Source::default()
        };
        let parse = |source: &Source| super::parse(source, &Library::default(), &config::Markdown::default());
        let checked = parse(&of("fr-FR/a.md"));
        assert_eq!((checked.value.locale.tag(), codes(&checked)), ("fr-FR", vec![]));
        let extra: Vec<_> = checked.value.meta.extra.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect();
        assert_eq!(extra, [("ms.prod", "default"), ("ms.service", "own")]);
        let checked = parse(&of("a.md"));
        assert_eq!((checked.value.locale.tag(), codes(&checked)), ("sv-SE", vec![]));
        let excluded = |path: &str| parse(&Source { excluded: true, ..of(path) });
        assert_eq!(excluded("fr-FR/a.md").value.role, Role::Other);
        assert_eq!(excluded("fr-FR/includes/a.md").value.role, Role::Include);
    }

    #[test]
    fn locale_by_rank() {
        let checked = parsed("fr-FR/a.md", b"---\nms.contentlocale: sv-SE\n---\n# A\n");
        assert_eq!((checked.value.locale.tag(), codes(&checked)), ("sv-SE", vec!["KB108"]));
        assert_eq!(parsed("kb/a.fr-FR.md", b"---\ntitle: A\n---\n# A\n").value.locale.tag(), "fr-FR");
        let text =
            parsed("a.txt", "---\ntitle: A\n---\n# Titre\n\nOuvrez le navigateur de votre appareil.\n".as_bytes());
        assert_eq!((text.value.locale.tag(), text.value.locale_from), ("fr", LocaleFrom::Text));
    }
}
