//! The kinds of items that can be renamed, as arguments.

use clap::ValueEnum;
use verispec_codegen::rename::Item;

/// A kind of item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Kind {
    /// A workflow, by the name of its file
    Workflow,
    /// An operation, by the name of its file
    Operation,
    /// A capability
    Capability,
    /// A channel
    Channel,
    /// A credential category
    Credential,
    /// A label of decisions
    Label,
}

impl Kind {
    /// The kind of item.
    pub fn item(self) -> Item {
        match self {
            Self::Workflow => Item::Workflow,
            Self::Operation => Item::Operation,
            Self::Capability => Item::Capability,
            Self::Channel => Item::Channel,
            Self::Credential => Item::Credential,
            Self::Label => Item::Label,
        }
    }
}
