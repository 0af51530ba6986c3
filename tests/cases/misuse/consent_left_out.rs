//! Omitting the end user's consent in a workflow that collects biometric data.
// error[E0061]: this function takes 2 arguments but 1 argument was supplied

use jumio_workflows::workflows::id_and_identity_verification;

fn main() {
    let _ = id_and_identity_verification::create("order-1");
}
