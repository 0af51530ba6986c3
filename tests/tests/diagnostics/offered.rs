//! Removes things from specs one at a time, and checks that lint finds every example that still shows them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Value, json};
use verispec_codegen::ir::{ChannelId, CredentialId, ExecutionReading, Model, Operation, Path, Step, TypeId};
use verispec_codegen::rules::Stage;
use verispec_codegen::source::{SourceFile, SourceMap};
use verispec_tests::{edited, fault, folder, yaml_data};

/// The rules about examples that are out of date.
const RULES: [&str; 3] = ["example-not-offered", "example-url-unknown", "example-value-unknown"];

type Files = BTreeMap<String, Value>;

/// A place in a spec: a file and a JSON Pointer.
type Place = (String, String);

/// Something that is removed, the files without it, and the places of examples that still show it.
struct Removed {
    what: String,
    files: Files,
    shown: BTreeSet<Place>,
}

#[test]
fn examples_that_show_what_is_no_longer_offered_are_found() {
    let (mut removed, mut shown) = (0, 0);
    let mut kinds: BTreeMap<String, usize> = BTreeMap::new();
    let (mut wrong, mut gated) = (Vec::new(), Vec::new());
    for spec in [folder::workspace("spec"), folder::cases("specs/harbor")] {
        let sources = folder::spec(&spec);
        let files = yaml_data::read(&sources);
        let model = folder::sound(&sources);
        let all = workflows(&model, &files).into_iter().chain(of_the_provider(&model, &files));
        for case in all.filter(|case| !case.shown.is_empty()) {
            let (kind, places) = (case.what.split(' ').next().unwrap_or_default().to_owned(), case.shown.len());
            match case.judge() {
                Err(what) => gated.push(what),
                Ok(missed) => {
                    removed += 1;
                    shown += places;
                    *kinds.entry(kind).or_default() += 1;
                    wrong.extend(missed);
                }
            }
        }
    }
    let kinds: Vec<String> = kinds.iter().map(|(kind, count)| format!("{count} {kind}")).collect();
    println!("{removed} removals ({}), {shown} places of examples that still show what is removed", kinds.join(", "));
    assert!(wrong.is_empty(), "{} of {removed}\n{}", wrong.len(), wrong.join("\n"));
    println!("other findings come first: {gated:?}");
    assert!(removed > 70 && shown > 280, "{removed}, {shown}");
}

impl Removed {
    /// Returns the places that lint misses, and what it finds in files that do not show what is removed.
    fn judge(self) -> Result<Vec<String>, String> {
        let texts: BTreeMap<&str, String> =
            self.files.iter().map(|(path, it)| (path.as_str(), format!("{it:#}"))).collect();
        let files =
            texts.iter().map(|(path, text)| SourceFile { path: (*path).to_owned(), bytes: text.clone().into() });
        let sources = SourceMap::new(files.collect());
        let findings = fault::findings(&sources);
        // While names are unresolved, lint reports those first.
        if let Some(first) = findings.iter().find(|finding| matches!(finding.rule.stage, Stage::Parse | Stage::Lower)) {
            return Err(format!("{} ({}: {})", self.what, first.rule.id, first.message));
        }
        let mut found: BTreeSet<(&str, usize)> = BTreeSet::new();
        for finding in findings.iter().filter(|finding| RULES.contains(&finding.rule.id)) {
            assert!(finding.help.is_some(), "{}: {} has no way out", self.what, finding.message);
            let (path, text) =
                texts.get_key_value(sources.file(finding.span.file).path.as_str()).expect("a file of the spec");
            found.insert((path, line_of(text, finding.span.start as usize)));
        }
        let missing = self.shown.iter().filter_map(|(path, pointer)| {
            let mut marked = self.files[path].clone();
            *marked.pointer_mut(pointer).expect("the pointer was found in the file") = json!(MARK);
            let marked = format!("{marked:#}");
            let line = line_of(&marked, marked.find(MARK).expect("the mark is in the text"));
            let text = texts[path.as_str()].lines().nth(line).unwrap_or_default().trim();
            (!found.contains(&(path.as_str(), line))).then(|| format!("{}: not found in {path}: {text}", self.what))
        });
        let owners: BTreeSet<&str> = self.shown.iter().map(|(path, _)| path.as_str()).collect();
        let strays = found.iter().filter(|(path, _)| !owners.contains(path));
        let strays = strays.map(|(path, line)| format!("{}: stray finding in {path}, line {line}", self.what));
        Ok(missing.chain(strays).collect())
    }
}

const MARK: &str = "\u{25c6}";

fn line_of(text: &str, at: usize) -> usize {
    text[..at].matches('\n').count()
}

