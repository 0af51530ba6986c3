//! The rules about schemas, validation rules, readings and paths that lowering resolves, one row per rule.

use verispec_text::diagnostics::Severity;
use verispec_text::rule::{Stage, add, replace};
use verispec_text::rules;

rules! {
    FORMS: Stage::Lower;

    ALWAYS_THERE {
        id: "always-there",
        severity: Severity::Error,
        what: "A rule requires or forbids a field that is always present.",
        why: "The schema already requires the field, so the rule has no effect.",
        way_out: "Name a field that can be absent.",
        example: &[replace("rules/applications.yaml", "forbid: body.return", "require: ⟦body.crew⟧")],
    }

    DEFAULT_DOES_NOT_FIT {
        id: "default-does-not-fit",
        severity: Severity::Error,
        what: "A default is not a valid value of its own schema.",
        why: "Readers assume that the provider uses the default.",
        way_out: "Write a value that the schema allows, or correct the schema.",
        example: &[replace("schemas/application.yaml", "default: false", "default: ⟦0⟧")],
    }

    EMPTY_PLACEHOLDER {
        id: "empty-placeholder",
        severity: Severity::Error,
        what: "The message of a rule has `{value}` or `{allowed}`, but the rule does not define what to insert.",
        why: "Users would read \"nothing\" or \"what is documented\" instead.",
        way_out: "Describe the field or the values in words.",
        example: &[replace(
            "rules/applications.yaml",
            "message: \"This voyage is no voyage to return from.\"",
            "message: ⟦\"{value} is no voyage to return from.\"⟧",
        )],
    }

    EMPTY_RANGE {
        id: "empty-range",
        severity: Severity::Error,
        what: "A minimum is greater than its maximum.",
        why: "No value satisfies both limits.",
        way_out: "Swap the limits, or correct one of them.",
        example: &[replace("schemas/application.yaml", "minimum: 1, maximum: 40", "minimum: 1, maximum: ⟦0⟧")],
    }

    HIDDEN_VALUE_IN_MESSAGE {
        id: "hidden-value-in-message",
        severity: Severity::Error,
        what: "The message of a rule shows a value that is a secret or personal data.",
        why: "Messages are written to logs.",
        way_out: "Describe the violation without `{value}`.",
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
        what: "A message has a body that HTTP does not allow: a response with the status 204, 205 or 304, or a GET request.",
        why: "No server sends such a response, and many clients and proxies reject or drop the body of a GET request.",
        way_out: "Correct the method or the status, or remove the body.",
        example: &[replace("operations/apply.yaml", "status: 201", "status: ⟦204⟧")],
    }

    IMPOSSIBLE_STATUS {
        id: "impossible-status",
        severity: Severity::Error,
        what: "An HTTP status is out of range: a response outside 200 to 399, or an error outside 400 to 599.",
        why: "No server sends this status for a response of this kind.",
        way_out: "Write the documented status.",
        example: &[replace("operations/apply.yaml", "status: 201", "status: ⟦2010⟧")],
    }

    IMPOSSIBLE_WORD {
        id: "impossible-word",
        severity: Severity::Error,
        what: "A rule compares a value with one that it can never have.",
        why: "The comparison always has the same result. The usual cause is a spelling mistake.",
        way_out: "Use one of the values that are possible here.",
        example: &[replace("rules/applications.yaml", "contains: captain-agrees", "contains: ⟦captain-agreed⟧")],
    }

    LIST_IN_CONDITION {
        id: "list-in-condition",
        severity: Severity::Error,
        what: "A condition refers to every item of a list, but the rule checks something else.",
        why: "It is not clear which item the condition is about.",
        way_out: "Apply the rule to each item with `each`.",
        example: &[replace(
            "rules/applications.yaml",
            "{value: body.return, same_as: body.voyage}",
            "{value: ⟦\"body.ports[]\"⟧, is: FERN}",
        )],
    }

    MALFORMED_DURATION {
        id: "malformed-duration",
        severity: Severity::Error,
        what: "A duration has the wrong format.",
        why: "Without a unit, some readers assume seconds and others minutes.",
        way_out: "Write an integer and one of the units `s`, `m`, `h` or `d`, such as `30m`.",
        example: &[replace("timing.yaml", "default: 45m", "default: ⟦45 minutes⟧")],
    }

    MALFORMED_PATH {
        id: "malformed-path",
        severity: Severity::Error,
        what: "The path of an operation has the wrong format.",
        why: "No URL can be built from it.",
        way_out: "Begin the path with `/`, and write each path parameter once, in braces.",
        example: &[replace("operations/read_log.yaml", "path: /calls/{call}", "path: ⟦/calls/{call}/again/{call}⟧")],
    }

    MALFORMED_PREDICATE {
        id: "malformed-predicate",
        severity: Severity::Error,
        what: "A predicate has no test, or more than one.",
        why: "A predicate consists of one value and one test of that value.",
        way_out: "Write one predicate for each test.",
        example: &[replace(
            "rules/applications.yaml",
            "check: {value: body.crew, min: 2}",
            "check: {value: ⟦body.crew⟧, min: 2, max: 9}",
        )],
    }

    MALFORMED_PREREQUISITE {
        id: "malformed-prerequisite",
        severity: Severity::Error,
        what: "A prerequisite lacks `credential` or `stored_by`, or has them although its kind does not use them.",
        why: "Only `credential_on_file` is about a credential and who stores it.",
        way_out: "Add `credential` and `stored_by` to `credential_on_file`, and remove them from every other kind.",
        example: &[replace(
            "prerequisites.yaml",
            "    kind: account_exists",
            "    kind: ⟦account_exists⟧\n    stored_by: customer",
        )],
    }

    MALFORMED_READING {
        id: "malformed-reading",
        severity: Severity::Error,
        what: "A reading refers to something that cannot serve its purpose.",
        why: "Uploads are checked before anything is sent, so their operations have no JSON body. A decision type without a meaning explains nothing.",
        way_out: "Name an operation that carries a file for `upload`, one without a JSON body for `finalize`, one that responds with JSON for `token` and `state`, and every decision type in `kinds`.",
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
        what: "A validation rule does not have exactly one of `require`, `forbid` and `check`.",
        why: "Each rule checks one thing, so that a violation says exactly what is wrong.",
        way_out: "Write one rule for each check.",
        example: &[
            replace("rules/logs.yaml", "    check: {value: item.remark, in_set: decision_labels, of: item.verdict}\n", ""),
            replace("rules/logs.yaml", "  remark-unknown:", "  ⟦remark-unknown⟧:"),
        ],
    }

    MALFORMED_TABLE {
        id: "malformed-table",
        severity: Severity::Error,
        what: "An entry in a `tables` file does not name the part of the spec that it is compared with, or names something that the spec does not have.",
        why: "An audit could not compare the table or the lines with anything.",
        way_out: "Name one part of the spec, or give the reason in `left_out`.",
        example: &[add(
            "tables/signals.yaml",
            "document: signals\ntables:\n  - heading: [⟦Lamps⟧]\n    names: states\n    list: ports\n",
        )],
    }

    NOT_A_LIST {
        id: "not-a-list",
        severity: Severity::Error,
        what: "The path of a rule has `[]` after a field that is not a list, or `each` names a field that is not a list.",
        why: "Only a list has items.",
        way_out: "Remove the `[]`, or name a list.",
        example: &[replace(
            "rules/applications.yaml",
            "check: {value: body.beacon, format: ip}",
            "check: {value: ⟦\"body.beacon[]\"⟧, format: ip}",
        )],
    }

    SCHEMA_CYCLE {
        id: "schema-cycle",
        severity: Severity::Error,
        what: "A schema contains itself, by reference or through required fields.",
        why: "Its values would be infinite, so its Rust type cannot be built.",
        way_out: "Remove a field from `required`, or refer to another schema.",
        example: &[replace(
            "schemas/application.yaml",
            "  Depth: {description: A depth in metres., type: integer, maximum: 400}",
            "  ⟦Depth⟧: {description: A depth in metres., $ref: \"#/$defs/Depth\"}",
        )],
    }

    SCHEMA_TYPE {
        id: "schema-type",
        severity: Severity::Error,
        what: "A schema uses keywords that do not apply to its `type`.",
        why: "The keywords would be silently ignored.",
        way_out: "Set the `type` that the keywords apply to.",
        example: &[replace(
            "schemas/words.yaml",
            "  ShipId: {description: Names a ship., type: string,",
            "  ⟦ShipId⟧: {description: Names a ship., type: integer,",
        )],
    }

    TEST_DOES_NOT_FIT {
        id: "test-does-not-fit",
        severity: Severity::Error,
        what: "A test does not apply to the type of its value.",
        why: "For example, a number has no date format and a string has no items.",
        way_out: "Use a test that applies to the type of the value.",
        example: &[replace(
            "rules/applications.yaml",
            "check: {value: body.crew, max: 12}",
            "check: {value: ⟦body.crew⟧, format: duration}",
        )],
    }

    UNKNOWN_PLACEHOLDER {
        id: "unknown-placeholder",
        severity: Severity::Error,
        what: "The message of a rule has a word in braces that nothing fills.",
        why: "Users would read the braces.",
        way_out: "Write `{value}`, `{allowed}` or `{workflow}`, or omit the braces.",
        example: &[replace(
            "rules/applications.yaml",
            "message: Call at FERN first.",
            "message: ⟦\"Call at {port} first.\"⟧",
        )],
    }

    VALUE_DOES_NOT_FIT {
        id: "value-does-not-fit",
        severity: Severity::Error,
        what: "An enum value violates the format or the limits of its own schema.",
        why: "The schema lists the value but rejects it, so readers disagree on whether a payload with it is valid.",
        way_out: "Correct the value, or remove the format or the limit.",
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
