//! Checks the keywords of payload schemas against their type, so that no keyword is silently ignored.

use crate::rules::lowering::{EMPTY_RANGE, SCHEMA_TYPE, VALUE_DOES_NOT_FIT};
use std::cmp::Ordering;

use serde_json::Value;
use verispec_runtime::runtime::Pattern;
use verispec_spec::parse::rules::UNSUPPORTED_SCHEMA;

use super::Lower;
use super::constraint::{compared, constraints, whole};
use verispec_spec::syntax::{Schema, SchemaType};
use verispec_text::source::{Span, Spanned};

impl Lower<'_> {
    /// Checks the limits of a schema and its subschemas.
    pub(super) fn check_limits(&mut self, schema: &Schema, place_of: Span) {
        self.check_keywords(schema, place_of);
        let kind = schema.kind.as_ref().map(|kind| kind.value);
        let numeric = if kind == Some(SchemaType::Number) { SchemaType::Number } else { SchemaType::Integer };
        let limits = [
            ("format", schema.format.as_ref().map(|format| format.span), SchemaType::String),
            ("pattern", schema.pattern.as_ref().map(|pattern| pattern.span), SchemaType::String),
            ("minLength", place(&schema.min_length), SchemaType::String),
            ("maxLength", place(&schema.max_length), SchemaType::String),
            ("minItems", place(&schema.min_items), SchemaType::Array),
            ("maxItems", place(&schema.max_items), SchemaType::Array),
            ("minimum", place(&schema.minimum), numeric),
            ("maximum", place(&schema.maximum), numeric),
            ("multipleOf", place(&schema.multiple_of), numeric),
        ];
        for (keyword, place, wanted) in limits {
            // Limits without a type are reported with the schema itself.
            if let (Some(place), true) = (place, kind.is_some() || schema.reference.is_some())
                && kind != Some(wanted)
            {
                let beside = if kind.is_none() { "a `$ref`" } else { "this `type`" };
                let message = format!("`{keyword}` does not apply next to {beside}");
                self.push(SCHEMA_TYPE.at(place, message).help(format!("it applies only to `type: {}`", word(wanted))));
            }
        }
        self.check_range(&schema.min_length, &schema.max_length);
        self.check_range(&schema.min_items, &schema.max_items);
        self.check_bounds(schema);
        self.check_pattern(schema);
        self.check_constant(schema);
        for inner in schema.items.iter().chain(&schema.additional_properties) {
            if let Some(deprecated) = &inner.deprecated {
                let finding = SCHEMA_TYPE.at(deprecated.span, "the items of a list cannot be deprecated on their own");
                self.push(finding.help("deprecate the field, or the schema that the items refer to"));
            }
            self.check_limits(inner, place_of);
        }
        if let (Some((word, _)), true, None) =
            (schema.deprecated_values.first(), schema.values.is_empty(), &schema.vocabulary)
        {
            let message = "`x-deprecated-values` does not apply to a schema without enum values";
            let finding = SCHEMA_TYPE.at(word.span, message);
            self.push(finding.help("it applies only to a schema with `enum` or `x-values`"));
        }
        for (name, member) in &schema.properties {
            self.check_limits(member, name.span);
        }
    }

    /// Reports keywords that do not apply to the schema's type and would be silently ignored.
    fn check_keywords(&mut self, schema: &Schema, place: Span) {
        let kind = schema.kind.as_ref().map(|kind| kind.value);
        let is = |wanted: &[SchemaType]| kind.is_some_and(|kind| wanted.contains(&kind));
        let string = is(&[SchemaType::String]);
        let is_words = !schema.values.is_empty() || schema.vocabulary.is_some();
        let object = is(&[SchemaType::Object]);
        // Another check reports an object without fields that is inside another schema.
        let is_nameless = object && schema.properties.is_empty() && schema.additional_properties.is_none();
        let (array, key) = (is(&[SchemaType::Array]), is(&[SchemaType::Integer, SchemaType::String]));
        let keywords = [
            ("items", schema.items.is_some() && !array, "`type: array`"),
            ("properties", !schema.properties.is_empty() && !object, "`type: object`"),
            ("required", !schema.required.is_empty() && !object, "`type: object`"),
            ("additionalProperties", schema.additional_properties.is_some() && !object, "`type: object`"),
            ("enum", !schema.values.is_empty() && !string, "`type: string`"),
            ("x-values", schema.vocabulary.is_some() && !string, "`type: string`"),
            ("x-id", schema.id && (!string || is_words), "`type: string` without `enum`"),
            (
                "x-secret",
                schema.secret && !is_nameless && (!string || is_words || schema.id),
                "`type: string` without `enum` and `x-id`",
            ),
            (
                "x-workflow-key",
                schema.workflow_key && (!key || is_words || schema.id),
                "`type: integer` or `type: string`",
            ),
            ("type", kind.is_some() && schema.reference.is_some(), "a schema without `$ref`"),
        ];
        for (keyword, _, wanted) in keywords.into_iter().filter(|(_, is_lost, _)| *is_lost) {
            let message = format!("`{keyword}` does not apply to this schema");
            self.push(SCHEMA_TYPE.at(place, message).help(format!("it applies only to {wanted}")));
        }
    }

    /// Checks that some value satisfies the numeric limits, and that the limits of an integer are integers.
    fn check_bounds(&mut self, schema: &Schema) {
        if let (Some(min), Some(max)) = (&schema.minimum, &schema.maximum)
            && compared(&min.value, &max.value) == Some(Ordering::Greater)
        {
            self.empty_range(min, max);
        }
        if let Some(step) = schema.multiple_of.as_ref().filter(|step| step.value.as_f64() <= Some(0.0)) {
            let finding = EMPTY_RANGE.at(step.span, "`multipleOf` must be greater than 0");
            self.push(finding.help("write a positive number, or remove `multipleOf`"));
        }
        let is_integer = schema.kind.as_ref().is_some_and(|kind| kind.value == SchemaType::Integer);
        let bounds = [&schema.minimum, &schema.maximum, &schema.multiple_of];
        for bound in bounds.into_iter().flatten().filter(|bound| is_integer && whole(&bound.value).is_none()) {
            let message = format!("{} is not a 64-bit integer, which `type: integer` requires", bound.value);
            self.push(SCHEMA_TYPE.at(bound.span, message).help("use an integer, or `type: number`"));
        }
    }

    /// Checks that the generated code supports a pattern.
    fn check_pattern(&mut self, schema: &Schema) {
        let Some(pattern) = &schema.pattern else { return };
        if let Err(error) = Pattern::parse(&pattern.value) {
            let finding =
                UNSUPPORTED_SCHEMA.at(pattern.span, format!("the generator does not support this pattern: {error}"));
            self.push(finding.help(
                "use a pattern that is supported, or describe it in `description` and leave the check to the provider",
            ));
        }
    }

    /// Checks that a constant is a value of its type and satisfies the limits next to it.
    fn check_constant(&mut self, schema: &Schema) {
        let Some(constant) = &schema.constant else { return };
        let place = constant.first_words();
        let limits = constraints(&Schema { constant: None, ..schema.clone() });
        let value = constant.to_json();
        let kind = schema.kind.as_ref().map(|kind| kind.value);
        let is_bare = schema.values.is_empty() && schema.vocabulary.is_none() && !schema.workflow_key;
        let number = || value.as_number().and_then(|number| number.to_string().parse().ok());
        let misfit = match (kind, &value) {
            _ if !is_bare => Some("not a value of this schema".to_owned()),
            (Some(SchemaType::String), Value::String(text)) => limits.misfit(text),
            (Some(SchemaType::Integer), Value::Number(own)) if whole(own).is_some() => {
                number().and_then(|number| limits.misfit_of_number(&number))
            }
            (Some(SchemaType::Number), Value::Number(_)) => {
                number().and_then(|number| limits.misfit_of_number(&number))
            }
            (Some(SchemaType::Boolean), Value::Bool(_)) => None,
            (Some(kind @ (SchemaType::String | SchemaType::Integer | SchemaType::Number | SchemaType::Boolean)), _) => {
                Some(format!("not a value of `type: {}`", word(kind)))
            }
            _ => {
                let finding = SCHEMA_TYPE.at(place, "`const` does not apply to this schema");
                let help = "it applies only to `type: string`, `integer`, `number` or `boolean`";
                return self.push(finding.help(help));
            }
        };
        if let Some(why) = misfit {
            self.push(VALUE_DOES_NOT_FIT.at(place, format!("the constant is {why}")).way_out());
        }
    }

    fn check_range<T: PartialOrd + std::fmt::Display>(&mut self, min: &Option<Spanned<T>>, max: &Option<Spanned<T>>) {
        if let (Some(min), Some(max)) = (min, max)
            && min.value > max.value
        {
            self.empty_range(min, max);
        }
    }

    fn empty_range<T: std::fmt::Display>(&mut self, min: &Spanned<T>, max: &Spanned<T>) {
        let message = format!("no value is at least {} and at most {}", min.value, max.value);
        let finding = EMPTY_RANGE.at(max.span, message);
        self.push(finding.related(min.span, "the minimum is here").way_out());
    }
}

fn place<T>(value: &Option<Spanned<T>>) -> Option<Span> {
    value.as_ref().map(|value| value.span)
}

fn word(kind: SchemaType) -> &'static str {
    match kind {
        SchemaType::String => "string",
        SchemaType::Integer => "integer",
        SchemaType::Number => "number",
        SchemaType::Boolean => "boolean",
        SchemaType::Array => "array",
        SchemaType::Object => "object",
    }
}
