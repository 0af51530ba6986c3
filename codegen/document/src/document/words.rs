//! Represents the words of a paragraph, item or heading: text without markup, and the span of every part in the
//! document.

use std::ops::Range;

use verispec_spec::syntax::Text;
use verispec_text::source::{FileId, Span};

/// Text without markup, whose parts have spans in the document.
#[derive(Debug, Clone, Default)]
pub(super) struct Words {
    pub(super) text: String,
    pieces: Vec<Piece>,
}

/// A piece of the text with its origin.
#[derive(Debug, Clone)]
struct Piece {
    /// The range in the text.
    at: Range<usize>,
    /// The range in the document.
    source: Range<usize>,
}

impl Words {
    /// Adds text with its span; text that is identical in the document is mapped byte by byte.
    pub(super) fn push(&mut self, text: &str, source: Range<usize>) {
        let at = self.text.len()..self.text.len() + text.len();
        self.text.push_str(text);
        if at.is_empty() {
            return;
        }
        match self.pieces.last_mut() {
            Some(last) if last.goes_on_with(&at, &source) => {
                last.at.end = at.end;
                last.source.end = source.end;
            }
            _ => self.pieces.push(Piece { at, source }),
        }
    }

    /// Adds a space, unless there is one already or the text is empty.
    pub(super) fn space(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(char::is_whitespace) {
            self.text.push(' ');
        }
    }

    pub(super) fn is_empty(&self) -> bool {
        self.text.trim().is_empty()
    }

    /// Returns the complete text on one line, trimmed.
    pub(super) fn whole(&self, file: FileId) -> Text {
        self.slice(file, 0..self.text.len())
    }

    /// Returns the complete text, including white space.
    pub(super) fn verbatim(&self, file: FileId) -> Text {
        Text { value: self.text.clone(), span: self.span(file, 0..self.text.len()) }
    }

    /// Returns a part of the text on one line, trimmed.
    pub(super) fn slice(&self, file: FileId, range: Range<usize>) -> Text {
        let range = trimmed(&self.text, range);
        Text { value: self.text[range.clone()].replace('\n', " "), span: self.span(file, range) }
    }

    /// Returns the lines of the text, trimmed.
    pub(super) fn lines(&self, file: FileId) -> Vec<Text> {
        let mut at = 0;
        let lines = self.text.split('\n').map(|line| {
            let range = at..at + line.len();
            at = range.end + 1;
            self.slice(file, range)
        });
        lines.collect()
    }

    /// Returns the span of each word.
    pub(super) fn each(&self, file: FileId) -> Vec<Span> {
        let words = self.text.split_whitespace();
        let at = words.map(|word| (word.as_ptr() as usize - self.text.as_ptr() as usize, word.len()));
        at.map(|(start, length)| self.span(file, start..start + length)).collect()
    }

    /// Returns the span of a range of the text.
    pub(super) fn span(&self, file: FileId, range: Range<usize>) -> Span {
        // The pieces are in the order of the text.
        let first = self.pieces.partition_point(|piece| piece.at.end <= range.start);
        let behind = self.pieces.partition_point(|piece| piece.at.start < range.end);
        let first = self.pieces.get(first).or(self.pieces.last());
        let last = behind.checked_sub(1).and_then(|last| self.pieces.get(last)).or(first);
        let start = first.map_or(0, |piece| piece.source_of(range.start).start);
        let end = last.map_or(start, |piece| piece.source_of(range.end).end);
        Span { file, start: start as u32, end: end.max(start) as u32 }
    }

    /// Adds a part of other words, with its spans.
    pub(super) fn copy(&mut self, other: &Words, range: Range<usize>) {
        let mut at = range.start;
        let first = other.pieces.partition_point(|piece| piece.at.end <= range.start);
        for piece in other.pieces[first..].iter().take_while(|piece| piece.at.start < range.end) {
            let end = piece.at.end.min(range.end);
            let start = piece.at.start.max(at);
            let source = piece.source_of(start).start..piece.source_of(end).end;
            self.push(&other.text[start..end], source);
            at = end;
        }
    }
}

