//! The requests that an execution allows the caller to send, and the reasons for refusing others.

use std::fmt;

use crate::runtime::Printable;
use crate::runtime::judging::model::Operation;
use crate::runtime::wire::text::listed;
use crate::runtime::{Execution, Policy, Report, Secret, Severity};

/// A part that has to be uploaded before the execution is complete, and has not been uploaded yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedPart {
    /// The id of the credential that the part belongs to.
    pub credential: String,
    /// The category of the credential that the part belongs to.
    pub category: String,
    /// The name of the part.
    pub part: String,
    /// Whether the execution can be finalized without this part.
    pub optional: bool,
    /// The upload URL; `None` if the response did not contain one.
    pub url: Option<String>,
}

impl OwedPart {
    /// Returns whether the part has to be uploaded but has no URL.
    #[inline]
    pub(in crate::runtime) fn lacks_url(&self) -> bool {
        !self.optional && self.url.is_none()
    }
}

/// Formats the part as `CATEGORY:PART`.
impl fmt::Display for OwedPart {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", Printable(&self.category), Printable(&self.part))
    }
}

/// The name of a part, such as that of an [`OwedPart`]: a newtype, so that it cannot be mistaken for the id of a
/// credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartName<'a>(pub &'a str);

/// An upload request that may be sent. Only [`Execution::upload`] creates one.
#[derive(Debug)]
pub struct UploadTicket {
    pub(in crate::runtime) operation: Option<&'static Operation>,
    pub(in crate::runtime) file_field: &'static str,
    pub(in crate::runtime) account: String,
    pub(in crate::runtime) execution: String,
    pub(in crate::runtime) credential: String,
    pub(in crate::runtime) part: String,
    pub(in crate::runtime) url: String,
    pub(in crate::runtime) token: Secret,
    pub(in crate::runtime) content_type: &'static str,
    pub(in crate::runtime) report: Report,
}

/// The request that ends an acquisition, ready to be sent. Only [`Execution::finalize`] creates one. Nothing can be
/// uploaded afterwards.
#[derive(Debug)]
pub struct Finalize {
    pub(in crate::runtime) operation: Option<&'static Operation>,
    pub(in crate::runtime) url: String,
    pub(in crate::runtime) token: Secret,
    pub(in crate::runtime) left_out: Vec<OwedPart>,
    pub(in crate::runtime) report: Report,
}

/// The reason why an execution cannot be finalized yet.
#[derive(Debug)]
pub struct NotReady {
    /// The execution, unchanged.
    pub execution: Box<Execution>,
    /// The parts that have to be uploaded first.
    pub owed: Vec<OwedPart>,
    /// The violations that the rules reported.
    pub report: Box<Report>,
}

impl fmt::Display for NotReady {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the execution cannot be finalized")?;
        if !self.owed.is_empty() {
            let owed: Vec<String> =
                self.owed.iter().map(|part| format!("{part} of {}", Printable(&part.credential))).collect();
            write!(f, " before these parts are uploaded: {}", listed(&owed, "and"))?;
        }
        let mut reasons = Vec::new();
        let errors = self.report.violations().iter().filter(|found| found.severity == Severity::Error);
        reasons.extend(errors.map(ToString::to_string));
        // With the policy [`Policy::Complete`], a rule that could not be judged is also a reason to refuse the request.
        let open = self.report.not_judged().iter().filter(|open| open.severity == Severity::Error);
        let refuses = self.report.policy() == Policy::Complete;
        reasons.extend(open.filter(|_| refuses).map(ToString::to_string));
        if reasons.is_empty() && self.owed.is_empty() {
            reasons.push("none of its parts can be uploaded over this channel".to_owned());
        }
        // Uploads cannot provide these credentials, nor show whether they have been provided.
        let elsewhere: Vec<String> = self
            .execution
            .elsewhere()
            .map(|credential| {
                let channels: Vec<String> =
                    credential.channels.iter().map(|name| Printable(name).to_string()).collect();
                let (category, id) = (Printable(&credential.category), Printable(&credential.id));
                format!("{category} of {id} (only over {})", listed(&channels, "or"))
            })
            .collect();
        if !elsewhere.is_empty() {
            reasons.push(format!("uploads cannot provide {}", listed(&elsewhere, "and")));
        }
        let start = if self.owed.is_empty() { ": " } else { "; " };
        reasons.iter().enumerate().try_for_each(|(place, reason)| {
            let start = if place == 0 { start } else { "; " };
            write!(f, "{start}{reason}")
        })
    }
}

impl std::error::Error for NotReady {}

/// The methods that upload requests and the request that ends the acquisition have in common: URL, token and report.
macro_rules! sent {
    ($name:ident) => {
        impl $name {
            /// Returns the operation that is requested, which includes its method.
            #[inline]
            #[must_use]
            pub fn operation(&self) -> Option<&'static Operation> {
                self.operation
            }

            /// Returns the URL of the request, exactly as the provider returned it.
            #[inline]
            #[must_use]
            pub fn url(&self) -> &str {
                &self.url
            }

            /// Returns the token that authorizes the request.
            #[inline]
            #[must_use]
            pub fn token(&self) -> &Secret {
                &self.token
            }

            /// Returns the warnings about the request.
            #[inline]
            #[must_use]
            pub fn report(&self) -> &Report {
                &self.report
            }
        }
    };
}

sent!(UploadTicket);
sent!(Finalize);

impl UploadTicket {
    /// Returns the form field that contains the file.
    #[inline]
    #[must_use]
    pub fn file_field(&self) -> &'static str {
        self.file_field
    }

    /// Returns the id of the credential that the file belongs to.
    #[inline]
    #[must_use]
    pub fn credential(&self) -> &str {
        &self.credential
    }

    /// Returns the part that the file is uploaded as.
    #[inline]
    #[must_use]
    pub fn part(&self) -> &str {
        &self.part
    }

    /// Returns the media type of the file's content.
    #[inline]
    #[must_use]
    pub fn content_type(&self) -> &'static str {
        self.content_type
    }
}

impl Finalize {
    /// Returns the optional parts that were not uploaded.
    #[inline]
    #[must_use]
    pub fn left_out(&self) -> &[OwedPart] {
        &self.left_out
    }
}
