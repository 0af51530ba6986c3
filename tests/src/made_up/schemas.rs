//! Generates the payload schemas of one direction, with any shape in any position and hostile names.

use std::collections::BTreeSet;

use serde_json::{Map, Value, json};
use verispec_codegen::ir::Name;
use verispec_codegen::source::{FileId, Span};

use super::Words;
use crate::random::Random;

/// The direction of the payloads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Sent,
    Received,
}

pub(super) struct Made {
    pub(super) defs: Map<String, Value>,
    /// The names of the schemas that are used as bodies.
    pub(super) bodies: Vec<String>,
    /// The name of the body that contains all otherwise unused schemas.
    pub(super) root: String,
    /// Fields of the root body that rules can refer to, each with its type.
    pub(super) members: Vec<(String, String)>,
}

/// Schemas under construction.
pub(super) struct Schemas<'a> {
    side: Side,
    /// Whether the type names of this direction are unmodified. Those of the other direction get a suffix.
    is_bare: bool,
    words: &'a Words,
    random: &'a mut Random,
    defs: Map<String, Value>,
    /// The Rust names of types that are already in use.
    taken: BTreeSet<String>,
    referred: BTreeSet<String>,
}

pub(super) fn name(wire: &str) -> Name {
    Name::new(wire, Span { file: FileId(0), start: 0, end: 0 })
}

impl<'a> Schemas<'a> {
    pub(super) fn new(side: Side, is_bare: bool, words: &'a Words, random: &'a mut Random) -> Self {
        Self { side, is_bare, words, random, defs: Map::new(), taken: BTreeSet::new(), referred: BTreeSet::new() }
    }

    /// Generates several schemas, some of which are bodies, and a root body that contains all otherwise unused ones.
    pub(super) fn made(mut self) -> Made {
        if self.side == Side::Received {
            self.taken.insert("Look".to_owned());
            let verdict = json!({"description": "The verdict.", "type": "string"});
            let look = json!({"description": "A look.", "type": "object", "properties": {"verdict": verdict}});
            self.defs.insert("Look".to_owned(), look);
        }
        let count = 3 + self.random.below(3);
        let mut bodies = Vec::new();
        for index in 0..count {
            let schema = self.def(index);
            let name = self.type_name();
            if self.random.once_in(2) {
                self.referred.insert(name.clone());
                bodies.push(name.clone());
            }
            self.defs.insert(name, schema);
        }
        let (root, members) = self.root();
        bodies.push(root.clone());
        Made { defs: self.defs, bodies, root, members }
    }

    /// Returns a unique type name. The types of one direction have a suffix, because names must be unique across both.
    fn type_name(&mut self) -> String {
        loop {
            let word = self.random.pick(&self.words.types).clone();
            let wire = if self.is_bare { word } else { format!("{word}Told") };
            let is_special = ["Look", "KeyOfWorkflow", "StartedHere", "RootSent", "RootReceived", "ThingId"]
                .contains(&wire.as_str());
            if !is_special && self.taken.insert(name(&wire).pascal) {
                return wire;
            }
        }
    }

    /// Generates a named schema. The first three cover an enum, an id and an object.
    fn def(&mut self, index: usize) -> Value {
        let mut schema = match index {
            0 => self.words(),
            1 => self.id(),
            2 => self.object(),
            _ => match self.random.below(6) {
                0 => self.words(),
                1 => self.id(),
                2 | 3 => self.object(),
                _ => self.value(2),
            },
        };
        schema["description"] = json!("It is `what` it is.");
        schema
    }

    fn id(&mut self) -> Value {
        match self.random.once_in(2) {
            true => json!({"type": "string", "x-id": true, "minLength": 1, "maxLength": 40}),
            false => json!({"type": "string", "x-id": true}),
        }
    }

