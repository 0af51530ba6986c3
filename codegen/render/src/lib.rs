//! Renders a [`Valid`] model as files in memory. All decisions about meaning are made in [`ir`](verispec_model::ir).

#![forbid(unsafe_code)]

mod catalog;
mod docs;
pub mod graph;
mod rust;
mod spec_schemas;
pub mod standards;
mod templates;

use verispec_model::check::Valid;
use verispec_model::ir::Model;
use verispec_text::file::File;

/// Everything that is generated, sorted by path.
pub fn render(model: &Valid<Model>) -> Vec<File> {
    let mut files = Vec::new();
    files.extend(rust::render(model));
    files.extend(spec_schemas::render());
    files.extend(docs::render(model));
    files.extend(catalog::render(model));
    files.extend(standards::render(model));
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}
