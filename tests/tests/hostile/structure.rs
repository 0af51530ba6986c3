//! Checks that the published schemas of the spec format and the loader accept and reject the same files.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use verispec_codegen::diagnostics::Diagnostics;
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_codegen::{generate, parse};
use verispec_tests::{folder, yaml_data};

/// Values that no field in a spec accepts, or only some fields.
fn values() -> Vec<Value> {
    let texts = ["", "word", "A Word", "../x", "https://a.example/x", "a/b", "1.2.3", "404"].map(Value::from);
    let numbers = ["0", "7", "-1", "1.5", "1.0", "65536", "4294967296", "18446744073709551615", "-9223372036854775808"];
    let numbers = numbers.map(|number| serde_json::from_str(number).unwrap_or_default());
    let others =
        [Value::Null, json!(true), json!([]), json!({}), json!([[]]), json!({"word": "word"}), json!(["word"])];
    texts.into_iter().chain(numbers).chain(others).collect()
}

/// The maximum number of mutants per file. The sample covers all parts of the file.
const ENOUGH: usize = 600;

/// Returns the name of a file's published schema, which the folder or the file name determines.
fn kind(path: &str) -> String {
    let (folder, name) = path.split_once('/').unwrap_or(("", path));
    let folder = match folder {
        "capabilities" => "capability",
        "schemas" | "rules" => folder,
        _ => folder.strip_suffix('s').unwrap_or(folder),
    };
    if folder.is_empty() { name.trim_end_matches(".yaml").to_owned() } else { folder.to_owned() }
}

/// Returns the file, and all of its mutants with a single change.
fn mutants(file: &Value) -> Vec<Value> {
    let mut mutants = vec![file.clone()];
    let mut pointers = vec![String::new()];
    while let Some(pointer) = pointers.pop() {
        let mut change = |change: &dyn Fn(&mut Value)| {
            let mut mutant = file.clone();
            mutant.pointer_mut(&pointer).into_iter().for_each(change);
            mutants.push(mutant);
        };
        for value in values() {
            change(&|place| *place = value.clone());
        }
        let step = |step: &str| format!("{pointer}/{}", step.replace('~', "~0").replace('/', "~1"));
        match file.pointer(&pointer) {
            Some(Value::Object(members)) => {
                change(&|place| place["a key that nobody knows"] = json!("word"));
                for name in members.keys() {
                    change(&|place| drop(place.as_object_mut().and_then(|members| members.shift_remove(name))));
                    pointers.push(step(name));
                }
            }
            // Items in a list are similar, so the first two represent all of them.
            Some(Value::Array(items)) => pointers.extend((0..items.len().min(2)).map(|index| step(&index.to_string()))),
            _ => {}
        }
    }
    mutants
}

/// Returns the indexes of the mutants that the loader accepts.
fn loaded(path: &str, mutants: &[Value]) -> BTreeSet<usize> {
    let files =
        mutants.iter().map(|mutant| SourceFile { path: path.to_owned(), bytes: mutant.to_string().into_bytes() });
    let sources = SourceMap::new(files.collect());
    let mut found = Diagnostics::default();
    parse::parse(&sources, &mut found);
    let faulty: BTreeSet<usize> = found.iter().map(|finding| finding.span.file.0 as usize).collect();
    (0..mutants.len()).filter(|number| !faulty.contains(number)).collect()
}

#[test]
fn schemas_and_loader_say_the_same() {
    let mut counts = [0_usize; 2];
    let sources = folder::spec(&folder::cases("specs/harbor"));
    let published = generate(&sources).unwrap_or_else(|found| panic!("{}", found.render(&sources, false))).files;
    for (path, file) in yaml_data::read(&sources) {
        let name = format!("schema/{}.json", kind(&path));
        let schema = published.iter().find(|file| file.path == name).map(|file| file.contents.as_str());
        let schema: Value =
            serde_json::from_str(schema.unwrap_or_else(|| panic!("there is no schema {name}"))).unwrap_or_default();
        let validator = jsonschema::draft202012::new(&schema).unwrap_or_else(|error| panic!("{path}: {error}"));
        let mutants = mutants(&file);
        let mutants: Vec<Value> = mutants.iter().step_by(mutants.len().div_ceil(ENOUGH)).cloned().collect();
        let loaded = loaded(&path, &mutants);
        for (number, mutant) in mutants.iter().enumerate() {
            let valid = validator.is_valid(mutant);
            assert_eq!(
                loaded.contains(&number),
                valid,
                "{path}: schema and loader disagree; the schema's verdict is {valid} for {mutant}"
            );
            counts[usize::from(valid)] += 1;
        }
    }
    println!("{} mutants were rejected by both, {} were accepted by both", counts[0], counts[1]);
    assert!(counts.iter().all(|count| *count > 1000), "too few mutants were rejected or accepted by both: {counts:?}");
}
