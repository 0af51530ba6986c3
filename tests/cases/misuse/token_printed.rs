//! Printing a token, which is a secret.
// error[E0277]: `Secret` doesn't implement `std::fmt::Display`

use jumio_workflows::runtime::UploadTicket;

fn log(ticket: &UploadTicket) {
    println!("{}", ticket.token());
}

fn main() {}
