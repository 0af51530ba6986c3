//! Turns changes into changelog entries: one sentence per fact, with the values before and after, the advice and the source.

use std::collections::BTreeMap;

use super::Report;
use super::source::Sources;
use crate::change::Change;
use crate::place::SpecPlace;
use crate::workflow::called;
use verispec_model::change::text::{CITED, EXAMPLE, LAYOUT, LAYOUT_ADDED, LAYOUT_REMOVED, SOURCE};
use verispec_model::change::workflow::{CAPABILITIES_REORDERED, CAPABILITY_NOT_RUN, CAPABILITY_RUN};
use verispec_model::change::{Area, Effect};
use verispec_model::ir::{CapabilityId, Model, Workflow};
use verispec_text::markdown::{code, md};

/// The maximum length of both values together on one line. Longer values are each shown on their own line.
const MOST_INLINE: usize = 80;

/// An entry of a changelog.
#[derive(Debug)]
pub(super) struct Entry<'m> {
    /// The most severe effect of the changes on any audience.
    pub(super) effect: Effect,
    /// The workflow that the entry is about, if it is about a single one.
    pub(super) workflow: Option<&'m Workflow>,
    /// The entry as a Markdown list item.
    pub(super) text: String,
}

/// Returns whether a change concerns only maintainers of the spec.
pub(super) fn is_of_the_spec(change: &Change) -> bool {
    [&SOURCE, &CITED, &LAYOUT, &LAYOUT_ADDED, &LAYOUT_REMOVED].contains(&change.kind)
}

/// Returns the entries of a report, in the order of its changes.
pub(super) fn entries<'m>(report: &'m Report<'_>) -> Vec<Entry<'m>> {
    let mut sources = Sources::new(report);
    let all = report.iter().map(|(change, _)| change).filter(|change| !is_of_the_spec(change));
    let all: Vec<(&Change, Option<&'m Workflow>)> = all.map(|change| (change, workflow(report, change))).collect();
    // All changes to the chains of a workflow become one entry.
    let mut chains_of: BTreeMap<u32, Vec<&Change>> = BTreeMap::new();
    for (change, workflow) in &all {
        if let Some(own) = workflow.filter(|_| is_of_chains(change)) {
            chains_of.entry(own.key).or_default().push(change);
        }
    }
    let mut entries: Vec<Entry<'_>> = Vec::new();
    for (change, workflow) in all {
        match workflow.filter(|_| is_of_chains(change)) {
            Some(own) => {
                let together = chains_of.remove(&own.key);
                entries.extend(together.map(|together| chains(report, own, &together, &mut sources)));
            }
            None => {
                entries.push(Entry { effect: change.effect(), workflow, text: single(change, workflow, &mut sources) })
            }
        }
    }
    entries
}

pub(super) fn is_of_chains(change: &Change) -> bool {
    [&CAPABILITY_RUN, &CAPABILITY_NOT_RUN, &CAPABILITIES_REORDERED].contains(&change.kind)
}

/// Returns the workflow that a change is about, from the newer spec if it still exists there.
pub(super) fn workflow<'m>(report: &'m Report<'_>, change: &Change) -> Option<&'m Workflow> {
    let of = |model: &'m Model, place: &SpecPlace| match place.stem() {
        ("workflows", stem) => model.workflows.iter().find(|workflow| workflow.name.wire == stem),
        _ => None,
    };
    let new = change.new.as_ref().and_then(|side| of(report.new.model, &side.place));
    let old = || change.old.as_ref().and_then(|side| of(report.old.model, &side.place));
    // Removals are listed under the workflow's newer name.
    let newer = |old: &'m Workflow| report.new.model.workflow(old.key).unwrap_or(old);
    new.or_else(|| old().map(newer))
}

fn single(change: &Change, workflow: Option<&Workflow>, sources: &mut Sources<'_>) -> String {
    let mut text = format!("- **{}**", sentence(change, workflow));
    let values = [&change.old, &change.new].map(|side| side.as_ref().map_or("", |side| side.value.as_str()));
    // Messages about prose and public items already contain both values.
    let is_said = matches!(change.kind.area, Area::Crate | Area::Documentation) && change.kind != &EXAMPLE;
    let [old, new] = values;
    let is_shown = change.old.is_some() && change.new.is_some() && old != new && !is_said && change.kind != &EXAMPLE;
    let is_short = old.len() + new.len() <= MOST_INLINE;
    if is_shown && is_short {
        text.push_str(&format!(" It was {} and is now {}.", code(old), code(new)));
    }
    text.push_str(&advice(&[change]));
    text.push_str(&sources.of(change));
    text.push('\n');
    if is_shown && !is_short {
        text.push_str(&format!("  - Before: {}\n  - Now: {}\n", md(old), md(new)));
    }
    if !change.functions.is_empty() {
        text.push_str(&format!("  - Changed signatures: {}\n", super::paths(change).join(", ")));
    }
    text
}

