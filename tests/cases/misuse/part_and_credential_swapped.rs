//! Swapping the credential's id and the name of the part.
// error[E0308]: arguments to this method are incorrect

use jumio_workflows::runtime::{Execution, FileFacts, PartName};

fn send(execution: &Execution, file: &FileFacts) {
    let _ = execution.upload(PartName("FRONT"), "credential-1", file);
}

fn main() {}
