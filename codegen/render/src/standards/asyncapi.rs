//! Renders the provider's callbacks as an AsyncAPI document, from the receiver's point of view.

use serde_json::{Map, Value, json};

use super::{about, object, some};
use verispec_model::ir::{Model, Operation};
use verispec_model::wire_schema::{self, Style};

/// Renders the complete document; `None` if the provider sends no callbacks.
pub(super) fn document(model: &Model) -> Option<Value> {
    let callbacks: Vec<&Operation> = model.operations.iter().filter(|operation| !operation.is_ours()).collect();
    if callbacks.is_empty() {
        return None;
    }
    let provider = &model.provider;
    let description = format!("The requests that {} sends to your backend. {}", provider.name, provider.summary);
    let title = format!("{}, callbacks", provider.name);
    let mut info = about::full_info(model, &title, &description, json!({ "name": provider.package.license }));
    info["tags"] = tags(&callbacks);
    if let Some(documentation) = about::documentation(model) {
        info["externalDocs"] = documentation;
    }
    let by_name = |item: fn(&Model, &Operation) -> Value| {
        Value::Object(callbacks.iter().map(|callback| (callback.name.wire.clone(), item(model, callback))).collect())
    };
    Some(object([
        ("asyncapi", Some(json!("3.0.0"))),
        ("info", Some(info)),
        ("servers", Some(servers(model))),
        ("channels", Some(by_name(channel))),
        ("operations", Some(by_name(operation))),
        ("components", Some(components(model, &callbacks))),
    ]))
}

fn tags(callbacks: &[&Operation]) -> Value {
    let mut tags: Vec<Value> = Vec::new();
    for callback in callbacks {
        let tag = json!({ "name": callback.group, "description": format!("{}.", callback.title) });
        if !tags.iter().any(|known| known["name"] == tag["name"]) {
            tags.push(tag);
        }
    }
    Value::Array(tags)
}

/// Renders the server of the receiver. It belongs to the customer, so its host and scheme are unknown here, but linters
/// require a server.
fn servers(model: &Model) -> Value {
    let named = model.readings.callback.as_ref().is_some_and(|callback| callback.requested.is_some());
    let place = if named { ", at the URL that your request specifies" } else { "" };
    json!({
        "receiver": {
            "host": "{host}",
            "protocol": "http",
            "description": format!("Your own backend{place}. Use the scheme of its URL."),
            "variables": { "host": { "description": "The host of your backend." } },
        }
    })
}

fn channel(model: &Model, callback: &Operation) -> Value {
    object([
        // The channel has no address, because the receiver is the customer.
        ("title", Some(json!(callback.title))),
        ("description", Some(json!(callback.summary))),
        (
            "messages",
            message_name(model, callback)
                .map(|name| json!({ name: { "$ref": format!("#/components/messages/{name}") } })),
        ),
        ("externalDocs", about::source(model, &callback.source)),
        ("x-senders", some(senders(model))),
    ])
}

/// Describes the senders of callbacks, by region.
fn senders(model: &Model) -> Value {
    let known = model.regions.iter().filter_map(|region| Some((region, region.callbacks.as_ref()?)));
    let senders = known.map(|(region, senders)| {
        (region.name.wire.clone(), json!({ "host": senders.host, "addresses": senders.addresses }))
    });
    Value::Object(senders.collect::<Map<_, _>>())
}

fn operation(model: &Model, callback: &Operation) -> Value {
    let channel = format!("#/channels/{}", callback.name.wire);
    let message = message_name(model, callback).map(|name| json!([{ "$ref": format!("{channel}/messages/{name}") }]));
    object([
        ("action", Some(json!("receive"))),
        ("channel", Some(json!({ "$ref": channel }))),
        ("title", Some(json!(callback.title))),
        ("summary", Some(json!(callback.summary))),
        ("description", Some(json!(format!("Respond with the status {}.", callback.response.status)))),
        ("bindings", Some(json!({ "http": { "method": callback.method.as_str(), "bindingVersion": "0.3.0" } }))),
        ("messages", message),
    ])
}

/// Messages are named after their payloads.
fn message_name<'m>(model: &'m Model, callback: &Operation) -> Option<&'m str> {
    callback.received().map(|schema| model[schema].name.wire.as_str())
}

fn components(model: &Model, callbacks: &[&Operation]) -> Value {
    let carried = || callbacks.iter().filter_map(|callback| Some((callback, callback.received()?)));
    let messages = carried().map(|(callback, schema)| {
        let kind = &model[schema];
        let examples = callback.examples.iter().filter_map(|example| {
            let name = example.name.clone().unwrap_or_else(|| "example".to_owned());
            Some(json!({ "name": name, "payload": example.request.as_ref()?.value }))
        });
        let message = object([
            ("name", Some(json!(kind.name.wire))),
            ("title", Some(json!(callback.title))),
            ("summary", kind.description.as_ref().map(|text| json!(text))),
            ("contentType", callback.request.as_ref().map(|body| json!(body.media_type))),
            ("payload", Some(json!({ "$ref": format!("#/components/schemas/{}", kind.name.wire) }))),
            ("examples", some(examples.collect())),
        ]);
        (kind.name.wire.clone(), message)
    });
    let style = Style { references: "#/components/schemas/", marked: true, as_read: true };
    let schemas = wire_schema::published(model, carried().map(|(_, schema)| schema), style);
    json!({ "messages": Value::Object(messages.collect()), "schemas": Value::Object(schemas) })
}
