//! What can be wrong with schemas, rules, readings and addresses when they are resolved: one row per rule.

use verispec_text::diagnostics::Severity;
use verispec_text::rule::{Stage, replace};
use verispec_text::rules;

rules! {
    FORMS: Stage::Lower;

    ALWAYS_THERE {
        id: "always-there",
        severity: Severity::Error,
        what: "A `require` or `forbid` of a member that is always there.",
        why: "The schema has said so already, so the rule changes nothing.",
        way_out: "Name a member that can be absent.",
        example: &[replace("rules/applications.yaml", "forbid: body.return", "require: ⟦body.crew⟧")],
    }

    DEFAULT_DOES_NOT_FIT {
        id: "default-does-not-fit",
        severity: Severity::Error,
        what: "A default that is no value of its own schema.",
        why: "Readers would take it for what the provider assumes.",
        way_out: "Write a value of the type, or correct the type.",
        example: &[replace("schemas/application.yaml", "default: false", "default: ⟦0⟧")],
    }

    EMPTY_RANGE {
        id: "empty-range",
        severity: Severity::Error,
        what: "A smallest value that is larger than the largest.",
        why: "No value would do.",
        way_out: "Exchange them, or correct one of them.",
        example: &[replace("schemas/application.yaml", "minimum: 1, maximum: 40", "minimum: 1, maximum: ⟦0⟧")],
    }

    HIDDEN_VALUE_IN_MESSAGE {
        id: "hidden-value-in-message",
        severity: Severity::Error,
        what: "A message of a rule that would tell a secret or personal data.",
        why: "Messages end in logs.",
        way_out: "Say what is wrong without `{value}`.",
        example: &[
            replace("rules/applications.yaml", "    summary: But not alone.\n", "    summary: Boys do not sail ships.\n"),
            replace(
                "rules/applications.yaml",
                "    when:\n      - {value: body.dangerous, is_true: true}\n    check: {value: body.crew, min: 2}",
                "    check: {value: body.captain.age, min: 21}",
            ),
            replace(
                "rules/applications.yaml",
                "message: Somebody has to keep watch.",
                "message: ⟦\"{value} is too young.\"⟧",
            ),
        ],
    }

    IMPOSSIBLE_BODY {
        id: "impossible-body",
        severity: Severity::Error,
        what: "A body where HTTP has none: of a response with the status 204, 205 or 304, or of a GET request.",
        why: "No server sends such a response, and many clients and proxies refuse or drop the body of a GET.",
        way_out: "Correct the method or the status, or leave the body out.",
        example: &[replace("operations/apply.yaml", "status: 201", "status: ⟦204⟧")],
    }

    IMPOSSIBLE_STATUS {
        id: "impossible-status",
        severity: Severity::Error,
        what: "An HTTP status that cannot be: a response outside 200 to 399, or an error outside 400 to 599.",
        why: "No server sends it.",
        way_out: "Write the status that is documented.",
        example: &[replace("operations/apply.yaml", "status: 201", "status: ⟦2010⟧")],
    }

    IMPOSSIBLE_WORD {
        id: "impossible-word",
        severity: Severity::Error,
        what: "A rule that compares a value with a word that it can never be.",
        why: "The comparison always comes out the same, most often because of a spelling mistake.",
        way_out: "Write one of the words that the value can be.",
        example: &[replace("rules/applications.yaml", "contains: captain-agrees", "contains: ⟦captain-agreed⟧")],
    }

    LIST_IN_CONDITION {
        id: "list-in-condition",
        severity: Severity::Error,
        what: "A condition on many values of a list, while the rule judges something else.",
        why: "It is open which one of them is meant.",
        way_out: "Apply the rule item by item with `each`.",
        example: &[replace(
            "rules/applications.yaml",
            "{value: body.return, same_as: body.voyage}",
            "{value: ⟦\"body.ports[]\"⟧, is: FERN}",
        )],
    }

    MALFORMED_DURATION {
        id: "malformed-duration",
        severity: Severity::Error,
        what: "A duration that cannot be read.",
        why: "Times without a unit are read as seconds by some and as minutes by others.",
        way_out: "Write a whole number and one of the units `s`, `m`, `h`, `d`, such as `30m`.",
        example: &[replace("timing.yaml", "default: 45m", "default: ⟦45 minutes⟧")],
    }

    MALFORMED_PATH {
        id: "malformed-path",
        severity: Severity::Error,
        what: "The path of an operation that is no path.",
        why: "No address could be made of it.",
        way_out: "Begin with `/`, and write each parameter once, in braces of its own.",
        example: &[replace("operations/read_log.yaml", "path: /calls/{call}", "path: ⟦/calls/{call}/again/{call}⟧")],
    }

    MALFORMED_PREDICATE {
        id: "malformed-predicate",
        severity: Severity::Error,
        what: "A predicate with no test, or with more than one.",
        why: "A predicate is one value and one test of it.",
        way_out: "Make it as many predicates as there are tests.",
        example: &[replace(
            "rules/applications.yaml",
            "check: {value: body.crew, min: 2}",
            "check: {value: ⟦body.crew⟧, min: 2, max: 9}",
        )],
    }

    MALFORMED_PREREQUISITE {
        id: "malformed-prerequisite",
        severity: Severity::Error,
        what: "A prerequisite that does not say what has to be on file, or that says too much.",
        why: "`credential_on_file` is about a credential and its holder; the other kinds are not.",
        way_out: "Give `credential` and `stored_by` to `credential_on_file`, and to no other kind.",
        example: &[replace(
            "prerequisites.yaml",
            "    kind: account_exists",
            "    kind: ⟦account_exists⟧\n    stored_by: customer",
        )],
    }

    MALFORMED_READING {
        id: "malformed-reading",
        severity: Severity::Error,
        what: "A reading that cannot do what it is for.",
        why: "Uploads are judged before anything is sent, so their operations have no JSON body; and a decision type without a meaning explains nothing.",
        way_out: "Name an operation that carries a file for `upload`, one without a JSON body for `finalize`, one that answers with JSON for `token` and `state`, and every decision type in `kinds`.",
        example: &[
            replace(
                "readings.yaml",
                "schema: Log\n  workflow: procedure\n  state: lamp\n  identity: [call]\n",
                "schema: ⟦Log⟧\n  workflow: procedure\n  state: lamp\n  identity: [call]\n",
            ),
            replace("readings.yaml", ", BECALMED: warning", ""),
        ],
    }

    MALFORMED_RULE {
        id: "malformed-rule",
        severity: Severity::Error,
        what: "A validation rule that does not have exactly one of `require`, `forbid` and `check`.",
        why: "A rule is one demand, so that a violation says what is demanded.",
        way_out: "Make it as many rules as there are demands.",
        example: &[
            replace("rules/logs.yaml", "    check: {value: item.remark, in_set: decision_labels, of: item.verdict}\n", ""),
            replace("rules/logs.yaml", "  remark-unknown:", "  ⟦remark-unknown⟧:"),
        ],
    }

    NOT_A_LIST {
        id: "not-a-list",
        severity: Severity::Error,
        what: "A path of a rule with `[]` after something that is no list, or an `each` over no list.",
        why: "There are no items to go on with.",
        way_out: "Write the member without `[]`, or name a list.",
        example: &[replace(
            "rules/applications.yaml",
            "check: {value: body.beacon, format: ip}",
            "check: {value: ⟦\"body.beacon[]\"⟧, format: ip}",
        )],
    }

    SCHEMA_CYCLE {
        id: "schema-cycle",
        severity: Severity::Error,
        what: "A schema that holds itself, by name or through required members, so that its values would never end.",
        why: "Such a value cannot be written down, and its type cannot be built.",
        way_out: "Leave a member out of `required`, or refer to something else.",
        example: &[replace(
            "schemas/application.yaml",
            "  Depth: {description: A depth in metres., type: integer, maximum: 400}",
            "  ⟦Depth⟧: {description: A depth in metres., $ref: \"#/$defs/Depth\"}",
        )],
    }

    SCHEMA_TYPE {
        id: "schema-type",
        severity: Severity::Error,
        what: "A schema whose keywords do not go with its `type`.",
        why: "The keywords would silently be left out.",
        way_out: "Write the `type` that the keywords are for.",
        example: &[replace(
            "schemas/words.yaml",
            "  ShipId: {description: Names a ship., type: string,",
            "  ⟦ShipId⟧: {description: Names a ship., type: integer,",
        )],
    }

    TEST_DOES_NOT_FIT {
        id: "test-does-not-fit",
        severity: Severity::Error,
        what: "A test of a value that it is not made for.",
        why: "A number is not spelled like a date, and a text has no items.",
        way_out: "Use a test that goes with the value.",
        example: &[replace(
            "rules/applications.yaml",
            "check: {value: body.crew, max: 12}",
            "check: {value: ⟦body.crew⟧, format: duration}",
        )],
    }

    VALUE_DOES_NOT_FIT {
        id: "value-does-not-fit",
        severity: Severity::Error,
        what: "A value of an enumeration that the format or the limits beside it refuse.",
        why: "The schema lists the value and refuses it, so payloads with it are valid for some readers only.",
        way_out: "Correct the value, or remove the format or limit.",
        example: &[
            replace(
                "schemas/application.yaml",
                "may be of., type: array, items: {type: string}}",
                "may be of., type: array, items: {$ref: \"#/$defs/Kind\"}}",
            ),
            replace(
                "schemas/application.yaml",
                "  AnnouncedPaper:",
                "  Kind: {description: A kind of paper., type: string, enum: [BULK, ⟦CRATES⟧], maxLength: 5}\n  AnnouncedPaper:",
            ),
        ],
    }
}
