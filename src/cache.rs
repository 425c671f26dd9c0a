//! Memory of pure functions: what they came to, by the key of all that they read.
//!
//! A stage asks for a value by its key, and makes it only where it is not remembered. Values never change, so that a
//! build with a memory and one without come to the same. What nobody asks for is forgotten.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicU32, Ordering};
use std::sync::{Arc, PoisonError, RwLock};

use crate::model::Key;
use crate::parallel;

/// The values of one function.
#[derive(Debug)]
pub struct Table<V> {
    known: RwLock<BTreeMap<Key, Known<V>>>,
    /// Number of the run, from 1.
    run: u32,
}

#[derive(Debug)]
struct Known<V> {
    value: Arc<V>,
    /// The last run that asked for it.
    asked: AtomicU32,
}

impl<V> Default for Table<V> {
    fn default() -> Self {
        Self { known: RwLock::default(), run: 1 }
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
        value
    }

    /// Ends a run: forgets what it did not ask for, as soon as there is more of that than of what it did.
    pub fn turn(&mut self) {
        let run = self.run;
        let known = self.known.get_mut().unwrap_or_else(PoisonError::into_inner);
        let asked = |known: &Known<V>| known.asked.load(Ordering::Relaxed) == run;
        if known.values().filter(|known| asked(known)).count() * 2 < known.len() {
            known.retain(|_, known| asked(known));
        }
        self.run = self.run.wrapping_add(1).max(1);
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
        for run in 0..6 {
            // One is asked for in every run, the others in one.
            for n in [0, 10 + run, 20 + run] {
                assert_eq!(*table.get(key(n), || n), n);
            }
            assert_eq!(*table.get(key(0), || 99), 0);
            table.turn();
        }
        assert!(table.find(key(11)).is_none() && table.find(key(25)).is_some());
    }
}
