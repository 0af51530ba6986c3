//! Checks `pattern`: the generated code matches the same strings as an independent JSON Schema validator, and matching
//! takes linear time.

use std::time::{Duration, Instant};

use jumio_workflows::runtime::Pattern;
use serde_json::json;
use verispec_tests::random::Random;

/// The components of random patterns.
const ATOMS: [&str; 16] = [
    "a", "b", "c", ".", "\\d", "\\w", "\\s", "\\D", "[ab]", "[^a]", "[a-c\\d]", "[\\s-]", "\\-", "\\x61", "\\u0062",
    "1",
];
const SIGNS: [&str; 9] = ["", "", "", "*", "+", "?", "{2}", "{1,}", "{0,2}?"];
const LETTERS: [&str; 9] = ["é", "a", "b", "c", "1", "-", " ", "_", "\n"];

fn pattern(random: &mut Random, depth: usize) -> String {
    let branch = |random: &mut Random| {
        let count = random.below(4);
        let pieces = (0..count).map(|_| {
            let atom = match random.below(6) {
                0 if depth > 0 => format!("({})", pattern(random, depth - 1)),
                1 if depth > 0 => format!("(?:{})", pattern(random, depth - 1)),
                2 if random.once_in(2) => return ["^", "$", "\\b", "\\B"][random.below(4)].to_owned(),
                _ => ATOMS[random.below(ATOMS.len())].to_owned(),
            };
            atom + SIGNS[random.below(SIGNS.len())]
        });
        pieces.collect::<String>()
    };
    let count = 1 + random.below(2);
    (0..count).map(|_| branch(random)).collect::<Vec<_>>().join("|")
}

#[test]
fn patterns_match_what_another_validator_matches() {
    let (mut judged, mut matched) = (0, 0);
    for number in 0..1500 {
        let mut random = Random(number * 0x9E37_79B9 + 1);
        let text = pattern(&mut random, 2);
        let parsed = Pattern::parse(&text).unwrap_or_else(|error| panic!("{text}: {error}"));
        let Ok(other) = jsonschema::draft202012::new(&json!({ "pattern": text })) else { continue };
        // In ECMA-262, word characters are ASCII. The other validator implements this only for `\w`, so patterns with
        // word boundaries are only tested with ASCII characters.
        let letters = if text.to_lowercase().contains("\\b") { &LETTERS[1..] } else { &LETTERS[..] };
        for _ in 0..12 {
            let length = random.below(7);
            let candidate: String = (0..length).map(|_| letters[random.below(letters.len())]).collect();
            let expected = other.is_valid(&json!(candidate));
            assert_eq!(parsed.matches(&candidate), expected, "`{text}` and {candidate:?}");
            judged += 1;
            matched += usize::from(expected);
        }
    }
    println!("{judged} strings, {matched} of which match");
    assert!(judged > 10_000 && matched > 1_000 && judged - matched > 1_000, "{judged}, {matched}");
}

#[test]
fn what_other_engines_never_finish_is_finished() {
    let text = "a".repeat(5_000);
    let start = Instant::now();
    for pattern in ["^(a*)*b$", "^(a|aa)+$b", "(a?){500}a{500}b"] {
        let parsed = Pattern::parse(pattern).unwrap_or_else(|error| panic!("{pattern}: {error}"));
        assert!(!parsed.matches(&text), "{pattern}");
    }
    assert!(start.elapsed() < Duration::from_secs(60), "{:?}", start.elapsed());
}

#[test]
fn what_cannot_be_followed_is_refused() {
    for pattern in [
        "(?=a)",
        "(?<!a)b",
        "(a)\\1",
        "\\p{L}",
        "a{1001}",
        "((a{100}){100}){100}",
        "(",
        "a)",
        "[a",
        "[b-a]",
        "*",
        "a{2,1}",
        "\\",
    ] {
        assert!(Pattern::parse(pattern).is_err(), "{pattern}");
    }
    let deep = "(".repeat(10_000) + &")".repeat(10_000);
    assert!(Pattern::parse(&deep).is_err());
}
