//! Checks the command `observe`, which converts payloads into shapes without their values, and merges shapes.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;

use jumio_workflows::model::MODEL;
use jumio_workflows::payloads::StatusResponse;
use jumio_workflows::runtime::cli::shapes::Shapes;
use jumio_workflows::runtime::cli::{Answer, Service, main};
use jumio_workflows::validate::check;
use serde_json::{Value, json};
use verispec_tests::answers::{case, documented};
use verispec_tests::edited::{Edit, edited, pointers};
use verispec_tests::instance::{Recipe, instance};
use verispec_tests::random::Random;

use super::command_line::{ANSWERS, run};
use crate::shipped;

/// Strings and numbers that represent tokens and personal data.
const SECRETS: [&str; 4] = ["eyJ.s3nt1nel", "987654321987", "s3nt-1nel", "jane@s3nt1nel.example"];

/// Runs `observe` on a folder with each string in a separate file.
fn observed(texts: &[String]) -> (u8, String, String) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (index, text) in texts.iter().enumerate() {
        fs::write(folder.path().join(format!("{index:05}.json")), text).expect("the file should be writable");
    }
    let path = folder.path().display().to_string();
    let (code, out, err) = run(&["observe", &path]);
    (code, out, err.replace(&path, "FOLDER"))
}

fn shapes(texts: &[String]) -> Shapes {
    let (_, out, _) = observed(texts);
    Shapes::from_json(&out).unwrap_or_else(|error| panic!("{error}\n{out}"))
}

/// Returns the fields of the only observed schema.
fn fields(text: &str) -> Value {
    let (code, out, err) = observed(&[text.to_owned()]);
    assert_eq!((code, err.as_str()), (0, ""));
    let written: Value = serde_json::from_str(&out).expect("JSON");
    let answers = written["answers"].as_object().expect("an object");
    assert_eq!(answers.len(), 1, "{out}");
    answers.values().next().expect("one")["fields"].clone()
}

/// Returns responses of every operation: the documented examples, generated ones with all fields, and generated ones
/// with unexpected values.
fn answers() -> Vec<(String, Value)> {
    let model = shipped();
    let mut found = documented(&model);
    for operation in &model.operations {
        let Some(id) = operation.received() else { continue };
        let recipes = [
            Recipe::default(),
            Recipe { minimal: true, ..Recipe::default() },
            Recipe { surprising: true, ..Recipe::default() },
        ];
        for recipe in recipes {
            found.push((operation.name.wire.clone(), instance(&model, id, recipe)));
        }
    }
    found
}

#[test]
fn every_answer_of_the_spec_can_be_observed() {
    let model = shipped();
    let mut received: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for operation in &model.operations {
        if let Some(id) = operation.received() {
            received.entry(&model[id].name.wire).or_default().insert(&operation.name.wire);
        }
    }
    let observed = ANSWERS.iter().map(|answer| (answer.schema, answer.operations.iter().copied().collect()));
    assert_eq!(observed.collect::<BTreeMap<_, _>>(), received);
}

#[test]
fn a_shape_counts_what_came_and_shows_no_value() {
    let text = r#"{"account": {"id": "a-1", "href": null},
        "workflowExecution": {"id": "w-1", "definitionKey": 3, "status": "QUEUED", "retries": 2.5, "jane@x.org": {}}}"#;
    let came = |kind: &str| json!({"present": 1, "absent": 0, "null": 0, "types": {kind: 1}});
    let mut status = came("string");
    status["unknown_values"] = json!({"QUEUED": 1});
    let mut retries = came("number");
    retries["undocumented"] = json!(true);
    let mut execution = came("object");
    execution["withheld_fields"] = json!(1);
    let expected = json!({
        "": came("object"),
        "/account": came("object"),
        "/account/id": came("string"),
        "/account/href": {"present": 0, "absent": 0, "null": 1, "types": {}},
        "/workflowExecution": execution,
        "/workflowExecution/id": came("string"),
        "/workflowExecution/definitionKey": came("integer"),
        "/workflowExecution/status": status,
        "/workflowExecution/href": {"present": 0, "absent": 1, "null": 0, "types": {}},
        "/workflowExecution/retries": retries,
    });
    assert_eq!(fields(text), expected);
}

