//! Selecting two images that the workflow cannot compare.
// error[E0425]: cannot find function `create_id_facemap` in module `similarity_of_two_images`

use jumio_workflows::payloads::UserConsent;
use jumio_workflows::workflows::similarity_of_two_images;

fn start(consent: UserConsent) {
    let _ = similarity_of_two_images::create_id_facemap("order-1", consent);
}

fn main() {}
