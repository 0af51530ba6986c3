//! `unused-argument`: `argument` on a rule that adds no argument to any function.

use crate::ir::{self, Assertion, Clause, Demand, Direction, Model, Value};
use crate::rules::lowering::IMPOSSIBLE_WORD;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "unused-argument",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "`argument` is set on a rule that adds no argument to any function that starts a workflow.",
    why: "The spec suggests that the compiler enforces the rule, but the generated functions would be the same without `argument`.",
    way_out: "Remove `argument`, or make the rule require a field of every request that starts a workflow.",
    example: &[replace(
        "rules/applications.yaml",
        "    check: {value: body.crew, min: 2}\n",
        "    check: {value: body.crew, min: 2}\n    argument: ⟦true⟧\n",
    )],
    excuse: Excuse::Comment,
    // A condition that can never hold is reported first.
    rests_on: &[Rests::Anywhere(&[&IMPOSSIBLE_WORD])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for rule in model.rules() {
        if let Some(span) = rule.argument.filter(|_| !makes_argument(model, rule)) {
            let message = format!("`{}` {}", rule.name.wire, reason(model, rule));
            diagnostics.push(RULE.at(span, message).way_out());
        }
    }
}

/// Returns whether a function has an argument only because of the rule's `argument`.
fn makes_argument(model: &Model, rule: &ir::Rule) -> bool {
    let is_this = |known: &&ir::Rule| known.name == rule.name;
    model.workflows.iter().flat_map(|workflow| model.constructors(workflow)).any(|constructor| {
        constructor.arguments().iter().any(|(_, argument)| match &argument.by {
            Demand::Rules(rules) => {
                rules.iter().any(is_this) && rules.iter().all(|rule| rule.severity == ir::Severity::Warning)
            }
            Demand::Schema | Demand::OnFile => false,
        })
    })
}

/// Explains why the rule adds no argument.
fn reason(model: &Model, rule: &ir::Rule) -> &'static str {
    let requires = |clause: &Clause| matches!(&clause.assertion, Assertion::Require(Value::Body(path)) if !path.goes_through_list());
    let starts = |constructor: &ir::Constructor<'_>| rule.operations.contains(&constructor.operation);
    if rule.direction == Direction::Response {
        "checks what the provider sends"
    } else if !rule.clauses.iter().any(|clause| clause.each.is_none() && requires(clause)) {
        "does not require a field of the request"
    } else if !model.workflows.iter().flat_map(|workflow| model.constructors(workflow)).any(|one| starts(&one)) {
        "does not apply to an operation that starts a workflow"
    } else if rule.severity == ir::Severity::Error && always(model, rule) {
        "is an error, so the field it requires is already an argument"
    } else if always(model, rule) {
        "requires a field that is already an argument"
    } else {
        "depends on the request, so no workflow needs the field in every request"
    }
}

/// Returns whether, for at least one workflow, the rule applies to every request that starts it.
fn always(model: &Model, rule: &ir::Rule) -> bool {
    model.workflows.iter().any(|workflow| rule.clauses.iter().any(|clause| model.always_applies(clause, workflow)))
}
