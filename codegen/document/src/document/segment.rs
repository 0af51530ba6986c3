//! Splits a document into parts that can be parsed separately, because an unclosed fence would turn everything after it
//! into code.

use std::ops::Range;

/// A part of the document.
#[derive(Debug)]
pub(super) struct Segment {
    /// The span of the part.
    pub(super) range: Range<usize>,
    /// The line of the unclosed fence, if the part ends in one.
    pub(super) open: Option<Range<usize>>,
}

/// Splits the text where a fence is still open before a line that cannot be part of a code block.
///
/// Fences usually end according to Markdown. A document is only split if its last fence is unclosed, or if a fence
/// starts within another. In these cases, the content of the fences is guessed, and the guess is reported.
pub(super) fn segments(text: &str, ends_fence: impl Fn(&str) -> bool) -> Vec<Segment> {
    if is_closed(text) {
        return vec![Segment { range: 0..text.len(), open: None }];
    }
    let mut segments = Vec::new();
    let (mut start, mut fence): (usize, Option<(Mark, Range<usize>)>) = (0, None);
    let mut at = 0;
    let mut comment = Comment::default();
    for line in text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
        if fence.is_none() && comment.holds(line) {
            continue;
        }
        match (&fence, Mark::of(line)) {
            (None, Some(mark)) => fence = Some((mark, range.start..range.start + line.trim_end().len())),
            (Some((open, _)), Some(mark)) if mark.closes(open) => fence = None,
            (Some((_, opened)), _) if ends_fence(line) => {
                segments.push(Segment { range: start..range.start, open: Some(opened.clone()) });
                (start, fence) = (range.start, None);
            }
            _ => {}
        }
    }
    let open = fence.map(|(_, opened)| opened);
    segments.push(Segment { range: start..text.len(), open });
    segments
}

/// Returns whether every fence is closed by a line that consists of at least as many of the same marks, and none
/// contains the opening line of another.
fn is_closed(text: &str) -> bool {
    let mut open: Option<Mark> = None;
    let mut comment = Comment::default();
    for line in text.lines() {
        if open.is_none() && comment.holds(line) {
            continue;
        }
        let Some(mark) = Mark::of(line) else { continue };
        match open {
            None => open = Some(mark),
            Some(fence) if mark.closes(&fence) => open = None,
            Some(fence) if mark.character == fence.character && mark.length >= fence.length => return false,
            Some(_) => {}
        }
    }
    open.is_none()
}

/// The state of an HTML comment at the start of a line. Fences within a comment are ignored.
#[derive(Debug, Default)]
struct Comment {
    is_open: bool,
}

impl Comment {
    /// Returns whether a line outside fences is in a comment, including the lines with its delimiters.
    fn holds(&mut self, line: &str) -> bool {
        let begins = line.trim_start().strip_prefix("<!--");
        let rest = if self.is_open { Some(line) } else { begins };
        self.is_open = rest.is_some_and(|rest| !rest.contains("-->"));
        rest.is_some()
    }
}

/// The character and number of the marks of a fence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    character: char,
    length: usize,
    /// Whether the line contains only the marks.
    bare: bool,
}

impl Mark {
    fn of(line: &str) -> Option<Self> {
        // Fences may be in lists and quotes.
        let line = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let character = line.chars().next().filter(|character| matches!(character, '`' | '~'))?;
        let length = line.chars().take_while(|next| *next == character).count();
        let rest = &line[length..];
        // Backticks after a fence of backticks would make it a code span.
        (length >= 3 && (character == '~' || !rest.contains(character))).then_some(Self {
            character,
            length,
            bare: rest.is_empty(),
        })
    }

    fn closes(self, open: &Self) -> bool {
        self.bare && self.character == open.character && self.length >= open.length
    }
}

#[cfg(test)]
mod tests {
    use super::segments;

    /// Returns the number of unclosed fences in a text.
    fn open(text: &str) -> usize {
        segments(text, |line| line.starts_with('#')).iter().filter(|segment| segment.open.is_some()).count()
    }

    #[test]
    fn a_fence_ends_where_markdown_says() {
        for text in [
            "```sh\n# a\n## b\n```\n# c\n",
            "````\n```json\n# a\n```\n````\n# b\n",
            "~~~\n```\n# a\n~~~\n# b\n",
            "~~~ a ~ b\n# a\n~~~~\n# b\n",
            "<!--\n```\n-->\n# b\n",
            "<!-- ``` -->\n```\n<!--\n```\n# b\n",
        ] {
            assert_eq!(open(text), 0, "{text}");
        }
        for text in ["```\n{}\n# a\n", "```\n{}\n# a\n```json\n{}\n```\n"] {
            assert_eq!(open(text), 1, "{text}");
        }
    }
}
