//! Text to [`syntax`]: every file of the spec folder, read as what its path says it is.
//!
//! Reports everything that a look at single files can show: what is no YAML, what the language has no use for, keys
//! that do not exist or are missing, values of the wrong kind. Resolves no name.

mod de;
mod structure;
mod tree;

use jsonschema::Validator;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::source::{FileId, SourceMap, Span, Spanned};
use crate::syntax::{self, Parsed, Spec};

/// The kinds of spec file, each with the place that makes a file one, and its JSON Schema.
pub(crate) fn schemas() -> Vec<(&'static str, schemars::Schema)> {
    vec![
        ("provider", structure::schema::<syntax::Provider>()),
        ("timing", structure::schema::<syntax::Timing>()),
        ("redirect", structure::schema::<syntax::Redirect>()),
        ("files", structure::schema::<syntax::Files>()),
        ("prerequisites", structure::schema::<syntax::Prerequisites>()),
        ("decisions", structure::schema::<syntax::Decisions>()),
        ("credential", structure::schema::<syntax::Credential>()),
        ("capability", structure::schema::<syntax::Capability>()),
        ("list", structure::schema::<syntax::List>()),
        ("schemas", structure::schema::<syntax::Schemas>()),
        ("operation", structure::schema::<syntax::Operation>()),
        ("rules", structure::schema::<syntax::Rules>()),
        ("workflow", structure::schema::<syntax::Workflow>()),
    ]
}

/// Parses every file; findings go to `diagnostics`.
pub fn parse(sources: &SourceMap, diagnostics: &mut Diagnostics) -> Spec {
    let mut spec = Spec::default();
    let kinds = Kinds::new();
    for (file, source) in sources.iter() {
        let mut parser = FileParser { file, sources, diagnostics };
        let (folder, name) = source.path.rsplit_once('/').unwrap_or(("", &source.path));
        let stem = name.strip_suffix(".yaml").unwrap_or(name);
        match (folder, stem) {
            ("", "provider") => spec.provider = parser.parse(&kinds.provider, stem),
            ("", "timing") => spec.timing = parser.parse(&kinds.timing, stem),
            ("", "redirect") => spec.redirect = parser.parse(&kinds.redirect, stem),
            ("", "files") => spec.files = parser.parse(&kinds.files, stem),
            ("", "prerequisites") => spec.prerequisites = parser.parse(&kinds.prerequisites, stem),
            ("", "decisions") => spec.decisions = parser.parse(&kinds.decisions, stem),
            ("credentials", _) => spec.credentials.extend(parser.parse(&kinds.credential, stem)),
            ("capabilities", _) => spec.capabilities.extend(parser.parse(&kinds.capability, stem)),
            ("lists", _) => spec.lists.extend(parser.parse(&kinds.list, stem)),
            ("schemas", _) => spec.schemas.extend(parser.parse(&kinds.schemas, stem)),
            ("operations", _) => spec.operations.extend(parser.parse(&kinds.operation, stem)),
            ("rules", _) => spec.rules.extend(parser.parse(&kinds.rules, stem)),
            ("workflows", _) => spec.workflows.extend(parser.parse(&kinds.workflow, stem)),
            _ => {
                let known = [
                    "provider.yaml",
                    "timing.yaml",
                    "redirect.yaml",
                    "files.yaml",
                    "prerequisites.yaml",
                    "decisions.yaml",
                ];
                let folders = ["credentials", "capabilities", "lists", "schemas", "operations", "rules", "workflows"];
                diagnostics.push(
                    Diagnostic::error(
                        "unknown-file",
                        start(file),
                        format!("`{}` is no kind of spec file", source.path),
                    )
                    .note(format!("the files are {}", known.join(", ")))
                    .note(format!("the folders are {}", folders.join(", ")))
                    .help("move it to the folder that it belongs to, or out of the spec"),
                );
            }
        }
    }
    spec
}

/// A kind of file: its JSON Schema, ready to be used many times.
struct Kind<T> {
    validator: Option<Validator>,
    schema: serde_json::Value,
    content: std::marker::PhantomData<T>,
}

impl<T: JsonSchema> Kind<T> {
    fn new() -> Self {
        let schema = structure::schema::<T>().to_value();
        // Our own structs make the schema, so it compiles; without it serde still reports the first mistake of a file.
        let validator = jsonschema::draft202012::new(&schema).ok();
        Self { validator, schema, content: std::marker::PhantomData }
    }
}

struct Kinds {
    provider: Kind<syntax::Provider>,
    timing: Kind<syntax::Timing>,
    redirect: Kind<syntax::Redirect>,
    files: Kind<syntax::Files>,
    prerequisites: Kind<syntax::Prerequisites>,
    decisions: Kind<syntax::Decisions>,
    credential: Kind<syntax::Credential>,
    capability: Kind<syntax::Capability>,
    list: Kind<syntax::List>,
    schemas: Kind<syntax::Schemas>,
    operation: Kind<syntax::Operation>,
    rules: Kind<syntax::Rules>,
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
            credential: Kind::new(),
            capability: Kind::new(),
            list: Kind::new(),
            schemas: Kind::new(),
            operation: Kind::new(),
            rules: Kind::new(),
            workflow: Kind::new(),
        }
    }
}

struct FileParser<'a> {
    file: FileId,
    sources: &'a SourceMap,
    diagnostics: &'a mut Diagnostics,
}

impl FileParser<'_> {
    fn parse<T: for<'de> Deserialize<'de>>(&mut self, kind: &Kind<T>, stem: &str) -> Option<Parsed<T>> {
        let bytes = &self.sources.file(self.file).bytes;
        let text = match std::str::from_utf8(bytes) {
            Ok(text) => text,
            Err(error) => {
                let at = error.valid_up_to() as u32;
                let span = Span { file: self.file, start: at, end: at + 1 };
                let message = "these bytes are not UTF-8 text";
                self.diagnostics.push(Diagnostic::error("not-utf8", span, message).help("save the file as UTF-8"));
                return None;
            }
        };
        let root = tree::parse(self.file, text, self.diagnostics)?;
        let before = self.diagnostics.len();
        if let Some(validator) = &kind.validator {
            structure::check(validator, &kind.schema, &root, self.diagnostics);
        }
        if self.diagnostics.len() > before {
            return None;
        }
        match T::deserialize(&root) {
            Ok(content) => {
                let stem = Spanned { value: stem.to_owned(), span: start(self.file) };
                Some(Parsed { stem, content })
            }
            Err(error) => {
                let span = error.span.unwrap_or(start(self.file));
                self.diagnostics.push(Diagnostic::error("wrong-value", span, error.message));
                None
            }
        }
    }
}

fn start(file: FileId) -> Span {
    Span { file, start: 0, end: 0 }
}
