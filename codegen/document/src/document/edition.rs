//! Computes the edition of a document: the digest of each heading, paragraph, item, row and example line, in order, and
//! the text from which no fact is read.
//!
//! The edition reveals changes of text that no detector reads.

use std::collections::{BTreeMap, BTreeSet};

use super::blocks::{Block, Kind};
use super::names::Names;
use super::words::{Words, lower_words};
use super::{Document, Line, Sentence, Table};
use verispec_text::compare::{Hunk, hunks};
use verispec_text::source::{FileId, Span};
use verispec_text::words::one_line;

/// Returns the lines of the blocks.
pub(super) fn lines(file: FileId, blocks: &[Block], names: &Names<'_>) -> Vec<Line> {
    let mut lines = Vec::new();
    for (number, block) in blocks.iter().enumerate() {
        match &block.kind {
            Kind::Heading(_, words) | Kind::Paragraph(words) | Kind::Item(words) => {
                lines.extend(line_of_words(file, number, block, words, names));
            }
            Kind::Table(table) => lines.extend(rows(number, table)),
            Kind::Fence(fence) => {
                let mut at = 0;
                for line in fence.text.value.split_inclusive('\n') {
                    let range = at..at + line.trim_end().len();
                    at += line.len();
                    if !line.trim().is_empty() {
                        let span = fence.words.span(file, range);
                        lines.push(bare(number, span, digest([line])));
                    }
                }
            }
            Kind::Html => {
                let (links, _) = links(block);
                lines.push(bare(number, block.span, digest(words_and_links("", &links))));
            }
        }
    }
    lines
}

/// A line without words that could be quoted.
fn bare(block: usize, span: Span, digest: String) -> Line {
    let shape = String::new();
    Line { digest, without_links: None, span, sentence: None, block, shape, words: Vec::new(), targets: Vec::new() }
}

/// Returns where the links and images of a block lead, and their titles, each with its span.
fn links(block: &Block) -> (Vec<String>, Vec<Span>) {
    let targets = block.links.iter().map(|link| &link.target).chain(&block.images).chain(&block.titles);
    targets.map(|target| (one_line(&target.value), target.span)).unzip()
}

fn line_of_words(file: FileId, number: usize, block: &Block, words: &Words, names: &Names<'_>) -> Option<Line> {
    let (text, (links, targets)) = (words.whole(file), links(block));
    if text.value.is_empty() && links.is_empty() {
        return None;
    }
    // The target of the last link comes after the last word.
    let end = targets.iter().map(|target| target.end).max().unwrap_or_default();
    let span = match text.value.is_empty() {
        true => block.span,
        false => Span { end: text.span.end.max(end), ..text.span },
    };
    let is_heading = matches!(block.kind, Kind::Heading(..));
    let is_fact = text.value.is_empty() || is_heading || is_fact(&text.value, block, names);
    let sentence = Sentence { text: one_line(&text.value), links };
    Some(Line {
        digest: sentence.digest(),
        without_links: None,
        span,
        sentence: (!is_fact).then_some(sentence),
        block: number,
        shape: block.shape.clone(),
        words: words.each(file),
        targets,
    })
}

/// Returns the lines of a table, which are its rows.
fn rows(number: usize, table: &Table) -> impl Iterator<Item = Line> {
    let rows = std::iter::once(&table.head).chain(&table.rows).enumerate().filter(|(_, row)| !row.is_empty());
    rows.map(move |(index, row)| {
        let targets = table.targets.get(index).into_iter().flatten();
        let (links, targets): (Vec<String>, Vec<Span>) =
            targets.map(|target| (one_line(&target.value), target.span)).unzip();
        let end = targets.iter().map(|target| target.end).max().unwrap_or_default().max(row[row.len() - 1].span.end);
        let cells: Vec<String> = row.iter().map(|cell| one_line(&cell.value)).collect();
        let text = cells.join(CELLS).trim().to_owned();
        let sentence = Sentence { text, links };
        let bold = index.checked_sub(1).and_then(|row| table.cells.get(row)).into_iter().flatten().enumerate();
        let bold: Vec<String> = bold.filter(|(_, cell)| cell.is_bold).map(|(column, _)| column.to_string()).collect();
        // A word of a row is in its cell, and the separator of cells belongs to the next one.
        let cells = row.iter().zip(&cells).enumerate().flat_map(|(column, (cell, text))| {
            let words = text.split_whitespace().count() + usize::from(column > 0);
            std::iter::repeat_n(cell.span, words)
        });
        let span = Span { end, ..row[0].span };
        Line {
            digest: sentence.digest(),
            without_links: (!sentence.links.is_empty()).then(|| digest([sentence.text.as_str()])),
            span,
            words: cells.collect(),
            targets,
            sentence: (!sentence.text.is_empty()).then_some(sentence),
            block: number,
            shape: if bold.is_empty() { String::new() } else { format!("b{}", bold.join(".")) },
        }
    })
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
        digest(words_and_links(&self.text, &self.links))
    }
}

