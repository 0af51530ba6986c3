//! Provides the building blocks of the Rust output: identifiers, documentation, and files with blank lines.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use verispec_model::ir::reserved::is_keyword;
use verispec_model::ir::{Name, Path};
use verispec_text::file::File;
use verispec_text::words::one_line;

/// The width at which documentation is wrapped.
const DOC_WIDTH: usize = 110;

/// Renders an identifier in `snake_case`. Reserved names get a trailing `_`.
pub(super) fn snake(name: &Name) -> Ident {
    word(&name.snake)
}

/// Renders an identifier in `PascalCase`.
pub(super) fn pascal(name: &Name) -> Ident {
    word(&name.pascal)
}

/// Renders an identifier in `SHOUTY_CASE`.
pub(super) fn shouty(name: &Name) -> Ident {
    Ident::new(&name.shouty(), Span::call_site())
}

fn word(text: &str) -> Ident {
    let ending = if is_keyword(text) { "_" } else { "" };
    Ident::new(&format!("{text}{ending}"), Span::call_site())
}

/// Renders an unsigned integer as a literal without a type suffix.
pub(super) fn number(value: u64) -> Literal {
    Literal::u64_unsuffixed(value)
}

/// Renders a signed integer as a literal without a type suffix.
pub(super) fn integer(value: i64) -> Literal {
    Literal::i64_unsuffixed(value)
}

