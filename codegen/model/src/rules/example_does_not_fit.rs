//! `example-does-not-fit`: an example that does not match its schema, or a body where the operation has none.

use jsonschema::ValidationError;
use jsonschema::error::ValidationErrorKind;

use crate::ir::{Example, Format, Model, Operation, Payload, TypeId};
use crate::rules::lowering::{
    EMPTY_RANGE, MALFORMED_PATH, REPEATED_NAME, SCHEMA_TYPE, UNDECLARED_PATH_PARAMETER, UNKNOWN_OPERATION,
    UNKNOWN_REQUIRED_MEMBER, UNKNOWN_SCHEMA, UNUSED_PATH_PARAMETER,
};
use crate::wire_schema;
use verispec_spec::parse::rules::UNSUPPORTED_SCHEMA;
use verispec_spec::syntax::Data;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};
use verispec_text::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "example-does-not-fit",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "An example does not match its schema, or has a body where the operation has none.",
    why: "Readers copy examples, and the docs and tests use them.",
    way_out: "Correct the example or the schema.",
    example: &[replace("workflows/first_call.yaml", "crew: 9", "crew: ⟦90⟧")],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Anywhere(&[
        &EMPTY_RANGE,
        &MALFORMED_PATH,
        &REPEATED_NAME,
        &SCHEMA_TYPE,
        &UNDECLARED_PATH_PARAMETER,
        &UNKNOWN_OPERATION,
        &UNKNOWN_REQUIRED_MEMBER,
        &UNKNOWN_SCHEMA,
        &UNSUPPORTED_SCHEMA,
        &UNUSED_PATH_PARAMETER,
    ])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let schemas = Schemas::new(model);
    for shown in model.shown() {
        schemas.check(model, &model[shown.operation], shown.example, diagnostics);
    }
}

const FORMATS: [Format; 3] = [Format::DateTime, Format::Date, Format::Uri];

/// One compiled schema per body type.
pub struct Schemas(std::collections::BTreeMap<TypeId, jsonschema::Validator>);

impl Schemas {
    /// Compiles the schema of every body.
    pub fn new(model: &Model) -> Self {
        let bodies = model.operations.iter().flat_map(|operation| {
            operation.request.as_ref().and_then(|body| body.schema).into_iter().chain(operation.response.schema)
        });
        let compiled = bodies.filter_map(|id| {
            let schema = wire_schema::document(model, id);
            let options = FORMATS.into_iter().fold(
                jsonschema::draft202012::options().should_validate_formats(true),
                // The crate checks these formats itself, and accepts other strings than jsonschema does.
                |options, format| options.with_format(format.word(), move |text| format.fits(text)),
            );
            Some((id, options.build(&schema).ok()?))
        });
        Self(compiled.collect())
    }

    fn check(&self, model: &Model, operation: &Operation, example: &Example, diagnostics: &mut Diagnostics) {
        path(model, operation, example, diagnostics);
        let request = operation.request.as_ref().and_then(|body| body.schema);
        self.body(operation, request, &example.request, "request", diagnostics);
        self.body(operation, operation.response.schema, &example.response, "response", diagnostics);
    }

    fn body(
        &self,
        operation: &Operation,
        schema: Option<TypeId>,
        body: &Option<Payload>,
        side: &str,
        diagnostics: &mut Diagnostics,
    ) {
        let Some(body) = body else { return };
        let Some(validator) = schema.and_then(|id| self.0.get(&id)) else {
            let message = format!("the {side} of `{}` has no JSON body", operation.name.wire);
            diagnostics.push(RULE.at(body.places.first_words(), message).help("remove it"));
            return;
        };
        for (place, message) in all_mistakes(validator, &body.value, &body.places) {
            diagnostics.push(RULE.at(place, message).way_out());
        }
    }

    /// Returns the errors of a body, each with its span and description.
    pub fn mistakes(&self, id: TypeId, value: &serde_json::Value, places: &Data) -> Vec<(Span, String)> {
        self.0.get(&id).map(|validator| all_mistakes(validator, value, places)).unwrap_or_default()
    }
}

/// Checks the values of path parameters against their types.
fn path(model: &Model, operation: &Operation, example: &Example, diagnostics: &mut Diagnostics) {
    for ((name, value), place) in example.path.iter().zip(&example.path_places) {
        let parameter = operation.path_parameters.iter().find(|parameter| parameter.name.wire == *name);
        if let Some(why) = parameter.and_then(|parameter| model.misfit_of_text(parameter.schema, value)) {
            diagnostics.push(RULE.at(*place, format!("the value of `{name}` is {why}")).way_out());
        }
    }
}

fn all_mistakes(validator: &jsonschema::Validator, value: &serde_json::Value, places: &Data) -> Vec<(Span, String)> {
    validator.iter_errors(value).flat_map(|error| mistakes(&error, places)).collect()
}

/// Returns the spans and descriptions of an error. Unknown fields are reported one by one.
fn mistakes(error: &ValidationError<'_>, body: &Data) -> Vec<(Span, String)> {
    let Some(at) = body.at(error.instance_path().as_str()) else { return Vec::new() };
    match error.kind() {
        ValidationErrorKind::AdditionalProperties { unexpected } => {
            let place = |name: &String| at.key(name).unwrap_or(at.span);
            unexpected.iter().map(|name| (place(name), format!("the schema has no field `{name}`"))).collect()
        }
        ValidationErrorKind::Required { property } => {
            let name = property.as_str().unwrap_or_default();
            vec![(at.first_words(), format!("missing field `{name}`"))]
        }
        ValidationErrorKind::Format { format } => {
            let wanted =
                FORMATS.iter().find(|known| known.word() == format).map_or(format.as_str(), |known| known.wanted());
            vec![(at.first_words(), format!("this is not {wanted}"))]
        }
        _ => vec![(at.first_words(), format!("this does not match its schema: {error}"))],
    }
}
