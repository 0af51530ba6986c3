//! `rules/<stem>.yaml`: validation rules as data.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Map, Predicate, Text, spelling};
use verispec_text::source::Spanned;

/// `rules/<stem>.yaml`: validation rules that belong together.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// What the rules of this file watch over.
    pub summary: Text,
    /// The rules, by id.
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub rules: Map<Rule>,
}

/// A validation rule: when all of `when` hold, then `require`, `forbid` or `check` must hold too.
/// An absent field never fails a `check`. A rule whose result depends on a fact that the context does not give is not judged,
/// and the report names it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Why the rule exists, for the docs.
    pub summary: Text,
    /// The operations whose payloads it judges, by id.
    #[schemars(length(min = 1))]
    pub on: Vec<Text>,
    /// Which of the operation's payloads it judges. Default: the request.
    #[serde(default)]
    pub direction: Direction,
    /// A list that the rule is applied to item by item, such as `body.members[]`; inside, `item` is the item.
    pub each: Option<Text>,
    /// The rule is made once per capability; `{capability}` in its values stands for the capability's wire name.
    #[serde(default)]
    pub each_capability: bool,
    /// When the rule applies: all of these hold.
    #[serde(default)]
    pub when: Vec<Predicate>,
    /// A member that must be there.
    pub require: Option<Text>,
    /// A member that must not be there.
    pub forbid: Option<Text>,
    /// What must hold.
    pub check: Option<Predicate>,
    /// Whether the member in `require` is an argument of the functions that start a workflow, although the rule is only
    /// a warning. What an error requires of every request is an argument anyway.
    pub argument: Option<Spanned<bool>>,
    /// Where to point, if not at what is judged.
    pub at: Option<Text>,
    /// How bad it is when the rule is broken.
    pub severity: Severity,
    /// How bad it is under the strict policy, if that differs.
    pub strict: Option<Spanned<Severity>>,
    /// What to tell. `{value}` is the value judged, `{allowed}` what would be allowed, `{workflow}` the workflow.
    pub message: Text,
    /// Where this comes from: `document: section`.
    pub source: Text,
    /// Decisions taken against or beyond the documents, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// Which payload of an operation.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// What the customer sends.
    #[default]
    Request,
    /// What the provider sends.
    Response,
}

/// How bad a violation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Must not be sent, or must not be relied on.
    Error,
    /// Works today, but not as one would expect.
    Warning,
}
