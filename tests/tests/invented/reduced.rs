//! Checks specs without one part of the spec language: no output may state facts that the spec omits.

use std::collections::{BTreeMap, BTreeSet};

use serde_yaml::Value;
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_tests::folder;

use super::{World, made_up};

/// Keys whose nested keys are not removed, because the fields of payloads and the contents of examples are not part of
/// the language.
const OPAQUE: &[&str] = &["$defs", "request", "response", "path", "codes", "words"];

/// Files without statements about requests. They are removed as a unit, instead of one key at a time.
const SILENT: &[&str] = &["rules", "lists", "decisions.yaml", "advice.yaml", "files.yaml"];

/// The data of a spec's files, by path.
type Spec = BTreeMap<String, Value>;

/// A part of a spec: a file, or every occurrence of a key in files of one kind.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Part {
    File(String),
    Key(String, Vec<String>),
}

impl Part {
    fn name(&self) -> String {
        match self {
            Part::File(path) => format!("the file {path}"),
            Part::Key(kind, way) => format!("{kind}: {}", way.join(".")),
        }
    }

    /// Returns the spec without this part, or `None` if the part does not occur.
    fn removed(&self, spec: &Spec) -> Option<Spec> {
        let mut smaller = spec.clone();
        match self {
            Part::File(path) => {
                smaller.remove(path);
            }
            Part::Key(kind, way) => {
                let files = smaller.iter_mut().filter(|(path, _)| self::kind(path) == kind);
                files.for_each(|(_, value)| remove(value, way));
            }
        }
        (smaller != *spec).then_some(smaller)
    }
}

/// Returns the folder of a file, or the file itself if it is at the top level.
fn kind(path: &str) -> &str {
    path.rsplit_once('/').map_or(path, |(folder, _)| folder)
}

fn harbor() -> Spec {
    let sources = folder::spec(&folder::cases("specs/harbor"));
    let files = sources.iter().map(|(_, file)| {
        (
            file.path.clone(),
            serde_yaml::from_slice(&file.bytes).unwrap_or_else(|error| panic!("{}: {error}", file.path)),
        )
    });
    files.collect()
}

fn sources(spec: &Spec) -> SourceMap {
    let file = |(path, value): (&String, &Value)| {
        let text = serde_yaml::to_string(value).unwrap_or_else(|error| panic!("{path}: {error}"));
        SourceFile { path: path.clone(), bytes: text.into_bytes() }
    };
    SourceMap::new(spec.iter().map(file).collect())
}

fn parts(spec: &Spec) -> BTreeSet<Part> {
    let mut found: BTreeSet<Part> = spec.keys().cloned().map(Part::File).collect();
    for (path, value) in spec.iter().filter(|(path, _)| !SILENT.contains(&kind(path))) {
        keys(value, &mut Vec::new(), &mut |way| {
            found.insert(Part::Key(kind(path).to_owned(), way.to_vec()));
        });
    }
    found
}

/// Collects the path to every key, without list indexes.
fn keys(value: &Value, way: &mut Vec<String>, visit: &mut dyn FnMut(&[String])) {
    match value {
        Value::Mapping(entries) => {
            for (key, value) in entries {
                let key = key.as_str().unwrap_or_default();
                way.push(key.to_owned());
                visit(way);
                // The `request` and `response` of an operation itself consist of keys of the language, so their nested
                // keys are visited, too.
                if !OPAQUE.contains(&key) || way.len() == 1 && value.get("media_type").or(value.get("status")).is_some()
                {
                    keys(value, way, visit);
                }
                way.pop();
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| keys(item, way, visit)),
        _ => {}
    }
}

/// Removes the value at the end of a path. If the path passes through a list, removes the value in every item.
fn remove(value: &mut Value, way: &[String]) {
    match (value, way) {
        (Value::Sequence(items), _) => items.iter_mut().for_each(|item| remove(item, way)),
        (Value::Mapping(entries), [last]) => {
            entries.shift_remove(last.as_str());
        }
        (Value::Mapping(entries), [first, rest @ ..]) => {
            entries.get_mut(first.as_str()).into_iter().for_each(|value| remove(value, rest));
        }
        _ => {}
    }
}

#[test]
fn what_a_spec_does_not_say_no_output_says() {
    let whole = harbor();
    let mut judged = Vec::new();
    for part in parts(&whole) {
        // Skips required parts. A spec without them is invalid, and has no outputs.
        let Some(world) = part.removed(&whole).and_then(|spec| World::new(&sources(&spec))) else { continue };
        let found = made_up(&world, None);
        assert!(found.is_empty(), "without {}:\n{}", part.name(), found.join("\n"));
        judged.push(part.name());
    }
    for part in ["operations: auth", "readings.yaml: token", "readings.yaml: callback", "the file readings.yaml"] {
        assert!(
            judged.iter().any(|name| name == part),
            "the spec without {part} was not checked:\n{}",
            judged.join("\n")
        );
    }
    assert!(judged.len() > 50, "{judged:?}");
}

#[test]
fn a_spec_with_nothing_that_it_can_do_without_is_told_as_it_is() {
    let mut spec = harbor();
    let mut removed = Vec::new();
    for part in parts(&spec) {
        if let Some(smaller) = part.removed(&spec).filter(|smaller| verispec_codegen::load(&sources(smaller)).is_ok()) {
            spec = smaller;
            removed.push(part.name());
        }
    }
    let world = World::new(&sources(&spec)).unwrap_or_else(|| panic!("the spec without optional parts has errors"));
    let found = made_up(&world, None);
    assert!(found.is_empty(), "\n{}", found.join("\n"));
    assert!(removed.iter().any(|part| part == "operations: auth"), "{removed:?}");
}
