//! Parses YAML text into a tree in which every key and value has a span, and rejects YAML features that specs do not
//! use.
//!
//! **Invariant:** a tree never contains anchors, aliases, tags, merge keys, second documents, duplicate keys or numbers
//! whose spelling would be lost, so later stages only handle plain JSON-like data.

use crate::yaml::rules::{
    AMBIGUOUS_NUMBER, ANCHOR, COMPLEX_KEY, DUPLICATE_KEY, EMPTY_FILE, HIDDEN_CHARACTER, MERGE_KEY, SECOND_DOCUMENT,
    TAB, TAG, TOO_DEEP, YAML_SYNTAX,
};
use std::borrow::Cow;
use std::collections::HashMap;

use saphyr_parser::{Event, Parser, ScalarStyle, Span as Marks};

use crate::diagnostics::Diagnostics;
use crate::rule::Rule;
use crate::source::{FileId, Span, turns};

/// The maximum nesting depth, which no spec needs to exceed. It limits the recursion of all later stages.
const MAX_DEPTH: usize = 64;

/// The maximum number of hidden characters that are reported per file, because every byte of a binary file could be
/// one.
const ENOUGH: usize = 20;

/// A value with its span.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// The exact bytes of the value.
    pub span: Span,
    /// The value itself, without its span.
    pub value: Value,
}

/// The value of a node.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    /// `null`, `~` or an empty value.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, in JSON's spelling.
    Number(serde_json::Number),
    /// A string, plain or quoted.
    String(String),
    /// A list.
    Sequence(Vec<Node>),
    /// A mapping in source order.
    Mapping(Vec<(Key, Node)>),
}

/// The key of a mapping with its span.
#[derive(Debug, Clone, PartialEq)]
pub struct Key {
    /// The exact bytes of the key.
    pub span: Span,
    /// The key, unquoted.
    pub name: String,
}

impl Node {
    /// Returns the node at a JSON Pointer relative to this one.
    pub fn at<'p>(&self, pointer: impl IntoIterator<Item = &'p str>) -> Option<&Node> {
        let mut node = self;
        for step in pointer {
            node = match &node.value {
                Value::Mapping(entries) => &entries.iter().find(|(key, _)| key.name == step)?.1,
                Value::Sequence(items) => items.get(step.parse::<usize>().ok()?)?,
                _ => return None,
            };
        }
        Some(node)
    }

    /// Returns the value without its source spans.
    pub fn to_json(&self) -> serde_json::Value {
        match &self.value {
            Value::Null => serde_json::Value::Null,
            Value::Bool(value) => (*value).into(),
            Value::Number(number) => number.clone().into(),
            Value::String(text) => text.as_str().into(),
            Value::Sequence(items) => items.iter().map(Node::to_json).collect(),
            Value::Mapping(entries) => entries.iter().map(|(key, value)| (key.name.clone(), value.to_json())).collect(),
        }
    }
}

/// Parses a file, and adds findings to `diagnostics`. If no tree is returned, there is at least one finding.
pub(super) fn parse(file: FileId, text: &str, diagnostics: &mut Diagnostics) -> Option<Node> {
    let before = diagnostics.len();
    let most = before + super::MOST;
    let mut builder = Builder { file, offsets: Offsets::new(text), text, diagnostics, most };
    if !builder.refuse_characters() {
        return None;
    }
    let root = builder.document(&mut Parser::new_from_str(text));
    (diagnostics.len() == before).then_some(root).flatten()
}

/// Converts saphyr's character offsets to byte offsets, which are equal for ASCII text.
struct Offsets(Option<Vec<u32>>);

impl Offsets {
    fn new(text: &str) -> Self {
        Self((!text.is_ascii()).then(|| text.char_indices().map(|(byte, _)| byte as u32).collect()))
    }

    fn byte(&self, character: usize, text: &str) -> u32 {
        match &self.0 {
            None => character.min(text.len()) as u32,
            Some(offsets) => offsets.get(character).copied().unwrap_or(text.len() as u32),
        }
    }
}

struct Builder<'a> {
    file: FileId,
    offsets: Offsets,
    text: &'a str,
    diagnostics: &'a mut Diagnostics,
    /// The number of findings after which parsing the file stops.
    most: usize,
}

type Events<'a> = Parser<'a, saphyr_parser::StrInput<'a>>;

impl<'a> Builder<'a> {
    fn span(&self, place: Marks) -> Span {
        let start = self.offsets.byte(place.start.index(), self.text);
        let end = self.offsets.byte(place.end.index(), self.text);
        // A block collection ends at the start of the next token, so its trailing white space is trimmed.
        let written = &self.text[start as usize..end.max(start) as usize];
        Span { file: self.file, start, end: start + written.trim_end().len() as u32 }
    }

