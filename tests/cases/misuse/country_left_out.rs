//! Creating the end user's location without its country.
// error[E0061]: this function takes 1 argument but 0 arguments were supplied

use jumio_workflows::payloads::UserLocation;

fn main() {
    let _ = UserLocation::new().state("IL");
}
