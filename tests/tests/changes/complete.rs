//! Checks completeness: every removal or change in the example spec that affects the output is reported.

use std::collections::BTreeMap;

use serde_yaml::Value;
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_codegen::{diff, generate, load};
use verispec_tests::change_case::Loaded;

/// The test tries every nth edit. The number is prime, so that the sample includes all kinds of edits.
const STRIDE: usize = 13;

/// Returns every edit: the file, the path to the value, and its replacement, or `None` if the value is removed.
pub(crate) fn edits(spec: &SourceMap) -> Vec<(String, Vec<usize>, Option<Value>)> {
    let values: Vec<(String, Value)> = spec
        .iter()
        .map(|(_, file)| {
            (file.path.clone(), serde_yaml::from_slice(&file.bytes).expect("the spec should be valid YAML"))
        })
        .collect();
    let mut words: BTreeMap<String, Vec<Value>> = BTreeMap::new();
    for (_, value) in &values {
        collect(value, "", &mut words);
    }
    let mut found = Vec::new();
    for (path, value) in &values {
        walk(value, "", &mut Vec::new(), &mut |way, key, value| {
            found.push((path.clone(), way.to_vec(), None));
            let other = match value {
                Value::Bool(truth) => Some(Value::Bool(!truth)),
                Value::Number(number) => number.as_i64().map(|number| Value::from(number + 1)),
                Value::String(text) => {
                    let known = words.get(key).into_iter().flatten().find(|known| *known != value);
                    Some(known.cloned().unwrap_or_else(|| Value::from(format!("{text} More."))))
                }
                _ => None,
            };
            found.extend(other.map(|other| (path.clone(), way.to_vec(), Some(other))));
        });
    }
    found
}

/// Collects the strings under each key.
fn collect(value: &Value, key: &str, words: &mut BTreeMap<String, Vec<Value>>) {
    walk(value, key, &mut Vec::new(), &mut |_, key, value| {
        if value.is_string() {
            words.entry(key.to_owned()).or_default().push(value.clone());
        }
    });
}

/// Visits every value below this one, with its path and the key that it or its list belongs to.
fn walk(value: &Value, key: &str, way: &mut Vec<usize>, visit: &mut dyn FnMut(&[usize], &str, &Value)) {
    let children: Vec<(&str, &Value)> = match value {
        Value::Mapping(entries) => {
            entries.iter().map(|(key, value)| (key.as_str().unwrap_or_default(), value)).collect()
        }
        Value::Sequence(items) => items.iter().map(|item| (key, item)).collect(),
        _ => Vec::new(),
    };
    for (index, (key, child)) in children.into_iter().enumerate() {
        way.push(index);
        visit(way, key, child);
        walk(child, key, way, visit);
        way.pop();
    }
}

fn edit(value: &mut Value, way: &[usize], other: Option<Value>) {
    let (index, rest) = way.split_first().expect("the path to a value should have at least one step");
    match (value, rest.is_empty(), other) {
        (Value::Mapping(entries), true, None) => {
            let key = entries.keys().nth(*index).expect("the mapping should have a key at this index").clone();
            entries.shift_remove(&key);
        }
        (Value::Sequence(items), true, None) => {
            items.remove(*index);
        }
        (Value::Mapping(entries), true, Some(other)) => *entries.values_mut().nth(*index).expect("it exists") = other,
        (Value::Sequence(items), true, Some(other)) => items[*index] = other,
        (Value::Mapping(entries), false, other) => {
            edit(entries.values_mut().nth(*index).expect("it exists"), rest, other);
        }
        (Value::Sequence(items), false, other) => edit(&mut items[*index], rest, other),
        _ => panic!("the path continues below a scalar"),
    }
}

pub(crate) fn edited(spec: &SourceMap, path: &str, way: &[usize], other: Option<Value>) -> SourceMap {
    let file = |file: &SourceFile| {
        if file.path != path {
            return file.clone();
        }
        let mut value: Value = serde_yaml::from_slice(&file.bytes).expect("the spec should be valid YAML");
        edit(&mut value, way, other.clone());
        SourceFile {
            path: path.to_owned(),
            bytes: serde_yaml::to_string(&value).expect("an edited YAML value should serialize").into_bytes(),
        }
    };
    SourceMap::new(spec.iter().map(|(_, source)| file(source)).collect())
}

#[test]
fn whatever_shows_in_the_output_is_told() {
    let harbor = Loaded::harbor();
    let output = generate(&harbor.sources).expect("the spec is valid").files;
    let (mut sound, mut swallowed) = (0, Vec::new());
    let tried = |(index, (path, ..)): &(usize, (String, Vec<usize>, Option<Value>))| {
        index % STRIDE == 0 || path == "readings.yaml"
    };
    for (_, (path, way, other)) in edits(&harbor.sources).into_iter().enumerate().filter(tried) {
        let sources = edited(&harbor.sources, &path, &way, other.clone());
        let Ok((model, _)) = load(&sources) else { continue };
        sound += 1;
        let other_spec = Loaded { sources, model };
        if !diff::diff(harbor.spec(), other_spec.spec()).is_empty() {
            continue;
        }
        let other_output = generate(&other_spec.sources).expect("the edited spec is valid").files;
        let differing = output.iter().zip(&other_output).find(|(was, is)| was != is);
        if let Some((was, _)) = differing {
            swallowed.push(format!("{path} {way:?} {other:?}: no change is reported, but {} differs", was.path));
        }
    }
    println!("{sound} valid edits");
    assert!(sound > 50, "only {sound} valid edits");
    assert!(
        swallowed.is_empty(),
        "{} of {sound} edits change the output, but are not reported\n{}",
        swallowed.len(),
        swallowed.join("\n")
    );
}
