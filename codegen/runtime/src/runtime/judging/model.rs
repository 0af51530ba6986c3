//! The tables that generated code fills (workflows, credentials, capabilities, operations and regions), with lookups.
//!
//! Strings are wire names unless stated otherwise.

use crate::runtime::Path;

/// All tables of a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Model {
    /// The display name of the provider.
    pub provider: &'static str,
    /// The version of the spec that the tables come from.
    pub version: &'static str,
    /// The editions of the documents that the facts come from, by document.
    pub editions: &'static [(&'static str, &'static str)],
    /// The channel over which the customer's backend uploads parts, if there is one.
    pub upload_channel: Option<&'static str>,
    /// The parameter of upload paths that names the part.
    pub part_parameter: Option<&'static str>,
    /// All channels.
    pub channels: &'static [&'static str],
    /// All regions.
    pub regions: &'static [Region],
    /// All categories of credentials.
    pub categories: &'static [Category],
    /// All capabilities in topological order: requirements first.
    pub capabilities: &'static [Capability],
    /// Advice for labels that mean the same in every capability.
    pub advice: &'static [Advice],
    /// All prerequisites.
    pub prerequisites: &'static [Prerequisite],
    /// All operations.
    pub operations: &'static [Operation],
    /// All workflows.
    pub workflows: &'static [&'static Workflow],
}

impl Model {
    /// The workflow with this key.
    pub fn workflow(&self, key: u32) -> Option<&'static Workflow> {
        self.workflows.iter().copied().find(|workflow| workflow.key == key)
    }

    /// Whether the customer can upload the parts of a slot. Without channels, uploading is the only way.
    #[inline]
    pub(in crate::runtime) fn takes_uploads(&self, slot: &Slot) -> bool {
        match self.upload_channel {
            Some(channel) => slot.channels.contains(&channel),
            None => self.channels.is_empty(),
        }
    }

    /// The workflow with this id.
    #[inline]
    pub fn workflow_by_id(&self, id: &str) -> Option<&'static Workflow> {
        self.workflows.iter().copied().find(|workflow| workflow.id == id)
    }

    /// The capability with this name.
    pub fn capability(&self, name: &str) -> Option<&'static Capability> {
        self.capabilities.iter().find(|capability| capability.name == name)
    }

    /// The category with this code.
    pub fn category(&self, code: &str) -> Option<&'static Category> {
        self.categories.iter().find(|category| category.code == code)
    }

    /// The operation with this id.
    #[inline]
    pub fn operation(&self, id: &str) -> Option<&'static Operation> {
        self.operations.iter().find(|operation| operation.id == id)
    }

    /// The region with this id.
    #[inline]
    pub fn region(&self, id: &str) -> Option<&'static Region> {
        self.regions.iter().find(|region| region.id == id)
    }

    /// The prerequisite with this id.
    pub fn prerequisite(&self, id: &str) -> Option<&'static Prerequisite> {
        self.prerequisites.iter().find(|prerequisite| prerequisite.id == id)
    }

    /// All capabilities that this one requires, directly or not, in topological order.
    #[inline]
    pub fn prerequisites_of(&self, capability: &str) -> Vec<&'static str> {
        let mut needed: Vec<&str> = Vec::new();
        let mut open: Vec<&str> = vec![capability];
        while let Some(name) = open.pop() {
            for requirement in self.capability(name).map_or(&[][..], |found| found.requires) {
                if !needed.contains(requirement) {
                    needed.push(requirement);
                    open.push(requirement);
                }
            }
        }
        // The table is in topological order, so the result is too.
        self.capabilities.iter().map(|capability| capability.name).filter(|name| needed.contains(name)).collect()
    }
}

