//! Splits a shell command in a document into words, with source spans, and reports invalid syntax.

use super::words::{Words, closing};
use super::{Unread, UnreadKind};
use verispec_text::source::FileId;

/// Splits a command into words, each with its spans.
pub(super) fn words(file: FileId, command: &Words, unread: &mut Vec<Unread>) -> Vec<Words> {
    let mut shell = Shell { file, command, at: 0, word: None, words: Vec::new(), unread, told: false };
    shell.read();
    shell.words
}

struct Shell<'a> {
    file: FileId,
    command: &'a Words,
    at: usize,
    word: Option<Words>,
    words: Vec<Words>,
    unread: &'a mut Vec<Unread>,
    /// Whether a typographic quote has been reported.
    told: bool,
}

impl Shell<'_> {
    fn read(&mut self) {
        let text = &self.command.text;
        while let Some(character) = text[self.at..].chars().next() {
            let rest = &text[self.at..];
            match character {
                '\\' if rest[1..].trim_start_matches([' ', '\t']).starts_with(['\n', '\r']) => {
                    self.end_word();
                    let line = rest.find('\n').unwrap_or(rest.len() - 1);
                    self.at += line + 1;
                }
                '\\' => {
                    let next = rest[1..].chars().next().map_or(0, char::len_utf8);
                    self.add(self.at + 1..self.at + 1 + next);
                    self.at += 1 + next;
                }
                '#' if self.word.is_none() => self.at += rest.find('\n').unwrap_or(rest.len()),
                _ if character.is_whitespace() => {
                    self.end_word();
                    self.at += character.len_utf8();
                }
                _ => match closing(character) {
                    Some(close) => self.quoted(character, close),
                    None => {
                        self.add(self.at..self.at + character.len_utf8());
                        self.at += character.len_utf8();
                    }
                },
            }
        }
        self.end_word();
    }

    /// Reads a quoted string. It may span lines, as bodies do, but not the next option.
    fn quoted(&mut self, quote: char, close: char) {
        let text = &self.command.text;
        let start = self.at;
        let inner = start + quote.len_utf8();
        if quote != close || !quote.is_ascii() {
            self.typographic(start..inner);
        }
        let mut from = inner;
        for (at, character) in text[inner..].char_indices() {
            let at = inner + at;
            if at < from {
                continue;
            }
            if character == close {
                self.add(from..at);
                self.at = at + close.len_utf8();
                return;
            }
            if character != '\\' {
                continue;
            }
            if next_is_option(&text[at + 1..]) {
                return self.unclosed(start, from, at);
            }
            if close == '"' && text[at + 1..].starts_with(['"', '\\', '$', '`']) {
                self.add(from..at);
                from = at + 1;
                // An escaped character does not end the string.
                self.add(from..from + 1);
                from += 1;
            }
        }
        self.unclosed(start, from, text.len());
    }

    /// Reports a typographic quote, once per command.
    fn typographic(&mut self, quote: std::ops::Range<usize>) {
        if !std::mem::replace(&mut self.told, true) {
            let span = self.command.span(self.file, quote);
            let what = "this is a typographic quote, which shells do not treat as a quote".to_owned();
            self.unread.push(Unread { span, kind: UnreadKind::Quote, what });
        }
    }

    fn unclosed(&mut self, start: usize, from: usize, end: usize) {
        let text = &self.command.text;
        let end = from.max(start + text[start..end].trim_end().len());
        self.add(from..end);
        self.at = end;
        let line = text[start..end].find('\n').map_or(end, |line| start + line);
        let span = self.command.span(self.file, start..line);
        self.unread.push(Unread { span, kind: UnreadKind::Quote, what: "this quote is never closed".to_owned() });
    }

    fn add(&mut self, range: std::ops::Range<usize>) {
        let word = self.word.get_or_insert_default();
        word.copy(self.command, range);
    }

    fn end_word(&mut self) {
        self.words.extend(self.word.take());
    }
}

/// Returns whether a line ends here and the next line starts with an option.
fn next_is_option(rest: &str) -> bool {
    let Some((before, next)) = rest.split_once('\n') else { return false };
    let next = next.trim_start();
    before.trim().is_empty() && next.starts_with('-') && next[1..].starts_with(|c: char| c == '-' || c.is_alphabetic())
}
