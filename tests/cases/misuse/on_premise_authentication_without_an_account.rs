//! Authenticating somebody by your own facemap who has no account yet.
// error[E0425]: cannot find function `create` in module `authentication_on_premise`

use jumio_workflows::workflows::authentication_on_premise;

fn main() {
    let _ = authentication_on_premise::create("order-1");
}
