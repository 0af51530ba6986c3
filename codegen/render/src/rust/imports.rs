//! Collects the imports of a file of payload types while its items are rendered.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use verispec_model::ir::{Model, SchemaFile};

/// The imports of a file.
#[derive(Default)]
pub(super) struct Uses {
    pub(super) runtime: BTreeSet<&'static str>,
    pub(super) macros: BTreeSet<&'static str>,
    pub(super) payloads: BTreeSet<String>,
    pub(super) maps: bool,
    pub(super) wrappers: bool,
    /// Whether the file uses the tables.
    pub(super) tables: bool,
}

impl Uses {
    /// Renders the `use` lines of a schema file. Items that the file defines itself are not imported.
    pub(super) fn render(&self, schemas: &SchemaFile, model: &Model) -> TokenStream {
        let own: Vec<&str> = schemas.types.iter().map(|id| model[*id].name.pascal.as_str()).collect();
        let ident = |name: &str| Ident::new(name, Span::call_site());
        let payloads: Vec<Ident> =
            self.payloads.iter().filter(|name| !own.contains(&name.as_str())).map(|name| ident(name)).collect();
        let runtime: Vec<Ident> = self.runtime.iter().map(|name| ident(name)).collect();
        let macros: Vec<Ident> = self.macros.iter().map(|name| ident(name)).collect();
        let macros = (!macros.is_empty()).then(|| quote!(use crate::{#(#macros),*};));
        let maps = self.maps.then(|| {
            quote!(
                use std::collections::BTreeMap;
            )
        });
        let payloads = (!payloads.is_empty()).then(|| quote!(use super::{#(#payloads),*};));
        let runtime = (!runtime.is_empty()).then(|| quote!(use crate::runtime::{#(#runtime),*};));
        let wrappers = self.wrappers.then(|| {
            quote!(
                use crate::arguments;
            )
        });
        let tables = self.tables.then(|| {
            quote!(
                use crate::model::MODEL;
            )
        });
        quote!(#maps #payloads #wrappers #tables #runtime #macros)
    }
}
