//! Checks that `audit` and `import` select the layout that fits a document.

use std::fs;
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use xtask::root::toolkit;
use xtask::{Outcome, audit, import};

use super::{Said, copy, harbor, said};

/// Returns a copy of the harbor's spec with the layouts of the almanac and the guide.
fn spec() -> TempDir {
    let folder = copy(&harbor());
    for (from, to) in [("documents/layout.yaml", "layouts/almanac.yaml"), ("tables/tables.yaml", "tables/signals.yaml")]
    {
        let to = folder.path().join(to);
        fs::create_dir_all(to.parent().expect("the target should have a parent folder")).expect("it is writable");
        fs::copy(case(from), to).expect("it is writable");
    }
    folder
}

fn case(path: &str) -> PathBuf {
    toolkit().expect("this checkout").join("tests/cases").join(path)
}

fn audited(spec: &Path, document: &Path, id: Option<&str>) -> Said {
    let options = audit::Options {
        path: document.to_path_buf(),
        spec: Some(spec.to_path_buf()),
        document: id.map(str::to_owned),
        now: "2025-01-01T00:00:00.000Z".parse().ok(),
        ..audit::Options::default()
    };
    said(|console| audit::run(&options, console))
}

fn imported(spec: &Path, document: &Path, out: &Path) -> Said {
    let options = import::Options {
        document: Some(document.to_path_buf()),
        out: Some(out.to_path_buf()),
        observed: Vec::new(),
        spec: Some(spec.to_path_buf()),
        layout: None,
        document_id: Some("signals".to_owned()),
        patch: None,
    };
    said(|console| import::run(&options, console))
}

#[test]
fn the_layout_that_fits_is_taken() {
    let spec = spec();
    for (document, id) in [("documents/almanac.md", "almanac"), ("tables/signals.md", "signals")] {
        let found = audited(spec.path(), &case(document), None);
        assert_eq!(found.outcome, Ok(Outcome::Fine), "{}", found.out);
        assert!(found.err.contains(&format!("compared as `{id}`")), "{}", found.err);
        let named = audited(spec.path(), &case(document), Some(id));
        assert_eq!((named.outcome, named.out, named.err), (found.outcome, found.out, String::new()));
    }
}

#[test]
fn a_document_of_another_layout_is_told_in_one_line() {
    let spec = spec();
    for (document, id) in [("documents/almanac.md", "signals"), ("tables/signals.md", "almanac")] {
        let found = audited(spec.path(), &case(document), Some(id));
        assert_eq!(found.outcome, Ok(Outcome::Findings), "{}", found.out);
        assert!(found.out.lines().count() == 1 && found.out.contains("this is another document"), "{}", found.out);
    }
    let folder = tempfile::tempdir().expect("a temporary folder");
    let other = folder.path().join("other.md");
    fs::write(&other, "# Recipes\n\nFry it.\n").expect("it is writable");
    let found = audited(spec.path(), &other, None);
    assert!(found.out.lines().count() == 1 && found.out.contains("this is another document"), "{}", found.out);
    let found = audited(spec.path(), &other, Some("charts"));
    assert!(found.outcome.is_err_and(|error| error.contains("almanac, signals")));
}

