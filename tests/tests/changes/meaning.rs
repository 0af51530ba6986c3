//! Checks that insignificant changes to order, comments, line numbers and formatting are not reported, and that
//! significant changes are.

use std::collections::BTreeMap;

use quote::ToTokens;
use syn::Item;
use verispec_codegen::diff::{self, Effect};
use verispec_codegen::render;
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_tests::change_case::Loaded;
use verispec_tests::folder;

/// Keys whose values have a significant order. For example, chains run in order, the first state is the initial one,
/// and required fields become arguments in order.
const ORDERED: &[&str] = &["allOf", "chains", "variants", "delays_seconds", "properties", "slots", "states"];

/// Lists of sentences, whose order is significant for readers. Maps with the same keys are unordered.
const READ: &[&str] = &["notes", "facts"];

/// Reverses all keys and lists whose order is insignificant.
pub(crate) fn reversed(spec: &SourceMap) -> SourceMap {
    let file = |file: &SourceFile| {
        // Layouts are unchanged, because the first pattern that matches a document applies.
        if ["layouts/", "tables/"].iter().any(|folder| file.path.starts_with(folder)) {
            return file.clone();
        }
        let mut value: serde_yaml::Value = serde_yaml::from_slice(&file.bytes).expect("the spec should be valid YAML");
        reverse(&mut value, false);
        SourceFile {
            path: file.path.clone(),
            bytes: serde_yaml::to_string(&value).expect("a YAML value should serialize").into_bytes(),
        }
    };
    SourceMap::new(spec.iter().map(|(_, source)| file(source)).collect())
}

fn reverse(value: &mut serde_yaml::Value, is_ordered: bool) {
    match value {
        serde_yaml::Value::Mapping(entries) => {
            let mut pairs: Vec<_> = std::mem::take(entries).into_iter().collect();
            if !is_ordered {
                pairs.reverse();
            }
            for (key, mut value) in pairs {
                // Examples are unchanged, because the comparison includes their order.
                if key.as_str() != Some("examples") {
                    let is_list = value.is_sequence();
                    let keeps = |key: &str| ORDERED.contains(&key) || (READ.contains(&key) && is_list);
                    reverse(&mut value, key.as_str().is_some_and(keeps));
                }
                entries.insert(key, value);
            }
        }
        serde_yaml::Value::Sequence(items) => {
            if !is_ordered {
                items.reverse();
            }
            items.iter_mut().for_each(|item| reverse(item, is_ordered));
        }
        _ => {}
    }
}

fn specs() -> [Loaded; 2] {
    [folder::workspace("spec"), folder::cases("specs/harbor")]
        .map(|path| Loaded::new(folder::spec(&path), "a sound spec").unwrap_or_else(|error| panic!("{error}")))
}

/// Returns the changes that affect more than the docs.
fn semantic(changes: &[diff::Change]) -> Vec<String> {
    let semantic = changes.iter().filter(|change| change.effect() != Effect::None);
    semantic.map(|change| format!("{} {}: {}", change.kind.id, change.what(), change.message)).collect()
}

#[test]
fn another_order_is_no_change() {
    for spec in specs() {
        let other = Loaded::new(reversed(&spec.sources), "reversed").unwrap_or_else(|error| panic!("{error}"));
        assert_ne!(spec.sources, other.sources);
        let changes = diff::diff(spec.spec(), other.spec());
        assert!(changes.is_empty(), "{:?}", changes[0]);
    }
}

/// Returns the variants of each enum and the fields of each struct that implements `Ord`, by file and type.
fn ordered(spec: &Loaded) -> BTreeMap<String, Vec<String>> {
    let files = render::render(&spec.model).into_iter();
    let mut found = BTreeMap::new();
    for file in files.filter(|file| file.path.contains("/src/") && !file.path.contains("/src/runtime/")) {
        for item in syn::parse_file(&file.contents).unwrap_or_else(|error| panic!("{}: {error}", file.path)).items {
            let (name, attributes, parts): (_, _, Vec<String>) = match item {
                Item::Enum(item) => {
                    let parts = item.variants.iter().map(|variant| variant.ident.to_string()).collect();
                    (item.ident, item.attrs, parts)
                }
                Item::Struct(item) => {
                    let names = item.fields.iter().filter_map(|field| field.ident.as_ref());
                    (item.ident, item.attrs, names.map(ToString::to_string).collect())
                }
                _ => continue,
            };
            let derives = |attribute: &syn::Attribute| attribute.meta.to_token_stream().to_string().contains("Ord");
            if attributes.iter().any(derives) {
                found.insert(format!("{}: {name}", file.path), parts);
            }
        }
    }
    found
}

