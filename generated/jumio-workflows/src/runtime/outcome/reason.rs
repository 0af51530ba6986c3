//! The reasons why an execution has not passed, each with a kind, a rank and a description.

use std::fmt;
use std::sync::Arc;

use crate::runtime::wire::printable::{Printable, shortened};

/// The ranks of verdicts, the worst first.
///
/// If an outcome has several reasons, the worst verdict among them counts. A rejection is worse than an unknown
/// verdict, because more information cannot revoke it; an unknown verdict is worse than a review, because nobody knows
/// what to review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// Something was rejected.
    Rejected,
    /// The verdict is unknown.
    Undecided,
    /// Someone has to review something.
    Review,
    /// Everything has passed.
    Passed,
}

impl Rank {
    /// Returns the rank as a string for messages.
    #[inline]
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Rejected => "rejected",
            Self::Undecided => "undecided",
            Self::Review => "review",
            Self::Passed => "passed",
        }
    }
}

impl fmt::Display for Rank {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A reason why an execution has not passed. Locations are JSON Pointers into the response.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The spec does not describe the workflow, so it is unknown which capabilities have to run.
    WorkflowUnknown {
        /// The key of the workflow, if there is one.
        key: Option<String>,
    },
    /// The id of the execution or of a result is missing.
    IdMissing {
        /// The expected location of the id.
        at: String,
    },
    /// The response is about a different account, execution, workflow or credential on file than the one in the
    /// context.
    ContextContradicted {
        /// The fact of the context: `workflow_key`, `stored_credentials`, or the name of a path parameter.
        fact: &'static str,
        /// The location in the response where the value differs.
        at: String,
    },
    /// The context sets a path parameter that no operation has; a typo could hide which execution was requested.
    PathParameterUnknown {
        /// The name of the parameter.
        name: String,
    },
    /// The state of the execution is missing, or the spec does not describe it.
    StateUnknown {
        /// The state, if there is one.
        state: Option<String>,
    },
    /// The execution has not reached a final state.
    StateNotFinal {
        /// The state.
        state: String,
    },
    /// The execution ended without a result.
    StateWithoutResult {
        /// The state.
        state: String,
    },
    /// A value has an undocumented form, so its meaning is unknown.
    FormUnknown {
        /// The location of the value.
        at: String,
    },
    /// A result has no decision, or has a decision that the spec does not describe.
    DecisionUnknown(Told),
    /// A passed result has a label that the spec lists only for other decisions.
    LabelContradicts(Told),
    /// A passed result has a field that contradicts a pass, or whose value is not documented to agree with one.
    DataContradicts {
        /// The result.
        told: Told,
        /// The location of the contradiction.
        at: String,
    },
    /// A result was rejected.
    Rejected(Told),
    /// A capability did not run.
    NotExecuted(Told),
    /// A result contains a warning.
    Warned(Told),
    /// A capability that needs a result has none.
    CapabilityMissing {
        /// The capability.
        capability: &'static str,
        /// The reason why it needs a result.
        because: MissingBecause,
    },
    /// The context enables a capability that the spec does not have; a typo could hide which one is enabled.
    EnabledUnknown {
        /// The name of the capability.
        name: String,
    },
    /// No result of a capability is about a credential that the capability has to judge.
    CredentialNotCovered {
        /// The capability.
        capability: &'static str,
        /// The category of the credential.
        category: String,
        /// The id of the credential, if the response lists it.
        id: Option<String>,
    },
    /// Results of a capability contain only the category of a credential, so it is unknown which credential they are
    /// about.
    CredentialNotNamed {
        /// The capability.
        capability: &'static str,
        /// The category of the credential.
        category: String,
    },
    /// A result is about a credential that is missing from the response's list of the execution's credentials.
    CredentialNotListed {
        /// The id of the credential.
        id: String,
    },
    /// The response does not list the execution's credentials, so it is unknown whether the results cover all of them.
    CredentialsNotListed {
        /// The expected location of the list.
        at: String,
    },
    /// A capability compares credentials, but no single result covers all of them.
    JudgedApart {
        /// The capability.
        capability: &'static str,
    },
    /// The response contains more than one category for the same credential.
    CategoriesContradict {
        /// The id of the credential.
        id: String,
    },
    /// A result contradicts the dependencies between capabilities.
    ResultsContradict {
        /// The contradictory result.
        told: Told,
        /// The capability that should have blocked the result, if the contradiction is that the result was not blocked.
        despite: Option<Arc<str>>,
    },
    /// The provider's own verdict has a form or a value that the spec does not describe.
    ProviderVerdictUnknown {
        /// The location of the verdict.
        at: String,
    },
    /// The provider's own verdict differs from that of the results. The worse of the two verdicts counts.
    ProviderVerdictDiffers {
        /// The provider's own verdict.
        provider: Rank,
        /// The verdict of the results.
        results: Rank,
    },
}

