//! What can be wrong with names, whether they lead somewhere and what they are given to: one row per rule.

use verispec_text::diagnostics::Severity;
use verispec_text::rule::{Rests, Stage, add, remove, replace};
use verispec_text::rules;

rules! {
    NAMES: Stage::Lower;

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
}
