//! Finalizing an execution twice.
// error[E0382]: use of moved value: `execution`

use jumio_workflows::runtime::Execution;

fn twice(execution: Execution) {
    let _ = execution.finalize();
    let _ = execution.finalize();
}

fn main() {}
