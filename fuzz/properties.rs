//! What must hold for any input. The fuzz targets and the test `tests/it/fuzz.rs` share it.
//!
//! Each function takes arbitrary bytes and panics where kbgen breaks a promise.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::{Duration, Instant};

use kbgen::align;
use kbgen::config::{Config, Markdown};
use kbgen::emit;
use kbgen::model::{Body, Content, Document, HoleKind, Library, Locale, Meta, Part, Source, docusaurus};
use kbgen::parse::{self, Findings, front_matter as yaml, units as bilingual};
use kbgen::plan;
use kbgen::theme;

/// Files of one input of [`pipeline`] are parted by this line.
pub const PART: &str = "\n%%%%\n";

/// Front matter is found and read, and ends where it says.
pub fn front_matter(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes).replace('\u{85}', " ");
    let path: Arc<str> = "a.md".into();
    let mut findings = Findings::new(&path, &text);
    if let Some((keys, body)) = yaml::split(&text, &mut findings) {
        assert!(text.is_char_boundary(body), "front matter ends within a character");
        _ = yaml::read(&text, keys, Meta::default(), &mut findings);
    }
    assert!(text.is_char_boundary(yaml::body_start(&text)));
    _ = findings.done();
}

/// Cutting units loses nothing: the pieces are the text.
pub fn units(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let cut = bilingual::cut(&text);
    let mut at = 0;
    let mut count = 0;
    for piece in &cut.pieces {
        match piece {
            bilingual::Piece::Shared(range) => {
                assert_eq!(range.start, at, "a gap between pieces");
                at = range.end;
            }
            bilingual::Piece::Unit(unit) => {
                assert!(at < unit.target.start && unit.target.end < unit.source.start, "parts of a unit out of order");
                at = unit.source.end + "</span></span>".len();
                assert!(text[..at].ends_with("</span>"), "a unit ends within a tag");
                count += 1;
            }
        }
    }
    assert_eq!((at, count), (text.len(), cut.units), "text or units were lost");
    for side in [bilingual::target_side(&text, &cut, 0), bilingual::source_side(&text, &cut, 0)] {
        for (offset, _) in side.text.char_indices().step_by(7) {
            let original = side.original(offset);
            assert!(text[original..].starts_with(side.text[offset..].chars().next().unwrap_or_default()));
        }
    }
}

/// Any body of Markdown becomes sound HTML.
pub fn dialect(bytes: &[u8]) {
    let mut text = b"---\ntitle: A\n---\n# A\n\n".to_vec();
    text.extend_from_slice(bytes);
    for all in [false, true] {
        let options = Markdown { footnotes: all, task_lists: all, math: all };
        sound(&parsed("fr-FR/a.md", &text, &library(&text), &options));
    }
}

/// Any file becomes a document; its path is the first line.
pub fn document(bytes: &[u8]) {
    let (path, text) = split_path(bytes);
    sound(&parsed(&path, text, &library(text), &Markdown { footnotes: true, ..Markdown::default() }));
}

/// Any few files become a site.
pub fn pipeline(bytes: &[u8]) {
    let parts: Vec<&[u8]> = split(bytes, PART.as_bytes()).into_iter().take(8).collect();
    let all = parts.iter().map(|part| split_path(part)).collect::<Vec<_>>();
    let options = Markdown::default();
    let texts = all.iter().map(|(path, text)| part(path, text));
    let library = Library::new(texts, BTreeMap::new(), vec![Locale::undetermined()]);
    let documents: Vec<Arc<Document>> =
        all.iter().map(|(path, text)| Arc::new(parsed(path, text, &library, &options))).collect();
    documents.iter().for_each(|document| sound(document));

    let config = Config::default();
    let aligning = align::Options {
        order: Vec::new(),
        source_locale: config.source_locale.clone(),
        only: Vec::new(),
        drafts: true,
    };
    let told: Vec<_> = documents.iter().cloned().map(align::Told::new).collect();
    let catalog = align::align(told.iter(), &align::Ledger::default(), &aligning, &align::Memory::default()).value;
    let moved: Vec<_> = documents.iter().filter_map(|document| parse::redirections::of_document(document)).collect();
    let found = plan::Found { assets: &[], repositories: &[], moved: &moved, unread: &[] };
    let plan = plan::plan(catalog, &found, &config, &plan::Memory::default()).value;
    let locales: Vec<Locale> = plan.locales.iter().map(|l| l.locale.clone()).collect();
    let Ok((theme, _)) = theme::load(Vec::new(), &locales) else { panic!("the theme does not load") };
    let memory = emit::Memory::default();
    let site = emit::Site::new(&plan, &theme, &memory);
    let mut paths = std::collections::BTreeSet::new();
    for job in emit::jobs(&site).iter().flatten() {
        for file in job.make().value {
            let leaves = file.path.starts_with('/') || file.path.split('/').any(|part| part == "..");
            assert!(!leaves, "`{}` leaves the output folder", file.path);
            assert!(paths.insert(file.path.to_lowercase()), "`{}` is written twice", file.path);
            if let Content::Bytes(page) = &file.content
                && file.path.ends_with(".html")
            {
                let page = std::str::from_utf8(page).unwrap_or_else(|e| panic!("`{}`: {e}", file.path));
                let read = scraper::Html::parse_document(page);
                assert!(read.errors.is_empty(), "`{}`: {:?}\n{page}", file.path, read.errors);
            }
        }
    }
}

