//! Tests `lint` with invalid specs in each output format, and its exit codes.

use std::path::Path;

use serde_json::Value;
use xtask::{Outcome, lint};

use super::{Said, copy, harbor, replace, said, sources};

fn lint(spec: &Path, format: lint::Format) -> Said {
    let options = lint::Options { format, spec: Some(spec.to_path_buf()) };
    said(|console| lint::run(&options, console))
}

/// Returns the harbor's spec with three errors: one with a suggestion, one with a second location, and one after
/// non-ASCII letters.
fn faulty() -> tempfile::TempDir {
    let folder = copy(&harbor());
    replace(folder.path(), "workflows/first_call.yaml", "weighedCargo", "weighedCarg");
    replace(folder.path(), "workflows/return_call.yaml", "key: 701", "key: 700");
    replace(folder.path(), "lists/ports.yaml", "source: \"almanac: ", "source: \"almänäc: ");
    folder
}

/// Returns the text between two positions, whose lines and columns are counted in characters.
fn words(text: &str, line: usize, from: usize, to: usize) -> String {
    text.lines().nth(line - 1).unwrap_or_default().chars().skip(from - 1).take(to - from).collect()
}

fn number(value: &Value, member: &str) -> usize {
    value[member].as_u64().unwrap_or_else(|| panic!("`{member}` is not an integer in {value}")) as usize
}

#[test]
fn the_exit_code_tells_errors_from_warnings() {
    let folder = copy(&harbor());
    assert_eq!(lint(folder.path(), lint::Format::Text).outcome, Ok(Outcome::Fine));
    replace(folder.path(), "capabilities/weighed_cargo.yaml", "requires: [legiblePapers]", "requires: [legiblePapers]");
    std::fs::write(
        folder.path().join("lists/piers.yaml"),
        "summary: Piers.\nsource: \"almanac: Piers\"\nvalues: [A, B]\n",
    )
    .expect("the folder should be writable");
    let warned = lint(folder.path(), lint::Format::Text);
    assert_eq!(warned.outcome, Ok(Outcome::Fine), "{}", warned.err);
    assert!(warned.err.starts_with("warning[unused-list]") && warned.err.ends_with("\n1 warning\n"), "{}", warned.err);
    assert_eq!(lint(faulty().path(), lint::Format::Text).outcome, Ok(Outcome::Findings));
    let missing = lint(&folder.path().join("gone"), lint::Format::Text);
    assert!(missing.outcome.is_err_and(|error| error.contains("create it, or pass another folder with --spec DIR")));
}

#[test]
fn json_has_an_object_per_line_with_places_in_the_shape_of_all_output() {
    let folder = faulty();
    let said = lint(folder.path(), lint::Format::Json);
    assert_eq!((said.outcome, said.err.as_str()), (Ok(Outcome::Findings), ""));
    let findings: Vec<Value> =
        said.out.lines().map(|line| serde_json::from_str(line).expect("each line should be JSON")).collect();
    assert_eq!(findings.len(), 3, "{}", said.out);
    for finding in &findings {
        let span = &finding["spans"][0];
        assert_eq!(span["is_primary"], true);
        let text = std::fs::read_to_string(span["file"].as_str().expect("a path"))
            .expect("the file of the span should be readable");
        let line = number(span, "line");
        let named = words(&text, line, number(span, "column"), number(span, "end_column"));
        assert_eq!(
            named,
            &text[number(span, "byte_start")..number(span, "byte_end")],
            "the columns and the byte offsets must select the same words"
        );
        assert_eq!(span["text"][0]["text"].as_str(), text.lines().nth(line - 1));
        let rendered = finding["rendered"].as_str().expect("a text");
        assert!(rendered.contains(finding["message"].as_str().expect("a text")), "{rendered}");
        assert!(finding["code"]["explanation"].as_str().is_some_and(|text| text.len() > 40), "{finding}");
    }
    let misspelt = findings
        .iter()
        .find(|finding| finding["code"]["code"] == "unknown-capability")
        .expect("`unknown-capability` must be reported");
    assert_eq!(misspelt["children"][0]["level"], "help");
    assert_eq!(misspelt["children"][0]["spans"][0]["suggested_replacement"], "weighedCargo");
    let twice = findings
        .iter()
        .find(|finding| finding["code"]["code"] == "duplicate-workflow-key")
        .expect("`duplicate-workflow-key` must be reported");
    assert_eq!(twice["spans"].as_array().map(Vec::len), Some(2), "{twice}");
}

