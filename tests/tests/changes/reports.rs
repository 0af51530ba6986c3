//! Checks the reports of changes in text, JSON and as a changelog, and the effect of a list of allowed changes.

use std::path::Path;

use serde_json::Value;
use verispec_codegen::diff::{self, Allowed, report};
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_tests::change_case::{ChangeCase, Loaded};
use verispec_tests::fault::Faulty;
use verispec_tests::folder;

/// Reads changes of several kinds from the `old` and `new` keys of a file.
fn several() -> (Loaded, Loaded) {
    both("several_changes.yaml")
}

fn both(file: &str) -> (Loaded, Loaded) {
    let case = ChangeCase::parts(&folder::cases(file)).unwrap_or_else(|error| panic!("{error}"));
    let load = |changes, folder| Loaded::new(Faulty::changed(changes).sources().below(folder), folder);
    let both = load(&case.0.0, "old").and_then(|old| Ok((old, load(&case.1.0, "new")?)));
    both.unwrap_or_else(|error| panic!("{error}"))
}

fn report<'m>(old: &'m Loaded, new: &'m Loaded, allowed: &Allowed) -> Result<report::Report<'m>, String> {
    let changes = diff::diff(old.spec(), new.spec());
    let allowances = allowed.apply(&changes, "2026-11-25")?;
    Ok(report::Report { old: old.spec(), new: new.spec(), changes, allowances, not_compared: None })
}

fn allowed(text: &str) -> Result<Allowed, String> {
    let file = SourceFile { path: "allowed.yaml".to_owned(), bytes: text.as_bytes().to_vec() };
    Allowed::read(SourceMap::new(vec![file]))
}

fn assert_snapshot(name: &str, text: &str) {
    insta::with_settings!({snapshot_path => Path::new("../../cases"), prepend_module_to_snapshot => false, omit_expression => true}, {
        insta::assert_snapshot!(name, text);
    });
}

#[test]
fn changes_are_told_to_people() {
    let (old, new) = several();
    let report = report(&old, &new, &Allowed::default()).expect("an empty list of allowed changes should be valid");
    assert_snapshot("several_changes.text", &report::text(&report, false));
}

#[test]
fn changes_make_a_changelog() {
    let (old, new) = several();
    let report = report(&old, &new, &Allowed::default()).expect("an empty list of allowed changes should be valid");
    assert_snapshot("several_changes.markdown", &report::markdown(&report));
}

#[test]
fn an_edition_makes_a_changelog_to_publish() {
    let (old, new) = both("an_edition.yaml");
    let report = report(&old, &new, &Allowed::default()).expect("an empty list of allowed changes should be valid");
    let dates = report::Dates { old: Some("2026-10-01".to_owned()), new: Some("2026-11-30".to_owned()) };
    let told = report::changelog(&report, &dates);
    for file in new.sources.iter().map(|(_, file)| &file.path) {
        assert!(!told.contains(file.as_str()), "the published changelog mentions {file}, a file of the spec\n{told}");
    }
    assert_snapshot("an_edition.markdown", &told);
}

/// A case in which a summary and a prerequisite repeat a sentence in the document.
#[test]
fn a_sentence_that_another_change_says_is_told_once() {
    let (old, new) = both("an_edition.yaml");
    let changes = diff::diff(old.spec(), new.spec());
    let told = |words: &str| -> Vec<&str> {
        let own = changes.iter().filter(|change| change.message.contains(words));
        own.map(|change| change.kind.id).collect()
    };
    assert_eq!(told("has never been"), ["text-reworded"]);
    assert_eq!(
        told("`3 days.` became `1 day.`"),
        ["document-text-changed"],
        "only the document's change should contain this text"
    );
    assert!(!told("The ship was weighed").contains(&"document-text-changed"), "{changes:#?}");
}