/// Returns the message without the workflow, because the heading already names it. A change of prose is prefixed with
/// the item that it belongs to.
fn sentence(change: &Change, workflow: Option<&Workflow>) -> String {
    md(&said(change, workflow))
}

/// Returns that sentence as plain text.
pub(super) fn said(change: &Change, workflow: Option<&Workflow>) -> String {
    let own = workflow.and_then(|workflow| change.message.strip_prefix(&format!("{} ", called(workflow))));
    let message = own.unwrap_or(&change.message);
    let is_text = change.kind.area == Area::Documentation;
    let label = change.new.as_ref().or(change.old.as_ref()).map(|side| label(&side.place)).unwrap_or_default();
    let message = match is_text && !label.is_empty() {
        true => format!("{label}: {message}"),
        false => message.to_owned(),
    };
    capitalized(&message)
}

fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    let first: String = characters.next().into_iter().flat_map(char::to_uppercase).collect();
    format!("{first}{}", characters.as_str())
}

/// Returns the item that a prose value belongs to, without its file.
fn label(place: &SpecPlace) -> String {
    let (folder, stem) = place.stem();
    let keys = place.keys();
    let keys = keys.iter().filter(|key| !["$defs", "properties", "decisions", "sentences", "documents"].contains(key));
    let keys: Vec<&str> = keys.copied().collect();
    match (folder, stem) {
        // Messages about documents and decisions already name them.
        ("", "provider") if place.keys().contains(&"documents") => String::new(),
        ("workflows", _) => keys.join(", "),
        ("schemas", _) => keys.join("."),
        ("layouts" | "tables", _) | ("", "decisions") => String::new(),
        ("", _) => keys.join(", "),
        ("rules", _) => keys.get(1).map_or_else(String::new, |rule| format!("`{rule}`, {}", keys[2..].join(", "))),
        (_, stem) => format!("`{stem}`, {}", keys.join(", ")).trim_end_matches([',', ' ']).to_owned(),
    }
}

/// Returns what to do about the changes and whom they affect, without repetition.
fn advice(changes: &[&Change]) -> String {
    let mut told: Vec<&str> = Vec::new();
    for change in changes {
        let to_do = change.kind.to_do;
        if !to_do.starts_with("Nothing") && !told.contains(&to_do) {
            told.push(to_do);
        }
    }
    let elsewhere = changes.iter().any(|change| change.wire.max(change.behaviour) == Effect::Breaking);
    let programs = changes.iter().any(|change| change.rust == Effect::Breaking);
    if programs {
        told.push(if elsewhere {
            "Programs that use it no longer compile."
        } else {
            "This concerns Rust programs only."
        });
    }
    told.iter().map(|sentence| format!(" {sentence}")).collect()
}

/// Returns the chains of a workflow that only one of the specs has.
fn chains<'m>(report: &'m Report<'_>, own: &'m Workflow, changes: &[&Change], sources: &mut Sources<'_>) -> Entry<'m> {
    let spelled = |model: &Model, workflow: &Workflow| -> Vec<String> {
        let chain = |chain: &Vec<CapabilityId>| {
            chain.iter().map(|id| model[*id].name.wire.as_str()).collect::<Vec<_>>().join(" → ")
        };
        workflow.chains.iter().map(chain).collect()
    };
    let (old, new) = (report.old.model, report.new.model);
    let before = old.workflow(own.key).or_else(|| old.workflows.iter().find(|known| known.name == own.name));
    let (was, is) = (before.map(|workflow| spelled(old, workflow)).unwrap_or_default(), spelled(new, own));
    let only = |of: &[String], other: &[String]| -> String {
        let chains = of.iter().filter(|chain| !other.contains(chain)).map(|chain| code(chain));
        let chains: Vec<String> = chains.collect();
        if chains.is_empty() { "none".to_owned() } else { chains.join(", ") }
    };
    let told = run(changes);
    let text = format!(
        "- **{told}.**{}{}\n  - Chains before: {}\n  - Chains now: {}\n",
        advice(changes),
        sources.of(changes[0]),
        only(&was, &is),
        only(&is, &was)
    );
    let effect = changes.iter().map(|change| change.effect()).max().unwrap_or(Effect::None);
    Entry { effect, workflow: Some(own), text }
}

/// Returns which capabilities a workflow runs now and which no longer, as one sentence without its period.
pub(super) fn run(changes: &[&Change]) -> String {
    let names = |kind: &'static crate::Kind| -> Vec<String> {
        let own = changes.iter().filter(|change| change.kind == kind);
        own.filter_map(|change| change.new.as_ref().or(change.old.as_ref())).map(|side| code(&side.value)).collect()
    };
    let mut told = Vec::new();
    for (kind, verb) in [(&CAPABILITY_RUN, "now runs"), (&CAPABILITY_NOT_RUN, "no longer runs")] {
        let names = names(kind);
        if !names.is_empty() {
            told.push(format!("{verb} {}", names.join(", ")));
        }
    }
    if told.is_empty() {
        told.push("runs its capabilities in a different order".to_owned());
    }
    capitalized(&told.join(", and "))
}
