//! Renders an operation for OpenAPI.

use serde_json::{Map, Value, json};

use super::examples::{Side, examples, path_value};
use super::{Part, SCHEMAS, Scope, body, error_name, path_item, server};
use crate::standards::pointer::pointer;
use crate::standards::{about, object, some};
use verispec_model::ir::{Auth, AuthScheme, Model, Operation, OperationId};

/// Renders the content of an operation below its method.
pub(super) fn operation(part: Part<'_>, id: OperationId) -> Value {
    let model = part.model;
    let operation = &model[id];
    let service = operation.service.filter(|_| part.scope == Scope::Whole);
    let servers = service.map(|service| server::of_service(model, service));
    object([
        ("operationId", Some(json!(operation.name.wire))),
        ("summary", Some(json!(operation.title))),
        ("description", Some(json!(operation.summary))),
        ("externalDocs", about::source(model, &operation.source)),
        ("tags", Some(json!([operation.group]))),
        ("deprecated", operation.deprecated.as_ref().map(|_| json!(true))),
        ("servers", servers.and_then(some)),
        ("security", security(model, operation)),
        ("parameters", some(parameters(model, id))),
        ("requestBody", body::request(model, id)),
        ("responses", Some(responses(model, id))),
        ("callbacks", callbacks(model, id)),
    ])
}

/// Renders the accepted authorization methods, or nothing if the spec states none. An empty list would declare the
/// operation public, which is only correct for a method without credentials.
fn security(model: &Model, operation: &Operation) -> Option<Value> {
    let ways: Vec<&Auth> = operation.auth.iter().map(|id| &model[*id]).collect();
    if ways.is_empty() {
        return None;
    }
    if ways.iter().all(|auth| auth.scheme == AuthScheme::None) {
        return Some(json!([]));
    }
    let requirement = |auth: &&Auth| match auth.scheme {
        AuthScheme::None => json!({}),
        AuthScheme::Basic | AuthScheme::Bearer => json!({ auth.name.wire.as_str(): [] }),
    };
    Some(ways.iter().map(requirement).collect())
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
                None => body::undescribed(media_type),
            };
            (media_type.clone(), content)
        })
        .collect();
    // OpenAPI can state a type only together with a media type.
    let unsaid = response
        .schema
        .filter(|_| response.media_types.is_empty())
        .map(|schema| format!(" It contains {}, but the spec does not state its media type.", model[schema].name.wire));
    let description = [described.unwrap_or("The request succeeded."), unsaid.as_deref().unwrap_or_default()].concat();
    let success = object([("description", Some(json!(description))), ("content", some(Value::Object(content)))]);
    let mut responses = Map::from_iter([(response.status.to_string(), success)]);
    for status in &operation.errors {
        responses.insert(status.clone(), json!({ "$ref": format!("#/components/responses/{}", error_name(status)) }));
    }
    if operation.errors.is_empty() {
        // Linters require an error response, but the spec states none.
        let description = match operation.is_ours() {
            true => "The provider rejects the request. The spec does not state the status.",
            false => "The receiver rejects the request. The spec does not say what happens then.",
        };
        responses.insert("4XX".to_owned(), json!({ "description": description }));
    }
    Value::Object(responses)
}

fn callbacks(model: &Model, id: OperationId) -> Option<Value> {
    let (_, url) = model.readings.callback.as_ref()?.requested.as_ref().filter(|_| model.asks_for_callback(id))?;
    let callback = &model[model.callback_operation()?];
    let expression = format!("{{$request.body#{}}}", pointer(url, &[]));
    Some(json!({ callback.name.wire.as_str(): { expression: path_item(callback) } }))
}
