//! Checks imports of the harbor's document: the almanac and patches that change it have snapshots of the new spec, and
//! of each change's effect on an existing spec.

use std::collections::BTreeMap;
use std::path::Path;

use insta::{assert_snapshot, glob};
use verispec_codegen::audit::{Against, Finding, Kind, audit};
use verispec_codegen::document::read;
use verispec_codegen::import::{Imported, Known, import, skeleton};
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_codegen::{File, load};
use verispec_tests::almanac::{apart, harbor};
use verispec_tests::{fault, folder, patch};

use super::{snapshots, stem};

pub(super) fn imported(spec: SourceMap, almanac: SourceFile, facts: bool) -> Imported {
    let (sources, file) = spec.with(almanac);
    let model = folder::sound(&sources);
    import(Known { sources: &sources, model: &model, layout: &model.layouts[0], facts, is_there: facts }, file)
}

/// Imports the almanac as a new spec, with the names of the existing one.
pub(super) fn anew(spec: SourceMap, almanac: SourceFile) -> Imported {
    let (sources, file) = spec.with(almanac);
    let model = folder::sound(&sources);
    import(Known { sources: &sources, model: &model, layout: &model.layouts[0], facts: true, is_there: false }, file)
}

pub(super) fn sources(files: &[File]) -> SourceMap {
    let file = |file: &File| SourceFile { path: file.path.clone(), bytes: file.contents.clone().into_bytes() };
    SourceMap::new(files.iter().map(file).collect())
}

/// Returns the lines that are only in one of two texts, ignoring line numbers.
fn changes(before: &str, after: &str) -> String {
    let lines = |text: &str| text.lines().map(without_numbers).collect::<Vec<_>>();
    let (before, after) = (lines(before), lines(after));
    let gone = before.iter().filter(|line| !after.contains(line)).map(|line| format!("-{line}\n"));
    let come = after.iter().filter(|line| !before.contains(line)).map(|line| format!("+{line}\n"));
    gone.chain(come).collect()
}

