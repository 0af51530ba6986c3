//! Source locations for machine output: converts spans into lines and columns in a common format.

use std::borrow::Cow;
use std::collections::BTreeMap;

use serde::Serialize;

use crate::source::{FileId, SourceMap, Span};

/// A location in the machine output of any command. Lines and columns are counted from one, and columns are counted in
/// characters. The end is the position after the last character.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Place {
    /// The path of the file, as the user passed it.
    pub file: String,
    /// The line of the first character.
    pub line: usize,
    /// The column of the first character.
    pub column: usize,
    /// The line of the position after the last character.
    pub end_line: usize,
    /// The column of the position after the last character.
    pub end_column: usize,
    /// The offset of the first byte, counted from zero.
    pub byte_start: u32,
    /// The offset of the byte after the last one.
    pub byte_end: u32,
}

/// Computes locations in several files; the lines of each file are indexed only once.
#[derive(Debug)]
pub struct Places<'a> {
    sources: &'a SourceMap,
    lines: BTreeMap<FileId, Lines<'a>>,
}

impl<'a> Places<'a> {
    /// Creates a locator for these files.
    pub fn new(sources: &'a SourceMap) -> Self {
        Self { sources, lines: BTreeMap::new() }
    }

    /// Returns the line index of a file, which is built when it is first needed.
    pub fn lines(&mut self, file: FileId) -> &Lines<'a> {
        self.lines.entry(file).or_insert_with(|| Lines::new(self.sources, file))
    }

    /// Returns the location of a span.
    pub fn of(&mut self, span: Span) -> Place {
        let lines = self.lines(span.file);
        let ((line, column), (end_line, end_column)) = (lines.position(span.start), lines.position(span.end));
        let file = self.sources.shown(span.file);
        Place { file, line, column, end_line, end_column, byte_start: span.start, byte_end: span.end }
    }
}

/// The content of a file, indexed by line.
#[derive(Debug)]
pub struct Lines<'a> {
    /// The content of the file, with invalid UTF-8 as replacement characters.
    pub text: Cow<'a, str>,
    bytes: &'a [u8],
    /// The byte offset of the start of each line.
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Indexes the lines of a file.
    pub fn new(sources: &'a SourceMap, file: FileId) -> Self {
        let bytes = sources.file(file).bytes.as_slice();
        let breaks = bytes.iter().enumerate().filter(|(_, byte)| **byte == b'\n').map(|(at, _)| at + 1);
        Self { text: sources.text(file), bytes, starts: std::iter::once(0).chain(breaks).collect() }
    }

    /// Returns the line and column of the character at a byte offset.
    pub fn position(&self, offset: u32) -> (usize, usize) {
        let offset = (offset as usize).min(self.bytes.len());
        let line = self.starts.partition_point(|start| *start <= offset);
        let before = &self.bytes[self.starts[line - 1]..offset];
        (line, String::from_utf8_lossy(before).chars().count() + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::Lines;
    use crate::source::{FileId, SourceFile, SourceMap};

    /// The line index must agree with the source map for any offset and any bytes.
    #[test]
    fn lines_agree_with_the_source_map() {
        let texts: [&[u8]; 6] = [b"", b"\n", b"a\nbc\n\nd", "ä→\n\u{1F6A2}x".as_bytes(), b"\xFF\xFEa\n\xC3", b"a\r\nb"];
        for bytes in texts {
            let sources = SourceMap::new(vec![SourceFile { path: "a.yaml".to_owned(), bytes: bytes.to_vec() }]);
            let lines = Lines::new(&sources, FileId(0));
            for offset in 0..bytes.len() as u32 + 2 {
                assert_eq!(
                    lines.position(offset),
                    sources.position(FileId(0), offset),
                    "the positions of offset {offset} in {bytes:?} differ"
                );
            }
        }
    }
}
