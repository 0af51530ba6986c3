//! Renders explicit checks of typed payloads: the limits of sent values, and the hosts of received URLs.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::imports::Uses;
use super::tokens::{integer, number, pascal, snake};
use verispec_model::ir::{Constraints, Field, Format, Hosts, Model, Schema, Shape, Storage, Type, TypeId, TypeKind};

/// Returns whether any value inside a type has limits that are checked. For sent values, these are all limits, and for
/// received values only the hosts of URLs.
pub(super) fn has_limits(model: &Model, id: TypeId, received: bool) -> bool {
    fn inside(model: &Model, id: TypeId, received: bool, seen: &mut Vec<TypeId>) -> bool {
        if seen.contains(&id) {
            return false;
        }
        seen.push(id);
        match &model[id].kind {
            TypeKind::Object(fields) => {
                received && model.service_of_parts(&model[id]).is_some()
                    || fields.iter().any(|field| schema(model, &field.schema, received, seen))
            }
            TypeKind::Id(limits) => !received && !limits.is_empty(),
            TypeKind::Alias(alias) => schema(model, alias, received, seen),
            TypeKind::Enum(_) => false,
        }
    }
    fn schema(model: &Model, value: &Schema, received: bool, seen: &mut Vec<TypeId>) -> bool {
        !checked(&value.constraints, received).is_empty()
            || match &value.shape {
                Shape::Named(id) => inside(model, *id, received, seen),
                Shape::List(inner) | Shape::Map(inner) => schema(model, inner, received, seen),
                _ => false,
            }
    }
    inside(model, id, received, &mut Vec::new())
}

/// Returns the limits that are checked.
fn checked(limits: &Constraints, received: bool) -> Constraints {
    if received { limits.of_received() } else { limits.clone() }
}