/// Inserts a secret into a payload at a location, as a value or as a field name.
fn with_secret(body: &Value, pointer: &str, random: &mut Random) -> String {
    let secret = *random.pick(&SECRETS);
    let edits = [
        format!("\"{secret}\""),
        format!("[\"{secret}\"]"),
        format!("{{\"{secret}\": \"{secret}\"}}"),
        format!("{{\"brandNew\": {{\"{secret}\": [\"{secret}\"]}}}}"),
        format!("[{{\"{secret}\": 987654321987}}]"),
        "987654321987.5".to_owned(),
        "-987654321987".to_owned(),
    ];
    let member = format!("\"{secret}\": {{\"brandNew\": \"{secret}\"}}");
    match body.pointer(pointer) {
        Some(Value::Object(_)) if random.once_in(2) => edited(body, pointer, Edit::Add(&member)),
        _ => edited(body, pointer, Edit::Replace(random.pick::<String>(&edits))),
    }
}

#[test]
fn no_value_and_no_key_that_is_data_is_shown() {
    let mut random = Random(15);
    let (mut texts, mut driven) = (Vec::new(), 0);
    for (operation, body) in answers() {
        for pointer in pointers(&body) {
            texts.push(case(&operation, &with_secret(&body, &pointer, &mut random)));
            driven += 1;
            // A payload without an operation is compared with every documented response.
            if random.once_in(8) {
                texts.push(with_secret(&body, &pointer, &mut random));
            }
        }
    }
    let (_, out, _) = observed(&texts);
    for secret in SECRETS.into_iter().chain(["s3nt", "98765"]) {
        assert!(!out.contains(secret), "the output contains the secret {secret}: {out}");
    }
    println!("{driven} secrets were observed");
    assert!(driven > 1_000, "{driven}");
}

#[test]
fn nothing_is_shown_of_payloads_but_names_that_the_spec_has() {
    let bodies = answers();
    let texts: Vec<String> = bodies.iter().map(|(operation, body)| case(operation, &body.to_string())).collect();
    let shapes = shapes(&texts);
    let mut names: BTreeSet<String> = BTreeSet::from(["*".to_owned(), "brandNew".to_owned(), String::new()]);
    for kind in &shipped().types {
        names.extend(kind.fields().iter().map(|field| field.name.wire.clone()));
    }
    for shape in shapes.answers.values() {
        for (pointer, field) in &shape.fields {
            let strange: Vec<&str> = pointer.split('/').filter(|name| !names.contains(*name)).collect();
            assert!(strange.is_empty(), "{strange:?}");
            // The generated payloads use this value for every enum.
            assert!(field.unknown_values.keys().all(|value| value == "NEVER_HEARD_OF"), "{field:?}");
        }
    }
    // For personal data, even undocumented enum values are hidden.
    let personal = &shapes.answers["WorkflowDetails"].fields;
    assert!(personal.values().any(|field| field.withheld_values > 0 && field.unknown_values.is_empty()));
}

#[test]
fn a_payload_is_taken_for_the_answer_that_it_is_or_asked_about() {
    let (mut told, mut asked) = (0, 0);
    for (operation, body) in documented(&shipped()) {
        let named = shapes(&[case(&operation, &body.to_string())]);
        let (_, out, err) = observed(&[body.to_string()]);
        let mut alone = Shapes::from_json(&out).expect("shapes");
        if alone.not_read == 1 {
            assert!(err.contains("it could be ") && err.contains("state its operation with --operation"), "{err}");
            asked += 1;
            continue;
        }
        for shape in alone.answers.values_mut() {
            shape.operations.retain(|known| *known == operation);
        }
        assert_eq!(alone, named, "{operation}: {body}");
        told += 1;
    }
    println!("{told} payloads were recognized, and {asked} could be responses of several operations");
    // Responses without data for a channel have the same shape for accounts and uploads, so they cannot be recognized.
    assert!(told > 2 * asked, "{told} {asked}");
}

