//! `unknown-finding`: a decision that settles something which no audit finds.

use crate::finding::{ALL as KINDS, Kind};
use crate::ir::Model;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "unknown-finding",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "A decision that settles something which is neither a kind of finding of an audit nor a rule of the spec.",
    why: "It settles nothing, most often because of a spelling mistake.",
    way_out: "Name a kind of finding as an audit tells it, or the rule that an example breaks.",
    example: &[replace("decisions.yaml", "settles: [operation-not-shown]", "settles: [⟦operation-not-show⟧]")],
    excuse: Excuse::Comment,
    rests_on: &[],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for settled in model.decisions.iter().flat_map(|decision| &decision.settles) {
        let is_rule = model.rules().any(|rule| rule.name.wire == settled.value);
        if !is_rule && Kind::find(&settled.value).is_none() {
            let message = format!("no audit finds `{}`, and no rule is called so", settled.value);
            let known = KINDS.iter().map(|kind| kind.id).chain(model.rules().map(|rule| rule.name.wire.as_str()));
            diagnostics.push(RULE.at(settled.span, message).did_you_mean(&settled.value, known));
        }
    }
}
