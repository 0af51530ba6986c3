//! Checks that the tables detect every kind of wrong fact in `tests/cases/wrong_facts.yaml`.

use serde::Deserialize;
use serde_json::Value;
use verispec_tests::folder;

use crate::{compare, shipped, table};

/// A fact in the spec and a wrong replacement.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Wrong {
    name: String,
    file: String,
    /// The JSON Pointer to the fact. The index `*` selects the item that equals `was`.
    at: String,
    /// The value in the spec. The test fails if it differs, because the case is then out of date.
    was: Value,
    /// The replacement. If it is absent, the fact is removed.
    is: Option<Value>,
}

#[test]
fn the_tables_notice_a_wrong_fact_of_every_kind() {
    let table = table::facts();
    let wrong: Vec<Wrong> = serde_yaml::from_str(&folder::text(&folder::cases("wrong_facts.yaml")))
        .expect("the file should contain a list of wrong facts");
    assert!(wrong.len() >= 20, "there are only {} kinds of wrong facts", wrong.len());
    for mut wrong in wrong {
        let mut spec = shipped();
        let file = spec
            .0
            .get_mut(&wrong.file)
            .unwrap_or_else(|| panic!("{}: the spec has no file {}", wrong.name, wrong.file));
        if let Some(list) = wrong.at.strip_suffix("/*") {
            let items = file.pointer(list).and_then(Value::as_array).into_iter().flatten();
            let index = items.into_iter().position(|item| *item == wrong.was);
            wrong.at =
                format!("{list}/{}", index.unwrap_or_else(|| panic!("{}: {list} lacks {}", wrong.name, wrong.was)));
        }
        let fact =
            file.pointer_mut(&wrong.at).unwrap_or_else(|| panic!("{}: there is no value at {}", wrong.name, wrong.at));
        assert_eq!(*fact, wrong.was, "{}: {} has changed", wrong.name, wrong.at);
        match wrong.is {
            Some(is) => *fact = is,
            None => take(file, &wrong.at),
        }
        assert!(
            !compare::differences(&table, &spec.stated()).is_empty(),
            "{}: no table detects the wrong fact",
            wrong.name
        );
    }
}

/// Removes the value at a JSON Pointer from a list or a map.
pub(crate) fn take(file: &mut Value, at: &str) {
    let (outer, key) = at.rsplit_once('/').expect("the pointer should refer to a value within the file");
    match file.pointer_mut(outer) {
        Some(Value::Array(items)) => _ = items.remove(key.parse().expect("an index")),
        Some(Value::Object(map)) => _ = map.remove(&key.replace("~1", "/").replace("~0", "~")).expect("a key"),
        _ => panic!("there is no list or map at {outer}"),
    }
}
