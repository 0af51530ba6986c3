//! Changing a request after it was validated.
// error[E0594]: cannot assign to data in a `&` reference

use jumio_workflows::Validated;
use jumio_workflows::operations::CreateAccount;

fn redirect(request: Validated<CreateAccount>) {
    request.body().callback_url = Some("https://example.com".into());
}

fn main() {}
