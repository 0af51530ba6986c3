//! Finds ids, credentials and URLs in bodies by the type of the payload.

use verispec_model::ir::{Constraints, Model, Schema, Shape, TypeId, TypeKind, Vocabulary};
use verispec_spec::syntax::{Content, Data};
use verispec_text::source::Spanned;

/// Visits every value of a named type.
pub(super) fn walk<'d>(model: &Model, id: TypeId, data: &'d Data, visit: &mut dyn FnMut(TypeId, &'d Data)) {
    visit(id, data);
    match (&model[id].kind, &data.value) {
        (TypeKind::Object(fields), Content::Object(members)) => {
            for (key, value) in members {
                if let Some(field) = fields.iter().find(|field| field.name.wire == key.value) {
                    walk_schema(model, &field.schema, value, visit);
                }
            }
        }
        (TypeKind::Alias(schema), _) => walk_schema(model, schema, data, visit),
        _ => {}
    }
}

fn walk_schema<'d>(model: &Model, schema: &Schema, data: &'d Data, visit: &mut dyn FnMut(TypeId, &'d Data)) {
    match (&schema.shape, &data.value) {
        (Shape::Named(id), _) => walk(model, *id, data, visit),
        (Shape::List(item), Content::List(items)) => {
            items.iter().for_each(|value| walk_schema(model, item, value, visit));
        }
        (Shape::Map(item), Content::Object(members)) => {
            members.iter().for_each(|(_, value)| walk_schema(model, item, value, visit));
        }
        _ => {}
    }
}

/// Visits every value with the limits of its field.
pub(super) fn walk_fields<'m, 'd>(
    model: &'m Model,
    id: TypeId,
    data: &'d Data,
    visit: &mut dyn FnMut(&'m Constraints, &'d Data),
) {
    match (&model[id].kind, &data.value) {
        (TypeKind::Object(fields), Content::Object(members)) => {
            for (key, value) in members {
                if let Some(field) = fields.iter().find(|field| field.name.wire == key.value) {
                    in_field(model, &field.schema, value, visit);
                }
            }
        }
        (TypeKind::Alias(schema), _) => in_field(model, schema, data, visit),
        _ => {}
    }
}

fn in_field<'m, 'd>(
    model: &'m Model,
    schema: &'m Schema,
    data: &'d Data,
    visit: &mut dyn FnMut(&'m Constraints, &'d Data),
) {
    visit(&schema.constraints, data);
    match (&schema.shape, &data.value) {
        (Shape::Named(id), _) => walk_fields(model, *id, data, visit),
        (Shape::List(item), Content::List(items)) => items.iter().for_each(|value| in_field(model, item, value, visit)),
        (Shape::Map(item), Content::Object(members)) => {
            members.iter().for_each(|(_, value)| in_field(model, item, value, visit));
        }
        _ => {}
    }
}

/// A credential in a body.
#[derive(Debug, Clone)]
pub(super) struct Item<'d> {
    /// The complete object of the credential.
    pub(super) data: &'d Data,
    pub(super) category: &'d Data,
    /// The id of the credential, with its type.
    pub(super) id: Option<(TypeId, &'d Data)>,
    /// The channels. Only a credential of an execution has this field.
    pub(super) channels: Option<Vec<&'d Data>>,
}

/// Returns the objects of a body that have a credential category.
pub(super) fn items<'d>(model: &Model, id: TypeId, data: &'d Data) -> Vec<Item<'d>> {
    let mut found = Vec::new();
    walk(model, id, data, &mut |id, data| found.extend(item(model, id, data)));
    found
}

fn item<'d>(model: &Model, id: TypeId, data: &'d Data) -> Option<Item<'d>> {
    let Content::Object(members) = &data.value else { return None };
    let fields = model[id].fields();
    let member = |name: &str| members.iter().find(|(key, _)| key.value == name).map(|(_, value)| value);
    let of = |wanted: Vocabulary| {
        fields.iter().find(|field| named(&field.schema).is_some_and(|id| model[id].vocabulary == Some(wanted)))
    };
    let category = member(&of(Vocabulary::Categories)?.name.wire)?;
    let listed = fields.iter().find(|field| match &field.schema.shape {
        Shape::List(inner) => named(inner).is_some_and(|id| model[id].vocabulary == Some(Vocabulary::Channels)),
        _ => false,
    });
    let channels = listed.and_then(|field| match &member(&field.name.wire)?.value {
        Content::List(items) => Some(items.iter().collect()),
        _ => None,
    });
    let id = fields.iter().find_map(|field| {
        let id = named(&field.schema).filter(|id| matches!(model[*id].kind, TypeKind::Id(_)))?;
        Some((id, member(&field.name.wire)?))
    });
    Some(Item { data, category, id, channels })
}

fn named(schema: &Schema) -> Option<TypeId> {
    match schema.shape {
        Shape::Named(id) => Some(id),
        _ => None,
    }
}

/// Returns the string in a scalar; `None` for all other values.
pub(super) fn text(data: &Data) -> Option<&str> {
    match &data.value {
        Content::Scalar(value) => value.as_str(),
        _ => None,
    }
}

/// Returns a string with its span, so that parts of it can be located; `None` for all other values.
pub(super) fn spanned(data: &Data) -> Option<Spanned<String>> {
    text(data).map(|text| Spanned { value: text.to_owned(), span: data.span })
}

/// Returns every string that is a URL.
pub(super) fn urls(data: &Data) -> Vec<&Data> {
    let mut found = Vec::new();
    let mut open = vec![data];
    while let Some(data) = open.pop() {
        match &data.value {
            Content::Scalar(_) => {
                let is_url = text(data).is_some_and(|text| text.starts_with("https://") || text.starts_with("http://"));
                found.extend(is_url.then_some(data));
            }
            Content::List(items) => open.extend(items.iter().rev()),
            Content::Object(members) => open.extend(members.iter().rev().map(|(_, value)| value)),
        }
    }
    found
}
