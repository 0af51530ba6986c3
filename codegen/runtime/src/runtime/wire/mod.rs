//! The wire format: parsing and serializing values while preserving their spelling.

pub(in crate::runtime) mod at;
pub(in crate::runtime) mod codec;
pub(in crate::runtime) mod decimal;
pub(in crate::runtime) mod direction;
pub mod enums;
pub(in crate::runtime) mod exact;
pub(in crate::runtime) mod extra;
pub(in crate::runtime) mod id;
pub(in crate::runtime) mod json;
pub(in crate::runtime) mod json_skip;
pub(in crate::runtime) mod json_write;
pub(in crate::runtime) mod misfit;
pub(in crate::runtime) mod number;
pub(in crate::runtime) mod object;
pub(in crate::runtime) mod printable;
pub(in crate::runtime) mod raw;
pub(in crate::runtime) mod reading;
pub mod suggest;
pub mod text;
pub(in crate::runtime) mod texts;
pub mod time;
pub(in crate::runtime) mod values;
pub(in crate::runtime) mod view;
pub(in crate::runtime) mod workflow_key;

pub use codec::*;
