//! Reports how to migrate a program from one crate to the other: names to replace, and for each workflow, the functions
//! with both signatures, the removed items, and what to do about the changes that the compiler does not find.

use std::collections::{BTreeMap, BTreeSet};

use super::Report;
use super::entry::workflow;
use super::functions::{Step, steps};
use crate::api::Api;
use crate::change::Change;
use verispec_model::change::{Area, Effect};
use verispec_model::ir::{Name, Workflow};
use verispec_text::markdown::{code, md};

/// The edits for a workflow, or for everything that several workflows use.
#[derive(Default)]
struct Section {
    /// Other changes to make, with one list item per change.
    text: String,
    /// The list item of each function or other public item, by its path.
    functions: BTreeMap<String, String>,
}

/// Renders the edits that programs need. Edits for changes in the crates' APIs are included only if both crates are
/// given.
pub fn migration(report: &Report<'_>, crates: Option<[&Api; 2]>) -> String {
    let [old, new] = [report.old, report.new].map(|spec| spec.model.provider.package.version.as_str());
    let name = md(&report.new.model.provider.name);
    let mut text = format!("# {name}: how to migrate programs from {old} to {new}\n\n");
    let before = text.len();
    let replaced = crates.map(|crates| Names::of(report, crates)).unwrap_or_default();
    text.push_str(&replaced.table());
    let mut sections: BTreeMap<Option<u32>, Section> = BTreeMap::new();
    for change in &report.changes {
        for function in &change.functions {
            let section = sections.entry(owner(report, &function.path)).or_default();
            let known = section.functions.entry(function.path.clone()).or_insert_with(|| told(function));
            if change.rust == Effect::Breaking {
                known.push_str(&format!("  Reason: {}\n", md(&change.message)));
            }
        }
        if change.effect() == Effect::Breaking && change.kind.area != Area::Crate {
            let section = sections.entry(workflow(report, change).map(|workflow| workflow.key)).or_default();
            section.text.push_str(&format!("- {} {}\n", md(&change.message), change.kind.to_do));
        }
    }
    for (path, what) in crates.map(|crates| replaced.rest(crates)).unwrap_or_default() {
        let section = sections.entry(owner(report, &path)).or_default();
        section.functions.entry(path).or_insert(what);
    }
    // The section about all workflows comes last.
    let shared = sections.remove(&None);
    let own = sections.into_iter().chain(shared.map(|section| (None, section)));
    for (key, section) in own {
        let workflow = key.and_then(|key| report.new.model.workflow(key).or_else(|| report.old.model.workflow(key)));
        text.push_str(&format!("## {}\n\n", title(workflow)));
        section.functions.into_values().for_each(|told| text.push_str(&told));
        text.push_str(&section.text);
        text.push('\n');
    }
    if text.len() == before {
        text.push_str(match report.not_compared {
            None => "No edits are required.\n",
            Some(_) => "Nothing in the spec requires an edit. ",
        });
    }
    if let Some(unknown) = report.unknown_of_crates() {
        text.push_str(&format!("Note: {}.\n", md(&unknown)));
    }
    text.trim_end().to_owned() + "\n"
}

fn title(workflow: Option<&Workflow>) -> String {
    match workflow {
        Some(workflow) => format!("Workflow {}: {}", workflow.key, md(&workflow.title)),
        None => "All workflows".to_owned(),
    }
}

/// Returns the key of the workflow whose module contains a path.
fn owner(report: &Report<'_>, path: &str) -> Option<u32> {
    let module = path.strip_prefix("workflows::")?.split("::").next()?;
    let all = report.new.model.workflows.iter().chain(&report.old.model.workflows);
    all.into_iter().find(|workflow| workflow.name.snake == module).map(|workflow| workflow.key)
}

/// Renders a function with both signatures, and the edits of its calls.
fn told(function: &crate::change::Function) -> String {
    let mut text = format!("- {}\n\n{}", code(&function.path), both(&function.old, &function.new));
    for step in steps(&function.old, &function.new) {
        let step = match step {
            Step::Add { at, name, ty } => format!("Pass `{name}: {ty}` as argument {at}."),
            Step::Remove { at, name } => format!("Remove argument {at}, `{name}`."),
            Step::Wrap { name, wrapper } => format!("Pass `{name}` as `{wrapper}({name})`."),
            Step::Unwrap { name } => format!("Pass `{name}` without its wrapper."),
            Step::Change { name, ty } => format!("Pass `{name}` as `{ty}`."),
            Step::Reorder { names } => format!("Pass the arguments in the order {}.", names.join(", ")),
        };
        text.push_str(&format!("  {step}\n"));
    }
    text
}

/// Renders two declarations, one below the other.
fn both(was: &str, is: &str) -> String {
    format!("  ```rust\n  // before\n  {was}\n  // now\n  {is}\n  ```\n\n")
}

/// Returns a declaration, prefixed with the name of the field if it belongs to one.
fn declared(path: &str, text: &str) -> String {
    match path.rsplit("::").next().and_then(|name| name.split_once('.')) {
        Some((_, field)) => format!("{field}: {text}"),
        None => text.to_owned(),
    }
}