#[test]
fn an_operation_can_be_named_for_payloads_that_are_alike() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let path = folder.path().join("a.json").display().to_string();
    fs::write(&path, r#"{"workflowExecution": {"id": "w", "credentials": []}, "account": {"id": "a"}}"#)
        .expect("the file should be writable");
    let (code, _, err) = run(&["observe", &path]);
    assert_eq!(code, 2, "{err}");
    for (arguments, operation) in
        [(&["--operation", "upload_part"][..], "upload_part"), (&["--operation=create_account"], "create_account")]
    {
        let (code, out, err) = run(&[&["observe", path.as_str()], arguments].concat());
        assert_eq!((code, err.as_str()), (0, ""));
        let shapes = Shapes::from_json(&out).expect("shapes");
        assert!(shapes.answers.values().all(|shape| shape.operations.iter().eq([operation])), "{out}");
    }
    let (code, out, err) = run(&["observe", &path, "--operation", "fly"]);
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("the spec documents no response of `fly`, only those of callback, create_account"), "{err}");
    assert!(run(&["observe", &path, "--operation"]).2.contains("--operation needs a value: the id of an operation"));
    assert!(run(&["observe", &path, "--format", "json"]).2.contains("unknown argument \"--format\""));
}

#[test]
fn shapes_of_all_are_those_of_parts_in_any_order() {
    let texts: Vec<String> = answers().iter().map(|(operation, body)| case(operation, &body.to_string())).collect();
    let all = shapes(&texts);
    for seed in 0..20 {
        let mut random = Random(seed);
        let mut parts: Vec<Vec<String>> = vec![Vec::new(); 1 + random.below(4)];
        for text in &texts {
            let part = random.below(parts.len());
            parts[part].push(text.clone());
        }
        parts.retain(|part| !part.is_empty());
        let mut written: Vec<String> = parts.iter().map(|part| observed(part).1).collect();
        let swap = random.below(written.len());
        written.swap(0, swap);
        // One run can merge shapes and payloads.
        let last = written.pop().expect("there should be at least one file");
        let rest = if written.is_empty() { last } else { shapes(&[last, observed(&written).1]).to_json() };
        assert_eq!(Shapes::from_json(&rest).expect("shapes"), all, "{seed}");
    }
    let (mut left, mut right) = (all.clone(), shapes(&texts[..5]));
    let other = right.clone();
    left.merge(right.clone());
    right.merge(all);
    assert_eq!(left, right);
    assert_ne!(left, other);
}

#[test]
fn what_could_not_be_read_is_named_and_counted() {
    let status =
        r#"{"account": {"id": "a"}, "workflowExecution": {"id": "w", "status": "PROCESSED", "definitionKey": "3"}}"#
            .to_owned();
    let texts = [
        status.clone(),
        "{".to_owned(),
        r#"{"error": "jane@x.org"}"#.to_owned(),
        status.replace("\"definitionKey\"", "\"status\""),
        case("get_status", "null").replace("response", "request"),
        case("delete_account", "{}"),
        r#"{"name": "b", "operation": "get_status", "direction": "response"}"#.to_owned(),
        status.replace("\"w\"", &("[".repeat(200) + &"]".repeat(200))),
    ];
    let (code, out, err) = observed(&texts);
    let shapes = Shapes::from_json(&out).expect("shapes");
    assert_eq!((code, shapes.not_read), (2, 7), "{err}");
    assert_eq!(shapes.answers["StatusResponse"].fields[""].total(), 1);
    let told: Vec<&str> = err.lines().map(|line| line.trim_start_matches("jumio-workflows: FOLDER/")).collect();
    assert_eq!(
        told,
        [
            "00001.json: 00001: it is not JSON",
            "00002.json: 00002: not a documented response or callback; state its operation with --operation, or put it into a case",
            "00003.json: 00003: an object in it has the same field twice, and parsers differ in which value they use",
            "00004.json: case a: requests are not observed; pass only responses and callbacks",
            "00005.json: case a: the spec documents no response of `delete_account`, only those of callback, create_account, finalize, get_status, get_workflow_details, health_check, request_access_token, update_account and upload_part",
            "00006.json: case b: the case has no body to observe",
            "00007.json: 00007: it is nested too deeply, or a field name is not valid Unicode",
        ]
    );
}

