//! Sending the end of an acquisition without looking whether parts are owed.
// error[E0308]: mismatched types: expected `Finalize`, found `Result<Finalize, NotReady>`

use jumio_workflows::runtime::{Execution, Finalize};

fn send(_: Finalize) {}

fn end(execution: Execution) {
    send(execution.finalize());
}

fn main() {}
