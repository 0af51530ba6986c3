//! `unknown-finding`: a decision that settles something that is neither a kind of audit finding nor a spec rule.

use crate::finding::{ALL as KINDS, Kind, OBSERVED};
use crate::ir::Model;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "unknown-finding",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "A decision settles something that is neither a kind of audit finding nor a spec rule.",
    why: "The decision settles nothing. The usual cause is a spelling mistake.",
    way_out: "Name a kind of audit finding, or the rule that an example violates.",
    example: &[replace(
        "decisions.yaml",
        "finding: operation-not-shown, sections: [\"700\"]",
        "finding: ⟦operation-not-show⟧, sections: [\"700\"]",
    )],
    excuse: Excuse::Comment,
    rests_on: &[],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for settled in model.decisions.iter().flat_map(|decision| &decision.settles).map(|settled| &settled.finding) {
        // A decision may also name a rule that could not be read because of an unresolved name.
        let is_rule = model.rule_names.contains(&settled.value);
        if !is_rule && Kind::find(&settled.value).is_none() {
            let message = format!("`{}` is not a kind of audit finding, and no rule has that name", settled.value);
            let known =
                KINDS.iter().chain(OBSERVED).map(|kind| kind.id).chain(model.rule_names.iter().map(String::as_str));
            diagnostics.push(RULE.at(settled.span, message).did_you_mean(&settled.value, known));
        }
    }
}
