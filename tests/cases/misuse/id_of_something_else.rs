//! Passing the id of an account where the id of a credential is expected.
// error[E0308]: mismatched types: expected `CredentialId`, found `AccountId`

use jumio_workflows::payloads::{AccountId, UserConsent};
use jumio_workflows::workflows::similarity_to_existing_id;

fn start(account: AccountId, consent: UserConsent) {
    let _ = similarity_to_existing_id::update("login-1", account, consent);
}

fn main() {}
