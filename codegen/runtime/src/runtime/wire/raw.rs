//! Uninterpreted JSON: keeps a value exactly as written, and converts it on request.

use std::cell::RefCell;
use std::fmt;
use std::str::FromStr;

use serde::de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor};
use serde::ser::{SerializeMap, SerializeSeq};
use serde::{Deserialize, Deserializer, Serialize, Serializer, ser};
use serde_json::Value;

use crate::runtime::wire::json;
use crate::runtime::wire::json::Reader;
use crate::runtime::wire::json_write;
use crate::runtime::{Misfit, Place, View, Wire};

/// A JSON value as text, exactly as written except for white space between tokens: numbers keep every digit, strings
/// keep their escapes, and objects keep the order of their fields and repeated names.
///
/// [`from_json`](crate::runtime::from_json) keeps the text without parsing it. If serde has already parsed a value, its
/// spelling is lost and only the value is kept: `1.10` becomes `1.1`.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Json(Box<str>);

impl Json {
    /// Wraps a string that is known to be a single JSON value.
    pub(in crate::runtime) fn checked(text: &str) -> Self {
        if !text.contains([' ', '\n', '\r', '\t']) {
            return Self(text.into());
        }
        let (mut compact, mut in_string, mut escaped) = (String::with_capacity(text.len()), false, false);
        for character in text.chars() {
            if in_string || !matches!(character, ' ' | '\n' | '\r' | '\t') {
                compact.push(character);
            }
            in_string ^= character == '"' && !escaped;
            escaped = in_string && character == '\\' && !escaped;
        }
        Self(compact.into())
    }

    /// Returns the JSON text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the parsed value, or `None` if `serde_json` cannot represent it: numbers beyond `f64` such as `1e400`,
    /// strings with an unpaired surrogate, and nesting deeper than 128.
    #[inline]
    #[must_use]
    pub fn to_value(&self) -> Option<Value> {
        self.0.parse().ok()
    }

    /// Returns the content of a JSON string, if a Rust string can represent it.
    pub(in crate::runtime) fn to_text(&self) -> Option<String> {
        let is_text = self.0.starts_with('"');
        match is_text.then(|| self.to_value())? {
            Some(Value::String(text)) => Some(text),
            _ => None,
        }
    }

    /// Returns whether the value is `null`.
    #[must_use]
    pub fn is_null(&self) -> bool {
        &*self.0 == "null"
    }

    /// Returns whether the value is an empty list or object.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        matches!(&*self.0, "[]" | "{}")
    }

    /// Returns the type of the value for a message, because the value itself may be personal.
    #[inline]
    pub(in crate::runtime) fn kind(&self) -> &'static str {
        match self.0.as_bytes() {
            [b'n', ..] => "null",
            [b't' | b'f', ..] => "true or false",
            [b'"', ..] => "a string",
            [b'[', ..] => "a list",
            [b'{', ..] => "an object",
            _ => match (self.0.contains(['.', 'e', 'E']), self.0.parse::<i64>()) {
                (true, _) => "a number that is not whole",
                (false, Ok(_)) => "a whole number",
                (false, Err(_)) => "a number that is too large",
            },
        }
    }

    /// Converts any value to a `serde_json::Value`. A value that `serde_json` cannot represent is approximated.
    #[inline]
    pub(in crate::runtime) fn approximate(&self) -> Value {
        Reader::new(&self.0).approximate().unwrap_or_default()
    }
}

impl From<Value> for Json {
    #[inline]
    fn from(value: Value) -> Self {
        Self(value.to_string().into())
    }
}

impl FromStr for Json {
    type Err = Misfit;

    #[inline]
    fn from_str(text: &str) -> Result<Self, Misfit> {
        if json::is_json(text) { Ok(Self::checked(text)) } else { Err(Misfit::not_json(text.as_bytes())) }
    }
}

/// A JSON text and a parsed value are equal if `serde_json` parses the text to that value.
impl PartialEq<Value> for Json {
    #[inline]
    fn eq(&self, other: &Value) -> bool {
        self.to_value().as_ref() == Some(other)
    }
}

