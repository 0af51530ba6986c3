//! Tests of single values. The result for an unknown value is `None`.

use std::net::IpAddr;
use std::time::Duration;

use crate::runtime::judging::url;
use crate::runtime::judging::url_traits::Parts;
use crate::runtime::wire::texts::Texts;
use crate::runtime::wire::time::{self, Moment};
use crate::runtime::{AsText, Number};

/// The maximum number of items that are compared pairwise, without allocating. Longer lists use a set, because a
/// hostile payload could otherwise take quadratic time.
const FEW: usize = 16;

/// The format of a string.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextFormat {
    /// An absolute `http` or `https` URL with a host.
    Url,
    /// An IPv4 or IPv6 address.
    Ip,
    /// A valid timestamp of the form `YYYY-MM-DDThh:mm:ss.SSSZ`.
    UtcTimestamp,
    /// A valid date of the form `YYYY-MM-DD`.
    Date,
    /// A whole number and one of the units `s`, `m`, `h`, `d`.
    Duration,
    /// Words of uppercase letters and digits, joined by underscores, which is how documents write placeholders.
    Placeholder,
    /// Either a URL, or a placeholder for one.
    UrlOrPlaceholder,
}

/// Returns whether the string is one of these strings.
pub fn one_of(text: Option<&str>, these: &[&str]) -> Option<bool> {
    Some(these.contains(&text?))
}

/// Returns whether the string is none of these strings.
pub fn none_of(text: Option<&str>, these: &[&str]) -> Option<bool> {
    Some(!these.contains(&text?))
}

/// Returns whether the boolean has this value.
pub fn is_true(value: Option<bool>, expected: bool) -> Option<bool> {
    Some(value? == expected)
}

/// Returns whether the number is at least this value.
pub fn min(number: Option<i64>, least: i64) -> Option<bool> {
    Some(number? >= least)
}

/// Returns whether the number is at most this value.
pub fn max(number: Option<i64>, most: i64) -> Option<bool> {
    Some(number? <= most)
}

/// Returns whether the number is at least this value, compared without rounding.
#[inline]
pub fn at_least(number: Option<&Number>, least: &str) -> Option<bool> {
    Some(!number?.is_below(least))
}

/// Returns whether the number is at most this value, compared without rounding.
#[inline]
pub fn at_most(number: Option<&Number>, most: &str) -> Option<bool> {
    Some(!number?.is_above(most))
}

/// Returns whether the number is a multiple of this value, divided without rounding.
#[inline]
pub fn in_steps_of(number: Option<&Number>, step: &str) -> Option<bool> {
    Some(number?.is_multiple_of(step))
}

/// Returns whether the array contains this string.
pub fn contains<T: AsText>(list: Option<&[T]>, text: &str) -> Option<bool> {
    Some(holds(list?, text))
}

/// Returns whether the array does not contain this string.
pub fn lacks<T: AsText>(list: Option<&[T]>, text: &str) -> Option<bool> {
    Some(!holds(list?, text))
}

/// Returns whether every item of the array is in the other array, too.
pub fn subset<A: AsText, B: AsText>(list: Option<&[A]>, other: Option<&[B]>) -> Option<bool> {
    let (list, other) = (list?, other?);
    if other.len() <= FEW {
        return Some(list.iter().filter_map(AsText::as_text).all(|text| holds(other, text)));
    }
    Some(lacking(list, other).next().is_none())
}

/// Returns whether no item of the array occurs twice.
pub fn distinct<T: AsText>(list: Option<&[T]>) -> Option<bool> {
    let list = list?;
    if list.len() <= FEW {
        let repeated = |(index, item): (usize, &T)| item.as_text().is_some_and(|text| holds(&list[..index], text));
        return Some(!list.iter().enumerate().any(repeated));
    }
    Some(Texts::repeated(list.len(), &|index| list[index].as_text()).is_empty())
}

/// Returns whether the array has at least this many items.
pub fn min_items(length: Option<usize>, least: usize) -> Option<bool> {
    Some(length? >= least)
}

/// Returns whether the array has at most this many items.
pub fn max_items(length: Option<usize>, most: usize) -> Option<bool> {
    Some(length? <= most)
}

