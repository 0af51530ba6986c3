//! An operation to an operation of OpenAPI.

use serde_json::{Map, Value, json};

use super::examples::{Side, examples, path_value};
use super::{SCHEMAS, body, error_name, path_item, server};
use crate::ir::{AuthScheme, Model, Operation, OperationId};
use crate::render::standards::pointer::pointer;
use crate::render::standards::{about, object, some};

/// What stands below the method.
pub(super) fn operation(model: &Model, id: OperationId) -> Value {
    let operation = &model[id];
    let servers = operation.service.map(|service| server::of_service(model, service));
    object([
        ("operationId", Some(json!(operation.name.wire))),
        ("summary", Some(json!(operation.title))),
        ("description", Some(json!(operation.summary))),
        ("externalDocs", about::source(model, &operation.source)),
        ("tags", Some(json!([operation.group]))),
        ("deprecated", operation.deprecated.as_ref().map(|_| json!(true))),
        ("servers", servers.and_then(some)),
        ("security", Some(security(model, operation))),
        ("parameters", some(parameters(model, id))),
        ("requestBody", body::request(model, id)),
        ("responses", Some(responses(model, id))),
        ("callbacks", callbacks(model, id)),
    ])
}

/// Any one of these ways to authorise.
fn security(model: &Model, operation: &Operation) -> Value {
    let ways = operation.auth.iter().map(|id| &model[*id]).filter(|auth| auth.scheme != AuthScheme::None);
    ways.map(|auth| json!({ auth.name.wire.as_str(): [] })).collect()
}

fn parameters(model: &Model, id: OperationId) -> Value {
    let operation = &model[id];
    let of_path = operation.path_parameters.iter().map(|parameter| {
        object([
            ("name", Some(json!(parameter.name.wire))),
            ("in", Some(json!("path"))),
            ("description", Some(json!(parameter.summary))),
            ("required", Some(json!(true))),
            ("schema", Some(json!({ "$ref": format!("{SCHEMAS}{}", model[parameter.schema].name.wire) }))),
            ("example", path_value(model, id, &parameter.name.wire).map(|value| json!(value))),
        ])
    });
    let headers = model.own_headers().filter(|_| operation.is_ours());
    let headers = headers.map(|header| json!({ "$ref": format!("#/components/parameters/{}", header.name) }));
    of_path.chain(headers).collect()
}

fn responses(model: &Model, id: OperationId) -> Value {
    let operation = &model[id];
    let response = &operation.response;
    let described = response.schema.and_then(|schema| model[schema].description.as_deref());
    let content: Map<String, Value> = response
        .media_types
        .iter()
        .map(|media_type| {
            let content = match response.schema {
                Some(schema) => body::json(model, schema, some(examples(model, id, Side::Response))),
                None => json!({ "schema": body::binary() }),
            };
            (media_type.clone(), content)
        })
        .collect();
    let success = object([
        ("description", Some(json!(described.unwrap_or("The request has succeeded.")))),
        ("content", some(Value::Object(content))),
    ]);
    let mut responses = Map::from_iter([(response.status.to_string(), success)]);
    if !operation.is_ours() {
        // Which errors a receiver reports is its own affair.
        responses.insert("4XX".to_owned(), json!({ "description": "Your back end does not take it." }));
    }
    for error in model.provider.errors.iter().filter(|_| operation.is_ours()) {
        responses.insert(
            error.status.clone(),
            json!({ "$ref": format!("#/components/responses/{}", error_name(&error.status)) }),
        );
    }
    Value::Object(responses)
}

fn callbacks(model: &Model, id: OperationId) -> Option<Value> {
    let (_, url) = model.readings.callback.as_ref()?.requested.as_ref().filter(|_| model.asks_for_callback(id))?;
    let callback = &model[model.callback_operation()?];
    let expression = format!("{{$request.body#{}}}", pointer(url, &[]));
    Some(json!({ callback.name.wire.as_str(): { expression: path_item(callback) } }))
}
