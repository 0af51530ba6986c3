//! `redundant-requirement`: a capability that requires what another one that it requires needs anyway.

use std::collections::BTreeSet;

use crate::ir::{CapabilityId, Model};
use crate::rules::lowering::{CAPABILITY_CYCLE, UNKNOWN_CAPABILITY};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "redundant-requirement",
    severity: Severity::Warning,
    stage: Stage::Check,
    what: "A capability that requires what another one that it requires needs anyway.",
    why: "It changes nothing, and would have to be kept in step with the other one.",
    way_out: "Remove it from `requires`; what is required of what is required always comes first.",
    example: &[replace(
        "capabilities/audited_cargo.yaml",
        "requires: [weighedCargo]",
        "requires: [weighedCargo, ⟦legiblePapers⟧]",
    )],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Anywhere(&[&UNKNOWN_CAPABILITY, &CAPABILITY_CYCLE])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for capability in &model.capabilities {
        for (required, place) in capability.requires.iter().zip(&capability.places) {
            let mut others = capability.requires.iter().filter(|other| *other != required);
            if let Some(other) = others.find(|other| needs(model, **other).contains(required)) {
                let (other, required) = (&model[*other].name, &model[*required].name);
                let message = format!("`{}` needs `{}` anyway", other.wire, required.wire);
                let finding = RULE.at(*place, message).related(other.span, "by way of this one");
                diagnostics.push(finding.way_out());
            }
        }
    }
}

/// What a capability needs, over however many steps.
fn needs(model: &Model, id: CapabilityId) -> BTreeSet<CapabilityId> {
    let mut found = BTreeSet::new();
    let mut open = vec![id];
    while let Some(at) = open.pop() {
        open.extend(model[at].requires.iter().copied().filter(|required| found.insert(*required)));
    }
    found
}
