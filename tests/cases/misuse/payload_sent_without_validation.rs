//! Sending a payload that was not validated.
// error[E0308]: mismatched types: expected `Validated<CreateAccount>`, found `AccountRequest`

use jumio_workflows::Validated;
use jumio_workflows::operations::CreateAccount;
use jumio_workflows::payloads::{AccountRequest, WorkflowDefinition};

fn send(_: Validated<CreateAccount>) {}

fn main() {
    send(AccountRequest::new("order-1", WorkflowDefinition::new(3)));
}
