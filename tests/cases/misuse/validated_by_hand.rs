//! Constructing a `Validated` body without validating it.
// error[E0451]: fields `body`, `warnings` and `not_judged` of struct `Validated` are private

use jumio_workflows::Validated;
use jumio_workflows::operations::CreateAccount;
use jumio_workflows::payloads::AccountRequest;

fn pass(body: AccountRequest) -> Validated<CreateAccount> {
    Validated { body, warnings: Vec::new(), not_judged: Vec::new() }
}

fn main() {}
