//! Sending an upload to a URL other than the execution's.
// error[E0616]: field `url` of struct `UploadTicket` is private

use jumio_workflows::runtime::UploadTicket;

fn redirect(ticket: &mut UploadTicket) {
    ticket.url = "https://example.com".to_owned();
}

fn main() {}
