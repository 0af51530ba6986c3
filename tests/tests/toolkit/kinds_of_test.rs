//! Checks the kinds of test in rules: each is defined in three places, and the comparison of two tests agrees with the
//! values that pass them.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use verispec_codegen::ir::{ASKS, Ask, Duration, Model, Operand, Subject, Takes, Test};
use verispec_tests::folder;

/// The path of a file, and the identifier with which it refers to a kind of test.
type Place = (&'static str, fn(&Ask) -> &'static str);

/// The files that define each kind of test.
const PLACES: [Place; 3] = [
    ("codegen/spec/src/syntax/predicate.rs", |ask| ask.key),
    ("codegen/model/src/ir/test.rs", |ask| ask.key),
    ("codegen/runtime/src/runtime/judging/predicate.rs", |ask| ask.function),
];

/// Keys without any other meaning, which the test uses to find additional places that refer to a kind.
const UNMISTAKABLE: [&str; 8] = [
    "in_list",
    "max_age_years",
    "max_duration",
    "min_duration",
    "not_in_future",
    "query_without",
    "subset_of",
    "url_without",
];

/// Reports whether an identifier occurs in a text.
fn names(text: &str, identifier: &str) -> bool {
    text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|word| word == identifier)
}

#[test]
fn a_kind_of_test_stands_in_the_three_places_that_contributing_names() {
    let contributing = folder::text(&folder::workspace("CONTRIBUTING.md"));
    let language = folder::text(&folder::workspace("spec/README.md"));
    for (place, name) in PLACES {
        assert!(contributing.contains(&format!("`{place}`")), "CONTRIBUTING.md does not mention {place}");
        let text = folder::text(&folder::workspace(place));
        for ask in ASKS {
            assert!(names(&text, name(ask)), "{place} does not contain `{}`", name(ask));
        }
    }
    for ask in ASKS {
        assert!(language.contains(&format!("`{}", ask.key)), "spec/README.md does not describe `{}`", ask.key);
    }
    let places: BTreeSet<_> = PLACES.iter().map(|(place, _)| folder::workspace(place)).collect();
    let sources = folder::files(&folder::workspace("codegen"), ".rs").into_iter();
    for file in sources.filter(|file| !places.contains(file) && file.iter().all(|part| part != "tests")) {
        let text = folder::text(&file);
        for key in UNMISTAKABLE {
            assert!(
                !names(&text, key),
                "{} refers to `{key}`, so adding a kind of test would require a change to this file, too",
                file.display()
            );
        }
    }
}

/// Returns values of each type for tests to judge.
fn values(takes: Takes) -> Vec<Value> {
    match takes {
        Takes::Text => ["", "a", "b", "c", "1s", "59s", "1m", "2h"].map(Value::from).to_vec(),
        Takes::Time => ["2000-01-01T00:00:00.000Z", "2020-06-01T00:00:00.000Z", "soon"].map(Value::from).to_vec(),
        Takes::Flag => vec![json!(true), json!(false)],
        Takes::Number => vec![json!(-1), json!(0), json!(1), json!(2), json!(2.5), json!(3)],
        Takes::Texts | Takes::Length => vec![json!([]), json!(["a"]), json!(["b"]), json!(["a", "b", "a"])],
    }
}

/// Returns possible operands for a kind of test.
fn operands(model: &Model, ask: &Ask) -> Vec<Operand> {
    let words = [vec!["a"], vec!["b"], vec!["a", "b"], vec!["b", "c"]];
    let words = words.map(|words| Operand::Words(words.into_iter().map(str::to_owned).collect()));
    let all = words.into_iter().chain([true, false].map(Operand::Flag)).chain([0, 1, 2].map(Operand::Number));
    let durations = ["1s", "1m", "90m"].into_iter().filter_map(Duration::parse).map(Operand::Duration);
    let all = all.chain([0, 1, 2, 25].map(Operand::Count)).chain(durations);
    // An unsuitable operand does not result in a test.
    all.filter(|operand| values(ask.takes).iter().any(|value| holds(model, ask, operand, value).is_some())).collect()
}

fn holds(model: &Model, ask: &Ask, operand: &Operand, value: &Value) -> Option<bool> {
    let now = "2024-03-04T12:00:00.000Z".parse().ok();
    (ask.holds)(&Subject { model, value: Some(value), other: None, now }, operand)
}

#[test]
fn tests_compare_as_the_values_that_pass_them() {
    let model = folder::shipped();
    let mut compared = 0;
    for a in ASKS {
        for b in ASKS.iter().filter(|b| b.takes == a.takes) {
            for (this, that) in operands(&model, a)
                .iter()
                .flat_map(|this| operands(&model, b).into_iter().map(move |that| (this, that)))
            {
                let passes = |ask: &Ask, operand: &Operand| -> Vec<bool> {
                    values(ask.takes).iter().map(|value| holds(&model, ask, operand, value) == Some(true)).collect()
                };
                let (these, those) = (passes(a, this), passes(b, &that));
                let (x, y) = (Test::Ask(a, this.clone()), Test::Ask(b, that));
                let both = these.iter().zip(&those).any(|(this, that)| *this && *that);
                assert!(!(x.accepts().excludes(y.accepts()) && both), "{x:?} excludes {y:?}, but a value passes both");
                let within = these.iter().zip(&those).all(|(this, that)| !this || *that);
                if a.key == b.key && x.accepts().is_tighter_than(y.accepts()) == Some(true) {
                    assert!(within, "{x:?} is tighter than {y:?}, but a value passes only the tighter test");
                    compared += 1;
                }
                compared += usize::from(x.accepts().excludes(y.accepts()));
            }
        }
    }
    assert!(compared > 20, "only {compared} pairs of tests could be compared");
}
