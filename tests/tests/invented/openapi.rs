//! Reads the statements of OpenAPI and AsyncAPI documents about operations.

use serde_json::{Map, Value};
use verispec_codegen::ir::{Model, Sender};

use super::{Facts, Files};

fn parsed(files: &Files, path: &str) -> Value {
    serde_yaml::from_str(&files[path]).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

pub(super) fn whole(files: &Files) -> Facts {
    document(&parsed(files, "openapi.yaml"))
}

/// Returns the statements of all OpenAPI documents about operations.
pub(super) fn services(files: &Files) -> Facts {
    files.keys().filter(|path| path.starts_with("openapi/")).flat_map(|path| document(&parsed(files, path))).collect()
}

fn document(document: &Value) -> Facts {
    let mut facts = Facts::new();
    for (path, item) in members(&document["paths"]) {
        for (method, operation) in members(item) {
            self::operation(document, path, method, operation, &mut facts);
        }
    }
    for (_, item) in members(&document["components"]["pathItems"]) {
        for (method, operation) in members(item) {
            self::operation(document, "", method, operation, &mut facts);
        }
    }
    facts
}

fn operation(document: &Value, path: &str, method: &str, operation: &Value, facts: &mut Facts) {
    let name = operation["operationId"].as_str().unwrap_or_default();
    let mut say = |about: &str, value: &str| facts.insert(format!("{name} {about} {value}"));
    say("method", &method.to_uppercase());
    if !path.is_empty() {
        let servers = operation.get("servers").unwrap_or(&document["servers"]);
        for server in list(servers) {
            say("url", &format!("{}{path}", server["url"].as_str().unwrap_or_default()));
        }
    }
    if let Some(security) = operation.get("security") {
        if list(security).is_empty() {
            say("auth", "public");
        }
        for way in list(security) {
            let names: Vec<&String> = members(way).map(|(name, _)| name).collect();
            say("auth", names.first().map_or("public", |name| name.as_str()));
        }
    }
    for (media_type, _) in members(&operation["requestBody"]["content"]) {
        say("takes", media_type);
    }
    for (status, response) in members(&operation["responses"]) {
        // An error response without a status is allowed if its description states that the spec lists none.
        let description = response["description"].as_str().unwrap_or_default();
        let is_left_open = status == "4XX" && description.contains("The spec does not ");
        if !is_left_open {
            say("status", status);
        }
        for (media_type, _) in members(&response["content"]) {
            say("answers", media_type);
        }
    }
}

/// Returns made-up statements in the AsyncAPI document.
pub(super) fn asyncapi(model: &Model, files: &Files) -> Vec<String> {
    if !files.contains_key("asyncapi.yaml") {
        return Vec::new();
    }
    let document = parsed(files, "asyncapi.yaml");
    let mut found = Vec::new();
    let theirs = |name: &str| model.operation(name).filter(|operation| operation.sender == Sender::Provider);
    for (name, operation) in members(&document["operations"]) {
        let Some(known) = theirs(name) else {
            found.push(format!("asyncapi.yaml contains an unknown operation: {name}"));
            continue;
        };
        let method = &operation["bindings"]["http"]["method"];
        if method != known.method.as_str() {
            found.push(format!("asyncapi.yaml states a wrong method of {name}: {method}"));
        }
        for message in list(&operation["messages"]) {
            let place = message["$ref"].as_str().unwrap_or_default().trim_start_matches('#');
            let message = document.pointer(place).and_then(|own| own["$ref"].as_str()).unwrap_or_default();
            let message = document.pointer(message.trim_start_matches('#')).cloned().unwrap_or_default();
            let takes = known.request.as_ref().map(|body| body.media_type.as_str());
            if message["contentType"].as_str() != takes {
                found.push(format!("asyncapi.yaml states a wrong content type of {name}: {}", message["contentType"]));
            }
        }
    }
    let count = model.operations.iter().filter(|operation| operation.sender == Sender::Provider).count();
    if members(&document["operations"]).count() != count {
        found.push("asyncapi.yaml does not contain the same callbacks as the model".to_owned());
    }
    if document.get("defaultContentType").is_some() {
        found.push("asyncapi.yaml states that every message has the same content type".to_owned());
    }
    for (name, server) in members(&document["servers"]) {
        if server["host"] != "{host}" || server["variables"]["host"].get("default").is_some() {
            found.push(format!("asyncapi.yaml states a host for {name}: {}", server["host"]));
        }
    }
    found
}
