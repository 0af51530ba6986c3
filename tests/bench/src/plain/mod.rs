//! Handwritten structs for the payloads, with derived serde implementations. They drop unknown fields.
#![allow(dead_code, reason = "fields exist only to be parsed from JSON")]

mod callback;
mod details;
mod request;
mod words;

pub(crate) use callback::Callback;
pub(crate) use details::WorkflowDetails;
pub(crate) use request::AccountRequest;
