//! Creating an account with a workflow that compares with a stored ID, which requires an existing account.
// error[E0425]: cannot find function `create` in module `similarity_to_existing_id`

use jumio_workflows::workflows::similarity_to_existing_id;

fn main() {
    let _ = similarity_to_existing_id::create("order-1");
}
