//! Checks literals in a spec against their schemas, in the same way as the generated validators check payloads.

use verispec_runtime::runtime::{Number, Pattern, WebOrigin, predicate};

use super::{Constraints, Hosts, Model, Schema, Shape, TypeId, TypeKind};
use verispec_spec::syntax::{Content, Data};
use verispec_text::source::Span;

/// The span of an invalid literal, and a description of the problem.
type Misfit = (Span, String);

impl Constraints {
    /// Describes the problem with a string, if there is one.
    pub(crate) fn misfit(&self, text: &str) -> Option<String> {
        let length = text.chars().count();
        if let Some(least) = self.min_length.filter(|least| length < *least as usize) {
            return Some(format!("too short: it has {length} characters, but the minimum is {least}"));
        }
        if let Some(most) = self.max_length.filter(|most| length > *most as usize) {
            return Some(format!("too long: it has {length} characters, but the maximum is {most}"));
        }
        if let Some(format) = self.format.filter(|format| !format.fits(text)) {
            return Some(format!("not {}", format.wanted()));
        }
        if let Some(pattern) =
            self.pattern.as_ref().filter(|pattern| !Pattern::parse(pattern).is_ok_and(|it| it.matches(text)))
        {
            return Some(format!("not a match for `{pattern}`"));
        }
        if let Some(constant) = self.constant.as_ref().filter(|constant| constant.as_str() != Some(text)) {
            return Some(format!("not `{constant}`"));
        }
        let is_foreign = |hosts: &&Hosts| {
            let patterns: Vec<&str> = hosts.patterns.iter().map(String::as_str).collect();
            WebOrigin::at_hosts(text, &patterns).is_none()
        };
        let hosts = self.hosts.as_ref().filter(is_foreign)?;
        Some(format!("not a URL with one of the hosts {}", hosts.patterns.join(", ")))
    }

    /// Describes the problem with a number, if there is one.
    pub(crate) fn misfit_of_number(&self, number: &Number) -> Option<String> {
        let fails = |limit: &Option<serde_json::Number>, test: fn(Option<&Number>, &str) -> Option<bool>| {
            let limit = limit.as_ref().map(ToString::to_string);
            limit.filter(|limit| test(Some(number), limit) == Some(false))
        };
        if let Some(least) = fails(&self.minimum, predicate::at_least) {
            return Some(format!("too small: the minimum is {least}"));
        }
        if let Some(most) = fails(&self.maximum, predicate::at_most) {
            return Some(format!("too large: the maximum is {most}"));
        }
        let wanted = self.constant.as_ref().map(ToString::to_string);
        let is_same = |wanted: &String| {
            predicate::at_least(Some(number), wanted) == Some(true)
                && predicate::at_most(Some(number), wanted) == Some(true)
        };
        if let Some(wanted) = wanted.filter(|wanted| !is_same(wanted)) {
            return Some(format!("not `{wanted}`"));
        }
        fails(&self.multiple_of, predicate::in_steps_of).map(|step| format!("not a multiple of {step}"))
    }

    /// Describes the problem with an array of this length, if there is one.
    fn misfit_of_list(&self, length: usize) -> Option<String> {
        if let Some(least) = self.min_items.filter(|least| length < *least as usize) {
            return Some(format!("too short: it has {length} items, but the minimum is {least}"));
        }
        let most = self.max_items.filter(|most| length > *most as usize)?;
        Some(format!("too long: it has {length} items, but the maximum is {most}"))
    }
}