impl Piece {
    /// Returns whether two adjacent pieces are spelled as in the document, and also adjacent there.
    fn goes_on_with(&self, at: &Range<usize>, source: &Range<usize>) -> bool {
        let is_next = self.at.end == at.start && self.source.end == source.start;
        is_next && self.at.len() == self.source.len() && at.len() == source.len()
    }

    /// Returns the offset in the document of a byte of the text, or an offset within the piece if the spelling differs.
    fn source_of(&self, at: usize) -> Range<usize> {
        if self.at.len() != self.source.len() {
            return self.source.clone();
        }
        let offset = at.clamp(self.at.start, self.at.end) - self.at.start;
        self.source.start + offset..self.source.start + offset
    }
}

/// Returns the closing quote for an opening one; `None` for all other characters.
pub(super) fn closing(quote: char) -> Option<char> {
    match quote {
        '"' | '\'' => Some(quote),
        '\u{201C}' | '\u{201D}' => Some('\u{201D}'),
        '\u{2018}' | '\u{2019}' => Some('\u{2019}'),
        _ => None,
    }
}

/// Returns a range without the white space at its ends.
pub(super) fn trimmed(text: &str, range: Range<usize>) -> Range<usize> {
    let part = &text[range.clone()];
    let start = range.start + (part.len() - part.trim_start().len());
    start..start.max(range.start + part.trim_end().len())
}

/// Normalizes words for comparison: ignores case, punctuation and the amount of white space.
pub(crate) fn normal(text: &str) -> String {
    lower_words(text).join(" ")
}

/// Returns the words of a text, in lowercase.
pub(crate) fn lower_words(text: &str) -> Vec<String> {
    tokens(text).into_iter().map(|range| text[range].to_lowercase()).collect()
}

/// Returns the words of a text, which are sequences of letters and digits. Apostrophes are ignored.
fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for (at, character) in text.char_indices() {
        if !character.is_alphanumeric() {
            continue;
        }
        let end = at + character.len_utf8();
        match found.last_mut() {
            Some(last) if last.end == at => last.end = end,
            _ => found.push(at..end),
        }
    }
    found
}

/// Words with placeholders, such as `Workflow {key}: {name}`.
#[derive(Debug)]
pub(crate) struct Pattern {
    parts: Vec<Part>,
}

#[derive(Debug)]
enum Part {
    /// A literal word, in lowercase.
    Word(String),
    /// A placeholder. The pattern may have an opening bracket before it.
    Place { name: String, in_brackets: bool },
}

impl Pattern {
    pub(crate) fn new(written: &str) -> Self {
        let mut parts = Vec::new();
        let mut rest = written;
        while let Some((before, after)) = rest.split_once('{') {
            parts.extend(words(before));
            let (name, after) = after.split_once('}').unwrap_or((after, ""));
            parts.push(Part::Place { name: name.to_owned(), in_brackets: before.ends_with(OPENING) });
            rest = after;
        }
        parts.extend(words(rest));
        Self { parts }
    }

    /// Returns the value of each placeholder in the pattern, if the text matches.
    ///
    /// A placeholder directly before another matches one word, which may contain hyphens and underscores, and the last
    /// one matches the rest; only the last one may be empty.
    pub(crate) fn read(&self, text: &str) -> Option<Vec<(&str, Range<usize>)>> {
        let tokens = tokens(text);
        let mut places = Vec::new();
        let mut next = 0;
        for (index, part) in self.parts.iter().enumerate() {
            match part {
                Part::Word(word) => {
                    (text[tokens.get(next)?.clone()].to_lowercase() == *word).then_some(())?;
                    next += 1;
                }
                Part::Place { name, in_brackets } => {
                    let start = next;
                    next = self.end_of_place(index, &tokens, text, start)?;
                    let mut range = place(&tokens, text, start, next);
                    if *in_brackets && text[range.clone()].starts_with(OPENING) {
                        range.start += 1;
                    }
                    places.push((name.as_str(), range));
                }
            }
        }
        (next == tokens.len()).then_some(places)
    }

