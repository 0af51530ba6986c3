//! Merges the tables in `tests/cases/facts/` into one, in which every fact occurs once.

use std::collections::BTreeSet;

use serde::Deserialize;
use serde_json::{Map, Value};
use verispec_tests::folder;

/// The source of facts that are not in any document.
pub(crate) const OURS: &str = "ours";

/// The facts in a section of a document.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Section {
    section: String,
    facts: Map<String, Value>,
}

fn read() -> Vec<Section> {
    let files = folder::files(&folder::cases("facts"), ".yaml").into_iter();
    let sections = files.flat_map(|file| {
        let read: Result<Vec<Section>, _> = serde_yaml::from_str(&folder::text(&file));
        read.unwrap_or_else(|error| panic!("{}: {error}", file.display()))
    });
    sections.collect()
}

/// The sections of the documents that the facts come from.
pub(crate) fn sections() -> BTreeSet<String> {
    read().into_iter().map(|section| section.section).collect()
}

/// The facts of all sections.
pub(crate) fn facts() -> Value {
    let mut all = Map::new();
    for section in read() {
        for (key, value) in section.facts {
            let value = if key == "bodies" { one_by_one(&value) } else { value };
            add(&mut all, key.clone(), value, &format!("{}: {key}", section.section));
        }
    }
    Value::Object(all)
}

/// Returns the bodies by operation. The key `create_account, update_account request` means the requests of both
/// operations.
fn one_by_one(bodies: &Value) -> Value {
    let mut all = Map::new();
    for (names, fields) in bodies.as_object().expect("the tables should contain bodies by operation") {
        let (operations, direction) = names.rsplit_once(' ').unwrap_or((names, ""));
        for operation in operations.split(", ") {
            all.insert(format!("{operation} {direction}").trim().to_owned(), fields.clone());
        }
    }
    Value::Object(all)
}

/// Adds facts below a key, and fails for one that already exists.
fn add(all: &mut Map<String, Value>, key: String, value: Value, place: &str) {
    match (all.get_mut(&key), value) {
        (None, value) => _ = all.insert(key, value),
        (Some(Value::Object(there)), Value::Object(more)) => {
            for (inner, value) in more {
                let place = format!("{place}/{inner}");
                add(there, inner, value, &place);
            }
        }
        (Some(_), _) => panic!("{place}: the tables already contain this fact"),
    }
}
