//! Checks the literals that rules compare a value with: each must be a possible value.

use super::Lower;
use crate::ir::{Ask, Known, Model, OperationId, Reads, Shape, TypeKind, Value};
use crate::rules::lowering::IMPOSSIBLE_WORD;
use verispec_spec::syntax::{self, Operand as Written, Text};

impl Lower<'_> {
    /// Reports a bound that every possible value satisfies, or that no possible value satisfies.
    fn check_numbers(&mut self, model: &Model, value: &Value, predicate: &syntax::Predicate) {
        let Some(schema) = value.path().and_then(|path| path.schema.as_ref()) else { return };
        let limits = model.resolved(schema).constraints.clone();
        let numbers = predicate.tests().into_iter().filter_map(|(_, written)| match written {
            Written::Number(number) => Some(number),
            _ => None,
        });
        for number in numbers {
            if let Some(why) = limits.misfit_of_number(&number.value.into()) {
                let message = format!("`{}` can never be {}, which is {why}", predicate.value.value, number.value);
                self.push(IMPOSSIBLE_WORD.at(number.span, message).way_out());
            }
        }
    }

    /// Reports each value in a predicate that the tested value can never have.
    pub(super) fn check_words(
        &mut self,
        model: &Model,
        operations: &[OperationId],
        value: &Value,
        predicate: &syntax::Predicate,
    ) {
        let written = predicate.tests().into_iter().filter_map(|(key, written)| match written {
            Written::Text(text) if Ask::find(key).is_some_and(|ask| ask.reads == Reads::Word) => {
                Some(std::slice::from_ref(text))
            }
            Written::Texts(texts) => Some(texts),
            _ => None,
        });
        let written = written.flatten();
        let Some(possible) = words(model, operations, value) else {
            let misfits = written.filter_map(|word| Some((word, misfit(model, value, &word.value)?)));
            for (word, why) in misfits.collect::<Vec<_>>() {
                let message = format!("`{}` can never be `{}`, which is {why}", predicate.value.value, word.value);
                self.push(IMPOSSIBLE_WORD.at(word.span, message).way_out());
            }
            self.check_numbers(model, value, predicate);
            return;
        };
        for word in written.filter(|word| !possible.contains(&word.value)) {
            self.push(impossible(word, &predicate.value.value, &possible));
        }
    }
}

/// Describes why a string is not a valid value of the payload or item of an array.
fn misfit(model: &Model, value: &Value, word: &str) -> Option<String> {
    let schema = model.resolved(value.path()?.schema.as_ref()?);
    match &schema.shape {
        Shape::List(items) => model.misfit_of_spelled(items, word),
        _ => model.misfit_of_spelled(schema, word),
    }
}

fn impossible(word: &Text, value: &str, possible: &[String]) -> verispec_text::diagnostics::Diagnostic {
    let finding = IMPOSSIBLE_WORD.at(word.span, format!("`{value}` can never be `{}`", word.value));
    let finding = if possible.len() <= 20 {
        finding.help(format!("the possible values are `{}`", possible.join("`, `")))
    } else {
        finding.help(IMPOSSIBLE_WORD.way_out)
    };
    finding.did_you_mean(&word.value, possible.iter().map(String::as_str))
}

/// Returns the possible values, or the possible items of an array; `None` if any string is possible.
fn words(model: &Model, operations: &[OperationId], value: &Value) -> Option<Vec<String>> {
    let channels = || model.channels.iter().map(|channel| channel.name.wire.clone()).collect();
    let categories = || model.credentials.iter().map(|credential| credential.name.wire.clone()).collect();
    Some(match value {
        Value::Known(Known::Operation) => operations.iter().map(|id| model[*id].name.wire.clone()).collect(),
        Value::Known(Known::Channel)
        | Value::Known(Known::CredentialChannels)
        | Value::Known(Known::WorkflowChannels) => channels(),
        Value::Known(Known::CredentialCategory) | Value::Known(Known::StoredCategories) => categories(),
        Value::Known(Known::Capability) => {
            model.capabilities.iter().map(|capability| capability.name.wire.clone()).collect()
        }
        Value::Known(Known::RequiredParts) | Value::Known(Known::UploadedParts) => {
            model.parts().iter().map(|part| part.name.wire.clone()).collect()
        }
        Value::Known(Known::WorkflowKey) => model.workflows.iter().map(|workflow| workflow.key.to_string()).collect(),
        Value::Known(Known::WorkflowId) => model.workflows.iter().map(|workflow| workflow.name.wire.clone()).collect(),
        Value::Known(Known::WorkflowPrerequisites) => {
            model.prerequisites.iter().map(|known| known.name.wire.clone()).collect()
        }
        Value::Known(Known::FileContentType) => model.files.iter().flat_map(|file| file.media_types.clone()).collect(),
        Value::Known(Known::FileExtension) => model.files.iter().flat_map(|file| file.extensions.clone()).collect(),
        Value::Body(path) | Value::Item(path) => {
            return path.schema.as_ref().and_then(|schema| named(model, &schema.shape));
        }
        _ => return None,
    })
}

/// Returns the values of an enum, or of an array of enum values.
fn named(model: &Model, shape: &Shape) -> Option<Vec<String>> {
    match shape {
        Shape::Named(id) => match &model[*id].kind {
            TypeKind::Enum(values) => Some(values.iter().map(|value| value.name.wire.clone()).collect()),
            TypeKind::Object(_) | TypeKind::Id(_) | TypeKind::Alias(_) => None,
        },
        Shape::List(items) => named(model, &items.shape),
        Shape::WorkflowKey { .. } => Some(model.workflows.iter().map(|workflow| workflow.key.to_string()).collect()),
        _ => None,
    }
}
