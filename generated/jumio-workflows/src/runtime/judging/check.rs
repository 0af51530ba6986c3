//! The common signature for checking any payload of a generated crate.

use std::error::Error;
use std::fmt;

use crate::runtime::Printable;
use crate::runtime::judging::builtin;
use crate::runtime::judging::context::Upload;
use crate::runtime::judging::model::Model;
use crate::runtime::wire::text::listed;
use crate::runtime::{At, Context, Direction, Found, Json, Report, Wire, decode, to_json};

/// The result of checking a payload.
pub struct Checked {
    /// The violations and the rules that were not judged.
    pub report: Report,
    /// The payload after it was parsed into its type and serialized again; `None` if it could not be parsed.
    pub rewritten: Option<Json>,
}

/// Hides the payload, because personal fields are not marked in raw JSON.
impl fmt::Debug for Checked {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checked").field("report", &self.report).finish_non_exhaustive()
    }
}

/// The operation does not exist, or has no payload in this direction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownOperation {
    operation: String,
    direction: Option<Direction>,
    known: String,
}

impl UnknownOperation {
    /// Creates the error for an unknown operation, or for one without a payload in this direction.
    #[inline]
    pub fn new(operation: &str, direction: Direction, model: &Model) -> Self {
        let known: Vec<&str> = model.operations.iter().map(|operation| operation.id).collect();
        let direction = model.operation(operation).map(|_| direction);
        Self { operation: operation.to_owned(), direction, known: listed(&known, "and") }
    }
}

impl fmt::Display for UnknownOperation {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.direction {
            Some(direction) => {
                write!(f, "operation {} has no {direction} to check", Printable(&self.operation))
            }
            None => write!(f, "unknown operation {}; expected {}", Printable(&self.operation), self.known),
        }
    }
}

impl Error for UnknownOperation {}

/// Parses a payload, judges it and serializes it again.
pub fn check_body<T: Wire>(body: Option<&[u8]>, context: &Context, judge: fn(&T, &Context, &mut Report)) -> Checked {
    let mut report = Report::for_context(context);
    // An absent body is judged as `null`, which is not a valid object.
    let Some(payload) = decode::<T>(body.unwrap_or(b"null"), &mut report) else {
        return Checked { report, rewritten: None };
    };
    judge(&payload, context, &mut report);
    Checked { report, rewritten: Some(Json::checked(&to_json(&payload))) }
}

/// Judges whether an upload contains a file.
#[inline]
pub fn check_file(context: &Context, report: &mut Report) {
    match context.file {
        Upload::File(_) => {}
        Upload::Unknown => report.leave_open(&builtin::FILE_MISSING, "file"),
        Upload::Missing => {
            report.add(&builtin::FILE_MISSING, &At::ROOT.member("context").member("file"), Found::default());
        }
    }
}

/// Judges a request without a JSON body.
#[inline]
pub fn check_no_body(body: Option<&[u8]>, context: &Context, judge: fn(&Context, &mut Report)) -> Checked {
    let mut report = Report::for_context(context);
    let is_null = |bytes: &[u8]| bytes.trim_ascii() == b"null";
    if body.is_some_and(|bytes| !is_null(bytes)) {
        report.add(&builtin::UNEXPECTED_BODY, &At::ROOT, Found::default());
    }
    judge(context, &mut report);
    Checked { report, rewritten: None }
}
