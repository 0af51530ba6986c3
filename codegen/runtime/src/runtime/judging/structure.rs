//! Reports every structural difference between a value and its type, and extracts the usable part.

use serde_json::{Map, Value};

use crate::runtime::judging::builtin;
use crate::runtime::wire::number::{spelled_out, whole};
use crate::runtime::wire::suggest;
use crate::runtime::wire::text;
use crate::runtime::wire::view::Seen;
use crate::runtime::{At, Found, List, Members, Named, Place, Report, Rule, Spot};

/// Returns the usable part of the value; `None` if no part can be used.
pub(in crate::runtime) fn usable(value: Value, place: Place<'_>, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let found = found(&value);
    // Numbers in received payloads may have any spelling.
    let is_whole = |number: &serde_json::Number| report.is_lenient() && whole(&number.to_string()).is_some();
    match (place, value) {
        (Place::Optional(place, spelling), value) => usable(value, spelling.of(place), at, report),
        (Place::Any(_), value)
        | (Place::Boolean(_), value @ Value::Bool(_))
        | (Place::Text(_) | Place::Key(_), value @ Value::String(_)) => Some(value),
        (Place::Exact(_), value @ Value::Number(_)) => Some(value),
        (Place::Integer(_) | Place::IntegerOrText(_), Value::Number(number))
            if number.is_i64() || is_whole(&number) =>
        {
            Some(Value::Number(number))
        }
        (Place::IntegerOrText(_), Value::String(text)) if spelled_out(&text).is_some() => Some(Value::String(text)),
        (Place::Key(_), Value::Number(number)) if is_whole(&number) || !report.is_lenient() && !number.is_f64() => {
            Some(Value::Number(number))
        }
        (Place::Name(place), Value::String(given)) => usable_name(given, place, false, at, report),
        (Place::HiddenName(place), Value::String(given)) => usable_name(given, place, true, at, report),
        (Place::List(list), Value::Array(items)) => usable_list(items, list, at, report),
        (Place::Map(map), Value::Object(members)) => usable_map(members, map, at, report),
        (Place::Object(object), Value::Object(given)) => {
            let (members, mut given, mut usable) = (object.members(), Some(given), None);
            object.fill(&mut |spots, _| {
                usable = given.take().and_then(|given| usable_object(given, members, spots, at, report));
            });
            usable
        }
        (place, Value::Null) => add(&builtin::UNEXPECTED_NULL, found, place.expected().to_owned(), at, report),
        (place, _) => add(&builtin::WRONG_TYPE, found, place.expected().to_owned(), at, report),
    }
}

fn usable_name(given: String, place: &mut dyn Named, hidden: bool, at: &At<'_>, report: &mut Report) -> Option<Value> {
    if place.become_named(&given) {
        return Some(Value::String(given));
    }
    let allowed = text::alternatives(place.allowed());
    add(&builtin::UNKNOWN_VALUE, if hidden { "…" } else { &given }, allowed, at, report)
}

/// Returns the usable part of an array. An array with an unreadable item cannot be used, because dropping the item
/// would shift the others.
fn usable_list(items: Vec<Value>, list: &mut dyn List, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let mut kept = Some(Vec::with_capacity(items.len()));
    let mut place = list.add();
    for (index, item) in items.into_iter().enumerate() {
        match (usable(item, place.reborrow(), &at.item(index), report), &mut kept) {
            (Some(item), Some(items)) => items.push(item),
            _ => kept = None,
        }
    }
    kept.map(Value::Array)
}

fn usable_map(
    mut members: Map<String, Value>,
    map: &mut dyn crate::runtime::Map,
    at: &At<'_>,
    report: &mut Report,
) -> Option<Value> {
    let mut kept = Map::new();
    map.add(String::new(), &mut |mut place| {
        for (name, value) in std::mem::take(&mut members) {
            let at = at.member(&name);
            match usable(value, place.reborrow(), &at, report) {
                Some(value) => _ = kept.insert(name, value),
                None => report.leave_out(&at),
            }
        }
    });
    Some(Value::Object(kept))
}

fn usable_object(
    given: Map<String, Value>,
    members: &Members,
    spots: &mut [Spot<'_>],
    at: &At<'_>,
    report: &mut Report,
) -> Option<Value> {
    let mut kept = Map::new();
    let mut is_usable = true;
    for (name, value) in given {
        let at = at.member(&name);
        let Some(index) = members.position(&name, 0) else {
            add(&builtin::UNKNOWN_MEMBER, &name, suggestion(&name, members), &at, report);
            continue;
        };
        let spot = &mut spots[index];
        spot.seen = Seen::Once;
        match usable(value, spot.place.reborrow(), &at, report) {
            Some(value) => _ = kept.insert(name, value),
            None if spot.place.is_optional() => report.leave_out(&at),
            None => is_usable = false,
        }
    }
    for (name, _) in members.names.iter().zip(spots).filter(|(_, spot)| spot.is_missing()) {
        is_usable = false;
        report.add(&builtin::MISSING_MEMBER, &at.member(name), Found { value: Some(name), ..Found::default() });
    }
    is_usable.then_some(Value::Object(kept))
}

fn suggestion(name: &str, members: &Members) -> String {
    match (suggest::nearest(name, members.names), members.names.is_empty()) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, false) => format!("expected {}", text::alternatives(members.names)),
        (None, true) => "the object has no fields".to_owned(),
    }
}

/// Returns the type of the value for a message, because the value itself may be personal.
fn found(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(number) if number.is_f64() => "a number that is not whole",
        Value::Number(number) if number.is_i64() => "a whole number",
        Value::Number(_) => "a number that is too large",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

/// Reports a violation, and returns `None` because there is no usable value.
fn add(rule: &'static Rule, value: &str, allowed: String, at: &At<'_>, report: &mut Report) -> Option<Value> {
    report.add(rule, at, Found { value: Some(value), allowed: Some(allowed), workflow: None });
    None
}
