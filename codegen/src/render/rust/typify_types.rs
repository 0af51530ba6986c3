//! What typify makes of the payload schemas: per object, the Rust type of every member.
//!
//! The schemas go in bundled and bare (see [`wire_schema::structure`]), within the subset that typify handles
//! faithfully; from what comes out, the types of the members are kept, and everything around them is written in our
//! own style.

use std::collections::HashMap;

use syn::{Fields, Item, Type};

use crate::ir::Model;
use crate::wire_schema;

/// The Rust types of the members of every object.
pub(super) struct TypifyTypes(HashMap<(String, String), Type>);

impl TypifyTypes {
    /// Runs typify over all payload schemas at once.
    pub(super) fn new(model: &Model) -> Self {
        let schema = wire_schema::structure(model);
        let mut space = typify::TypeSpace::new(&typify::TypeSpaceSettings::default());
        // The schema subset is enforced when the spec is read, so a failure here is a mistake of ours.
        let root = serde_json::from_value(schema).expect("our schemas are JSON Schema");
        space.add_root_schema(root).expect("our schemas are within typify's subset");
        let file: syn::File = syn::parse2(space.to_stream()).expect("typify writes Rust");
        let mut types = HashMap::new();
        for item in file.items {
            let Item::Struct(item) = item else { continue };
            let Fields::Named(fields) = item.fields else { continue };
            for field in fields.named {
                let wire = renamed(&field.attrs).or_else(|| field.ident.as_ref().map(ToString::to_string));
                if let Some(wire) = wire {
                    types.insert((item.ident.to_string(), wire), field.ty);
                }
            }
        }
        Self(types)
    }

    /// The type of a member without the `Option` around it.
    pub(super) fn member(&self, object: &str, wire: &str) -> Type {
        let found = self.0.get(&(object.to_owned(), wire.to_owned()));
        let ty = found.unwrap_or_else(|| panic!("typify has no member {object}.{wire}")).clone();
        match generic("Option", &ty) {
            Some(inner) => inner.clone(),
            None => ty,
        }
    }
}

/// The name in `#[serde(rename = "…")]`.
fn renamed(attributes: &[syn::Attribute]) -> Option<String> {
    let mut name = None;
    for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("serde")) {
        // Other arguments of the attribute are of no interest, so what they hold is skipped.
        let _ = attribute.parse_nested_meta(|meta| {
            if let Ok(value) = meta.value() {
                let literal: syn::Lit = value.parse()?;
                if let (true, syn::Lit::Str(text)) = (meta.path.is_ident("rename"), literal) {
                    name = Some(text.value());
                }
            }
            Ok(())
        });
    }
    name
}

/// The last argument of a generic type of this name, such as the `T` of `::std::vec::Vec<T>`.
pub(super) fn generic<'a>(name: &str, ty: &'a Type) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let segment = path.path.segments.last().filter(|segment| segment.ident == name)?;
    let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    arguments.args.iter().rev().find_map(|argument| match argument {
        syn::GenericArgument::Type(inner) => Some(inner),
        _ => None,
    })
}
