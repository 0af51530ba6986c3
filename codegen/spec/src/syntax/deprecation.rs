//! What the provider still takes or sends, and nobody should start to use.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Text, spelling};

/// The provider still takes or sends it, but nobody should start to use it.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deprecation {
    /// The version of the spec that says so first, such as `"1.4.0"`, or `next` for the one that the next release gets.
    #[schemars(regex(pattern = spelling::RELEASE.pattern))]
    pub since: Option<Text>,
    /// What to use instead: the name of another one of its kind, or a sentence.
    pub replacement: Option<Text>,
}
