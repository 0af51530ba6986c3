//! Infers payload schemas from the bodies of examples, and writes them as YAML.
//!
//! A field is required if every example contains it. Strings that look like enum values stay strings, because examples
//! cannot show the other values.

use std::collections::BTreeSet;

use indexmap::IndexMap;
use serde_json::Value;

use super::yaml::{Entry, Yaml};
use verispec_model::ir::Name;
use verispec_model::rules::sensitive_member_unclassified::{Sensitivity, sensitivity};

/// The common shape of several values.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) enum Shape {
    /// No value has been seen, or only null.
    #[default]
    Unseen,
    Text,
    Integer,
    Boolean,
    /// Values of different types, or of a type that the spec language does not support.
    Any,
    List(Box<Shape>),
    Object(Object),
}

/// The common shape of objects.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Object {
    /// The number of objects.
    count: usize,
    /// The fields, with the number of objects that have each.
    members: IndexMap<String, (usize, Shape)>,
}

impl Shape {
    /// Merges another value into the shape.
    pub(super) fn take(&mut self, value: &Value) {
        let seen = match value {
            Value::Null => return,
            Value::String(_) => Shape::Text,
            Value::Bool(_) => Shape::Boolean,
            Value::Number(number) if number.is_i64() || number.is_u64() => Shape::Integer,
            Value::Number(_) => Shape::Any,
            Value::Array(items) => {
                let mut shape = match self {
                    Shape::List(shape) => std::mem::take(&mut **shape),
                    _ => Shape::Unseen,
                };
                items.iter().for_each(|item| shape.take(item));
                let list = Shape::List(Box::new(shape));
                return self.settle(list, |known| matches!(known, Shape::List(_)));
            }
            Value::Object(members) => {
                let mut object = match self {
                    Shape::Object(object) => std::mem::take(object),
                    _ => Object::default(),
                };
                object.take(members);
                return self.settle(Shape::Object(object), |known| matches!(known, Shape::Object(_)));
            }
        };
        let same = seen.clone();
        self.settle(seen, |known| *known == same);
    }

    fn settle(&mut self, seen: Shape, fits: impl FnOnce(&Shape) -> bool) {
        *self = if *self == Shape::Unseen || fits(self) { seen } else { Shape::Any };
    }
}

impl Shape {
    /// Returns the fields of an object.
    pub(super) fn members(&self) -> impl Iterator<Item = (&str, &Shape)> {
        let members = match self {
            Shape::Object(object) => Some(&object.members),
            _ => None,
        };
        members.into_iter().flatten().map(|(name, (_, shape))| (name.as_str(), shape))
    }
}

impl Object {
    fn take(&mut self, members: &serde_json::Map<String, Value>) {
        self.count += 1;
        for (name, value) in members {
            let (count, shape) = self.members.entry(name.clone()).or_default();
            *count += usize::from(!value.is_null());
            shape.take(value);
        }
    }
}

/// Schemas, by name. All files share one namespace.
#[derive(Debug, Default)]
pub(super) struct Definitions {
    entries: Vec<Entry>,
    taken: BTreeSet<String>,
}

impl Definitions {
    /// Returns the schemas that were added since the last call. Together, they form a file.
    pub(super) fn file(&mut self) -> Vec<Entry> {
        std::mem::take(&mut self.entries)
    }

    /// Adds a schema that fits on one line, and returns its name.
    pub(super) fn plain(&mut self, name: &str, entries: Vec<Entry>) -> String {
        let name = self.free(name);
        self.entries.push(Entry::new(&name, Yaml::Map(entries)));
        name
    }

    /// Adds the schema of a body, including nested schemas, and returns its name. `key` is the path to the workflow's
    /// key.
    pub(super) fn body(&mut self, name: &str, shape: &Shape, key: Option<&[String]>) -> String {
        match shape {
            Shape::Object(object) => self.object(name, object, key),
            shape => {
                let entries = self.members(shape, name, None);
                self.plain(name, entries)
            }
        }
    }

