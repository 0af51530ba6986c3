//! Computes the edition of a document: the digest of each heading, paragraph, item, row and example line, in order, and
//! the text from which no fact is read.
//!
//! The edition reveals changes of text that no detector reads.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::{Block, Kind};
use super::names::Names;
use super::words::lower_words;
use super::{Document, Line, Sentence};
use verispec_text::compare::{Hunk, hunks};
use verispec_text::source::{FileId, Span};
use verispec_text::words::one_line;

/// Returns the lines of the blocks.
pub(super) fn lines(file: FileId, blocks: &[Block], names: &Names<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for (number, block) in blocks.iter().enumerate() {
        let links = block.links.iter().map(|link| one_line(&link.target.value));
        let links: Vec<String> = links.chain(block.images.iter().map(|image| one_line(image))).collect();
        match &block.kind {
            Kind::Heading(_, words) | Kind::Paragraph(words) | Kind::Item(words) => {
                let text = words.whole(file);
                if !text.value.is_empty() {
                    // The target of the last link comes after the last word.
                    let end = block.links.iter().map(|link| link.target.span.end).max().unwrap_or_default();
                    let span = Span { end: text.span.end.max(end), ..text.span };
                    let is_fact = matches!(block.kind, Kind::Heading(..)) || is_fact(&text.value, block, names);
                    let sentence = Sentence { text: one_line(&text.value), links };
                    lines.push(Line {
                        digest: sentence.digest(),
                        span,
                        sentence: (!is_fact).then_some(sentence),
                        block: number,
                    });
                }
            }
            Kind::Table(table) => {
                for row in std::iter::once(&table.head).chain(&table.rows).filter(|row| !row.is_empty()) {
                    let span = Span { end: row[row.len() - 1].span.end, ..row[0].span };
                    let cells: Vec<String> = row.iter().map(|cell| one_line(&cell.value)).collect();
                    let text = cells.join(CELLS).trim().to_owned();
                    let sentence = Sentence { text, links: Vec::new() };
                    let digest = sentence.digest();
                    lines.push(Line {
                        digest,
                        span,
                        sentence: (!sentence.text.is_empty()).then_some(sentence),
                        block: number,
                    });
                }
            }
            Kind::Fence(fence) => {
                let mut at = 0;
                for line in fence.text.value.split_inclusive('\n') {
                    let range = at..at + line.trim_end().len();
                    at += line.len();
                    if !line.trim().is_empty() {
                        let span = fence.words.span(file, range);
                        lines.push(Line { digest: digest([line]), span, sentence: None, block: number });
                    }
                }
            }
        }
    }
    lines
}

/// The separator between the cells of a row.
const CELLS: &str = " | ";

/// Returns whether the layout says what to read from a paragraph or item.
fn is_fact(text: &str, block: &Block, names: &Names<'_>) -> bool {
    // An entry of a table of contents is a link into the document.
    let is_entry =
        matches!(block.links.as_slice(), [link] if link.target.value.starts_with('#') && link.text.value == text);
    let is_chain = names.layout.arrows.iter().any(|arrow| text.contains(arrow.as_str()));
    // The alternative text of an image is not a statement.
    !block.images.is_empty()
        || is_entry
        || is_chain
        || names.line(text).is_some()
        || names.channels(text).is_some()
        || names.is_credential(text)
}

/// Words of sentences that state a limit or a requirement.
const WEIGHTY: [&str; 15] = [
    "must", "only", "not", "never", "required", "requires", "need", "needs", "needed", "maximum", "max", "minimum",
    "least", "most", "cannot",
];

impl Sentence {
    /// Returns whether the sentence has a number or a word that states a limit or a requirement. A fact of the spec may
    /// be based on such a sentence.
    pub fn has_weight(&self) -> bool {
        let is_weighty =
            |word: &String| word.starts_with(|c: char| c.is_ascii_digit()) || WEIGHTY.contains(&word.as_str());
        lower_words(&self.text).iter().any(is_weighty)
    }

    /// Returns the digest of a line with these words and links.
    pub fn digest(&self) -> String {
        digest(std::iter::once(self.text.as_str()).chain(self.links.iter().map(String::as_str)))
    }
}

/// Separates a digest from the number of facts that are compared in its line.
const COUNT: char = '+';

