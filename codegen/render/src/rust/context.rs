//! Renders typed setters for channels and path parameters of this provider.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::tokens::{doc, file, file_doc, pascal, prose, snake, texts};
use verispec_model::ir::{Model, PathParameter, Sender, Type, TypeKind};
use verispec_spec::syntax::Vocabulary;
use verispec_text::file::File;

/// Renders `context.rs`.
pub(super) fn render(model: &Model) -> File {
    let channels = model.types.iter().find(|known| known.vocabulary == Some(Vocabulary::Channels));
    let parameters = parameters(model);
    let setters = parameters.iter().map(|parameter| path_setter(model, parameter));
    let channel = channel_setter(model, channels);
    let named = parameters.iter().map(|parameter| &model[parameter.schema]).filter(|known| is_typed(known));
    let names: BTreeSet<&str> = channels.into_iter().chain(named).map(|known| known.name.pascal.as_str()).collect();
    let names = names.into_iter().map(|name| format_ident!("{name}"));
    let payloads = (names.len() > 0).then(|| quote!(use crate::payloads::{#(#names),*};));
    let unknown = channels.is_none().then(|| quote!(, UnknownValue));
    let doc = file_doc(["Facts of a [`Context`] that have a type of their own: the channel and the path parameters."]);
    let tokens = quote! {
        #doc
        #payloads
        use crate::runtime::{Context #unknown};
        impl Context {
            #channel
            #(#setters)*
        }
    };
    file("src/context.rs", "provider.yaml and spec/operations", tokens)
}

/// Returns the path parameters of all operations that the customer sends, without duplicates.
fn parameters(model: &Model) -> Vec<&PathParameter> {
    let ours = model.operations.iter().filter(|operation| operation.sender == Sender::Customer);
    let all = ours.flat_map(|operation| &operation.path_parameters);
    let by_name: BTreeMap<&str, &PathParameter> =
        all.map(|parameter| (parameter.name.snake.as_str(), parameter)).collect();
    by_name.into_values().collect()
}

fn channel_setter(model: &Model, channels: Option<&Type>) -> TokenStream {
    let summary = "Sets the channel that the caller intends to use.";
    if let Some(channels) = channels {
        let (doc, channel) = (doc([summary]), pascal(&channels.name));
        return quote! {
            #doc
            #[inline]
            #[must_use]
            pub fn channel(mut self, channel: #channel) -> Self {
                self.channel = Some(channel.as_str().to_owned());
                self
            }
        };
    }
    let doc = doc([summary, "# Errors", "Fails if there is no channel with this name."]);
    let names = texts(model.channels.iter().map(|channel| &channel.name.wire));
    quote! {
        #doc
        #[inline]
        pub fn channel(mut self, name: &str) -> Result<Self, UnknownValue> {
            self.channel = Some(UnknownValue::refuse(name, #names)?.to_owned());
            Ok(self)
        }
    }
}

fn path_setter(model: &Model, parameter: &PathParameter) -> TokenStream {
    let (wire, value) = (&parameter.name.wire, snake(&parameter.name));
    let setter = format_ident!("path_{}", parameter.name.base());
    let doc = doc([format!("Sets the path parameter `{wire}`: {}", prose(&parameter.summary))]);
    let known = &model[parameter.schema];
    let (ty, text) = match known.kind {
        TypeKind::Id(_) => {
            let ty = pascal(&known.name);
            (quote!(&#ty), quote!(#value.as_str().to_owned()))
        }
        TypeKind::Enum(_) => {
            let ty = pascal(&known.name);
            (quote!(#ty), quote!(#value.as_str().to_owned()))
        }
        TypeKind::Object(_) | TypeKind::Alias(_) => (quote!(impl Into<String>), quote!(#value.into())),
    };
    quote! {
        #doc
        #[inline]
        #[must_use]
        pub fn #setter(mut self, #value: #ty) -> Self {
            self.path.insert(#wire.to_owned(), #text);
            self
        }
    }
}

/// Returns whether the crate has a dedicated type for values of the path parameter.
fn is_typed(known: &Type) -> bool {
    matches!(known.kind, TypeKind::Id(_) | TypeKind::Enum(_))
}
