//! `reserved-name`: a name that the generated code cannot use.

use super::identifier_collision::scopes;
use crate::ir::Model;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "reserved-name",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "A name that Rust has no spelling for, or that the generated code needs for itself.",
    why: "The generated code would not compile.",
    way_out: "Give it another name in Rust with `x-rust-name`, or choose another name if it is your own.",
    example: &[replace("schemas/log.yaml", "      remarks: {", "      ⟦+⟧: {")],
    excuse: Excuse::Comment,
    rests_on: &[],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for scope in scopes(model) {
        for (name, spelled) in &scope.names {
            if !name.is_spellable() && !name.is_given {
                let message =
                    format!("`{}` has no letter or digit of ASCII that a name in Rust could be made of", name.wire);
                diagnostics.push(RULE.at(name.span, message).help(scope.way_out.replace("one of them", "it")));
            } else if scope.taken.contains(&spelled.as_str()) {
                let message = format!("`{}` cannot be used as a name: in Rust it would be `{spelled}`", name.wire);
                diagnostics.push(RULE.at(name.span, message).help("choose another name"));
            }
        }
    }
}
