//! What a generated crate's check of any payload takes and gives, whatever the payload's type.

use std::error::Error;
use std::fmt;

use crate::runtime::Printable;
use crate::runtime::judging::builtin;
use crate::runtime::judging::context::Upload;
use crate::runtime::judging::model::Model;
use crate::runtime::wire::text::listed;
use crate::runtime::{At, Context, Direction, Found, Json, Report, Wire, decode, to_json};

/// A payload that was checked.
pub struct Checked {
    /// What was found.
    pub report: Report,
    /// The payload after it was read into its types and written again; nothing if it could not be read.
    pub rewritten: Option<Json>,
}

/// Without the payload: as JSON, nothing in it is known to be personal any more.
impl fmt::Debug for Checked {
    #[inline]
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checked").field("report", &self.report).finish_non_exhaustive()
    }
}

/// There is no such operation, or it has no such payload.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnknownOperation {
    operation: String,
    direction: Option<Direction>,
    known: String,
}

impl UnknownOperation {
    /// What to tell about an operation that has no payload in this direction, or that the model does not have at all.
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
                write!(f, "operation {} has no {direction} that could be checked", Printable(&self.operation))
            }
            None => write!(f, "there is no operation {}; there are {}", Printable(&self.operation), self.known),
        }
    }
}

impl Error for UnknownOperation {}

/// Reads a payload, judges it and writes it again.
pub fn check_body<T: Wire>(body: Option<&[u8]>, context: &Context, judge: fn(&T, &Context, &mut Report)) -> Checked {
    let mut report = Report::for_context(context);
    // A body that is absent is judged as `null`, which fits no object.
    let Some(payload) = decode::<T>(body.unwrap_or(b"null"), &mut report) else {
        return Checked { report, rewritten: None };
    };
    judge(&payload, context, &mut report);
    Checked { report, rewritten: Some(Json::checked(&to_json(&payload))) }
}

/// Judges whether an upload carries a file.
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

/// Judges a request that has no JSON body.
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
