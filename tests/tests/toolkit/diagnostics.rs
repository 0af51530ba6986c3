//! Checks errors in a spec: each patch adds an error to the harbor's spec, and has a snapshot of the findings.
//!
//! A patch is named after the rule that it violates, with an optional suffix after a dot:
//! `malformed-rule.two-demands.patch`. The snapshot next to it shows the report that the author of the spec sees.

use std::collections::BTreeSet;
use std::path::Path;

use insta::{assert_snapshot, glob};
use verispec_codegen::diagnostics::Diagnostics;
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_codegen::{load, rules};
use verispec_tests::{fault, folder, patch};

use super::{snapshots, stem, subject};

fn harbor() -> SourceMap {
    folder::spec(&folder::cases("specs/harbor"))
}

/// Returns the findings in the spec with the error.
fn findings(case: &Path) -> (SourceMap, Diagnostics) {
    let broken = patch::apply(&harbor(), &folder::text(case));
    let found = fault::findings(&broken);
    (broken, found)
}

fn hold(case: &Path) {
    let (sources, found) = findings(case);
    snapshots(case.parent().unwrap_or(case)).bind(|| assert_snapshot!(stem(case), found.render(&sources, false)));
}

/// Checks that each patch results in exactly one finding, of the rule in its name.
fn only_the_named_rule(case: &Path) {
    let (_, found) = findings(case);
    let rules: Vec<&str> = found.iter().map(|finding| finding.rule.id).collect();
    assert_eq!(rules, [subject(case)], "{}", case.display());
}

fn both(case: &Path) {
    hold(case);
    only_the_named_rule(case);
}

#[test]
fn the_spec_without_a_patch_has_no_mistake() {
    let sources = harbor();
    match load(&sources) {
        Ok((_, warnings)) => assert!(warnings.is_empty(), "{}", warnings.render(&sources, false)),
        Err(found) => panic!("{}", found.render(&sources, false)),
    }
}

#[test]
fn parsing_finds_what_a_look_at_one_file_shows() {
    glob!("../../cases", "parse/*.patch", both);
}

#[test]
fn lowering_finds_names_that_lead_nowhere() {
    glob!("../../cases", "lower/*.patch", both);
}

#[test]
fn checking_finds_what_a_look_at_the_whole_spec_shows() {
    glob!("../../cases", "check/*.patch", both);
}

#[test]
fn every_case_is_called_after_a_rule() {
    let cases = ["parse", "lower", "check"].map(|stage| folder::files(&folder::cases(stage), ".patch")).concat();
    let named = cases.iter().map(|case| subject(case));
    let unknown: Vec<String> = named.filter(|id| rules::find(id).is_none()).collect();
    assert!(unknown.is_empty(), "patches are named after {unknown:?}, which are not rules");
}

#[test]
fn several_mistakes_are_reported_together_and_once_each() {
    let case = folder::cases("several_mistakes.patch");
    let (_, found) = findings(&case);
    let rules: Vec<&str> = found.iter().map(|finding| finding.rule.id).collect();
    let expected =
        ["unknown-capability", "unknown-credential", "unknown-channel", "unknown-decision", "duplicate-workflow-key"];
    assert_eq!(rules.iter().collect::<BTreeSet<_>>(), expected.iter().collect::<BTreeSet<_>>());
    assert_eq!(rules.len(), expected.len(), "{rules:?}");
    hold(&case);
}

#[test]
fn bytes_that_are_no_text_are_found_where_they_stand() {
    let files = harbor().iter().map(|(_, file)| file.clone()).collect::<Vec<_>>();
    let broken = SourceFile { path: "lists/flags.yaml".into(), bytes: b"summary: caf\xE9".to_vec() };
    let sources = SourceMap::new(files.into_iter().chain([broken]).collect());
    let Err(found) = load(&sources) else { panic!("a Latin-1 file should be rejected as invalid UTF-8") };
    let places: Vec<_> = found.iter().map(|finding| (finding.rule.id, finding.span.start, finding.span.end)).collect();
    assert_eq!(places, [("not-utf8", 12, 13)]);
    assert!(found.render(&sources, false).contains("lists/flags.yaml:1:13"), "{}", found.render(&sources, false));
}