/// The number of hexadecimal digits of a digest.
const DIGITS: usize = 16;

/// The minimum number of digits for a line that repeats an earlier one.
const FEWEST: usize = 4;

/// Returns the 64-bit FNV-1a digest of the words without white space. At this size, collisions within a document are
/// unlikely.
fn digest<'a>(texts: impl IntoIterator<Item = &'a str>) -> String {
    let mut hash: u64 = 0xcbf2_9ce4_8422_2325;
    let mut take = |byte: u8| hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    for text in texts {
        for word in text.split_whitespace() {
            word.bytes().for_each(&mut take);
            take(b' ');
        }
        take(b'\n');
    }
    format!("{hash:0DIGITS$x}")
}

impl Document {
    /// The digests of its lines as a layout stores them, each with the number of compared facts in the line, if there are
    /// any (`facts` may be shorter than the lines). Digests of repeated lines are shortened, because a document has the
    /// same examples many times.
    pub fn edition(&self, facts: &[usize]) -> String {
        let known: BTreeSet<&str> = self.lines.iter().map(|line| line.digest.as_str()).collect();
        let sorted: Vec<&str> = known.into_iter().collect();
        let shared = |a: &str, b: &str| a.bytes().zip(b.bytes()).take_while(|(a, b)| a == b).count();
        let short = |index: usize| {
            let neighbours = [index.checked_sub(1), Some(index + 1)].into_iter().flatten();
            let neighbours = neighbours.filter_map(|other| sorted.get(other));
            let longest = neighbours.map(|other| shared(sorted[index], other)).max().unwrap_or_default();
            &sorted[index][..(longest + 1).clamp(FEWEST, DIGITS)]
        };
        let short: BTreeMap<&str, &str> = (0..sorted.len()).map(|index| (sorted[index], short(index))).collect();
        let mut seen = BTreeSet::new();
        let words = self.lines.iter().zip(facts.iter().copied().chain(std::iter::repeat(0)));
        let words = words.map(|(line, facts)| {
            let digest = line.digest.as_str();
            let digest = if seen.insert(digest) { digest } else { short[digest] };
            if facts == 0 { digest.to_owned() } else { format!("{digest}{COUNT}{facts}") }
        });
        words.collect::<Vec<_>>().join(" ")
    }

    /// Returns the text from which no fact is read, once for each combination of words and links.
    pub fn sentences(&self) -> Vec<&Sentence> {
        let mut seen = BTreeSet::new();
        let sentences = self.lines.iter().filter_map(|line| Some((&line.digest, line.sentence.as_ref()?)));
        sentences.filter(|(digest, _)| seen.insert(*digest)).map(|(_, sentence)| sentence).collect()
    }
}

/// Expands the shortened digests of an edition. A short digest that is not a prefix of an earlier one does not match
/// any line.
pub(crate) fn digests(edition: &str) -> Vec<&str> {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut all = Vec::new();
    for word in edition.split_whitespace() {
        let word = word.split(COUNT).next().unwrap_or(word);
        let full = known.range(word..).next().filter(|full| full.starts_with(word)).copied().unwrap_or(word);
        known.insert(full);
        all.push(full);
    }
    all
}

/// How many facts of each line were compared when the edition was taken over.
pub(crate) fn compared(edition: &str) -> Vec<usize> {
    let count = |word: &str| word.split_once(COUNT).and_then(|(_, count)| count.parse().ok()).unwrap_or_default();
    edition.split_whitespace().map(count).collect()
}

/// The numbers in an edition for the lines of a document, and none for lines that differ from it.
pub(crate) fn compared_before(edition: &str, lines: &[Line]) -> Vec<usize> {
    let (old, counts) = (digests(edition), compared(edition));
    let new: Vec<&str> = lines.iter().map(|line| line.digest.as_str()).collect();
    let mut before = vec![0; new.len()];
    let (mut was, mut is) = (0, 0);
    let last = Hunk { gone: old.len()..old.len(), come: new.len()..new.len() };
    for hunk in hunks(&old, &new).into_iter().chain([last]) {
        let same = hunk.come.start - is;
        before[is..is + same].copy_from_slice(&counts[was..was + same]);
        (was, is) = (hunk.gone.end, hunk.come.end);
    }
    before
}
