//! `schema-both-ways`: an object schema that both requests and responses hold.

use super::{Rule, Stage, replace};
use crate::diagnostics::{Diagnostics, Severity};
use crate::ir::{Model, TypeKind};

pub(crate) static RULE: Rule = Rule {
    id: "schema-both-ways",
    severity: Severity::Error,
    stage: Stage::Check(check),
    what: "An object schema that both requests and responses hold.",
    why: "Unknown members are refused in what is sent and kept in what is received, so an object cannot be both.",
    way_out: "Give the response a schema of its own.",
    example: &[
        replace(
            "schemas/log.yaml",
            "      remarks: {description: What the tower noticed., type: array, items: {type: string}}",
            "      captain: {$ref: \"#/$defs/Captain\"}",
        ),
        replace("schemas/application.yaml", "  Captain:\n", "  ⟦Captain⟧:\n"),
    ],
};

fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let both = model.types.iter().filter(|kind| kind.sent && kind.received);
    for kind in both.filter(|kind| matches!(kind.kind, TypeKind::Object(_))) {
        let name = &kind.name;
        diagnostics
            .push(RULE.at(name.span, format!("`{}` is both sent and received", name.wire)).note(RULE.why).way_out());
    }
}
