//! Checks the fields that accompany a passed decision: reports which of them contradict the pass, and which are absent.

use serde_json::Value;

use crate::runtime::judging::model::{PassValue, PassesWith, WhenAbsent};
use crate::runtime::outcome::finding::Finding;
use crate::runtime::wire::reading::{Path, Seen, pointer};

impl Finding {
    /// Compares the fields that accompany the decision with the values that agree with a pass.
    #[inline]
    pub(in crate::runtime) fn hold_to_pass(&mut self, result: &Value, rows: &[PassesWith]) {
        for row in rows {
            let agrees = match given(result, row.path) {
                Seen::Absent if row.absent == WhenAbsent::NotJudged => {
                    self.not_given.push(format!("{}{}", self.at, pointer(row.path, &[])));
                    continue;
                }
                // An object that is present has to contain its defining field.
                Seen::Absent => row.absent == WhenAbsent::Agrees && is_without(result, row.path),
                Seen::There(value) => row.values.iter().any(|known| is(value, *known)),
                Seen::Odd => false,
            };
            if !agrees {
                self.contradicting.push(format!("{}{}", self.at, pointer(row.path, &[])));
            }
        }
    }
}

/// Returns the value at the end of the path. In responses, `null` may mean an absent value.
#[inline]
fn given<'a>(result: &'a Value, path: Path) -> Seen<'a> {
    let mut found = result;
    for member in path {
        found = match found {
            Value::Null => return Seen::Absent,
            Value::Object(members) => members.get(*member).unwrap_or(&Value::Null),
            _ => return Seen::Odd,
        };
    }
    if found.is_null() { Seen::Absent } else { Seen::There(found) }
}

/// Returns whether the object that would contain the field is absent, too. The result itself is always present.
#[inline]
fn is_without(result: &Value, path: Path) -> bool {
    match path.split_last() {
        Some((_, [])) | None => true,
        Some((_, holder)) => matches!(given(result, holder), Seen::Absent),
    }
}

/// Returns whether a value in a response equals this one. A number may have a fraction of zeros.
#[inline]
fn is(value: &Value, known: PassValue) -> bool {
    match (value, known) {
        (Value::String(text), PassValue::Text(known)) => text == known,
        (Value::Number(number), PassValue::Integer(known)) => {
            let whole = |float: f64| float.fract() == 0.0 && format!("{float:.0}") == known.to_string();
            number.as_i64() == Some(known) || number.as_f64().is_some_and(whole)
        }
        (Value::Bool(value), PassValue::Boolean(known)) => *value == known,
        (Value::Array(items), PassValue::EmptyList) => items.is_empty(),
        _ => false,
    }
}
