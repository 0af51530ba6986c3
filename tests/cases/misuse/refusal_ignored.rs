//! Sending a request without checking whether its validation succeeded.
// error[E0308]: mismatched types: expected `&Validated<CreateAccount>`, found `&Result<Validated<CreateAccount>, ...>`

use jumio_workflows::operations::CreateAccount;
use jumio_workflows::workflows::id_verification;
use jumio_workflows::{Context, Validated};

fn send(_: &Validated<CreateAccount>) {}

fn main() {
    send(&id_verification::create("order-1").build(&Context::default()));
}
