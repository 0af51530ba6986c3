//! The context of the measured requests. A test in the workspace includes this file, because CI does not build the rest
//! of the package.

use jumio_workflows::Context;
use jumio_workflows::payloads::Channel;

/// Returns a context with every fact that a caller can know when creating an account.
pub(crate) fn context() -> Context {
    let now = Context::new().now_rfc3339("2024-06-01T00:00:00Z").expect("a time");
    now.account_exists(false).channel(Channel::Sdk).stored_credentials([])
}
