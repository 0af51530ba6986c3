//! Reads facts from the generated Rust: constants of workflows and categories, fields of payloads, and their checks.

use std::collections::BTreeMap;

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::{Expr, Item, Lit};

use super::expected::{file, limit_text, member, slot};
use super::{About, Facts, Files};

pub(super) fn read(files: &Files) -> Facts {
    let mut facts = Facts::new();
    for (path, text) in files.iter().filter(|(path, _)| path.ends_with(".rs") && !path.ends_with("/mod.rs")) {
        let items = || syn::parse_file(text).unwrap_or_else(|error| panic!("{path}: {error}")).items;
        if path.contains("/src/workflows/") {
            workflow(&items(), &mut facts);
        } else if path.contains("/src/payloads/") {
            payloads(&items(), &mut facts);
        } else if path.contains("/src/credentials/") {
            items().iter().filter_map(constant).for_each(|(_, value)| parts(value, &mut facts));
        }
    }
    facts
}

fn constant(item: &Item) -> Option<(String, &Expr)> {
    match item {
        Item::Const(constant) => Some((constant.ident.to_string(), &constant.expr)),
        _ => None,
    }
}

/// Returns the expression behind references.
fn value(expression: &Expr) -> &Expr {
    match expression {
        Expr::Reference(reference) => value(&reference.expr),
        other => other,
    }
}

fn items(expression: &Expr) -> Vec<&Expr> {
    match value(expression) {
        Expr::Array(array) => array.elems.iter().collect(),
        Expr::Tuple(tuple) => tuple.elems.iter().collect(),
        other => panic!("no list: {}", other.to_token_stream()),
    }
}

/// Returns a string, a number, or the last component of a path.
fn word(expression: &Expr) -> String {
    match value(expression) {
        Expr::Lit(literal) => match &literal.lit {
            Lit::Str(text) => text.value(),
            other => other.to_token_stream().to_string(),
        },
        Expr::Path(path) => path.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default(),
        other => panic!("no word: {}", other.to_token_stream()),
    }
}

fn words(expression: &Expr) -> Vec<String> {
    items(expression).into_iter().map(word).collect()
}

fn field<'a>(expression: &'a Expr, name: &str) -> &'a Expr {
    let Expr::Struct(structure) = value(expression) else { panic!("no struct: {}", expression.to_token_stream()) };
    let named = |field: &&syn::FieldValue| field.member.to_token_stream().to_string() == name;
    &structure.fields.iter().find(named).unwrap_or_else(|| panic!("there is no field `{name}`")).expr
}

fn workflow(items_of_file: &[Item], facts: &mut Facts) {
    let constants: BTreeMap<String, &Expr> = items_of_file.iter().filter_map(constant).collect();
    let key: u32 = word(constants["KEY"]).parse().unwrap_or_default();
    facts.insert((About::Channels, format!("{key} {}", words(constants["CHANNELS"]).join(","))));
    for (index, own) in items(constants["SLOTS"]).into_iter().enumerate() {
        let origin = match word(field(own, "origin")).as_str() {
            "OnFile" => "on_file".to_owned(),
            other => other.to_lowercase(),
        };
        let list = |name| words(field(own, name)).join(",");
        let (category, channels, parts) = (word(field(own, "category")), list("channels"), list("parts"));
        facts.insert((About::Slot, slot(key, index, &category, &origin, &channels, &parts)));
    }
    facts.extend(words(constants["CAPABILITIES"]).iter().map(|name| (About::Capability, format!("{key} {name}"))));
    let edges = items(constants["EDGES"]).into_iter().map(|edge| words(edge).join(" > "));
    facts.extend(edges.map(|edge| (About::Edge, format!("{key} {edge}"))));
}

fn parts(category: &Expr, facts: &mut Facts) {
    for part in items(field(category, "parts")) {
        let limit = |name| match field(part, name) {
            Expr::Call(call) => call.args.first().and_then(|limit| word(limit).parse().ok()),
            _ => None,
        };
        let limits = ["max_bytes", "max_width", "max_height"].map(limit);
        facts.insert((About::File, file(&word(field(part, "code")), limits)));
    }
}

