//! Where responses say what: takes a payload and the paths of the spec, gives the values there, whatever the type.

use serde_json::{Map, Value};

use super::View;

/// The members to go through, from the payload to a value.
pub type Path = &'static [&'static str];

/// The payload as JSON, unknown members included. What cannot be written reads as if nothing were there.
#[inline]
pub(super) fn json(payload: View<'_>) -> Value {
    serde_json::to_value(payload).unwrap_or_default()
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
