//! Renders one page of payload types per schema file, and a page that lists them all.

use minijinja::{Value, context};

use super::Pages;
use super::link::Links;
use super::members::Cells;
use super::text::{code, maybe, md, values};
use verispec_model::ir::{Field, Schema, SchemaFile, Shape, Type, TypeId, TypeKind};
use verispec_text::file::File;

impl Pages<'_> {
    /// Renders `payloads.md`.
    pub(super) fn payloads(&self) -> File {
        let links = self.links();
        let files = self.model.schema_files.iter().map(|file| {
            context! {
                name => file.name.wire.as_str(),
                summary => file.summary.as_str(),
                types => values(file.types.iter().map(|id| links.type_(*id))),
            }
        });
        self.page("payloads.md", "schemas/", "payloads.md.j2", context! { files => values(files) })
    }

    /// Renders `payloads/<stem>.md` for every schema file.
    pub(super) fn payload_file(&self, file: &SchemaFile) -> File {
        let stem = &file.name.wire;
        let context = context! {
            name => stem.as_str(),
            summary => file.summary.as_str(),
            types => values(file.types.iter().map(|id| self.payload(*id))),
        };
        self.page(&format!("payloads/{stem}.md"), &format!("schemas/{stem}.yaml"), "payload_file.md.j2", context)
    }

    fn payload(&self, id: TypeId) -> Value {
        let (links, model) = (self.links_from_below(), self.model);
        let kind = &model[id];
        let fields = kind.fields().iter().map(|field| self.field(links, field));
        context! {
            name => kind.name.wire.as_str(),
            description => maybe(kind.description.as_deref().map(md)),
            deprecated => maybe(links.deprecated(kind.deprecated.as_ref())),
            nature => self.nature(links, kind),
            traffic => kind.traffic_in_words(),
            fields => values(fields),
            values => self.enum_values(links, kind),
            holders => values(model.types_holding(id).into_iter().map(|holder| links.type_(holder))),
            operations => values(model.operations_holding(id).into_iter().map(|operation| links.operation(operation))),
            source => links.source(&kind.source),
            decisions => links.decisions(&kind.decisions),
        }
    }

    /// Describes the kind of a type briefly.
    fn nature(&self, links: Links<'_>, kind: &Type) -> String {
        match &kind.kind {
            TypeKind::Object(_) => "An object.".to_owned(),
            TypeKind::Enum(_) => "One of the following values.".to_owned(),
            TypeKind::Id(limits) => {
                let limits: Vec<String> = std::iter::once("An opaque id".to_owned()).chain(limits.in_words()).collect();
                format!("{}. Do not parse it.", limits.join(", "))
            }
            TypeKind::Alias(schema) => {
                let (shape, limits) = (links.shape(schema), schema.limits_in_words());
                let words: Vec<String> =
                    std::iter::once(shape).chain(limits.into_iter().map(|limit| md(&limit))).collect();
                format!("{}.", words.join(", "))
            }
        }
    }

    pub(super) fn field(&self, links: Links<'_>, field: &Field) -> Value {
        let Cells { description, kind, limits } = links.cells(field);
        context! {
            name => field.name.wire.as_str(),
            kind => kind,
            required => field.required,
            limits => limits,
            description => description,
        }
    }

    /// Renders the values of an enum, in a single row if none of them has a description.
    fn enum_values(&self, links: Links<'_>, kind: &Type) -> Value {
        let TypeKind::Enum(all) = &kind.kind else {
            return context! { explained => false, rows => values::<Value>([]), words => "" };
        };
        let words: Vec<String> = all.iter().map(|value| code(&value.name.wire)).collect();
        context! {
            explained => all.iter().any(|value| value.summary.is_some() || value.deprecated.is_some()),
            rows => values(all.iter().map(|value| {
                let deprecated = links.deprecated(value.deprecated.as_ref());
                let notes: Vec<String> = deprecated.into_iter().chain(value.summary.as_deref().map(md)).collect();
                let summary = if notes.is_empty() { links.unsaid(&kind.source) } else { notes.join(" ") };
                context! { name => value.name.wire.as_str(), summary => summary }
            })),
            words => words.join(", "),
        }
    }
}

impl Links<'_> {
    /// Describes the type of a value briefly.
    pub(super) fn shape(self, schema: &Schema) -> String {
        match &schema.shape {
            Shape::Text => "text".to_owned(),
            Shape::Integer { or_text: false } => "whole number".to_owned(),
            Shape::Integer { or_text: true } => "whole number, or a string of its digits".to_owned(),
            Shape::Number => "number".to_owned(),
            Shape::Boolean => "`true` or `false`".to_owned(),
            Shape::Any => "any JSON".to_owned(),
            Shape::WorkflowKey { number: true } => "workflow key, as a number".to_owned(),
            Shape::WorkflowKey { number: false } => "workflow key, as a string".to_owned(),
            Shape::Named(id) => self.type_(*id),
            Shape::List(items) => format!("list of {}", self.shape(items)),
            Shape::Map(value) => format!("object that maps any field to {}", self.shape(value)),
        }
    }
}
