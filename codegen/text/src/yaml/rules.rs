//! The rules about the syntax of any YAML file, one entry per rule.

use crate::diagnostics::Severity;
use crate::rule::{Stage, add, replace};
use crate::rules;

rules! {
    RULES: Stage::Parse;

    AMBIGUOUS_NUMBER {
        id: "ambiguous-number",
        severity: Severity::Error,
        what: "A number changes its spelling when it is parsed.",
        why: "`1.10` and `1.1` are the same number but different versions. The value may be meant as a string.",
        way_out: "Write the number in its shortest form, or put it in quotes if the spelling matters.",
        example: &[replace("provider.yaml", "rust_version: \"1.85\"", "rust_version: ⟦1.850⟧")],
    }

    ANCHOR {
        id: "anchor",
        severity: Severity::Error,
        what: "The file uses an anchor (`&name`) or an alias (`*name`).",
        why: "Every value should be readable where it is used, and a few aliases can expand to a huge document.",
        way_out: "Write the value out where it is needed.",
        example: &[replace("files.yaml", "extensions: [csv]", "extensions: [⟦&ending⟧ csv]")],
    }

    COMPLEX_KEY {
        id: "complex-key",
        severity: Severity::Error,
        what: "A mapping key is not a plain name.",
        why: "Every key of the spec language is a name, and YAML tools disagree on how to read other keys.",
        way_out: "Write a plain or quoted name without anchors or tags.",
        example: &[replace("redirect.yaml", "  F2: {}", "  ⟦[F2]⟧: {}")],
    }

    DUPLICATE_KEY {
        id: "duplicate-key",
        severity: Severity::Error,
        what: "A mapping contains the same key twice.",
        why: "YAML tools disagree on which of the two values they use.",
        way_out: "Remove one of the two keys.",
        example: &[replace("files.yaml", "    max_bytes: 2048", "    max_bytes: 1024\n    ⟦max_bytes⟧: 2048")],
    }

    EMPTY_FILE {
        id: "empty-file",
        severity: Severity::Error,
        what: "The file contains no values.",
        why: "Every spec file defines something, so an empty one is probably unfinished.",
        way_out: "Fill in the file, or delete it.",
        example: &[add("lists/piers.yaml", "⟦⟧# Nothing yet.\n")],
    }

    HIDDEN_CHARACTER {
        id: "hidden-character",
        severity: Severity::Error,
        what: "The file contains a control character or a character that changes the text direction.",
        why: "Such a character makes the file look different from what it contains.",
        way_out: "Remove the character.",
        example: &[replace("lists/ports.yaml", "Ports that", "Ports⟦\u{202E}⟧ that")],
    }

    MERGE_KEY {
        id: "merge-key",
        severity: Severity::Error,
        what: "The file uses a merge key (`<<`).",
        why: "YAML tools disagree on what a merge key does, and it hides where a value comes from.",
        way_out: "Write out the merged keys.",
        example: &[replace("redirect.yaml", "  F2: {}", "  F2: {⟦<<⟧: {summary: The captain fell off.}}")],
    }

    NOT_UTF8 {
        id: "not-utf8",
        severity: Severity::Error,
        what: "The file is not valid UTF-8.",
        why: "In another encoding, the same bytes mean different characters.",
        way_out: "Save the file as UTF-8.",
        example: &[replace("lists/ports.yaml", "Ports that", "Ports⟦\u{FFFD}⟧ that")],
    }

    SECOND_DOCUMENT {
        id: "second-document",
        severity: Severity::Error,
        what: "The file contains a second YAML document (after `---`).",
        why: "A spec file holds one document, and anything after it would be silently ignored.",
        way_out: "Move the second document to its own file.",
        example: &[replace(
            "lists/ports.yaml",
            "values: [FERN, GULL, KELP, PUFF, TERN]\n",
            "values: [FERN, GULL, KELP, PUFF, TERN]\n⟦---⟧\nvalues: [FERN]\n",
        )],
    }

    TAB {
        id: "tab",
        severity: Severity::Error,
        what: "The file contains a tab character.",
        why: "YAML depends on indentation, and the width of a tab depends on the editor.",
        way_out: "Replace the tab with spaces.",
        example: &[replace("lists/ports.yaml", "values: [FERN", "values:⟦\t⟧[FERN")],
    }

    TAG {
        id: "tag",
        severity: Severity::Error,
        what: "A value has a YAML tag (`!name`).",
        why: "Tags are instructions for specific YAML tools. The spec language has none.",
        way_out: "Remove the tag.",
        example: &[replace("timing.yaml", "default: 45m", "default: ⟦!!str⟧ 45m")],
    }

    TOO_DEEP {
        id: "too-deep",
        severity: Severity::Error,
        what: "Values are nested more than 64 levels deep.",
        why: "No spec needs such depth, and it can overflow the stack of tools that parse the file.",
        way_out: "Flatten the value.",
        example: &[replace(
            "lists/ports.yaml",
            "values: [FERN",
            "values: [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[⟦[⟧]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]], FERN",
        )],
    }

    YAML_SYNTAX {
        id: "yaml-syntax",
        severity: Severity::Error,
        what: "The file is not valid YAML.",
        why: "Nothing in the file can be read.",
        way_out: "Fix the syntax; the usual causes are a missing quote, a missing bracket, or a missing space after a colon.",
        example: &[replace("lists/ports.yaml", "PUFF, TERN]\n", "PUFF, TERN\n⟦⟧")],
    }
}
