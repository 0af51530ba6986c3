//! Payload types, resolved.

use std::collections::BTreeSet;

use serde_json::Number;

use super::{DecisionId, Deprecation, Model, Name, Source, TypeId};
pub use verispec_spec::syntax::{Format, Vocabulary};
use verispec_text::source::Span;

/// A schema file: payload types that belong together.
#[derive(Debug)]
pub struct SchemaFile {
    /// The stem, which is also the name of the module.
    pub name: Name,
    /// The purpose of the payloads.
    pub summary: String,
    /// The payload types, in spec order.
    pub types: Vec<TypeId>,
}

/// A payload type.
#[derive(Debug)]
pub struct Type {
    /// The name of the type.
    pub name: Name,
    /// The stem of its file.
    pub file: String,
    /// What the value is.
    pub description: Option<String>,
    /// The shape of the type.
    pub kind: TypeKind,
    /// Whether it occurs in requests.
    pub sent: bool,
    /// Whether it occurs in responses or other payloads from the provider.
    pub received: bool,
    /// Whether other objects include its fields.
    pub is_part: bool,
    /// The vocabulary that its values are taken from.
    pub vocabulary: Option<Vocabulary>,
    /// The deprecation, if it is deprecated.
    pub deprecated: Option<Deprecation>,
    /// The source of these facts.
    pub source: Source,
    /// The decisions behind these facts.
    pub decisions: Vec<DecisionId>,
}

/// The shape of a payload type.
#[derive(Debug)]
pub enum TypeKind {
    /// An object with these fields.
    Object(Vec<Field>),
    /// One of these strings.
    Enum(Vec<EnumValue>),
    /// An opaque id.
    Id(Constraints),
    /// A value with a name that only readers see.
    Alias(Schema),
}

/// An enum value.
#[derive(Debug)]
pub struct EnumValue {
    /// The name of the value.
    pub name: Name,
    /// What the value means, if the spec says so.
    pub summary: Option<String>,
    /// The deprecation, if it is deprecated.
    pub deprecated: Option<Deprecation>,
}

/// A field of an object.
#[derive(Debug)]
pub struct Field {
    /// The name of the field.
    pub name: Name,
    /// What the field contains.
    pub description: Option<String>,
    /// Whether the field is required.
    pub required: bool,
    /// The shape and the limits of the value.
    pub schema: Schema,
    /// Whether it is informative, so that no verdict depends on it.
    pub informative: bool,
    /// The value that applies if the field is absent.
    pub default: Option<serde_json::Value>,
    /// The deprecation, if it is deprecated.
    pub deprecated: Option<Deprecation>,
    /// The source, if it differs from that of the type.
    pub source: Option<Source>,
    /// The decisions behind the field.
    pub decisions: Vec<DecisionId>,
}

/// How the Rust struct of an object stores a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// As the plain value, which is always present.
    Plain,
    /// As an `Option`.
    Optional,
    /// As a list, which is empty if the field is absent.
    List,
    /// As a map, which is empty if the field is absent.
    Map,
    /// As an object, whose fields are all empty if it is absent.
    Nested,
}

/// The shape and the limits of a value.
#[derive(Debug, Clone)]
pub struct Schema {
    /// The shape of the value.
    pub shape: Shape,
    /// The limits of the value.
    pub constraints: Constraints,
    /// Whether it is personal data.
    pub personal: bool,
    /// Whether it is a secret.
    pub secret: bool,
    /// The span of the schema in the spec.
    pub span: Span,
}

/// The shape of a value.
#[derive(Debug, Clone)]
pub enum Shape {
    /// A string.
    Text,
    /// A whole number.
    Integer {
        /// Whether it may also be a string of digits.
        or_text: bool,
    },
    /// A number with or without a fraction, which keeps its spelling.
    Number,
    /// `true` or `false`.
    Boolean,
    /// The key of a workflow, written as a number or as a string.
    WorkflowKey {
        /// Whether it is written as a number.
        number: bool,
    },
    /// Any JSON, kept as it is.
    Any,
    /// A named type.
    Named(TypeId),
    /// A list.
    List(Box<Schema>),
    /// An object with any keys, whose values have the same shape.
    Map(Box<Schema>),
}

/// The limits of a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Constraints {
    /// The format of a string.
    pub format: Option<Format>,
    /// The regular expression that a string has to match.
    pub pattern: Option<String>,
    /// The only allowed value.
    pub constant: Option<serde_json::Value>,
    /// Where a URL may lead, if the spec says so.
    pub hosts: Option<Hosts>,
    /// The minimum number of characters.
    pub min_length: Option<u32>,
    /// The maximum number of characters.
    pub max_length: Option<u32>,
    /// The minimum number of items.
    pub min_items: Option<u32>,
    /// The maximum number of items.
    pub max_items: Option<u32>,
    /// The minimum.
    pub minimum: Option<Number>,
    /// The maximum.
    pub maximum: Option<Number>,
    /// The number must be a multiple of this.
    pub multiple_of: Option<Number>,
}

