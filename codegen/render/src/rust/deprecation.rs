//! Renders the `deprecated` attribute, so that the compiler tells users of an item what to use instead.

use proc_macro2::TokenStream;
use quote::quote;

use verispec_model::ir::{Deprecation, Model, Name};

/// Renders `#[deprecated(since = "…", note = "…")]`; `None` if the item is not deprecated. The replacement is spelled
/// as in Rust.
pub(super) fn attribute(
    model: &Model,
    deprecated: Option<&Deprecation>,
    spelled: impl Fn(&Name) -> String,
) -> Option<TokenStream> {
    let deprecated = deprecated?;
    let (since, note) = (deprecated.since.rust(), deprecated.way_out(model, spelled));
    Some(quote!(#[deprecated(since = #since, note = #note)]))
}

/// Renders the attribute of a module, a function or a field.
pub(super) fn snake_attribute(model: &Model, deprecated: Option<&Deprecation>) -> Option<TokenStream> {
    attribute(model, deprecated, |name| name.snake.clone())
}

/// Renders the attribute that allows deprecated items, because the crate's own tables and glue code use every item.
pub(super) fn expected(model: &Model) -> Option<TokenStream> {
    model.deprecates_rust().then(
        || quote!(#![expect(deprecated, reason = "the crate also reads and writes what the provider has deprecated")]),
    )
}
