//! Extracts the facts from the spec, without prose, sources and names that the spec chooses.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value, json};

/// The data of each file in a spec, by path.
#[derive(Clone)]
pub(crate) struct Spec(pub(crate) BTreeMap<String, Value>);

/// Keys of the spec language with prose, sources, examples, or names that only the spec itself uses.
pub(crate) const NO_FACTS: [&str; 19] = [
    "summary",
    "description",
    "text",
    "title",
    "what",
    "message",
    "notes",
    "history",
    "docs",
    "from",
    "group",
    "source",
    "decisions",
    "x-source",
    "x-decisions",
    "examples",
    "example",
    "x-rust-name",
    "x-rust-names",
];

/// The key that represents the body itself among its fields.
const WHOLE: &str = "the body";

/// The keys of a schema that are facts about a field, except its nested fields.
const ASPECTS: [&str; 16] = [
    "type",
    "format",
    "default",
    "enum",
    "minLength",
    "maxLength",
    "minItems",
    "maxItems",
    "minimum",
    "maximum",
    "x-id",
    "x-workflow-key",
    "x-or-text",
    "x-hosts",
    "x-secret",
    "x-personal",
];

impl Spec {
    /// Returns all facts in the format of the tables.
    pub(crate) fn stated(&self) -> Value {
        let keys: BTreeSet<_> = self.0.keys().map(|path| key_of(path)).chain(["bodies"]).collect();
        let facts = keys.into_iter().filter_map(|key| Some((key.to_owned(), self.stated_under(key)?)));
        Value::Object(facts.collect())
    }

    /// Returns the facts under one key of the tables, if there are any.
    pub(crate) fn stated_under(&self, key: &str) -> Option<Value> {
        if key == "bodies" {
            return Some(self.bodies());
        }
        let mut all = Map::new();
        for (path, file) in self.0.iter().filter(|(path, _)| key_of(path) == key) {
            match (path.split_once('/'), facts_of(path, file)) {
                (_, None) => {}
                (Some((kind, stem)), Some(facts)) if kind != "rules" => {
                    all.insert(stem.trim_end_matches(".yaml").to_owned(), facts);
                }
                (_, Some(facts)) => {
                    all.extend(facts.as_object().into_iter().flatten().map(|(key, value)| (key.clone(), value.clone())))
                }
            }
        }
        Some(Value::Object(all)).filter(|all| *all != json!({}))
    }

    /// Returns the fields of every body and of the redirect's parameters.
    fn bodies(&self) -> Value {
        let schemas = Schemas::of(self);
        let mut bodies = Map::new();
        for (path, operation) in self.0.iter().filter(|(path, _)| path.starts_with("operations/")) {
            let stem = path.trim_start_matches("operations/").trim_end_matches(".yaml");
            for direction in ["request", "response"] {
                if let Some(name) = operation[direction]["schema"].as_str() {
                    bodies.insert(format!("{stem} {direction}"), schemas.fields(name));
                }
            }
        }
        if let Some(name) = self.0.get("redirect.yaml").and_then(|file| file["parameters"].as_str()) {
            bodies.insert("redirect".to_owned(), schemas.fields(name));
        }
        Value::Object(bodies)
    }
}

/// Returns the key in the tables for the facts in a file.
pub(crate) fn key_of(path: &str) -> &str {
    path.split_once('/').map_or(path.trim_end_matches(".yaml"), |(kind, _)| kind)
}

/// Returns the facts in a file, if there are any.
fn facts_of(path: &str, file: &Value) -> Option<Value> {
    let Value::Object(mut map) = bare(file) else { return None };
    match path.split_once('/').map_or(path, |(kind, _)| kind) {
        "provider.yaml" => {
            for key in ["name", "contact", "package", "documents", "services"] {
                map.remove(key);
            }
            for key in ["channels", "headers", "errors"] {
                keys_alone(&mut map, key);
            }
            values_alone(&mut map["auth"], "scheme");
            values_of_hosts(&mut map);
        }
        "redirect.yaml" => {
            map.remove("parameters");
            map.remove("facts");
            keys_alone(&mut map, "error_codes");
            let texts = file["facts"].as_array().into_iter().flatten().filter_map(|fact| fact["text"].as_str());
            map.insert("says".to_owned(), texts.collect::<Vec<_>>().join(" ").into());
        }
        "prerequisites.yaml" => {
            for (id, facts) in map["prerequisites"].as_object_mut().into_iter().flatten() {
                facts["says"] = file["prerequisites"][id]["text"].clone();
            }
        }
        "advice.yaml" => values_alone(&mut map["advice"], "who"),
        "rules" => return map.remove("rules"),
        "capabilities" => {
            map.remove("result");
            if let Some(advice) = map.get_mut("advice") {
                values_alone(advice, "who");
            }
        }
        "credentials" => _ = map.remove("name"),
        "operations" => {
            map.remove("name");
            for direction in ["request", "response"] {
                if let Some(Value::Object(body)) = map.get_mut(direction) {
                    body.remove("schema");
                }
            }
            values_alone_if_there(&mut map, "path_parameters", "schema");
        }
        "workflows" => keys_alone(&mut map, "operations"),
        "schemas" | "layouts" | "tables" | "decisions.yaml" => return None,
        _ => {}
    }
    // Unwraps the outer key of files that consist of a single map with the name of the file.
    let own = map.get(path.trim_end_matches(".yaml")).filter(|_| map.len() == 1).cloned();
    Some(own.unwrap_or(Value::Object(map)))
}

