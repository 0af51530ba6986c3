//! The measured program for openapi-generator's models: serializes a request that creates an account, and parses the
//! details of an execution.

use std::io::{Read, stdin};

use client::models::{AccountRequest, UserConsent, UserLocation, WorkflowDefinition, WorkflowDetails};

fn main() {
    let consent = UserConsent::new("203.0.113.17".to_owned(), UserLocation::new("AUT".to_owned()));
    let mut request = AccountRequest::new("order-7".to_owned(), WorkflowDefinition::new(3));
    request.user_consent = Some(Box::new(consent));
    println!("{}", serde_json::to_string(&request).expect("the request should serialize"));
    let mut answer = Vec::new();
    stdin().read_to_end(&mut answer).expect("standard input should be readable");
    match serde_json::from_slice::<WorkflowDetails>(&answer) {
        Ok(details) => println!("{details:?}"),
        Err(error) => println!("{error}"),
    }
}
