//! Parses JSON in documents, with source spans, and reports deviations from JSON.
//!
//! Common mistakes are accepted if the meaning is clear, and each of them is reported.

use serde_json::{Number, Value};

use super::words::{Words, closing};
use verispec_spec::syntax::{Content, Data};
use verispec_text::source::{FileId, Span, Spanned};

/// An error with its span.
pub(super) type Mistake = (Span, String);

/// The maximum nesting depth of objects and arrays.
const MAX_DEPTH: usize = 64;

/// The maximum number of errors reported per body.
const MOST_TOLD: usize = 3;

/// Parses a body; returns no data if it is not JSON at all.
pub(super) fn read(file: FileId, words: &Words) -> (Option<Data>, Vec<Mistake>) {
    let mut reader = Reader { file, words, text: &words.text, at: 0, depth: 0, mistakes: Vec::new() };
    reader.space();
    let data = reader.value();
    if data.is_some() {
        reader.space();
        if reader.at < reader.text.len() {
            reader.mistake(reader.at..reader.text.len(), "there is text after the end of the JSON");
        }
    }
    // An error in a body often affects the rest of the body.
    let mut told: Vec<Mistake> = Vec::new();
    for (span, what) in reader.mistakes {
        if !told.iter().any(|(_, known)| *known == what) && told.len() < MOST_TOLD {
            told.push((span, what));
        }
    }
    (data, told)
}

struct Reader<'a> {
    file: FileId,
    words: &'a Words,
    text: &'a str,
    at: usize,
    depth: usize,
    mistakes: Vec<Mistake>,
}

