//! `identifier-collision`: two names that become the same Rust identifier.

use std::collections::{BTreeMap, BTreeSet};

use crate::ir::{Model, Name, Operation, TypeId, TypeKind};
use crate::rules::lowering::{DUPLICATE_RULE, REPEATED_NAME};
use verispec_text::diagnostics::{Diagnostics, Severity};
use verispec_text::rule::{Excuse, Rests, Rule, Stage, replace};

pub(crate) static RULE: Rule = Rule {
    id: "identifier-collision",
    severity: Severity::Error,
    stage: Stage::Check,
    what: "Two names become the same Rust identifier.",
    why: "The generated code would not compile.",
    way_out: "Give one of them another name in Rust with `x-rust-name`, or rename it if the provider does not define the name.",
    example: &[replace(
        "schemas/log.yaml",
        "      remarks: {",
        "      re_marks: {description: Marks., type: string}\n      ⟦reMarks⟧: {",
    )],
    excuse: Excuse::Comment,
    rests_on: &[Rests::Anywhere(&[&DUPLICATE_RULE, &REPEATED_NAME])],
};

/// Names that share a namespace in Rust.
pub(super) struct Scope<'a> {
    /// The names, and their spelling in that namespace.
    pub(super) names: Vec<(&'a Name, String)>,
    /// Names that the generated code itself defines in that namespace.
    pub(super) taken: &'static [&'static str],
    /// How to resolve a collision.
    pub(super) way_out: &'static str,
}

/// How to resolve a collision of names that the provider defines.
const GIVE_NAME: &str = "give one of them a different Rust name with `x-rust-name`";
/// How to resolve a collision of values, which are renamed where they are listed.
const GIVE_NAMES: &str = "give one of them a different Rust name with the `x-rust-names` of the enum";
/// How to resolve a collision of names that authors of specs choose.
const RENAME: &str = "rename one of them";

/// Constants in the module of lifetimes that do not belong to a lifetime.
const IN_TIMING: &[&str] = &["POLLING_DELAYS", "STATES"];

/// Returns every namespace of the generated crate that contains names from the spec.
pub(super) fn scopes(model: &Model) -> Vec<Scope<'_>> {
    let has_type = |id: &TypeId| !matches!(model[*id].kind, TypeKind::Alias(_)) || model.is_body(*id);
    let types = (0..model.types.len()).map(TypeId).filter(has_type);
    let stems = |folder: &'static str| move |name: &Name| format!("{folder}::{}", name.snake);
    let mut scopes = vec![
        Scope::new(model.schema_files.iter().map(|file| &file.name), stems("payloads"), RENAME),
        Scope::new(model.rule_files.iter().map(|file| &file.name), stems("rules"), RENAME),
        Scope::new(model.workflows.iter().map(|own| &own.name), stems("workflows"), RENAME),
        Scope::new(model.lists.iter().map(|list| &list.name), stems("lists"), RENAME),
        Scope::new(types.map(|id| &model[id].name), pascal, GIVE_NAME),
        Scope::new(model.rules().map(|rule| &rule.name), snake, RENAME),
        Scope::new(model.regions.iter().map(|region| &region.name), Name::shouty, RENAME),
        Scope::new(model.prerequisites.iter().map(|own| &own.name), Name::shouty, RENAME),
        Scope::new(model.operations.iter().filter(|own| own.json().is_some()).map(|own| &own.name), pascal, RENAME),
        Scope { taken: IN_TIMING, ..lifetimes(model) },
        judges(model),
        parameters(model),
        Scope::new(model.services.iter().map(|service| &service.name), snake, RENAME),
    ];
    scopes.extend(model.types.iter().filter_map(|kind| match &kind.kind {
        TypeKind::Object(fields) => Some(Scope::new(fields.iter().map(|field| &field.name), snake, GIVE_NAME)),
        TypeKind::Enum(values) => Some(Scope::new(values.iter().map(|value| &value.name), pascal, GIVE_NAMES)),
        TypeKind::Id(_) | TypeKind::Alias(_) => None,
    }));
    scopes.extend(model.workflows.iter().map(|workflow| {
        let operations = workflow.operations.iter().map(|used| &model[used.operation]);
        let starting = operations.filter(|operation| operation.json().is_some());
        Scope::new(starting.map(Operation::constructor_name), snake, RENAME)
    }));
    scopes
}

/// Returns the constants of lifetimes: one per lifetime, and one for each of its limits.
fn lifetimes(model: &Model) -> Scope<'_> {
    let mut scope = Scope::new(model.timing.lifetimes.iter().map(|own| &own.name), Name::shouty, RENAME);
    for lifetime in &model.timing.lifetimes {
        let limits = [("_MIN", lifetime.min.is_some()), ("_MAX", lifetime.max.is_some())];
        let limits = limits.into_iter().filter(|(_, is_there)| *is_there);
        scope.names.extend(limits.map(|(suffix, _)| (&lifetime.name, format!("{}{suffix}", lifetime.name.shouty()))));
    }
    scope
}

/// Returns the validation functions: two per operation.
fn judges(model: &Model) -> Scope<'_> {
    let mut scope = Scope::new(model.operations.iter().map(|own| &own.name), snake, RENAME);
    scope.names.extend(model.operations.iter().map(|own| (&own.name, format!("judge_{}", own.name.snake))));
    scope
}

/// Returns the path parameters without duplicates, because a context has one setter for each.
fn parameters(model: &Model) -> Scope<'_> {
    let mut seen = BTreeSet::new();
    let all = model.operations.iter().flat_map(|own| &own.path_parameters).map(|parameter| &parameter.name);
    Scope::new(all.filter(|name| seen.insert(name.wire.as_str())), snake, RENAME)
}

fn pascal(name: &Name) -> String {
    name.pascal.clone()
}

fn snake(name: &Name) -> String {
    name.snake.clone()
}

impl<'a> Scope<'a> {
    fn new(names: impl Iterator<Item = &'a Name>, spelled: impl Fn(&Name) -> String, way_out: &'static str) -> Self {
        Self { names: names.map(|name| (name, spelled(name))).collect(), taken: &[], way_out }
    }
}

pub(super) fn check(model: &Model, diagnostics: &mut Diagnostics) {
    for scope in scopes(model) {
        let mut seen: BTreeMap<&str, &Name> = BTreeMap::new();
        for (name, spelled) in &scope.names {
            // Names that cannot be spelled in Rust are reported by another rule.
            if !name.is_spellable() && !name.is_given {
                continue;
            }
            if let Some(first) = seen.insert(spelled, name).filter(|first| first.span != name.span) {
                let message = format!("`{}` and `{}` both become `{spelled}` in Rust", first.wire, name.wire);
                let finding = RULE.at(name.span, message).related(first.span, "the other name is here");
                diagnostics.push(finding.help(scope.way_out));
            }
        }
    }
    for pair in model.argument_wrappers().windows(2).filter(|pair| pair[0].pascal == pair[1].pascal) {
        let message = format!("`{}` and `{}` both become `{}` in Rust", pair[0].wire, pair[1].wire, pair[1].pascal);
        let finding = RULE.at(pair[1].span, message).related(pair[0].span, "the other name is here");
        diagnostics.push(finding.way_out());
    }
}
