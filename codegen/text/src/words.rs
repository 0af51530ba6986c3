//! Words as people write and read them: the closest known one, and what nobody would see made visible.

use verispec_runtime::runtime::suggest::distance;

/// The candidate that is at most a third of its letters away, if there is one.
pub fn closest<'a>(written: &str, candidates: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let lower = letters(&written.to_lowercase());
    let length = lower.len();
    let candidates = candidates.into_iter().filter_map(|candidate| {
        let candidate_length = candidate.chars().count();
        let limit = candidate_length.max(3) / 3;
        // A difference in length is part of the distance, and a long text takes long to compare.
        let near = length.abs_diff(candidate_length) <= limit;
        let distance = near.then(|| distance(&lower, &letters(&candidate.to_lowercase())))?;
        (distance <= limit).then_some((distance, candidate))
    });
    candidates.min_by_key(|(distance, _)| *distance).map(|(_, candidate)| candidate)
}

/// How many letters have to be put in, taken out or replaced to make one text of the other.
pub fn letters_apart(left: &str, right: &str) -> usize {
    distance(&letters(left), &letters(right))
}

fn letters(text: &str) -> Vec<char> {
    text.chars().collect()
}

/// The text in one line, with single spaces.
pub fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The text with a spelling in place of each character that nobody would see.
pub fn visible(text: &str) -> String {
    let hidden = |c: char| (c.is_control() && c != '\n') || ('\u{2000}'..'\u{2070}').contains(&c);
    let mut visible = String::with_capacity(text.len());
    for c in text.chars() {
        if hidden(c) { visible.extend(c.escape_default()) } else { visible.push(c) }
    }
    visible
}
