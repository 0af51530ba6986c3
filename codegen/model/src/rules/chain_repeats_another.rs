//! `chain-repeats-another`: a chain that is part of another chain of the same workflow.

use crate::ir::{CapabilityId, Model, Workflow};
use crate::rules::lowering::UNKNOWN_CAPABILITY;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};
use verispec_text::source::Span;

pub(crate) static RULE: Rule = Rule {
    id: "chain-repeats-another",
    severity: Severity::Warning,
    stage: Stage::Check,
    what: "A chain is part of another chain of the same workflow.",
    why: "The chain adds nothing to the capability graph, so a capability may be missing from it.",
    way_out: "Remove the chain, or add the missing capability.",
    example: &[replace(
        "workflows/first_call.yaml",
        "  - [legiblePapers, weighedCargo, auditedCargo]\n",
        "  - [legiblePapers, weighedCargo, auditedCargo]\n  - [⟦weighedCargo, auditedCargo⟧]\n",
    )],
    excuse: Excuse::Comment,
    rests_on: &[Rests::SameFile(&[&UNKNOWN_CAPABILITY])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for workflow in &model.workflows {
        for (index, chain) in workflow.chains.iter().enumerate() {
            let Some(whole) = (0..workflow.chains.len()).find(|other| repeats(workflow, index, *other)) else {
                continue;
            };
            let place = |at: usize| Span::around(&workflow.places.chains[at]);
            let (Some(part), Some(whole)) = (place(index), place(whole)) else { continue };
            diagnostics.push(
                RULE.at(part, format!("this chain of {} is part of another one", counted(chain)))
                    .related(whole, "the other chain is here")
                    .way_out(),
            );
        }
    }
}

fn counted(chain: &[CapabilityId]) -> String {
    if chain.len() == 1 { "1 capability".to_owned() } else { format!("{} capabilities", chain.len()) }
}

/// Returns whether a chain is contained in another one. Of two equal chains, the later one repeats the earlier one.
fn repeats(workflow: &Workflow, part: usize, whole: usize) -> bool {
    let (chain, other) = (&workflow.chains[part], &workflow.chains[whole]);
    let within = !chain.is_empty() && other.windows(chain.len()).any(|window| window == chain.as_slice());
    within && part != whole && (chain.len() < other.len() || whole < part)
}
