//! `unused-decision`: a decision that no fact refers to changes nothing, so either it or the reference is missing.

use std::collections::BTreeSet;

use super::Rule;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::{DecisionId, Example, Model};

pub(super) const RULE: Rule = Rule { id: "unused-decision", summary: "A decision that no fact refers to.", check };

fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let used = used(model);
    for (index, decision) in model.decisions.iter().enumerate() {
        if !used.contains(&DecisionId(index)) {
            let message = format!("no fact refers to the decision `{}`", decision.name.wire);
            diagnostics.push(
                Diagnostic::error("unused-decision", decision.name.span, message)
                    .help("name it in `decisions` where it changes something, or remove it"),
            );
        }
    }
}

/// Every decision that some fact names.
fn used(model: &Model) -> BTreeSet<DecisionId> {
    let examples = |examples: &'_ [Example]| examples.iter().flat_map(|e| e.decisions.clone()).collect::<Vec<_>>();
    let mut used = BTreeSet::new();
    used.extend(model.auth.iter().flat_map(|auth| &auth.decisions));
    used.extend(model.files.iter().flat_map(|file| &file.decisions));
    used.extend(model.credentials.iter().flat_map(|credential| &credential.decisions));
    used.extend(model.capabilities.iter().flat_map(|capability| &capability.notes));
    used.extend(model.prerequisites.iter().flat_map(|prerequisite| &prerequisite.decisions));
    used.extend(model.lists.iter().flat_map(|list| &list.decisions));
    for kind in &model.types {
        used.extend(&kind.decisions);
        used.extend(kind.fields().iter().flat_map(|field| &field.decisions));
    }
    for operation in &model.operations {
        used.extend(&operation.decisions);
        used.extend(examples(&operation.examples));
    }
    used.extend(model.rules().flat_map(|rule| &rule.decisions));
    used.extend(model.workflows.iter().flat_map(|workflow| workflow.all_decisions()));
    used
}
