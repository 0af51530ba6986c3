//! Defaults of payload schemas, held against the whole schema that they stand in, whatever it refers to.

use super::Lower;
use crate::ir::{Constraints, Format, Model, Schema, Shape, TypeId, TypeKind};
use crate::rules;
use crate::syntax::{Content, Data, Spec};

impl Lower<'_> {
    /// Reports each default of a member that is no value of it. Types that something is wrong with are left alone.
    pub(super) fn check_defaults(&mut self, spec: &Spec, model: &Model) {
        let defs = spec.schemas.iter().flat_map(|file| file.content.defs.values());
        let mut found = Vec::new();
        for (id, def) in defs.enumerate().map(|(index, def)| (TypeId(index), def)) {
            if self.doubtful_types.contains(&id) {
                continue;
            }
            found.extend(def.default.iter().filter_map(|default| Some((default, misfit_of_type(model, id, default)?))));
            for (member, field) in def.properties.values().zip(model[id].fields()) {
                let default = member.default.as_ref();
                found.extend(default.and_then(|default| Some((default, misfit(model, &field.schema, default)?))));
            }
        }
        for (default, why) in found {
            let rule = &rules::default_does_not_fit::RULE;
            self.push(rule.at(default.first_words(), format!("the default is {why}")).way_out());
        }
    }
}

/// What is wrong with a value, as far as its schema tells.
fn misfit(model: &Model, schema: &Schema, data: &Data) -> Option<String> {
    let no = |what: &str| Some(format!("no {what}"));
    match (&schema.shape, &data.value) {
        (Shape::Any, _) => None,
        (Shape::Named(id), _) => misfit_of_type(model, *id, data),
        (Shape::Text | Shape::WorkflowKey { number: false }, Content::Scalar(value)) => match value.as_str() {
            Some(text) => misfit_of_text(&schema.constraints, text),
            None => no("value of `type: string`"),
        },
        (Shape::Integer | Shape::WorkflowKey { number: true }, Content::Scalar(value)) => match value.as_i64() {
            Some(number) if schema.constraints.minimum.is_some_and(|least| number < least) => {
                no("number that is allowed")
            }
            Some(number) if schema.constraints.maximum.is_some_and(|most| number > most) => {
                no("number that is allowed")
            }
            None if !value.is_u64() => no("value of `type: integer`"),
            _ => None,
        },
        (Shape::Boolean, Content::Scalar(value)) if value.is_boolean() => None,
        (Shape::List(items), Content::List(values)) => values.iter().find_map(|value| misfit(model, items, value)),
        (Shape::Map(items), Content::Object(members)) => {
            members.iter().find_map(|(_, value)| misfit(model, items, value))
        }
        (Shape::Boolean, _) => no("value of `type: boolean`"),
        (Shape::List(_), _) => no("value of `type: array`"),
        (Shape::Map(_), _) => no("value of `type: object`"),
        (Shape::Text | Shape::WorkflowKey { number: false }, _) => no("value of `type: string`"),
        (Shape::Integer | Shape::WorkflowKey { number: true }, _) => no("value of `type: integer`"),
    }
}

fn misfit_of_type(model: &Model, id: TypeId, data: &Data) -> Option<String> {
    let kind = &model[id];
    let name = &kind.name.wire;
    match (&kind.kind, &data.value) {
        (TypeKind::Alias(schema), _) => misfit(model, schema, data),
        (TypeKind::Enum(values), Content::Scalar(value)) => {
            let known = values.iter().any(|known| Some(known.name.wire.as_str()) == value.as_str());
            (!known).then(|| format!("none of the words of `{name}`"))
        }
        (TypeKind::Id(limits), Content::Scalar(value)) => match value.as_str() {
            Some(text) => misfit_of_text(limits, text),
            None => Some(format!("no `{name}`")),
        },
        (TypeKind::Object(fields), Content::Object(members)) => {
            let missing = fields
                .iter()
                .find(|field| field.required && !members.iter().any(|(key, _)| key.value == field.name.wire));
            let inside = members.iter().find_map(|(key, value)| {
                let field = fields.iter().find(|field| field.name.wire == key.value);
                field.and_then(|field| misfit(model, &field.schema, value))
            });
            missing.map(|field| format!("without the member `{}`", field.name.wire)).or(inside)
        }
        _ => Some(format!("no `{name}`")),
    }
}

fn misfit_of_text(limits: &Constraints, text: &str) -> Option<String> {
    let length = text.chars().count();
    let is_short = limits.min_length.is_some_and(|least| length < least as usize);
    let is_long = limits.max_length.is_some_and(|most| length > most as usize);
    let is_link = text.starts_with("https://") || text.starts_with("http://");
    match limits.format {
        _ if is_short || is_long => Some("too short or too long".to_owned()),
        Some(Format::Uri) if !is_link => Some("no absolute URL".to_owned()),
        _ => None,
    }
}
