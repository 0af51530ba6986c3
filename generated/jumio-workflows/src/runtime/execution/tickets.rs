//! The requests that an execution allows to be sent, and the reasons why it refuses others.

use std::fmt;

use crate::runtime::Printable;
use crate::runtime::judging::model::Operation;
use crate::runtime::wire::text::listed;
use crate::runtime::{Execution, Policy, Report, Secret, Severity};

/// A part that an execution waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedPart {
    /// The id of the part's credential.
    pub credential: String,
    /// The category of the part's credential.
    pub category: String,
    /// The name of the part.
    pub part: String,
    /// Whether the execution can be finalized without this part.
    pub optional: bool,
    /// The upload URL; `None` if the response gave no URL.
    pub url: Option<String>,
}

impl OwedPart {
    /// Whether the part has to be uploaded but has no URL.
    #[inline]
    pub(in crate::runtime) fn lacks_url(&self) -> bool {
        !self.optional && self.url.is_none()
    }
}

/// A part as `CATEGORY:PART`.
impl fmt::Display for OwedPart {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", Printable(&self.category), Printable(&self.part))
    }
}

/// The name of a part, such as that of an [`OwedPart`]: a newtype, so that it cannot be confused with the id of a
/// credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartName<'a>(pub &'a str);

/// An upload that may be sent. Only [`Execution::upload`] creates one.
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

/// The end of an acquisition, which may be sent. Only [`Execution::finalize`] creates one. Nothing can be uploaded
/// afterwards.
#[derive(Debug)]
pub struct Finalize {
    pub(in crate::runtime) operation: Option<&'static Operation>,
    pub(in crate::runtime) url: String,
    pub(in crate::runtime) token: Secret,
    pub(in crate::runtime) left_out: Vec<OwedPart>,
    pub(in crate::runtime) report: Report,
}

/// Why an execution cannot be finalized yet.
#[derive(Debug)]
pub struct NotReady {
    /// The unchanged execution.
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
            write!(f, " before these are uploaded: {}", listed(&owed, "and"))?;
        }
        let mut reasons = Vec::new();
        let errors = self.report.violations().iter().filter(|found| found.severity == Severity::Error);
        reasons.extend(errors.map(ToString::to_string));
        // Under the complete policy, rules that could not be judged also refuse the request.
        let open = self.report.not_judged().iter().filter(|open| open.severity == Severity::Error);
        let refuses = self.report.policy() == Policy::Complete;
        reasons.extend(open.filter(|_| refuses).map(ToString::to_string));
        if reasons.is_empty() && self.owed.is_empty() {
            reasons.push("none of its parts can be uploaded over this channel".to_owned());
        }
        // Uploads cannot provide these, and do not show whether they are there.
        let elsewhere: Vec<String> = self
            .execution
            .elsewhere()
            .map(|credential| {
                let channels: Vec<String> =
                    credential.channels.iter().map(|name| Printable(name).to_string()).collect();
                let (category, id) = (Printable(&credential.category), Printable(&credential.id));
                format!("{category} of {id} over {}", listed(&channels, "or"))
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

/// What uploads and the end of the acquisition have in common: the URL, the token and the report.
macro_rules! sent {
    ($name:ident) => {
        impl $name {
            /// The operation that this is a request of, with its method.
            #[inline]
            #[must_use]
            pub fn operation(&self) -> Option<&'static Operation> {
                self.operation
            }

            /// The URL to send it to, exactly as the provider returned it.
            #[inline]
            #[must_use]
            pub fn url(&self) -> &str {
                &self.url
            }

            /// The token that authorizes the request.
            #[inline]
            #[must_use]
            pub fn token(&self) -> &Secret {
                &self.token
            }

            /// The warnings about the request.
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
    /// The form field that carries the file.
    #[inline]
    #[must_use]
    pub fn file_field(&self) -> &'static str {
        self.file_field
    }

    /// The id of the credential that the file belongs to.
    #[inline]
    #[must_use]
    pub fn credential(&self) -> &str {
        &self.credential
    }

    /// The part that the file is uploaded as.
    #[inline]
    #[must_use]
    pub fn part(&self) -> &str {
        &self.part
    }

    /// The media type of the file's bytes.
    #[inline]
    #[must_use]
    pub fn content_type(&self) -> &'static str {
        self.content_type
    }
}

impl Finalize {
    /// The optional parts that were not uploaded.
    #[inline]
    #[must_use]
    pub fn left_out(&self) -> &[OwedPart] {
        &self.left_out
    }
}
