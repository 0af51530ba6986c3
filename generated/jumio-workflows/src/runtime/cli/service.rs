//! The interface between the command line and the generated crate, and the exit codes.

use crate::runtime::judging::model::Model;
use crate::runtime::{Checked, Context, Direction, Misfit, Outcome, Place, UnknownOperation, Wire};

/// What the command line needs from the generated crate.
#[derive(Debug, Clone, Copy)]
pub struct Service {
    /// The name of the program.
    pub name: &'static str,
    /// The version of the spec.
    pub version: &'static str,
    /// The tables of the generated crate.
    pub model: &'static Model,
    /// Checks a payload of an operation.
    pub check: Check,
    /// Judges results, if the spec says how.
    pub outcome: Option<OutcomeService>,
    /// The answers that the spec documents, each schema once.
    pub answers: &'static [Answer],
}

/// Shows a place to a function.
pub type ShowPlace = fn(&mut dyn FnMut(Place<'_>));

/// An answer that the spec documents.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    /// The name of its schema.
    pub schema: &'static str,
    /// The operations that answer this way.
    pub operations: &'static [&'static str],
    /// Shows the place that such an answer is read into, which knows its fields.
    pub place: ShowPlace,
}

impl Answer {
    /// The answer whose type is `T`.
    #[must_use]
    pub const fn of<T: Wire>(schema: &'static str, operations: &'static [&'static str]) -> Self {
        Self { schema, operations, place: |look| look(T::blank().place()) }
    }
}

/// The signature of the function that judges the results in a response.
pub type JudgeResults = fn(&[u8], &Context) -> Result<Outcome, Misfit>;

/// How to judge results.
#[derive(Debug, Clone, Copy)]
pub struct OutcomeService {
    /// The operations whose responses contain results.
    pub operations: &'static [&'static str],
    /// Judges the results in a response of one of these operations.
    pub judge: JudgeResults,
}

/// The signature of the function that checks a payload of an operation, sent or received, in a context.
pub type Check = fn(&str, Direction, Option<&[u8]>, &Context) -> Result<Checked, UnknownOperation>;

/// Everything is in order.
pub(in crate::runtime) const OK: u8 = 0;
/// A payload has errors.
pub(in crate::runtime) const NOT_OK: u8 = 1;
/// Something could not be read or written, or the arguments are invalid.
pub(in crate::runtime) const FAILED: u8 = 2;
