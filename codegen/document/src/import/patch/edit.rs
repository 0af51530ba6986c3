//! Edits YAML files: replaces single values by their span, so that comments and formatting are preserved.

use std::ops::Range;

use crate::import::yaml::{self, Entry, Item, Yaml};
use verispec_text::edit::Edit;
use verispec_text::yaml::{Key, Node, Value};

/// Makes a list contain these items, which are already in their final spelling. New items are inserted in the given
/// order. With `instead`, an added item takes the position of a removed one. Returns `None` if the change would destroy
/// the formatting of the list.
pub(in crate::import) fn items(text: &str, list: &Node, wanted: &[String], instead: bool) -> Option<Vec<Edit>> {
    let Value::Sequence(old) = &list.value else { return None };
    if wanted.is_empty() || old.is_empty() || text[range(list)].starts_with('[') {
        return whole(text, list, wanted).map(|edit| vec![edit]);
    }
    let spelled: Vec<String> = old.iter().map(spelled).collect::<Option<_>>()?;
    let mut gone: Vec<usize> = (0..old.len()).filter(|index| !wanted.contains(&spelled[*index])).collect();
    let mut edits = Vec::new();
    let mut last: Option<usize> = None;
    for item in wanted {
        if let Some(index) = spelled.iter().position(|known| known == item) {
            last = Some(index);
        } else if let (true, false) = (instead, gone.is_empty()) {
            let index = gone.remove(0);
            edits.push(Edit { at: range(&old[index]), words: item.clone() });
            last = Some(index);
        } else {
            let line = format!("{}- {item}\n", " ".repeat(column(text, old[0].span.start as usize).checked_sub(2)?));
            let at = match last {
                Some(index) => line_end(text, old[index].span.end as usize),
                None => above(text, old[0].span.start as usize),
            };
            edits.push(Edit { at: at..at, words: line });
        }
    }
    edits.extend(gone.into_iter().map(|index| lines(text, &old[index])));
    Some(edits)
}

/// Rewrites a complete list, because it is in brackets, or is or becomes empty; `None` if the list may contain
/// comments, which would be lost.
fn whole(text: &str, list: &Node, wanted: &[String]) -> Option<Edit> {
    let written = range(list);
    if text[written.clone()].contains('#') {
        return None;
    }
    // The text after the colon is removed as well, so that an item on a line of its own does not leave that line
    // behind.
    let start = text[..written.start].trim_end().len();
    let words = match wanted.iter().any(|item| item.starts_with('[')) {
        true => {
            let indent = " ".repeat(indent(text, start) + 2);
            wanted.iter().map(|item| format!("\n{indent}- {item}")).collect()
        }
        false => format!(" [{}]", wanted.join(", ")),
    };
    text[..start].ends_with(':').then_some(Edit { at: start..written.end, words })
}

/// Formats an item for a list; `None` unless it is a string or a list of strings.
fn spelled(node: &Node) -> Option<String> {
    match &node.value {
        Value::String(text) => Some(yaml::item(&Yaml::text(text))),
        Value::Sequence(items) => {
            let words = items.iter().map(spelled).collect::<Option<Vec<_>>>()?;
            Some(format!("[{}]", words.join(", ")))
        }
        _ => None,
    }
}

/// Returns the edit that replaces a single value; `None` if the value spans several lines.
pub(in crate::import) fn scalar(text: &str, node: &Node, value: &Yaml) -> Option<Edit> {
    let at = range(node);
    // A value folded over several lines has a more complex syntax.
    (!text[at.clone()].contains('\n')).then(|| Edit { at, words: yaml::item(value) })
}

/// Returns the edit that adds an entry to a mapping, after this key or at the end; `None` if the formatting of the
/// mapping does not allow it.
pub(in crate::import) fn add(text: &str, mapping: &Node, below: Option<&str>, entry: &Entry) -> Option<Edit> {
    let Value::Mapping(entries) = &mapping.value else { return None };
    let written = range(mapping);
    if text[written.clone()].starts_with('{') {
        return add_in_braces(text, mapping, entries, entry);
    }
    let (first, _) = entries.first()?;
    let known = below.and_then(|below| entries.iter().find(|(key, _)| key.name == below)).or(entries.last())?;
    let at = line_end(text, known.1.span.end as usize);
    let indent = column(text, first.span.start as usize);
    let blank = if entry.apart { "\n" } else { "" };
    let words = with_break(text, at, format!("{blank}{}", yaml::block(std::slice::from_ref(entry), indent)));
    Some(Edit { at: at..at, words })
}

