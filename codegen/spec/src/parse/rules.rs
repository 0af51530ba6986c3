//! What can be wrong with the form of a spec file, and with its comments: one row per rule.

use verispec_text::diagnostics::Severity;
use verispec_text::rule::{Rests, Stage, add, replace};
use verispec_text::rules;

rules! {
    RULES: Stage::Parse;

    BLANK {
        id: "blank",
        severity: Severity::Error,
        what: "A value that is still the blank of a template, which begins with `TODO`.",
        why: "Templates say what belongs there; nothing is generated before it does.",
        way_out: "Write what the blank asks for.",
        example: &[replace(
            "workflows/first_call.yaml",
            "summary: Clears a ship that has never been here.",
            "summary: ⟦\"TODO: what it does, in one sentence\"⟧",
        )],
    }

    EMPTY_LIST {
        id: "empty-list",
        severity: Severity::Error,
        what: "A list or mapping that has to offer something, but does not.",
        why: "A workflow without channels, slots, chains or operations cannot be run, and an enumeration without words has no value.",
        way_out: "Fill it in.",
        example: &[replace("workflows/return_call.yaml", "chains:\n  - [legiblePapers, auditedCargo]\n", "chains: ⟦[]⟧\n")],
    }

    EMPTY_TEXT {
        id: "empty-text",
        severity: Severity::Error,
        what: "A text without a word: it is empty, or has nothing but spaces.",
        why: "Docs would have a hole where readers look for it, and a name that is empty leads nowhere.",
        way_out: "Write what it should say, or leave the key out if it is optional.",
        example: &[replace("lists/ports.yaml", "summary: Ports that ships come from.", "summary: ⟦\"\"⟧")],
    }

    LINK_IN_TEXT {
        id: "link-in-text",
        severity: Severity::Warning,
        what: "A link in Markdown in a text, which leads nowhere because texts are shown as they are written.",
        why: "Readers would see brackets; and pages that are linked by hand are renamed by the next change.",
        way_out: "Name what is meant in words; the docs link what the spec names, and an address links itself.",
        example: &[replace(
            "workflows/first_call.yaml",
            "summary: Clears a ship that has never been here.",
            "summary: Clears a ship that has never been here, see ⟦[the papers](../credentials.md#manifest)⟧.",
        )],
    }

    MALFORMED_NAME {
        id: "malformed-name",
        severity: Severity::Error,
        what: "A name, URL or other text for machines that is not spelled as what it stands for has to be.",
        why: "It becomes part of a file's name, a link, a command or a line of Rust, where not everything may stand.",
        way_out: "Spell it as the finding says.",
        example: &[replace("provider.yaml", "name: harbor-clearance", "name: ⟦../harbor⟧")],
    }

    MISSING_KEY {
        id: "missing-key",
        severity: Severity::Error,
        what: "A mapping without a key that it has to have, such as the `source` of a fact.",
        why: "What is left out cannot be guessed, and a fact without a source cannot be checked.",
        way_out: "Add the key.",
        example: &[
            replace("credentials/insignia.yaml", "source: \"almanac: Papers\"\n", ""),
            replace("credentials/insignia.yaml", "category: INSIGNIA", "⟦category⟧: INSIGNIA"),
        ],
    }

    NOT_SUPPRESSIBLE {
        id: "not-suppressible",
        severity: Severity::Error,
        what: "A suppression of a rule that is about the form of a file or about names.",
        why: "Only what is found when the whole spec is looked at can be suppressed; before that there is nothing to generate from.",
        way_out: "Remove the comment, and mend what it is about.",
        example: &[replace(
            "workflows/first_call.yaml",
            "name: First Call\n",
            "# allow(⟦unknown-key⟧): we need it\nname: First Call\n",
        )],
    }

    SUPPRESSION_WITHOUT_REASON {
        id: "suppression-without-reason",
        severity: Severity::Error,
        what: "A suppression that does not say why.",
        why: "Whoever reads it later has to be able to tell whether it still holds.",
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
        what: "A comment that begins with `todo:`, and says what is still open.",
        why: "It keeps nothing from being generated, but what stands below it is not known to be true.",
        way_out: "Do what it says, and remove the comment.",
        example: &[replace(
            "workflows/first_call.yaml",
            "channels: [GANGWAY, CARRIER]\nslots",
            "# ⟦todo: ask whether the gangway is open at night⟧\nchannels: [GANGWAY, CARRIER]\nslots",
        )],
    }

    UNKNOWN_FILE {
        id: "unknown-file",
        severity: Severity::Error,
        what: "A file that is no kind of spec file, going by its path.",
        why: "What a file is about follows from its path alone; a misplaced file would silently be left out.",
        way_out: "Move it to the folder that it belongs to, or out of the spec.",
        example: &[add("workflow/third_call.yaml", "⟦⟧key: 702\n")],
    }

    UNKNOWN_KEY {
        id: "unknown-key",
        severity: Severity::Error,
        what: "A key that the language does not have at this place.",
        why: "A misspelt key would silently be left out.",
        way_out: "Write one of the keys that are listed, or remove it.",
        example: &[replace("workflows/first_call.yaml", "required_credentials:", "⟦require_credentials⟧:")],
    }

    UNKNOWN_RULE {
        id: "unknown-rule",
        severity: Severity::Error,
        what: "A suppression, or a decision that allows something, that names no rule of the kind.",
        why: "It would have no effect.",
        way_out: "Correct the id; `generated/docs/diagnostics.md` lists all rules, and a decision can allow only what may be so on purpose.",
        example: &[replace(
            "workflows/first_call.yaml",
            "name: First Call\n",
            "# allow(⟦duplicate-workflow-nam⟧): both are called so\nname: First Call\n",
        )],
    }

    UNKNOWN_WORD {
        id: "unknown-word",
        severity: Severity::Error,
        what: "A word that is none of those that a key takes.",
        why: "Such a value has no meaning.",
        way_out: "Write one of the words that are listed.",
        example: &[replace("workflows/return_call.yaml", "origin: uploaded", "origin: ⟦upload⟧")],
    }

    UNSUPPORTED_SCHEMA {
        id: "unsupported-schema",
        severity: Severity::Error,
        what: "A payload schema that cannot be generated faithfully.",
        why: "The Rust type would accept or refuse something else than the schema.",
        way_out: "Say it with the keywords that spec/README.md lists, or as a validation rule.",
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
        what: "A suppression of a finding that is not there.",
        why: "What it was about is mended or has moved; left behind, it would hide the next mistake.",
        way_out: "Remove the comment, or move it directly above the line at fault.",
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
        what: "A value of another kind than the key takes.",
        why: "A text is no number, and a list is no mapping.",
        way_out: "Write a value of the kind that is expected; put texts that look like numbers in quotes.",
        example: &[replace("provider.yaml", "version: \"3.1.4\"", "version: ⟦3⟧")],
    }

    WRONG_VALUE {
        id: "wrong-value",
        severity: Severity::Error,
        what: "A value of the right kind that is out of range.",
        why: "The value could not be kept as it is written.",
        way_out: "Write a value within the range.",
        example: &[replace("timing.yaml", "delays_seconds: [15", "delays_seconds: [⟦-15⟧")],
    }
}
