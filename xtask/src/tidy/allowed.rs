//! Lists the words of specs that the toolkit may contain, each with the location in the toolkit and the reason.

/// Words that a spec defines and that the toolkit also uses: the word, where it is allowed, and why.
pub(super) const ALLOWED: &[(&str, &str, &str)] = &[
    ("CredentialId", "codegen/", "the id of a credential category in the model"),
    ("required_parts", "codegen/", "a value that rules of every spec can use"),
    ("uploaded_parts", "codegen/", "a value that rules of every spec can use"),
    (
        "allowedChannels",
        "codegen/runtime/src/runtime/judging/context.rs",
        "an older key of cases, which is still supported",
    ),
    (
        "dateOfBirth",
        "codegen/model/src/rules/sensitive_member_unclassified.rs",
        "an example of a name that suggests a secret",
    ),
    (
        "tokenLifetime",
        "codegen/model/src/rules/sensitive_member_unclassified.rs",
        "an example of a name that does not suggest a secret",
    ),
    ("FAILED", "codegen/runtime/", "the exit code of a command that could not run"),
    ("FAILED", "xtask/src/standards/", "a cell in the table of clients"),
    ("SUCCESS", "xtask/src/main.rs", "the standard library's exit code"),
    ("WARNING", "codegen/", "the level of a finding, as annotate-snippets calls it"),
    ("UNKNOWN", "codegen/document/", "the name that an import gives to what the document does not name"),
    ("MANIFEST", "codegen/render/", "the template of Cargo.toml"),
    ("OTHER_ID", "codegen/", "a kind of finding of an audit"),
    ("TOKEN_EXPIRED", "codegen/runtime/", "a rule that every crate has"),
    ("SESSION_EXPIRED", "codegen/runtime/", "a rule that every crate has"),
    ("Content-Type", "codegen/render/", "an HTTP header"),
    ("Content-Length", "xtask/src/docs/serve/", "an HTTP header"),
];