/// Returns the edit that adds an entry to a mapping in braces; `None` if the formatting does not allow it. An empty
/// mapping becomes a block mapping.
fn add_in_braces(text: &str, mapping: &Node, entries: &[(Key, Node)], entry: &Entry) -> Option<Edit> {
    let written = range(mapping);
    if let Some((_, last)) = entries.last() {
        let simple = entry.notes.is_empty() && !matches!(&entry.value, Yaml::Map(_));
        let at = last.span.end as usize;
        let words = format!(", {}: {}", entry.key, yaml::item(&entry.value));
        return (simple && !words.contains('\n')).then_some(Edit { at: at..at, words });
    }
    let start = text[..written.start].trim_end().len();
    let block = yaml::block(std::slice::from_ref(entry), indent(text, start) + 2);
    text[..start].ends_with(':').then(|| Edit { at: start..written.end, words: format!("\n{}", block.trim_end()) })
}

/// Returns the edit that adds a mapping to the end of a list; `None` if the list is empty or in brackets.
pub(in crate::import) fn push(text: &str, list: &Node, item: Vec<Entry>) -> Option<Edit> {
    let Value::Sequence(old) = &list.value else { return None };
    let (first, last) = (old.first()?, old.last()?);
    if text[range(list)].starts_with('[') {
        return None;
    }
    let indent = column(text, first.span.start as usize).checked_sub(2)?;
    let at = line_end(text, last.span.end as usize);
    let item = Item { notes: Vec::new(), value: Yaml::Map(item) };
    Some(Edit { at: at..at, words: with_break(text, at, yaml::block_list(&[item], indent)) })
}

/// Returns the edit that removes an item of a list, with the comments directly above it; `None` if the list is in
/// brackets or would become empty.
pub(in crate::import) fn remove_item(text: &str, list: &Node, index: usize) -> Option<Edit> {
    let Value::Sequence(old) = &list.value else { return None };
    let in_lines = old.len() > 1 && !text[range(list)].starts_with('[');
    in_lines.then(|| old.get(index).map(|item| lines(text, item))).flatten()
}

/// Returns the edit that removes an entry of a mapping, with the comments directly above it; `None` if the formatting
/// of the mapping does not allow it.
pub(in crate::import) fn remove(text: &str, mapping: &Node, key: &str) -> Option<Edit> {
    let Value::Mapping(entries) = &mapping.value else { return None };
    let index = entries.iter().position(|(known, _)| known.name == key)?;
    let (key, value) = &entries[index];
    if text[range(mapping)].starts_with('{') {
        let before = &entries.get(index.checked_sub(1)?)?.1;
        return Some(Edit { at: before.span.end as usize..value.span.end as usize, words: String::new() });
    }
    // The first entry of an item comes after its dash.
    let alone = text[line_start(text, key.span.start as usize)..key.span.start as usize].trim().is_empty();
    let at = above(text, key.span.start as usize)..line_end(text, value.span.end as usize);
    (alone && entries.len() > 1).then_some(Edit { at, words: String::new() })
}

fn range(node: &Node) -> Range<usize> {
    node.span.start as usize..node.span.end as usize
}

/// Returns the span of a value's lines and the comments directly above them.
fn lines(text: &str, node: &Node) -> Edit {
    let at = above(text, node.span.start as usize)..line_end(text, node.span.end as usize);
    Edit { at, words: String::new() }
}

/// Returns the start of the line at an offset, or of the comments directly above that line.
fn above(text: &str, place: usize) -> usize {
    let mut start = line_start(text, place);
    loop {
        let before = line_start(text, start.saturating_sub(1));
        if start == 0 || !text[before..start].trim_start().starts_with('#') {
            return start;
        }
        // The line with the schema of the file belongs to the file, not to the first value.
        if before == 0 {
            return start;
        }
        start = before;
    }
}

fn line_start(text: &str, place: usize) -> usize {
    text[..place].rfind('\n').map_or(0, |index| index + 1)
}

/// Returns the start of the next line.
fn line_end(text: &str, place: usize) -> usize {
    text[place..].find('\n').map_or(text.len(), |index| place + index + 1)
}

/// Returns the number of spaces at the start of a line.
fn indent(text: &str, place: usize) -> usize {
    let line = &text[line_start(text, place)..];
    line.len() - line.trim_start_matches([' ', '-']).len()
}

