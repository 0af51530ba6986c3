//! Renders the integration guide for authors of clients: errors, expiry, uploads with retries, waiting, callbacks, and
//! results.

use minijinja::{Value, context};

use super::Pages;
use super::example::rust_bytes;
use super::text::{code, maybe, values};
use verispec_model::ir::{CapabilityId, ExecutionReading, OperationId, Origin, RunsWhen, TypeId};
use verispec_text::file::File;

impl Pages<'_> {
    /// Renders `integration.md`.
    pub(super) fn integration(&self) -> File {
        let (links, model) = (self.links(), self.model);
        let link = |id: Option<OperationId>| maybe(id.map(|id| links.operation(id)));
        let timing = &model.timing;
        let context = context! {
            provider => model.provider.name.as_str(),
            package => model.provider.package.name.wire.as_str(),
            crate_ident => model.provider.package.name.snake.as_str(),
            tokens => values(model.token_operation().into_iter().map(|id| links.operation(id))),
            lifetimes => values(timing.lifetimes.iter().map(|lifetime| context! {
                constant => lifetime.name.shouty(),
                summary => lifetime.summary.as_str(),
                default => lifetime.default.in_words(),
                renewed => lifetime.renewed,
            })),
            start => maybe(self.first_start()),
            errors => values(model.provider.errors.iter().map(|error| context! {
                status => error.status.as_str(),
                summary => error.summary.as_str(),
            })),
            upload => maybe(model.readings.execution.as_ref().and_then(|reading| self.upload_example(reading))),
            captures => model.workflows.iter().flat_map(|workflow| &workflow.slots).any(|slot| slot.origin == Origin::Captured),
            uploads => values(model.upload_operation().into_iter().map(|id| links.operation(id))),
            has_callback => model.callback_operation().is_some(),
            results => values(self.retrieval_of_results().into_iter().map(|id| links.operation(id))),
            state_operation => link(model.state_operation()),
            first_state => maybe(timing.states.first().map(|state| format!("{:?}", state.name.wire))),
            last_state => maybe(timing.states.iter().find(|state| state.is_final()).map(|state| format!("{:?}", state.name.wire))),
            attempts => model.delays().len(),
            states => values(timing.states.iter().filter(|state| state.is_final()).map(|state| code(&state.name.wire))),
            callback => maybe(self.callback_example()),
            outcome => maybe(self.outcome_example()),
        };
        self.page("integration.md", "", "integration.md.j2", context)
    }

    /// Returns the first operation that sends JSON and starts a workflow.
    fn first_start(&self) -> Option<Value> {
        let start = self.model.workflows.iter().flat_map(|workflow| self.model.start_operations(workflow)).next()?;
        Some(context! { link => self.links().operation(start), request => self.model[start].name.pascal.as_str() })
    }

    /// Returns the example of an upload: the first workflow that runs only over the upload channel, with the response
    /// that starts it and, if it renews anything, the response to an upload.
    fn upload_example(&self, reading: &ExecutionReading) -> Option<Value> {
        let (links, model) = (self.links(), self.model);
        let uploading = model.workflow_ids().find(|id| {
            let workflow = &model[*id];
            workflow.ways() == [model.provider.upload_channel] && model.takes_uploads(workflow)
        })?;
        let workflow = &model[uploading];
        let started =
            workflow.operations.iter().filter(|used| model[used.operation].response.schema == Some(reading.schema));
        let answer = started.flat_map(|used| &used.examples).find_map(|example| example.response.as_ref())?;
        let uploads = workflow.operation(reading.upload_operation).map(|used| used.examples.as_slice());
        let renewed = reading.renewed.as_ref().and_then(|(kind, _)| {
            let answer = uploads?.iter().find_map(|example| example.response.as_ref())?;
            Some(context! { kind => self.pascal(*kind), body => rust_bytes(&answer.value) })
        });
        Some(context! {
            workflow => links.workflow(uploading),
            key => workflow.key,
            kind => self.pascal(reading.schema),
            body => rust_bytes(&answer.value),
            renewed => maybe(renewed),
            upload => links.operation(reading.upload_operation),
            finalize => links.operation(reading.finalize_operation),
        })
    }

    /// Returns the operation that returns the results, unless the guide has already mentioned it because it also
    /// returns the state.
    fn retrieval_of_results(&self) -> Option<OperationId> {
        self.model.result_operation().filter(|id| self.model.state_operation() != Some(*id))
    }

    fn callback_example(&self) -> Option<Value> {
        let reading = self.model.readings.callback.as_ref()?;
        let id = self.model.callback_operation()?;
        let example = self.model[id].examples.iter().find_map(|example| example.request.as_ref())?;
        let region = self.model.regions.iter().find_map(|region| region.callbacks.as_ref()?.addresses.first())?;
        (self.model[id].received()? == reading.schema).then(|| {
            context! {
                link => self.links().operation(id),
                retrieval => maybe(self.retrieval_of_results().map(|id| self.links().operation(id))),
                status => self.model[id].response.status,
                kind => self.pascal(reading.schema),
                body => rust_bytes(&example.value),
                address => format!("{region:?}"),
            }
        })
    }

    fn outcome_example(&self) -> Option<Value> {
        let reading = self.model.readings.outcome.as_ref()?;
        let id = self.model.result_operation()?;
        let example = self.model.examples_of(id).find_map(|example| example.response.as_ref())?;
        let workflows = self.model.workflows.iter();
        let mut conditional: Vec<CapabilityId> = workflows
            .flat_map(|workflow| workflow.capabilities().into_iter().map(move |id| (workflow, id)))
            .filter(|(workflow, id)| self.model.runs(workflow, *id).when != RunsWhen::Always)
            .map(|(_, id)| id)
            .collect();
        conditional.sort();
        conditional.dedup();
        let enabled: Vec<String> = conditional.iter().map(|id| format!("{:?}", self.model[*id].name.wire)).collect();
        Some(context! {
            link => self.links().operation(id),
            kind => self.pascal(reading.schema),
            body => rust_bytes(&example.value),
            provider_verdict => reading.provider_verdict.is_some(),
            conditional => values(conditional.iter().map(|id| self.links().capability(*id))),
            enabled => enabled.join(", "),
            editions => self.model.documents.iter().any(|document| document.edition.is_some()),
        })
    }

    fn pascal(&self, id: TypeId) -> &str {
        &self.model[id].name.pascal
    }
}