fn words_and_links<'a>(text: &'a str, links: &'a [String]) -> impl Iterator<Item = &'a str> {
    std::iter::once(text).chain(links.iter().map(String::as_str))
}

/// Separates a digest from the shape of its line.
const SHAPE: char = '~';

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
    /// The digests of its lines as a layout stores them, each with the shape of the line and the number of compared facts
    /// in it, if there are any (`facts` may be shorter than the lines). Digests of repeated lines are shortened, because a document has the
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
            let shape = if line.shape.is_empty() { String::new() } else { format!("{SHAPE}{}", line.shape) };
            let count = if facts == 0 { String::new() } else { format!("{COUNT}{facts}") };
            format!("{digest}{shape}{count}")
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

/// A line of an edition that a layout keeps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Kept<'e> {
    pub(crate) digest: &'e str,
    pub(crate) shape: &'e str,
    /// How many facts of the line were compared when the edition was taken over.
    pub(crate) compared: usize,
}

/// Reads an edition, and expands its shortened digests. A short digest that is not a prefix of an earlier one does not
/// match any line.
pub(crate) fn kept(edition: &str) -> Vec<Kept<'_>> {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut all = Vec::new();
    for word in edition.split_whitespace() {
        let (word, count) = word.split_once(COUNT).unwrap_or((word, ""));
        let (word, shape) = word.split_once(SHAPE).unwrap_or((word, ""));
        let digest = known.range(word..).next().filter(|full| full.starts_with(word)).copied().unwrap_or(word);
        known.insert(digest);
        all.push(Kept { digest, shape, compared: count.parse().unwrap_or_default() });
    }
    all
}

/// Returns the digests and shapes of lines for a comparison with an edition. An edition of an older version of this
/// toolkit has no shapes, and its digests of rows ignore links.
pub(crate) fn as_kept<'d>(kept: &[Kept<'_>], lines: &'d [Line]) -> Vec<(&'d str, &'d str)> {
    let has_shapes = kept.iter().any(|line| !line.shape.is_empty());
    let line = |line: &'d Line| match has_shapes {
        true => (line.digest.as_str(), line.shape.as_str()),
        false => (line.without_links.as_deref().unwrap_or(&line.digest), ""),
    };
    lines.iter().map(line).collect()
}

/// Returns how many facts of each line of a document were compared when the edition was recorded; 0 for lines that
/// differ from it.
pub(crate) fn compared_before(edition: &str, lines: &[Line]) -> Vec<usize> {
    let kept = kept(edition);
    let old: Vec<&str> = kept.iter().map(|line| line.digest).collect();
    let new: Vec<&str> = as_kept(&kept, lines).into_iter().map(|(digest, _)| digest).collect();
    let mut before = vec![0; new.len()];
    let (mut was, mut is) = (0, 0);
    let last = Hunk { gone: old.len()..old.len(), come: new.len()..new.len() };
    for hunk in hunks(&old, &new).into_iter().chain([last]) {
        let same = hunk.come.start - is;
        before[is..is + same].iter_mut().zip(&kept[was..was + same]).for_each(|(before, kept)| *before = kept.compared);
        (was, is) = (hunk.gone.end, hunk.come.end);
    }
    before
}