    fn error(&mut self, rule: &'static Rule, span: Span, message: &str, help: &str) {
        self.diagnostics.push(rule.at(span, message).help(help));
    }

    /// Reports control characters, tabs and bidirectional controls, which make a file look different from its actual
    /// content.
    fn refuse_characters(&mut self) -> bool {
        let mut found = 0;
        for (offset, character) in self.text.char_indices() {
            let (rule, message, help) = match character {
                '\t' => (&TAB, "a tab character".to_owned(), "replace it with spaces"),
                '\n' => continue,
                // A carriage return is allowed as part of a Windows line ending.
                '\r' if self.text[offset..].starts_with("\r\n") => continue,
                c if turns(c) => (
                    &HIDDEN_CHARACTER,
                    format!("a hidden character that changes the text direction (U+{:04X})", character as u32),
                    "remove it",
                ),
                c if c.is_control() || c == '\u{FEFF}' => {
                    (&HIDDEN_CHARACTER, format!("a control character (U+{:04X})", c as u32), "remove it")
                }
                _ => continue,
            };
            let start = offset as u32;
            let span = Span { file: self.file, start, end: start + character.len_utf8() as u32 };
            self.error(rule, span, &message, help);
            found += 1;
            if found == ENOUGH {
                break;
            }
        }
        found == 0
    }

    /// Reports escapes in quoted strings that become hidden characters in generated files.
    fn refuse_escaped(&mut self, text: &str, span: Span) {
        let hidden = |c: &char| turns(*c) || *c == '\u{FEFF}' || (c.is_control() && !matches!(c, '\n' | '\t'));
        if let Some(character) = text.chars().find(hidden) {
            let message = format!("an escape sequence for a hidden character (U+{:04X})", character as u32);
            self.error(&HIDDEN_CHARACTER, span, &message, "remove it");
        }
    }

    fn document(&mut self, events: &mut Events<'a>) -> Option<Node> {
        let mut root = None;
        loop {
            let (event, place) = self.next(events)?;
            match event {
                Event::StreamEnd => break,
                Event::DocumentStart(_) if root.is_some() => {
                    let span = self.span(place);
                    self.error(
                        &SECOND_DOCUMENT,
                        span,
                        "a second document in the file",
                        "move it to its own file; a spec file holds one document",
                    );
                    return None;
                }
                Event::StreamStart | Event::DocumentStart(_) | Event::DocumentEnd | Event::Nothing => {}
                other => root = Some(self.node(other, place, events, 0)?),
            }
        }
        if root.is_none() {
            let span = Span { file: self.file, start: 0, end: 0 };
            self.error(&EMPTY_FILE, span, "the file contains no values", "fill in the file, or delete it");
        }
        root
    }

    fn node(&mut self, event: Event<'a>, place: Marks, events: &mut Events<'a>, depth: usize) -> Option<Node> {
        let span = self.span(place);
        if depth > MAX_DEPTH {
            self.error(&TOO_DEEP, span, "the value is nested too deeply", "use at most 64 levels");
            return None;
        }
        let (anchor, tag) = match &event {
            Event::Scalar(_, _, anchor, tag) => (*anchor, tag.is_some()),
            Event::SequenceStart(anchor, tag) | Event::MappingStart(anchor, tag) => (*anchor, tag.is_some()),
            _ => (0, false),
        };
        if anchor != 0 {
            self.error(
                &ANCHOR,
                self.property(span, '&'),
                "an anchor (`&name`)",
                "write the value out where it is needed",
            );
        }
        if tag {
            self.error(&TAG, self.property(span, '!'), "a tag (`!name`)", "remove it; the spec language has no tags");
        }
        let value = match event {
            Event::Alias(_) => {
                self.error(&ANCHOR, span, "an alias (`*name`)", "write the value out where it is needed");
                Value::Null
            }
            Event::Scalar(text, style, ..) => self.scalar(text, style, span),
            Event::SequenceStart(..) => return self.sequence(place, events, depth),
            Event::MappingStart(..) => return self.mapping(place, events, depth),
            _ => Value::Null,
        };
        Some(Node { span, value })
    }

