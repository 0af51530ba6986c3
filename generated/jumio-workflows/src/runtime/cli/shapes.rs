//! Shapes of received payloads, which count the fields that occurred and the types of their values, but contain no
//! values.
//!
//! **Invariant:** merging is addition. Merging the shapes of several sets of payloads gives the shapes of all these
//! payloads, in any order.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::runtime::wire::printable::escaped_json;

/// The version of the format in which shapes are written.
const FORM: u32 = 1;

/// Shapes of received payloads, by schema.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct Shapes {
    /// The crates that observed the payloads, each with the version of its spec.
    pub observers: BTreeSet<String>,
    /// The number of files and payloads that could not be read and are not counted anywhere else.
    pub not_read: u64,
    /// The shape of each schema, by the name of the schema.
    pub answers: BTreeMap<String, AnswerShape>,
}

/// The shape of all payloads of one schema.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct AnswerShape {
    /// The operations that may have returned the payloads.
    pub operations: BTreeSet<String>,
    /// The observed values, by JSON Pointer. A `*` means any item of a list or any key of a map, because such keys are
    /// data. In names, `~0` is a tilde, `~1` is a slash and `~2` is an asterisk.
    pub fields: BTreeMap<String, FieldShape>,
}

/// The values that were observed at one location.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct FieldShape {
    /// Whether the spec of any observer documents this location.
    pub documented: bool,
    /// The number of values of each type.
    pub types: BTreeMap<ValueType, u64>,
    /// The undocumented values of an enum, with the number of times that they occurred. Personal values, and values
    /// that are not spelled like the documented ones, are withheld.
    pub unknown_values: BTreeMap<String, u64>,
    /// The number of undocumented enum values that are withheld.
    pub withheld_values: u64,
    /// The number of undocumented fields of this object whose names are withheld because they may be data.
    pub withheld_fields: u64,
}

/// The type of a value, in the terms of JSON Schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ValueType {
    /// `null`
    Null,
    /// `true` or `false`
    Boolean,
    /// A number without a fraction that fits into 64 bits.
    Integer,
    /// Any other number.
    Number,
    /// A string of digits where an integer is documented.
    StringOfDigits,
    /// Any other string.
    String,
    /// A list.
    Array,
    /// An object with named fields.
    Object,
}

impl ValueType {
    /// Returns the name of the type in shapes.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::Integer => "integer",
            Self::Number => "number",
            Self::StringOfDigits => "string-of-digits",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
        }
    }
}

impl Shapes {
    /// Adds the counts of other shapes.
    pub fn merge(&mut self, other: Self) {
        self.observers.extend(other.observers);
        add(&mut self.not_read, other.not_read);
        for (schema, shape) in other.answers {
            self.answers.entry(schema).or_default().merge(shape);
        }
    }

    /// Serializes the shapes as JSON, with a line for each field.
    #[must_use]
    pub fn to_json(&self) -> String {
        let answers = self.answers.iter().map(|(schema, shape)| {
            let WrittenAnswer { operations, fields } = shape.written();
            let fields = fields.iter().map(|(pointer, field)| format!("        {}: {}", json(pointer), json(field)));
            let fields: Vec<String> = fields.collect();
            let (schema, operations, fields) = (json(schema), json(&operations), fields.join(",\n"));
            format!("    {schema}: {{\n      \"operations\": {operations},\n      \"fields\": {{\n{fields}\n      }}\n    }}")
        });
        let (answers, observers) = (answers.collect::<Vec<_>>().join(",\n"), json(&self.observers));
        let answers = if answers.is_empty() { "{}".to_owned() } else { format!("{{\n{answers}\n  }}") };
        let not_read = self.not_read;
        format!(
            "{{\n  \"shapes\": {FORM},\n  \"observers\": {observers},\n  \"not_read\": {not_read},\n  \"answers\": {answers}\n}}"
        )
    }

    /// Reads shapes.
    ///
    /// # Errors
    ///
    /// Fails if the string is not the output of `to_json`: if it has another version of the format, an unknown field,
    /// or counts that do not add up.
    pub fn from_json(text: &str) -> Result<Self, String> {
        let written: Written = serde_json::from_str(text).map_err(|error| format!("not a file of shapes: {error}"))?;
        if written.shapes != FORM {
            return Err(format!(
                "the shapes have format version {}, but this program reads version {FORM}",
                written.shapes
            ));
        }
        let mut shapes = Self { observers: written.observers, not_read: written.not_read, answers: BTreeMap::new() };
        for (schema, answer) in written.answers {
            let shape = AnswerShape::read(answer).map_err(|place| {
                format!("the counts of {schema} at `{place}` do not add up; do not edit shapes, but merge them with the command `observe`")
            })?;
            shapes.answers.insert(schema, shape);
        }
        Ok(shapes)
    }
}

impl AnswerShape {
    /// Adds the shape of other payloads of this schema.
    pub fn merge(&mut self, other: Self) {
        self.operations.extend(other.operations);
        for (pointer, shape) in other.fields {
            self.fields.entry(pointer).or_default().merge(shape);
        }
    }

