//! One text file: read where it may have changed, and parsed where what it is made of is new.

use std::borrow::Cow;
use std::sync::Arc;

use memchr::memmem;

use crate::align::Told;
use crate::cache::Table;
use crate::config::Config;
use crate::disk::{self, Entry, Failure, Stamp};
use crate::model::{Checked, Key, Library, Source};
use crate::parse;

use super::described::Ruled;
use super::memory::{Context, Parsed, Seen};

/// A text file, as far as it had to be read.
pub struct Loaded {
    pub stamp: Option<Stamp>,
    pub bytes: Option<Key>,
    pub shows: Arc<[String]>,
    /// Only of a file that was read.
    pub source: Option<Source>,
}

/// Reads a text file, unless it is known not to have changed.
pub fn load(
    entry: &Entry,
    known: Option<&Seen>,
    untouched: bool,
    stamp: &dyn Fn(&Entry) -> Option<Stamp>,
) -> Result<Loaded, Failure> {
    let stamp = if untouched && known.is_some() { None } else { stamp(entry) };
    if let Some(seen) = known.filter(|seen| untouched || stamp.is_some() && seen.stamp == stamp) {
        let (stamp, bytes, shows) = (seen.stamp, seen.bytes, seen.shows.clone());
        return Ok(Loaded { stamp, bytes, shows, source: None });
    }
    let source = disk::load(entry)?;
    let bytes = source.as_ref().map(|source| Key::of(source.bytes.as_slice()));
    let shows = source.as_ref().map_or_else(Vec::new, shows).into();
    Ok(Loaded { stamp, bytes, shows, source })
}

fn shows(source: &Source) -> Vec<String> {
    // Nearly no file shows another one.
    let shows = [&b":::"[..], b"[!"].iter().any(|sign| memmem::find(&source.bytes, sign).is_some());
    let text = if shows { String::from_utf8_lossy(&source.bytes) } else { Cow::Borrowed("") };
    parse::shows(&text, source.root, &source.relative, source.docset)
}

/// What became of a file.
pub enum Made {
    /// A document that is known; `None` where the file is no article.
    Known(Option<Arc<Parsed>>),
    New(Context, Arc<Parsed>),
}

/// The document of a file.
pub fn document(
    entry: &Entry,
    loaded: &Result<Loaded, Failure>,
    seen: Option<&Seen>,
    rules: Option<&Ruled>,
    library: &Library,
    config: &Config,
    table: &Table<Parsed>,
) -> Result<Made, Failure> {
    let loaded = loaded.as_ref().map_err(Failure::again)?;
    let Some(bytes) = loaded.bytes else { return Ok(Made::Known(None)) };
    let context = Context {
        rules: rules.map(|rules| rules.key),
        is_part: library.has(entry.root, &entry.relative),
        shown: (!loaded.shows.is_empty()).then(|| library.key()),
        options: config.markdown,
    };
    if let Some((known, parsed)) = seen.and_then(|seen| seen.parsed.as_ref())
        && loaded.source.is_none()
        && *known == context
        // From another folder the same file has another path.
        && parsed.told.document.path == entry.path
    {
        return Ok(Made::Known(Some(parsed.clone())));
    }
    let key = Key::of(&(bytes, entry, &context));
    if let Some(parsed) = table.find(key) {
        return Ok(Made::New(context, parsed));
    }
    let read;
    let source = match &loaded.source {
        Some(source) => source,
        None => {
            read = disk::load(entry)?.unwrap_or_default();
            &read
        }
    };
    let excluded = rules.is_some_and(|ruled| !ruled.rules.publishes(&entry.relative));
    let defaults = rules.map(|ruled| ruled.rules.defaults(&entry.relative)).unwrap_or_default();
    let source = Source { key, excluded, defaults, ..source.clone() };
    let Checked { value, diagnostics } = parse::parse(&source, library, &config.markdown);
    let parsed = Arc::new(Parsed { told: Told::new(Arc::new(value)), diagnostics });
    Ok(Made::New(context, table.put(key, parsed)))
}
