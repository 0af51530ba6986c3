//! `identifier-collision`: two names that are spelled alike in Rust.

use std::collections::BTreeMap;

use super::{Rule, Stage, replace};
use crate::diagnostics::{Diagnostics, Severity};
use crate::ir::{Model, Name, Operation, TypeKind};

pub(crate) static RULE: Rule = Rule {
    id: "identifier-collision",
    severity: Severity::Error,
    stage: Stage::Check(check),
    what: "Two names that are spelled alike in Rust.",
    why: "The generated code could not tell them apart.",
    way_out: "Rename one of them.",
    example: &[replace(
        "schemas/log.yaml",
        "      remarks: {",
        "      re_marks: {description: Marks., type: string}\n      ⟦reMarks⟧: {",
    )],
};

/// Names that share a name space in Rust.
pub(super) struct Scope<'a> {
    /// Each name as it is spelled there.
    pub(super) names: Vec<(&'a Name, String)>,
    /// What the bindings need for their own purposes.
    pub(super) taken: &'static [&'static str],
}

/// Type names of every generated crate.
const TAKEN_TYPES: &[&str] = &[
    "Self",
    "Option",
    "Vec",
    "String",
    "Box",
    "Open",
    "Personal",
    "Secret",
    "Extra",
    "Timestamp",
    "Date",
    "WorkflowKey",
    "At",
    "Report",
];

/// Module names of every generated crate.
const TAKEN_MODULES: &[&str] = &["mod", "model", "runtime", "payloads", "rules", "workflows", "self", "super", "crate"];

/// Member names that no spelling makes an identifier, and the one that unknown members are kept in.
const TAKEN_MEMBERS: &[&str] = &["extra", "self", "super", "crate"];

/// Names of methods that put together what is sent.
const TAKEN_BY_BUILDERS: &[&str] = &["extra", "self", "super", "crate", "new", "build"];

/// Type names that the modules of workflows need beside what is sent.
const TAKEN_IN_WORKFLOWS: &[&str] = &["Draft", "Origin", "Slot", "Workflow"];

/// Every name space of the generated crate that takes names from the spec.
pub(super) fn scopes(model: &Model) -> Vec<Scope<'_>> {
    let mut scopes = vec![
        Scope::pascal(model.types.iter().map(|kind| &kind.name), TAKEN_TYPES),
        Scope::snake(model.schema_files.iter().map(|file| &file.name), TAKEN_MODULES),
        Scope::snake(model.rule_files.iter().map(|file| &file.name), TAKEN_MODULES),
        Scope::snake(model.workflows.iter().map(|workflow| &workflow.name), TAKEN_MODULES),
        Scope::snake(model.rules().map(|rule| &rule.name), &[]),
        Scope::snake(model.regions.iter().map(|region| &region.name), &[]),
        Scope::snake(model.services.iter().map(|service| &service.name), &[]),
    ];
    scopes.extend(model.types.iter().filter_map(|kind| match &kind.kind {
        TypeKind::Object(fields) => {
            let taken = if kind.sent { TAKEN_BY_BUILDERS } else { TAKEN_MEMBERS };
            Some(Scope::snake(fields.iter().map(|field| &field.name), taken))
        }
        TypeKind::Enum(values) => Some(Scope::pascal(values.iter().map(|value| &value.name), &["Self"])),
        TypeKind::Id(_) | TypeKind::Alias(_) => None,
    }));
    scopes.extend(model.workflows.iter().map(|workflow| {
        let operations = workflow.operations.iter().map(|used| &model[used.operation]);
        Scope::snake(operations.filter(|operation| operation.json().is_some()).map(Operation::constructor_name), &[])
    }));
    let sent = model.types.iter().filter(|kind| kind.sent);
    scopes.extend(sent.map(|kind| Scope::pascal(std::iter::once(&kind.name), TAKEN_IN_WORKFLOWS)));
    scopes
}

impl<'a> Scope<'a> {
    fn pascal(names: impl Iterator<Item = &'a Name>, taken: &'static [&'static str]) -> Self {
        Self { names: names.map(|name| (name, name.pascal.clone())).collect(), taken }
    }

    fn snake(names: impl Iterator<Item = &'a Name>, taken: &'static [&'static str]) -> Self {
        Self { names: names.map(|name| (name, name.snake.clone())).collect(), taken }
    }
}

fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for scope in scopes(model) {
        let mut seen: BTreeMap<&str, &Name> = BTreeMap::new();
        for (name, spelled) in &scope.names {
            if let Some(first) = seen.insert(spelled, name) {
                let message = format!("`{}` and `{}` are both `{spelled}` in Rust", first.wire, name.wire);
                diagnostics.push(RULE.at(name.span, message).related(first.span, "the other name is here").way_out());
            }
        }
    }
    for pair in model.argument_wrappers().windows(2).filter(|pair| pair[0].pascal == pair[1].pascal) {
        let message = format!("`{}` and `{}` are both `{}` in Rust", pair[0].wire, pair[1].wire, pair[1].pascal);
        let finding = RULE.at(pair[1].span, message).related(pair[0].span, "the other name is here");
        diagnostics.push(finding.way_out());
    }
}
