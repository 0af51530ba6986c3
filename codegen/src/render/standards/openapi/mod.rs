//! Operations, services, regions and payloads to an OpenAPI document.

mod body;
mod examples;
mod operation;
mod server;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{about, object, some};
use crate::ir::{AuthScheme, Model, Operation, OperationId, TypeId};
use crate::wire_schema::{self, Style};

/// What stands before the name of a type in a reference.
const SCHEMAS: &str = "#/components/schemas/";

const STYLE: Style = Style { references: SCHEMAS, marked: true };

/// The whole document.
pub(super) fn document(model: &Model) -> Value {
    let provider = &model.provider;
    let description = format!(
        "{}\n\nEach operation goes to the host of its service in the region of your account. What is not documented is \
         left out: error responses have no schema, since their bodies are not described.",
        provider.summary
    );
    let license = json!({ "name": provider.package.license, "identifier": provider.package.license });
    object([
        ("openapi", Some(json!("3.1.1"))),
        ("info", Some(about::full_info(model, &provider.name, &description, license))),
        ("jsonSchemaDialect", Some(json!("https://json-schema.org/draft/2020-12/schema"))),
        ("externalDocs", about::documentation(model)),
        ("servers", some(server::all(model))),
        ("tags", some(tags(model))),
        ("paths", Some(paths(model))),
        ("webhooks", some(webhooks(model))),
        ("components", Some(components(model))),
    ])
}

/// The groups of operations, by the alphabet.
fn tags(model: &Model) -> Value {
    let mut groups = model.operation_groups();
    groups.sort_by_key(|(group, _)| *group);
    let tags = groups.into_iter().map(|(group, operations)| {
        let titles: Vec<&str> = operations.iter().map(|id| model[*id].title.as_str()).collect();
        json!({ "name": group, "description": format!("{}.", titles.join(", ")) })
    });
    tags.collect()
}

fn paths(model: &Model) -> Value {
    let mut paths = Map::new();
    for id in model.operation_ids().filter(|id| model[*id].is_ours()) {
        let operation = &model[id];
        if let Some(path) = &operation.path {
            let item = paths.entry(path.clone()).or_insert_with(|| json!({}));
            item[method(operation)] = operation::operation(model, id);
        }
    }
    Value::Object(paths)
}

/// The requests that the provider makes.
fn webhooks(model: &Model) -> Value {
    let theirs = model.operations.iter().filter(|operation| !operation.is_ours());
    Value::Object(theirs.map(|operation| (operation.name.wire.clone(), path_item(operation))).collect())
}

/// A reference to a request that the provider makes: it is a webhook, and a callback of the requests that ask for it.
fn path_item(operation: &Operation) -> Value {
    json!({ "$ref": format!("#/components/pathItems/{}", operation.name.wire) })
}

fn method(operation: &Operation) -> String {
    operation.method.as_str().to_lowercase()
}

fn components(model: &Model) -> Value {
    object([
        ("securitySchemes", some(security_schemes(model))),
        ("parameters", some(headers(model))),
        ("responses", some(errors(model))),
        ("pathItems", some(path_items(model))),
        ("schemas", some(Value::Object(wire_schema::published(model, payloads(model), STYLE)))),
    ])
}

/// The types that operations refer to.
fn payloads(model: &Model) -> BTreeSet<TypeId> {
    let of_operation = |operation: &'_ Operation| -> Vec<TypeId> {
        let parameters = operation.path_parameters.iter().map(|parameter| parameter.schema);
        let sent = match (operation.json(), operation.sent()) {
            (Some(json), _) => vec![json],
            (None, form) => form.into_iter().flat_map(|form| body::form_types(model, form)).collect(),
        };
        parameters.chain(sent).chain(operation.received()).collect()
    };
    model.operations.iter().flat_map(of_operation).collect()
}

fn security_schemes(model: &Model) -> Value {
    let used = |name: &str| model.operations.iter().flat_map(|o| &o.auth).any(|id| model[*id].name.wire == name);
    let schemes = model.auth.iter().filter(|auth| used(&auth.name.wire)).filter_map(|auth| {
        let scheme = match auth.scheme {
            AuthScheme::Basic => "basic",
            AuthScheme::Bearer => "bearer",
            AuthScheme::None => return None,
        };
        let obtained = model.readings.token.as_ref().filter(|token| model[token.auth].name == auth.name);
        let obtained = obtained.map(|token| json!(model[token.operation].name.wire));
        let members = [
            ("type", Some(json!("http"))),
            ("scheme", Some(json!(scheme))),
            ("description", Some(json!(auth.summary))),
            ("x-obtained-by", obtained),
        ];
        Some((auth.name.wire.clone(), object(members)))
    });
    Value::Object(schemes.collect())
}

fn headers(model: &Model) -> Value {
    let headers = model.own_headers().map(|header| {
        let parameter = object([
            ("name", Some(json!(header.name))),
            ("in", Some(json!("header"))),
            ("description", Some(json!(header.summary))),
            ("required", Some(json!(true))),
            ("schema", Some(json!({ "type": "string" }))),
            ("example", header.example.as_ref().map(|example| json!(example))),
        ]);
        (header.name.clone(), parameter)
    });
    Value::Object(headers.collect())
}

/// The name of the response that reports an error status.
fn error_name(status: &str) -> String {
    format!("Error{status}")
}

fn errors(model: &Model) -> Value {
    let errors = model.provider.errors.iter();
    Value::Object(errors.map(|e| (error_name(&e.status), json!({ "description": e.summary }))).collect())
}

fn path_items(model: &Model) -> Value {
    let theirs = model.operation_ids().filter(|id| !model[*id].is_ours());
    let items = theirs.map(|id: OperationId| {
        let operation = &model[id];
        (operation.name.wire.clone(), json!({ method(operation): operation::operation(model, id) }))
    });
    Value::Object(items.collect())
}
