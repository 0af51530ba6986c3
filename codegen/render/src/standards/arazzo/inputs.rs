//! Renders the inputs of a workflow: the arguments that start it, credentials, ids and files.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};

use super::{STYLE, key};
use crate::standards::object;
use verispec_model::ir::{
    Example, Field, FileKind, Given, Journey, Model, Name, Node, PathParameter, Shape, TypeId, Upload,
};
use verispec_model::wire_schema;

/// The inputs of one workflow, in the order in which steps use them.
pub(super) struct Inputs<'m> {
    model: &'m Model,
    example: Option<&'m Example>,
    properties: Map<String, Value>,
    optional: BTreeSet<String>,
    types: Vec<TypeId>,
}

impl<'m> Inputs<'m> {
    pub(super) fn new(model: &'m Model, journey: &Journey<'m>) -> Self {
        let used = journey.workflow.operation(journey.start.operation);
        let example = used.and_then(|used| used.examples.first());
        let mut inputs = Self { model, example, properties: Map::new(), optional: BTreeSet::new(), types: Vec::new() };
        for header in model.own_headers() {
            let example = header.example.as_ref().map(|example| json!(example));
            inputs.add(&key(header), text(&header.summary, example));
        }
        inputs
    }

    fn add(&mut self, name: &str, schema: Value) -> String {
        self.properties.entry(name.to_owned()).or_insert(schema);
        format!("$inputs.{name}")
    }

    /// Adds the authorization of a request for which no step obtains a token.
    pub(super) fn secret(&mut self, name: &str, summary: &str) -> String {
        self.add(name, text(summary, None))
    }

    /// Adds a path parameter that no earlier step returns.
    pub(super) fn parameter(&mut self, parameter: &PathParameter) -> String {
        let given = self.example.into_iter().flat_map(|example| &example.path);
        let value = given.into_iter().find(|(name, _)| *name == parameter.name.wire).map(|(_, value)| json!(value));
        self.add(&parameter.name.snake, text(&parameter.summary, value))
    }

    /// Adds a file to upload.
    pub(super) fn file(&mut self, upload: &Upload<'_>, kind: &FileKind) -> String {
        let words = kind.limits_in_words().join(", ");
        let limits = if words.is_empty() { String::new() } else { format!(" Limits: {words}.") };
        let schema = text(&format!("{} {}{limits}", upload.part.summary, kind.summary), None);
        let name = format!("{}_file", upload.name);
        if upload.part.optional {
            self.optional.insert(name.clone());
        }
        self.add(&name, schema)
    }

    /// Adds a field of a request that the caller supplies.
    fn member(&mut self, field: &Field, name: &str, value: Option<&Value>) -> String {
        let model = self.model;
        let description = model.description_of(field);
        let (mut schema, types) = wire_schema::published_value(model, description, &field.schema, STYLE);
        if let Some(value) = value {
            schema["examples"] = json!([value]);
        }
        self.types.extend(types);
        self.add(name, schema)
    }

    /// Renders the body that starts the workflow.
    pub(super) fn body(&mut self, journey: &Journey<'m>) -> Value {
        let example = self.example.and_then(|example| example.request.as_ref()).map(|body| &body.value);
        self.node(journey, &journey.start.body, example)
    }

    fn node(&mut self, journey: &Journey<'m>, node: &Node<'_>, example: Option<&Value>) -> Value {
        let mut object = Map::new();
        for (field, given) in &node.members {
            let example = example.and_then(|example| example.get(&field.name.wire));
            let value = match given {
                Given::Argument(argument) => json!(self.member(field, &plain(&argument.name), example)),
                Given::Key => match field.schema.shape {
                    Shape::WorkflowKey { number: false } => json!(journey.workflow.key.to_string()),
                    _ => json!(journey.workflow.key),
                },
                Given::Category(id) => json!(self.model[*id].name.wire),
                Given::Object(inner) => self.node(journey, inner, example),
                Given::Credentials(items) => {
                    let items = items.iter().enumerate();
                    items.map(|(index, item)| self.node(journey, item, example.and_then(|e| e.get(index)))).collect()
                }
            };
            object.insert(field.name.wire.clone(), value);
        }
        Value::Object(object)
    }

    /// Renders the body of a form or an object. Required fields have their only possible value, or become inputs.
    pub(super) fn plain_body(&mut self, schema: TypeId) -> Value {
        let model = self.model;
        let fields = model[schema].fields().iter().filter(|field| field.required);
        let members = fields.map(|field| {
            let value = match model.only_word(field) {
                Some(word) => word.to_owned(),
                None => self.member(field, &plain(&field.name), None),
            };
            (field.name.wire.clone(), json!(value))
        });
        Value::Object(members.collect())
    }

    /// Returns the schema of all inputs. Adds the types that the schema refers to to `types`.
    pub(super) fn schema(self, types: &mut BTreeSet<TypeId>) -> Value {
        types.extend(self.types);
        let required: Vec<&String> = self.properties.keys().filter(|name| !self.optional.contains(*name)).collect();
        json!({ "type": "object", "required": required, "properties": self.properties })
    }
}

/// Returns a name in snake case. Names that Rust reserves are not changed.
fn plain(name: &Name) -> String {
    Name::new(&name.wire, name.span).snake
}

fn text(description: &str, example: Option<Value>) -> Value {
    object([
        ("description", Some(json!(description))),
        ("type", Some(json!("string"))),
        ("examples", example.map(|example| json!([example]))),
    ])
}