impl Model {
    /// Describes the first value in the data that violates the schema, if there is one.
    pub(crate) fn misfit(&self, schema: &Schema, data: &Data) -> Option<Misfit> {
        let here = |what: String| (data.first_words(), what);
        let limits = &schema.constraints;
        let not = |what: &str| Some(here(format!("not a value of `type: {what}`")));
        match (&schema.shape, &data.value) {
            (Shape::Any, _) => None,
            (Shape::Named(id), _) => self.misfit_of_type(*id, data),
            (Shape::Text | Shape::WorkflowKey { number: false }, Content::Scalar(value)) => match value.as_str() {
                Some(text) => limits.misfit(text).map(here),
                None => not("string"),
            },
            (Shape::Integer { .. } | Shape::WorkflowKey { number: true }, Content::Scalar(value)) => match exact(value)
            {
                Some(number) if !value.is_f64() => limits.misfit_of_number(&number).map(here),
                _ => not("integer"),
            },
            (Shape::Number, Content::Scalar(value)) => match exact(value) {
                Some(number) => limits.misfit_of_number(&number).map(here),
                None => not("number"),
            },
            (Shape::Boolean, Content::Scalar(value)) if value.is_boolean() => {
                let wanted = limits.constant.as_ref().filter(|constant| *constant != value);
                wanted.map(|wanted| here(format!("not `{wanted}`")))
            }
            (Shape::List(items), Content::List(values)) => {
                let inside = || values.iter().find_map(|value| self.misfit(items, value));
                limits.misfit_of_list(values.len()).map(here).or_else(inside)
            }
            (Shape::Map(items), Content::Object(members)) => {
                members.iter().find_map(|(_, value)| self.misfit(items, value))
            }
            (Shape::Boolean, _) => not("boolean"),
            (Shape::Number, _) => not("number"),
            (Shape::List(_), _) => not("array"),
            (Shape::Map(_), _) => not("object"),
            (Shape::Text | Shape::WorkflowKey { number: false }, _) => not("string"),
            (Shape::Integer { .. } | Shape::WorkflowKey { number: true }, _) => not("integer"),
        }
    }

    /// Describes the first value in the data that violates the named type, if there is one.
    pub(crate) fn misfit_of_type(&self, id: TypeId, data: &Data) -> Option<Misfit> {
        let kind = &self[id];
        let name = &kind.name.wire;
        let here = |what: String| (data.first_words(), what);
        match (&kind.kind, &data.value) {
            (TypeKind::Alias(schema), _) => self.misfit(schema, data),
            (TypeKind::Enum(values), Content::Scalar(value)) => {
                let known = values.iter().any(|known| Some(known.name.wire.as_str()) == value.as_str());
                (!known).then(|| here(format!("not one of the values of `{name}`")))
            }
            (TypeKind::Id(limits), Content::Scalar(value)) => match value.as_str() {
                Some(text) => limits.misfit(text).map(here),
                None => Some(here(format!("not a `{name}`"))),
            },
            (TypeKind::Object(fields), Content::Object(members)) => {
                let has = |wire: &String| members.iter().any(|(key, _)| key.value == *wire);
                let missing = fields.iter().find(|field| field.required && !has(&field.name.wire));
                let missing = missing.map(|field| here(format!("missing the field `{}`", field.name.wire)));
                let inside = || {
                    members.iter().find_map(|(key, value)| {
                        let field = fields.iter().find(|field| field.name.wire == key.value);
                        field.and_then(|field| self.misfit(&field.schema, value))
                    })
                };
                missing.or_else(inside)
            }
            _ => Some(here(format!("not a `{name}`"))),
        }
    }

    /// Describes the problem with a string that represents a value of a named type, such as a path parameter in a URL.
    pub(crate) fn misfit_of_text(&self, id: TypeId, text: &str) -> Option<String> {
        match &self[id].kind {
            TypeKind::Enum(values) => {
                let known = values.iter().any(|known| known.name.wire == text);
                (!known).then(|| format!("not one of the values of `{}`", self[id].name.wire))
            }
            TypeKind::Id(limits) => limits.misfit(text),
            TypeKind::Alias(schema) => self.misfit_of_spelled(schema, text),
            TypeKind::Object(_) => None,
        }
    }

    /// Describes the problem with a string that represents a value of a schema, if there is one.
    pub(crate) fn misfit_of_spelled(&self, schema: &Schema, text: &str) -> Option<String> {
        match schema.shape {
            Shape::Text => schema.constraints.misfit(text),
            Shape::Integer { .. } | Shape::Number => match text.parse::<Number>() {
                Ok(number) if matches!(schema.shape, Shape::Number) || text.parse::<i64>().is_ok() => {
                    schema.constraints.misfit_of_number(&number)
                }
                _ if matches!(schema.shape, Shape::Number) => Some("not a number".to_owned()),
                _ => Some("not an integer".to_owned()),
            },
            Shape::Boolean if !matches!(text, "true" | "false") => Some("neither `true` nor `false`".to_owned()),
            Shape::Named(id) => self.misfit_of_text(id, text),
            Shape::Boolean | Shape::WorkflowKey { .. } | Shape::Any | Shape::List(_) | Shape::Map(_) => None,
        }
    }
}

/// Converts a number in the spec without losing precision.
fn exact(value: &serde_json::Value) -> Option<Number> {
    value.as_number()?.to_string().parse().ok()
}
