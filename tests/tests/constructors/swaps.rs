//! Checks that no two arguments of a public function in the generated crates accept the same value. Swapping them then
//! does not compile.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::{Attribute, FnArg, ImplItem, Item, Signature, Visibility};

use super::signatures::{generated, specs};

/// Functions in which two arguments accept the same value, with the reason why a swap is harmless or obvious.
const ALLOWED: &[(&str, &str)] = &[
    ("runtime/cli/commands.rs: main", "only the crate's own program calls it, in one place"),
    ("runtime/judging/predicate.rs: same_as", "the arguments are the two sides of an equation"),
    ("runtime/judging/sets.rs: Scope<'_>::allowed", "only generated rules call it, and every rule has cases"),
    ("runtime/judging/sets.rs: Scope<'_>::in_set", "only generated rules call it, and every rule has cases"),
    ("runtime/wire/suggest.rs: distance", "the result does not depend on the order"),
];

/// Types into which strings cannot be converted.
const NO_TEXT: [&str; 2] = ["Json", "Moment"];

/// Returns the kinds of values that an argument of this type accepts. All string types are the same kind.
fn taken(ty: &str) -> BTreeSet<String> {
    let ty = ty.replace("'static", "").replace("'_", "");
    let set = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<BTreeSet<String>>();
    let target = ty.strip_prefix("implInto<").and_then(|rest| rest.strip_suffix('>'));
    match (target, ty.as_str()) {
        (None, "&str" | "&String" | "String" | "implAsRef<str>") | (Some("String"), _) => set(&["text"]),
        (Some("WorkflowKey"), _) => set(&["text", "u32", "WorkflowKey"]),
        (Some(target), _) if NO_TEXT.contains(&target) => set(&[target]),
        (Some(target), _) => set(&[target, "text"]),
        (None, ty) => set(&[ty]),
    }
}

fn is_hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| attribute.to_token_stream().to_string().contains("hidden"))
}

fn spelled(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}

/// Returns the public functions in a file, with the names of their types.
fn functions(path: &str, contents: &str) -> Vec<(String, Signature)> {
    let parsed = syn::parse_file(contents).unwrap_or_else(|error| panic!("{path}: {error}"));
    let is_public = |visibility: &Visibility| matches!(visibility, Visibility::Public(_));
    let mut found = Vec::new();
    for item in parsed.items {
        match item {
            Item::Fn(function) if is_public(&function.vis) && !is_hidden(&function.attrs) => {
                found.push((format!("{path}: {}", function.sig.ident), function.sig));
            }
            Item::Impl(block) if block.trait_.is_none() => {
                let ty = spelled(&block.self_ty);
                for item in block.items {
                    if let ImplItem::Fn(method) = item
                        && is_public(&method.vis)
                        && !is_hidden(&method.attrs)
                    {
                        found.push((format!("{path}: {ty}::{}", method.sig.ident), method.sig));
                    }
                }
            }
            _ => {}
        }
    }
    found
}

#[test]
fn no_two_arguments_of_a_public_function_can_be_swapped() {
    let (mut wrong, mut several) = (BTreeSet::new(), 0);
    for (_, spec) in specs() {
        for file in generated(&spec).iter().filter(|file| file.path.ends_with(".rs")) {
            let (_, path) = file.path.split_once("/src/").unwrap_or(("", &file.path));
            for (name, signature) in functions(path, &file.contents) {
                let typed = signature.inputs.iter().filter_map(|input| match input {
                    FnArg::Typed(typed) => Some((spelled(&typed.pat), taken(&spelled(&typed.ty)))),
                    FnArg::Receiver(_) => None,
                });
                let typed: Vec<(String, BTreeSet<String>)> = typed.collect();
                several += usize::from(typed.len() > 1);
                for (index, (argument, values)) in typed.iter().enumerate() {
                    let swapped = typed[..index].iter().filter(|(_, known)| !known.is_disjoint(values));
                    wrong.extend(
                        swapped.map(|(other, _)| format!("{name}: `{other}` and `{argument}` accept the same values")),
                    );
                }
            }
        }
    }
    let is_allowed = |found: &String| ALLOWED.iter().any(|(allowed, _)| found.starts_with(allowed));
    for (allowed, reason) in ALLOWED {
        assert!(
            wrong.iter().any(|found| found.starts_with(allowed)),
            "the exception for {allowed} is no longer needed: {reason}"
        );
    }
    let wrong: Vec<String> = wrong.into_iter().filter(|found| !is_allowed(found)).collect();
    assert!(several > 100, "only {several} functions have several arguments");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
