//! Reads facts from the JSON and YAML outputs: the catalog, the wire schemas, OpenAPI and Arazzo.

use std::collections::BTreeMap;

use serde_json::{Map, Value};

use super::expected::{file, journey_text, limit_text, member, slot};
use super::{About, Facts, Files};

pub(super) fn parsed(files: &Files, path: &str) -> Value {
    let text = files.get(path).unwrap_or_else(|| panic!("{path} is not generated"));
    // Tries JSON first, because it is faster to parse than YAML.
    if text.starts_with('{') {
        serde_json::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}"))
    } else {
        serde_yaml::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}"))
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn members(value: &Value) -> impl Iterator<Item = (&String, &Value)> {
    value.as_object().into_iter().flat_map(Map::iter)
}

fn text(value: &Value) -> String {
    value.as_str().map_or_else(|| value.to_string(), str::to_owned)
}

fn texts(value: &Value) -> Vec<String> {
    list(value).iter().map(text).collect()
}

fn key(value: &Value) -> u32 {
    value.as_u64().and_then(|key| u32::try_from(key).ok()).unwrap_or_default()
}

pub(super) fn catalog(files: &Files) -> Facts {
    let catalog = parsed(files, "catalog.json");
    let mut facts = Facts::new();
    for region in list(&catalog["regions"]) {
        facts.extend(
            members(&region["hosts"])
                .map(|(service, host)| (About::Host, format!("{} {service} {}", text(&region["id"]), text(host)))),
        );
    }
    for workflow in list(&catalog["workflows"]) {
        let key = key(&workflow["key"]);
        facts.insert((About::Channels, format!("{key} {}", texts(&workflow["channels"]).join(","))));
        for (index, own) in list(&workflow["slots"]).iter().enumerate() {
            let (channels, parts) = (texts(&own["channels"]).join(","), texts(&own["parts"]).join(","));
            facts.insert((
                About::Slot,
                slot(key, index, &text(&own["category"]), &text(&own["origin"]), &channels, &parts),
            ));
        }
        let graph = &workflow["capabilities"];
        facts.extend(texts(&graph["nodes"]).iter().map(|node| (About::Capability, format!("{key} {node}"))));
        facts.extend(
            list(&graph["edges"]).iter().map(|edge| (About::Edge, format!("{key} {}", texts(edge).join(" > ")))),
        );
    }
    facts
}

/// Returns the fields and limits of a type.
fn schema(name: &str, schema: &Value, facts: &mut Facts) {
    let required = texts(&schema["required"]);
    for (own, property) in members(&schema["properties"]) {
        let place = format!("{name}.{own}");
        facts.insert((About::Member, member(&place, required.contains(own))));
        limits(&place, property, facts);
    }
    limits(name, schema, facts);
}

fn limits(place: &str, schema: &Value, facts: &mut Facts) {
    for word in ["minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum", "multipleOf"] {
        if let Some(limit) = schema[word].as_number() {
            facts.insert((About::PublishedLimit, limit_text(place, word, limit)));
        }
    }
}

pub(super) fn wire(files: &Files) -> Facts {
    // Each file is self-contained, so several files may contain the same type.
    let mut types: BTreeMap<String, Facts> = BTreeMap::new();
    for path in files.keys().filter(|path| path.starts_with("schema/wire/")) {
        for (name, own) in members(&parsed(files, path)["$defs"]) {
            let mut facts = Facts::new();
            schema(name, own, &mut facts);
            let known = types.entry(name.clone()).or_insert_with(|| facts.clone());
            if *known != facts {
                known.insert((About::Member, format!("{name}, but {path} contradicts another file")));
            }
        }
    }
    types.into_values().flatten().collect()
}

pub(super) fn openapi(files: &Files) -> Facts {
    let document = parsed(files, "openapi.yaml");
    let mut facts = Facts::new();
    for (name, own) in members(&document["components"]["schemas"]) {
        schema(name, own, &mut facts);
    }
    for server in list(&document["servers"]) {
        let host = text(&server["url"]).replace("https://", "");
        facts.insert((About::Host, format!("{} {} {host}", text(&server["x-region"]), text(&server["x-service"]))));
    }
    let operations = members(&document["paths"]).flat_map(|(_, item)| members(item)).map(|(_, operation)| operation);
    for (media_type, content) in operations.flat_map(|operation| members(&operation["requestBody"]["content"])) {
        let form = &content["schema"];
        if media_type == "application/x-www-form-urlencoded" {
            schema(&text(&form["title"]), form, &mut facts);
        }
        for kind in members(&form["properties"]).flat_map(|(_, property)| list(&property["x-files"])) {
            let limits = ["maxBytes", "maxWidth", "maxHeight"].map(|word| kind[word].as_u64());
            facts.extend(texts(&kind["parts"]).iter().map(|part| (About::File, file(part, limits))));
        }
    }
    facts
}

pub(super) fn arazzo(files: &Files) -> Facts {
    let document = parsed(files, "arazzo.yaml");
    let journeys = list(&document["workflows"]).iter().map(|workflow| {
        let steps = list(&workflow["steps"]);
        let bodies = || steps.iter().map(|step| &step["requestBody"]["payload"]);
        let key = bodies().map(|body| key(&body["workflowDefinition"]["key"])).find(|key| *key > 0).unwrap_or_default();
        // The JSON Pointer to the id of a credential contains its index.
        let outputs = |name: &str| {
            steps.iter().map(|step| text(&step["outputs"][name])).find(|pointer| pointer != "null").unwrap_or_default()
        };
        let parameter = |step: &Value, name: &str| {
            list(&step["parameters"]).iter().find(|own| own["name"] == name).map(|own| text(&own["value"]))
        };
        let uploads: Vec<String> = steps
            .iter()
            .filter(|step| step["requestBody"]["contentType"] == "multipart/form-data")
            .map(|step| {
                let credential = parameter(step, "credentialsId").unwrap_or_default();
                let pointer = outputs(credential.rsplit('.').next().unwrap_or_default());
                let place = pointer.split('/').find(|word| word.parse::<usize>().is_ok()).unwrap_or("?").to_owned();
                format!("{place}.{}", parameter(step, "classifier").unwrap_or_default())
            })
            .collect();
        let captured: Vec<String> = steps.iter().flat_map(|step| texts(&step["x-capture"]["credentials"])).collect();
        (About::Journey, journey_text(key, &text(&workflow["x-workflow"]["channel"]), &uploads, &captured))
    });
    journeys.collect()
}
