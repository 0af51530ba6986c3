//! "Did you mean" suggestions: finds the known name that is closest to an unknown one.

/// The maximum length of names that are compared. Longer names are unlikely to be typos, and the cost is proportional
/// to the product of both lengths.
const LONGEST: usize = 64;

/// Returns the known name that is closest to the given one, if the given one is probably a typo of it.
pub(in crate::runtime) fn nearest<'a>(given: &str, names: &[&'a str]) -> Option<&'a str> {
    if given.len() > LONGEST {
        return None;
    }
    let given = letters(given);
    let near = given.len().div_ceil(3).min(4);
    let mut nearest = (near + 1, None);
    for name in names {
        let distance = distance(&given, &letters(name));
        if distance < nearest.0 {
            nearest = (distance, Some(*name));
        }
    }
    nearest.1
}

/// Normalizes letter case and separators, because most typos concern these.
fn letters(name: &str) -> Vec<char> {
    let mut letters = Vec::with_capacity(name.len());
    for character in name.chars() {
        if character.is_alphanumeric() {
            letters.extend(character.to_lowercase());
        }
    }
    letters
}

/// Computes the edit distance between two names (Levenshtein).
#[must_use]
pub fn distance(left: &[char], right: &[char]) -> usize {
    let mut row: Vec<usize> = (0..=right.len()).collect();
    for (index, from) in left.iter().enumerate() {
        let mut diagonal = index;
        let mut before = index + 1;
        if let Some(first) = row.first_mut() {
            *first = before;
        }
        for (to, cell) in right.iter().zip(row.iter_mut().skip(1)) {
            let replaced = diagonal + usize::from(from != to);
            diagonal = *cell;
            before = replaced.min(diagonal + 1).min(before + 1);
            *cell = before;
        }
    }
    row.last().copied().unwrap_or(left.len())
}
