//! Groups observed shapes by the schemas of the spec: sums up the values of each field over all locations of its schema
//! in responses.

use std::collections::BTreeMap;

use verispec_model::ir::{Model, Operation, Schema, Shape, Type, TypeId, TypeKind};
use verispec_runtime::runtime::cli::shapes::{AnswerShape, FieldShape, Shapes, Step, ValueType, below, steps};

/// The number of observed values of each type.
pub(super) type Types = BTreeMap<ValueType, u64>;

/// A location in the spec: a schema or a field, followed by the lists and maps that lead to a nested value.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Spot {
    /// The schema of the location.
    pub(super) kind: TypeId,
    /// The index of the field; `None` for the schema itself.
    pub(super) field: Option<usize>,
    /// The keywords that lead to the nested value: `items` and `additionalProperties`.
    pub(super) inside: Vec<&'static str>,
}

/// The values that were observed at a location.
#[derive(Debug, Default)]
pub(super) struct Sight {
    pub(super) types: Types,
    /// The number of observed objects whose schema contains the field.
    pub(super) objects: u64,
    pub(super) absent: u64,
}

/// The values that were observed in a field that the spec does not have.
#[derive(Debug, Default)]
pub(super) struct Strange {
    pub(super) types: Types,
    /// The types of the items, if the value was a list.
    pub(super) items: Types,
    /// The number of observed objects whose schema could contain the field.
    pub(super) objects: u64,
}

/// The observed values, by the schemas of the spec.
#[derive(Debug, Default)]
pub(super) struct Seen {
    pub(super) spots: BTreeMap<Spot, Sight>,
    /// Fields that a schema does not have, by name.
    pub(super) strange: BTreeMap<(TypeId, String), Strange>,
    /// The number of undocumented fields in a schema's objects whose names are withheld.
    pub(super) withheld_fields: BTreeMap<TypeId, u64>,
    /// Values that an enum does not have.
    pub(super) values: BTreeMap<(TypeId, String), u64>,
    /// The number of undocumented enum values that are withheld.
    pub(super) withheld_values: BTreeMap<TypeId, u64>,
    pub(super) unread: Vec<String>,
    pub(super) answers: u64,
}

/// The type that the spec documents at a location.
#[derive(Debug, Clone, Copy)]
pub(super) enum Expected<'m> {
    /// An object, an enum or an id.
    Type(TypeId),
    /// A value whose type has no name.
    Value(&'m Schema),
}

/// The target of a pointer into a response.
enum Found<'m> {
    Documented(Spot, Expected<'m>),
    /// A field that its schema does not document, or the items of such a field.
    Strange(TypeId, String, usize),
    /// A nested value inside a value whose documented type has no nested values. The difference is reported for the
    /// outer value.
    Inside,
}

impl Spot {
    /// Returns the documented type at this location. An alias moves the location to the schema that defines the value.
    fn expected<'m>(mut self, model: &'m Model, schema: &'m Schema) -> (Self, Expected<'m>) {
        let mut schema = schema;
        while let Shape::Named(id) = &schema.shape {
            match &model[*id].kind {
                TypeKind::Alias(alias) => {
                    (self, schema) = (Self { kind: *id, field: None, inside: Vec::new() }, alias);
                }
                _ => return (self, Expected::Type(*id)),
            }
        }
        (self, Expected::Value(schema))
    }

    /// Returns the documented type at this location, if it leads to a value.
    pub(super) fn schema<'m>(&self, model: &'m Model) -> Option<Expected<'m>> {
        let kind = &model[self.kind];
        let mut schema = match (self.field, &kind.kind) {
            (Some(index), TypeKind::Object(fields)) => &fields.get(index)?.schema,
            (None, TypeKind::Alias(schema)) => schema,
            _ => return Some(Expected::Type(self.kind)),
        };
        for _ in &self.inside {
            let (Shape::List(inner) | Shape::Map(inner)) = &schema.shape else { return None };
            schema = inner;
        }
        match &schema.shape {
            Shape::Named(id) => Some(Expected::Type(*id)),
            _ => Some(Expected::Value(schema)),
        }
    }
}

/// Sums up shapes by the schemas of the spec.
pub(super) fn seen(model: &Model, shapes: &Shapes) -> Seen {
    let mut seen = Seen::default();
    if shapes.not_read > 0 {
        let count = shapes.not_read;
        seen.unread.push(format!("{count} files or payloads could not be read when responses were observed"));
    }
    for (name, shape) in &shapes.answers {
        let received = model.operations.iter().filter_map(Operation::received);
        let answers = shape.fields.get("").map_or(0, FieldShape::total);
        match received.into_iter().find(|id| model[*id].name.wire == *name) {
            Some(id) => {
                seen.answers += answers;
                seen.answer(model, id, shape);
            }
            None => seen
                .unread
                .push(format!("{answers} responses have the schema {name}, which no response in the spec has")),
        }
    }
    seen
}

