//! Compares the URL of every operation in every region with a table that was written from the documents.

use jumio_workflows::model::MODEL;
use jumio_workflows::operations;
use jumio_workflows::payloads::{AccountId, CredentialId, PartClassifier, WorkflowExecutionId};
use jumio_workflows::runtime::{UrlError, WebOrigin};
use serde_json::Value;
use verispec_tests::folder;

fn documented() -> Value {
    serde_json::from_str(&folder::text(&folder::cases("documented/addresses.json"))).expect("the table should be JSON")
}

const PARAMETERS: [(&str, &str); 5] = [
    ("accountId", "a-1"),
    ("workflowExecutionId", "w-1"),
    ("credentialsId", "c-1"),
    ("credentialId", "c-1"),
    ("classifier", "FRONT"),
];

#[test]
fn every_operation_has_its_address_in_every_region() {
    let table = documented();
    let regions = table["regions"].as_object().expect("the table should contain the regions by id");
    let operations = table["operations"].as_object().expect("the table should contain the operations by id");
    assert_eq!(MODEL.regions.iter().map(|region| region.id).collect::<Vec<_>>(), regions.keys().collect::<Vec<_>>());
    for operation in MODEL.operations.iter().filter(|operation| operation.service.is_some()) {
        let expected = &operations[operation.id];
        assert_eq!(expected["method"], operation.method, "{}", operation.id);
        for region in MODEL.regions {
            let url = operation.url(region, &PARAMETERS).unwrap_or_else(|error| panic!("{}: {error}", operation.id));
            let shard = regions[region.id]["shard"].as_str().expect("every region in the table should have a shard");
            let expected = expected["url"]
                .as_str()
                .expect("every operation in the table should have a URL")
                .replace("{shard}", shard);
            assert_eq!(url, expected, "{} in {}", operation.id, region.id);
        }
    }
    let sent = MODEL.operations.iter().filter(|operation| operation.service.is_some());
    assert_eq!(sent.count(), operations.len(), "the table should contain every operation that customers send");
}

#[test]
fn at_an_origin_of_ones_own_every_operation_has_the_path_that_it_has_in_a_region() {
    for own in ["http://127.0.0.1:8080", "http://[::1]:8080", "https://stand-in.example"] {
        let origin: WebOrigin = own.parse().expect("an origin");
        for operation in MODEL.operations.iter().filter(|operation| operation.service.is_some()) {
            let here =
                operation.url_at(&origin, &PARAMETERS).unwrap_or_else(|error| panic!("{}: {error}", operation.id));
            for region in MODEL.regions {
                let there = operation.url(region, &PARAMETERS).expect("the operation should have a URL in this region");
                let path = there.strip_prefix("https://").and_then(|rest| rest.find('/').map(|at| &rest[at..]));
                assert_eq!(here.strip_prefix(own), path, "{} in {}", operation.id, region.id);
            }
        }
        let (account, execution) = (AccountId::new("a-1"), WorkflowExecutionId::new("w-1"));
        let status = operations::get_status::url_at(&origin, &account, &execution);
        assert_eq!(status, operations::get_status::OPERATION.url_at(&origin, &PARAMETERS));
        let part = PartClassifier::Front;
        let upload = operations::upload_part::url_at(&origin, &account, &execution, &CredentialId::new("c-1"), part);
        assert_eq!(upload, operations::upload_part::OPERATION.url_at(&origin, &PARAMETERS));
    }
}

#[test]
fn callbacks_come_from_the_published_addresses() {
    for (id, expected) in documented()["regions"].as_object().expect("the table should contain the regions by id") {
        let region = MODEL.region(id).expect("the region should exist");
        let addresses: Vec<&str> =
            expected["callbacks"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
        assert_eq!(region.callback_addresses, addresses, "{id}");
        assert_eq!(region.callback_host, expected["callback_host"].as_str(), "{id}");
    }
}

#[test]
fn callbacks_have_no_url() {
    let callback = MODEL.operation("callback").expect("it exists");
    let region = MODEL.region("US").expect("it exists");
    assert_eq!(callback.url(region, &[]), Err(UrlError::NotSentByCustomer { operation: "callback" }));
}

#[test]
fn parameters_cannot_leave_their_place() {
    let status = MODEL.operation("get_status").expect("it exists");
    let region = MODEL.region("EU").expect("it exists");
    let url = |account| status.url(region, &[("accountId", account), ("workflowExecutionId", "w 1/ä")]);
    let expected =
        "https://retrieval.emea-1.jumio.ai/api/v1/accounts/a%2F..%3Fx/workflow-executions/w%201%2F%C3%A4/status";
    assert_eq!(url("a/..?x").as_deref(), Ok(expected));
    assert_eq!(url(".."), Err(UrlError::Unfit { parameter: "accountId".into() }));
    assert_eq!(url(""), Err(UrlError::Empty { parameter: "accountId".into() }));
    assert_eq!(status.url(region, &[]), Err(UrlError::Missing { parameter: "accountId".into() }));
}
