//! Turns a workflow spec into Rust bindings, validators, docs and a catalogue: texts in, texts out.
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
//! Where this differs from what one might expect, and why:
//! - A rule is data beside the stage that finds it: a row of a table in `text`, `spec` and [`lower`], and a file with its
//!   check in [`rules`] if it looks at the whole spec. A finding holds its rule, not an id, so that a rule without
//!   documentation and example does not compile.
//! - The kinds of change and of finding are tables in `model`, although `diff` and `document` find them: the pages that
//!   explain them and the rules about decisions need their ids and nothing else.
//! - The tree is built from the YAML parser's events, not by a YAML library's own tree: only the events show anchors,
//!   tags, merge keys and second documents, and they give exact places for keys and values.
//! - A name that leads nowhere does not stop the run: `lower` takes it for what was probably meant, or leaves it out, and
//!   `check` tells what it finds in the rest, except what may only follow from that (`check::doubt`). So mistakes that
//!   have nothing to do with each other are found in one run, and each once.
//! - rustfmt runs in the caller, not here: it is a program, and running one is I/O.
//! - Validation rules are compiled to Rust over the typed payloads instead of being interpreted over JSON: a request
//!   is checked without building a generic value first, and a rule that names a member that does not exist is
//!   found when the spec is read. Only the spec's own examples, and those of documents, are judged by an interpreter,
//!   [`judge`]: while they are checked there is nothing compiled. A test holds both to the same verdicts.
//! - An argument of a function that starts a workflow is what the schema requires, what a rule of severity error requires
//!   of every request, and what the spec names by `argument: true`. A warning refuses nothing, so adding one must not stop
//!   programs from compiling.
//! - No two arguments of one function accept a value of the same type. The first one that takes strings, say, takes them
//!   as they are; each further one takes them in a wrapper with the argument's name, `UserReference("user-7")`
//!   ([`ir::Model::required_arguments`]). It reads like a named argument, keeps the common call short, and works for every
//!   type. Rejected: a newtype per string field, which makes every call longer for the few that need it; a struct of
//!   arguments, which needs `.into()` for each string; builder steps with types of their own, which make long error
//!   messages and hide what is still missing.
//!
//! Beside the stages, [`document`] reads a document of the provider by its layout in the model, and [`audit`] holds it
//! against the model and against itself.

#![forbid(unsafe_code)]

pub use verispec_diff as diff;
pub use verispec_document::{audit, document, import};
pub use verispec_model::{check, ir, judge, lower, rules, wire_schema};
pub use verispec_render as render;
pub use verispec_spec::{parse, suppress, syntax, todos};
pub use verispec_text::file::File;
pub use verispec_text::{diagnostics, embedded, endings, report, source, words, yaml};

use diagnostics::Diagnostics;
use source::SourceMap;

/// What a run gives.
#[derive(Debug)]
pub struct Output {
    /// The files to write, sorted by path.
    pub files: Vec<File>,
    /// Findings that do not keep the spec from being generated.
    pub warnings: Diagnostics,
}

/// Generates everything from a spec, or says what is wrong with it.
pub fn generate(sources: &SourceMap) -> Result<Output, Diagnostics> {
    let (model, warnings) = load(sources)?;
    Ok(Output { files: render::render(&model), warnings })
}

/// The first three stages: a model that every rule has been held against, and the warnings on the way.
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

/// The model of a spec whose names all lead somewhere, whatever the rules about the whole say of it: what is needed to
/// compare it with another one.
pub fn resolve(sources: &SourceMap) -> Option<ir::Model> {
    let mut found = Diagnostics::default();
    let spec = parse::parse(sources, &mut found);
    if found.has_errors() {
        return None;
    }
    lower::lower(&spec, &mut found).filter(|_| !found.has_errors())
}

/// What comes after parsing.
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
