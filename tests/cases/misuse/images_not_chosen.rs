//! Comparing two images without selecting the images.
// error[E0425]: cannot find function `create` in module `similarity_of_two_images`

use jumio_workflows::payloads::UserConsent;
use jumio_workflows::workflows::similarity_of_two_images;

fn start(consent: UserConsent) {
    let _ = similarity_of_two_images::create("order-1", consent);
}

fn main() {}
