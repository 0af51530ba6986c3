//! Checks the documents of open standards for both providers. These checks do not need third-party tools.

mod hosts;

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use verispec_codegen::ir::{Example, Model, Operation, TypeId};
use verispec_codegen::render::standards::{self, Version};
use verispec_tests::folder;

struct Documents {
    name: &'static str,
    model: Box<dyn std::ops::Deref<Target = Model>>,
    files: BTreeMap<String, String>,
}

fn providers() -> Vec<Documents> {
    let specs = [("shipped", folder::workspace("spec")), ("harbor", folder::cases("specs/harbor"))];
    let documents = specs.map(|(name, path)| {
        let sources = folder::spec(&path);
        let (Ok((model, _)), Ok(output)) = (verispec_codegen::load(&sources), verispec_codegen::generate(&sources))
        else {
            panic!("{name}: the spec has errors")
        };
        let files = output.files.into_iter().map(|file| (file.path, file.contents)).collect();
        Documents { name, model: Box::new(model), files }
    });
    documents.into()
}

impl Documents {
    fn model(&self) -> &Model {
        &self.model
    }

    fn yaml(&self, path: &str) -> Value {
        serde_yaml::from_str(&self.files[path]).unwrap_or_else(|error| panic!("{}: {path}: {error}", self.name))
    }
}

/// Collects every value below this one with its JSON Pointer.
fn walk<'a>(value: &'a Value, pointer: &str, visit: &mut dyn FnMut(&str, &'a Value)) {
    visit(pointer, value);
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                walk(member, &format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1")), visit);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                walk(item, &format!("{pointer}/{index}"), visit);
            }
        }
        _ => {}
    }
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

/// Returns every example of a body with its type.
fn bodies(model: &Model) -> Vec<(TypeId, &Value)> {
    let of_workflows = |operation: &Operation| -> Vec<&Example> {
        let id = model.operation_ids().find(|id| model[*id].name == operation.name);
        let used = model.workflows.iter().filter_map(|workflow| workflow.operation(id?));
        used.flat_map(|used| &used.examples).collect()
    };
    let mut found = Vec::new();
    for operation in &model.operations {
        for example in operation.examples.iter().chain(of_workflows(operation)) {
            let request = operation.request.as_ref().and_then(|body| body.schema);
            found.extend(request.zip(example.request.as_ref().map(|body| &body.value)));
            found.extend(operation.response.schema.zip(example.response.as_ref().map(|body| &body.value)));
        }
    }
    found
}

#[test]
fn wire_schemas_are_schemas_that_take_every_example_and_refuse_what_does_not_fit() {
    for documents in providers() {
        let model = documents.model();
        let mut judged = 0;
        for (path, text) in documents.files.iter().filter(|(path, _)| path.starts_with("schema/wire/")) {
            let schema: Value = serde_json::from_str(text).unwrap_or_else(|error| panic!("{path}: {error}"));
            assert!(jsonschema::meta::is_valid(&schema), "{path} is not a valid JSON Schema");
            let validator = jsonschema::validator_for(&schema).unwrap_or_else(|error| panic!("{path}: {error}"));
            assert!(!validator.is_valid(&json!("text")), "{path} accepts any value");
            let own = bodies(model).into_iter().filter(|(id, _)| json!(model[*id].name.wire) == schema["title"]);
            for (id, body) in own {
                judged += 1;
                if let Err(error) = validator.validate(body) {
                    panic!("{path} rejects an example of {}: {error}", model[id].name.wire);
                }
            }
        }
        assert!(judged >= 3, "{}: {judged} examples", documents.name);
    }
}

#[test]
fn references_lead_somewhere() {
    for documents in providers() {
        let mut count = 0;
        for path in documents.files.keys().filter(|path| path.ends_with(".yaml")) {
            let document = documents.yaml(path);
            walk(&document, "", &mut |place, value| {
                if let Some(reference) = value.get("$ref").and_then(Value::as_str) {
                    let target = reference.strip_prefix('#').and_then(|pointer| document.pointer(pointer));
                    assert!(
                        target.is_some(),
                        "{}: {path}: the reference {reference} at {place} does not resolve",
                        documents.name
                    );
                    count += 1;
                }
            });
        }
        assert!(count > 10, "{}: {count} references", documents.name);
    }
}

/// Returns the operations of an OpenAPI document by their ids.
fn operations(document: &Value) -> BTreeMap<String, &Value> {
    let items = ["/paths", "/components/pathItems"].map(|place| document.pointer(place).and_then(Value::as_object));
    let items = items.into_iter().flatten().flat_map(|items| items.values()).filter_map(Value::as_object);
    let mut found = BTreeMap::new();
    for operation in items.flat_map(|item| item.values()) {
        let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
        assert!(found.insert(id.clone(), operation).is_none(), "two operations have the id `{id}`");
    }
    found
}

