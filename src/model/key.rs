use std::hash::{BuildHasherDefault, Hash, Hasher};

use rustc_stable_hash::FromStableHash;
use rustc_stable_hash::hashers::{SipHasher128Hash, StableSipHasher128};
use serde::{Deserialize, Serialize};

/// Names a value by all that it is made of: 128 bits, the same on every machine and in every run, so that equal keys
/// are taken for equal values.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Key(u64, u64);

impl Key {
    /// The key of what something is made of; a tuple for several things.
    pub fn of(parts: &(impl Hash + ?Sized)) -> Self {
        let mut keyed = Keyed::default();
        keyed.add(parts);
        keyed.done()
    }

    /// Half of it, where few values are told from each other.
    pub fn short(self) -> u64 {
        self.0
    }
}

impl std::fmt::Display for Key {
    /// In 32 hexadecimal digits.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:016x}{:016x}", self.0, self.1)
    }
}

impl FromStableHash for Key {
    type Hash = SipHasher128Hash;

    fn from(SipHasher128Hash([low, high]): SipHasher128Hash) -> Self {
        Self(low, high)
    }
}

/// Values by keys, found at once. Its order is nobody's business.
#[expect(clippy::disallowed_types, reason = "no output depends on its order")]
pub type KeyMap<V, K = Key> = std::collections::HashMap<K, V, BuildHasherDefault<AsItIs>>;

/// The hash of what is a hash already.
#[derive(Clone, Copy, Debug, Default)]
pub struct AsItIs(u64);

impl Hasher for AsItIs {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.0 = self.0.rotate_left(8) ^ u64::from(*byte));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = number;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// A key in the making, of parts that come one by one.
#[derive(Default)]
pub struct Keyed(StableSipHasher128);

impl Keyed {
    /// Adds a part.
    pub fn add(&mut self, part: &(impl Hash + ?Sized)) {
        part.hash(&mut self.0);
    }

    pub fn done(self) -> Key {
        self.0.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_do_not_run_into_each_other() {
        assert_ne!(Key::of(&("ab", "c")), Key::of(&("a", "bc")));
        assert_eq!(Key::of(&("a", 1)), Key::of(&("a", 1)));
        let mut keyed = Keyed::default();
        keyed.add("a");
        keyed.add(&1);
        assert_eq!(keyed.done(), Key::of(&("a", 1)));
    }
}
