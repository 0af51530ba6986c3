//! Passing a plain string where a type that states its meaning is required.
// error[E0308]: mismatched types: expected `UserReference<_>`, found `&str`

use jumio_workflows::payloads::UserConsent;
use jumio_workflows::workflows::id_verification_identity_verification_screening;

fn start(consent: UserConsent) {
    let _ = id_verification_identity_verification_screening::create("order-1", "user-7", consent);
}

fn main() {}