impl Seen {
    fn answer(&mut self, model: &Model, root: TypeId, shape: &AnswerShape) {
        for (pointer, field) in &shape.fields {
            match found(model, root, &steps(pointer)) {
                Found::Documented(spot, expected) => self.documented(model, spot, expected, (shape, pointer, field)),
                Found::Strange(kind, name, 0) => {
                    let parent = pointer.rsplit_once('/').map_or("", |(parent, _)| parent);
                    let objects = shape.fields.get(parent).map_or(0, |parent| parent.count(ValueType::Object));
                    // The shapes contain fields that are documented elsewhere, even if they were never observed.
                    if field.total() > 0 {
                        let strange = self.strange.entry((kind, name)).or_default();
                        add(&mut strange.types, &field.types);
                        strange.objects += objects;
                    }
                }
                Found::Strange(kind, name, 1) => {
                    add(&mut self.strange.entry((kind, name)).or_default().items, &field.types);
                }
                Found::Strange(..) | Found::Inside => {}
            }
        }
    }

    fn documented(
        &mut self,
        model: &Model,
        spot: Spot,
        expected: Expected<'_>,
        (shape, pointer, field): (&AnswerShape, &str, &FieldShape),
    ) {
        add(&mut self.spots.entry(spot).or_default().types, &field.types);
        let Expected::Type(id) = expected else { return };
        if let TypeKind::Enum(values) = &model[id].kind {
            let is_new = |value: &String| !values.iter().any(|known| known.name.wire == *value);
            for (value, count) in field.unknown_values.iter().filter(|(value, _)| is_new(value)) {
                *self.values.entry((id, value.clone())).or_default() += count;
            }
            if field.withheld_values > 0 {
                *self.withheld_values.entry(id).or_default() += field.withheld_values;
            }
        }
        if field.withheld_fields > 0 && matches!(model[id].kind, TypeKind::Object(_)) {
            *self.withheld_fields.entry(id).or_default() += field.withheld_fields;
        }
        let objects = field.count(ValueType::Object);
        for (index, known) in model[id].fields().iter().enumerate().filter(|_| objects > 0) {
            let sight = self.spots.entry(Spot { kind: id, field: Some(index), inside: Vec::new() }).or_default();
            sight.objects += objects;
            sight.absent += shape.absent(&below(pointer, &known.name.wire));
        }
    }
}

fn add(sum: &mut Types, more: &Types) {
    for (kind, count) in more {
        *sum.entry(*kind).or_default() += count;
    }
}

fn found<'m>(model: &'m Model, root: TypeId, steps: &[Step]) -> Found<'m> {
    let spot = Spot { kind: root, field: None, inside: Vec::new() };
    let (mut spot, mut expected) = match &model[root].kind {
        TypeKind::Alias(schema) => spot.expected(model, schema),
        _ => (spot, Expected::Type(root)),
    };
    for (index, step) in steps.iter().enumerate() {
        (spot, expected) = match (step, expected) {
            (Step::Field(name), Expected::Type(id)) => match (&model[id].kind, position(&model[id], name)) {
                (TypeKind::Object(fields), Some(at)) => {
                    Spot { kind: id, field: Some(at), inside: Vec::new() }.expected(model, &fields[at].schema)
                }
                (TypeKind::Object(_), None) => {
                    let rest = &steps[index + 1..];
                    let is_list = rest.iter().all(|step| *step == Step::Any);
                    let deep = if is_list { rest.len() } else { usize::MAX };
                    return Found::Strange(id, name.clone(), deep);
                }
                _ => return Found::Inside,
            },
            (Step::Any, Expected::Value(schema)) => {
                let (word, inner) = match &schema.shape {
                    Shape::List(inner) => ("items", inner),
                    Shape::Map(inner) => ("additionalProperties", inner),
                    _ => return Found::Inside,
                };
                spot.inside.push(word);
                spot.expected(model, inner)
            }
            _ => return Found::Inside,
        };
    }
    Found::Documented(spot, expected)
}

fn position(kind: &Type, name: &str) -> Option<usize> {
    kind.fields().iter().position(|field| field.name.wire == *name)
}
