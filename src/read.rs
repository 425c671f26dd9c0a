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
use crate::model::{
    Asset, Checked, Code, Diagnostic, Key, Keyed, Lazy, Library, Locale, Location, Part, Piece, Pieces, Repository,
    Source,
};
use crate::parse::docset::Rules;
use crate::shelf::{Apart, Shelf};
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
    /// What the last run read; `None` where it came to no end.
    last: Option<Last>,
    /// Text files as a shelf had them, in their order, until they are listed.
    shelved: Vec<(Place, Seen)>,
    /// The same of assets.
    shelved_assets: Vec<(Place, (Option<Stamp>, Asset))>,
    /// Whether assets differ from the shelf's.
    assets_changed: bool,
    /// The files as they were just listed, with the stamps of texts and assets in their order, where those tell enough.
    fresh: Option<(Arc<Listing>, Vec<Option<Stamp>>)>,
    /// Which parts of the text files differ from the shelf's.
    changed: BTreeSet<usize>,
}

/// What a run read, so that the next one need look at nothing but what has changed. Numbers are those of the listing's
/// text files.
#[derive(Debug)]
struct Last {
    /// The key of what was asked for.
    asked: Key,
    described: Arc<Described>,
    library: Arc<Library>,
    /// What files show of others, of those that do.
    showing: BTreeMap<usize, Arc<[String]>>,
    told: Arc<Vec<Option<Told>>>,
    /// Findings about files, of those that have any.
    found: BTreeMap<usize, Vec<Diagnostic>>,
    /// Files that could not be read.
    failed: BTreeSet<usize>,
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

/// A text file on a shelf, with what lies apart of its document: text, reading, source.
type Shelved<S> = (Place, S, [Option<Piece>; 3]);

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
        let parts = parallel::map_evenly(&parts, |part| {
            let (files, apart) = shelf.get_with_apart::<Vec<Shelved<Seen>>>(&format!("texts-{part:02x}"))?;
            Some(files.into_iter().map(|(place, seen, pieces)| (place, seen.with(&apart, pieces))).collect::<Vec<_>>())
        });
        let mut shelved: Vec<(Place, Seen)> = parts.into_iter().flatten().flatten().collect();
        shelved.sort_by(|(a, _), (b, _)| a.cmp(b));
        self.shelved = shelved;
        self.shelved_assets = shelf.get("assets").unwrap_or_default();
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
            let mut apart = Apart::default();
            let files = files.filter_map(|((entry, seen), _)| {
                let seen = seen.as_ref()?;
                // One that is damaged is as good as none.
                Some(((entry.root, entry.relative.clone()), seen, seen.put_apart(&mut apart)?))
            });
            let files: Vec<Shelved<&Seen>> = files.collect();
            shelf.put_with_apart(&format!("texts-{wanted:02x}"), &files, &apart)
        };
        parallel::map_evenly(&changed, put).into_iter().collect::<Result<(), _>>()?;
        if !self.assets_changed {
            return Ok(());
        }
        let place = |entry: &Entry| (entry.root, entry.relative.clone());
        let assets = listing.assets.iter().zip(&self.assets);
        let assets: Vec<_> = assets.filter_map(|(entry, seen)| Some((place(entry), seen.as_ref()?))).collect();
        shelf.put("assets", &assets)
    }
}

impl Seen {
    /// Puts apart what is large of its document.
    fn put_apart(&self, apart: &mut Apart) -> Option<[Option<Piece>; 3]> {
        let Some((_, parsed)) = &self.parsed else { return Some([None; 3]) };
        let document = &parsed.told.document;
        let source = match &document.source {
            Some(source) => Some(source.packed()?),
            None => None,
        };
        let [text, reading] = [document.text.packed()?, document.reading.packed()?].map(|packed| apart.add(&packed));
        Some([Some(text), Some(reading), source.map(|packed| apart.add(&packed))])
    }

    /// With what lies apart of its document.
    fn with(mut self, apart: &Arc<dyn Pieces>, [text, reading, source]: [Option<Piece>; 3]) -> Self {
        fn lazy<T>(apart: &Arc<dyn Pieces>, piece: Piece) -> Arc<Lazy<T>> {
            Arc::new(Lazy::apart(apart.clone(), piece))
        }
        let parsed = self.parsed.as_mut().and_then(|(_, parsed)| Arc::get_mut(parsed));
        if let Some(document) = parsed.and_then(|parsed| Arc::get_mut(&mut parsed.told.document)) {
            document.text = text.map_or_else(Arc::default, |piece| lazy(apart, piece));
            document.reading = reading.map_or_else(Arc::default, |piece| lazy(apart, piece));
            document.source = source.map(|piece| lazy(apart, piece));
        }
        self
    }
}

