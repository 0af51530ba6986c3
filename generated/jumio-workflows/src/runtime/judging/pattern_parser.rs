//! Compiles an ECMA-262 regular expression, which is the syntax of JSON Schema patterns, into steps.

use std::fmt;
use std::iter::Peekable;
use std::str::Chars;

/// A step of a pattern. Steps without a target continue with the next one.
#[derive(Debug, Clone)]
pub(in crate::runtime) enum Step {
    /// Consumes one character of this set.
    Take(Class),
    /// Continues at both targets.
    Split(usize, usize),
    /// Continues at this target.
    Jump(usize),
    /// Matches at the start of the string.
    Start,
    /// Matches at the end of the string.
    End,
    /// Matches at a word boundary if `true`, or at any other position if `false`.
    Boundary(bool),
}

/// A set of characters.
#[derive(Debug, Clone)]
pub(in crate::runtime) struct Class {
    ranges: Vec<(char, char)>,
    negated: bool,
}

impl Class {
    pub(in crate::runtime) fn holds(&self, character: char) -> bool {
        let is_listed = self.ranges.iter().any(|(first, last)| (*first..=*last).contains(&character));
        is_listed != self.negated
    }
}

/// The string is not a valid pattern, or uses features that cannot be matched in linear time.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidPattern(String);

impl fmt::Display for InvalidPattern {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for InvalidPattern {}

/// The maximum number of steps. Repetitions are expanded, so a short pattern can have many steps.
const MOST_STEPS: usize = 10_000;

/// The maximum nesting depth of groups.
const DEEPEST: usize = 50;

/// The maximum count of a repetition.
const MOST_REPEATED: u32 = 1_000;

/// The character classes for digits, words and white space.
const DIGITS: &[(char, char)] = &[('0', '9')];
const WORD: &[(char, char)] = &[('0', '9'), ('A', 'Z'), ('_', '_'), ('a', 'z')];
const SPACE: &[(char, char)] = &[
    ('\t', '\r'),
    (' ', ' '),
    ('\u{a0}', '\u{a0}'),
    ('\u{1680}', '\u{1680}'),
    ('\u{2000}', '\u{200a}'),
    ('\u{2028}', '\u{2029}'),
    ('\u{202f}', '\u{202f}'),
    ('\u{205f}', '\u{205f}'),
    ('\u{3000}', '\u{3000}'),
    ('\u{feff}', '\u{feff}'),
];
const LINE_ENDS: &[(char, char)] = &[('\n', '\n'), ('\r', '\r'), ('\u{2028}', '\u{2029}')];

/// Returns the meaning of a character after a backslash.
enum Escaped {
    One(char),
    Several(Class),
}

pub(in crate::runtime) struct Parser<'p> {
    rest: Peekable<Chars<'p>>,
    depth: usize,
}

type Parsed<T> = Result<T, InvalidPattern>;

fn invalid<T>(message: impl Into<String>) -> Parsed<T> {
    Err(InvalidPattern(message.into()))
}

fn class(ranges: &[(char, char)], negated: bool) -> Class {
    Class { ranges: ranges.to_vec(), negated }
}

impl<'p> Parser<'p> {
    pub(in crate::runtime) fn new(text: &'p str) -> Self {
        Self { rest: text.chars().peekable(), depth: 0 }
    }

    pub(in crate::runtime) fn parse(mut self) -> Parsed<Vec<Step>> {
        let steps = self.alternatives()?;
        match self.rest.next() {
            Some(_) => invalid("`)` closes nothing"),
            None => Ok(steps),
        }
    }

    fn take(&mut self, wanted: char) -> bool {
        self.rest.next_if_eq(&wanted).is_some()
    }

