//! Renders the steps of a workflow in order: token, start, uploads, end of the acquisition, state, and result.

use serde_json::{Map, Value, json};

use super::inputs::Inputs;
use super::reference;
use crate::standards::pointer::pointer;
use crate::standards::{object, some};
use verispec_model::ir::{
    Auth, AuthScheme, Journey, Model, Operation, OperationId, Path, PathParameter, Schema, TypeId, Upload, Vocabulary,
};

/// The names of failure actions.
const ASK_AGAIN: &str = "ask_again";
const NO_RESULT: &str = "no_result";

/// Explains the part of a schedule that a retry with a single delay cannot express.
const SCHEDULE: &str = "Wait for the delays in x-delays in turn, in seconds. Arazzo only supports one delay for all attempts, so this action uses the longest.";

/// The name of the output with the end user's handover data.
const HAND_OVER: &str = "hand_over";

/// The id of the step in which the end user acts.
const CAPTURE: &str = "capture";

struct Steps<'a, 'm> {
    model: &'m Model,
    journey: &'a Journey<'m>,
    inputs: &'a mut Inputs<'m>,
    steps: Vec<Value>,
    /// Whether the execution has been started, so that its ids are known.
    started: bool,
}

/// Renders all steps of a workflow on a channel.
pub(super) fn steps<'m>(model: &'m Model, journey: &Journey<'m>, inputs: &mut Inputs<'m>) -> Value {
    let mut steps = Steps { model, journey, inputs, steps: Vec::new(), started: false };
    steps.token();
    steps.start();
    steps.uploads();
    steps.capture();
    steps.state();
    steps.result();
    Value::Array(steps.steps)
}

/// Renders the outputs that a workflow returns when it ends.
pub(super) fn outputs(model: &Model, journey: &Journey<'_>) -> Value {
    let start = start_id(model, journey);
    let mut outputs = Map::new();
    if model.readings.execution.is_some() {
        outputs.insert("account".to_owned(), json!(format!("$steps.{start}.outputs.account")));
        outputs.insert("execution".to_owned(), json!(format!("$steps.{start}.outputs.execution")));
    }
    if let Some(reading) = &model.readings.state {
        let step = &model[reading.operation].name.snake;
        outputs.insert("state".to_owned(), json!(format!("$steps.{step}.outputs.state")));
    }
    if let Some(id) = model.result_operation() {
        let step = &model[id].name.snake;
        outputs.insert("results".to_owned(), json!(format!("$steps.{step}.outputs.results")));
    }
    Value::Object(outputs)
}

/// Renders the header with the token that the first step obtains.
pub(super) fn authorization(model: &Model) -> Option<(String, Value)> {
    let token = model.readings.token.as_ref()?;
    let step = &model[token.operation].name.snake;
    let word = scheme(&model[token.auth])?;
    let value = format!("{word} {{$steps.{step}.outputs.token}}");
    Some(("authorization".to_owned(), json!({ "name": "Authorization", "in": "header", "value": value })))
}

/// Renders the actions to take while the execution has not reached the expected state.
pub(super) fn failure_actions(model: &Model) -> Map<String, Value> {
    let mut actions = Map::new();
    let Some(reading) = &model.readings.state else {
        return actions;
    };
    let operation = &model[reading.operation];
    let answered = status_criterion(operation);
    let without = model.states_without_result();
    if !without.is_empty() {
        let state = state_criterion(model, "==", " || ", &without);
        actions.insert(
            NO_RESULT.to_owned(),
            json!({ "name": NO_RESULT, "type": "end", "criteria": [answered, { "condition": state }] }),
        );
    }
    let delays = model.delays();
    let (Some(longest), Some(shortest)) = (delays.iter().max(), delays.iter().min()) else {
        return actions;
    };
    let retry = object([
        ("name", Some(json!(ASK_AGAIN))),
        ("type", Some(json!("retry"))),
        // Arazzo has a single delay for all attempts. With the longest delay, nobody polls more often than the schedule
        // allows.
        ("retryAfter", Some(json!(longest))),
        ("retryLimit", Some(json!(delays.len()))),
        ("criteria", Some(json!([answered]))),
        ("x-delays", Some(json!(delays))),
        ("x-note", (shortest != longest).then(|| json!(SCHEDULE))),
    ]);
    actions.insert(ASK_AGAIN.to_owned(), retry);
    actions
}

