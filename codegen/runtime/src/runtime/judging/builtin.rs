//! The rules that hold for every payload, whatever the provider: what is no JSON, or not of the documented shape.

use crate::runtime::{Rule, Severity};

/// One static per rule, and the list of all of them.
macro_rules! rules {
    ($($(#[$meta:meta])* $name:ident: $id:literal, $message:literal $(, $severity:ident)?;)*) => {
        $(
            $(#[$meta])*
            pub static $name: Rule = Rule {
                id: $id,
                severity: severity!($($severity)?),
                strict: Severity::Error,
                message: $message,
                docs: concat!("docs/rules.md#", $id),
            };
        )*

        /// All of these rules.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}

/// How bad it is when such a rule is broken: an error, unless said otherwise.
macro_rules! severity {
    () => {
        Severity::Error
    };
    ($severity:ident) => {
        Severity::$severity
    };
}

rules! {
    /// The payload cannot be read as JSON.
    NOT_JSON: "not-json", "this is not JSON: {value}";
    /// A value is of another JSON type than documented.
    WRONG_TYPE: "wrong-type", "expected {allowed}, found {value}";
    /// An object has a member that it cannot have.
    UNKNOWN_MEMBER: "unknown-member", "there is no member `{value}`; {allowed}";
    /// An object lacks a member that it has to have.
    MISSING_MEMBER: "missing-member", "the member `{value}` is missing";
    /// A string is not one of the documented ones.
    UNKNOWN_VALUE: "unknown-value", "`{value}` is not known here; expected {allowed}";
    /// A member is `null` where it has to have a value.
    UNEXPECTED_NULL: "unexpected-null", "expected {allowed}, found null";
    /// An object has a member twice.
    DUPLICATE_MEMBER: "duplicate-member", "the member `{value}` is there more than once";
    /// There is a body where none is documented.
    UNEXPECTED_BODY: "unexpected-body", "no body is expected here";
    /// The value of a path parameter cannot stand in the path.
    PATH_PARAMETER: "path-parameter", "this cannot be a value of the path parameter `{value}`; {allowed}";
    /// A path parameter is stated that the operation does not have.
    UNKNOWN_PATH_PARAMETER: "unknown-path-parameter", "this operation has no path parameter `{value}`; {allowed}";
    /// An upload carries no file.
    FILE_MISSING: "file-missing", "the upload carries no file; send one in its form field";
    /// A string has too many characters.
    MAX_LENGTH: "max-length", "{value} characters are too many; at most {allowed} are allowed";
    /// A string has too few characters.
    MIN_LENGTH: "min-length", "{value} characters are too few; at least {allowed} are needed";
    /// A number is too small.
    MINIMUM: "minimum", "{value} is too small; at least {allowed} is needed";
    /// A number is too large.
    MAXIMUM: "maximum", "{value} is too large; at most {allowed} is allowed";
    /// A number is not a multiple of the documented step.
    MULTIPLE_OF: "multiple-of", "{value} is not a multiple of {allowed}";
    /// A list has too few items.
    MIN_ITEMS: "min-items", "{value} items are too few; at least {allowed} are needed";
    /// A list has too many items.
    MAX_ITEMS: "max-items", "{value} items are too many; at most {allowed} are allowed";
    /// A string is not spelled as documented.
    FORMAT: "format", "this is not {allowed}";
    /// A URL leads somewhere else than to a documented host.
    FOREIGN_HOST: "foreign-host", "the URL leads to {value}, not to {allowed}; do not follow it or send it a token";
    /// A callback comes from an address that the provider does not publish for the region.
    FOREIGN_SENDER: "foreign-sender", "the callback comes from {value}, not from an address of {allowed}; ignore it";
    /// A callback reports an event that was reported before.
    SEEN_CALLBACK: "seen-callback", "{value} was reported before; acknowledge the callback, and do nothing else";
    /// An execution has a result, but a capability that always runs has none.
    MISSING_RESULT: "missing-result", "{workflow} always runs `{value}`, but there is no result of it", Warning;
    /// An answer is about something else than the context says.
    CONTRADICTS_CONTEXT: "contradicts-context", "this is another {value} than the context gives, so the answer is about something else; do not use it";
    /// A URL of an answer names other ids than the answer itself.
    FOREIGN_LINK: "foreign-link", "the URL names other ids than the answer that it came in; do not follow it";
    /// The context says that a capability is enabled that the spec does not have.
    UNKNOWN_ENABLED: "unknown-enabled", "there is no capability `{value}`; correct the name in `enabled` of the context";
    /// An execution is in a state that the spec does not describe.
    UNKNOWN_STATE: "unknown-state", "`{value}` is not a documented state; conclude nothing from it, and look for a newer version of the spec", Warning;
}

/// Those that judge a payload that could be read; how bad their violations are can be decided by the caller.
pub(in crate::runtime) static LIMITS: &[&Rule] = &[
    &MAX_LENGTH,
    &MIN_LENGTH,
    &MINIMUM,
    &MAXIMUM,
    &MULTIPLE_OF,
    &MIN_ITEMS,
    &MAX_ITEMS,
    &FORMAT,
    &FOREIGN_HOST,
    &FOREIGN_SENDER,
    &SEEN_CALLBACK,
    &MISSING_RESULT,
    &CONTRADICTS_CONTEXT,
    &FOREIGN_LINK,
    &UNKNOWN_ENABLED,
    &UNKNOWN_STATE,
];