    /// Parses alternatives separated by `|`.
    fn alternatives(&mut self) -> Parsed<Vec<Step>> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return invalid(format!("groups are nested more than {DEEPEST} levels deep"));
        }
        let mut steps = self.branch()?;
        while self.take('|') {
            let other = self.branch()?;
            let (one, both) = (steps.len(), steps.len() + other.len());
            let mut joined = vec![Step::Split(1, one + 2)];
            append(&mut joined, steps)?;
            joined.push(Step::Jump(both + 2));
            append(&mut joined, other)?;
            steps = joined;
        }
        self.depth -= 1;
        Ok(steps)
    }

    fn branch(&mut self) -> Parsed<Vec<Step>> {
        let mut steps = Vec::new();
        while self.rest.peek().is_some_and(|next| !matches!(next, '|' | ')')) {
            let (atom, can_repeat) = self.atom()?;
            let atom = self.repeated(atom, can_repeat)?;
            append(&mut steps, atom)?;
        }
        Ok(steps)
    }

    /// Parses a single atom. The flag indicates whether it can be repeated.
    fn atom(&mut self) -> Parsed<(Vec<Step>, bool)> {
        let one = |step: Step| vec![step];
        Ok(match self.rest.next() {
            Some('^') => (one(Step::Start), false),
            Some('$') => (one(Step::End), false),
            Some('.') => (one(Step::Take(class(LINE_ENDS, true))), true),
            Some('[') => (one(Step::Take(self.class()?)), true),
            Some('(') => (self.group()?, true),
            Some('\\') if self.take('b') => (one(Step::Boundary(true)), false),
            Some('\\') if self.take('B') => (one(Step::Boundary(false)), false),
            Some('\\') => match self.escape()? {
                Escaped::One(character) => (one(Step::Take(class(&[(character, character)], false))), true),
                Escaped::Several(class) => (one(Step::Take(class)), true),
            },
            Some(sign @ ('*' | '+' | '?')) => return invalid(format!("there is nothing before `{sign}` to repeat")),
            Some(bracket @ ('{' | '}' | ']')) => {
                return invalid(format!("write `\\{bracket}` for the character `{bracket}`"));
            }
            Some(character) => (one(Step::Take(class(&[(character, character)], false))), true),
            None => (Vec::new(), false),
        })
    }

    fn group(&mut self) -> Parsed<Vec<Step>> {
        if self.take('?') {
            match self.rest.next() {
                Some(':') => {}
                Some('<') if !matches!(self.rest.peek(), Some('=' | '!')) => {
                    // A name does not change what the pattern matches.
                    while self.rest.next_if(|next| *next != '>').is_some() {}
                    if !self.take('>') {
                        return invalid("the name of a group is not closed");
                    }
                }
                Some('=' | '!' | '<') => return invalid("lookaround is not supported"),
                _ => return invalid("`(?` has to be followed by `:`"),
            }
        }
        let steps = self.alternatives()?;
        if self.take(')') { Ok(steps) } else { invalid("a `(` is not closed") }
    }

    /// Expands the steps according to the quantifier that follows them.
    fn repeated(&mut self, atom: Vec<Step>, can_repeat: bool) -> Parsed<Vec<Step>> {
        let (least, most) = match self.rest.peek() {
            Some('*') => (0, None),
            Some('+') => (1, None),
            Some('?') => (0, Some(1)),
            Some('{') => {
                self.rest.next();
                let bounds = self.bounds()?;
                return self.repeat(atom, bounds, can_repeat);
            }
            _ => return Ok(atom),
        };
        self.rest.next();
        self.repeat(atom, (least, most), can_repeat)
    }

    fn repeat(&mut self, atom: Vec<Step>, (least, most): (u32, Option<u32>), can_repeat: bool) -> Parsed<Vec<Step>> {
        if !can_repeat {
            return invalid("`^`, `$`, `\\b` and `\\B` cannot be repeated");
        }
        // A lazy quantifier matches the same strings.
        self.take('?');
        let mut steps = Vec::new();
        for _ in 0..least {
            append(&mut steps, atom.clone())?;
        }
        match most {
            None => {
                let start = steps.len();
                steps.push(Step::Split(start + 1, start + atom.len() + 2));
                append(&mut steps, atom)?;
                steps.push(Step::Jump(start));
            }
            Some(most) => {
                let end = steps.len() + (most - least) as usize * (atom.len() + 1);
                for _ in least..most {
                    let start = steps.len();
                    steps.push(Step::Split(start + 1, end));
                    append(&mut steps, atom.clone())?;
                }
            }
        }
        Ok(steps)
    }

    /// Parses the repetition count after an opening brace.
    fn bounds(&mut self) -> Parsed<(u32, Option<u32>)> {
        let Some(least) = self.number()? else { return invalid("`{` has to be followed by a number") };
        let most = if self.take(',') { self.number()? } else { Some(least) };
        match (self.take('}'), most) {
            (false, _) => invalid("a `{` is not closed"),
            (true, Some(most)) if most < least => {
                invalid(format!("the minimum in {{{least},{most}}} is greater than the maximum"))
            }
            (true, most) => Ok((least, most)),
        }
    }

    fn number(&mut self) -> Parsed<Option<u32>> {
        let mut digits = String::new();
        while let Some(digit) = self.rest.next_if(char::is_ascii_digit) {
            digits.push(digit);
        }
        if digits.is_empty() {
            return Ok(None);
        }
        match digits.parse() {
            Ok(number) if number <= MOST_REPEATED => Ok(Some(number)),
            _ => invalid(format!("more than {MOST_REPEATED} repetitions are not supported")),
        }
    }

    /// Parses a character class after its opening bracket.
    fn class(&mut self) -> Parsed<Class> {
        let negated = self.take('^');
        let mut ranges = Vec::new();
        loop {
            let first = match self.rest.next() {
                None => return invalid("a `[` is not closed"),
                Some(']') => return Ok(Class { ranges, negated }),
                Some('\\') => self.escape_in_class()?,
                Some(character) => Escaped::One(character),
            };
            let first = match first {
                Escaped::One(character) => character,
                Escaped::Several(class) if class.negated => {
                    ranges.extend(others(&class.ranges));
                    continue;
                }
                Escaped::Several(class) => {
                    ranges.extend(class.ranges);
                    continue;
                }
            };
            let is_range = self.rest.peek() == Some(&'-') && {
                let mut after = self.rest.clone();
                after.next();
                after.next().is_some_and(|next| next != ']')
            };
            if !is_range {
                ranges.push((first, first));
                continue;
            }
            self.rest.next();
            let last = match self.rest.next() {
                Some('\\') => self.escape_in_class()?,
                Some(character) => Escaped::One(character),
                None => return invalid("a `[` is not closed"),
            };
            match last {
                Escaped::One(last) if first <= last => ranges.push((first, last)),
                Escaped::One(last) => return invalid(format!("the range `{first}-{last}` is empty")),
                Escaped::Several(_) => return invalid("a range has to end with a single character"),
            }
        }
    }

    fn escape_in_class(&mut self) -> Parsed<Escaped> {
        match self.rest.peek() {
            Some('b') => {
                self.rest.next();
                Ok(Escaped::One('\u{8}'))
            }
            _ => self.escape(),
        }
    }

    /// Parses the character or class after a backslash.
    fn escape(&mut self) -> Parsed<Escaped> {
        Ok(match self.rest.next() {
            Some('d') => Escaped::Several(class(DIGITS, false)),
            Some('D') => Escaped::Several(class(DIGITS, true)),
            Some('w') => Escaped::Several(class(WORD, false)),
            Some('W') => Escaped::Several(class(WORD, true)),
            Some('s') => Escaped::Several(class(SPACE, false)),
            Some('S') => Escaped::Several(class(SPACE, true)),
            Some('t') => Escaped::One('\t'),
            Some('n') => Escaped::One('\n'),
            Some('r') => Escaped::One('\r'),
            Some('f') => Escaped::One('\u{c}'),
            Some('v') => Escaped::One('\u{b}'),
            Some('0') => Escaped::One('\0'),
            Some('x') => Escaped::One(self.code(2)?),
            Some('u') if self.take('{') => {
                let mut digits = String::new();
                while let Some(digit) = self.rest.next_if(char::is_ascii_hexdigit) {
                    digits.push(digit);
                }
                let character = u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32);
                match (self.take('}'), character) {
                    (true, Some(character)) => Escaped::One(character),
                    _ => return invalid("`\\u{` is not followed by a character code"),
                }
            }
            Some('u') => Escaped::One(self.code(4)?),
            Some('p' | 'P') => return invalid("Unicode properties (`\\p`) are not supported"),
            Some('k' | '1'..='9') => return invalid("backreferences are not supported"),
            Some(character) if character.is_ascii_alphanumeric() => {
                return invalid(format!("`\\{character}` is not a valid escape"));
            }
            Some(character) => Escaped::One(character),
            None => return invalid("nothing follows the final backslash"),
        })
    }

    /// Parses a character given by the hexadecimal digits of its code.
    fn code(&mut self, length: usize) -> Parsed<char> {
        let digits: String = (0..length).map_while(|_| self.rest.next_if(char::is_ascii_hexdigit)).collect();
        let code = u32::from_str_radix(&digits, 16).ok().filter(|_| digits.len() == length);
        match code.and_then(char::from_u32) {
            Some(character) => Ok(character),
            None => invalid(format!("`\\{digits}` is not a valid character code")),
        }
    }
}

/// Appends steps, whose targets are relative to their own start.
fn append(steps: &mut Vec<Step>, more: Vec<Step>) -> Parsed<()> {
    let base = steps.len();
    if base + more.len() > MOST_STEPS {
        return invalid(format!("the pattern has more than {MOST_STEPS} steps"));
    }
    steps.extend(more.into_iter().map(|step| match step {
        Step::Split(one, other) => Step::Split(one + base, other + base),
        Step::Jump(target) => Step::Jump(target + base),
        other => other,
    }));
    Ok(())
}

/// Returns the complement of a sorted set of characters.
fn others(ranges: &[(char, char)]) -> Vec<(char, char)> {
    let mut others = Vec::new();
    let mut next = Some('\0');
    for (first, last) in ranges {
        let before = (*first as u32).checked_sub(1).and_then(char::from_u32);
        others.extend(next.zip(before).filter(|(from, to)| from <= to));
        next = char::from_u32(*last as u32 + 1);
    }
    others.extend(next.map(|next| (next, char::MAX)));
    others
}
