//! What may stand beside the decision of a result that has passed.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Data, Text};
use verispec_text::source::Spanned;

/// The values of a field that agree with a pass.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PassesWith {
    /// The values that agree: strings, integers, booleans, or `[]` for a list without items. Beside a pass, every other value
    /// contradicts it, so the outcome is undecided.
    #[schemars(length(min = 1))]
    pub values: Vec<Data>,
    /// What it means if the field is absent. Without it, nothing: the outcome names the field as not judged.
    pub absent: Option<Spanned<WhenAbsent>>,
    /// Where this comes from: `document: section`.
    pub source: Text,
    /// Decisions taken against or beyond the documents, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// What the absence of a field means beside a pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum WhenAbsent {
    /// Nothing, and an outcome names it as not judged.
    NotJudged,
    /// It agrees if the object around the field is absent, too: not every pass has it.
    Agrees,
    /// It contradicts a pass.
    Contradicts,
}
