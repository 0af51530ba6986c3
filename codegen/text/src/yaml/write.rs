//! Writes all YAML output, and formats values and comments the way a person would.
//!
//! YAML libraries do not write comments, and they write `yes` and `2024-03-04T11:05:48Z` without quotes, because both
//! are strings in YAML 1.2. However, many parsers implement YAML 1.1, in which the first is a boolean and the second is
//! a timestamp.

use serde_json::Value;

use super::draft::{Entry, Item, Yaml};
use crate::source::turns;

/// Maximum width of a line.
const WIDTH: usize = 120;

/// Lowercase words that YAML 1.1 or 1.2 does not parse as strings.
const WORDS: &[&str] = &["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"];

/// Returns the lines of a mapping in a spec.
pub fn block(entries: &[Entry], indent: usize) -> String {
    let mut writer = Writer::new(Reader::Spec);
    writer.map(entries, indent);
    writer.out
}

/// Returns the lines of a list in a spec.
pub fn block_list(items: &[Item], indent: usize) -> String {
    let mut writer = Writer::new(Reader::Spec);
    writer.list(items, indent);
    writer.out
}

/// Formats a value in a spec as an item of a flow sequence.
pub fn item(value: &Yaml) -> String {
    match value {
        Yaml::List(items) => {
            format!("[{}]", items.iter().map(|inner| item(&inner.value)).collect::<Vec<_>>().join(", "))
        }
        value => {
            let word = Writer::new(Reader::Spec).short(value, 0);
            let is_bare = !word.contains(BRACKETS) || word.starts_with('"') || *value == Yaml::Map(Vec::new());
            if is_bare { word } else { Value::from(word).to_string() }
        }
    }
}

/// Formats a document that all parsers can read, regardless of their YAML version.
pub fn document(value: Value) -> String {
    let mut writer = Writer::new(Reader::Any);
    match Yaml::of(value, Yaml::Prose) {
        Yaml::Map(entries) if !entries.is_empty() => writer.map(&entries, 0),
        Yaml::List(items) if !items.is_empty() => writer.list(&items, 0),
        other => writer.line(&other, 0, ""),
    }
    writer.out
}

/// Writes an object field by field, so that it never has to be completely in memory.
pub struct Document(Writer);

impl Default for Document {
    fn default() -> Self {
        Self(Writer::new(Reader::Any))
    }
}

impl Document {
    /// Adds a field, if it has a value.
    pub fn field(&mut self, key: &str, value: Option<Value>) {
        self.0
            .map(&value.map(|value| Entry::new(key, Yaml::of(value, Yaml::Prose))).into_iter().collect::<Vec<_>>(), 0);
    }

    /// Adds a non-empty list, item by item.
    pub fn list(&mut self, key: &str, items: impl IntoIterator<Item = Value>) {
        self.0.out.extend([key, ":\n"]);
        for value in items {
            self.0.list(&[Item { notes: Vec::new(), value: Yaml::of(value, Yaml::Prose) }], 2);
        }
    }

    /// Returns the output, with a final line break.
    pub fn finish(self) -> String {
        self.0.out
    }
}

/// The characters that end a plain scalar in a flow sequence.
const BRACKETS: [char; 5] = [',', '[', ']', '{', '}'];

/// The intended reader of the output, which determines its style.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Reader {
    /// The output is for people and for our own parser: short lists are on one line, and few strings are quoted.
    Spec,
    /// The output is for any parser: each list item has its own line, and every ambiguous string is quoted.
    Any,
}

/// Collects the output in a style.
struct Writer {
    reader: Reader,
    out: String,
}

impl Writer {
    fn new(reader: Reader) -> Self {
        Self { reader, out: String::new() }
    }

    fn map(&mut self, entries: &[Entry], indent: usize) {
        for (index, entry) in entries.iter().enumerate() {
            if entry.apart && index > 0 {
                self.out.push('\n');
            }
            self.comments(&entry.notes, indent);
            self.pad(indent);
            self.entry(entry, indent);
        }
    }

    /// Writes the key, and its value on the same line or below.
    fn entry(&mut self, entry: &Entry, indent: usize) {
        let key = self.spelled(&entry.key, true);
        self.out.extend([&key, ":"]);
        let beside = entry.beside.as_ref().map(|comment| format!(" # {}", plain(comment))).unwrap_or_default();
        let column = match self.reader {
            Reader::Spec => indent + entry.key.len() + 2,
            Reader::Any => indent + 2,
        };
        match &entry.value {
            Yaml::Map(entries) if !entries.is_empty() => {
                self.out.extend([&beside, "\n"]);
                self.map(entries, indent + 2);
            }
            Yaml::List(items) if self.flow(items, column).is_none() => {
                self.out.extend([&beside, "\n"]);
                self.list(items, indent + 2);
            }
            Yaml::Prose(text) if is_folded(text, column) => {
                self.out.extend([" >-", &beside, "\n"]);
                self.fold(text, indent + 2);
            }
            value => {
                self.out.push(' ');
                self.line(value, column, &beside);
            }
        }
    }

