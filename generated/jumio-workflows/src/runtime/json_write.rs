//! Takes typed values, gives their JSON text; compiled once here, so that users compile no serde code.

use std::collections::BTreeMap;

use serde_json::Value;

use super::workflow_key::{KeyCodec, KeyMember};
use super::{Extra, Shaped};

/// A type that is written as JSON text.
pub trait ToJson {
    /// Adds the value to the text.
    fn write(&self, json: &mut String);
}

/// The members of an object that is being written.
#[derive(Debug)]
pub struct Members<'a> {
    json: &'a mut String,
    first: bool,
}

impl<'a> Members<'a> {
    /// Begins the object.
    #[must_use]
    pub fn begin(json: &'a mut String) -> Self {
        json.push('{');
        Self { json, first: true }
    }

    #[inline(never)]
    fn name(&mut self, name: &str) -> &mut String {
        if !std::mem::replace(&mut self.first, false) {
            self.json.push(',');
        }
        write_text(name, self.json);
        self.json.push(':');
        self.json
    }

    /// Adds a member, unless it is absent.
    #[inline(never)]
    pub fn member<T: Shaped + ToJson>(&mut self, name: &str, value: &T) {
        if !value.is_absent() {
            value.write(self.name(name));
        }
    }

    /// Adds a member that holds a workflow's key, unless it is absent.
    pub fn key<C: KeyCodec>(&mut self, name: &str, value: &impl KeyMember) {
        let Some(key) = value.key() else { return };
        match key.as_number().filter(|_| C::IS_NUMBER) {
            Some(_) => self.name(name).push_str(key.as_str()),
            None => write_text(key.as_str(), self.name(name)),
        }
    }

    /// Adds the members that no field stands for; a name that a field is written under is left out.
    #[inline(never)]
    pub fn extra(&mut self, extra: &Extra, is_written: &dyn Fn(&str) -> bool) {
        for (name, value) in extra.iter().filter(|(name, _)| !is_written(name)) {
            value.write(self.name(name));
        }
    }

    /// Ends the object.
    pub fn end(self) {
        self.json.push('}');
    }
}

/// Adds a string.
#[inline(never)]
pub fn write_text(text: &str, json: &mut String) {
    json.push('"');
    let mut rest = text;
    while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'"' | b'\\' | 0..=0x1F)) {
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

impl ToJson for String {
    fn write(&self, json: &mut String) {
        write_text(self, json);
    }
}

impl ToJson for bool {
    fn write(&self, json: &mut String) {
        json.push_str(if *self { "true" } else { "false" });
    }
}

impl ToJson for i64 {
    fn write(&self, json: &mut String) {
        json.push_str(&self.to_string());
    }
}

impl ToJson for Value {
    fn write(&self, json: &mut String) {
        json.push_str(&self.to_string());
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn write(&self, json: &mut String) {
        match self {
            Some(value) => value.write(json),
            None => json.push_str("null"),
        }
    }
}

impl<T: ToJson> ToJson for Box<T> {
    fn write(&self, json: &mut String) {
        (**self).write(json);
    }
}

impl<T: ToJson> ToJson for Vec<T> {
    fn write(&self, json: &mut String) {
        json.push('[');
        for (index, item) in self.iter().enumerate() {
            if index > 0 {
                json.push(',');
            }
            item.write(json);
        }
        json.push(']');
    }
}

impl<T: ToJson> ToJson for BTreeMap<String, T> {
    fn write(&self, json: &mut String) {
        let mut members = Members::begin(json);
        for (name, value) in self {
            value.write(members.name(name));
        }
        members.end();
    }
}
