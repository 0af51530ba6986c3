//! Checks that each kind of change is documented, and has a case in which only that kind is found, with its location
//! and effects.

use std::collections::BTreeSet;

use verispec_codegen::diff::{self, Area, Effect};
use verispec_tests::change_case::{ChangeCase, Effects};
use verispec_tests::folder;

#[test]
fn every_kind_is_documented() {
    let ids: Vec<&str> = diff::kinds().map(|kind| kind.id).collect();
    assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len(), "two kinds of change have the same id");
    assert!(ids.len() >= 40, "there are only {} kinds of change", ids.len());
    for kind in diff::kinds() {
        for sentence in [kind.what, kind.to_do] {
            assert!(sentence.ends_with('.'), "{}: {sentence:?} should end with a period", kind.id);
        }
        assert!(diff::find(kind.id).is_some_and(|found| found == kind), "{}", kind.id);
    }
}

#[test]
fn every_audience_has_kinds() {
    let has = |wanted: &dyn Fn(&diff::Kind) -> bool| diff::kinds().filter(|kind| wanted(kind)).count();
    assert!(has(&|kind| kind.wire == Effect::Breaking) > 10);
    assert!(has(&|kind| kind.rust == Effect::Breaking) > 10);
    assert!(has(&|kind| kind.behaviour == Effect::Breaking) > 10);
    assert!(has(&|kind| kind.is_docs_only()) > 3);
}

#[test]
fn every_case_has_its_change_and_no_other() {
    let mut wrong = Vec::new();
    let mut covered = BTreeSet::new();
    for case in ChangeCase::all() {
        covered.insert(case.kind.id);
        let changes = case.changes();
        let mut found: Vec<&str> = changes.iter().map(|change| change.kind.id).collect();
        found.sort_unstable();
        found.dedup();
        let told: Vec<String> = changes
            .iter()
            .map(|change| format!("    {} {}: {}", change.kind.id, change.what(), change.message))
            .collect();
        if found != case.expected {
            wrong.push(format!("{}: expected {:?}, found\n{}", case.name, case.expected, told.join("\n")));
            continue;
        }
        for change in changes.iter().filter(|change| change.kind == case.kind) {
            let what = case.what.clone().unwrap_or_else(|| change.what());
            if change.what() != what || Effects::of(change) != case.effects {
                wrong.push(format!(
                    "{}: {} {:?}, not {what} {:?}",
                    case.name,
                    change.what(),
                    Effects::of(change),
                    case.effects
                ));
            }
            if let Some(says) = case.says.as_ref().filter(|says| !change.message.contains(says.as_str())) {
                wrong.push(format!("{}: {:?} should contain {says:?}", case.name, change.message));
            }
            let sides = [&change.old, &change.new].map(|side| side.as_ref().is_none_or(|side| side.span.is_some()));
            if sides != [true, true] || (change.old.is_none() && change.new.is_none()) {
                wrong.push(format!("{}: {:?} points nowhere", case.name, change));
            }
        }
    }
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
    // Changes caused by the generator have separate cases.
    let of_specs = diff::kinds().filter(|kind| kind.area != Area::Crate);
    let missing: Vec<&str> = of_specs.map(|kind| kind.id).filter(|id| !covered.contains(id)).collect();
    assert!(missing.is_empty(), "there is no case in tests/cases/diff for {missing:?}");
}

/// Checks that every kind has a row on the page in the docs to which findings and changelogs link.
#[test]
fn every_kind_is_on_the_page() {
    let page = folder::text(&folder::workspace("generated/docs/changes.md"));
    for kind in diff::kinds() {
        assert!(page.contains(&format!("\n### {}\n\n", kind.id)), "changes.md does not describe {}", kind.id);
    }
}

/// Checks that comparing in reverse works, too: added items are then removed, and no change disappears.
#[test]
fn every_case_changes_something_the_other_way_round() {
    for case in ChangeCase::all() {
        let back = diff::diff(case.new.spec(), case.old.spec());
        assert!(!back.is_empty(), "{}", case.name);
        assert!(diff::diff(case.new.spec(), case.new.spec()).is_empty(), "{}", case.name);
        let docs_only = |changes: &[diff::Change]| changes.iter().all(|change| change.effect() == Effect::None);
        assert_eq!(docs_only(&back), docs_only(&case.changes()), "{}", case.name);
    }
}