    fn list(&mut self, items: &[Item], indent: usize) {
        for item in items {
            self.comments(&item.notes, indent);
            let first = match &item.value {
                Yaml::Map(entries) => entries.first(),
                _ => None,
            };
            self.comments(first.map_or(&[], |entry| entry.notes.as_slice()), indent);
            self.pad(indent);
            self.out.push_str("- ");
            match &item.value {
                Yaml::Map(entries) if !entries.is_empty() => {
                    self.entry(&entries[0], indent + 2);
                    self.map(&entries[1..], indent + 2);
                }
                Yaml::List(items) if self.flow(items, indent + 2).is_none() => {
                    // The first inner item continues this line, so its comments have to be written above the line.
                    let start = self.out.len();
                    self.list(items, indent + 2);
                    let inner = self.out.split_off(start);
                    self.out.push_str(inner.trim_start());
                }
                Yaml::Prose(text) if is_folded(text, indent + 2) => {
                    self.out.push_str(">-\n");
                    self.fold(text, indent + 2);
                }
                value => self.line(value, indent + 2, ""),
            }
        }
    }

    /// Writes a value that fits on the line, and ends the line.
    fn line(&mut self, value: &Yaml, column: usize, beside: &str) {
        let value = self.short(value, column);
        self.out.extend([&value, beside, "\n"]);
    }

    /// Formats a value that fits on the line.
    fn short(&self, value: &Yaml, column: usize) -> String {
        match value {
            Yaml::Scalar(spelled) => spelled.clone(),
            Yaml::Text(text) | Yaml::Prose(text) => self.spelled(text, false),
            Yaml::List(items) => self.flow(items, column).unwrap_or_default(),
            Yaml::Map(_) => "{}".to_owned(),
        }
    }

    /// Formats a list of scalars on one line, if it fits and the style allows it.
    fn flow(&self, items: &[Item], column: usize) -> Option<String> {
        if self.reader == Reader::Any && !items.is_empty() {
            return None;
        }
        let words = items.iter().map(|item| {
            let is_plain = matches!(item.value, Yaml::Scalar(_) | Yaml::Text(_)) && item.notes.is_empty();
            let word = is_plain.then(|| self.short(&item.value, 0))?;
            (!word.contains(BRACKETS)).then_some(word)
        });
        let line = format!("[{}]", words.collect::<Option<Vec<_>>>()?.join(", "));
        (column + line.len() <= WIDTH).then_some(line)
    }

    /// Writes the lines of a folded block scalar, wrapped to the maximum line width.
    fn fold(&mut self, text: &str, indent: usize) {
        for (index, paragraph) in text.split("\n\n").enumerate() {
            if index > 0 {
                // Folding removes one of three consecutive line breaks.
                self.out.push_str("\n\n");
            }
            let mut column = 0;
            for word in paragraph.split(' ') {
                let length = word.chars().count();
                if column == 0 {
                    self.pad(indent);
                    column = indent;
                } else if column + 1 + length > WIDTH {
                    self.out.push('\n');
                    self.pad(indent);
                    column = indent;
                } else {
                    self.out.push(' ');
                    column += 1;
                }
                self.out.push_str(word);
                column += length;
            }
            self.out.push('\n');
        }
    }

    fn comments(&mut self, notes: &[String], indent: usize) {
        for note in notes {
            self.pad(indent);
            self.out.extend(["# ", &plain(note), "\n"]);
        }
    }

    fn pad(&mut self, indent: usize) {
        self.out.extend(std::iter::repeat_n(' ', indent));
    }

    /// Formats a string on one line, without quotes if every parser reads it as a string.
    fn spelled(&self, text: &str, is_key: bool) -> String {
        let text: String = match self.reader {
            Reader::Spec => text.chars().map(|c| if is_refused(c) { char::REPLACEMENT_CHARACTER } else { c }).collect(),
            Reader::Any => text.to_owned(),
        };
        if self.is_bare(&text, is_key) {
            return text;
        }
        // JSON strings are valid double-quoted YAML strings, except for characters that JSON does not escape but YAML
        // has to.
        let quoted = Value::from(text).to_string();
        let escaped = |c: char| "\u{7f}\u{85}\u{2028}\u{2029}\u{feff}".contains(c);
        quoted.chars().map(|c| if escaped(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() }).collect()
    }

    fn is_bare(&self, text: &str, is_key: bool) -> bool {
        let is_word = WORDS.iter().any(|word| word.eq_ignore_ascii_case(text));
        if is_word || text.contains(": ") || text.contains(" #") || text.ends_with([':', ' ']) {
            return false;
        }
        let first = text.chars().next();
        match self.reader {
            Reader::Spec => {
                let other = |c: char| c.is_control() || matches!(c, '"' | '\\' | '\u{2028}' | '\u{2029}');
                first.is_some_and(|c| c.is_alphabetic() || c == '/' || (is_key && c == '$')) && !text.contains(other)
            }
            Reader::Any => {
                let usual = |c: char| c.is_alphanumeric() || " _-./:#$(),;'+=?&!%@~…→".contains(c);
                first.is_some_and(|c| c.is_ascii_alphabetic() || c == '/' || c == '$') && text.chars().all(usual)
            }
        }
    }
}

