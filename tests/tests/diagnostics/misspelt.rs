//! Misspells names in specs one at a time, and checks that lint reports each misspelling once and nothing else.

use std::collections::{BTreeMap, BTreeSet};

use verispec_codegen::diagnostics::Diagnostics;
use verispec_codegen::ir::Model;
use verispec_codegen::rules;
use verispec_codegen::source::{SourceFile, SourceMap, Span};
use verispec_codegen::yaml::{self, Node, Value};
use verispec_tests::{fault, folder};

/// The keys, each below its folder, at which a misspelling does not result in exactly one finding.
const EXCEPTIONS: &[(&str, &str)] = &[
    ("capabilities name", "it defines a capability, so each use is a finding"),
    ("credentials category", "it defines a category, so each use is a finding"),
    ("credentials name", "it is only shown"),
    ("decisions against", "it quotes a document"),
    ("decisions document", "it quotes a document"),
    ("decisions operation", "it says where a document shows something; an audit reports what is never found"),
    ("lists values", "it defines a code"),
    ("operations name", "it is only shown"),
    ("schemas enum", "it defines an enum value, so each use is a finding"),
];

/// A name in a spec: the folder and the key of its value, and its bytes.
struct Named {
    at: String,
    name: String,
    span: Span,
}

/// By default, this test misspells the first name at each key of each folder. With `VERISPEC_NAMES=all`, it misspells
/// every name.
#[test]
fn a_misspelled_name_is_one_finding() {
    let all = std::env::var("VERISPEC_NAMES").is_ok_and(|which| which == "all");
    let (mut count, mut wrong) = (0, Vec::new());
    let mut excepted: BTreeMap<&str, usize> = BTreeMap::new();
    for spec in [folder::workspace("spec"), folder::cases("specs/harbor")] {
        let sources = folder::spec(&spec);
        let model = folder::sound(&sources);
        let known = names(&model);
        let mut seen = BTreeSet::new();
        for named in named(&sources, &known) {
            if !all && !seen.insert(named.at.clone()) {
                continue;
            }
            count += 1;
            let found = fault::findings(&misspelled(&sources, &named, &known));
            let at_it = found.iter().filter(|finding| finding.span.file == named.span.file);
            let is_one = found.len() == 1 && at_it.count() == 1;
            match EXCEPTIONS.iter().find(|(at, _)| *at == named.at) {
                Some((at, _)) => *excepted.entry(at).or_default() += usize::from(!is_one),
                None if is_one => {}
                None => {
                    let found: Vec<String> =
                        found.iter().map(|finding| format!("    {}: {}", finding.rule.id, finding.message)).collect();
                    let path = &sources.file(named.span.file).path;
                    wrong.push(format!(
                        "{} {} in {path}: {} findings\n{}",
                        named.at,
                        named.name,
                        found.len(),
                        found.join("\n")
                    ));
                }
            }
        }
    }
    println!("{count} names misspelled; not reported once, with a reason: {excepted:?}");
    assert!(wrong.is_empty(), "{} of {count}\n{}", wrong.len(), wrong.join("\n"));
    assert!(count > 100, "{count}");
    let unused: Vec<&str> =
        EXCEPTIONS.iter().map(|(at, _)| *at).filter(|at| excepted.get(at).is_none_or(|count| *count == 0)).collect();
    assert!(unused.is_empty(), "these are reported once: {unused:?}");
}

/// Returns everything that a spec can refer to by name.
fn names(model: &Model) -> BTreeSet<String> {
    let mut names: BTreeSet<String> = BTreeSet::new();
    names.extend(model.channels.iter().map(|it| it.name.wire.clone()));
    names.extend(model.services.iter().map(|it| it.name.wire.clone()));
    names.extend(model.auth.iter().map(|it| it.name.wire.clone()));
    names.extend(model.documents.iter().map(|it| it.name.wire.clone()));
    names.extend(model.decisions.iter().map(|it| it.name.wire.clone()));
    names.extend(model.credentials.iter().map(|it| it.name.wire.clone()));
    names.extend(model.parts().iter().map(|it| it.name.wire.clone()));
    names.extend(model.capabilities.iter().map(|it| it.name.wire.clone()));
    names.extend(model.labels().into_iter().chain(model.decision_types()).map(str::to_owned));
    names.extend(model.prerequisites.iter().map(|it| it.name.wire.clone()));
    names.extend(model.lists.iter().map(|it| it.name.wire.clone()));
    names.extend(model.types.iter().flat_map(|it| [it.name.wire.clone(), format!("#/$defs/{}", it.name.wire)]));
    names.extend(model.operations.iter().map(|it| it.name.wire.clone()));
    names.extend(model.workflows.iter().map(|it| it.name.wire.clone()));
    names.extend(model.timing.states.iter().map(|it| it.name.wire.clone()));
    names.extend(model.timing.lifetimes.iter().map(|it| it.name.wire.clone()));
    names.extend(model.rule_names.iter().cloned());
    names.extend(rules::by_decision().map(|rule| rule.id.to_owned()));
    names
}

