//! Screening an end user without stating the user's name.
// error[E0061]: this function takes 3 arguments but 1 argument was supplied

use jumio_workflows::workflows::id_verification_identity_verification_screening;

fn main() {
    let _ = id_verification_identity_verification_screening::create("order-1");
}
