//! Reads documents that consist of tables: turns blocks into tables and lines below their headings, and keeps the words
//! of lines that state a limit or a requirement.

use super::blocks::{Block, Kind};
use super::words::{normal, places};
use super::{Document, Heading, Passage, PassageContent};
use verispec_model::ir::{DocumentLines, Tables};
use verispec_text::source::FileId;

/// Returns the tables and lines, with the headings above them.
pub(super) fn passages(file: FileId, blocks: Vec<Block>) -> Vec<Passage> {
    let mut headings = 0_usize;
    let passages = blocks.into_iter().filter_map(|block| {
        let content = match block.kind {
            Kind::Heading(..) => {
                headings += 1;
                return None;
            }
            Kind::Table(table) => PassageContent::Table(table),
            Kind::Paragraph(words) | Kind::Item(words) => PassageContent::Lines(words.lines(file)),
            Kind::Fence(_) | Kind::Html => return None,
        };
        Some(Passage { heading: headings.checked_sub(1), content })
    });
    passages.collect()
}

/// Keeps the words of lines that state a limit or a requirement. Rows and lines with facts are compared separately.
/// Most of the rest of a long document is about other things, and its digests are enough to detect changes.
pub(super) fn weigh(document: &mut Document, tables: &Tables, blocks: &[Block]) {
    let mut above_blocks = Vec::with_capacity(blocks.len());
    let mut headings = 0_usize;
    for block in blocks {
        headings += usize::from(matches!(block.kind, Kind::Heading(..)));
        above_blocks.push(headings.checked_sub(1));
    }
    let file = document.file;
    let is_compared = |block: usize| match &blocks[block].kind {
        Kind::Table(table) => !table.is_box(),
        Kind::Paragraph(words) | Kind::Item(words) => {
            let above = above(&document.headings, above_blocks[block]);
            let entries: Vec<_> = tables.lines.iter().filter(|entry| is_below(&entry.heading, &above)).collect();
            let is_read = |line: &str| line.is_empty() || entries.iter().any(|entry| reads_all_of(entry, line));
            words.lines(file).iter().all(|line| is_read(&line.value))
        }
        Kind::Heading(..) | Kind::Fence(_) | Kind::Html => false,
    };
    let weighed = document.lines.iter().map(|line| {
        let sentence = line.sentence.as_ref().filter(|sentence| sentence.has_weight() && !is_compared(line.block));
        sentence.is_some()
    });
    let weighed: Vec<bool> = weighed.collect();
    for (line, weighs) in document.lines.iter_mut().zip(weighed) {
        line.sentence = line.sentence.take().filter(|_| weighs);
    }
}

/// Returns whether the placeholders of a pattern cover everything in a line that the pattern does not spell out.
fn reads_all_of(entry: &DocumentLines, line: &str) -> bool {
    entry.read.iter().any(|pattern| {
        let found = places(&pattern.value, line);
        found.is_some_and(|found| found.iter().all(|(place, _)| DocumentLines::PLACES.contains(place)))
    })
}

/// Returns the headings above a location from outermost to innermost, given the index of the innermost one.
pub(crate) fn above(headings: &[Heading], index: Option<usize>) -> Vec<&Heading> {
    let mut above: Vec<&Heading> = Vec::new();
    let mut level = u8::MAX;
    for heading in headings[..index.map_or(0, |index| index + 1)].iter().rev() {
        if heading.level < level {
            level = heading.level;
            above.push(heading);
        }
    }
    above.reverse();
    above
}

/// Returns whether the last of these headings is the innermost heading above a location, and the others are among the
/// headings that enclose it.
pub(crate) fn is_below(wanted: &[String], above: &[&Heading]) -> bool {
    let is = |(wanted, heading): (&String, &&Heading)| normal(wanted) == normal(&heading.text.value);
    wanted.len() <= above.len() && wanted.iter().rev().zip(above.iter().rev()).all(is)
}
