//! Checks that specs in older versions of the language can be compared, even if the syntax has changed.

use verispec_codegen::older::lifted;
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_codegen::{diff, resolve};
use verispec_tests::folder;

/// Rewrites `settles` in decisions to the older syntax, in which entries were kinds of findings.
fn older(text: &str) -> String {
    let mut lines = Vec::new();
    let mut is_below = false;
    for line in text.lines() {
        is_below = is_below && line.starts_with("      ");
        if line.starts_with("    settles:") {
            is_below = true;
            lines.push("    settles: [heading-spelling, curl-method-differs]");
        } else if !is_below {
            lines.push(line);
        }
    }
    lines.join("\n") + "\n"
}

#[test]
fn decisions_that_name_kinds_of_findings_do_not_keep_a_spec_from_being_compared() {
    let now = folder::spec(&folder::workspace("spec"));
    let files = now.iter().map(|(_, file)| {
        let text = String::from_utf8(file.bytes.clone()).expect("spec files should be UTF-8");
        let bytes = if file.path == "decisions.yaml" { older(&text).into_bytes() } else { file.bytes.clone() };
        SourceFile { path: file.path.clone(), bytes }
    });
    let then = SourceMap::new(files.collect());
    assert_ne!(then, now, "the shipped spec should have a decision that settles something");
    assert!(resolve(&then).is_none(), "the current language should reject the older syntax");
    let lifted = lifted(&then).expect("the older spec should contain lines to remove");
    let (old, new) = (
        resolve(&lifted).expect("all names in the rewritten spec should resolve"),
        resolve(&now).expect("all names in the shipped spec should resolve"),
    );
    let (old, new) = (diff::Spec { model: &old, sources: &lifted }, diff::Spec { model: &new, sources: &now });
    let changes = diff::diff(old, new);
    let told: Vec<&str> =
        changes.iter().map(|change| change.kind.id).filter(|kind| *kind != "decision-noted").collect();
    assert!(told.is_empty(), "`settles` should not affect anything else: {told:?}");
    assert_eq!(verispec_codegen::older::lifted(&now), None);
}
