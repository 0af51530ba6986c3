//! The rules about the syntax of a spec file and about its comments, one entry per rule.

use verispec_text::diagnostics::Severity;
use verispec_text::rule::{Rests, Stage, add, replace};
use verispec_text::rules;

rules! {
    RULES: Stage::Parse;

    BLANK {
        id: "blank",
        severity: Severity::Error,
        what: "A value is still a template placeholder that begins with `TODO`.",
        why: "Nothing is generated until every placeholder is replaced.",
        way_out: "Replace the placeholder with the value that it describes.",
        example: &[replace(
            "workflows/first_call.yaml",
            "summary: Clears a ship that has never been here.",
            "summary: ⟦\"TODO: what it does, in one sentence\"⟧",
        )],
    }

    EMPTY_LIST {
        id: "empty-list",
        severity: Severity::Error,
        what: "A list or mapping that needs at least one entry is empty.",
        why: "A workflow without channels, slots, chains or operations cannot run, and an enum without values accepts nothing.",
        way_out: "Add at least one entry.",
        example: &[replace("workflows/return_call.yaml", "chains:\n  - [legiblePapers, auditedCargo]\n", "chains: ⟦[]⟧\n")],
    }

    EMPTY_TEXT {
        id: "empty-text",
        severity: Severity::Error,
        what: "A string is empty or contains only whitespace.",
        why: "The docs would show a gap, and nothing can refer to an empty name.",
        way_out: "Write the missing text, or omit the key if it is optional.",
        example: &[replace("lists/ports.yaml", "summary: Ports that ships come from.", "summary: ⟦\"\"⟧")],
    }

    LINK_IN_TEXT {
        id: "link-in-text",
        severity: Severity::Warning,
        what: "Prose contains a Markdown link, but the docs show prose exactly as written.",
        why: "Readers would see the brackets, and a handwritten link breaks when its target is renamed.",
        way_out: "Refer to the target by name; the docs link the names that the spec defines and turn URLs into links.",
        example: &[replace(
            "workflows/first_call.yaml",
            "summary: Clears a ship that has never been here.",
            "summary: Clears a ship that has never been here, see ⟦[the papers](../credentials.md#manifest)⟧.",
        )],
    }

    MALFORMED_NAME {
        id: "malformed-name",
        severity: Severity::Error,
        what: "A name, URL or other machine-readable string has the wrong format.",
        why: "It becomes part of a file name, a link, a command or a line of Rust, and these allow only certain characters.",
        way_out: "Change it to the format that the finding shows.",
        example: &[replace("provider.yaml", "name: harbor-clearance", "name: ⟦../harbor⟧")],
    }

    MISSING_KEY {
        id: "missing-key",
        severity: Severity::Error,
        what: "A mapping lacks a required key, such as the `source` of a fact.",
        why: "A missing value cannot be guessed, and a fact without a source cannot be checked.",
        way_out: "Add the key.",
        example: &[
            replace("credentials/insignia.yaml", "source: \"almanac: Papers\"\n", ""),
            replace("credentials/insignia.yaml", "category: INSIGNIA", "⟦category⟧: INSIGNIA"),
        ],
    }

    NOT_SUPPRESSIBLE {
        id: "not-suppressible",
        severity: Severity::Error,
        what: "A comment suppresses a rule that cannot be suppressed.",
        why: "Only findings about the spec as a whole can be suppressed. Nothing can be generated from a file with the wrong syntax or from names that do not resolve.",
        way_out: "Remove the comment, and fix the finding that it tries to suppress.",
        example: &[replace(
            "workflows/first_call.yaml",
            "name: First Call\n",
            "# allow(⟦unknown-key⟧): we need it\nname: First Call\n",
        )],
    }

    REPEATED_VALUE {
        id: "repeated-value",
        severity: Severity::Warning,
        what: "Prose repeats a file limit or a duration that the spec defines as a value.",
        why: "When the value changes, the prose becomes wrong.",
        way_out: "Write a reference to the value instead, or rephrase the sentence without the number.",
        example: &[replace(
            "files.yaml",
            "summary: A scanned sheet.",
            "summary: A scanned sheet of at most ⟦2048 bytes⟧.",
        )],
    }

    SUPPRESSION_WITHOUT_REASON {
        id: "suppression-without-reason",
        severity: Severity::Error,
        what: "A suppression has no reason.",
        why: "Without a reason, later readers cannot tell whether the suppression still applies.",
        way_out: "Write the reason after a colon: `# allow(rule): reason`.",
        example: &[replace(
            "workflows/first_call.yaml",
            "name: First Call\n",
            "# allow(⟦duplicate-workflow-name⟧)\nname: First Call\n",
        )],
    }

    TODO {
        id: "todo",
        severity: Severity::Warning,
        what: "A comment that begins with `todo:` marks unfinished work.",
        why: "Unfinished work does not stop generation, but the facts below the comment are not confirmed.",
        way_out: "Do what the comment says, then remove it.",
        example: &[replace(
            "workflows/first_call.yaml",
            "channels: [GANGWAY, CARRIER]\nslots",
            "# ⟦todo: ask whether the gangway is open at night⟧\nchannels: [GANGWAY, CARRIER]\nslots",
        )],
    }

    UNKNOWN_FILE {
        id: "unknown-file",
        severity: Severity::Error,
        what: "The path of a file does not match any kind of spec file.",
        why: "The path alone decides what a file describes, so a misplaced file would be silently ignored.",
        way_out: "Move the file to the folder for its kind, or out of the spec.",
        example: &[add("workflow/third_call.yaml", "⟦⟧key: 702\n")],
    }

    UNKNOWN_KEY {
        id: "unknown-key",
        severity: Severity::Error,
        what: "A mapping contains a key that is not defined here.",
        why: "A misspelled key would be silently ignored.",
        way_out: "Use one of the listed keys, or remove the key.",
        example: &[replace("workflows/first_call.yaml", "required_credentials:", "⟦require_credentials⟧:")],
    }

    UNKNOWN_REFERENCE {
        id: "unknown-reference",
        severity: Severity::Error,
        what: "Prose refers to a value that does not exist.",
        why: "The docs would show the reference instead of a value.",
        way_out: "Refer to a number in `files.yaml` or a duration in `timing.yaml` by the keys that lead to it, joined by dots.",
        example: &[replace(
            "files.yaml",
            "summary: A scanned sheet.",
            "summary: \"A scanned sheet of at most ⟦{files.scan.most_bytes}⟧.\"",
        )],
    }

    UNKNOWN_RULE {
        id: "unknown-rule",
        severity: Severity::Error,
        what: "A suppression, or the `allows` of a decision, names a rule that does not exist or cannot be allowed.",
        why: "The suppression or the `allows` entry would have no effect.",
        way_out: "Correct the id. `generated/docs/diagnostics.md` lists all rules. A decision can only allow rules that may be broken on purpose.",
        example: &[replace(
            "workflows/first_call.yaml",
            "name: First Call\n",
            "# allow(⟦duplicate-workflow-nam⟧): both are called so\nname: First Call\n",
        )],
    }

    UNKNOWN_WORD {
        id: "unknown-word",
        severity: Severity::Error,
        what: "A value is not one of the values that its key accepts.",
        why: "A value outside the list has no meaning.",
        way_out: "Use one of the listed values.",
        example: &[replace("workflows/return_call.yaml", "origin: uploaded", "origin: ⟦upload⟧")],
    }

    UNSUPPORTED_SCHEMA {
        id: "unsupported-schema",
        severity: Severity::Error,
        what: "A payload schema uses a feature that the generator does not support.",
        why: "The Rust type would accept or reject different values than the schema does.",
        way_out: "Use the keywords that spec/README.md lists, or write a validation rule.",
        example: &[replace(
            "schemas/application.yaml",
            "      beacon: {description: The address of the ship's beacon., type: string}",
            "      ⟦beacon⟧: {description: The address of the ship's beacon., type: array}",
        )],
        stage: Stage::Lower,
    }

    UNUSED_SUPPRESSION {
        id: "unused-suppression",
        severity: Severity::Error,
        what: "A suppression matches no finding.",
        why: "The finding was fixed or has moved. A leftover suppression would hide the next finding on that line.",
        way_out: "Remove the comment, or move it directly above the line that the finding points to.",
        example: &[replace(
            "workflows/first_call.yaml",
            "name: First Call\n",
            "# allow(⟦duplicate-workflow-name⟧): both are called so\nname: First Call\n",
        )],
        stage: Stage::Last,
        rests_on: &[Rests::Everything],
    }

    WRONG_TYPE {
        id: "wrong-type",
        severity: Severity::Error,
        what: "A value has the wrong YAML type.",
        why: "Each key accepts only values of one type.",
        way_out: "Write a value of the expected type; put strings that look like numbers in quotes.",
        example: &[replace("provider.yaml", "version: \"3.1.4\"", "version: ⟦3⟧")],
    }

    WRONG_VALUE {
        id: "wrong-value",
        severity: Severity::Error,
        what: "A value has the right type but is out of range.",
        why: "The generated code cannot represent the value.",
        way_out: "Write a value within the range.",
        example: &[replace("timing.yaml", "delays_seconds: [15", "delays_seconds: [⟦-15⟧")],
    }
}
