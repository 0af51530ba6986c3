//! Creating an account with an authentication workflow, which requires an existing account.
// error[E0425]: cannot find function `create` in module `authentication`

use jumio_workflows::workflows::authentication;

fn main() {
    let _ = authentication::create("order-1");
}
