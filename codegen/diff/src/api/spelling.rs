//! Spells Rust tokens canonically: with paths reduced to their last component, without attributes, and with
//! conventional spaces.

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};
use quote::ToTokens;

/// Returns the canonical spelling of tokens.
pub(super) fn spelled(tokens: &impl ToTokens) -> String {
    let mut flat = Vec::new();
    flatten(tokens.to_token_stream(), &mut flat);
    let mut text = String::new();
    for (index, token) in unqualified(&flat).iter().enumerate() {
        let before = text.chars().next_back();
        let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '"');
        let words =
            before.is_some_and(|c| is_word(c) || c == '>') && token.starts_with(|c: char| is_word(c) || c == '&');
        let after_lifetime = *token == "[" && last_word(&text).starts_with('\'');
        let spaced = |token: &str| matches!(token, "->" | "=" | "+" | "{" | "=>");
        let after = before == Some(',') || text.ends_with("->") || text.ends_with(" =") || text.ends_with(" +");
        if index > 0 && (words || after_lifetime || spaced(token) || after) {
            text.push(' ');
        }
        text.push_str(token);
    }
    text
}

/// Returns the word at the end of a string, including the quote of a lifetime.
fn last_word(text: &str) -> &str {
    let start = text.rfind(|c: char| !c.is_alphanumeric() && c != '_' && c != '\'').map_or(0, |place| place + 1);
    &text[start..]
}

fn flatten(tokens: TokenStream, flat: &mut Vec<String>) {
    let mut joined = String::new();
    for token in tokens {
        match token {
            TokenTree::Punct(punct) => {
                joined.push(punct.as_char());
                // A lifetime and its quote are one word.
                let goes_on = punct.spacing() == Spacing::Joint && matches!(punct.as_char(), ':' | '-' | '=' | '\'');
                if !goes_on {
                    flat.push(std::mem::take(&mut joined));
                }
            }
            TokenTree::Group(group) => {
                flat.extend((!joined.is_empty()).then(|| std::mem::take(&mut joined)));
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::None => ("", ""),
                };
                flat.push(open.to_owned());
                flatten(group.stream(), flat);
                flat.push(close.to_owned());
            }
            other => flat.push(std::mem::take(&mut joined) + &other.to_string()),
        }
    }
}

/// Reduces paths to their last component: `std::fmt::Result` becomes `Result`.
fn unqualified(flat: &[String]) -> Vec<&str> {
    let mut found: Vec<&str> = Vec::new();
    for (index, token) in flat.iter().enumerate() {
        let is_name = |token: &String| token.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | '$'));
        let next = |ahead: usize| flat.get(index + ahead);
        // A keyword in front of a path that begins with `::` is not part of the path.
        let is_keyword = matches!(token.as_str(), "dyn" | "impl" | "mut" | "const" | "as" | "for" | "where");
        let qualifies =
            is_name(token) && !is_keyword && next(1).is_some_and(|token| token == "::") && next(2).is_some_and(is_name);
        let leads = token == "::" && next(1).is_some_and(is_name) && found.last() != Some(&">");
        // A trailing comma is only formatting.
        let trails = token == "," && next(1).is_none_or(|token| matches!(token.as_str(), ")" | ">" | "]" | "}"));
        if !qualifies && !leads && !trails && !token.is_empty() {
            found.push(token);
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::spelled;

    fn of(text: &str) -> String {
        spelled(&text.parse::<proc_macro2::TokenStream>().expect("tokens"))
    }

    #[test]
    fn one_type_has_one_spelling() {
        for (text, expected) in [
            ("& 'static str", "&'static str"),
            ("crate :: runtime :: Report", "Report"),
            ("::std::option::Option<crate::a::B>", "Option<B>"),
            ("impl IntoIterator < Item = impl Into<String>, >", "impl IntoIterator<Item = impl Into<String>>"),
            ("Result<(), Box<dyn std::error::Error + Send>>", "Result<(), Box<dyn Error + Send>>"),
            ("(&'a str,u8) -> Option<&'a [T]>", "(&'a str, u8) -> Option<&'a [T]>"),
            ("&mut dyn ::std::ops::FnMut(&[View<'_>])", "&mut dyn FnMut(&[View<'_>])"),
        ] {
            assert_eq!(of(text), expected, "{text}");
        }
    }
}
