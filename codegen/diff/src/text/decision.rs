//! Compares decisions about contradictory documents: which decisions exist, what they say, and which contradictions
//! they settle.

use std::collections::BTreeSet;

use verispec_model::change::text::DECISION;
use verispec_text::compare::reworded;
use verispec_text::yaml::{Node, Value as NodeValue};

use super::{At, Walk, by_key, entries, key, plain, unnumbered};
use crate::place::{Finder, SpecPlace};

/// Returns the ids of all decisions of a spec.
pub(super) fn ids(finder: &mut Finder<'_>) -> BTreeSet<String> {
    let all = finder.node(&SpecPlace::file("decisions").key("decisions"));
    entries(all).iter().map(|(key, _)| key.name.clone()).collect()
}

/// Sorts the lists and keys of a value, because their order has no meaning in a decision.
fn unordered(node: &Node) -> String {
    match &node.value {
        NodeValue::Sequence(items) => {
            let mut texts: Vec<String> = items.iter().map(unordered).collect();
            texts.sort();
            texts.join(", ")
        }
        NodeValue::Mapping(entries) => {
            let mut texts: Vec<String> =
                entries.iter().map(|(key, value)| format!("{}: {}", key.name, unordered(value))).collect();
            texts.sort();
            texts.join(", ")
        }
        _ => unnumbered(&plain(node)),
    }
}

/// Returns the text of a decision, or a note that there is no decision yet.
fn said(node: &Node) -> String {
    node.at(["decision"]).map_or_else(|| "not decided yet".to_owned(), plain)
}

impl Walk<'_> {
    /// Compares decisions by their ids.
    pub(super) fn decisions(&mut self, was: Option<&Node>, is: Option<&Node>, at: &At) {
        for (id, (was, is)) in by_key(entries(was), entries(is)) {
            if was.map(unordered) == is.map(unordered) {
                continue;
            }
            let contradiction = |node: &Node| node.at(["contradiction"]).map(plain).unwrap_or_default();
            let told = match (was, is) {
                (None, Some(is)) => format!("was added: {}", contradiction(is)),
                (Some(was), None) => format!("was removed: {}", contradiction(was)),
                (Some(was), Some(is)) => format!("changed: {}.", differences(was, is)),
                (None, None) => continue,
            };
            let told = if told.ends_with('.') { told } else { format!("{told}.") };
            let [old, new] = [was, is].map(|node| node.map(said));
            let message = format!("The decision `{id}` {told}");
            self.push(&DECISION, message, [old.as_deref(), new.as_deref()], &key(at, id));
        }
    }
}

/// Describes the differences between two versions of a decision.
fn differences(was: &Node, is: &Node) -> String {
    let mut told = Vec::new();
    for (name, (was, is)) in by_key(entries(Some(was)), entries(Some(is))) {
        let [before, after] = [was, is].map(|node| node.map(unordered));
        match (before, after) {
            (before, after) if before == after => {}
            (Some(before), Some(after)) if matches!(name, "decision" | "contradiction") => {
                told.push(format!("in the {name}, {}", reworded(&before, &after)));
            }
            (None, Some(after)) if name == "decision" => {
                told.push(format!("it is now decided: {}", after.trim_end_matches('.')))
            }
            (Some(_), None) if name == "decision" => told.push("it is no longer decided".to_owned()),
            _ => told.push(format!("`{name}` differs")),
        }
    }
    told.join("; ")
}
