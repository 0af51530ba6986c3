//! Converts payload types to JSON Schema 2020-12. A document contains everything that its type refers to.

use serde_json::{Map, Value, json};

use crate::ir::{Constraints, EnumValue, Model, Schema, Shape, Type, TypeId, TypeKind};

/// The options for writing a schema.
#[derive(Debug, Clone, Copy)]
pub struct Style {
    /// The prefix of a name in a reference.
    pub references: &'static str,
    /// Whether sensitive values are marked and open enums list their known values.
    pub marked: bool,
    /// Whether received payloads are described in the form that the parser accepts: strings, lengths and numbers
    /// without limits, and `null` for optional values. Otherwise, every type is described as documented.
    pub as_read: bool,
}

const CHECKED: Style = Style { references: "#/$defs/", marked: false, as_read: true };
const DOCUMENTED: Style = Style { as_read: false, ..CHECKED };

/// Returns the given types for publication, by name, followed by all types that they refer to in the order of
/// reference.
pub fn published(model: &Model, roots: impl IntoIterator<Item = TypeId>, style: Style) -> Map<String, Value> {
    let mut defs = Map::new();
    let mut open: Vec<TypeId> = roots.into_iter().collect();
    let mut next = 0;
    while let Some(id) = open.get(next).copied() {
        let kind = &model[id];
        if !defs.contains_key(&kind.name.wire) {
            defs.insert(kind.name.wire.clone(), named(model, style, kind, &mut open));
        }
        next += 1;
    }
    defs
}

/// Returns a field for publication, with the types that it refers to.
pub fn published_value(
    model: &Model,
    description: Option<&str>,
    schema: &Schema,
    style: Style,
) -> (Value, Vec<TypeId>) {
    let mut open = Vec::new();
    let mut value = inline(model, style, schema, false, &mut open);
    describe(&mut value, description);
    (value, open)
}

/// Returns the schema of one type, with all types that it refers to under `$defs`.
pub fn document(model: &Model, root: TypeId) -> Value {
    let mut defs = Map::new();
    let mut open = vec![root];
    while let Some(id) = open.pop() {
        let kind = &model[id];
        if !defs.contains_key(&kind.name.wire) {
            defs.insert(kind.name.wire.clone(), named(model, CHECKED, kind, &mut open));
        }
    }
    json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": reference(CHECKED, &model[root]),
        "$defs": defs,
    })
}

/// Returns all types in the form that typify expects: only the structure, because limits are validated explicitly.
/// Types and fields have numbers as names, so that typify does not interpret names of the provider.
pub fn structure(model: &Model) -> Value {
    let mut defs = Map::new();
    for (index, kind) in model.types.iter().enumerate() {
        let schema = match &kind.kind {
            TypeKind::Object(fields) => {
                let name = |index: usize| format!("m{index}");
                let members = fields.iter().enumerate();
                let required = members.clone().filter(|(_, field)| field.required).map(|(index, _)| name(index));
                let required: Vec<String> = required.collect();
                let properties = members.map(|(index, field)| (name(index), bare(&field.schema)));
                json!({ "type": "object", "properties": properties.collect::<Map<_, _>>(), "required": required })
            }
            TypeKind::Enum(_) | TypeKind::Id(_) => json!({ "type": "string" }),
            TypeKind::Alias(schema) => bare(schema),
        };
        defs.insert(format!("T{index}"), schema);
    }
    json!({ "$schema": "http://json-schema.org/draft-07/schema#", "definitions": defs })
}

/// Returns the structure of a value.
fn bare(schema: &Schema) -> Value {
    match &schema.shape {
        Shape::Named(id) => json!({ "$ref": format!("#/definitions/T{}", id.0) }),
        Shape::List(items) => json!({ "type": "array", "items": bare(items) }),
        Shape::Map(values) => json!({ "type": "object", "additionalProperties": bare(values) }),
        _ => json!({ "type": "string" }),
    }
}

/// Returns all types in the form that typify expects, with limits and all enum values. This is the form that users
/// without this generator would start from. Formats are omitted, because typify's types for them need additional
/// crates.
pub fn definitions(model: &Model) -> Value {
    let mut defs = Map::new();
    for kind in &model.types {
        let mut schema = named(model, DOCUMENTED, kind, &mut Vec::new());
        if let TypeKind::Enum(values) = &kind.kind {
            schema["enum"] = values.iter().map(|value| json!(value.name.wire)).collect();
        }
        refer_to_definitions(&mut schema);
        defs.insert(kind.name.pascal.clone(), schema);
    }
    json!({ "$schema": "http://json-schema.org/draft-07/schema#", "definitions": defs })
}

/// Draft 7 has a different key for definitions.
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

fn reference(style: Style, kind: &Type) -> String {
    format!("{}{}", style.references, kind.name.wire)
}

