//! `schema-both-ways`: a schema that is used in both requests and responses.

use crate::ir::{Model, Operation, TypeId, TypeKind};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "schema-both-ways",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "A schema is used in both requests and responses.",
    why: "Unknown fields, unknown enum values and wrong lengths are rejected in requests but kept in responses.",
    way_out: "Define a separate schema for the response.",
    example: &[
        replace(
            "schemas/log.yaml",
            "      remarks: {description: What the tower noticed., type: array, items: {type: string}}",
            "      captain: {$ref: \"#/$defs/Captain\"}",
        ),
        replace("schemas/application.yaml", "  Captain:\n", "  ⟦Captain⟧:\n"),
    ],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Anywhere(&[])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let is_body =
        |id: TypeId, of: fn(&Operation) -> Option<TypeId>| model.operations.iter().any(|it| of(it) == Some(id));
    for (id, kind) in model.types.iter().enumerate().map(|(index, kind)| (TypeId(index), kind)) {
        let is_object = matches!(kind.kind, TypeKind::Object(_));
        let is_both = match is_object {
            true => kind.sent && kind.received,
            false => is_body(id, Operation::sent) && is_body(id, Operation::received),
        };
        if is_both {
            let message = format!("`{}` is used in both requests and responses", kind.name.wire);
            diagnostics.push(RULE.at(kind.name.span, message).note(RULE.why).way_out());
        }
    }
}
