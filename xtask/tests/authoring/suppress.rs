//! Tests suppressions: checks the findings in specs with comments such as `# allow(rule): reason`.

use std::fs;
use std::path::Path;

use verispec_codegen::diagnostics::MOST_TOLD;
use xtask::lint;

use super::{copy, harbor, replace, said, sources};

/// Returns the rules of the findings in the order of their locations.
fn found(spec: &Path) -> Vec<&'static str> {
    let found = match verispec_codegen::load(&sources(spec)) {
        Ok((_, warnings)) => warnings,
        Err(found) => found,
    };
    found.iter().map(|finding| finding.rule.id).collect()
}

/// Returns the harbor's spec with two workflows of the same name, and these comments above one of the names.
fn named_twice(comments: &str) -> tempfile::TempDir {
    let folder = copy(&harbor());
    replace(
        folder.path(),
        "workflows/return_call.yaml",
        "name: Return Call\n",
        &format!("{comments}name: First Call\n"),
    );
    folder
}

/// Returns the harbor's spec with a list that no rule uses.
fn unused(text: &str) -> tempfile::TempDir {
    let folder = copy(&harbor());
    fs::write(folder.path().join("lists/piers.yaml"), text).expect("the folder should be writable");
    folder
}

#[test]
fn a_finding_is_suppressed_on_the_line_below_and_nowhere_else() {
    assert_eq!(found(named_twice("").path()), ["duplicate-workflow-name"]);
    assert!(found(named_twice("# allow(duplicate-workflow-name): the almanac calls both so\n").path()).is_empty());
    let stacked = "# allow(duplicate-workflow-name): the almanac calls both so\n# It is the same call.\n";
    assert!(found(named_twice(stacked).path()).is_empty(), "comments may come between the suppression and the value");
    let apart = "# allow(duplicate-workflow-name): the almanac calls both so\n\n";
    assert_eq!(found(named_twice(apart).path()), ["unused-suppression"], "a blank line must end the suppression");
    let elsewhere = "# allow(duplicate-workflow-name): the almanac calls both so\nsummary: Clears a ship again.\n";
    let folder = copy(&harbor());
    let text =
        fs::read_to_string(folder.path().join("workflows/return_call.yaml")).expect("the file should be readable");
    let summary =
        text.lines().find(|line| line.starts_with("summary: ")).expect("the workflow should have a summary").to_owned()
            + "\n";
    replace(folder.path(), "workflows/return_call.yaml", &summary, elsewhere);
    replace(folder.path(), "workflows/return_call.yaml", "name: Return Call\n", "name: First Call\n");
    assert_eq!(found(folder.path()), ["duplicate-workflow-name", "unused-suppression"]);
}

#[test]
fn what_concerns_a_whole_file_is_suppressed_at_its_beginning() {
    let list = "summary: Piers.\nsource: \"almanac: Piers\"\nvalues: [A, B]\n";
    assert_eq!(found(unused(list).path()), ["unused-list"]);
    assert!(
        found(unused(&format!("# Piers.\n\n# allow(unused-list): for the next almanac\n{list}")).path()).is_empty()
    );
}

#[test]
fn a_suppression_of_nothing_is_an_error() {
    let folder = copy(&harbor());
    let comment = "# allow(duplicate-workflow-name): the almanac calls both so\nname: Return Call\n";
    replace(folder.path(), "workflows/return_call.yaml", "name: Return Call\n", comment);
    assert_eq!(found(folder.path()), ["unused-suppression"]);
}

#[test]
fn a_suppression_needs_a_reason_and_a_rule_that_can_be_suppressed() {
    for comment in ["# allow(duplicate-workflow-name)\n", "# allow(duplicate-workflow-name):  \n"] {
        assert_eq!(found(named_twice(comment).path()), ["suppression-without-reason"]);
    }
    assert_eq!(found(named_twice("# allow(duplicate-workflow-nam): both\n").path()), ["unknown-rule"]);
    assert_eq!(found(named_twice("# allow(unknown-key): we want it\n").path()), ["not-suppressible"]);
    assert_eq!(found(named_twice("# allow(unused-suppression): we want it\n").path()), ["not-suppressible"]);
}

#[test]
fn tens_of_thousands_of_comments_are_read_and_the_first_findings_told() {
    let list = "summary: Piers.\nsource: \"almanac: Piers\"\nvalues: [A, B]\n";
    let folder = unused(&format!("{}{list}", "# allow(unused-list): for later\n".repeat(15_000)));
    assert_eq!(found(folder.path()).len(), 14_999, "exactly one of the comments must suppress a finding");
    let options = lint::Options { format: lint::Format::Json, spec: Some(folder.path().into()) };
    assert_eq!(said(|console| lint::run(&options, console)).out.lines().count(), MOST_TOLD);
}

#[test]
fn text_that_looks_like_a_suppression_is_text() {
    let folder = copy(&harbor());
    let summary =
        "source: \"almanac: Piers\"\nsummary: |\n  Piers.\n  # allow(no-such-rule)\n  All of them.\nvalues: [A, B]\n";
    fs::write(folder.path().join("lists/piers.yaml"), summary).expect("the folder should be writable");
    assert_eq!(found(folder.path()), ["unused-list"]);
}
