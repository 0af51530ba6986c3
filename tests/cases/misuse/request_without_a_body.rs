//! Building a request that has no body.
// error[E0432]: unresolved import `jumio_workflows::operations::Finalize`

use jumio_workflows::operations::Finalize;

fn main() {}