    /// Returns the anchor or tag of a node: the word with this sigil before the node.
    fn property(&self, span: Span, sign: char) -> Span {
        let node = span.start as usize;
        let starts_there = self.text[node..].starts_with(sign);
        let start = if starts_there { Some(node) } else { self.text[..node].rfind(sign) };
        let Some(start) = start else { return span };
        let rest = &self.text[start..];
        let length = rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | ']' | '}')).unwrap_or(rest.len());
        Span { start: start as u32, end: (start + length) as u32, ..span }
    }

    /// Returns the next event, unless there is none or the file has too many findings.
    fn next(&mut self, events: &mut Events<'a>) -> Option<(Event<'a>, Marks)> {
        if self.diagnostics.len() > self.most {
            return None;
        }
        match events.next_event()? {
            Ok(next) => Some(next),
            Err(error) => {
                let at = self.offsets.byte(error.marker().index(), self.text);
                let end = self.text[at as usize..].chars().next().map_or(at, |c| at + c.len_utf8() as u32);
                let span = Span { file: self.file, start: at, end };
                self.diagnostics.push(YAML_SYNTAX.at(span, format!("invalid YAML: {}", error.info())));
                None
            }
        }
    }

    fn sequence(&mut self, start: Marks, events: &mut Events<'a>, depth: usize) -> Option<Node> {
        let mut items = Vec::new();
        loop {
            match self.next(events)? {
                (Event::SequenceEnd, end) => {
                    let span = self.collection(start, end);
                    return Some(Node { span, value: Value::Sequence(items) });
                }
                (event, place) => items.push(self.node(event, place, events, depth + 1)?),
            }
        }
    }

    fn mapping(&mut self, start: Marks, events: &mut Events<'a>, depth: usize) -> Option<Node> {
        let mut entries: Vec<(Key, Node)> = Vec::new();
        let mut seen: HashMap<String, Span> = HashMap::new();
        loop {
            let (event, place) = self.next(events)?;
            let key_span = self.span(place);
            let name = match event {
                Event::MappingEnd => {
                    let span = self.collection(start, place);
                    return Some(Node { span, value: Value::Mapping(entries) });
                }
                Event::Scalar(text, style, 0, None) => {
                    if style == ScalarStyle::Plain && text == "<<" {
                        self.error(&MERGE_KEY, key_span, "a merge key", "write out the merged keys");
                    }
                    self.refuse_escaped(&text, key_span);
                    text.into_owned()
                }
                other => {
                    // `node` already reports aliases, anchors and tags.
                    let is_word = matches!(other, Event::Scalar(..) | Event::Alias(_));
                    let key = self.node(other, place, events, depth + 1)?;
                    if !is_word {
                        let help = "use a plain or quoted name";
                        self.error(&COMPLEX_KEY, key.span, "the key is not a plain name", help);
                    }
                    // The file is already invalid, so the name only has to be unique.
                    format!("\0{}", key.span.start)
                }
            };
            if let Some(first) = seen.insert(name.clone(), key_span) {
                let finding = DUPLICATE_KEY
                    .at(key_span, format!("duplicate key `{name}`"))
                    .label("second value")
                    .related(first, "first value")
                    .help("remove one of them");
                self.diagnostics.push(finding);
            }
            let (event, place) = self.next(events)?;
            let value = self.node(event, place, events, depth + 1)?;
            entries.push((Key { span: key_span, name }, value));
        }
    }

    /// Returns the span from the first to the last byte of a collection. The end event of a flow collection is located
    /// at its closing bracket.
    fn collection(&self, start: Marks, end: Marks) -> Span {
        let from = self.span(start).start;
        let in_brackets = self.text[from as usize..].starts_with(['[', '{']);
        let ends = self.offsets.byte(end.start.index(), self.text);
        let closes = self.text[ends as usize..].starts_with([']', '}']);
        // The parser's end position lies after the white space and comment that follow the bracket.
        let to = if in_brackets && closes { ends + 1 } else { self.offsets.byte(end.end.index(), self.text) }.max(from);
        let written = self.text[from as usize..to as usize].trim_end();
        Span { file: self.file, start: from, end: from + written.len() as u32 }
    }

    /// Parses a plain scalar as a JSON value if possible; everything else is a string.
    fn scalar(&mut self, text: Cow<'a, str>, style: ScalarStyle, span: Span) -> Value {
        self.refuse_escaped(&text, span);
        if style != ScalarStyle::Plain {
            return Value::String(text.into_owned());
        }
        match &*text {
            "" | "~" | "null" => return Value::Null,
            "true" => return Value::Bool(true),
            "false" => return Value::Bool(false),
            _ => {}
        }
        match serde_json::from_str::<serde_json::Number>(&text) {
            Ok(number) if number.to_string() == *text => Value::Number(number),
            Ok(number) => {
                let message = format!("`{text}` is parsed as the number {number}");
                self.error(
                    &AMBIGUOUS_NUMBER,
                    span,
                    &message,
                    &format!("write `{number}`, or `\"{text}\"` if the spelling matters"),
                );
                Value::Null
            }
            Err(_) => Value::String(text.into_owned()),
        }
    }
}
