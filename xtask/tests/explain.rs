//! Checks that the output of `cargo xtask explain` contains the documentation of each rule and kind of change.

use verispec_codegen::{diff, rules};
use xtask::{Console, Outcome, explain};

/// Runs the command, and returns its output or its error.
fn told(rule: Option<&str>) -> Result<String, String> {
    let (mut out, mut err) = (Vec::new(), Vec::new());
    let mut console = Console { out: &mut out, err: &mut err, color: false };
    let options = explain::Options { rule: rule.map(str::to_owned) };
    match explain::run(&options, &mut console) {
        Ok(Outcome::Fine) => Ok(String::from_utf8(out).expect("the output should be UTF-8")),
        Ok(Outcome::Findings) => Err("the command had findings".to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

#[test]
fn every_rule_is_explained_in_full() {
    for rule in rules::ALL.iter() {
        let text = told(Some(rule.id)).expect("the rule should be known");
        for part in [rule.id, rule.what, rule.why, rule.way_out] {
            assert!(text.contains(part), "{}: {part:?} is missing from:\n{text}", rule.id);
        }
        assert!(text.contains('⟦'), "{}: no words are highlighted in:\n{text}", rule.id);
        assert!(!text.contains(|c: char| c.is_control() && c != '\n'), "{}: control characters in:\n{text:?}", rule.id);
    }
}

#[test]
fn without_a_rule_all_are_listed() {
    let text = told(None).expect("listing the rules should succeed");
    let listed: Vec<&str> = text.lines().filter_map(|line| line.split_whitespace().next()).collect();
    let kinds = diff::kinds().map(|kind| kind.id);
    assert_eq!(listed, rules::ALL.iter().map(|rule| rule.id).chain(kinds).collect::<Vec<_>>());
}

#[test]
fn a_misspelt_rule_gets_a_suggestion() {
    let unknown = told(Some("unknown-chanel")).expect_err("an unknown name should be rejected");
    assert_eq!(unknown, "unknown rule or kind of change `unknown-chanel`; did you mean `unknown-channel`?");
    assert!(told(Some("xyz")).expect_err("an unknown name should be rejected").contains("lists all"));
}

#[test]
fn every_kind_of_change_is_explained() {
    for kind in diff::kinds() {
        let text = told(Some(kind.id)).expect("the kind of change should be known");
        for part in [kind.id, kind.what, kind.to_do, kind.rust.word()] {
            assert!(text.contains(part), "{}: {part:?} is missing from:\n{text}", kind.id);
        }
    }
    let unknown = told(Some("chanel-withdrawn")).expect_err("an unknown name should be rejected");
    assert!(unknown.contains("did you mean `channel-withdrawn`?"), "{unknown}");
}

#[test]
fn no_kind_of_change_is_called_like_a_rule() {
    let both: Vec<&str> = diff::kinds().map(|kind| kind.id).filter(|id| rules::find(id).is_some()).collect();
    assert!(both.is_empty(), "{both:?}");
}
