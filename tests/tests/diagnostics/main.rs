//! Checks the rules for specs: their documentation, their examples, and a matrix of planted faults, each of which must
//! be found at its exact location.

mod followed;
mod manifest;
mod misspelt;
mod offered;

use std::collections::BTreeSet;

use verispec_codegen::rules::{self, Stage};
use verispec_tests::fault::{self, Faulty, FoundAt};
use verispec_tests::folder;

#[test]
fn every_rule_is_registered_once_in_the_order_of_the_ids() {
    let ids: Vec<&str> = rules::ALL.iter().map(|rule| rule.id).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "a rule is registered twice");
    assert!(ids.is_sorted(), "the registry is not in the order of the ids");
}

#[test]
fn every_rule_is_documented() {
    for rule in rules::ALL.iter() {
        for sentence in [rule.what, rule.why, rule.way_out] {
            assert!(sentence.ends_with(['.', '?']), "{}: {sentence:?} should end with a period", rule.id);
        }
        assert!(!rule.example.is_empty(), "{} has no example", rule.id);
    }
}

#[test]
fn every_example_breaks_its_rule_on_the_marked_words_and_no_other() {
    let outcomes = rules::ALL.iter().map(|rule| (rule.id, Faulty::example(rule).run(rule.id)));
    let wrong: Vec<String> =
        outcomes.filter(|(_, outcome)| !outcome.is_exact()).map(|(id, outcome)| format!("{id}\n{outcome}")).collect();
    assert!(wrong.is_empty(), "{} examples\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn every_planted_fault_is_found_on_its_words_and_nothing_else() {
    let (mut planted, mut found, mut exact, mut extra) = (0, 0, 0, 0);
    let mut covered = BTreeSet::new();
    let mut wrong = Vec::new();
    for case in folder::files(&folder::cases("diagnostics"), ".yaml") {
        let rule =
            case.parent().and_then(|folder| folder.file_name()).unwrap_or_default().to_string_lossy().into_owned();
        let outcome = Faulty::case(&case).run(&rule);
        planted += outcome.expected.len();
        found += outcome.hits();
        exact += outcome.exact();
        extra += outcome.extra();
        if !outcome.is_exact() {
            wrong.push(format!("{}\n{outcome}", case.display()));
        }
        covered.insert(rule);
    }
    let figures = format!(
        "{planted} faults against {} rules: {found} found, {exact} at the exact location, {extra} false positives",
        covered.len()
    );
    println!("{figures}");
    assert!(wrong.is_empty(), "{figures}\n{}", wrong.join("\n"));
    // CONTRIBUTING.md states the minimum.
    assert!(planted > 190, "{figures}");
    assert_eq!((found, exact, extra), (planted, planted, 0), "{figures}");
    let ids: BTreeSet<String> = rules::ALL.iter().map(|rule| rule.id.to_owned()).collect();
    let missing: Vec<&String> = ids.difference(&covered).collect();
    assert!(missing.is_empty(), "there is no case in tests/cases/diagnostics for {missing:?}");
    let stray: Vec<&String> = covered.difference(&ids).collect();
    assert!(stray.is_empty(), "there are cases for {stray:?}, which are not rules");
}

/// Checks the standard faults for evaluating workflow linters: an unknown operation, a cycle, an unreachable step, a
/// jump to a missing step, a dangling reference, an undeclared parameter and an impossible status.
#[test]
fn the_seven_planted_workflow_faults_are_found_in_one_run_each_once_on_its_words() {
    let outcome = Faulty::case(&folder::cases("seven_workflow_faults.yaml")).run("any");
    let mut rules: Vec<&str> = outcome.found.iter().map(|place| place.rule.as_str()).collect();
    rules.sort_unstable();
    let expected = [
        "capability-unreachable",
        "chain-cycle",
        "impossible-status",
        "undeclared-path-parameter",
        "unknown-capability",
        "unknown-operation",
        "unknown-schema",
    ];
    assert_eq!(rules, expected, "{outcome}");
    let places =
        |places: &[FoundAt]| places.iter().map(|place| (place.file.clone(), place.bytes)).collect::<BTreeSet<_>>();
    assert_eq!(places(&outcome.expected), places(&outcome.found), "{outcome}");
}

#[test]
fn ten_mistakes_in_one_file_are_ten_findings_in_one_run() {
    for case in folder::files(&folder::cases("ten_mistakes"), ".yaml") {
        let outcome = Faulty::case(&case).run("any");
        let places =
            |places: &[FoundAt]| places.iter().map(|place| (place.file.clone(), place.bytes)).collect::<Vec<_>>();
        let mut found = places(&outcome.found);
        found.sort();
        assert_eq!(places(&outcome.expected), found, "{}\n{outcome}", case.display());
        let files: BTreeSet<String> = found.iter().map(|(file, _)| file.clone()).collect();
        assert_eq!((found.len(), files.len()), (10, 1), "{}\n{outcome}", case.display());
    }
}

#[test]
fn sound_specs_have_no_findings() {
    for spec in [folder::workspace("spec"), folder::cases("specs/harbor")] {
        let sources = folder::spec(&spec);
        let found = fault::findings(&sources);
        assert!(found.is_empty(), "{}\n{}", spec.display(), found.render(&sources, false));
    }
}

#[test]
fn rules_are_found_in_every_stage() {
    let stages: BTreeSet<&str> = rules::ALL.iter().map(|rule| rule.stage.in_words()).collect();
    assert!(stages.len() >= 3, "{stages:?}");
    assert!(rules::ALL.iter().any(|rule| rule.stage == Stage::Check));
}