/// The reason why a capability needs a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MissingBecause {
    /// The capability always runs, or the context lists it in `enabled`.
    Required,
    /// The capability runs if it is enabled, and the context does not set `enabled`.
    EnabledNotStated,
    /// The capability runs if it applies, and nothing shows whether it does.
    MayNotApply,
}

/// The result that a reason is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// The index of the finding.
    pub finding: usize,
    /// The location of the result.
    pub at: String,
    /// The capability.
    pub capability: Arc<str>,
    /// The decision type.
    pub decision: String,
    /// The label.
    pub label: String,
}

impl Reason {
    /// Returns the best verdict that is still possible despite the reason. It is never a pass.
    #[inline]
    #[must_use]
    pub fn rank(&self) -> Rank {
        match self {
            Self::Rejected(_) => Rank::Rejected,
            Self::Warned(_) => Rank::Review,
            Self::ProviderVerdictDiffers { provider, results } => (*provider).min(*results),
            Self::WorkflowUnknown { .. }
            | Self::IdMissing { .. }
            | Self::ContextContradicted { .. }
            | Self::StateUnknown { .. }
            | Self::StateNotFinal { .. }
            | Self::StateWithoutResult { .. }
            | Self::FormUnknown { .. }
            | Self::DecisionUnknown(_)
            | Self::LabelContradicts(_)
            | Self::DataContradicts { .. }
            | Self::NotExecuted(_)
            | Self::CapabilityMissing { .. }
            | Self::EnabledUnknown { .. }
            | Self::CredentialNotCovered { .. }
            | Self::CredentialNotNamed { .. }
            | Self::CredentialNotListed { .. }
            | Self::CredentialsNotListed { .. }
            | Self::PathParameterUnknown { .. }
            | Self::JudgedApart { .. }
            | Self::CategoriesContradict { .. }
            | Self::ResultsContradict { .. }
            | Self::ProviderVerdictUnknown { .. } => Rank::Undecided,
        }
    }

