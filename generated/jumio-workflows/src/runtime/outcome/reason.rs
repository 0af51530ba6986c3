//! Why an execution has not passed: takes nothing, gives each reason a kind, a rank and words.

use std::fmt;
use std::sync::Arc;

use crate::runtime::wire::printable::{Printable, shortened};

/// How good a verdict is, the worst first.
///
/// An answer with several reasons gets the worst verdict among them. A rejection is worse than what is not known, because more
/// information cannot take it back; what is not known is worse than a review, because nobody knows what to review.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Rank {
    /// Something was rejected.
    Rejected,
    /// It is not known.
    Undecided,
    /// Somebody has to look at something.
    Review,
    /// Everything has passed.
    Passed,
}

impl Rank {
    /// The word for it.
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

/// Why an execution has not passed. Places are JSON Pointers into the answer.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Reason {
    /// The spec does not describe the workflow, so nobody knows what it has to run.
    WorkflowUnknown {
        /// The key, if there is one.
        key: Option<String>,
    },
    /// An id that says whose results these are, or which result it is, is missing.
    IdMissing {
        /// Where it should be.
        at: String,
    },
    /// The answer is about another account, execution, workflow or credential on file than the caller says.
    ContextContradicted {
        /// What the caller says: `workflow_key`, `stored_credentials`, or the name of a path parameter.
        fact: &'static str,
        /// Where the answer says otherwise.
        at: String,
    },
    /// The caller states a path parameter that no operation has: a slip could hide what was asked for.
    PathParameterUnknown {
        /// The name.
        name: String,
    },
    /// The state of the execution is missing or not one that the spec describes.
    StateUnknown {
        /// The state, if there is one.
        state: Option<String>,
    },
    /// The execution has not come to its end.
    StateNotFinal {
        /// The state.
        state: String,
    },
    /// The execution has come to its end without a result.
    StateWithoutResult {
        /// The state.
        state: String,
    },
    /// Something has a form that is not documented, so it could mean anything.
    FormUnknown {
        /// Where it is.
        at: String,
    },
    /// A result has no decision, or one that the spec does not describe.
    DecisionUnknown(Told),
    /// A result has passed with a label that the spec knows from other decisions only.
    LabelContradicts(Told),
    /// A result has passed, and something beside the decision contradicts a pass, or is not documented to agree with one.
    DataContradicts {
        /// The result.
        told: Told,
        /// Where the contradiction is.
        at: String,
    },
    /// A result was rejected.
    Rejected(Told),
    /// A capability has not run.
    NotExecuted(Told),
    /// A result carries a warning.
    Warned(Told),
    /// There is no result of a capability that has to have one.
    CapabilityMissing {
        /// The capability.
        capability: &'static str,
        /// Why it has to have one.
        because: MissingBecause,
    },
    /// The caller says that a capability is enabled that the spec does not have: a slip could hide what is enabled.
    EnabledUnknown {
        /// The name.
        name: String,
    },
    /// No result of a capability is about a credential that it judges.
    CredentialNotCovered {
        /// The capability.
        capability: &'static str,
        /// The category of the credential.
        category: String,
        /// Its id, if the answer lists it.
        id: Option<String>,
    },
    /// Results of a capability name a credential that it judges by its category alone, so nobody knows which one it is.
    CredentialNotNamed {
        /// The capability.
        capability: &'static str,
        /// The category of the credential.
        category: String,
    },
    /// A result is about a credential that the answer's own list of the execution's credentials lacks.
    CredentialNotListed {
        /// Its id.
        id: String,
    },
    /// The answer has no list of the execution's credentials, so nobody knows whether results are about all of them.
    CredentialsNotListed {
        /// Where the list should be.
        at: String,
    },
    /// A capability compares credentials, and no single result of it is about all of them.
    JudgedApart {
        /// The capability.
        capability: &'static str,
    },
    /// The answer calls one credential by more than one category.
    CategoriesContradict {
        /// Its id.
        id: String,
    },
    /// Two results cannot both be true, by what depends on what.
    ResultsContradict {
        /// The result that cannot be.
        told: Told,
        /// The capability that should have kept it from running, if that is the contradiction.
        despite: Option<Arc<str>>,
    },
    /// The provider's own verdict is there, but in a form or with a word that the spec does not describe.
    ProviderVerdictUnknown {
        /// Where it is.
        at: String,
    },
    /// The provider's own verdict is another one than the results come to. The worse of the two counts.
    ProviderVerdictDiffers {
        /// The provider's own verdict.
        provider: Rank,
        /// What the results come to.
        results: Rank,
    },
}

/// Why a capability has to have a result.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MissingBecause {
    /// It always runs, or the caller says that it is enabled.
    Required,
    /// It runs if it is enabled, and the caller does not say whether it is.
    EnabledNotStated,
    /// It runs if it applies, and nothing says whether it does.
    MayNotApply,
}

/// A result, as a reason tells it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Told {
    /// Its place among the findings.
    pub finding: usize,
    /// Where it is.
    pub at: String,
    /// The capability.
    pub capability: Arc<str>,
    /// The type of the decision.
    pub decision: String,
    /// The label.
    pub label: String,
}

impl Reason {
    /// The best verdict that it allows. It is never a pass.
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

    /// The kind of reason, in words that do not change.
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

    /// What it is about, in words that can be shown: names from outside are escaped.
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

    /// What the caller can do about it, unless the result's own advice says that.
    #[inline]
    #[must_use]
    pub fn advice(&self) -> Option<&'static str> {
        Some(match self {
            Self::WorkflowUnknown { .. } => {
                "Decide yourself, or use a version of the spec that describes the workflow."
            }
            Self::ContextContradicted { .. } => {
                "Do not use the answer. It is about something else than you asked for: find out which request it answers."
            }
            Self::StateNotFinal { .. } => "Fetch the results again once the state is final.",
            Self::StateWithoutResult { .. } => "Start the workflow again: this execution will never have a result.",
            Self::CapabilityMissing { because: MissingBecause::EnabledNotStated, .. } => {
                "Say which capabilities are enabled for your account, in `enabled` of the context."
            }
            Self::CapabilityMissing { .. }
            | Self::CredentialNotCovered { .. }
            | Self::CredentialNotNamed { .. }
            | Self::JudgedApart { .. } => {
                "Do not accept the execution as it is. Ask the provider why the result is missing, or start the workflow again."
            }
            Self::PathParameterUnknown { .. } => "Correct the name in `path` of the context.",
            Self::EnabledUnknown { .. } => "Correct the name in `enabled` of the context.",
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
                "Have a person look at the answer, and check for a newer version of the spec."
            }
            Self::Rejected(_) | Self::NotExecuted(_) | Self::Warned(_) => return None,
        })
    }
}

/// The kind, and what it is about.
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

/// A word that may be empty.
#[inline]
pub(in crate::runtime) fn word(text: &str) -> String {
    if text.is_empty() {
        "(none)".to_owned()
    } else if text.trim() != text {
        // Only quotes show blanks at an end.
        quoted(text)
    } else {
        Printable(&shortened(text)).to_string()
    }
}

#[inline]
pub(in crate::runtime) fn quoted(text: &str) -> String {
    format!("`{}`", Printable(&shortened(text)))
}
