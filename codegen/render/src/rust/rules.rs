//! Renders validation rules as a table entry and a function each, with one file per rule file.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::clauses::Clauses;
use super::paths::mentions;
use super::payloads::source;
use super::tokens::{doc, file, file_doc, pascal, prose, shouty, snake};
use verispec_model::ir::{Direction, Model, OperationId, Rule, RuleFile, Severity};
use verispec_text::file::File;

/// Renders one file per rule file, and the list of all rules.
pub(super) fn render(model: &Model) -> Vec<File> {
    let modules = model.rule_files.iter().map(|rules| {
        let (module, doc) = (snake(&rules.name), doc([prose(&rules.summary)]));
        quote!(#doc pub mod #module;)
    });
    let all = model.rule_files.iter().flat_map(|file| {
        let module = snake(&file.name);
        file.rules.iter().map(move |rule| {
            let name = shouty(&rule.name);
            quote!(&#module::#name)
        })
    });
    let doc_file = file_doc([
        "The validation rules, in the order of the spec. [`validate`](crate::validate) shows which of them judge a \
        payload.",
    ]);
    let doc_all = doc([
        "Every rule of the spec; the checks that follow from a payload's schema are in [`runtime::builtin`](crate::runtime::builtin).",
    ]);
    let doc_severity = doc([
        "Raises or lowers the severity of a single rule, regardless of the policy. Fails for unknown ids, and for rules whose violations make a payload unreadable.",
    ]);
    let root = quote! {
        #doc_file
        #(#modules)*
        use crate::runtime::{Context, Rule, Severity, UnknownRule};
        #doc_all
        pub static ALL: &[&Rule] = &[#(#all),*];
        impl Context {
            #doc_severity
            #[inline]
            pub fn with_severity(mut self, rule_id: &str, severity: Severity) -> Result<Self, UnknownRule> {
                self.severities.set(ALL, rule_id, severity)?;
                Ok(self)
            }
        }
    };
    let mut files = vec![file("src/rules/mod.rs", "rules", root)];
    files.extend(model.rule_files.iter().map(|rules| rule_file(model, rules)));
    files
}

fn rule_file(model: &Model, rules: &RuleFile) -> File {
    let entries = rules.rules.iter().map(|rule| entry(model, rule));
    let functions: Vec<TokenStream> = rules.rules.iter().map(|rule| function(model, rule)).collect();
    let doc = file_doc([prose(&rules.summary)]);
    let uses = uses(model, rules, &functions);
    let items = entries.zip(&functions).map(|(entry, function)| quote!(#entry #function));
    let tokens = quote! {
        #doc
        #uses
        #(#items)*
    };
    file(format!("src/rules/{}.rs", rules.name.snake), &format!("rules/{}.yaml", rules.name.wire), tokens)
}

/// Renders imports of exactly those items that the functions mention.
fn uses(model: &Model, rules: &RuleFile, functions: &[TokenStream]) -> TokenStream {
    let text = functions.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ");
    let mentioned = |word: &str| text.split(|c: char| !c.is_alphanumeric() && c != '_').any(|found| found == word);
    let runtime = [
        "AsNumber",
        "AsText",
        "Asked",
        "At",
        "CredentialRef",
        "CredentialTest",
        "Credentials",
        "Found",
        "ModelLimit",
        "ModelSet",
        "TextFormat",
        "predicate",
    ];
    // Calling a trait method requires an import of the trait, although the code does not mention the trait's name.
    let asked = |word: &str| match word {
        "AsNumber" => mentioned("as_number"),
        "AsText" => mentioned("as_text"),
        _ => false,
    };
    let runtime = runtime.iter().filter(|word| mentioned(word) || asked(word));
    // A rule with `each_capability` is omitted if there are no capabilities.
    let always: &[&str] = if rules.rules.is_empty() { &[] } else { &["Report", "Rule", "Severity"] };
    let mut runtime: Vec<&str> = runtime.chain(always).copied().collect();
    runtime.extend(mentioned("Scope").then_some("Scope"));
    // Payloads also have fields named `credentials`, so the import is only needed if a function of the module is
    // called.
    runtime.extend(text.contains("credentials :: check").then_some("credentials"));
    runtime.sort_unstable();
    let runtime = (!runtime.is_empty()).then(|| {
        let words = runtime.iter().map(|word| format_ident!("{word}"));
        quote!(use crate::runtime::{#(#words),*};)
    });
    let bodies: std::collections::BTreeSet<_> =
        rules.rules.iter().filter_map(|rule| rule.body).map(|id| &model[id].name.pascal).collect();
    let bodies = bodies.iter().map(|name| format_ident!("{name}"));
    let payloads = (bodies.len() > 0).then(|| quote!(use crate::payloads::{#(#bodies),*};));
    let lists = mentioned("lists").then(|| {
        quote!(
            use crate::lists;
        )
    });
    quote! {
        #lists
        #payloads
        #runtime
    }
}

fn entry(model: &Model, rule: &Rule) -> TokenStream {
    let name = shouty(&rule.name);
    let doc = doc([prose(&rule.summary), source(model, &rule.source)]);
    let (id, message) = (&rule.name.wire, &rule.message);
    let (severity, strict) = (severity(rule.severity), severity(rule.strict));
    let docs = model.provider.package.docs(&format!("rules.md#{id}"));
    quote! {
        #doc
        pub static #name: Rule = Rule {
            id: #id,
            severity: #severity,
            strict: #strict,
            message: #message,
            docs: #docs,
        };
    }
}

fn severity(severity: Severity) -> TokenStream {
    match severity {
        Severity::Error => quote!(Severity::Error),
        Severity::Warning => quote!(Severity::Warning),
    }
}

/// Renders the call of a rule's function.
pub(super) fn call(model: &Model, file: &RuleFile, rule: &Rule) -> TokenStream {
    let (module, name) = (snake(&file.name), snake(&rule.name));
    let scope = asks_scope(&clauses(model, rule)).then(|| quote!(scope,));
    let body = rule.body.map(|_| quote!(body,));
    quote!(rules::#module::#name(#scope #body report);)
}

fn function(model: &Model, rule: &Rule) -> TokenStream {
    let name = snake(&rule.name);
    let body = rule.body.map(|id| {
        let body = pascal(&model[id].name);
        quote!(body: &#body,)
    });
    let clauses = clauses(model, rule);
    let scope = asks_scope(&clauses).then(|| quote!(scope: &Scope<'_>,));
    let inline = (!judges_built(model, rule)).then(|| quote!(#[inline]));
    quote! {
        #inline
        pub(crate) fn #name(#scope #body report: &mut Report) {
            #clauses
        }
    }
}

/// Returns whether the rule judges requests with builders. These rules are compiled once, and all others where they are
/// used.
fn judges_built(model: &Model, rule: &Rule) -> bool {
    let is_built = |id: &OperationId| model[*id].json().is_some();
    rule.direction == Direction::Request && rule.operations.iter().any(is_built)
}

fn clauses(model: &Model, rule: &Rule) -> TokenStream {
    let clauses = rule.clauses.iter().map(|clause| Clauses { model, rule, clause }.render());
    quote!(#(#clauses)*)
}

/// Returns whether a rule uses anything besides the payload.
fn asks_scope(clauses: &TokenStream) -> bool {
    mentions(clauses, &format_ident!("scope"))
}
