//! Checks that values of an unexpected type are not treated as absent: a rule about an absent field is violated only if
//! the field is missing or `null`.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;
use std::process::Command;

use serde_json::{Value, json};
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_tests::folder;

use crate::second_provider::{CRATE, cargo_into, generate_from};

/// The paths of fields in the log: required and optional ones, scalars, lists, maps, objects and their contents.
const FIELDS: &[&str] =
    &["call", "lamp", "entries", "entries.legiblePapers", "entries.weighedCargo", "remarks", "soundings"];

/// The fields of an item in `entries.weighedCargo`.
const OF_ITEMS: &[&str] = &["verdict", "remark", "tons", "certified"];

/// JSON values that replace any value.
const VALUES: &[&str] =
    &["true", "7", "1.5", "\"text\"", "[]", "{}", "[7]", "[[]]", "{\"new\":1}", "[{\"verdict\":7}]"];

/// Returns a rule for each field, which is violated if the field is absent.
fn rules() -> String {
    let mut text = "summary: Which fields are absent.\nrules:\n".to_owned();
    let mut rule = |id: &str, each: &str, field: &str| {
        write!(
            text,
            "  {id}:\n    summary: The field is there.\n    on: [read_log, horn]\n    direction: response\n{each}    when:\n      \
             - {{value: {field}, present: false}}\n    check: {{value: operation, in: [horn]}}\n    severity: warning\n    \
             message: The field is absent.\n    source: \"almanac: Inspections\"\n"
        )
        .expect("writing to a string should not fail");
    };
    for field in FIELDS {
        rule(&id(field), "", &format!("body.{field}"));
    }
    for field in OF_ITEMS {
        rule(&id(&format!("items.{field}")), "    each: \"body.entries.weighedCargo[]\"\n", &format!("item.{field}"));
    }
    text
}

fn id(field: &str) -> String {
    let name: String = field.chars().map(|c| if c.is_ascii_alphabetic() { c } else { '-' }).collect();
    format!("absent-{}", name.to_lowercase())
}

/// Returns a log in which every field but one has a valid value, and the ids of the rules that the log violates.
fn log(field: &str, value: Option<&Value>) -> (Value, BTreeSet<String>) {
    let mut log = json!({
        "call": "c-11", "procedure": "700", "lamp": "BERTHED", "remarks": ["calm"], "soundings": {"east": [4]},
        "entries": {
            "legiblePapers": [{"verdict": "SEAWORTHY", "remark": "TIDY"}],
            "weighedCargo": [{"verdict": "SEAWORTHY", "remark": "TIDY", "tons": 3, "certified": true}]
        }
    });
    let path: Vec<&str> = field.split('.').collect();
    let (last, way) = path.split_last().expect("the path of a field should have at least one component");
    let mut owner = &mut log;
    for step in way {
        owner = match *step {
            "items" => &mut owner["entries"]["weighedCargo"][0],
            step => &mut owner[step],
        };
    }
    let owner = owner.as_object_mut().expect("every field should be in an object");
    match value {
        Some(value) => owner.insert((*last).to_owned(), value.clone()),
        None => owner.remove(*last),
    };
    let is_absent = value.is_none_or(Value::is_null);
    let below = |known: &&&str| known.starts_with(&format!("{field}."));
    let mut absent: BTreeSet<String> = is_absent.then(|| id(field)).into_iter().collect();
    // If an object is absent or empty, all of its fields are also absent.
    let has_none = value.is_none_or(|value| value.is_null() || value.is_object());
    absent.extend(FIELDS.iter().filter(below).filter(|_| has_none).map(|known| id(known)));
    if let Some(Value::Array(items)) = value.filter(|_| field == "entries.weighedCargo") {
        let objects: Vec<&Value> = items.iter().filter(|item| item.is_object()).collect();
        let lacks = |known: &&&str| objects.iter().any(|item| item.get(**known).is_none());
        absent.extend(OF_ITEMS.iter().filter(lacks).map(|known| id(&format!("items.{known}"))));
    }
    (log, absent)
}

#[test]
fn odd_values_are_never_absent() {
    let spec = tempfile::tempdir().expect("a temporary folder");
    let harbor = folder::spec(&folder::cases("specs/harbor"));
    let added = SourceFile { path: "rules/absent.yaml".to_owned(), bytes: rules().into_bytes() };
    let files = harbor.iter().map(|(_, file)| file.clone()).chain([added]);
    folder::write(&SourceMap::new(files.collect()), spec.path());
    let (crate_folder, told) = generate_from(spec.path().to_path_buf(), "harbor-absent");
    assert_eq!(told, "");
    let built = cargo_into("harbor-absent-target", &crate_folder, &["build"]);
    assert!(built.status.success(), "{}", String::from_utf8_lossy(&built.stderr));

    let (mut cases, mut expected) = (Vec::new(), BTreeMap::new());
    let fields = FIELDS.iter().map(|field| (*field).to_owned());
    let fields: Vec<String> = fields.chain(OF_ITEMS.iter().map(|field| format!("items.{field}"))).collect();
    let values: Vec<Value> = VALUES.iter().map(|text| serde_json::from_str(text).expect("JSON")).collect();
    for field in &fields {
        for value in [None, Some(&Value::Null)].into_iter().chain(values.iter().map(Some)) {
            let name = format!("{field}: {value:?}");
            let (body, absent) = log(field, value);
            cases.push(
                json!({"name": name, "operation": "read_log", "direction": "response", "context": {}, "body": body}),
            );
            expected.insert(name, absent);
        }
    }
    let file = spec.path().join("cases.json");
    std::fs::write(&file, Value::from(cases).to_string()).expect("a writable folder");
    let program = Path::new(env!("CARGO_TARGET_TMPDIR")).join("harbor-absent-target/debug").join(CRATE);
    let checked = Command::new(program).args(["check", "--format", "json"]).arg(&file).output().expect("it runs");
    assert_eq!(String::from_utf8_lossy(&checked.stderr), "");
    let mut wrong = Vec::new();
    let lines = String::from_utf8_lossy(&checked.stdout).into_owned();
    for line in
        lines.lines().map(|line| serde_json::from_str::<Value>(line).expect("every line of the output should be JSON"))
    {
        let name = line["name"].as_str().expect("a name");
        let rules = line["violations"].as_array().into_iter().flatten().filter_map(|found| found["rule"].as_str());
        let found: BTreeSet<String> = rules.filter(|rule| rule.starts_with("absent-")).map(str::to_owned).collect();
        let expected = expected.remove(name).expect("each case should have exactly one line in the output");
        if found != expected {
            wrong.push(format!("{name}: found {found:?}, expected {expected:?}"));
        }
    }
    println!("{} fields with {} values each", fields.len(), values.len() + 2);
    assert!(expected.is_empty(), "`check` printed no verdict for {expected:?}");
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
}
