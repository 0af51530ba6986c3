//! What reading and validating payloads costs, next to what else would read the same bytes.
//!
//! A request is read and validated: next to `serde_json::Value`, and next to what needs no generated crate, which is
//! `serde_json::Value`, a JSON Schema that is held against it, and a typed value. A response is read: next to
//! `serde_json::Value`, and next to plain serde-derived structs.

mod measure;
mod plain;

use std::hint::black_box;

use jumio_workflows::payloads::{AccountRequest, WorkflowDetails};
use jumio_workflows::{Context, validate};
use measure::{Competitor, compare};
use serde_json::Value;
use verispec_codegen::wire_schema;
use verispec_tests::folder;

const REQUEST: &str = include_str!("data/request.json");
const DETAILS: &str = include_str!("data/details.json");

fn main() {
    let compact = |text: &str| serde_json::from_str::<Value>(text).map(|value| value.to_string()).expect("a JSON file");
    requests(compact(REQUEST).as_bytes());
    responses(compact(DETAILS).as_bytes());
}

fn requests(body: &[u8]) {
    let context = Context::default();
    let schema = schema();
    let own = |body: &[u8]| AccountRequest::from_json(black_box(body)).expect("a request");
    compare(
        &format!("a workflow 3 request of {} bytes", body.len()),
        200,
        2_000,
        &mut [
            Competitor { name: "serde_json::Value", run: &mut || drop(black_box(value(body))) },
            Competitor {
                name: "serde_json::Value + JSON Schema + typed value",
                run: &mut || {
                    let value = value(body);
                    assert!(schema.is_valid(&value));
                    drop(black_box(serde_json::from_value::<AccountRequest>(value)));
                },
            },
            Competitor { name: "from_json", run: &mut || drop(black_box(own(body))) },
            Competitor {
                name: "from_json + validate",
                run: &mut || drop(black_box(validate::create_account_request(&own(body), &context))),
            },
        ],
    );
}

fn responses(body: &[u8]) {
    let context = Context::default();
    let own = |body: &[u8]| WorkflowDetails::from_json(black_box(body)).expect("workflow details");
    compare(
        &format!("workflow details of {} bytes", body.len()),
        200,
        500,
        &mut [
            Competitor { name: "serde_json::Value", run: &mut || drop(black_box(value(body))) },
            Competitor {
                name: "plain serde-derived structs",
                run: &mut || {
                    drop(black_box(
                        serde_json::from_slice::<plain::WorkflowDetails>(black_box(body)).expect("it fits"),
                    ));
                },
            },
            Competitor { name: "from_json", run: &mut || drop(black_box(own(body))) },
            Competitor {
                name: "serde_json::from_slice",
                run: &mut || {
                    drop(black_box(serde_json::from_slice::<WorkflowDetails>(black_box(body)).expect("it fits")));
                },
            },
            Competitor {
                name: "from_json + validate",
                run: &mut || drop(black_box(validate::get_workflow_details_response(&own(body), &context))),
            },
        ],
    );
}

fn value(body: &[u8]) -> Value {
    serde_json::from_slice(black_box(body)).expect("it is JSON")
}

/// The JSON Schema of the request, as strict as the spec.
fn schema() -> jsonschema::Validator {
    let model = folder::shipped();
    let id = model.operation("create_account").and_then(|operation| operation.sent()).expect("it has a body");
    jsonschema::draft202012::new(&wire_schema::document(&model, id)).expect("our schemas are JSON Schema")
}
