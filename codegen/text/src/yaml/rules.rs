//! What can be wrong with the text of a YAML file, whatever the file says: one row per rule.

use crate::diagnostics::Severity;
use crate::rule::{Stage, add, replace};
use crate::rules;

rules! {
    RULES: Stage::Parse;

    AMBIGUOUS_NUMBER {
        id: "ambiguous-number",
        severity: Severity::Error,
        what: "A number whose spelling would be lost when it is read.",
        why: "`1.10` and `1.1` are the same number, but not the same version, and a text may have been meant.",
        way_out: "Write the number as it is read, or put it in quotes if the spelling matters.",
        example: &[replace("provider.yaml", "rust_version: \"1.85\"", "rust_version: ⟦1.850⟧")],
    }

    ANCHOR {
        id: "anchor",
        severity: Severity::Error,
        what: "An anchor (`&name`) or an alias (`*name`).",
        why: "Whoever reads one place of a spec should not have to look for another, and aliases can make a small file huge.",
        way_out: "Write the value out where it is needed.",
        example: &[replace("files.yaml", "extensions: [csv]", "extensions: [⟦&ending⟧ csv]")],
    }

    COMPLEX_KEY {
        id: "complex-key",
        severity: Severity::Error,
        what: "A key that is not a plain name.",
        why: "Every key of the language is a word, and other tools read other keys differently.",
        way_out: "Write a plain or quoted name without anchors and tags.",
        example: &[replace("redirect.yaml", "  F2: {}", "  ⟦[F2]⟧: {}")],
    }

    DUPLICATE_KEY {
        id: "duplicate-key",
        severity: Severity::Error,
        what: "A key that stands twice in one mapping.",
        why: "YAML tools disagree on which of the two counts.",
        way_out: "Keep one of them.",
        example: &[replace("files.yaml", "    max_bytes: 2048", "    max_bytes: 1024\n    ⟦max_bytes⟧: 2048")],
    }

    EMPTY_FILE {
        id: "empty-file",
        severity: Severity::Error,
        what: "A file that holds nothing.",
        why: "Every file of a spec says something; an empty one is a forgotten one.",
        way_out: "Fill it in, or delete it.",
        example: &[add("lists/piers.yaml", "⟦⟧# Nothing yet.\n")],
    }

    HIDDEN_CHARACTER {
        id: "hidden-character",
        severity: Severity::Error,
        what: "A control character, or a character that changes the direction of text.",
        why: "Such characters make a file read differently than it is.",
        way_out: "Remove it.",
        example: &[replace("lists/ports.yaml", "Ports that", "Ports⟦\u{202E}⟧ that")],
    }

    MERGE_KEY {
        id: "merge-key",
        severity: Severity::Error,
        what: "A merge key (`<<`).",
        why: "Tools disagree on what it does, and it hides where a value comes from.",
        way_out: "Write the members out.",
        example: &[replace("redirect.yaml", "  F2: {}", "  F2: {⟦<<⟧: {summary: The captain fell off.}}")],
    }

    NOT_UTF8 {
        id: "not-utf8",
        severity: Severity::Error,
        what: "Bytes that are not UTF-8 text.",
        why: "In another encoding the same bytes would be other letters.",
        way_out: "Save the file as UTF-8.",
        example: &[replace("lists/ports.yaml", "Ports that", "Ports⟦\u{FFFD}⟧ that")],
    }

    SECOND_DOCUMENT {
        id: "second-document",
        severity: Severity::Error,
        what: "A second document in a file (`---`).",
        why: "One file holds one document; what follows would silently be dropped.",
        way_out: "Make it a file of its own.",
        example: &[replace(
            "lists/ports.yaml",
            "values: [FERN, GULL, KELP, PUFF, TERN]\n",
            "values: [FERN, GULL, KELP, PUFF, TERN]\n⟦---⟧\nvalues: [FERN]\n",
        )],
    }

    TAB {
        id: "tab",
        severity: Severity::Error,
        what: "A tab character.",
        why: "How far a tab reaches depends on the editor, and in YAML the indentation has a meaning.",
        way_out: "Write spaces.",
        example: &[replace("lists/ports.yaml", "values: [FERN", "values:⟦\t⟧[FERN")],
    }

    TAG {
        id: "tag",
        severity: Severity::Error,
        what: "A tag (`!name`).",
        why: "Tags are instructions for some YAML tools; the spec language has none.",
        way_out: "Remove it.",
        example: &[replace("timing.yaml", "default: 45m", "default: ⟦!!str⟧ 45m")],
    }

    TOO_DEEP {
        id: "too-deep",
        severity: Severity::Error,
        what: "Values that are nested more than 64 levels deep.",
        why: "No spec needs it, and it exhausts the stack of tools.",
        way_out: "Take the value apart.",
        example: &[replace(
            "lists/ports.yaml",
            "values: [FERN",
            "values: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[⟦[⟧]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]], FERN",
        )],
    }

    YAML_SYNTAX {
        id: "yaml-syntax",
        severity: Severity::Error,
        what: "Text that is not YAML.",
        why: "Nothing in the file can be read.",
        way_out: "Mend the place, most often a missing quote, bracket or blank after a colon.",
        example: &[replace("lists/ports.yaml", "PUFF, TERN]\n", "PUFF, TERN\n⟦⟧")],
    }
}
