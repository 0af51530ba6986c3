//! `unused-decision`: a decision that no fact refers to.

use std::collections::BTreeSet;

use crate::ir::{DecisionId, Example, Model};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "unused-decision",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "No fact refers to the decision.",
    why: "It has no effect, so a reference to it may be missing.",
    way_out: "Add it to `decisions` where it applies, or remove it.",
    example: &[
        replace("files.yaml", "    decisions: [t02-size-of-tables]\n", ""),
        replace("decisions.yaml", "  t02-size-of-tables:", "  ⟦t02-size-of-tables⟧:"),
    ],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Everything],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let used = used(model);
    for (index, decision) in model.decisions.iter().enumerate() {
        // Settling a contradiction of a document counts as a use of the decision.
        if !used.contains(&DecisionId(index)) && decision.settles.is_empty() {
            let message = format!("no fact refers to the decision `{}`", decision.name.wire);
            diagnostics.push(RULE.at(decision.name.span, message).way_out());
        }
    }
}

/// Returns every decision that at least one fact refers to.
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
    used.extend(model.capabilities.iter().flat_map(|capability| &capability.runs.decisions));
    let together = model.capabilities.iter().flat_map(|capability| &capability.together);
    used.extend(together.flat_map(|together| &together.decisions));
    let passing = model.capabilities.iter().flat_map(|capability| &capability.passes_with);
    used.extend(passing.flat_map(|row| &row.decisions));
    let outcome = model.readings.outcome.iter();
    used.extend(outcome.flat_map(|outcome| &outcome.provider_verdict).flat_map(|verdict| &verdict.decisions));
    used.extend(model.readings.callback.iter().flat_map(|callback| &callback.decisions));
    used.extend(model.rules().flat_map(|rule| &rule.decisions));
    used.extend(model.workflows.iter().flat_map(|workflow| workflow.all_decisions()));
    used
}
