//! `rule-never-fires`: a validation rule that no payload can violate.

use std::collections::BTreeSet;

use crate::ir::{Accepted, Assertion, Clause, Known, Model, Predicate, Value};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "rule-never-fires",
    severity: Severity::Warning,
    stage: Stage::Check,
    what: "No payload of any workflow can violate the validation rule.",
    why: "The rule appears to check something but does not. Usually, its conditions exclude each other.",
    way_out: "Correct the conditions, or remove the rule.",
    example: &[
        replace(
            "rules/papers.yaml",
            "    check: {value: required_parts, subset_of: uploaded_parts}\n",
            "    when:\n      - {value: credential.category, is: MANIFEST}\n      - {value: credential.category, is: INSIGNIA}\n    check: {value: required_parts, subset_of: uploaded_parts}\n",
        ),
        replace("rules/papers.yaml", "  sheets-missing:", "  ⟦sheets-missing⟧:"),
    ],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Everything],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let concerned: BTreeSet<&str> = model
        .workflows
        .iter()
        .flat_map(|workflow| model.rules_of(workflow))
        .map(|rule| rule.name.wire.as_str())
        .collect();
    for rule in model.rules() {
        let clauses_fire = rule.clauses.iter().any(|clause| can_fire(model, rule, clause));
        if !clauses_fire || !concerned.contains(rule.name.wire.as_str()) {
            let message = format!("no payload can violate `{}`", rule.name.wire);
            diagnostics.push(RULE.at(rule.name.span, message).way_out());
        }
    }
}

/// Returns whether a payload can satisfy all conditions of a clause and still violate the clause.
fn can_fire(model: &Model, rule: &crate::ir::Rule, clause: &Clause) -> bool {
    let operations: Vec<String> = rule.operations.iter().map(|id| model[*id].name.wire.clone()).collect();
    let possible = clause.when.iter().enumerate().all(|(index, condition)| {
        let words = match condition.value {
            Value::Known(Known::Operation) => Some(operations.clone()),
            _ => words(condition),
        };
        let Some(words) = words else { return !refused(condition, &clause.when[..index]) };
        let same = clause.when.iter().filter(|other| other.value.is_same(&condition.value));
        words.iter().any(|word| same.clone().all(|other| allows(other, word)))
    });
    possible && !demands_nothing(clause)
}

/// Returns the enum values that a condition allows, if it restricts them.
fn words(condition: &Predicate) -> Option<Vec<String>> {
    match condition.test.accepts() {
        Accepted::Only(words) => Some(words.to_vec()),
        _ => None,
    }
}

fn allows(condition: &Predicate, word: &str) -> bool {
    !condition.test.accepts().excludes(Accepted::Only(&[word.to_owned()]))
        && condition.test.accepts() != Accepted::Present(false)
}

/// Returns whether another condition on the same value excludes this one.
fn refused(condition: &Predicate, others: &[Predicate]) -> bool {
    let same = others.iter().filter(|other| other.value.is_same(&condition.value));
    same.into_iter().any(|other| condition.test.accepts().excludes(other.test.accepts()))
}

/// Returns whether a condition already ensures the requirement of the clause.
fn demands_nothing(clause: &Clause) -> bool {
    let ensured = |value: &Value, present: bool| {
        let same = clause.when.iter().filter(|condition| condition.value.is_same(value));
        same.into_iter().any(|condition| condition.test.accepts() == Accepted::Present(present))
    };
    match &clause.assertion {
        Assertion::Require(value) => ensured(value, true),
        Assertion::Forbid(value) => ensured(value, false),
        Assertion::Check(_) => false,
    }
}
