//! Payload types to JSON Schema 2020-12, as one document with everything that a type refers to.

use serde_json::{Map, Value, json};

use crate::ir::{Constraints, Format, Model, Schema, Shape, Type, TypeId, TypeKind};

/// The schema of one type, with all types that it refers to under `$defs`.
pub fn document(model: &Model, root: TypeId) -> Value {
    let mut defs = Map::new();
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        let kind = &model[id];
        if !defs.contains_key(&kind.name.wire) {
            defs.insert(kind.name.wire.clone(), named(model, kind, &mut open));
        }
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": reference(&model[root]),
        "$defs": defs,
    })
}

/// Every type, as typify takes them: structure only, since limits are checked by explicit validation.
pub fn structure(model: &Model) -> Value {
    let mut defs = Map::new();
    for kind in &model.types {
        let mut ignored = Vec::new();
        defs.insert(kind.name.pascal.clone(), bare(named(model, kind, &mut ignored)));
    }
    json!({ "$schema": "http://json-schema.org/draft-07/schema#", "definitions": defs })
}

/// Every type as typify takes it, with limits and every word of an enumeration: what somebody without this generator
/// would start from. Formats are left out, since typify's types for them would need further crates.
pub fn definitions(model: &Model) -> Value {
    let mut defs = Map::new();
    for kind in &model.types {
        let mut schema = named(model, kind, &mut Vec::new());
        if let TypeKind::Enum(values) = &kind.kind {
            schema["enum"] = values.iter().map(|value| json!(value.name.wire)).collect();
        }
        refer_to_definitions(&mut schema);
        defs.insert(kind.name.pascal.clone(), schema);
    }
    json!({ "$schema": "http://json-schema.org/draft-07/schema#", "definitions": defs })
}

/// Draft 7 keeps its types elsewhere.
fn refer_to_definitions(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if members.get("type").is_some_and(Value::is_string) {
                members.remove("format");
            }
            if let Some(Value::String(reference)) = members.get_mut("$ref") {
                *reference = reference.replace("#/$defs/", "#/definitions/");
            }
            members.values_mut().for_each(refer_to_definitions);
        }
        Value::Array(items) => items.iter_mut().for_each(refer_to_definitions),
        _ => {}
    }
}

/// Drops what typify would turn into checks inside `Deserialize`, or into documentation that we write ourselves.
fn bare(mut schema: Value) -> Value {
    match &mut schema {
        Value::Object(members) => {
            let is_schema = members.contains_key("type") || members.contains_key("$ref");
            if is_schema {
                for keyword in [
                    "format",
                    "minLength",
                    "maxLength",
                    "minItems",
                    "maxItems",
                    "minimum",
                    "maximum",
                    "description",
                    "default",
                    "deprecated",
                ] {
                    members.remove(keyword);
                }
                if let Some(Value::String(reference)) = members.get_mut("$ref") {
                    *reference = reference.replace("#/$defs/", "#/definitions/");
                }
            }
            for member in members.values_mut() {
                *member = bare(member.take());
            }
        }
        Value::Array(items) => items.iter_mut().for_each(|item| *item = bare(item.take())),
        _ => {}
    }
    schema
}

fn reference(kind: &Type) -> String {
    format!("#/$defs/{}", kind.name.wire)
}

fn named(model: &Model, kind: &Type, open: &mut Vec<TypeId>) -> Value {
    let mut schema = match &kind.kind {
        TypeKind::Object(fields) => {
            let required: Vec<&str> = fields.iter().filter(|f| f.required).map(|f| f.name.wire.as_str()).collect();
            let properties: Map<String, Value> = fields
                .iter()
                .map(|field| {
                    let mut schema = inline(model, &field.schema, open);
                    describe(&mut schema, field.description.as_deref());
                    if let Some(default) = &field.default {
                        schema["default"] = default.clone();
                    }
                    deprecate(&mut schema, field.deprecated.is_some());
                    (field.name.wire.clone(), schema)
                })
                .collect();
            let mut object = json!({ "type": "object", "properties": properties });
            if !required.is_empty() {
                object["required"] = json!(required);
            }
            if kind.is_closed() {
                object["additionalProperties"] = json!(false);
            }
            object
        }
        // What the provider sends may hold more words than we know.
        TypeKind::Enum(_) if !kind.sent => json!({ "type": "string" }),
        TypeKind::Enum(values) => {
            json!({ "type": "string", "enum": values.iter().map(|value| value.name.wire.as_str()).collect::<Vec<_>>() })
        }
        TypeKind::Id(limits) => constrained(json!({ "type": "string" }), limits),
        TypeKind::Alias(schema) => inline(model, schema, open),
    };
    describe(&mut schema, kind.description.as_deref());
    deprecate(&mut schema, kind.deprecated.is_some());
    schema
}

fn deprecate(schema: &mut Value, deprecated: bool) {
    if deprecated {
        schema["deprecated"] = json!(true);
    }
}

fn describe(schema: &mut Value, description: Option<&str>) {
    if let Some(description) = description {
        schema["description"] = json!(description);
    }
}

fn inline(model: &Model, schema: &Schema, open: &mut Vec<TypeId>) -> Value {
    let shape = match &schema.shape {
        Shape::Text => json!({ "type": "string" }),
        Shape::Integer => json!({ "type": "integer" }),
        Shape::Boolean => json!({ "type": "boolean" }),
        Shape::Any => json!({}),
        Shape::WorkflowKey { number: true } => json!({ "type": "integer" }),
        Shape::WorkflowKey { number: false } => json!({ "type": "string" }),
        Shape::Named(id) => {
            open.push(*id);
            json!({ "$ref": reference(&model[*id]) })
        }
        Shape::List(items) => json!({ "type": "array", "items": inline(model, items, open) }),
        Shape::Map(value) => json!({ "type": "object", "additionalProperties": inline(model, value, open) }),
    };
    constrained(shape, &schema.constraints)
}

fn constrained(mut schema: Value, limits: &Constraints) -> Value {
    let format = limits.format.map(|format| match format {
        Format::DateTime => "date-time",
        Format::Date => "date",
        Format::Uri => "uri",
    });
    let keywords = [
        ("format", format.map(|format| json!(format))),
        ("minLength", limits.min_length.map(|limit| json!(limit))),
        ("maxLength", limits.max_length.map(|limit| json!(limit))),
        ("minItems", limits.min_items.map(|limit| json!(limit))),
        ("maxItems", limits.max_items.map(|limit| json!(limit))),
        ("minimum", limits.minimum.map(|limit| json!(limit))),
        ("maximum", limits.maximum.map(|limit| json!(limit))),
    ];
    for (keyword, value) in keywords {
        if let Some(value) = value {
            schema[keyword] = value;
        }
    }
    schema
}
