//! Wrappers for secrets and personal data, which are hidden in debug output, and for timestamps, which keep their exact
//! text.

use std::fmt;
use std::ops::Deref;
use std::time::SystemTime;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::runtime::wire::time::Moment;
use crate::runtime::{AsText, Place, View, Wire};

/// A string that grants access, such as a token; it never appears in debug output.
#[derive(Clone, PartialEq, Eq)]
pub struct Secret(String);

impl Secret {
    /// Wraps the secret string.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// Returns the secret string. The name of this method makes it visible in the code where a secret is exposed.
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

/// Data about a person. It never appears in debug output; otherwise, it behaves like the wrapped value.
#[derive(Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Personal<T>(T);

impl<T> Personal<T> {
    /// Returns the wrapped value.
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

/// A point in time, exactly as written; it is not validated when it is parsed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Timestamp(String);

/// A calendar date, exactly as written; it is not validated when it is parsed.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Date(String);

impl Timestamp {
    /// Returns the moment that the timestamp represents, if it is a valid RFC 3339 time.
    #[inline]
    #[must_use]
    pub fn moment(&self) -> Option<Moment> {
        self.0.parse().ok()
    }

    /// Returns the moment as `std::time`, if the system can represent it.
    #[inline]
    #[must_use]
    pub fn system_time(&self) -> Option<SystemTime> {
        self.moment()?.system_time()
    }
}

impl From<SystemTime> for Timestamp {
    /// Formats the moment as `YYYY-MM-DDThh:mm:ss.SSSZ` in UTC. Anything finer than a millisecond is dropped.
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
