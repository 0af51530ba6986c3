//! YAML with comments: takes values and notes, gives the text of a file in the layout that all specs have.

use serde_json::Value;

use verispec_text::source::turns;

/// So wide are the lines of a spec file.
const WIDTH: usize = 120;

/// A value to write.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Yaml {
    /// A value that is spelled already.
    Scalar(String),
    /// Prose, which may be broken into several lines.
    Prose(String),
    /// A list.
    List(Vec<Item>),
    /// A mapping.
    Map(Vec<Entry>),
}

/// An item of a list.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Item {
    /// Comments above it.
    pub(super) notes: Vec<String>,
    pub(super) value: Yaml,
}

/// An entry of a mapping.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Entry {
    /// Comments above it.
    pub(super) notes: Vec<String>,
    pub(super) key: String,
    pub(super) value: Yaml,
    /// A comment at the end of its line.
    pub(super) beside: Option<String>,
    /// Whether an empty line stands in front of it.
    pub(super) apart: bool,
}

impl Yaml {
    /// A text that is a name, a URL or the like.
    pub(super) fn text(text: &str) -> Self {
        Yaml::Scalar(spelled(text, false))
    }

    /// Sentences.
    pub(super) fn prose(text: &str) -> Self {
        Yaml::Prose(text.to_owned())
    }

    /// A number.
    pub(super) fn number(number: impl std::fmt::Display) -> Self {
        Yaml::Scalar(number.to_string())
    }

    /// `true`, which is all that the spec language needs: what is not true is left out.
    pub(super) fn yes() -> Self {
        Yaml::Scalar("true".to_owned())
    }

    /// A list of names.
    pub(super) fn words<T: AsRef<str>>(words: impl IntoIterator<Item = T>) -> Self {
        Yaml::list(words.into_iter().map(|word| Yaml::text(word.as_ref())))
    }

    /// A list of anything.
    pub(super) fn list(items: impl IntoIterator<Item = Yaml>) -> Self {
        Yaml::List(items.into_iter().map(|value| Item { notes: Vec::new(), value }).collect())
    }

    /// Data, in the order that it has.
    pub(super) fn json(value: &Value) -> Self {
        match value {
            Value::Null => Yaml::Scalar("null".to_owned()),
            Value::Bool(value) => Yaml::Scalar(value.to_string()),
            Value::Number(number) => Yaml::Scalar(number.to_string()),
            Value::String(text) => Yaml::text(text),
            Value::Array(items) => Yaml::list(items.iter().map(Yaml::json)),
            Value::Object(members) => {
                Yaml::Map(members.iter().map(|(key, value)| Entry::new(key, Yaml::json(value))).collect())
            }
        }
    }
}

impl Entry {
    /// An entry without comments.
    pub(super) fn new(key: &str, value: Yaml) -> Self {
        Self { notes: Vec::new(), key: key.to_owned(), value, beside: None, apart: false }
    }

    /// With these comments above it.
    pub(super) fn noted(self, notes: impl IntoIterator<Item = String>) -> Self {
        Self { notes: self.notes.into_iter().chain(notes).collect(), ..self }
    }

    /// With a comment at the end of its line.
    pub(super) fn beside(self, comment: String) -> Self {
        Self { beside: Some(comment), ..self }
    }

    /// With an empty line in front of it.
    pub(super) fn apart(self) -> Self {
        Self { apart: true, ..self }
    }
}

/// A list in words.
pub(super) fn in_words(names: &[String]) -> String {
    match names {
        [] => "nothing".to_owned(),
        [one] => one.clone(),
        [first @ .., last] => format!("{} and {last}", first.join(", ")),
    }
}

/// The text of a file that holds this mapping, below a line that names its schema.
pub(super) fn file(path: &str, kind: &str, entries: &[Entry]) -> String {
    let up = "../".repeat(path.matches('/').count() + 1);
    let mut text = format!("# yaml-language-server: $schema={up}generated/schema/{kind}.json\n");
    map(entries, 0, &mut text);
    text
}

