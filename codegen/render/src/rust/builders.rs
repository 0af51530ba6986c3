//! Renders builders for payloads that are sent: `new`, and a method per optional field, on each type and on the draft
//! of a request.

use proc_macro2::TokenStream;
use quote::quote;

use super::deprecation::snake_attribute;
use super::imports::Uses;
use super::tokens::{pascal, snake};
use verispec_model::ir::{Field, Format, Model, Name, Schema, Shape, Step, Type, TypeId};

/// Renders the `builder!` of a sent type, and the `draft!` of a request's body.
pub(super) fn builder(model: &Model, id: TypeId, uses: &mut Uses) -> Option<TokenStream> {
    let kind = &model[id];
    if !kind.sent {
        return None;
    }
    uses.macros.insert("builder");
    let name = pascal(&kind.name);
    let mut required = |list: bool| -> Vec<TokenStream> {
        let arguments = model.required_arguments(id).into_iter().filter(|(field, _)| model.is_list(field) == list);
        let entries = arguments.map(|(field, wrapped)| {
            uses.wrappers |= wrapped;
            let (ident, ty) = (snake(&field.name), parameter(model, field, wrapped.then_some(&field.name)));
            let inside = wrapped.then(|| quote!(.0));
            quote!(#ident #inside as #ty)
        });
        entries.collect()
    };
    let required = sections("required", required(false), required(true));
    let optional = |list: bool| -> Vec<TokenStream> {
        let fields = kind.fields().iter().filter(|field| !field.required && model.is_list(field) == list);
        let entries = fields.map(|field| {
            let (ident, ty) = (snake(&field.name), accepted(model, field));
            let deprecated = snake_attribute(model, field.deprecated.as_ref());
            quote!(#deprecated #ident as #ty)
        });
        entries.collect()
    };
    let optional = sections("optional", optional(false), optional(true));
    let nothing_required = kind.fields().iter().all(|field| !field.required).then(|| {
        uses.macros.insert("nothing_required");
        quote!(nothing_required!(#name);)
    });
    let is_body = model.operations.iter().any(|operation| operation.json() == Some(id));
    let draft = is_body.then(|| draft(model, kind, id, uses));
    Some(quote! {
        builder!(#name #required #optional);
        #nothing_required
        #draft
    })
}

/// Renders `, section = […], section_lists = […]`, without the lists that are empty.
fn sections(section: &str, entries: Vec<TokenStream>, lists: Vec<TokenStream>) -> TokenStream {
    let part = |name: String, entries: Vec<TokenStream>| {
        let name = quote::format_ident!("{name}");
        (!entries.is_empty()).then(|| quote!(, #name = [#(#entries),*]))
    };
    let (plain, lists) = (part(section.to_owned(), entries), part(format!("{section}_lists"), lists));
    quote!(#plain #lists)
}

fn draft(model: &Model, kind: &Type, id: TypeId, uses: &mut Uses) -> TokenStream {
    uses.macros.insert("draft");
    let name = pascal(&kind.name);
    let entries = |list: bool| -> Vec<TokenStream> {
        let settable = settable(model, id);
        let settable = settable.iter().filter(|(_, field)| model.is_list(field) == list);
        let entries = settable.map(|(steps, field)| {
            let (ident, ty, steps) =
                (snake(&field.name), accepted(model, field), steps.iter().map(|step| snake(&step.name)));
            let deprecated = snake_attribute(model, field.deprecated.as_ref());
            quote!(#deprecated #ident = #(#steps).* as #ty)
        });
        entries.collect()
    };
    let sections = sections("optional", entries(false), entries(true));
    quote!(draft!(#name #sections);)
}

/// Returns the optional fields that the draft of a body can set, each with the path to it. These are the fields of the
/// body itself, and those next to the workflow's key. If two have the same name, the outer one takes precedence.
pub(super) fn settable(model: &Model, body: TypeId) -> Vec<(Vec<&Field>, &Field)> {
    fn inside<'m>(
        model: &'m Model,
        kind: TypeId,
        key: &[Step],
        way: &[&'m Field],
        found: &mut Vec<(Vec<&'m Field>, &'m Field)>,
    ) {
        let mut next = None;
        for field in model[kind].fields() {
            let steps = [way, &[field]].concat();
            if key.first().is_some_and(|step| step.name == field.name) {
                let is_plain = field.required && !model.is_personal(&field.schema);
                next = model.leaf(&field.schema).filter(|_| is_plain).map(|kind| (kind, steps));
            } else if !field.required && !found.iter().any(|(_, known)| known.name.snake == field.name.snake) {
                found.push((steps, field));
            }
        }
        if let Some((kind, steps)) = next {
            inside(model, kind, &key[1..], &steps, found);
        }
    }
    let mut found = Vec::new();
    inside(model, body, &model.workflow_key(body).unwrap_or_default(), &[], &mut found);
    found
}

/// Renders the type of an argument that sets a field, in its wrapper if it has one.
pub(super) fn parameter(model: &Model, field: &Field, wrapper: Option<&Name>) -> TokenStream {
    let ty = accepted(model, field);
    let ty = if model.is_list(field) { quote!(impl IntoIterator<Item = #ty>) } else { ty };
    wrapper.map(pascal).map_or(ty.clone(), |wrapper| quote!(arguments::#wrapper<#ty>))
}

/// Renders the type of the argument for a field. For a list, this is the type of an item.
pub(super) fn accepted(model: &Model, field: &Field) -> TokenStream {
    match &model.resolved(&field.schema).shape {
        Shape::List(item) if model.is_list(field) => value(model, item),
        _ => value(model, &field.schema),
    }
}

/// Renders the type that callers can pass. Strings are accepted as anything that converts into one. All other types are
/// accepted only in their exact form, so that they cannot be confused.
fn value(model: &Model, schema: &Schema) -> TokenStream {
    let ty = sent_type(model, schema);
    let inner = model.resolved(schema);
    match inner.shape {
        Shape::Text if !inner.secret => quote!(impl Into<#ty>),
        Shape::WorkflowKey { .. } | Shape::Number => quote!(impl Into<#ty>),
        _ if model.is_personal(schema) => quote!(impl Into<#ty>),
        _ => ty,
    }
}

/// Renders the type of a value that is sent.
fn sent_type(model: &Model, schema: &Schema) -> TokenStream {
    let inner = model.resolved(schema);
    let plain = match &inner.shape {
        Shape::Text if inner.secret => return quote!(Secret),
        Shape::Text => match inner.constraints.format {
            Some(Format::DateTime) => quote!(Timestamp),
            Some(Format::Date) => quote!(Date),
            Some(Format::Uri) | None => quote!(String),
        },
        Shape::WorkflowKey { .. } => quote!(WorkflowKey),
        Shape::Integer { .. } => quote!(i64),
        Shape::Number => quote!(Number),
        Shape::Boolean => quote!(bool),
        Shape::Any => quote!(Json),
        Shape::Named(id) => {
            let name = pascal(&model[*id].name);
            quote!(#name)
        }
        Shape::List(item) => {
            let item = sent_type(model, item);
            quote!(Vec<#item>)
        }
        Shape::Map(value) => {
            let value = sent_type(model, value);
            quote!(BTreeMap<String, #value>)
        }
    };
    if model.is_personal(schema) { quote!(Personal<#plain>) } else { plain }
}
