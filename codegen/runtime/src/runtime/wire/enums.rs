//! Enums of wire strings: strict ones, and lenient ones that keep unknown strings.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::runtime::wire::codec as wire;
use crate::runtime::wire::text;
use crate::runtime::{Named, Place, View, Wire};

/// An enum with a fixed set of strings.
pub trait Vocabulary: Copy + 'static {
    /// The values in declaration order, which is the alphabetical order of their strings.
    const VALUES: &'static [Self];
    /// The strings of the values, in the same order.
    const NAMES: &'static [&'static str];

    /// Returns the value with this string, or `None` if there is none.
    fn from_name(name: &str) -> Option<Self>;

    /// Returns the value's string on the wire.
    fn name(self) -> &'static str;
}

/// The error for a string that is not a value of the enum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownValue {
    value: String,
    allowed: &'static [&'static str],
}

impl UnknownValue {
    /// Returns the unknown string.
    #[inline]
    #[must_use]
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Returns the allowed strings.
    #[must_use]
    pub fn allowed(&self) -> &'static [&'static str] {
        self.allowed
    }
}

impl UnknownValue {
    /// Returns the string unchanged if it is allowed.
    ///
    /// # Errors
    /// Fails if the string is not allowed.
    #[inline]
    pub fn refuse<'a>(value: &'a str, allowed: &'static [&'static str]) -> Result<&'a str, Self> {
        if allowed.contains(&value) { Ok(value) } else { Err(Self { value: value.to_owned(), allowed }) }
    }
}

impl fmt::Display for UnknownValue {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "unknown value {:?}, expected {}", self.value, text::alternatives(self.allowed))
    }
}

impl std::error::Error for UnknownValue {}

/// Returns the value with this string.
///
/// # Errors
/// Fails if the enum has no value with this string.
pub fn parse<T: Vocabulary>(text: &str) -> Result<T, UnknownValue> {
    T::from_name(text).ok_or_else(|| UnknownValue { value: text.to_owned(), allowed: T::NAMES })
}

/// Returns the index of the name in the list.
pub fn position(names: &[&str], name: &str) -> Option<usize> {
    names.iter().position(|known| *known == name)
}

/// Copies a string. A separate function, so that this code is not compiled again for every enum.
#[inline(never)]
fn owned(text: &str) -> String {
    text.to_owned()
}

/// A value of an enum, or a string that the enum does not contain.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Open<T> {
    /// A documented value.
    Known(T),
    /// Any other string, as received.
    Unknown(String),
}

impl<T: Vocabulary> Open<T> {
    /// Returns the string on the wire.
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Known(value) => value.name(),
            Self::Unknown(text) => text,
        }
    }

    /// Returns the enum value, or `None` for an unknown string.
    #[inline]
    #[must_use]
    pub fn known(&self) -> Option<&T> {
        match self {
            Self::Known(value) => Some(value),
            Self::Unknown(_) => None,
        }
    }
}

impl<T> From<T> for Open<T> {
    #[inline]
    fn from(value: T) -> Self {
        Self::Known(value)
    }
}

/// A known value can be compared with a value of the enum; an unknown string differs from all of them.
impl<T: PartialEq> PartialEq<T> for Open<T> {
    #[inline]
    fn eq(&self, known: &T) -> bool {
        matches!(self, Self::Known(value) if value == known)
    }
}

impl<T: Vocabulary> AsRef<str> for Open<T> {
    #[inline]
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl<T: Vocabulary> fmt::Display for Open<T> {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        text::show(self.as_str(), f)
    }
}

impl<T: Vocabulary> Named for Open<T> {
    fn become_named(&mut self, name: &str) -> bool {
        *self = match T::from_name(name) {
            Some(value) => Self::Known(value),
            None => Self::Unknown(owned(name)),
        };
        true
    }

    fn allowed(&self) -> &'static [&'static str] {
        &[]
    }

    fn documented(&self) -> &'static [&'static str] {
        T::NAMES
    }

    fn to_view(&self) -> View<'_> {
        self.view()
    }
}

impl<T: Vocabulary> Wire for Open<T> {
    #[inline]
    fn blank() -> Self {
        Self::Unknown(String::new())
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Text(self.as_str())
    }

    #[inline]
    fn place(&mut self) -> Place<'_> {
        Place::Name(self)
    }
}

impl<T: Vocabulary> Serialize for Open<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.view().serialize(serializer)
    }
}

impl<'de, T: Vocabulary> Deserialize<'de> for Open<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        wire::deserialize(deserializer)
    }
}

/// Implements everything that an enum of wire strings needs. The list assigns a string to each variant.
#[doc(hidden)]
#[macro_export]
macro_rules! strings {
    ($name:ident, [$($variant:ident = $text:literal),+ $(,)?]) => {
        impl $name {
            /// All values, in the alphabetical order of their strings.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// Returns the string on the wire.
            #[inline]
            #[must_use]
            pub fn as_str(&self) -> &'static str {
                // Reads the string from a table, because a `match` takes longer to compile.
                <Self as $crate::runtime::Vocabulary>::NAMES[*self as usize]
            }
        }

        impl $crate::runtime::Vocabulary for $name {
            const VALUES: &'static [Self] = Self::ALL;
            const NAMES: &'static [&'static str] = &[$($text),+];

            fn from_name(name: &str) -> ::std::option::Option<Self> {
                let index = $crate::runtime::enums::position(<Self as $crate::runtime::Vocabulary>::NAMES, name);
                index.map(|index| Self::ALL[index])
            }

            #[inline]
            fn name(self) -> &'static str {
                self.as_str()
            }
        }

        impl ::std::fmt::Display for $name {
            #[inline]
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl ::std::str::FromStr for $name {
            type Err = $crate::runtime::UnknownValue;

            #[inline]
            fn from_str(text: &str) -> ::std::result::Result<Self, $crate::runtime::UnknownValue> {
                $crate::runtime::enums::parse(text)
            }
        }

        impl $crate::runtime::AsText for $name {
            #[inline]
            fn as_text(&self) -> ::std::option::Option<&str> {
                ::std::option::Option::Some(self.as_str())
            }
        }

        impl $crate::runtime::Named for $name {
            fn become_named(&mut self, name: &str) -> bool {
                let value = <Self as $crate::runtime::Vocabulary>::from_name(name);
                *self = value.unwrap_or(*self);
                value.is_some()
            }

            fn allowed(&self) -> &'static [&'static str] {
                <Self as $crate::runtime::Vocabulary>::NAMES
            }

            fn documented(&self) -> &'static [&'static str] {
                <Self as $crate::runtime::Vocabulary>::NAMES
            }

            fn to_view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::Wire::view(self)
            }
        }

        impl $crate::runtime::Wire for $name {
            #[inline]
            fn blank() -> Self {
                Self::ALL[0]
            }

            #[inline]
            fn view(&self) -> $crate::runtime::View<'_> {
                $crate::runtime::View::Text(self.as_str())
            }

            #[inline]
            fn place(&mut self) -> $crate::runtime::Place<'_> {
                $crate::runtime::Place::Name(self)
            }
        }

        $crate::serde_over_views!($name);
    };
}
