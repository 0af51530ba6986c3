//! Derives varied names and choices deterministically from a number.

const ADJECTIVES: [&str; 16] = [
    "amber", "brass", "coral", "dusky", "early", "foggy", "grand", "humble", "inner", "jolly", "keen", "lunar",
    "mossy", "noble", "outer", "plain",
];

const NOUNS: [&str; 16] = [
    "anchor", "beacon", "cargo", "dock", "ensign", "ferry", "galley", "hull", "island", "jetty", "keel", "ladder",
    "mast", "net", "oar", "pier",
];

const VERBS: [&str; 8] = ["admit", "berth", "clear", "enlist", "greet", "inspect", "muster", "release"];

/// Returns two words that are unique to this number. After all pairs have been used, the second word has a numeric
/// suffix.
pub(super) fn pair(number: u32) -> (String, String) {
    let (adjective, noun) = (number as usize % 16, number as usize / 16 % 16);
    let round = number / 256;
    let suffix = if round == 0 { String::new() } else { round.to_string() };
    (ADJECTIVES[adjective].to_owned(), format!("{}{suffix}", NOUNS[noun]))
}

/// Returns three words that are unique to this number.
pub(super) fn triple(number: u32) -> (String, String, String) {
    let (adjective, noun) = pair(number / 8);
    (VERBS[number as usize % 8].to_owned(), adjective, noun)
}

/// Returns the word with its first letter in uppercase.
pub(super) fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().collect::<String>() + letters.as_str()).unwrap_or_default()
}

/// A linear congruential generator with Knuth's constants for MMIX: choices look arbitrary but are deterministic.
pub(super) struct Choices(u64);

impl Choices {
    pub(super) fn new(number: u32) -> Self {
        let mut choices = Self(u64::from(number).wrapping_add(0x9E37_79B9_7F4A_7C15));
        // The first output is discarded, because the first outputs of neighboring seeds are similar.
        choices.below(2);
        choices.below(2);
        choices
    }

    pub(super) fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 33) % end.max(1) as u64) as usize
    }

    pub(super) fn one<'a, T>(&mut self, items: &'a [T]) -> &'a T {
        &items[self.below(items.len())]
    }

    /// Returns true with a probability of one in `cases`.
    pub(super) fn once_in(&mut self, cases: usize) -> bool {
        self.below(cases) == 0
    }
}
