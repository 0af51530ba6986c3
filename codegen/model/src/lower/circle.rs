//! Finds schemas that contain themselves, because their values would be infinite.

use crate::rules::lowering::SCHEMA_CYCLE;
use std::collections::BTreeSet;
use verispec_spec::parse::rules::UNSUPPORTED_SCHEMA;

use crate::ir::{Model, Schema, Shape, TypeId, TypeKind};
use verispec_text::diagnostics::Diagnostics;

/// Reports each cycle of schemas once, at the first schema of the cycle. Returns whether there is a cycle.
pub(super) fn report(model: &Model, diagnostics: &mut Diagnostics) -> bool {
    let mut told: BTreeSet<TypeId> = BTreeSet::new();
    for id in (0..model.types.len()).map(TypeId) {
        let endless = circle(model, id, &needs);
        let ends = endless.is_none();
        let Some(path) = endless.or_else(|| circle(model, id, &stands_for)) else { continue };
        if path.iter().any(|id| told.contains(id)) {
            continue;
        }
        told.extend(&path);
        let name = &model[id].name;
        let words: Vec<&str> = path.iter().chain([&id]).map(|id| model[*id].name.wire.as_str()).collect();
        let circle = format!("the cycle is {}", words.join(" -> "));
        diagnostics.push(match ends {
            false => SCHEMA_CYCLE
                .at(name.span, format!("a value of `{}` would be infinite", name.wire))
                .note(circle)
                .way_out(),
            true => UNSUPPORTED_SCHEMA
                .at(
                    name.span,
                    format!("`{}` is a list or a map of itself, which the generator does not support", name.wire),
                )
                .note(circle)
                .note("the schema becomes a type alias, and a Rust type alias cannot refer to itself")
                .help("accept any content with `items: {}` or `additionalProperties: {}`, or define an object with a property that holds the list or the map"),
        });
    }
    !told.is_empty()
}

/// Returns the types that an alias refers to directly. If an alias refers to itself in this way, even through list
/// items, it has no Rust type.
fn stands_for(model: &Model, id: TypeId) -> Vec<TypeId> {
    match &model[id].kind {
        TypeKind::Alias(schema) => schema.named().into_iter().collect(),
        TypeKind::Object(_) | TypeKind::Enum(_) | TypeKind::Id(_) => Vec::new(),
    }
}

/// Returns the types that every value of a type contains.
fn needs(model: &Model, id: TypeId) -> Vec<TypeId> {
    match &model[id].kind {
        TypeKind::Object(fields) => {
            fields.iter().filter(|field| field.required).filter_map(|field| direct(&field.schema)).collect()
        }
        TypeKind::Alias(schema) => direct(schema).into_iter().collect(),
        TypeKind::Enum(_) | TypeKind::Id(_) => Vec::new(),
    }
}

/// Returns the type that every value of a schema has, or contains as an item.
fn direct(schema: &Schema) -> Option<TypeId> {
    match &schema.shape {
        Shape::Named(id) => Some(*id),
        Shape::List(items) if schema.constraints.min_items.is_some_and(|least| least > 0) => direct(items),
        _ => None,
    }
}

/// Returns a path from a type back to itself, without the repeated end.
fn circle(model: &Model, start: TypeId, next: &dyn Fn(&Model, TypeId) -> Vec<TypeId>) -> Option<Vec<TypeId>> {
    let mut seen = BTreeSet::new();
    let mut paths = vec![vec![start]];
    while let Some(path) = paths.pop() {
        for id in path.last().map(|last| next(model, *last)).unwrap_or_default() {
            if id == start {
                return Some(path);
            }
            if seen.insert(id) {
                paths.push(path.iter().copied().chain([id]).collect());
            }
        }
    }
    None
}
