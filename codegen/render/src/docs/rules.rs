//! Validation rules to their page, with the checks that follow from the payloads' schemas.

use minijinja::{Value, context};

use super::Pages;
use super::text::{codes, values};
use verispec_model::ir::{Rule, RuleFile};
use verispec_text::file::File;

/// The checks that every payload goes through, by the id that violations carry.
const BUILT_IN: &[(&str, &str)] = &[
    ("not-json", "The body is not well-formed JSON."),
    ("wrong-type", "A value has another JSON type than the payload's description says."),
    ("unknown-member", "An object that you send has a member that is not described; look for a spelling mistake."),
    ("missing-member", "A member that is required is absent."),
    ("unknown-value", "A word that you send is none of those that are allowed here."),
    ("unexpected-null", "A member is `null` where a value belongs; leave it out instead."),
    ("duplicate-member", "An object has the same member twice, so that it is open which one counts."),
    ("unexpected-body", "A request that is sent without a body has one."),
    (
        "path-parameter",
        "The context states a value of a path parameter that is empty, `.` or `..`, or that the parameter's type does not allow. Not judged without the value.",
    ),
    ("unknown-path-parameter", "The context states a path parameter that the operation's path does not have."),
    ("file-missing", "An upload carries no file."),
    ("max-length", "A text has more characters than are allowed."),
    ("min-length", "A text has fewer characters than are needed."),
    ("minimum", "A number is smaller than is allowed."),
    ("maximum", "A number is larger than is allowed."),
    ("multiple-of", "A number is not a multiple of the documented step."),
    ("min-items", "A list has fewer items than are needed."),
    ("max-items", "A list has more items than are allowed."),
    (
        "missing-result",
        "An execution has a result, but a capability that always runs, or that the context's `enabled` names, has none. A warning; its outcome is undecided. Not judged for capabilities that run if enabled as long as `enabled` is not given.",
    ),
    (
        "contradicts-context",
        "An answer names another account, execution or workflow than the context's `path` or `workflow_key`. Do not use it: it is the answer to another request.",
    ),
    (
        "foreign-link",
        "A URL in the answer about a state, or in a callback, names another account or execution than the answer itself. Not judged where the URL has no documented form.",
    ),
    (
        "unknown-enabled",
        "The context says that a capability is enabled that there is not; a slip there could hide a result that is missing.",
    ),
    (
        "unknown-state",
        "An execution is in a state that the documents do not describe. A warning; its outcome is undecided.",
    ),
    (
        "foreign-host",
        "A URL that the provider sent leads somewhere else than to a documented host, or not by https on its usual port. Do not follow it or send it a token. A stand-in or proxy of your own is named as the context's `origin`. The URL of a part that is not documented is held to the hosts of uploads; not judged if it is not a string.",
    ),
    (
        "foreign-sender",
        "A callback comes from an address that is not published for the context's `region`, or for any region. Not judged without the context's `sender`.",
    ),
    (
        "seen-callback",
        "A callback reports an event that is among the context's `seen_callbacks`. Acknowledge it, and do nothing else.",
    ),
    ("format", "A text is not spelled as its format demands, such as a timestamp or an absolute URL."),
];

/// The checks of an upload that follow from the execution and from the bytes of the file.
const OF_UPLOADS: &[(&str, &str)] = &[
    ("not-of-execution", "The execution has no such credential."),
    ("token-expired", "The token is out of date."),
    ("session-expired", "The session is over, since nothing was uploaded in time."),
    (
        "not-own",
        "The URL names another account, execution, credential or part than the request is for. Not judged where the URL has no documented form, or the answer that it came in names no account and execution.",
    ),
    ("token-missing", "The execution was stored without its tokens and has not been given them back."),
    (
        "slot-not-offered",
        "The answer offers no credential for a slot of the workflow, so the execution cannot be finalized.",
    ),
    (
        "not-acquired",
        "A credential can only be acquired over another channel. Uploads do not show whether it has been, so finalizing names this as not judged.",
    ),
    ("no-upload-url", "The answer that started the execution has no URL for this part of this credential."),
    ("uploaded-before", "The part has been uploaded already. A warning."),
    (
        "false-claim",
        "The bytes are another kind of file than somebody claims. They win. A warning, under the strict policy an error.",
    ),
    (
        "false-name",
        "The ending of the name belongs to another kind of file than the bytes. A warning, under the strict policy an error.",
    ),
    ("broken-image", "The file starts like an image, but its header is cut off or broken."),
];

impl Pages<'_> {
    /// `rules.md`
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

    /// `lists.md`
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

    /// The runtime's table of its own rules, one a line: `NAME: "id", "message";`.
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
