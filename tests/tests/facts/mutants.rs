//! Changes one fact in the spec at a time. Counts how many of these changes the tables detect, and lists the others.
//!
//! If `VERISPEC_FACTS` is `all`, every fact is changed. Otherwise, the test uses a sample from all files.

use std::fmt::Write as _;

use serde_json::{Value, json};

use crate::stated::{Spec, is_fact, key_of};
use crate::{compare, shipped, table, wrong};

/// Files without facts: the layouts of documents and decisions about them.
const NOT_OF_THE_PROVIDER: [&str; 3] = ["layouts/", "tables/", "decisions.yaml"];

/// For each type of spec file, the keys whose values are not facts: names that the spec chooses, and descriptions of
/// the package and the documents.
const OURS: [(&str, &[&str]); 4] = [
    (
        "provider",
        &[
            "/name",
            "/contact",
            "/package",
            "/documents",
            "/services",
            "/regions/US/name",
            "/regions/EU/name",
            "/regions/SG/name",
        ],
    ),
    ("operations", &["/name"]),
    ("capabilities", &["/result"]),
    ("credentials", &["/name"]),
];

/// The sample contains one in this many changes.
const ONE_OF: usize = 9;

enum Mutation {
    /// Replaces the fact with another value.
    Other(Value),
    /// Removes the fact.
    Gone,
}

/// Returns the facts in a file with all possible changes to each.
fn mutants(path: &str, file: &Value) -> Vec<(String, Mutation)> {
    let ours = OURS.iter().find(|(key, _)| *key == key_of(path)).map_or(&[][..], |(_, ours)| ours);
    let mut found = Vec::new();
    let of_schemas = key_of(path) == "schemas";
    collect(file, String::new(), &mut found, of_schemas);
    found.retain(|(at, _)| !ours.iter().any(|ours| at == ours || at.starts_with(&format!("{ours}/"))));
    found
}

fn collect(value: &Value, at: String, found: &mut Vec<(String, Mutation)>, of_schemas: bool) {
    match value {
        Value::Object(map) => {
            // Below `properties`, every key is the name of a payload's field, and not a key of the spec language.
            let are_fields = of_schemas && at.ends_with("/properties");
            for (key, value) in map.iter().filter(|(key, value)| are_fields || is_fact(key, value)) {
                collect(value, format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), found, of_schemas);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let at = format!("{at}/{index}");
                found.push((at.clone(), Mutation::Gone));
                collect(item, at, found, of_schemas);
            }
        }
        Value::Bool(is) => found.push((at, Mutation::Other(json!(!is)))),
        Value::Number(number) => {
            let number = number.as_i64().expect("all numbers in the spec should be integers");
            found.extend([1, -1].map(|more| (at.clone(), Mutation::Other(json!(number + more)))));
        }
        Value::String(text) => found.push((at, Mutation::Other(json!(format!("{text}X"))))),
        Value::Null => {}
    }
}

/// Reports whether the tables detect the changed content of a file.
fn is_noticed(table: &Value, spec: &Spec, path: &str) -> bool {
    let differs = |key: &str| {
        let stated = spec.stated_under(key).unwrap_or(Value::Null);
        !compare::differences(table.get(key).unwrap_or(&Value::Null), &stated).is_empty()
    };
    let has_bodies = ["schemas", "operations", "redirect"].contains(&key_of(path));
    differs(key_of(path)) || has_bodies && differs("bodies")
}

#[test]
fn the_tables_notice_facts_made_wrong() {
    let table = table::facts();
    let mut spec = shipped();
    let paths: Vec<_> =
        spec.0.keys().filter(|path| !NOT_OF_THE_PROVIDER.iter().any(|not| path.starts_with(not))).cloned().collect();
    let one_of = if std::env::var("VERISPEC_FACTS").is_ok_and(|facts| facts == "all") { 1 } else { ONE_OF };
    let (mut seen, mut all, mut survivors, mut unnoticed) = (0, 0, 0, String::new());
    for path in paths {
        let file = spec.0[&path].clone();
        for (at, mutation) in mutants(&path, &file) {
            seen += 1;
            if seen % one_of != 0 {
                continue;
            }
            let mut mutant = file.clone();
            match mutation {
                Mutation::Other(value) => *mutant.pointer_mut(&at).expect("a fact") = value,
                Mutation::Gone => wrong::take(&mut mutant, &at),
            }
            spec.0.insert(path.clone(), mutant);
            all += 1;
            if !is_noticed(&table, &spec, &path) {
                survivors += 1;
                _ = writeln!(unnoticed, "{path} {at}");
            }
        }
        spec.0.insert(path, file);
    }
    println!("the tables alone detect {} of {all} wrong facts", all - survivors);
    println!("{unnoticed}");
    assert!(survivors * 100 <= all * 2, "no table detects {survivors} of {all} wrong facts:\n{unnoticed}");
}
