//! What tables and lines are held against, with one entry removed at a time while the guide stays as it is: each removal is
//! found, by lint or by the audit, because otherwise something would no longer be compared and nobody would know.

use serde_yaml::Value;
use verispec_codegen::audit::audit;
use verispec_codegen::document::read;
use verispec_codegen::ir::Layout;
use verispec_codegen::resolve;
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_tests::folder;
use verispec_tests::signals::{NAME, followed, layout};

/// The edition says what was compared, and without the document there is nothing to compare. The first column has the names,
/// also where nothing says so.
const KEPT: [&str; 6] = ["document", "edition", "no_edition", "sentences", "heading", "name"];

/// A way to a value: the keys of mappings and the indexes of lists.
type Way = Vec<Value>;

/// The ways to everything that can be removed.
fn removable(value: &Value, way: &Way, found: &mut Vec<Way>) {
    let mut below = |step: Value, value: &Value| {
        let way = [way.as_slice(), &[step]].concat();
        found.push(way.clone());
        removable(value, &way, found);
    };
    match value {
        Value::Mapping(entries) => {
            for (key, value) in entries.iter().filter(|(key, _)| key.as_str().is_none_or(|key| !KEPT.contains(&key))) {
                below(key.clone(), value);
            }
        }
        Value::Sequence(items) => {
            for (index, value) in items.iter().enumerate() {
                below(Value::from(index), value);
            }
        }
        _ => {}
    }
}

fn without(value: &Value, way: &[Value]) -> Value {
    let Some((step, rest)) = way.split_first() else { return value.clone() };
    match value {
        Value::Mapping(entries) => {
            let kept = entries.iter().filter(|(key, _)| *key != step || !rest.is_empty());
            let kept =
                kept.map(|(key, value)| (key.clone(), if key == step { without(value, rest) } else { value.clone() }));
            Value::Mapping(kept.collect())
        }
        Value::Sequence(items) => {
            let at = step.as_u64().and_then(|at| usize::try_from(at).ok()).unwrap_or(usize::MAX);
            let kept = items.iter().enumerate().filter(|(index, _)| *index != at || !rest.is_empty());
            let kept = kept.map(|(index, value)| if index == at { without(value, rest) } else { value.clone() });
            Value::Sequence(kept.collect())
        }
        other => other.clone(),
    }
}

fn shown(way: &Way) -> String {
    let steps = way.iter().map(|step| step.as_str().map_or_else(|| format!("{step:?}"), str::to_owned));
    steps.collect::<Vec<_>>().join(".")
}

/// The open findings about a guide; nothing if lint refuses the spec.
fn open(spec: &SourceMap, guide: &SourceFile) -> Option<Vec<String>> {
    let model = resolve(spec)?;
    let (_, file) = spec.clone().with(guide.clone());
    let layout: &Layout = layout(&model);
    let document = read(&model, layout, file, &guide.bytes);
    let found = audit(&model, layout, &document, None);
    Some(found.open().map(|finding| format!("{}: {}", finding.kind.id, finding.message)).collect())
}

/// The removals that nobody would notice, and how many there are in all.
fn unnoticed(spec: &SourceMap, guide: &SourceFile) -> (Vec<String>, usize) {
    assert_eq!(open(spec, guide), Some(Vec::new()));
    let model = folder::sound(spec);
    let path = spec.file(layout(&model).span.file).path.clone();
    let text = spec.iter().find(|(_, file)| file.path == path).map(|(id, _)| spec.text(id).into_owned());
    let whole: Value = serde_yaml::from_str(&text.unwrap_or_default()).unwrap_or_else(|error| panic!("{error}"));
    let mut ways = Vec::new();
    removable(&whole, &Way::new(), &mut ways);
    let is_silent = |way: &&Way| {
        let text = serde_yaml::to_string(&without(&whole, way)).unwrap_or_else(|error| panic!("{error}"));
        let files = spec.iter().map(|(_, file)| match file.path == path {
            true => SourceFile { path: path.clone(), bytes: text.clone().into_bytes() },
            false => file.clone(),
        });
        open(&SourceMap::new(files.collect()), guide).is_some_and(|found| found.is_empty())
    };
    (ways.iter().filter(is_silent).map(shown).collect(), ways.len())
}

#[test]
fn whatever_is_no_longer_compared_is_noticed() {
    let (guide, spec) = followed();
    let (silent, all) = unnoticed(&spec, &guide);
    assert!(silent.is_empty(), "nobody would notice that these are gone: {silent:#?}");
    assert!(all > 90, "{all}");
    println!("{all} entries were removed one at a time, and each was missed");
}

/// The same for the document of the shipped spec that `VERISPEC_GUIDE` names.
#[test]
fn of_a_guide_that_is_named_whatever_is_no_longer_compared_is_noticed() {
    let Ok(path) = std::env::var("VERISPEC_GUIDE") else { return };
    let guide = SourceFile { path: NAME.to_owned(), bytes: folder::text(path.as_ref()).into_bytes() };
    let (silent, all) = unnoticed(&folder::spec(&folder::workspace("spec")), &guide);
    assert!(silent.is_empty(), "nobody would notice that these are gone: {silent:#?}");
    println!("{all} entries were removed one at a time, and each was missed");
}
