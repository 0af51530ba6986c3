//! Checks verdicts, reasons and exit codes of the `outcome` command for files with responses and cases.

use std::fs;

use serde_json::{Value, json};

use super::command_line::run;
use super::outcome::answer;
use super::outcome_verdicts::passed;

/// Writes each value to a file, and runs `outcome` on the folder, which judges the files in the order of their names.
fn judged(files: &[(&str, Value)], more: &[&str]) -> (u8, String, String) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    for (name, value) in files {
        fs::write(folder.path().join(name), value.to_string()).expect("the folder should be writable");
    }
    let path = folder.path().display().to_string();
    let mut arguments = vec!["outcome", path.as_str()];
    arguments.extend(more);
    let (code, out, err) = run(&arguments);
    (code, out.replace(&path, "FOLDER"), err.replace(&path, "FOLDER"))
}

fn case(name: &str, context: Value, body: Value) -> Value {
    json!({
        "name": name, "operation": "get_workflow_details", "direction": "response", "context": context, "body": body,
    })
}

/// Returns the entries that are not judged in a response without a context.
fn always_open() -> Vec<String> {
    let stated = ["workflow_key", "accountId", "workflowExecutionId"].into_iter();
    stated.map(|fact| format!("fact of the request not stated: {fact}")).collect()
}

#[test]
fn each_answer_is_a_line_of_json() {
    let mut rejected = passed("2");
    rejected["capabilities"]["usability"][0]["decision"] = json!({"type": "REJECTED", "details": {"label": "GLARE"}});
    let (code, out, err) =
        judged(&[("a.json", passed("2")), ("b.json", case("the second", json!({}), rejected))], &["--format", "json"]);
    assert_eq!((code, err.as_str()), (1, ""));
    let lines: Vec<Value> =
        out.lines().map(|line| serde_json::from_str(line).expect("every line of the output should be JSON")).collect();
    assert_eq!(
        lines[0],
        json!({
            "name": "a", "file": "FOLDER/a.json", "verdict": "passed", "because": [], "not_judged": always_open(), "decided_by": [],
            "advice": [],
        })
    );
    assert_eq!(lines[1]["name"], "the second");
    assert_eq!(lines[1]["verdict"], "rejected");
    assert_eq!(
        lines[1]["decided_by"],
        json!([{"capability": "usability", "id": "r-usability", "decision": "REJECTED", "label": "GLARE"}])
    );
    assert_eq!(lines[1]["because"][0], "capability rejected: usability REJECTED GLARE at /capabilities/usability/0");
    assert_eq!(lines[1]["advice"][0]["who"], "end_user");
    assert_eq!(lines.len(), 2);
}

#[test]
fn the_worst_of_several_makes_the_exit_code() {
    assert_eq!(judged(&[("a.json", passed("2"))], &[]).0, 0);
    assert_eq!(judged(&[("a.json", passed("2")), ("b.json", answer("2", &[]))], &[]).0, 1);
    let (code, out, err) = judged(&[("a.json", answer("2", &[])), ("b.json", json!("not an answer"))], &[]);
    assert_eq!((code, out.lines().next()), (2, Some("undecided: a (FOLDER/a.json)")));
    assert!(err.starts_with("jumio-workflows: FOLDER/b.json: b: "), "{err}");
    let foreign = json!({"name": "foreign", "operation": "get_status", "direction": "response", "body": {}});
    let (code, _, err) = judged(&[("a.json", foreign)], &[]);
    assert_eq!(code, 2);
    assert!(err.contains("only responses of get_workflow_details have results"), "{err}");
}

#[test]
fn what_is_enabled_is_read_from_the_case() {
    let mut unscreened = passed("32");
    unscreened["capabilities"].as_object_mut().expect("an object").remove("watchlistScreening");
    let verdict = |context: Value| {
        let (_, out, _) = judged(&[("a.json", case("a", context, unscreened.clone()))], &["--format", "json"]);
        let line: Value = serde_json::from_str(&out).expect("the output should be one line of JSON");
        (line["verdict"].clone(), line["because"].clone())
    };
    assert_eq!(verdict(json!({"enabled": []})), (json!("passed"), json!([])));
    let undecided = |why: &str| (json!("undecided"), json!([format!("capability missing: watchlistScreening{why}")]));
    let slip = verdict(json!({"enabled": [], "path": {"acountId": "a"}}));
    assert_eq!(slip, (json!("undecided"), json!(["path parameter not known: `acountId`"])));
    assert_eq!(verdict(json!({})), undecided(", not stated whether enabled"));
    assert_eq!(verdict(json!({"enabled": ["watchlistScreening"]})), undecided(""));
}

