//! Checks the OpenAPI document of each service: every request is in exactly one document, whose servers are the hosts
//! of its service.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use verispec_codegen::ir::{Model, OperationId};

use super::{Documents, list, operations, providers, walk};

/// Returns the documents by the name of their service.
fn by_service(documents: &Documents) -> BTreeMap<String, Value> {
    let paths = documents.files.keys().filter(|path| path.starts_with("openapi/"));
    let name = |path: &String| path["openapi/".len()..].trim_end_matches(".yaml").to_owned();
    paths.map(|path| (name(path), documents.yaml(path))).collect()
}

/// Returns the URLs of servers with their regions.
fn servers(value: &Value) -> Vec<(String, String)> {
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    list(value).iter().map(|server| (text(&server["x-region"]), text(&server["url"]))).collect()
}

/// Returns the hosts of an operation in the model.
fn hosts(model: &Model, id: OperationId) -> Vec<(String, String)> {
    let service = model[id].service.unwrap_or_else(|| panic!("operation {} has no service", model[id].name.wire));
    let hosts = model.regions.iter().filter_map(|region| Some((region, region.host(service)?)));
    hosts.map(|(region, host)| (region.name.wire.clone(), format!("https://{host}"))).collect()
}

/// Returns the requests in a document by id: the method, the path and the description.
fn requests(document: &Value) -> BTreeMap<String, (String, String, Value)> {
    let mut found = BTreeMap::new();
    for (path, item) in document["paths"].as_object().into_iter().flatten() {
        for (method, operation) in item.as_object().into_iter().flatten() {
            let id = operation["operationId"].as_str().unwrap_or_default().to_owned();
            assert!(found.insert(id, (method.to_uppercase(), path.clone(), operation.clone())).is_none(), "{path}");
        }
    }
    found
}

#[test]
fn every_request_is_in_the_document_of_its_service_and_in_no_other() {
    for documents in providers() {
        let model = documents.model();
        let by_service = by_service(&documents);
        let called: BTreeSet<&str> =
            model.operations.iter().filter_map(|own| Some(model[own.service?].name.snake.as_str())).collect();
        assert_eq!(by_service.keys().map(String::as_str).collect::<BTreeSet<_>>(), called, "{}", documents.name);
        let mut described = BTreeMap::new();
        for (service, document) in &by_service {
            for (id, (method, path, operation)) in requests(document) {
                assert!(operation.get("servers").is_none(), "{service}: {id} should not have servers of its own");
                let place = (service.clone(), method, path, servers(&document["servers"]));
                assert!(described.insert(id.clone(), place).is_none(), "{id} is in the documents of two services");
            }
        }
        let ours = model.operation_ids().filter(|id| model[*id].is_ours());
        let expected = ours.map(|id| {
            let operation = &model[id];
            let service = operation.service.map(|id| model[id].name.snake.clone()).unwrap_or_default();
            let path = operation.path.clone().unwrap_or_default();
            (operation.name.wire.clone(), (service, operation.method.as_str().to_owned(), path, hosts(model, id)))
        });
        assert_eq!(described, expected.collect(), "{}", documents.name);
    }
}

#[test]
fn the_whole_document_says_the_same_of_every_request() {
    for documents in providers() {
        let mut whole = requests(&documents.yaml("openapi.yaml"));
        for (service, document) in by_service(&documents) {
            for (id, (method, path, operation)) in requests(&document) {
                let (_, _, mut other) =
                    whole.remove(&id).unwrap_or_else(|| panic!("{service}: {id} is not in the complete document"));
                let own = other.as_object_mut().and_then(|members| members.shift_remove("servers")).unwrap_or_default();
                assert_eq!(own, document["servers"], "{id}");
                assert_eq!(other, operation, "{method} {path}");
            }
        }
        assert!(whole.is_empty(), "{}: no document of a service contains {:?}", documents.name, whole.keys());
    }
}

#[test]
fn documents_of_services_define_what_they_use_and_nothing_else() {
    for documents in providers() {
        for (service, document) in by_service(&documents) {
            let mut used = BTreeSet::new();
            walk(&document, "", &mut |_, value| {
                used.extend(
                    value.get("$ref").and_then(Value::as_str).map(|reference| reference["#".len()..].to_owned()),
                );
            });
            for (_, operation) in operations(&document) {
                let ways = list(&operation["security"]).iter().filter_map(Value::as_object).flat_map(|way| way.keys());
                used.extend(ways.map(|way| format!("/components/securitySchemes/{way}")));
                for tag in list(&operation["tags"]) {
                    assert!(list(&document["tags"]).iter().any(|own| own["name"] == *tag), "{service}: {tag}");
                }
            }
            let components = document["components"].as_object().into_iter().flatten();
            let defined = components.flat_map(|(kind, members)| {
                let names = members.as_object().into_iter().flat_map(|members| members.keys());
                names.map(move |name| format!("/components/{kind}/{name}"))
            });
            assert_eq!(defined.collect::<BTreeSet<_>>(), used, "{}: {service}", documents.name);
        }
    }
}