    fn object(&mut self, name: &str, object: &Object, key: Option<&[String]>) -> String {
        let name = self.free(name);
        let index = self.entries.len();
        // Nested schemas follow the outer schema, in reading order.
        self.entries.push(Entry::new(&name, Yaml::Map(Vec::new())));
        let properties = object.members.iter().map(|(member, (_, shape))| {
            let key = key.and_then(|path| path.split_first()).filter(|(first, _)| *first == member);
            self.property(&name, member, shape, key.map(|(_, rest)| rest))
        });
        let properties: Vec<Entry> = properties.collect();
        let required = object.members.iter().filter(|(_, (count, _))| *count == object.count);
        let required: Vec<&String> = required.map(|(member, _)| member).collect();
        let mut entries =
            vec![Entry::new("type", Yaml::text("object")), Entry::new("properties", Yaml::Map(properties))];
        if !required.is_empty() {
            entries.push(Entry::new("required", Yaml::words(required)));
        }
        self.entries[index].value = Yaml::Map(entries);
        name
    }

    fn property(&mut self, parent: &str, member: &str, shape: &Shape, key: Option<&[String]>) -> Entry {
        let below = format!("{parent}{}", pascal(member));
        let mut entries = self.members(shape, &below, key);
        let mut notes = Vec::new();
        if key.is_some_and(<[String]>::is_empty) && matches!(shape, Shape::Text | Shape::Integer) {
            entries.push(Entry::new("x-workflow-key", Yaml::yes()));
        } else if let (Shape::Text, Some(sensitivity)) = (shape, sensitivity(member)) {
            let (word, mark) = match sensitivity {
                Sensitivity::Secret => ("a secret", "x-secret"),
                Sensitivity::Personal => ("personal data", "x-personal"),
            };
            entries.push(Entry::new(mark, Yaml::yes()));
            notes.push(format!("todo: assumed to be {word} from its name; confirm it"));
        }
        if *shape == Shape::Any {
            notes.push("todo: the examples have values of different types, or fractions; state the type".to_owned());
        }
        if *shape == Shape::Unseen || *shape == Shape::List(Box::new(Shape::Unseen)) {
            notes.push("todo: no example has a value; state the type".to_owned());
        }
        Entry::new(member, Yaml::Map(entries)).noted(notes)
    }

    fn members(&mut self, shape: &Shape, below: &str, key: Option<&[String]>) -> Vec<Entry> {
        let kind = |word: &str| vec![Entry::new("type", Yaml::text(word))];
        match shape {
            Shape::Unseen | Shape::Any => Vec::new(),
            Shape::Text => kind("string"),
            Shape::Integer => kind("integer"),
            Shape::Boolean => kind("boolean"),
            Shape::List(items) => {
                let items = self.members(items, below, None);
                let mut list = kind("array");
                list.push(Entry::new("items", Yaml::Map(items)));
                list
            }
            Shape::Object(object) if object.members.is_empty() => {
                let mut map = kind("object");
                map.push(Entry::new("additionalProperties", Yaml::Map(Vec::new())));
                map
            }
            Shape::Object(object) => {
                let name = self.object(below, object, key);
                vec![Entry::new("$ref", Yaml::text(&format!("#/$defs/{name}")))]
            }
        }
    }

    /// Returns a name that is unique among the schemas.
    fn free(&mut self, name: &str) -> String {
        const LONGEST: usize = 64;
        let short =
            |room: usize| name.chars().filter(char::is_ascii_alphanumeric).take(LONGEST - room).collect::<String>();
        let mut free = short(0);
        let mut number = 2;
        while !self.taken.insert(free.to_lowercase()) {
            free = format!("{}{number}", short(4));
            number += 1;
        }
        free
    }
}

/// Converts a name to the form of a type name.
pub(super) fn pascal(name: &str) -> String {
    Name::unplaced(name).pascal
}
