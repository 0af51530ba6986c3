//! Declaring a body valid without validating it.
// error[E0451]: fields `body` and `warnings` of struct `Validated` are private

use jumio_workflows::Validated;
use jumio_workflows::operations::CreateAccount;
use jumio_workflows::payloads::AccountRequest;

fn pass(body: AccountRequest) -> Validated<CreateAccount> {
    Validated { body, warnings: Vec::new() }
}

fn main() {}