/// The lines of a mapping.
pub(super) fn block(entries: &[Entry], indent: usize) -> String {
    let mut text = String::new();
    map(entries, indent, &mut text);
    text
}

/// The lines of a list.
pub(super) fn block_list(items: &[Item], indent: usize) -> String {
    let mut text = String::new();
    list(items, indent, &mut text);
    text
}

/// A value in a line, as an item of a list in brackets has it.
pub(super) fn item(value: &Yaml) -> String {
    match value {
        Yaml::Scalar(word) if word.contains([',', '[', ']', '{', '}']) && !word.starts_with('"') => {
            Value::from(word.as_str()).to_string()
        }
        Yaml::List(items) => {
            format!("[{}]", items.iter().map(|inner| item(&inner.value)).collect::<Vec<_>>().join(", "))
        }
        value => short(value, 0),
    }
}

fn map(entries: &[Entry], indent: usize, out: &mut String) {
    for (index, entry) in entries.iter().enumerate() {
        if entry.apart && index > 0 {
            out.push('\n');
        }
        comments(&entry.notes, indent, out);
        pad(indent, out);
        self::entry(entry, indent, out);
    }
}

/// The key, and its value on the same line or below.
fn entry(entry: &Entry, indent: usize, out: &mut String) {
    out.push_str(&spelled(&entry.key, true));
    out.push(':');
    let beside = entry.beside.as_ref().map(|comment| format!(" # {}", plain(comment))).unwrap_or_default();
    let column = indent + entry.key.len() + 2;
    match &entry.value {
        Yaml::Map(entries) if !entries.is_empty() => {
            out.push_str(&beside);
            out.push('\n');
            map(entries, indent + 2, out);
        }
        Yaml::List(items) if flow(items, column).is_none() => {
            out.push_str(&beside);
            out.push('\n');
            list(items, indent + 2, out);
        }
        Yaml::Prose(text) if column + text.len() > WIDTH && is_foldable(text) => {
            out.push_str(" >-");
            out.push_str(&beside);
            out.push('\n');
            fold(text, indent + 2, out);
        }
        value => {
            out.push(' ');
            out.push_str(&short(value, column));
            out.push_str(&beside);
            out.push('\n');
        }
    }
}

fn list(items: &[Item], indent: usize, out: &mut String) {
    for item in items {
        comments(&item.notes, indent, out);
        let first = match &item.value {
            Yaml::Map(entries) => entries.first(),
            _ => None,
        };
        comments(first.map_or(&[], |entry| entry.notes.as_slice()), indent, out);
        pad(indent, out);
        out.push_str("- ");
        match &item.value {
            Yaml::Map(entries) if !entries.is_empty() => {
                self::entry(&entries[0], indent + 2, out);
                map(&entries[1..], indent + 2, out);
            }
            Yaml::List(items) if flow(items, indent + 2).is_none() => {
                // The comments of the inner items have no place of their own on this line.
                let mut inner = String::new();
                list(items, indent + 2, &mut inner);
                out.push_str(inner.trim_start());
            }
            Yaml::Prose(text) if indent + 2 + text.len() > WIDTH && is_foldable(text) => {
                out.push_str(">-\n");
                fold(text, indent + 2, out);
            }
            value => {
                out.push_str(&short(value, indent + 2));
                out.push('\n');
            }
        }
    }
}

/// A value that fits on the line.
fn short(value: &Yaml, column: usize) -> String {
    match value {
        Yaml::Scalar(spelled) => spelled.clone(),
        Yaml::Prose(text) => spelled(text, false),
        Yaml::List(items) => flow(items, column).unwrap_or_default(),
        Yaml::Map(_) => "{}".to_owned(),
    }
}

/// A list of plain values in one line, if it fits.
fn flow(items: &[Item], column: usize) -> Option<String> {
    let words = items.iter().map(|item| match &item.value {
        Yaml::Scalar(word) if item.notes.is_empty() && !word.contains([',', '[', ']', '{', '}']) => Some(word.as_str()),
        _ => None,
    });
    let line = format!("[{}]", words.collect::<Option<Vec<_>>>()?.join(", "));
    (column + line.len() <= WIDTH).then_some(line)
}

