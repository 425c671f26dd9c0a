//! Read: the content roots in, every file parsed. With a memory only what has changed is read and parsed.
//!
//! A document is made of its file, of what its docset says of it, of the files that it shows, and of options: the key
//! of these tells whether it is known. Never aligns or judges anything.

mod assets;
mod changes;
mod described;
mod document;
mod library;
mod memory;

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::align::Told;
use crate::config::Config;
use crate::disk::{self, Entry, Failure, Listing};
use crate::model::{Asset, Checked, Code, Diagnostic, Key, Keyed, Location};
use crate::parallel;

use changes::touched;
use described::describe;
use document::{Loaded, Made, document, load};
use memory::{Last, Seen, part};

pub use changes::Changes;
pub use described::Described;
pub use memory::Memory;

/// All that was read.
pub struct Content {
    pub listing: Arc<Listing>,
    pub described: Arc<Described>,
    /// In path order; `None` for a file that is none.
    pub documents: Arc<Vec<Option<Told>>>,
    pub assets: Vec<Asset>,
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
    let (listing, stamps) = match known.clone().filter(|_| touched.is_some()) {
        Some(listing) => (listing, Vec::new()),
        None => memory.list(known.unwrap_or_default(), config)?,
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
            let last = Last::new(asked, described, &listing, config, numbers.iter().zip(&loaded));
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
    let assets = assets::read(&listing, touched.as_ref(), memory, &stamp, &mut diagnostics);
    let (described, documents) = (last.described.clone(), last.told.clone());
    memory.last = Some(last);
    Ok(Checked { value: Content { listing, described, documents, assets }, diagnostics })
}

/// Says that a file cannot be read; the site is built without it.
pub fn unreadable(path: &Arc<str>, failure: &Failure) -> Diagnostic {
    Diagnostic::new(Code::UnreadableFile, failure.to_string())
        .at(Location::of_file(path))
        .help("make the file readable; the site is built without it")
}