fn named(model: &Model, style: Style, kind: &Type, open: &mut Vec<TypeId>) -> Value {
    let mut schema = match &kind.kind {
        TypeKind::Object(fields) => {
            let required: Vec<&str> = fields.iter().filter(|f| f.required).map(|f| f.name.wire.as_str()).collect();
            let properties: Map<String, Value> = fields
                .iter()
                .map(|field| {
                    let mut schema = inline(model, style, &field.schema, !kind.sent, open);
                    if style.as_read && !kind.sent && !field.required {
                        allow_null(&mut schema);
                    }
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
        // The provider may send values that are not listed.
        TypeKind::Enum(values) if !kind.sent => any_word(style, values),
        TypeKind::Enum(values) => json!({ "type": "string", "enum": words(values) }),
        TypeKind::Id(_) if style.as_read && !kind.sent => json!({ "type": "string" }),
        TypeKind::Id(limits) => constrained(json!({ "type": "string" }), limits),
        TypeKind::Alias(schema) => inline(model, style, schema, !kind.sent, open),
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

fn words(values: &[EnumValue]) -> Vec<&str> {
    values.iter().map(|value| value.name.wire.as_str()).collect()
}

/// Returns the schema of a string with a list of known values.
fn any_word(style: Style, values: &[EnumValue]) -> Value {
    match style.marked {
        true => json!({ "type": "string", "x-extensible-enum": words(values) }),
        false => json!({ "type": "string" }),
    }
}

/// Inserts a description as the first key.
fn describe(schema: &mut Value, description: Option<&str>) {
    if let (Some(description), Value::Object(members)) = (description, schema) {
        members.shift_insert(0, "description".to_owned(), json!(description));
    }
}

/// Returns the schema of a value. `received` is `true` if only the provider sends the payload that contains the value.
fn inline(model: &Model, style: Style, schema: &Schema, received: bool, open: &mut Vec<TypeId>) -> Value {
    let as_read = style.as_read && received;
    let shape = match &schema.shape {
        Shape::Integer { or_text } if as_read => whole_number(*or_text),
        // A received key may be a number or a string, regardless of the documented form.
        Shape::WorkflowKey { .. } if as_read => {
            json!({ "type": ["string", "integer"], "minimum": i64::MIN, "maximum": i64::MAX })
        }
        Shape::Text => json!({ "type": "string" }),
        Shape::Integer { .. } => json!({ "type": "integer" }),
        Shape::Number => json!({ "type": "number" }),
        Shape::Boolean => json!({ "type": "boolean" }),
        Shape::Any => json!({}),
        Shape::WorkflowKey { number: true } => json!({ "type": "integer" }),
        Shape::WorkflowKey { number: false } => json!({ "type": "string" }),
        Shape::Named(id) => match &model[*id].kind {
            // Limits of types that also occur in requests do not apply here.
            TypeKind::Enum(values) if as_read && model[*id].sent => {
                let mut schema = any_word(style, values);
                describe(&mut schema, model[*id].description.as_deref());
                schema
            }
            TypeKind::Id(limits) if as_read && model[*id].sent && !limits.is_empty() => {
                let mut schema = json!({ "type": "string" });
                describe(&mut schema, model[*id].description.as_deref());
                schema
            }
            TypeKind::Alias(alias) if as_read && model[*id].sent => inline(model, style, alias, received, open),
            _ => {
                open.push(*id);
                json!({ "$ref": reference(style, &model[*id]) })
            }
        },
        Shape::List(items) => json!({ "type": "array", "items": inline(model, style, items, received, open) }),
        Shape::Map(value) => {
            json!({ "type": "object", "additionalProperties": inline(model, style, value, received, open) })
        }
    };
    let format = Constraints { format: schema.constraints.format, ..Constraints::default() };
    let mut schema_value = constrained(shape, if as_read { &format } else { &schema.constraints });
    if style.marked {
        for (mark, holds) in [("x-secret", schema.secret), ("x-personal", schema.personal)] {
            if holds {
                schema_value[mark] = json!(true);
            }
        }
        if let Some(hosts) = &schema.constraints.hosts {
            schema_value["x-hosts"] = json!(hosts.patterns);
        }
    }
    schema_value
}

/// Returns the schema of a whole number that fits its Rust type, in any spelling.
fn whole_number(or_text: bool) -> Value {
    let (min, max) = (i64::MIN, i64::MAX);
    match or_text {
        false => json!({ "type": "integer", "minimum": min, "maximum": max }),
        true => json!({
            "type": ["integer", "string"],
            "minimum": min,
            "maximum": max,
            "pattern": "^(0|-?[1-9][0-9]{0,17})$",
        }),
    }
}

/// Allows `null`, which counts as an absent value.
fn allow_null(schema: &mut Value) {
    let Value::Object(members) = schema else { return };
    if let Some(reference) = members.shift_remove("$ref") {
        members.insert("anyOf".to_owned(), json!([{ "$ref": reference }, { "type": "null" }]));
    } else if let Some(kind) = members.get_mut("type") {
        *kind = match kind.take() {
            Value::Array(kinds) => kinds.into_iter().chain([json!("null")]).collect(),
            kind => json!([kind, "null"]),
        };
    }
}

fn constrained(mut schema: Value, limits: &Constraints) -> Value {
    let keywords = [
        ("format", limits.format.map(|format| json!(format.word()))),
        ("pattern", limits.pattern.as_ref().map(|pattern| json!(pattern))),
        ("const", limits.constant.clone()),
        ("minLength", limits.min_length.map(|limit| json!(limit))),
        ("maxLength", limits.max_length.map(|limit| json!(limit))),
        ("minItems", limits.min_items.map(|limit| json!(limit))),
        ("maxItems", limits.max_items.map(|limit| json!(limit))),
        ("minimum", limits.minimum.as_ref().map(|limit| json!(limit))),
        ("maximum", limits.maximum.as_ref().map(|limit| json!(limit))),
        ("multipleOf", limits.multiple_of.as_ref().map(|limit| json!(limit))),
    ];
    for (keyword, value) in keywords {
        if let Some(value) = value {
            schema[keyword] = value;
        }
    }
    schema
}
