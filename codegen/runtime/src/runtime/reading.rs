//! Where responses say what: takes a payload and the paths of the spec, gives the values there, whatever the type.

use serde_json::{Map, Value};

use super::View;
use super::json_write::shown;

/// The members to go through, from the payload to a value.
pub type Path = &'static [&'static str];

/// The payload as JSON, unknown members included. A member that is there more than once is `null`: it could mean either
/// value, so it must not be read as one of them.
#[inline]
pub(super) fn json(payload: View<'_>) -> Value {
    match payload {
        View::List(list) => (0..list.count()).map(|index| json(list.item(index))).collect(),
        View::Map(map) => {
            let mut members = Map::new();
            map.show(&mut |name, value| add(&mut members, name, value));
            Value::Object(members)
        }
        View::Object(object) => {
            let mut members = Map::new();
            shown(object, &mut |name, value| add(&mut members, name, value));
            Value::Object(members)
        }
        // Neither a text nor a number fails to be written.
        simple => serde_json::to_value(simple).unwrap_or_default(),
    }
}

fn add(members: &mut Map<String, Value>, name: &str, value: View<'_>) {
    match members.get_mut(name) {
        Some(earlier) => *earlier = Value::Null,
        None => _ = members.insert(name.to_owned(), json(value)),
    }
}

/// What is at the end of a path.
#[derive(Debug, Clone, Copy)]
pub(super) enum Seen<'a> {
    /// Nothing: a member on the way is absent.
    Absent,
    /// Nothing that could be read: something on the way is not an object.
    Odd,
    /// A value.
    There(&'a Value),
}

impl<'a> Seen<'a> {
    /// The text, if it is one.
    #[inline]
    pub(super) fn text(self) -> Option<&'a str> {
        match self {
            Self::There(value) => value.as_str(),
            Self::Absent | Self::Odd => None,
        }
    }
}

/// What is at the end of the path. What has another form than the path asks for is odd, never absent.
#[inline]
pub(super) fn look<'a>(value: &'a Value, path: Path) -> Seen<'a> {
    let mut found = value;
    for member in path {
        let Value::Object(members) = found else { return Seen::Odd };
        let Some(value) = members.get(*member) else { return Seen::Absent };
        found = value;
    }
    Seen::There(found)
}

/// The JSON Pointer of a path, and of what is on from there.
#[inline]
pub(super) fn pointer(path: Path, on: &[&str]) -> String {
    let mut pointer = String::new();
    for step in path.iter().chain(on) {
        pointer.push('/');
        pointer.push_str(&step.replace('~', "~0").replace('/', "~1"));
    }
    pointer
}

/// The value at the end of the path.
#[inline]
pub(super) fn at(value: &Value, path: Path) -> Option<&Value> {
    path.iter().try_fold(value, |value, member| value.get(*member))
}

/// The text at the end of the path.
#[inline]
pub(super) fn text(value: &Value, path: Path) -> Option<&str> {
    at(value, path)?.as_str()
}

/// The same, to keep; empty if there is none.
#[inline]
pub(super) fn owned(value: &Value, path: Path) -> String {
    text(value, path).unwrap_or_default().to_owned()
}

/// The items of the list at the end of the path; none if there is no list.
#[inline]
pub(super) fn items(value: &Value, path: Path) -> &[Value] {
    at(value, path).and_then(Value::as_array).map_or(&[], Vec::as_slice)
}

/// The members of the object at the end of the path.
#[inline]
pub(super) fn members(value: &Value, path: Path) -> Option<&Map<String, Value>> {
    at(value, path)?.as_object()
}
