//! `identifier-collision`: names that differ in the spec must differ in Rust, and must be names there at all.

use std::collections::HashMap;

use super::Rule;
use crate::diagnostics::{Diagnostic, Diagnostics};
use crate::ir::{Model, Name, TypeKind};

pub(super) const RULE: Rule = Rule {
    id: "identifier-collision",
    summary: "Two names that are spelled alike in Rust, or a name that Rust has no spelling for.",
    check,
};

/// Type names that the bindings use for their own purposes.
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

fn check(model: &Model, diagnostics: &mut Diagnostics) {
    let pascal = |name: &Name| name.pascal.clone();
    let snake = |name: &Name| name.snake.clone();
    distinct(model.types.iter().map(|kind| &kind.name), pascal, TAKEN_TYPES, diagnostics);
    for kind in &model.types {
        match &kind.kind {
            TypeKind::Object(fields) => {
                distinct(fields.iter().map(|field| &field.name), snake, &["extra"], diagnostics)
            }
            TypeKind::Enum(values) => distinct(values.iter().map(|value| &value.name), pascal, &["Self"], diagnostics),
            TypeKind::Id(_) | TypeKind::Alias(_) => {}
        }
    }
    distinct(model.schema_files.iter().map(|file| &file.name), snake, TAKEN_MODULES, diagnostics);
    distinct(model.rule_files.iter().map(|file| &file.name), snake, TAKEN_MODULES, diagnostics);
    distinct(model.workflows.iter().map(|workflow| &workflow.name), snake, TAKEN_MODULES, diagnostics);
    distinct(model.rules().map(|rule| &rule.name), snake, &[], diagnostics);
    distinct(model.regions.iter().map(|region| &region.name), snake, &[], diagnostics);
}

fn distinct<'a>(
    names: impl Iterator<Item = &'a Name>,
    spell: impl Fn(&Name) -> String,
    taken: &[&str],
    diagnostics: &mut Diagnostics,
) {
    let mut seen: HashMap<String, &Name> = HashMap::new();
    for name in names {
        let spelled = spell(name);
        if taken.contains(&spelled.as_str()) || !name.wire.contains(|c: char| c.is_ascii_alphanumeric()) {
            let message = format!("`{}` cannot be used as a name: in Rust it would be `{spelled}`", name.wire);
            diagnostics.push(Diagnostic::error("identifier-collision", name.span, message).help("choose another name"));
        }
        if let Some(first) = seen.insert(spelled.clone(), name) {
            let message = format!("`{}` and `{}` are both `{spelled}` in Rust", first.wire, name.wire);
            diagnostics.push(
                Diagnostic::error("identifier-collision", name.span, message)
                    .related(first.span, "the other name is here")
                    .help("rename one of them"),
            );
        }
    }
}