    /// Returns the kind of the reason. These strings never change.
    #[inline]
    #[must_use]
    pub fn kind(&self) -> &'static str {
        match self {
            Self::WorkflowUnknown { .. } => "workflow not known",
            Self::IdMissing { .. } => "id missing",
            Self::ContextContradicted { .. } => "context contradicted",
            Self::StateUnknown { .. } => "state unknown",
            Self::StateNotFinal { .. } => "state not final",
            Self::StateWithoutResult { .. } => "state without result",
            Self::FormUnknown { .. } => "form not known",
            Self::DecisionUnknown(_) => "decision unknown",
            Self::LabelContradicts(_) => "label contradicts decision",
            Self::DataContradicts { .. } => "data contradicts decision",
            Self::Rejected(_) => "capability rejected",
            Self::NotExecuted(_) => "capability not executed",
            Self::Warned(_) => "capability warned",
            Self::CapabilityMissing { .. } => "capability missing",
            Self::EnabledUnknown { .. } => "enabled capability not known",
            Self::CredentialNotCovered { .. } => "credential not covered",
            Self::CredentialNotNamed { .. } => "credential without id",
            Self::CredentialNotListed { .. } => "credential not listed",
            Self::CredentialsNotListed { .. } => "credentials not listed",
            Self::PathParameterUnknown { .. } => "path parameter not known",
            Self::JudgedApart { .. } => "credentials not judged together",
            Self::CategoriesContradict { .. } => "credential of several categories",
            Self::ResultsContradict { .. } => "results contradict the graph",
            Self::ProviderVerdictUnknown { .. } => "provider's verdict not known",
            Self::ProviderVerdictDiffers { .. } => "provider's verdict differs",
        }
    }

    /// Returns the subject of the reason. It is safe to display, because names from outside are escaped.
    #[inline]
    #[must_use]
    pub fn about(&self) -> String {
        let maybe = |text: &Option<String>| text.as_ref().map_or("none".to_owned(), |text| quoted(text));
        match self {
            Self::WorkflowUnknown { key: text } | Self::StateUnknown { state: text } => maybe(text),
            Self::IdMissing { at }
            | Self::FormUnknown { at }
            | Self::CredentialsNotListed { at }
            | Self::ProviderVerdictUnknown { at } => Printable(at).to_string(),
            Self::ContextContradicted { fact, at } => format!("{fact} at {at}"),
            Self::StateNotFinal { state } | Self::StateWithoutResult { state } => state.clone(),
            Self::DecisionUnknown(told)
            | Self::LabelContradicts(told)
            | Self::Rejected(told)
            | Self::NotExecuted(told)
            | Self::Warned(told)
            | Self::ResultsContradict { told, despite: None } => told.to_string(),
            Self::ResultsContradict { told, despite: Some(other) } => format!("{told} despite {}", word(other)),
            Self::DataContradicts { told, at } => {
                format!("{} {} at {}", word(&told.capability), word(&told.decision), Printable(at))
            }
            Self::CapabilityMissing { capability, because } => match because {
                MissingBecause::Required => (*capability).to_owned(),
                MissingBecause::EnabledNotStated => format!("{capability}, not stated whether enabled"),
                MissingBecause::MayNotApply => format!("{capability}, not known whether it applies"),
            },
            Self::JudgedApart { capability } => (*capability).to_owned(),
            Self::EnabledUnknown { name: text }
            | Self::PathParameterUnknown { name: text }
            | Self::CredentialNotListed { id: text }
            | Self::CategoriesContradict { id: text } => quoted(text),
            Self::CredentialNotCovered { capability, category, id } => match id {
                Some(id) => format!("{} {} by {capability}", Printable(category), quoted(id)),
                None => format!("{} by {capability}", Printable(category)),
            },
            Self::CredentialNotNamed { capability, category } => format!("{} by {capability}", Printable(category)),
            Self::ProviderVerdictDiffers { provider, results } => {
                format!("{provider}, while the results are {results}")
            }
        }
    }

    /// Returns what the caller can do about the reason, unless the result has its own advice.
    #[inline]
    #[must_use]
    pub fn advice(&self) -> Option<&'static str> {
        Some(match self {
            Self::WorkflowUnknown { .. } => {
                "Decide yourself, or use a version of the spec that describes the workflow."
            }
            Self::ContextContradicted { .. } => {
                "Do not use the response. It is not about what you requested: find out which request it belongs to."
            }
            Self::StateNotFinal { .. } => "Fetch the results again once the state is final.",
            Self::StateWithoutResult { .. } => "Start the workflow again: this execution will never have a result.",
            Self::CapabilityMissing { because: MissingBecause::EnabledNotStated, .. } => {
                "List the capabilities that are enabled for your account in the context's `enabled`."
            }
            Self::CapabilityMissing { .. }
            | Self::CredentialNotCovered { .. }
            | Self::CredentialNotNamed { .. }
            | Self::JudgedApart { .. } => {
                "Do not accept the execution as it is. Ask the provider why the result is missing, or start the workflow again."
            }
            Self::PathParameterUnknown { .. } => "Correct the name in the context's `path`.",
            Self::EnabledUnknown { .. } => "Correct the name in the context's `enabled`.",
            Self::ProviderVerdictDiffers { .. } => "Have a person compare the provider's own verdict with the results.",
            Self::IdMissing { .. }
            | Self::StateUnknown { .. }
            | Self::FormUnknown { .. }
            | Self::DecisionUnknown(_)
            | Self::LabelContradicts(_)
            | Self::DataContradicts { .. }
            | Self::CredentialNotListed { .. }
            | Self::CredentialsNotListed { .. }
            | Self::CategoriesContradict { .. }
            | Self::ResultsContradict { .. }
            | Self::ProviderVerdictUnknown { .. } => {
                "Have a person review the response, and check for a newer version of the spec."
            }
            Self::Rejected(_) | Self::NotExecuted(_) | Self::Warned(_) => return None,
        })
    }
}

/// Writes the kind and the subject.
impl fmt::Display for Reason {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.kind(), self.about())
    }
}

impl fmt::Display for Told {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} {} {} at {}",
            word(&self.capability),
            word(&self.decision),
            word(&self.label),
            Printable(&self.at)
        )
    }
}

/// Formats a string that may be empty.
#[inline]
pub(in crate::runtime) fn word(text: &str) -> String {
    if text.is_empty() {
        "(none)".to_owned()
    } else if text.trim() != text {
        // Quotes make leading and trailing spaces visible.
        quoted(text)
    } else {
        Printable(&shortened(text)).to_string()
    }
}

#[inline]
pub(in crate::runtime) fn quoted(text: &str) -> String {
    format!("`{}`", Printable(&shortened(text)))
}
