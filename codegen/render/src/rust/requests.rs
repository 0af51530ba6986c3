//! Renders requests with a JSON body: for each operation, a type that connects its body, its URL and its rules.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::payloads::exported;
use super::tokens::{doc, pascal, prose};
use verispec_model::ir::{Model, Operation};

/// Renders an operation's request and the imports that its module needs; `None` if the request has no JSON body.
pub(super) fn request(model: &Model, operation: &Operation) -> Option<(TokenStream, TokenStream)> {
    let body = pascal(&model[operation.json()?].name);
    let name = pascal(&operation.name);
    let judge = format_ident!("judge_{}_request", operation.name.base());
    let doc = doc([format!("The request: {}", prose(&operation.summary))]);
    let request = quote! {
        #doc
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum #name {}
        request!(#name, crate::payloads::#body, crate::validate::#judge);
    };
    Some((
        quote!(
            use crate::request;
        ),
        request,
    ))
}

/// Renders re-exports of all requests, so that they can be used without the module of their operation.
pub(super) fn names(model: &Model) -> TokenStream {
    let requests = model.operations.iter().filter(|operation| operation.json().is_some());
    let names = requests.map(|operation| {
        let (module, name) = (super::tokens::snake(&operation.name), pascal(&operation.name));
        let module = exported(module);
        quote!(pub use #module::#name;)
    });
    quote!(#(#names)*)
}
