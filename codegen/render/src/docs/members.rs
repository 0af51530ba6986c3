//! Renders tables of all fields in a workflow's requests and responses, with limits, rules, and marks for sensitive
//! fields.

use minijinja::{Value, context};

use super::Pages;
use super::link::Links;
use super::text::{code, joined, limits, md};
use verispec_model::ir::{Direction, Field, Operation, OperationId, Rule, Type, TypeId, Workflow};

/// The table cells of a field that are the same on every page.
pub(super) struct Cells {
    pub(super) description: String,
    pub(super) kind: String,
    pub(super) limits: String,
}

/// Renders the cells of every field, indexed by type and field.
pub(super) fn cells(links: Links<'_>) -> Vec<Vec<Cells>> {
    let of_type = |kind: &Type| kind.fields().iter().map(|field| links.cells(field)).collect();
    links.model.types.iter().map(of_type).collect()
}

impl Links<'_> {
    /// Renders the cells of a field.
    pub(super) fn cells(self, field: &Field) -> Cells {
        let marks = field.schema.marks().into_iter().map(str::to_owned);
        let default = field.default.iter().map(|default| format!("Default: {}.", code(&default.to_string())));
        let source = field.source.iter().map(|source| format!("Source: {}.", self.source(source)));
        let decisions =
            (!field.decisions.is_empty()).then(|| format!("Decisions: {}.", self.decisions(&field.decisions)));
        let deprecated = self.deprecated(field.deprecated.as_ref()).into_iter();
        let description = self.model.description_of(field).into_iter().map(md);
        let notes: Vec<String> =
            deprecated.chain(description).chain(default).chain(marks).chain(source).chain(decisions).collect();
        Cells {
            description: notes.join(" "),
            kind: self.shape(&field.schema),
            limits: limits(&field.schema.limits_in_words()),
        }
    }
}

impl Pages<'_> {
    /// Returns the fields of an operation's body, with the workflow's rules that judge them.
    pub(super) fn request_members(
        &self,
        links: Links<'_>,
        workflow: &Workflow,
        id: OperationId,
        rules: &[&Rule],
    ) -> Value {
        let Some(kind) = self.model[id].sent() else { return Value::from(()) };
        let judging = |rule: &&&Rule| rule.direction == Direction::Request && rule.operations.contains(&id);
        let rules: Vec<&Rule> = rules.iter().filter(judging).copied().collect();
        let key = self.model.workflow_key(kind).map(|steps| {
            let names: Vec<&str> = steps.iter().map(|step| step.name.wire.as_str()).collect();
            names.join(".")
        });
        self.members(links, workflow, kind, &rules, key.map(|path| (path, workflow.key)))
    }

    /// Returns the fields of an operation's response.
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
        let rules: Vec<_> = rules.iter().map(|rule| (rule.judged_members(), links.rule(rule))).collect();
        // The rows are not rendered by a template, because some pages have thousands of them.
        let rows = self.model.members(workflow, kind).into_iter().map(|member| {
            let (owner, place) = member.place;
            let Cells { description, kind, limits } = &self.cells[owner.0][place];
            let required = if member.field.required { "yes" } else { "no" };
            let fixed = key.as_ref().filter(|(path, _)| *path == member.path).map(|(_, key)| format!("always `{key}`"));
            let limits = fixed.as_deref().unwrap_or(limits);
            let plain = member.path.trim_end_matches("[]");
            let judging = rules.iter().filter(|(judged, _)| judged.contains(plain)).map(|(_, link)| link.clone());
            let judging = joined(judging);
            format!("| {} | {description} | {required} | {kind} | {limits} | {judging} |", code(&member.path))
        });
        context! { kind => links.type_(kind), rows => rows.collect::<Vec<_>>().join("\n") }
    }
}
