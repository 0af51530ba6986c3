//! Formats locations in the spec, types and counts for messages about observed responses.

use super::seen::{Expected, Spot, Types};
use verispec_model::ir::{Model, Shape, TypeKind};
use verispec_runtime::runtime::cli::shapes::ValueType;

/// Formats a location as decisions refer to it, such as `Booking.berths[]`.
pub(super) fn place(model: &Model, spot: &Spot) -> String {
    let kind = &model[spot.kind];
    let field = spot.field.and_then(|index| kind.fields().get(index));
    let field = field.map(|field| format!(".{}", field.name.wire)).unwrap_or_default();
    let inside = spot.inside.iter().map(|word| if *word == "items" { "[]" } else { "{}" });
    format!("{}{field}{}", kind.name.wire, inside.collect::<String>())
}

/// Joins types with commas.
pub(super) fn types<'t>(types: impl Iterator<Item = &'t ValueType>) -> String {
    types.map(|kind| kind.as_str()).collect::<Vec<_>>().join(", ")
}

/// Returns the documented type of a value.
pub(super) fn expected(model: &Model, expected: Expected<'_>) -> &'static str {
    match expected {
        Expected::Type(id) if matches!(model[id].kind, TypeKind::Object(_)) => "object",
        Expected::Type(_) => "string",
        Expected::Value(schema) => match &schema.shape {
            Shape::Text => "string",
            Shape::Integer { or_text: true } => "integer, string-of-digits",
            Shape::Integer { or_text: false } => "integer",
            Shape::Number => "number",
            Shape::Boolean => "boolean",
            Shape::WorkflowKey { .. } => "integer, string",
            Shape::List(_) => "array",
            Shape::Map(_) => "object",
            Shape::Any | Shape::Named(_) => "anything",
        },
    }
}

/// Returns the total number of observed values.
pub(super) fn sum(types: &Types) -> u64 {
    types.values().sum()
}

/// Formats a number with its noun.
pub(super) fn count(number: u64, one: &str, many: &str) -> String {
    if number == 1 { format!("1 {one}") } else { format!("{number} {many}") }
}
