//! Tests of single values: takes what may be unknown, gives whether it holds, or nothing if that is unknown.

use std::time::Duration;

use serde_json::Value as Json;
use verispec_runtime::runtime::{Number, TextFormat as Spelling, predicate};

use super::spot::{text, texts};
use super::view::View;
use crate::ir::{Predicate, Test, TextFormat};

impl View<'_, '_> {
    /// Whether a predicate holds for its own value, which goes through no list.
    pub(super) fn test_value(&self, predicate: &Predicate) -> Option<bool> {
        self.test(predicate, self.fact(&predicate.value).as_deref())
    }

    /// Whether a predicate holds for this value.
    pub(super) fn test(&self, predicate: &Predicate, fact: Option<&Json>) -> Option<bool> {
        let (text, list) = (|| text(fact), || texts(fact));
        let other = |value| self.fact(value);
        match &predicate.test {
            Test::Present(present) => Some(fact.is_some() == *present),
            Test::In(words) => Some(words.contains(&text()?)),
            Test::NotIn(words) => Some(!words.contains(&text()?)),
            Test::Is(expected) => predicate::is_true(fact?.as_bool(), *expected),
            Test::InList(id) => Some(self.scope.model[*id].values.contains(&text()?)),
            Test::InSet(set, of) => self.has_member(*set, of.as_ref(), &text()?),
            Test::Contains(word) => predicate::contains(list().as_deref(), word),
            Test::Lacks(word) => predicate::lacks(list().as_deref(), word),
            Test::SubsetOf(value) => predicate::subset(list().as_deref(), texts(other(value).as_deref()).as_deref()),
            Test::Distinct => predicate::distinct(list().as_deref()),
            Test::Min(limit) => predicate::at_least(number(fact).as_ref(), &limit.to_string()),
            Test::Max(limit) => predicate::at_most(number(fact).as_ref(), &limit.to_string()),
            Test::MinItems(limit) => predicate::min_items(length(fact), *limit as usize),
            Test::MaxItems(limit) => predicate::max_items(length(fact), *limit as usize),
            Test::Format(format) => predicate::format(text().as_deref(), spelling(*format)),
            Test::MinDuration(limit) => predicate::min_duration(text().as_deref(), limit.seconds),
            Test::MaxDuration(limit) => predicate::max_duration(text().as_deref(), limit.seconds),
            Test::SameAs(value) => {
                predicate::same_as(text().as_deref(), super::spot::text(other(value).as_deref()).as_deref())
            }
            Test::MaxAgeYears(years) => predicate::max_age(text().as_deref(), self.scope.now, *years),
            Test::NotInFuture => predicate::not_in_future(text().as_deref(), self.scope.now, Duration::ZERO),
            // The file is unknown, and a test of a list of credentials names its own faults.
            Test::Within(_) | Test::Credentials { .. } => None,
        }
    }
}

fn number(fact: Option<&Json>) -> Option<Number> {
    fact?.as_number()?.to_string().parse().ok()
}

fn length(fact: Option<&Json>) -> Option<usize> {
    Some(fact?.as_array()?.len())
}

fn spelling(format: TextFormat) -> Spelling {
    match format {
        TextFormat::Url => Spelling::Url,
        TextFormat::Ip => Spelling::Ip,
        TextFormat::UtcTimestamp => Spelling::UtcTimestamp,
        TextFormat::Date => Spelling::Date,
        TextFormat::Duration => Spelling::Duration,
        TextFormat::Placeholder => Spelling::Placeholder,
        TextFormat::UrlOrPlaceholder => Spelling::UrlOrPlaceholder,
    }
}
