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

/// Renders every generated file, sorted by path.
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

/// Renders only the Rust files of the crate, with paths relative to its folder. This is a small part of the output, and
/// all that a comparison of two crates needs.
pub fn crate_files(model: &Valid<Model>) -> Vec<File> {
    let folder = format!("{}/", model.provider.package.name.wire);
    let files = rust::render(model).into_iter().filter_map(|file| {
        let path = file.path.strip_prefix(&folder).filter(|path| path.ends_with(".rs"))?.to_owned();
        Some(File { path, contents: file.contents })
    });
    files.collect()
}
