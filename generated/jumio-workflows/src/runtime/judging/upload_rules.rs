//! The provider-neutral rules about the state of an execution and the bytes of a file.

use crate::runtime::{Rule, Severity};

/// Defines a static for each rule, and the list of all of them.
macro_rules! rules {
    ($($(#[$meta:meta])* $name:ident: $id:literal, $severity:ident / $strict:ident, $message:literal;)*) => {
        $(
            $(#[$meta])*
            pub static $name: Rule = Rule {
                id: $id,
                severity: Severity::$severity,
                strict: Severity::$strict,
                message: $message,
                docs: concat!("docs/rules.md#", $id),
            };
        )*

        /// The list of these rules.
        pub static ALL: &[&Rule] = &[$(&$name),*];
    };
}

rules! {
    /// The execution has no credential with this id.
    NOT_OF_EXECUTION: "not-of-execution", Error / Error,
        "the execution has no credential {value}; it has {allowed}";
    /// The token has expired.
    TOKEN_EXPIRED: "token-expired", Error / Error,
        "the token expired at {value}; start the execution again";
    /// The session has expired.
    SESSION_EXPIRED: "session-expired", Error / Error,
        "the session expired at {value} because nothing was uploaded in time; start the execution again";
    /// The URL contains ids other than those of the request.
    NOT_OWN: "not-own", Error / Error,
        "the response contains a URL that does not name {value}, so it may belong to another execution; do not send anything to it";
    /// Servers may parse the URL differently.
    MISLEADING_URL: "misleading-url", Error / Error,
        "the response contains a URL with {value}, so servers may resolve it to a different path than it shows; do not send anything to it";
    /// The URL violates one of the two previous rules, so a request to it would be rejected.
    UNUSABLE_URL: "unusable-url", Warning / Warning,
        "the response contains {value}, so no request is sent to it; start the execution again if the URL is needed";
    /// The execution was resumed without its tokens.
    TOKEN_MISSING: "token-missing", Error / Error,
        "the execution was stored without the token of credential {value}; restore it with `set_token`";
    /// The response has no token, or one that no request can contain.
    TOKEN_UNREADABLE: "token-unreadable", Error / Error,
        "credential {value} has no token of visible ASCII characters, so nothing can be uploaded to it; start the execution again, or set the correct token with `set_token`";
    /// A credential can only be acquired over undocumented channels.
    UNKNOWN_CHANNEL: "unknown-channel", Error / Error,
        "the response offers {value}, which is not a documented channel for the credential; expected {allowed}; check for a newer version of the spec";
    /// The response has no credential for a slot of the workflow.
    SLOT_NOT_OFFERED: "slot-not-offered", Error / Error,
        "{workflow} needs {allowed}, but the response offers {value}, so the execution cannot be finalized; start it again with credentials that the workflow allows";
    /// The response has no data for handing over the end user.
    NO_HAND_OVER: "no-hand-over", Error / Error,
        "the response has no {allowed}, so the end user cannot be handed over to {value}; check whether the channel is set up for the account, or use another one";
    /// A credential can only be acquired over another channel, so uploads do not show whether it has been acquired.
    NOT_ACQUIRED: "not-acquired", Warning / Warning,
        "{value} must be acquired over {allowed} before the execution is finalized";
    /// The response has no URL for this part of this credential.
    NO_UPLOAD_URL: "no-upload-url", Error / Error,
        "there is no readable URL for uploading {value}; there are URLs for {allowed}";
    /// The part has been uploaded already.
    UPLOADED_BEFORE: "uploaded-before", Warning / Warning,
        "{value} has already been uploaded; the spec does not say whether a second file replaces it";
    /// The content of the file is not of the declared type.
    FALSE_CLAIM: "false-claim", Warning / Error,
        "the file was declared as {value}, but its bytes are {allowed}, so it is checked and sent as that type";
    /// The extension of the file name does not match the file kind.
    FALSE_NAME: "false-name", Warning / Error,
        "the file name {value} does not match its bytes, which are {allowed}; rename the file";
    /// The file starts like an image, but its header is truncated or corrupt.
    BROKEN_IMAGE: "broken-image", Error / Error,
        "the file starts like {value} but has no readable dimensions; it is truncated or corrupt";
}
