//! `schemas/<stem>.yaml`: payload schemas, the part of JSON Schema 2020-12 that can be generated faithfully.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Number;

use super::{Data, Deprecation, Map, Text, spelling};
use verispec_text::source::Spanned;

/// `schemas/<stem>.yaml`: payload schemas that belong together.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Schemas {
    /// What the payloads of this file are for.
    pub summary: Text,
    /// Where they come from, if a schema does not say otherwise: `document: section`.
    pub source: Text,
    /// The schemas, by name.
    #[serde(rename = "$defs")]
    #[schemars(extend("propertyNames" = spelling::TYPE.keys()))]
    pub defs: Map<Schema>,
}

/// A JSON Schema. What is not listed here cannot be generated faithfully, and is refused.
#[derive(Debug, Default, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Schema {
    /// What the value is, and what the reader has to know about it.
    pub description: Option<Text>,
    /// The JSON type.
    #[serde(rename = "type")]
    pub kind: Option<Spanned<SchemaType>>,
    /// Another schema, as `#/$defs/Name`; schemas of all files share one name space.
    #[serde(rename = "$ref")]
    pub reference: Option<Text>,
    /// The members of an object, by wire name.
    #[serde(default)]
    pub properties: Map<Schema>,
    /// The members that must be there.
    #[serde(default)]
    pub required: Vec<Text>,
    /// For an object without `properties`: the schema of every member, or `true` for any. Beside `properties`, `false` says
    /// what holds anyway.
    #[serde(default, deserialize_with = "additional::read")]
    #[schemars(schema_with = "additional::schema")]
    pub additional_properties: Option<Box<Schema>>,
    /// The parts of an object: it has the fields of all of them. A part is an object, or a reference to one.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub all_of: Vec<Schema>,
    /// The schema of an array's items.
    pub items: Option<Box<Schema>>,
    /// The strings that are allowed.
    #[schemars(length(min = 1), inner(length(min = 0)))]
    #[serde(rename = "enum", default)]
    pub values: Vec<Text>,
    /// The only value that is allowed: a string, a number or a boolean.
    #[serde(rename = "const")]
    pub constant: Option<Data>,
    /// The vocabulary that the allowed strings are taken from.
    #[serde(rename = "x-values")]
    pub vocabulary: Option<Spanned<Vocabulary>>,
    /// How a string is spelled.
    pub format: Option<Spanned<Format>>,
    /// For a URL that is received: where it may lead. A service of `provider.yaml` means its host in every region; anything
    /// with a point in it is a host, in which `{word}` means one label.
    #[schemars(length(min = 1), inner(regex(pattern = spelling::URL_HOST.pattern)))]
    #[serde(rename = "x-hosts", default)]
    pub hosts: Vec<Text>,
    /// A regular expression of ECMA-262 that some part of the string has to match, without lookaround and backreferences.
    pub pattern: Option<Text>,
    /// Fewest characters.
    pub min_length: Option<Spanned<u32>>,
    /// Most characters.
    pub max_length: Option<Spanned<u32>>,
    /// Fewest items.
    pub min_items: Option<Spanned<u32>>,
    /// Most items.
    pub max_items: Option<Spanned<u32>>,
    /// Smallest number.
    pub minimum: Option<Spanned<Number>>,
    /// Largest number.
    pub maximum: Option<Spanned<Number>>,
    /// What the number is a multiple of.
    pub multiple_of: Option<Spanned<Number>>,
    /// The value that holds when the member is absent, for the reader.
    pub default: Option<Data>,
    /// What it is called in Rust, if not what follows from its name: a type in `PascalCase`, a property in `snake_case`.
    #[schemars(regex(pattern = spelling::RUST.pattern))]
    #[serde(rename = "x-rust-name")]
    pub rust_name: Option<Text>,
    /// What values of the enumeration are called in Rust, in `PascalCase`, by the string on the wire.
    #[serde(rename = "x-rust-names", default)]
    pub rust_names: Map<Text>,
    /// An opaque id: a type of its own that is never parsed.
    #[serde(rename = "x-id", default)]
    pub id: bool,
    /// For an integer that is received: the provider may also send it as a string of its digits.
    #[serde(rename = "x-or-text", default)]
    pub or_text: bool,
    /// The key that names a workflow: a number or a string on the wire, one type in the bindings.
    #[serde(rename = "x-workflow-key", default)]
    pub workflow_key: bool,
    /// A secret, such as a token: never shown in debug output.
    #[serde(rename = "x-secret", default)]
    pub secret: bool,
    /// Personal data of the end user: never shown in debug output.
    #[serde(rename = "x-personal", default)]
    pub personal: bool,
    /// For a field of an answer with results: no verdict rests on it, or on what is documented below it, but for what readings
    /// and `passes_with` name. Fields without it that no verdict reads are named as not judged.
    #[serde(rename = "x-informative", default)]
    pub informative: bool,
    /// That it should not be used any more.
    #[serde(rename = "x-deprecated")]
    pub deprecated: Option<Spanned<Deprecation>>,
    /// The allowed strings that should not be used any more.
    #[serde(rename = "x-deprecated-values", default)]
    pub deprecated_values: Map<Spanned<Deprecation>>,
    /// Where this comes from, if it is not what the file says: `document: section`.
    #[serde(rename = "x-source")]
    pub source: Option<Text>,
    /// Decisions taken against or beyond the documents, by id.
    #[serde(rename = "x-decisions", default)]
    pub decisions: Vec<Text>,
}

/// `additionalProperties`, which is a schema, or `true` or `false`.
mod additional {
    use std::fmt;

    use schemars::{SchemaGenerator, json_schema};
    use serde::de::value::MapAccessDeserializer;
    use serde::de::{Deserializer, MapAccess, Visitor};
    use serde::{Deserialize, de};

    use super::Schema;

    /// `true` is the schema of anything. `false` says what holds anyway, so it is left out.
    pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Box<Schema>>, D::Error> {
        struct Additional;

        impl<'de> Visitor<'de> for Additional {
            type Value = Option<Box<Schema>>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a schema, true or false")
            }

            fn visit_bool<E: de::Error>(self, any: bool) -> Result<Self::Value, E> {
                Ok(any.then(Box::default))
            }

            fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
                Schema::deserialize(MapAccessDeserializer::new(map)).map(|schema| Some(Box::new(schema)))
            }
        }

        deserializer.deserialize_any(Additional)
    }

    /// Without alternatives, so that what is wrong with the schema is found at its place.
    pub(super) fn schema(generator: &mut SchemaGenerator) -> schemars::Schema {
        json_schema!({ "if": { "type": "boolean" }, "else": generator.subschema_for::<Schema>() })
    }
}

/// A JSON type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SchemaType {
    /// Text.
    String,
    /// A whole number.
    Integer,
    /// A number with or without a fraction, kept as it is written.
    Number,
    /// `true` or `false`.
    Boolean,
    /// A list.
    Array,
    /// Named members.
    Object,
}

/// How a string is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// A UTC timestamp, `2024-02-29T23:59:59.000Z`; kept as it is written.
    DateTime,
    /// A calendar date, `2024-02-29`; kept as it is written.
    Date,
    /// An absolute URL; kept as it is written.
    Uri,
}

/// A vocabulary of the spec that a schema takes its strings from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Vocabulary {
    /// The categories of credentials.
    Categories,
    /// The channels.
    Channels,
    /// The parts of all credentials.
    Parts,
    /// The decision types of all capabilities.
    Decisions,
    /// The labels of all capabilities.
    Labels,
    /// The states of a workflow execution.
    States,
    /// The error codes of the web redirect.
    ErrorCodes,
}
