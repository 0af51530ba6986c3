//! The tables that generated code fills: workflows, credentials, capabilities, operations and regions, with look-ups.
//!
//! Texts are wire names unless said otherwise.

use crate::runtime::Path;

/// Everything that is known of a provider.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Model {
    /// The provider's name in words.
    pub provider: &'static str,
    /// The version of the spec that the tables come from.
    pub version: &'static str,
    /// The editions of the documents that the facts come from, by document.
    pub editions: &'static [(&'static str, &'static str)],
    /// The channel over which the customer's own back end uploads parts, if there is one.
    pub upload_channel: Option<&'static str>,
    /// The parameter of upload paths that names the part.
    pub part_parameter: Option<&'static str>,
    /// All channels.
    pub channels: &'static [&'static str],
    /// All regions.
    pub regions: &'static [Region],
    /// All categories of credentials.
    pub categories: &'static [Category],
    /// All capabilities, each after those that it requires.
    pub capabilities: &'static [Capability],
    /// What to do about labels that mean the same in every capability.
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

    /// Whether the customer can upload the parts of a slot. A provider without channels has this one way only.
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

    /// The capability of this name.
    pub fn capability(&self, name: &str) -> Option<&'static Capability> {
        self.capabilities.iter().find(|capability| capability.name == name)
    }

    /// The category of this code.
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

    /// Every capability that this one requires, directly or not, each after those that it requires itself.
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
        // The table is in topological order, so its order is the answer's.
        self.capabilities.iter().map(|capability| capability.name).filter(|name| needed.contains(name)).collect()
    }
}

/// A workflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Workflow {
    /// The key that requests name it by.
    pub key: u32,
    /// Its id in the spec.
    pub id: &'static str,
    /// Its name in words.
    pub name: &'static str,
    /// What it does.
    pub summary: &'static str,
    /// The channels that it runs over.
    pub channels: &'static [&'static str],
    /// The categories of credentials that it needs.
    pub required_credentials: &'static [&'static str],
    /// The categories of credentials that it stores.
    pub stored_credentials: &'static [&'static str],
    /// The credentials of an execution, in the order of the response.
    pub slots: &'static [Slot],
    /// The sets of categories that a request chooses between; the first is the default. None: there is no choice.
    pub variants: &'static [&'static [&'static str]],
    /// What must be in place, by the prerequisites' ids.
    pub prerequisites: &'static [&'static str],
    /// Chains of capabilities, each run from left to right.
    pub chains: &'static [&'static [&'static str]],
    /// Its capabilities, each after those that it depends on.
    pub capabilities: &'static [&'static str],
    /// Which capability runs directly before which.
    pub edges: &'static [(&'static str, &'static str)],
    /// When it runs each of its capabilities.
    pub runs: &'static [(&'static str, Runs)],
    /// Ids of the operations that are documented for it.
    pub operations: &'static [&'static str],
    /// Its page in the documentation.
    pub docs: &'static str,
}

impl Workflow {
    /// The lists of categories that an execution of it can have.
    #[inline]
    pub(in crate::runtime) fn choices(&self) -> Vec<Vec<&'static str>> {
        match self.variants {
            [] => vec![self.slots.iter().map(|slot| slot.category).collect()],
            variants => variants.iter().map(|variant| variant.to_vec()).collect(),
        }
    }

    /// The categories of the credentials on file that an execution of it uses.
    #[inline]
    pub(in crate::runtime) fn on_file(&self) -> impl Iterator<Item = &'static str> + use<> {
        self.slots.iter().filter(|slot| slot.origin == Origin::OnFile).map(|slot| slot.category)
    }
}

/// When a workflow runs a capability of its chains.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Runs {
    /// Always: a processed execution without a result of it is incomplete.
    Always,
    /// If the provider has enabled it for the customer's account.
    IfEnabled,
    /// If it applies to the credential or the end user, and is enabled.
    IfApplicable,
}

/// A credential of a workflow's execution.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Its category.
    pub category: &'static str,
    /// Where it comes from.
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
    /// The provider has it from an earlier execution.
    OnFile,
    /// The customer stores it and uploads it.
    Uploaded,
}

/// A category of credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Category {
    /// Its code.
    pub code: &'static str,
    /// Its name in words.
    pub name: &'static str,
    /// The parts that a credential is made of.
    pub parts: &'static [Part],
    /// The type codes that a request may preset.
    pub types: &'static [TypeCode],
}

