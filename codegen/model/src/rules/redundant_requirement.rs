//! `redundant-requirement`: a requirement that another requirement already implies.

use std::collections::BTreeSet;

use crate::ir::{CapabilityId, Model};
use crate::rules::lowering::{CAPABILITY_CYCLE, UNKNOWN_CAPABILITY};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "redundant-requirement",
    severity: Severity::Warning,
    stage: Stage::Check,
    what: "A capability requires another one that is already required indirectly.",
    why: "The entry has no effect, and has to be updated whenever the other requirement changes.",
    way_out: "Remove the entry from `requires`; indirect requirements always run first.",
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
                let message = format!("`{}` already requires `{}`", other.wire, required.wire);
                let finding =
                    RULE.at(*place, message).related(other.span, "this capability requires it directly or indirectly");
                diagnostics.push(finding.way_out());
            }
        }
    }
}

/// Returns all capabilities that a capability requires directly or indirectly.
fn needs(model: &Model, id: CapabilityId) -> BTreeSet<CapabilityId> {
    let mut found = BTreeSet::new();
    let mut open = vec![id];
    while let Some(at) = open.pop() {
        open.extend(model[at].requires.iter().copied().filter(|required| found.insert(*required)));
    }
    found
}
