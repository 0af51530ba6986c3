//! Finds the uses of a name in a text: as an entire value or key, or as a step of a path.

use std::ops::Range;

use verispec_codegen::diagnostics::Diagnostics;
use verispec_codegen::edit::{Edit, apply};
use verispec_codegen::source::{FileId, SourceMap, Span};
use verispec_codegen::yaml::{self, Node, Value};

/// The occurrences in a file.
#[derive(Debug, Default)]
pub(super) struct Found {
    /// Where the name is used.
    pub(super) names: Vec<Range<usize>>,
    /// The lines of prose that mention it.
    pub(super) mentions: Vec<usize>,
}

/// Where a YAML file uses a name.
pub(super) fn in_yaml(file: FileId, sources: &SourceMap, name: &str) -> Found {
    let mut found = Found::default();
    let Some(root) = yaml::tree(file, sources, &mut Diagnostics::default()) else { return found };
    let text = sources.text(file);
    let mut scalars = Vec::new();
    collect(&root, &mut scalars);
    for Span { start, end, .. } in scalars {
        let (start, end) = (start as usize, end as usize);
        let scalar = &text[start..end];
        let uses = uses(scalar, name);
        match scalar.contains(char::is_whitespace) {
            false => found.names.extend(uses.into_iter().map(|at| start + at.start..start + at.end)),
            true => {
                let line = |at: Range<usize>| text[..start + at.start].matches('\n').count() + 1;
                found.mentions.extend(uses.into_iter().map(line));
            }
        }
    }
    found.mentions.dedup();
    found
}

/// Where a JSON text uses a name, in its strings, and in the pointers within sentences.
pub(super) fn in_json(text: &str, name: &str) -> Vec<Range<usize>> {
    let stands = |at: &Range<usize>| {
        let (before, after) = (text[..at.start].chars().next_back(), text[at.end..].chars().next());
        before.is_some_and(|c| "\"/.".contains(c))
            && after.is_some_and(|c| "\"/.[ ".contains(c))
            && !(before == Some('"') && after == Some(' '))
    };
    uses(text, name).into_iter().filter(stands).collect()
}

/// Replaces the name at these places.
pub(super) fn replaced(text: &str, places: Vec<Range<usize>>, name: &str) -> Option<String> {
    apply(text, places.into_iter().map(|at| Edit { at, words: name.to_owned() }).collect())
}

/// Occurrences that are not part of a longer name.
fn uses(text: &str, name: &str) -> Vec<Range<usize>> {
    let is_of_name = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
    let whole = |start: usize| {
        let (before, after) = (text[..start].chars().next_back(), text[start + name.len()..].chars().next());
        !before.is_some_and(is_of_name) && !after.is_some_and(is_of_name)
    };
    let starts = text.match_indices(name).map(|(start, _)| start);
    starts.filter(|start| whole(*start)).map(|start| start..start + name.len()).collect()
}

fn collect(node: &Node, found: &mut Vec<Span>) {
    match &node.value {
        Value::Sequence(items) => items.iter().for_each(|item| collect(item, found)),
        Value::Mapping(entries) => entries.iter().for_each(|(key, value)| {
            found.push(key.span);
            collect(value, found);
        }),
        Value::String(_) => found.push(node.span),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{in_json, replaced, uses};

    #[test]
    fn a_name_is_no_part_of_a_longer_one() {
        assert!(uses("body.ID.x", "ID").into_iter().eq([(5, 7)].map(|(start, end)| start..end)));
        for other in ["IDS", "ID_CARD", "aID", "front-ID"] {
            assert!(uses(other, "ID").is_empty(), "{other}");
        }
    }

    #[test]
    fn cases_use_a_name_in_strings_and_pointers() {
        let text = r#"{"expect": "warning at /ID/0", "why": "ID is missing", "ID": ["ID", "IDS"]}"#;
        let renamed = r#"{"expect": "warning at /PASS/0", "why": "ID is missing", "PASS": ["PASS", "IDS"]}"#;
        assert_eq!(replaced(text, in_json(text, "ID"), "PASS").as_deref(), Some(renamed));
    }
}
