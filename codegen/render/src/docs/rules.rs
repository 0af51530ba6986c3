//! Renders the page of validation rules and of the built-in checks.

use minijinja::{Value, context};

use super::Pages;
use super::text::{codes, values};
use verispec_model::ir::{Rule, RuleFile};
use verispec_text::file::File;

/// The built-in checks of every payload, keyed by rule id.
const BUILT_IN: &[(&str, &str)] = &[
    ("not-json", "The body is not well-formed JSON."),
    ("wrong-type", "A value does not have the documented JSON type."),
    ("unknown-member", "An object that you send has an undocumented field. Check the spelling."),
    ("missing-member", "A required field is missing."),
    ("unknown-value", "A value that you send is not one of the allowed enum values."),
    ("unexpected-null", "A field is `null`. Give it a value, or omit it."),
    ("duplicate-member", "An object has the same field twice, so it is unclear which one applies."),
    ("unexpected-body", "A request has a body, but its operation does not expect one."),
    (
        "path-parameter",
        "The context states a path parameter whose value is empty, `.` or `..`, or is not allowed by the parameter's type. Not judged if the context does not state the value.",
    ),
    ("unknown-path-parameter", "The context states a path parameter that the operation's path does not contain."),
    ("file-missing", "An upload contains no file."),
    ("max-length", "A string is longer than its maximum length."),
    ("min-length", "A string is shorter than its minimum length."),
    ("minimum", "A number is less than its minimum."),
    ("maximum", "A number is greater than its maximum."),
    ("multiple-of", "A number is not a multiple of the documented step."),
    ("min-items", "A list has too few items."),
    ("max-items", "A list has too many items."),
    ("pattern", "A string does not match the documented pattern."),
    ("other-value", "A value differs from the only allowed value."),
    (
        "missing-result",
        "An execution has results, but a capability that always runs, or that the context lists in `enabled`, has none. This is a warning, and the outcome is undecided. If the context does not state `enabled`, capabilities that only run if enabled are not judged.",
    ),
    (
        "contradicts-context",
        "A response names a different account, execution or workflow than the context does in `path` or `workflow_key`. Do not use the response: it belongs to another request.",
    ),
    (
        "foreign-link",
        "A URL in a response or a callback names a different account, execution or credential than the message itself, or is spelled so that servers can interpret its path in different ways. If only the version in its path differs, the ids are still checked. Not judged if the URL points to a host of such requests, but does not have a documented form.",
    ),
    (
        "unknown-enabled",
        "The context lists an unknown capability in `enabled`. A misspelled name could hide a missing result.",
    ),
    ("unknown-state", "An execution has an undocumented state. This is a warning, and the outcome is undecided."),
    (
        "foreign-host",
        "A URL from the provider does not point to a documented host, or does not use https on the default port. Do not follow it or send it a token. If you use a mock server or a proxy, set it as the context's `origin`. The URL of an undocumented part is checked against the hosts of uploads; it is not judged if it is not a string.",
    ),
    (
        "foreign-sender",
        "A callback comes from an address that is not published for the context's `region`, or for any region if the context states none. Not judged if the context does not state `sender`.",
    ),
    (
        "seen-callback",
        "A callback reports an event that the context lists in `seen_callbacks`. Acknowledge it and do nothing else.",
    ),
    ("format", "A string does not match its format, such as a timestamp or an absolute URL."),
];

/// The checks of an upload, which use the state of the execution and the bytes of the file.
const OF_UPLOADS: &[(&str, &str)] = &[
    ("not-of-execution", "The execution does not have the credential that the upload names."),
    ("token-expired", "The token has expired."),
    ("session-expired", "The session expired because nothing was uploaded in time."),
    (
        "not-own",
        "The URL names a different account, execution, credential or part than the request. Not judged if the URL does not have a documented form, or if the response that contains it does not name an account and an execution.",
    ),
    (
        "misleading-url",
        "The response contains a URL with dot segments, empty segments, unnecessary percent-encoding or another spelling that differs from the documented one, so servers may resolve it to a different path than it shows.",
    ),
    (
        "unusable-url",
        "The response contains a URL for which one of the two previous checks would reject an upload or the end of the acquisition.",
    ),
    ("token-missing", "The execution was stored without its tokens, and they have not been restored."),
    (
        "token-unreadable",
        "The response contains a token with characters other than visible ASCII characters, so no request can carry it.",
    ),
    ("unknown-channel", "A credential can only be acquired over undocumented channels."),
    (
        "slot-not-offered",
        "The response offers no credential for a slot of the workflow, so the execution cannot be finalized.",
    ),
    ("no-hand-over", "The response has no data for handing the end user over to the channel that the context states."),
    (
        "not-acquired",
        "A credential can only be acquired over another channel. Uploads do not show whether this has happened, so finalization reports it as not judged.",
    ),
    ("no-upload-url", "The response that started the execution has no URL for this part of this credential."),
    ("uploaded-before", "The part has already been uploaded. This is a warning."),
    (
        "false-claim",
        "The bytes have a different file type than declared, and the bytes take precedence. This is a warning, or an error under the strict policy.",
    ),
    (
        "false-name",
        "The file extension belongs to a different file type than the bytes. This is a warning, or an error under the strict policy.",
    ),
    ("broken-image", "The file starts like an image, but its header is truncated or corrupt."),
];

