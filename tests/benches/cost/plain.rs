//! Generates the code that a user of plain typify would compile, from the same payload schemas.

use verispec_codegen::ir::Model;
use verispec_codegen::wire_schema;

/// Returns the types in typify's default style, without builders, formatted by prettyplease.
pub(crate) fn types(model: &Model) -> String {
    let mut space = typify::TypeSpace::new(&typify::TypeSpaceSettings::default());
    let root = serde_json::from_value(wire_schema::definitions(model))
        .expect("the generated schemas should be valid JSON Schemas");
    space.add_root_schema(root).expect("typify should support the generated schemas");
    prettyplease::unparse(&syn::parse2(space.to_stream()).expect("typify should generate valid Rust"))
}