/// A body that the provider sends in an example: its place, the key of its workflow, and the body.
struct Answer<'a> {
    path: String,
    pointer: String,
    workflow: Option<u32>,
    kind: TypeId,
    body: &'a Value,
}

/// Returns the received bodies of all examples.
fn answers<'a>(model: &Model, files: &'a Files) -> Vec<Answer<'a>> {
    let mut found = Vec::new();
    let mut add = |operation: &Operation, path: String, list: &str, workflow: Option<u32>| {
        let Some(kind) = operation.received() else { return };
        let body = if operation.is_ours() { "response" } else { "request" };
        let count = files[&path].pointer(list).and_then(Value::as_array).map_or(0, Vec::len);
        for index in 0..count {
            let pointer = format!("{list}/{index}/{body}");
            let Some(body) = files[&path].pointer(&pointer) else { continue };
            let key = model.workflow_key(kind).and_then(|steps| along(body, &steps).pop());
            let named =
                key.and_then(|key| body.pointer(&key)).and_then(|key| key.to_string().trim_matches('"').parse().ok());
            found.push(Answer { path: path.clone(), pointer, workflow: named.or(workflow), kind, body });
        }
    };
    for operation in &model.operations {
        add(operation, format!("operations/{}.yaml", operation.name.wire), "/examples", None);
    }
    for workflow in &model.workflows {
        for used in &workflow.operations {
            let operation = &model[used.operation];
            let list = format!("/operations/{}/examples", operation.name.wire);
            add(operation, format!("workflows/{}.yaml", workflow.name.wire), &list, Some(workflow.key));
        }
    }
    found
}

/// Returns the pointers of the values at the end of a path.
fn along(value: &Value, steps: &[Step]) -> Vec<String> {
    let mut pointers = vec![String::new()];
    for step in steps {
        let next = pointers.iter().map(|pointer| format!("{pointer}/{}", step.name.wire));
        let next: Vec<String> = next.filter(|pointer| value.pointer(pointer).is_some()).collect();
        pointers = match step.each {
            false => next,
            true => next.iter().flat_map(|list| items(value, list)).collect(),
        };
    }
    pointers
}

impl Answer<'_> {
    fn place(&self, pointer: &str) -> Place {
        (self.path.clone(), format!("{}{pointer}", self.pointer))
    }

    /// Returns the places of the strings that pass a test.
    fn strings(&self, test: impl Fn(&str) -> bool) -> Vec<Place> {
        let all = edited::pointers(self.body).into_iter();
        let fits = |pointer: &String| self.body.pointer(pointer).and_then(Value::as_str).is_some_and(&test);
        all.filter(fits).map(|pointer| self.place(&pointer)).collect()
    }

    /// Returns the places of the fields whose names and values pass a test.
    fn fields(&self, test: impl Fn(&str, &Value) -> bool) -> Vec<Place> {
        let all = edited::pointers(self.body).into_iter();
        let fits = |pointer: &String| {
            let value = self.body.pointer(pointer);
            pointer.rsplit_once('/').zip(value).is_some_and(|((_, name), value)| test(name, value))
        };
        all.filter(fits).map(|pointer| self.place(&pointer)).collect()
    }
}

fn is_url(value: &Value) -> bool {
    value.as_str().is_some_and(|text| text.starts_with("https://"))
}

/// Removes the entries of a list that pass a test.
fn drop_from(value: &mut Value, pointer: &str, test: impl Fn(&Value) -> bool) {
    if let Some(items) = value.pointer_mut(pointer).and_then(Value::as_array_mut) {
        items.retain(|item| !test(item));
    }
}

