//! Renders the field values that are consistent with a passed result, as part of the tables of capabilities.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{integer, path};
use verispec_model::ir::{PassesWith, Plain, WhenAbsent};

/// Returns the names of the runtime types that the rows use; empty if there are no rows.
pub(super) fn types(rows: &[PassesWith]) -> &'static [&'static str] {
    if rows.is_empty() { &[] } else { &["PassValue", "PassesWith", "WhenAbsent"] }
}

/// Renders the values of a field that are consistent with a passed result.
pub(super) fn row(row: &PassesWith) -> TokenStream {
    let path = path(&row.path);
    let values = row.values.iter().map(|value| match &value.plain {
        Plain::Text(text) => quote!(PassValue::Text(#text)),
        Plain::Integer(number) => {
            let number = integer(*number);
            quote!(PassValue::Integer(#number))
        }
        Plain::Boolean(value) => quote!(PassValue::Boolean(#value)),
        Plain::EmptyList => quote!(PassValue::EmptyList),
    });
    let absent = match row.absent {
        WhenAbsent::NotJudged => quote!(NotJudged),
        WhenAbsent::Agrees => quote!(Agrees),
        WhenAbsent::Contradicts => quote!(Contradicts),
    };
    quote!(PassesWith { path: #path, values: &[#(#values),*], absent: WhenAbsent::#absent })
}