/// The names of public items that have changed because something was renamed, by the older name.
#[derive(Debug, Default)]
struct Names(BTreeMap<String, String>);

impl Names {
    fn of(report: &Report<'_>, [old, new]: [&Api; 2]) -> Self {
        let words: Vec<(String, String)> = report.changes.iter().flat_map(words).collect();
        let (before, after) = (paths(old), paths(new));
        let mut found = BTreeMap::new();
        for path in before.keys().filter(|path| !after.contains_key(*path)) {
            let all = words.iter().fold(path.clone(), |path, (was, is)| path.replace(was.as_str(), is));
            let each = words.iter().map(|(was, is)| path.replace(was.as_str(), is));
            let other = each.chain([all]).find(|other| after.contains_key(other) && !before.contains_key(other));
            if let Some(other) = other {
                let (was, is) = shortest(path, &other);
                found.insert(was, is);
            }
        }
        Self(found)
    }

    fn table(&self) -> String {
        if self.0.is_empty() {
            return String::new();
        }
        let rows = self.0.iter().map(|(was, is)| format!("| {} | {} |\n", code(was), code(is)));
        format!("## Replace names\n\n| Before | Now |\n|---|---|\n{}\n", rows.collect::<String>())
    }

    /// Returns a path with newer names.
    fn newer(&self, path: &str) -> String {
        let whole = |was: &str| path == was || path.strip_prefix(was).is_some_and(|rest| rest.starts_with([':', '.']));
        let known = self.0.iter().filter(|(was, _)| whole(was)).max_by_key(|(was, _)| was.len());
        known.map_or_else(|| path.to_owned(), |(was, is)| format!("{is}{}", &path[was.len()..]))
    }

    /// Returns the items that both crates declare differently or that only the older one has, and what to do about
    /// each.
    fn rest(&self, [old, new]: [&Api; 2]) -> Vec<(String, String)> {
        let (before, after) = (paths(old), paths(new));
        let modules: BTreeSet<&str> = after.keys().filter_map(|path| Some(path.rsplit_once("::")?.0)).collect();
        let mut found = BTreeMap::new();
        for (path, was) in &before {
            let newer = self.newer(path);
            match after.get(&newer) {
                Some(is) if is != was => {
                    let (was, is) = (declared(path, was), declared(&newer, is));
                    let told = format!("- {}\n\n{}", code(&newer), both(&was, &is));
                    found.insert(newer, told);
                }
                Some(_) => {}
                None => {
                    let module = newer.rsplit_once("::").map(|(module, _)| module);
                    let gone = module.filter(|module| !modules.contains(module)).map_or(newer.clone(), str::to_owned);
                    found.insert(gone.clone(), format!("- {} was removed. Remove its uses.\n", code(&gone)));
                }
            }
        }
        found.into_iter().collect()
    }
}

/// Returns the spellings of a renamed item's name before and after the change.
fn words(change: &Change) -> Vec<(String, String)> {
    let (Some(old), Some(new)) = (&change.old, &change.new) else { return Vec::new() };
    if !change.kind.is_rename() || change.rust != Effect::Breaking {
        return Vec::new();
    }
    let [old, new] = [&old.value, &new.value].map(|value| Name::unplaced(value));
    let upper = |name: &Name| name.snake.to_uppercase();
    vec![(old.snake.clone(), new.snake.clone()), (upper(&old), upper(&new)), (old.pascal, new.pascal)]
}

/// Returns two paths up to the name in which they differ, if they differ in only one.
fn shortest(was: &str, is: &str) -> (String, String) {
    let [before, after] = [was, is].map(|path| path.split("::").collect::<Vec<_>>());
    match before.iter().zip(&after).position(|(before, after)| before != after) {
        Some(at) if before[at + 1..] == after[at + 1..] => (before[..=at].join("::"), after[..=at].join("::")),
        _ => (was.to_owned(), is.to_owned()),
    }
}

/// Returns the public items and their parts, each under the shortest path that leads to it, with its declaration.
fn paths(api: &Api) -> BTreeMap<String, String> {
    let mut shortest: BTreeMap<&str, &str> = BTreeMap::new();
    for (path, item) in &api.items {
        let known = shortest.entry(&item.home).or_insert(path);
        if (path.matches("::").count(), path.len()) < (known.matches("::").count(), known.len()) {
            *known = path;
        }
    }
    let mut found = BTreeMap::new();
    for path in shortest.into_values() {
        let item = &api.items[path];
        found.insert(path.to_owned(), item.signature.clone());
        for (name, member) in
            item.members.iter().filter(|(name, member)| !member.is_whole && !name.starts_with("impl "))
        {
            let is_field = !["fn", "variant", "const", "type"].iter().any(|word| member.text.starts_with(word));
            let dot = if is_field { "." } else { "::" };
            found.insert(format!("{path}{dot}{name}"), member.text.clone());
        }
    }
    found
}