/// A workflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Workflow {
    /// The key that identifies the workflow in requests.
    pub key: u32,
    /// The workflow's id in the spec.
    pub id: &'static str,
    /// The display name of the workflow.
    pub name: &'static str,
    /// What the workflow does.
    pub summary: &'static str,
    /// The channels that the workflow supports.
    pub channels: &'static [&'static str],
    /// The categories of credentials that the workflow needs.
    pub required_credentials: &'static [&'static str],
    /// The categories of credentials that the workflow stores.
    pub stored_credentials: &'static [&'static str],
    /// The credentials of an execution, in the order of the response.
    pub slots: &'static [Slot],
    /// The sets of categories that a request can choose between; the first is the default. Empty if there is no choice.
    pub variants: &'static [&'static [&'static str]],
    /// The ids of the prerequisites that must be met.
    pub prerequisites: &'static [&'static str],
    /// Chains of capabilities, each run from left to right.
    pub chains: &'static [&'static [&'static str]],
    /// The workflow's capabilities in topological order.
    pub capabilities: &'static [&'static str],
    /// Edges of the chains: which capability runs directly before which.
    pub edges: &'static [(&'static str, &'static str)],
    /// When the workflow runs each of its capabilities.
    pub runs: &'static [(&'static str, Runs)],
    /// The ids of the operations documented for the workflow.
    pub operations: &'static [&'static str],
    /// The workflow's page in the documentation.
    pub docs: &'static str,
}

impl Workflow {
    /// The lists of categories that an execution of the workflow can have.
    #[inline]
    pub(in crate::runtime) fn choices(&self) -> Vec<Vec<&'static str>> {
        match self.variants {
            [] => vec![self.slots.iter().map(|slot| slot.category).collect()],
            variants => variants.iter().map(|variant| variant.to_vec()).collect(),
        }
    }

    /// The categories of the on-file credentials that an execution of the workflow uses.
    #[inline]
    pub(in crate::runtime) fn on_file(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.slots.iter().filter(|slot| slot.origin == Origin::OnFile).map(|slot| slot.category)
    }
}

/// When a workflow runs a capability of its chains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Runs {
    /// Always: a processed execution without a result for it is incomplete.
    Always,
    /// If the provider has enabled it for the customer's account.
    IfEnabled,
    /// If it is enabled and applies to the credential or the end user.
    IfApplicable,
}

/// A credential of a workflow's execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// The category of the credential.
    pub category: &'static str,
    /// Where the credential comes from.
    pub origin: Origin,
    /// The channels over which it can be acquired.
    pub channels: &'static [&'static str],
    /// The parts that can be uploaded.
    pub parts: &'static [&'static str],
}

/// Where a slot's credential comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// It is captured from the end user during the execution.
    Captured,
    /// The provider has it on file from an earlier execution.
    OnFile,
    /// The customer stores it and uploads it.
    Uploaded,
}

/// A category of credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Category {
    /// The category's code.
    pub code: &'static str,
    /// The display name of the category.
    pub name: &'static str,
    /// The parts that a credential is made of.
    pub parts: &'static [Part],
    /// The type codes that a request may preset.
    pub types: &'static [TypeCode],
}

/// A part of a credential, with the limits for its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// The part's code.
    pub code: &'static str,
    /// The accepted media types.
    pub media_types: &'static [&'static str],
    /// The accepted file name extensions, without the dot.
    pub extensions: &'static [&'static str],
    /// The maximum size in bytes.
    pub max_bytes: Option<u64>,
    /// The maximum width in pixels.
    pub max_width: Option<u32>,
    /// The maximum height in pixels.
    pub max_height: Option<u32>,
    /// Whether some credentials do not have this part.
    pub optional: bool,
}

/// A type code of a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypeCode {
    /// The type code itself.
    pub code: &'static str,
    /// Where the code may be used; empty: everywhere.
    pub only: &'static [Use],
}

/// A place where a type code may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// The ids of the workflows; empty: all.
    pub workflows: &'static [&'static str],
    /// The channels; empty: all.
    pub channels: &'static [&'static str],
}

/// A check that the provider runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capability {
    /// The name of the capability.
    pub name: &'static str,
    /// The capabilities that it requires directly.
    pub requires: &'static [&'static str],
    /// The capabilities that require it directly.
    pub required_by: &'static [&'static str],
    /// The categories of the credentials that it judges.
    pub credentials: &'static [&'static str],
    /// Whether a single result covers all of these credentials.
    pub together: bool,
    /// Each type of decision with its labels.
    pub decisions: &'static [(&'static str, &'static [&'static str])],
    /// The fields that may accompany a pass, and the values that agree with it.
    pub passes_with: &'static [PassesWith],
    /// Paths to values of a result that no verdict depends on, with `[]` for each item of a list.
    pub informative: &'static [Path],
    /// Advice for labels with a meaning specific to this capability.
    pub advice: &'static [Advice],
}