impl Pages<'_> {
    /// Renders `rules.md`.
    pub(super) fn rules(&self) -> File {
        let context = context! {
            files => values(self.model.rule_files.iter().map(|file| self.rule_file(file))),
            of_uploads => values(OF_UPLOADS.iter().map(|(id, summary)| context! { id => *id, summary => *summary })),
            built_in => values(BUILT_IN.iter().map(|(id, summary)| context! { id => *id, summary => *summary })),
        };
        self.page("rules.md", "rules/", "rules.md.j2", context)
    }

    fn rule_file(&self, file: &RuleFile) -> Value {
        context! {
            name => file.name.snake.replace('_', " "),
            summary => file.summary.as_str(),
            rules => values(file.rules.iter().map(|rule| self.rule(rule))),
        }
    }

    fn rule(&self, rule: &Rule) -> Value {
        let links = self.links();
        let capabilities = rule.clauses.iter().filter_map(|clause| clause.capability);
        context! {
            id => rule.name.wire.as_str(),
            summary => rule.summary.as_str(),
            severity => rule.severity_in_words(),
            is_argument => rule.argument.is_some(),
            direction => rule.direction.in_words(),
            operations => values(rule.operations.iter().map(|id| links.operation(*id))),
            message => rule.message.as_str(),
            capabilities => values(capabilities.map(|id| links.capability(id))),
            lists => values(rule.lists().into_iter().map(|id| links.list(id))),
            source => links.source(&rule.source),
            decisions => links.decisions(&rule.decisions),
        }
    }

    /// Renders `lists.md`.
    pub(super) fn lists(&self) -> File {
        let links = self.links();
        let lists = self.model.lists.iter().enumerate().map(|(index, list)| {
            let users = self.model.rules().filter(|rule| rule.lists().iter().any(|id| id.0 == index));
            context! {
                name => list.name.wire.as_str(),
                summary => list.summary.as_str(),
                count => list.values.len(),
                codes => codes(&list.values),
                rules => values(users.map(|rule| links.rule(rule))),
                source => links.source(&list.source),
                decisions => links.decisions(&list.decisions),
            }
        });
        self.page("lists.md", "lists/", "lists.md.j2", context! { lists => values(lists) })
    }
}

#[cfg(test)]
mod tests {
    use super::{BUILT_IN, OF_UPLOADS};
    use verispec_text::embedded;
    use verispec_text::endings::Embedded;

    /// Parses the runtime's table of its own rules, which has one rule per line: `NAME: "id", "message";`.
    static RUNTIME: &Embedded = embedded!("../../../runtime/src/runtime/judging/builtin.rs");

    #[test]
    fn every_check_of_the_runtime_is_described() {
        let lines = RUNTIME.text().lines().filter_map(|line| line.trim().split_once(": \""));
        let mut checked: Vec<&str> =
            lines.filter_map(|(_, rest)| rest.split_once("\", \"")).map(|(id, _)| id).collect();
        let mut described: Vec<&str> = BUILT_IN.iter().map(|(id, _)| *id).collect();
        checked.sort_unstable();
        described.sort_unstable();
        assert_eq!(described, checked);
    }

    #[test]
    fn every_check_of_uploads_is_described() {
        static RUNTIME: &Embedded = embedded!("../../../runtime/src/runtime/judging/upload_rules.rs");
        let checked = RUNTIME
            .text()
            .lines()
            .filter_map(|line| line.trim().strip_suffix(",")?.split_once(": \"")?.1.split_once('"'));
        let described: Vec<&str> = OF_UPLOADS.iter().map(|(id, _)| *id).collect();
        assert_eq!(described, checked.map(|(id, _)| id).collect::<Vec<_>>());
    }
}
