//! The measured program for typify's types: serializes a request that creates an account, and parses the details of an
//! execution.

use std::io::{Read, stdin};

use plain::{AccountRequest, UserConsent, UserLocation, WorkflowDefinition, WorkflowDetails};

fn main() {
    let location = UserLocation { country: "AUT".into(), state: None };
    let consent = UserConsent { user_ip: "203.0.113.17".into(), user_location: location, consent: None };
    let request = AccountRequest {
        customer_internal_reference: "order-7".parse().expect("the reference should be within the length limit"),
        workflow_definition: WorkflowDefinition { key: 3, credentials: Vec::new(), capabilities: None },
        user_consent: Some(consent),
        user_reference: None,
        reporting_criteria: None,
        callback_url: None,
        token_lifetime: "30m".into(),
        web: None,
    };
    println!("{}", serde_json::to_string(&request).expect("the request should serialize"));
    let mut answer = Vec::new();
    stdin().read_to_end(&mut answer).expect("standard input should be readable");
    match serde_json::from_slice::<WorkflowDetails>(&answer) {
        Ok(details) => println!("{details:?}"),
        Err(error) => println!("{error}"),
    }
}
