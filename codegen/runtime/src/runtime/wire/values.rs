//! Values that need care: takes wire text, gives types that keep it exactly and do not show what nobody should read.

use std::fmt;
use std::ops::Deref;
use std::time::SystemTime;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::runtime::wire::time::Moment;
use crate::runtime::{AsText, Place, View, Wire};

/// A text that grants access, such as a token; it never appears in debug output.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Takes the secret text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The secret text; the name says at the place of use that it leaves its shelter.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(..)")
    }
}

impl AsText for Secret {
    fn as_text(&self) -> Option<&str> {
        Some(&self.0)
    }
}

impl Wire for Secret {
    fn blank() -> Self {
        Self(String::new())
    }

    fn view(&self) -> View<'_> {
        View::Text(&self.0)
    }

    fn place(&mut self) -> Place<'_> {
        Place::Text(&mut self.0)
    }
}

crate::serde_over_views!(Secret);

/// Data about a person; it never appears in debug output, and otherwise behaves like the value inside.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Personal<T>(T);

impl<T> Personal<T> {
    /// The value inside.
    pub fn into_inner(self) -> T {
        self.0
    }
}

impl<T> fmt::Debug for Personal<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Personal(..)")
    }
}

impl<T> Deref for Personal<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

impl<T> From<T> for Personal<T> {
    fn from(value: T) -> Self {
        Self(value)
    }
}

impl From<&str> for Personal<String> {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl<T: Serialize> Serialize for Personal<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Personal<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(Self)
    }
}

impl<T: Wire> Wire for Personal<T> {
    fn blank() -> Self {
        Self(T::blank())
    }

    fn view(&self) -> View<'_> {
        self.0.view()
    }

    fn place(&mut self) -> Place<'_> {
        match self.0.place() {
            Place::Name(place) => Place::HiddenName(place),
            other => other,
        }
    }
}

/// A point in time, exactly as it is written; it is not parsed when it is read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(String);

/// A calendar date, exactly as it is written; it is not parsed when it is read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(String);

impl Timestamp {
    /// The moment that the text names, if it is an RFC 3339 time that exists.
    #[inline]
    #[must_use]
    pub fn moment(&self) -> Option<Moment> {
        self.0.parse().ok()
    }

    /// The same for `std::time`, if the system can hold it.
    #[inline]
    #[must_use]
    pub fn system_time(&self) -> Option<SystemTime> {
        self.moment()?.system_time()
    }
}

impl From<SystemTime> for Timestamp {
    /// Writes `YYYY-MM-DDThh:mm:ss.SSSZ`, in UTC. What is finer than a millisecond is dropped.
    #[inline]
    fn from(time: SystemTime) -> Self {
        let moment = Moment::from(time);
        let text = moment.to_string();
        let seconds = text.get(.."YYYY-MM-DDThh:mm:ss".len()).unwrap_or(&text);
        Self(format!("{seconds}.{:03}Z", moment.nanosecond() / 1_000_000))
    }
}

crate::id!(Timestamp);
crate::id!(Date);
