//! `reserved-name`: a name that the generated code cannot use.

use super::identifier_collision::scopes;
use super::{Rule, Stage, replace};
use crate::diagnostics::{Diagnostics, Severity};
use crate::ir::Model;

pub(crate) static RULE: Rule = Rule {
    id: "reserved-name",
    severity: Severity::Error,
    stage: Stage::Check(check),
    what: "A name that Rust has no spelling for, or that the generated code needs for itself.",
    why: "The generated code would not compile.",
    way_out: "Choose another name.",
    example: &[replace("schemas/log.yaml", "      remarks: {", "      ⟦extra⟧: {")],
};

fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for scope in scopes(model) {
        for (name, spelled) in &scope.names {
            let nameless = !name.wire.contains(|c: char| c.is_ascii_alphanumeric());
            if nameless || scope.taken.contains(&spelled.as_str()) {
                let message = format!("`{}` cannot be used as a name: in Rust it would be `{spelled}`", name.wire);
                diagnostics.push(RULE.at(name.span, message).way_out());
            }
        }
    }
}
