//! Regular expressions of the JSON Schema keyword `pattern`.
//!
//! The matcher simulates all states in parallel, so the time is at most proportional to the length of the string times
//! the length of the pattern. Features that would need more, such as backreferences, are rejected when the pattern is
//! compiled.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use crate::runtime::judging::pattern_parser::{InvalidPattern, Parser, Step};

/// A compiled pattern.
#[derive(Debug, Clone)]
pub struct Pattern(Vec<Step>);

/// A pattern of the spec, which is compiled on first use.
#[derive(Debug)]
pub struct LazyPattern {
    text: &'static str,
    read: OnceLock<Option<Pattern>>,
}

impl LazyPattern {
    /// Wraps the source of a pattern. Lint rejects invalid patterns; at run time, an invalid pattern never matches.
    #[inline]
    #[must_use]
    pub const fn new(text: &'static str) -> Self {
        Self { text, read: OnceLock::new() }
    }

    /// Returns the source of the pattern.
    #[inline]
    #[must_use]
    pub fn text(&self) -> &'static str {
        self.text
    }

    /// Returns whether some part of the string matches.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let pattern = self.read.get_or_init(|| Pattern::parse(self.text).ok());
        pattern.as_ref().is_some_and(|pattern| pattern.matches(text))
    }
}

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    ///
    /// Fails if the string is not a regular expression, has more than 10,000 steps, or uses lookaround, backreferences
    /// or Unicode properties.
    pub fn parse(text: &str) -> Result<Self, InvalidPattern> {
        Parser::new(text).parse().map(Self)
    }

    /// Returns whether some part of the string matches.
    #[must_use]
    pub fn matches(&self, text: &str) -> bool {
        let characters: Vec<char> = text.chars().collect();
        let mut here = BTreeSet::new();
        for place in 0..=characters.len() {
            // A match can begin at any character.
            self.reach(0, &characters, place, &mut here);
            if here.contains(&self.0.len()) {
                return true;
            }
            let Some(character) = characters.get(place) else { return false };
            let mut next = BTreeSet::new();
            for step in &here {
                if matches!(self.0.get(*step), Some(Step::Take(class)) if class.holds(*character)) {
                    self.reach(step + 1, &characters, place + 1, &mut next);
                }
            }
            here = next;
        }
        false
    }

    /// Adds the steps that can be reached from a step without consuming a character.
    fn reach(&self, from: usize, characters: &[char], place: usize, reached: &mut BTreeSet<usize>) {
        let mut open = vec![from];
        while let Some(step) = open.pop() {
            if !reached.insert(step) {
                continue;
            }
            match self.0.get(step) {
                Some(Step::Split(one, other)) => open.extend([*one, *other]),
                Some(Step::Jump(target)) => open.push(*target),
                Some(Step::Start) if place == 0 => open.push(step + 1),
                Some(Step::End) if place == characters.len() => open.push(step + 1),
                Some(Step::Boundary(wanted)) => {
                    let is_word = |place: Option<usize>| {
                        place
                            .and_then(|place| characters.get(place))
                            .is_some_and(|at| at.is_ascii_alphanumeric() || *at == '_')
                    };
                    if (is_word(place.checked_sub(1)) != is_word(Some(place))) == *wanted {
                        open.push(step + 1);
                    }
                }
                Some(Step::Start | Step::End | Step::Take(_)) | None => {}
            }
        }
    }
}