/// Returns whether the string has this format.
pub fn format(text: Option<&str>, format: TextFormat) -> Option<bool> {
    let text = text?;
    Some(match format {
        TextFormat::Url => url::is_web_url(text),
        TextFormat::Ip => text.parse::<IpAddr>().is_ok(),
        TextFormat::UtcTimestamp => Moment::parse(text).is_some(),
        TextFormat::Date => time::is_date(text),
        TextFormat::Duration => time::duration(text).is_some(),
        TextFormat::Placeholder => is_placeholder(text),
        TextFormat::UrlOrPlaceholder => url::is_web_url(text) || is_placeholder(text),
    })
}

/// Returns whether the URL has none of these features: `http`, `ip-address`, `localhost`, `port`, `fragment` or
/// `non-ascii`. Unknown if the string is not a URL.
pub fn url_without(text: Option<&str>, these: &[&str]) -> Option<bool> {
    let url = Parts::of(text?)?;
    these.iter().try_fold(true, |lacks, word| Some(lacks && !url.has(word)?))
}

/// Returns whether the query of the URL has no parameter with one of these names. Unknown if the string is not a URL.
pub fn query_without(text: Option<&str>, these: &[&str]) -> Option<bool> {
    let url = Parts::of(text?)?;
    Some(!these.iter().any(|name| url.names(name)))
}

/// Returns whether the duration is at least this long. Unknown if the string is not a duration.
#[inline]
pub fn min_duration(text: Option<&str>, seconds: u64) -> Option<bool> {
    Some(time::duration(text?)? >= seconds)
}

/// Returns whether the duration is at most this long. Unknown if the string is not a duration.
#[inline]
pub fn max_duration(text: Option<&str>, seconds: u64) -> Option<bool> {
    Some(time::duration(text?)? <= seconds)
}

/// Returns whether the string is a timestamp, so that its age can be judged.
pub fn is_timestamp(text: Option<&str>) -> bool {
    text.and_then(Moment::parse_lenient).is_some()
}

/// Returns whether the timestamp is at most this many calendar years before now. A string that is not a timestamp
/// passes.
pub fn max_age(text: Option<&str>, now: Option<Moment>, years: u32) -> Option<bool> {
    let Some(time) = text.and_then(Moment::parse_lenient) else { return Some(true) };
    Some(now? <= time.plus_years(years))
}

/// Returns whether the timestamp is at most this far after now. A string that is not a timestamp passes.
pub fn not_in_future(text: Option<&str>, now: Option<Moment>, skew: Duration) -> Option<bool> {
    let Some(time) = text.and_then(Moment::parse_lenient) else { return Some(true) };
    Some(time <= now?.plus(skew))
}

/// Returns whether both strings are equal.
pub fn same_as(text: Option<&str>, other: Option<&str>) -> Option<bool> {
    Some(text? == other?)
}

/// Returns whether an item of the array equals this string.
fn holds<T: AsText>(list: &[T], text: &str) -> bool {
    list.iter().any(|item| item.as_text() == Some(text))
}

/// Returns whether the string consists of at least two words of uppercase letters and digits, joined by underscores.
fn is_placeholder(text: &str) -> bool {
    let word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    text.contains('_') && text.split('_').all(word) && text.bytes().any(|byte| byte.is_ascii_uppercase())
}

/// Returns whether a sorted list contains the string.
pub fn in_list(text: Option<&str>, list: &[&str]) -> Option<bool> {
    let text = text?;
    // The first bytes usually decide, so comparing complete strings would cost more than it saves.
    Some(list.binary_search_by(|known| known.bytes().cmp(text.bytes())).is_ok())
}

/// Joins the items of an array for a message.
pub fn joined<T: AsText>(list: Option<&[T]>) -> Option<String> {
    list.map(|list| list.iter().filter_map(AsText::as_text).collect::<Vec<_>>().join(", "))
}

/// Joins the repeated items of an array for a message.
pub fn repeated<T: AsText>(list: Option<&[T]>) -> Option<String> {
    let list = list?;
    Some(Texts::repeated(list.len(), &|index| list[index].as_text()).join(", "))
}

/// Joins, for a message, the items that the other array lacks.
pub fn missing<A: AsText, B: AsText>(list: Option<&[A]>, other: Option<&[B]>) -> Option<String> {
    Some(lacking(list?, other?).collect::<Vec<_>>().join(", "))
}

/// Returns the items that the other array lacks.
fn lacking<'a, A: AsText, B: AsText>(list: &'a [A], other: &'a [B]) -> impl Iterator<Item = &'a str> {
    let mut known = Texts::default();
    other.iter().filter_map(AsText::as_text).for_each(|text| _ = known.add(text));
    list.iter().filter_map(AsText::as_text).filter(move |text| !known.has(text))
}