    /// Returns the index of the token after the match of a placeholder.
    fn end_of_place(&self, index: usize, tokens: &[Range<usize>], text: &str, start: usize) -> Option<usize> {
        match self.parts.get(index + 1) {
            None => Some(tokens.len()),
            Some(Part::Place { .. }) => {
                let joined = |at: &usize| matches!(&text[tokens[*at].end..tokens[*at + 1].start], "_" | "-");
                let last = (start..tokens.len().saturating_sub(1)).find(|at| !joined(at));
                (start < tokens.len()).then(|| last.unwrap_or(tokens.len() - 1) + 1)
            }
            Some(Part::Word(word)) => {
                let found = tokens[start.min(tokens.len())..].iter();
                found.into_iter().position(|token| text[token.clone()].to_lowercase() == *word).map(|at| start + at)
            }
        }
    }
}

/// Opening brackets.
const OPENING: [char; 4] = ['(', '<', '{', '['];

/// Returns the range from one token up to another. At the end of the text, the range includes trailing punctuation.
fn place(tokens: &[Range<usize>], text: &str, start: usize, end: usize) -> Range<usize> {
    if start >= end {
        let at = tokens.get(start).map_or(text.len(), |token| token.start);
        return at..at;
    }
    let first = with_bracket(text, tokens[start].start);
    let last = if end == tokens.len() {
        text.trim_end().trim_end_matches([':', '.', ',', ';']).len()
    } else {
        tokens[end - 1].end
    };
    first..last.max(tokens[end - 1].end)
}

/// Returns the start of a word, including an opening bracket before it.
fn with_bracket(text: &str, at: usize) -> usize {
    let opens = text[..at].chars().next_back().filter(|character| OPENING.contains(character));
    opens.map_or(at, |character| at - character.len_utf8())
}

fn words(text: &str) -> Vec<Part> {
    lower_words(text).into_iter().map(Part::Word).collect()
}

/// Returns the value of the placeholder `{…}` in a text that otherwise equals the pattern; `None` if the value is empty
/// or the text does not match.
pub(crate) fn exact<'t>(pattern: &str, text: &'t str) -> Option<&'t str> {
    let (before, rest) = pattern.split_once('{')?;
    let after = rest.split_once('}').map_or("", |(_, after)| after);
    let inner = text.strip_prefix(before)?.strip_suffix(after)?;
    (!inner.is_empty()).then_some(inner)
}

/// Returns whether the words occur in a text, ignoring case and punctuation.
pub(crate) fn has_words(text: &str, words: &str) -> bool {
    format!(" {} ", normal(text)).contains(&format!(" {} ", normal(words)))
}

/// Returns the position of the words in a text, ignoring case and punctuation.
pub(crate) fn place_of_words(text: &Text, words: &str) -> Option<Span> {
    let (wanted, lower) = (lower_words(words), lower_words(&text.value));
    let tokens = tokens(&text.value);
    let at = lower.windows(wanted.len().max(1)).position(|window| window == wanted.as_slice())?;
    let (first, last) = (tokens.get(at)?, tokens.get(at + wanted.len() - 1)?);
    Some(text.within(first.start..last.end))
}

