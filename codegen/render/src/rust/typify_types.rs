//! Derives the Rust types of fields from the payload schemas with typify.
//!
//! The input is one bundle of schemas without limits (see [`wire_schema::structure`]), in the subset that typify
//! supports faithfully. Only the types of the fields are taken from the output. Everything around them is rendered in
//! our own style.

use std::collections::HashMap;

use syn::{Fields, Item, Type};

use verispec_model::ir::{Model, TypeId};
use verispec_model::wire_schema;

/// The Rust types of the fields of every object.
pub(super) struct TypifyTypes(HashMap<(String, String), Type>);

impl TypifyTypes {
    /// Runs typify on all payload schemas at once.
    pub(super) fn new(model: &Model) -> Self {
        let schema = wire_schema::structure(model);
        let mut space = typify::TypeSpace::new(&typify::TypeSpaceSettings::default());
        // The schema subset is enforced when the spec is parsed, so a failure here is a bug.
        let root = serde_json::from_value(schema).expect("our schemas are valid JSON Schema");
        space.add_root_schema(root).expect("our schemas are within typify's subset");
        let file: syn::File = syn::parse2(space.to_stream()).expect("typify outputs valid Rust");
        let mut types = HashMap::new();
        for item in file.items {
            let Item::Struct(item) = item else { continue };
            let Fields::Named(fields) = item.fields else { continue };
            for field in fields.named {
                if let Some(name) = &field.ident {
                    types.insert((item.ident.to_string(), name.to_string()), field.ty);
                }
            }
        }
        Self(types)
    }

    /// Returns the type of an object's field by index, without the `Option` around it.
    pub(super) fn field(&self, object: TypeId, place: usize) -> Type {
        let (object, field) = (format!("T{}", object.0), format!("m{place}"));
        let found = self.0.get(&(object.clone(), field.clone()));
        let ty = found.unwrap_or_else(|| panic!("typify generated no field {object}.{field}")).clone();
        match generic("Option", &ty) {
            Some(inner) => inner.clone(),
            None => ty,
        }
    }
}

/// Returns the last argument of a generic type with this name, such as the `T` of `::std::vec::Vec<T>`.
pub(super) fn generic<'a>(name: &str, ty: &'a Type) -> Option<&'a Type> {
    let Type::Path(path) = ty else { return None };
    let segment = path.path.segments.last().filter(|segment| segment.ident == name)?;
    let syn::PathArguments::AngleBracketed(arguments) = &segment.arguments else { return None };
    arguments.args.iter().rev().find_map(|argument| match argument {
        syn::GenericArgument::Type(inner) => Some(inner),
        _ => None,
    })
}
