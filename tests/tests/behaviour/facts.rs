//! Checks facts that a context does not provide: a rule is judged without a fact if and only if the fact could not
//! change its result.

use std::collections::{BTreeMap, BTreeSet};

use jumio_workflows::model::MODEL;
use jumio_workflows::runtime::{Context, Direction, Report};
use jumio_workflows::{Policy, validate};
use serde::Deserialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value, json};
use verispec_tests::folder;

/// A case whose context is JSON, which allows the test to remove and add facts.
#[derive(Deserialize)]
struct Case {
    name: String,
    operation: String,
    direction: Direction,
    #[serde(default)]
    context: Map<String, Value>,
    body: Option<Box<RawValue>>,
}

/// The paths, within a context, of the facts that are removed and added.
const FACTS: [&str; 17] = [
    "now",
    "account_exists",
    "channel",
    "workflow_key",
    "stored_credentials",
    "required_parts",
    "uploaded_parts",
    "path.accountId",
    "path.workflowExecutionId",
    "path.credentialsId",
    "path.classifier",
    "credential.id",
    "credential.category",
    "credential.allowed_channels",
    "file.content_type",
    "file.name",
    "file.bytes",
];

fn cases() -> Vec<Case> {
    let files = folder::files(&folder::cases("payloads"), ".json");
    files.iter().filter_map(|file| serde_json::from_str(&folder::text(file)).ok()).collect()
}

fn judged(case: &Case, context: &Map<String, Value>) -> Report {
    let context: Context = serde_json::from_value(Value::Object(context.clone())).expect("a context");
    let body = case.body.as_ref().map(|body| body.get().as_bytes());
    validate::check(&case.operation, case.direction, body, &context).expect("an operation").report
}

fn get<'a>(context: &'a Map<String, Value>, fact: &str) -> Option<&'a Value> {
    match fact.split_once('.') {
        Some((outer, inner)) => context.get(outer)?.get(inner),
        None => context.get(fact),
    }
}

fn with(context: &Map<String, Value>, fact: &str, value: Option<&Value>) -> Map<String, Value> {
    let mut context = context.clone();
    let (holder, name) = match fact.split_once('.') {
        Some((outer, inner)) => {
            let entry = context.entry(outer).or_insert_with(|| json!({}));
            (entry.as_object_mut().expect("an object"), inner)
        }
        None => (&mut context, fact),
    };
    match value {
        Some(value) => _ = holder.insert(name.to_owned(), value.clone()),
        None => _ = holder.remove(name),
    }
    context
}

/// Returns the pointers of the violations of each rule.
fn results(report: &Report) -> BTreeMap<&'static str, Vec<String>> {
    let mut results: BTreeMap<&'static str, Vec<String>> = BTreeMap::new();
    for violation in report.violations() {
        results.entry(violation.rule).or_default().push(violation.pointer.clone());
    }
    results
}

/// Returns every value of each fact in the cases, and some additional values.
fn values(cases: &[Case]) -> BTreeMap<&'static str, Vec<Value>> {
    let mut values: BTreeMap<&'static str, Vec<Value>> = BTreeMap::new();
    for fact in FACTS {
        let known = values.entry(fact).or_default();
        let more = match fact {
            "now" => vec![json!("2000-01-01T00:00:00Z"), json!("2090-01-01T00:00:00Z")],
            "account_exists" => vec![json!(true), json!(false)],
            "channel" => vec![json!("WEB"), json!("API"), json!("SDK"), json!("FAX")],
            "workflow_key" => [1, 2, 3, 5, 6, 9, 16, 20, 32].map(Value::from).to_vec(),
            "stored_credentials" => vec![json!([])],
            "required_parts" => vec![json!(["ID:FRONT"]), json!([])],
            "uploaded_parts" => vec![json!([])],
            "credential.category" => vec![json!("ID"), json!("FACEMAP"), json!("SELFIE"), json!("DOCUMENT")],
            "credential.allowed_channels" => vec![json!([]), json!(["API"])],
            "file.bytes" => vec![json!(0), json!(1_000_000_000)],
            "file.name" => vec![json!("a.exe"), json!("a.png"), json!("a")],
            "file.content_type" => vec![json!("text/plain"), json!("image/png")],
            "path.classifier" => vec![json!("FRONT"), json!("BACK"), json!("FACE"), json!("FACEMAP"), json!("EAR")],
            _ => vec![json!(""), json!("other")],
        };
        for value in cases.iter().filter_map(|case| get(&case.context, fact)).cloned().chain(more) {
            if !known.contains(&value) {
                known.push(value);
            }
        }
    }
    values
}