/// Renders a reference to the action that polls again if the expected state has not been reached; `None` if the spec
/// has no schedule.
fn ask_again(model: &Model) -> Option<Value> {
    (!model.delays().is_empty()).then(|| reference("failureActions", ASK_AGAIN))
}

/// Returns the scheme that precedes the credential in the `Authorization` header.
fn scheme(auth: &Auth) -> Option<&'static str> {
    match auth.scheme {
        AuthScheme::Basic => Some("Basic"),
        AuthScheme::Bearer => Some("Bearer"),
        AuthScheme::None => None,
    }
}

fn status_criterion(operation: &Operation) -> Value {
    json!({ "condition": format!("$statusCode == {}", operation.response.status) })
}

/// Renders a condition on the state of the execution.
fn state_criterion(model: &Model, comparison: &str, between: &str, states: &[&str]) -> String {
    let path = model.readings.state.as_ref().map(|reading| pointer(&reading.state, &[])).unwrap_or_default();
    let parts = states.iter().map(|state| format!("$response.body#{path} {comparison} '{state}'"));
    parts.collect::<Vec<_>>().join(between)
}

/// The properties of a step besides its operation.
#[derive(Default)]
struct Special {
    id: Option<String>,
    description: Option<String>,
    body: Option<(String, Value)>,
    upload: Option<(usize, String)>,
    criteria: Vec<Value>,
    failure: Vec<Value>,
    outputs: Map<String, Value>,
    mark: Option<(&'static str, Value)>,
}

impl<'m> Steps<'_, 'm> {
    fn token(&mut self) {
        let model = self.model;
        let Some(reading) = &model.readings.token else { return };
        let operation = &model[reading.operation];
        let body = operation.request.as_ref().and_then(|body| Some((body.media_type.clone(), body.schema?)));
        let body = body.map(|(media_type, schema)| (media_type, self.inputs.plain_body(schema)));
        let outputs = output("token", &pointer(&reading.token, &[]));
        self.step(reading.operation, Special { body, outputs, ..Special::default() });
    }

    fn start(&mut self) {
        let model = self.model;
        let id = self.journey.start.operation;
        let body = self.inputs.body(self.journey);
        let media_type = model[id].request.as_ref().map(|body| body.media_type.clone()).unwrap_or_default();
        let mut outputs = Map::new();
        if let Some(reading) = &model.readings.execution {
            outputs.extend(output("account", &pointer(&reading.account, &[])));
            outputs.extend(output("execution", &pointer(&reading.id, &[])));
            for upload in &self.journey.uploads {
                let place = upload.place;
                let list = pointer(&reading.credentials, &[place]);
                let path = format!("{list}{}", pointer(&reading.credential_id, &[]));
                outputs.extend(output(&credential(model, upload), &path));
            }
            outputs.extend(self.hand_over().into_iter().flat_map(|path| output(HAND_OVER, &pointer(path, &[]))));
        }
        let step = Some(start_id(model, self.journey));
        self.step(id, Special { id: step, body: Some((media_type, body)), outputs, ..Special::default() });
        self.started = true;
    }

