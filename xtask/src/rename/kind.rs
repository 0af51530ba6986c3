//! The kinds of items that can be renamed, and the names of each kind in a spec.

use std::collections::BTreeMap;

use clap::ValueEnum;
use verispec_codegen::ir::{Model, Name};
use verispec_codegen::source::{FileId, Span};

/// A kind of item.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, ValueEnum)]
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
    /// The kind in words.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Workflow => "workflow",
            Self::Operation => "operation",
            Self::Capability => "capability",
            Self::Channel => "channel",
            Self::Credential => "credential category",
            Self::Label => "label",
        }
    }

    /// The path of a spec file after renaming an item. Files of capabilities and credentials are named after their
    /// modules.
    pub(super) fn path(self, path: &str, old: &str, new: &str) -> String {
        let folder = match self {
            Self::Workflow => "workflows",
            Self::Operation => "operations",
            Self::Capability => "capabilities",
            Self::Credential => "credentials",
            Self::Channel | Self::Label => return path.to_owned(),
        };
        let at_start = Span { file: FileId(0), start: 0, end: 0 };
        let stem = |name: &str| match self {
            Self::Workflow | Self::Operation => name.to_owned(),
            _ => Name::new(name, at_start).snake,
        };
        match path == format!("{folder}/{}.yaml", stem(old)) {
            true => format!("{folder}/{}.yaml", stem(new)),
            false => path.to_owned(),
        }
    }
}

/// The names of each kind.
pub(super) fn names(model: &Model) -> BTreeMap<Kind, Vec<String>> {
    let wire = |names: &mut dyn Iterator<Item = &Name>| names.map(|name| name.wire.clone()).collect::<Vec<_>>();
    let decisions = model.capabilities.iter().flat_map(|capability| &capability.decisions);
    BTreeMap::from([
        (Kind::Workflow, wire(&mut model.workflows.iter().map(|workflow| &workflow.name))),
        (Kind::Operation, wire(&mut model.operations.iter().map(|operation| &operation.name))),
        (Kind::Capability, wire(&mut model.capabilities.iter().map(|capability| &capability.name))),
        (Kind::Channel, wire(&mut model.channels.iter().map(|channel| &channel.name))),
        (Kind::Credential, wire(&mut model.credentials.iter().map(|credential| &credential.name))),
        (Kind::Label, decisions.flat_map(|(_, labels)| labels.clone()).collect()),
    ])
}
