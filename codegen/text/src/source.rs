//! Sources and spans: file ids, byte ranges, and line and column positions.

use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::Deserialize;

/// The files of a spec, sorted by path, without knowledge of their meaning.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct SourceMap {
    /// The prefix of paths in messages, which ends in `/` unless it is empty.
    root: String,
    files: Vec<SourceFile>,
    /// Files outside the spec, such as a document that is compared with it. Their ids follow those of the spec's files.
    beside: Vec<SourceFile>,
}

/// A file in memory, with its path relative to the spec folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SourceFile {
    /// The path relative to the spec folder, with `/` as the separator on every platform.
    pub path: String,
    /// The bytes of the file; `parse` determines whether they are UTF-8.
    pub bytes: Vec<u8>,
}

/// The index of a file in a [`SourceMap`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FileId(pub u32);

/// A range of bytes in one file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Span {
    /// The file that contains the range.
    pub file: FileId,
    /// The offset of the first byte.
    pub start: u32,
    /// The offset of the byte after the last one.
    pub end: u32,
}

impl Span {
    /// Returns the span from the first to the last of these spans, which have to be in the same file; `None` if there
    /// are none.
    pub fn around(places: &[Span]) -> Option<Span> {
        let (first, last) = (places.first()?, places.last()?);
        Some(Span { end: last.end, ..*first })
    }
}

impl SourceMap {
    /// Creates a source map from files in any order. They are sorted by path, so that their order does not depend on
    /// the machine.
    pub fn new(mut files: Vec<SourceFile>) -> Self {
        files.sort_by(|a, b| a.path.cmp(&b.path));
        Self { root: String::new(), files, beside: Vec::new() }
    }

    /// Sets the folder of the files, as the user passed it. Diagnostics show it as a prefix of paths.
    pub fn below(self, folder: &str) -> Self {
        let folder = folder.trim_end_matches('/');
        let root = if folder.is_empty() || folder == "." { String::new() } else { format!("{folder}/") };
        Self { root, ..self }
    }

    /// Applies a function to the bytes of every file of the spec.
    pub fn map(mut self, mut change: impl FnMut(&mut [u8])) -> Self {
        self.files.iter_mut().for_each(|file| change(&mut file.bytes));
        self
    }

    /// Registers a file outside the spec under its display path. The ids of other files do not change.
    pub fn with(mut self, file: SourceFile) -> (Self, FileId) {
        self.beside.push(file);
        let id = FileId((self.files.len() + self.beside.len() - 1) as u32);
        (self, id)
    }

    /// Returns the display path of a file.
    pub fn shown(&self, id: FileId) -> String {
        let root = if (id.0 as usize) < self.files.len() { self.root.as_str() } else { "" };
        let path = format!("{root}{}", self.file(id).path);
        let escaped = |c: char| match c.is_control() || turns(c) {
            true => c.escape_unicode().to_string(),
            false => c.to_string(),
        };
        path.chars().map(escaped).collect()
    }

    /// Returns all files of the spec with their ids, sorted by path.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        (0..).map(FileId).zip(&self.files)
    }

    /// Returns the file with this id.
    pub fn file(&self, id: FileId) -> &SourceFile {
        let index = id.0 as usize;
        self.files.get(index).unwrap_or_else(|| &self.beside[index - self.files.len()])
    }

    /// Returns the content of a file, with invalid UTF-8 as replacement characters.
    pub fn text(&self, id: FileId) -> std::borrow::Cow<'_, str> {
        String::from_utf8_lossy(&self.file(id).bytes)
    }

    /// Returns the one-based line and column (in characters) of a byte offset.
    pub fn position(&self, id: FileId, offset: u32) -> (usize, usize) {
        let bytes = &self.file(id).bytes;
        let before = &bytes[..(offset as usize).min(bytes.len())];
        let line_start = before.iter().rposition(|b| *b == b'\n').map_or(0, |i| i + 1);
        let line = before.iter().filter(|b| **b == b'\n').count() + 1;
        let column = String::from_utf8_lossy(&before[line_start..]).chars().count() + 1;
        (line, column)
    }
}

/// Returns whether a character changes the direction of text.
pub fn turns(character: char) -> bool {
    matches!(character, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' | '\u{200E}' | '\u{200F}' | '\u{061C}')
}

/// A value with its source span.
#[derive(Clone)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// The exact bytes of the value.
    pub span: Span,
}

/// A string with its source span.
pub type Text = Spanned<String>;

/// The name and the fields of the struct that a type requests from our deserializer to get a value with its span.
pub(crate) const SPANNED: &str = "$verispec::Spanned";
pub(crate) const SPANNED_FIELDS: [&str; 4] = ["file", "start", "end", "value"];

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Spanned<T> {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Visitor<T>(std::marker::PhantomData<T>);

        impl<'de, T: Deserialize<'de>> serde::de::Visitor<'de> for Visitor<T> {
            type Value = Spanned<T>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a value with its span")
            }

            fn visit_seq<A: serde::de::SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
                let missing = || serde::de::Error::custom("one of the four values of a span is missing");
                let file = FileId(seq.next_element()?.ok_or_else(missing)?);
                let start = seq.next_element()?.ok_or_else(missing)?;
                let end = seq.next_element()?.ok_or_else(missing)?;
                let value = seq.next_element()?.ok_or_else(missing)?;
                Ok(Spanned { value, span: Span { file, start, end } })
            }
        }

        deserializer.deserialize_struct(SPANNED, &SPANNED_FIELDS, Visitor(std::marker::PhantomData))
    }
}

/// In the JSON Schema of the spec format, a value with a span looks like the plain value.
impl<T: JsonSchema> JsonSchema for Spanned<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }
    fn schema_name() -> std::borrow::Cow<'static, str> {
        T::schema_name()
    }
    fn schema_id() -> std::borrow::Cow<'static, str> {
        T::schema_id()
    }
    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl<T: fmt::Debug> fmt::Debug for Spanned<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.value.fmt(f)
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Spanned<T> {}

impl<T: std::hash::Hash> std::hash::Hash for Spanned<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.value.hash(state);
    }
}

impl Spanned<String> {
    /// Returns the span of some bytes of the value, or of the whole value if it contains escapes or has several lines.
    pub fn within(&self, bytes: std::ops::Range<usize>) -> Span {
        let (written, length) = ((self.span.end - self.span.start) as usize, self.value.len());
        let quote = match written.checked_sub(length) {
            Some(0) => 0,
            Some(2) => 1,
            _ => return self.span,
        };
        let start = self.span.start + quote;
        Span { start: start + bytes.start as u32, end: start + bytes.end as u32, ..self.span }
    }
}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}
