//! What can be wrong with the names of a spec and with what only one file says: one row per rule.

use crate::diagnostics::Severity;
use crate::rule::{Rests, Stage, add, remove, replace};
use crate::rules;

rules! {
    Stage::Lower;

    ALWAYS_THERE {
        id: "always-there",
        severity: Severity::Error,
        what: "A `require` or `forbid` of a member that is always there.",
        why: "The schema has said so already, so the rule changes nothing.",
        way_out: "Name a member that can be absent.",
        example: &[replace("rules/applications.yaml", "forbid: body.return", "require: ⟦body.crew⟧")],
    }

    CAPABILITY_CYCLE {
        id: "capability-cycle",
        severity: Severity::Error,
        what: "Capabilities that require each other in a circle.",
        why: "None of them could run first.",
        way_out: "Remove one of the requirements.",
        example: &[
            replace("capabilities/audited_cargo.yaml", "requires: [weighedCargo]", "requires: [⟦weighedCargo⟧]"),
            replace("capabilities/legible_papers.yaml", "decisions:\n", "requires: [auditedCargo]\ndecisions:\n"),
        ],
    }

    DEAD_LINK {
        id: "dead-link",
        severity: Severity::Error,
        what: "A documentation link that leads nowhere: no absolute `http` or `https` URL with a host.",
        why: "Readers of the generated docs would end at a page that does not exist.",
        way_out: "Write the whole URL.",
        example: &[replace("provider.yaml", "url: https://tidewater.example/almanac", "url: ⟦https://almanac/berths⟧")],
    }

    DEFAULT_DOES_NOT_FIT {
        id: "default-does-not-fit",
        severity: Severity::Error,
        what: "A default that is no value of its own schema.",
        why: "Readers would take it for what the provider assumes.",
        way_out: "Write a value of the type, or correct the type.",
        example: &[replace("schemas/application.yaml", "default: false", "default: ⟦0⟧")],
    }

    DEPRECATED_IN_FUTURE {
        id: "deprecated-in-future",
        severity: Severity::Error,
        what: "A deprecation since a version that the spec has not reached.",
        why: "Readers would look for a version that does not exist.",
        way_out: "Write the version of this spec, or raise `package.version` in provider.yaml.",
        example: &[replace(
            "schemas/application.yaml",
            "x-deprecated: {since: \"3.1.0\", replacement: beacon}",
            "x-deprecated: {since: ⟦\"3.2.0\"⟧, replacement: beacon}",
        )],
    }

    DUPLICATE_CAPABILITY {
        id: "duplicate-capability",
        severity: Severity::Error,
        what: "Two files that describe capabilities of the same name.",
        why: "A reference could mean either.",
        way_out: "Rename one of them.",
        example: &[
            replace("capabilities/weighed_cargo.yaml", "name: weighedCargo", "name: ⟦auditedCargo⟧"),
            replace("capabilities/audited_cargo.yaml", "requires: [weighedCargo]", "requires: [legiblePapers]"),
            replace(
                "workflows/first_call.yaml",
                "[legiblePapers, weighedCargo, auditedCargo]",
                "[legiblePapers, auditedCargo]",
            ),
        ],
    }

    DUPLICATE_CREDENTIAL {
        id: "duplicate-credential",
        severity: Severity::Error,
        what: "Two files that describe the same credential category.",
        why: "A reference could mean either.",
        way_out: "Rename one of them.",
        example: &[
            add("credentials/flag.yaml", "category: INSIGNIA\nname: Flag\nsummary: A flag.\nsource: \"almanac: Papers\"\n"),
            replace("credentials/insignia.yaml", "category: INSIGNIA", "category: ⟦INSIGNIA⟧"),
        ],
    }

    DUPLICATE_RULE {
        id: "duplicate-rule",
        severity: Severity::Error,
        what: "Two validation rules of the same id.",
        why: "Violations are told apart by the id.",
        way_out: "Rename one of them.",
        example: &[replace("rules/papers.yaml", "  kind-named:", "  ⟦port-unknown⟧:")],
    }

    DUPLICATE_SCHEMA {
        id: "duplicate-schema",
        severity: Severity::Error,
        what: "Two schemas of the same name; the schemas of all files share one name space.",
        why: "A reference could mean either.",
        way_out: "Rename one of them.",
        example: &[replace(
            "schemas/log.yaml",
            "  PlainVerdict:\n",
            "  ⟦Berth⟧:\n    description: Another berth.\n    type: object\n  PlainVerdict:\n",
        )],
    }

    DUPLICATE_WORKFLOW_KEY {
        id: "duplicate-workflow-key",
        severity: Severity::Error,
        what: "A workflow key that is taken twice.",
        why: "A request names its workflow by the key, so it could mean either.",
        way_out: "Give each workflow its own key.",
        example: &[replace("workflows/return_call.yaml", "key: 701", "key: ⟦700⟧")],
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

    INCOMPLETE_DEPRECATION {
        id: "incomplete-deprecation",
        severity: Severity::Error,
        what: "A deprecation that does not say since when, or what to use instead.",
        why: "Whoever gets the compiler's warning has to know what to write in its place.",
        way_out: "Write both: `since` with the version of the spec, and `replacement` with a name or a sentence.",
        example: &[replace(
            "schemas/application.yaml",
            "x-deprecated: {since: \"3.1.0\", replacement: beacon}",
            "x-deprecated: ⟦{since: \"3.1.0\"}⟧",
        )],
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

    MALFORMED_SOURCE {
        id: "malformed-source",
        severity: Severity::Error,
        what: "A source that does not say where a fact stands.",
        why: "Without document and section nobody can check the fact.",
        way_out: "Write `document: section`, with a document of `provider.yaml`.",
        example: &[replace("lists/ports.yaml", "source: \"almanac: Ports\"", "source: ⟦almanac⟧")],
    }

    MISSING_FILE {
        id: "missing-file",
        severity: Severity::Error,
        what: "A spec without one of the files that every spec has.",
        why: "Without it nothing can be generated.",
        way_out: "Add the file at the top of the spec folder.",
        example: &[
            remove("timing.yaml"),
            replace("provider.yaml", "name: Tidewater Harbor Office", "⟦⟧name: Tidewater Harbor Office"),
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

    OPERATION_WITHOUT_ADDRESS {
        id: "operation-without-address",
        severity: Severity::Error,
        what: "An operation of the customer without `service` or `path`.",
        why: "There is nowhere to send it.",
        way_out: "Add `service` and `path`.",
        example: &[
            replace("operations/read_log.yaml", "method: GET\nservice: tower\n", "method: ⟦GET⟧\n"),
            replace("operations/apply.yaml", "service: quay", "service: tower"),
        ],
    }

    OVERRIDE_CHANGES_NOTHING {
        id: "override-changes-nothing",
        severity: Severity::Error,
        what: "Something that is said once more, as if it were different.",
        why: "An exception that changes nothing misleads whoever reads it.",
        way_out: "Remove it.",
        example: &[replace(
            "rules/applications.yaml",
            "severity: warning\n    strict: error",
            "severity: warning\n    strict: ⟦warning⟧",
        )],
        rests_on: &[Rests::Everything],
    }

    REPEATED_NAME {
        id: "repeated-name",
        severity: Severity::Error,
        what: "A name that stands twice in one list.",
        why: "The second one changes nothing, so something else may have been meant.",
        way_out: "Remove one of them.",
        example: &[replace(
            "credentials/manifest.yaml",
            "only: [{channels: [CARRIER]}]",
            "only: [{channels: [CARRIER, ⟦CARRIER⟧]}]",
        )],
    }

    RUST_TOO_OLD {
        id: "rust-too-old",
        severity: Severity::Error,
        what: "A `rust_version` that is older than what generated code needs.",
        why: "Cargo refuses a crate whose edition is newer than its version of Rust.",
        way_out: "Write the version that the finding names, or a later one.",
        example: &[replace("provider.yaml", "rust_version: \"1.85\"", "rust_version: ⟦\"1.84\"⟧")],
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

    UNDECLARED_PATH_PARAMETER {
        id: "undeclared-path-parameter",
        severity: Severity::Error,
        what: "A parameter in the braces of a path that is not described.",
        why: "Callers would not know what to put there.",
        way_out: "Add it to `path_parameters`, or correct the spelling.",
        example: &[replace("operations/read_log.yaml", "path: /calls/{call}", "path: /calls/{call}/⟦{page}⟧")],
    }

    UNKNOWN_AUTH {
        id: "unknown-auth",
        severity: Severity::Error,
        what: "A reference to a way to authorise that `provider.yaml` does not define.",
        why: "The reference leads nowhere, most often because of a spelling mistake.",
        way_out: "Correct the name, or add it to `auth`.",
        example: &[replace("operations/apply.yaml", "auth: [permit]", "auth: [⟦licence⟧]")],
    }

    UNKNOWN_CAPABILITY {
        id: "unknown-capability",
        severity: Severity::Error,
        what: "A reference to a capability that no file in `capabilities/` defines.",
        why: "The reference leads nowhere, most often because of a spelling mistake.",
        way_out: "Correct the name, or add the capability.",
        example: &[replace(
            "workflows/first_call.yaml",
            "[legiblePapers, weighedCargo, auditedCargo]",
            "[legiblePapers, ⟦wieghedCargo⟧, auditedCargo]",
        )],
    }

    UNKNOWN_CHANNEL {
        id: "unknown-channel",
        severity: Severity::Error,
        what: "A reference to a channel that `provider.yaml` does not define.",
        why: "The reference leads nowhere, most often because of a spelling mistake.",
        way_out: "Correct the name, or add the channel.",
        example: &[replace(
            "workflows/return_call.yaml",
            "origin: uploaded, channels: [CARRIER]",
            "origin: uploaded, channels: [⟦COURIER⟧]",
        )],
    }

    UNKNOWN_CREDENTIAL {
        id: "unknown-credential",
        severity: Severity::Error,
        what: "A reference to a credential category that no file in `credentials/` defines.",
        why: "The reference leads nowhere, most often because of a spelling mistake.",
        way_out: "Correct the name, or add the category.",
        example: &[replace("workflows/return_call.yaml", "category: INSIGNIA", "category: ⟦FLAG⟧")],
    }

    UNKNOWN_DECISION {
        id: "unknown-decision",
        severity: Severity::Error,
        what: "A reference to a decision that `decisions.yaml` does not hold.",
        why: "The reference leads nowhere, most often because of a spelling mistake.",
        way_out: "Correct the id, or write the decision down.",
        example: &[replace(
            "files.yaml",
            "decisions: [t02-size-of-tables]",
            "decisions: [t02-size-of-tables, ⟦t09-size-of-scans⟧]",
        )],
    }

    UNKNOWN_DOCUMENT {
        id: "unknown-document",
        severity: Severity::Error,
        what: "A reference to a document that `provider.yaml` does not list.",
        why: "The reference leads nowhere, most often because of a spelling mistake.",
        way_out: "Correct the name, or add the document.",
        example: &[replace("lists/ports.yaml", "source: \"almanac: Ports\"", "source: \"⟦almanach⟧: Ports\"")],
    }

    UNKNOWN_FILE_KIND {
        id: "unknown-file-kind",
        severity: Severity::Error,
        what: "A reference to a kind of file that `files.yaml` does not define.",
        why: "The reference leads nowhere, most often because of a spelling mistake.",
        way_out: "Correct the name, or add the kind.",
        example: &[replace("credentials/insignia.yaml", "file: scan", "file: ⟦scam⟧")],
    }

    UNKNOWN_LABEL {
        id: "unknown-label",
        severity: Severity::Error,
        what: "A label or a decision type that no capability has.",
        why: "What is said of it would never be shown to anybody.",
        way_out: "Spell it like the capability does, or remove it.",
        example: &[replace("advice.yaml", "  TORN:", "  ⟦TORM⟧:")],
    }

    UNKNOWN_LIST {
        id: "unknown-list",
        severity: Severity::Error,
        what: "A reference to a list that no file in `lists/` holds.",
        why: "The reference leads nowhere, most often because of a spelling mistake.",
        way_out: "Correct the name, or add the list.",
        example: &[replace("rules/applications.yaml", "in_list: ports", "in_list: ⟦harbors⟧")],
    }

    UNKNOWN_MEMBER {
        id: "unknown-member",
        severity: Severity::Error,
        what: "A path of a rule that names a member which its payload does not have.",
        why: "The rule would look at nothing.",
        way_out: "Correct the path.",
        example: &[replace(
            "rules/applications.yaml",
            "check: {value: body.patience, format: duration}",
            "check: {value: ⟦body.patients⟧, format: duration}",
        )],
    }

    UNKNOWN_OPERATION {
        id: "unknown-operation",
        severity: Severity::Error,
        what: "A reference to an operation that no file in `operations/` describes.",
        why: "The reference leads nowhere, most often because of a spelling mistake.",
        way_out: "Correct the name, or describe the operation.",
        example: &[replace("workflows/return_call.yaml", "  call_again:", "  ⟦call_back⟧:")],
    }

    UNKNOWN_PART {
        id: "unknown-part",
        severity: Severity::Error,
        what: "A reference to a part that no credential has.",
        why: "The reference leads nowhere, most often because of a spelling mistake.",
        way_out: "Correct the name, or add the part to its credential.",
        example: &[replace("workflows/return_call.yaml", "parts: [HOIST]", "parts: [⟦HOSIT⟧]")],
    }

    UNKNOWN_PREREQUISITE {
        id: "unknown-prerequisite",
        severity: Severity::Error,
        what: "A reference to a prerequisite that `prerequisites.yaml` does not hold.",
        why: "The reference leads nowhere, most often because of a spelling mistake.",
        way_out: "Correct the id, or add the prerequisite.",
        example: &[replace(
            "workflows/return_call.yaml",
            "prerequisites: [line-registered",
            "prerequisites: [⟦line-registred⟧",
        )],
    }

    UNKNOWN_REPLACEMENT {
        id: "unknown-replacement",
        severity: Severity::Error,
        what: "A deprecation whose replacement is none of the other things of its kind.",
        why: "Readers would be sent to something that does not exist.",
        way_out: "Name another one of its kind, or say in a sentence of several words what to do instead.",
        example: &[replace(
            "schemas/application.yaml",
            "x-deprecated: {since: \"3.1.0\", replacement: beacon}",
            "x-deprecated: {since: \"3.1.0\", replacement: ⟦becon⟧}",
        )],
    }

    UNKNOWN_REQUIRED_MEMBER {
        id: "unknown-required-member",
        severity: Severity::Error,
        what: "A member that is required, but not among the properties.",
        why: "Nobody could send it.",
        way_out: "Correct the name, or add the property.",
        example: &[replace("schemas/berth.yaml", "required: [ship, call]", "required: [ship, ⟦cal⟧]")],
    }

    UNKNOWN_SCHEMA {
        id: "unknown-schema",
        severity: Severity::Error,
        what: "A reference to a schema that no file in `schemas/` defines.",
        why: "The reference leads nowhere, most often because of a spelling mistake.",
        way_out: "Correct the name, or add the schema; write references as `#/$defs/Name`.",
        example: &[replace(
            "schemas/application.yaml",
            "captain: {$ref: \"#/$defs/Captain\"}",
            "captain: {$ref: \"#/$defs/⟦Captian⟧\"}",
        )],
    }

    UNKNOWN_SERVICE {
        id: "unknown-service",
        severity: Severity::Error,
        what: "A reference to a service that `provider.yaml` does not define.",
        why: "The reference leads nowhere, most often because of a spelling mistake.",
        way_out: "Correct the name, or add the service.",
        example: &[replace("operations/read_log.yaml", "service: tower", "service: ⟦towers⟧")],
    }

    UNKNOWN_STATE {
        id: "unknown-state",
        severity: Severity::Error,
        what: "A reference to a state that `timing.yaml` does not define.",
        why: "The reference leads nowhere, most often because of a spelling mistake.",
        way_out: "Correct the name, or add the state.",
        example: &[
            replace("timing.yaml", "next: [BERTHED, ADRIFT]", "next: [⟦BIRTHED⟧, ADRIFT]"),
            replace("timing.yaml", "  BERTHED: {summary: The ship may unload., source: \"signals: Lamps\"}\n", ""),
        ],
    }

    UNKNOWN_VALUE {
        id: "unknown-value",
        severity: Severity::Error,
        what: "A value that does not exist where it is named: by a rule, among the words of a schema, or among the error statuses.",
        why: "The rule would look at nothing, and what is said of the word would never be shown.",
        way_out: "Use one of the values that spec/README.md lists, one of the schema's own words, or a status of `provider.yaml`.",
        example: &[replace(
            "rules/papers.yaml",
            "check: {value: file.bytes, within: part_bytes}",
            "check: {value: ⟦file.size⟧, within: part_bytes}",
        )],
    }

    UNKNOWN_WORKFLOW {
        id: "unknown-workflow",
        severity: Severity::Error,
        what: "A reference to a workflow that no file in `workflows/` describes.",
        why: "The reference leads nowhere, most often because of a spelling mistake.",
        way_out: "Correct the name, or describe the workflow.",
        example: &[replace("credentials/manifest.yaml", "workflows: [return_call]", "workflows: [⟦return_cal⟧]")],
    }

    UNUSED_PATH_PARAMETER {
        id: "unused-path-parameter",
        severity: Severity::Error,
        what: "A described parameter that its path does not have.",
        why: "The value would be asked for and never sent.",
        way_out: "Remove it, or write it in braces in `path`.",
        example: &[replace(
            "operations/read_log.yaml",
            "path_parameters:\n",
            "path_parameters:\n  ⟦page⟧: {summary: The page., schema: CallId}\n",
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
