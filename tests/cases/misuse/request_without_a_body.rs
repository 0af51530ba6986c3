//! Building a request body for an operation that has none.
// error[E0432]: unresolved import `jumio_workflows::operations::Finalize`

use jumio_workflows::operations::Finalize;

fn main() {}
