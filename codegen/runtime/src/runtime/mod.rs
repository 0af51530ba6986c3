//! What every generated crate has in common: takes tables and payloads, gives back typed values and violations.

#[cfg(feature = "cli")]
mod arguments;
mod at;
pub mod builtin;
#[cfg(feature = "cli")]
pub mod case;
mod check;
#[cfg(feature = "cli")]
pub mod cli;
pub mod constraint;
mod context;
pub mod credentials;
mod decode;
mod duplicates;
pub mod enums;
mod extra;
mod id;
pub mod model;
mod object;
pub mod predicate;
mod report;
mod scope;
mod sets;
pub mod shape;
mod structure;
mod suggest;
pub mod text;
pub mod time;
pub mod url;
mod values;
mod violation;
pub mod wire;
mod workflow_key;

pub use at::At;
pub use check::{Checked, Direction, UnknownOperation, check_body, check_no_body};
pub use constraint::Constrained;
pub use context::{Context, File, StoredCredential, UploadTarget};
pub use credentials::{CredentialRef, CredentialTest, Credentials};
pub use decode::decode;
pub use enums::{Open, UnknownValue, Vocabulary};
pub use extra::Extra;
pub use predicate::TextFormat;
pub use report::Report;
pub use scope::Scope;
pub use sets::{ModelLimit, ModelSet};
pub use shape::{Member, Object, ObjectShape, Shape, Shaped};
pub use structure::structure;
pub use text::AsText;
pub use url::UrlError;
pub use values::{Date, Personal, Secret, Timestamp};
pub use violation::{Found, Policy, Rule, Severity, Violation};
pub use workflow_key::{IntegerKey, KeyCodec, TextKey, WorkflowKey};

pub use crate::{id, object, strings};
