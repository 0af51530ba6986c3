//! Checks that the hosted CI matches the repository: its scripts, packages, minimum versions and dependencies.

use std::collections::BTreeSet;

use serde_json::Value;
use verispec_tests::folder;

fn yaml(path: &str) -> Value {
    serde_yaml::from_str(&folder::text(&folder::workspace(path))).unwrap_or_else(|error| panic!("{path}: {error}"))
}

#[test]
fn the_hosted_build_runs_what_contributors_run() {
    let build = yaml(".github/workflows/ci.yml");
    let steps = build["jobs"]["everything"]["steps"].as_array().expect("steps");
    let commands: Vec<&str> = steps.iter().filter_map(|step| step["run"].as_str()).collect();
    assert_eq!(commands.last(), Some(&".ci/run"));
    assert!(folder::workspace(".ci/run").is_file());
}

/// Checks that CI compiles with the minimum supported Rust version.
#[test]
fn the_minimum_versions_of_all_packages_are_compiled_with() {
    let build = yaml(".github/workflows/ci.yml");
    let matrix = build["jobs"]["minimum-rust"]["strategy"]["matrix"]["include"].as_array().expect("a matrix");
    let tried: BTreeSet<&str> = matrix.iter().filter_map(|entry| entry["rust"].as_str()).collect();
    let packages = folder::packages();
    let promised: BTreeSet<&str> = packages.iter().filter_map(|package| package["rust_version"].as_str()).collect();
    assert_eq!(tried, promised);
    let names: BTreeSet<&str> = packages.iter().filter_map(|package| package["name"].as_str()).collect();
    for entry in matrix {
        let check = entry["check"].as_str().unwrap_or_default();
        let package = check.split("--package ").nth(1).and_then(|rest| rest.split(' ').next()).unwrap_or_default();
        assert!(names.contains(package), "`{check}` does not select an existing package");
        let own = packages.iter().find(|one| one["name"] == package).map(|one| &one["rust_version"]);
        assert_eq!(own, Some(&entry["rust"]), "{package}");
    }
}

/// Checks that every action in `uses` has a version.
#[test]
fn actions_are_pinned() {
    for path in [".github/workflows/ci.yml", ".github/workflows/site.yml"] {
        let build = yaml(path);
        let jobs = build["jobs"].as_object().expect("jobs").values();
        let steps = jobs.flat_map(|job| job["steps"].as_array().expect("steps"));
        let actions: Vec<&str> = steps.filter_map(|step| step["uses"].as_str()).collect();
        assert!(!actions.is_empty(), "{path}");
        for action in actions {
            let version = action.split_once('@').map(|(_, version)| version).unwrap_or_default();
            assert!(version.starts_with('v') && version.len() > 1, "{path}: {action}");
        }
        assert!(build["permissions"].is_object(), "{path} should declare its permissions");
    }
}
