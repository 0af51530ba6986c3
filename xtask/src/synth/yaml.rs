//! Provides shorthand constructors for YAML values and files.

use anyhow::Result;
use serde_yaml::{Mapping, Value};

pub(super) fn map<const N: usize>(entries: [(&str, Value); N]) -> Value {
    let mut mapping = Mapping::new();
    for (key, value) in entries {
        mapping.insert(key.into(), value);
    }
    Value::Mapping(mapping)
}

pub(super) fn named(entries: impl IntoIterator<Item = (String, Value)>) -> Value {
    Value::Mapping(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
}

pub(super) fn list<T: Into<Value>>(items: impl IntoIterator<Item = T>) -> Value {
    Value::Sequence(items.into_iter().map(Into::into).collect())
}

pub(super) fn reference(schema: &str) -> Value {
    map([("$ref", format!("#/$defs/{schema}").into())])
}

pub(super) fn file(path: String, value: &Value) -> Result<(String, String)> {
    Ok((path, serde_yaml::to_string(value)?))
}
