//! `unused-file-kind`: a file kind that no part has.

use crate::ir::{FileKindId, Model};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "unused-file-kind",
    severity: Severity::Warning,
    stage: Stage::Check,
    what: "No part has the file kind.",
    why: "It may be missing from a part.",
    way_out: "Set it as the `file` of a part, or remove it.",
    example: &[replace(
        "files.yaml",
        "files:\n",
        "files:\n  ⟦song⟧:\n    summary: A shanty.\n    media_types: [audio/ogg]\n    extensions: [ogg]\n    source: \"almanac: Papers\"\n",
    )],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Everything],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for (index, file) in model.files.iter().enumerate() {
        let id = FileKindId(index);
        let used = model.credentials.iter().flat_map(|credential| &credential.parts).any(|part| part.file == id);
        if !used {
            let name = &file.name;
            diagnostics.push(RULE.at(name.span, format!("no part has the file kind `{}`", name.wire)).way_out());
        }
    }
}
