//! Payload types, resolved.

use std::collections::BTreeSet;

use serde_json::Number;

use super::{DecisionId, Deprecation, Model, Name, Source, TypeId};
pub use verispec_spec::syntax::{Format, Vocabulary};
use verispec_text::source::Span;

/// A schema file: the payload types that belong together.
#[derive(Debug)]
pub struct SchemaFile {
    /// The stem, which is the name of the module.
    pub name: Name,
    /// What the payloads are for.
    pub summary: String,
    /// Its types, in spec order.
    pub types: Vec<TypeId>,
}

/// A payload type.
#[derive(Debug)]
pub struct Type {
    /// Its name.
    pub name: Name,
    /// The stem of its file.
    pub file: String,
    /// What it is.
    pub description: Option<String>,
    /// What it looks like.
    pub kind: TypeKind,
    /// Whether a request can hold it.
    pub sent: bool,
    /// Whether the provider can send it.
    pub received: bool,
    /// Whether other objects have its fields.
    pub is_part: bool,
    /// The vocabulary that its values are taken from.
    pub vocabulary: Option<Vocabulary>,
    /// That it should not be used any more.
    pub deprecated: Option<Deprecation>,
    /// Where this stands.
    pub source: Source,
    /// Decisions behind it.
    pub decisions: Vec<DecisionId>,
}

/// What a payload type looks like.
#[derive(Debug)]
pub enum TypeKind {
    /// An object with these members.
    Object(Vec<Field>),
    /// One of these strings.
    Enum(Vec<EnumValue>),
    /// An opaque id.
    Id(Constraints),
    /// A value that has a name for the reader only.
    Alias(Schema),
}

/// A value of an enumeration.
#[derive(Debug)]
pub struct EnumValue {
    /// Its name.
    pub name: Name,
    /// What it means, as far as the spec says so.
    pub summary: Option<String>,
    /// That it should not be used any more.
    pub deprecated: Option<Deprecation>,
}

/// A member of an object.
#[derive(Debug)]
pub struct Field {
    /// Its name.
    pub name: Name,
    /// What it is.
    pub description: Option<String>,
    /// Whether it must be there.
    pub required: bool,
    /// What its value looks like.
    pub schema: Schema,
    /// Whether no verdict rests on it.
    pub informative: bool,
    /// The value that holds when it is absent.
    pub default: Option<serde_json::Value>,
    /// That it should not be used any more.
    pub deprecated: Option<Deprecation>,
    /// Where this stands, if not where the type does.
    pub source: Option<Source>,
    /// Decisions behind it.
    pub decisions: Vec<DecisionId>,
}

/// How a field is held by the Rust type of its object.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Storage {
    /// As the value: it is always there.
    Plain,
    /// As an `Option`.
    Optional,
    /// As a list, which is empty if the field is absent.
    List,
    /// As a map, which is empty if the field is absent.
    Map,
    /// As an object, whose fields say nothing if it is absent.
    Nested,
}

/// What a value looks like.
#[derive(Debug, Clone)]
pub struct Schema {
    /// Its shape.
    pub shape: Shape,
    /// Its limits.
    pub constraints: Constraints,
    /// Whether it is personal data.
    pub personal: bool,
    /// Whether it is a secret.
    pub secret: bool,
    /// Where the spec says so.
    pub span: Span,
}

/// The shape of a value.
#[derive(Debug, Clone)]
pub enum Shape {
    /// Text.
    Text,
    /// A whole number.
    Integer {
        /// Whether it may also come as a string of its digits.
        or_text: bool,
    },
    /// A number with or without a fraction, kept as it is written.
    Number,
    /// `true` or `false`.
    Boolean,
    /// The key of a workflow, written as a number or as text.
    WorkflowKey {
        /// Whether it is written as a number.
        number: bool,
    },
    /// Anything at all, kept as it is.
    Any,
    /// A type with a name.
    Named(TypeId),
    /// A list.
    List(Box<Schema>),
    /// An object with any members, all of one shape.
    Map(Box<Schema>),
}

/// The limits of a value.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Constraints {
    /// How text is spelled.
    pub format: Option<Format>,
    /// The regular expression that text has to match.
    pub pattern: Option<String>,
    /// The only value that is allowed.
    pub constant: Option<serde_json::Value>,
    /// Where a URL may lead, if the spec says so.
    pub hosts: Option<Hosts>,
    /// Fewest characters.
    pub min_length: Option<u32>,
    /// Most characters.
    pub max_length: Option<u32>,
    /// Fewest items.
    pub min_items: Option<u32>,
    /// Most items.
    pub max_items: Option<u32>,
    /// Smallest number.
    pub minimum: Option<Number>,
    /// Largest number.
    pub maximum: Option<Number>,
    /// What the number is a multiple of.
    pub multiple_of: Option<Number>,
}

/// Where URLs may lead.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hosts {
    /// As the spec says it: services, and patterns of hosts.
    pub words: Vec<String>,
    /// The patterns of all hosts, over all regions.
    pub patterns: Vec<String>,
}

impl Constraints {
    /// Those that are checked in what is received: where URLs lead.
    pub fn of_received(&self) -> Self {
        Self { hosts: self.hosts.clone(), ..Self::default() }
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// The limits in words, for a reader.
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
    /// The services, and patterns of hosts, that URLs of payloads lead to.
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
    /// Where the URLs may lead, for a reader.
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
    /// The shape behind names that stand for nothing but a value.
    pub fn unaliased<'m>(&'m self, model: &'m Model) -> &'m Shape {
        match &self.shape {
            Shape::Named(id) => match &model[*id].kind {
                // Names do not stand for themselves, so this ends.
                TypeKind::Alias(schema) => schema.unaliased(model),
                _ => &self.shape,
            },
            shape => shape,
        }
    }
}

impl Type {
    /// The members, if it is an object.
    pub fn fields(&self) -> &[Field] {
        match &self.kind {
            TypeKind::Object(fields) => fields,
            _ => &[],
        }
    }

    /// Whether unknown members are refused: so it is with what we send.
    pub fn is_closed(&self) -> bool {
        self.sent
    }

    /// How the Rust type of this object holds a field. What is received may lack anything, so its fields are held in types
    /// that can say nothing.
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
