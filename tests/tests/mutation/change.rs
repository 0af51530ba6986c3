//! Generates mutations of a payload: copies that differ from it at one location.

use serde_json::{Map, Value, json};
use verispec_codegen::ir::{Model, Schema, Shape, TypeId, TypeKind};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Kind {
    /// Replaces an enum value with an unknown one.
    NewValue,
    /// Adds an unknown field to an object.
    NewField,
    /// Adds an unknown capability to the results.
    NewCapability,
    /// Removes an optional field.
    Absent,
    /// Sets an optional field to `null`.
    Null,
    /// Replaces the key of a workflow with an unknown one.
    UnknownKey,
}

impl Kind {
    pub(crate) const ALL: [Self; 6] =
        [Self::NewValue, Self::NewField, Self::NewCapability, Self::Absent, Self::Null, Self::UnknownKey];

    /// Returns the minimum number of mutations of the kind in the examples. A smaller number means that the traversal
    /// is incomplete.
    pub(crate) fn at_least(self) -> usize {
        match self {
            Self::NewValue | Self::NewField | Self::Absent | Self::Null => 150,
            Self::NewCapability | Self::UnknownKey => 3,
        }
    }
}

/// Returns every copy of the payload with one mutation, each with the kind and location of the mutation.
pub(crate) fn changes(model: &Model, id: TypeId, payload: &Value) -> Vec<(Kind, String, Value)> {
    let mut found = Vec::new();
    let mut walk = Walk { model, payload, found: &mut found };
    walk.named(id, payload, "");
    found
}

struct Walk<'a> {
    model: &'a Model,
    payload: &'a Value,
    found: &'a mut Vec<(Kind, String, Value)>,
}

impl Walk<'_> {
    fn add(&mut self, kind: Kind, place: &str, value: Value) {
        let mut changed = self.payload.clone();
        *changed.pointer_mut(place).expect("the payload should have a value at this location") = value;
        self.found.push((kind, place.to_owned(), changed));
    }

    fn named(&mut self, id: TypeId, value: &Value, place: &str) {
        let kind = &self.model[id];
        match &kind.kind {
            TypeKind::Enum(_) if !kind.sent || kind.received => {
                self.add(Kind::NewValue, place, json!("NEVER_HEARD_OF"))
            }
            TypeKind::Enum(_) | TypeKind::Id(_) => {}
            TypeKind::Alias(schema) => self.schema(schema, value, place),
            TypeKind::Object(fields) => {
                let Value::Object(members) = value else { panic!("the value at {place} should be an object") };
                let with = |name: &str, value: Value| with(members, name, value);
                self.add(Kind::NewField, place, with("brandNew", json!({"deep": [1, "two", null]})));
                let capability =
                    self.model.capabilities.iter().find_map(|capability| members.get(&capability.name.wire));
                if let Some(results) = capability {
                    self.add(Kind::NewCapability, place, with("palmReading", results.clone()));
                }
                for field in fields {
                    let name = &field.name.wire;
                    if !field.required {
                        self.add(Kind::Null, place, with(name, Value::Null));
                    }
                    let Some(value) = members.get(name) else { continue };
                    if !field.required {
                        let rest = members.iter().filter(|(member, _)| *member != name);
                        let rest = rest.map(|(name, value)| (name.clone(), value.clone())).collect();
                        self.add(Kind::Absent, place, Value::Object(rest));
                    }
                    self.schema(&field.schema, value, &format!("{place}/{name}"));
                }
            }
        }
    }

    fn schema(&mut self, schema: &Schema, value: &Value, place: &str) {
        match (&schema.shape, value) {
            (_, Value::Null) => {}
            (Shape::Named(id), _) => self.named(*id, value, place),
            (Shape::List(items), Value::Array(list)) => {
                for (index, item) in list.iter().enumerate() {
                    self.schema(items, item, &format!("{place}/{index}"));
                }
            }
            (Shape::Map(inner), Value::Object(members)) => {
                for (name, member) in members {
                    self.schema(inner, member, &format!("{place}/{name}"));
                }
            }
            (Shape::WorkflowKey { number: true }, _) => self.add(Kind::UnknownKey, place, json!(99_999)),
            (Shape::WorkflowKey { number: false }, _) => self.add(Kind::UnknownKey, place, json!("99999")),
            _ => {}
        }
    }
}

fn with(members: &Map<String, Value>, name: &str, value: Value) -> Value {
    let mut members = members.clone();
    members.insert(name.to_owned(), value);
    Value::Object(members)
}

/// Returns every copy of the payload with one value of another type.
pub(crate) fn wrong_values(payload: &Value) -> Vec<Value> {
    let mut places = vec![String::new()];
    collect(payload, "", &mut places);
    let wrong = [json!(null), json!(7), json!(-1.5), json!(true), json!([]), json!({}), json!("x"), json!([{}])];
    let copies = places.iter().flat_map(|place| {
        wrong.iter().map(move |value| {
            let mut changed = payload.clone();
            *changed.pointer_mut(place).expect("the payload should have a value at this location") = value.clone();
            changed
        })
    });
    copies.collect()
}

fn collect(value: &Value, place: &str, places: &mut Vec<String>) {
    let children: Vec<(String, &Value)> = match value {
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), value)).collect(),
        Value::Array(items) => items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect(),
        _ => Vec::new(),
    };
    for (name, child) in children {
        let place = format!("{place}/{}", name.replace('~', "~0").replace('/', "~1"));
        collect(child, &place, places);
        places.push(place);
    }
}
