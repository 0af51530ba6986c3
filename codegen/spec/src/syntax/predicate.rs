//! Predicates of rules: a value, and the test that it has to pass.
//!
//! A new kind of test is a line of `predicate!`, a row of `ir::ASKS` in the model, and the function of the runtime that it calls.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Text;
use verispec_text::source::Spanned;

/// Declares the tests of a predicate: the key, and how its argument is written.
macro_rules! predicate {
    ($($(#[$attribute:meta])* $key:ident: $argument:ty,)*) => {
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
            /// For `in_set`: the value that the set depends on, such as the item's category or decision type.
            pub of: Option<Text>,
            $($(#[$attribute])* $key: Option<$argument>,)*
        }

        impl Predicate {
            /// The tests that it names, each by its key and with its argument. A valid predicate has exactly one.
            pub fn tests(&self) -> Vec<(&'static str, Operand<'_>)> {
                let written = [$(self.$key.as_ref().map(|argument| (key(stringify!($key)), Operand::from(argument)))),*];
                written.into_iter().flatten().collect()
            }
        }
    };
}

predicate! {
    /// It is there (or not).
    present: Spanned<bool>,
    /// It is this.
    #[schemars(length(min = 0))]
    is: Text,
    /// It is not this.
    #[schemars(length(min = 0))]
    is_not: Text,
    /// It is `true` (or `false`).
    is_true: Spanned<bool>,
    /// It is one of these.
    #[schemars(inner(length(min = 0)))]
    r#in: Vec<Text>,
    /// It is none of these.
    #[schemars(inner(length(min = 0)))]
    not_in: Vec<Text>,
    /// It is in the list of this name.
    in_list: Text,
    /// It is in this set of the model.
    in_set: Spanned<ModelSet>,
    /// It is at most this limit of the model.
    within: Spanned<ModelLimit>,
    /// As a list, it contains this.
    #[schemars(length(min = 0))]
    contains: Text,
    /// As a list, it lacks this.
    #[schemars(length(min = 0))]
    lacks: Text,
    /// As a list, every item of it is in this other list.
    subset_of: Text,
    /// As a list, it has no item twice.
    distinct: Spanned<bool>,
    /// It is at least this number.
    min: Spanned<i64>,
    /// It is at most this number.
    max: Spanned<i64>,
    /// As a list, it has at least this many items.
    min_items: Spanned<u32>,
    /// As a list, it has at most this many items.
    max_items: Spanned<u32>,
    /// It is spelled like this.
    format: Spanned<TextFormat>,
    /// As a URL, it has none of these.
    #[schemars(length(min = 1))]
    url_without: Vec<Spanned<UrlTrait>>,
    /// As a URL, its query has no parameter of these names.
    #[schemars(length(min = 1))]
    query_without: Vec<Text>,
    /// As a duration, it is at least this long.
    min_duration: Text,
    /// As a duration, it is at most this long.
    max_duration: Text,
    /// As a timestamp, it is at most this many years before the time of the context.
    max_age_years: Spanned<u32>,
    /// As a timestamp, it is not after the time of the context.
    not_in_future: Spanned<bool>,
    /// It equals this other value.
    same_as: Text,
    /// As a list of credentials, it suits the workflow.
    credentials: CredentialTest,
}

/// A key as YAML spells it, without what Rust puts before a keyword.
fn key(name: &'static str) -> &'static str {
    name.trim_start_matches("r#")
}

/// What a value is tested against, as it is written.
#[derive(Debug, Clone, Copy)]
pub enum Operand<'a> {
    /// `true` or `false`.
    Flag(&'a Spanned<bool>),
    /// A string: an enum value, the name of a list, a duration, or another value.
    Text(&'a Text),
    /// Several strings.
    Texts(&'a [Text]),
    /// A number.
    Number(&'a Spanned<i64>),
    /// How many items or years.
    Count(&'a Spanned<u32>),
    /// How a string is spelled.
    Format(&'a Spanned<TextFormat>),
    /// What a URL may have.
    Traits(&'a [Spanned<UrlTrait>]),
    /// A set of the model.
    Set(&'a Spanned<ModelSet>),
    /// A limit of the model.
    Limit(&'a Spanned<ModelLimit>),
    /// What a list of credentials has to be like.
    Credentials(&'a CredentialTest),
}

/// Says how each type of argument is written.
macro_rules! arguments {
    ($($kind:ident: $argument:ty,)*) => {
        $(impl<'a> From<&'a $argument> for Operand<'a> {
            fn from(argument: &'a $argument) -> Self {
                Operand::$kind(argument)
            }
        })*
    };
}

arguments! {
    Flag: Spanned<bool>,
    Text: Text,
    Texts: Vec<Text>,
    Number: Spanned<i64>,
    Count: Spanned<u32>,
    Format: Spanned<TextFormat>,
    Traits: Vec<Spanned<UrlTrait>>,
    Set: Spanned<ModelSet>,
    Limit: Spanned<ModelLimit>,
    Credentials: CredentialTest,
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

/// What a URL may have, and a rule may forbid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UrlTrait {
    /// The scheme `http` instead of `https`.
    Http,
    /// An IPv4 or IPv6 address instead of a domain name, in any spelling that browsers read as one.
    IpAddress,
    /// The host `localhost`, or a name below it.
    Localhost,
    /// A port, the usual one included.
    Port,
    /// A fragment, an empty one included.
    Fragment,
    /// Characters beyond ASCII. Host names are written in Punycode, everything else is percent-encoded.
    NonAscii,
}

impl UrlTrait {
    /// The word for it in rules.
    pub fn word(self) -> &'static str {
        match self {
            Self::Http => "http",
            Self::IpAddress => "ip-address",
            Self::Localhost => "localhost",
            Self::Port => "port",
            Self::Fragment => "fragment",
            Self::NonAscii => "non-ascii",
        }
    }
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
