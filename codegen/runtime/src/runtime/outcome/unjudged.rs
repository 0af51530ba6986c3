//! Lists everything in a response that was not judged, either because the spec does not define how or because the
//! caller did not provide the facts.

use std::fmt;
use std::sync::Arc;

use crate::runtime::outcome::reason::{Told, quoted, word};

/// Something in a response, or missing from it, that was not judged, either because the spec does not define how or
/// because the caller did not provide the facts.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum Unjudged {
    /// A capability that has no result and, according to the caller, is not enabled.
    NotEnabled {
        /// The capability without a result.
        capability: &'static str,
    },
    /// A capability that has no result and only runs if enabled, when the context does not set `enabled`. There is also
    /// a reason against a pass.
    EnabledNotStated {
        /// The capability without a result.
        capability: &'static str,
    },
    /// A capability that has no result and only runs if it applies, when nothing shows whether it does. There is also a
    /// reason against a pass.
    MayNotApply {
        /// The capability without a result.
        capability: &'static str,
    },
    /// The label of a result, if it is not documented for the capability and this decision type. Only the decision type
    /// counts.
    Label(Told),
    /// A pass without a label. Only the decision type counts.
    NoLabel(Told),
    /// An absent field that could have contradicted a pass. It is not documented to be always present.
    NotGiven {
        /// The expected location of the field.
        at: String,
    },
    /// A field that verdicts ignore and that the spec does not mark as informative, such as an undocumented field.
    NotRead {
        /// The location of the field.
        at: String,
    },
    /// A result about a capability that is not in the workflow's chains, so it is unknown which credentials it has to
    /// cover.
    Outside {
        /// The capability of the result.
        capability: Arc<str>,
        /// The location of the result.
        at: String,
    },
    /// A credential of the execution that no result is about.
    CredentialNotJudged {
        /// The category of the credential.
        category: String,
        /// The id of the credential.
        id: String,
    },
    /// A credential on file, according to the context, that no result is about.
    StoredCredentialNotJudged {
        /// The id of the credential.
        id: String,
    },
    /// An execution of the workflow has more credentials of this category than the response contains.
    CredentialsFewer {
        /// The category.
        category: String,
        /// The number in an execution of the workflow.
        expected: usize,
        /// The number in the response.
        named: usize,
    },
    /// The response contains more credentials of this category than an execution of the workflow has, so the purpose of
    /// the others is unknown.
    CredentialsMore {
        /// The category.
        category: String,
        /// The maximum number in an execution of the workflow.
        expected: usize,
        /// The number in the response.
        named: usize,
    },
    /// The context does not provide this fact about the request, so the response could be about something else.
    NotStated {
        /// The missing fact: `workflow_key`, `stored_credentials`, or the name of a path parameter.
        fact: &'static str,
    },
    /// A path parameter in the context that results are not compared with.
    StatementNotJudged {
        /// The name of the path parameter.
        fact: String,
    },
    /// The label of the provider's own verdict, because its meaning is not documented.
    ProviderLabel {
        /// The label.
        label: String,
    },
    /// The risk score, because no threshold is documented.
    Score {
        /// The score, as written in the payload.
        score: String,
    },
    /// A link to more data, which has to be fetched with another request.
    Elsewhere {
        /// The location of the link.
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
            Self::NotStated { fact } => write!(f, "fact of the request not stated: {fact}"),
            Self::StatementNotJudged { fact } => write!(f, "stated, but not compared with results: {}", word(fact)),
            Self::ProviderLabel { label } => write!(f, "label of the provider's verdict: {}", quoted(label)),
            Self::Score { score } => write!(f, "score without threshold: {score}"),
            Self::Elsewhere { at } => write!(f, "not fetched: {at}"),
        }
    }
}
