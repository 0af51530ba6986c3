//! Deprecations: features that the provider still accepts or sends, but that new code should not use.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Text, spelling};

/// A deprecation: the provider still accepts or sends the item, but new code should not use it.
#[derive(Debug, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deprecation {
    /// The version of the spec that deprecates the item, such as `"1.4.0"`, or `next` for the version of the next
    /// release.
    #[schemars(regex(pattern = spelling::RELEASE.pattern))]
    pub since: Option<Text>,
    /// The replacement: the name of another item of the same kind, or a sentence.
    pub replacement: Option<Text>,
}
