//! What reading and validating payloads costs, next to reading the same bytes into `serde_json::Value`.

mod measure;

use std::hint::black_box;

use jumio_workflows::payloads::{AccountRequest, WorkflowDetails};
use jumio_workflows::{Context, validate};
use measure::{Competitor, compare};
use serde_json::Value;

const REQUEST: &str = include_str!("data/request.json");
const DETAILS: &str = include_str!("data/details.json");

fn main() {
    let compact = |text: &str| serde_json::from_str::<Value>(text).map(|value| value.to_string()).expect("a JSON file");
    let (request, details) = (compact(REQUEST), compact(DETAILS));
    let context = Context::default();
    let title = format!("a workflow 3 request of {} bytes", request.len());
    compare(
        &title,
        200,
        2_000,
        &mut [
            Competitor {
                name: "serde_json::Value",
                run: &mut || drop(black_box(serde_json::from_str::<Value>(black_box(&request)))),
            },
            Competitor { name: "read into its type", run: &mut || drop(black_box(read_request(&request))) },
            Competitor {
                name: "read into its type and validate",
                run: &mut || drop(black_box(validate::create_account_request(&read_request(&request), &context))),
            },
        ],
    );
    let title = format!("workflow details of {} bytes", details.len());
    compare(
        &title,
        200,
        500,
        &mut [
            Competitor {
                name: "serde_json::Value",
                run: &mut || drop(black_box(serde_json::from_str::<Value>(black_box(&details)))),
            },
            Competitor { name: "read into its type", run: &mut || drop(black_box(read_details(&details))) },
            Competitor {
                name: "read into its type and validate",
                run: &mut || {
                    drop(black_box(validate::get_workflow_details_response(&read_details(&details), &context)))
                },
            },
        ],
    );
}

fn read_request(text: &str) -> AccountRequest {
    serde_json::from_str(black_box(text)).expect("a request")
}

fn read_details(text: &str) -> WorkflowDetails {
    serde_json::from_str(black_box(text)).expect("workflow details")
}
