//! The syntax of the spec language: one struct per YAML mapping, with unknown keys rejected and names not yet resolved.
//!
//! The doc comments become hover text in editors, through the JSON Schema of the spec format, so they address spec
//! authors.

mod contract;
mod deprecation;
mod layout;
mod operation;
mod passing;
mod predicate;
mod provider;
mod reading;
mod rule;
mod schema;
pub mod spelling;
mod tables;
mod words;
mod workflow;

pub use contract::*;
pub use deprecation::*;
pub use layout::*;
pub use operation::*;
pub use passing::*;
pub use predicate::*;
pub use provider::*;
pub use reading::*;
pub use rule::*;
pub use schema::*;
pub use tables::*;
pub use workflow::*;

use indexmap::IndexMap;

pub use verispec_text::data::{Content, Data};
pub use verispec_text::source::Text;

/// A mapping in source order, whose keys also have spans.
pub type Map<T> = IndexMap<Text, T>;

/// All files of a spec folder, parsed. The path alone determines the kind of a file.
#[derive(Debug, Default)]
pub struct Spec {
    /// `provider.yaml`
    pub provider: Option<Parsed<Provider>>,
    /// `timing.yaml`
    pub timing: Option<Parsed<Timing>>,
    /// `redirect.yaml`
    pub redirect: Option<Parsed<Redirect>>,
    /// `files.yaml`
    pub files: Option<Parsed<Files>>,
    /// `prerequisites.yaml`
    pub prerequisites: Option<Parsed<Prerequisites>>,
    /// `decisions.yaml`
    pub decisions: Option<Parsed<Decisions>>,
    /// `readings.yaml`
    pub readings: Option<Parsed<Readings>>,
    /// `advice.yaml`
    pub advice: Option<Parsed<AdviceFile>>,
    /// `credentials/*.yaml`
    pub credentials: Vec<Parsed<Credential>>,
    /// `capabilities/*.yaml`
    pub capabilities: Vec<Parsed<Capability>>,
    /// `lists/*.yaml`
    pub lists: Vec<Parsed<List>>,
    /// `schemas/*.yaml`
    pub schemas: Vec<Parsed<Schemas>>,
    /// `operations/*.yaml`
    pub operations: Vec<Parsed<Operation>>,
    /// `rules/*.yaml`
    pub rules: Vec<Parsed<Rules>>,
    /// `layouts/*.yaml`
    pub layouts: Vec<Parsed<Layout>>,
    /// `tables/*.yaml`
    pub tables: Vec<Parsed<Tables>>,
    /// `workflows/*.yaml`
    pub workflows: Vec<Parsed<Workflow>>,
}

/// A parsed file: its stem (the file name without `.yaml`), its location, and its content.
#[derive(Debug)]
pub struct Parsed<T> {
    /// The file name without its extension. Its span is at the file's first byte.
    pub stem: Text,
    /// The content of the file.
    pub content: T,
}
