//! Lists the words of specs that the toolkit may contain, each with its location and reason.

/// Words that a spec defines and that the toolkit also uses: the word, where it is allowed, and why.
pub(super) const ALLOWED: &[(&str, &str, &str)] = &[
    ("CredentialId", "codegen/", "the id of a credential category in the model"),
    ("required_parts", "codegen/", "a value that rules of every spec can name"),
    ("uploaded_parts", "codegen/", "a value that rules of every spec can name"),
    ("allowedChannels", "codegen/runtime/src/runtime/judging/context.rs", "an older key of cases, which stay readable"),
    (
        "dateOfBirth",
        "codegen/model/src/rules/sensitive_member_unclassified.rs",
        "the example of a name that suggests a \
        secret",
    ),
    (
        "tokenLifetime",
        "codegen/model/src/rules/sensitive_member_unclassified.rs",
        "the example of a name that does not suggest one",
    ),
    ("FAILED", "codegen/runtime/", "the exit code of a command that could not run"),
    ("FAILED", "xtask/src/standards/", "a cell of the table of clients"),
    ("SUCCESS", "xtask/src/main.rs", "the standard library's exit code"),
    ("WARNING", "codegen/", "the level of a finding, as annotate-snippets calls it"),
    ("UNKNOWN", "codegen/document/", "what an import calls what the document does not name"),
    ("MANIFEST", "codegen/render/", "the template of Cargo.toml"),
    ("OTHER_ID", "codegen/", "a kind of finding of an audit"),
    ("TOKEN_EXPIRED", "codegen/runtime/", "a rule that every crate has"),
    ("SESSION_EXPIRED", "codegen/runtime/", "a rule that every crate has"),
    ("Content-Type", "codegen/render/", "a header of HTTP"),
    ("Content-Length", "xtask/src/docs/serve/", "a header of HTTP"),
];
