use std::borrow::Cow;
use std::fmt;
use std::ops::Deref;
use std::sync::{Arc, OnceLock};

use lz4_flex::block;
use serde::de::{DeserializeOwned, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value that comes packed from the memory of an earlier build, and is unpacked when somebody looks at it: most are
/// never looked at, and those that were put apart not even read. Packed it is compressed, since what is read from the
/// disk takes longer than what is unpacked. The home of LZ4.
pub struct Lazy<T> {
    /// Boxed, since most are packed, and should take little room.
    value: OnceLock<Box<T>>,
    packed: Packed,
}

enum Packed {
    Nowhere,
    Here(Vec<u8>),
    Apart(Arc<dyn Pieces>, Piece),
}

/// Packed values that are read one by one.
pub trait Pieces: Send + Sync {
    /// The bytes of a value; `None` where they are damaged, for which whoever opened the pieces has to ask.
    fn get(&self, piece: Piece) -> Option<Vec<u8>>;
}

/// Where one of them lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Piece {
    /// Bytes before it.
    pub at: u64,
    /// Its length in bytes.
    pub length: u32,
    /// Its checksum.
    pub sum: u32,
}

impl<T> Lazy<T> {
    pub fn new(value: T) -> Self {
        Self { value: OnceLock::from(Box::new(value)), packed: Packed::Nowhere }
    }

    /// A value that was put apart.
    pub fn apart(pieces: Arc<dyn Pieces>, piece: Piece) -> Self {
        Self { value: OnceLock::new(), packed: Packed::Apart(pieces, piece) }
    }
}

impl<T: Serialize> Lazy<T> {
    /// Its packed form; `None` where that is damaged.
    pub fn packed(&self) -> Option<Cow<'_, [u8]>> {
        match &self.packed {
            Packed::Nowhere => Some(block::compress_prepend_size(&postcard::to_stdvec(self.value.get()?).ok()?).into()),
            Packed::Here(packed) => Some(packed.into()),
            Packed::Apart(pieces, piece) => pieces.get(*piece).map(Cow::Owned),
        }
    }
}

impl<T: Default> Default for Lazy<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

impl<T: DeserializeOwned + Default> Deref for Lazy<T> {
    type Target = T;

    fn deref(&self) -> &T {
        let unpack = || match &self.packed {
            Packed::Nowhere => None,
            Packed::Here(packed) => unpack(packed),
            Packed::Apart(pieces, piece) => unpack(&pieces.get(*piece)?),
        };
        // What is here was checked as a whole; what lay apart and is damaged makes its build void.
        self.value.get_or_init(|| Box::new(unpack().unwrap_or_default()))
    }
}

fn unpack<T: DeserializeOwned>(packed: &[u8]) -> Option<T> {
    postcard::from_bytes(&block::decompress_size_prepended(packed).ok()?).ok()
}

impl<T: fmt::Debug + DeserializeOwned + Default> fmt::Debug for Lazy<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        (**self).fmt(f)
    }
}

impl<T: Serialize> Serialize for Lazy<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let packed = self.packed().ok_or_else(|| serde::ser::Error::custom("it cannot be packed"))?;
        serializer.serialize_bytes(&packed)
    }
}

impl<'de, T> Deserialize<'de> for Lazy<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Bytes;
        impl Visitor<'_> for Bytes {
            type Value = Vec<u8>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("packed bytes")
            }

            fn visit_bytes<E>(self, bytes: &[u8]) -> Result<Vec<u8>, E> {
                Ok(bytes.to_vec())
            }

            fn visit_byte_buf<E>(self, bytes: Vec<u8>) -> Result<Vec<u8>, E> {
                Ok(bytes)
            }
        }
        Ok(Self { value: OnceLock::new(), packed: Packed::Here(deserializer.deserialize_byte_buf(Bytes)?) })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn packed_and_unpacked() {
        let value = Lazy::new(vec!["a".to_owned(), "é".to_owned()]);
        let packed = postcard::to_stdvec(&value).unwrap();
        let again: Lazy<Vec<String>> = postcard::from_bytes(&packed).unwrap();
        assert!(again.value.get().is_none());
        assert_eq!(postcard::to_stdvec(&again).unwrap(), packed);
        assert_eq!(*again, ["a", "é"]);
        assert_eq!(postcard::to_stdvec(&again).unwrap(), packed);
    }
}
