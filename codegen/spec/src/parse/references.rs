//! Resolves references in prose: `{files.image.max_bytes}` in a summary becomes `10 MB`, so that a changed limit
//! changes all prose about it. Also finds prose that repeats such a value.

use super::rules::{REPEATED_VALUE, UNKNOWN_REFERENCE};
use super::texts;
use crate::quantity;
use verispec_text::diagnostics::Diagnostics;
use verispec_text::source::{SourceMap, Spanned};
use verispec_text::words::closest;
use verispec_text::yaml::{self, Node, Value};

/// The files whose values can be referenced.
const FILES: [&str; 2] = ["files.yaml", "timing.yaml"];

/// Keys whose values are data, in which braces mean nothing.
const DATA: [&str; 9] = ["request", "response", "default", "path", "url", "enum", "const", "pattern", "example"];

/// Keys of prose that describes the present. Other prose, such as that of decisions, may quote values from documents.
const PRESENT: [&str; 3] = ["summary", "description", "message"];

/// Smaller numbers occur in prose for many reasons, so they only count as a repeated value if a unit follows.
const LARGE: u64 = 1000;

/// A value that prose can reference.
#[derive(Debug)]
struct Quantity {
    /// The keys that lead to the value, joined by dots.
    address: String,
    /// The value as it appears in prose.
    words: String,
    /// The ways in which prose could spell the value.
    spellings: Vec<String>,
}

/// All values that prose can reference.
#[derive(Debug, Default)]
pub(super) struct Quantities(Vec<Quantity>);

impl Quantities {
    /// Reads the values from the files that define them. Errors in these files are reported when the files are parsed.
    pub(super) fn read(sources: &SourceMap) -> Self {
        let mut found = Self::default();
        for (file, _) in sources.iter().filter(|(_, source)| FILES.contains(&source.path.as_str())) {
            if let Some(root) = yaml::tree(file, sources, &mut Diagnostics::default()) {
                found.collect(&root, "");
            }
        }
        found
    }

    fn collect(&mut self, node: &Node, address: &str) {
        match &node.value {
            Value::Mapping(entries) => {
                for (key, value) in entries {
                    let address = if address.is_empty() { key.name.clone() } else { format!("{address}.{}", key.name) };
                    self.collect(value, &address);
                }
            }
            Value::Number(number) => self.0.extend(number.as_u64().map(|count| Quantity::number(address, count))),
            Value::String(text) => self.0.extend(quantity::duration(text).map(|words| Quantity {
                address: address.to_owned(),
                spellings: vec![words.clone(), text.clone()],
                words,
            })),
            _ => {}
        }
    }

    fn words(&self, address: &str) -> Option<&str> {
        self.0.iter().find(|known| known.address == address).map(|known| known.words.as_str())
    }

    /// Replaces the references in all prose of a file. Reports references to values that do not exist, and prose that
    /// repeats a value.
    pub(super) fn resolve(&self, root: &mut Node, diagnostics: &mut Diagnostics) {
        texts::each(root, &DATA, &mut |key, span, text| {
            let written = Spanned { value: std::mem::take(text), span };
            *text = self.resolved(&written, PRESENT.contains(&key), diagnostics);
        });
    }

    fn resolved(&self, text: &Spanned<String>, is_present: bool, diagnostics: &mut Diagnostics) -> String {
        let (mut resolved, mut from) = (String::new(), 0);
        for (start, end) in references(&text.value) {
            if is_present {
                self.repeated(text, from..start, diagnostics);
            }
            resolved += &text.value[from..start];
            from = start;
            let address = &text.value[start + 1..end - 1];
            match self.words(address) {
                Some(words) => {
                    resolved += words;
                    from = end;
                }
                None => {
                    let message = format!("`{address}` is not a number or duration in {}", FILES.join(" or "));
                    let near = closest(address, self.0.iter().map(|known| known.address.as_str()));
                    let finding = UNKNOWN_REFERENCE.at(text.within(start..end), message);
                    diagnostics.push(match near {
                        Some(near) => finding.help(format!("write `{{{near}}}`")),
                        None => finding.way_out(),
                    });
                }
            }
        }
        if is_present {
            self.repeated(text, from..text.value.len(), diagnostics);
        }
        resolved + &text.value[from..]
    }

