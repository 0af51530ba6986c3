//! Deserializes a tree into the structs of the spec language, with a serde deserializer that supplies spans on request.

use serde::de::value::StringDeserializer;
use serde::de::{self, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor};

use super::tree::{Key, Node, Value};
use crate::source::{SPANNED, Span};

/// An error about a value that could not be deserialized, and its span.
#[derive(Debug)]
pub struct Error {
    /// What is wrong with the value.
    pub message: String,
    /// The span, if the value has one.
    pub span: Option<Span>,
}

impl std::fmt::Display for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for Error {}

impl de::Error for Error {
    fn custom<T: std::fmt::Display>(message: T) -> Self {
        Self { message: message.to_string(), span: None }
    }
}

/// Adds a span to an error that has none. The innermost span is kept, because it is the most precise.
fn locate<T>(result: Result<T, Error>, span: Span) -> Result<T, Error> {
    result.map_err(|error| Error { span: error.span.or(Some(span)), ..error })
}

impl<'de> de::Deserializer<'de> for &Node {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        let result = match &self.value {
            Value::Null => visitor.visit_unit(),
            Value::Bool(value) => visitor.visit_bool(*value),
            Value::Number(number) => match (number.as_u64(), number.as_i64(), number.as_f64()) {
                (Some(value), ..) => visitor.visit_u64(value),
                (_, Some(value), _) => visitor.visit_i64(value),
                (.., value) => visitor.visit_f64(value.unwrap_or(f64::NAN)),
            },
            Value::String(text) => visitor.visit_str(text),
            Value::Sequence(items) => visitor.visit_seq(Items(items.iter())),
            Value::Mapping(entries) => visitor.visit_map(Entries { entries: entries.iter(), value: None }),
        };
        locate(result, self.span)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.value {
            Value::Null => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_newtype_struct<V: Visitor<'de>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_newtype_struct(self)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if name == SPANNED {
            return visitor.visit_seq(SpannedAccess { span: self.span, step: 0, content: Content::Node(self) });
        }
        self.deserialize_any(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        // All enums of the spec language are plain strings.
        match &self.value {
            Value::String(text) => locate(visitor.visit_enum(text.clone().into_deserializer()), self.span),
            _ => self.deserialize_any(visitor),
        }
    }

    fn deserialize_u16<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_whole(visitor)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_whole(visitor)
    }

    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_whole(visitor)
    }

    fn deserialize_i64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_whole(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i128 u8 u128 f32 f64 char str string bytes byte_buf unit unit_struct
        seq tuple tuple_struct map identifier ignored_any
    }
}

impl Node {
    /// Deserializes an integer. JSON Schema accepts `1.0` as an integer, so the spec language accepts it, too.
    fn deserialize_whole<'de, V: Visitor<'de>>(&self, visitor: V) -> Result<V::Value, Error> {
        /// The maximum absolute value up to which a float can represent every integer exactly.
        const EXACT: f64 = 9_007_199_254_740_992.0;
        match &self.value {
            Value::Number(number) if number.is_f64() => {
                let value = number.as_f64().unwrap_or(f64::NAN);
                let whole = value.fract() == 0.0 && value.abs() <= EXACT;
                if whole {
                    locate(visitor.visit_i64(value as i64), self.span)
                } else {
                    de::Deserializer::deserialize_any(self, visitor)
                }
            }
            _ => de::Deserializer::deserialize_any(self, visitor),
        }
    }
}

struct Items<'a>(std::slice::Iter<'a, Node>);

impl<'de> SeqAccess<'de> for Items<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.0.next().map(|node| seed.deserialize(node)).transpose()
    }
}

struct Entries<'a> {
    entries: std::slice::Iter<'a, (Key, Node)>,
    value: Option<&'a Node>,
}

impl<'de> MapAccess<'de> for Entries<'_> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some((key, value)) = self.entries.next() else { return Ok(None) };
        self.value = Some(value);
        locate(seed.deserialize(KeyDeserializer(key)), key.span).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, Error> {
        match self.value.take() {
            Some(node) => locate(seed.deserialize(node), node.span),
            None => Err(de::Error::custom("a value was requested before its key")),
        }
    }
}

struct KeyDeserializer<'a>(&'a Key);

impl<'de> de::Deserializer<'de> for KeyDeserializer<'_> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_str(&self.0.name)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if name == SPANNED {
            return visitor.visit_seq(SpannedAccess {
                span: self.0.span,
                step: 0,
                content: Content::Key(&self.0.name),
            });
        }
        self.deserialize_any(visitor)
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit unit_struct
        newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}

/// The four values of a `Spanned`: file, start, end, value.
struct SpannedAccess<'a> {
    span: Span,
    step: u8,
    content: Content<'a>,
}

enum Content<'a> {
    Node(&'a Node),
    Key(&'a str),
}

impl<'de> SeqAccess<'de> for SpannedAccess<'_> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'de>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        self.step += 1;
        let number = |value: u32, seed: T| seed.deserialize(value.into_deserializer());
        match (self.step, &self.content) {
            (1, _) => number(self.span.file.0, seed),
            (2, _) => number(self.span.start, seed),
            (3, _) => number(self.span.end, seed),
            (4, Content::Node(node)) => seed.deserialize(*node),
            (4, Content::Key(name)) => seed.deserialize(StringDeserializer::new((*name).to_owned())),
            _ => return Ok(None),
        }
        .map(Some)
    }
}
