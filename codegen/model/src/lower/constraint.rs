//! Converts the limits of a schema for the model, and compares numbers of a spec.

use std::cmp::Ordering;

use serde_json::Number;

use crate::ir::Constraints;
use verispec_spec::syntax;

/// Converts the limits of a schema, except the allowed hosts of URLs, which are resolved elsewhere.
pub(super) fn constraints(schema: &syntax::Schema) -> Constraints {
    Constraints {
        format: schema.format.as_ref().map(|format| format.value),
        pattern: schema.pattern.as_ref().map(|pattern| pattern.value.clone()),
        constant: schema.constant.as_ref().map(|constant| plain_value(constant.to_json())),
        min_length: schema.min_length.as_ref().map(|min| min.value),
        max_length: schema.max_length.as_ref().map(|max| max.value),
        min_items: schema.min_items.as_ref().map(|min| min.value),
        max_items: schema.max_items.as_ref().map(|max| max.value),
        minimum: schema.minimum.as_ref().map(|min| plain(&min.value)),
        maximum: schema.maximum.as_ref().map(|max| plain(&max.value)),
        multiple_of: schema.multiple_of.as_ref().map(|step| plain(&step.value)),
        hosts: None,
    }
}

/// Returns a whole number without its decimal point, because JSON Schema treats `1.0` as `1`.
fn plain(number: &Number) -> Number {
    whole(number).map_or_else(|| number.clone(), Number::from)
}

fn plain_value(value: serde_json::Value) -> serde_json::Value {
    match value {
        serde_json::Value::Number(number) => plain(&number).into(),
        other => other,
    }
}

/// Returns the number as an integer if it is whole, with or without a decimal point.
pub(super) fn whole(number: &Number) -> Option<i64> {
    /// The largest integer up to which a float can represent every integer exactly.
    const EXACT: f64 = 9_007_199_254_740_992.0;
    let from_float = || number.as_f64().filter(|value| value.fract() == 0.0 && value.abs() <= EXACT);
    // The float is an integer of at most 53 bits here, so the conversion is exact.
    number.as_i64().or_else(|| from_float().filter(|_| number.is_f64()).map(|value| value as i64))
}

/// Compares two numbers.
pub(super) fn compared(one: &Number, other: &Number) -> Option<Ordering> {
    match (whole(one), whole(other)) {
        (Some(one), Some(other)) => Some(one.cmp(&other)),
        _ => one.as_f64()?.partial_cmp(&other.as_f64()?),
    }
}