    /// Generates an enum. Values whose Rust spellings collide get explicit names.
    fn words(&mut self) -> Value {
        let (mut words, mut given, mut taken) = (Vec::new(), Map::new(), BTreeSet::new());
        for index in 0..=self.random.below(5) {
            let word = self.words.any(self.random);
            if words.contains(&word) {
                continue;
            }
            let spelled = name(&word);
            let is_free = spelled.is_spellable() && taken.insert(spelled.pascal.clone());
            if !is_free || (self.random.once_in(5) && spelled.pascal != "Given") {
                let rust = format!("Given{}", ["A", "B", "C", "D", "E", "F"][index]);
                if spelled.pascal != rust {
                    given.insert(word.clone(), json!(rust));
                }
            }
            words.push(word);
        }
        let mut schema = json!({"type": "string", "enum": words});
        if !given.is_empty() {
            schema["x-rust-names"] = Value::Object(given);
        }
        schema
    }

    /// Generates an object with fields of any shape and name.
    fn object(&mut self) -> Value {
        let count = self.random.below(7);
        let (mut properties, mut required, mut taken) = (Map::new(), Vec::new(), BTreeSet::new());
        for index in 0..count {
            let member = self.words.any(self.random);
            let spelled = name(&member);
            if properties.contains_key(&member) {
                continue;
            }
            let mut schema = self.value(2);
            let is_free = spelled.is_spellable() && taken.insert(spelled.snake.clone());
            let rust = format!("given_{index}");
            if (!is_free || self.random.once_in(6)) && spelled.snake != rust {
                schema["x-rust-name"] = json!(rust);
            }
            if self.random.once_in(2) {
                required.push(member.clone());
            }
            properties.insert(member, schema);
        }
        let mut schema = json!({"type": "object", "properties": properties});
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        if self.random.once_in(4) { self.in_parts(schema) } else { schema }
    }

    /// Moves half of an object's fields to an `allOf` part.
    fn in_parts(&mut self, mut schema: Value) -> Value {
        let properties = schema["properties"].take();
        let required = schema["required"].take();
        let members: Vec<(String, Value)> = properties.as_object().cloned().unwrap_or_default().into_iter().collect();
        let (first, second) = members.split_at(members.len() / 2);
        let object = |members: &[(String, Value)]| json!({"type": "object", "properties": members.iter().cloned().collect::<Map<_, _>>()});
        let mut rest = object(second);
        if required.is_array() {
            rest["required"] = required;
        }
        let mut part = object(first);
        part["description"] = json!("A part.");
        let name = self.type_name();
        self.defs.insert(name.clone(), part);
        self.referred.insert(name.clone());
        json!({"allOf": [{"$ref": format!("#/$defs/{name}")}, rest]})
    }

    /// Generates a value of any shape.
    fn value(&mut self, depth: usize) -> Value {
        let mut schema = match self.random.below(if depth == 0 { 9 } else { 13 }) {
            0 | 1 => self.text(),
            2 => self.number("integer"),
            3 => self.number("number"),
            4 if self.random.once_in(4) => json!({"type": "boolean", "const": true}),
            4 => json!({"type": "boolean"}),
            5 => json!({}),
            6..=8 => match self.reference() {
                Some(name) => json!({"$ref": format!("#/$defs/{name}")}),
                None => json!({"type": "boolean"}),
            },
            9 | 10 => {
                let mut list = json!({"type": "array", "items": self.value(depth - 1)});
                if self.random.once_in(2) {
                    list["maxItems"] = json!(4);
                }
                list
            }
            _ if self.random.once_in(5) => json!({"type": "object", "additionalProperties": true}),
            _ => json!({"type": "object", "additionalProperties": self.value(depth - 1)}),
        };
        if self.random.once_in(5) && schema.get("x-secret").is_none() {
            schema["x-personal"] = json!(true);
        }
        schema
    }

    fn reference(&mut self) -> Option<String> {
        let names: Vec<String> = self.defs.keys().filter(|name| *name != "Look").cloned().collect();
        if names.is_empty() {
            return None;
        }
        let name = self.random.pick(&names).clone();
        self.referred.insert(name.clone());
        Some(name)
    }

