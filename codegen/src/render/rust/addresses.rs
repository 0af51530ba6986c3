//! Addresses of operations: a function per operation that takes the region and the typed parameters of its path and host.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::tokens::{doc, pascal, prose, snake};
use crate::ir::{Model, Operation, PathParameter, TypeKind};

/// What the address of an operation depends on.
pub(super) struct Address<'m> {
    model: &'m Model,
    operation: &'m Operation,
    /// The words in braces of the hosts that the operation is sent to, over all regions.
    host: BTreeSet<String>,
}

impl<'m> Address<'m> {
    /// The address of an operation that the customer sends; nothing for others.
    pub(super) fn of(model: &'m Model, operation: &'m Operation) -> Option<Self> {
        let service = operation.service?;
        operation.path.as_ref()?;
        let hosts = model.regions.iter().filter_map(|region| region.host(service));
        let words = hosts.flat_map(|host| host.split('{').skip(1).filter_map(|rest| rest.split('}').next()));
        Some(Self { model, operation, host: words.map(str::to_owned).collect() })
    }

    /// `account_id: &AccountId, …`
    fn parameters(&self) -> TokenStream {
        let path = self.operation.path_parameters.iter().map(|parameter| {
            let (name, ty) = (snake(&parameter.name), self.type_of(parameter));
            quote!(#name: #ty,)
        });
        let host = self.host.iter().map(|word| {
            let name = format_ident!("{}", word.to_lowercase().replace('-', "_"));
            quote!(#name: &str,)
        });
        quote!(#(#path)* #(#host)*)
    }

    fn type_of(&self, parameter: &PathParameter) -> TokenStream {
        let known = &self.model[parameter.schema];
        let name = pascal(&known.name);
        match known.kind {
            TypeKind::Id(_) => quote!(&#name),
            TypeKind::Enum(_) => quote!(#name),
            TypeKind::Object(_) | TypeKind::Alias(_) => quote!(&str),
        }
    }

    fn names(&self) -> Vec<TokenStream> {
        let path = self.operation.path_parameters.iter().map(|parameter| {
            let (wire, name) = (&parameter.name.wire, snake(&parameter.name));
            match self.model[parameter.schema].kind {
                TypeKind::Id(_) | TypeKind::Enum(_) => quote!((#wire, #name.as_str())),
                TypeKind::Object(_) | TypeKind::Alias(_) => quote!((#wire, #name)),
            }
        });
        let host = self.host.iter().map(|word| {
            let name = format_ident!("{}", word.to_lowercase().replace('-', "_"));
            quote!((#word, #name))
        });
        path.chain(host).collect()
    }

    /// The types of the parameters, by name.
    pub(super) fn types(&self) -> BTreeSet<&'m str> {
        let known = self.operation.path_parameters.iter().map(|parameter| &self.model[parameter.schema]);
        let named = known.filter(|known| matches!(known.kind, TypeKind::Id(_) | TypeKind::Enum(_)));
        named.map(|known| known.name.pascal.as_str()).collect()
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
        let arguments = self.operation.path_parameters.iter().map(|parameter| snake(&parameter.name));
        let host = self.host.iter().map(|word| format_ident!("{}", word.to_lowercase().replace('-', "_")));
        let arguments = arguments.chain(host);
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
