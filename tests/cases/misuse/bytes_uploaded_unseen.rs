//! Uploading bytes without reading the facts about the file first.
// error[E0308]: mismatched types: expected `&FileFacts`, found `&[u8]`

use jumio_workflows::runtime::{Execution, PartName};

fn unseen(execution: &Execution, photo: &[u8]) {
    let _ = execution.upload("credential-1", PartName("FRONT"), photo);
}

fn main() {}
