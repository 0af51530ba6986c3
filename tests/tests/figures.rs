//! Checks the figures in CONTRIBUTING: the tables must match the benchmarks, and benchmarks must measure the features
//! that users get.

use jumio_workflows::payloads::{AccountRequest, Callback, WorkflowDetails};
use jumio_workflows::{Context, Severity, validate};
use verispec_figures::{ALL, published};
use verispec_tests::folder;

#[path = "../bench/src/context.rs"]
mod context;

#[path = "../benches/cost/programs/ours.rs"]
#[expect(dead_code, reason = "compiles the benchmark's program to keep it up to date, without running it")]
mod program;

#[test]
fn the_tables_in_contributing_are_those_that_the_benchmarks_print() {
    let tables = published(&folder::text(&folder::workspace("CONTRIBUTING.md")));
    let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let wanted: Vec<_> =
        ALL.iter().map(|table| (table.name.to_owned(), owned(table.columns), owned(table.rows))).collect();
    assert_eq!(tables, wanted, "run the benchmarks with `--write`, as described in CONTRIBUTING");
}

/// Returns the lines of a section in a manifest.
fn section<'a>(manifest: &'a str, name: &str) -> Vec<&'a str> {
    let start = manifest
        .split(&format!("\n[{name}]\n"))
        .nth(1)
        .unwrap_or_else(|| panic!("the manifest has no section [{name}]"));
    start.lines().take_while(|line| !line.starts_with('[')).filter(|line| !line.is_empty()).collect()
}

/// Checks the manifest for settings that affect features. The benchmark checks the features themselves when it starts.
#[test]
fn the_benchmark_of_payloads_takes_no_features_from_the_generator() {
    let manifest = folder::text(&folder::workspace("tests/bench/Cargo.toml"));
    assert_eq!(
        section(&manifest, "workspace"),
        ["resolver = \"3\""],
        "the resolver should keep the features of build dependencies separate"
    );
    let dependencies = section(&manifest, "dependencies");
    let paths: Vec<&str> =
        dependencies.iter().filter(|line| line.contains("path")).filter_map(|line| line.split(' ').next()).collect();
    assert_eq!(paths, ["jumio-workflows", "verispec-figures"]);
    assert!(dependencies.contains(&"serde_json = \"1.0\""), "{dependencies:?}");
    let figures = folder::text(&folder::workspace("tests/figures/Cargo.toml"));
    assert_eq!(section(&figures, "dependencies"), [""; 0]);
    let workspace = folder::text(&folder::workspace("Cargo.toml"));
    let excluded = workspace
        .lines()
        .find(|line| line.starts_with("exclude = "))
        .expect("the workspace manifest should exclude some packages");
    assert!(excluded.contains("\"tests/bench\""), "{excluded}");
}

/// Checks the inputs of the benchmark. The benchmark panics if they do not have the violations in its column headings,
/// but CI does not run it.
#[test]
fn the_inputs_break_as_many_rules_as_the_tables_say() {
    let data = |name: &str| folder::text(&folder::workspace("tests/bench/data").join(name)).into_bytes();
    for (name, warnings, errors) in
        [("request.json", 0, 0), ("request_with_warnings.json", 2, 0), ("request_with_errors.json", 0, 3)]
    {
        let request = AccountRequest::from_json(&data(name)).expect("a request");
        let report = validate::create_account_request(&request, &context::context());
        let of = |severity| report.violations().iter().filter(|found| found.severity == severity).count();
        assert_eq!((of(Severity::Warning), of(Severity::Error)), (warnings, errors), "{name}: {report:#?}");
        assert_eq!(report.not_judged(), [], "{name}: the context should contain every fact");
    }
    let details = WorkflowDetails::from_json(&data("details.json")).expect("details");
    assert_eq!(validate::get_workflow_details_response(&details, &Context::new()).violations(), []);
    let callback = Callback::from_json(&data("callback.json")).expect("a callback");
    assert_eq!(validate::callback_response(&callback, &Context::new()).violations(), []);
}
