//! Takes a view of a value, gives its JSON text; compiled once, so that users compile no serde code.

use super::json::plain_length;
use super::workflow_key::number;
use super::{Extra, Object, View};

/// The value as JSON text.
pub(super) fn text(value: View<'_>) -> String {
    let mut json = String::new();
    write(value, &mut json);
    json
}

fn write(value: View<'_>, json: &mut String) {
    match value {
        View::Absent => json.push_str("null"),
        View::Any(value) => json.push_str(&value.to_string()),
        View::Boolean(value) => json.push_str(if value { "true" } else { "false" }),
        View::Integer(value) => json.push_str(&value.to_string()),
        View::Text(text) => write_text(text, json),
        View::Number(text) if number(text).is_some() => json.push_str(text),
        View::Number(text) => write_text(text, json),
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
            map.show(&mut |name, value| write_member(name, value, json));
            json.push('}');
        }
        View::Object(object) => {
            json.push('{');
            shown(object, &mut |name, value| write_member(name, value, json));
            json.push('}');
        }
    }
}

fn write_member(name: &str, value: View<'_>, json: &mut String) {
    if !json.ends_with('{') {
        json.push(',');
    }
    write_text(name, json);
    json.push(':');
    write(value, json);
}

/// Shows what is written of an object: the members that are not absent, and what stands beside them; of two values of
/// one name only the member's.
pub(super) fn shown(object: &dyn Object, to: &mut dyn FnMut(&str, View<'_>)) {
    let members = object.members();
    object.show(&mut |values, extra| {
        for (name, value) in members.names.iter().zip(values).filter(|(_, value)| !value.is_absent()) {
            to(name, *value);
        }
        for (name, value) in extra.into_iter().flat_map(Extra::iter) {
            let member = members.position(name, 0).and_then(|index| values.get(index));
            if member.is_none_or(View::is_absent) {
                to(name, View::Any(value));
            }
        }
    });
}

/// Adds a string.
fn write_text(text: &str, json: &mut String) {
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
