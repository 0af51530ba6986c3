//! Turns a workflow spec into Rust bindings, validators, docs and a catalog, without any I/O.
//!
//! ```text
//! SourceMap --parse--> syntax --lower--> ir::Model --check--> Valid<Model> --render--> Vec<File>
//!    text               shape   names are ids       rules            no decisions
//! ```
//!
//! This package is a facade: [`generate`] only calls the stages. Each stage is a separate package that can only use the
//! packages below it, so a forbidden import does not compile:
//!
//! ```text
//! runtime <- text <- spec <- model <- { render, diff, document } <- codegen
//! ```
//!
//! - `runtime` is the code that every generated crate contains.
//! - `text` handles files, locations in them, findings and YAML.
//! - `spec` defines the format of a spec: [`syntax`] and [`parse`].
//! - `model` defines the meaning of a spec: [`ir`], [`lower`], the [`rules`] about the whole spec, [`check`], and
//!   [`judge`].
//! - [`render`], [`diff`] and `document` are independent of each other.
//!
//! Each stage processes the result of the previous one, and reports every problem that it can detect. A file with
//! invalid syntax stops the run after `parse`. Nothing is rendered if there is an error.
//!
//! **Invariant:** this crate does no I/O and reads no clock, environment or random source. The same sources produce the
//! same bytes on every machine. The caller reads the folder, runs rustfmt and writes the output.
//!
//! **Invariant:** nothing here is specific to a provider. Names, hosts, limits, labels and rules all come from the
//! sources.
//!
//! `DECISIONS.md` in this package's folder explains this design and the rejected alternatives.
//!
//! Besides the stages, [`document`] reads a document of the provider according to its layout in the model, and
//! [`audit`] compares it with the model and checks it for internal contradictions.

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

/// Generates all files from a spec, or returns the findings if the spec has errors.
pub fn generate(sources: &SourceMap) -> Result<Output, Diagnostics> {
    let (model, warnings) = load(sources)?;
    Ok(Output { files: render::render(&model), warnings })
}

/// Runs the first three stages. Returns a model that passed every rule, and the warnings. Fails with all findings if
/// the spec has errors.
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

/// Resolves the names of a spec. Returns a model even if the spec violates rules about the whole spec, because it can
/// still be compared with another one. Returns `None` if a file has errors or a name does not resolve.
pub fn resolve(sources: &SourceMap) -> Option<ir::Model> {
    let mut found = Diagnostics::default();
    let spec = parse::parse(sources, &mut found);
    if found.has_errors() {
        return None;
    }
    lower::lower(&spec, &mut found).filter(|_| !found.has_errors())
}

/// Runs every stage that is possible after parsing.
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
