//! Compares one generated Rust file of each kind with a snapshot next to the harbor's spec.

use insta::assert_snapshot;
use verispec_tests::folder;
use xtask::{Console, generate};

use super::snapshots;

/// Returns a generated file, formatted by rustfmt.
fn rendered(path: &str) -> String {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, color: false };
    let tree = generate::build(&folder::cases("specs/harbor"), &mut console);
    let tree = tree.unwrap_or_else(|error| panic!("{error:#}"));
    let tree = tree.unwrap_or_else(|| panic!("{}", String::from_utf8_lossy(&err)));
    tree.get(path).unwrap_or_else(|| panic!("{path} is not generated")).to_owned()
}

/// Compares a generated file with the snapshot of this name.
fn hold(name: &str, path: &str) {
    snapshots(&folder::cases("render")).bind(|| assert_snapshot!(name, rendered(path)));
}

#[test]
fn a_schema_file_becomes_types() {
    hold("schema_file", "harbor-clearance/src/payloads/berth.rs");
}

#[test]
fn what_is_deprecated_is_marked_in_rust_and_in_the_docs() {
    hold("deprecated_word", "harbor-clearance/src/payloads/permits.rs");
    hold("deprecated_word_page", "docs/payloads/permits.md");
    hold("deprecated_workflow", "harbor-clearance/src/workflows/mod.rs");
    hold("deprecated_workflow_index", "docs/index.md");
}

#[test]
fn a_workflow_becomes_a_module() {
    hold("workflow", "harbor-clearance/src/workflows/return_call.rs");
}

#[test]
fn a_rule_file_becomes_functions() {
    hold("rule_file", "harbor-clearance/src/rules/logs.rs");
}

#[test]
fn limits_become_checks() {
    let types = rendered("harbor-clearance/src/payloads/application.rs");
    let start = types.find("impl Constrained for Application").unwrap_or_else(|| panic!("{types}"));
    let end = types[start..].find("\n}\n").map_or(types.len(), |end| start + end + 3);
    snapshots(&folder::cases("render")).bind(|| assert_snapshot!("limits", &types[start..end]));
}
