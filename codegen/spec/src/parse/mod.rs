//! Parses every file of the spec folder. The path of a file determines the struct in [`syntax`].
//!
//! Reports everything that can be checked in single files: invalid YAML, YAML features that the language does not use,
//! unknown and missing keys, and values of the wrong type. Names are not resolved.

mod blanks;
mod keyword;
mod links;
mod references;
pub mod rules;
mod structure;
mod texts;

pub use blanks::BLANK;
pub use links::links;

use crate::parse::rules::{MALFORMED_NAME, UNKNOWN_FILE, WRONG_VALUE};
use std::sync::LazyLock;

use jsonschema::Validator;
use references::Quantities;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::syntax::{self, Parsed, Spec, spelling};
use verispec_text::diagnostics::Diagnostics;
use verispec_text::source::{FileId, SourceMap, Span, Spanned};
use verispec_text::yaml;

/// Returns the kinds of spec file, each with the path that identifies it, and its JSON Schema.
pub fn schemas() -> Vec<(&'static str, schemars::Schema)> {
    vec![
        ("provider", structure::schema::<syntax::Provider>()),
        ("timing", structure::schema::<syntax::Timing>()),
        ("redirect", structure::schema::<syntax::Redirect>()),
        ("files", structure::schema::<syntax::Files>()),
        ("prerequisites", structure::schema::<syntax::Prerequisites>()),
        ("decisions", structure::schema::<syntax::Decisions>()),
        ("readings", structure::schema::<syntax::Readings>()),
        ("advice", structure::schema::<syntax::AdviceFile>()),
        ("credential", structure::schema::<syntax::Credential>()),
        ("capability", structure::schema::<syntax::Capability>()),
        ("list", structure::schema::<syntax::List>()),
        ("schemas", structure::schema::<syntax::Schemas>()),
        ("operation", structure::schema::<syntax::Operation>()),
        ("rules", structure::schema::<syntax::Rules>()),
        ("layout", structure::schema::<syntax::Layout>()),
        ("tables", structure::schema::<syntax::Tables>()),
        ("workflow", structure::schema::<syntax::Workflow>()),
    ]
}

/// Parses every file, and adds findings to `diagnostics`.
pub fn parse(sources: &SourceMap, diagnostics: &mut Diagnostics) -> Spec {
    let mut spec = Spec::default();
    let kinds = &*KINDS;
    let quantities = Quantities::read(sources);
    for (file, source) in sources.iter() {
        let (folder, name) = source.path.rsplit_once('/').unwrap_or(("", &source.path));
        let stem = name.strip_suffix(".yaml").unwrap_or(name);
        if !folder.is_empty() && !spelling::is_stem(stem) {
            let message = format!("`{}` is not a valid name for a spec file", stem.escape_debug());
            diagnostics.push(MALFORMED_NAME.at(start(file), message).help(spelling::STEM));
            continue;
        }
        let mut parser = FileParser { file, sources, quantities: &quantities, diagnostics };
        match (folder, stem) {
            ("", "provider") => spec.provider = parser.parse(&kinds.provider, stem),
            ("", "timing") => spec.timing = parser.parse(&kinds.timing, stem),
            ("", "redirect") => spec.redirect = parser.parse(&kinds.redirect, stem),
            ("", "files") => spec.files = parser.parse(&kinds.files, stem),
            ("", "prerequisites") => spec.prerequisites = parser.parse(&kinds.prerequisites, stem),
            ("", "decisions") => spec.decisions = parser.parse(&kinds.decisions, stem),
            ("", "readings") => spec.readings = parser.parse(&kinds.readings, stem),
            ("", "advice") => spec.advice = parser.parse(&kinds.advice, stem),
            ("credentials", _) => spec.credentials.extend(parser.parse(&kinds.credential, stem)),
            ("capabilities", _) => spec.capabilities.extend(parser.parse(&kinds.capability, stem)),
            ("lists", _) => spec.lists.extend(parser.parse(&kinds.list, stem)),
            ("schemas", _) => spec.schemas.extend(parser.parse(&kinds.schemas, stem)),
            ("operations", _) => spec.operations.extend(parser.parse(&kinds.operation, stem)),
            ("rules", _) => spec.rules.extend(parser.parse(&kinds.rules, stem)),
            ("layouts", _) => spec.layouts.extend(parser.parse(&kinds.layout, stem)),
            ("tables", _) => spec.tables.extend(parser.parse(&kinds.tables, stem)),
            ("workflows", _) => spec.workflows.extend(parser.parse(&kinds.workflow, stem)),
            _ => {
                let known = [
                    "provider.yaml",
                    "timing.yaml",
                    "redirect.yaml",
                    "files.yaml",
                    "prerequisites.yaml",
                    "decisions.yaml",
                    "readings.yaml",
                    "advice.yaml",
                ];
                let folders = [
                    "credentials",
                    "capabilities",
                    "lists",
                    "schemas",
                    "operations",
                    "rules",
                    "layouts",
                    "tables",
                    "workflows",
                ];
                diagnostics.push(
                    UNKNOWN_FILE
                        .at(
                            start(file),
                            format!("`{}` does not match any kind of spec file", source.path.escape_debug()),
                        )
                        .note(format!("the top-level files are {}", known.join(", ")))
                        .note(format!("the folders are {}", folders.join(", ")))
                        .help("move it to the folder for its kind, or out of the spec"),
                );
            }
        }
    }
    spec
}

