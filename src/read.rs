//! Read: the content roots in, every file parsed. With a memory only what has changed is read and parsed.
//!
//! A document is made of its file, of what its docset says of it, of the files that it shows, and of options: the key
//! of these tells whether it is known. Never aligns or judges anything.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;
use std::sync::Arc;

use memchr::memmem;

use serde::{Deserialize, Serialize};

use crate::align::Told;
use crate::cache::Table;
use crate::config::{Config, Markdown};
use crate::disk::{self, Entry, Failure, Listing, Stamp};
use crate::model::{Asset, Checked, Code, Diagnostic, Key, Keyed, Library, Locale, Location, Part, Repository, Source};
use crate::parse::docset::Rules;
use crate::shelf::Shelf;
use crate::{parallel, parse};

/// What may have changed on the disk since the last build.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Changes {
    /// Anything.
    All,
    /// These paths, absolute and without links. A file may be new, other or gone; a folder stands for all below it.
    Paths(BTreeSet<PathBuf>),
}

impl Changes {
    /// Both.
    pub fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Paths(mut paths), Self::Paths(others)) => {
                paths.extend(others);
                Self::Paths(paths)
            }
            _ => Self::All,
        }
    }
}

/// What was read before.
#[derive(Debug, Default)]
pub struct Memory {
    listing: Option<Arc<Listing>>,
    /// What is known of the listing's text files, in their order.
    texts: Vec<Option<Seen>>,
    assets: Vec<Option<(Option<Stamp>, Asset)>>,
    documents: Table<Parsed>,
    /// Text files as a shelf had them, in their order, until they are listed.
    shelved: Vec<(Place, Seen)>,
    /// The files as they were just listed.
    fresh: Option<Arc<Listing>>,
    /// Which parts of the text files differ from the shelf's.
    changed: BTreeSet<usize>,
}

/// Content root and path of a file.
type Place = (usize, Arc<str>);

/// Parts of the text files on a shelf.
const PARTS: usize = 64;

/// The part of a shelf in which a file is.
fn part(path: &str) -> usize {
    Key::of(path).short() as usize % PARTS
}

/// A text file that was read.
#[derive(Clone, Debug, Serialize, Deserialize)]
struct Seen {
    stamp: Option<Stamp>,
    /// The key of its bytes; `None` where it is no article (see [`disk::load`]).
    bytes: Option<Key>,
    /// Paths of the files that it shows.
    shows: Arc<[String]>,
    /// What it was parsed with, and what that came to.
    parsed: Option<(Context, Arc<Parsed>)>,
}

/// What a document is made of beside its file.
#[derive(Clone, Debug, PartialEq, Hash, Serialize, Deserialize)]
struct Context {
    /// The key of what its docset says.
    rules: Option<Key>,
    is_part: bool,
    /// The key of the files that may be shown, where it shows any.
    shown: Option<Key>,
    options: Markdown,
}

/// A file, parsed.
#[derive(Debug, Serialize, Deserialize)]
pub struct Parsed {
    pub told: Told,
    pub diagnostics: Vec<Diagnostic>,
}

impl Memory {
    /// Ends a run; see [`Table::turn`].
    pub fn turn(&mut self) {
        self.documents.turn();
    }

    /// Takes what a shelf has.
    pub fn load(&mut self, shelf: &Shelf) {
        let parts: Vec<usize> = (0..PARTS).collect();
        let parts = parallel::map_evenly(&parts, |part| shelf.get::<Vec<(Place, Seen)>>(&format!("texts-{part:02x}")));
        let mut shelved: Vec<(Place, Seen)> = parts.into_iter().flatten().flatten().collect();
        shelved.sort_by(|(a, _), (b, _)| a.cmp(b));
        self.shelved = shelved;
    }

