//! What is judged: rules, contexts, reports, and everything that a request or an answer is held against.

pub(in crate::runtime) mod asked;
pub(in crate::runtime) mod builder;
pub mod builtin;
pub mod callback;
pub(in crate::runtime) mod check;
pub mod constraint;
pub(in crate::runtime) mod context;
pub mod credentials;
pub(in crate::runtime) mod decode;
pub(in crate::runtime) mod duplicates;
pub(in crate::runtime) mod file_bytes;
pub(in crate::runtime) mod hosts;
pub(in crate::runtime) mod left_open;
pub mod model;
pub(in crate::runtime) mod origin;
pub(in crate::runtime) mod path_parameter;
pub mod predicate;
pub(in crate::runtime) mod received;
pub(in crate::runtime) mod report;
pub(in crate::runtime) mod scope;
pub(in crate::runtime) mod sets;
pub(in crate::runtime) mod severities;
pub(in crate::runtime) mod structure;
pub mod upload_rules;
pub mod url;
pub(in crate::runtime) mod validated;
pub(in crate::runtime) mod violation;
