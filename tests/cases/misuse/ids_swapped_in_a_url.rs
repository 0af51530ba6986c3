//! Passing the path parameters of a URL in the wrong order.
// error[E0308]: arguments to this function are incorrect

use jumio_workflows::operations::get_status;
use jumio_workflows::payloads::{AccountId, WorkflowExecutionId};
use jumio_workflows::regions;

fn main() {
    let (account, execution) = (AccountId::new("a"), WorkflowExecutionId::new("e"));
    let _ = get_status::url(&regions::US, &execution, &account);
}