    /// Puts on a shelf what it does not have yet.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn save(&self, shelf: &Shelf) -> Result<(), Failure> {
        let Some(listing) = &self.listing else { return Ok(()) };
        let changed: Vec<usize> = self.changed.iter().copied().collect();
        let parts: Vec<usize> = listing.texts.iter().map(|entry| part(&entry.relative)).collect();
        let put = |wanted: &usize| {
            let files = listing.texts.iter().zip(&self.texts).zip(&parts).filter(|(_, part)| *part == wanted);
            let place = |entry: &Entry| (entry.root, entry.relative.clone());
            let files: Vec<_> = files.filter_map(|((entry, seen), _)| Some((place(entry), seen.as_ref()?))).collect();
            shelf.put(&format!("texts-{wanted:02x}"), &files)
        };
        parallel::map_evenly(&changed, put).into_iter().collect()
    }
}

/// All that was read.
pub struct Content {
    pub listing: Arc<Listing>,
    pub repositories: Vec<Repository>,
    /// In path order.
    pub documents: Vec<Arc<Parsed>>,
    pub assets: Vec<Asset>,
}

/// Which of the files that changed are files of the listing; `None` where the listing itself may have changed.
fn touched(listing: &Listing, changes: &Changes) -> Option<BTreeSet<(usize, String)>> {
    /// With more than this it is quicker to look at everything.
    const MANY: usize = 100;
    let Changes::Paths(paths) = changes else { return None };
    if paths.len() > MANY {
        return None;
    }
    let mut touched = BTreeSet::new();
    for path in paths {
        for (root, whole) in listing.roots.iter().enumerate() {
            if whole.starts_with(path) {
                return None;
            }
            let Ok(below) = path.strip_prefix(whole) else { continue };
            let relative = below.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            let is_it = |entry: &&Entry| entry.root == root && *entry.relative == *relative;
            let known = [&listing.texts, &listing.assets].into_iter().flatten().any(|entry| is_it(&entry));
            // The first line of a YAML file says whether it is a page.
            let may_change_kind = relative.ends_with(".yml") || relative.ends_with(".yaml");
            match (known, disk::is_file(path)) {
                (true, true) if !may_change_kind => _ = touched.insert((root, relative)),
                // Written beside its place and gone again.
                (false, false)
                    if !disk::exists(path)
                        && !listing.describes(root, &relative)
                        && !listing.has_below(root, &relative) => {}
                (false, true) if !may_change_kind && listing.describes(root, &relative) => {}
                _ => return None,
            }
        }
    }
    Some(touched)
}

/// The key of all files below the content roots, by what the file system says of them; `None` where that tells too
/// little.
///
/// # Errors
/// Where a content root cannot be listed.
pub fn inputs(config: &Config, memory: &mut Memory) -> Result<Option<Key>, Failure> {
    let listing = Arc::new(disk::list(&config.content, &config.output)?);
    memory.fresh = Some(listing.clone());
    let described = listing.docsets.iter().flat_map(|docset| docset.tocs.iter().chain([&docset.config]));
    let all = listing.texts.iter().chain(&listing.assets).chain(&listing.others).chain(&listing.redirections);
    let entries: Vec<&Entry> = all.chain(described).collect();
    let stamps = parallel::map(&entries, |entry| disk::stamp(&entry.file));
    let mut keyed = Keyed::default();
    for (entry, stamp) in entries.into_iter().zip(stamps) {
        let Some(stamp) = stamp else { return Ok(None) };
        keyed.add(&(&entry.path, stamp));
    }
    Ok(Some(keyed.done()))
}

