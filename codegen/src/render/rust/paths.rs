//! Paths of rules to Rust: how to get at a value of the typed payload, and the JSON Pointer that names it.

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use super::tokens::snake;
use crate::ir::{Model, Path, Schema, Shape, Step, TypeId, Value};

/// Where a path starts: an expression of the value there, and its JSON Pointer.
#[derive(Clone)]
pub(super) struct Base {
    pub(super) value: TokenStream,
    pub(super) at: TokenStream,
    /// How many lists were gone through on the way, which names the index of the next one.
    pub(super) depth: usize,
}

impl Base {
    /// The whole payload.
    pub(super) fn body() -> Self {
        Self { value: quote!(body), at: quote!(At::ROOT), depth: 0 }
    }
}

/// A value on the way: there for sure, or an `Option` of a reference.
#[derive(Clone)]
pub(super) enum Access {
    /// A place expression.
    Direct(TokenStream),
    /// An expression of type `Option<&T>`.
    Maybe(TokenStream),
}

impl Access {
    /// `Option<&str>`
    pub(super) fn text(&self) -> TokenStream {
        match self {
            Access::Direct(value) => quote!(#value.as_text()),
            Access::Maybe(value) => quote!(#value.and_then(AsText::as_text)),
        }
    }

    /// `Option<T>` of a number or truth value.
    pub(super) fn copied(&self, personal: bool) -> TokenStream {
        match (self, personal) {
            (Access::Direct(value), false) => quote!(Some(#value)),
            (Access::Direct(value), true) => quote!(Some(*#value)),
            (Access::Maybe(value), false) => quote!(#value.copied()),
            (Access::Maybe(value), true) => quote!(#value.map(|value| **value)),
        }
    }

    /// `Option<&[T]>`
    pub(super) fn slice(&self) -> TokenStream {
        match self {
            Access::Direct(value) => quote!(Some(#value.as_slice())),
            Access::Maybe(value) => quote!(#value.map(Vec::as_slice)),
        }
    }

    /// `Option<usize>`
    pub(super) fn length(&self) -> TokenStream {
        match self {
            Access::Direct(value) => quote!(Some(#value.len())),
            Access::Maybe(value) => quote!(#value.map(Vec::len)),
        }
    }

    fn member(self, step: &Step) -> Self {
        let field = snake(&step.name);
        match (self, step.optional) {
            (Access::Direct(value), false) => Access::Direct(quote!(#value.#field)),
            (Access::Direct(value), true) => Access::Maybe(quote!(#value.#field.as_ref())),
            (Access::Maybe(value), false) => Access::Maybe(quote!(#value.map(|value| &value.#field))),
            (Access::Maybe(value), true) => Access::Maybe(quote!(#value.and_then(|value| value.#field.as_ref()))),
        }
    }
}

/// Goes down a path and puts `leaf` where it ends; lists on the way become loops around it.
pub(super) fn walk(base: &Base, steps: &[Step], leaf: impl FnOnce(&Access, &Base) -> TokenStream) -> TokenStream {
    let mut access = Access::Direct(base.value.clone());
    let mut at = base.at.clone();
    for (position, step) in steps.iter().enumerate() {
        access = access.member(step);
        let wire = &step.name.wire;
        at = quote!(#at.member(#wire));
        if !step.each {
            continue;
        }
        let (index, item) = loop_names(base.depth);
        let inner = Base { value: quote!(#item), at: quote!(#at.item(#index)), depth: base.depth + 1 };
        let rest = walk(&inner, &steps[position + 1..], leaf);
        let list = match access {
            Access::Direct(list) => quote!(#list.iter()),
            Access::Maybe(list) => quote!(#list.into_iter().flatten()),
        };
        // An index that nothing points with is not counted.
        return match mentions(&rest, &index) {
            true => quote!(for (#index, #item) in #list.enumerate() { #rest }),
            false => quote!(for #item in #list { #rest }),
        };
    }
    leaf(&access, &Base { value: access_value(&access), at, depth: base.depth })
}

fn access_value(access: &Access) -> TokenStream {
    match access {
        Access::Direct(value) | Access::Maybe(value) => value.clone(),
    }
}

/// Whether an identifier occurs anywhere in the tokens.
pub(super) fn mentions(tokens: &TokenStream, ident: &Ident) -> bool {
    tokens.clone().into_iter().any(|token| match token {
        proc_macro2::TokenTree::Ident(found) => found == *ident,
        proc_macro2::TokenTree::Group(group) => mentions(&group.stream(), ident),
        _ => false,
    })
}

fn loop_names(depth: usize) -> (Ident, Ident) {
    let ident = |name: &str| Ident::new(name, Span::call_site());
    match depth {
        0 => (ident("index"), ident("item")),
        1 => (ident("inner_index"), ident("inner")),
        _ => (ident(&format!("index{depth}")), ident(&format!("item{depth}"))),
    }
}

/// A pointer to a path that goes through no list.
pub(super) fn pointer(base: &TokenStream, steps: &[Step]) -> TokenStream {
    let wires = steps.iter().map(|step| &step.name.wire);
    quote!(#base #(.member(#wires))*)
}

/// The steps from a payload's type to its workflow key, if it holds one outside of lists.
pub(super) fn workflow_key(model: &Model, root: TypeId) -> Option<Vec<Step>> {
    fn search(model: &Model, id: TypeId, seen: &mut Vec<TypeId>) -> Option<Vec<Step>> {
        if seen.contains(&id) {
            return None;
        }
        seen.push(id);
        for field in model[id].fields() {
            let step = || Step {
                name: field.name.clone(),
                optional: !field.required,
                each: false,
                personal: field.schema.personal,
            };
            match field.schema.shape {
                Shape::WorkflowKey { .. } => return Some(vec![step()]),
                Shape::Named(inner) => {
                    if let Some(mut rest) = search(model, inner, seen) {
                        rest.insert(0, step());
                        return Some(rest);
                    }
                }
                _ => {}
            }
        }
        None
    }
    search(model, root, &mut Vec::new())
}

/// Where to point for a value that is not in the payload: at the member of the context that says it.
pub(super) fn context_pointer(value: &Value) -> TokenStream {
    let path: &[&str] = match value {
        Value::Channel => &["channel"],
        Value::AccountExists => &["account_exists"],
        Value::PathParameter(name) => return quote!(At::ROOT.member("context").member("path").member(#name)),
        Value::FileContentType => &["file", "content_type"],
        Value::FileExtension => &["file", "name"],
        Value::FileBytes => &["file", "bytes"],
        Value::FileWidth => &["file", "width"],
        Value::FileHeight => &["file", "height"],
        Value::CredentialId => &["credential", "id"],
        Value::CredentialCategory => &["credential", "category"],
        Value::CredentialChannels => &["credential", "allowedChannels"],
        Value::StoredIds | Value::StoredCategories => &["stored_credentials"],
        Value::RequiredParts => &["required_parts"],
        Value::UploadedParts => &["uploaded_parts"],
        _ => &["workflow_key"],
    };
    quote!(At::ROOT.member("context") #(.member(#path))*)
}

/// The payload's schema at the end of a path, for what depends on its wrapper.
pub(super) fn is_personal(path: &Path) -> bool {
    path.schema.as_ref().is_some_and(|schema: &Schema| schema.personal) || path.steps.last().is_some_and(|step| step.personal)
}
