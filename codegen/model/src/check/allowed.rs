//! Removes findings that a decision allows, and reports decisions that do not allow any finding.

use crate::rules::lowering::OVERRIDE_CHANGES_NOTHING;
use std::collections::BTreeSet;

use crate::ir::{DecisionId, Model};
use verispec_text::diagnostics::Diagnostics;
use verispec_text::rule::Rule;

/// Removes allowed findings. Reports a decision that allows a rule at a place where the rule has no finding. If a
/// decision names a rule that is unknown, the findings that it may have meant are withheld.
pub(super) fn apply(model: &Model, found: Diagnostics) -> Diagnostics {
    let mut used: BTreeSet<(DecisionId, &Rule)> = BTreeSet::new();
    let mut left = Diagnostics::default();
    for finding in found {
        let allows = |id: &DecisionId| model[*id].allows.iter().any(|(rule, _)| *rule == finding.rule);
        let named = || finding.decisions.iter().map(|number| DecisionId(*number));
        let allowing: Vec<DecisionId> = named().filter(allows).collect();
        if !allowing.is_empty() {
            used.extend(allowing.into_iter().map(|id| (id, finding.rule)));
        } else if !named().any(|id| model[id].allows_unknown) {
            left.push(finding);
        }
    }
    // If the rule has a finding that is not allowed, the decision is probably listed at the wrong location, so it is
    // not reported as well.
    let told: BTreeSet<&Rule> = left.iter().map(|finding| finding.rule).collect();
    for (index, decision) in model.decisions.iter().enumerate() {
        let in_vain = |rule: &'static Rule| !told.contains(rule) && !used.contains(&(DecisionId(index), rule));
        for (rule, place) in decision.allows.iter().filter(|(rule, _)| in_vain(rule)) {
            let message = format!("`{}` has no finding where the decision `{}` is named", rule.id, decision.name.wire);
            left.push(OVERRIDE_CHANGES_NOTHING.at(*place, message).way_out());
        }
    }
    left
}