/// Reads the content; `wants` tells which files matter.
///
/// # Errors
/// Where a content root cannot be read.
#[allow(clippy::type_complexity)]
pub fn read(
    config: &Config,
    wants: &(dyn Fn(&Entry) -> bool + Sync),
    changes: &Changes,
    memory: &mut Memory,
    step: &(dyn Fn(Option<usize>) + Sync),
) -> Result<Checked<Content>, Failure> {
    let known = memory.listing.take();
    let touched = known.as_ref().and_then(|listing| touched(listing, changes));
    let listing = match known.clone().filter(|_| touched.is_some()) {
        Some(listing) => listing,
        None => {
            let listed = || disk::list(&config.content, &config.output).map(Arc::new);
            let found = memory.fresh.take().map_or_else(listed, Ok)?;
            let known = known.unwrap_or_default();
            let place = |entry: &Entry| (entry.root, entry.relative.clone());
            let seen = known.texts.iter().map(place).zip(std::mem::take(&mut memory.texts));
            let shelved = std::mem::take(&mut memory.shelved).into_iter().map(|(place, seen)| (place, Some(seen)));
            memory.texts = moved(seen.chain(shelved), &found.texts);
            let seen = known.assets.iter().map(place).zip(std::mem::take(&mut memory.assets));
            memory.assets = moved(seen, &found.assets);
            found
        }
    };
    memory.listing = Some(listing.clone());
    step(Some(listing.texts.len()));
    let mut diagnostics = Vec::new();
    let (repositories, rules) = repositories(wants, &listing.docsets, &mut diagnostics);
    let is_touched = |entry: &Entry| match &touched {
        Some(touched) => touched.iter().any(|(root, path)| *root == entry.root && **path == *entry.relative),
        None => true,
    };
    let numbered = listing.texts.iter().enumerate().filter(|(_, entry)| wants(entry));
    let entries: Vec<(&Entry, usize)> = numbered.map(|(number, entry)| (entry, number)).collect();
    let loaded = parallel::map(&entries, |(entry, number)| {
        load(entry, memory.texts[*number].as_ref(), touched.is_some() && !is_touched(entry))
    });
    let library = library(&loaded, &listing, config);
    let inputs: Vec<_> = entries.into_iter().zip(loaded).collect();
    let made = parallel::map(&inputs, |((entry, number), loaded)| {
        step(None);
        let rules = entry.number.and_then(|number| rules.get(number));
        document(entry, loaded, memory.texts[*number].as_ref(), rules, &library, config, &memory.documents)
    });
    let mut documents = Vec::with_capacity(made.len());
    for (((entry, number), loaded), made) in inputs.into_iter().zip(made) {
        let seen = &mut memory.texts[number];
        match (made, loaded) {
            (Ok(Made::Known(parsed)), _) => documents.extend(parsed),
            (Ok(Made::New(context, parsed)), Ok(Loaded { stamp, bytes, shows, .. })) => {
                documents.push(parsed.clone());
                memory.changed.insert(part(&entry.relative));
                *seen = Some(Seen { stamp, bytes, shows, parsed: Some((context, parsed)) });
            }
            (Err(failure), _) | (_, Err(failure)) => {
                diagnostics.push(unreadable(&entry.path, &failure));
                memory.changed.insert(part(&entry.relative));
                *seen = None;
            }
        }
    }
    diagnostics.extend(documents.iter().flat_map(|parsed| &parsed.diagnostics).cloned());
    let entries: Vec<(&Entry, usize)> = listing.assets.iter().zip(0..).collect();
    let hashed = parallel::map(&entries, |(entry, number)| {
        if let Some((stamp, asset)) = &memory.assets[*number]
            && (touched.is_some() && !is_touched(entry) || stamp.is_some() && *stamp == disk::stamp(&entry.file))
        {
            return Ok((*stamp, asset.clone()));
        }
        let stamp = disk::stamp(&entry.file);
        disk::load_asset(entry).map(|asset| (stamp, asset))
    });
    let mut assets = Vec::with_capacity(hashed.len());
    for ((entry, number), hashed) in entries.into_iter().zip(hashed) {
        memory.assets[number] = match hashed {
            Ok((stamp, asset)) => {
                assets.push(asset.clone());
                Some((stamp, asset))
            }
            Err(failure) => {
                diagnostics.push(unreadable(&entry.path, &failure));
                None
            }
        };
    }
    Ok(Checked { value: Content { listing, repositories, documents, assets }, diagnostics })
}

/// What is known of files, for those of a listing; both are in the order of roots and paths.
fn moved<T>(known: impl Iterator<Item = (Place, Option<T>)>, listing: &[Entry]) -> Vec<Option<T>> {
    let mut known = known.peekable();
    let find = |entry: &Entry| {
        let place = (entry.root, entry.relative.clone());
        while known.next_if(|(before, _)| *before < place).is_some() {}
        known.next_if(|(before, _)| *before == place).and_then(|(_, known)| known)
    };
    listing.iter().map(find).collect()
}

/// A text file, as far as it had to be read.
struct Loaded {
    stamp: Option<Stamp>,
    bytes: Option<Key>,
    shows: Arc<[String]>,
    /// Only of a file that was read.
    source: Option<Source>,
}

