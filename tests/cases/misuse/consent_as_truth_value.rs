//! Passing a boolean where the provider expects an enum value.
// error[E0308]: mismatched types: expected `ConsentObtained`, found `bool`

use jumio_workflows::payloads::ConsentDetails;

fn main() {
    let _ = ConsentDetails::new().obtained(true);
}