fn column(text: &str, place: usize) -> usize {
    place - line_start(text, place)
}

/// Returns the line break that is needed before something is appended to a text.
fn with_break(text: &str, at: usize, words: String) -> String {
    if text[..at].ends_with('\n') { words } else { format!("\n{words}") }
}

#[cfg(test)]
mod tests {
    use super::{Edit, add, items, push, remove, scalar};
    use crate::import::yaml::{Entry, Yaml};
    use verispec_text::diagnostics::Diagnostics;
    use verispec_text::edit::apply;
    use verispec_text::source::{FileId, SourceFile, SourceMap};
    use verispec_text::yaml::{Node, tree};

    const TEXT: &str = "\
# schema
channels: [A, B] # as of May
# why
list:
  - one # the first
  # about two
  - two
chains:
  - [a, b]
  - [a, c]
slots:
  - category: X
    channels: []
  - {category: Y, channels: [A]}
none: {}
last: here
";

    fn changed(change: impl Fn(&str, &Node) -> Option<Vec<Edit>>) -> String {
        let file = SourceFile { path: "x.yaml".to_owned(), bytes: TEXT.as_bytes().to_vec() };
        let root = tree(FileId(0), &SourceMap::new(vec![file]), &mut Diagnostics::default())
            .expect("the text should be valid YAML");
        let after = change(TEXT, &root).and_then(|edits| apply(TEXT, edits)).unwrap_or_else(|| "stuck".to_owned());
        let lines = |text: &str| text.lines().map(str::to_owned).collect::<Vec<_>>();
        let (before, after) = (lines(TEXT), lines(&after));
        let gone = before.iter().filter(|line| !after.contains(line)).map(|line| format!("-{line}"));
        let come = after.iter().filter(|line| !before.contains(line)).map(|line| format!("+{line}"));
        gone.chain(come).collect::<Vec<_>>().join("\n")
    }

    fn words(words: &[&str]) -> Vec<String> {
        words.iter().map(|word| (*word).to_owned()).collect()
    }

    #[test]
    fn lists_change_and_comments_stay() {
        let list = |pointer: &'static [&str], wanted: &'static [&str], instead: bool| {
            changed(move |text, root| items(text, root.at(pointer.iter().copied())?, &words(wanted), instead))
        };
        assert_eq!(
            list(&["channels"], &["B", "C"], false),
            "-channels: [A, B] # as of May\n+channels: [B, C] # as of May"
        );
        assert_eq!(
            list(&["list"], &["zero", "one", "three"], false),
            "-  # about two\n-  - two\n+  - zero\n+  - three"
        );
        assert_eq!(list(&["chains"], &["[a, b, d]", "[a, c]"], true), "-  - [a, b]\n+  - [a, b, d]");
        assert_eq!(list(&["slots", "0", "channels"], &["B"], false), "-    channels: []\n+    channels: [B]");
    }

    #[test]
    fn what_is_no_list_is_left_alone() {
        assert_eq!(changed(|text, root| items(text, root.at(["last"])?, &words(&["B"]), false)), changed(|_, _| None));
    }

    #[test]
    fn entries_come_and_go() {
        let entry = || Entry::new("new", Yaml::text("word"));
        assert_eq!(
            changed(|t, root| add(t, root.at(["none"])?, None, &entry()).map(|e| vec![e])),
            "-none: {}\n+none:\n+  new: word"
        );
        assert_eq!(
            changed(|t, root| add(t, root.at(["slots", "0"])?, Some("category"), &entry()).map(|e| vec![e])),
            "+    new: word"
        );
        assert_eq!(
            changed(|t, root| add(t, root.at(["slots", "1"])?, None, &entry()).map(|e| vec![e])),
            "-  - {category: Y, channels: [A]}\n+  - {category: Y, channels: [A], new: word}"
        );
        assert_eq!(
            changed(|t, root| remove(t, root, "list").map(|e| vec![e])),
            "-# why\n-list:\n-  - one # the first\n-  # about two\n-  - two"
        );
        assert_eq!(changed(|t, root| push(t, root.at(["slots"])?, vec![entry()]).map(|e| vec![e])), "+  - new: word");
        assert_eq!(
            changed(|t, root| scalar(t, root.at(["last"])?, &Yaml::text("no")).map(|e| vec![e])),
            "-last: here\n+last: \"no\""
        );
    }
}
