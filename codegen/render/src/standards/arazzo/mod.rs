//! Renders workflows as an Arazzo document, with one sequence of requests per workflow and channel.

mod inputs;
mod steps;

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{about, object, some};
use verispec_model::ir::{Header, Journey, Model, TypeId};
use verispec_model::wire_schema::{self, Style};
use verispec_text::yaml::write;

/// The style of the schemas. They have no keywords of our own, because runners validate inputs, and some reject schemas
/// with unknown keywords.
const STYLE: Style = Style { references: "#/components/inputs/", marked: false, as_read: true };

/// The version of Arazzo to render.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub enum Version {
    /// Version 1.0.1, which most tools support.
    #[default]
    V1_0_1,
    /// Version 1.1.0, which can refer to the document of the callbacks in addition to that of the operations.
    V1_1_0,
}

/// Renders the complete document as YAML; `None` if no workflow can be started.
pub(super) fn document(model: &Model, version: Version) -> Option<String> {
    let mut journeys = model.journeys().peekable();
    journeys.peek()?;
    let provider = &model.provider;
    let description = format!(
        "{} Each workflow is listed once for each channel that it can run over. Steps with `x-capture` wait for the end user; parts with `x-optional` are omitted if there is nothing to upload.",
        provider.summary
    );
    let summary = format!("The workflows of {}, request by request.", provider.name);
    let mut types = BTreeSet::new();
    let mut document = write::Document::default();
    document.field("arazzo", Some(json!(version.as_str())));
    let title = format!("{}, workflows", provider.name);
    document.field("info", Some(about::info(model, &title, Some(&summary), &description)));
    document.field("sourceDescriptions", Some(sources(model, version)));
    document.list("workflows", journeys.map(|journey| workflow(model, &journey, &mut types)));
    document.field("components", some(components(model, types)));
    Some(document.finish())
}

impl Version {
    fn as_str(self) -> &'static str {
        match self {
            Version::V1_0_1 => "1.0.1",
            Version::V1_1_0 => "1.1.0",
        }
    }
}

fn sources(model: &Model, version: Version) -> Value {
    let mut sources = vec![json!({ "name": "operations", "url": "openapi.yaml", "type": "openapi" })];
    if version == Version::V1_1_0 && model.operations.iter().any(|operation| !operation.is_ours()) {
        sources.push(json!({ "name": "callbacks", "url": "asyncapi.yaml", "type": "asyncapi" }));
    }
    Value::Array(sources)
}

fn workflow(model: &Model, journey: &Journey<'_>, types: &mut BTreeSet<TypeId>) -> Value {
    let workflow = journey.workflow;
    let channel = journey.channel.map(|channel| &model[channel].name);
    let id = match channel {
        Some(channel) => format!("{}_{}", workflow.name.snake, channel.snake),
        None => workflow.name.snake.clone(),
    };
    let mut inputs = inputs::Inputs::new(model, journey);
    let steps = steps::steps(model, journey, &mut inputs);
    let needs: Vec<&str> = workflow.prerequisites.iter().map(|id| model[*id].text.as_str()).collect();
    let description = match needs.is_empty() {
        true => workflow.summary.clone(),
        false => format!("{} Before you start: {}", workflow.summary, needs.join(" ")),
    };
    let started_by = model.start_operations(workflow).into_iter().map(|id| model[id].name.wire.as_str());
    let mark = object([
        ("key", Some(json!(workflow.key))),
        ("id", Some(json!(workflow.name.wire))),
        ("channel", channel.map(|channel| json!(channel.wire))),
        ("operations", Some(json!(started_by.collect::<Vec<_>>()))),
    ]);
    let parameters: Vec<Value> = model.own_headers().map(|header| reference("parameters", &key(header))).collect();
    object([
        ("workflowId", Some(json!(id))),
        ("summary", Some(json!(model.journey_in_words(workflow, journey.channel)))),
        ("description", Some(json!(description))),
        ("x-workflow", Some(mark)),
        ("inputs", Some(inputs.schema(types))),
        ("parameters", some(Value::Array(parameters))),
        ("outputs", some(steps::outputs(model, journey))),
        ("steps", Some(steps)),
    ])
}

/// Returns the name of a header as an identifier.
fn key(header: &Header) -> String {
    header.name.to_lowercase().replace(['-', '.'], "_")
}

fn reference(kind: &str, name: &str) -> Value {
    json!({ "reference": format!("$components.{kind}.{name}") })
}

fn components(model: &Model, types: BTreeSet<TypeId>) -> Value {
    let headers = model.own_headers().map(|header| {
        let value = format!("$inputs.{}", key(header));
        (key(header), json!({ "name": header.name, "in": "header", "value": value }))
    });
    let inputs = wire_schema::published(model, types, STYLE);
    object([
        ("inputs", some(Value::Object(inputs))),
        ("parameters", some(Value::Object(headers.chain(steps::authorization(model)).collect()))),
        ("failureActions", some(Value::Object(steps::failure_actions(model)))),
    ])
}
