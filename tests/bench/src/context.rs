//! The context of the measured requests. A test of the workspace includes this file, because CI does not build the
//! rest.

use jumio_workflows::Context;
use jumio_workflows::payloads::Channel;

/// Every fact that a caller who creates an account can know.
pub(crate) fn context() -> Context {
    let now = Context::new().now_rfc3339("2024-06-01T00:00:00Z").expect("a time");
    now.account_exists(false).channel(Channel::Sdk).stored_credentials([])
}