    fn uploads(&mut self) {
        let model = self.model;
        let Some(reading) = &model.readings.execution else { return };
        let operation = &model[reading.upload_operation];
        let Some(body) = &operation.request else { return };
        let field = body.file_field.clone().unwrap_or_default();
        let journey = self.journey;
        for upload in &journey.uploads {
            let file = self.inputs.file(upload, &model[upload.part.file]);
            let special = Special {
                id: Some(format!("{}_{}", operation.name.snake, upload.name)),
                description: Some(self.describe(operation, upload)),
                body: Some((body.media_type.clone(), json!({ field.as_str(): file }))),
                upload: Some((upload.place, upload.part.name.wire.clone())),
                mark: upload.part.optional.then(|| ("x-optional", json!(true))),
                ..Special::default()
            };
            self.step(reading.upload_operation, special);
        }
        if journey.finalizes {
            self.step(reading.finalize_operation, Special::default());
        }
    }

    /// Returns the location of the handover data in the response that starts the execution.
    fn hand_over(&self) -> Option<&'m Path> {
        let known = &self.model.readings.execution.as_ref()?.hand_over;
        known.iter().find(|(channel, _)| Some(*channel) == self.journey.channel).map(|(_, path)| path)
    }

    fn describe(&self, operation: &Operation, upload: &Upload<'_>) -> String {
        let (part, category) = (upload.part, &self.model[upload.category].name.wire);
        format!("{}, {} of {category}: {}", operation.title, part.name.wire, part.summary)
    }

    /// Adds the step in which the end user acts. It waits until the execution has left its initial state.
    fn capture(&mut self) {
        let model = self.model;
        let (Some(reading), Some(channel)) = (&model.readings.state, self.journey.channel) else { return };
        if self.journey.captured.is_empty() {
            return;
        }
        let categories: Vec<&str> = self.journey.captured.iter().map(|id| model[*id].name.wire.as_str()).collect();
        let channel = &model[channel];
        let begin = format!("$steps.{}.outputs.{HAND_OVER}", start_id(model, self.journey));
        let begin = self.hand_over().map(|_| json!(begin));
        let capture = object([
            ("channel", Some(json!(channel.name.wire))),
            ("credentials", Some(json!(categories))),
            ("begin", begin),
        ]);
        let first = model.first_states();
        let left = state_criterion(model, "!=", " && ", &first);
        let special = Special {
            id: Some(CAPTURE.to_owned()),
            description: Some(format!("{} The step waits until the end user has finished.", channel.summary)),
            criteria: (!first.is_empty()).then(|| json!({ "condition": left })).into_iter().collect(),
            failure: ask_again(model).into_iter().collect(),
            mark: Some(("x-capture", capture)),
            ..Special::default()
        };
        self.step(reading.operation, special);
    }

    fn state(&mut self) {
        let model = self.model;
        let Some(reading) = &model.readings.state else { return };
        let with_result: Vec<&str> = reading.with_result.iter().map(String::as_str).collect();
        let condition = state_criterion(model, "==", " || ", &with_result);
        let mut outputs = output("state", &pointer(&reading.state, &[]));
        // If a single response contains both the state and the result, there is no separate step for the result.
        if model.result_operation() == Some(reading.operation) {
            outputs.extend(self.results());
        }
        let ends = (!model.states_without_result().is_empty()).then(|| reference("failureActions", NO_RESULT));
        let special = Special {
            criteria: vec![json!({ "condition": condition })],
            failure: ends.into_iter().chain(ask_again(model)).collect(),
            outputs,
            ..Special::default()
        };
        self.step(reading.operation, special);
    }

    fn result(&mut self) {
        let model = self.model;
        let told = model.readings.state.as_ref().map(|reading| reading.operation);
        if let Some(id) = model.result_operation().filter(|id| told != Some(*id)) {
            let outputs = self.results();
            self.step(id, Special { outputs, ..Special::default() });
        }
    }

    fn results(&self) -> Map<String, Value> {
        let reading = self.model.readings.outcome.as_ref();
        reading.map(|reading| output("results", &pointer(&reading.results, &[]))).unwrap_or_default()
    }

    fn step(&mut self, id: OperationId, special: Special) {
        let model = self.model;
        let operation = &model[id];
        let mut parameters: Vec<Value> = Vec::new();
        for parameter in &operation.path_parameters {
            let value = self.path_value(parameter, special.upload.as_ref());
            parameters.push(json!({ "name": parameter.name.wire, "in": "path", "value": value }));
        }
        parameters.extend(self.authorization(operation));
        let mut criteria = vec![status_criterion(operation)];
        criteria.extend(special.criteria);
        let body = special.body.map(|(media_type, payload)| json!({ "contentType": media_type, "payload": payload }));
        let mut step = object([
            ("stepId", Some(json!(special.id.as_deref().unwrap_or(&operation.name.snake)))),
            ("description", Some(json!(special.description.as_deref().unwrap_or(&operation.summary)))),
            ("operationId", Some(json!(operation.name.wire))),
            ("parameters", some(Value::Array(parameters))),
            ("requestBody", body),
            ("successCriteria", Some(Value::Array(criteria))),
            ("onFailure", some(Value::Array(special.failure))),
            ("outputs", some(Value::Object(special.outputs))),
        ]);
        if let Some((mark, value)) = special.mark {
            step[mark] = value;
        }
        self.steps.push(step);
    }

    /// Returns the value of a path parameter at this step: an output of an earlier step, or an input of the workflow.
    fn path_value(&mut self, parameter: &PathParameter, upload: Option<&(usize, String)>) -> String {
        let model = self.model;
        let start = start_id(model, self.journey);
        let is = |schema: Option<TypeId>| schema == Some(parameter.schema);
        let named = |path: &Path| path.schema.as_ref().and_then(Schema::named);
        if let (Some((_, part)), Some(Vocabulary::Parts)) = (upload, model[parameter.schema].vocabulary) {
            return part.clone();
        }
        if let (Some(reading), true) = (&model.readings.execution, self.started) {
            if is(named(&reading.account)) {
                return format!("$steps.{start}.outputs.account");
            }
            if is(named(&reading.id)) {
                return format!("$steps.{start}.outputs.execution");
            }
            if let (Some((place, _)), true) = (upload, is(named(&reading.credential_id)))
                && let Some(known) = self.journey.uploads.iter().find(|upload| upload.place == *place)
            {
                return format!("$steps.{start}.outputs.{}", credential(model, known));
            }
        }
        self.inputs.parameter(parameter)
    }

    /// Renders the header that authorizes a request, with the token from the first step or from an input.
    fn authorization(&mut self, operation: &Operation) -> Option<Value> {
        let model = self.model;
        let token = model.readings.token.as_ref();
        let token = token.filter(|token| scheme(&model[token.auth]).is_some());
        if operation.auth.iter().any(|id| token.is_some_and(|token| token.auth == *id)) {
            return Some(reference("parameters", "authorization"));
        }
        let way = &model[*operation.auth.first()?];
        let word = scheme(way)?;
        let advice = if way.scheme == AuthScheme::Basic {
            " Join both with a colon, and encode the result in Base64."
        } else {
            ""
        };
        let input = self.inputs.secret(&way.name.snake, &format!("{}{advice}", way.summary));
        Some(json!({ "name": "Authorization", "in": "header", "value": format!("{word} {{{input}}}") }))
    }
}

fn output(name: &str, pointer: &str) -> Map<String, Value> {
    Map::from_iter([(name.to_owned(), json!(format!("$response.body#{pointer}")))])
}

/// Returns the name of the output with the id of the credential that an upload belongs to.
fn credential(model: &Model, upload: &Upload<'_>) -> String {
    format!("{}_credential_{}", model[upload.category].name.snake, upload.place + 1)
}

/// Returns the id of the step that starts the workflow. The outputs of this step differ between workflows, and some
/// linters resolve steps across the complete document, so the id includes the workflow.
fn start_id(model: &Model, journey: &Journey<'_>) -> String {
    let channel = journey.channel.map(|channel| format!("_{}", model[channel].name.snake)).unwrap_or_default();
    format!("start_{}{channel}", journey.workflow.key)
}
