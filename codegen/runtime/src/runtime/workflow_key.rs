//! Takes the key of a workflow as a number or as text, gives one value that can be written as either.

use std::fmt;
use std::hash::{Hash, Hasher};
use std::marker::PhantomData;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::json::{FromJson, Reader};
use super::json_write::{ToJson, write_text};
use super::{AsText, Shape, Shaped};

/// The key that names a workflow. Two keys are equal if they are the same text, so `3` and `"3"` are one key.
#[derive(Clone)]
pub struct WorkflowKey(Repr);

/// Short texts, and so all keys that exist, stand in place and need no allocation.
#[derive(Clone)]
enum Repr {
    Short([u8; SHORT], u8),
    Long(String),
}

/// The most bytes that stand in place; the largest `u32` has ten digits.
const SHORT: usize = 14;

impl WorkflowKey {
    /// The key as text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match &self.0 {
            // Only whole texts are put in place, so this is always UTF-8.
            Repr::Short(bytes, length) => std::str::from_utf8(&bytes[..usize::from(*length)]).unwrap_or_default(),
            Repr::Long(text) => text,
        }
    }

    /// The key as number, if it is one: digits only and no leading zero, so that the text follows from the number.
    #[must_use]
    pub fn as_number(&self) -> Option<u32> {
        let text = self.as_str();
        let canonical = text == "0" || !text.starts_with(['0', '+']);
        text.parse().ok().filter(|_| canonical)
    }
}

impl From<&str> for WorkflowKey {
    fn from(text: &str) -> Self {
        let mut bytes = [0; SHORT];
        match (bytes.get_mut(..text.len()), u8::try_from(text.len())) {
            (Some(place), Ok(length)) => {
                place.copy_from_slice(text.as_bytes());
                Self(Repr::Short(bytes, length))
            }
            _ => Self(Repr::Long(text.to_owned())),
        }
    }
}

impl From<u32> for WorkflowKey {
    fn from(number: u32) -> Self {
        let mut digits = [0; 10];
        let mut start = digits.len();
        let mut rest = number;
        loop {
            start -= 1;
            // The remainder of a division by ten fits into a byte.
            digits[start] = b'0' + (rest % 10) as u8;
            rest /= 10;
            if rest == 0 {
                break;
            }
        }
        Self::from(std::str::from_utf8(&digits[start..]).unwrap_or_default())
    }
}

impl fmt::Display for WorkflowKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl fmt::Debug for WorkflowKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "WorkflowKey({:?})", self.as_str())
    }
}

impl PartialEq for WorkflowKey {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for WorkflowKey {}

impl Hash for WorkflowKey {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl AsText for WorkflowKey {
    fn as_text(&self) -> Option<&str> {
        Some(self.as_str())
    }
}

impl Shaped for WorkflowKey {
    fn shape() -> Shape {
        Shape::Key
    }
}

impl FromJson for WorkflowKey {
    fn read(json: &mut Reader<'_>) -> Option<Self> {
        json.key_text().map(|text| Self::from(&*text))
    }
}

impl ToJson for WorkflowKey {
    fn write(&self, json: &mut String) {
        write_text(self.as_str(), json);
    }
}

impl Serialize for WorkflowKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for WorkflowKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(KeyVisitor)
    }
}

/// Reads a key from an integer or from text.
struct KeyVisitor;

impl Visitor<'_> for KeyVisitor {
    type Value = WorkflowKey;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an integer or a string")
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<WorkflowKey, E> {
        Ok(match u32::try_from(number) {
            Ok(small) => WorkflowKey::from(small),
            Err(_) => WorkflowKey::from(number.to_string().as_str()),
        })
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<WorkflowKey, E> {
        Ok(WorkflowKey::from(number.to_string().as_str()))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<WorkflowKey, E> {
        Ok(WorkflowKey::from(text))
    }
}

/// How a key is written.
pub trait KeyCodec {
    /// Whether a key that is a number is written as one.
    const IS_NUMBER: bool;

    /// Writes the key.
    ///
    /// # Errors
    /// If the serializer fails.
    fn write<S: Serializer>(key: &WorkflowKey, serializer: S) -> Result<S::Ok, S::Error>;
}

/// Writes a key as an integer, or as text if it is none.
pub struct IntegerKey;

impl KeyCodec for IntegerKey {
    const IS_NUMBER: bool = true;

    fn write<S: Serializer>(key: &WorkflowKey, serializer: S) -> Result<S::Ok, S::Error> {
        match key.as_number() {
            Some(number) => serializer.serialize_u32(number),
            None => serializer.serialize_str(key.as_str()),
        }
    }
}

/// Writes a key as text.
pub struct TextKey;

impl KeyCodec for TextKey {
    const IS_NUMBER: bool = false;

    fn write<S: Serializer>(key: &WorkflowKey, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(key.as_str())
    }
}

/// A member that holds a key, or may hold one.
pub trait KeyMember {
    /// The key, if there is one.
    fn key(&self) -> Option<&WorkflowKey>;
}

impl KeyMember for WorkflowKey {
    fn key(&self) -> Option<&WorkflowKey> {
        Some(self)
    }
}

impl KeyMember for Option<WorkflowKey> {
    fn key(&self) -> Option<&WorkflowKey> {
        self.as_ref()
    }
}

/// A key together with the way in which it is written.
pub(super) struct Coded<'a, C>(pub(super) &'a WorkflowKey, pub(super) PhantomData<C>);

impl<C: KeyCodec> Serialize for Coded<'_, C> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        C::write(self.0, serializer)
    }
}
