//! The interface between the command line and the generated crate, and the exit codes.

use crate::runtime::judging::model::Model;
use crate::runtime::{Checked, Context, Direction, Misfit, Outcome, Place, UnknownOperation, Wire};

/// The functions and tables of the generated crate that the command line uses.
#[derive(Debug, Clone, Copy)]
pub struct Service {
    /// The name of the program.
    pub name: &'static str,
    /// The version of the spec.
    pub version: &'static str,
    /// The tables of the generated crate.
    pub model: &'static Model,
    /// The function that checks a payload of an operation.
    pub check: Check,
    /// The function that judges results, if the spec defines how to judge them.
    pub outcome: Option<OutcomeService>,
    /// The documented responses and callbacks, one entry per schema.
    pub answers: &'static [Answer],
}

/// A function that calls the given function with a place.
pub type ShowPlace = fn(&mut dyn FnMut(Place<'_>));

/// A documented response or callback.
#[derive(Debug, Clone, Copy)]
pub struct Answer {
    /// The name of the schema.
    pub schema: &'static str,
    /// The operations whose responses or callbacks have this schema.
    pub operations: &'static [&'static str],
    /// Calls the given function with a place that has the documented fields, and that a payload of this schema can be
    /// read into.
    pub place: ShowPlace,
}

impl Answer {
    /// Creates the entry for the payload type `T`.
    #[must_use]
    pub const fn of<T: Wire>(schema: &'static str, operations: &'static [&'static str]) -> Self {
        Self { schema, operations, place: |look| look(T::blank().place()) }
    }
}

/// The signature of the function that judges the results in a response.
pub type JudgeResults = fn(&[u8], &Context) -> Result<Outcome, Misfit>;

/// The function that judges results, and the operations that it applies to.
#[derive(Debug, Clone, Copy)]
pub struct OutcomeService {
    /// The operations whose responses contain results.
    pub operations: &'static [&'static str],
    /// The function that judges the results in a response of one of these operations.
    pub judge: JudgeResults,
}

/// The signature of the function that checks a payload of an operation, sent or received, in a context.
pub type Check = fn(&str, Direction, Option<&[u8]>, &Context) -> Result<Checked, UnknownOperation>;

/// The exit code if everything is in order.
pub(in crate::runtime) const OK: u8 = 0;
/// The exit code if a payload has errors.
pub(in crate::runtime) const NOT_OK: u8 = 1;
/// The exit code if something could not be read or written, or if the arguments are invalid.
pub(in crate::runtime) const FAILED: u8 = 2;
