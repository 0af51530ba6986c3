//! `parameter-names-differ`: paths that differ only in the names of their path parameters.

use std::collections::BTreeMap;

use super::duplicate_operation::template;
use crate::ir::{Model, Operation};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "parameter-names-differ",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "Two paths with different methods differ only in the names of their path parameters.",
    why: "OpenAPI treats such paths as identical, and forbids a document that contains both.",
    way_out: "Use the same parameter names in both paths. The names are not sent.",
    example: &[replace("operations/read_log.yaml", "path: /calls/{call}", "path: ⟦/ships/{call}⟧")],
    excuse: Excuse::Comment,
    rests_on: &[],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<String, Vec<&Operation>> = BTreeMap::new();
    for operation in model.operations.iter().filter(|operation| operation.is_ours()) {
        let (Some(path), Some(place)) = (&operation.path, operation.path_place) else { continue };
        let others = seen.entry(template(path)).or_default();
        // `duplicate-operation` reports operations with the same method.
        let is_duplicate = others.iter().any(|other| other.method == operation.method);
        let first = others.first().filter(|first| !is_duplicate && first.path.as_ref() != Some(path));
        if let Some((first, known)) = first.and_then(|first| Some((first, first.path.as_ref()?))) {
            let message = format!("`{path}` differs from `{known}` of `{}` only in parameter names", first.name.wire);
            let finding = RULE.at(place, message).note(RULE.why).way_out();
            diagnostics.push(match first.path_place {
                Some(first) => finding.related(first, "the other path is here"),
                None => finding,
            });
        }
        others.push(operation);
    }
}
