//! Renders bodies of requests and responses.

use serde_json::{Value, json};

use super::examples::{Side, examples};
use super::{SCHEMAS, STYLE};
use crate::standards::{object, some};
use verispec_model::ir::{FileKind, Model, OperationId, TypeId, TypeKind};
use verispec_model::wire_schema;

/// Renders the body of a request, if it has one.
pub(super) fn request(model: &Model, id: OperationId) -> Option<Value> {
    let operation = &model[id];
    let body = operation.request.as_ref()?;
    let content = match (&body.file_field, body.schema) {
        (Some(field), fields) => upload(model, field, fields),
        (None, Some(schema)) if operation.is_ours() && operation.json().is_none() => {
            object([("schema", Some(form(model, schema))), ("examples", some(examples(model, id, Side::Request)))])
        }
        (None, Some(schema)) => json(model, schema, some(examples(model, id, Side::Request))),
        (None, None) => json!({}),
    };
    Some(json!({ "required": true, "content": { body.media_type.as_str(): content } }))
}

/// Renders a body with a type.
pub(super) fn json(model: &Model, schema: TypeId, examples: Option<Value>) -> Value {
    let reference = json!({ "$ref": format!("{SCHEMAS}{}", model[schema].name.wire) });
    object([("schema", Some(reference)), ("examples", examples)])
}

/// Renders a body without a type: a file, or a structure that the spec does not describe.
pub(super) fn undescribed(media_type: &str) -> Value {
    let (kind, format) = media_type.split_once('/').unwrap_or((media_type, ""));
    let is_file =
        ["image", "audio", "video", "font"].contains(&kind) || ["octet-stream", "pdf", "zip"].contains(&format);
    if is_file { json!({ "schema": { "type": "string", "format": "binary" } }) } else { json!({}) }
}

/// Renders the fields of a form, with enum values inlined. Client generators turn the fields into arguments, and some
/// cannot resolve named types.
fn form(model: &Model, id: TypeId) -> Value {
    let mut types = wire_schema::published(model, [id], STYLE);
    let mut form = types.shift_remove(&model[id].name.wire).unwrap_or_else(|| json!({}));
    if let Some(members) = form.as_object_mut() {
        members.shift_insert(0, "title".to_owned(), json!(model[id].name.wire));
    }
    let fields = form["properties"].as_object_mut().into_iter().flat_map(|properties| properties.values_mut());
    for field in fields {
        let name = field["$ref"].as_str().and_then(|reference| reference.strip_prefix(SCHEMAS));
        if let Some(words) = name.and_then(|name| types.get(name)).filter(|kind| kind.get("enum").is_some()) {
            *field = words.clone();
        }
    }
    form
}

/// Returns the types that a form refers to by name.
pub(super) fn form_types(model: &Model, id: TypeId) -> Vec<TypeId> {
    let types = model[id].fields().iter().filter_map(|field| field.schema.named());
    types.filter(|kind| !matches!(model[*kind].kind, TypeKind::Enum(_))).collect()
}

/// Renders a form that contains a file.
fn upload(model: &Model, field: &str, fields: Option<TypeId>) -> Value {
    let mut form = match fields {
        Some(id) => form(model, id),
        None => json!({ "type": "object", "properties": {}, "required": [] }),
    };
    let kinds = kinds(model);
    let sentences = kinds.iter().map(|(kind, _)| match kind.limits_in_words() {
        limits if limits.is_empty() => kind.summary.clone(),
        limits => format!("{} Limits: {}.", kind.summary, limits.join(", ")),
    });
    let file = object([
        ("description", Some(json!(sentences.collect::<Vec<_>>().join(" ")))),
        ("type", Some(json!("string"))),
        ("format", Some(json!("binary"))),
        ("x-files", some(kinds.iter().map(|(kind, parts)| limits(kind, parts)).collect())),
    ]);
    form["properties"][field] = file;
    match form["required"].as_array_mut() {
        Some(required) => required.push(json!(field)),
        None => form["required"] = json!([field]),
    }
    let types: Vec<&str> = kinds.iter().flat_map(|(kind, _)| &kind.media_types).map(String::as_str).collect();
    let encoding = (!types.is_empty()).then(|| json!({ field: { "contentType": types.join(", ") } }));
    object([("schema", Some(form)), ("encoding", encoding)])
}

/// Returns the file kinds of parts, each with its parts.
fn kinds(model: &Model) -> Vec<(&FileKind, Vec<&str>)> {
    let mut kinds: Vec<(&FileKind, Vec<&str>)> = Vec::new();
    for part in model.parts() {
        let kind = &model[part.file];
        match kinds.iter_mut().find(|(known, _)| known.name == kind.name) {
            Some((_, parts)) => parts.push(&part.name.wire),
            None => kinds.push((kind, vec![&part.name.wire])),
        }
    }
    kinds
}

/// Describes facts about a file that a schema cannot express.
fn limits(kind: &FileKind, parts: &[&str]) -> Value {
    object([
        ("parts", Some(json!(parts))),
        ("mediaTypes", Some(json!(kind.media_types))),
        ("extensions", Some(json!(kind.extensions))),
        ("maxBytes", kind.max_bytes.map(|limit| json!(limit))),
        ("maxWidth", kind.max_width.map(|limit| json!(limit))),
        ("maxHeight", kind.max_height.map(|limit| json!(limit))),
    ])
}
