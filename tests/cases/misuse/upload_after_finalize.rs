//! Uploading to an execution that has been finalized.
// error[E0382]: borrow of moved value: `execution`

use jumio_workflows::runtime::{Execution, FileFacts, PartName};

fn too_late(execution: Execution, file: &FileFacts) {
    let _ = execution.finalize();
    let _ = execution.upload("credential-1", PartName("FRONT"), file);
}

fn main() {}
