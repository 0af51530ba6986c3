//! Names, with all spellings that the outputs need.

use verispec_text::source::{FileId, Span};

/// The span of a name that does not occur in a spec.
const NOWHERE: Span = Span { file: FileId(0), start: 0, end: 0 };

/// A name, split into words once so that all outputs spell it consistently.
#[derive(Debug, Clone)]
pub struct Name {
    /// The name on the wire and in the spec.
    pub wire: String,
    /// `snake_case`.
    pub snake: String,
    /// `PascalCase`.
    pub pascal: String,
    /// Whether the spec sets the Rust name explicitly.
    pub is_given: bool,
    /// The span of the name's definition.
    pub span: Span,
}

impl Name {
    /// Splits a name at every character that is not a letter or digit, and where an uppercase letter follows a
    /// lowercase one.
    pub fn new(wire: &str, span: Span) -> Self {
        let words = words(wire);
        let mut pascal: String = words.iter().map(|word| capitalised(word)).collect();
        let mut snake = words.join("_");
        if !snake.starts_with(|c: char| c.is_ascii_alphabetic()) {
            snake.insert(0, 'n');
            pascal.insert(0, 'N');
        }
        Self { wire: wire.to_owned(), snake, pascal, is_given: false, span }
    }

    /// Splits a name that is only needed in other spellings and does not occur in a spec.
    pub fn unplaced(wire: &str) -> Self {
        Self::new(wire, NOWHERE)
    }

    /// Creates the name of a field or of a setter: the Rust name in the spec, or else the words in snake case. Names
    /// that Rust or the generated code reserves get a trailing `_`.
    pub fn member(wire: &str, span: Span, rust: Option<&str>, is_reserved: impl Fn(&str) -> bool) -> Self {
        let mut name = Self { is_given: rust.is_some(), ..Self::new(wire, span) };
        match rust {
            Some(rust) => {
                name.pascal = Self::new(rust, span).pascal;
                name.snake = rust.to_owned();
            }
            None if is_reserved(&name.snake) => name.snake.push('_'),
            None => {}
        }
        // Wrappers of arguments are named after their fields.
        if super::reserved::is_keyword(&name.pascal) {
            name.pascal.push('_');
        }
        name
    }

    /// Creates the name of the module for a file. It always differs from the name of the parent module.
    pub fn module(stem: &str, folder: &str, span: Span) -> Self {
        Self::member(stem, span, None, |name| name == folder || super::reserved::is_keyword(name))
    }

    /// Creates the name of a type or of an enum value: the Rust name in the spec, or else the words in Pascal case.
    /// Names that Rust or the generated code reserves get a trailing `_`.
    pub fn item(wire: &str, span: Span, rust: Option<&str>, is_reserved: impl Fn(&str) -> bool) -> Self {
        let mut name = Self { is_given: rust.is_some(), ..Self::new(wire, span) };
        match rust {
            Some(rust) => {
                name.snake = Self::new(rust, span).snake;
                name.pascal = rust.to_owned();
            }
            None if is_reserved(&name.pascal) => name.pascal.push('_'),
            None => {}
        }
        name
    }

    /// Returns whether the name has a letter or digit that an identifier can be built from.
    pub fn is_spellable(&self) -> bool {
        self.wire.contains(|c: char| c.is_ascii_alphanumeric())
    }

    /// Returns whether one of two names may be a misspelling of the other: they share a word, or nearly all letters.
    pub fn resembles(&self, other: &Self) -> bool {
        let shared = self.snake.split('_').any(|word| word.len() > 2 && other.snake.split('_').any(|own| own == word));
        shared || verispec_text::words::closest(&self.wire, [other.wire.as_str()]).is_some()
    }

    /// Returns the name in `snake_case`, without the underscore of reserved names, so that other words can be appended.
    pub fn base(&self) -> &str {
        self.snake.trim_end_matches('_')
    }

    /// Returns the name in `SHOUTY_CASE`.
    pub fn shouty(&self) -> String {
        self.snake.to_uppercase()
    }

    /// Returns the name in `kebab-case`.
    pub fn kebab(&self) -> String {
        self.snake.replace('_', "-")
    }
}

impl PartialEq for Name {
    fn eq(&self, other: &Self) -> bool {
        self.wire == other.wire
    }
}

impl Eq for Name {}

/// Splits a name into lowercase words. A run of uppercase letters is one word.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut current = String::new();
    let mut previous: Option<char> = None;
    let mut characters = name.chars().peekable();
    while let Some(c) = characters.next() {
        if !c.is_ascii_alphanumeric() {
            words.extend((!current.is_empty()).then(|| std::mem::take(&mut current)));
        } else {
            let after_small = previous.is_some_and(|p| p.is_ascii_lowercase() || p.is_ascii_digit());
            let ends_run = previous.is_some_and(|p| p.is_ascii_uppercase())
                && characters.peek().is_some_and(|next| next.is_ascii_lowercase());
            if c.is_ascii_uppercase() && (after_small || ends_run) && !current.is_empty() {
                words.push(std::mem::take(&mut current));
            }
            current.push(c.to_ascii_lowercase());
        }
        previous = Some(c);
    }
    words.extend((!current.is_empty()).then_some(current));
    words
}

fn capitalised(word: &str) -> String {
    let mut characters = word.chars();
    characters.next().map(|first| first.to_ascii_uppercase().to_string() + characters.as_str()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::Name;

    fn spellings(wire: &str) -> [String; 3] {
        let name = Name::unplaced(wire);
        [name.snake.clone(), name.pascal.clone(), name.shouty()]
    }

    #[test]
    fn names_are_split_where_a_reader_would() {
        assert_eq!(spellings("ID_CARD"), ["id_card", "IdCard", "ID_CARD"]);
        assert_eq!(spellings("dateOfBirth"), ["date_of_birth", "DateOfBirth", "DATE_OF_BIRTH"]);
        assert_eq!(spellings("optionalMrzField1"), ["optional_mrz_field1", "OptionalMrzField1", "OPTIONAL_MRZ_FIELD1"]);
        assert_eq!(spellings("HTTPServer"), ["http_server", "HttpServer", "HTTP_SERVER"]);
        assert_eq!(spellings("tide-too-low"), ["tide_too_low", "TideTooLow", "TIDE_TOO_LOW"]);
        assert_eq!(spellings("9100"), ["n9100", "N9100", "N9100"]);
        assert_eq!(spellings("en-GB"), ["en_gb", "EnGb", "EN_GB"]);
    }
}
