//! Memory of pure functions: what they came to, by the key of all that they read.
//!
//! A stage asks for a value by its key, and makes it only where it is not remembered. Values never change, so that a
//! build with a memory and one without come to the same. What nobody has asked for longest is forgotten.

use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::disk::Failure;
use crate::model::{Key, KeyMap};
use crate::parallel;
use crate::shelf::Shelf;

/// The values of one function.
#[derive(Debug)]
pub struct Table<V> {
    known: RwLock<KeyMap<Known<V>>>,
    /// Number of the run, from 1.
    run: u32,
    /// How many values a run needs.
    usual: usize,
    /// Which parts differ from the shelf's, a bit each.
    changed: AtomicU32,
}

/// Parts of a table on a shelf.
const PARTS: u32 = 16;

#[derive(Debug)]
struct Known<V> {
    value: Arc<V>,
    /// The last run that asked for it.
    asked: AtomicU32,
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self { known: RwLock::default(), run: 1, usual: 0, changed: AtomicU32::new(0) }
    }
}

impl<V> Table<V> {
    /// The value of a key: the one that is remembered, else the one that is made.
    pub fn get(&self, key: Key, make: impl FnOnce() -> V) -> Arc<V> {
        self.find(key).unwrap_or_else(|| self.put(key, Arc::new(make())))
    }

    /// The value of a key, where it is remembered.
    pub fn find(&self, key: Key) -> Option<Arc<V>> {
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let found = known.get(&key)?;
        found.asked.store(self.run, Ordering::Relaxed);
        Some(found.value.clone())
    }

    /// Remembers a value.
    pub fn put(&self, key: Key, value: Arc<V>) -> Arc<V> {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        known.insert(key, Known { value: value.clone(), asked: AtomicU32::new(self.run) });
        self.changed.fetch_or(1 << part(key), Ordering::Relaxed);
        value
    }

    /// Ends a run: of a table that has grown to more than twice the size of before, what was not asked for longest is
    /// forgotten.
    pub fn turn(&mut self) {
        let run = self.run;
        self.run += 1;
        let known = self.known.get_mut().unwrap_or_else(PoisonError::into_inner);
        if self.usual == 0 {
            self.usual = known.len();
        }
        if known.len() <= 2 * self.usual + SPARE {
            return;
        }
        let age = |known: &Known<V>| run - known.asked.load(Ordering::Relaxed);
        let asked = known.values().filter(|known| age(known) == 0).count();
        self.usual = self.usual.max(asked);
        let mut ages: Vec<u32> = known.values().map(age).collect();
        ages.sort_unstable();
        let oldest = ages[self.usual.min(ages.len() - 1)];
        known.retain(|_, known| age(known) < oldest.max(1));
        self.changed = AtomicU32::new(u32::MAX);
    }
}

/// So many values more than usual do no harm.
const SPARE: usize = 64;

/// The part of a table that a key belongs to.
fn part(key: Key) -> u32 {
    key.short() as u32 % PARTS
}

/// What a part of a table is on a shelf: the number of the run, how many values a run needs, and each value with its
/// key and the last run that asked for it.
type Part<V> = (u32, usize, Vec<(Key, u32, Arc<V>)>);

impl<V: Serialize + DeserializeOwned + Send + Sync> Table<V> {
    /// Takes what a shelf has under a name.
    pub fn load(shelf: &Shelf, name: &str) -> Self {
        let parts: Vec<u32> = (0..PARTS).collect();
        let parts = parallel::map_evenly(&parts, |part| shelf.get::<Part<V>>(&format!("{name}-{part:x}")));
        let mut table = Self::default();
        let known = table.known.get_mut().unwrap_or_else(PoisonError::into_inner);
        for (run, usual, values) in parts.into_iter().flatten() {
            table.run = table.run.max(run);
            table.usual = table.usual.max(usual);
            for (key, asked, value) in values {
                known.insert(key, Known { value, asked: AtomicU32::new(asked) });
            }
        }
        table
    }

    /// Puts on a shelf, under a name, what it does not have yet.
    ///
    /// # Errors
    /// Where the disk refuses.
    pub fn save(&self, shelf: &Shelf, name: &str) -> Result<(), Failure> {
        let changed = self.changed.load(Ordering::Relaxed);
        let known = self.known.read().unwrap_or_else(PoisonError::into_inner);
        let parts: Vec<u32> = (0..PARTS).filter(|part| changed & 1 << part != 0).collect();
        let put = |wanted: &u32| {
            let own = known.iter().filter(|(key, _)| part(**key) == *wanted);
            let asked = |known: &Known<V>| known.asked.load(Ordering::Relaxed);
            let values: Vec<_> = own.map(|(key, known)| (*key, asked(known), &*known.value)).collect();
            shelf.put(&format!("{name}-{wanted:x}"), &(self.run, self.usual, values))
        };
        parallel::map_evenly(&parts, put).into_iter().collect()
    }
}

impl<V: Send + Sync> Table<V> {
    /// The values of many inputs, in their order; those that are not remembered are made in parallel.
    pub fn all<T: Sync>(
        &self,
        inputs: &[T],
        key: impl Fn(&T) -> Key + Send + Sync,
        make: impl Fn(&T) -> V + Send + Sync,
    ) -> Vec<Arc<V>> {
        parallel::map(inputs, |input| self.get(key(input), || make(input)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_kept() {
        let mut table = Table::default();
        let key = |n: u32| Key::of(&n);
        for run in 0..1000 {
            // One is asked for in every run, the other in one.
            for n in [0, 10 + run] {
                assert_eq!(*table.get(key(n), || n), n);
            }
            assert_eq!(*table.get(key(0), || 99), 0);
            table.turn();
            let len = table.known.read().unwrap().len();
            assert!(len <= 2 * 2 + SPARE + 2, "{len}");
        }
        assert!(table.find(key(11)).is_none() && table.find(key(1009)).is_some());
    }
}
