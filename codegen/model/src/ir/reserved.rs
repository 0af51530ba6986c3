//! Reserved names: the keywords of Rust, and the names that the generated code itself uses.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use proc_macro2::{Delimiter, TokenStream, TokenTree};

use verispec_text::embedded;
pub use verispec_text::keyword::is_keyword;

/// The name of the field for undocumented data that the provider sends.
pub(crate) const EXTRA: &str = "extra";

/// Names imported by the modules of payload types, besides the payload types themselves; `R` is the request in
/// `draft!`.
pub(crate) const IN_PAYLOADS: &[&str] = &[
    "AsNumber",
    "AsText",
    "At",
    "BTreeMap",
    "Box",
    "Constrained",
    "Date",
    "Err",
    "Extra",
    "Into",
    "Json",
    "LazyPattern",
    "None",
    "Number",
    "Ok",
    "Open",
    "Option",
    "Personal",
    "R",
    "Report",
    "Secret",
    "Self",
    "Some",
    "String",
    "Timestamp",
    "Vec",
    "WorkflowKey",
];

/// Names that the modules of operations define and import, besides the request's type.
pub(crate) const IN_OPERATIONS: &[&str] =
    &["Operation", "Option", "Region", "Result", "Self", "String", "UrlError", "Validated", "WebOrigin"];

/// The arguments that a function has in addition to path parameters.
pub(crate) const BESIDE_PARAMETERS: &[&str] = &["origin", "region"];

/// Names imported by the modules that judge, start or parse bodies, besides the types of these bodies.
pub(crate) const AROUND_BODIES: &[&str] = &[
    "Checked",
    "Context",
    "CredentialRef",
    "CredentialTest",
    "Credentials",
    "Direction",
    "Draft",
    "Found",
    "ModelLimit",
    "ModelSet",
    "Ok",
    "Operation",
    "Origin",
    "Err",
    "None",
    "PathParameter",
    "Region",
    "Result",
    "Rule",
    "Scope",
    "Severity",
    "Slot",
    "TextFormat",
    "UnknownOperation",
    "UnknownValue",
    "UrlError",
    "Validated",
    "Workflow",
];

/// The methods of Rust's operator traits. Clippy reports setters with these names.
pub(crate) const OPERATORS: &[&str] = &["add", "bitand", "bitor", "bitxor", "div", "mul", "rem", "shl", "shr", "sub"];

/// The functions that the runtime adds to every sent type and to the draft of every request. A setter cannot have one
/// of these names.
pub(crate) static FUNCTIONS_OF_SENT: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let sources = [
        (embedded!("../../../runtime/src/runtime/wire/object.rs"), "$"),
        (embedded!("../../../runtime/src/runtime/judging/builder.rs"), "$"),
        (embedded!("../../../runtime/src/runtime/judging/constraint.rs"), "Constrained"),
        (embedded!("../../../runtime/src/runtime/judging/validated.rs"), "Draft"),
    ];
    let mut found = BTreeSet::new();
    for (source, of) in sources {
        // The runtime is valid Rust, so this never fails.
        functions(source.text().parse().unwrap_or_default(), of, &mut found);
    }
    found
});

/// Returns the functions in the `impl` blocks of a type or macro parameter, and in the trait with this name.
fn functions(tokens: TokenStream, of: &str, found: &mut BTreeSet<String>) {
    let mut head: Option<Vec<String>> = None;
    for token in tokens {
        match token {
            TokenTree::Ident(word) if word == "impl" || word == "trait" => head = Some(Vec::new()),
            TokenTree::Group(group) => {
                if group.delimiter() == Delimiter::Brace
                    && let Some(words) = head.take()
                    && words.iter().any(|word| word == of)
                    && !words.iter().any(|word| word == "for")
                {
                    named(group.stream(), found);
                }
                functions(group.stream(), of, found);
            }
            other => head.iter_mut().for_each(|words| words.push(other.to_string())),
        }
    }
}

/// Returns the names of the functions directly in a block. Functions named by a macro argument are skipped.
fn named(block: TokenStream, found: &mut BTreeSet<String>) {
    let mut after_fn = false;
    for token in block {
        if let (true, TokenTree::Ident(name)) = (after_fn, &token) {
            found.insert(name.to_string());
        }
        after_fn = matches!(&token, TokenTree::Ident(word) if word == "fn");
    }
}

#[cfg(test)]
mod tests {
    #[test]
    fn functions_are_found_where_the_runtime_defines_them() {
        let found: Vec<&str> = super::FUNCTIONS_OF_SENT.iter().map(String::as_str).collect();
        assert_eq!(found, ["build", "check", "from_json", "new", "to_json"]);
    }

    #[test]
    fn keywords_of_every_edition_are_known() {
        for word in ["self", "Self", "super", "crate", "type", "gen", "async", "try", "abstract", "_"] {
            assert!(super::is_keyword(word), "{word}");
        }
        assert!(!["r", "union", "auto", "raw", "generation", "type_"].into_iter().any(super::is_keyword));
    }
}
