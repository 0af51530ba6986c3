//! Reports values that exceed the limits of their schema. An absent value satisfies every limit.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::runtime::judging::builtin;
use crate::runtime::judging::hosts::judge_url;
use crate::runtime::judging::model::Model;
use crate::runtime::judging::url;
use crate::runtime::wire::time;
use crate::runtime::{At, Extra, Found, LazyPattern, Number, Personal, Report, Rule};

/// A type whose values have limits that the type does not enforce.
pub trait Constrained {
    /// Reports everything in this value that exceeds a limit.
    fn check(&self, at: &At<'_>, report: &mut Report);
}

impl<T: Constrained> Constrained for Option<T> {
    fn check(&self, at: &At<'_>, report: &mut Report) {
        if let Some(value) = self {
            value.check(at, report);
        }
    }
}

impl<T: Constrained> Constrained for Box<T> {
    fn check(&self, at: &At<'_>, report: &mut Report) {
        (**self).check(at, report);
    }
}

impl<T: Constrained> Constrained for Personal<T> {
    fn check(&self, at: &At<'_>, report: &mut Report) {
        (**self).check(at, report);
    }
}

impl<T: Constrained> Constrained for Vec<T> {
    fn check(&self, at: &At<'_>, report: &mut Report) {
        for (index, item) in self.iter().enumerate() {
            item.check(&at.item(index), report);
        }
    }
}

impl<T: Constrained> Constrained for BTreeMap<String, T> {
    fn check(&self, at: &At<'_>, report: &mut Report) {
        for (name, value) in self {
            value.check(&at.member(name), report);
        }
    }
}

/// Reports a string with more than `max` characters.
pub fn max_length(text: Option<&str>, max: usize, at: &At<'_>, report: &mut Report) {
    // A string never has more characters than bytes, so characters rarely have to be counted.
    if let Some(text) = text.filter(|text| text.len() > max) {
        let length = text.chars().count();
        if length > max {
            add(&builtin::MAX_LENGTH, &length.to_string(), max.to_string(), at, report);
        }
    }
}

/// Reports a string with fewer than `min` characters.
pub fn min_length(text: Option<&str>, min: usize, at: &At<'_>, report: &mut Report) {
    // A character has at most four bytes, so only the characters of short strings have to be counted.
    let short = text.filter(|text| text.len() / 4 < min);
    if let Some(length) = short.map(|text| text.chars().count()).filter(|length| *length < min) {
        add(&builtin::MIN_LENGTH, &length.to_string(), min.to_string(), at, report);
    }
}

/// Reports a number less than `min`.
#[inline]
pub fn minimum(number: Option<i64>, min: i64, at: &At<'_>, report: &mut Report) {
    if let Some(number) = number.filter(|number| *number < min) {
        add(&builtin::MINIMUM, &number.to_string(), min.to_string(), at, report);
    }
}

/// Reports a number greater than `max`.
#[inline]
pub fn maximum(number: Option<i64>, max: i64, at: &At<'_>, report: &mut Report) {
    if let Some(number) = number.filter(|number| *number > max) {
        add(&builtin::MAXIMUM, &number.to_string(), max.to_string(), at, report);
    }
}

/// Reports an integer that is not a multiple of `step`.
#[inline]
pub fn multiple_of(number: Option<i64>, step: i64, at: &At<'_>, report: &mut Report) {
    if let Some(number) = number.filter(|number| number.checked_rem(step) != Some(0)) {
        add(&builtin::MULTIPLE_OF, &number.to_string(), step.to_string(), at, report);
    }
}

/// Reports a number less than `min`, compared without rounding.
#[inline]
pub fn at_least(number: Option<&Number>, min: &str, at: &At<'_>, report: &mut Report) {
    if let Some(number) = number.filter(|number| number.is_below(min)) {
        add(&builtin::MINIMUM, number.as_str(), min.to_owned(), at, report);
    }
}

/// Reports a number greater than `max`, compared without rounding.
#[inline]
pub fn at_most(number: Option<&Number>, max: &str, at: &At<'_>, report: &mut Report) {
    if let Some(number) = number.filter(|number| number.is_above(max)) {
        add(&builtin::MAXIMUM, number.as_str(), max.to_owned(), at, report);
    }
}

/// Reports a number that is not a multiple of `step`, divided without rounding.
#[inline]
pub fn in_steps_of(number: Option<&Number>, step: &str, at: &At<'_>, report: &mut Report) {
    if let Some(number) = number.filter(|number| !number.is_multiple_of(step)) {
        add(&builtin::MULTIPLE_OF, number.as_str(), step.to_owned(), at, report);
    }
}

/// Reports an array with fewer than `min` items.
#[inline]
pub fn min_items(length: Option<usize>, min: usize, at: &At<'_>, report: &mut Report) {
    if let Some(length) = length.filter(|length| *length < min) {
        add(&builtin::MIN_ITEMS, &length.to_string(), min.to_string(), at, report);
    }
}

/// Reports an array with more than `max` items.
#[inline]
pub fn max_items(length: Option<usize>, max: usize, at: &At<'_>, report: &mut Report) {
    if let Some(length) = length.filter(|length| *length > max) {
        add(&builtin::MAX_ITEMS, &length.to_string(), max.to_string(), at, report);
    }
}

/// Returns whether the string is a valid UTC timestamp.
#[inline]
#[must_use]
pub fn is_date_time(text: &str) -> bool {
    time::Moment::parse_lenient(text).is_some()
}

/// Returns whether the string is a valid calendar date.
#[inline]
#[must_use]
pub fn is_date(text: &str) -> bool {
    time::is_date(text)
}

/// Returns whether the string is an absolute URL.
#[inline]
#[must_use]
pub fn is_uri(text: &str) -> bool {
    url::is_web_url(text)
}

/// Reports a string that is not a valid UTC timestamp.
#[inline]
pub fn date_time(text: Option<&str>, at: &At<'_>, report: &mut Report) {
    spelled(text, is_date_time, "a valid UTC timestamp", at, report);
}

/// Reports a string that is not a valid calendar date.
#[inline]
pub fn date(text: Option<&str>, at: &At<'_>, report: &mut Report) {
    spelled(text, is_date, "a valid date, written as YYYY-MM-DD", at, report);
}

/// Reports a string that is not an absolute URL.
#[inline]
pub fn uri(text: Option<&str>, at: &At<'_>, report: &mut Report) {
    spelled(text, is_uri, "an absolute http or https URL", at, report);
}

/// Reports a URL that leads neither to one of these hosts (services of the model or host patterns) nor to the origin
/// that the caller specified.
#[inline]
pub fn host(url: Option<&str>, model: &Model, hosts: &[&str], at: &At<'_>, report: &mut Report) {
    if let Some(url) = url {
        judge_url(url, model, hosts, false, at, report);
    }
}

/// Like `host`, but for a URL that is secret or personal: the message does not contain it.
#[inline]
pub fn hidden_host(url: Option<&str>, model: &Model, hosts: &[&str], at: &At<'_>, report: &mut Report) {
    if let Some(url) = url {
        judge_url(url, model, hosts, true, at, report);
    }
}

/// Like `host`, for URLs under undocumented names, because uploads also send a token to them. Values that are not
/// strings are not judged.
#[inline]
pub fn other_hosts(extra: &Extra, model: &Model, hosts: &[&str], at: &At<'_>, report: &mut Report) {
    for (name, value) in extra.iter().filter(|(_, value)| !value.is_null()) {
        match value.to_value().as_ref().and_then(Value::as_str) {
            Some(url) => judge_url(url, model, hosts, false, &at.member(name), report),
            None => report.leave_open(&builtin::FOREIGN_HOST, "a readable URL of the part"),
        }
    }
}

/// Reports a string that does not contain a match of the pattern.
#[inline]
pub fn pattern(text: Option<&str>, pattern: &LazyPattern, at: &At<'_>, report: &mut Report) {
    if text.is_some_and(|text| !pattern.matches(text)) {
        add(&builtin::PATTERN, "", format!("`{}`", pattern.text()), at, report);
    }
}

/// Reports a string that differs from this one.
#[inline]
pub fn only_text(text: Option<&str>, only: &str, at: &At<'_>, report: &mut Report) {
    if text.is_some_and(|text| text != only) {
        add(&builtin::OTHER_VALUE, "", format!("`{only}`"), at, report);
    }
}

/// Reports an integer that differs from this one.
#[inline]
pub fn only_integer(number: Option<i64>, only: i64, at: &At<'_>, report: &mut Report) {
    if number.is_some_and(|number| number != only) {
        add(&builtin::OTHER_VALUE, "", only.to_string(), at, report);
    }
}

/// Reports a number whose value differs from this one, in any spelling.
#[inline]
pub fn only_number(number: Option<&Number>, only: &str, at: &At<'_>, report: &mut Report) {
    if number.is_some_and(|number| number.is_below(only) || number.is_above(only)) {
        add(&builtin::OTHER_VALUE, "", only.to_owned(), at, report);
    }
}

/// Reports a boolean that differs from this one.
#[inline]
pub fn only_flag(flag: Option<bool>, only: bool, at: &At<'_>, report: &mut Report) {
    if flag.is_some_and(|flag| flag != only) {
        add(&builtin::OTHER_VALUE, "", only.to_string(), at, report);
    }
}

/// Reports a string that fails the test. The message does not contain the string, because dates are often personal.
fn spelled(text: Option<&str>, test: fn(&str) -> bool, expected: &str, at: &At<'_>, report: &mut Report) {
    if text.is_some_and(|text| !test(text)) {
        add(&builtin::FORMAT, "", expected.to_owned(), at, report);
    }
}

fn add(rule: &'static Rule, value: &str, allowed: String, at: &At<'_>, report: &mut Report) {
    report.add(rule, at, Found { value: Some(value), allowed: Some(allowed), workflow: None });
}
