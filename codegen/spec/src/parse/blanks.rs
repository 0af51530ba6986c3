//! Template placeholders: finds values in a file that still have to be filled in.

use super::rules;
use verispec_text::diagnostics::Diagnostics;
use verispec_text::source::Span;
use verispec_text::yaml::{Node, Value};

/// The prefix of a placeholder value.
pub const BLANK: &str = "TODO";

/// Reports every placeholder, and returns their locations.
pub(super) fn check(root: &Node, diagnostics: &mut Diagnostics) -> Vec<Span> {
    let mut found = Vec::new();
    walk(root, &mut |span, text| {
        let what = text.strip_prefix(BLANK)?;
        let what = what.trim_start_matches([':', ' ']);
        let is_word = text[BLANK.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_' || c == '-');
        if is_word {
            return None;
        }
        let help = if what.is_empty() { rules::BLANK.way_out.to_owned() } else { format!("write {what}") };
        diagnostics.push(rules::BLANK.at(span, "this placeholder has not been replaced").help(help));
        found.push(span);
        Some(())
    });
    found
}

fn walk(node: &Node, visit: &mut impl FnMut(Span, &str) -> Option<()>) {
    match &node.value {
        Value::String(text) => {
            visit(node.span, text);
        }
        Value::Sequence(items) => items.iter().for_each(|item| walk(item, visit)),
        Value::Mapping(entries) => {
            for (key, value) in entries {
                visit(key.span, &key.name);
                walk(value, visit);
            }
        }
        _ => {}
    }
}
