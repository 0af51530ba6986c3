//! `rules/<stem>.yaml`: validation rules as data.

use schemars::JsonSchema;
use serde::Deserialize;

use super::{Map, Text, spelling};
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

/// A value and exactly one test of it.
///
/// Values: `body.a.b` and `body.a[].b` (members of the payload), `item.b` (inside `each`), `operation`, `channel`,
/// `account_exists`, `capability` (under `each_capability`), `path.<parameter>`, `file.content_type`, `file.extension`, `file.bytes`, `file.width`,
/// `file.height`, `credential.id`, `credential.category`, `credential.channels`, `stored.ids`, `stored.categories`,
/// `required_parts`, `uploaded_parts`, `workflow.key`, `workflow.id`, `workflow.prerequisites`, `workflow.channels`.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Predicate {
    /// The value that is tested.
    pub value: Text,
    /// It is there (or not).
    pub present: Option<Spanned<bool>>,
    /// It is this.
    #[schemars(length(min = 0))]
    pub is: Option<Text>,
    /// It is not this.
    #[schemars(length(min = 0))]
    pub is_not: Option<Text>,
    /// It is `true` (or `false`).
    pub is_true: Option<Spanned<bool>>,
    /// It is one of these.
    #[schemars(inner(length(min = 0)))]
    #[serde(rename = "in")]
    pub one_of: Option<Vec<Text>>,
    /// It is none of these.
    #[schemars(inner(length(min = 0)))]
    pub not_in: Option<Vec<Text>>,
    /// It is in the list of this name.
    pub in_list: Option<Text>,
    /// It is in this set of the model.
    pub in_set: Option<Spanned<ModelSet>>,
    /// For `in_set`: the value that the set depends on, such as the item's category or decision type.
    pub of: Option<Text>,
    /// It is at most this limit of the model.
    pub within: Option<Spanned<ModelLimit>>,
    /// As a list, it contains this.
    #[schemars(length(min = 0))]
    pub contains: Option<Text>,
    /// As a list, it lacks this.
    #[schemars(length(min = 0))]
    pub lacks: Option<Text>,
    /// As a list, every item of it is in this other list.
    pub subset_of: Option<Text>,
    /// As a list, it has no item twice.
    pub distinct: Option<Spanned<bool>>,
    /// It is at least this number.
    pub min: Option<Spanned<i64>>,
    /// It is at most this number.
    pub max: Option<Spanned<i64>>,
    /// As a list, it has at least this many items.
    pub min_items: Option<Spanned<u32>>,
    /// As a list, it has at most this many items.
    pub max_items: Option<Spanned<u32>>,
    /// It is spelled like this.
    pub format: Option<Spanned<TextFormat>>,
    /// As a duration, it is at least this long.
    pub min_duration: Option<Text>,
    /// As a duration, it is at most this long.
    pub max_duration: Option<Text>,
    /// As a timestamp, it is at most this many years before the time of the context.
    pub max_age_years: Option<Spanned<u32>>,
    /// As a timestamp, it is not after the time of the context.
    pub not_in_future: Option<Spanned<bool>>,
    /// It equals this other value.
    pub same_as: Option<Text>,
    /// As a list of credentials, it suits the workflow.
    pub credentials: Option<CredentialTest>,
}

/// A set that the model holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ModelSet {
    /// The keys of all workflows.
    Workflows,
    /// The channels of the workflow.
    WorkflowChannels,
    /// The operations that the workflow offers.
    WorkflowOperations,
    /// The parts that the workflow lets the customer upload.
    WorkflowUploads,
    /// The capabilities of the workflow.
    WorkflowCapabilities,
    /// The type codes of the item's category.
    CategoryTypes,
    /// The type codes of the item's category that suit the workflow and the channel.
    UsableTypes,
    /// The parts of the credential that is uploaded to.
    CredentialParts,
    /// The media types of the part that is uploaded.
    PartMediaTypes,
    /// The file name endings of the part that is uploaded.
    PartExtensions,
    /// The labels of the capability for the decision of the item.
    DecisionLabels,
}

/// A limit that the model holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ModelLimit {
    /// The largest size of the part that is uploaded, in bytes.
    PartBytes,
    /// The largest width of the part that is uploaded, in pixels.
    PartWidth,
    /// The largest height of the part that is uploaded, in pixels.
    PartHeight,
}

/// How a text is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TextFormat {
    /// An absolute `http` or `https` URL with a host.
    Url,
    /// An IPv4 or IPv6 address.
    Ip,
    /// `YYYY-MM-DDThh:mm:ss.SSSZ`, a time that exists.
    UtcTimestamp,
    /// `YYYY-MM-DD`, a day that exists.
    Date,
    /// A whole number and one of the units `s`, `m`, `h`, `d`.
    Duration,
    /// Capital letters, digits and underscores only, at least two words: what documents write where a value belongs.
    Placeholder,
    /// One of these two: a URL, or a placeholder where a URL belongs.
    UrlOrPlaceholder,
}

/// A test of a list of credentials against the workflow's slots. A list that is absent is judged like an empty one.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CredentialTest {
    /// What is tested.
    pub test: Spanned<CredentialTestKind>,
    /// The member of an item that holds the category.
    pub category: Text,
    /// The member of an item that holds the id of a credential on file.
    pub id: Text,
}

/// How a list of credentials has to suit the workflow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CredentialTestKind {
    /// No category beyond the workflow's slots, and none more often than it has slots.
    /// With variants, a category counts as often as the variant has it that has it most often.
    FitSlots,
    /// If the workflow has variants and the list is not empty, it is one of them.
    MatchVariant,
    /// Every slot that is on file is named, with an id.
    NameStored,
    /// Every credential named by id is on file, in that category.
    AreStored,
    /// No credential is named by id but those that the workflow takes from file.
    OnlyStoredById,
    /// If the workflow takes a credential from file, every slot is named.
    NameAllSlots,
    /// What the workflow needs from file is on file.
    PrerequisitesStored,
}