/// Returns the removals from each workflow, and of each workflow.
fn workflows(model: &Model, files: &Files) -> Vec<Removed> {
    let answers = answers(model, files);
    let mut cases = Vec::new();
    for workflow in &model.workflows {
        let path = format!("workflows/{}.yaml", workflow.name.wire);
        let own: Vec<&Answer<'_>> = answers.iter().filter(|answer| answer.workflow == Some(workflow.key)).collect();
        let slots = 0..workflow.slots.len();
        let mut push = |what: String, change: &dyn Fn(&mut Value), shown: Vec<Place>| {
            let mut files = files.clone();
            change(files.get_mut(&path).expect("the workflow has a file"));
            cases.push(Removed {
                what: format!("{what} of {}", workflow.name.wire),
                files,
                shown: shown.into_iter().collect(),
            });
        };
        let channels: BTreeSet<ChannelId> =
            workflow.slots.iter().flat_map(|slot| &slot.channels).chain(&workflow.channels).copied().collect();
        for channel in channels {
            let name = &model[channel].name.wire;
            let mut shown: Vec<Place> = own.iter().flat_map(|answer| answer.strings(|text| text == name)).collect();
            for (answer, reading) in own.iter().filter_map(|answer| Some((answer, started(model, answer)?))) {
                let handed = reading.hand_over.iter().filter(|(id, _)| *id == channel);
                shown.extend(handed.flat_map(|(_, path)| along(answer.body, &path.steps)).map(|it| answer.place(&it)));
                if model.provider.upload_channel == Some(channel) {
                    shown.extend(answer.fields(|name, value| is_url(value) && is_part(model, name)));
                }
            }
            push(
                format!("channel {name}"),
                &|file| {
                    drop_from(file, "/channels", |item| item == name);
                    slots
                        .clone()
                        .for_each(|index| drop_from(file, &format!("/slots/{index}/channels"), |item| item == name));
                },
                shown,
            );
        }
        let categories: BTreeSet<CredentialId> = workflow.slots.iter().map(|slot| slot.category).collect();
        for category in categories {
            let name = &model[category].name.wire;
            let shown = own.iter().flat_map(|answer| answer.strings(|text| text == name)).collect();
            push(
                format!("slot {name}"),
                &|file| {
                    drop_from(file, "/slots", |slot| slot["category"] == *name);
                    drop_from(file, "/variants", |set| set.as_array().is_some_and(|set| set.contains(&json!(name))));
                },
                shown,
            );
        }
        let uploaded = workflow.slots.iter().filter(|slot| model.is_uploaded(slot));
        let parts: BTreeSet<&str> = uploaded.flat_map(|slot| &slot.parts).map(|part| part.wire.as_str()).collect();
        for part in parts {
            let started = own.iter().filter(|answer| started(model, answer).is_some());
            let shown = started
                .flat_map(|answer| answer.fields(|name, value| is_url(value) && name.eq_ignore_ascii_case(part)));
            push(
                format!("part {part}"),
                &|file| {
                    slots
                        .clone()
                        .for_each(|index| drop_from(file, &format!("/slots/{index}/parts"), |item| item == part));
                },
                shown.collect(),
            );
        }
        for capability in workflow.capabilities() {
            let name = &model[capability].name.wire;
            let shown =
                own.iter().flat_map(|answer| answer.fields(|key, value| key == name && value.is_array())).collect();
            push(
                format!("capability {name}"),
                &|file| {
                    (0..workflow.chains.len())
                        .for_each(|index| drop_from(file, &format!("/chains/{index}"), |item| item == name));
                    drop_from(file, "/chains", |chain| *chain == json!([]));
                },
                shown,
            );
        }
        let mut rest = files.clone();
        rest.remove(&path);
        rest.values_mut().for_each(|file| forget(file, &workflow.name.wire));
        let keys = own.iter().filter(|answer| answer.path != path).flat_map(|answer| {
            let steps = model.workflow_key(answer.kind).unwrap_or_default();
            along(answer.body, &steps).into_iter().map(|pointer| answer.place(&pointer))
        });
        cases.push(Removed { what: format!("workflow {}", workflow.name.wire), files: rest, shown: keys.collect() });
    }
    cases
}

/// Returns the reading of a body that starts an execution.
fn started<'m>(model: &'m Model, answer: &Answer<'_>) -> Option<&'m ExecutionReading> {
    model.readings.execution.as_ref().filter(|reading| reading.schema == answer.kind)
}

fn is_part(model: &Model, name: &str) -> bool {
    model.parts().iter().any(|part| part.name.wire.eq_ignore_ascii_case(name))
}

/// Returns the removals of regions, operations and labels.
fn of_the_provider(model: &Model, files: &Files) -> Vec<Removed> {
    let answers = answers(model, files);
    let mut cases = Vec::new();
    for region in &model.regions {
        // A placeholder is the first label of a host.
        let hosts: Vec<&str> = region
            .hosts
            .iter()
            .map(|(_, host)| host.trim_start_matches(|c| c != '.' && host.starts_with('{')))
            .collect();
        let leads_there = |url: &str| {
            let host = url.strip_prefix("https://").and_then(|rest| rest.split('/').next());
            host.is_some_and(|host| {
                hosts.iter().any(|own| if own.starts_with('.') { host.ends_with(own) } else { host == *own })
            })
        };
        let shown = answers.iter().flat_map(|answer| answer.strings(leads_there)).collect();
        let mut files = files.clone();
        let provider = files.get_mut("provider.yaml").expect("a spec has a provider");
        provider["regions"].as_object_mut().expect("regions have names").remove(&region.name.wire);
        cases.push(Removed { what: format!("region {}", region.name.wire), files, shown });
    }
    let read = files["readings.yaml"].to_string();
    for operation in model.operations.iter().filter(|it| !read.contains(&json!(it.name.wire).to_string())) {
        cases.extend(without_operation(model, files, &answers, operation));
    }
    cases.extend(labels(model, files, &answers));
    cases
}

