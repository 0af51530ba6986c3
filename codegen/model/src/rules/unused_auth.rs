//! `unused-auth`: an authorization method that no operation uses.

use crate::ir::{AuthId, Model};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "unused-auth",
    severity: Severity::Warning,
    stage: Stage::Check,
    what: "No operation uses the authorization method.",
    why: "It may be missing from an operation.",
    way_out: "Add it to the `auth` of an operation, or remove it.",
    example: &[replace(
        "provider.yaml",
        "auth:\n",
        "auth:\n  ⟦anchor⟧: {scheme: none, summary: Ships at anchor need nothing., source: \"almanac: Permits\"}\n",
    )],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Everything],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for (index, auth) in model.auth.iter().enumerate() {
        let id = AuthId(index);
        let used = model.operations.iter().any(|operation| operation.auth.contains(&id));
        if !used {
            let name = &auth.name;
            diagnostics.push(
                RULE.at(name.span, format!("no operation uses the authorization method `{}`", name.wire)).way_out(),
            );
        }
    }
}
