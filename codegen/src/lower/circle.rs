//! Schemas that hold themselves, so that no value of them would ever end.

use std::collections::BTreeSet;

use crate::diagnostics::Diagnostics;
use crate::ir::{Model, Shape, TypeId, TypeKind};
use crate::rules;

/// Reports each circle of schemas once, at the schema that comes first; says whether there is one.
pub(super) fn report(model: &Model, diagnostics: &mut Diagnostics) -> bool {
    let mut told: BTreeSet<TypeId> = BTreeSet::new();
    for id in (0..model.types.len()).map(TypeId) {
        let names = |through: &dyn Fn(&Model, TypeId) -> Vec<TypeId>| circle(model, id, through);
        let Some(path) = names(&stands_for).or_else(|| names(&needs)) else { continue };
        if path.iter().any(|id| told.contains(id)) {
            continue;
        }
        told.extend(&path);
        let name = &model[id].name;
        let words: Vec<&str> = path.iter().chain([&id]).map(|id| model[*id].name.wire.as_str()).collect();
        diagnostics.push(
            rules::schema_cycle::RULE
                .at(name.span, format!("a value of `{}` would never end", name.wire))
                .note(format!("the circle is {}", words.join(" -> ")))
                .way_out(),
        );
    }
    !told.is_empty()
}

/// The types that a name stands for; it has no Rust type if it stands for itself, not even as a list of itself.
fn stands_for(model: &Model, id: TypeId) -> Vec<TypeId> {
    match &model[id].kind {
        TypeKind::Alias(schema) => schema.named().into_iter().collect(),
        TypeKind::Object(_) | TypeKind::Enum(_) | TypeKind::Id(_) => Vec::new(),
    }
}

/// The types that every value of a type has a value of.
fn needs(model: &Model, id: TypeId) -> Vec<TypeId> {
    let direct = |shape: &Shape| match shape {
        Shape::Named(id) => Some(*id),
        _ => None,
    };
    match &model[id].kind {
        TypeKind::Object(fields) => {
            fields.iter().filter(|field| field.required).filter_map(|field| direct(&field.schema.shape)).collect()
        }
        TypeKind::Alias(schema) => direct(&schema.shape).into_iter().collect(),
        TypeKind::Enum(_) | TypeKind::Id(_) => Vec::new(),
    }
}

/// A way from a type back to itself, without its end.
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
