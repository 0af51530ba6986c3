//! Keywords of payload schemas, held against the type that they stand beside: none is left out in silence.

use super::Lower;
use crate::rules;
use crate::source::{Span, Spanned};
use crate::syntax::{Schema, SchemaType};

impl Lower<'_> {
    /// Checks the limits of a schema and of what is in it.
    pub(super) fn check_limits(&mut self, schema: &Schema) {
        let kind = schema.kind.as_ref().map(|kind| kind.value);
        let limits = [
            ("format", schema.format.as_ref().map(|format| format.span), SchemaType::String),
            ("minLength", place(&schema.min_length), SchemaType::String),
            ("maxLength", place(&schema.max_length), SchemaType::String),
            ("minItems", place(&schema.min_items), SchemaType::Array),
            ("maxItems", place(&schema.max_items), SchemaType::Array),
            ("minimum", place(&schema.minimum), SchemaType::Integer),
            ("maximum", place(&schema.maximum), SchemaType::Integer),
        ];
        for (keyword, place, wanted) in limits {
            // Limits without any type are refused with the schema itself.
            if let (Some(place), true) = (place, kind.is_some() || schema.reference.is_some())
                && kind != Some(wanted)
            {
                let beside = if kind.is_none() { "a `$ref`" } else { "this `type`" };
                let message = format!("`{keyword}` has no meaning beside {beside}");
                self.push(
                    rules::schema_type::RULE.at(place, message).help(format!("it goes with `type: {}`", word(wanted))),
                );
            }
        }
        self.check_range(&schema.min_length, &schema.max_length);
        self.check_range(&schema.min_items, &schema.max_items);
        self.check_range(&schema.minimum, &schema.maximum);
        for inner in schema.items.iter().chain(&schema.additional_properties) {
            if let Some(deprecated) = &inner.deprecated {
                let finding = rules::schema_type::RULE.at(deprecated.span, "an item cannot be deprecated on its own");
                self.push(finding.help("deprecate the member, or the schema that the item refers to"));
            }
            self.check_limits(inner);
        }
        if let (Some((word, _)), true, None) =
            (schema.deprecated_values.first(), schema.values.is_empty(), &schema.vocabulary)
        {
            let message = "`x-deprecated-values` has no meaning without words that are allowed";
            let finding = rules::schema_type::RULE.at(word.span, message);
            self.push(finding.help("it goes with `enum` or `x-values`"));
        }
        for member in schema.properties.values() {
            self.check_limits(member);
        }
    }

    fn check_range<T: PartialOrd + std::fmt::Display>(&mut self, min: &Option<Spanned<T>>, max: &Option<Spanned<T>>) {
        if let (Some(min), Some(max)) = (min, max)
            && min.value > max.value
        {
            let message = format!("nothing is at least {} and at most {}", min.value, max.value);
            let finding = rules::empty_range::RULE.at(max.span, message);
            self.push(finding.related(min.span, "the smallest is said here").way_out());
        }
    }
}

fn place<T>(value: &Option<Spanned<T>>) -> Option<Span> {
    value.as_ref().map(|value| value.span)
}

fn word(kind: SchemaType) -> &'static str {
    match kind {
        SchemaType::String => "string",
        SchemaType::Integer => "integer",
        SchemaType::Boolean => "boolean",
        SchemaType::Array => "array",
        SchemaType::Object => "object",
    }
}