    fn text(&mut self) -> Value {
        match self.random.below(9) {
            0 => json!({"type": "string", "minLength": 1, "maxLength": 60}),
            7 => json!({"type": "string", "pattern": r"^[a-z -]{1,40}\w$"}),
            8 => json!({"type": "string", "const": "it is \"so\""}),
            1 => json!({"type": "string", "format": "date-time"}),
            2 => json!({"type": "string", "format": "date"}),
            3 if self.side == Side::Received => {
                let hosts =
                    if self.random.once_in(2) { json!(["api", "{customer}.acme.example"]) } else { json!(["api"]) };
                json!({"type": "string", "format": "uri", "x-hosts": hosts})
            }
            3 => json!({"type": "string", "format": "uri"}),
            4 => json!({"type": "string", "x-secret": true}),
            _ => json!({"type": "string", "x-personal": true}),
        }
    }

    fn number(&mut self, kind: &str) -> Value {
        let mut schema = json!({"type": kind});
        if self.random.once_in(6) {
            schema["const"] = if kind == "number" { json!(7.25) } else { json!(7) };
        }
        if self.random.once_in(2) {
            schema["minimum"] = if kind == "number" { json!(-0.5) } else { json!(-5) };
        }
        if self.random.once_in(3) {
            schema["maximum"] = json!(80);
        }
        if self.random.once_in(4) {
            schema["multipleOf"] = if kind == "number" { json!(0.25) } else { json!(1) };
        }
        schema
    }

    /// Generates the root body, which contains all unused schemas and itself. In requests, it also has a workflow key.
    fn root(&mut self) -> (String, Vec<(String, String)>) {
        let wire = format!("Root{:?}", self.side);
        let mut properties = Map::new();
        let left: Vec<String> = self.defs.keys().filter(|name| !self.referred.contains(*name)).cloned().collect();
        for (index, name) in left.iter().enumerate() {
            properties.insert(format!("left{index}"), json!({"$ref": format!("#/$defs/{name}")}));
        }
        let mut members = Vec::new();
        for (name, schema) in
            [("list", json!({"type": "array", "items": self.value(1)})), ("count", self.number("number"))]
        {
            members.push((name.to_owned(), schema["type"].as_str().unwrap_or_default().to_owned()));
            properties.insert(name.to_owned(), schema);
        }
        let itself = json!({"$ref": format!("#/$defs/{wire}")});
        properties.insert("again".to_owned(), itself.clone());
        properties.insert("others".to_owned(), json!({"type": "array", "items": itself}));
        let mut required = Vec::new();
        if self.side == Side::Sent {
            for name in ["first", "second", "captain"] {
                if self.random.once_in(2) {
                    properties.insert(name.to_owned(), json!({"type": "string"}));
                    required.push(name);
                }
            }
            let key = json!({"description": "The workflow.", "type": "integer", "x-workflow-key": true});
            let key = if self.random.once_in(2) {
                self.defs.insert("KeyOfWorkflow".to_owned(), key);
                json!({"$ref": "#/$defs/KeyOfWorkflow"})
            } else {
                key
            };
            if self.random.once_in(2) {
                let inner = json!({"key": key, "first": {"type": "string"}, "second": {"type": "integer"}});
                let of_inner = if self.random.once_in(2) { json!(["key", "first"]) } else { json!(["second", "key"]) };
                let inner =
                    json!({"description": "What.", "type": "object", "properties": inner, "required": of_inner});
                self.defs.insert("StartedHere".to_owned(), inner);
                properties.insert("definition".to_owned(), json!({"$ref": "#/$defs/StartedHere"}));
                if self.random.once_in(2) {
                    required.push("definition");
                }
            } else {
                properties.insert("workflow".to_owned(), key);
                required.push("workflow");
            }
        }
        let mut root = json!({"description": "All of it.", "type": "object", "properties": properties});
        if !required.is_empty() {
            root["required"] = json!(required);
        }
        self.defs.insert(wire.clone(), root);
        (wire, members)
    }
}