/// Whether folding gives the text back as it was.
fn is_foldable(text: &str) -> bool {
    !text.contains("  ") && text.trim() == text && !text.contains(|c: char| c.is_control() || is_refused(c))
}

/// A text in lines that are no wider than the file.
fn fold(text: &str, indent: usize, out: &mut String) {
    let mut line = String::new();
    for word in text.split(' ') {
        if !line.is_empty() && indent + line.chars().count() + 1 + word.chars().count() > WIDTH {
            pad(indent, out);
            out.push_str(&std::mem::take(&mut line));
            out.push('\n');
        }
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    pad(indent, out);
    out.push_str(&line);
    out.push('\n');
}

fn comments(notes: &[String], indent: usize, out: &mut String) {
    for note in notes {
        pad(indent, out);
        out.push_str("# ");
        out.push_str(&plain(note));
        out.push('\n');
    }
}

fn pad(indent: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', indent));
}

/// A text in one line, with spaces for everything that a comment cannot hold.
fn plain(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || is_refused(c))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// A text as it can be written: plain where no reader of YAML takes it for anything else, in quotes otherwise.
fn spelled(text: &str, key: bool) -> String {
    let text: String = text.chars().map(|c| if is_refused(c) { char::REPLACEMENT_CHARACTER } else { c }).collect();
    let first = text.chars().next().is_some_and(|c| c.is_alphabetic() || c == '/' || (key && c == '$'));
    let other = |c: char| c.is_control() || c == '"' || c == '\\' || c == '\u{FEFF}';
    let word = ["true", "false", "null", "yes", "no", "on", "off", "y", "n"].contains(&text.to_lowercase().as_str());
    let spaced = text.contains(": ") || text.contains(" #") || text.ends_with([':', ' ']);
    if first && !word && !spaced && !text.contains(other) {
        return text;
    }
    Value::from(text).to_string()
}

/// What no spec may hold, not even as an escape, but the example of a document may.
fn is_refused(c: char) -> bool {
    turns(c) || c == '\u{FEFF}' || (c.is_control() && !matches!(c, '\n' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::{Entry, Item, Yaml, file};

    #[test]
    fn what_another_reader_would_take_for_something_else_is_quoted() {
        let words = ["no", "33", "a: b", "a #b", "", "plain word", "ä", "a\"b", "-->", "Yes", "x:", "{a}", "/a/{b}, c"];
        let entries = words.map(|word| Entry::new("k", Yaml::text(word)));
        let text = file("provider.yaml", "provider", &entries);
        let lines: Vec<&str> = text.lines().skip(1).collect();
        let expected = [
            r#"k: "no""#,
            r#"k: "33""#,
            r#"k: "a: b""#,
            r#"k: "a #b""#,
            r#"k: """#,
            "k: plain word",
            "k: ä",
            r#"k: "a\"b""#,
            r#"k: "-->""#,
            r#"k: "Yes""#,
            r#"k: "x:""#,
            r#"k: "{a}""#,
            "k: /a/{b}, c",
        ];
        assert_eq!(lines, expected);
    }

    #[test]
    fn comments_stand_above_what_they_are_about() {
        let inner = Entry::new("name", Yaml::text("x")).noted(["todo: mend it".to_owned()]);
        let item = Item { notes: vec!["first".to_owned()], value: Yaml::Map(vec![inner]) };
        let list = Entry::new("list", Yaml::List(vec![item])).beside("lines 3-4".to_owned());
        let text = file("a/b.yaml", "thing", &[list, Entry::new("none", Yaml::List(Vec::new())).apart()]);
        let expected = "# yaml-language-server: $schema=../../generated/schema/thing.json\n\
                        list: # lines 3-4\n  # first\n  # todo: mend it\n  - name: x\n\nnone: []\n";
        assert_eq!(text, expected);
    }
}
