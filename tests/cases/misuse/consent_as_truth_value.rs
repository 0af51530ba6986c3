//! Answering with a truth value where the provider wants a word.
// error[E0308]: mismatched types: expected `ConsentObtained`, found `bool`

use jumio_workflows::payloads::ConsentDetails;

fn main() {
    let _ = ConsentDetails::new().obtained(true);
}
