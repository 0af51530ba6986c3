//! Reporting the same upload twice.
// error[E0382]: use of moved value: `ticket`

use jumio_workflows::runtime::{Execution, UploadTicket};

fn twice(execution: &mut Execution, ticket: UploadTicket) {
    execution.uploaded(ticket, None).unwrap();
    execution.uploaded(ticket, None).unwrap();
}

fn main() {}
