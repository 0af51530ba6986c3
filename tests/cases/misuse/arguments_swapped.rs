//! Swapping two arguments that are both strings.
// error[E0277]: the trait bound `String: std::convert::From<UserReference<&str>>` is not satisfied
// error[E0308]: mismatched types: expected `UserReference<_>`, found `&str`

use jumio_workflows::arguments::UserReference;
use jumio_workflows::payloads::UserConsent;
use jumio_workflows::workflows::id_verification_identity_verification_screening;

fn start(consent: UserConsent) {
    let _ = id_verification_identity_verification_screening::create(UserReference("user-7"), "order-1", consent);
}

fn main() {}
