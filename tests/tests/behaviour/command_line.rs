//! Checks the exit codes, reports and error messages of the crate's command line.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use jumio_workflows::model::MODEL;
use jumio_workflows::payloads::{
    AccessTokenResponse, AccountResponse, Callback, FinalizeResponse, HealthResponse, StatusResponse, UploadResponse,
    WorkflowDetails,
};
use jumio_workflows::runtime::cli::{Answer, OutcomeService, Service, main};
use jumio_workflows::validate::check;
use serde_json::Value;
use verispec_tests::folder;

/// The schemas that the command uses for observing responses.
pub(crate) const ANSWERS: &[Answer] = &[
    Answer::of::<Callback>("Callback", &["callback"]),
    Answer::of::<AccountResponse>("AccountResponse", &["create_account", "update_account"]),
    Answer::of::<FinalizeResponse>("FinalizeResponse", &["finalize"]),
    Answer::of::<StatusResponse>("StatusResponse", &["get_status"]),
    Answer::of::<WorkflowDetails>("WorkflowDetails", &["get_workflow_details"]),
    Answer::of::<HealthResponse>("HealthResponse", &["health_check"]),
    Answer::of::<AccessTokenResponse>("AccessTokenResponse", &["request_access_token"]),
    Answer::of::<UploadResponse>("UploadResponse", &["upload_part"]),
];

/// Runs the command in this process, and returns its exit code and output.
pub(crate) fn run(arguments: &[&str]) -> (u8, String, String) {
    let outcome = OutcomeService {
        operations: &["get_workflow_details"],
        judge: |body, context| Ok(WorkflowDetails::from_json(body)?.outcome(context)),
    };
    let service = Service {
        name: "jumio-workflows",
        version: "0.0.0",
        model: &MODEL,
        check,
        outcome: Some(outcome),
        answers: ANSWERS,
    };
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let code = main(&service, arguments.iter().map(OsString::from), &mut out, &mut err);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("the command's output should be UTF-8");
    (code, text(out), text(err))
}

/// Runs `check` on a file with these cases.
pub(crate) fn run_on(cases: &str, format: &str) -> (u8, String, String) {
    let folder = tempfile::tempdir().expect("a writable folder");
    let file = folder.path().join("cases.json");
    fs::write(&file, cases).expect("a writable folder");
    run(&["check", &file.display().to_string(), "--format", format])
}

fn payload(rule: &str, name: &str) -> String {
    folder::cases("payloads").join(rule).join(name).display().to_string()
}

fn breaking() -> String {
    payload("unknown-workflow", "breaks_key_4.json")
}

fn holding() -> String {
    payload("unknown-workflow", "holds_key_3.json")
}

#[test]
fn a_sound_payload_exits_with_0() {
    let (code, out, err) = run(&["check", &holding()]);
    assert_eq!((code, err.as_str()), (0, ""));
    assert!(out.starts_with("ok: unknown-workflow/holds_key_3 ("), "{out}");
    assert!(out.ends_with("1 case: 1 ok, 0 not ok; 0 could not be read\n"), "{out}");
}

#[test]
fn a_warning_is_told_and_exits_with_0() {
    let (code, out, _) = run(&["check", &payload("consent-required", "breaks_no_consent.json")]);
    assert_eq!(code, 0);
    assert!(
        out.contains(
            "\n  warning[consent-required] at /userConsent: Workflow 3 (ID and Identity Verification) collects"
        ),
        "{out}"
    );
}

#[test]
fn an_error_is_told_and_exits_with_1() {
    let (code, out, err) = run(&["check", &breaking(), &holding()]);
    assert_eq!((code, err.as_str()), (1, ""));
    assert!(out.starts_with("not ok: unknown-workflow/breaks_key_4 ("), "{out}");
    assert!(
        out.contains("error[unknown-workflow] at /workflowDefinition/key: There is no workflow with the key 4."),
        "{out}"
    );
    assert!(out.contains("2 cases: 1 ok, 1 not ok; 0 could not be read"), "{out}");
}

#[test]
fn what_cannot_be_read_exits_with_2_and_spoils_no_other_case() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let broken = folder.path().join("broken.json");
    fs::write(&broken, "{").expect("the folder should be writable");
    let missing = folder.path().join("missing.json");
    let (code, out, err) = run(&["check", &text(&broken), &text(&missing), &breaking()]);
    assert_eq!(code, 2);
    assert!(err.contains("broken.json") && err.contains("missing.json"), "{err}");
    assert!(out.contains("1 case: 0 ok, 1 not ok; 2 could not be read"), "{out}");
}

fn text(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn arguments_that_make_no_sense_exit_with_2() {
    for arguments in [&[][..], &["check"], &["inspect"], &["check", "--format", "xml", "."], &["workflows", "all"]] {
        let (code, out, err) = run(arguments);
        assert_eq!((code, out.as_str()), (2, ""), "{arguments:?}");
        assert!(err.contains("Usage: jumio-workflows check PATH"), "{err}");
    }
}

#[test]
fn json_has_one_object_a_line_with_the_documented_members() {
    let (code, out, _) = run(&["check", "--format", "json", &breaking(), &holding()]);
    assert_eq!(code, 1);
    let lines: Vec<Value> =
        out.lines().map(|line| serde_json::from_str(line).expect("every line of the output should be JSON")).collect();
    let [bad, good] = lines.as_slice() else { panic!("{out}") };
    let names: Vec<&String> = bad.as_object().expect("every line of the output should be an object").keys().collect();
    assert_eq!(names, ["name", "file", "ok", "violations", "not_judged", "rewritten"]);
    let violation = bad["violations"][0].as_object().expect("the case should have one violation");
    assert_eq!(violation.keys().collect::<Vec<_>>(), ["rule", "severity", "pointer", "message", "docs"]);
    assert_eq!(violation["docs"], "docs/rules.md#unknown-workflow");
    assert_eq!(good["ok"], true);
    assert_eq!(good["rewritten"]["workflowDefinition"]["key"], 3);
}

#[test]
fn a_payload_that_cannot_be_read_is_not_rewritten() {
    let (_, out, _) = run(&["check", "--format", "json", &payload("not-json", "breaks_half_a_character.json")]);
    let line: Value = serde_json::from_str(&out).expect("the output should be one line of JSON");
    assert_eq!((&line["ok"], &line["rewritten"]), (&Value::Bool(false), &Value::Null));
}

#[test]
fn a_file_may_hold_an_array_of_cases() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let file = folder.path().join("cases.json");
    let cases = [breaking(), holding()].map(|path| folder::text(Path::new(&path))).join(",");
    fs::write(&file, format!("[{cases}]")).expect("the folder should be writable");
    let (code, out, _) = run(&["check", &text(folder.path())]);
    assert_eq!(code, 1);
    assert!(out.contains("2 cases: 1 ok, 1 not ok"), "{out}");
}

#[test]
fn workflows_are_listed_by_key() {
    let (code, out, err) = run(&["workflows"]);
    assert_eq!((code, err.as_str()), (0, ""));
    let keys: Vec<&str> = out.lines().skip(1).filter_map(|line| line.split_whitespace().next()).collect();
    assert_eq!(keys, ["1", "2", "3", "5", "6", "9", "16", "20", "32"]);
    assert!(out.contains("similarity_to_existing_id"), "{out}");
}
