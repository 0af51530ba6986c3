//! Reads values at the paths of the spec from a payload of any type.

use std::error::Error;
use std::fmt;

use serde_json::{Map, Value};

use crate::runtime::Json;
use crate::runtime::Printable;
use crate::runtime::View;
use crate::runtime::wire::json_skip::insert;
use crate::runtime::wire::json_write::{Name, instead, shown};

/// The names of the fields on the path from the payload to a value.
pub type Path = &'static [&'static str];

/// Returns a payload as JSON, including undocumented fields. Values of an unexpected type keep a form that is never
/// mistaken for the expected one, and the values of a repeated name become an array.
#[inline]
pub(in crate::runtime) fn json(payload: View<'_>) -> Value {
    match payload {
        View::Absent => Value::Null,
        View::Any(value) => value.approximate(),
        View::Boolean(value) => Value::Bool(value),
        View::Integer(value) => value.into(),
        View::Exact(number) => Json::checked(number.as_str()).approximate(),
        View::Text(text) => text.into(),
        View::Key(key, form) => match key.json_number(form).map(str::parse::<i64>) {
            Some(Ok(number)) => number.into(),
            _ => key.as_str().into(),
        },
        View::List(list) => (0..list.count()).map(|index| json(list.item(index))).collect(),
        View::Map(map) => {
            let mut members = Map::new();
            map.show(&mut |name, value| insert(&mut members, name.to_owned(), json(value)));
            Value::Object(members)
        }
        View::Object(object) => {
            if let Some(raw) = instead(object) {
                return raw.approximate();
            }
            let mut members = Map::new();
            shown(object, &mut |name, value| {
                let (Name::Plain(name) | Name::Literal(name)) = name;
                insert(&mut members, name.to_owned(), json(value));
            });
            Value::Object(members)
        }
    }
}

/// The result of looking up a path.
#[derive(Debug, Clone, Copy)]
pub(in crate::runtime) enum Seen<'a> {
    /// A field on the path is absent.
    Absent,
    /// A value on the path is not an object.
    Odd,
    There(&'a Value),
}

impl<'a> Seen<'a> {
    /// Returns the value if it is a string.
    #[inline]
    pub(in crate::runtime) fn text(self) -> Option<&'a str> {
        match self {
            Self::There(value) => value.as_str(),
            Self::Absent | Self::Odd => None,
        }
    }
}

/// Looks up the value at the end of the path. If a value on the path is not an object, the result is `Odd`, never
/// absent.
#[inline]
pub(in crate::runtime) fn look<'a>(value: &'a Value, path: Path) -> Seen<'a> {
    let mut found = value;
    for member in path {
        let Value::Object(members) = found else { return Seen::Odd };
        let Some(value) = members.get(*member) else { return Seen::Absent };
        found = value;
    }
    Seen::There(found)
}

/// Returns the JSON Pointer for a path, extended by a second path.
#[inline]
pub(in crate::runtime) fn pointer(path: Path, on: &[&str]) -> String {
    let mut pointer = String::new();
    for step in path.iter().chain(on) {
        pointer.push('/');
        pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
    }
    pointer
}

/// Returns the value at the end of the path.
#[inline]
pub(in crate::runtime) fn at(value: &Value, path: Path) -> Option<&Value> {
    path.iter().try_fold(value, |value, member| value.get(*member))
}

/// Returns the string at the end of the path.
#[inline]
pub(in crate::runtime) fn text(value: &Value, path: Path) -> Option<&str> {
    at(value, path)?.as_str()
}

/// The error for a response that lacks a required value, or has one of an unexpected type or format.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lacking(String);

impl Lacking {
    /// Creates the error for a missing or unusable value at the end of this path.
    #[inline]
    pub fn of(path: Path) -> Self {
        Self(path.iter().map(|name| format!("/{name}")).collect())
    }

    /// Turns the error into one for the same path within an item of this list.
    #[inline]
    pub(in crate::runtime) fn in_item(self, list: Path, index: usize) -> Self {
        Self(format!("{}/{index}{}", Self::of(list).0, self.0))
    }

    /// Returns the JSON Pointer to the value.
    #[inline]
    #[must_use]
    pub fn pointer(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Lacking {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the response has no usable value at {}", Printable(&self.0))
    }
}

impl Error for Lacking {}

/// Returns the required, non-empty string at the end of the path.
///
/// # Errors
///
/// Fails if the string is missing or empty, or the value is not a string.
#[inline]
pub(in crate::runtime) fn needed(value: &Value, path: Path) -> Result<String, Lacking> {
    let text = text(value, path).filter(|text| !text.is_empty());
    text.map(str::to_owned).ok_or_else(|| Lacking::of(path))
}

/// Returns the string as an owned value; empty if there is none.
#[inline]
pub(in crate::runtime) fn owned(value: &Value, path: Path) -> String {
    text(value, path).unwrap_or_default().to_owned()
}

/// Returns the items of the list at the end of the path; empty if there is no list.
#[inline]
pub(in crate::runtime) fn items(value: &Value, path: Path) -> &[Value] {
    at(value, path).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// Returns the fields of the object at the end of the path.
#[inline]
pub(in crate::runtime) fn members(value: &Value, path: Path) -> Option<&Map<String, Value>> {
    at(value, path)?.as_object()
}
