//! Sending a response as a request.
// error[E0308]: mismatched types: expected `AccountRequest`, found `AccountResponse`

use jumio_workflows::operations::CreateAccount;
use jumio_workflows::payloads::AccountResponse;
use jumio_workflows::{Context, Validated};

fn send(answer: AccountResponse) {
    let _ = Validated::<CreateAccount>::new(answer, &Context::default());
}

fn main() {}
