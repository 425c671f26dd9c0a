use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use lz4_flex::block;
use serde::de::{DeserializeOwned, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A value that comes packed from the memory of an earlier build, and is unpacked when somebody looks at it: most are
/// never looked at. Packed it is compressed, since what is read from the disk takes longer than what is unpacked. The
/// home of LZ4.
pub struct Lazy<T> {
    value: OnceLock<T>,
    packed: Vec<u8>,
}

impl<T> Lazy<T> {
    pub fn new(value: T) -> Self {
        Self { value: OnceLock::from(value), packed: Vec::new() }
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
        // What was packed was checked as a whole.
        self.value.get_or_init(|| unpack(&self.packed).unwrap_or_default())
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
        match self.value.get().filter(|_| self.packed.is_empty()) {
            Some(value) => {
                let packed = postcard::to_stdvec(value).map_err(serde::ser::Error::custom)?;
                serializer.serialize_bytes(&block::compress_prepend_size(&packed))
            }
            None => serializer.serialize_bytes(&self.packed),
        }
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
        Ok(Self { value: OnceLock::new(), packed: deserializer.deserialize_byte_buf(Bytes)? })
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