#[test]
fn changes_are_told_to_programs() {
    let (old, new) = several();
    let report = report(&old, &new, &Allowed::default()).expect("an empty list of allowed changes should be valid");
    let document: Value = serde_json::from_str(&report::json(&report)).expect("JSON");
    assert_eq!(document["format"], 2);
    assert_eq!(document["changes"].as_array().map(Vec::len), Some(report.changes.len()));
    assert_snapshot("several_changes.json", &serde_json::to_string_pretty(&document["changes"][0]).expect("JSON"));
    assert_eq!(document["version"]["bump"], "breaking");
    assert_eq!(document["version"]["lowest"], "4.0.0");
    assert_eq!(document["version"]["carried"], false);
}

#[test]
fn nothing_is_told_of_nothing() {
    let harbor = Loaded::harbor();
    let report =
        report(&harbor, &harbor, &Allowed::default()).expect("an empty list of allowed changes should be valid");
    assert_eq!(report::markdown(&report), "Nothing has changed.\n");
    assert!(report::text(&report, false).starts_with("0 breaking, 0 compatible, 0 docs only\n"));
    assert!(report.is_carried());
}

/// Checks that every report format lists all functions in several workflows that a new required field changes.
#[test]
fn functions_with_other_arguments_are_named() {
    let (old, new) = both("diff/request-member-added-required.yaml");
    let report = report(&old, &new, &Allowed::default()).expect("an empty list of allowed changes should be valid");
    let named =
        ["`payloads::Application::new`", "`workflows::first_call::apply`", "`workflows::return_call::call_again`"];
    for text in [report::text(&report, false), report::markdown(&report)] {
        assert!(named.iter().all(|name| text.contains(name)), "{text}");
    }
    let document: serde_json::Value = serde_json::from_str(&report::json(&report)).expect("the report should be JSON");
    let functions = &document["changes"][0]["functions"];
    let paths: Vec<&str> = functions.as_array().into_iter().flatten().filter_map(|it| it["path"].as_str()).collect();
    assert!(named.iter().all(|name| paths.contains(&name.trim_matches('`'))), "{functions:#}");
    let apply =
        functions.as_array().into_iter().flatten().find(|known| known["path"] == "workflows::first_call::apply");
    assert_eq!(
        apply.map(|apply| [&apply["old"], &apply["new"]]),
        Some([
            &"fn apply(voyage: impl Into<String>, crew: i64) -> Draft<Apply>".into(),
            &"fn apply(voyage: impl Into<String>, crew: i64, cook: arguments::Cook<impl Into<String>>) -> Draft<Apply>"
                .into()
        ])
    );
}

#[test]
fn what_is_allowed_asks_for_no_version() {
    let (old, new) = several();
    let entry = |change: &str, what: &str, until: &str| {
        format!("- change: {change}\n  what: \"{what}\"\n  reason: The quay is being rebuilt.\n  until: {until}\n")
    };
    let told = |text: &str| allowed(text).and_then(|allowed| Ok(report::text(&report(&old, &new, &allowed)?, false)));
    let file = entry("channel-withdrawn", "workflows/first_call: channels[CARRIER]", "2026-11-25");
    let text = told(&file).expect("it fits");
    assert!(text.contains("allowed[channel-withdrawn]"), "{text}");
    assert!(text.contains("allowed until 2026-11-25: The quay is being rebuilt."), "{text}");
    let mut wrong = String::new();
    for file in [
        entry("channel-withdrawn", "workflows/first_call: channels[CARRIER]", "2026-11-24"),
        entry("channel-withdrawn", "workflows/first_call: channels[GANGWAY]", "2026-12-31"),
        entry("rule-added", "rules/papers: rules.nothing", "2026-12-31"),
        entry("chanel-withdrawn", "workflows/first_call: channels[CARRIER]", "2026-12-31"),
        entry("channel-withdrawn", "workflows/first_call: channels[CARRIER]", "soon"),
        "- change: channel-withdrawn\n".to_owned(),
        "change: [\n".to_owned(),
    ] {
        wrong.push_str(&told(&file).expect_err("an invalid list of allowed changes should be rejected"));
        wrong.push_str("\n\n");
    }
    assert_snapshot("several_changes.wrongly_allowed", &wrong);
}
