//! Renders the Rust crate: one generated file per spec file, an unchanged copy of the runtime, and glue code.

mod addresses;
mod agreement;
mod arguments;
mod bindings;
mod builders;
mod clauses;
mod conditions;
mod constraints;
mod constructors;
mod context;
mod crate_root;
mod deprecation;
pub(super) mod examples;
mod imports;
mod outcomes;
mod passing;
mod paths;
mod payloads;
mod provider;
mod readings;
mod requests;
mod rules;
mod runtime;
mod tables;
mod tokens;
mod typify_types;
mod validate;
mod workflows;

use verispec_model::check::Valid;
use verispec_model::ir::Model;
use verispec_text::file::File;

/// Renders every file of the crate.
pub(super) fn render(model: &Valid<Model>) -> Vec<File> {
    let mut files = Vec::new();
    files.extend(crate_root::render(model));
    files.extend(arguments::render(model));
    files.extend(payloads::render(model));
    files.extend(workflows::render(model));
    files.extend(provider::render(model));
    files.extend(tables::render(model));
    files.extend(rules::render(model));
    files.push(context::render(model));
    files.push(validate::render(model));
    files.extend(readings::render(model));
    files.extend(runtime::render());
    let folder = &model.provider.package.name.wire;
    for file in &mut files {
        file.path = format!("{folder}/{}", file.path);
    }
    files
}
