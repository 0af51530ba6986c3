//! The measured payloads: their bytes and the readers that parse them.

use jsonschema::Validator;
use jumio_workflows::payloads::{AccountRequest, Callback, WorkflowDetails};
use jumio_workflows::{Context, validate};
use serde_json::Value;
use verispec_figures::Contestant;

use crate::context::context;
use crate::plain;
use crate::readers::{Crate, readers, typify};

/// The minimum total size of the callbacks in bytes.
const MEGABYTE: usize = 1_000_000;
/// The number of results in the longer details response.
const RESULTS: usize = 200;

/// One or more payloads of the same type, which form one column of the tables.
pub(crate) struct Input {
    bodies: Vec<Vec<u8>>,
    kind: Kind,
    schema: Validator,
    context: Context,
}

enum Kind {
    Request { violations: usize },
    Details,
    Callback,
}

/// All inputs, in the order of the tables' columns.
pub(crate) const ALL: &[fn() -> Input] = &[
    || Input::request(include_str!("../data/request.json"), 0),
    || Input::request(include_str!("../data/request_with_warnings.json"), 2),
    || Input::request(include_str!("../data/request_with_errors.json"), 3),
    || Input::details(compact(DETAILS)),
    || Input::details(with_results(DETAILS)),
    || Input::callbacks(compact(include_str!("../data/callback.json"))),
];

const DETAILS: &str = include_str!("../data/details.json");

impl Input {
    fn request(text: &str, violations: usize) -> Self {
        Self {
            bodies: vec![compact(text)],
            kind: Kind::Request { violations },
            schema: schema(include_str!(concat!(env!("OUT_DIR"), "/request.json"))),
            context: context(),
        }
    }

    fn details(body: Vec<u8>) -> Self {
        Self {
            bodies: vec![body],
            kind: Kind::Details,
            schema: schema(include_str!(concat!(env!("OUT_DIR"), "/details.json"))),
            context: Context::new(),
        }
    }

    fn callbacks(body: Vec<u8>) -> Self {
        Self {
            bodies: vec![body.clone(); MEGABYTE.div_ceil(body.len())],
            kind: Kind::Callback,
            schema: schema(include_str!(concat!(env!("OUT_DIR"), "/callback.json"))),
            context: Context::new(),
        }
    }

    /// Returns the size of the input for the note below the table.
    pub(crate) fn size(&self) -> String {
        let bytes: usize = self.bodies.iter().map(Vec::len).sum();
        match self.bodies.len() {
            1 => format!("{bytes} bytes"),
            count => format!("{bytes} bytes in {count} bodies"),
        }
    }

    /// Returns the readers in the order of the tables' rows.
    pub(crate) fn readers(&self) -> Vec<Contestant<'_>> {
        let (bodies, schema, context) = (&self.bodies, &self.schema, &self.context);
        match self.kind {
            Kind::Request { violations } => {
                let own = Crate {
                    read: |body| AccountRequest::from_json(body).expect("it fits"),
                    judge: Box::new(|body| validate::create_account_request(body, context)),
                    violations,
                };
                readers::<plain::AccountRequest, typify::AccountRequest, _>(bodies, schema, own)
            }
            Kind::Details => {
                let own = Crate {
                    read: |body| WorkflowDetails::from_json(body).expect("it fits"),
                    judge: Box::new(|body| validate::get_workflow_details_response(body, context)),
                    violations: 0,
                };
                readers::<plain::WorkflowDetails, typify::WorkflowDetails, _>(bodies, schema, own)
            }
            Kind::Callback => {
                let own = Crate {
                    read: |body| Callback::from_json(body).expect("it fits"),
                    judge: Box::new(|body| validate::callback_response(body, context)),
                    violations: 0,
                };
                readers::<plain::Callback, typify::Callback, _>(bodies, schema, own)
            }
        }
    }
}

/// Returns a details response with [`RESULTS`] results, which repeats the results of each capability.
fn with_results(details: &str) -> Vec<u8> {
    let mut details: Value = serde_json::from_str(details).expect("a JSON file");
    let capabilities = details["capabilities"].as_object_mut().expect("`capabilities` should be an object");
    let share = RESULTS.div_ceil(capabilities.len());
    let mut left = RESULTS;
    for results in capabilities.values_mut() {
        let own = results.as_array().expect("the results of a capability should be a list").clone();
        let count = share.min(left);
        left -= count;
        *results = own.into_iter().cycle().take(count).collect();
    }
    details.to_string().into_bytes()
}

/// Removes white space from JSON, because providers send payloads without it.
fn compact(text: &str) -> Vec<u8> {
    let value: Value = serde_json::from_str(text).expect("a JSON file");
    value.to_string().into_bytes()
}

fn schema(text: &str) -> Validator {
    let schema = serde_json::from_str(text).expect("the schema from the build script should be JSON");
    jsonschema::draft202012::new(&schema).expect("the generated schemas should be valid JSON Schemas")
}