/// Reads a text file, unless it is known not to have changed.
fn load(entry: &Entry, known: Option<&Seen>, untouched: bool) -> Result<Loaded, Failure> {
    let stamp = if untouched && known.is_some() { None } else { disk::stamp(&entry.file) };
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
enum Made {
    /// A document that is known; `None` where the file is no article.
    Known(Option<Arc<Parsed>>),
    New(Context, Arc<Parsed>),
}

/// The document of a file.
fn document(
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

/// What a docset says of its files, and the key of that.
struct Ruled {
    key: Key,
    rules: Rules,
}

/// Reads what the docsets say of themselves: one of each in their order.
fn repositories(
    wants: &dyn Fn(&Entry) -> bool,
    docsets: &[disk::Docset],
    diagnostics: &mut Vec<Diagnostic>,
) -> (Vec<Repository>, Vec<Ruled>) {
    let mut all_rules = Vec::with_capacity(docsets.len());
    let mut repositories = Vec::with_capacity(docsets.len());
    for docset in docsets {
        // The files of a locale that nobody asked for are not read.
        let mut load = |entry: &Entry| {
            let loaded = wants(entry).then(|| disk::load_description(entry))?;
            loaded.map_err(|failure| diagnostics.push(unreadable(&entry.path, &failure))).ok()
        };
        let config = load(&docset.config);
        let files: Vec<_> = docset.tocs.iter().filter_map(load).collect();
        let key = Key::of(&config.as_ref().map(|file| (&file.relative, &file.text)));
        let rules = config.map(|file| parse::docset::read(&file)).unwrap_or_default();
        diagnostics.extend(rules.diagnostics);
        let mut tocs = Vec::with_capacity(files.len());
        for file in files.iter().filter(|file| !rules.value.leaves_out(&file.relative)) {
            let toc = parse::toc::read(file);
            diagnostics.extend(toc.diagnostics);
            tocs.push(toc.value);
        }
        let (root, folder) = (docset.config.root, docset.folder.clone());
        repositories.push(Repository { root, folder, bases: rules.value.bases.clone(), tocs });
        all_rules.push(Ruled { key, rules: rules.value });
    }
    (repositories, all_rules)
}

/// Says that a file cannot be read; the site is built without it.
pub fn unreadable(path: &Arc<str>, failure: &Failure) -> Diagnostic {
    Diagnostic::new(Code::UnreadableFile, failure.to_string())
        .at(Location::of_file(path))
        .help("make the file readable; the site is built without it")
}

/// Reads the files that others show: those named, in every locale that has them, and what they
/// show themselves.
fn library(loaded: &[Result<Loaded, Failure>], listing: &Listing, config: &Config) -> Library {
    let mut wanted: Vec<String> = loaded.iter().flatten().flat_map(|l| l.shows.iter().cloned()).collect();
    if wanted.is_empty() {
        return Library::default();
    }
    let mut entries: BTreeMap<String, Vec<&Entry>> = BTreeMap::new();
    for entry in listing.texts.iter().chain(&listing.assets).chain(&listing.others) {
        entries.entry(Locale::split_path(&entry.relative.to_lowercase()).1).or_default().push(entry);
    }
    let mut parts = Vec::new();
    while let Some(path) = wanted.pop() {
        for entry in entries.remove(&Locale::split_path(&path.to_lowercase()).1).unwrap_or_default() {
            // One that cannot be read is as good as none; whoever shows it hears of that.
            let Ok(text) = disk::load_part(entry) else { continue };
            wanted.extend(parse::shows(&text, entry.root, &entry.relative, entry.docset));
            parts.push(Part {
                path: entry.path.clone(),
                root: entry.root,
                relative: entry.relative.clone(),
                docset: entry.docset,
                text: text.into(),
            });
        }
    }
    let fallback = std::iter::once(&config.source_locale).chain(config.locales.0.iter().map(|(locale, _)| locale));
    let chains = config.locales.0.iter().map(|(locale, options)| (locale.clone(), options.fallback.clone()));
    Library::new(parts, chains.collect(), fallback.cloned().collect())
}
