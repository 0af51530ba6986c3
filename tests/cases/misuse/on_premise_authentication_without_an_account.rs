//! Creating an account with the on-premise authentication workflow, which requires an existing account.
// error[E0425]: cannot find function `create` in module `authentication_on_premise`

use jumio_workflows::workflows::authentication_on_premise;

fn main() {
    let _ = authentication_on_premise::create("order-1");
}