/// Renders `Some(value)` or `None`.
pub(super) fn option(value: Option<TokenStream>) -> TokenStream {
    value.map_or(quote!(None), |value| quote!(Some(#value)))
}

/// Renders a slice of strings, such as `&["a", "b"]`.
pub(super) fn texts<T: AsRef<str>>(values: impl IntoIterator<Item = T>) -> TokenStream {
    let values = values.into_iter().map(|value| Literal::string(value.as_ref()));
    quote!(&[#(#values),*])
}

/// Renders the JSON names of the fields on a path.
pub(super) fn path(path: &Path) -> TokenStream {
    texts(path.steps.iter().map(|step| &step.name.wire))
}

/// Renders the documentation of an item: paragraphs of text, wrapped, with one attribute per line.
pub(super) fn doc<T: AsRef<str>>(paragraphs: impl IntoIterator<Item = T>) -> TokenStream {
    lines(paragraphs, quote!(#))
}

/// Renders the documentation of a file.
pub(super) fn file_doc<T: AsRef<str>>(paragraphs: impl IntoIterator<Item = T>) -> TokenStream {
    lines(paragraphs, quote!(#!))
}

fn lines<T: AsRef<str>>(paragraphs: impl IntoIterator<Item = T>, sign: TokenStream) -> TokenStream {
    let mut text: Vec<String> = Vec::new();
    for paragraph in paragraphs {
        if !text.is_empty() {
            text.push(String::new());
        }
        text.extend(wrapped(paragraph.as_ref()).into_iter().map(|line| format!(" {line}")));
    }
    quote!(#(#sign[doc = #text])*)
}

/// Wraps a paragraph. List items keep their lines.
fn wrapped(paragraph: &str) -> Vec<String> {
    let mut lines = Vec::new();
    for source in paragraph.lines() {
        let marks = ["- ", "1. "];
        let mark = marks.into_iter().find(|mark| source.starts_with(mark)).unwrap_or_default();
        let indent = " ".repeat(mark.len());
        let mut line = String::new();
        for word in unbreakable(source) {
            let is_full = line.chars().count() + 1 + word.chars().count() > DOC_WIDTH;
            if !line.is_empty() && is_full && !is_mark(&word) {
                lines.push(std::mem::take(&mut line));
                line.push_str(&indent);
            }
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
            line.push_str(&word);
        }
        lines.push(line);
    }
    lines
}

/// Returns whether a line that starts with this word would be a heading, a list, a quote, a horizontal rule, a table or
/// a fence.
fn is_mark(word: &str) -> bool {
    let number = word.trim_start_matches(|c: char| c.is_ascii_digit());
    word.starts_with(['#', '-', '+', '*', '=', '>', '|', '~', ':'])
        || word.starts_with("```")
        || number.starts_with(['.', ')'])
}

/// Splits a line into words. A link counts as one word, because a broken link is hard to read.
fn unbreakable(line: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut in_link = false;
    for word in line.split_whitespace() {
        match words.last_mut().filter(|_| in_link) {
            Some(last) => last.extend([" ", word]),
            None => words.push(word.to_owned()),
        }
        in_link = match (word.rfind('['), word.rfind(']')) {
            (Some(open), Some(close)) => open > close && !word[..open].ends_with('\\'),
            (Some(open), None) => !word[..open].ends_with('\\'),
            (None, Some(_)) => false,
            (None, None) => in_link,
        };
    }
    words
}

/// Renders wire names as code in documentation.
pub(super) fn code(text: &str) -> String {
    if !text.contains('`') {
        return format!("`{text}`");
    }
    let longest = text.split(|c| c != '`').map(str::len).max().unwrap_or_default();
    let fence = "`".repeat(longest + 1);
    format!("{fence} {text} {fence}")
}

/// Escapes a string of the spec for rustdoc, so that it is shown literally, without links, tags or URLs, and as a
/// single paragraph.
pub(super) fn prose(text: &str) -> String {
    let text = one_line(text);
    // Code spans are preserved. If a backtick has no partner, or two code spans touch, all backticks are escaped.
    let spans: Vec<&str> = text.split('`').collect();
    let has_code = spans.len() % 2 == 1 && spans.iter().skip(1).step_by(2).all(|span| !span.trim().is_empty());
    let last = spans.len() - 1;
    let is_clean = (2..last).step_by(2).all(|between| !spans[between].is_empty());
    let escaped = if has_code && is_clean { escaped(&text, true) } else { escaped(&text, false) };
    let first = escaped.split(' ').next().unwrap_or_default();
    let digits = first.chars().take_while(char::is_ascii_digit).count();
    match first[digits..].chars().next() {
        Some('.' | ')') if digits > 0 => format!("{}\\{}", &escaped[..digits], &escaped[digits..]),
        _ if is_mark(first) => format!("\\{escaped}"),
        _ => escaped,
    }
}

fn escaped(text: &str, has_code: bool) -> String {
    let mut escaped = String::new();
    let mut in_code = false;
    for mut word in text.split_inclusive(char::is_whitespace) {
        let is_url = word.starts_with("http://") || word.starts_with("https://");
        if is_url && !in_code {
            let end = |c: char| !(c.is_ascii_alphanumeric() || "._~:/?#@!$&+,;=%-".contains(c));
            let url = &word[..word.find(end).unwrap_or(word.len())];
            let url = url.trim_end_matches(['.', ',', ';']);
            escaped.push_str(&format!("<{url}>"));
            word = &word[url.len()..];
        }
        for character in word.chars() {
            in_code ^= has_code && character == '`';
            if !in_code && ("[]<>*_\\~&|".contains(character) || (character == '`' && !has_code)) {
                escaped.push('\\');
            }
            escaped.push(character);
        }
    }
    escaped
}

/// Renders a Rust file: a header with its origin, and then its items with blank lines between them.
pub(super) fn file(path: impl Into<String>, origin: &str, tokens: TokenStream) -> File {
    let file: syn::File = match syn::parse2(tokens.clone()) {
        Ok(file) => file,
        // If the output cannot be parsed, the generator has a bug. The panic message contains the tokens to locate it.
        Err(error) => panic!("rendered Rust does not parse: {error}\n{tokens}"),
    };
    let mut text =
        format!("// Generated by `cargo xtask generate` from spec/{origin}.\n// Edit the spec and generate again.\n\n");
    let of = |attrs, items| syn::File { shebang: None, frontmatter: None, attrs, items };
    text.push_str(&prettyplease::unparse(&of(file.attrs, Vec::new())));
    let mut previous = None;
    for item in file.items {
        let kind = match &item {
            syn::Item::Use(_) => Some("use"),
            syn::Item::Mod(module) if module.attrs.is_empty() => Some("mod"),
            _ => None,
        };
        let belongs_together = kind.is_some() && kind == previous;
        if !belongs_together && !text.ends_with("\n\n") {
            text.push('\n');
        }
        text.push_str(&prettyplease::unparse(&of(Vec::new(), vec![item])));
        previous = kind;
    }
    File { path: path.into(), contents: text }
}
