//! Helpers for messages: finds the closest known word, and makes invisible characters visible.

use verispec_runtime::runtime::suggest::distance;

/// Returns the closest candidate, if its edit distance is at most a third of its length.
pub fn closest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = letters(&written.to_lowercase());
    let length = lower.len();
    let candidates = candidates.into_iter().filter_map(|candidate| {
        let candidate_length = candidate.chars().count();
        let limit = candidate_length.max(3) / 3;
        // The difference in length is a lower bound for the distance, and long strings are slow to compare.
        let near = length.abs_diff(candidate_length) <= limit;
        let distance = near.then(|| distance(&lower, &letters(&candidate.to_lowercase())))?;
        (distance <= limit).then_some((distance, candidate))
    });
    candidates.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// Computes the edit distance between two strings.
pub fn letters_apart(left: &str, right: &str) -> usize {
    distance(&letters(left), &letters(right))
}

fn letters(text: &str) -> Vec<char> {
    text.chars().collect()
}

/// Returns the string on one line, with single spaces.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Returns the string with a visible notation for invisible characters.
pub fn visible(text: &str) -> String {
    let hidden = |c: char| (c.is_control() && c != '\n') || ('\u{2000}'..'\u{2070}').contains(&c);
    let mut visible = String::with_capacity(text.len());
    for c in text.chars() {
        if hidden(c) { visible.extend(c.escape_default()) } else { visible.push(c) }
    }
    visible
}
