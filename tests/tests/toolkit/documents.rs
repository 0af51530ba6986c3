//! Checks audits of the harbor's document: each patch adds a contradiction to the almanac or its spec, and has a
//! snapshot of the findings.
//!
//! A patch is named after the kind of finding, with an optional suffix after a dot. It changes `almanac.md` or a file
//! in the spec.

use std::collections::BTreeSet;
use std::path::Path;

use insta::{assert_snapshot, glob};
use verispec_codegen::audit::report::{Shown, json, markdown, text};
use verispec_codegen::audit::{Audit, Finding, KINDS, audit};
use verispec_codegen::document::read;
use verispec_codegen::source::SourceMap;
use verispec_tests::almanac::{NAME, apart, harbor};
use verispec_tests::{folder, patch};

use super::{snapshots, stem, subject};

/// Audits the almanac, and passes the result to this function.
fn audited<T>(files: &SourceMap, show: impl FnOnce(Shown<'_>) -> T) -> T {
    let (almanac, sources) = apart(files);
    let model = folder::sound(&sources);
    let bytes = almanac.bytes.clone();
    let (sources, file) = sources.with(almanac);
    let layout = &model.layouts[0];
    let document = read(&model, layout, file, &bytes);
    let audit = audit(&model, layout, &document, "2025-01-01T00:00:00.000Z".parse().ok());
    let title = &model[layout.document].title;
    show(Shown { audit: &audit, model: &model, sources: &sources, document: file, title, all: true })
}

/// Returns the rendered open findings and their kinds.
fn told(case: &Path) -> (String, BTreeSet<String>) {
    let files = patch::apply(&harbor(), &folder::text(case));
    audited(&files, |shown| {
        let open: Vec<Finding> = shown.audit.open().cloned().collect();
        let kinds: BTreeSet<String> = open.iter().map(|finding| finding.kind.id.to_owned()).collect();
        let audit = Audit { facts: shown.audit.facts.clone(), findings: open, echoes: Vec::new() };
        (text(&Shown { audit: &audit, all: false, ..shown }, false), kinds)
    })
}

fn hold(case: &Path) -> BTreeSet<String> {
    let (told, kinds) = told(case);
    snapshots(case.parent().unwrap_or(case)).bind(|| assert_snapshot!(stem(case), told));
    kinds
}

#[test]
fn the_almanac_contradicts_nothing_that_is_not_decided() {
    let files = harbor();
    audited(&files, |shown| {
        assert_eq!(shown.audit.open().count(), 0, "{}", text(&shown, false));
        assert!(shown.audit.findings.len() > 2 && shown.audit.facts.len() > 20);
    });
}

#[test]
fn what_is_decided_is_counted_and_shown_if_asked_for() {
    audited(&harbor(), |shown| {
        let decided = shown.audit.findings.len();
        let (short, long) = (text(&Shown { all: false, ..shown }, false), text(&shown, false));
        for told in [&short, &long] {
            assert!(told.contains(&format!("{decided} findings: 0 open, {decided} decided")), "{told}");
        }
        assert_eq!(long.matches("decided by `").count(), decided, "{long}");
        assert!(!short.contains("decided by `") && short.contains("`--all`"), "{short}");
        assert!(!long.contains("`--all`"), "{long}");
    });
}

#[test]
fn a_contradiction_is_told_with_its_places_and_nothing_else_is() {
    let others = std::cell::RefCell::new(Vec::new());
    glob!("../../cases/documents", "*.patch", |case| {
        let kinds = hold(case);
        if kinds != BTreeSet::from([subject(case)]) {
            others.borrow_mut().push((stem(case), kinds));
        }
    });
    assert!(others.borrow().is_empty(), "{others:#?}");
}

#[test]
fn every_kind_of_finding_has_a_case() {
    let folders = ["documents", "tables"].into_iter();
    let cases = folders.flat_map(|name| folder::files(&folder::cases(name), ".patch"));
    let cases: BTreeSet<String> = cases.map(|case| subject(&case)).collect();
    // Patches are UTF-8, so invalid UTF-8 is tested separately below.
    let kinds = KINDS.iter().map(|kind| kind.id.to_owned()).filter(|id| id != "not-utf8");
    assert_eq!(cases, kinds.collect());
}

#[test]
fn every_format_tells_the_same_findings() {
    let case = folder::cases("documents/mixed-regions.patch");
    let files = patch::apply(&harbor(), &folder::text(&case));
    audited(&files, |shown| {
        let parsed: serde_json::Value = serde_json::from_str(&json(&shown)).unwrap_or_else(|error| panic!("{error}"));
        let told = parsed["findings"].as_array().map(Vec::len).unwrap_or_default();
        assert_eq!(told, shown.audit.findings.len());
        let report = markdown(&shown);
        for finding in &shown.audit.findings {
            assert!(report.contains(finding.kind.id), "{}", finding.kind.id);
        }
        assert_snapshot!("report", report);
    });
}

#[test]
fn bytes_that_are_no_text_are_told_and_the_rest_is_read() {
    let files = harbor();
    let broken = files.iter().map(|(_, file)| {
        let mut file = file.clone();
        if file.path == NAME {
            let at = file.bytes.windows(5).position(|bytes| bytes == b"Ships").unwrap_or_default();
            file.bytes[at] = 0xFF;
        }
        file
    });
    audited(&SourceMap::new(broken.collect()), |shown| {
        let open: Vec<&str> = shown.audit.open().map(|finding| finding.kind.id).collect();
        assert_eq!(open, ["not-utf8"]);
    });
}
