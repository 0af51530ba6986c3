//! Checks that a renamed item is reported as one change, regardless of how many places refer to it, and that other
//! changes are reported separately.

use verispec_codegen::diff::{self, Effect};
use verispec_codegen::rename::{self, Item};
use verispec_codegen::source::SourceMap;
use verispec_tests::change_case::Loaded;
use verispec_tests::folder;
use verispec_tests::random::Random;

use crate::complete::{edited, edits};

/// The maximum number of names of one kind that are tried in each spec. A spec can have a hundred labels.
const MOST_OF_A_KIND: usize = 8;

/// The number of edits that are made in addition to each rename.
const EDITS: usize = 1;

/// The maximum number of edits to try until one leaves the spec valid.
const MOST_TRIED: usize = 60;

fn kind(item: Item) -> &'static str {
    match item {
        Item::Workflow => "workflow-renamed",
        Item::Operation => "operation-renamed",
        Item::Capability => "capability-renamed",
        Item::Channel => "channel-renamed",
        Item::Credential => "credential-renamed",
        Item::Label => "label-renamed",
    }
}

fn new_name(item: Item, name: &str) -> String {
    match item {
        Item::Workflow | Item::Operation => format!("{name}_anew"),
        Item::Capability => format!("{name}Anew"),
        Item::Channel | Item::Credential | Item::Label => format!("{name}_ANEW"),
    }
}

/// Returns some names of each kind, except names that are also used for another kind of item.
fn names(spec: &Loaded) -> Vec<(Item, String)> {
    let names = rename::names(&spec.model);
    let is_single = |name: &String| names.values().filter(|names| names.contains(name)).count() == 1;
    let mut found = Vec::new();
    for (item, all) in &names {
        let mut own: Vec<&String> = all.iter().filter(|name| is_single(name)).collect();
        own.sort();
        own.dedup();
        let stride = own.len().div_ceil(MOST_OF_A_KIND).max(1);
        found.extend(own.into_iter().step_by(stride).map(|name| (*item, name.clone())));
    }
    found
}

fn load(sources: SourceMap) -> Option<Loaded> {
    Loaded::new(sources, "renamed").ok()
}

fn told(old: &Loaded, new: &Loaded) -> Vec<String> {
    let changes = diff::diff(old.spec(), new.spec());
    changes.iter().map(|change| format!("{} {}: {}", change.kind.id, change.what(), change.message)).collect()
}

fn ids(changes: &[String]) -> Vec<&str> {
    let mut ids: Vec<&str> = changes.iter().filter_map(|change| change.split(' ').next()).collect();
    ids.sort_unstable();
    ids
}

#[test]
fn a_renamed_item_is_one_change_and_what_else_changed_is_told_beside_it() {
    let mut random = Random(16);
    let (mut wrong, mut renamed, mut beside) = (Vec::new(), 0, 0);
    for path in [folder::workspace("spec"), folder::cases("specs/harbor")] {
        let spec = Loaded::new(folder::spec(&path), "a sound spec").unwrap_or_else(|error| panic!("{error}"));
        for (item, old) in names(&spec) {
            let new = new_name(item, &old);
            let sources = rename::renamed(&spec.sources, item, &old, &new);
            // For example, a label of one letter can be part of a fixed list elsewhere.
            let Some(other) = sources.and_then(load) else { continue };
            renamed += 1;
            for (from, to) in [(&spec, &other), (&other, &spec)] {
                let changes = diff::diff(from.spec(), to.spec());
                let is_one = matches!(changes.as_slice(), [change]
                    if change.kind.id == kind(item) && change.effect() == Effect::Breaking);
                if !is_one {
                    wrong.push(format!("{item:?} {old}: {}", told(from, to).join("\n    ")));
                }
            }
            let edits = edits(&other.sources);
            let (mut made, mut tried) = (0, 0);
            while made < EDITS && tried < MOST_TRIED {
                tried += 1;
                let (path, way, value) = &edits[random.below(edits.len())];
                let Some(last) = load(edited(&other.sources, path, way, value.clone())) else { continue };
                let own = told(&other, &last);
                let all = told(&spec, &last);
                if own.is_empty() || !rename::names(&last.model).get(&item).is_some_and(|names| names.contains(&new)) {
                    continue;
                }
                (made, beside) = (made + 1, beside + 1);
                let mut expected = ids(&own);
                expected.push(kind(item));
                expected.sort_unstable();
                if ids(&all) != expected {
                    let (own, all) = (own.join("\n      "), all.join("\n      "));
                    wrong.push(format!(
                        "{item:?} {old} and {path} {way:?} {value:?}:\n    own\n      {own}\n    all\n      {all}"
                    ));
                }
            }
        }
    }
    println!("{renamed} renamed items, and {beside} other edits made in addition to them");
    assert!(wrong.is_empty(), "{} wrong\n{}", wrong.len(), wrong.join("\n"));
    assert!(renamed > 40 && beside > 40, "only {renamed} renamed items and {beside} other edits");
}