/// Checks that a document of which most is not in the edition is another one, unless somebody says that it is not.
#[test]
fn a_sibling_of_an_edition_is_told_in_one_line() {
    let spec = spec();
    let layout = spec.path().join("tables/signals.yaml");
    let text = fs::read_to_string(&layout).expect("the file should be readable");
    let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("no_edition:")).collect();
    let signals = fs::read_to_string(case("tables/signals.md")).expect("the file should be readable");
    fs::write(&layout, kept.join("\n") + "\n").expect("it is writable");
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let patch = elsewhere.path().join("edition.patch");
    let options = import::Options {
        document: Some(case("tables/signals.md")),
        out: Some(spec.path().to_path_buf()),
        observed: Vec::new(),
        spec: Some(spec.path().to_path_buf()),
        layout: None,
        document_id: Some("signals".to_owned()),
        patch: Some(patch.clone()),
    };
    assert_eq!(said(|console| import::run(&options, console)).outcome, Ok(Outcome::Findings));
    let patch = fs::read_to_string(&patch).expect("the file should be readable");
    let added = patch.lines().filter_map(|line| line.strip_prefix('+').filter(|_| !line.starts_with("+++")));
    let followed: String = kept.iter().copied().chain(added).map(|line| format!("{line}\n")).collect();
    fs::write(&layout, followed).expect("it is writable");
    let longer = |count: usize| {
        let section = |number: usize| {
            format!("\n## Buoy {number}\n\nIt rings {number} times.\n\nIt has bell {number}.\n\n- And light {number}\n")
        };
        let document = elsewhere.path().join("sibling.md");
        fs::write(&document, signals.clone() + &(0..count).map(section).collect::<String>()).expect("it is writable");
        document
    };
    let newer = audited(spec.path(), &longer(10), None);
    assert!(newer.out.contains("text-differs"), "{:?} {}{}", newer.outcome, newer.out, newer.err);
    let other = audited(spec.path(), &longer(60), None);
    assert_eq!((other.outcome, other.out.lines().count()), (Ok(Outcome::Findings), 1), "{}", other.out);
    assert!(other.out.contains("this is not an edition of Signals and Flags: 16 of its 76 headings"), "{}", other.out);
    let named = audited(spec.path(), &longer(60), Some("signals"));
    assert!(named.out.contains("text-differs"), "{}", named.out);
}

/// Checks that a document that is named like one without a layout is not compared with another layout.
#[test]
fn a_document_without_a_layout_is_told_in_one_line() {
    let spec = spec();
    fs::remove_file(spec.path().join("layouts/almanac.yaml")).expect("it is there");
    let found = audited(spec.path(), &case("documents/almanac.md"), None);
    assert_eq!((found.outcome, found.out.lines().count()), (Ok(Outcome::Findings), 1), "{}", found.out);
    assert!(found.out.contains("this is named like `almanac`, The Tidewater Almanac"), "{}", found.out);
}

/// Checks that an import records the edition, and that later differences become open decisions.
#[test]
fn an_import_of_tables_takes_over_the_edition() {
    let spec = spec();
    // A layout that gives a reason for having no edition does not get one.
    let none = imported(spec.path(), &case("tables/signals.md"), spec.path());
    assert!(none.outcome == Ok(Outcome::Fine) && none.out.is_empty(), "{}{}", none.out, none.err);
    let layout = spec.path().join("tables/signals.yaml");
    let text = fs::read_to_string(&layout).expect("the file should be readable");
    let kept: Vec<&str> = text.lines().filter(|line| !line.starts_with("no_edition:")).collect();
    assert!(kept.len() < text.lines().count());
    fs::write(&layout, kept.join("\n") + "\n").expect("it is writable");
    let open = audited(spec.path(), &case("tables/signals.md"), None);
    assert_eq!(open.outcome, Ok(Outcome::Findings), "{}", open.out);
    assert!(open.out.contains("warning[no-edition]") && open.out.contains("`import`"), "{}", open.out);
    let first = imported(spec.path(), &case("tables/signals.md"), spec.path());
    assert_eq!(first.outcome, Ok(Outcome::Findings), "{}", first.err);
    assert!(first.out.contains("+edition: "), "{}", first.out);
    assert!(first.out.contains("The name must not be that of a ship"), "{}", first.out);
    let changed =
        fs::read_to_string(case("tables/signals.md")).expect("the file should be readable").replace("| 8 |", "| 9 |");
    let elsewhere = tempfile::tempdir().expect("a temporary folder");
    let document = elsewhere.path().join("changed.md");
    fs::write(&document, changed).expect("it is writable");
    let second = imported(spec.path(), &document, spec.path());
    assert_eq!(second.outcome, Ok(Outcome::Findings), "{}", second.err);
    assert!(second.out.contains("open-field-limit-differs"), "{}", second.out);
    let new = imported(spec.path(), &document, &elsewhere.path().join("new"));
    assert!(new.outcome.is_err_and(|error| error.contains("the document cannot become a new spec")));
}
