//! The requests and responses of a workflow to tables of all their members, with limits, rules and marks.

use minijinja::{Value, context};

use super::Pages;
use super::link::Links;
use super::text::{maybe, values};
use crate::ir::{Direction, Operation, OperationId, Rule, TypeId, Workflow};

impl Pages<'_> {
    /// The body that an operation of a workflow takes, member by member.
    pub(super) fn request_members(&self, links: Links<'_>, workflow: &Workflow, id: OperationId) -> Value {
        let Some(kind) = self.model[id].sent() else { return Value::from(()) };
        let rules = self.model.rules_of(workflow);
        let judging = |rule: &&Rule| rule.direction == Direction::Request && rule.operations.contains(&id);
        let rules: Vec<&Rule> = rules.into_iter().filter(judging).collect();
        let key = self.model.workflow_key(kind).map(|steps| {
            let names: Vec<&str> = steps.iter().map(|step| step.name.wire.as_str()).collect();
            names.join(".")
        });
        self.members(links, workflow, kind, &rules, key.map(|path| (path, workflow.key)))
    }

    /// What an operation answers with, member by member.
    pub(super) fn response_members(&self, links: Links<'_>, workflow: &Workflow, operation: &Operation) -> Value {
        operation.response.schema.map_or(Value::from(()), |kind| self.members(links, workflow, kind, &[], None))
    }

    fn members(
        &self,
        links: Links<'_>,
        workflow: &Workflow,
        kind: TypeId,
        rules: &[&Rule],
        key: Option<(String, u32)>,
    ) -> Value {
        let rows = self.model.members(workflow, kind).into_iter().map(|member| {
            let judging = rules.iter().filter(|rule| rule.judges(&member.path));
            let fixed = key.as_ref().filter(|(path, _)| *path == member.path).map(|(_, key)| *key);
            context! {
                path => member.path.as_str(),
                field => self.field(links, member.field),
                fixed => maybe(fixed),
                rules => values(judging.map(|rule| links.rule(rule))),
            }
        });
        context! { kind => links.type_(kind), rows => values(rows) }
    }
}
