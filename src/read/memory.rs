//! What was read before: in memory, and on a shelf.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::align::Told;
use crate::cache::Table;
use crate::config::{Config, Markdown};
use crate::disk::{self, Entry, Failure, Listing, Stamp};
use crate::model::{Asset, Diagnostic, Key, Lazy, Library, Piece, Pieces};
use crate::parallel;
use crate::shelf::{Apart, Shelf};

use super::changes::Touched;
use super::described::Described;
use super::document::Loaded;
use super::library::library;

/// What was read before.
#[derive(Debug, Default)]
pub struct Memory {
    pub listing: Option<Arc<Listing>>,
    /// What is known of the listing's text files, in their order.
    pub texts: Vec<Option<Seen>>,
    pub assets: Vec<Option<(Option<Stamp>, Asset)>>,
    pub documents: Table<Parsed>,
    /// What the last run read; `None` where it came to no end.
    pub last: Option<Last>,
    /// Text files as a shelf had them, in their order, until they are listed.
    pub shelved: Vec<(Place, Seen)>,
    /// The same of assets.
    pub shelved_assets: Vec<(Place, (Option<Stamp>, Asset))>,
    /// Whether assets differ from the shelf's.
    pub assets_changed: bool,
    /// The files as they were just listed, with the stamps of texts and assets in their order, where those tell enough.
    pub fresh: Option<(Arc<Listing>, Vec<Option<Stamp>>)>,
    /// Which parts of the text files differ from the shelf's.
    pub changed: BTreeSet<usize>,
}

/// What a run read, so that the next one need look at nothing but what has changed. Numbers are those of the listing's
/// text files.
#[derive(Debug)]
pub struct Last {
    /// The key of what was asked for.
    pub asked: Key,
    pub described: Arc<Described>,
    pub library: Arc<Library>,
    /// What files show of others, of those that do.
    pub showing: BTreeMap<usize, Arc<[String]>>,
    pub told: Arc<Vec<Option<Told>>>,
    /// Findings about files, of those that have any.
    pub found: BTreeMap<usize, Vec<Diagnostic>>,
    /// Files that could not be read.
    pub failed: BTreeSet<usize>,
}

/// Content root and path of a file.
pub type Place = (usize, Arc<str>);

/// Parts of the text files on a shelf.
const PARTS: usize = 64;

/// The part of a shelf in which a file is.
pub fn part(path: &str) -> usize {
    Key::of(path).short() as usize % PARTS
}

/// A text file that was read.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Seen {
    pub stamp: Option<Stamp>,
    /// The key of its bytes; `None` where it is no article (see [`disk::load`]).
    pub bytes: Option<Key>,
    /// Paths of the files that it shows.
    pub shows: Arc<[String]>,
    /// What it was parsed with, and what that came to.
    pub parsed: Option<(Context, Arc<Parsed>)>,
}

/// A text file on a shelf, with what lies apart of its document: text, reading, source.
type Shelved<S> = (Place, S, [Option<Piece>; 3]);

/// What a document is made of beside its file.
#[derive(Clone, Debug, PartialEq, Hash, Serialize, Deserialize)]
pub struct Context {
    /// The key of what its docset says.
    pub rules: Option<Key>,
    pub is_part: bool,
    /// The key of the files that may be shown, where it shows any.
    pub shown: Option<Key>,
    pub options: Markdown,
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

    /// The files as they are on the disk, with the stamps of texts and assets in their order as far as these are known.
    /// What is known of the files of `before` goes along.
    ///
    /// # Errors
    /// Where a content root cannot be listed.
    pub fn list(
        &mut self,
        before: Arc<Listing>,
        config: &Config,
    ) -> Result<(Arc<Listing>, Vec<Option<Stamp>>), Failure> {
        let list = || disk::list(&config.content, &config.output).map(|listing| (Arc::new(listing), Vec::new()));
        let (listing, stamps) = self.fresh.take().map_or_else(list, Ok)?;
        self.texts = moved(&before.texts, &mut self.texts, &mut self.shelved, &listing.texts);
        self.assets = moved(&before.assets, &mut self.assets, &mut self.shelved_assets, &listing.assets);
        Ok((listing, stamps))
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
        // It was just read, so that nobody else has it.
        let parsed = self.parsed.as_mut().and_then(|(_, parsed)| Arc::get_mut(parsed));
        if let Some(document) = parsed.and_then(|parsed| Arc::get_mut(&mut parsed.told.document)) {
            document.text = text.map_or_else(Arc::default, |piece| lazy(apart, piece));
            document.reading = reading.map_or_else(Arc::default, |piece| lazy(apart, piece));
            document.source = source.map(|piece| lazy(apart, piece));
        }
        self
    }
}

/// What is known of files, for those of a listing: what was known of those before, and what a shelf had. All are in the
/// order of roots and paths.
fn moved<T>(
    before: &[Entry],
    known: &mut Vec<Option<T>>,
    shelved: &mut Vec<(Place, T)>,
    listing: &[Entry],
) -> Vec<Option<T>> {
    let place = |entry: &Entry| (entry.root, entry.relative.clone());
    let known = before.iter().map(place).zip(std::mem::take(known));
    let shelved = std::mem::take(shelved).into_iter().map(|(place, known)| (place, Some(known)));
    // A memory has one of both.
    let mut known = known.chain(shelved).peekable();
    let find = |entry: &Entry| {
        let place = place(entry);
        while known.next_if(|(before, _)| *before < place).is_some() {}
        known.next_if(|(before, _)| *before == place).and_then(|(_, known)| known)
    };
    listing.iter().map(find).collect()
}

impl Last {
    /// Of a run that looks at all files: these.
    pub fn new<'a>(
        asked: Key,
        described: Arc<Described>,
        listing: &Listing,
        config: &Config,
        files: impl Iterator<Item = (&'a usize, &'a Result<Loaded, Failure>)>,
    ) -> Self {
        let shows = |(number, loaded): (&usize, &Result<Loaded, Failure>)| {
            Some((*number, loaded.as_ref().ok().filter(|loaded| !loaded.shows.is_empty())?.shows.clone()))
        };
        let showing: BTreeMap<usize, Arc<[String]>> = files.filter_map(shows).collect();
        Self {
            asked,
            described,
            library: Arc::new(library(&showing, listing, config)),
            showing,
            told: Arc::new(vec![None; listing.texts.len()]),
            found: BTreeMap::new(),
            failed: BTreeSet::new(),
        }
    }

    /// Whether nothing but the files of these numbers need be looked at: what they show, and what others show of them, is
    /// as it was.
    pub fn goes_on(
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
