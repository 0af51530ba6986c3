//! Describes the Rust type of a payload field, precisely enough to compare two fields.

use super::Differ;
use verispec_model::ir::{Format, Model, Schema, Shape, Type, TypeKind};

/// Returns the type of a field's value, as the crate writes it, without `Option`.
pub(super) fn member_type(model: &Model, owner: &Type, schema: &Schema) -> String {
    let item = |schema: &Schema| member_type(model, owner, schema);
    let inner = model.resolved(schema);
    let plain = match &inner.shape {
        Shape::Text if inner.secret => return "Secret".to_owned(),
        Shape::Text => match inner.constraints.format {
            Some(Format::DateTime) => "Timestamp".to_owned(),
            Some(Format::Date) => "Date".to_owned(),
            Some(Format::Uri) | None => "String".to_owned(),
        },
        Shape::Integer { .. } => "i64".to_owned(),
        Shape::Number => "Number".to_owned(),
        Shape::Boolean => "bool".to_owned(),
        Shape::WorkflowKey { .. } => "WorkflowKey".to_owned(),
        Shape::Any => "Json".to_owned(),
        Shape::List(items) => format!("Vec<{}>", item(items)),
        Shape::Map(values) => format!("BTreeMap<String, {}>", item(values)),
        Shape::Named(id) => match &model[*id].kind {
            // Received values may contain unknown enum values.
            TypeKind::Enum(_) if !owner.sent => format!("Open<{}>", model[*id].name.pascal),
            _ => model[*id].name.pascal.clone(),
        },
    };
    if model.is_personal(schema) { format!("Personal<{plain}>") } else { plain }
}

/// Returns the shape of a value on the wire, with type names and without limits.
pub(super) fn wire_type(model: &Model, schema: &Schema) -> String {
    match &schema.shape {
        Shape::Text => "text".to_owned(),
        Shape::Integer { or_text: false } => "integer".to_owned(),
        Shape::Integer { or_text: true } => "integer or string".to_owned(),
        Shape::Number => "number".to_owned(),
        Shape::Boolean => "truth value".to_owned(),
        Shape::WorkflowKey { number: true } => "key as a number".to_owned(),
        Shape::WorkflowKey { number: false } => "key as a string".to_owned(),
        Shape::Any => "anything".to_owned(),
        Shape::List(items) => format!("list of {}", wire_type(model, items)),
        Shape::Map(values) => format!("map of {}", wire_type(model, values)),
        Shape::Named(id) => match &model[*id].kind {
            TypeKind::Alias(alias) => wire_type(model, alias),
            _ => model[*id].name.pascal.clone(),
        },
    }
}

impl Differ<'_> {
    /// Returns a type of the older spec, spelled with the newer type names.
    pub(super) fn newer_type(&self, ty: &str) -> String {
        let separators = |c: char| !c.is_ascii_alphanumeric();
        let parts = ty.split_inclusive(separators).map(|part| {
            let word = part.trim_end_matches(separators);
            match self.renamed.get(word) {
                Some(newer) => part.replacen(word, newer, 1),
                None => part.to_owned(),
            }
        });
        parts.collect()
    }
}
