//! Payload types to all members below them in one list, and rules to the members that they look at.

use std::collections::BTreeSet;

use super::{Assertion, Clause, Field, Model, Path, Rule, Schema, Shape, TypeId, TypeKind, Value, Workflow};

/// A member of a payload, wherever it stands.
#[derive(Debug)]
pub struct Member<'m> {
    /// The way to it from the payload, with `[]` for the items of a list and `*` for any member.
    pub path: String,
    /// The member.
    pub field: &'m Field,
    /// The object that it is a member of, and its place there.
    pub place: (TypeId, usize),
}

impl Model {
    /// Every member of a workflow's payload, each object before what is in it. A type that contains itself is opened
    /// once, and results of capabilities that the workflow does not run are left out.
    pub fn members(&self, workflow: &Workflow, payload: TypeId) -> Vec<Member<'_>> {
        let left_out = self.results_of_others(workflow, payload);
        let mut open = Open { model: self, left_out, types: Vec::new(), found: Vec::new() };
        open.kind(payload, "");
        open.found
    }

    /// The ways to the results of all capabilities but those of a workflow.
    fn results_of_others(&self, workflow: &Workflow, payload: TypeId) -> BTreeSet<String> {
        let Some(reading) = self.readings.outcome.as_ref().filter(|reading| reading.schema == payload) else {
            return BTreeSet::new();
        };
        let (results, own) = (spelled(&reading.results), workflow.capabilities());
        let own: Vec<&str> = own.iter().map(|id| self[*id].name.wire.as_str()).collect();
        let all = self.capabilities.iter().map(|capability| capability.name.wire.as_str());
        all.filter(|name| !own.contains(name)).map(|name| format!("{results}.{name}")).collect()
    }
}

struct Open<'m> {
    model: &'m Model,
    left_out: BTreeSet<String>,
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
                    let dot = if path.is_empty() { "" } else { "." };
                    let path = format!("{path}{dot}{}", field.name.wire);
                    if self.left_out.contains(&path) {
                        continue;
                    }
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
    /// Whether it judges this member of the payload, or an item of it if it is a list.
    pub fn judges(&self, member: &str) -> bool {
        let plain = |path: &str| path.trim_end_matches("[]").to_owned();
        self.clauses.iter().filter_map(Clause::judged).any(|path| plain(&path) == plain(member))
    }
}

impl Clause {
    /// The way to the member that it judges, or that it points at.
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

/// A path as the spec spells it.
pub(crate) fn spelled(path: &Path) -> String {
    let steps = path.steps.iter().map(|step| format!("{}{}", step.name.wire, if step.each { "[]" } else { "" }));
    steps.collect::<Vec<_>>().join(".")
}
