//! Renders operations, services, regions and payloads as OpenAPI documents: one complete document, and one per service.

mod body;
mod examples;
mod operation;
mod server;

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{about, object, some};
use verispec_model::ir::{AuthScheme, Model, Operation, OperationId, ServiceId, TypeId};
use verispec_model::wire_schema::{self, Style};

/// The prefix of a type's name in a reference.
const SCHEMAS: &str = "#/components/schemas/";

/// The note about servers in the complete document.
const WHOLE: &str = "Each operation has its own servers: the hosts of its service, one per region. Many client generators ignore them; with such a generator, use the document of each service in `openapi/`.";

/// The note about gaps in every document.
const OMITTED: &str = "Facts that the spec does not state are omitted, including the bodies of error responses.";

const STYLE: Style = Style { references: SCHEMAS, marked: true, as_read: true };

/// The operations that a document describes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// All operations, each with the servers of its service.
    Whole,
    /// The operations of one service. Its servers are the servers of the document. Most client generators support only
    /// such documents.
    Service(ServiceId),
}

/// A model, and the part of it that a document describes.
#[derive(Clone, Copy)]
struct Part<'m> {
    model: &'m Model,
    scope: Scope,
}

impl Part<'_> {
    /// Returns the operations that the customer sends, in spec order.
    fn requests(self) -> impl Iterator<Item = OperationId> {
        self.model.operation_ids().filter(move |id| {
            let operation = &self.model[*id];
            operation.is_ours() && (self.scope == Scope::Whole || self.service() == operation.service)
        })
    }

    /// Returns the operations that the provider sends: all of them, or those that a request of the service triggers.
    fn callbacks(self) -> impl Iterator<Item = OperationId> {
        let asked_for =
            self.model.callback_operation().filter(|_| self.requests().any(|id| self.model.asks_for_callback(id)));
        self.model
            .operation_ids()
            .filter(move |id| !self.model[*id].is_ours() && (self.scope == Scope::Whole || asked_for == Some(*id)))
    }

    fn operations(self) -> impl Iterator<Item = OperationId> {
        let described: BTreeSet<OperationId> = self.requests().chain(self.callbacks()).collect();
        self.model.operation_ids().filter(move |id| described.contains(id))
    }

    fn service(self) -> Option<ServiceId> {
        match self.scope {
            Scope::Whole => None,
            Scope::Service(id) => Some(id),
        }
    }
}

/// Renders the complete document, or that of one service.
pub(super) fn document(model: &Model, scope: Scope) -> Value {
    let part = Part { model, scope };
    let provider = &model.provider;
    let (title, hosts, servers) = match part.service() {
        None => (provider.name.clone(), WHOLE.to_owned(), server::all(model)),
        Some(id) => {
            let service = &model[id];
            let hosts = format!("The operations of the service `{}`. {}", service.name.wire, service.summary);
            (format!("{}, {}", provider.name, service.name.wire), hosts, server::of_service(model, id))
        }
    };
    let description = format!("{}\n\n{hosts} {OMITTED}", provider.summary);
    let license = json!({ "name": provider.package.license, "identifier": provider.package.license });
    object([
        ("openapi", Some(json!("3.1.1"))),
        ("info", Some(about::full_info(model, &title, &description, license))),
        ("jsonSchemaDialect", Some(json!("https://json-schema.org/draft/2020-12/schema"))),
        ("externalDocs", about::documentation(model)),
        ("servers", some(servers)),
        ("tags", some(tags(part))),
        ("paths", Some(paths(part))),
        ("webhooks", some(webhooks(part))),
        ("components", some(components(part))),
    ])
}

/// Renders the groups of operations, in alphabetical order.
fn tags(part: Part<'_>) -> Value {
    let described: BTreeSet<OperationId> = part.operations().collect();
    let mut groups = part.model.operation_groups();
    groups.sort_by_key(|(group, _)| *group);
    let tags = groups.into_iter().filter_map(|(group, operations)| {
        let own = operations.iter().filter(|id| described.contains(id));
        let titles: Vec<&str> = own.map(|id| part.model[*id].title.as_str()).collect();
        (!titles.is_empty()).then(|| json!({ "name": group, "description": format!("{}.", titles.join(", ")) }))
    });
    tags.collect()
}

fn paths(part: Part<'_>) -> Value {
    let mut paths = Map::new();
    for id in part.requests() {
        let operation = &part.model[id];
        if let Some(path) = &operation.path {
            let item = paths.entry(path.clone()).or_insert_with(|| json!({}));
            item[method(operation)] = operation::operation(part, id);
        }
    }
    Value::Object(paths)
}

/// Renders the requests that the provider sends. They do not belong to a service, so the document of a service contains
/// none of them.
fn webhooks(part: Part<'_>) -> Value {
    let theirs = part.callbacks().filter(|_| part.scope == Scope::Whole).map(|id| &part.model[id]);
    Value::Object(theirs.map(|operation| (operation.name.wire.clone(), path_item(operation))).collect())
}

/// Renders a request that the provider sends. It is a webhook, and also a callback of the requests that trigger it.
fn path_item(operation: &Operation) -> Value {
    json!({ "$ref": format!("#/components/pathItems/{}", operation.name.wire) })
}

fn method(operation: &Operation) -> String {
    operation.method.as_str().to_lowercase()
}

fn components(part: Part<'_>) -> Value {
    let model = part.model;
    object([
        ("securitySchemes", some(security_schemes(part))),
        ("parameters", some(headers(part))),
        ("responses", some(errors(part))),
        ("pathItems", some(path_items(part))),
        ("schemas", some(Value::Object(wire_schema::published(model, payloads(part), STYLE)))),
    ])
}

/// Returns the types that operations refer to.
fn payloads(part: Part<'_>) -> BTreeSet<TypeId> {
    let model = part.model;
    let of_operation = |id: OperationId| -> Vec<TypeId> {
        let operation = &model[id];
        let parameters = operation.path_parameters.iter().map(|parameter| parameter.schema);
        let sent = match (operation.json(), operation.sent()) {
            (Some(json), _) => vec![json],
            (None, form) => form.into_iter().flat_map(|form| body::form_types(model, form)).collect(),
        };
        parameters.chain(sent).chain(operation.received()).collect()
    };
    part.operations().flat_map(of_operation).collect()
}

fn security_schemes(part: Part<'_>) -> Value {
    let model = part.model;
    let used = |name: &str| part.operations().flat_map(|id| &model[id].auth).any(|id| model[*id].name.wire == name);
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

/// Renders the headers of requests to the provider.
fn headers(part: Part<'_>) -> Value {
    let any = part.requests().next().is_some();
    let headers = part.model.own_headers().filter(|_| any).map(|header| {
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

/// Returns the name of the response for an error status.
fn error_name(status: &str) -> String {
    format!("Error{status}")
}

fn errors(part: Part<'_>) -> Value {
    let named = |status: &String| part.requests().any(|id| part.model[id].errors.contains(status));
    let errors = part.model.provider.errors.iter().filter(|error| named(&error.status));
    Value::Object(errors.map(|e| (error_name(&e.status), json!({ "description": e.summary }))).collect())
}

fn path_items(part: Part<'_>) -> Value {
    let items = part.callbacks().map(|id| {
        let operation = &part.model[id];
        (operation.name.wire.clone(), json!({ method(operation): operation::operation(part, id) }))
    });
    Value::Object(items.collect())
}