/// Returns the trimmed values of the placeholders of a pattern such as `At {region}: {url}`, if the text otherwise
/// equals the pattern. White space next to a placeholder may be missing or added.
pub(crate) fn places<'p>(pattern: &'p str, text: &str) -> Option<Vec<(&'p str, Range<usize>)>> {
    let mut found: Vec<(&str, Range<usize>)> = Vec::new();
    let (literal, mut rest) = pattern.split_once('{').unwrap_or((pattern, ""));
    let literal = literal.trim_end();
    text.starts_with(literal).then_some(())?;
    let mut at = literal.len();
    while let Some((name, behind)) = rest.split_once('}') {
        let (literal, next) = behind.split_once('{').unwrap_or((behind, ""));
        let end = match literal.trim() {
            // The last placeholder matches everything; a placeholder directly before another matches one word.
            "" if next.is_empty() => text.len(),
            "" => {
                let start = at + (text[at..].len() - text[at..].trim_start().len());
                start + text[start..].find(char::is_whitespace)?
            }
            literal if next.is_empty() => text.strip_suffix(literal).map(str::len).filter(|end| *end >= at)?,
            literal => at + text[at..].find(literal)?,
        };
        let place = trimmed(text, at..end);
        (!place.is_empty()).then_some(())?;
        found.push((name, place));
        at = end + literal.trim().len();
        rest = next;
    }
    (at == text.len()).then_some(found)
}

#[cfg(test)]
mod tests {
    use super::{Pattern, exact, normal, places};

    #[test]
    fn places_of_a_line_are_what_stands_between_its_words() {
        let read = |pattern: &'static str, text: &str| -> Option<Vec<(String, String)>> {
            let found = places(pattern, text)?;
            Some(found.into_iter().map(|(name, range)| (name.to_owned(), text[range].to_owned())).collect())
        };
        let pair = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let group = "if {field} = {value}:";
        assert_eq!(read(group, "if a.b =C:").unwrap(), [pair("field", "a.b"), pair("value", "C")]);
        assert_eq!(read(group, "if a.b = C"), None);
        assert_eq!(read(group, "if = C:"), None);
        assert_eq!(read("{a} {b}", "x  y z").unwrap(), [pair("a", "x"), pair("b", "y z")]);
        assert_eq!(read("none", "none").unwrap(), []);
        assert_eq!(read("none", "none of it"), None);
        assert_eq!(read("{all}", " x ").unwrap(), [pair("all", "x")]);
    }

    fn read(pattern: &str, text: &str) -> Option<Vec<String>> {
        let pattern = Pattern::new(pattern);
        let places = pattern.read(text)?;
        Some(places.into_iter().map(|(_, range)| text[range].to_owned()).collect())
    }

    #[test]
    fn places_take_what_stands_for_them() {
        let heading = "Workflow {key}: {name}";
        assert_eq!(read(heading, "WORKFLOW 7 – A b, (c)").unwrap(), ["7", "A b, (c)"]);
        assert_eq!(read(heading, "Workflow 7").unwrap(), ["7", ""]);
        assert_eq!(read(heading, "Workflows"), None);
        assert_eq!(read("{region}: {url}", "X1: https://a.example/b/<c>").unwrap(), ["X1", "https://a.example/b/<c>"]);
        assert_eq!(read("{region}: {url}", "EU-WEST: https://a.example").unwrap(), ["EU-WEST", "https://a.example"]);
        assert_eq!(
            read("{name} ({type}): {note}", "ship_id (string): The ship.").unwrap(),
            ["ship_id", "string", "The ship"]
        );
        assert_eq!(read("Request {variant}:", "Request:").unwrap(), [""]);
        assert_eq!(read("Request {variant}:", "Request A / B:").unwrap(), ["A / B"]);
        assert_eq!(read("{list} are allowed", "A, B are allowed").unwrap(), ["A, B"]);
    }

    #[test]
    fn words_are_compared_without_case_and_punctuation() {
        assert_eq!(normal("  Stored—credentials: (all) "), "stored credentials all");
        assert_eq!(exact("a.md#x{name}", "a.md#xYz"), Some("Yz"));
        assert_eq!(exact("a.md#x{name}", "a.md#x"), None);
    }
}
