//! Compares lines with lines of an older edition: which have moved, which have another shape, and which words differ.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Kept, Line};
use verispec_text::compare::Hunk;
use verispec_text::source::Span;

/// How many lines a line may have moved if other lines have the same words.
const NEAR: usize = 8;

/// Lines that the edition has as well, but elsewhere or with another shape.
pub(super) struct Moves {
    /// The lines of the edition.
    pub(super) gone: BTreeSet<usize>,
    /// The lines of the document, each with the line of the edition.
    pub(super) come: BTreeMap<usize, usize>,
}

impl Moves {
    /// Pairs lines with the same words: first within a hunk, then with the next hunk if it is near, and then those that both
    /// sides have only once.
    pub(super) fn of(kept: &[Kept<'_>], lines: &[Line], changed: &[Hunk]) -> Self {
        let mut moves = Self { gone: BTreeSet::new(), come: BTreeMap::new() };
        for hunk in changed {
            let mut gone: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
            for old in hunk.gone.clone().rev() {
                gone.entry(kept[old].digest).or_default().push(old);
            }
            for new in hunk.come.clone() {
                if let Some(old) = gone.get_mut(lines[new].digest.as_str()).and_then(Vec::pop) {
                    moves.pair(old, new);
                }
            }
        }
        for near in changed.windows(2) {
            let [first, second] = near else { continue };
            let is_small = |hunk: &Hunk| hunk.gone.len() <= NEAR && hunk.come.len() <= NEAR;
            if second.gone.start - first.gone.end <= NEAR && is_small(first) && is_small(second) {
                moves.pair_hunks(first, second, kept, lines);
                moves.pair_hunks(second, first, kept, lines);
            }
        }
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        kept.iter().for_each(|line| counts.entry(line.digest).or_default().0 += 1);
        lines.iter().for_each(|line| counts.entry(&line.digest).or_default().1 += 1);
        let is_free = |old: &usize| !moves.gone.contains(old) && counts[kept[*old].digest] == (1, 1);
        let gone = changed.iter().flat_map(|hunk| hunk.gone.clone()).filter(is_free);
        let gone: BTreeMap<&str, usize> = gone.map(|old| (kept[old].digest, old)).collect();
        for new in changed.iter().flat_map(|hunk| hunk.come.clone()) {
            if !moves.come.contains_key(&new)
                && let Some(old) = gone.get(lines[new].digest.as_str())
            {
                moves.pair(*old, new);
            }
        }
        moves
    }

    /// Pairs the lines that are gone in one hunk with those that have come in another.
    fn pair_hunks(&mut self, from: &Hunk, to: &Hunk, kept: &[Kept<'_>], lines: &[Line]) {
        for old in from.gone.clone().filter(|old| !self.gone.contains(old)).collect::<Vec<_>>() {
            let is_it = |new: &usize| !self.come.contains_key(new) && lines[*new].digest == kept[old].digest;
            if let Some(new) = to.come.clone().find(is_it) {
                self.pair(old, new);
            }
        }
    }

    fn pair(&mut self, old: usize, new: usize) {
        self.gone.insert(old);
        self.come.insert(new, old);
    }
}

/// Describes the shape of a line, such as the level of a heading.
pub(super) fn shape_in_words(shape: &str) -> String {
    let (kind, rest) = shape.split_at(shape.len().min(1));
    let (depth, first) = rest.split_once('.').unwrap_or((rest, ""));
    match (kind, depth, first) {
        ("h", level, _) => format!("a heading of level {level}"),
        ("i", depth, _) => format!("an item at depth {depth}"),
        ("n", "1", "") => "a numbered item".to_owned(),
        ("n", "1", first) => format!("a numbered item that begins with {first}"),
        ("n", depth, "") => format!("a numbered item at depth {depth}"),
        ("n", depth, first) => format!("a numbered item at depth {depth} that begins with {first}"),
        ("b", ..) => {
            let columns = rest.split('.').filter_map(|column| column.parse::<usize>().ok());
            let columns: Vec<String> = columns.map(|column| (column + 1).to_string()).collect();
            format!("bold in column {}", columns.join(", "))
        }
        _ => "plain".to_owned(),
    }
}

/// Returns the words of a line with its shape.
pub(super) fn formed(words: &str, shape: &str) -> String {
    format!("{words} ({})", shape_in_words(shape))
}

/// Returns the span of the words that differ from an older text, or of the word before removed ones.
pub(super) fn changed_words(line: &Line, was: &str, is: &str) -> Span {
    let (was, is): (Vec<&str>, Vec<&str>) = (was.split_whitespace().collect(), is.split_whitespace().collect());
    let start = was.iter().zip(&is).take_while(|(a, b)| a == b).count();
    let rest = was[start..].iter().rev().zip(is[start..].iter().rev());
    let end = is.len() - rest.take_while(|(a, b)| a == b).count();
    let first = if start == end { start.saturating_sub(1) } else { start };
    let last = end.max(first + 1) - 1;
    match (line.words.get(first), line.words.get(last)) {
        (Some(first), Some(last)) if line.words.len() == is.len() => Span { end: last.end.max(first.end), ..*first },
        _ => line.span,
    }
}

/// Returns the span of the first link that differs from the older ones.
pub(super) fn changed_link(line: &Line, was: &[String], is: &[String]) -> Span {
    let same = was.iter().zip(is).take_while(|(a, b)| a == b).count();
    line.targets.get(same).or(line.targets.last()).copied().unwrap_or(line.span)
}