/// Hides the value, because an uninterpreted value may be personal.
impl fmt::Debug for Json {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Json(..)")
    }
}

impl Wire for Json {
    fn blank() -> Self {
        Self::checked("null")
    }

    fn view(&self) -> View<'_> {
        View::Any(self)
    }

    fn place(&mut self) -> Place<'_> {
        Place::Any(self)
    }
}

/// Fails for values that [`Json::to_value`] cannot represent; `to_json` writes everything.
impl Serialize for Json {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        Streamed(&RefCell::new(Reader::new(&self.0))).serialize(serializer)
    }
}

/// Streams the next JSON value to serde, so that repeated names are preserved.
struct Streamed<'a, 'r>(&'a RefCell<Reader<'r>>);

impl Serialize for Streamed<'_, '_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let unfit = || ser::Error::custom("serde cannot represent this JSON value; use `to_json`");
        let next = self.0.borrow_mut().peek();
        match next {
            Some(b'{') => {
                self.0.borrow_mut().open(b'{').ok_or_else(unfit)?;
                let (mut members, mut first) = (serializer.serialize_map(None)?, true);
                while self.0.borrow_mut().follows(first, b'}').ok_or_else(unfit)? {
                    first = false;
                    let name = self.0.borrow_mut().name().ok_or_else(unfit)?;
                    members.serialize_entry(&*name, self)?;
                }
                members.end()
            }
            Some(b'[') => {
                self.0.borrow_mut().open(b'[').ok_or_else(unfit)?;
                let (mut items, mut first) = (serializer.serialize_seq(None)?, true);
                while self.0.borrow_mut().follows(first, b']').ok_or_else(unfit)? {
                    first = false;
                    items.serialize_element(self)?;
                }
                items.end()
            }
            _ => {
                let raw = self.0.borrow_mut().raw().ok_or_else(unfit)?;
                raw.to_value().ok_or_else(unfit)?.serialize(serializer)
            }
        }
    }
}

impl<'de> Deserialize<'de> for Json {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let mut text = String::new();
        Writing(&mut text).deserialize(deserializer)?;
        Ok(Self(text.into()))
    }
}

/// Deserializes any value and appends its JSON text. Preserves repeated names, which a map would lose.
pub(in crate::runtime) struct Writing<'a>(pub(in crate::runtime) &'a mut String);

impl<'de> DeserializeSeed<'de> for Writing<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Writing<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a JSON value")
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<(), E> {
        self.0.push_str(if value { "true" } else { "false" });
        Ok(())
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<(), E> {
        self.0.push_str(&value.to_string());
        Ok(())
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<(), E> {
        self.0.push_str(&value.to_string());
        Ok(())
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<(), E> {
        self.0.push_str(&Value::from(value).to_string());
        Ok(())
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<(), E> {
        json_write::write_text(text, self.0);
        Ok(())
    }

    fn visit_unit<E: Error>(self) -> Result<(), E> {
        self.0.push_str("null");
        Ok(())
    }

    fn visit_none<E: Error>(self) -> Result<(), E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        self.0.push('[');
        rest_of_list(self.0, &mut items)
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<(), A::Error> {
        self.0.push('{');
        while let Some(name) = members.next_key::<String>()? {
            if !self.0.ends_with('{') {
                self.0.push(',');
            }
            json_write::write_text(&name, self.0);
            self.0.push(':');
            members.next_value_seed(Writing(self.0))?;
        }
        self.0.push('}');
        Ok(())
    }
}

/// Appends the remaining items, and closes the list.
pub(in crate::runtime) fn rest_of_list<'de, A: SeqAccess<'de>>(
    text: &mut String,
    items: &mut A,
) -> Result<(), A::Error> {
    loop {
        let end = text.len();
        if !text.ends_with('[') {
            text.push(',');
        }
        if items.next_element_seed(Writing(text))?.is_none() {
            text.truncate(end);
            text.push(']');
            return Ok(());
        }
    }
}
