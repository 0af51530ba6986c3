//! Takes enums and their wire strings, gives their reading and writing, strict or with room for unknown strings.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Error, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::json::{FromJson, Reader};
use super::json_write::{ToJson, write_text};
use super::{Shape, Shaped, text};

/// An enum that stands for a closed list of strings.
pub trait Vocabulary: Copy + 'static {
    /// The values, in the documented order.
    const VALUES: &'static [Self];
    /// Their strings, in the same order.
    const NAMES: &'static [&'static str];

    /// The value that the string stands for.
    fn from_name(name: &str) -> Option<Self>;

    /// The string that this value stands for.
    fn name(self) -> &'static str;
}

/// A string that stands for no value of the enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownValue {
    value: String,
    allowed: &'static [&'static str],
}

impl UnknownValue {
    /// The string that was given.
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// The strings that would have been allowed.
    #[must_use]
    pub fn allowed(&self) -> &'static [&'static str] {
        self.allowed
    }
}

impl fmt::Display for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown value {:?}, expected {}", self.value, text::alternatives(self.allowed))
    }
}

impl std::error::Error for UnknownValue {}

/// The value that the string stands for.
///
/// # Errors
/// If it stands for none.
pub fn parse<T: Vocabulary>(text: &str) -> Result<T, UnknownValue> {
    T::from_name(text).ok_or_else(|| UnknownValue { value: text.to_owned(), allowed: T::NAMES })
}

/// Reads a value of the enum; other strings are an error.
///
/// # Errors
/// If it is no string, or an unknown one.
pub fn deserialize<'de, T: Vocabulary, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    match Open::deserialize(deserializer)? {
        Open::Known(value) => Ok(value),
        Open::Unknown(text) => Err(D::Error::unknown_variant(&text, T::NAMES)),
    }
}

/// Reads a string without keeping it, if it stands for a value.
struct NameVisitor<T>(PhantomData<T>);

impl<T: Vocabulary> Visitor<'_> for NameVisitor<T> {
    type Value = Open<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Open<T>, E> {
        Ok(match T::from_name(text) {
            Some(value) => Open::Known(value),
            None => Open::Unknown(text.to_owned()),
        })
    }
}

/// A value of an enum, or a string that the enum does not know yet.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Open<T> {
    /// A value that the documents name.
    Known(T),
    /// Any other string, as it came.
    Unknown(String),
}

impl<T: Vocabulary> Open<T> {
    /// The string on the wire.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Known(value) => value.name(),
            Self::Unknown(text) => text,
        }
    }

    /// The value, if it is known.
    #[must_use]
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unknown(_) => None,
        }
    }
}

impl<T> From<T> for Open<T> {
    fn from(value: T) -> Self {
        Self::Known(value)
    }
}

impl<T: Vocabulary> fmt::Display for Open<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl<T: Vocabulary> FromJson for Open<T> {
    fn read(json: &mut Reader<'_>) -> Option<Self> {
        let text = json.string()?;
        Some(match T::from_name(&text) {
            Some(value) => Self::Known(value),
            None => Self::Unknown(text.into_owned()),
        })
    }
}

impl<T: Vocabulary> ToJson for Open<T> {
    fn write(&self, json: &mut String) {
        write_text(self.as_str(), json);
    }
}

impl<T: Vocabulary> Serialize for Open<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de, T: Vocabulary> Deserialize<'de> for Open<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(NameVisitor(PhantomData))
    }
}

impl<T: Vocabulary> Shaped for Open<T> {
    fn shape() -> Shape {
        Shape::Text
    }
}

/// Implements everything that an enum of wire strings needs; the list gives every variant its string.
#[doc(hidden)]
#[macro_export]
macro_rules! strings {
    ($name:ident, [$($variant:ident = $text:literal),+ $(,)?]) => {
        impl $name {
            /// Every value, in the documented order.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The string on the wire.
            #[must_use]
            pub fn as_str(&self) -> &'static str {
                match self {
                    $(Self::$variant => $text,)+
                }
            }
        }

        impl $crate::runtime::Vocabulary for $name {
            const VALUES: &'static [Self] = Self::ALL;
            const NAMES: &'static [&'static str] = &[$($text),+];

            fn from_name(name: &str) -> ::std::option::Option<Self> {
                match name {
                    $($text => ::std::option::Option::Some(Self::$variant),)+
                    _ => ::std::option::Option::None,
                }
            }

            fn name(self) -> &'static str {
                self.as_str()
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::runtime::UnknownValue;

            fn from_str(text: &str) -> ::std::result::Result<Self, Self::Err> {
                $crate::runtime::enums::parse(text)
            }
        }

        impl $crate::runtime::AsText for $name {
            fn as_text(&self) -> ::std::option::Option<&str> {
                ::std::option::Option::Some(self.as_str())
            }
        }

        impl $crate::runtime::Shaped for $name {
            fn shape() -> $crate::runtime::Shape {
                $crate::runtime::Shape::OneOf(<Self as $crate::runtime::Vocabulary>::NAMES)
            }
        }

        impl $crate::runtime::FromJson for $name {
            fn read(json: &mut $crate::runtime::Reader<'_>) -> ::std::option::Option<Self> {
                <Self as $crate::runtime::Vocabulary>::from_name(&json.string()?)
            }
        }

        impl $crate::runtime::ToJson for $name {
            fn write(&self, json: &mut ::std::string::String) {
                $crate::runtime::write_text(self.as_str(), json);
            }
        }

        impl ::serde::Serialize for $name {
            fn serialize<S: ::serde::Serializer>(&self, serializer: S) -> ::std::result::Result<S::Ok, S::Error> {
                serializer.serialize_str(self.as_str())
            }
        }

        impl<'de> ::serde::Deserialize<'de> for $name {
            fn deserialize<D: ::serde::Deserializer<'de>>(deserializer: D) -> ::std::result::Result<Self, D::Error> {
                $crate::runtime::enums::deserialize(deserializer)
            }
        }
    };
}
