//! JSON numbers that keep their exact spelling, and convert to other number types on request.

use std::cmp::Ordering;
use std::error::Error;
use std::fmt;
use std::str::FromStr;

use serde::Serializer;

use crate::runtime::wire::decimal::Decimal;
use crate::runtime::wire::json::Reader;
use crate::runtime::{Json, Personal, Place, View, Wire};

/// A JSON number with its exact spelling: `31.0` stays `31.0`, and no digit of `0.1234567890123456789` is lost.
///
/// Two numbers are equal if their spelling is equal; [`compare`](Self::compare) compares their values.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(String);

impl Number {
    /// Returns the number as written.
    #[inline]
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the nearest `f64`, or `None` if the number is out of range for `f64`, such as `1e400`.
    #[inline]
    #[must_use]
    pub fn as_f64(&self) -> Option<f64> {
        self.0.parse().ok().filter(|value: &f64| value.is_finite())
    }

    /// Returns the value as an integer, or `None` if it has a fraction or does not fit; `31.0` and `3.1e1` are 31.
    #[inline]
    #[must_use]
    pub fn as_i64(&self) -> Option<i64> {
        Decimal::new(&self.0).whole()
    }

    /// Compares the values, without rounding: `31.0` and `31` are equal.
    #[inline]
    #[must_use]
    pub fn compare(&self, other: &Self) -> Ordering {
        Decimal::new(&self.0).compare(&Decimal::new(&other.0))
    }

    /// Returns whether the value is less than this number.
    #[inline]
    pub(in crate::runtime) fn is_below(&self, limit: &str) -> bool {
        Decimal::new(&self.0).compare(&Decimal::new(limit)) == Ordering::Less
    }

    /// Returns whether the value is greater than this number.
    #[inline]
    pub(in crate::runtime) fn is_above(&self, limit: &str) -> bool {
        Decimal::new(&self.0).compare(&Decimal::new(limit)) == Ordering::Greater
    }

    /// Returns whether the value is a multiple of this positive number.
    #[inline]
    pub(in crate::runtime) fn is_multiple_of(&self, step: &str) -> bool {
        Decimal::new(&self.0).is_multiple_of(&Decimal::new(step))
    }

    /// Serializes the number as an integer if it is one, otherwise as the nearest `f64`, because serde supports no
    /// other numbers.
    #[inline]
    pub(in crate::runtime) fn write<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if let Ok(value) = self.0.parse::<i64>() {
            return serializer.serialize_i64(value);
        }
        if let Ok(value) = self.0.parse::<u64>() {
            return serializer.serialize_u64(value);
        }
        match self.as_f64() {
            Some(value) => serializer.serialize_f64(value),
            None => Err(serde::ser::Error::custom("the number is out of range for f64; use `to_json` to serialize it")),
        }
    }

    /// Sets the number from a JSON value. Returns the JSON value unchanged if it is not a number.
    #[inline]
    pub(in crate::runtime) fn become_json(&mut self, json: Json) -> Option<Json> {
        match json.as_str().parse() {
            Ok(number) => {
                *self = number;
                None
            }
            Err(NotANumber) => Some(json),
        }
    }

    /// Wraps a string that is known to be a number.
    #[inline]
    pub(in crate::runtime) fn from_digits(text: &str) -> Self {
        Self(text.to_owned())
    }
}

/// The error for a string that is not a JSON number, or a float that is not finite. It does not contain the string,
/// which may be personal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NotANumber;

impl fmt::Display for NotANumber {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a JSON number; write a number such as 0.75 or 1e3")
    }
}

impl Error for NotANumber {}

impl FromStr for Number {
    type Err = NotANumber;

    #[inline]
    fn from_str(text: &str) -> Result<Self, NotANumber> {
        match Reader::new(text).number() == Some(text) {
            true => Ok(Self(text.to_owned())),
            false => Err(NotANumber),
        }
    }
}

impl TryFrom<f64> for Number {
    type Error = NotANumber;

    #[inline]
    fn try_from(value: f64) -> Result<Self, NotANumber> {
        match value.is_finite() {
            // Formats the float as the shortest string that parses to the same value.
            true => Ok(Self(format!("{value:?}"))),
            false => Err(NotANumber),
        }
    }
}

macro_rules! from_integers {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Number {
            #[inline]
            fn from(value: $integer) -> Self {
                Self(value.to_string())
            }
        }

        impl From<$integer> for Personal<Number> {
            #[inline]
            fn from(value: $integer) -> Self {
                Number::from(value).into()
            }
        }
    )*};
}

from_integers!(i32, u32, i64, u64);

impl fmt::Display for Number {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for Number {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Wire for Number {
    #[inline]
    fn blank() -> Self {
        Self(String::from("0"))
    }

    #[inline]
    fn view(&self) -> View<'_> {
        View::Exact(self)
    }

    #[inline]
    fn place(&mut self) -> Place<'_> {
        Place::Exact(self)
    }
}

crate::serde_over_views!(Number);

/// A value that is a number on the wire.
pub trait AsNumber {
    /// Returns the number, or `None` if there is no value.
    fn as_number(&self) -> Option<&Number>;
}

impl AsNumber for Number {
    #[inline]
    fn as_number(&self) -> Option<&Number> {
        Some(self)
    }
}

impl<T: AsNumber> AsNumber for Option<T> {
    #[inline]
    fn as_number(&self) -> Option<&Number> {
        self.as_ref().and_then(T::as_number)
    }
}

impl<T: AsNumber + ?Sized> AsNumber for &T {
    #[inline]
    fn as_number(&self) -> Option<&Number> {
        (**self).as_number()
    }
}

impl<T: AsNumber> AsNumber for Personal<T> {
    #[inline]
    fn as_number(&self) -> Option<&Number> {
        (**self).as_number()
    }
}
