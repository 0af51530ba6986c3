//! `rules/<stem>.yaml`: validation rules.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Map, Predicate, Text, spelling};
use verispec_text::source::Spanned;

/// `rules/<stem>.yaml`: validation rules that belong together.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rules {
    /// The purpose of the rules in this file.
    pub summary: Text,
    /// The rules, by id.
    #[schemars(extend("propertyNames" = spelling::ID.keys()))]
    pub rules: Map<Rule>,
}

/// A validation rule: if all predicates in `when` hold, `require`, `forbid` or `check` must hold, too. An absent field
/// never fails a `check`. If the result of a rule depends on a fact that the context does not provide, the rule is not
/// judged, and the report lists it.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// The reason for the rule, for the docs.
    pub summary: Text,
    /// The ids of the operations whose payloads the rule judges.
    #[schemars(length(min = 1))]
    pub on: Vec<Text>,
    /// Which payload of the operation the rule judges. Default: the request.
    #[serde(default)]
    pub direction: Direction,
    /// An array whose items are judged individually, such as `body.members[]`. In the rule, `item` refers to the
    /// current item.
    pub each: Option<Text>,
    /// Creates one rule for each capability. `{capability}` in values of the rule is replaced by the capability's wire
    /// name.
    #[serde(default)]
    pub each_capability: bool,
    /// The predicates that must all hold for the rule to apply.
    #[serde(default)]
    pub when: Vec<Predicate>,
    /// A required field.
    pub require: Option<Text>,
    /// A forbidden field.
    pub forbid: Option<Text>,
    /// The predicates that must hold.
    pub check: Option<Predicate>,
    /// Makes the field in `require` an argument of the functions that start a workflow, although the rule is only a
    /// warning. Fields that a rule of severity `error` requires in every request are always arguments.
    pub argument: Option<Spanned<bool>>,
    /// The value to report, if it is not the judged value.
    pub at: Option<Text>,
    /// The severity of a violation.
    pub severity: Severity,
    /// The severity under the strict policy, if it differs.
    pub strict: Option<Spanned<Severity>>,
    /// The message. `{value}` is replaced by the judged value, `{allowed}` by the allowed values, and `{workflow}` by
    /// the workflow.
    pub message: Text,
    /// The source of this fact: `document: section`.
    pub source: Text,
    /// Decisions that deviate from the documents or go beyond them, by id.
    #[serde(default)]
    pub decisions: Vec<Text>,
}

/// A payload of an operation.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Direction {
    /// The payload that the customer sends.
    #[default]
    Request,
    /// The payload that the provider sends.
    Response,
}

/// The severity of a violation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// The payload must not be sent, or a received payload must not be relied on.
    Error,
    /// The provider accepts the payload today, but the result may be unexpected.
    Warning,
}
