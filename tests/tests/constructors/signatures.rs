//! Checks that no two arguments of a generated function accept values of the same type.

use std::collections::BTreeSet;

use quote::ToTokens;
use syn::parse::Parser;
use syn::{FnArg, Item, ReturnType};
use verispec_codegen::File;
use verispec_codegen::source::SourceMap;
use verispec_tests::fault::Faulty;
use verispec_tests::folder;

/// A function with the names and types of its arguments, as in the crate's source.
pub(super) struct Signature {
    pub(super) name: String,
    pub(super) arguments: Vec<(String, String)>,
}

/// Returns the shipped spec, the example spec, and the example spec with a type that requires two fields of every kind.
pub(super) fn specs() -> [(&'static str, SourceMap); 3] {
    [
        ("shipped", folder::spec(&folder::workspace("spec"))),
        ("harbor", Faulty::harbor().sources()),
        ("crowded", crowded()),
    ]
}

/// Returns the example spec with a type that requires two fields of every kind.
pub(super) fn crowded() -> SourceMap {
    Faulty::case(&folder::cases("constructors/crowded.yaml")).sources()
}

/// Generates the files of a spec's crate.
pub(super) fn generated(spec: &SourceMap) -> Vec<File> {
    let output = verispec_codegen::generate(spec);
    output.unwrap_or_else(|found| panic!("{}", found.render(spec, false))).files
}

/// Returns every function that starts a workflow, and the function `new` of every payload type.
pub(super) fn signatures(files: &[File]) -> Vec<Signature> {
    let mut found = Vec::new();
    for file in files.iter().filter(|file| file.path.ends_with(".rs")) {
        let (starts, builds) = (file.path.contains("/src/workflows/"), file.path.contains("/src/payloads/"));
        if !starts && !builds {
            continue;
        }
        let parsed = syn::parse_file(&file.contents).unwrap_or_else(|error| panic!("{}: {error}", file.path));
        for item in parsed.items {
            match item {
                Item::Fn(function) if matches!(function.sig.output, ReturnType::Type(..)) => {
                    let name = format!("{}: {}", file.path, function.sig.ident);
                    let arguments = function.sig.inputs.iter().map(|input| match input {
                        FnArg::Typed(typed) => (spelled(&typed.pat), spelled(&typed.ty)),
                        FnArg::Receiver(_) => panic!("{name} should not be a method"),
                    });
                    found.push(Signature { arguments: arguments.collect(), name });
                }
                Item::Macro(item) if item.mac.path.is_ident("builder") => {
                    found.push(builder(&file.path, item.mac.tokens.to_string()));
                }
                _ => {}
            }
        }
    }
    found
}

fn spelled(tokens: &impl ToTokens) -> String {
    tokens.to_token_stream().to_string().replace(' ', "")
}

/// Parses the arguments of `new` from `builder!(Name, required = [member as Type, …], required_lists = […], …)`.
fn builder(path: &str, tokens: String) -> Signature {
    let name = tokens.split(' ').next().unwrap_or_default().to_owned();
    let mut arguments = Vec::new();
    for section in ["required = [", "required_lists = ["] {
        let Some((_, rest)) = tokens.split_once(section) else { continue };
        let mut depth = 1;
        let inside: String = rest
            .chars()
            .take_while(|c| {
                depth += i32::from(*c == '[') - i32::from(*c == ']');
                depth > 0
            })
            .collect();
        let entry = |input: syn::parse::ParseStream<'_>| {
            let member: syn::Ident = input.parse()?;
            if input.parse::<Option<syn::Token![.]>>()?.is_some() {
                input.parse::<syn::LitInt>()?;
            }
            input.parse::<syn::Token![as]>()?;
            Ok((member.to_string(), spelled(&input.parse::<syn::Type>()?)))
        };
        let entries = |input: syn::parse::ParseStream<'_>| input.parse_terminated(entry, syn::Token![,]);
        let parsed = entries.parse_str(&inside).unwrap_or_else(|error| panic!("{path}: {inside}: {error}"));
        arguments.extend(parsed);
    }
    Signature { name: format!("{path}: {name}::new"), arguments }
}

/// Returns the types of the values that an argument of this type accepts, including literals.
pub(super) fn accepted(ty: &str) -> BTreeSet<String> {
    let set = |types: &[&str]| types.iter().map(|ty| (*ty).to_owned()).collect::<BTreeSet<_>>();
    let inside = |prefix: &str| ty.strip_prefix(prefix)?.strip_suffix('>');
    if let Some(item) = inside("implIntoIterator<Item=") {
        return accepted(item).into_iter().map(|item| format!("[{item}]")).collect();
    }
    let Some(target) = inside("implInto<") else {
        return match ty {
            "i64" => set(&["i64", "{integer}"]),
            _ if ty.starts_with("Vec<") => {
                accepted(&ty[4..ty.len() - 1]).iter().map(|item| format!("[{item}]")).collect()
            }
            _ => set(&[ty]),
        };
    };
    match target {
        "String" | "Personal<String>" | "Timestamp" | "Date" => set(&["&str", "String", target]),
        "WorkflowKey" => set(&["&str", "u32", "{integer}", target]),
        _ => {
            let inner = target.strip_prefix("Personal<").and_then(|inner| inner.strip_suffix('>'));
            let inner = inner.unwrap_or_else(|| panic!("add the types of the values that `{ty}` accepts"));
            accepted(inner).into_iter().chain([target.to_owned()]).collect()
        }
    }
}

#[test]
fn no_two_arguments_take_a_value_of_the_same_type() {
    let (mut wrong, mut several) = (Vec::new(), 0);
    for (name, spec) in specs() {
        for signature in signatures(&generated(&spec)) {
            several += usize::from(signature.arguments.len() > 1);
            for (index, (argument, ty)) in signature.arguments.iter().enumerate() {
                for (other, known) in &signature.arguments[..index] {
                    if !accepted(ty).is_disjoint(&accepted(known)) {
                        wrong.push(format!(
                            "{name}: {}: `{other}: {known}` and `{argument}: {ty}` accept the same values",
                            signature.name
                        ));
                    }
                }
            }
        }
    }
    assert!(several > 20, "only {several} functions have several arguments");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_argument_is_wrapped_only_if_another_one_takes_its_type() {
    let mut wrapped = 0;
    for (_, spec) in specs() {
        for signature in signatures(&generated(&spec)) {
            for (index, (argument, ty)) in signature.arguments.iter().enumerate() {
                let Some(inner) = ty.strip_prefix("arguments::").and_then(|ty| ty.split_once('<')) else { continue };
                let taken = accepted(inner.1.strip_suffix('>').unwrap_or_default());
                let mut before = signature.arguments[..index].iter();
                let name = &signature.name;
                assert!(
                    before.any(|(_, known)| !accepted(known).is_disjoint(&taken)),
                    "{name}: `{argument}: {ty}` is wrapped, although no earlier argument accepts the same values"
                );
                wrapped += 1;
            }
        }
    }
    assert!(wrapped > 10, "only {wrapped} arguments are wrapped");
}
