//! Finalizing an execution without checking whether required parts are missing.
// error[E0308]: mismatched types: expected `Finalize`, found `Result<Finalize, NotReady>`

use jumio_workflows::runtime::{Execution, Finalize};

fn send(_: Finalize) {}

fn end(execution: Execution) {
    send(execution.finalize());
}

fn main() {}
