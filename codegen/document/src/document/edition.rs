//! The edition of a document: a digest of each heading, paragraph, item, row and line of an example, in their order.
//!
//! A spec keeps the digests of the edition that it follows, and none of its words. Whatever a detector does not look at is
//! still seen to have changed.

use super::Line;
use super::blocks::{Block, Kind};
use verispec_text::source::{FileId, Span};

/// The lines that blocks consist of.
pub(super) fn lines(file: FileId, blocks: &[Block]) -> Vec<Line> {
    let mut lines = Vec::new();
    for block in blocks {
        let targets = block.links.iter().map(|link| link.target.value.as_str());
        match &block.kind {
            Kind::Heading(_, words) | Kind::Paragraph(words) | Kind::Item(words) => {
                let text = words.whole(file);
                if !text.value.is_empty() {
                    // Where the last link leads stands behind the last word.
                    let end = block.links.iter().map(|link| link.target.span.end).max().unwrap_or_default();
                    let span = Span { end: text.span.end.max(end), ..text.span };
                    lines.push(Line { digest: digest([text.value.as_str()].into_iter().chain(targets)), span });
                }
            }
            Kind::Table(table) => {
                for row in std::iter::once(&table.head).chain(&table.rows).filter(|row| !row.is_empty()) {
                    let span = Span { end: row[row.len() - 1].span.end, ..row[0].span };
                    lines.push(Line { digest: digest(row.iter().map(|cell| cell.value.as_str())), span });
                }
            }
            Kind::Fence(fence) => {
                let mut at = 0;
                for line in fence.text.value.split_inclusive('\n') {
                    let range = at..at + line.trim_end().len();
                    at += line.len();
                    if !line.trim().is_empty() {
                        lines.push(Line { digest: digest([line]), span: fence.words.span(file, range) });
                    }
                }
            }
        }
    }
    lines
}

/// Four hexadecimal digits for some words.
fn digest<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash: u32 = 0x811c_9dc5;
    let mut take = |byte: u8| hash = (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193);
    for text in texts {
        for word in text.split_whitespace() {
            word.bytes().for_each(&mut take);
            take(b' ');
        }
        take(b'\n');
    }
    format!("{:04x}", (hash >> 16) ^ (hash & 0xffff))
}

/// What one sequence has in place of a part of another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Hunk {
    /// How many of the older are gone.
    pub(crate) gone: usize,
    /// The newer that have come, or where the others were.
    pub(crate) come: std::ops::Range<usize>,
}

/// Cells of the table of a comparison at most; beyond it everything between the same ends counts as changed.
const MOST: usize = 16_000_000;

/// What has changed from one sequence to another, in order.
pub(crate) fn hunks<T: PartialEq>(old: &[T], new: &[T]) -> Vec<Hunk> {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (was, is) = (&old[start..], &new[start..]);
    let end = was.iter().rev().zip(is.iter().rev()).take_while(|(a, b)| a == b).count();
    let (was, is) = (&was[..was.len() - end], &is[..is.len() - end]);
    if was.is_empty() && is.is_empty() {
        return Vec::new();
    }
    if was.is_empty() || is.is_empty() || was.len().saturating_mul(is.len()) > MOST {
        return vec![Hunk { gone: was.len(), come: start..start + is.len() }];
    }
    // The length of what both have in common from each place on.
    let width = is.len() + 1;
    let mut common = vec![0_u32; (was.len() + 1) * width];
    for a in (0..was.len()).rev() {
        for b in (0..is.len()).rev() {
            common[a * width + b] = match was[a] == is[b] {
                true => common[(a + 1) * width + b + 1] + 1,
                false => common[(a + 1) * width + b].max(common[a * width + b + 1]),
            };
        }
    }
    let (mut a, mut b) = (0, 0);
    let mut found: Vec<Hunk> = Vec::new();
    let mut open: Option<Hunk> = None;
    while a < was.len() || b < is.len() {
        if a < was.len() && b < is.len() && was[a] == is[b] {
            found.extend(open.take());
            (a, b) = (a + 1, b + 1);
            continue;
        }
        let hunk = open.get_or_insert(Hunk { gone: 0, come: start + b..start + b });
        let is_gone = b == is.len() || (a < was.len() && common[(a + 1) * width + b] >= common[a * width + b + 1]);
        if is_gone {
            (hunk.gone, a) = (hunk.gone + 1, a + 1);
        } else {
            (hunk.come.end, b) = (hunk.come.end + 1, b + 1);
        }
    }
    found.extend(open);
    found
}

#[cfg(test)]
mod tests {
    use super::{Hunk, hunks};

    #[test]
    fn what_has_changed_is_found_where_it_is() {
        let hunk = |gone, come| Hunk { gone, come };
        assert_eq!(hunks(b"abcd", b"abcd"), []);
        assert_eq!(hunks(b"abcd", b"abxd"), [hunk(1, 2..3)]);
        assert_eq!(hunks(b"abcd", b"bcxd"), [hunk(1, 0..0), hunk(0, 2..3)]);
        assert_eq!(hunks(b"", b"ab"), [hunk(0, 0..2)]);
        assert_eq!(hunks(b"aabaa", b"aaaa"), [hunk(1, 2..2)]);
    }
}
