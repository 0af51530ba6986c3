//! The fields that may accompany a passed decision.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Data, Text};
use verispec_text::source::Spanned;

/// The values of a field that agree with a passed result.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PassesWith {
    /// The values that agree with a pass: strings, integers, booleans, or `[]` for an empty list. Every other value
    /// contradicts a pass, so the verdict is unknown.
    #[schemars(length(min = 1))]
    pub values: Vec<Data>,
    /// The meaning of an absent field. Default: an absent field has no effect, and the outcome lists the field as not
    /// judged.
    pub absent: Option<Spanned<WhenAbsent>>,
    /// The source of these facts: `document: section`.
    pub source: Text,
    /// Decisions that deviate from the documents or go beyond them, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// The meaning of an absent field for a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhenAbsent {
    /// An absent field has no effect; an outcome lists it as not judged.
    NotJudged,
    /// An absent field agrees with the pass if its parent object is also absent, because not every pass has that
    /// object.
    Agrees,
    /// An absent field contradicts the pass.
    Contradicts,
}