#[test]
fn every_operation_is_there_with_one_server_per_region_and_every_parameter_of_its_path() {
    for documents in providers() {
        let model = documents.model();
        let openapi = documents.yaml("openapi.yaml");
        let known = operations(&openapi);
        assert_eq!(known.len(), model.operations.len(), "{}", documents.name);
        for operation in &model.operations {
            let own = known[&operation.name.wire];
            let hosts =
                operation.service.map(|id| model.regions.iter().filter(|region| region.host(id).is_some()).count());
            assert_eq!(list(&own["servers"]).len(), hosts.unwrap_or_default(), "{}", operation.name.wire);
            let in_path = list(&own["parameters"]).iter().filter(|parameter| parameter["in"] == "path");
            let named: BTreeSet<String> = in_path.filter_map(|own| own["name"].as_str().map(str::to_owned)).collect();
            let braces = operation
                .path
                .iter()
                .flat_map(|path| path.split('{').skip(1))
                .filter_map(|rest| rest.split('}').next());
            assert_eq!(named, braces.map(str::to_owned).collect(), "{}", operation.name.wire);
        }
    }
}

/// Returns the words after a prefix in the strings of a value.
fn expressions(value: &Value, prefix: &str) -> Vec<String> {
    let mut found = Vec::new();
    walk(value, "", &mut |_, value| {
        for rest in value.as_str().into_iter().flat_map(|text| text.split(prefix).skip(1)) {
            found.push(
                rest.split(|c: char| !c.is_alphanumeric() && !"_.".contains(c)).next().unwrap_or_default().to_owned(),
            );
        }
    });
    found
}

#[test]
fn steps_name_operations_that_exist_and_only_what_earlier_steps_and_the_caller_give() {
    for documents in providers() {
        let openapi = documents.yaml("openapi.yaml");
        let known = operations(&openapi);
        let arazzo = documents.yaml("arazzo.yaml");
        let components = &arazzo["components"];
        for workflow in list(&arazzo["workflows"]) {
            let id = format!("{}: {}", documents.name, workflow["workflowId"]);
            let mut outputs: BTreeSet<String> = BTreeSet::new();
            let mut steps = BTreeSet::new();
            for step in list(&workflow["steps"]) {
                assert!(steps.insert(step["stepId"].to_string()), "{id}: two steps have the id {}", step["stepId"]);
                let operation = step["operationId"].as_str().unwrap_or_default();
                let own = known.get(operation).unwrap_or_else(|| panic!("{id}: there is no operation `{operation}`"));
                let mut parameters = Vec::new();
                for parameter in list(&step["parameters"]).iter().chain(list(&workflow["parameters"])) {
                    let name =
                        parameter["reference"].as_str().and_then(|own| own.strip_prefix("$components.parameters."));
                    parameters.push(name.map_or(parameter, |name| &components["parameters"][name]));
                }
                let given = |wanted: &Value| {
                    parameters.iter().any(|own| own["name"] == wanted["name"] && own["in"] == wanted["in"])
                };
                let wanted = list(&own["parameters"]).iter().map(|parameter| {
                    let pointer = parameter["$ref"].as_str().and_then(|reference| reference.strip_prefix('#'));
                    pointer.and_then(|pointer| openapi.pointer(pointer)).unwrap_or(parameter)
                });
                for parameter in wanted {
                    assert!(given(parameter), "{id}: {operation} lacks the required parameter {}", parameter["name"]);
                }
                let used = json!([step["parameters"], step["requestBody"], parameters, step["x-capture"]]);
                for expression in expressions(&used, "$steps.") {
                    assert!(
                        outputs.contains(&expression),
                        "{id}: {operation} uses {expression}, which no earlier step provides"
                    );
                }
                for name in expressions(&used, "$inputs.") {
                    assert!(workflow["inputs"]["properties"].get(&name).is_some(), "{id}: there is no input `{name}`");
                }
                let names = step["outputs"].as_object().into_iter().flat_map(|own| own.keys());
                let step_id = step["stepId"].as_str().unwrap_or_default();
                outputs.extend(names.map(|name| format!("{step_id}.outputs.{name}")));
            }
            for expression in expressions(&workflow["outputs"], "$steps.") {
                assert!(outputs.contains(&expression), "{id}: no step provides {expression}");
            }
        }
    }
}

#[test]
fn the_later_version_of_arazzo_differs_in_its_version_and_its_sources_only() {
    let sources = folder::spec(&folder::workspace("spec"));
    let Ok((model, _)) = verispec_codegen::load(&sources) else { panic!("the shipped spec has errors") };
    let [mut first, mut later] = [Version::V1_0_1, Version::V1_1_0].map(|version| {
        let file = standards::arazzo(&model, version).unwrap_or_else(|| panic!("the spec should have workflows"));
        serde_yaml::from_str::<Value>(&file.contents).unwrap_or_else(|error| panic!("{error}"))
    });
    assert_eq!((&first["arazzo"], &later["arazzo"]), (&json!("1.0.1"), &json!("1.1.0")));
    assert_eq!(later["sourceDescriptions"][1]["type"], "asyncapi");
    for document in [&mut first, &mut later] {
        document["arazzo"].take();
        document["sourceDescriptions"].take();
    }
    assert!(first == later);
}
