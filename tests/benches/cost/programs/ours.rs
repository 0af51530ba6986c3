//! The measured program for the generated crate: serializes a request that creates an account, and parses the details
//! of an execution.

use std::io::{Read, stdin};

use jumio_workflows::Context;
use jumio_workflows::payloads::{UserConsent, UserLocation, WorkflowDetails};
use jumio_workflows::workflows::id_and_identity_verification;

fn main() {
    let location = UserLocation { country: "AUT".to_owned().into(), state: None };
    let consent = UserConsent { user_ip: "203.0.113.17".to_owned().into(), user_location: location, consent: None };
    match id_and_identity_verification::create("order-7", consent).build(&Context::default()) {
        Ok(request) => println!("{}", request.to_json()),
        Err(rejected) => println!("{rejected}"),
    }
    let mut answer = Vec::new();
    stdin().read_to_end(&mut answer).expect("standard input should be readable");
    match WorkflowDetails::from_json(&answer) {
        Ok(details) => println!("{details:?}"),
        Err(error) => println!("{error}"),
    }
}