/// Returns whether a string that starts in this column is too long for its line and can be folded without a change: it
/// consists of paragraphs of words with single spaces.
fn is_folded(text: &str, column: usize) -> bool {
    let is_paragraph = |text: &str| !text.is_empty() && text.split(' ').all(|word| !word.is_empty());
    let is_usual = |c: char| c == '\n' || !(c.is_control() || is_refused(c) || matches!(c, '\u{2028}' | '\u{2029}'));
    column + text.chars().count() > WIDTH
        && text.contains(' ')
        && text.chars().all(is_usual)
        && text.split("\n\n").all(|paragraph| !paragraph.contains('\n') && is_paragraph(paragraph))
}

/// Formats a comment on one line, with spaces in place of characters that a comment cannot contain.
fn plain(text: &str) -> String {
    text.split(|c: char| c.is_whitespace() || is_refused(c))
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join(" ")
}

/// Returns whether a spec must not contain the character, not even escaped. An example in a document may contain it.
fn is_refused(c: char) -> bool {
    turns(c) || c == '\u{FEFF}' || (c.is_control() && !matches!(c, '\n' | '\t'))
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::{Entry, Item, Yaml, block, document};

    fn texts() -> Vec<String> {
        let awkward = [
            "",
            " ",
            "yes",
            "No",
            "~",
            "null",
            "2024-03-04T11:05:48.520Z",
            "2024-03-04",
            "12:30:45",
            "0x1f",
            "1_000",
            "1e3",
            ".5",
            "a: b",
            "a #b",
            "- a",
            "? a",
            "# a",
            "a:",
            "{$request.body#/callbackUrl}",
            "*",
            "&a",
            "!a",
            "%a",
            "@a",
            "`a`",
            "'a'",
            "\"a\"",
            "a\nb",
            "a\n\nb",
            "\ta",
            "a\u{85}b",
            "a\u{2028}b",
            "\u{feff}a",
            "\u{7f}",
            "…",
            "é",
            "$inputs.x",
            "/api/v1",
            "a, b",
            "[a]",
            "{a}",
            "=",
            "<<",
            "a'b",
            "Bearer {$steps.a.outputs.b}",
        ];
        let long = "word ".repeat(60);
        let lines = [long.trim(), &long, &format!("{}\n\n{}", long.trim(), long.trim()), &format!("{}\n", long.trim())];
        let more = [format!("{}  two", long.trim()), format!("{}\nline", long.trim()), "x".repeat(200)];
        awkward.iter().map(ToString::to_string).chain(lines.map(str::to_owned)).chain(more).collect()
    }

    #[test]
    fn every_text_comes_back_as_a_value_an_item_and_a_key() {
        for text in texts() {
            let document = json!({ "a": { "b": text, "c": [text, [text], { "d": text }] }, text.as_str(): 1 });
            let written = super::document(document.clone());
            let read: Value = serde_yaml::from_str(&written).unwrap_or_else(|error| panic!("{error}\n{written}"));
            assert_eq!(read, document, "{written}");
        }
    }

    #[test]
    fn values_and_empty_things_come_back() {
        for document in [json!({}), json!([]), json!({"a": {}, "b": [], "c": null, "d": [null, 1, -2, true, {}, [[]]]})]
        {
            let written = super::document(document.clone());
            assert_eq!(serde_yaml::from_str::<Value>(&written).ok(), Some(document), "{written}");
        }
    }

    #[test]
    fn what_old_readers_take_for_something_else_is_quoted() {
        let written = document(json!(["yes", "2024-03-04T11:05:48.520Z", "12:30:45", "a long way"]));
        assert_eq!(written, "- \"yes\"\n- \"2024-03-04T11:05:48.520Z\"\n- \"12:30:45\"\n- a long way\n");
    }

    #[test]
    fn what_another_reader_would_take_for_something_else_is_quoted() {
        let words = ["no", "33", "a: b", "a #b", "", "plain word", "ä", "a\"b", "-->", "Yes", "x:", "{a}", "/a/{b}, c"];
        let entries = words.map(|word| Entry::new("k", Yaml::text(word)));
        let text = block(&entries, 0);
        let lines: Vec<&str> = text.lines().collect();
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
        let text = block(&[list, Entry::new("none", Yaml::List(Vec::new())).apart()], 0);
        let expected = "list: # lines 3-4\n  # first\n  # todo: mend it\n  - name: x\n\nnone: []\n";
        assert_eq!(text, expected);
    }
}