/// A kind of spec file, with its JSON Schema compiled for repeated use.
struct Kind<T> {
    validator: Option<Validator>,
    schema: serde_json::Value,
    content: std::marker::PhantomData<T>,
}

impl<T: JsonSchema> Kind<T> {
    fn new() -> Self {
        let schema = structure::schema::<T>().to_value();
        // The schema is generated from our own structs, so compiling it should never fail. If it did, serde would still
        // report the first error of a file.
        let validator = jsonschema::draft202012::new(&schema).ok();
        Self { validator, schema, content: std::marker::PhantomData }
    }
}

/// The kinds are created only once, because the schemas are the same for every spec, and compiling them takes longer
/// than reading a spec.
static KINDS: LazyLock<Kinds> = LazyLock::new(Kinds::new);

struct Kinds {
    provider: Kind<syntax::Provider>,
    timing: Kind<syntax::Timing>,
    redirect: Kind<syntax::Redirect>,
    files: Kind<syntax::Files>,
    prerequisites: Kind<syntax::Prerequisites>,
    decisions: Kind<syntax::Decisions>,
    readings: Kind<syntax::Readings>,
    advice: Kind<syntax::AdviceFile>,
    credential: Kind<syntax::Credential>,
    capability: Kind<syntax::Capability>,
    list: Kind<syntax::List>,
    schemas: Kind<syntax::Schemas>,
    operation: Kind<syntax::Operation>,
    rules: Kind<syntax::Rules>,
    layout: Kind<syntax::Layout>,
    tables: Kind<syntax::Tables>,
    workflow: Kind<syntax::Workflow>,
}

impl Kinds {
    fn new() -> Self {
        Self {
            provider: Kind::new(),
            timing: Kind::new(),
            redirect: Kind::new(),
            files: Kind::new(),
            prerequisites: Kind::new(),
            decisions: Kind::new(),
            readings: Kind::new(),
            advice: Kind::new(),
            credential: Kind::new(),
            capability: Kind::new(),
            list: Kind::new(),
            schemas: Kind::new(),
            operation: Kind::new(),
            rules: Kind::new(),
            layout: Kind::new(),
            tables: Kind::new(),
            workflow: Kind::new(),
        }
    }
}

struct FileParser<'a> {
    file: FileId,
    sources: &'a SourceMap,
    quantities: &'a Quantities,
    diagnostics: &'a mut Diagnostics,
}

impl FileParser<'_> {
    fn parse<T: for<'de> Deserialize<'de>>(&mut self, kind: &Kind<T>, stem: &str) -> Option<Parsed<T>> {
        let mut root = yaml::tree(self.file, self.sources, self.diagnostics)?;
        let before = self.diagnostics.len();
        let blanks = blanks::check(&root, self.diagnostics);
        if let Some(validator) = &kind.validator {
            let mut found = Diagnostics::default();
            structure::check(validator, &kind.schema, &root, &mut found);
            // A placeholder is only reported as a placeholder, regardless of the type of its value.
            self.diagnostics.extend(found.without(&blanks));
        }
        if self.diagnostics.len() > before {
            return None;
        }
        // Layouts and tables quote the provider's documents, so braces in them are not references.
        if !matches!(self.sources.file(self.file).path.split_once('/'), Some(("layouts" | "tables", _))) {
            self.quantities.resolve(&mut root, self.diagnostics);
        }
        match T::deserialize(&root) {
            Ok(content) => {
                let stem = Spanned { value: stem.to_owned(), span: start(self.file) };
                Some(Parsed { stem, content })
            }
            Err(error) => {
                let span = error.span.unwrap_or(start(self.file));
                self.diagnostics.push(WRONG_VALUE.at(span, error.message));
                None
            }
        }
    }
}

fn start(file: FileId) -> Span {
    Span { file, start: 0, end: 0 }
}
