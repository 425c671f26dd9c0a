//! Files that are copied rather than read: their bytes are named by a hash, which is computed where they may have changed.

use crate::disk::{self, Entry, Listing, Stamp};
use crate::model::{Asset, Diagnostic};
use crate::parallel;

use super::changes::Touched;
use super::memory::Memory;
use super::unreadable;

/// The assets of a listing; `stamp` gives that of a file by its number among texts and assets.
pub fn read(
    listing: &Listing,
    touched: Option<&Touched>,
    memory: &mut Memory,
    stamp: &(dyn Fn(usize, &Entry) -> Option<Stamp> + Sync),
    diagnostics: &mut Vec<Diagnostic>,
) -> Vec<Asset> {
    let entries: Vec<(&Entry, usize)> = listing.assets.iter().zip(0..).collect();
    let hashed = parallel::map(&entries, |(entry, number)| {
        let untouched = || touched.is_some_and(|touched| !touched.assets.contains(number));
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
    assets
}