fn payloads(items_of_file: &[Item], facts: &mut Facts) {
    // Whether each field is optional, by its type and name.
    let mut optional: BTreeMap<(String, String), bool> = BTreeMap::new();
    for item in items_of_file {
        if let Item::Struct(structure) = item {
            for own in &structure.fields {
                let name = own.ident.as_ref().map(ToString::to_string).unwrap_or_default();
                let absent = own.ty.to_token_stream().to_string().starts_with("Option");
                optional.insert((structure.ident.to_string(), name), absent);
            }
        }
    }
    for item in items_of_file {
        match item {
            Item::Macro(call) if call.mac.path.is_ident("object") => {
                members(call.mac.tokens.clone(), &optional, facts);
            }
            Item::Impl(own) if own.trait_.as_ref().is_some_and(|(path, _)| path.is_ident("Constrained")) => {
                checks(&own.self_ty.to_token_stream().to_string(), own.to_token_stream(), facts);
            }
            _ => {}
        }
    }
}

/// Parses the fields in `Type, closed, [field = "member", …]` or `Type, open, [field = "member", …], ["needed", …]`.
fn members(tokens: TokenStream, optional: &BTreeMap<(String, String), bool>, facts: &mut Facts) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let [TokenTree::Ident(name), _, TokenTree::Ident(openness), ..] = tokens.as_slice() else { return };
    let mut lists = tokens.iter().filter_map(|token| match token {
        TokenTree::Group(list) => Some(list),
        _ => None,
    });
    let Some(list) = lists.next() else { return };
    let needed = lists.next().map(|list| list.stream().to_string()).unwrap_or_default();
    let inner: Vec<TokenTree> = list.stream().into_iter().collect();
    for window in inner.windows(3) {
        if let [TokenTree::Ident(own), TokenTree::Punct(equals), TokenTree::Literal(wire)] = window
            && equals.as_char() == '='
        {
            let place = format!("{name}.{}", wire.to_string().trim_matches('"'));
            let absent = optional.get(&(name.to_string(), own.to_string())).copied();
            // Fields of received types can always be absent, even if they are required.
            let required = match openness == "open" {
                true => needed.split(',').any(|known| known.trim() == wire.to_string()),
                false => absent == Some(false),
            };
            facts.insert((About::Member, member(&place, required)));
        }
    }
}

/// Parses the limits in calls such as `constraint::max_length(value, 255, &at.member("member"), report)`.
fn checks(name: &str, tokens: TokenStream, facts: &mut Facts) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    for (index, token) in tokens.iter().enumerate() {
        let TokenTree::Group(group) = token else { continue };
        let call = index.checked_sub(4).map(|start| &tokens[start..index]);
        let called = match call {
            Some([TokenTree::Ident(module), _, _, TokenTree::Ident(call)]) if module == "constraint" => {
                call.to_string()
            }
            _ => {
                checks(name, group.stream(), facts);
                continue;
            }
        };
        let arguments: Vec<String> = group.stream().into_iter().map(|token| token.to_string()).collect();
        let limit = arguments.iter().find_map(|own| own.trim_matches('"').parse::<serde_json::Number>().ok());
        let place = group
            .stream()
            .to_string()
            .rsplit("member")
            .next()
            .and_then(|rest| rest.split('"').nth(1).map(str::to_owned));
        let word = match called.as_str() {
            "min_length" => "minLength",
            "max_length" => "maxLength",
            "min_items" => "minItems",
            "max_items" => "maxItems",
            "at_least" => "minimum",
            "at_most" => "maximum",
            "multiple_of" | "in_steps_of" => "multipleOf",
            other => other,
        };
        if let (Some(limit), Some(place)) = (limit, place) {
            facts.insert((About::SentLimit, limit_text(&format!("{name}.{place}"), word, limit)));
        }
    }
}
