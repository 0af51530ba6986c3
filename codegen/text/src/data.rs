//! Data that the spec language does not interpret, such as the body of an example, as JSON with source spans.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;
use serde::de::{MapAccess, SeqAccess, Visitor};
use serde_json::{Number, Value};

use crate::source::{Span, Spanned, Text};

/// JSON data in which every field and item has a span.
pub type Data = Spanned<Content>;

/// A JSON value whose fields and items have spans.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// A scalar.
    Scalar(Value),
    /// A list.
    List(Vec<Data>),
    /// An object, with its fields in source order.
    Object(Vec<(Text, Data)>),
}

impl Data {
    /// Returns the value without its source spans.
    pub fn to_json(&self) -> Value {
        match &self.value {
            Content::Scalar(value) => value.clone(),
            Content::List(items) => items.iter().map(Data::to_json).collect(),
            Content::Object(members) => {
                members.iter().map(|(key, value)| (key.value.clone(), value.to_json())).collect()
            }
        }
    }

    /// Returns the value at a JSON Pointer.
    pub fn at(&self, pointer: &str) -> Option<&Data> {
        let mut data = self;
        for step in pointer.split('/').skip(1) {
            let step = step.replace("~1", "/").replace("~0", "~");
            data = match &data.value {
                Content::Object(members) => &members.iter().find(|(key, _)| key.value == step)?.1,
                Content::List(items) => items.get(step.parse::<usize>().ok()?)?,
                Content::Scalar(_) => return None,
            };
        }
        Some(data)
    }

    /// Returns the value at a JSON Pointer or, if that does not exist, its innermost existing ancestor.
    pub fn nearest(&self, pointer: &str) -> &Data {
        match (self.at(pointer), pointer.rfind('/')) {
            (Some(found), _) => found,
            (None, Some(end)) => self.nearest(&pointer[..end]),
            (None, None) => self,
        }
    }

    /// Returns the span of a field's name.
    pub fn key(&self, name: &str) -> Option<Span> {
        match &self.value {
            Content::Object(members) => members.iter().find(|(key, _)| key.value == name).map(|(key, _)| key.span),
            Content::Scalar(_) | Content::List(_) => None,
        }
    }

    /// Returns the span of a scalar, or of the first scalar in a list or object, because highlighting a whole block
    /// does not help.
    pub fn first_words(&self) -> Span {
        match &self.value {
            Content::Object(members) => members.first().map_or(self.span, |(key, _)| key.span),
            Content::List(items) => items.first().map_or(self.span, Data::first_words),
            Content::Scalar(_) => self.span,
        }
    }
}

impl<'de> Deserialize<'de> for Content {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct AnyContent;

        impl<'de> Visitor<'de> for AnyContent {
            type Value = Content;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("data")
            }

            fn visit_unit<E>(self) -> Result<Content, E> {
                Ok(Content::Scalar(Value::Null))
            }

            fn visit_bool<E>(self, value: bool) -> Result<Content, E> {
                Ok(Content::Scalar(value.into()))
            }

            fn visit_u64<E>(self, value: u64) -> Result<Content, E> {
                Ok(Content::Scalar(value.into()))
            }

            fn visit_i64<E>(self, value: i64) -> Result<Content, E> {
                Ok(Content::Scalar(value.into()))
            }

            fn visit_f64<E>(self, value: f64) -> Result<Content, E> {
                Ok(Content::Scalar(Number::from_f64(value).map_or(Value::Null, Value::Number)))
            }

            fn visit_str<E>(self, value: &str) -> Result<Content, E> {
                Ok(Content::Scalar(value.into()))
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Content, A::Error> {
                let mut items = Vec::new();
                while let Some(item) = seq.next_element()? {
                    items.push(item);
                }
                Ok(Content::List(items))
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Content, A::Error> {
                let mut members = Vec::new();
                while let Some(member) = map.next_entry()? {
                    members.push(member);
                }
                Ok(Content::Object(members))
            }
        }

        deserializer.deserialize_any(AnyContent)
    }
}

/// The JSON Schema of a spec allows any data here.
impl JsonSchema for Content {
    fn inline_schema() -> bool {
        true
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Content".into()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Value::json_schema(generator)
    }
}