#[test]
fn a_rule_is_left_open_exactly_where_a_missing_fact_could_change_its_result() {
    let cases = cases();
    let values = values(&cases);
    let (mut held, mut changed, mut never_changed) = (0, BTreeSet::new(), BTreeSet::new());
    for case in &cases {
        for fact in FACTS {
            // Skips facts about the file of an upload without a file.
            if fact.starts_with("file.") && case.context.get("file") == Some(&Value::Null) {
                continue;
            }
            let without = with(&case.context, fact, None);
            let report = judged(case, &without);
            let base = results(&report);
            let open: BTreeSet<&str> = report.not_judged().iter().map(|open| open.rule).collect();
            for value in &values[fact] {
                held += 1;
                let told = judged(case, &with(&case.context, fact, Some(value)));
                let told = results(&told);
                // A credential without the part is rejected for that reason, so the facts about the file do not matter.
                if fact == "credential.category" && told.contains_key("part-not-in-credential") {
                    changed.insert(("part-not-in-credential".to_owned(), fact));
                    continue;
                }
                let rules: BTreeSet<&str> = base.keys().chain(told.keys()).copied().collect();
                for rule in rules.into_iter().filter(|rule| base.get(rule) != told.get(rule)) {
                    // Some rules test whether the caller knows a fact, so providing it changes their result.
                    let asks_what_is_known =
                        ["part-unknown", "file-extension", "file-extension-misleading", "unknown-path-parameter"];
                    // Skips facts that do not matter: a request contains its own workflow key, and its path contains
                    // only some of the ids.
                    let path =
                        MODEL.operation(&case.operation).and_then(|operation| operation.path).unwrap_or_default();
                    let is_in_path = |name: &str| path.contains(&format!("{{{name}}}"));
                    let says_it_again = rule == "contradicts-context"
                        && (fact == "workflow_key" || fact.strip_prefix("path.").is_some_and(|name| !is_in_path(name)));
                    if !says_it_again && !asks_what_is_known.contains(&rule) {
                        assert!(
                            open.contains(rule),
                            "{}: {rule} was judged without {fact}, although the value {value} changes the result",
                            case.name
                        );
                    }
                    changed.insert((rule.to_owned(), fact));
                }
            }
            for open in report.not_judged().iter().filter(|open| open.lacks == [fact]) {
                never_changed.insert((open.rule.to_owned(), fact));
            }
        }
    }
    let never_changed: Vec<_> = never_changed.difference(&changed).collect();
    assert!(
        never_changed.is_empty(),
        "rules were not judged for lack of a fact that never changes their result: {never_changed:?}"
    );
    println!("{held} contexts were checked, and {} pairs of a rule and a fact that decides the rule", changed.len());
}

#[test]
fn the_complete_policy_refuses_what_was_not_judged() {
    let upload = |context: &Context| validate::upload_part_request(context);
    let complete = Context::new().policy(Policy::Complete);
    let report = upload(&complete);
    assert!(!report.is_ok() && report.violations().is_empty());
    assert!(upload(&Context::new()).is_ok());
    assert!(!upload(&Context::new().without_file()).is_ok());
    let lacks: Vec<_> = report.not_judged().iter().filter(|open| open.rule == "file-missing").collect();
    assert_eq!(lacks[0].lacks, ["file"]);
}
