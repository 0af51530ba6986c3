//! Checks that every rule has a payload that violates it, and a similar one that does not.

use std::collections::BTreeSet;

use jumio_workflows::{rules, runtime};
use verispec_tests::{folder, payload_case};

use crate::command_line::run;

/// Rules without cases here. The shipped spec limits neither numbers nor array lengths in requests, and has no string
/// formats. The second provider's cases cover these rules.
const NEEDS_ANOTHER_SPEC: [&str; 6] = ["minimum", "maximum", "multiple-of", "min-items", "max-items", "format"];

/// Rules without cases in either provider's folder, because neither spec has a pattern or a constant. The tests of the
/// runtime and the random specs cover them.
const SHOWN_BY_THE_RUNTIME: [&str; 2] = ["other-value", "pattern"];

#[test]
fn every_payload_has_the_violation_that_it_shows_and_no_other() {
    let folder = folder::cases("payloads");
    let (code, out, err) = run(&["check", "--format", "json", &folder.display().to_string()]);
    assert_eq!((code, err.as_str()), (1, ""), "some of the payloads should have errors, and all should be readable");
    let wrong = payload_case::compare(&folder, &out);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn every_rule_has_a_payload_that_breaks_it_and_one_that_does_not() {
    let all = rules::ALL.iter().chain(runtime::builtin::ALL).map(|rule| rule.id);
    let all: BTreeSet<&str> =
        all.filter(|id| !NEEDS_ANOTHER_SPEC.contains(id) && !SHOWN_BY_THE_RUNTIME.contains(id)).collect();
    let wrong = payload_case::incomplete(&folder::cases("payloads"), &all);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn what_the_shipped_spec_cannot_show_the_second_provider_does() {
    let shown = folder::cases("harbor_payloads");
    for rule in NEEDS_ANOTHER_SPEC {
        assert!(shown.join(rule).is_dir(), "no payload violates {rule}");
    }
}

#[test]
fn no_two_rules_have_one_id() {
    let all: Vec<&str> = rules::ALL.iter().chain(runtime::builtin::ALL).map(|rule| rule.id).collect();
    let distinct: BTreeSet<&&str> = all.iter().collect();
    assert_eq!(distinct.len(), all.len());
}
