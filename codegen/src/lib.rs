//! Turns a workflow spec into Rust bindings, validators, docs and a catalog, without any I/O.
//!
//! ```text
//! SourceMap --parse--> syntax --lower--> ir::Model --check--> Valid<Model> --render--> Vec<File>
//!    text               shape   names are ids       rules            no decisions
//! ```
//!
//! This package is a facade: [`generate`] is these calls and nothing else. The stages are packages below it, each of which
//! can use only what stands below it, so that a wrong import does not compile:
//!
//! ```text
//! runtime <- text <- spec <- model <- { render, diff, document } <- codegen
//! ```
//!
//! - `runtime` is what every generated crate contains.
//! - `text` knows files, places in them, findings and YAML.
//! - `spec` is the form of the language: [`syntax`] and [`parse`].
//! - `model` is what a spec means: [`ir`], [`lower`], the [`rules`] about the whole spec, [`check`], and [`judge`].
//! - [`render`], [`diff`] and `document` stand side by side and do not know each other.
//!
//! Each stage takes what the stage before it gives, and reports everything that it can see. A file whose form is wrong
//! stops the run after `parse`; nothing is rendered unless nothing is wrong.
//!
//! **Invariant:** this crate does no I/O and reads no clock, environment or random source. The same sources give the
//! same bytes on every machine. Reading the folder, running rustfmt and writing the output are the caller's.
//!
//! **Invariant:** nothing here knows a provider. Names, hosts, limits, labels and rules all come from the sources.
//!
//! `DECISIONS.md` beside this package says why it is built like this, and what was rejected.
//!
//! Beside the stages, [`document`] reads a document of the provider by its layout in the model, and [`audit`] holds it
//! against the model and against itself.

#![forbid(unsafe_code)]

pub use verispec_diff as diff;
pub use verispec_document::{audit, document, import, shapes};
pub use verispec_model::{check, ir, judge, lower, rename, rules, wire_schema};
pub use verispec_render as render;
pub use verispec_spec::{older, parse, suppress, syntax, todos};
pub use verispec_text::file::File;
pub use verispec_text::{diagnostics, edit, embedded, endings, keyword, report, source, words, yaml};

use diagnostics::Diagnostics;
use source::SourceMap;

/// The result of a run.
#[derive(Debug)]
pub struct Output {
    /// The files to write, sorted by path.
    pub files: Vec<File>,
    /// Findings that do not prevent generation.
    pub warnings: Diagnostics,
}

/// Generates everything from a spec, or returns what is wrong with it.
pub fn generate(sources: &SourceMap) -> Result<Output, Diagnostics> {
    let (model, warnings) = load(sources)?;
    Ok(Output { files: render::render(&model), warnings })
}

/// The first three stages: a model that passed every rule, and the warnings.
pub fn load(sources: &SourceMap) -> Result<(check::Valid<ir::Model>, Diagnostics), Diagnostics> {
    let mut diagnostics = Diagnostics::default();
    let spec = parse::parse(sources, &mut diagnostics);
    let mut result = stages(sources, &spec, diagnostics);
    let docs_url = spec.provider.as_ref().and_then(|file| file.content.package.docs_url.as_ref());
    if let (Some(url), Ok((_, found)) | Err(found)) = (docs_url, &mut result) {
        found.link(url);
    }
    result
}

/// The model of a spec whose names can all be resolved, even if it violates rules about the whole spec: enough to
/// compare it with another one.
pub fn resolve(sources: &SourceMap) -> Option<ir::Model> {
    let mut found = Diagnostics::default();
    let spec = parse::parse(sources, &mut found);
    if found.has_errors() {
        return None;
    }
    lower::lower(&spec, &mut found).filter(|_| !found.has_errors())
}

/// Everything that is available after parsing.
fn stages(
    sources: &SourceMap,
    spec: &syntax::Spec,
    mut diagnostics: Diagnostics,
) -> Result<(check::Valid<ir::Model>, Diagnostics), Diagnostics> {
    let suppressions = suppress::read(sources, &rules::ALL, &mut diagnostics);
    todos::report(sources, &mut diagnostics);
    let model = match diagnostics.has_errors() {
        true => None,
        false => lower::lower(spec, &mut diagnostics),
    };
    parse::links(sources, &mut diagnostics);
    let valid = model.and_then(|model| check::check(model, &suppressions, &mut diagnostics));
    diagnostics.sort();
    match valid {
        Some(valid) => Ok((valid, diagnostics)),
        None => Err(diagnostics),
    }
}
