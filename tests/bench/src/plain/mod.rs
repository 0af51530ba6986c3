//! Handwritten structs for the payloads, with derived serde implementations. They drop unknown fields.
#![allow(dead_code, reason = "members are read from JSON and dropped")]

mod callback;
mod details;
mod request;
mod words;

pub(crate) use callback::Callback;
pub(crate) use details::WorkflowDetails;
pub(crate) use request::AccountRequest;