/// Returns the values that are names, the documents in sources, and the rules in comments.
fn named(sources: &SourceMap, known: &BTreeSet<String>) -> Vec<Named> {
    let mut found = Vec::new();
    for (id, file) in sources.iter() {
        let folder = file.path.split_once('/').map_or(file.path.trim_end_matches(".yaml"), |(folder, _)| folder);
        let root = yaml::tree(id, sources, &mut Diagnostics::default()).expect("the spec is valid");
        // Tables consist of the words of documents.
        if folder != "tables" {
            walk(&root, folder, "", known, &mut found);
        }
        let text = sources.text(id);
        for (start, _) in text.match_indices("# allow(") {
            let start = start + "# allow(".len();
            let name = text[start..].split(')').next().unwrap_or_default().to_owned();
            let span = Span { file: id, start: start as u32, end: (start + name.len()) as u32 };
            found.push(Named { at: format!("{folder} # allow"), name, span });
        }
    }
    found
}

/// Keys whose values are prose or data.
const NOT_NAMES: [&str; 7] = ["examples", "summary", "description", "message", "text", "title", "sentences"];

fn walk(node: &Node, folder: &str, key: &str, known: &BTreeSet<String>, found: &mut Vec<Named>) {
    match &node.value {
        Value::String(text) => {
            let name =
                if key == "source" || key == "sources" { text.split(':').next().unwrap_or_default() } else { text };
            if known.contains(name) {
                found.push(Named { at: format!("{folder} {key}"), name: name.to_owned(), span: node.span });
            }
        }
        Value::Sequence(items) => items.iter().for_each(|item| walk(item, folder, key, known, found)),
        Value::Mapping(entries) => {
            // The decisions of a capability define labels.
            let defines = |key: &str, value: &Node| {
                folder == "capabilities" && key == "decisions" && matches!(value.value, Value::Mapping(_))
            };
            let all = entries.iter().filter(|(key, value)| !defines(&key.name, value));
            for (key, value) in all.filter(|(key, _)| !NOT_NAMES.contains(&key.name.as_str())) {
                walk(value, folder, &key.name, known, found);
            }
        }
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

/// Returns the spec with a letter of the name missing, or with one more if the name is short.
fn misspelled(sources: &SourceMap, named: &Named, known: &BTreeSet<String>) -> SourceMap {
    let name = &named.name;
    let without = |at: usize| format!("{}{}", &name[..at], &name[at + 1..]);
    let shorter = (1..name.len()).rev().map(without);
    let longer = ["X", "Q", "Z"].iter().map(|letter| format!("{name}{letter}"));
    let mut candidates: Box<dyn Iterator<Item = String>> =
        if name.len() > 4 { Box::new(shorter.chain(longer)) } else { Box::new(longer) };
    let is_new = |candidate: &String| !known.contains(candidate) && !candidate.ends_with(['-', '_', '/']);
    let written = candidates.find(is_new).expect("a name that does not exist");
    let files = sources.iter().map(|(id, file)| {
        if id != named.span.file {
            return file.clone();
        }
        let text = sources.text(id);
        let (start, end) = (named.span.start as usize, named.span.end as usize);
        let changed = text[start..end].replacen(name.as_str(), &written, 1);
        SourceFile {
            path: file.path.clone(),
            bytes: format!("{}{changed}{}", &text[..start], &text[end..]).into_bytes(),
        }
    });
    SourceMap::new(files.collect())
}
