//! Swapping the end user's address and location.
// error[E0277]: the trait bound `Personal<String>: std::convert::From<UserLocation>` is not satisfied
// error[E0308]: mismatched types: expected `UserLocation`, found `&str`

use jumio_workflows::payloads::{UserConsent, UserLocation};

fn main() {
    let _ = UserConsent::new(UserLocation::new("USA"), "203.0.113.17");
}
