//! `schemas/<stem>.yaml`: payload schemas in a subset of JSON Schema 2020-12 that can be generated faithfully.

use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Number;

use super::{Data, Deprecation, Map, Text, spelling};
use verispec_text::source::Spanned;

/// `schemas/<stem>.yaml`: payload schemas that belong together.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Schemas {
    /// The purpose of the payloads in this file.
    pub summary: Text,
    /// The default source of its schemas: `document: section`.
    pub source: Text,
    /// The schemas, by name.
    #[serde(rename = "$defs")]
    #[schemars(extend("propertyNames" = spelling::TYPE.keys()))]
    pub defs: Map<Schema>,
}

/// A JSON Schema. Keywords that are not listed here cannot be generated faithfully, and are rejected.
#[derive(Debug, Default, Clone, PartialEq, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "camelCase")]
pub struct Schema {
    /// A description of the value, with everything that the reader needs to know about it.
    pub description: Option<Text>,
    /// The JSON type.
    #[serde(rename = "type")]
    pub kind: Option<Spanned<SchemaType>>,
    /// A reference to another schema, as `#/$defs/Name`; schemas of all files share one namespace.
    #[serde(rename = "$ref")]
    pub reference: Option<Text>,
    /// The fields of an object, by wire name.
    #[serde(default)]
    pub properties: Map<Schema>,
    /// The required fields.
    #[serde(default)]
    pub required: Vec<Text>,
    /// For an object without `properties`: the schema of every field, or `true` for any value. With `properties`, only
    /// `false` is allowed, which is the default.
    #[serde(default, deserialize_with = "additional::read")]
    #[schemars(schema_with = "additional::schema")]
    pub additional_properties: Option<Box<Schema>>,
    /// The schemas whose fields the object combines. Each of them is an object or a reference to one.
    #[serde(default)]
    #[schemars(length(min = 1))]
    pub all_of: Vec<Schema>,
    /// The schema of an array's items.
    pub items: Option<Box<Schema>>,
    /// The allowed strings.
    #[schemars(length(min = 1), inner(length(min = 0)))]
    #[serde(rename = "enum", default)]
    pub values: Vec<Text>,
    /// The only allowed value: a string, a number or a boolean.
    #[serde(rename = "const")]
    pub constant: Option<Data>,
    /// The vocabulary of the spec that supplies the allowed strings.
    #[serde(rename = "x-values")]
    pub vocabulary: Option<Spanned<Vocabulary>>,
    /// The format of a string.
    pub format: Option<Spanned<Format>>,
    /// For a received URL: the hosts that it may point to. The name of a service in `provider.yaml` means its host in
    /// every region; an entry with a dot is a host, in which `{word}` matches one label.
    #[schemars(length(min = 1), inner(regex(pattern = spelling::URL_HOST.pattern)))]
    #[serde(rename = "x-hosts", default)]
    pub hosts: Vec<Text>,
    /// An ECMA-262 regular expression that must match some part of the string. Lookaround and backreferences are not
    /// supported.
    pub pattern: Option<Text>,
    /// The minimum number of characters.
    pub min_length: Option<Spanned<u32>>,
    /// The maximum number of characters.
    pub max_length: Option<Spanned<u32>>,
    /// The minimum number of items.
    pub min_items: Option<Spanned<u32>>,
    /// The maximum number of items.
    pub max_items: Option<Spanned<u32>>,
    /// The minimum value.
    pub minimum: Option<Spanned<Number>>,
    /// The maximum value.
    pub maximum: Option<Spanned<Number>>,
    /// The number must be a multiple of this value.
    pub multiple_of: Option<Spanned<Number>>,
    /// The value that applies if the field is absent. For documentation only.
    pub default: Option<Data>,
    /// The name in Rust, if it cannot be derived from the wire name: a type in `PascalCase`, a field in `snake_case`.
    #[schemars(regex(pattern = spelling::RUST.pattern))]
    #[serde(rename = "x-rust-name")]
    pub rust_name: Option<Text>,
    /// The Rust names of enum values in `PascalCase`, by wire name.
    #[serde(rename = "x-rust-names", default)]
    pub rust_names: Map<Text>,
    /// Whether the string is an opaque id, which becomes a newtype that is never parsed.
    #[serde(rename = "x-id", default)]
    pub id: bool,
    /// For a received integer: whether the provider may also send it as a string of digits.
    #[serde(rename = "x-or-text", default)]
    pub or_text: bool,
    /// Whether the value is a workflow key: a number or a string on the wire, and a single type in Rust.
    #[serde(rename = "x-workflow-key", default)]
    pub workflow_key: bool,
    /// Whether the value is a secret, such as a token, which is hidden in debug output.
    #[serde(rename = "x-secret", default)]
    pub secret: bool,
    /// Whether the value is personal data of the end user, which is hidden in debug output.
    #[serde(rename = "x-personal", default)]
    pub personal: bool,
    /// For a field of a response with results: whether no verdict depends on the field or on anything documented below
    /// it, except for fields that readings or `passes_with` refer to. All other fields that no verdict reads are listed
    /// as not judged.
    #[serde(rename = "x-informative", default)]
    pub informative: bool,
    /// Marks the schema or field as deprecated.
    #[serde(rename = "x-deprecated")]
    pub deprecated: Option<Spanned<Deprecation>>,
    /// The deprecated strings among the allowed ones.
    #[serde(rename = "x-deprecated-values", default)]
    pub deprecated_values: Map<Spanned<Deprecation>>,
    /// The source, if it differs from that of the file: `document: section`.
    #[serde(rename = "x-source")]
    pub source: Option<Text>,
    /// Decisions that deviate from the documents or go beyond them, by id.
    #[serde(rename = "x-decisions", default)]
    pub decisions: Vec<Text>,
}

/// `additionalProperties`: a schema, `true` or `false`.
mod additional {
    use std::fmt;

    use schemars::{SchemaGenerator, json_schema};
    use serde::de::value::MapAccessDeserializer;
    use serde::de::{Deserializer, MapAccess, Visitor};
    use serde::{Deserialize, de};

    use super::Schema;

    /// Converts `true` to the schema of any value. `false` is the default, so it is omitted.
    pub(super) fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Box<Schema>>, D::Error> {
        struct Additional;

        impl<'de> Visitor<'de> for Additional {
            type Value = Option<Box<Schema>>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a schema, `true` or `false`")
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

    /// Returns a schema without alternatives, so that each error in the schema is reported at its own location.
    pub(super) fn schema(generator: &mut SchemaGenerator) -> schemars::Schema {
        json_schema!({ "if": { "type": "boolean" }, "else": generator.subschema_for::<Schema>() })
    }
}

/// A JSON type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum SchemaType {
    /// A string.
    String,
    /// A whole number.
    Integer,
    /// A number with or without a fraction. Its spelling is preserved.
    Number,
    /// `true` or `false`.
    Boolean,
    /// An array.
    Array,
    /// An object.
    Object,
}

/// A string format.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Format {
    /// A UTC timestamp such as `2024-02-29T23:59:59.000Z`. The original string is preserved.
    DateTime,
    /// A calendar date such as `2024-02-29`. The original string is preserved.
    Date,
    /// An absolute URL. The original string is preserved.
    Uri,
}

/// A vocabulary of the spec that supplies the allowed strings of a schema.
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
