//! Compares examples of requests and responses, and reports the changed values by their paths.

use std::collections::BTreeMap;

use serde_json::Value;
use verispec_model::change::text::{CITED, EXAMPLE, SOURCE};
use verispec_text::compare::reworded;
use verispec_text::yaml::{Node, Value as NodeValue};

use super::{At, Walk, any_order, items, plain};

/// The maximum number of changed values that a message lists.
const MOST_NAMED: usize = 4;

/// The maximum length of a value in a message.
const MOST_SHOWN: usize = 60;

/// The values of examples, by example and path. Each line of a multi-line string is a separate value.
type Lines = BTreeMap<String, String>;

impl Walk<'_> {
    /// Compares the examples of an operation by their names. Their order does not matter.
    pub(super) fn examples(&mut self, was: Option<&Node>, is: Option<&Node>, at: &At) {
        let [old, new] = [was, is].map(lines);
        let told = differences(&old, &new);
        if !told.is_empty() {
            let side = |own: &Lines, other: &Lines| -> String {
                let lines = own.iter().filter(|(path, value)| other.get(*path) != Some(value));
                lines.map(|(path, value)| format!("{path}: {value}")).collect::<Vec<_>>().join("; ")
            };
            let values = [was.map(|_| side(&old, &new)), is.map(|_| side(&new, &old))];
            let values = values.each_ref().map(|value| value.as_deref());
            self.push(&EXAMPLE, format!("In the examples, {}.", told.join(", ")), values, at);
        }
        for (name, kind) in [("source", &SOURCE), ("decisions", &CITED)] {
            let said = |node: Option<&Node>| -> Vec<String> {
                let own = items(node).iter().filter_map(|example| example.at([name]));
                let mut said: Vec<String> = own.flat_map(any_order).collect();
                said.sort();
                said
            };
            if said(was) != said(is) && told.is_empty() {
                self.tell(kind, kind.what.to_owned(), [was, is], at);
            }
        }
    }
}

fn lines(node: Option<&Node>) -> Lines {
    let mut lines = Lines::new();
    let single = Vec::from_iter(node.filter(|node| !matches!(node.value, NodeValue::Sequence(_))).cloned());
    let examples = if single.is_empty() { items(node) } else { &single };
    let named = |example: &Node| example.at(["name"]).map(plain).unwrap_or_default();
    for (index, example) in examples.iter().enumerate() {
        let name = named(example);
        let number = examples[..index].iter().filter(|other| named(other) == name).count();
        let number = if number == 0 { String::new() } else { format!(" {}", number + 1) };
        let prefix = if name.is_empty() { number.trim_start().to_owned() } else { format!("{name}{number}") };
        let prefix = if prefix.is_empty() { prefix } else { format!("{prefix}: ") };
        let Value::Object(parts) = example.to_json() else {
            collect(&prefix, &example.to_json(), &mut lines);
            continue;
        };
        for (part, value) in parts.iter().filter(|(part, _)| !["name", "source", "decisions"].contains(&part.as_str()))
        {
            collect(&format!("{prefix}{part}"), value, &mut lines);
        }
    }
    lines
}

fn collect(path: &str, value: &Value, lines: &mut Lines) {
    match value {
        Value::Object(members) if !members.is_empty() => {
            members.iter().for_each(|(name, value)| collect(&format!("{path}.{name}"), value, lines));
        }
        Value::Array(values) if !values.is_empty() => {
            values.iter().enumerate().for_each(|(index, value)| collect(&format!("{path}[{index}]"), value, lines));
        }
        Value::String(text) if text.trim().contains('\n') => {
            for (index, line) in text.lines().enumerate() {
                lines.insert(format!("{path}, line {}", index + 1), line.trim().to_owned());
            }
        }
        value => {
            lines.insert(path.to_owned(), value.to_string());
        }
    }
}

/// Describes the first changed values, and states how many more there are.
fn differences(old: &Lines, new: &Lines) -> Vec<String> {
    let shown = |value: &str| {
        let short: String = value.chars().take(MOST_SHOWN).collect();
        if short.len() < value.len() { format!("{short}…") } else { short }
    };
    let mut told: Vec<String> = Vec::new();
    for (path, is) in new {
        match old.get(path) {
            Some(was) if was == is => {}
            Some(was) if was.contains(' ') => told.push(format!("`{path}`: {}", reworded(was, is))),
            Some(was) => told.push(format!("`{path}`: `{}` became `{}`", shown(was), shown(is))),
            None => told.push(format!("`{path}: {}` was added", shown(is))),
        }
    }
    let gone = old.iter().filter(|(path, _)| !new.contains_key(*path));
    told.extend(gone.map(|(path, was)| format!("`{path}: {}` was removed", shown(was))));
    if told.len() > MOST_NAMED {
        let more = told.len() - MOST_NAMED;
        told.truncate(MOST_NAMED);
        told.push(format!("and {more} more"));
    }
    told
}
