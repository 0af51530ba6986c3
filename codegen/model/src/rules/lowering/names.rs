//! The rules about names and references that lowering resolves, one row per rule.

use verispec_text::diagnostics::Severity;
use verispec_text::rule::{Rests, Stage, add, remove, replace};
use verispec_text::rules;

rules! {
    NAMES: Stage::Lower;

    CAPABILITY_CYCLE {
        id: "capability-cycle",
        severity: Severity::Error,
        what: "Capabilities require each other in a cycle.",
        why: "None of the capabilities could run first.",
        way_out: "Remove one of the requirements.",
        example: &[
            replace("capabilities/audited_cargo.yaml", "requires: [weighedCargo]", "requires: [⟦weighedCargo⟧]"),
            replace("capabilities/legible_papers.yaml", "decisions:\n", "requires: [auditedCargo]\ndecisions:\n"),
        ],
    }

    DEAD_LINK {
        id: "dead-link",
        severity: Severity::Error,
        what: "A documentation link is not an absolute `http` or `https` URL with a host.",
        why: "The link would not work in the generated docs.",
        way_out: "Write the complete URL.",
        example: &[replace("provider.yaml", "url: https://tidewater.example/almanac", "url: ⟦https://almanac/berths⟧")],
    }

    DEPRECATED_IN_FUTURE {
        id: "deprecated-in-future",
        severity: Severity::Error,
        what: "A deprecation takes effect in a version later than the version of the spec.",
        why: "Readers would look for a version that does not exist yet.",
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
        what: "Two files define a capability with the same name.",
        why: "A reference to the name would be ambiguous.",
        way_out: "Rename one of the capabilities.",
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
        what: "Two files define the same credential category.",
        why: "A reference to the category would be ambiguous.",
        way_out: "Rename one of the categories.",
        example: &[
            add("credentials/flag.yaml", "category: INSIGNIA\nname: Flag\nsummary: A flag.\nsource: \"almanac: Papers\"\n"),
            replace("credentials/insignia.yaml", "category: INSIGNIA", "category: ⟦INSIGNIA⟧"),
        ],
    }

    DUPLICATE_RULE {
        id: "duplicate-rule",
        severity: Severity::Error,
        what: "Two validation rules have the same id.",
        why: "Violations name their rule by its id, so it would be ambiguous.",
        way_out: "Rename one of the rules.",
        example: &[replace("rules/papers.yaml", "  kind-named:", "  ⟦port-unknown⟧:")],
    }

    DUPLICATE_SCHEMA {
        id: "duplicate-schema",
        severity: Severity::Error,
        what: "Two schemas have the same name. Schema names are shared by all files.",
        why: "A reference to the name would be ambiguous.",
        way_out: "Rename one of the schemas.",
        example: &[replace(
            "schemas/log.yaml",
            "  PlainVerdict:\n",
            "  ⟦Berth⟧:\n    description: Another berth.\n    type: object\n  PlainVerdict:\n",
        )],
    }

    DUPLICATE_WORKFLOW_KEY {
        id: "duplicate-workflow-key",
        severity: Severity::Error,
        what: "Two workflows have the same key.",
        why: "A request selects its workflow by the key, so the choice would be ambiguous.",
        way_out: "Give each workflow its own key.",
        example: &[replace("workflows/return_call.yaml", "key: 701", "key: ⟦700⟧")],
    }

    INCOMPLETE_DEPRECATION {
        id: "incomplete-deprecation",
        severity: Severity::Error,
        what: "A deprecation lacks `since` or `replacement`.",
        why: "Programmers who see the compiler's warning need to know what to use instead.",
        way_out: "Write both: `since` with a version of the spec, and `replacement` with a name or a sentence.",
        example: &[replace(
            "schemas/application.yaml",
            "x-deprecated: {since: \"3.1.0\", replacement: beacon}",
            "x-deprecated: ⟦{since: \"3.1.0\"}⟧",
        )],
    }

    MALFORMED_SOURCE {
        id: "malformed-source",
        severity: Severity::Error,
        what: "A source does not name a document and a section.",
        why: "Nobody can check the fact without knowing where it comes from.",
        way_out: "Write `document: section`, with a document from `provider.yaml`.",
        example: &[replace("lists/ports.yaml", "source: \"almanac: Ports\"", "source: ⟦almanac⟧")],
    }

    MISSING_FILE {
        id: "missing-file",
        severity: Severity::Error,
        what: "A required spec file is missing.",
        why: "Nothing can be generated without the file.",
        way_out: "Add the file at the top level of the spec folder.",
        example: &[
            remove("provider.yaml"),
            replace("advice.yaml", "advice:\n  SOAKED", "⟦⟧advice:\n  SOAKED"),
        ],
    }

    OPERATION_WITHOUT_ADDRESS {
        id: "operation-without-address",
        severity: Severity::Error,
        what: "An operation that the customer calls lacks `service` or `path`.",
        why: "The request has no URL.",
        way_out: "Add `service` and `path`.",
        example: &[
            replace("operations/read_log.yaml", "method: GET\nservice: tower\n", "method: ⟦GET⟧\n"),
            replace("operations/apply.yaml", "service: quay", "service: tower"),
        ],
    }

    OVERRIDE_CHANGES_NOTHING {
        id: "override-changes-nothing",
        severity: Severity::Error,
        what: "An override repeats the value that already applies.",
        why: "The override suggests an exception where there is none.",
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
        what: "A list contains the same name twice.",
        why: "The second entry has no effect, so a different name may be meant.",
        way_out: "Remove one of the entries.",
        example: &[replace(
            "credentials/manifest.yaml",
            "only: [{channels: [CARRIER]}]",
            "only: [{channels: [CARRIER, ⟦CARRIER⟧]}]",
        )],
    }

    RUST_TOO_OLD {
        id: "rust-too-old",
        severity: Severity::Error,
        what: "`rust_version` is older than the minimum version for the generated code.",
        why: "Cargo rejects a crate whose edition is newer than its Rust version.",
        way_out: "Write the version that the finding states, or a later one.",
        example: &[replace("provider.yaml", "rust_version: \"1.85\"", "rust_version: ⟦\"1.84\"⟧")],
    }

    UNDECLARED_PATH_PARAMETER {
        id: "undeclared-path-parameter",
        severity: Severity::Error,
        what: "The path contains a parameter that `path_parameters` does not describe.",
        why: "Callers would not know what to pass.",
        way_out: "Add the parameter to `path_parameters`, or correct the spelling.",
        example: &[replace("operations/read_log.yaml", "path: /calls/{call}", "path: /calls/{call}/⟦{page}⟧")],
    }

    UNKNOWN_AUTH {
        id: "unknown-auth",
        severity: Severity::Error,
        what: "The name of an authorization method is not defined in `provider.yaml`.",
        why: "The reference cannot be resolved. The usual cause is a spelling mistake.",
        way_out: "Correct the name, or add it to `auth`.",
        example: &[replace("operations/apply.yaml", "auth: [permit]", "auth: [⟦licence⟧]")],
    }

    UNKNOWN_CAPABILITY {
        id: "unknown-capability",
        severity: Severity::Error,
        what: "The name of a capability is not defined in `capabilities/`.",
        why: "The reference cannot be resolved. The usual cause is a spelling mistake.",
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
        what: "The name of a channel is not defined in `provider.yaml`.",
        why: "The reference cannot be resolved. The usual cause is a spelling mistake.",
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
        what: "The name of a credential category is not defined in `credentials/`.",
        why: "The reference cannot be resolved. The usual cause is a spelling mistake.",
        way_out: "Correct the name, or add the category.",
        example: &[replace("workflows/return_call.yaml", "category: INSIGNIA", "category: ⟦FLAG⟧")],
    }

    UNKNOWN_DECISION {
        id: "unknown-decision",
        severity: Severity::Error,
        what: "The id of a decision is not defined in `decisions.yaml`.",
        why: "The reference cannot be resolved. The usual cause is a spelling mistake.",
        way_out: "Correct the id, or add the decision.",
        example: &[replace(
            "files.yaml",
            "decisions: [t02-size-of-tables]",
            "decisions: [t02-size-of-tables, ⟦t09-size-of-scans⟧]",
        )],
    }

    UNKNOWN_DOCUMENT {
        id: "unknown-document",
        severity: Severity::Error,
        what: "The name of a document is not listed in `provider.yaml`.",
        why: "The reference cannot be resolved. The usual cause is a spelling mistake.",
        way_out: "Correct the name, or add the document.",
        example: &[replace("lists/ports.yaml", "source: \"almanac: Ports\"", "source: \"⟦almanach⟧: Ports\"")],
    }

    UNKNOWN_FILE_KIND {
        id: "unknown-file-kind",
        severity: Severity::Error,
        what: "The name of a file kind is not defined in `files.yaml`.",
        why: "The reference cannot be resolved. The usual cause is a spelling mistake.",
        way_out: "Correct the name, or add the file kind.",
        example: &[replace("credentials/insignia.yaml", "file: scan", "file: ⟦scam⟧")],
    }

    UNKNOWN_LABEL {
        id: "unknown-label",
        severity: Severity::Error,
        what: "No capability has the named label or decision type.",
        why: "The text for it would never be shown.",
        way_out: "Correct the spelling to match the capability, or remove the entry.",
        example: &[replace("advice.yaml", "  TORN:", "  ⟦TORM⟧:")],
    }

    UNKNOWN_LIST {
        id: "unknown-list",
        severity: Severity::Error,
        what: "The name of a list is not defined in `lists/`.",
        why: "The reference cannot be resolved. The usual cause is a spelling mistake.",
        way_out: "Correct the name, or add the list.",
        example: &[replace("rules/applications.yaml", "in_list: ports", "in_list: ⟦harbors⟧")],
    }

    UNKNOWN_MEMBER {
        id: "unknown-member",
        severity: Severity::Error,
        what: "A path names a field that its payload does not have.",
        why: "The rule could never find a value.",
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
        what: "The name of an operation is not defined in `operations/`.",
        why: "The reference cannot be resolved. The usual cause is a spelling mistake.",
        way_out: "Correct the name, or add the operation.",
        example: &[replace("workflows/return_call.yaml", "  call_again:", "  ⟦call_back⟧:")],
    }

    UNKNOWN_PART {
        id: "unknown-part",
        severity: Severity::Error,
        what: "No credential has the named part.",
        why: "The reference cannot be resolved. The usual cause is a spelling mistake.",
        way_out: "Correct the name, or add the part to its credential.",
        example: &[replace("workflows/return_call.yaml", "parts: [HOIST]", "parts: [⟦HOSIT⟧]")],
    }

    UNKNOWN_PREREQUISITE {
        id: "unknown-prerequisite",
        severity: Severity::Error,
        what: "The id of a prerequisite is not defined in `prerequisites.yaml`.",
        why: "The reference cannot be resolved. The usual cause is a spelling mistake.",
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
        what: "The replacement of a deprecation does not exist.",
        why: "Readers would be referred to something that does not exist.",
        way_out: "Name another item of the same kind, or write a sentence that says what to do instead.",
        example: &[replace(
            "schemas/application.yaml",
            "x-deprecated: {since: \"3.1.0\", replacement: beacon}",
            "x-deprecated: {since: \"3.1.0\", replacement: ⟦becon⟧}",
        )],
    }

    UNKNOWN_REQUIRED_MEMBER {
        id: "unknown-required-member",
        severity: Severity::Error,
        what: "`required` lists a field that `properties` does not define.",
        why: "No payload could contain the field.",
        way_out: "Correct the name, or add the property.",
        example: &[replace("schemas/berth.yaml", "required: [ship, call]", "required: [ship, ⟦cal⟧]")],
    }

    UNKNOWN_SCHEMA {
        id: "unknown-schema",
        severity: Severity::Error,
        what: "The name of a schema is not defined in `schemas/`.",
        why: "The reference cannot be resolved. The usual cause is a spelling mistake.",
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
        what: "The name of a service is not defined in `provider.yaml`.",
        why: "The reference cannot be resolved. The usual cause is a spelling mistake.",
        way_out: "Correct the name, or add the service.",
        example: &[replace("operations/read_log.yaml", "service: tower", "service: ⟦towers⟧")],
    }

    UNKNOWN_STATE {
        id: "unknown-state",
        severity: Severity::Error,
        what: "The name of a state is not defined in `timing.yaml`.",
        why: "The reference cannot be resolved. The usual cause is a spelling mistake.",
        way_out: "Correct the name, or add the state.",
        example: &[
            replace("timing.yaml", "next: [BERTHED, ADRIFT]", "next: [⟦BIRTHED⟧, ADRIFT]"),
            replace("timing.yaml", "  BERTHED: {summary: The ship may unload., source: \"signals: Lamps\"}\n", ""),
        ],
    }

    UNKNOWN_VALUE {
        id: "unknown-value",
        severity: Severity::Error,
        what: "A rule, a schema or an operation refers to a value that does not exist there.",
        why: "A rule could never find the value, and a description of it would never be shown.",
        way_out: "Use a value that spec/README.md lists, an enum value of the schema, or an error status of `provider.yaml`.",
        example: &[replace(
            "rules/papers.yaml",
            "check: {value: file.bytes, within: part_bytes}",
            "check: {value: ⟦file.size⟧, within: part_bytes}",
        )],
    }

    UNKNOWN_WORKFLOW {
        id: "unknown-workflow",
        severity: Severity::Error,
        what: "The name of a workflow is not defined in `workflows/`.",
        why: "The reference cannot be resolved. The usual cause is a spelling mistake.",
        way_out: "Correct the name, or add the workflow.",
        example: &[replace("credentials/manifest.yaml", "workflows: [return_call]", "workflows: [⟦return_cal⟧]")],
    }

    UNUSED_PATH_PARAMETER {
        id: "unused-path-parameter",
        severity: Severity::Error,
        what: "`path_parameters` describes a parameter that the path does not contain.",
        why: "Callers would have to pass a value that is never sent.",
        way_out: "Remove the parameter, or write it in braces in `path`.",
        example: &[replace(
            "operations/read_log.yaml",
            "path_parameters:\n",
            "path_parameters:\n  ⟦page⟧: {summary: The page., schema: CallId}\n",
        )],
    }
}
