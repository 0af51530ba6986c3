//! Checks the reasons for a field to be an argument: its schema, a rule with severity error, or `argument: true`. A
//! rule with severity warning has no effect.

use std::collections::BTreeSet;

use verispec_codegen::diff::{self, Spec};
use verispec_codegen::ir::{Given, Model, Node, OperationId, Shape, TypeId};
use verispec_codegen::resolve;
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_tests::folder;

use super::signatures::{generated, signatures, specs};

/// The severity of the added rule, and whether it sets `argument: true`.
const WARNING: &str = "severity: warning";
const ERROR: &str = "severity: error";
const ARGUMENT: &str = "severity: warning\n    argument: true";

/// A function that starts a workflow.
#[derive(Debug, PartialEq)]
struct Function {
    name: String,
    /// The arguments. The flag is true if the type of the argument is wrapped.
    arguments: Vec<(String, bool)>,
    /// The lists of credentials that the function fills in automatically.
    filled_in: Vec<String>,
}

impl Function {
    fn has(&self, argument: &str) -> bool {
        self.arguments.iter().any(|(known, _)| known == argument)
    }

    fn without(&self, argument: &str) -> Vec<&str> {
        self.arguments.iter().map(|(known, _)| known.as_str()).filter(|known| *known != argument).collect()
    }
}

fn functions(model: &Model) -> Vec<Function> {
    let mut found = Vec::new();
    for workflow in &model.workflows {
        for constructor in model.constructors(workflow) {
            let arguments = constructor.arguments().into_iter();
            found.push(Function {
                name: format!("{}::{}", workflow.name.wire, constructor.name.snake),
                arguments: arguments.map(|(_, argument)| (argument.name.snake.clone(), argument.wrapped)).collect(),
                filled_in: filled_in(&constructor.body),
            });
        }
    }
    found
}

fn filled_in(node: &Node<'_>) -> Vec<String> {
    let members = node.members.iter().flat_map(|(field, given)| match given {
        Given::Credentials(_) => vec![field.name.snake.clone()],
        Given::Object(inner) => filled_in(inner),
        _ => Vec::new(),
    });
    members.collect()
}

/// Returns the optional fields of a body and of the objects that contain the workflow's key.
fn optional(model: &Model, kind: TypeId, way: &str, found: &mut Vec<String>) {
    for field in model[kind].fields() {
        let path = format!("{way}.{}", field.name.wire);
        match field.schema.shape {
            Shape::Named(inner) if field.required && model.workflow_key(inner).is_some() => {
                optional(model, inner, &path, found);
            }
            _ if !field.required => found.push(path),
            _ => {}
        }
    }
}

/// Returns each field that a rule could require, with the operations that send it.
fn demandable(model: &Model) -> Vec<(Vec<String>, String)> {
    let starting = |id: &OperationId| model[*id].json().filter(|body| model.workflow_key(*body).is_some());
    let bodies: BTreeSet<TypeId> = model.operation_ids().filter_map(|id| starting(&id)).collect();
    let mut found = Vec::new();
    for body in bodies {
        let operations = model.operation_ids().filter(|id| starting(id) == Some(body));
        let operations: Vec<String> = operations.map(|id| model[id].name.wire.clone()).collect();
        let mut members = Vec::new();
        optional(model, body, "body", &mut members);
        found.extend(members.into_iter().map(|member| (operations.clone(), member)));
    }
    found
}

/// Returns the spec with an additional rule.
fn with_rule(spec: &SourceMap, operations: &[String], member: &str, severity: &str) -> SourceMap {
    let source = spec.iter().find_map(|(_, file)| {
        let text = String::from_utf8_lossy(&file.bytes).into_owned();
        file.path
            .starts_with("schemas/")
            .then(|| text.lines().find(|line| line.starts_with("source: ")).map(str::to_owned))
    });
    let source = source.flatten().expect("every schema file should have a `source`");
    let rule = format!(
        "summary: Made up.\nrules:\n  made-up:\n    summary: Made up.\n    on: [{}]\n    require: {member}\n    \
         {severity}\n    message: Made up.\n    {source}\n",
        operations.join(", ")
    );
    let file = SourceFile { path: "rules/made_up.yaml".to_owned(), bytes: rule.into_bytes() };
    SourceMap::new(spec.iter().map(|(_, file)| file.clone()).chain([file]).collect())
}

