//! The prose of a spec file: all strings except data.

use verispec_text::source::Span;
use verispec_text::yaml::{Node, Value};

/// Keys whose mappings have names as keys. For example, a field may be named `default`, but its definition is not a
/// default.
const NAMED: [&str; 35] = [
    "$defs",
    "absent",
    "advice",
    "auth",
    "channels",
    "claims",
    "columns_left_out",
    "credentials",
    "decisions",
    "documents",
    "error_codes",
    "errors",
    "files",
    "hand_over",
    "headers",
    "hosts",
    "id_forms",
    "kinds",
    "labels",
    "lifetimes",
    "operations",
    "parts",
    "passes_with",
    "path_parameters",
    "prerequisites",
    "properties",
    "regions",
    "rows",
    "rules",
    "runs",
    "services",
    "states",
    "types",
    "x-deprecated-values",
    "x-rust-names",
];

/// Visits every prose string of a file, together with its key. Skips the values of the keys in `data`. If the key is a
/// name that the spec chooses, the visitor receives an empty key.
pub(super) fn each(root: &mut Node, data: &[&str], visit: &mut impl FnMut(&str, Span, &mut String)) {
    walk(root, "", false, data, visit);
}

fn walk(node: &mut Node, key: &str, has_names: bool, data: &[&str], visit: &mut impl FnMut(&str, Span, &mut String)) {
    match &mut node.value {
        Value::String(text) => visit(key, node.span, text),
        Value::Sequence(items) => items.iter_mut().for_each(|item| walk(item, key, false, data, visit)),
        Value::Mapping(entries) if has_names => {
            entries.iter_mut().for_each(|(_, value)| walk(value, "", false, data, visit));
        }
        Value::Mapping(entries) => {
            let texts = entries.iter_mut().filter(|(key, _)| !data.contains(&key.name.as_str()));
            texts.for_each(|(key, value)| walk(value, &key.name, NAMED.contains(&key.name.as_str()), data, visit));
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use serde_json::Value;

    use super::NAMED;
    use crate::parse::schemas;

    /// The keys of all mappings with arbitrary keys, according to the JSON Schema of a kind of file.
    fn named(schema: &Value, root: &Value, found: &mut BTreeSet<String>) {
        let is_free = |value: &Value| {
            let mut open = vec![value];
            while let Some(value) = open.pop() {
                if value["additionalProperties"].is_object() {
                    return true;
                }
                let target = value["$ref"].as_str().and_then(|path| root.pointer(path.trim_start_matches('#')));
                open.extend(target);
                open.extend(["anyOf", "oneOf", "allOf"].iter().filter_map(|key| value[*key].as_array()).flatten());
            }
            false
        };
        let properties = schema["properties"].as_object().into_iter().flatten();
        found.extend(properties.filter(|(_, value)| is_free(value)).map(|(key, _)| key.clone()));
        match schema {
            Value::Object(entries) => entries.values().for_each(|value| named(value, root, found)),
            Value::Array(items) => items.iter().for_each(|value| named(value, root, found)),
            _ => {}
        }
    }

    #[test]
    fn every_mapping_with_free_keys_is_known() {
        let mut found = BTreeSet::new();
        for (_, schema) in schemas() {
            let schema = schema.to_value();
            named(&schema, &schema, &mut found);
        }
        // The values of path parameters in an example are data.
        assert!(found.remove("path"));
        assert_eq!(found, NAMED.iter().map(|key| (*key).to_owned()).collect());
    }
}
