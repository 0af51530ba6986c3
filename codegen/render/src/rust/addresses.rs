//! Renders functions that return the URL of an operation, for a region or for a custom origin, with typed parameters
//! for the path and host.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::tokens::{doc, pascal, prose, snake};
use verispec_model::ir::{AddressParameter, Model, Operation, TypeKind};

/// The parameters of an operation's URL.
pub(super) struct Address<'m> {
    model: &'m Model,
    operation: &'m Operation,
    parameters: Vec<AddressParameter>,
}

impl<'m> Address<'m> {
    /// Returns the URL parameters of an operation that the customer sends; `None` for others.
    pub(super) fn of(model: &'m Model, operation: &'m Operation) -> Option<Self> {
        operation.service?;
        operation.path.as_ref()?;
        Some(Self { model, operation, parameters: model.address_parameters(operation) })
    }

    /// Returns the parameters that a custom origin needs: all except the placeholders in hosts. Path parameters come
    /// first.
    fn of_path(&self) -> &[AddressParameter] {
        &self.parameters[..self.operation.path_parameters.len()]
    }

    /// Renders function parameters such as `thing_id: &ThingId`.
    fn typed(&self, parameters: &[AddressParameter]) -> TokenStream {
        let parameters = parameters.iter().map(|parameter| {
            let (name, wrapper) = (snake(&parameter.name), pascal(&parameter.name));
            let ty = match parameter.kind.map(|id| (id, &self.model[id].kind)) {
                Some((id, TypeKind::Enum(_))) => pascal(&self.model[id].name).into_token_stream(),
                Some((id, _)) => {
                    let id = pascal(&self.model[id].name);
                    quote!(&#id)
                }
                None => quote!(&str),
            };
            let ty = if parameter.wrapped { quote!(arguments::#wrapper<#ty>) } else { ty };
            quote!(#name: #ty,)
        });
        quote!(#(#parameters)*)
    }

    /// Renders pairs of names and values such as `("thingId", thing_id.as_str())`.
    fn names(parameters: &[AddressParameter]) -> Vec<TokenStream> {
        let names = parameters.iter().map(|parameter| {
            let (wire, name) = (&parameter.name.wire, snake(&parameter.name));
            let value = if parameter.wrapped { quote!(#name.0) } else { quote!(#name) };
            match parameter.kind {
                Some(_) => quote!((#wire, #value.as_str())),
                None => quote!((#wire, #value)),
            }
        });
        names.collect()
    }

    /// Returns the names of the parameters' types.
    pub(super) fn types(&self) -> BTreeSet<&'m str> {
        let model = self.model;
        let named = self.parameters.iter().filter_map(|parameter| parameter.kind);
        named.map(|id| model[id].name.pascal.as_str()).collect()
    }

    /// Returns whether a parameter is passed in a wrapper.
    pub(super) fn has_wrapper(&self) -> bool {
        self.parameters.iter().any(|parameter| parameter.wrapped)
    }

    /// Renders the functions of an operation's module that return its URL.
    pub(super) fn functions(&self) -> TokenStream {
        let (all, of_path) = (&self.parameters, self.of_path());
        let (parameters, names) = (self.typed(all), Self::names(all));
        let (path_parameters, path_names) = (self.typed(of_path), Self::names(of_path));
        let (doc, doc_at) = (self.doc(), self.doc_at());
        quote! {
            #doc
            #[inline]
            pub fn url(region: &Region, #parameters) -> Result<String, UrlError> {
                OPERATION.url(region, &[#(#names),*])
            }
            #doc_at
            #[inline]
            pub fn url_at(origin: &WebOrigin, #path_parameters) -> Result<String, UrlError> {
                OPERATION.url_at(origin, &[#(#path_names),*])
            }
        }
    }

    /// Renders the functions that return the URL as methods of a validated request.
    pub(super) fn methods(&self) -> TokenStream {
        let (all, of_path) = (&self.parameters, self.of_path());
        let (parameters, path_parameters) = (self.typed(all), self.typed(of_path));
        let arguments = all.iter().map(|parameter| snake(&parameter.name));
        let path_arguments = of_path.iter().map(|parameter| snake(&parameter.name));
        let (doc, doc_at, name) = (self.doc(), self.doc_at(), pascal(&self.operation.name));
        quote! {
            impl Validated<#name> {
                #doc
                #[inline]
                pub fn url(&self, region: &Region, #parameters) -> Result<String, UrlError> {
                    self::url(region, #(#arguments),*)
                }
                #doc_at
                #[inline]
                pub fn url_at(&self, origin: &WebOrigin, #path_parameters) -> Result<String, UrlError> {
                    self::url_at(origin, #(#path_arguments),*)
                }
            }
        }
    }

    fn doc(&self) -> TokenStream {
        self.doc_of(
            "Returns the URL of this operation in a region.",
            "Fails if the region has no host for the service, or if a parameter is empty or cannot be part of a URL.",
        )
    }

    fn doc_at(&self) -> TokenStream {
        self.doc_of(
            "Returns the URL of this operation at an origin of your own, such as a mock server or a proxy.",
            "Fails if a parameter is empty or cannot be part of a URL.",
        )
    }

    fn doc_of(&self, what: &str, errors: &str) -> TokenStream {
        let mut paragraphs = vec![what.to_owned()];
        let parameters = &self.operation.path_parameters;
        if !parameters.is_empty() {
            let lines = parameters.iter().map(|p| format!("- `{}`: {}", p.name.snake, prose(&p.summary)));
            paragraphs.push(lines.collect::<Vec<_>>().join("\n"));
        }
        paragraphs.extend(["# Errors".to_owned(), errors.to_owned()]);
        doc(paragraphs)
    }
}