#[test]
fn what_was_not_judged_is_named_to_people_and_to_programs() {
    let mut unscreened = passed("32");
    unscreened["capabilities"].as_object_mut().expect("an object").remove("watchlistScreening");
    unscreened["capabilities"]["usability"][0]["decision"]["details"]["label"] = json!("SHINY");
    unscreened["capabilities"]["deepfake"] = json!([{"id": "r", "decision": {"type": "PASSED"}}]);
    let mut expected = vec![
        "not stated whether enabled: watchlistScreening",
        "label not documented: usability PASSED SHINY at /capabilities/usability/0",
        "pass without a label: deepfake PASSED (none) at /capabilities/deepfake/0",
        "result outside of the workflow: deepfake at /capabilities/deepfake/0",
    ];
    let always_open = always_open();
    expected.extend(always_open.iter().map(String::as_str));
    for (context, verdict, first) in [
        (json!({}), "undecided", "not stated whether enabled: watchlistScreening"),
        (json!({"enabled": []}), "passed", "capability not enabled: watchlistScreening"),
    ] {
        expected[0] = first;
        let files = [("a.json", case("a", context, unscreened.clone()))];
        let (_, out, _) = judged(&files, &["--format", "json"]);
        let line: Value = serde_json::from_str(&out).expect("the output should be one line of JSON");
        assert_eq!((&line["verdict"], &line["not_judged"]), (&json!(verdict), &json!(expected)));
        let (_, out, _) = judged(&files, &[]);
        let told: Vec<&str> = out.lines().filter_map(|line| line.strip_prefix("  not judged: ")).collect();
        assert_eq!(told, expected);
    }
}

#[test]
fn no_name_forges_a_line() {
    let name = "a\nok: b\u{1b}[2K\u{202e}\u{2028}\u{9b}";
    let mut body = passed("2");
    body["capabilities"]["evil\npassed: c\u{202e}"] =
        json!([{"id": "r", "credentials": [], "decision": {"type": "REJECTED\n", "details": {"label": "\r"}}}]);
    for format in ["text", "json"] {
        let (code, out, err) = judged(&[("a.json", case(name, json!({}), body.clone()))], &["--format", format]);
        assert_eq!((code, err.as_str()), (1, ""), "{format}");
        let shown = |line: &&str| !line.starts_with(' ');
        assert_eq!(out.lines().filter(shown).count(), 1, "{format}: {out}");
        let hidden = |c: char| c != '\n' && (c.is_control() || "\u{202e}\u{2028}".contains(c));
        assert!(!out.contains(hidden), "{format}: {out:?}");
    }
    let (_, out, _) = judged(&[("a.json", case(name, json!({}), body))], &["--format", "json"]);
    assert_eq!(serde_json::from_str::<Value>(&out).expect("the output should be one line of JSON")["name"], name);
}

#[test]
fn people_read_what_decided_and_what_to_do() {
    let mut body = passed("2");
    body["workflow"]["status"] = json!("ACQUIRED");
    body["capabilities"]["usability"][0]["decision"] = json!({"type": "REJECTED", "details": {"label": "GLARE"}});
    body["capabilities"].as_object_mut().expect("an object").retain(|name, _| name == "usability");
    let (_, out, _) = judged(&[("a.json", body)], &[]);
    let expected = [
        "rejected: a (FOLDER/a.json)",
        "  decided by usability REJECTED GLARE",
        "  because capability rejected: usability REJECTED GLARE at /capabilities/usability/0",
        "  because state not final: ACQUIRED",
        "  because capability missing: imageChecks",
        "  because capability missing: extraction",
        "  because capability missing: dataChecks",
    ];
    assert_eq!(out.lines().take(expected.len()).collect::<Vec<_>>(), expected);
    assert!(out.contains("\n  to do (end user): "), "{out}");
    assert!(out.contains("\n  to do (integrator): Fetch the results again once the state is final.\n"), "{out}");
}

/// Checks that a folder is accepted only if every file in it was read.
#[test]
fn both_commands_name_the_files_of_a_folder_that_they_did_not_read() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let write =
        |name: &str, text: String| fs::write(folder.path().join(name), text).expect("the folder should be writable");
    let path = folder.path().display().to_string();
    write("a.json", case("sound", json!({"policy": "default"}), passed("2")).to_string());
    write("README.md", "for people".to_owned());
    write(".hidden", "for systems".to_owned());
    for command in ["check", "outcome"] {
        let (code, _, err) = run(&[command, &path]);
        assert_eq!((code, err.as_str()), (0, ""), "{command}");
    }
    write("more.txt", answer("2", &[]).to_string());
    for command in ["check", "outcome"] {
        let (code, out, err) = run(&[command, &path]);
        assert_eq!(code, 2, "{command}: {out}");
        assert!(err.contains("more.txt: not read because its name does not end in .json"), "{err}");
        let (code, out, err) = run(&[command, &path, "--format", "json"]);
        assert_eq!((code, err.lines().count()), (2, 1), "{command}");
        let lines: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).expect("JSON")).collect();
        let named: Vec<&Value> = lines.iter().filter(|line| line["not_read"].is_string()).collect();
        assert_eq!((lines.len(), named.len()), (2, 1), "{command}: {out}");
        assert!(named[0]["file"].as_str().is_some_and(|file| file.ends_with("more.txt")), "{out}");
    }
}

#[test]
fn a_context_that_names_no_region_or_service_of_the_spec_is_refused() {
    for (context, expected) in [
        (json!({"region": "ATLANTIS"}), "unknown region `ATLANTIS`; expected US, EU or SG"),
        (
            json!({"origins": {"uploads": "http://localhost:1"}}),
            "unknown service `uploads`; expected account, api, auth, retrieval, status or web",
        ),
    ] {
        let (code, out, err) = judged(&[("a.json", case("x", context, passed("2")))], &[]);
        assert_eq!((code, out.as_str()), (2, ""));
        assert!(err.contains(expected), "{err}");
    }
    let known = json!({"region": "US", "origins": {"api": "http://localhost:1"}});
    let (code, _, err) = judged(&[("a.json", case("x", known, passed("2")))], &[]);
    assert_eq!((code, err.as_str()), (0, ""));
}
