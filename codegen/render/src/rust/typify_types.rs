//! What typify makes of the payload schemas: per object, the Rust type of every member.
//!
//! The schemas go in bundled and bare (see [`wire_schema::structure`]), within the subset that typify handles
//! faithfully; from what comes out, the types of the members are kept, and everything around them is written in our
//! own style.

use std::collections::HashMap;

use syn::{Fields, Item, Type};

use verispec_model::ir::{Model, TypeId};
use verispec_model::wire_schema;

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
                if let Some(name) = &field.ident {
                    types.insert((item.ident.to_string(), name.to_string()), field.ty);
                }
            }
        }
        Self(types)
    }

    /// The type of an object's field, by its place, without the `Option` around it.
    pub(super) fn field(&self, object: TypeId, place: usize) -> Type {
        let (object, field) = (format!("T{}", object.0), format!("m{place}"));
        let found = self.0.get(&(object.clone(), field.clone()));
        let ty = found.unwrap_or_else(|| panic!("typify has no field {object}.{field}")).clone();
        match generic("Option", &ty) {
            Some(inner) => inner.clone(),
            None => ty,
        }
    }
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
