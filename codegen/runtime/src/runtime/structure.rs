//! Takes a raw JSON value and a place of the type that it should have, reports everything that differs, gives what can be used.

use serde_json::{Map, Value};

use super::{At, Found, List, Members, Place, Report, Rule, builtin, suggest, text};

/// Reports every structural violation in the value, and gives a copy without the members that could not be read, so
/// that rules can still judge the rest. Nothing is read into the place: it only tells what fits.
#[inline]
#[must_use]
pub fn structure(value: &Value, place: Place<'_>, at: &At<'_>, report: &mut Report) -> Value {
    usable(value.clone(), place, at, report).unwrap_or_else(|| value.clone())
}

/// The usable part of the value, or `None` if it cannot be read at all.
pub(super) fn usable(value: Value, place: Place<'_>, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let found = found(&value);
    match (place, value) {
        (Place::Optional(place), value) => usable(value, place.present(), at, report),
        (Place::Any(_), value)
        | (Place::Boolean(_), value @ Value::Bool(_))
        | (Place::Text(_) | Place::Key(_), value @ Value::String(_)) => Some(value),
        (Place::Integer(_), Value::Number(number)) if number.is_i64() => Some(Value::Number(number)),
        (Place::Key(_), Value::Number(number)) if !number.is_f64() => Some(Value::Number(number)),
        (Place::Name(place), Value::String(given)) => {
            if place.become_named(&given) {
                return Some(Value::String(given));
            }
            let allowed = text::alternatives(place.allowed());
            add(&builtin::UNKNOWN_VALUE, &given, allowed, at, report)
        }
        (Place::List(list), Value::Array(items)) => usable_list(items, list, at, report),
        (Place::Map(map), Value::Object(members)) => usable_map(members, map, at, report),
        (Place::Object(object), Value::Object(given)) => {
            let (members, mut given, mut usable) = (object.members(), Some(given), None);
            object.fill(&mut |places, _| {
                usable = given.take().and_then(|given| usable_object(given, members, places, at, report));
            });
            usable
        }
        (place, Value::Null) => add(&builtin::UNEXPECTED_NULL, found, place.expected().to_owned(), at, report),
        (place, _) => add(&builtin::WRONG_TYPE, found, place.expected().to_owned(), at, report),
    }
}

/// A list with an item that cannot be read cannot be used: without the item, the others would change their places.
fn usable_list(items: Vec<Value>, list: &mut dyn List, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let mut kept = Some(Vec::with_capacity(items.len()));
    for (index, item) in items.into_iter().enumerate() {
        match (usable(item, list.add(), &at.item(index), report), &mut kept) {
            (Some(item), Some(items)) => items.push(item),
            _ => kept = None,
        }
    }
    kept.map(Value::Array)
}

fn usable_map(
    members: Map<String, Value>,
    map: &mut dyn super::Map,
    at: &At<'_>,
    report: &mut Report,
) -> Option<Value> {
    let mut kept = Map::new();
    for (name, value) in members {
        let (at, mut value) = (at.member(&name), Some(value));
        map.add(name.clone(), &mut |place| match value.take().and_then(|value| usable(value, place, &at, report)) {
            Some(value) => _ = kept.insert(name.clone(), value),
            None => report.leave_out(&at),
        });
    }
    Some(Value::Object(kept))
}

fn usable_object(
    given: Map<String, Value>,
    members: &Members,
    places: &mut [Place<'_>],
    at: &At<'_>,
    report: &mut Report,
) -> Option<Value> {
    let mut kept = Map::new();
    let mut is_usable = true;
    for (name, value) in given {
        let at = at.member(&name);
        let Some(place) = members.position(&name, 0).map(|index| places[index].take()) else {
            if members.closed {
                add(&builtin::UNKNOWN_MEMBER, &name, suggestion(&name, members), &at, report);
            } else {
                kept.insert(name, value);
            }
            continue;
        };
        let is_optional = place.is_optional();
        let keeps_null = is_optional && !members.closed && value.is_null();
        match if keeps_null { Some(value) } else { usable(value, place, &at, report) } {
            Some(value) => _ = kept.insert(name, value),
            None if is_optional => report.leave_out(&at),
            None => is_usable = false,
        }
    }
    for (name, _) in members.names.iter().zip(places).filter(|(_, place)| place.is_missing()) {
        is_usable = false;
        report.add(&builtin::MISSING_MEMBER, &at.member(name), Found { value: Some(name), ..Found::default() });
    }
    is_usable.then_some(Value::Object(kept))
}

fn suggestion(name: &str, members: &Members) -> String {
    match (suggest::nearest(name, members.names), members.names.is_empty()) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, false) => format!("expected {}", text::alternatives(members.names)),
        (None, true) => "the object has no members".to_owned(),
    }
}

/// What the value is called in a message; the value itself may be personal.
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

/// Reports, and says that there is nothing to use.
fn add(rule: &'static Rule, value: &str, allowed: String, at: &At<'_>, report: &mut Report) -> Option<Value> {
    report.add(rule, at, Found { value: Some(value), allowed: Some(allowed), workflow: None });
    None
}
