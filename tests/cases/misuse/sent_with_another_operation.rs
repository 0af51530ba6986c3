// error[E0308]: mismatched types: expected `&Validated<CreateAccount>`, found `&Validated<UpdateAccount>`

use jumio_workflows::operations::{CreateAccount, UpdateAccount};
use jumio_workflows::Validated;

fn create(_: &Validated<CreateAccount>) {}

fn main() {}

fn start(update: Validated<UpdateAccount>) {
    create(&update);
}
