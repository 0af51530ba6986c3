//! Collects names that might conflict with generated code: its identifiers, similar names, and the hostile names.

use std::collections::BTreeSet;

use proc_macro2::{TokenStream, TokenTree};
use verispec_codegen::generate;

use crate::random::Random;
use crate::{folder, hostile};

/// Names that are valid in each kind of position.
pub struct Words {
    /// Names of fields and enum values.
    pub any: Vec<String>,
    /// Valid names of schemas.
    pub types: Vec<String>,
    /// Valid names of path parameters.
    pub ids: Vec<String>,
    /// Valid names of files.
    pub stems: Vec<String>,
}

/// Names that differ only in case or punctuation, and names that cannot be converted to Rust identifiers.
const ALIKE: &[&str] =
    &["a-b", "a_b", "aB", "AB", "a.b", "a b", "+", "-", "<=", "名前", "größe", "n", "N", "1", "01", "_1"];

impl Words {
    /// Collects the hostile names and every identifier in a generated crate.
    pub fn new() -> Self {
        let sources = folder::spec(&folder::cases("specs/harbor"));
        let output = generate(&sources).unwrap_or_else(|found| panic!("{}", found.render(&sources, false)));
        let mut words: BTreeSet<String> = BTreeSet::new();
        for file in output.files.iter().filter(|file| file.path.ends_with(".rs")) {
            let tokens: TokenStream = file.contents.parse().unwrap_or_else(|error| panic!("{}: {error}", file.path));
            identifiers(tokens, &mut words);
        }
        let hostile = hostile::names().into_iter().chain(ALIKE.iter().map(|word| (*word).to_owned()));
        words.extend(hostile.filter(|name| !name.is_empty() && !name.chars().any(is_hidden)));
        let camel = words.iter().map(|word| camel_case(word)).collect::<Vec<_>>();
        words.extend(camel);
        let plain = |word: &&String| word.len() < 30 && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '_');
        let types = words.iter().filter(plain).filter(|word| word.starts_with(|c: char| c.is_ascii_uppercase()));
        let stems = words.iter().filter(plain).filter(|word| is_stem(word));
        Self {
            ids: words.iter().filter(|word| is_id(word)).cloned().collect(),
            types: types.cloned().collect(),
            stems: stems.cloned().collect(),
            any: words.iter().filter(|word| word.len() < 30).cloned().collect(),
        }
    }

    /// Picks a name for a field or an enum value.
    pub fn any(&self, random: &mut Random) -> String {
        random.pick(&self.any).clone()
    }
}

impl Default for Words {
    fn default() -> Self {
        Self::new()
    }
}

fn is_hidden(c: char) -> bool {
    c.is_control() || ('\u{2000}'..'\u{2070}').contains(&c) || c == '\u{feff}' || c.is_whitespace()
}

fn identifiers(tokens: TokenStream, found: &mut BTreeSet<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(word) => drop(found.insert(word.to_string())),
            TokenTree::Group(group) => identifiers(group.stream(), found),
            _ => {}
        }
    }
}

/// Converts `from_json` to `fromJson`, which is a typical name of a field.
fn camel_case(word: &str) -> String {
    let mut parts = word.split('_').filter(|part| !part.is_empty());
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |name, part| format!("{name}{}{}", part[..1].to_uppercase(), &part[1..]))
}

fn is_id(word: &str) -> bool {
    let is_plain = word.chars().all(|c| c.is_ascii_alphanumeric() || "_-".contains(c));
    is_plain && word.len() < 30 && word.starts_with(|c: char| c.is_ascii_alphanumeric())
}

/// Reports whether a file can have this name, which must not be a Rust keyword or a Windows device name.
fn is_stem(word: &str) -> bool {
    let is_plain = word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_');
    let is_device = ["com", "lpt"].iter().any(|device| word.starts_with(device) && word.len() == 4)
        || ["con", "nul", "aux", "prn"].contains(&word);
    let is_word = word != "gen" && syn::parse_str::<syn::Ident>(word).is_ok();
    is_plain && !is_device && is_word && word.starts_with(|c: char| c.is_ascii_lowercase())
}
