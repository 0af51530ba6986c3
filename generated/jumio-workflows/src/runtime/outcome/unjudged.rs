//! What of an answer was not judged: takes what was read, names what nothing says how to judge, or what the caller left open.

use std::fmt;
use std::sync::Arc;

use crate::runtime::outcome::reason::{Told, quoted, word};

/// Something in an answer, or missing from it, that was not judged: nothing says how, or the caller did not say what is needed.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unjudged {
    /// A capability without a result that the caller says is not enabled.
    NotEnabled {
        /// The capability.
        capability: &'static str,
    },
    /// A capability without a result that runs if it is enabled, and the caller does not say whether it is. A reason against a
    /// pass names it, too.
    EnabledNotStated {
        /// The capability.
        capability: &'static str,
    },
    /// A capability without a result that runs if it applies, and nothing says whether it does. A reason against a pass names
    /// it, too.
    MayNotApply {
        /// The capability.
        capability: &'static str,
    },
    /// The label of a result: the documents do not list it for the capability and this type of decision. The type alone counts.
    Label(Told),
    /// A pass without a label. The type alone counts.
    NoLabel(Told),
    /// A field that could contradict a pass is absent. Nothing says that every pass has it.
    NotGiven {
        /// Where it would be.
        at: String,
    },
    /// A field that verdicts do not read, and that the spec does not call informative, such as a name that is not documented.
    NotRead {
        /// Where it is.
        at: String,
    },
    /// A result that the workflow's chains do not ask for: nothing says which credentials it has to be about.
    Outside {
        /// The capability.
        capability: Arc<str>,
        /// Where the result is.
        at: String,
    },
    /// A credential of the execution that no result is about.
    CredentialNotJudged {
        /// Its category.
        category: String,
        /// Its id.
        id: String,
    },
    /// A credential that the context says is on file, and that no result is about.
    StoredCredentialNotJudged {
        /// Its id.
        id: String,
    },
    /// An execution of the workflow has more credentials of the category than the answer names.
    CredentialsFewer {
        /// The category.
        category: String,
        /// How many the workflow has.
        expected: usize,
        /// How many the answer names.
        named: usize,
    },
    /// The answer names more credentials of the category than an execution of the workflow has, so what the others are for is not
    /// known.
    CredentialsMore {
        /// The category.
        category: String,
        /// How many the workflow has at most.
        expected: usize,
        /// How many the answer names.
        named: usize,
    },
    /// The context does not state what was asked for, so nobody knows whether the answer is about something else.
    NotStated {
        /// What it could state: `workflow_key`, `stored_credentials`, or the name of a path parameter.
        fact: &'static str,
    },
    /// The context states a path parameter that results are not held to.
    StatementNotJudged {
        /// The name of the path parameter.
        fact: String,
    },
    /// The label of the provider's own verdict: the documents do not say what labels mean.
    ProviderLabel {
        /// The label.
        label: String,
    },
    /// The score of the risk: the documents give no threshold.
    Score {
        /// The score, as it is written.
        score: String,
    },
    /// A link to more, which another request has to fetch.
    Elsewhere {
        /// Where the link is.
        at: String,
    },
}

impl fmt::Display for Unjudged {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotEnabled { capability } => write!(f, "capability not enabled: {capability}"),
            Self::EnabledNotStated { capability } => write!(f, "not stated whether enabled: {capability}"),
            Self::MayNotApply { capability } => write!(f, "not known whether it applies: {capability}"),
            Self::Label(told) => write!(f, "label not documented: {told}"),
            Self::NoLabel(told) => write!(f, "pass without a label: {told}"),
            Self::NotGiven { at } => write!(f, "field not given: {}", crate::runtime::Printable(at)),
            Self::NotRead { at } => write!(f, "field not read: {}", crate::runtime::Printable(at)),
            Self::Outside { capability, at } => {
                write!(f, "result outside of the workflow: {} at {}", word(capability), crate::runtime::Printable(at))
            }
            Self::CredentialNotJudged { category, id } => {
                write!(f, "credential that no result is about: {} {}", word(category), quoted(id))
            }
            Self::StoredCredentialNotJudged { id } => {
                write!(f, "credential on file that no result is about: {}", quoted(id))
            }
            Self::CredentialsFewer { category, expected, named } => {
                write!(f, "fewer credentials than the workflow has: {named} of {expected} of {}", word(category))
            }
            Self::CredentialsMore { category, expected, named } => {
                write!(f, "more credentials than the workflow has: {named} instead of {expected} of {}", word(category))
            }
            Self::NotStated { fact } => write!(f, "not stated what was asked for: {fact}"),
            Self::StatementNotJudged { fact } => write!(f, "stated, but not held against results: {}", word(fact)),
            Self::ProviderLabel { label } => write!(f, "label of the provider's verdict: {}", quoted(label)),
            Self::Score { score } => write!(f, "score without threshold: {score}"),
            Self::Elsewhere { at } => write!(f, "not fetched: {at}"),
        }
    }
}