    /// Returns how many objects lack the field at this pointer. List items and keys that are data are never absent.
    #[must_use]
    pub fn absent(&self, pointer: &str) -> u64 {
        let Some((parent, name)) = pointer.rsplit_once('/') else { return 0 };
        if name == "*" {
            return 0;
        }
        let objects = self.fields.get(parent).map_or(0, |parent| parent.count(ValueType::Object));
        objects.saturating_sub(self.fields.get(pointer).map_or(0, FieldShape::total))
    }

    fn written(&self) -> WrittenAnswer {
        let written = |(pointer, shape): (&String, &FieldShape)| {
            let mut types = shape.types.clone();
            let null = types.remove(&ValueType::Null).unwrap_or_default();
            let field = WrittenField {
                present: types.values().fold(0, |sum, count| sum.saturating_add(*count)),
                absent: self.absent(pointer),
                null,
                types,
                undocumented: !shape.documented,
                unknown_values: shape.unknown_values.clone(),
                withheld_values: shape.withheld_values,
                withheld_fields: shape.withheld_fields,
            };
            (pointer.clone(), field)
        };
        WrittenAnswer { operations: self.operations.clone(), fields: self.fields.iter().map(written).collect() }
    }

    /// Parses a shape; fails with the first location at which counts contradict each other.
    fn read(written: WrittenAnswer) -> Result<Self, String> {
        let mut shape = Self { operations: written.operations, fields: BTreeMap::new() };
        for (pointer, field) in &written.fields {
            let mut types = field.types.clone();
            if field.null > 0 {
                types.insert(ValueType::Null, field.null);
            }
            let read = FieldShape {
                documented: !field.undocumented,
                types,
                unknown_values: field.unknown_values.clone(),
                withheld_values: field.withheld_values,
                withheld_fields: field.withheld_fields,
            };
            shape.fields.insert(pointer.clone(), read);
        }
        match shape.written().fields == written.fields {
            true => Ok(shape),
            false => {
                let again = shape.written();
                let differs = written.fields.iter().find(|(pointer, field)| again.fields.get(*pointer) != Some(field));
                Err(differs.map(|(pointer, _)| pointer.clone()).unwrap_or_default())
            }
        }
    }
}

impl FieldShape {
    /// Returns the number of values of this type.
    #[must_use]
    pub fn count(&self, kind: ValueType) -> u64 {
        self.types.get(&kind).copied().unwrap_or_default()
    }

    /// Returns the number of values, including `null`.
    #[must_use]
    pub fn total(&self) -> u64 {
        self.types.values().fold(0, |sum, count| sum.saturating_add(*count))
    }

    /// Counts a value.
    pub(in crate::runtime) fn see(&mut self, kind: ValueType) {
        add(self.types.entry(kind).or_default(), 1);
    }

    fn merge(&mut self, other: Self) {
        self.documented |= other.documented;
        for (kind, count) in other.types {
            add(self.types.entry(kind).or_default(), count);
        }
        for (value, count) in other.unknown_values {
            add(self.unknown_values.entry(value).or_default(), count);
        }
        add(&mut self.withheld_values, other.withheld_values);
        add(&mut self.withheld_fields, other.withheld_fields);
    }
}

/// A step of a JSON Pointer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Step {
    /// The step to any item of a list, or to any key of a map.
    Any,
    /// The step to the field with this name.
    Field(String),
}

/// Splits a pointer into its steps.
#[must_use]
pub fn steps(pointer: &str) -> Vec<Step> {
    let step = |name: &str| match name {
        "*" => Step::Any,
        name => Step::Field(name.replace("~2", "*").replace("~1", "/").replace("~0", "~")),
    };
    pointer.split('/').skip(1).map(step).collect()
}

/// Returns the pointer to a field of the object at another pointer.
#[doc(hidden)]
#[must_use]
pub fn below(pointer: &str, name: &str) -> String {
    let name = name.replace('~', "~0").replace('/', "~1");
    match name.as_str() {
        "*" => format!("{pointer}/~2"),
        name => format!("{pointer}/{name}"),
    }
}

/// Adds counts. The sum saturates at the largest number instead of wrapping around.
fn add(count: &mut u64, more: u64) {
    *count = count.saturating_add(more);
}

/// Serializes a value as one line of JSON without misleading characters. Strings, numbers, and lists and maps of them
/// can always be serialized.
fn json<T: Serialize>(value: &T) -> String {
    escaped_json(&serde_json::to_string(value).unwrap_or_default())
}

/// The JSON format of shapes.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    /// The version of the format. No payload has this field next to `answers`, so it distinguishes shapes from
    /// payloads.
    shapes: u32,
    observers: BTreeSet<String>,
    not_read: u64,
    answers: BTreeMap<String, WrittenAnswer>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenAnswer {
    operations: BTreeSet<String>,
    fields: BTreeMap<String, WrittenField>,
}

/// The JSON format of a field: `present` and `absent` follow from other counts and are only included for readers.
#[derive(PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenField {
    present: u64,
    absent: u64,
    null: u64,
    types: BTreeMap<ValueType, u64>,
    #[serde(default, skip_serializing_if = "is_false")]
    undocumented: bool,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    unknown_values: BTreeMap<String, u64>,
    #[serde(default, skip_serializing_if = "is_zero")]
    withheld_values: u64,
    #[serde(default, skip_serializing_if = "is_zero")]
    withheld_fields: u64,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !*value
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &u64) -> bool {
    *count == 0
}
