//! The kinds of items that can be renamed, as arguments.

use clap::ValueEnum;
use verispec_codegen::rename::Item;

/// The kind of item to rename.
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
    /// Returns the kind in the generator's terms.
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
