//! Resolves the Rust names of types, fields and values: the name in the spec, or else a name derived from the wire
//! name.

use crate::rules::lowering::{OVERRIDE_CHANGES_NOTHING, UNKNOWN_VALUE};
use std::collections::{BTreeMap, BTreeSet};

use super::Lower;
use crate::ir::Name;
use crate::ir::reserved::{AROUND_BODIES, EXTRA, FUNCTIONS_OF_SENT, IN_PAYLOADS, OPERATORS, is_keyword};
use crate::rules;
use verispec_spec::syntax::{Parsed, Schema, Schemas, Sender, Spec, Text};

/// The names of schemas, by how operations use them. Types do not have names yet.
#[derive(Default)]
pub(super) struct Traffic {
    /// The schemas that operations use as bodies.
    bodies: BTreeSet<String>,
    /// The schemas of path parameters.
    parameters: BTreeSet<String>,
    /// The schemas in requests of the customer.
    sent: BTreeSet<String>,
}

impl Traffic {
    pub(super) fn new(spec: &Spec, schemas: &[Parsed<Schemas>]) -> Self {
        let mut traffic = Self::default();
        let mut open: Vec<&str> = Vec::new();
        for operation in spec.operations.iter().map(|file| &file.content) {
            let request = operation.request.as_ref().and_then(|body| body.schema.as_ref());
            traffic.bodies.extend(request.into_iter().chain(&operation.response.schema).map(|name| name.value.clone()));
            let parameters = operation.path_parameters.values().map(|parameter| parameter.schema.value.clone());
            traffic.parameters.extend(parameters);
            open.extend(request.filter(|_| operation.sender == Sender::Customer).map(|name| name.value.as_str()));
        }
        let defs = schemas.iter().flat_map(|file| &file.content.defs);
        let defs: BTreeMap<&str, &Schema> = defs.map(|(name, schema)| (name.value.as_str(), schema)).collect();
        for names in [&mut traffic.bodies, &mut traffic.parameters] {
            follow(names, &defs);
        }
        while let Some(name) = open.pop() {
            if traffic.sent.insert(name.to_owned())
                && let Some(schema) = defs.get(name)
            {
                references(schema, &mut open);
            }
        }
        traffic
    }

    pub(super) fn is_body(&self, name: &str) -> bool {
        self.bodies.contains(name)
    }

    pub(super) fn is_sent(&self, name: &str) -> bool {
        self.sent.contains(name)
    }
}

/// Adds the schemas that aliases resolve to, because a body whose schema is an alias has the resolved type.
fn follow(names: &mut BTreeSet<String>, defs: &BTreeMap<&str, &Schema>) {
    let mut open: Vec<String> = names.iter().cloned().collect();
    while let Some(name) = open.pop() {
        let reference = defs.get(name.as_str()).and_then(|schema| schema.reference.as_ref());
        let target = reference.and_then(|reference| reference.value.strip_prefix("#/$defs/"));
        if let Some(target) = target.filter(|target| names.insert((*target).to_owned())) {
            open.push(target.to_owned());
        }
    }
}

/// Collects the schemas that a schema refers to.
fn references<'s>(schema: &'s Schema, found: &mut Vec<&'s str>) {
    found.extend(schema.reference.iter().filter_map(|reference| reference.value.strip_prefix("#/$defs/")));
    let inner = schema.items.iter().chain(&schema.additional_properties).map(|inner| &**inner);
    inner.chain(schema.properties.values()).for_each(|inner| references(inner, found));
}

/// Returns whether a setter with this name would be ambiguous.
fn is_of_sent(name: &str) -> bool {
    FUNCTIONS_OF_SENT.contains(name) || OPERATORS.contains(&name)
}

