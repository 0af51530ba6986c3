//! Predicates of validation rules in words, so that two of them can be compared and shown.

use super::sorted;
use verispec_model::ir::{Model, Predicate, Test, Value, spelled};

/// A predicate in words: the value, the test, and what it is tested against.
pub(super) fn predicate(model: &Model, predicate: &Predicate) -> String {
    let (name, argument) = test(model, &predicate.test);
    format!("{} {name}{}{argument}", value(&predicate.value), if argument.is_empty() { "" } else { " " })
}

/// A value in the words of the spec.
pub(super) fn value(value: &Value) -> String {
    match value {
        Value::Body(path) => format!("body.{}", spelled(path)),
        Value::Item(path) => format!("item.{}", spelled(path)),
        Value::PathParameter(name) => format!("path.{name}"),
        Value::Known(known) => known.name().to_owned(),
    }
}

fn test(model: &Model, test: &Test) -> (&'static str, String) {
    match test {
        Test::Present(present) => ("present", present.to_string()),
        Test::In(words) => ("in", any_order(words)),
        Test::NotIn(words) => ("not_in", any_order(words)),
        Test::Is(truth) => ("is_true", truth.to_string()),
        Test::InList(id) => ("in_list", model[*id].name.wire.clone()),
        Test::InSet(set, None) => ("in_set", format!("{set:?}")),
        Test::InSet(set, Some(of)) => ("in_set", format!("{set:?} of {}", value(of))),
        Test::Within(limit) => ("within", format!("{limit:?}")),
        Test::Contains(word) => ("contains", word.clone()),
        Test::Lacks(word) => ("lacks", word.clone()),
        Test::SubsetOf(other) => ("subset_of", value(other)),
        Test::Distinct => ("distinct", String::new()),
        Test::Min(least) => ("min", least.to_string()),
        Test::Max(most) => ("max", most.to_string()),
        Test::MinItems(least) => ("min_items", least.to_string()),
        Test::MaxItems(most) => ("max_items", most.to_string()),
        Test::Format(format) => ("format", format!("{format:?}")),
        Test::MinDuration(least) => ("min_duration", format!("{} s", least.seconds)),
        Test::MaxDuration(most) => ("max_duration", format!("{} s", most.seconds)),
        Test::MaxAgeYears(years) => ("max_age_years", years.to_string()),
        Test::NotInFuture => ("not_in_future", String::new()),
        Test::SameAs(other) => ("same_as", value(other)),
        Test::Credentials { test, category, id } => {
            ("credentials", format!("{test:?} by {} and {}", category.value.name.wire, id.value.name.wire))
        }
    }
}

fn any_order(words: &[String]) -> String {
    sorted(words.iter().map(String::as_str)).join(", ")
}

/// Whether a test accepts less than another of the same value; nothing if that cannot be told.
pub(super) fn is_tighter(old: &Test, new: &Test) -> Option<bool> {
    let fewer = |old: &[String], new: &[String]| {
        let all = |of: &[String], other: &[String]| of.iter().all(|word| other.contains(word));
        match (all(new, old), all(old, new)) {
            (true, false) => Some(true),
            (false, true) => Some(false),
            _ => None,
        }
    };
    match (old, new) {
        (Test::In(old), Test::In(new)) => fewer(old, new),
        (Test::NotIn(old), Test::NotIn(new)) => fewer(new, old),
        (Test::Min(old), Test::Min(new)) => Some(new > old),
        (Test::Max(old), Test::Max(new)) => Some(new < old),
        (Test::MinItems(old), Test::MinItems(new)) => Some(new > old),
        (Test::MaxItems(old), Test::MaxItems(new)) => Some(new < old),
        (Test::MinDuration(old), Test::MinDuration(new)) => Some(new.seconds > old.seconds),
        (Test::MaxDuration(old), Test::MaxDuration(new)) => Some(new.seconds < old.seconds),
        (Test::MaxAgeYears(old), Test::MaxAgeYears(new)) => Some(new < old),
        _ => None,
    }
}
