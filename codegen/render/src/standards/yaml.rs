//! A JSON value to YAML as one would write it by hand: long texts folded, and everything quoted that some reader misreads.
//!
//! YAML libraries write `yes` and `2024-03-04T11:05:48Z` bare, because YAML 1.2 reads both as text. Many readers of these
//! documents keep to YAML 1.1, where the first is a truth value and the second a time.

use serde_json::{Map, Value};

/// Where lines of texts are broken.
const WIDTH: usize = 120;

/// Words that YAML 1.1 or 1.2 takes for something else than text, in lower case.
const WORDS: &[&str] = &["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"];

/// A document that is an object, written member by member, so that what is written need not be kept.
#[derive(Default)]
pub(super) struct Document {
    out: String,
}

impl Document {
    /// Adds a member, if there is one.
    pub(super) fn member(&mut self, key: &str, value: Option<Value>) {
        if let Some(value) = value {
            member(key, &value, 0, &mut self.out);
        }
    }

    /// Adds a list with something in it, item by item.
    pub(super) fn list(&mut self, key: &str, items: impl IntoIterator<Item = Value>) {
        self.out.extend([key, ":\n"]);
        for value in items {
            blanks(2, &mut self.out);
            item(&value, 2, &mut self.out);
        }
    }

    /// The text, with a line break at its end.
    pub(super) fn finish(self) -> String {
        self.out
    }
}

/// The document, with a line break at its end.
pub(super) fn write(document: &Value) -> String {
    let mut out = String::new();
    match document {
        Value::Object(members) if !members.is_empty() => mapping(members, 0, &mut out),
        Value::Array(items) if !items.is_empty() => sequence(items, 0, &mut out),
        other => scalar(other, 0, &mut out),
    }
    out
}

/// Members, one below the other; the cursor stands where the first one belongs.
fn mapping(members: &Map<String, Value>, indent: usize, out: &mut String) {
    for (index, (key, value)) in members.iter().enumerate() {
        if index > 0 {
            blanks(indent, out);
        }
        member(key, value, indent, out);
    }
}

fn member(key: &str, value: &Value, indent: usize, out: &mut String) {
    inline(key, out);
    out.push(':');
    match value {
        Value::Object(inner) if !inner.is_empty() => {
            out.push('\n');
            blanks(indent + 2, out);
            mapping(inner, indent + 2, out);
        }
        Value::Array(items) if !items.is_empty() => {
            out.push('\n');
            blanks(indent + 2, out);
            sequence(items, indent + 2, out);
        }
        other => {
            out.push(' ');
            scalar(other, indent + 2, out);
        }
    }
}

fn sequence(items: &[Value], indent: usize, out: &mut String) {
    for (index, value) in items.iter().enumerate() {
        if index > 0 {
            blanks(indent, out);
        }
        item(value, indent, out);
    }
}

fn item(value: &Value, indent: usize, out: &mut String) {
    out.push_str("- ");
    match value {
        Value::Object(members) if !members.is_empty() => mapping(members, indent + 2, out),
        Value::Array(inner) if !inner.is_empty() => sequence(inner, indent + 2, out),
        other => scalar(other, indent + 2, out),
    }
}

fn blanks(count: usize, out: &mut String) {
    out.extend(std::iter::repeat_n(' ', count));
}

/// What fits into a line, or a text that is folded over several.
fn scalar(value: &Value, indent: usize, out: &mut String) {
    match value {
        Value::String(text) if text.chars().count() + indent > WIDTH && folds(text) => folded(text, indent, out),
        Value::String(text) => inline(text, out),
        // Empty lists and objects included: JSON is YAML.
        other => out.push_str(&other.to_string()),
    }
    out.push('\n');
}

/// Whether a text comes back the same from a folded block: paragraphs of words with single blanks between them.
fn folds(text: &str) -> bool {
    let words = |line: &str| !line.is_empty() && line.split(' ').all(|word| !word.is_empty());
    let plain = |c: char| c == '\n' || !c.is_control() && !"\u{85}\u{2028}\u{2029}\u{feff}".contains(c);
    let paragraph = |text: &str| !text.contains('\n') && words(text);
    text.contains(' ') && text.chars().all(plain) && text.split("\n\n").all(paragraph)
}

fn folded(text: &str, indent: usize, out: &mut String) {
    out.push_str(">-");
    for (index, paragraph) in text.split("\n\n").enumerate() {
        if index > 0 {
            // One break ends the line, one of the others is folded away.
            out.push_str("\n\n");
        }
        let mut column = WIDTH;
        for word in paragraph.split(' ') {
            let length = word.chars().count();
            if column + 1 + length > WIDTH {
                out.push('\n');
                blanks(indent, out);
                column = indent + length;
            } else {
                out.push(' ');
                column += 1 + length;
            }
            out.push_str(word);
        }
    }
}

/// A text in one line: bare if every reader takes it for text, else in quotes.
fn inline(text: &str, out: &mut String) {
    let first = text.chars().next();
    let starts = first.is_some_and(|c| c.is_ascii_alphabetic() || c == '/' || c == '$');
    let usual = |c: char| c.is_ascii_alphanumeric() || " _-./:#$(),;'+=?&!%@~…→".contains(c) || (c.is_alphabetic());
    let ends = !text.ends_with([' ', ':']);
    let word = WORDS.iter().any(|word| word.eq_ignore_ascii_case(text));
    let misread = word || text.contains(": ") || text.contains(" #");
    if starts && ends && !misread && text.chars().all(usual) {
        out.push_str(text);
    } else {
        // Strings of JSON are strings of YAML in double quotes, but for line breaks that JSON does not know.
        let quoted = Value::String(text.to_owned()).to_string();
        let breaks = |c: char| "\u{7f}\u{85}\u{2028}\u{2029}\u{feff}".contains(c);
        for c in quoted.chars() {
            match breaks(c) {
                true => out.push_str(&format!("\\u{:04x}", u32::from(c))),
                false => out.push(c),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::write;

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
            let written = write(&document);
            let read: Value = serde_yaml::from_str(&written).unwrap_or_else(|error| panic!("{error}\n{written}"));
            assert_eq!(read, document, "{written}");
        }
    }

    #[test]
    fn values_and_empty_things_come_back() {
        for document in [json!({}), json!([]), json!({"a": {}, "b": [], "c": null, "d": [null, 1, -2, true, {}, [[]]]})]
        {
            let written = write(&document);
            assert_eq!(serde_yaml::from_str::<Value>(&written).ok(), Some(document), "{written}");
        }
    }

    #[test]
    fn what_old_readers_take_for_something_else_is_quoted() {
        let written = write(&json!(["yes", "2024-03-04T11:05:48.520Z", "12:30:45", "a long way"]));
        assert_eq!(written, "- \"yes\"\n- \"2024-03-04T11:05:48.520Z\"\n- \"12:30:45\"\n- a long way\n");
    }
}
