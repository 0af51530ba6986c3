//! The fields that may accompany the decision of a passed result.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Data, Text};
use verispec_text::source::Spanned;

/// The values of a field that agree with a pass.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PassesWith {
    /// The values that agree: strings, integers, booleans, or `[]` for an empty list. With a pass, every other value is
    /// a contradiction, so the outcome is undecided.
    #[schemars(length(min = 1))]
    pub values: Vec<Data>,
    /// What it means if the field is absent. Default: nothing, and the outcome lists the field as not judged.
    pub absent: Option<Spanned<WhenAbsent>>,
    /// The source of these facts: `document: section`.
    pub source: Text,
    /// Decisions that deviate from the documents or go beyond them, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// What it means for a pass if a field is absent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhenAbsent {
    /// Nothing; an outcome lists it as not judged.
    NotJudged,
    /// It agrees if the object around the field is absent too, because not every pass has it.
    Agrees,
    /// It contradicts a pass.
    Contradicts,
}
