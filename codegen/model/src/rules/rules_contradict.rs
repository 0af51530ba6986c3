//! `rules-contradict`: two validation rules with opposite requirements.

use crate::ir::{self, Assertion, Clause, Model, Path, Predicate};
use crate::rules::lowering::IMPOSSIBLE_WORD;
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "rules-contradict",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "Two validation rules have opposite requirements under the same conditions.",
    why: "Every payload to which they apply violates one of them.",
    way_out: "Remove one of the rules, or give them different conditions.",
    example: &[
        replace(
            "rules/applications.yaml",
            "  patience-spelled:\n",
            "  return-named:\n    summary: A ship says what it returns from.\n    on: [call_again]\n    when:\n      - {value: body.return, same_as: body.voyage}\n    require: body.return\n    severity: error\n    message: Say what the ship returns from.\n    source: \"almanac: Return calls\"\n  patience-spelled:\n",
        ),
        replace("rules/applications.yaml", "  return-named:", "  ⟦return-named⟧:"),
    ],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Anywhere(&[&IMPOSSIBLE_WORD])],
};

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let rules: Vec<&ir::Rule> = model.rules().collect();
    for (index, rule) in rules.iter().enumerate() {
        let Some(other) = rules[..index].iter().find(|other| contradict(rule, other)) else { continue };
        let message = format!("`{}` requires the opposite of `{}`", rule.name.wire, other.name.wire);
        diagnostics.push(RULE.at(rule.name.span, message).related(other.name.span, "the other rule is here").way_out());
    }
}

fn contradict(a: &ir::Rule, b: &ir::Rule) -> bool {
    let meet = a.direction == b.direction && a.operations.iter().any(|operation| b.operations.contains(operation));
    meet && a
        .clauses
        .iter()
        .any(|x| b.clauses.iter().any(|y| same_conditions(x, y) && opposite(&x.assertion, &y.assertion)))
}

fn same_conditions(a: &Clause, b: &Clause) -> bool {
    let same_list = match (&a.each, &b.each) {
        (Some(a), Some(b)) => Path::is_same(a, b),
        (None, None) => true,
        _ => false,
    };
    let within = |some: &[Predicate], all: &[Predicate]| some.iter().all(|p| all.iter().any(|q| p.is_same(q)));
    same_list && a.capability == b.capability && within(&a.when, &b.when) && within(&b.when, &a.when)
}

fn opposite(a: &Assertion, b: &Assertion) -> bool {
    match (a, b) {
        (Assertion::Require(a), Assertion::Forbid(b)) | (Assertion::Forbid(a), Assertion::Require(b)) => a.is_same(b),
        (Assertion::Check(a), Assertion::Check(b)) => {
            a.value.is_same(&b.value) && a.test.accepts().excludes(b.test.accepts())
        }
        _ => false,
    }
}
