//! Renders wrappers for arguments that could be confused with another argument of the same function.

use quote::quote;

use super::tokens::{doc, file, file_doc, pascal};
use verispec_model::ir::Model;
use verispec_text::file::File;

/// Renders the module of wrappers; `None` if no argument needs one.
pub(super) fn render(model: &Model) -> Option<File> {
    let mut names = model.argument_wrappers();
    names.dedup_by(|a, b| a.pascal == b.pascal);
    if names.is_empty() {
        return None;
    }
    let wrappers = names.iter().map(|name| {
        let (doc, wrapper) = (doc([format!("Wraps the argument `{}`.", name.snake)]), pascal(name));
        quote!(wrapper!(#doc #wrapper);)
    });
    let doc = file_doc([
        "Wrappers for arguments that have the same type as another argument of their function, so that swapping the two does not compile.",
    ]);
    let tokens = quote! {
        #doc
        use crate::wrapper;
        #(#wrappers)*
    };
    Some(file("src/arguments.rs", "schemas", tokens))
}
