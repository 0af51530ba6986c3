//! Checks the interpreter of rules: for the payload cases, it must find the same violations as the generated crates.
//!
//! The cases contain the violations that the crates find, which `payload_cases` and `second_provider` verify.

use std::path::{Path, PathBuf};

use serde_json::Value;
use verispec_codegen::check::Valid;
use verispec_codegen::ir::{Direction, Model};
use verispec_codegen::judge::{BreachSite, Case, judge};
use verispec_tests::folder;

/// The violations that make a payload unreadable, which prevents the evaluation of other rules.
const UNREADABLE: [&str; 5] = ["duplicate-member", "missing-member", "not-json", "unknown-value", "wrong-type"];

/// The violations in a case, according to the interpreter and to the generated crate.
struct Verdicts {
    file: PathBuf,
    /// Whether the interpreter knows all facts in the context.
    alike: bool,
    interpreted: Vec<String>,
    generated: Vec<String>,
}

fn model(spec: &Path) -> Valid<Model> {
    folder::sound(&folder::spec(spec))
}

/// Judges all cases except those with unreadable payloads.
fn verdicts(model: &Model, cases: &Path) -> Vec<Verdicts> {
    let files = folder::files(cases, ".json").into_iter();
    let files = files.filter(|file| !UNREADABLE.contains(&rule(file).as_str()));
    let case =
        |file: &Path| serde_json::from_str(&folder::text(file)).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
    files.map(|file| verdict(model, &file, &case(&file))).collect()
}

/// Returns the rule of a case, which is the name of its folder.
fn rule(file: &Path) -> String {
    file.parent().and_then(Path::file_name).unwrap_or_default().to_string_lossy().into_owned()
}

fn verdict(model: &Model, file: &Path, case: &Value) -> Verdicts {
    let operation = model.operation_ids().find(|id| case["operation"] == model[*id].name.wire);
    let key = case["context"]["workflow_key"].as_str().map(str::to_owned);
    let key = key.or_else(|| Some(case["context"]["workflow_key"].as_u64()?.to_string()));
    let path = case["context"]["path"].as_object().into_iter().flatten();
    let path: Vec<(String, String)> =
        path.map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned())).collect();
    let judged = judge(&Case {
        model,
        operation: operation.unwrap_or_else(|| panic!("the operation of {} does not exist", file.display())),
        direction: if case["direction"] == "request" { Direction::Request } else { Direction::Response },
        workflow: model.workflow_ids().find(|id| Some(model[*id].key.to_string()) == key),
        path: &path,
        body: case.get("body"),
        now: None,
    });
    let pointer = |place: &BreachSite| match place {
        BreachSite::Body(pointer) => pointer.clone(),
        BreachSite::Path(name) => format!("/context/path/{name}"),
        BreachSite::Context => "/context/workflow_key".to_owned(),
    };
    let interpreted = judged.iter().map(|breach| format!("{} at {}", breach.rule.name.wire, pointer(&breach.place)));
    let context = case["context"].as_object().cloned().unwrap_or_default();
    // An existing account does not violate rules, and the policy only makes rules stricter.
    let told = |known: &String| {
        ["path", "workflow_key", "policy"].contains(&known.as_str()) || context[known] == Value::Bool(true)
    };
    Verdicts {
        file: file.to_owned(),
        alike: context.keys().all(told),
        interpreted: interpreted.collect(),
        generated: generated(model, file, case),
    }
}

/// Returns the crate's violations of rules in the spec. A case has at most one violation, of the rule in the folder's
/// name.
fn generated(model: &Model, file: &Path, case: &Value) -> Vec<String> {
    let rule = rule(file);
    let place = case["expect"].as_str().and_then(|expect| expect.split_once(" at "));
    let own = model.rules().any(|known| known.name.wire == rule);
    place.filter(|_| own).map(|(_, pointer)| format!("{rule} at {pointer}")).into_iter().collect()
}

#[test]
fn the_interpreter_finds_what_the_generated_crates_find() {
    let providers = [
        (folder::workspace("spec"), folder::cases("payloads")),
        (folder::cases("specs/harbor"), folder::cases("harbor_payloads")),
    ];
    let all: Vec<Verdicts> = providers.iter().flat_map(|(spec, cases)| verdicts(&model(spec), cases)).collect();
    let differs = |case: &&Verdicts| match case.alike {
        true => case.interpreted != case.generated,
        // Without the other facts in the context, the interpreter may find fewer violations, but no additional ones.
        false => !case.interpreted.iter().all(|found| case.generated.contains(found)),
    };
    let wrong: Vec<String> = all
        .iter()
        .filter(differs)
        .map(|case| {
            format!("{}\n  interpreted {:?}\n  generated   {:?}", case.file.display(), case.interpreted, case.generated)
        })
        .collect();
    assert!(wrong.is_empty(), "{} of {}\n{}", wrong.len(), all.len(), wrong.join("\n"));
    let alike = all.iter().filter(|case| case.alike).count();
    let broken = all.iter().filter(|case| case.alike && !case.interpreted.is_empty()).count();
    println!(
        "{alike} cases with the same verdict, {broken} of which violate a rule; {} cases with fewer facts",
        all.len() - alike
    );
    assert!(
        alike > 200 && broken > 80,
        "only {alike} cases have the same verdict, and {broken} of them violate a rule"
    );
}
