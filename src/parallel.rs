//! Work that is done on all cores. The home of rayon, beside the pipeline.

use rayon::prelude::*;

/// What two functions make, at the same time.
pub fn both<A: Send, B: Send>(one: impl FnOnce() -> A + Send, other: impl FnOnce() -> B + Send) -> (A, B) {
    rayon::join(one, other)
}

/// As [`map`], for items of which each takes long.
pub fn map_evenly<T: Sync, R: Send>(items: &[T], make: impl Fn(&T) -> R + Send + Sync) -> Vec<R> {
    items.par_iter().map(make).collect()
}

/// As [`map_evenly`], of items that the function takes.
pub fn each<T: Send, R: Send>(items: Vec<T>, make: impl Fn(T) -> R + Send + Sync) -> Vec<R> {
    items.into_par_iter().map(make).collect()
}

/// What a function makes of every item, in their order.
pub fn map<T: Sync, R: Send>(items: &[T], make: impl Fn(&T) -> R + Send + Sync) -> Vec<R> {
    items.par_iter().with_min_len(32).map(make).collect()
}