/// Where URLs may lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosts {
    /// As in the spec: services, and host patterns.
    pub words: Vec<String>,
    /// The host patterns of all regions.
    pub patterns: Vec<String>,
}

impl Constraints {
    /// The limits that are checked in received payloads: where URLs lead.
    pub fn of_received(&self) -> Self {
        Self { hosts: self.hosts.clone(), ..Self::default() }
    }

    /// Whether there are no limits.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The limits in words, for display.
    pub fn in_words(&self) -> Vec<String> {
        let mut words = Vec::new();
        let range = |what: &str, min: Option<Number>, max: Option<Number>| match (min, max) {
            (Some(min), Some(max)) if min == max => Some(format!("exactly {min} {what}")),
            (Some(min), Some(max)) => Some(format!("{min} to {max} {what}")),
            (Some(min), None) => Some(format!("at least {min} {what}")),
            (None, Some(max)) => Some(format!("at most {max} {what}")),
            (None, None) => None,
        };
        words.extend(range("characters", self.min_length.map(Number::from), self.max_length.map(Number::from)));
        words.extend(range("items", self.min_items.map(Number::from), self.max_items.map(Number::from)));
        words.extend(range("", self.minimum.clone(), self.maximum.clone()).map(|text| text.trim_end().to_owned()));
        words.extend(self.multiple_of.as_ref().map(|step| format!("a multiple of {step}")));
        words.extend(self.format.map(|format| match format {
            Format::DateTime => "a UTC timestamp, kept exactly as it is written".to_owned(),
            Format::Date => "a calendar date, kept exactly as it is written".to_owned(),
            Format::Uri => "an absolute URL".to_owned(),
        }));
        words.extend(self.pattern.as_ref().map(|pattern| format!("matching `{pattern}`")));
        words.extend(self.constant.as_ref().map(|value| format!("always `{value}`")));
        words.extend(self.hosts.as_ref().map(Hosts::in_words));
        words
    }
}

impl Model {
    /// The services and host patterns that URLs in payloads lead to.
    pub fn url_services(&self) -> BTreeSet<&str> {
        let mut open: Vec<&Schema> = Vec::new();
        for kind in &self.types {
            match &kind.kind {
                TypeKind::Object(fields) => open.extend(fields.iter().map(|field| &field.schema)),
                TypeKind::Alias(schema) => open.push(schema),
                TypeKind::Enum(_) | TypeKind::Id(_) => {}
            }
        }
        let mut found = BTreeSet::new();
        while let Some(schema) = open.pop() {
            found.extend(schema.constraints.hosts.iter().flat_map(|hosts| &hosts.words).map(String::as_str));
            if let Shape::List(inner) | Shape::Map(inner) = &schema.shape {
                open.push(inner);
            }
        }
        found
    }
}

impl Hosts {
    /// Where the URLs may lead, for display.
    pub fn in_words(&self) -> String {
        let is_service = |word: &&String| !word.contains('.');
        let code = |word: &String| format!("`{word}`");
        let services: Vec<String> = self.words.iter().filter(is_service).map(code).collect();
        let mut places: Vec<String> = self.words.iter().filter(|word| !is_service(word)).map(code).collect();
        match services.as_slice() {
            [] => {}
            [service] => places.insert(0, format!("a host of the service {service}")),
            services => places.insert(0, format!("a host of the services {}", services.join(", "))),
        }
        format!("at {}", places.join(", or at "))
    }
}

impl Schema {
    /// The shape behind aliases.
    pub fn unaliased<'m>(&'m self, model: &'m Model) -> &'m Shape {
        match &self.shape {
            Shape::Named(id) => match &model[*id].kind {
                // Aliases are not recursive, so this terminates.
                TypeKind::Alias(schema) => schema.unaliased(model),
                _ => &self.shape,
            },
            shape => shape,
        }
    }
}

impl Type {
    /// The fields, if it is an object.
    pub fn fields(&self) -> &[Field] {
        match &self.kind {
            TypeKind::Object(fields) => fields,
            _ => &[],
        }
    }

    /// Whether unknown fields are rejected, as in everything that the customer sends.
    pub fn is_closed(&self) -> bool {
        self.sent
    }

    /// How the Rust struct of this object stores a field. Received objects may lack any field, so their fields have
    /// types that can be empty.
    pub fn storage(&self, model: &Model, field: &Field) -> Storage {
        match (field.schema.unaliased(model), self.is_closed(), field.required) {
            (_, true, true) => Storage::Plain,
            (_, true, false) => Storage::Optional,
            (Shape::List(_), false, _) => Storage::List,
            (Shape::Map(_), false, _) => Storage::Map,
            (Shape::Named(id), false, true) if matches!(model[*id].kind, TypeKind::Object(_)) => Storage::Nested,
            (_, false, _) => Storage::Optional,
        }
    }
}
