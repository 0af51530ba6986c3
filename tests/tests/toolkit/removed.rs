//! Checks layouts of tables and lines: removes one entry at a time without changing the guide. Lint or the audit must
//! report each removal. Otherwise, something would no longer be compared, and nobody would notice.

use serde_yaml::Value;
use verispec_codegen::audit::audit;
use verispec_codegen::document::read;
use verispec_codegen::ir::Layout;
use verispec_codegen::resolve;
use verispec_codegen::source::{SourceFile, SourceMap, Span};
use verispec_tests::folder;
use verispec_tests::signals::{NAME, followed, layout};

/// Headings say where a table is, and sentences say to readers what rests on them. Such words may go unnoticed, if all facts that
/// were compared still are.
const WORDS: [&str; 3] = ["heading", "supports", "reason"];

/// The path to a value: the keys of mappings and the indexes of lists.
type Way = Vec<Value>;

/// The ways to everything that can be removed. An empty list is the same as none.
fn removable(value: &Value, way: &Way, found: &mut Vec<Way>) {
    let mut below = |step: Value, value: &Value| {
        let way = [way.as_slice(), &[step]].concat();
        found.push(way.clone());
        removable(value, &way, found);
    };
    match value {
        Value::Mapping(entries) => {
            for (key, value) in
                entries.iter().filter(|(_, value)| !matches!(value, Value::Sequence(items) if items.is_empty()))
            {
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

/// What an audit of a guide tells.
#[derive(Debug, PartialEq)]
struct Told {
    /// The kinds of the open findings, with the text of the spec or the document that each is about.
    open: Vec<(&'static str, String)>,
    /// The facts that were compared, with their places in the guide.
    facts: Vec<(&'static str, &'static str, Option<Span>)>,
}

/// Audits a guide; nothing if lint refuses the spec.
fn told(spec: &SourceMap, guide: &SourceFile) -> Option<Told> {
    let model = resolve(spec)?;
    let (sources, file) = spec.clone().with(guide.clone());
    let layout: &Layout = model.layouts.iter().find(|layout| layout.tables.is_some())?;
    let document = read(&model, layout, file, &guide.bytes);
    let found = audit(&model, layout, &document, None);
    let about = |span: Span| sources.text(span.file)[span.start as usize..span.end as usize].to_owned();
    let facts = found.facts.iter().map(|fact| (fact.what, fact.verdict.words(), fact.document));
    let open = found.open().map(|finding| (finding.kind.id, about(finding.span)));
    Some(Told { open: open.collect(), facts: facts.collect() })
}

/// The layout of the tables as data, and the spec with another one in its place.
fn data(spec: &SourceMap) -> (Value, impl Fn(&Value) -> SourceMap) {
    let model = folder::sound(spec);
    let id = layout(&model).span.file;
    let whole = serde_yaml::from_str(&spec.text(id)).unwrap_or_else(|error| panic!("{error}"));
    let path = spec.file(id).path.clone();
    let spec = spec.clone();
    let with = move |value: &Value| {
        let text = serde_yaml::to_string(value).unwrap_or_else(|error| panic!("{error}"));
        let files = spec.iter().map(|(_, file)| match file.path == path {
            true => SourceFile { path: path.clone(), bytes: text.clone().into_bytes() },
            false => file.clone(),
        });
        SourceMap::new(files.collect())
    };
    (whole, with)
}

/// Returns the removals that are not reported, and the number of all removals.
fn unnoticed(spec: &SourceMap, guide: &SourceFile) -> (Vec<String>, usize) {
    let before = told(spec, guide).unwrap_or_else(|| panic!("lint refuses the spec"));
    assert_eq!(before.open, []);
    let (whole, with) = data(spec);
    let mut ways = Vec::new();
    removable(&whole, &Way::new(), &mut ways);
    let is_silent = |way: &&Way| {
        let is_of_words = way.iter().any(|step| step.as_str().is_some_and(|step| WORDS.contains(&step)));
        told(&with(&without(&whole, way)), guide).is_some_and(|after| match is_of_words {
            true => after.open.is_empty() && !before.facts.iter().all(|fact| after.facts.contains(fact)),
            false => after.open.is_empty(),
        })
    };
    (ways.iter().filter(is_silent).map(shown).collect(), ways.len())
}

/// Entries that say nothing about the guide: the way to the mapping or list that they are added to, and the entry.
const NEEDLESS: [(&str, &str); 19] = [
    ("bullets", "§"),
    ("values", "Any of these:"),
    ("groups", "whenever {field} has {value}:"),
    ("limits", "no more than {max} ells"),
    ("limits", "{max_length} letters"),
    ("types", "{fathoms: number}"),
    ("types", "{string: string}"),
    ("regions", "{Windy side: NORTH}"),
    ("regions", "{north: NORTH}"),
    ("parameters", "[{name}]"),
    ("none", "nought"),
    ("not_read", "<hr>"),
    ("tables.0.columns_left_out", "{Shelf: It was there before.}"),
    ("tables.0.rows", "{crew: {open: Nobody knows.}}"),
    ("tables.0.rows", "{voyage: {}}"),
    ("tables.0.absent", "{keel: Ships have one.}"),
    ("tables.5.rows", "{FERN: {open: Nobody knows.}}"),
    ("tables.5", "{required: bold}"),
    ("lines.3.absent", "{NORTH: It is windy.}"),
];

/// Adds an entry to the mapping or list that a way leads to, which need not be there yet.
fn with_entry(value: &Value, way: &[&str], entry: &Value) -> Value {
    let Some((step, rest)) = way.split_first() else {
        return match (value, entry) {
            (Value::Mapping(old), Value::Mapping(new)) => {
                Value::Mapping(old.iter().chain(new).map(|(key, value)| (key.clone(), value.clone())).collect())
            }
            (Value::Sequence(old), new) => Value::Sequence(old.iter().chain([new]).cloned().collect()),
            (Value::Null, new @ Value::Mapping(_)) => new.clone(),
            other => panic!("nothing can be added to {other:?}"),
        };
    };
    let mut value = value.clone();
    match &mut value {
        Value::Mapping(entries) => {
            let old = entries.get(*step).cloned().unwrap_or_default();
            entries.insert(Value::from(*step), with_entry(&old, rest, entry));
        }
        Value::Sequence(items) => {
            let at: usize = step.parse().unwrap_or_else(|error| panic!("{step}: {error}"));
            items[at] = with_entry(&items[at], rest, entry);
        }
        other => panic!("nothing is at {step} in {other:?}"),
    }
    value
}

#[test]
fn an_entry_that_says_nothing_is_reported_once() {
    let (guide, spec) = followed();
    let (whole, with) = data(&spec);
    for (way, entry) in NEEDLESS {
        let steps: Vec<&str> = way.split('.').collect();
        let entry: Value = match entry.starts_with('{') && entry.ends_with('}') && entry.contains(": ") {
            true => serde_yaml::from_str(entry).unwrap_or_else(|error| panic!("{error}")),
            false => Value::from(entry),
        };
        let spec = with(&with_entry(&whole, &steps, &entry));
        let told = told(&spec, &guide).unwrap_or_else(|| panic!("lint refuses {entry:?} in {way}"));
        let kinds: Vec<&str> = told.open.iter().map(|(kind, _)| *kind).collect();
        let is_one =
            [["superfluous-layout-entry"], ["unused-layout-entry"]].iter().any(|kind| kind.as_slice() == kinds);
        assert!(is_one, "{entry:?} in {way}: {:?}", told.open);
    }
    println!("{} entries that say nothing were added one at a time, and each was told once", NEEDLESS.len());
}

#[test]
fn whatever_is_no_longer_compared_is_noticed() {
    let (guide, spec) = followed();
    let (silent, all) = unnoticed(&spec, &guide);
    assert!(silent.is_empty(), "neither lint nor the audit reports the removal of {silent:#?}");
    assert!(all > 130, "{all}");
    println!("{all} entries were removed one at a time, and each removal was reported");
}

/// Checks the same for the document of the shipped spec whose path is in `VERISPEC_GUIDE`.
#[test]
fn of_a_guide_that_is_named_whatever_is_no_longer_compared_is_noticed() {
    let Ok(path) = std::env::var("VERISPEC_GUIDE") else { return };
    let guide = SourceFile { path: NAME.to_owned(), bytes: folder::text(path.as_ref()).into_bytes() };
    let (silent, all) = unnoticed(&folder::spec(&folder::workspace("spec")), &guide);
    assert!(silent.is_empty(), "neither lint nor the audit reports the removal of {silent:#?}");
    println!("{all} entries were removed one at a time, and each removal was reported");
}