impl Reader<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn takes(&mut self, expected: char) -> bool {
        let is_next = self.peek() == Some(expected);
        self.at += if is_next { expected.len_utf8() } else { 0 };
        is_next
    }

    fn mistake(&mut self, range: std::ops::Range<usize>, what: impl Into<String>) {
        // Highlighting more than one line would not help.
        let line = self.text[range.clone()].find('\n').map_or(range.end, |end| range.start + end);
        self.mistakes.push((self.words.span(self.file, range.start..line), what.into()));
    }

    /// Skips white space and comments.
    fn space(&mut self) {
        loop {
            let rest = &self.text[self.at..];
            let trimmed = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
            self.at += rest.len() - trimmed.len();
            let end = if trimmed.starts_with("//") || trimmed.starts_with('#') {
                trimmed.find('\n').unwrap_or(trimmed.len())
            } else if trimmed.starts_with("/*") {
                trimmed.find("*/").map_or(trimmed.len(), |end| end + 2)
            } else {
                return;
            };
            self.mistake(self.at..self.at + end, "JSON has no comments");
            self.at += end;
        }
    }

    fn value(&mut self) -> Option<Data> {
        let start = self.at;
        self.depth += 1;
        let content = if self.depth > MAX_DEPTH {
            self.mistake(start..self.text.len(), format!("this is nested more than {MAX_DEPTH} levels deep"));
            None
        } else {
            self.content()
        };
        self.depth -= 1;
        content.map(|value| Spanned { value, span: self.words.span(self.file, start..self.at) })
    }

    fn content(&mut self) -> Option<Content> {
        match self.peek() {
            Some('{') => self.object(),
            Some('[') => self.list(),
            Some(quote) if closing(quote).is_some() => self.string().map(|text| Content::Scalar(text.into())),
            Some(_) => self.word(),
            None => {
                self.mistake(self.at..self.at, "the JSON ends before it is complete");
                None
            }
        }
    }

    fn object(&mut self) -> Option<Content> {
        self.at += 1;
        let (mut members, mut first) = (Vec::new(), true);
        while self.follows('}', std::mem::take(&mut first))? {
            if self.left_out() {
                continue;
            }
            let start = self.at;
            let key = match self.peek() {
                Some(quote) if closing(quote).is_some() => self.string()?,
                _ => {
                    let word = self.bare();
                    let what = if word.is_empty() { "a quoted name is missing" } else { "this name needs quotes" };
                    self.mistake(start..self.at.max(start + word.len()), what);
                    (!word.is_empty()).then_some(word)?
                }
            };
            let key = Spanned { value: key, span: self.words.span(self.file, start..self.at) };
            self.space();
            if !self.takes(':') {
                self.mistake(self.at..self.text.len(), format!("a colon is missing after `{}`", key.value));
                return None;
            }
            self.space();
            members.push((key, self.value()?));
        }
        Some(Content::Object(members))
    }

    fn list(&mut self) -> Option<Content> {
        self.at += 1;
        let (mut items, mut first) = (Vec::new(), true);
        while self.follows(']', std::mem::take(&mut first))? {
            if !self.left_out() {
                items.push(self.value()?);
            }
        }
        Some(Content::List(items))
    }

    /// Skips dots that represent omitted content, and returns whether there were any.
    fn left_out(&mut self) -> bool {
        let dots = ["...", "\u{2026}"].into_iter().find(|dots| self.text[self.at..].starts_with(dots));
        if let Some(dots) = dots {
            self.mistake(self.at..self.at + dots.len(), "content is omitted here");
            self.at += dots.len();
        }
        dots.is_some()
    }

    /// Returns whether another field or item follows; `None` if the rest of the body is not JSON.
    fn follows(&mut self, end: char, first: bool) -> Option<bool> {
        self.space();
        if self.takes(end) {
            return Some(false);
        }
        let comma = self.at;
        if !first && !self.takes(',') {
            // The missing comma is only reported if another value has clearly started.
            let begins = self.peek().is_some_and(|next| closing(next).is_some() || matches!(next, '{' | '['));
            let what = if begins { "a comma is missing before this" } else { "this is not JSON" };
            self.mistake(
                self.at..self.text.len(),
                if self.peek().is_none() { "the JSON ends before it is complete" } else { what },
            );
            begins.then_some(())?;
        }
        self.space();
        if !first && self.takes(end) {
            self.mistake(comma..comma + 1, "the trailing comma is not valid JSON");
            return Some(false);
        }
        Some(true)
    }

    fn string(&mut self) -> Option<String> {
        let start = self.at;
        let quote = self.peek()?;
        let end = closing(quote)?;
        self.at += quote.len_utf8();
        if quote != '"' {
            self.mistake(start..self.at, "JSON only allows straight double quotes");
        }
        let mut text = String::new();
        while let Some(character) = self.peek() {
            self.at += character.len_utf8();
            match character {
                _ if character == end || (end == '\u{201D}' && character == '"') => return Some(text),
                '\\' => self.escape(&mut text),
                '\n' => {
                    self.mistake(start..self.at - 1, "this string has no closing quote on its line");
                    text.push(character);
                }
                _ => text.push(character),
            }
        }
        self.mistake(start..self.at, "this string has no closing quote");
        None
    }

    fn escape(&mut self, text: &mut String) {
        let start = self.at - 1;
        let Some(character) = self.peek() else { return };
        self.at += character.len_utf8();
        match character {
            '"' | '\\' | '/' => text.push(character),
            'n' => text.push('\n'),
            't' => text.push('\t'),
            'r' => text.push('\r'),
            'b' => text.push('\u{8}'),
            'f' => text.push('\u{C}'),
            'u' => {
                let digits = self.text.get(self.at..self.at + 4).unwrap_or_default();
                let number = u32::from_str_radix(digits, 16);
                self.at += if number.is_ok() { 4 } else { 0 };
                text.push(number.ok().and_then(char::from_u32).unwrap_or('\u{FFFD}'));
            }
            _ => {
                self.mistake(start..self.at, "JSON has no such escape");
                text.push(character);
            }
        }
    }

    /// Parses a number, `true`, `false`, `null`, or a word that is a placeholder.
    fn word(&mut self) -> Option<Content> {
        let start = self.at;
        let word = self.bare();
        if word.is_empty() {
            self.mistake(start..self.text.len(), "this is not JSON");
            return None;
        }
        let known = match word.as_str() {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            "null" => Some(Value::Null),
            _ => word.parse::<Number>().ok().map(Value::Number),
        };
        Some(Content::Scalar(known.unwrap_or_else(|| {
            self.mistake(start..self.at, format!("`{}` needs quotes", verispec_text::words::visible(&word)));
            Value::String(word)
        })))
    }

    /// Returns everything up to the end of a word.
    fn bare(&mut self) -> String {
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| c.is_whitespace() || closing(c).is_some() || ",:{}[]".contains(c));
        let word = &rest[..end.unwrap_or(rest.len())];
        self.at += word.len();
        word.to_owned()
    }
}
