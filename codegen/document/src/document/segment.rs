//! A document to parts that can be parsed one by one: a fence without its end would swallow everything behind it.

use std::ops::Range;

/// A part of the document.
#[derive(Debug)]
pub(super) struct Segment {
    /// Where it is.
    pub(super) range: Range<usize>,
    /// The fence line that has no end, if the part ends in one.
    pub(super) open: Option<Range<usize>>,
}

/// Cuts the text where a fence is still open, though a line follows that cannot stand in it.
pub(super) fn segments(text: &str, ends_fence: impl Fn(&str) -> bool) -> Vec<Segment> {
    let mut segments = Vec::new();
    let (mut start, mut fence): (usize, Option<(Mark, Range<usize>)>) = (0, None);
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let range = at..at + line.len();
        at = range.end;
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

/// The marks of a fence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Mark {
    character: char,
    length: usize,
    /// Whether nothing but the marks stands on the line.
    bare: bool,
}

impl Mark {
    fn of(line: &str) -> Option<Self> {
        // Fences stand in lists and quotes as well.
        let line = line.trim_start_matches([' ', '\t', '>']).trim_end();
        let character = line.chars().next().filter(|character| matches!(character, '`' | '~'))?;
        let length = line.chars().take_while(|next| *next == character).count();
        let rest = &line[length..];
        (length >= 3 && !rest.contains(character)).then_some(Self { character, length, bare: rest.is_empty() })
    }

    fn closes(self, open: &Self) -> bool {
        self.bare && self.character == open.character && self.length >= open.length
    }
}
