//! What an execution hands out: takes what it has decided, gives the requests that may be sent, or why none may be.

use std::fmt;

use crate::runtime::Printable;
use crate::runtime::judging::model::Operation;
use crate::runtime::wire::text::listed;
use crate::runtime::{Execution, Policy, Report, Secret, Severity};

/// A part that an execution waits for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OwedPart {
    /// The id of its credential.
    pub credential: String,
    /// The category of its credential.
    pub category: String,
    /// The part.
    pub part: String,
    /// Whether the execution can be finalized without it.
    pub optional: bool,
    /// Where to upload it; nothing if the response gave no URL.
    pub url: Option<String>,
}

impl OwedPart {
    /// Whether it has to be uploaded, and nothing says where to.
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

/// The name of a part, such as that of an [`OwedPart`]: a type of its own, so that it cannot be mistaken for the id of a
/// credential.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PartName<'a>(pub &'a str);

/// An upload that may be sent: only [`Execution::upload`] makes one.
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

/// The end of an acquisition, which may be sent: only [`Execution::finalize`] makes one. Nothing can be uploaded any more.
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
    /// The execution as it was, to go on with.
    pub execution: Box<Execution>,
    /// The parts that have to be uploaded first.
    pub owed: Vec<OwedPart>,
    /// What the rules found.
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
        // Under the policy that asks for everything, what could not be judged refuses it too.
        let open = self.report.not_judged().iter().filter(|open| open.severity == Severity::Error);
        let refuses = self.report.policy() == Policy::Complete;
        reasons.extend(open.filter(|_| refuses).map(ToString::to_string));
        if reasons.is_empty() && self.owed.is_empty() {
            reasons.push("nothing of it is uploaded over this channel".to_owned());
        }
        // Uploads cannot bring these, and do not show whether they are there.
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
            reasons.push(format!("uploads cannot bring {}", listed(&elsewhere, "and")));
        }
        let start = if self.owed.is_empty() { ": " } else { "; " };
        reasons.iter().enumerate().try_for_each(|(place, reason)| {
            let start = if place == 0 { start } else { "; " };
            write!(f, "{start}{reason}")
        })
    }
}

impl std::error::Error for NotReady {}

/// What both have: where they are sent, by what right, and what was found.
macro_rules! sent {
    ($name:ident) => {
        impl $name {
            /// The operation that this is a request of, with its method.
            #[inline]
            #[must_use]
            pub fn operation(&self) -> Option<&'static Operation> {
                self.operation
            }

            /// Where to send it, exactly as the provider said it.
            #[inline]
            #[must_use]
            pub fn url(&self) -> &str {
                &self.url
            }

            /// The token that authorizes it.
            #[inline]
            #[must_use]
            pub fn token(&self) -> &Secret {
                &self.token
            }

            /// The warnings.
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
    /// The field of the form that carries the file.
    #[inline]
    #[must_use]
    pub fn file_field(&self) -> &'static str {
        self.file_field
    }

    /// The id of the credential that it is meant for.
    #[inline]
    #[must_use]
    pub fn credential(&self) -> &str {
        &self.credential
    }

    /// The part that it is uploaded as.
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
    /// The parts that were not uploaded and did not have to be.
    #[inline]
    #[must_use]
    pub fn left_out(&self) -> &[OwedPart] {
        &self.left_out
    }
}
