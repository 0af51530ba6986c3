//! `reserved-name`: a name that Rust cannot spell or that the generated code reserves.

use super::identifier_collision::scopes;
use crate::ir::Model;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "reserved-name",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "A name cannot be written in Rust, or is reserved by the generated code.",
    why: "The generated code would not compile.",
    way_out: "Give the item another name in Rust with `x-rust-name`, or rename it if the provider does not define the name.",
    example: &[replace("schemas/log.yaml", "      remarks: {", "      ⟦+⟧: {")],
    excuse: Excuse::Comment,
    rests_on: &[],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for scope in scopes(model) {
        for (name, spelled) in &scope.names {
            if !name.is_spellable() && !name.is_given {
                let message = format!("`{}` has no ASCII letter or digit to form a Rust name from", name.wire);
                diagnostics.push(RULE.at(name.span, message).help(scope.way_out.replace("one of them", "it")));
            } else if scope.taken.contains(&spelled.as_str()) {
                let message =
                    format!("`{}` cannot be used as a name: its Rust spelling `{spelled}` is reserved", name.wire);
                diagnostics.push(RULE.at(name.span, message).help("choose a different name"));
            }
        }
    }
}
