//! Passing a plain string as the id of a stored credential.
// error[E0308]: mismatched types: expected `CredentialId`, found `&str`

use jumio_workflows::payloads::UserConsent;
use jumio_workflows::workflows::similarity_to_existing_id;

fn start(consent: UserConsent) {
    let _ = similarity_to_existing_id::update("login-1", "c3d5e7f9", consent);
}

fn main() {}
