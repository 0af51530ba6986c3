//! Sending a draft that was not validated.
// error[E0308]: mismatched types: expected `&Validated<CreateAccount>`, found `&Draft<CreateAccount, AccountRequest>`

use jumio_workflows::Validated;
use jumio_workflows::operations::CreateAccount;
use jumio_workflows::workflows::id_verification;

fn send(_: &Validated<CreateAccount>) {}

fn main() {
    send(&id_verification::create("order-1"));
}
