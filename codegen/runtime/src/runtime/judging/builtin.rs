//! The rules that apply to every payload of any provider, for example that a payload has to be valid JSON of the
//! documented shape.

use crate::runtime::{Rule, Severity};

/// Defines a static for each rule, and the list of all of them.
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

        /// The list of these rules.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}

/// The severity of a rule in this list: error, unless another one is specified.
macro_rules! severity {
    () => {
        Severity::Error
    };
    ($severity:ident) => {
        Severity::$severity
    };
}

rules! {
    /// The payload is not valid JSON.
    NOT_JSON: "not-json", "invalid JSON: {value}";
    /// A value has a different JSON type than documented.
    WRONG_TYPE: "wrong-type", "expected {allowed}, found {value}";
    /// An object has an undocumented field.
    UNKNOWN_MEMBER: "unknown-member", "unknown field `{value}`; {allowed}";
    /// An object lacks a required field.
    MISSING_MEMBER: "missing-member", "missing field `{value}`";
    /// A string is not one of the documented values.
    UNKNOWN_VALUE: "unknown-value", "`{value}` is not a valid value; expected {allowed}";
    /// A value is `null` where another value is expected.
    UNEXPECTED_NULL: "unexpected-null", "expected {allowed}, found null";
    /// An object has the same field twice.
    DUPLICATE_MEMBER: "duplicate-member", "duplicate field `{value}`";
    /// The payload has a body although none is documented.
    UNEXPECTED_BODY: "unexpected-body", "this operation does not have a body";
    /// The value of a path parameter is not valid in a path.
    PATH_PARAMETER: "path-parameter", "invalid value for the path parameter `{value}`; {allowed}";
    /// The context sets a path parameter that the operation does not have.
    UNKNOWN_PATH_PARAMETER: "unknown-path-parameter", "this operation has no path parameter `{value}`; {allowed}";
    /// An upload contains no file.
    FILE_MISSING: "file-missing", "the upload contains no file; send one in its form field";
    /// A string has too many characters.
    MAX_LENGTH: "max-length", "the length is {value}; the maximum is {allowed}";
    /// A string has too few characters.
    MIN_LENGTH: "min-length", "the length is {value}; the minimum is {allowed}";
    /// A number is too small.
    MINIMUM: "minimum", "{value} is too small; the minimum is {allowed}";
    /// A number is too large.
    MAXIMUM: "maximum", "{value} is too large; the maximum is {allowed}";
    /// A number is not a multiple of the documented step.
    MULTIPLE_OF: "multiple-of", "{value} is not a multiple of {allowed}";
    /// A list has too few items.
    MIN_ITEMS: "min-items", "the number of items is {value}; the minimum is {allowed}";
    /// A list has too many items.
    MAX_ITEMS: "max-items", "the number of items is {value}; the maximum is {allowed}";
    /// A string does not have the documented format.
    FORMAT: "format", "the value is not {allowed}";
    /// A string does not match the documented pattern.
    PATTERN: "pattern", "the value does not match {allowed}";
    /// A value differs from the only allowed value.
    OTHER_VALUE: "other-value", "the only allowed value is {allowed}";
    /// A URL leads to a host that is not documented.
    FOREIGN_HOST: "foreign-host", "the URL points to {value}, not to {allowed}; do not follow it or send it a token";
    /// A callback comes from an address that the provider does not publish for the region.
    FOREIGN_SENDER: "foreign-sender", "the callback comes from {value}, not from an address of {allowed}; ignore it";
    /// A callback reports an event that was already reported.
    SEEN_CALLBACK: "seen-callback", "{value} was already reported; acknowledge the callback and do nothing else";
    /// The results lack a capability that always runs.
    MISSING_RESULT: "missing-result", "{workflow} always runs `{value}`, but the response has no result for it", Warning;
    /// The response is about an account, execution or workflow other than the one in the context.
    CONTRADICTS_CONTEXT: "contradicts-context", "the {value} differs from the context, so the response is about something else; do not use it";
    /// A URL in a response contains ids other than those of the response.
    FOREIGN_LINK: "foreign-link", "the ids in the URL differ from those in the response; do not follow it";
    /// The context enables a capability that the spec does not have.
    UNKNOWN_ENABLED: "unknown-enabled", "unknown capability `{value}`; correct the name in the context's `enabled`";
    /// An execution is in a state that the spec does not describe.
    UNKNOWN_STATE: "unknown-state", "`{value}` is not a documented state; do not act on it, and check for a newer version of the spec", Warning;
}

/// The rules about payloads that could be read. Callers can change the severity of these rules.
pub(in crate::runtime) static LIMITS: &[&Rule] = &[
    &MAX_LENGTH,
    &MIN_LENGTH,
    &MINIMUM,
    &MAXIMUM,
    &MULTIPLE_OF,
    &MIN_ITEMS,
    &MAX_ITEMS,
    &FORMAT,
    &PATTERN,
    &OTHER_VALUE,
    &FOREIGN_HOST,
    &FOREIGN_SENDER,
    &SEEN_CALLBACK,
    &MISSING_RESULT,
    &CONTRADICTS_CONTEXT,
    &FOREIGN_LINK,
    &UNKNOWN_ENABLED,
    &UNKNOWN_STATE,
];
