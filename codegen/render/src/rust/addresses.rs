//! Addresses of operations: a function per operation that takes the region and the typed parameters of its path and host.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{ToTokens, quote};

use super::tokens::{doc, pascal, prose, snake};
use verispec_model::ir::{AddressParameter, Model, Operation, TypeKind};

/// What the address of an operation depends on.
pub(super) struct Address<'m> {
    model: &'m Model,
    operation: &'m Operation,
    parameters: Vec<AddressParameter>,
}

impl<'m> Address<'m> {
    /// The address of an operation that the customer sends; nothing for others.
    pub(super) fn of(model: &'m Model, operation: &'m Operation) -> Option<Self> {
        operation.service?;
        operation.path.as_ref()?;
        Some(Self { model, operation, parameters: model.address_parameters(operation) })
    }

    /// `thing_id: &ThingId, …`, one for each parameter of the path.
    fn parameters(&self) -> TokenStream {
        let parameters = self.parameters.iter().map(|parameter| {
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

    /// `("thingId", thing_id.as_str()), …`
    fn names(&self) -> Vec<TokenStream> {
        let names = self.parameters.iter().map(|parameter| {
            let (wire, name) = (&parameter.name.wire, snake(&parameter.name));
            let value = if parameter.wrapped { quote!(#name.0) } else { quote!(#name) };
            match parameter.kind {
                Some(_) => quote!((#wire, #value.as_str())),
                None => quote!((#wire, #value)),
            }
        });
        names.collect()
    }

    /// The types of the parameters, by name.
    pub(super) fn types(&self) -> BTreeSet<&'m str> {
        let model = self.model;
        let named = self.parameters.iter().filter_map(|parameter| parameter.kind);
        named.map(|id| model[id].name.pascal.as_str()).collect()
    }

    /// Whether a parameter is passed in a wrapper.
    pub(super) fn has_wrapper(&self) -> bool {
        self.parameters.iter().any(|parameter| parameter.wrapped)
    }

    /// The function of the operation's module.
    pub(super) fn function(&self) -> TokenStream {
        let (parameters, names) = (self.parameters(), self.names());
        let doc = self.doc();
        quote! {
            #doc
            #[inline]
            pub fn url(region: &Region, #parameters) -> Result<String, UrlError> {
                OPERATION.url(region, &[#(#names),*])
            }
        }
    }

    /// The same as a method of a request that has been validated.
    pub(super) fn method(&self) -> TokenStream {
        let parameters = self.parameters();
        let arguments = self.parameters.iter().map(|parameter| snake(&parameter.name));
        let (doc, name) = (self.doc(), pascal(&self.operation.name));
        quote! {
            impl Validated<#name> {
                #doc
                #[inline]
                pub fn url(&self, region: &Region, #parameters) -> Result<String, UrlError> {
                    self::url(region, #(#arguments),*)
                }
            }
        }
    }

    fn doc(&self) -> TokenStream {
        let mut paragraphs = vec!["Returns the URL of this operation in a region.".to_owned()];
        let parameters = &self.operation.path_parameters;
        if !parameters.is_empty() {
            let lines = parameters.iter().map(|p| format!("- `{}`: {}", p.name.snake, prose(&p.summary)));
            paragraphs.push(lines.collect::<Vec<_>>().join("\n"));
        }
        paragraphs.extend([
            "# Errors".to_owned(),
            "Fails if the region has no host for the service, or if a parameter is empty or cannot be part of a URL."
                .to_owned(),
        ]);
        doc(paragraphs)
    }
}