fn without_numbers(line: &str) -> String {
    let words = line.split_inclusive(' ');
    let mut after_lines = false;
    let kept = words.map(|word| {
        let number = after_lines && word.starts_with(|c: char| c.is_ascii_digit());
        after_lines = matches!(word.trim_matches(['(', ' ']), "line" | "lines");
        if number { word.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-') } else { word }
    });
    kept.collect()
}

/// Describes the effects of a change in the almanac on a newly imported spec, and on the harbor's spec.
fn told(case: &Path) -> String {
    let (almanac, spec) = apart(&harbor());
    let before: BTreeMap<String, String> = by_path(anew(spec, almanac).files);
    let (almanac, spec) = apart(&patch::apply(&harbor(), &folder::text(case)));
    let mut told = String::from("# a new spec\n");
    let after = by_path(anew(spec.clone(), almanac.clone()).files);
    let result = imported(spec, almanac, true);
    for path in before.keys().chain(after.keys().filter(|path| !before.contains_key(*path))) {
        let text = |files: &BTreeMap<String, String>| files.get(path).cloned().unwrap_or_default();
        let changes = changes(&text(&before), &text(&after));
        if !changes.is_empty() {
            told.push_str(&format!("## {path}\n{changes}"));
        }
    }
    told.push_str("\n# the existing spec\n");
    for difference in &result.differences {
        let hand = if difference.by_hand { " (by hand)" } else { "" };
        let decided = difference.decided.join(", ");
        told.push_str(&format!("{}:{}: {}{hand} {decided}\n", difference.file, difference.line, difference.text));
    }
    for file in &result.changed {
        told.push_str(&format!(
            "## {}\n{}",
            file.path,
            changes(file.before.as_deref().unwrap_or_default(), &file.after)
        ));
    }
    for contradiction in result.contradictions.iter().filter(|contradiction| contradiction.decided.is_empty()) {
        told.push_str(&format!("contradiction in {}: {}\n", contradiction.workflow, contradiction.text));
    }
    for (lines, what) in &result.unread {
        told.push_str(&format!("unread, {lines}: {what}\n"));
    }
    told
}

fn by_path(files: Vec<File>) -> BTreeMap<String, String> {
    files.into_iter().map(|file| (file.path, file.contents)).collect()
}

#[test]
fn the_almanac_makes_a_spec_that_leaves_nothing_open_but_what_it_says() {
    let (almanac, spec) = apart(&harbor());
    let files = anew(spec, almanac).files;
    let new = sources(&files);
    let others: Vec<String> = fault::findings(&new)
        .iter()
        .filter(|finding| finding.rule.id != "todo")
        .map(|finding| format!("{}: {}", finding.rule.id, finding.message))
        .collect();
    assert!(others.is_empty(), "{others:#?}");
    verispec_codegen::generate(&new).unwrap_or_else(|found| panic!("{}", found.render(&new, false)));
    for file in &files {
        let name = file.path.trim_end_matches(".yaml").replace('/', ".");
        snapshots(&folder::cases("imports/almanac")).bind(|| assert_snapshot!(name, file.contents));
    }
}

#[test]
fn the_almanac_changes_nothing_in_the_spec_that_is_held_against_it() {
    let (almanac, spec) = apart(&harbor());
    let result = imported(spec, almanac, true);
    assert_eq!(result.changed, [], "{:#?}", result.differences);
    let open: Vec<_> = result.differences.iter().filter(|difference| difference.decided.is_empty()).collect();
    assert!(open.is_empty(), "{open:#?}");
}

#[test]
fn what_was_imported_is_imported_again_as_it_is() {
    let (almanac, spec) = apart(&harbor());
    let first = anew(spec, almanac.clone());
    let there = imported(sources(&first.files), almanac.clone(), true);
    assert_eq!(there.changed, [], "{:#?}", there.differences);
    let again = anew(sources(&first.files), almanac);
    let facts = |files: Vec<File>| -> BTreeMap<String, String> {
        let comments = |text: String| {
            text.lines().filter(|line| !line.trim_start().starts_with('#')).map(|line| format!("{line}\n")).collect()
        };
        by_path(files).into_iter().map(|(path, text)| (path, comments(text))).collect()
    };
    assert_eq!(facts(first.files), facts(again.files));
}

/// Audits a document with the spec that was imported from it. Returns all findings against the spec if `own` is set,
/// otherwise the findings except those that the import recorded as undecided.
fn audited(files: &[File], almanac: SourceFile, own: bool) -> Vec<String> {
    let bytes = almanac.bytes.clone();
    let (sources, file) = sources(files).with(almanac);
    let model = verispec_codegen::resolve(&sources)
        .unwrap_or_else(|| panic!("the imported spec contains names that do not resolve"));
    let layout = &model.layouts[0];
    let found = audit(&model, layout, &read(&model, layout, file, &bytes), None).findings;
    let is_named = |finding: &&Finding| finding.decision.is_some() && finding.is_undecided;
    let is_own = |finding: &&Finding| !own || finding.kind.against != Against::Spec;
    let others = found.iter().filter(|finding| !is_named(finding) || !is_own(finding));
    others.map(|finding| format!("{}: {}", finding.kind.id, finding.message)).collect()
}

/// Returns the almanac and its variants in the cases.
fn editions() -> Vec<(String, SourceFile, SourceMap)> {
    let (almanac, spec) = apart(&harbor());
    let mut editions = vec![("almanac".to_owned(), almanac, spec.clone())];
    for folder in ["documents", "imports"] {
        // Skips cases that replace the almanac with another document, which cannot be imported.
        let cases = folder::files(&folder::cases(folder), ".patch");
        for case in cases.into_iter().filter(|case| !stem(case).starts_with("other-document")) {
            let (almanac, _) = apart(&patch::apply(&harbor(), &folder::text(&case)));
            editions.push((format!("{folder}/{}", stem(&case)), almanac, spec.clone()));
        }
    }
    editions
}

#[test]
fn after_an_import_an_audit_finds_what_the_document_says_against_itself() {
    let mut wrong = Vec::new();
    let editions = editions();
    for (name, almanac, spec) in &editions {
        let kind = name.trim_start_matches("documents/").split('.').next().and_then(Kind::find);
        let own = name == "almanac" || kind.is_some_and(|kind| kind.against == Against::Itself);
        let found = audited(&anew(spec.clone(), almanac.clone()).files, almanac.clone(), own);
        wrong.extend(found.into_iter().map(|found| format!("{name}: {found}")));
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
    println!("{} editions were imported, and audited against the result", editions.len());
}

#[test]
fn a_patch_that_is_taken_leaves_nothing_to_take() {
    let mut wrong = Vec::new();
    for (name, almanac, spec) in editions().into_iter().filter(|(name, ..)| !name.starts_with("imports")) {
        let result = imported(spec.clone(), almanac.clone(), true);
        let changed: BTreeMap<&str, &str> =
            result.changed.iter().map(|file| (file.path.as_str(), file.after.as_str())).collect();
        let kept = spec.iter().map(|(_, file)| file.clone()).filter(|file| !changed.contains_key(file.path.as_str()));
        let patched =
            changed.iter().map(|(path, text)| SourceFile { path: (*path).to_owned(), bytes: text.as_bytes().to_vec() });
        let (sources, file) = SourceMap::new(kept.chain(patched).collect()).with(almanac);
        // Lint errors must be fixed by hand first, as the command reports.
        let Ok((model, _)) = load(&sources) else { continue };
        let again = import(
            Known { sources: &sources, model: &model, layout: &model.layouts[0], facts: true, is_there: true },
            file,
        );
        if !again.changed.is_empty() {
            wrong.push(format!("{name}: {:#?}", again.differences));
        }
        if (result.open > 0) != (again.open > 0) {
            wrong.push(format!(
                "{name}: {} open differences after the first import, but {} after the second",
                result.open, again.open
            ));
        }
    }
    assert!(wrong.is_empty(), "{wrong:#?}");
}

#[test]
fn a_layout_alone_is_enough_to_import() {
    let (almanac, _) = apart(&harbor());
    let layout = folder::text(&folder::cases("documents/layout.yaml")).into_bytes();
    let spec =
        skeleton("almanac", layout).unwrap_or_else(|(sources, found)| panic!("{}", found.render(&sources, false)));
    let result = imported(spec, almanac, false);
    let new = sources(&result.files);
    let model = folder::sound(&new);
    assert_eq!(model.workflows.iter().map(|workflow| workflow.key).collect::<Vec<_>>(), [700, 701]);
    assert!(result.differences.is_empty());
}

#[test]
fn a_change_of_the_document_changes_that_and_nothing_else() {
    let again = std::cell::RefCell::new(Vec::new());
    glob!("../../cases/imports", "*.patch", |case| {
        snapshots(case.parent().unwrap_or(case)).bind(|| assert_snapshot!(stem(case), told(case)));
        again.borrow_mut().extend(left(case).map(|left| format!("{}: {left}", stem(case))));
    });
    assert!(again.borrow().is_empty(), "{:#?}", again.borrow());
}

/// Returns the first remaining difference after the changes to the spec were applied, unless some of them must be made
/// by hand.
fn left(case: &Path) -> Option<String> {
    let (almanac, spec) = apart(&patch::apply(&harbor(), &folder::text(case)));
    let result = imported(spec.clone(), almanac.clone(), true);
    let mut files: BTreeMap<String, Vec<u8>> =
        spec.iter().map(|(_, file)| (file.path.clone(), file.bytes.clone())).collect();
    files.extend(result.changed.into_iter().map(|file| (file.path, file.after.into_bytes())));
    let changed = SourceMap::new(files.into_iter().map(|(path, bytes)| SourceFile { path, bytes }).collect());
    if result.differences.iter().any(|difference| difference.by_hand) {
        return None;
    }
    if let Err(found) = load(&changed) {
        // Unknown values result in placeholders, which only a person can fill in.
        let others = found.iter().filter(|finding| !matches!(finding.rule.id, "blank" | "todo"));
        return others.map(|finding| finding.message.clone()).next();
    }
    let result = imported(changed, almanac, true);
    let open = result.differences.iter().find(|difference| difference.decided.is_empty() && !difference.by_hand);
    open.map(|difference| difference.text.clone())
}
