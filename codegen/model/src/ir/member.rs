//! Lists the fields of a payload at any depth, and the fields that rules refer to.

use std::collections::BTreeSet;

use super::{Assertion, Clause, Field, Model, Path, Rule, Schema, Shape, TypeId, TypeKind, Value, Workflow};

/// A field of a payload at any depth.
#[derive(Debug)]
pub struct Member<'m> {
    /// The path to the field from the payload, with `[]` for the items of a list and `*` for any key.
    pub path: String,
    /// The definition of the field.
    pub field: &'m Field,
    /// The type of the object that contains the field, and the index of the field there.
    pub place: (TypeId, usize),
}

impl Model {
    /// Returns every field of a workflow's payload, with each object before its fields. A recursive type is expanded
    /// once, and the results of capabilities that the workflow does not run are omitted.
    pub fn members(&self, workflow: &Workflow, payload: TypeId) -> Vec<Member<'_>> {
        let others = self.results_of_others(workflow, payload);
        let mut open = Open { model: self, others, types: Vec::new(), found: Vec::new() };
        open.kind(payload, "");
        open.found
    }

    /// Returns the results of the capabilities that the workflow does not run; `None` if the payload has no results.
    fn results_of_others(&self, workflow: &Workflow, payload: TypeId) -> Option<Others<'_>> {
        let reading = self.readings.outcome.as_ref().filter(|reading| reading.schema == payload)?;
        let mut names: BTreeSet<&str> =
            self.capabilities.iter().map(|capability| capability.name.wire.as_str()).collect();
        for own in workflow.capabilities() {
            names.remove(self[own].name.wire.as_str());
        }
        Some(Others { results: spelled(&reading.results), names })
    }
}

/// The results that are omitted.
struct Others<'m> {
    /// The path to the object with the results of all capabilities.
    results: String,
    /// The capabilities whose results are omitted.
    names: BTreeSet<&'m str>,
}

impl Others<'_> {
    fn hold(&self, object: &str, field: &Field) -> bool {
        self.results == object && self.names.contains(field.name.wire.as_str())
    }
}

struct Open<'m> {
    model: &'m Model,
    others: Option<Others<'m>>,
    types: Vec<TypeId>,
    found: Vec<Member<'m>>,
}

impl<'m> Open<'m> {
    fn kind(&mut self, id: TypeId, path: &str) {
        if self.types.contains(&id) {
            return;
        }
        self.types.push(id);
        let model = self.model;
        match &model[id].kind {
            TypeKind::Object(fields) => {
                for (index, field) in fields.iter().enumerate() {
                    if self.others.as_ref().is_some_and(|others| others.hold(path, field)) {
                        continue;
                    }
                    let dot = if path.is_empty() { "" } else { "." };
                    let path = format!("{path}{dot}{}", field.name.wire);
                    self.found.push(Member { path: path.clone(), field, place: (id, index) });
                    self.schema(&field.schema, &path);
                }
            }
            TypeKind::Alias(schema) => self.schema(schema, path),
            TypeKind::Enum(_) | TypeKind::Id(_) => {}
        }
        self.types.pop();
    }

    fn schema(&mut self, schema: &'m Schema, path: &str) {
        match &schema.shape {
            Shape::Named(id) => self.kind(*id, path),
            Shape::List(items) => self.schema(items, &format!("{path}[]")),
            Shape::Map(value) => self.schema(value, &format!("{path}.*")),
            _ => {}
        }
    }
}

impl Rule {
    /// Returns the fields that the rule judges; for lists, their items.
    pub fn judged_members(&self) -> BTreeSet<String> {
        let paths = self.clauses.iter().filter_map(Clause::judged);
        paths.map(|path| path.trim_end_matches("[]").to_owned()).collect()
    }
}

impl Clause {
    /// Returns the path to the field whose location the clause reports: the one in `at`, or else the judged field.
    /// Returns `None` if that is not part of the payload.
    fn judged(&self) -> Option<String> {
        let asserted = match &self.assertion {
            Assertion::Require(value) | Assertion::Forbid(value) => value,
            Assertion::Check(predicate) => &predicate.value,
        };
        match self.at.as_ref().unwrap_or(asserted) {
            Value::Body(path) => Some(spelled(path)),
            Value::Item(path) => {
                let list = self.each.as_ref().map(spelled).unwrap_or_default();
                let list = list.trim_end_matches("[]");
                Some(if path.steps.is_empty() { format!("{list}[]") } else { format!("{list}[].{}", spelled(path)) })
            }
            _ => None,
        }
    }
}

/// Returns a path as spelled in the spec.
pub fn spelled(path: &Path) -> String {
    let steps = path.steps.iter().map(|step| format!("{}{}", step.name.wire, if step.each { "[]" } else { "" }));
    steps.collect::<Vec<_>>().join(".")
}