/// Renders the `Constrained` implementation of an object, if anything in it has limits that are checked.
pub(super) fn object(model: &Model, kind: &Type, fields: &[Field], uses: &mut Uses) -> Option<TokenStream> {
    if !kind.sent && !kind.received {
        return None;
    }
    let mut checks: Vec<TokenStream> = fields.iter().filter_map(|field| member(model, kind, field, uses)).collect();
    if let Some(service) = model.service_of_parts(kind).filter(|_| !kind.sent) {
        uses.runtime.insert("constraint");
        uses.tables = true;
        checks.push(quote!(constraint::other_hosts(&self.extra, &MODEL, &[#service], at, report);));
    }
    if checks.is_empty() {
        return None;
    }
    uses.runtime.extend(["At", "Constrained", "Report"]);
    let name = pascal(&kind.name);
    // Few programs judge received payloads, so this code is only compiled in the programs that do.
    let inline = (!kind.sent).then(|| quote!(#[inline]));
    Some(quote! {
        impl Constrained for #name {
            #inline
            fn check(&self, at: &At<'_>, report: &mut Report) {
                #(#checks)*
            }
        }
    })
}

fn member(model: &Model, kind: &Type, field: &Field, uses: &mut Uses) -> Option<TokenStream> {
    let (ident, wire) = (snake(&field.name), &field.name.wire);
    let place = Limited {
        value: quote!(self.#ident),
        at: quote!(at.member(#wire)),
        optional: kind.storage(model, field) == Storage::Optional,
        received: !kind.sent,
        personal: model.is_personal(&field.schema),
        referred: false,
        depth: 0,
    };
    value(model, &field.schema, &place, uses)
}

/// Renders the checks of a body; `None` if nothing in it has limits that are checked.
pub(super) fn body(model: &Model, id: TypeId, received: bool, uses: &mut Uses) -> Option<TokenStream> {
    let span = model[id].name.span;
    let schema =
        Schema { shape: Shape::Named(id), constraints: Constraints::default(), personal: false, secret: false, span };
    let place = Limited {
        value: quote!(body),
        at: quote!(At::ROOT),
        optional: false,
        received,
        personal: model.is_personal(&schema),
        referred: true,
        depth: 0,
    };
    uses.runtime.insert("At");
    value(model, &schema, &place, uses)
}

/// A value that may have limits, or that contains values with limits.
struct Limited {
    /// An expression for the value, or for a reference to it inside a loop.
    value: TokenStream,
    /// The expression of type `At` for the location of the value.
    at: TokenStream,
    optional: bool,
    /// Whether the provider sends the value.
    received: bool,
    personal: bool,
    /// Whether the expression is a reference.
    referred: bool,
    /// The number of enclosing loops, which determines the names of variables inside.
    depth: usize,
}

/// Renders the checks of a value and of everything in it; `None` if nothing has limits.
fn value(model: &Model, schema: &Schema, place: &Limited, uses: &mut Uses) -> Option<TokenStream> {
    let (shape, limits) = resolved(model, schema);
    let limits = checked(&limits, place.received);
    let checks = match shape {
        Shape::Named(id) if !matches!(model[*id].kind, TypeKind::Object(_)) => texts(&limits, place, uses),
        Shape::Text => {
            let mut checks = texts(&limits, place, uses);
            checks.extend(limits.hosts.as_ref().map(|hosts| host(model, schema, hosts, place, uses)));
            checks
        }
        Shape::Integer { .. } => integers(&limits, place, uses),
        Shape::Number => numbers(&limits, place, uses),
        Shape::Boolean => flag(&limits, place, uses).into_iter().collect(),
        Shape::Named(_) => whole(model, schema, place, uses).into_iter().collect(),
        Shape::List(inner) => {
            let mut checks = lengths(&limits, place, uses);
            checks.extend(whole(model, inner, place, uses).or_else(|| elements(model, inner, false, place, uses)));
            checks
        }
        Shape::Map(inner) => {
            whole(model, inner, place, uses).or_else(|| elements(model, inner, true, place, uses)).into_iter().collect()
        }
        _ => Vec::new(),
    };
    (!checks.is_empty()).then(|| quote!(#(#checks)*))
}

/// Returns the shape and limits of a value, including those of an id or alias that it refers to.
fn resolved<'m>(model: &'m Model, schema: &'m Schema) -> (&'m Shape, Constraints) {
    if let Shape::Named(id) = &schema.shape {
        match &model[*id].kind {
            TypeKind::Id(limits) => return (&schema.shape, limits.clone()),
            TypeKind::Alias(alias) => return resolved(model, alias),
            _ => {}
        }
    }
    (&schema.shape, schema.constraints.clone())
}

/// Renders the check of an object, or of a list or map of objects, over which the runtime iterates.
fn whole(model: &Model, schema: &Schema, place: &Limited, uses: &mut Uses) -> Option<TokenStream> {
    match resolved(model, schema).0 {
        Shape::Named(id)
            if matches!(model[*id].kind, TypeKind::Object(_)) && has_limits(model, *id, place.received) =>
        {
            let (value, at) = (&place.value, &place.at);
            uses.runtime.insert("Constrained");
            Some(quote!(#value.check(&#at, report);))
        }
        _ => None,
    }
}

fn texts(limits: &Constraints, Limited { value, at, .. }: &Limited, uses: &mut Uses) -> Vec<TokenStream> {
    let mut checks = Vec::new();
    if limits.pattern.is_some() {
        uses.runtime.insert("LazyPattern");
    }
    let mut text = |check: TokenStream| {
        uses.runtime.extend(["AsText", "constraint"]);
        checks.push(check);
    };
    if let Some(min) = limits.min_length {
        let min = number(min.into());
        text(quote!(constraint::min_length(#value.as_text(), #min, &#at, report);));
    }
    if let Some(max) = limits.max_length {
        let max = number(max.into());
        text(quote!(constraint::max_length(#value.as_text(), #max, &#at, report);));
    }
    if let Some(pattern) = &limits.pattern {
        text(quote! {{
            static PATTERN: LazyPattern = LazyPattern::new(#pattern);
            constraint::pattern(#value.as_text(), &PATTERN, &#at, report);
        }});
    }
    if let Some(only) = limits.constant.as_ref().and_then(|constant| constant.as_str()) {
        text(quote!(constraint::only_text(#value.as_text(), #only, &#at, report);));
    }
    match limits.format {
        Some(Format::DateTime) => text(quote!(constraint::date_time(#value.as_text(), &#at, report);)),
        Some(Format::Date) => text(quote!(constraint::date(#value.as_text(), &#at, report);)),
        Some(Format::Uri) => text(quote!(constraint::uri(#value.as_text(), &#at, report);)),
        None => {}
    }
    checks
}

/// Renders the check of a URL's host. The message hides a sensitive value.
fn host(model: &Model, schema: &Schema, hosts: &Hosts, place: &Limited, uses: &mut Uses) -> TokenStream {
    let Limited { value, at, personal, .. } = place;
    let hidden = *personal || model.resolved(schema).secret;
    let (check, words) = (format_ident!("{}", if hidden { "hidden_host" } else { "host" }), &hosts.words);
    uses.runtime.extend(["AsText", "constraint"]);
    uses.tables = true;
    quote!(constraint::#check(#value.as_text(), &MODEL, &[#(#words),*], &#at, report);)
}

/// Renders an integer or a boolean as an `Option`.
fn copied(place: &Limited) -> TokenStream {
    let value = &place.value;
    match (place.optional, place.personal, place.referred) {
        (true, false, _) => quote!(#value),
        (true, true, _) => quote!(#value.as_deref().copied()),
        (false, false, false) => quote!(Some(#value)),
        (false, true, true) => quote!(Some(**#value)),
        (false, ..) => quote!(Some(*#value)),
    }
}

fn flag(limits: &Constraints, place: &Limited, uses: &mut Uses) -> Option<TokenStream> {
    let only = limits.constant.as_ref()?.as_bool()?;
    let (value, at) = (copied(place), &place.at);
    uses.runtime.insert("constraint");
    Some(quote!(constraint::only_flag(#value, #only, &#at, report);))
}

fn integers(limits: &Constraints, place: &Limited, uses: &mut Uses) -> Vec<TokenStream> {
    let (value, at) = (copied(place), &place.at);
    let mut checks = Vec::new();
    if let Some(only) = limits.constant.as_ref().and_then(serde_json::Value::as_i64) {
        let only = integer(only);
        uses.runtime.insert("constraint");
        checks.push(quote!(constraint::only_integer(#value, #only, &#at, report);));
    }
    let limits = [("minimum", &limits.minimum), ("maximum", &limits.maximum), ("multiple_of", &limits.multiple_of)];
    for (name, limit) in limits {
        // Parsing the spec ensures that the limits of integers are integers.
        if let Some(limit) = limit.as_ref().and_then(serde_json::Number::as_i64) {
            let (name, limit) = (format_ident!("{name}"), integer(limit));
            uses.runtime.insert("constraint");
            checks.push(quote!(constraint::#name(#value, #limit, &#at, report);));
        }
    }
    checks
}

fn numbers(limits: &Constraints, Limited { value, at, .. }: &Limited, uses: &mut Uses) -> Vec<TokenStream> {
    let bounds = [("at_least", &limits.minimum), ("at_most", &limits.maximum), ("in_steps_of", &limits.multiple_of)];
    let mut checks = Vec::new();
    if let Some(only) = limits.constant.as_ref().map(ToString::to_string) {
        uses.runtime.extend(["AsNumber", "constraint"]);
        checks.push(quote!(constraint::only_number(#value.as_number(), #only, &#at, report);));
    }
    for (name, limit) in bounds {
        if let Some(limit) = limit {
            let (name, limit) = (format_ident!("{name}"), limit.to_string());
            uses.runtime.extend(["AsNumber", "constraint"]);
            checks.push(quote!(constraint::#name(#value.as_number(), #limit, &#at, report);));
        }
    }
    checks
}

fn lengths(limits: &Constraints, place: &Limited, uses: &mut Uses) -> Vec<TokenStream> {
    let (value, at) = (&place.value, &place.at);
    let length = match (place.optional, place.personal) {
        (true, true) => quote!(#value.as_ref().map(|list| list.len())),
        (true, false) => quote!(#value.as_ref().map(Vec::len)),
        (false, _) => quote!(Some(#value.len())),
    };
    let mut checks = Vec::new();
    for (name, limit) in [("min_items", limits.min_items), ("max_items", limits.max_items)] {
        if let Some(limit) = limit {
            let (name, limit) = (format_ident!("{name}"), number(limit.into()));
            uses.runtime.insert("constraint");
            checks.push(quote!(constraint::#name(#length, #limit, &#at, report);));
        }
    }
    checks
}

/// Returns the limits of the items of a list or map.
fn elements(model: &Model, inner: &Schema, named: bool, place: &Limited, uses: &mut Uses) -> Option<TokenStream> {
    let suffix = if place.depth == 0 { String::new() } else { place.depth.to_string() };
    let key = if named { format_ident!("name{suffix}") } else { format_ident!("index{suffix}") };
    let item = format_ident!("item{suffix}");
    let (list, at) = (&place.value, &place.at);
    let inside = Limited {
        value: quote!(#item),
        at: if named { quote!(#at.member(#key)) } else { quote!(#at.item(#key)) },
        optional: false,
        received: place.received,
        personal: model.is_personal(inner),
        referred: true,
        depth: place.depth + 1,
    };
    let checks = value(model, inner, &inside, uses)?;
    let items = match (place.optional, place.personal) {
        (true, true) => quote!(#list.iter().flat_map(|list| list.iter())),
        (true, false) => quote!(#list.iter().flatten()),
        (false, _) => quote!(#list.iter()),
    };
    let items = if named { items } else { quote!(#items.enumerate()) };
    Some(quote! {
        for (#key, #item) in #items {
            #checks
        }
    })
}
