//! Renders functions that start a workflow: they convert their arguments to the draft of a request.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::builders::parameter;
use super::deprecation::snake_attribute;
use super::tokens::{doc, pascal, prose, snake};
use verispec_model::ir::{Constructor, Field, Given, Model, Name, Node, TypeId, TypeKind, Workflow};

/// The maximum number of arguments that clippy accepts.
const MOST_ARGUMENTS: usize = 7;

/// Renders the functions of a workflow and their imports.
pub(super) fn render(model: &Model, workflow: &Workflow) -> (TokenStream, TokenStream) {
    let constructors = model.constructors(workflow);
    let feature = workflow.feature();
    let functions = constructors.iter().map(|constructor| function(model, constructor, &feature));
    let functions = quote!(#(#functions)*);
    if constructors.is_empty() {
        return (TokenStream::new(), functions);
    }
    let arguments: Vec<_> = constructors.iter().flat_map(Constructor::arguments).collect();
    let is_wrapped = functions.to_string().contains("arguments ::");
    // The imports are derived from the types of the parameters only, because operations and arguments may have the same
    // names as imported items.
    let parameters = arguments.iter().map(|(field, _)| parameter(model, field, None)).collect::<TokenStream>();
    let mut types = BTreeSet::new();
    constructors.iter().for_each(|constructor| named_types(model, &constructor.body, &mut types));
    let types = types.iter().map(|name| quote::format_ident!("{name}"));
    let values: Vec<&str> = ["Date", "Json", "Number", "Personal", "Secret", "Timestamp", "WorkflowKey"]
        .into_iter()
        .filter(|name| mentions(&parameters, name))
        .collect();
    let runtime = ["Draft"].into_iter().chain(values).collect::<BTreeSet<_>>();
    let runtime = runtime.into_iter().map(|name| quote::format_ident!("{name}"));
    let maps = mentions(&parameters, "BTreeMap").then(|| {
        quote!(
            #[cfg(feature = #feature)]
            use std::collections::BTreeMap;
        )
    });
    let wrappers = is_wrapped.then(|| {
        quote!(
            #[cfg(feature = #feature)]
            use crate::arguments;
        )
    });
    let uses = quote! {
        #maps
        #wrappers
        #[cfg(feature = #feature)]
        use crate::operations;
        #[cfg(feature = #feature)]
        use crate::payloads::{#(#types),*};
        #[cfg(feature = #feature)]
        use crate::runtime::{#(#runtime),*};
    };
    (uses, functions)
}

fn mentions(tokens: &TokenStream, name: &str) -> bool {
    super::paths::mentions(tokens, &quote::format_ident!("{name}"))
}

fn function(model: &Model, constructor: &Constructor<'_>, feature: &str) -> TokenStream {
    let (name, operation) = (snake(&constructor.name), pascal(&model[constructor.operation].name));
    let arguments = constructor.arguments();
    let parameters = arguments.iter().map(|(field, argument)| {
        let ty = parameter(model, field, argument.wrapped.then_some(&argument.name));
        let name = snake(&argument.name);
        quote!(#name: #ty)
    });
    let too_many = (arguments.len() > MOST_ARGUMENTS)
        .then(|| quote!(#[expect(clippy::too_many_arguments, reason = "the provider requires this many arguments")]));
    let deprecated = snake_attribute(model, model[constructor.operation].deprecated.as_ref());
    let (doc, body) = (doc(documentation(model, constructor)), node(model, &constructor.body));
    quote! {
        #doc
        #deprecated
        #[cfg(feature = #feature)]
        #too_many
        pub fn #name(#(#parameters),*) -> Draft<operations::#operation> {
            Draft::new(#body)
        }
    }
}

fn documentation(model: &Model, constructor: &Constructor<'_>) -> Vec<String> {
    let mut paragraphs = vec![prose(&model[constructor.operation].summary)];
    if let Some(variant) = constructor.variant {
        let categories: Vec<String> = variant.iter().map(|id| format!("`{}`", model[*id].name.wire)).collect();
        paragraphs.push(format!("For {}.", categories.join(" and ")));
    }
    paragraphs.extend(model.advice_on_lost_answers(&model[constructor.operation]).map(str::to_owned));
    let arguments = constructor.arguments().into_iter().map(|(field, argument)| {
        let described = model.description_of(field).map_or_else(|| format!("`{}`", field.name.wire), prose);
        format!("- `{}`: {described}", argument.name.snake)
    });
    let arguments: Vec<String> = arguments.collect();
    paragraphs.extend((!arguments.is_empty()).then(|| arguments.join("\n")));
    paragraphs.push("Call [`Draft::build`] to get a validated request, or a report of every violation.".to_owned());
    paragraphs
}

/// Renders `Type::new(…).field(…)`.
fn node(model: &Model, node: &Node<'_>) -> TokenStream {
    let name = pascal(&model[node.kind].name);
    let given = |field: &Field| node.members.iter().find(|(known, _)| std::ptr::eq(*known, field));
    let required = model.required_arguments(node.kind).into_iter();
    let arguments = required.filter_map(|(field, wrapped)| {
        let (_, given) = given(field)?;
        Some(value(model, field, given, wrapped.then_some(&field.name)))
    });
    let optional = node.members.iter().filter(|(field, _)| !field.required).map(|(field, given)| {
        let (method, value) = (snake(&field.name), value(model, field, given, None));
        quote!(.#method(#value))
    });
    quote!(#name::new(#(#arguments),*) #(#optional)*)
}

/// Renders the value of a field, in the expected wrapper.
fn value(model: &Model, field: &Field, given: &Given<'_>, wrapper: Option<&Name>) -> TokenStream {
    let plain = match given {
        Given::Argument(argument) => {
            let name = snake(&argument.name);
            if argument.wrapped && wrapper == Some(&argument.name) {
                return quote!(#name);
            }
            if argument.wrapped { quote!(#name.0) } else { quote!(#name) }
        }
        Given::Key => quote!(KEY),
        Given::Category(id) => category(model, field, &model[*id].name.wire),
        Given::Object(inner) => node(model, inner),
        Given::Credentials(items) => {
            let items = items.iter().map(|item| node(model, item));
            quote!([#(#items),*])
        }
    };
    wrapper.map(pascal).map_or(plain.clone(), |wrapper| quote!(arguments::#wrapper(#plain)))
}

/// Renders a category, which is an enum value or a string.
fn category(model: &Model, field: &Field, code: &str) -> TokenStream {
    enum_value(model, model.leaf(&field.schema), code).unwrap_or_else(|| quote!(#code))
}

/// Renders `Type::Variant`, if the type is an enum with this value.
pub(super) fn enum_value(model: &Model, kind: Option<TypeId>, code: &str) -> Option<TokenStream> {
    let kind = &model[kind?];
    let TypeKind::Enum(values) = &kind.kind else { return None };
    let value = values.iter().find(|value| value.name.wire == code)?;
    let (name, variant) = (pascal(&kind.name), pascal(&value.name));
    Some(quote!(#name::#variant))
}

/// Returns the payload types that a node mentions: its own type, and the types of its arguments and of categories.
fn named_types(model: &Model, node: &Node<'_>, types: &mut BTreeSet<String>) {
    types.insert(model[node.kind].name.pascal.clone());
    for (field, given) in &node.members {
        match given {
            Given::Argument(_) | Given::Category(_) => {
                types.extend(model.leaf(&field.schema).map(|id| model[id].name.pascal.clone()));
            }
            Given::Key => {}
            Given::Object(inner) => named_types(model, inner, types),
            Given::Credentials(items) => items.iter().for_each(|item| named_types(model, item, types)),
        }
    }
}