fn model(spec: &SourceMap) -> Model {
    resolve(spec).unwrap_or_else(|| panic!("all names in a valid spec resolve"))
}

#[test]
fn an_error_adds_an_argument_and_a_warning_does_not() {
    let mut seen = 0;
    for (name, spec) in specs() {
        let plain = model(&spec);
        let before = functions(&plain);
        for (operations, member) in demandable(&plain) {
            let with = |severity: &str| functions(&model(&with_rule(&spec, &operations, &member, severity)));
            let argument = snake(&plain, &member);
            assert_eq!(before, with(WARNING), "{name}: a warning about {member} should not change any function");
            let after = with(ERROR);
            assert_eq!(
                after,
                with(ARGUMENT),
                "{name}: `argument: true` should have the same effect as an error about {member}"
            );
            for (old, new) in before.iter().zip(&after) {
                let added = new.has(&argument) || old.filled_in.contains(&argument);
                assert!(added, "{name}: {} should have an argument for {member}", old.name);
                assert_eq!(
                    old.without(&argument),
                    new.without(&argument),
                    "{name}: the other arguments of {} should not change because of {member}",
                    old.name
                );
            }
            seen += 1;
        }
    }
    assert!(seen > 30, "{seen} members");
}

/// Returns the name of the argument for a field.
fn snake(model: &Model, member: &str) -> String {
    let wire = member.rsplit('.').next().unwrap_or_default();
    let fields = model.types.iter().flat_map(|kind| kind.fields());
    fields
        .into_iter()
        .find(|field| field.name.wire == wire)
        .expect("a type should have a field with this name")
        .name
        .snake
        .clone()
}

#[test]
fn diff_names_the_rule_that_changes_arguments() {
    for (name, spec) in specs() {
        let plain = model(&spec);
        let old = Spec { model: &plain, sources: &spec };
        for (operations, member) in demandable(&plain) {
            let wire = member.rsplit('.').next().unwrap_or_default();
            for (severity, words) in [(ERROR, "(error)"), (ARGUMENT, "(warning, `argument: true`)")] {
                let sources = with_rule(&spec, &operations, &member, severity);
                let after = model(&sources);
                let new = Spec { model: &after, sources: &sources };
                let changed = functions(&plain) != functions(&after);
                let said = |old: Spec<'_>, new: Spec<'_>| -> BTreeSet<String> {
                    let changes = diff::diff(old, new).into_iter();
                    let told = changes.filter(|change| change.kind.id == "constructor-arguments-changed");
                    told.map(|change| change.message.split_once(", because ").unwrap_or_default().1.to_owned())
                        .collect()
                };
                let expected = |verb: &str| -> BTreeSet<String> {
                    let because = format!("rule `made-up` {words} {verb} `{wire}`.");
                    changed.then_some(because).into_iter().collect()
                };
                assert_eq!(said(old, new), expected("requires"), "{name}: {member}");
                assert_eq!(said(new, old), expected("no longer requires"), "{name}: {member}");
            }
        }
    }
}

#[test]
fn the_rule_of_the_readme_changes_no_signature() {
    let readme = folder::text(&folder::workspace("README.md"));
    let (_, recipe) = readme.split_once("<!-- added to: spec/rules/settings.yaml -->\n```yaml\n").expect("a recipe");
    let (rule, _) = recipe.split_once("```").expect("the recipe should end with a closing fence");
    let spec = folder::spec(&folder::workspace("spec"));
    let changed = spec.iter().map(|(_, file)| {
        let added = if file.path == "rules/settings.yaml" { rule.as_bytes() } else { b"" };
        SourceFile { path: file.path.clone(), bytes: [file.bytes.as_slice(), added].concat() }
    });
    let changed = SourceMap::new(changed.collect());
    let told = |spec: &SourceMap| -> Vec<(String, Vec<(String, String)>)> {
        signatures(&generated(spec)).into_iter().map(|one| (one.name, one.arguments)).collect()
    };
    assert_eq!(told(&spec), told(&changed));
}
