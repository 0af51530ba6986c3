//! Changes as a changelog that can be published as it is: what breaks first, and what to do about it.

use std::collections::BTreeMap;

use super::Report;
use crate::change::Change;
use verispec_model::change::{Area, Effect};
use verispec_text::markdown::md;

/// The groups of what breaks, with whom each concerns; a change is in the first that it belongs to.
const BREAKING: [(&str, Audience); 3] = [
    ("Requests and responses", |change| change.wire),
    ("Behaviour", |change| change.behaviour),
    ("Rust only", |change| change.rust),
];

/// What a change means to an audience.
type Audience = fn(&Change) -> Effect;

/// What has changed, below headings of the third level.
pub fn markdown(report: &Report<'_>) -> String {
    let mut text = String::new();
    let changes: Vec<&Change> = report.iter().map(|(change, _)| change).collect();
    let breaking: Vec<&Change> = with(&changes, Effect::Breaking);
    if !breaking.is_empty() {
        text.push_str("### Breaking\n\n");
        for (heading, _) in BREAKING {
            let first = |change: &&Change| BREAKING.iter().find(|(_, audience)| audience(change) == Effect::Breaking);
            let belongs = |change: &&Change| first(change).is_some_and(|(group, _)| *group == heading);
            let group: Vec<&Change> = breaking.iter().copied().filter(belongs).collect();
            if !group.is_empty() {
                text.push_str(&format!("#### {heading}\n\n{}\n", bullets(&group)));
            }
        }
    }
    let compatible = with(&changes, Effect::Compatible);
    if !compatible.is_empty() {
        text.push_str(&format!("### Compatible\n\n{}\n", bullets(&compatible)));
    }
    let docs = with(&changes, Effect::None);
    if !docs.is_empty() {
        text.push_str(&format!("### Documentation\n\n{}\n", counted(&docs)));
    }
    if let Some(unknown) = report.unknown_of_crates() {
        let nothing = if text.is_empty() { "Nothing has changed in the spec. " } else { "" };
        text.push_str(&format!("{nothing}Note: {}.\n", md(&unknown)));
    }
    if text.is_empty() { "Nothing has changed.\n".to_owned() } else { text.trim_end().to_owned() + "\n" }
}

fn with<'c>(changes: &[&'c Change], effect: Effect) -> Vec<&'c Change> {
    changes.iter().copied().filter(|change| change.effect() == effect).collect()
}

fn bullets(changes: &[&Change]) -> String {
    let bullet = |change: &&Change| {
        let to_do = match change.kind.to_do {
            to_do if to_do.starts_with("Nothing") => String::new(),
            to_do => format!(" {to_do}"),
        };
        let values = match (&change.old, &change.new) {
            // The sentence about a public item says both already.
            _ if change.kind.area == Area::Crate => String::new(),
            (Some(old), Some(new)) if old.value != new.value && old.value.len() + new.value.len() < 160 => {
                format!(" It was {}.", md(&old.value))
            }
            _ => String::new(),
        };
        format!("- **{}**{values}{to_do}{}\n", md(&change.message), for_programs(change))
    };
    changes.iter().map(bullet).collect()
}

/// That programs do not compile, where something else breaks, too.
fn for_programs(change: &Change) -> &'static str {
    let elsewhere = change.wire.max(change.behaviour) == Effect::Breaking;
    if elsewhere && change.rust == Effect::Breaking { " Programs that use it no longer compile." } else { "" }
}

/// What only readers notice, by kind, with the files that it is in.
fn counted(changes: &[&Change]) -> String {
    let mut kinds: BTreeMap<&str, (&str, Vec<String>)> = BTreeMap::new();
    for change in changes {
        let what = change.what();
        let file = what.split(':').next().unwrap_or_default().to_owned();
        let (_, files) = kinds.entry(change.kind.id).or_insert((change.kind.what, Vec::new()));
        if !files.contains(&file) {
            files.push(file);
        }
    }
    let line = |(what, files): (&str, Vec<String>)| {
        let files: Vec<String> = files.iter().map(|file| format!("`{file}`")).collect();
        format!("- {} In {}.\n", md(what), files.join(", "))
    };
    kinds.into_values().map(line).collect()
}
