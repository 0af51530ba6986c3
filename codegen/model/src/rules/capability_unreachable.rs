//! `capability-unreachable`: a capability that no workflow runs.

use crate::ir::{CapabilityId, Model};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "capability-unreachable",
    severity: Severity::Warning,
    stage: Stage::Check,
    what: "No workflow runs the capability.",
    why: "No response can contain its results, so a chain may be missing.",
    way_out: "Add the capability to a chain, or remove it.",
    example: &[
        replace(
            "workflows/first_call.yaml",
            "[legiblePapers, weighedCargo, auditedCargo]",
            "[legiblePapers, auditedCargo]",
        ),
        replace(
            "workflows/first_call.yaml",
            "source: \"almanac: First calls\"",
            "source: \"almanac: First calls\"\ndecisions: [t03-return-without-weighing]",
        ),
        replace("capabilities/weighed_cargo.yaml", "name: weighedCargo", "name: ⟦weighedCargo⟧"),
    ],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Anywhere(&[])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for (index, capability) in model.capabilities.iter().enumerate() {
        let name = &capability.name;
        let mut unknown = model.workflows.iter().flat_map(|workflow| &workflow.unknown_capabilities);
        if model.workflows_running(CapabilityId(index)).is_empty() && !unknown.any(|other| other.resembles(name)) {
            diagnostics.push(RULE.at(name.span, format!("no workflow runs `{}`", name.wire)).way_out());
        }
    }
}
