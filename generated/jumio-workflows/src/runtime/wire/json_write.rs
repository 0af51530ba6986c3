//! Serializes a view of a value as JSON. This code is not generic, so callers do not instantiate serde's generic code
//! in their crates.

use serde_json::Value;

use crate::runtime::wire::json::{Reader, plain_length};
use crate::runtime::wire::number::{spelled_out, whole};
use crate::runtime::{Extra, Json, Object, View};

/// Serializes the value as JSON text.
pub(in crate::runtime) fn text(value: View<'_>) -> String {
    let mut json = String::new();
    write(value, &mut json);
    json
}

fn write(value: View<'_>, json: &mut String) {
    match value {
        View::Absent => json.push_str("null"),
        View::Any(value) => json.push_str(value.as_str()),
        View::Boolean(value) => json.push_str(if value { "true" } else { "false" }),
        View::Integer(value) => json.push_str(&value.to_string()),
        View::Exact(number) => json.push_str(number.as_str()),
        View::Text(text) => write_text(text, json),
        View::Key(key, form) => match key.json_number(form) {
            Some(number) => json.push_str(number),
            None => write_text(key.as_str(), json),
        },
        View::List(list) => {
            json.push('[');
            for index in 0..list.count() {
                if index > 0 {
                    json.push(',');
                }
                write(list.item(index), json);
            }
            json.push(']');
        }
        View::Map(map) => {
            json.push('{');
            map.show(&mut |name, value| write_member(Name::Plain(name), value, json));
            json.push('}');
        }
        View::Object(object) => {
            if let Some(raw) = instead(object) {
                json.push_str(raw.as_str());
                return;
            }
            json.push('{');
            shown(object, &mut |name, value| write_member(name, value, json));
            json.push('}');
        }
    }
}

/// The name of a field.
#[derive(Clone, Copy)]
pub(in crate::runtime) enum Name<'a> {
    /// The unescaped name.
    Plain(&'a str),
    /// The name with its escapes, because a Rust string cannot represent it.
    Literal(&'a str),
}

fn write_member(name: Name<'_>, value: View<'_>, json: &mut String) {
    if !json.ends_with('{') {
        json.push(',');
    }
    match name {
        Name::Plain(name) => write_text(name, json),
        Name::Literal(name) => {
            json.push('"');
            json.push_str(name);
            json.push('"');
        }
    }
    json.push(':');
    write(value, json);
}

/// Returns the value that was received in place of an object, if there is one and no field has been set since.
pub(in crate::runtime) fn instead(object: &dyn Object) -> Option<Json> {
    let mut found = None;
    object.show(&mut |values, extra| {
        let instead = extra.and_then(Extra::instead);
        found = instead.filter(|_| values.iter().all(View::is_silent)).cloned();
    });
    found
}

/// Visits everything that an object serializes: its non-empty fields and its extra data.
pub(in crate::runtime) fn shown(object: &dyn Object, to: &mut dyn FnMut(Name<'_>, View<'_>)) {
    let members = object.members();
    object.show(&mut |values, extra| {
        let is_silent = |value: &View<'_>| if members.closed { value.is_absent() } else { value.is_silent() };
        let extra = extra.filter(|extra| !extra.is_empty());
        for (name, value) in members.names.iter().zip(values).filter(|(_, value)| !is_silent(value)) {
            // A value that was received in another spelling keeps that spelling until a program changes the value.
            let spelled =
                extra.and_then(|extra| extra.get(name)).filter(|raw| says(&mut Reader::new(raw.as_str()), value));
            to(Name::Plain(name), spelled.map_or(*value, View::Any));
        }
        for (name, value) in extra.into_iter().flat_map(Extra::entries) {
            let field = match name {
                Name::Plain(name) => members.position(name, 0).and_then(|index| values.get(index)),
                Name::Literal(_) => None,
            };
            if field.is_none_or(is_silent) {
                to(name, View::Any(value));
            }
        }
    });
}

/// Visits only the field with this name.
#[inline]
pub(in crate::runtime) fn shown_member(object: &dyn Object, name: &str, to: &mut dyn FnMut(View<'_>)) {
    let members = object.members();
    let mut is_plain = true;
    object.show(&mut |values, extra| {
        is_plain = extra.is_none_or(Extra::is_empty) && !members.closed;
        let value = members.position(name, 0).and_then(|index| values.get(index));
        if let Some(value) = value.filter(|value| is_plain && !value.is_silent()) {
            to(*value);
        }
    });
    if !is_plain {
        shown(object, &mut |shown, value| {
            let (Name::Plain(shown) | Name::Literal(shown)) = shown;
            if shown == name {
                to(value);
            }
        });
    }
}

/// Returns whether the next JSON value is equal to this one, in any spelling.
fn says(json: &mut Reader<'_>, value: &View<'_>) -> bool {
    match (value, json.peek()) {
        (View::Integer(value), Some(b'"')) => json.string().is_some_and(|text| spelled_out(&text) == Some(*value)),
        (View::Integer(value), Some(_)) => json.number().is_some_and(|text| whole(text) == Some(*value)),
        (View::Key(key, _), Some(b'"')) => json.string().is_some_and(|text| text == key.as_str()),
        (View::Key(key, _), Some(_)) => {
            json.number().is_some_and(|text| whole(text).is_some_and(|number| number.to_string() == key.as_str()))
        }
        (View::Text(text), Some(b'"')) => json.string().is_some_and(|found| found == *text),
        (View::Boolean(value), Some(_)) => json.boolean() == Some(*value),
        (View::List(list), Some(b'[')) => {
            let mut index = 0;
            let mut says_all = || {
                json.open(b'[')?;
                while json.follows(index == 0, b']')? {
                    if index >= list.count() || !says(json, &list.item(index)) {
                        return None;
                    }
                    index += 1;
                }
                Some(index == list.count())
            };
            says_all() == Some(true)
        }
        (View::Map(map), Some(b'{')) => says_map(json, *map) == Some(true),
        _ => false,
    }
}

/// Compares a map, ignoring the order of its names.
fn says_map(json: &mut Reader<'_>, map: &dyn crate::runtime::Map) -> Option<bool> {
    json.open(b'{')?;
    let mut raw = serde_json::Map::new();
    while json.follows(raw.is_empty(), b'}')? {
        let name = json.name()?.into_owned();
        raw.insert(name, json.raw()?.as_str().into());
    }
    let (mut count, mut same) = (0, true);
    map.show(&mut |name, value| {
        count += 1;
        let raw = raw.get(name).and_then(Value::as_str);
        same &= raw.is_some_and(|raw| says(&mut Reader::new(raw), &value));
    });
    Some(same && count == raw.len())
}

/// Writes a string.
pub(in crate::runtime) fn write_text(text: &str, json: &mut String) {
    json.push('"');
    let mut rest = text;
    while let Some(at) = plain_length(rest.as_bytes()) {
        json.push_str(&rest[..at]);
        match rest.as_bytes()[at] {
            b'"' => json.push_str("\\\""),
            b'\\' => json.push_str("\\\\"),
            b'\n' => json.push_str("\\n"),
            b'\r' => json.push_str("\\r"),
            b'\t' => json.push_str("\\t"),
            0x08 => json.push_str("\\b"),
            0x0C => json.push_str("\\f"),
            control => json.push_str(&format!("\\u{control:04x}")),
        }
        rest = &rest[at + 1..];
    }
    json.push_str(rest);
    json.push('"');
}
