//! Setting a field that the request does not have.
// error[E0599]: no method named `callback` found for struct `Draft<R, B>` in the current scope

use jumio_workflows::workflows::id_verification;

fn main() {
    let _ = id_verification::create("order-1").callback("https://example.com");
}