/// All that was read.
pub struct Content {
    pub listing: Arc<Listing>,
    pub described: Arc<Described>,
    /// In path order; `None` for a file that is none.
    pub documents: Arc<Vec<Option<Told>>>,
    pub assets: Vec<Asset>,
}

/// Which of the files that changed are files of the listing, by their numbers there.
#[derive(Debug, Default)]
struct Touched {
    texts: BTreeSet<usize>,
    assets: BTreeSet<usize>,
    /// Whether any of the files that say something of others is among them.
    describing: bool,
}

/// What of the listing has changed; `None` where it may be another one.
fn touched(listing: &Listing, changes: &Changes) -> Option<Touched> {
    /// With more than this it is quicker to look at everything.
    const MANY: usize = 100;
    let Changes::Paths(paths) = changes else { return None };
    if paths.len() > MANY {
        return None;
    }
    let mut touched = Touched::default();
    for path in paths {
        for (root, whole) in listing.roots.iter().enumerate() {
            if whole.starts_with(path) {
                return None;
            }
            let Ok(below) = path.strip_prefix(whole) else { continue };
            let relative = below.components().map(|c| c.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
            let place = (root, relative.as_str());
            let find = |entries: &[Entry]| entries.binary_search_by(|e| (e.root, &*e.relative).cmp(&place)).ok();
            // The first line of a YAML file says whether it is a page.
            let may_change_kind = relative.ends_with(".yml") || relative.ends_with(".yaml");
            match (find(&listing.texts), find(&listing.assets), disk::is_file(path)) {
                (Some(number), _, true) if !may_change_kind => _ = touched.texts.insert(number),
                (_, Some(number), true) if !may_change_kind => _ = touched.assets.insert(number),
                // Written beside its place and gone again.
                (None, None, false)
                    if !disk::exists(path)
                        && !listing.describes(root, &relative)
                        && !listing.has_below(root, &relative) => {}
                (None, None, true) if !may_change_kind && listing.describes(root, &relative) => {
                    touched.describing = true;
                }
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
    memory.fresh = Some((listing.clone(), Vec::new()));
    let described = listing.docsets.iter().flat_map(|docset| docset.tocs.iter().chain([&docset.config]));
    let all = listing.texts.iter().chain(&listing.assets).chain(&listing.others).chain(&listing.redirections);
    let entries: Vec<&Entry> = all.chain(described).collect();
    let stamps = parallel::map(&entries, |entry| disk::stamp(&entry.file));
    let mut keyed = Keyed::default();
    for (entry, stamp) in entries.into_iter().zip(&stamps) {
        let Some(stamp) = stamp else { return Ok(None) };
        keyed.add(&(&entry.path, stamp));
    }
    memory.fresh = Some((listing.clone(), stamps));
    Ok(Some(keyed.done()))
}

/// Reads the content; `wants` tells which files matter, and `asked` is the key of what that depends on.
///
/// # Errors
/// Where a content root cannot be read.
pub fn read(
    config: &Config,
    (wants, asked): (&(dyn Fn(&Entry) -> bool + Sync), Key),
    changes: &Changes,
    memory: &mut Memory,
    step: &(dyn Fn(Option<usize>) + Sync),
) -> Result<Checked<Content>, Failure> {
    let known = memory.listing.take();
    let asked = Key::of(&(asked, config));
    let last = memory.last.take().filter(|last| last.asked == asked);
    let touched = known.as_ref().and_then(|listing| touched(listing, changes));
    let mut stamps = Vec::new();
    let listing = match known.clone().filter(|_| touched.is_some()) {
        Some(listing) => listing,
        None => {
            let listed = || disk::list(&config.content, &config.output).map(|listing| (Arc::new(listing), Vec::new()));
            let (found, fresh) = memory.fresh.take().map_or_else(listed, Ok)?;
            stamps = fresh;
            let known = known.unwrap_or_default();
            let place = |entry: &Entry| (entry.root, entry.relative.clone());
            let seen = known.texts.iter().map(place).zip(std::mem::take(&mut memory.texts));
            let shelved = std::mem::take(&mut memory.shelved).into_iter().map(|(place, seen)| (place, Some(seen)));
            memory.texts = moved(seen.chain(shelved), &found.texts);
            let seen = known.assets.iter().map(place).zip(std::mem::take(&mut memory.assets));
            let shelved = std::mem::take(&mut memory.shelved_assets);
            memory.assets =
                moved(seen.chain(shelved.into_iter().map(|(place, seen)| (place, Some(seen)))), &found.assets);
            found
        }
    };
    memory.listing = Some(listing.clone());
    step(Some(listing.texts.len()));
    let last = last.filter(|_| touched.as_ref().is_some_and(|touched| !touched.describing));
    let described = match &last {
        Some(last) => last.described.clone(),
        None => Arc::new(describe(wants, &listing.docsets)),
    };
    // Texts come first.
    let stamp = |number: usize, entry: &Entry| stamps.get(number).copied().unwrap_or_else(|| disk::stamp(&entry.file));
    let load = |numbers: &[usize]| {
        parallel::map(numbers, |number| {
            let stamp = |entry: &Entry| stamp(*number, entry);
            let untouched = touched.as_ref().is_some_and(|touched| !touched.texts.contains(number));
            load(&listing.texts[*number], memory.texts[*number].as_ref(), untouched, &stamp)
        })
    };
    let narrow = last.zip(touched.as_ref()).and_then(|(last, touched)| {
        let numbers = touched.texts.iter().chain(&last.failed).copied();
        let numbers: Vec<usize> =
            BTreeSet::from_iter(numbers.filter(|n| wants(&listing.texts[*n]))).into_iter().collect();
        let loaded = load(&numbers);
        last.goes_on(&listing, touched, &numbers, &loaded).then_some((last, numbers, loaded))
    });
    let (mut last, numbers, loaded) = match narrow {
        Some(narrow) => narrow,
        None => {
            let numbers: Vec<usize> = (0..listing.texts.len()).filter(|n| wants(&listing.texts[*n])).collect();
            let loaded = load(&numbers);
            let shows = |(n, loaded): (&usize, &Result<Loaded, Failure>)| {
                Some((*n, loaded.as_ref().ok().filter(|loaded| !loaded.shows.is_empty())?.shows.clone()))
            };
            let showing: BTreeMap<usize, Arc<[String]>> = numbers.iter().zip(&loaded).filter_map(shows).collect();
            let last = Last {
                asked,
                described,
                library: Arc::new(library(&showing, &listing, config)),
                showing,
                told: Arc::new(vec![None; listing.texts.len()]),
                found: BTreeMap::new(),
                failed: BTreeSet::new(),
            };
            (last, numbers, loaded)
        }
    };
    let inputs: Vec<_> = numbers.into_iter().zip(loaded).collect();
    let made = parallel::map(&inputs, |(number, loaded)| {
        step(None);
        let entry = &listing.texts[*number];
        let rules = entry.number.and_then(|number| last.described.rules.get(number));
        document(entry, loaded, memory.texts[*number].as_ref(), rules, &last.library, config, &memory.documents)
    });
    let told = Arc::make_mut(&mut last.told);
    for ((number, loaded), made) in inputs.into_iter().zip(made) {
        let (seen, entry) = (&mut memory.texts[number], &listing.texts[number]);
        last.failed.remove(&number);
        last.found.remove(&number);
        let parsed = match (made, loaded) {
            (Ok(Made::Known(parsed)), _) => parsed,
            (Ok(Made::New(context, parsed)), Ok(Loaded { stamp, bytes, shows, .. })) => {
                memory.changed.insert(part(&entry.relative));
                *seen = Some(Seen { stamp, bytes, shows, parsed: Some((context, parsed.clone())) });
                Some(parsed)
            }
            (Err(failure), _) | (_, Err(failure)) => {
                memory.changed.insert(part(&entry.relative));
                *seen = None;
                last.failed.insert(number);
                last.found.insert(number, vec![unreadable(&entry.path, &failure)]);
                None
            }
        };
        if let Some(parsed) = parsed.as_ref().filter(|parsed| !parsed.diagnostics.is_empty()) {
            last.found.insert(number, parsed.diagnostics.clone());
        }
        told[number] = parsed.map(|parsed| parsed.told.clone());
    }
    let mut diagnostics = last.described.diagnostics.clone();
    diagnostics.extend(last.found.values().flatten().cloned());
    let entries: Vec<(&Entry, usize)> = listing.assets.iter().zip(0..).collect();
    let hashed = parallel::map(&entries, |(entry, number)| {
        let untouched = || touched.as_ref().is_some_and(|touched| !touched.assets.contains(number));
        let now = || stamp(listing.texts.len() + number, entry);
        // What a shelf has may have been found by another path.
        let known = memory.assets[*number].as_ref().filter(|(_, asset)| asset.file == entry.file);
        match known {
            Some((known, asset)) if untouched() => Ok((*known, asset.clone())),
            Some((known, asset)) if known.is_some() && *known == now() => Ok((*known, asset.clone())),
            _ => {
                let stamp = now();
                disk::load_asset(entry).map(|asset| (stamp, asset))
            }
        }
    });
    let mut assets = Vec::with_capacity(hashed.len());
    for ((entry, number), hashed) in entries.into_iter().zip(hashed) {
        let seen = match hashed {
            Ok((stamp, asset)) => {
                assets.push(asset.clone());
                Some((stamp, asset))
            }
            Err(failure) => {
                diagnostics.push(unreadable(&entry.path, &failure));
                None
            }
        };
        let stamp = |seen: &Option<(Option<Stamp>, Asset)>| seen.as_ref().map(|(stamp, _)| *stamp);
        memory.assets_changed |= stamp(&memory.assets[number]) != stamp(&seen);
        memory.assets[number] = seen;
    }
    let (described, documents) = (last.described.clone(), last.told.clone());
    memory.last = Some(last);
    Ok(Checked { value: Content { listing, described, documents, assets }, diagnostics })
}

impl Last {
    /// Whether nothing but the files of these numbers need be looked at: what they show, and what others show of them, is
    /// as it was.
    fn goes_on(
        &self,
        listing: &Listing,
        touched: &Touched,
        numbers: &[usize],
        loaded: &[Result<Loaded, Failure>],
    ) -> bool {
        let shows_the_same = numbers.iter().zip(loaded).all(|(number, loaded)| {
            let shows = loaded.as_ref().map_or(&[][..], |loaded| &loaded.shows);
            shows == self.showing.get(number).map_or(&[][..], |shows| shows)
        });
        let assets = touched.assets.iter().map(|number| &listing.assets[*number]);
        let mut changed = numbers.iter().map(|number| &listing.texts[*number]).chain(assets);
        shows_the_same && !changed.any(|entry| self.library.has(entry.root, &entry.relative))
    }
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
fn load(
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

/// What docsets say of themselves and of their files.
#[derive(Debug, Default)]
pub struct Described {
    pub repositories: Vec<Repository>,
    rules: Vec<Ruled>,
    diagnostics: Vec<Diagnostic>,
}

/// What a docset says of its files, and the key of that.
#[derive(Debug)]
struct Ruled {
    key: Key,
    rules: Rules,
}

/// Reads what the docsets say of themselves: one of each in their order.
fn describe(wants: &dyn Fn(&Entry) -> bool, docsets: &[disk::Docset]) -> Described {
    let mut described = Described::default();
    for docset in docsets {
        // The files of a locale that nobody asked for are not read.
        let mut load = |entry: &Entry| {
            let loaded = wants(entry).then(|| disk::load_description(entry))?;
            loaded.map_err(|failure| described.diagnostics.push(unreadable(&entry.path, &failure))).ok()
        };
        let config = load(&docset.config);
        let files: Vec<_> = docset.tocs.iter().filter_map(load).collect();
        let key = Key::of(&config.as_ref().map(|file| (&file.relative, &file.text)));
        let rules = config.map(|file| parse::docset::read(&file)).unwrap_or_default();
        described.diagnostics.extend(rules.diagnostics);
        let mut tocs = Vec::with_capacity(files.len());
        for file in files.iter().filter(|file| !rules.value.leaves_out(&file.relative)) {
            let toc = parse::toc::read(file);
            described.diagnostics.extend(toc.diagnostics);
            tocs.push(toc.value);
        }
        let (root, folder) = (docset.config.root, docset.folder.clone());
        described.repositories.push(Repository { root, folder, bases: rules.value.bases.clone(), tocs });
        described.rules.push(Ruled { key, rules: rules.value });
    }
    described
}

/// Says that a file cannot be read; the site is built without it.
pub fn unreadable(path: &Arc<str>, failure: &Failure) -> Diagnostic {
    Diagnostic::new(Code::UnreadableFile, failure.to_string())
        .at(Location::of_file(path))
        .help("make the file readable; the site is built without it")
}

/// Reads the files that others show: those named, in every locale that has them, and what they
/// show themselves.
fn library(showing: &BTreeMap<usize, Arc<[String]>>, listing: &Listing, config: &Config) -> Library {
    let mut wanted: Vec<String> = showing.values().flat_map(|shows| shows.iter().cloned()).collect();
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
