//! What validation allocates: as much under sixty rules as under none.

use allocation_counter::measure;
use jumio_workflows::payloads::{AccessTokenRequest, AccountRequest};
use jumio_workflows::{Context, validate};

#[test]
fn validation_allocates_nothing_for_a_rule_that_holds() {
    let request = include_bytes!("../bench/data/request.json");
    let request = AccountRequest::from_json(request).expect("it is a request");
    let token: AccessTokenRequest =
        serde_json::from_str(r#"{"grant_type":"client_credentials"}"#).expect("it is a request");
    let context = Context::default();
    let ruled = measure(|| assert!(validate::create_account_request(&request, &context).violations().is_empty()));
    let unruled = measure(|| assert!(validate::request_access_token_request(&token, &context).violations().is_empty()));
    assert_eq!(ruled.count_total, unruled.count_total);
}
