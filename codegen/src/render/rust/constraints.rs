//! The limits of what is sent, as an explicit check of the typed payload.

use proc_macro2::TokenStream;
use quote::quote;

use super::payloads::Uses;
use super::tokens::{integer, number, pascal, snake};
use crate::ir::{Constraints, Field, Format, Model, Schema, Shape, Type, TypeId, TypeKind};

/// Whether any value inside a type has limits.
pub(super) fn has_limits(model: &Model, id: TypeId) -> bool {
    fn inside(model: &Model, id: TypeId, seen: &mut Vec<TypeId>) -> bool {
        if seen.contains(&id) {
            return false;
        }
        seen.push(id);
        match &model[id].kind {
            TypeKind::Object(fields) => fields.iter().any(|field| schema(model, &field.schema, seen)),
            TypeKind::Id(limits) => !limits.is_empty(),
            TypeKind::Alias(alias) => schema(model, alias, seen),
            TypeKind::Enum(_) => false,
        }
    }
    fn schema(model: &Model, value: &Schema, seen: &mut Vec<TypeId>) -> bool {
        !value.constraints.is_empty()
            || match &value.shape {
                Shape::Named(id) => inside(model, *id, seen),
                Shape::List(inner) | Shape::Map(inner) => schema(model, inner, seen),
                _ => false,
            }
    }
    inside(model, id, &mut Vec::new())
}

/// The `Constrained` implementation of an object that is sent, if anything in it has limits.
pub(super) fn object(model: &Model, kind: &Type, fields: &[Field], uses: &mut Uses) -> Option<TokenStream> {
    if !kind.sent {
        return None;
    }
    let checks: Vec<TokenStream> = fields.iter().filter_map(|field| member(model, field, uses)).collect();
    if checks.is_empty() {
        return None;
    }
    uses.runtime.extend(["At", "Constrained", "Report"]);
    let name = pascal(&kind.name);
    Some(quote! {
        impl Constrained for #name {
            fn check(&self, at: &At<'_>, report: &mut Report) {
                #(#checks)*
            }
        }
    })
}

fn member(model: &Model, field: &Field, uses: &mut Uses) -> Option<TokenStream> {
    let (ident, wire) = (snake(&field.name), &field.name.wire);
    let at = quote!(&at.member(#wire));
    let own = limits(model, &field.schema);
    let mut checks = text_and_number(&field.schema, &own, &quote!(self.#ident), field.required, &at, uses);
    checks.extend(items(&own, &quote!(self.#ident), field.required, &at, uses));
    match &field.schema.shape {
        Shape::Named(id) if matches!(model[*id].kind, TypeKind::Object(_)) && has_limits(model, *id) => {
            checks.push(quote!(self.#ident.check(#at, report);));
        }
        Shape::List(inner) | Shape::Map(inner) => checks.extend(elements(model, field, inner, uses)),
        _ => {}
    }
    (!checks.is_empty()).then(|| quote!(#(#checks)*))
}

/// The limits of a value and of the id or alias that it refers to.
fn limits(model: &Model, schema: &Schema) -> Constraints {
    match &schema.shape {
        Shape::Named(id) => match &model[*id].kind {
            TypeKind::Id(limits) => limits.clone(),
            TypeKind::Alias(alias) => limits(model, alias),
            _ => schema.constraints.clone(),
        },
        _ => schema.constraints.clone(),
    }
}

fn text_and_number(
    schema: &Schema,
    limits: &Constraints,
    value: &TokenStream,
    required: bool,
    at: &TokenStream,
    uses: &mut Uses,
) -> Vec<TokenStream> {
    let mut checks = Vec::new();
    let mut text = |check: TokenStream| {
        uses.runtime.extend(["AsText", "constraint"]);
        checks.push(quote!(constraint::#check;));
    };
    if let Some(min) = limits.min_length {
        let min = number(min.into());
        text(quote!(min_length(#value.as_text(), #min, #at, report)));
    }
    if let Some(max) = limits.max_length {
        let max = number(max.into());
        text(quote!(max_length(#value.as_text(), #max, #at, report)));
    }
    match limits.format {
        Some(Format::DateTime) => text(quote!(date_time(#value.as_text(), #at, report))),
        Some(Format::Date) => text(quote!(date(#value.as_text(), #at, report))),
        Some(Format::Uri) => text(quote!(uri(#value.as_text(), #at, report))),
        None => {}
    }
    if matches!(schema.shape, Shape::Integer) {
        let value = if required { quote!(Some(#value)) } else { quote!(#value) };
        for (name, limit) in [("minimum", limits.minimum), ("maximum", limits.maximum)] {
            if let Some(limit) = limit {
                let (name, limit) = (quote::format_ident!("{name}"), integer(limit));
                uses.runtime.insert("constraint");
                checks.push(quote!(constraint::#name(#value, #limit, #at, report);));
            }
        }
    }
    checks
}

fn items(
    limits: &Constraints,
    value: &TokenStream,
    required: bool,
    at: &TokenStream,
    uses: &mut Uses,
) -> Vec<TokenStream> {
    let length = if required { quote!(Some(#value.len())) } else { quote!(#value.as_ref().map(Vec::len)) };
    let mut checks = Vec::new();
    for (name, limit) in [("min_items", limits.min_items), ("max_items", limits.max_items)] {
        if let Some(limit) = limit {
            let (name, limit) = (quote::format_ident!("{name}"), number(limit.into()));
            uses.runtime.insert("constraint");
            checks.push(quote!(constraint::#name(#length, #limit, #at, report);));
        }
    }
    checks
}

/// The limits of what is in a list.
fn elements(model: &Model, field: &Field, inner: &Schema, uses: &mut Uses) -> Option<TokenStream> {
    let (ident, wire) = (snake(&field.name), &field.name.wire);
    if let Shape::Named(id) = inner.shape {
        if matches!(model[id].kind, TypeKind::Object(_)) {
            return has_limits(model, id).then(|| quote!(self.#ident.check(&at.member(#wire), report);));
        }
    }
    let own = limits(model, inner);
    let at = quote!(&at.member(#wire).item(index));
    let checks = text_and_number(inner, &own, &quote!(item), true, &at, uses);
    if checks.is_empty() {
        return None;
    }
    let list = if field.required { quote!(self.#ident.iter()) } else { quote!(self.#ident.iter().flatten()) };
    Some(quote! {
        for (index, item) in #list.enumerate() {
            #(#checks)*
        }
    })
}