/// Checks that the order of types that implement `Ord` does not depend on the order of the spec.
#[test]
fn another_order_in_the_spec_is_the_same_order_for_programs() {
    let mut several = 0;
    for spec in specs() {
        let other = Loaded::new(reversed(&spec.sources), "reversed").unwrap_or_else(|error| panic!("{error}"));
        let (before, after) = (ordered(&spec), ordered(&other));
        several += before.values().filter(|parts| parts.len() > 1).count();
        assert_eq!(before, after);
    }
    assert!(several > 10, "only {several} types implement `Ord`");
}

/// Returns the spec with each slot repeated, which results in several identical slots. Workflows with a credential on
/// file are unchanged, because their requests must refer to each slot.
fn doubled(spec: &SourceMap) -> SourceMap {
    let on_file = |slot: &serde_yaml::Value| slot.get("origin").and_then(|origin| origin.as_str()) == Some("on_file");
    let file = |file: &SourceFile| {
        let mut value: serde_yaml::Value = serde_yaml::from_slice(&file.bytes).expect("the spec should be valid YAML");
        if let Some(slots) = value.get_mut("slots").and_then(serde_yaml::Value::as_sequence_mut) {
            let again = if slots.iter().any(on_file) { Vec::new() } else { slots.clone() };
            slots.extend(again);
        }
        SourceFile {
            path: file.path.clone(),
            bytes: serde_yaml::to_string(&value).expect("a YAML value should serialize").into_bytes(),
        }
    };
    SourceMap::new(spec.iter().map(|(_, source)| file(source)).collect())
}

#[test]
fn a_spec_is_itself_even_if_slots_are_alike() {
    for spec in specs() {
        let twice = || Loaded::new(doubled(&spec.sources), "doubled").unwrap_or_else(|error| panic!("{error}"));
        let (one, other) = (twice(), twice());
        assert!(diff::diff(one.spec(), other.spec()).is_empty());
        // Checks that removing one of two identical slots is reported, and nothing else.
        let gone = diff::diff(one.spec(), spec.spec());
        assert!(gone.iter().all(|change| change.kind.id == "slot-removed"), "{gone:?}");
        let slots: usize = spec.spec().model.workflows.iter().map(|workflow| workflow.slots.len()).sum();
        let doubled: usize = one.spec().model.workflows.iter().map(|workflow| workflow.slots.len()).sum();
        assert_eq!(gone.len(), doubled - slots);
        assert!(!gone.is_empty());
    }
}

#[test]
fn other_words_are_no_change_but_to_readers() {
    for spec in specs() {
        let reworded = |file: &SourceFile| {
            let text = String::from_utf8_lossy(&file.bytes);
            let lines =
                text.lines().map(|line| match line.trim_start().starts_with("summary: ") && line.ends_with('.') {
                    true => format!("{} Or so it is said.\n", line),
                    false => format!("{line}\n"),
                });
            SourceFile { path: file.path.clone(), bytes: lines.collect::<String>().into_bytes() }
        };
        let sources = SourceMap::new(spec.sources.iter().map(|(_, file)| reworded(file)).collect());
        let other = Loaded::new(sources, "reworded").unwrap_or_else(|error| panic!("{error}"));
        let changes = diff::diff(spec.spec(), other.spec());
        assert_eq!(semantic(&changes), Vec::<String>::new());
        assert!(changes.len() > 10, "{} texts", changes.len());
        assert!(changes.iter().all(|change| change.kind.id == "text-reworded"), "{:?}", changes[0]);
    }
}

#[test]
fn other_lines_are_no_change_at_all() {
    for spec in specs() {
        let moved = |file: &SourceFile| {
            let text =
                String::from_utf8_lossy(&file.bytes).replace("\"almanac: Berths\"", "\"almanac: Berths, lines 12-40\"");
            SourceFile {
                path: file.path.clone(),
                bytes: format!("# A comment.\n\n{text}\n\n# The end.\n").into_bytes(),
            }
        };
        let sources = SourceMap::new(spec.sources.iter().map(|(_, file)| moved(file)).collect());
        let other = Loaded::new(sources, "moved").unwrap_or_else(|error| panic!("{error}"));
        let changes = diff::diff(spec.spec(), other.spec());
        assert!(changes.is_empty(), "{changes:?}");
    }
}

/// Checks that comparing with an unrelated spec reports everything as removed or added, and does not match any items.
#[test]
fn two_providers_have_nothing_in_common() {
    let [ours, harbor] = specs();
    let changes = diff::diff(ours.spec(), harbor.spec());
    let count = |id: &str| changes.iter().filter(|change| change.kind.id == id).count();
    assert_eq!(count("workflow-removed"), ours.model.workflows.len());
    assert_eq!(count("workflow-added"), harbor.model.workflows.len());
    let renamed: Vec<&str> = changes
        .iter()
        .filter(|change| change.kind.id.ends_with("-renamed"))
        .map(|change| change.message.as_str())
        .collect();
    assert_eq!(renamed, ["The crate was renamed to harbor-clearance."]);
}
