//! Renders a [`Valid`] model as the catalog: machine-readable facts about every workflow, with a JSON Schema.

mod checks;
mod outcome;
mod personal;
mod provider;

use serde_json::{Value, json};

use verispec_model::check::Valid;
use verispec_model::ir::{
    CapabilityId, ChannelId, CredentialId, Deprecation, Model, Slot, Source, Workflow, WorkflowId,
};
use verispec_text::embedded;
use verispec_text::endings::Embedded;
use verispec_text::file::File;

/// Renders the schema of the catalog, which is the same for every spec.
static SCHEMA: &Embedded = embedded!("../../templates/catalog.schema.json");

/// Renders `catalog.json` and `catalog.schema.json`.
pub(super) fn render(model: &Valid<Model>) -> Vec<File> {
    let catalog = serde_json::to_string_pretty(&catalog(model)).expect("a JSON value always serializes");
    vec![
        File { path: "catalog.json".to_owned(), contents: catalog + "\n" },
        File { path: "catalog.schema.json".to_owned(), contents: SCHEMA.text().to_owned() },
    ]
}

fn catalog(model: &Model) -> Value {
    let provider = &model.provider;
    json!({
        "provider": {
            "name": provider.name,
            "package": provider.package.name.wire,
            "version": provider.package.version,
        },
        "documents": model.documents.iter().map(|document| json!({
            "id": document.name.wire,
            "title": document.title,
            "edition": document.edition,
            "url": document.url,
        })).collect::<Vec<_>>(),
        "services": provider::services(model),
        "regions": provider::regions(model),
        "errors": provider::errors(model),
        "timing": provider::timing(model),
        "redirect": model.redirect.as_ref().map(|redirect| provider::redirect(model, redirect)),
        "channels": model.channels.iter().map(|channel| channel.name.wire.as_str()).collect::<Vec<_>>(),
        "upload_channel": model.upload_channel().map(|channel| channel.name.wire.as_str()),
        "credentials": checks::credentials(model),
        "capabilities": checks::capabilities(model),
        "prerequisites": checks::prerequisites(model),
        "outcome": model.readings.outcome.as_ref().map(|reading| outcome::outcome(model, reading)),
        "payloads": personal::payloads(model),
        "workflows": model.workflows.iter().map(|workflow| self::workflow(model, workflow)).collect::<Vec<_>>(),
    })
}

fn workflow(model: &Model, workflow: &Workflow) -> Value {
    let prerequisites = workflow.prerequisites.iter().map(|id| &model[*id]);
    let prerequisites = prerequisites.map(|p| json!({ "id": p.name.wire, "kind": p.kind_word(), "text": p.text }));
    let edges = workflow.edges().into_iter().map(|(from, to)| capabilities(model, &[from, to]));
    json!({
        "key": workflow.key,
        "id": workflow.name.wire,
        "name": workflow.title,
        "summary": workflow.summary,
        "deprecated": deprecated(model, workflow.deprecated.as_ref()),
        "channels": channels(model, &workflow.channels),
        "required_credentials": categories(model, &workflow.required_credentials),
        "stored_credentials": categories(model, &workflow.stored_credentials),
        "slots": workflow.slots.iter().map(|slot| self::slot(model, slot)).collect::<Vec<_>>(),
        "variants": workflow.variants.iter().map(|variant| categories(model, variant)).collect::<Vec<_>>(),
        "prerequisites": prerequisites.collect::<Vec<_>>(),
        "capabilities": {
            "nodes": capabilities(model, &workflow.capabilities()),
            "edges": edges.collect::<Vec<_>>(),
            "chains": workflow.chains.iter().map(|chain| capabilities(model, chain)).collect::<Vec<_>>(),
            "runs": outcome::runs(model, workflow),
        },
        "operations": workflow.operations.iter().map(|o| model[o.operation].name.wire.as_str()).collect::<Vec<_>>(),
        "source": source(model, &workflow.source),
    })
}

fn slot(model: &Model, slot: &Slot) -> Value {
    json!({
        "category": model[slot.category].name.wire,
        "origin": slot.origin.as_str(),
        "channels": channels(model, &slot.channels),
        "parts": slot.parts.iter().map(|part| part.wire.as_str()).collect::<Vec<_>>(),
    })
}

fn channels<'a>(model: &'a Model, ids: &[ChannelId]) -> Vec<&'a str> {
    ids.iter().map(|id| model[*id].name.wire.as_str()).collect()
}

fn categories<'a>(model: &'a Model, ids: &[CredentialId]) -> Vec<&'a str> {
    ids.iter().map(|id| model[*id].name.wire.as_str()).collect()
}

fn capabilities<'a>(model: &'a Model, ids: &[CapabilityId]) -> Vec<&'a str> {
    ids.iter().map(|id| model[*id].name.wire.as_str()).collect()
}

fn workflows<'a>(model: &'a Model, ids: &[WorkflowId]) -> Vec<&'a str> {
    ids.iter().map(|id| model[*id].name.wire.as_str()).collect()
}

fn deprecated(model: &Model, deprecated: Option<&Deprecation>) -> Option<Value> {
    let way_out = |deprecated: &Deprecation| deprecated.way_out(model, |name| name.wire.clone());
    deprecated.map(|deprecated| json!({ "since": deprecated.since.wire(), "way_out": way_out(deprecated) }))
}

fn source(model: &Model, source: &Source) -> String {
    format!("{}: {}", model[source.document].name.wire, source.section)
}