/// Returns the removals of labels of results. With its last label, a decision type goes too.
fn labels(model: &Model, files: &Files, answers: &[Answer<'_>]) -> Vec<Removed> {
    let Some(reading) = &model.readings.outcome else { return Vec::new() };
    let mut cases = Vec::new();
    for capability in &model.capabilities {
        let name = &capability.name.wire;
        let results = answers.iter().filter(|answer| answer.kind == reading.schema).flat_map(|answer| {
            let lists = along(answer.body, &reading.results.steps).into_iter();
            lists.flat_map(move |results| items(answer.body, &format!("{results}/{name}"))).map(move |at| (answer, at))
        });
        let results: Vec<(&Answer<'_>, String)> = results.collect();
        for (kind, labels) in &capability.decisions {
            for label in labels {
                let shown = results.iter().filter_map(|(answer, at)| {
                    let result = answer.body.pointer(at)?;
                    let is = |path: &Path, text: &str| {
                        along(result, &path.steps).pop().filter(|it| result.pointer(it) == Some(&json!(text)))
                    };
                    let (decision, label) = (is(&reading.decision, kind)?, is(&reading.label, label)?);
                    Some(answer.place(&format!("{at}{}", if labels.len() == 1 { decision } else { label })))
                });
                let shown = shown.collect();
                let mut files = files.clone();
                let path = format!("capabilities/{}.yaml", capability.stem);
                let file = files.get_mut(&path).expect("a capability has a file");
                drop_from(file, &format!("/decisions/{kind}"), |item| item == label);
                if file["decisions"][kind] == json!([]) {
                    file["decisions"].as_object_mut().map(|decisions| decisions.remove(kind));
                }
                file.get_mut("advice").and_then(Value::as_object_mut).map(|advice| advice.remove(label));
                cases.push(Removed { what: format!("label {label} of {name}"), files, shown });
            }
        }
    }
    cases
}

/// Returns the pointers of the items of a list.
fn items(value: &Value, list: &str) -> Vec<String> {
    let count = value.pointer(list).and_then(Value::as_array).map_or(0, Vec::len);
    (0..count).map(|index| format!("{list}/{index}")).collect()
}

/// Removes an operation that URLs of examples lead to, unless they are also those of another operation.
fn without_operation(model: &Model, files: &Files, answers: &[Answer<'_>], operation: &Operation) -> Option<Removed> {
    let (service, own) = (operation.service?, operation.path.as_deref()?);
    let others = model.operations.iter().filter(|other| other.name != operation.name && other.service == Some(service));
    let others: Vec<&str> = others.filter_map(|other| other.path.as_deref()).collect();
    let hosts: Vec<&str> = model.regions.iter().filter_map(|region| region.host(service)).collect();
    let is_only_its = |url: &str| {
        let Some((host, path)) = url.strip_prefix("https://").and_then(|rest| rest.split_once('/')) else {
            return false;
        };
        let segments: Vec<&str> = path.split('/').collect();
        let fits = |template: &str| {
            let template: Vec<&str> = template.split('/').skip(1).collect();
            let same = |(own, segment): (&&str, &&str)| own == segment || own.starts_with('{');
            template.len() >= segments.len() && template.iter().zip(&segments).all(same)
        };
        hosts.contains(&host) && fits(own) && !others.iter().any(|other| fits(other))
    };
    let name = &operation.name.wire;
    let path = format!("operations/{name}.yaml");
    let elsewhere =
        answers.iter().filter(|answer| answer.path != path && !answer.pointer.contains(&format!("/{name}/")));
    let shown: BTreeSet<Place> = elsewhere.flat_map(|answer| answer.strings(is_only_its)).collect();
    let mut files = files.clone();
    files.remove(&path);
    files.values_mut().for_each(|file| forget(file, name));
    Some(Removed { what: format!("operation {name}"), files, shown })
}

/// Removes everything that is about one name alone, and the name from lists and mappings.
fn forget(value: &mut Value, name: &str) {
    let is_about = |entry: &Value| {
        entry == name
            || entry["operation"] == name
            || entry["on"] == json!([name])
            || entry["operations"] == json!([name])
    };
    match value {
        Value::Array(items) => {
            items.retain(|item| !is_about(item));
            items.iter_mut().for_each(|item| forget(item, name));
        }
        Value::Object(members) => {
            members.retain(|key, entry| key != name && !(entry.is_object() && is_about(entry)));
            members.values_mut().for_each(|entry| forget(entry, name));
        }
        _ => {}
    }
}
