//! Predicates of rules: a value and a test.
//!
//! To add a kind of test, add a line to `predicate!`, a row to `ir::ASKS` in the model, and the function that evaluates
//! the test to the runtime.

use schemars::JsonSchema;
use serde::Deserialize;

use super::Text;
use verispec_text::source::Spanned;

/// Declares the tests of a predicate, each with its key and the type of its argument.
macro_rules! predicate {
    ($($(#[$attribute:meta])* $key:ident: $argument:ty,)*) => {
        /// A value and exactly one test.
        ///
        /// The available values: `body.a.b` and `body.a[].b` (fields of the payload), `item.b` (inside `each`),
        /// `operation`, `channel`, `account_exists`, `capability` (under `each_capability`), `path.<parameter>`,
        /// `file.content_type`, `file.extension`, `file.bytes`, `file.width`, `file.height`, `credential.id`,
        /// `credential.category`, `credential.channels`, `stored.ids`, `stored.categories`, `required_parts`,
        /// `uploaded_parts`, `workflow.key`, `workflow.id`, `workflow.prerequisites`, `workflow.channels`.
        #[derive(Debug, Deserialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        pub struct Predicate {
            /// The value that is tested.
            pub value: Text,
            /// For `in_set`: the value that determines the set, such as the item's category or decision type.
            pub of: Option<Text>,
            $($(#[$attribute])* $key: Option<$argument>,)*
        }

        impl Predicate {
            /// Returns the tests in the predicate, each with its key and argument. A valid predicate has exactly one.
            pub fn tests(&self) -> Vec<(&'static str, Operand<'_>)> {
                let written = [$(self.$key.as_ref().map(|argument| (key(stringify!($key)), Operand::from(argument)))),*];
                written.into_iter().flatten().collect()
            }
        }
    };
}

predicate! {
    /// The value is present (`true`) or absent (`false`).
    present: Spanned<bool>,
    /// The value equals this string.
    #[schemars(length(min = 0))]
    is: Text,
    /// The value does not equal this string.
    #[schemars(length(min = 0))]
    is_not: Text,
    /// The value equals this boolean.
    is_true: Spanned<bool>,
    /// The value is one of these strings.
    #[schemars(inner(length(min = 0)))]
    r#in: Vec<Text>,
    /// The value is none of these strings.
    #[schemars(inner(length(min = 0)))]
    not_in: Vec<Text>,
    /// The value is in the list with this name.
    in_list: Text,
    /// The value is in this set of the model.
    in_set: Spanned<ModelSet>,
    /// The value is at most the value of this limit of the model.
    within: Spanned<ModelLimit>,
    /// For an array: it contains this string.
    #[schemars(length(min = 0))]
    contains: Text,
    /// For an array: it does not contain this string.
    #[schemars(length(min = 0))]
    lacks: Text,
    /// For an array: all of its items are in this other array.
    subset_of: Text,
    /// For an array: no item occurs twice.
    distinct: Spanned<bool>,
    /// The value is at least this number.
    min: Spanned<i64>,
    /// The value is at most this number.
    max: Spanned<i64>,
    /// For an array: it has at least this many items.
    min_items: Spanned<u32>,
    /// For an array: it has at most this many items.
    max_items: Spanned<u32>,
    /// The value has this format.
    format: Spanned<TextFormat>,
    /// For a URL: it has none of these features.
    #[schemars(length(min = 1))]
    url_without: Vec<Spanned<UrlTrait>>,
    /// For a URL: its query has no parameter with one of these names.
    #[schemars(length(min = 1))]
    query_without: Vec<Text>,
    /// For a duration: it is at least this long.
    min_duration: Text,
    /// For a duration: it is at most this long.
    max_duration: Text,
    /// For a timestamp: it is at most this many years before the time of the context.
    max_age_years: Spanned<u32>,
    /// For a timestamp: it is not after the time of the context.
    not_in_future: Spanned<bool>,
    /// The value equals this other value.
    same_as: Text,
    /// For a list of credentials: it meets this requirement of the workflow.
    credentials: CredentialTest,
}

/// Returns the key as spelled in YAML, without Rust's raw identifier prefix.
fn key(name: &'static str) -> &'static str {
    name.trim_start_matches("r#")
}

/// The argument of a test, as written in the spec.
#[derive(Debug, Clone, Copy)]
pub enum Operand<'a> {
    /// `true` or `false`.
    Flag(&'a Spanned<bool>),
    /// A string: an enum value, the name of a list, a duration, or the name of another value.
    Text(&'a Text),
    /// Several strings.
    Texts(&'a [Text]),
    /// A number.
    Number(&'a Spanned<i64>),
    /// A number, such as a count of items or years.
    Count(&'a Spanned<u32>),
    /// A string format.
    Format(&'a Spanned<TextFormat>),
    /// Features of a URL.
    Traits(&'a [Spanned<UrlTrait>]),
    /// A set of the model.
    Set(&'a Spanned<ModelSet>),
    /// A limit of the model.
    Limit(&'a Spanned<ModelLimit>),
    /// A requirement for a list of credentials.
    Credentials(&'a CredentialTest),
}

/// Defines the YAML form of each type of argument.
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

/// A set of values in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ModelSet {
    /// The keys of all workflows.
    Workflows,
    /// The channels of the workflow.
    WorkflowChannels,
    /// The operations documented for the workflow.
    WorkflowOperations,
    /// The parts that the customer can upload in the workflow.
    WorkflowUploads,
    /// The capabilities of the workflow.
    WorkflowCapabilities,
    /// The type codes of the item's category.
    CategoryTypes,
    /// The type codes of the item's category that are allowed for the workflow and the channel.
    UsableTypes,
    /// The parts of the credential that the uploaded file belongs to.
    CredentialParts,
    /// The accepted media types of the uploaded part.
    PartMediaTypes,
    /// The accepted file name extensions of the uploaded part.
    PartExtensions,
    /// The labels of the capability for the item's decision type.
    DecisionLabels,
}

/// A limit in the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum ModelLimit {
    /// The maximum size of the uploaded part, in bytes.
    PartBytes,
    /// The maximum width of the uploaded part, in pixels.
    PartWidth,
    /// The maximum height of the uploaded part, in pixels.
    PartHeight,
}

/// The format of a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum TextFormat {
    /// An absolute `http` or `https` URL with a host.
    Url,
    /// An IPv4 or IPv6 address.
    Ip,
    /// A valid timestamp of the form `YYYY-MM-DDThh:mm:ss.SSSZ`.
    UtcTimestamp,
    /// A valid date of the form `YYYY-MM-DD`.
    Date,
    /// A whole number and one of the units `s`, `m`, `h`, `d`.
    Duration,
    /// At least two words of uppercase letters and digits, joined by underscores. Documents use this form for
    /// placeholders.
    Placeholder,
    /// A URL, or a placeholder for one.
    UrlOrPlaceholder,
}

/// A feature of a URL that a rule may forbid.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum UrlTrait {
    /// The scheme `http` instead of `https`.
    Http,
    /// An IPv4 or IPv6 address instead of a domain name, in any notation that browsers accept.
    IpAddress,
    /// The host `localhost` or a subdomain of it.
    Localhost,
    /// A port, including the default port.
    Port,
    /// A fragment, including an empty one.
    Fragment,
    /// Characters outside ASCII. Host names must use Punycode, everything else percent-encoding.
    NonAscii,
}

impl UrlTrait {
    /// Returns the feature as spelled in rules.
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

/// Tests whether a list of credentials meets a requirement of the workflow's slots. An absent list is treated as an
/// empty one.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CredentialTest {
    /// The requirement for the list.
    pub test: Spanned<CredentialTestKind>,
    /// The field of an item that contains the category.
    pub category: Text,
    /// The field of an item that contains the id of a credential on file.
    pub id: Text,
}

/// A requirement for a list of credentials.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum CredentialTestKind {
    /// The list contains only categories of the workflow's slots, each at most as often as there are slots for it. If
    /// the workflow has variants, the variant with the most slots for the category counts.
    FitSlots,
    /// The list equals one of the workflow's variants, if there are variants and the list is not empty.
    MatchVariant,
    /// The list contains every on-file slot, with an id.
    NameStored,
    /// Every credential in the list that has an id is on file with that category.
    AreStored,
    /// Only credentials that the workflow uses from file have an id.
    OnlyStoredById,
    /// If the workflow uses a credential on file, the list contains every slot.
    NameAllSlots,
    /// All credentials that the workflow uses from file are available.
    PrerequisitesStored,
}
