//! `unused-schema`: a schema that no payload uses.

use crate::ir::Model;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "unused-schema",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "No payload uses the schema.",
    why: "Nothing is generated from it, so a reference may be missing.",
    way_out: "Refer to it from an operation or another schema, or remove it.",
    example: &[replace(
        "schemas/log.yaml",
        "  PlainVerdict:\n",
        "  ⟦Weather⟧: {description: What the weather is like., type: string}\n  PlainVerdict:\n",
    )],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Everything],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let parameter = |id: usize| model.operations.iter().flat_map(|o| &o.path_parameters).any(|p| p.schema.0 == id);
    for (index, kind) in model.types.iter().enumerate() {
        if !kind.sent && !kind.received && !kind.is_part && !parameter(index) {
            let message = format!("no payload uses the schema `{}`", kind.name.wire);
            diagnostics.push(RULE.at(kind.name.span, message).way_out());
        }
    }
}
