// error[E0451]: fields `body` and `warnings` of struct `Validated` are private

use jumio_workflows::operations::CreateAccount;
use jumio_workflows::payloads::AccountRequest;
use jumio_workflows::Validated;

fn pass(body: AccountRequest) -> Validated<CreateAccount> {
    Validated { body, warnings: Vec::new() }
}

fn main() {}
