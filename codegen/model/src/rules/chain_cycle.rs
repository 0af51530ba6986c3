//! `chain-cycle`: chains of a workflow that form a cycle.

use crate::ir::{CapabilityId, Model, Workflow};
use crate::rules::lowering::{REPEATED_NAME, UNKNOWN_CAPABILITY};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};
use verispec_text::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "chain-cycle",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "The chains of a workflow form a cycle.",
    why: "None of the capabilities could run first.",
    way_out: "Reverse one of the chains, or remove the capability from it.",
    example: &[replace(
        "workflows/first_call.yaml",
        "  - [legiblePapers, weighedCargo, auditedCargo]\n",
        "  - [legiblePapers, weighedCargo, auditedCargo]\n  - [auditedCargo, ⟦weighedCargo⟧]\n",
    )],
    excuse: Excuse::Comment,
    rests_on: &[Rests::SameFile(&[&UNKNOWN_CAPABILITY, &REPEATED_NAME])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for workflow in &model.workflows {
        if let Some((path, place)) = cycle(workflow) {
            let names: Vec<&str> = path.iter().map(|id| model[*id].name.wire.as_str()).collect();
            diagnostics.push(
                RULE.at(place, "the chains form a cycle")
                    .note(format!("the cycle is {}", names.join(" -> ")))
                    .way_out(),
            );
        }
    }
}

/// Returns the cycle that the chains of a workflow form, and the span of the step that closes it.
fn cycle(workflow: &Workflow) -> Option<(Vec<CapabilityId>, Span)> {
    let mut edges: Vec<(CapabilityId, CapabilityId)> = Vec::new();
    for (chain, places) in workflow.chains.iter().zip(&workflow.places.chains) {
        for (step, place) in chain.windows(2).zip(places.iter().skip(1)) {
            if let Some(mut path) = path(&edges, step[1], step[0]) {
                path.push(step[1]);
                return Some((path, *place));
            }
            edges.push((step[0], step[1]));
        }
    }
    None
}

/// Returns a path from one capability to another, if there is one. The edges so far have no cycle, so the search
/// terminates.
fn path(edges: &[(CapabilityId, CapabilityId)], from: CapabilityId, to: CapabilityId) -> Option<Vec<CapabilityId>> {
    if from == to {
        return Some(vec![from]);
    }
    let next = edges.iter().filter(|(start, _)| *start == from);
    let rest = next.into_iter().find_map(|(_, end)| path(edges, *end, to))?;
    Some(std::iter::once(from).chain(rest).collect())
}
