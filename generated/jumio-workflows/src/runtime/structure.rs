//! Takes a raw JSON value and the shape that it should have, reports everything that differs, gives what can be used.

use serde_json::{Map, Value};

use super::{At, Found, ObjectShape, Report, Rule, Shape, builtin, suggest, text};

/// Reports every structural violation in the value, and gives a copy without the members that could not be read, so
/// that rules can still judge the rest.
#[must_use]
pub fn structure(value: &Value, shape: Shape, at: &At<'_>, report: &mut Report) -> Value {
    prune(value, shape, at, report).unwrap_or_else(|| value.clone())
}

/// The usable part of the value, or `None` if it cannot be read at all.
fn prune(value: &Value, shape: Shape, at: &At<'_>, report: &mut Report) -> Option<Value> {
    match (shape, value) {
        (Shape::Any, _) | (Shape::Boolean, Value::Bool(_)) | (Shape::Text | Shape::Key, Value::String(_)) => {
            Some(value.clone())
        }
        (Shape::Integer, Value::Number(number)) if number.is_i64() => Some(value.clone()),
        (Shape::Key, Value::Number(number)) if !number.is_f64() => Some(value.clone()),
        (Shape::OneOf(names), Value::String(given)) => {
            if names.contains(&given.as_str()) {
                return Some(value.clone());
            }
            let allowed = text::alternatives(names);
            add(&builtin::UNKNOWN_VALUE, given, allowed, at, report)
        }
        (Shape::List(item), Value::Array(items)) => prune_list(items, item(), at, report),
        (Shape::Map(item), Value::Object(members)) => prune_map(members, item(), at, report),
        (Shape::Object(object), Value::Object(members)) => prune_object(members, object, at, report),
        (_, Value::Null) => add(&builtin::UNEXPECTED_NULL, "null", expected(shape).to_owned(), at, report),
        _ => add(&builtin::WRONG_TYPE, found(value), expected(shape).to_owned(), at, report),
    }
}

/// A list with an item that cannot be read cannot be used: without the item, the others would change their places.
fn prune_list(items: &[Value], shape: Shape, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let mut kept = Some(Vec::with_capacity(items.len()));
    for (index, item) in items.iter().enumerate() {
        match (prune(item, shape, &at.item(index), report), &mut kept) {
            (Some(item), Some(items)) => items.push(item),
            _ => kept = None,
        }
    }
    kept.map(Value::Array)
}

fn prune_map(members: &Map<String, Value>, shape: Shape, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let mut kept = Map::new();
    for (name, value) in members {
        let at = at.member(name);
        match prune(value, shape, &at, report) {
            Some(value) => _ = kept.insert(name.clone(), value),
            None => report.leave_out(&at),
        }
    }
    Some(Value::Object(kept))
}

fn prune_object(members: &Map<String, Value>, object: &ObjectShape, at: &At<'_>, report: &mut Report) -> Option<Value> {
    let mut kept = Map::new();
    let mut usable = true;
    for (name, value) in members {
        let at = at.member(name);
        let Some(member) = object.member(name) else {
            if object.closed {
                add(&builtin::UNKNOWN_MEMBER, name, suggestion(name, object), &at, report);
            } else {
                kept.insert(name.clone(), value.clone());
            }
            continue;
        };
        let keeps_null = member.optional && !object.closed && value.is_null();
        let value = if keeps_null { Some(Value::Null) } else { prune(value, (member.shape)(), &at, report) };
        match value {
            Some(value) => _ = kept.insert(name.clone(), value),
            None if member.optional => report.leave_out(&at),
            None => usable = false,
        }
    }
    for member in object.members.iter().filter(|member| !member.optional && !members.contains_key(member.name)) {
        usable = false;
        let at = at.member(member.name);
        report.add(&builtin::MISSING_MEMBER, &at, Found { value: Some(member.name), ..Found::default() });
    }
    usable.then_some(Value::Object(kept))
}

fn suggestion(name: &str, object: &ObjectShape) -> String {
    let names: Vec<&str> = object.members.iter().map(|member| member.name).collect();
    match (suggest::nearest(name, &names), names.is_empty()) {
        (Some(near), _) => format!("did you mean `{near}`?"),
        (None, false) => format!("expected {}", text::alternatives(&names)),
        (None, true) => "the object has no members".to_owned(),
    }
}

/// What the shape is called in a message.
pub(super) fn expected(shape: Shape) -> &'static str {
    match shape {
        Shape::Any => "a value",
        Shape::Boolean => "true or false",
        Shape::Integer => "a whole number",
        Shape::Text | Shape::OneOf(_) => "a string",
        Shape::Key => "a whole number or a string",
        Shape::List(_) => "a list",
        Shape::Map(_) | Shape::Object(_) => "an object",
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