#[test]
fn shapes_that_were_changed_are_refused() {
    let (_, out, _) = observed(&[case("get_status", r#"{"workflowExecution": {"id": "w"}}"#)]);
    let (code, _, err) = observed(&[out.replacen("\"present\":1", "\"present\":2", 1)]);
    assert_eq!(code, 2);
    assert!(err.contains("the counts of StatusResponse at `` do not add up"), "{err}");
    assert!(Shapes::from_json(&out.replace("\"shapes\": 1", "\"shapes\": 2")).is_err());
    assert!(Shapes::from_json(&out.replace("\"null\"", "\"nil\"")).is_err());
}

#[test]
fn files_hold_a_payload_an_array_or_lines() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write =
        |name: &str, text: &str| fs::write(folder.path().join(name), text).expect("the file should be writable");
    let status =
        r#"{"account": {"id": "a"}, "workflowExecution": {"id": "w", "status": "PROCESSED", "definitionKey": "3"}}"#;
    write("a.json", status);
    write("b.json", &format!("[{status}, {status}]"));
    write("c.jsonl", &format!("{status}\n\n{status}\r\n{{\n{status}"));
    let (code, out, err) = run(&["observe", &folder.path().display().to_string()]);
    let shapes = Shapes::from_json(&out).expect("shapes");
    assert_eq!((code, shapes.answers["StatusResponse"].fields[""].total()), (2, 6));
    assert!(err.ends_with("c.jsonl: c 4: it is not JSON\n"), "{err}");
}

/// Runs `observe` on one file, as if the spec documented these responses.
fn observed_as(answers: &'static [Answer], text: &str) -> (u8, String) {
    let service = Service { name: "acme", version: "1.0.0", model: &MODEL, check, outcome: None, answers };
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("a.json");
    fs::write(&file, text).expect("the file should be writable");
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = main(&service, ["observe".into(), OsString::from(file)].into_iter(), &mut out, &mut err);
    (code, String::from_utf8([out, err].concat()).expect("text"))
}

#[test]
fn keys_of_maps_are_data() {
    const MAPS: &[Answer] = &[Answer::of::<BTreeMap<String, Vec<i64>>>("Counts", &["count"])];
    let (code, out) = observed_as(MAPS, &case("count", r#"{"Jane": [1, "2", "x"], "John": null}"#));
    let written: Value = serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {out}"));
    let fields = written["answers"]["Counts"]["fields"].as_object().expect("an object");
    assert_eq!(code, 0);
    assert_eq!(fields.keys().collect::<Vec<_>>(), ["", "/*", "/*/*"]);
    assert_eq!(fields["/*/*"]["types"], json!({"integer": 1, "string-of-digits": 1, "string": 1}));
    assert_eq!((&fields["/*"]["null"], &fields["/*"]["absent"]), (&json!(1), &json!(0)));
}

#[test]
fn a_payload_that_may_be_two_answers_is_not_guessed_at() {
    const ALIKE: &[Answer] =
        &[Answer::of::<StatusResponse>("One", &["one"]), Answer::of::<StatusResponse>("Other", &["other"])];
    let (code, out) = observed_as(ALIKE, r#"{"workflowExecution": {}}"#);
    assert_eq!(code, 2);
    assert!(
        out.contains("it could be One or Other; state its operation with --operation, or put it into a case"),
        "{out}"
    );
}
