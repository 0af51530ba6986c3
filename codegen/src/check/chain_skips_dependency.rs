//! `chain-skips-dependency`: a workflow's chains win over the general graph, but only on purpose.

use super::Rule;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::Model;

pub(super) const RULE: Rule = Rule {
    id: "chain-skips-dependency",
    summary: "A workflow that runs a capability without one that it requires in general, and no decision that says so.",
    check,
};

fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for workflow in &model.workflows {
        if !workflow.decisions.is_empty() {
            continue;
        }
        let runs = workflow.capabilities();
        for id in &runs {
            for missing in model[*id].requires.iter().filter(|required| !runs.contains(required)) {
                let (capability, required) = (&model[*id].name, &model[*missing].name);
                let message =
                    format!("`{}` runs `{}` without `{}`", workflow.name.wire, capability.wire, required.wire);
                diagnostics.push(
                    Diagnostic::error("chain-skips-dependency", workflow.source.span, message)
                        .label("this workflow names no decision")
                        .related(capability.span, format!("`{}` requires `{}`", capability.wire, required.wire))
                        .help("add the capability to a chain, or name the decision that lets the chain win in `decisions`"),
                );
            }
        }
    }
}
