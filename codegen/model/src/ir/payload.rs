//! The resolved model of payload types.

use std::collections::BTreeSet;

use serde_json::Number;

use super::{DecisionId, Deprecation, Model, Name, Source, TypeId};
pub use verispec_spec::syntax::{Format, Vocabulary};
use verispec_text::source::Span;

/// A schema file: payload types that belong together.
#[derive(Debug)]
pub struct SchemaFile {
    /// The stem of the file name, which is also the name of the module.
    pub name: Name,
    /// A description of what the payloads in the file are for.
    pub summary: String,
    /// The payload types, in spec order.
    pub types: Vec<TypeId>,
}

/// A payload type.
#[derive(Debug)]
pub struct Type {
    /// The name of the type in the spec.
    pub name: Name,
    /// The stem of the type's file name.
    pub file: String,
    /// A description of the type's values.
    pub description: Option<String>,
    /// The shape of the type.
    pub kind: TypeKind,
    /// Whether the type occurs in requests.
    pub sent: bool,
    /// Whether the type occurs in responses or other payloads from the provider.
    pub received: bool,
    /// Whether other objects include the fields of this type.
    pub is_part: bool,
    /// The vocabulary that the enum values are taken from.
    pub vocabulary: Option<Vocabulary>,
    /// The deprecation; `None` if the item is not deprecated.
    pub deprecated: Option<Deprecation>,
    /// The section of a document that these facts come from.
    pub source: Source,
    /// Decisions that deviate from the documents or go beyond them.
    pub decisions: Vec<DecisionId>,
}

/// The shape of a payload type.
#[derive(Debug)]
pub enum TypeKind {
    /// An object with these fields.
    Object(Vec<Field>),
    /// One of these strings.
    Enum(Vec<EnumValue>),
    /// An opaque id, with the limits of its string.
    Id(Constraints),
    /// A named alias of another schema; the name only appears in the docs.
    Alias(Schema),
}

/// An enum value.
#[derive(Debug)]
pub struct EnumValue {
    /// The string on the wire, and its spelling in Rust.
    pub name: Name,
    /// The meaning of the value, if the spec states it.
    pub summary: Option<String>,
    /// The deprecation; `None` if the item is not deprecated.
    pub deprecated: Option<Deprecation>,
}

/// A field of an object.
#[derive(Debug)]
pub struct Field {
    /// The name of the field on the wire, and its spelling in Rust.
    pub name: Name,
    /// A description of the field.
    pub description: Option<String>,
    /// Whether the schema requires the field.
    pub required: bool,
    /// The shape and the limits of the value.
    pub schema: Schema,
    /// Whether the field is informative, which means that no verdict depends on it.
    pub informative: bool,
    /// The value that applies if the field is absent.
    pub default: Option<serde_json::Value>,
    /// The deprecation; `None` if the item is not deprecated.
    pub deprecated: Option<Deprecation>,
    /// The section of a document that the field comes from, if it differs from that of the type.
    pub source: Option<Source>,
    /// Decisions that deviate from the documents or go beyond them.
    pub decisions: Vec<DecisionId>,
}

/// The way in which the Rust struct of an object stores a field.
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
    /// As an object, whose fields are all empty if the field is absent.
    Nested,
}

/// The shape and the limits of a value.
#[derive(Debug, Clone)]
pub struct Schema {
    /// The shape of the value.
    pub shape: Shape,
    /// The limits of the value, besides its shape.
    pub constraints: Constraints,
    /// Whether the value is personal data, which is hidden in debug output.
    pub personal: bool,
    /// Whether the value is a secret, which is hidden in debug output.
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
        /// Whether the number may also be a string of digits.
        or_text: bool,
    },
    /// A number with or without a fraction. The original spelling is preserved.
    Number,
    /// `true` or `false`.
    Boolean,
    /// The key of a workflow, written as a number or as a string.
    WorkflowKey {
        /// Whether the key is written as a number.
        number: bool,
    },
    /// Any JSON value, preserved without changes.
    Any,
    /// A named type.
    Named(TypeId),
    /// A list.
    List(Box<Schema>),
    /// An object with arbitrary keys, whose values all have the same shape.
    Map(Box<Schema>),
}

/// The limits of a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Constraints {
    /// The format of a string.
    pub format: Option<Format>,
    /// The regular expression that a string has to match.
    pub pattern: Option<String>,
    /// The only allowed value, if there is only one.
    pub constant: Option<serde_json::Value>,
    /// The allowed hosts of a URL, if the spec states them.
    pub hosts: Option<Hosts>,
    /// The minimum number of characters of a string.
    pub min_length: Option<u32>,
    /// The maximum number of characters of a string.
    pub max_length: Option<u32>,
    /// The minimum number of items of a list.
    pub min_items: Option<u32>,
    /// The maximum number of items of a list.
    pub max_items: Option<u32>,
    /// The inclusive minimum of a number.
    pub minimum: Option<Number>,
    /// The inclusive maximum of a number.
    pub maximum: Option<Number>,
    /// The number that the value must be a multiple of.
    pub multiple_of: Option<Number>,
}

/// The allowed hosts of URLs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosts {
    /// The services and host patterns as written in the spec.
    pub words: Vec<String>,
    /// The host patterns of the services in all regions, and those in the spec.
    pub patterns: Vec<String>,
}

impl Constraints {
    /// Returns only the limits that are checked in received payloads: the hosts of URLs.
    pub fn of_received(&self) -> Self {
        Self { hosts: self.hosts.clone(), ..Self::default() }
    }

    /// Returns whether there are no limits.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Describes each limit with a phrase for display.
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
            Format::DateTime => "a UTC timestamp, kept exactly as written".to_owned(),
            Format::Date => "a calendar date, kept exactly as written".to_owned(),
            Format::Uri => "an absolute URL".to_owned(),
        }));
        words.extend(self.pattern.as_ref().map(|pattern| format!("matching `{pattern}`")));
        words.extend(self.constant.as_ref().map(|value| format!("always `{value}`")));
        words.extend(self.hosts.as_ref().map(Hosts::in_words));
        words
    }
}

impl Model {
    /// Returns all services and host patterns that URLs in payloads may point to.
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
    /// Describes the allowed hosts for display.
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
    /// Returns the shape that remains after aliases are resolved.
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
    /// Returns the fields of an object; empty for any other type.
    pub fn fields(&self) -> &[Field] {
        match &self.kind {
            TypeKind::Object(fields) => fields,
            _ => &[],
        }
    }

    /// Returns whether unknown fields are rejected, as in all payloads that the customer sends.
    pub fn is_closed(&self) -> bool {
        self.sent
    }

    /// Returns how the Rust struct of this object stores a field. Received objects may lack any field, so their fields
    /// have types that can represent absence.
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