/// The values of a field that agree with a pass; any other value contradicts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassesWith {
    /// The path from a result to the field.
    pub path: Path,
    /// The values that agree with a pass.
    pub values: &'static [PassValue],
    /// What it means if the field is absent.
    pub absent: WhenAbsent,
}

/// A value that agrees with a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PassValue {
    /// A string.
    Text(&'static str),
    /// An integer.
    Integer(i64),
    /// A boolean.
    Boolean(bool),
    /// An empty list.
    EmptyList,
}

/// What it means for a pass if a field is absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenAbsent {
    /// Nothing; an outcome lists it as not judged.
    NotJudged,
    /// It agrees if the object around the field is absent too, because not every pass has it.
    Agrees,
    /// It contradicts a pass.
    Contradicts,
}

/// Advice for a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Advice {
    /// The label.
    pub label: &'static str,
    /// Who can act on it.
    pub who: Actor,
    /// What to do.
    pub what: &'static str,
}

/// Who can act on a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// The end user, by trying again in another way.
    EndUser,
    /// The customer, who integrates the provider.
    Integrator,
    /// The provider's account manager or support.
    AccountManager,
}

/// The meaning of a decision type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionKind {
    /// The capability ran and found no problem.
    Passed,
    /// The capability ran and found something that needs a review.
    Warning,
    /// The capability ran and rejected the credential.
    Rejected,
    /// The capability did not run.
    NotExecuted,
}

/// A prerequisite that must be met before a workflow can run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prerequisite {
    /// The prerequisite's id in the spec.
    pub id: &'static str,
    /// The kind of prerequisite.
    pub kind: PrerequisiteKind,
    /// What is required, in words.
    pub text: &'static str,
    /// The category of the credential that must be on file.
    pub credential: Option<&'static str>,
    /// Who has that credential on file.
    pub stored_by: Option<Holder>,
    /// The ids of the workflows that the documents name as its origin; empty: any that captures and stores the
    /// category.
    pub obtained_by: &'static [&'static str],
    /// The capabilities that need it; empty if that is not documented, or follows from the credential.
    pub capabilities: &'static [&'static str],
    /// Who can provide it, in words.
    pub from: Option<&'static str>,
}

/// The kind of a prerequisite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrerequisiteKind {
    /// The provider must switch something on for the customer.
    AccountSetting,
    /// The end user must already have an account.
    AccountExists,
    /// A credential must have been acquired before.
    CredentialOnFile,
    /// The end user must consent.
    Consent,
    /// The customer must set something up in the provider's portal.
    PortalSetup,
}

/// Who holds something.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Holder {
    /// The provider.
    Provider,
    /// The customer, who integrates the provider.
    Customer,
}

/// An HTTP operation.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Operation {
    /// The operation's id in the spec.
    pub id: &'static str,
    /// The display name of the operation.
    pub name: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The service that receives the request; `None` if the provider sends it.
    pub service: Option<&'static str>,
    /// The path with its parameters in braces; `None` if the provider sends the request.
    pub path: Option<&'static str>,
}

/// A region: where data is processed and stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// The region's id in the spec.
    pub id: &'static str,
    /// The display name of the region.
    pub name: &'static str,
    /// The host of each service. `{word}` in a host is a placeholder that only the caller can fill.
    pub hosts: &'static [(&'static str, &'static str)],
    /// The host that callbacks come from.
    pub callback_host: Option<&'static str>,
    /// The IP addresses that callbacks come from.
    pub callback_addresses: &'static [&'static str],
}

impl Region {
    /// The host of a service.
    #[inline]
    pub fn host(&self, service: &str) -> Option<&'static str> {
        self.hosts.iter().find(|(name, _)| *name == service).map(|(_, host)| *host)
    }
}
