//! Sending a request for updating an account to the operation that creates one.
// error[E0308]: mismatched types: expected `&Validated<CreateAccount>`, found `&Validated<UpdateAccount>`

use jumio_workflows::Validated;
use jumio_workflows::operations::{CreateAccount, UpdateAccount};

fn create(_: &Validated<CreateAccount>) {}

fn main() {}

fn start(update: Validated<UpdateAccount>) {
    create(&update);
}