    /// Reports the first value that this part of the prose repeats.
    fn repeated(&self, text: &Spanned<String>, part: std::ops::Range<usize>, diagnostics: &mut Diagnostics) {
        let places = self.0.iter().flat_map(|known| {
            let places = known
                .spellings
                .iter()
                .filter_map(|spelling| Some((word(&text.value[part.clone()], spelling)?, spelling)));
            places.map(move |(at, spelling)| (at, std::cmp::Reverse(spelling.len()), spelling, known))
        });
        let Some((at, _, spelling, _)) = places.min_by_key(|(at, length, ..)| (*at, *length)) else { return };
        let start = part.start + at;
        let all: Vec<String> = self
            .0
            .iter()
            .filter(|known| known.spellings.contains(spelling))
            .map(|known| format!("`{{{}}}`", known.address))
            .collect();
        let message = format!("the text repeats `{spelling}`, which is already defined elsewhere in the spec");
        let finding = REPEATED_VALUE.at(text.within(start..start + spelling.len()), message);
        diagnostics.push(
            finding.help(format!("write {} instead, or rephrase the sentence without the number", all.join(" or "))),
        );
    }
}

impl Quantity {
    fn number(address: &str, count: u64) -> Self {
        let name = address.rsplit('.').next().unwrap_or(address);
        let (words, mut spellings) = match name {
            _ if name.ends_with("_bytes") => (quantity::bytes(count), vec![quantity::bytes(count)]),
            "max_width" | "max_height" => (count.to_string(), vec![format!("{count} pixels"), format!("{count} px")]),
            _ => (count.to_string(), Vec::new()),
        };
        if count >= LARGE {
            spellings.push(count.to_string());
        }
        Self { address: address.to_owned(), words, spellings }
    }
}

/// Returns the byte ranges of all references: braces around keys that are joined by dots. Other placeholders have no dot.
fn references(text: &str) -> Vec<(usize, usize)> {
    let opened = text.match_indices('{').filter_map(|(start, _)| {
        let length = text[start..].find('}')?;
        let inside = &text[start + 1..start + length];
        let is_key =
            |key: &str| !key.is_empty() && key.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b));
        (inside.contains('.') && inside.split('.').all(is_key)).then_some((start, start + length + 1))
    });
    opened.collect()
}

/// Returns the position of a spelling that is not part of a longer word or number.
fn word(text: &str, spelling: &str) -> Option<usize> {
    text.match_indices(spelling).map(|(at, _)| at).find(|at| {
        let before = text[..*at].chars().rev();
        ends(before) && ends(text[at + spelling.len()..].chars())
    })
}

/// Returns whether a word or number ends before these characters. A period or comma continues it only if a digit follows.
fn ends(mut after: impl Iterator<Item = char>) -> bool {
    match after.next() {
        Some('.' | ',') => !after.next().is_some_and(|c| c.is_ascii_digit()),
        next => !next.is_some_and(|c| c.is_alphanumeric() || c == '_'),
    }
}

#[cfg(test)]
mod tests {
    use super::{references, word};

    #[test]
    fn a_reference_has_keys_and_dots() {
        let found = |text: &'static str| references(text).into_iter().map(|(a, b)| &text[a..b]).collect::<Vec<_>>();
        assert_eq!(found("At most {files.a-b.max_1}, {value} or {a}."), ["{files.a-b.max_1}"]);
        assert_eq!(found("{} {.} {a.} {a b.c} {a.{b.c}} {"), ["{b.c}"]);
    }

    #[test]
    fn a_spelling_is_a_word_of_its_own() {
        for text in ["8000", "at 8000.", "8000 x 8000", "(8000)", "8000, or"] {
            assert!(word(text, "8000").is_some(), "{text}");
        }
        for text in ["18000", "80001", "8000.5", "1,8000", "a8000", "8000ths"] {
            assert_eq!(word(text, "8000"), None, "{text}");
        }
    }
}
