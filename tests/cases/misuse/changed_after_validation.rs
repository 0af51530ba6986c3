// error[E0594]: cannot assign to data in a `&` reference

use jumio_workflows::operations::CreateAccount;
use jumio_workflows::Validated;

fn redirect(request: Validated<CreateAccount>) {
    request.body().callback_url = Some("https://example.com".to_owned());
}

fn main() {}
