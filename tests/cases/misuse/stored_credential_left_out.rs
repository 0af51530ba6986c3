//! Omitting the stored ID in a workflow that compares with it.
// error[E0061]: this function takes 3 arguments but 2 arguments were supplied

use jumio_workflows::payloads::UserConsent;
use jumio_workflows::workflows::similarity_to_existing_id;

fn start(consent: UserConsent) {
    let _ = similarity_to_existing_id::update("login-1", consent);
}

fn main() {}
