//! Renders regions and services as servers, one per host.

use serde_json::{Map, Value, json};

use verispec_model::ir::{Model, Region, ServiceId};

/// Renders the servers of all services that receive requests.
pub(super) fn all(model: &Model) -> Value {
    let called: Vec<ServiceId> = model.called_services().collect();
    let pairs = model.regions.iter().flat_map(|region| region.hosts.iter().map(move |(id, _)| (region, *id)));
    let servers = pairs.filter(|(_, id)| called.contains(id)).filter_map(|(region, id)| server(model, region, id));
    servers.collect()
}

/// Renders the servers of a service, one per region.
pub(super) fn of_service(model: &Model, service: ServiceId) -> Value {
    model.regions.iter().filter_map(|region| server(model, region, service)).collect()
}

fn server(model: &Model, region: &Region, id: ServiceId) -> Option<Value> {
    let host = region.host(id)?;
    let service = &model[id];
    let mut server = json!({
        "url": format!("https://{host}"),
        "description": format!("{}. {}", region.title, service.summary),
    });
    let variables = variables(host);
    if !variables.is_empty() {
        server["variables"] = Value::Object(variables);
    }
    server["x-region"] = json!(region.name.wire);
    server["x-service"] = json!(service.name.wire);
    Some(server)
}

/// Renders the placeholders of a host, which only the caller can fill.
fn variables(host: &str) -> Map<String, Value> {
    let words = host.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    let variables = words.map(|(word, _)| {
        // OpenAPI requires a default, but the spec has none.
        let description = format!("Your own {word}. The default is only a placeholder.");
        (word.to_owned(), json!({ "default": word, "description": description }))
    });
    variables.collect()
}
