//! `chain-skips-dependency`: a workflow that runs a capability before or without another one that it requires.

use std::collections::BTreeSet;

use crate::ir::{CapabilityId, Model, Workflow};
use crate::rules::lowering::{CAPABILITY_CYCLE, UNKNOWN_CAPABILITY, UNKNOWN_DECISION};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "chain-skips-dependency",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "A workflow runs a capability before or without another capability that it requires, and no decision allows it.",
    why: "A chain may override the general requirements of a capability, but only intentionally.",
    way_out: "Add the capability to the chain, or list in the workflow's `decisions` a decision that allows this.",
    example: &[
        replace("workflows/return_call.yaml", "decisions: [t03-return-without-weighing]\n", ""),
        replace("workflows/return_call.yaml", "[legiblePapers, auditedCargo]", "[legiblePapers, ⟦auditedCargo⟧]"),
        replace(
            "capabilities/legible_papers.yaml",
            "source: \"almanac: Inspections\"",
            "source: \"almanac: Inspections\"\nnotes: [t03-return-without-weighing]",
        ),
    ],
    excuse: Excuse::Decision,
    rests_on: &[Rests::SameFile(&[&UNKNOWN_CAPABILITY, &UNKNOWN_DECISION]), Rests::Anywhere(&[&CAPABILITY_CYCLE])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for workflow in &model.workflows {
        for id in workflow.capabilities() {
            let before = before(workflow, id);
            for missing in model[id].requires.iter().filter(|required| !before.contains(required)) {
                let Some(place) = workflow.place_of(id) else { continue };
                let (capability, required) = (&model[id].name, &model[*missing].name);
                let how = if workflow.capabilities().contains(missing) { "not after" } else { "without" };
                let message = format!("`{}` runs `{}` {how} `{}`", workflow.name.wire, capability.wire, required.wire);
                diagnostics.push(
                    RULE.at(place, message)
                        .related(capability.span, format!("`{}` requires `{}`", capability.wire, required.wire))
                        .way_out()
                        .unless_allowed(workflow.decisions.iter().map(|id| id.0)),
                );
            }
        }
    }
}

/// Returns all capabilities that the chains run before this one.
fn before(workflow: &Workflow, id: CapabilityId) -> BTreeSet<CapabilityId> {
    let edges = workflow.edges();
    let mut found = BTreeSet::new();
    let mut open = vec![id];
    while let Some(at) = open.pop() {
        open.extend(edges.iter().filter(|(_, to)| *to == at).map(|(from, _)| *from).filter(|from| found.insert(*from)));
    }
    found
}