impl Lower<'_> {
    /// Returns the name of a schema's type.
    pub(super) fn type_name(&mut self, def: &Text, schema: &Schema) -> Name {
        let around = self.traffic.is_sent(&def.value)
            || self.traffic.is_body(&def.value)
            || self.traffic.parameters.contains(&def.value);
        let is_reserved =
            |name: &str| is_keyword(name) || IN_PAYLOADS.contains(&name) || (around && AROUND_BODIES.contains(&name));
        self.item(def, schema.rust_name.as_ref(), "type", &is_reserved)
    }

    /// Returns the name of an enum value.
    pub(super) fn value_name(&mut self, word: &Text, schema: &Schema) -> Name {
        let given = schema.rust_names.iter().find(|(known, _)| known.value == word.value).map(|(_, name)| name);
        self.item(word, given, "value", &is_keyword)
    }

    fn item(&mut self, wire: &Text, given: Option<&Text>, what: &str, is_reserved: &dyn Fn(&str) -> bool) -> Name {
        let natural = Name::item(&wire.value, wire.span, None, is_reserved);
        let Some(given) = given else { return natural };
        let is_pascal = |name: &str| {
            name.starts_with(|c: char| c.is_ascii_uppercase()) && name.chars().all(|c| c.is_ascii_alphanumeric())
        };
        self.check_given(given, &natural.pascal, natural.is_spellable(), |this| match () {
            () if !is_pascal(&given.value) => this.refuse(given, what, "it is not in `PascalCase`"),
            () if is_reserved(&given.value) => this.refuse(given, what, "the generated code uses it"),
            () => {}
        });
        Name::item(&wire.value, wire.span, Some(&given.value), is_reserved)
    }

    /// Returns the name of a property's field.
    pub(super) fn field_name(&mut self, property: &Text, schema: &Schema, is_sent: bool) -> Name {
        let is_reserved = |name: &str| is_keyword(name) || name == EXTRA || (is_sent && is_of_sent(name));
        let natural = Name::member(&property.value, property.span, None, is_reserved);
        let Some(given) = &schema.rust_name else { return natural };
        let is_snake = |name: &str| {
            let plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_';
            name.starts_with(|c: char| c.is_ascii_lowercase()) && name.chars().all(plain) && !name.contains("__")
        };
        self.check_given(given, &natural.snake, natural.is_spellable(), |this| match () {
            () if !is_snake(&given.value) => this.refuse(given, "field", "it is not in `snake_case`"),
            () if is_reserved(&given.value) => this.refuse(given, "field", "the generated code uses it"),
            () => {}
        });
        Name::member(&property.value, property.span, Some(&given.value), is_reserved)
    }

    fn check_given(&mut self, given: &Text, natural: &str, is_spellable: bool, check: impl FnOnce(&mut Self)) {
        if is_spellable && given.value == natural {
            let message = format!("the Rust name is already `{natural}`");
            self.push(OVERRIDE_CHANGES_NOTHING.at(given.span, message).help("remove it"));
        } else {
            check(self);
        }
    }

    fn refuse(&mut self, given: &Text, what: &str, why: &str) {
        let message = format!("`{}` cannot be the Rust name of a {what}: {why}", given.value);
        self.push(rules::reserved_name::RULE.at(given.span, message).help("choose a different name"));
    }

    /// Reports Rust names of items that cannot have one, and Rust names of undefined enum values.
    pub(super) fn check_rust_names(&mut self, schema: &Schema, words: &[&str], has_name: bool) {
        if let Some(name) = schema.rust_name.as_ref().filter(|_| !has_name) {
            let finding = OVERRIDE_CHANGES_NOTHING.at(name.span, "this schema has no Rust name to change");
            self.push(finding.help("remove it; only properties, objects, enums, ids and bodies have Rust names"));
        }
        for (word, _) in schema.rust_names.iter().filter(|(word, _)| !words.contains(&word.value.as_str())) {
            let message = format!("`{}` is not an enum value of this schema", word.value);
            let finding = UNKNOWN_VALUE.at(word.span, message);
            self.push(finding.did_you_mean(&word.value, words.iter().copied()));
        }
        for inner in schema.items.iter().chain(&schema.additional_properties) {
            self.check_rust_names(inner, &[], false);
        }
        for property in schema.properties.values() {
            self.check_rust_names(property, &[], true);
        }
    }
}
