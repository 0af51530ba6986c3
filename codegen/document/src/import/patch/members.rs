//! Finds fields of examples that a schema lacks.

use crate::import::shape::Shape;
use verispec_model::ir::{self, Model, TypeId, TypeKind};

/// Returns the paths of fields that the type does not have; empty if there is no type to compare with.
pub(super) fn unknown(shape: &Shape, model: &Model, held: Option<TypeId>) -> Vec<String> {
    let mut found = Vec::new();
    if let Some(id) = held {
        in_type(shape, model, id, "", &mut found);
    }
    found
}

fn in_type(shape: &Shape, model: &Model, id: TypeId, path: &str, found: &mut Vec<String>) {
    match &model[id].kind {
        TypeKind::Object(fields) => {
            for (member, shape) in shape.members() {
                let below = if path.is_empty() { member.to_owned() } else { format!("{path}.{member}") };
                match fields.iter().find(|field| field.name.wire == member) {
                    Some(field) => in_schema(shape, model, &field.schema, &below, found),
                    None => found.push(below),
                }
            }
        }
        TypeKind::Alias(schema) => in_schema(shape, model, schema, path, found),
        TypeKind::Enum(_) | TypeKind::Id(_) => {}
    }
}

fn in_schema(shape: &Shape, model: &Model, schema: &ir::Schema, path: &str, found: &mut Vec<String>) {
    match (&schema.shape, shape) {
        (ir::Shape::Named(id), shape) => in_type(shape, model, *id, path, found),
        (ir::Shape::List(items), Shape::List(shape)) => in_schema(shape, model, items, &format!("{path}[]"), found),
        _ => {}
    }
}
