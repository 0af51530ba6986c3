//! `duplicate-operation`: two operations with the same method and path.

use std::collections::BTreeMap;

use crate::ir::{Model, Operation};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "duplicate-operation",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "Two operations have the same method and path, apart from the names of the path parameters.",
    why: "No server can tell their requests apart, and `openapi.yaml`, which describes all services, can contain only one of them.",
    way_out: "Correct the method or the path, merge the operations, or remove one.",
    example: &[replace("operations/request_permit.yaml", "path: /permits", "path: ⟦/ships⟧")],
    excuse: Excuse::Comment,
    rests_on: &[],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let mut seen: BTreeMap<(&str, String), &Operation> = BTreeMap::new();
    for operation in model.operations.iter().filter(|operation| operation.is_ours()) {
        let (Some(path), Some(place)) = (&operation.path, operation.path_place) else { continue };
        let key = (operation.method.as_str(), template(path));
        let Some(first) = seen.get(&key) else {
            seen.insert(key, operation);
            continue;
        };
        let message = format!("`{} {path}` is already the request of `{}`", key.0, first.name.wire);
        let finding = RULE.at(place, message).note(RULE.why).way_out();
        diagnostics.push(match first.path_place {
            Some(first) => finding.related(first, "the other path is here"),
            None => finding,
        });
    }
}

/// Returns the path without the names of its parameters.
pub(super) fn template(path: &str) -> String {
    let mut pieces = path.split('{');
    let first = pieces.next().unwrap_or_default().to_owned();
    pieces.fold(first, |template, piece| template + "{}" + piece.split_once('}').map_or("", |(_, rest)| rest))
}
