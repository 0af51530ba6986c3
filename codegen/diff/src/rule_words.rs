//! Describes predicates of validation rules in words, so that they can be compared and displayed.

use super::sorted;
use verispec_model::ir::{Model, Operand, Predicate, Test, Value, spelled};

/// Describes a predicate in words: the value, the test, and the argument of the test.
pub(super) fn predicate(model: &Model, predicate: &Predicate) -> String {
    let operand = operand(model, &predicate.test);
    let space = if operand.is_empty() { "" } else { " " };
    format!("{} {}{space}{operand}", value(&predicate.value), predicate.test.key())
}

/// Describes a value in the words of the spec.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::Body(path) => format!("body.{}", spelled(path)),
        Value::Item(path) => format!("item.{}", spelled(path)),
        Value::PathParameter(name) => format!("path.{name}"),
        Value::Known(known) => known.name().to_owned(),
    }
}

/// Describes the argument of a test in words.
fn operand(model: &Model, test: &Test) -> String {
    match test {
        Test::Present(present) => present.to_string(),
        Test::InSet(set, None) => format!("{set:?}"),
        Test::InSet(set, Some(of)) => format!("{set:?} of {}", value(of)),
        Test::Within(limit) => format!("{limit:?}"),
        Test::Credentials { test, category, id } => {
            format!("{test:?} by {} and {}", category.value.name.wire, id.value.name.wire)
        }
        Test::Ask(_, operand) => match operand {
            Operand::None => String::new(),
            Operand::Flag(flag) => flag.to_string(),
            Operand::Words(words) => any_order(words),
            Operand::Number(number) => number.to_string(),
            Operand::Count(count) => count.to_string(),
            Operand::Format(format) => format!("{format:?}"),
            Operand::Duration(duration) => format!("{} s", duration.seconds),
            Operand::List(id) => model[*id].name.wire.clone(),
            Operand::Value(other) => value(other),
        },
    }
}

fn any_order(words: &[String]) -> String {
    sorted(words.iter().map(String::as_str)).join(", ")
}