/// Reports whether a key contains facts. `decisions` is a list of references in most files, but a map of facts in
/// capabilities.
pub(crate) fn is_fact(key: &str, value: &Value) -> bool {
    !NO_FACTS.contains(&key) || key == "decisions" && value.is_object()
}

/// Removes everything from the data that is not a fact.
fn bare(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            let facts = map.iter().filter(|(key, value)| is_fact(key, value));
            facts.map(|(key, value)| (key.clone(), bare(value))).collect::<Map<_, _>>().into()
        }
        Value::Array(items) => items.iter().map(bare).collect::<Vec<_>>().into(),
        other => other.clone(),
    }
}

/// Replaces a map with the list of its keys.
fn keys_alone(map: &mut Map<String, Value>, key: &str) {
    if let Some(Value::Object(inner)) = map.get(key) {
        let keys: Vec<_> = inner.keys().cloned().collect();
        map.insert(key.to_owned(), json!(keys));
    }
}

/// Replaces each value in a map with one of its fields.
fn values_alone(value: &mut Value, field: &str) {
    for value in value.as_object_mut().into_iter().flat_map(Map::values_mut) {
        *value = value[field].take();
    }
}

fn values_alone_if_there(map: &mut Map<String, Value>, key: &str, field: &str) {
    if let Some(value) = map.get_mut(key) {
        values_alone(value, field);
    }
}

/// Removes the names of regions, which are prose.
fn values_of_hosts(map: &mut Map<String, Value>) {
    for region in map["regions"].as_object_mut().into_iter().flat_map(Map::values_mut) {
        region.as_object_mut().and_then(|region| region.remove("name"));
    }
}

/// All schemas by name.
struct Schemas<'a>(BTreeMap<&'a str, &'a Value>);

impl<'a> Schemas<'a> {
    fn of(spec: &'a Spec) -> Self {
        let files = spec.0.iter().filter(|(path, _)| path.starts_with("schemas/"));
        let schemas = files.flat_map(|(_, file)| file["$defs"].as_object().into_iter().flatten());
        Schemas(schemas.map(|(name, schema)| (name.as_str(), schema)).collect())
    }

    /// Returns the fields of a schema by their path in the body.
    fn fields(&self, name: &str) -> Value {
        let mut fields = Map::new();
        if let Some(schema) = self.0.get(name) {
            fields.insert(WHOLE.to_owned(), self.aspects(schema).into());
            self.add(schema, "", &mut fields, 0);
        }
        Value::Object(fields)
    }

    /// Returns a schema and the schemas to which it refers, the closest ones first.
    fn referred(&self, schema: &'a Value) -> Vec<&'a Value> {
        let mut all = vec![schema];
        while let Some(name) = all.last().and_then(|schema| schema["$ref"].as_str()) {
            match self.0.get(name.trim_start_matches("#/$defs/")) {
                Some(schema) if all.len() < 9 => all.push(schema),
                _ => break,
            }
        }
        all
    }

    fn add(&self, schema: &'a Value, way: &str, fields: &mut Map<String, Value>, depth: usize) {
        let schemas = self.referred(schema);
        for schema in schemas.iter().filter(|_| depth < 12) {
            let required: Vec<_> =
                schema["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect();
            for (name, field) in schema["properties"].as_object().into_iter().flatten() {
                let way = if way.is_empty() { name.clone() } else { format!("{way}.{name}") };
                let mut facts = self.aspects(field);
                if required.contains(&name.as_str()) {
                    facts.insert("required".to_owned(), true.into());
                }
                fields.insert(way.clone(), facts.into());
                self.add(field, &way, fields, depth + 1);
            }
            if let Some(items) = schema.get("items") {
                self.add(items, &format!("{way}[]"), fields, depth + 1);
                let items = self.aspects(items);
                let field = fields.get_mut(way).and_then(Value::as_object_mut);
                if let (Some(field), Some(of)) = (field, items.get("type").filter(|of| *of != "object")) {
                    field.insert("items".to_owned(), of.clone());
                    field.extend(items.into_iter().filter(|(key, _)| key != "type" && key != "says"));
                }
            }
        }
    }

    /// Returns the facts about a field.
    fn aspects(&self, field: &'a Value) -> Map<String, Value> {
        let schemas = self.referred(field);
        let mut facts = Map::new();
        for schema in &schemas {
            for aspect in ASPECTS.iter().chain(&["x-values", "x-informative", "multipleOf", "additionalProperties"]) {
                if let (Some(value), false) = (schema.get(*aspect), facts.contains_key(*aspect)) {
                    facts.insert((*aspect).to_owned(), bare(value));
                }
            }
        }
        let texts: Vec<_> = schemas.iter().filter_map(|schema| schema["description"].as_str()).collect();
        facts.insert("says".to_owned(), texts.join(" ").into());
        facts
    }
}
