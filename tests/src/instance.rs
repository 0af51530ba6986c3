//! Generates payloads from a payload type of a spec, with all fields or only the required ones.

use serde_json::{Map, Value, json};
use verispec_codegen::ir::{Format, Model, Schema, Shape, TypeId, TypeKind};

/// The marker in values that must not appear in debug output.
pub const HIDDEN: &str = "never-to-be-shown";

/// The marker in all other strings.
pub const SHOWN: &str = "as-it-came";

/// Options for generating a payload.
#[derive(Debug, Clone, Copy, Default)]
pub struct Recipe {
    /// Whether optional fields are omitted.
    pub minimal: bool,
    /// Whether payloads simulate future versions, with additional fields, unknown enum values, and `null` for optional
    /// fields.
    pub surprising: bool,
    /// Whether arrays and maps are empty.
    pub empty_lists: bool,
    /// Whether strings with a format match it.
    pub plausible: bool,
    /// The current nesting depth. Recursion stops at the maximum depth.
    pub depth: usize,
}

/// The maximum depth.
const DEEP: usize = 5;

/// Generates a payload of this type.
pub fn instance(model: &Model, id: TypeId, recipe: Recipe) -> Value {
    let recipe = Recipe { surprising: recipe.surprising && model[id].received && !model[id].sent, ..recipe };
    named(model, id, recipe, false)
}

fn named(model: &Model, id: TypeId, recipe: Recipe, hidden: bool) -> Value {
    match &model[id].kind {
        TypeKind::Enum(_) if recipe.surprising => text("NEVER_HEARD_OF", hidden),
        TypeKind::Enum(values) => values.first().map_or(Value::Null, |value| json!(value.name.wire)),
        TypeKind::Id(_) => text("id", hidden),
        TypeKind::Alias(schema) => value(model, schema, recipe, hidden),
        TypeKind::Object(fields) => {
            let is_deep = recipe.depth >= DEEP;
            let recipe = Recipe {
                depth: recipe.depth + 1,
                minimal: recipe.minimal || is_deep,
                empty_lists: recipe.empty_lists || is_deep,
                ..recipe
            };
            let mut members = Map::new();
            for field in fields.iter().filter(|field| field.required || !recipe.minimal) {
                members.insert(field.name.wire.clone(), value(model, &field.schema, recipe, hidden));
            }
            if recipe.surprising {
                for field in fields.iter().filter(|field| !field.required) {
                    members.entry(field.name.wire.clone()).or_insert(Value::Null);
                }
                members.insert("brandNew".into(), json!({"text": HIDDEN, "list": [], "number": 1.50}));
            }
            Value::Object(members)
        }
    }
}

fn value(model: &Model, schema: &Schema, recipe: Recipe, hidden: bool) -> Value {
    let hidden = hidden || schema.personal || schema.secret;
    if let Some(constant) = &schema.constraints.constant {
        return constant.clone();
    }
    match &schema.shape {
        Shape::Text => match schema.constraints.format.filter(|_| recipe.plausible) {
            Some(Format::DateTime) => json!("2024-02-29T23:59:59.000Z"),
            Some(Format::Date) => json!("2024-02-29"),
            Some(Format::Uri) => json!(format!("https://{}/there", host(schema))),
            // The host of a URL is validated, so the string must be a URL with an allowed host.
            None if schema.constraints.hosts.is_some() => {
                json!(format!("https://{}/{}", host(schema), if hidden { HIDDEN } else { SHOWN }))
            }
            None => text("text", hidden),
        },
        Shape::Integer { .. } => json!(7),
        Shape::Number => json!(7.25),
        Shape::Boolean => json!(true),
        Shape::WorkflowKey { number: true } => json!(3),
        Shape::WorkflowKey { number: false } => json!("3"),
        Shape::Any => json!({"anything": [HIDDEN, 2.5, null]}),
        Shape::Named(id) => named(model, *id, recipe, hidden),
        Shape::List(_) if recipe.empty_lists => json!([]),
        Shape::List(items) => json!([value(model, items, recipe, hidden)]),
        Shape::Map(_) if recipe.empty_lists => json!({}),
        Shape::Map(values) => json!({"name": value(model, values, recipe, hidden)}),
    }
}

/// Returns a host that is valid in the URLs of a schema.
pub fn host(schema: &Schema) -> String {
    let pattern = schema.constraints.hosts.as_ref().and_then(|hosts| hosts.patterns.first());
    let labels = pattern.map_or("www.example.com", String::as_str).split('.');
    labels.map(|label| if label.contains('{') { "acme" } else { label }).collect::<Vec<_>>().join(".")
}

fn text(kind: &str, hidden: bool) -> Value {
    json!(format!("{} {kind}", if hidden { HIDDEN } else { SHOWN }))
}
