//! The tables that generated code fills (workflows, credentials, capabilities, operations and regions), with lookups.
//!
//! Strings are names as they occur in payloads, unless stated otherwise.

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
    /// The path parameter of upload URLs that contains the part.
    pub part_parameter: Option<&'static str>,
    /// All channels.
    pub channels: &'static [&'static str],
    /// All regions.
    pub regions: &'static [Region],
    /// All categories of credentials.
    pub categories: &'static [Category],
    /// All capabilities in topological order: requirements first.
    pub capabilities: &'static [Capability],
    /// Advice for labels that have the same meaning in every capability.
    pub advice: &'static [Advice],
    /// All prerequisites.
    pub prerequisites: &'static [Prerequisite],
    /// All operations.
    pub operations: &'static [Operation],
    /// All workflows.
    pub workflows: &'static [&'static Workflow],
}

impl Model {
    /// Returns the workflow with this key.
    pub fn workflow(&self, key: u32) -> Option<&'static Workflow> {
        self.workflows.iter().copied().find(|workflow| workflow.key == key)
    }

    /// Returns whether the customer can upload the parts of a slot: if the slot allows the upload channel, or if the
    /// model has no channels at all.
    #[inline]
    pub(in crate::runtime) fn takes_uploads(&self, slot: &Slot) -> bool {
        match self.upload_channel {
            Some(channel) => slot.channels.contains(&channel),
            None => self.channels.is_empty(),
        }
    }

    /// Returns the workflow with this id.
    #[inline]
    pub fn workflow_by_id(&self, id: &str) -> Option<&'static Workflow> {
        self.workflows.iter().copied().find(|workflow| workflow.id == id)
    }

    /// Returns the capability with this name.
    pub fn capability(&self, name: &str) -> Option<&'static Capability> {
        self.capabilities.iter().find(|capability| capability.name == name)
    }

    /// Returns the category with this code.
    pub fn category(&self, code: &str) -> Option<&'static Category> {
        self.categories.iter().find(|category| category.code == code)
    }

    /// Returns the operation with this id.
    #[inline]
    pub fn operation(&self, id: &str) -> Option<&'static Operation> {
        self.operations.iter().find(|operation| operation.id == id)
    }

    /// Returns the region with this id.
    #[inline]
    pub fn region(&self, id: &str) -> Option<&'static Region> {
        self.regions.iter().find(|region| region.id == id)
    }

    /// Returns the prerequisite with this id.
    pub fn prerequisite(&self, id: &str) -> Option<&'static Prerequisite> {
        self.prerequisites.iter().find(|prerequisite| prerequisite.id == id)
    }

    /// Returns all capabilities that this one requires, directly or not, in topological order.
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
        // The table is in topological order, and so is the result.
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
    /// A description of the workflow.
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
    /// The edges of the chains: pairs of capabilities of which the first runs directly before the second.
    pub edges: &'static [(&'static str, &'static str)],
    /// For each capability of the workflow, the condition under which it runs.
    pub runs: &'static [(&'static str, Runs)],
    /// The ids of the operations documented for the workflow.
    pub operations: &'static [&'static str],
    /// The workflow's page in the documentation.
    pub docs: &'static str,
}

impl Workflow {
    /// Returns the lists of categories that an execution of the workflow can have.
    #[inline]
    pub(in crate::runtime) fn choices(&self) -> Vec<Vec<&'static str>> {
        match self.variants {
            [] => vec![self.slots.iter().map(|slot| slot.category).collect()],
            variants => variants.iter().map(|variant| variant.to_vec()).collect(),
        }
    }

    /// Returns the categories of the on-file credentials that an execution of the workflow uses.
    #[inline]
    pub(in crate::runtime) fn on_file(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.slots.iter().filter(|slot| slot.origin == Origin::OnFile).map(|slot| slot.category)
    }
}

/// The condition under which a workflow runs a capability of its chains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Runs {
    /// The capability always runs: a processed execution without a result for it is incomplete.
    Always,
    /// The capability runs if the provider has enabled it for the customer's account.
    IfEnabled,
    /// The capability runs if it is enabled and applies to the credential or the end user.
    IfApplicable,
}

/// A credential of a workflow's execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// The category of the credential.
    pub category: &'static str,
    /// The origin of the credential.
    pub origin: Origin,
    /// The channels over which it can be acquired.
    pub channels: &'static [&'static str],
    /// The parts that can be uploaded.
    pub parts: &'static [&'static str],
}

/// The origin of a slot's credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Origin {
    /// The credential is captured from the end user during the execution.
    Captured,
    /// The provider has the credential on file from an earlier execution.
    OnFile,
    /// The customer stores the credential and uploads it.
    Uploaded,
}

/// A category of credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Category {
    /// The category's code.
    pub code: &'static str,
    /// The display name of the category.
    pub name: &'static str,
    /// The parts that a credential consists of.
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
    /// The combinations of workflows and channels for which the code is allowed; empty if it is always allowed.
    pub only: &'static [Use],
}

/// A combination of workflows and channels for which a type code is allowed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// The ids of the workflows; empty if the code is allowed in all of them.
    pub workflows: &'static [&'static str],
    /// The channels; empty if the code is allowed in all of them.
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
    /// The decision types of the capability, each with its labels.
    pub decisions: &'static [(&'static str, &'static [&'static str])],
    /// The fields that may accompany a passed result, each with the values that agree with the pass.
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
    /// The meaning of the field if it is absent.
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

/// The meaning of an absent field for a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenAbsent {
    /// An absent field has no effect on the pass, but the outcome lists it as not judged.
    NotJudged,
    /// An absent field agrees with the pass if the object around it is absent, too, because not every pass has that
    /// object.
    Agrees,
    /// An absent field contradicts the pass.
    Contradicts,
}

/// Advice for a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Advice {
    /// The label.
    pub label: &'static str,
    /// The party that can act on the label.
    pub who: Actor,
    /// The recommended action.
    pub what: &'static str,
}

/// The party that can act on a decision.
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
    /// A description of the requirement.
    pub text: &'static str,
    /// The category of the credential that must be on file.
    pub credential: Option<&'static str>,
    /// The party that has that credential on file.
    pub stored_by: Option<Holder>,
    /// The ids of the workflows from which the credential must originate, according to the documents; empty if any
    /// workflow that captures and stores the category is allowed.
    pub obtained_by: &'static [&'static str],
    /// The capabilities that need the prerequisite; empty if they are not documented, or follow from the credential.
    pub capabilities: &'static [&'static str],
    /// A description of who can provide it.
    pub from: Option<&'static str>,
}

/// The kind of a prerequisite.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PrerequisiteKind {
    /// The provider must enable something for the customer.
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

/// The party that stores a credential.
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
    /// Returns the host of a service.
    #[inline]
    pub fn host(&self, service: &str) -> Option<&'static str> {
        self.hosts.iter().find(|(name, _)| *name == service).map(|(_, host)| *host)
    }
}
