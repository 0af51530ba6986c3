//! Resolves readings and advice. Every path must exist, and every name must be defined in the spec.

use super::predicate::is_text;
use super::{Lower, string};
use crate::ir::{self, Model, Path, TypeId};
use crate::rules::lowering::{MALFORMED_READING, OVERRIDE_CHANGES_NOTHING, UNKNOWN_LABEL, UNKNOWN_STATE};
use verispec_spec::syntax::{self, Map, Text};

impl Lower<'_> {
    pub(super) fn readings(&mut self, readings: &syntax::Readings, model: &Model) -> ir::Readings {
        ir::Readings {
            token: readings.token.as_ref().and_then(|reading| self.token_reading(reading, model)),
            state: readings.state.as_ref().and_then(|reading| self.state_reading(reading, model)),
            execution: readings.execution.as_ref().and_then(|reading| self.execution_reading(reading, model)),
            outcome: readings.outcome.as_ref().and_then(|reading| self.outcome_reading(readings, reading, model)),
            callback: readings.callback.as_ref().and_then(|reading| self.callback_reading(reading, model)),
        }
    }

    fn token_reading(&mut self, reading: &syntax::TokenReading, model: &Model) -> Option<ir::TokenReading> {
        let (operation, token) = self.path_in_response(&reading.operation, &reading.token, model)?;
        Some(ir::TokenReading {
            operation,
            token,
            auth: self.auth_names.resolve(&reading.auth, self.diagnostics)?,
            source: self.source(&reading.source),
        })
    }

    fn state_reading(&mut self, reading: &syntax::StateReading, model: &Model) -> Option<ir::StateReading> {
        let (operation, state) = self.path_in_response(&reading.operation, &reading.state, model)?;
        let known: Vec<&str> = model.timing.states.iter().map(|state| state.name.wire.as_str()).collect();
        for word in reading.with_result.iter().filter(|word| !known.contains(&word.value.as_str())) {
            let finding = UNKNOWN_STATE.at(word.span, format!("unknown state `{}`", word.value));
            self.push(finding.did_you_mean(&word.value, known.iter().copied()));
        }
        Some(ir::StateReading {
            operation,
            state,
            with_result: super::strings(&reading.with_result),
            source: self.source(&reading.source),
        })
    }

    /// Resolves an operation and a path in the JSON of its response.
    fn path_in_response(&mut self, operation: &Text, path: &Text, model: &Model) -> Option<(ir::OperationId, Path)> {
        let id = self.operation_names.resolve(operation, self.diagnostics)?;
        let Some(schema) = model[id].response.schema else {
            let message = format!("the response of `{}` has no schema", operation.value);
            let finding = MALFORMED_READING.at(operation.span, message);
            self.push(finding.help("name an operation that responds with JSON"));
            return None;
        };
        Some((id, self.text(model, schema, path)?))
    }

    fn execution_reading(&mut self, reading: &syntax::ExecutionReading, model: &Model) -> Option<ir::ExecutionReading> {
        let schema = self.type_names.resolve(&reading.schema, self.diagnostics)?;
        let account = self.text(model, schema, &reading.account)?;
        let id = self.text(model, schema, &reading.id)?;
        let members = &reading.credentials;
        let credentials = self.path(model, schema, &members.each.value, members.each.span)?;
        let credential_id = self.text_in_item(model, &credentials, &members.id)?;
        let category = self.text_in_item(model, &credentials, &members.category)?;
        let channels = self.path_in_item(model, &credentials, &members.channels)?;
        let upload = ir::UploadReading {
            ids: None,
            credentials: None,
            token: self.text_in_item(model, &credentials, &members.token)?,
            parts: self.path_in_item(model, &credentials, &members.parts)?,
            finalize: self.text_in_item(model, &credentials, &members.finalize)?,
        };
        let renewed = reading.renewed.as_ref().and_then(|renewed| self.renewed(renewed, model));
        let hand_over = reading.hand_over.iter().filter_map(|(channel, path)| {
            let channel = self.channel_names.resolve(channel, self.diagnostics)?;
            Some((channel, self.text(model, schema, path)?))
        });
        let hand_over = hand_over.collect();
        let upload_operation = self.operation_names.resolve(&reading.upload, self.diagnostics)?;
        match model[upload_operation].is_upload() {
            true => self.expect_no_body(&reading.upload, &model[upload_operation]),
            false => {
                let message = format!("`{}` does not upload a file", reading.upload.value);
                let finding = MALFORMED_READING.at(reading.upload.span, message);
                self.push(finding.help("name an operation with a `file_field`"));
            }
        }
        let finalize_operation = self.operation_names.resolve(&reading.finalize, self.diagnostics)?;
        self.expect_no_body(&reading.finalize, &model[finalize_operation]);
        let named = |path: &Path| {
            let kind = path.schema.as_ref()?.named()?;
            let mut parameters = model[upload_operation].path_parameters.iter();
            parameters.find(|parameter| parameter.schema == kind).map(|parameter| parameter.name.clone())
        };
        let parameters =
            ir::PathParameters { account: named(&account), execution: named(&id), credential: named(&credential_id) };
        let session = reading.session.as_ref().and_then(|session| self.lifetime(session, model));
        Some(ir::ExecutionReading {
            session,
            schema,
            account,
            id,
            credentials,
            credential_id,
            category,
            channels,
            upload,
            hand_over,
            upload_operation,
            renewed,
            finalize_operation,
            parameters,
            source: self.source(&reading.source),
        })
    }

    /// Resolves the name of a lifetime.
    fn lifetime(&mut self, name: &Text, model: &Model) -> Option<String> {
        let known: Vec<&str> = model.timing.lifetimes.iter().map(|known| known.name.wire.as_str()).collect();
        if known.contains(&name.value.as_str()) {
            return Some(name.value.clone());
        }
        let message = format!("`timing.yaml` has no lifetime `{}`", name.value);
        self.push(MALFORMED_READING.at(name.span, message).did_you_mean(&name.value, known));
        None
    }

    fn renewed(&mut self, renewed: &syntax::RenewedReading, model: &Model) -> Option<(TypeId, ir::UploadReading)> {
        let schema = self.type_names.resolve(&renewed.schema, self.diagnostics)?;
        let ids = match (&renewed.account, &renewed.execution) {
            (Some(account), Some(execution)) => {
                Some((self.single_text(model, schema, account)?, self.single_text(model, schema, execution)?))
            }
            (None, None) => None,
            (Some(one), None) | (None, Some(one)) => {
                let message = format!("`{}` alone does not identify an execution", one.value);
                let finding = MALFORMED_READING.at(one.span, message);
                self.push(finding.help("set both `account` and `execution`, or neither"));
                return None;
            }
        };
        let credentials = match &renewed.credentials {
            Some(credentials) => Some(self.text_through_list(model, schema, credentials)?),
            None => None,
        };
        let upload = ir::UploadReading {
            ids,
            credentials,
            token: self.text(model, schema, &renewed.token)?,
            parts: self.path(model, schema, &renewed.parts.value, renewed.parts.span)?,
            finalize: self.text(model, schema, &renewed.finalize)?,
        };
        Some((schema, upload))
    }

    /// Reports an operation with a JSON request body, because uploading and finalizing are checked before a request
    /// exists.
    fn expect_no_body(&mut self, name: &Text, operation: &ir::Operation) {
        if operation.sent().is_some() {
            let message = format!("the request of `{}` has a JSON body", name.value);
            self.push(MALFORMED_READING.at(name.span, message).help("name an operation without one"));
        }
    }

    fn callback_reading(&mut self, reading: &syntax::CallbackReading, model: &Model) -> Option<ir::CallbackReading> {
        let schema = self.type_names.resolve(&reading.schema, self.diagnostics)?;
        let mut text = |text: &Text| self.text(model, schema, text);
        let (workflow, state) = (text(&reading.workflow)?, text(&reading.state)?);
        let idempotency = reading.idempotency.iter().filter_map(text).collect();
        let requested = reading.requested.as_ref().and_then(|request| {
            let schema = self.type_names.resolve(&request.schema, self.diagnostics)?;
            Some((schema, self.text(model, schema, &request.url)?))
        });
        Some(ir::CallbackReading {
            schema,
            workflow,
            state,
            idempotency,
            requested,
            decisions: self.decision_ids(&reading.decisions),
            source: self.source(&reading.source),
        })
    }

    /// Resolves a path to a string.
    pub(super) fn text(&mut self, model: &Model, schema: TypeId, text: &Text) -> Option<Path> {
        let path = self.path(model, schema, &text.value, text.span)?;
        self.expect_text(model, path, text)
    }

    pub(super) fn text_in_item(&mut self, model: &Model, list: &Path, text: &Text) -> Option<Path> {
        let path = self.path_in_item(model, list, text)?;
        self.expect_text(model, path, text)
    }

    /// Reports a path to a value that is not a string, because it could never be read as an id, a state or a label.
    pub(super) fn expect_text(&mut self, model: &Model, path: Path, text: &Text) -> Option<Path> {
        if path.schema.as_ref().is_some_and(|schema| is_text(model, &schema.shape)) {
            return Some(path);
        }
        let message = format!("`{}` is not a string", text.value);
        self.push(MALFORMED_READING.at(text.span, message).help("name a string field"));
        None
    }

    pub(super) fn path_in_item(&mut self, model: &Model, list: &Path, text: &Text) -> Option<Path> {
        self.item_path(model, list, &text.value, text.span)
    }

    /// Reports labels and decision types that the spec does not define.
    pub(super) fn known<'t>(&mut self, noun: &str, words: impl Iterator<Item = &'t Text>, known: &[&str]) {
        for word in words.filter(|word| !known.contains(&word.value.as_str())) {
            let message = format!("no capability has the {noun} `{}`", word.value);
            let finding = UNKNOWN_LABEL.at(word.span, message);
            let finding = match known.len() {
                1..=20 => finding.help(format!("expected one of `{}`", known.join("`, `"))),
                _ => finding.help("correct the spelling to match the capability, or remove the entry"),
            };
            self.push(finding.did_you_mean(&word.value, known.iter().copied()));
        }
    }

    /// Resolves the advice for labels that have the same meaning in every capability.
    pub(super) fn general_advice(&mut self, advice: &Map<syntax::Advice>, model: &Model) -> Vec<ir::Advice> {
        self.known("label", advice.keys(), &model.labels());
        let general: Vec<ir::Advice> = advice.iter().map(|(label, content)| advised(label, content)).collect();
        for own in model.capabilities.iter().flat_map(|capability| &capability.advice) {
            if general.iter().any(|advice| advice.is_same(own)) {
                let message = format!("the advice for `{}` repeats that of `advice.yaml`", own.label);
                self.push(OVERRIDE_CHANGES_NOTHING.at(own.place, message).help("remove it"));
            }
        }
        general
    }

    /// Resolves the advice for labels with a meaning specific to a capability.
    pub(super) fn own_advice(&mut self, advice: &Map<syntax::Advice>, labels: &[&str]) -> Vec<ir::Advice> {
        self.known("label", advice.keys(), labels);
        advice.iter().map(|(label, content)| advised(label, content)).collect()
    }
}

fn advised(label: &Text, content: &syntax::Advice) -> ir::Advice {
    ir::Advice { label: label.value.clone(), who: content.who.value, what: string(&content.what), place: label.span }
}