/// A part of a credential, with what its file must be like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Part {
    /// Its code.
    pub code: &'static str,
    /// Media types that are accepted.
    pub media_types: &'static [&'static str],
    /// File name endings that are accepted, without the dot.
    pub extensions: &'static [&'static str],
    /// The largest size in bytes.
    pub max_bytes: Option<u64>,
    /// The largest width in pixels.
    pub max_width: Option<u32>,
    /// The largest height in pixels.
    pub max_height: Option<u32>,
    /// Whether there are credentials without this part.
    pub optional: bool,
}

/// A type code of a category.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TypeCode {
    /// The code.
    pub code: &'static str,
    /// Where it may be used; none: everywhere.
    pub only: &'static [Use],
}

/// A place where a type code may be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Use {
    /// In these workflows, by id; none: in all.
    pub workflows: &'static [&'static str],
    /// Over these channels; none: over all.
    pub channels: &'static [&'static str],
}

/// A check that the provider runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Capability {
    /// Its name.
    pub name: &'static str,
    /// The capabilities that it depends on directly.
    pub requires: &'static [&'static str],
    /// The capabilities that depend on it directly.
    pub required_by: &'static [&'static str],
    /// The categories of the credentials that it judges.
    pub credentials: &'static [&'static str],
    /// Whether one result is about all of them.
    pub together: bool,
    /// Each type of decision with its labels.
    pub decisions: &'static [(&'static str, &'static [&'static str])],
    /// What may stand beside a pass, by field of a result.
    pub passes_with: &'static [PassesWith],
    /// The ways to values of a result that no verdict rests on, with `[]` for each item of a list.
    pub informative: &'static [Path],
    /// What to do about labels that mean something of their own here.
    pub advice: &'static [Advice],
}

/// The values of a field that agree with a pass; beside a pass, every other value contradicts it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassesWith {
    /// From a result to the field.
    pub path: Path,
    /// The values.
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
    /// A list without items.
    EmptyList,
}

/// What the absence of a field means beside a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhenAbsent {
    /// Nothing, and an outcome names it as not judged.
    NotJudged,
    /// It agrees if the object around the field is absent, too: not every pass has it.
    Agrees,
    /// It contradicts a pass.
    Contradicts,
}

/// What to do about a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Advice {
    /// The label.
    pub label: &'static str,
    /// Who can do it.
    pub who: Actor,
    /// What it is.
    pub what: &'static str,
}

/// Who can do something about a decision.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Actor {
    /// The end user, by trying again in another way.
    EndUser,
    /// The customer, who integrates the provider.
    Integrator,
    /// The provider's account manager or support.
    AccountManager,
}

/// What a type of decision means.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecisionKind {
    /// The capability has run and found nothing against it.
    Passed,
    /// The capability has run and found something to look at.
    Warning,
    /// The capability has run and found something against it.
    Rejected,
    /// The capability has not run.
    NotExecuted,
}

/// Something that must be in place before a workflow can run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Prerequisite {
    /// Its id in the spec.
    pub id: &'static str,
    /// What kind of thing it is.
    pub kind: PrerequisiteKind,
    /// What has to be there, in words.
    pub text: &'static str,
    /// The category of the credential that has to be on file.
    pub credential: Option<&'static str>,
    /// Who has that credential on file.
    pub stored_by: Option<Holder>,
    /// The workflows that the documents name as its origin, by id; none: all that capture and store the category.
    pub obtained_by: &'static [&'static str],
    /// The capabilities that need it; none: it is not known, or follows from the credential.
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
    /// The end user must agree.
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
    /// Its id in the spec.
    pub id: &'static str,
    /// Its name in words.
    pub name: &'static str,
    /// The HTTP method.
    pub method: &'static str,
    /// The service that it is sent to; none if the provider is the sender.
    pub service: Option<&'static str>,
    /// The path with its parameters in braces; none if the provider is the sender.
    pub path: Option<&'static str>,
}

/// A region: where data is processed and stored.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Region {
    /// Its id in the spec.
    pub id: &'static str,
    /// Its name in words.
    pub name: &'static str,
    /// Each service with its host; `{word}` in a host stands for something that only the caller knows.
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