#[test]
fn sarif_is_read_by_a_public_model_of_it_without_loss() {
    let said = lint(faulty().path(), lint::Format::Sarif);
    assert_eq!(said.outcome, Ok(Outcome::Findings));
    let log: serde_sarif::sarif::Sarif = serde_json::from_str(&said.out).expect("the output should be SARIF");
    let ours: Value = serde_json::from_str(&said.out).expect("the output should be JSON");
    // The model drops unknown fields, so the comparison detects misspelled ones.
    assert_eq!(serde_json::to_value(&log).expect("the log should serialize"), ours);
}

#[test]
fn sarif_names_rules_places_and_fixes() {
    let said = lint(faulty().path(), lint::Format::Sarif);
    let log: Value = serde_json::from_str(&said.out).expect("the output should be JSON");
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("a list");
    assert_eq!(rules.len(), verispec_codegen::rules::ALL.len());
    let results = run["results"].as_array().expect("a list");
    assert_eq!(results.len(), 3);
    for result in results {
        let rule = &rules[number(result, "ruleIndex")];
        assert_eq!(rule["id"], result["ruleId"]);
        let page = rule["helpUri"].as_str().expect("a link");
        assert!(page.starts_with("https://") && page.ends_with(result["ruleId"].as_str().expect("an id")), "{page}");
    }
    let misspelt = results
        .iter()
        .find(|result| result["ruleId"] == "unknown-capability")
        .expect("`unknown-capability` must be reported");
    let change = &misspelt["fixes"][0]["artifactChanges"][0];
    assert_eq!(change["replacements"][0]["insertedContent"]["text"], "weighedCargo");
    assert_eq!(change["replacements"][0]["deletedRegion"], misspelt["locations"][0]["physicalLocation"]["region"]);
    let twice = results
        .iter()
        .find(|result| result["ruleId"] == "duplicate-workflow-key")
        .expect("`duplicate-workflow-key` must be reported");
    assert_eq!(twice["relatedLocations"].as_array().map(Vec::len), Some(1), "{twice}");
    assert_eq!(run["columnKind"], "unicodeCodePoints");
}

#[test]
fn places_within_the_repository_are_relative() {
    let shipped = xtask::root::Root::find().expect("this checkout").spec().to_path_buf();
    let sources = sources(&shipped);
    let (id, _) = sources.iter().next().expect("the spec should contain files");
    assert!(sources.shown(id).starts_with("spec/"), "{}", sources.shown(id));
}

#[test]
fn github_gets_one_command_per_line_with_everything_escaped() {
    let folder = copy(&harbor());
    replace(folder.path(), "workflows/first_call.yaml", "weighedCargo", "\"weighed%,:Cargo\"");
    let said = lint(folder.path(), lint::Format::Github);
    assert_eq!(said.out.lines().count(), 1, "{}", said.out);
    let (properties, message) = said
        .out
        .trim_end()
        .split_once("title=unknown-capability::")
        .expect("the annotation should have the title `unknown-capability`");
    assert!(properties.starts_with("::error file="), "{properties}");
    assert!(properties.ends_with(",line=12,col=21,endLine=12,endColumn=37,"), "{properties}");
    assert!(message.starts_with("unknown capability `weighed%25,:Cargo`%0Ahelp: did you mean "), "{message}");
}

#[test]
fn one_wrong_name_gives_one_finding() {
    // A decision can settle the finding of a rule in a documented example.
    let sound = |folder: &Path| {
        let (kind, rule) = ("finding: chain-skips-dependency", "finding: procedure-unknown");
        replace(folder, "decisions.yaml", kind, rule);
    };
    let folder = copy(&harbor());
    sound(folder.path());
    assert_eq!(lint(folder.path(), lint::Format::Text).outcome, Ok(Outcome::Fine));
    for (path, name, wrong) in [
        ("capabilities/weighed_cargo.yaml", "requires: [legiblePapers]", "requires: [legiblePaper]"),
        ("workflows/first_call.yaml", "weighedCargo", "weighedCarg"),
        ("lists/ports.yaml", "source: \"almanac: ", "source: \"almanach: "),
        ("rules/applications.yaml", "in_set: workflows", "in_set: workflow"),
    ] {
        let folder = copy(&harbor());
        sound(folder.path());
        replace(folder.path(), path, name, wrong);
        let said = lint(folder.path(), lint::Format::Json);
        let ids: Vec<&str> =
            said.out.lines().filter_map(|line| line.split("\"id\":\"").nth(1)?.split('"').next()).collect();
        assert_eq!(said.out.lines().count(), 1, "{path}: {ids:?}\n{}", said.out);
        assert!(!said.out.contains("unknown-finding"), "{}", said.out);
    }
}