/// The path in the first line of a file, and the rest; whatever it says, it lies below its root, as on a disk.
fn split_path(bytes: &[u8]) -> (String, &[u8]) {
    let end = bytes.iter().position(|b| *b == b'\n').unwrap_or(bytes.len()).min(100);
    let line = String::from_utf8_lossy(&bytes[..end]);
    let parts = line.split('/').map(|part| part.replace(['\0', '\\'], "_"));
    let parts: Vec<String> = parts.filter(|part| !part.is_empty() && part != "." && part != "..").collect();
    let path = if parts.is_empty() { "fr-FR/a.md".to_owned() } else { parts.join("/") };
    (path, bytes.get(end + 1..).unwrap_or_default())
}

fn split<'a>(bytes: &'a [u8], by: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = Vec::new();
    let mut from = 0;
    while let Some(n) = bytes[from..].windows(by.len()).position(|window| window == by) {
        parts.push(&bytes[from..from + n]);
        from += n + by.len();
    }
    parts.push(&bytes[from..]);
    parts
}

fn part(path: &str, text: &[u8]) -> Part {
    // As the disk hands it over.
    let text = String::from_utf8_lossy(text).replace(|c| c == '\0' || is_reserved(c), "\u{FFFD}");
    Part { path: path.into(), root: 0, relative: path.into(), docset: Some(0), text: text.into() }
}

/// Files to include: a short one, and the text itself.
fn library(text: &[u8]) -> Library {
    let parts = [
        part("fr-FR/includes/x.md", b"Un texte **gras**.\n\n- x\n"),
        part("fr-FR/includes/self.md", text),
        part("fr-FR/code.cs", b"// <a>\nint a;\n// </a>\n"),
    ];
    Library::new(parts, BTreeMap::new(), Vec::new())
}

fn parsed(path: &str, bytes: &[u8], library: &Library, options: &Markdown) -> Document {
    let source = Source {
        path: path.into(),
        root: 0,
        root_names: Arc::new([]),
        relative: path.into(),
        docset: Some(0),
        docusaurus: docusaurus::site(path).map(str::len),
        bytes: bytes.to_vec(),
        ..Source::default()
    };
    let begin = Instant::now();
    let checked = parse::parse(&source, library, options);
    // Far more than it takes: what is quadratic takes minutes.
    let least = if cfg!(debug_assertions) { 20 } else { 2 };
    let limit = Duration::from_secs(least) + Duration::from_millis(bytes.len() as u64 / 8);
    assert!(begin.elapsed() < limit, "{} bytes took {:?}", bytes.len(), begin.elapsed());
    for diagnostic in &checked.diagnostics {
        let said = format!("{} {:?}", diagnostic.message, diagnostic.help);
        assert!(!said.contains(['\u{FDD1}', '\u{FDD2}', '\u{85}']), "a finding shows a mark: {said}");
    }
    checked.value
}

fn sound(document: &Document) {
    for body in std::iter::once(&document.reading).chain(&document.source) {
        sound_body(body);
    }
}

/// Whether a body is what pages may hold.
fn sound_body(body: &Body) {
    let mut html = body.html.clone();
    let mut end = body.html.len();
    for hole in body.holes.iter().rev() {
        assert!(hole.range.end <= end, "holes overlap");
        end = hole.range.start;
        let filling = match &hole.kind {
            HoleKind::Block(_) => ">",
            HoleKind::Href(_) => " href=\"/x\"",
            HoleKind::Image { .. } => "<img src=\"/x\" alt=\"\">",
            HoleKind::Text(_) | HoleKind::Label(_) => "words",
        };
        html.replace_range(hole.range.clone(), filling);
    }
    if let Some(title) = &body.title {
        assert!(!reserved(&title.html) && !reserved(&title.text), "a title shows a mark: {title:?}");
        let read = scraper::Html::parse_fragment(&title.html);
        assert!(read.errors.is_empty(), "{:?}\n{}", read.errors, title.html);
    }
    assert!(!reserved(&html) && !reserved(&body.text), "a mark is left:\n{html}\n{}", body.text);
    let read = scraper::Html::parse_fragment(&html);
    // Annotations outside their element are called an error, and are none that anyone sees.
    let is_annotated = html.contains("<rt") || html.contains("<rp");
    assert!(is_annotated || read.errors.is_empty(), "{:?}\n{html}", read.errors);
    let mut ids = std::collections::BTreeSet::new();
    for element in read.tree.nodes().filter_map(|node| node.value().as_element()) {
        let name = element.name();
        assert!(!["script", "style", "iframe", "object", "embed", "form", "base"].contains(&name), "<{name}>\n{html}");
        for (attribute, value) in element.attrs() {
            assert!(!attribute.starts_with("on") && attribute != "style", "{attribute}\n{html}");
            let scheme: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).take(11).collect();
            assert!(
                !scheme.eq_ignore_ascii_case("javascript:") || attribute == "title" || attribute == "alt",
                "{html}"
            );
            let is_address = attribute == "href" || attribute == "src";
            assert!(!is_address || !value.starts_with("kbgen:"), "a hole is left:\n{html}");
            if attribute == "id" {
                assert!(ids.insert(value), "id `{value}` stands twice\n{html}");
                assert!(
                    !value.is_empty() && !value.contains(|c: char| c.is_ascii_whitespace()),
                    "id `{value}`\n{html}"
                );
            }
        }
    }
    for block in &body.blocks {
        assert!(block.links.end <= body.links.len() && body.text.get(block.text.clone()).is_some(), "{block:?}");
    }
    for heading in &body.headings {
        assert!(ids.contains(heading.id.as_str()), "no heading `{}`\n{html}", heading.id);
    }
}

fn reserved(text: &str) -> bool {
    text.contains(is_reserved)
}

/// Characters that kbgen uses for itself.
fn is_reserved(c: char) -> bool {
    ('\u{FDD0}'..='\u{FDEF}').contains(&c) || c == '\u{85}'
}
