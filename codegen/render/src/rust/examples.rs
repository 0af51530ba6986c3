//! Renders examples of the spec as Rust by converting a request's JSON to the calls that build it.

use std::collections::BTreeSet;

use proc_macro2::{Literal, TokenStream};
use quote::{format_ident, quote};
use serde_json::{Map, Value};
use verispec_runtime::runtime::time::Moment;

use super::builders::settable;
use super::constructors::enum_value;
use super::tokens::{pascal, shouty, snake};
use verispec_model::ir::{
    Constructor, Example, Field, Given, Model, Name, Node, Operation, OperationId, PathParameter, PrerequisiteKind,
    Schema, Shape, TypeId, TypeKind, Workflow,
};
use verispec_spec::syntax::Vocabulary;

/// Renders the statements that build an example; `None` if no function of the workflow can build it.
pub(crate) fn building(
    model: &Model,
    workflow: &Workflow,
    operation: OperationId,
    example: &Example,
) -> Option<String> {
    let body = example.request.as_ref()?.value.as_object()?;
    let constructors = model.constructors(workflow);
    let mut fitting = constructors.iter().filter(|constructor| constructor.operation == operation);
    let first = fitting.clone().next().map(|constructor| &constructor.name);
    let (constructor, parts, writer) = fitting.find_map(|constructor| {
        let mut writer = Writer { model, uses: BTreeSet::new(), wrappers: false };
        let is_default = first == Some(&constructor.name);
        let parts = writer.parts(constructor, body, is_default)?;
        Some((constructor, parts, writer))
    })?;
    Some(written(writer, workflow, constructor, example, &parts))
}

/// The parts of a call that builds an example.
#[derive(Default)]
struct Parts {
    /// The objects that get their own variables, because nested calls are hard to read.
    bindings: Vec<TokenStream>,
    arguments: Vec<TokenStream>,
    methods: Vec<TokenStream>,
}

fn written(
    writer: Writer<'_>,
    workflow: &Workflow,
    constructor: &Constructor<'_>,
    example: &Example,
    parts: &Parts,
) -> String {
    let Writer { model, mut uses, wrappers } = writer;
    let package = format_ident!("{}", model.provider.package.name.snake);
    let (module, function) = (snake(&workflow.name), snake(&constructor.name));
    let Parts { bindings, arguments, methods } = parts;
    let operation = &model[constructor.operation];
    let region = model.regions.first().filter(|region| {
        operation.service.and_then(|service| region.host(service)).is_some_and(|host| !host.contains('{'))
    });
    let region = region.map(|region| shouty(&region.name));
    let parameters = parameters(model, operation, example, &mut uses);
    let region = region.filter(|_| parameters.len() == operation.path_parameters.len());
    let url = region.as_ref().map(|region| quote!(let url = request.url(&regions::#region, #(#parameters),*)?;));
    let regions = region.map(|_| quote!(, regions));
    let wrappers = wrappers.then(|| quote!(, arguments));
    let facts = facts(model, workflow, operation, example, &mut uses);
    let types = uses.iter().map(|name| format_ident!("{name}"));
    let types = (!uses.is_empty()).then(|| quote!(use #package::payloads::{#(#types),*};));
    let items = quote! {
        #types
        use #package::workflows::#module;
        use #package::{Context #wrappers #regions};
        fn main() {
            #(#bindings)*
            let context = Context::new() #(#facts)*;
            let request = #module::#function(#(#arguments),*) #(#methods)* .build(&context)?;
            #url
            let body = request.to_json();
        }
    };
    let file: syn::File = match syn::parse2(items.clone()) {
        Ok(file) => file,
        Err(error) => panic!("rendered Rust does not parse: {error}\n{items}"),
    };
    let text = prettyplease::unparse(&file);
    let (uses, main) = text.split_once("fn main() {").unwrap_or_default();
    let statements = main.trim_end().trim_end_matches('}').lines().skip(1);
    let statements = statements.map(|line| line.strip_prefix("    ").unwrap_or(line));
    format!("{uses}\n{}", statements.collect::<Vec<_>>().join("\n").trim_end())
}

/// Renders the values of the path parameters, in the order of the function's arguments.
fn parameters(
    model: &Model,
    operation: &Operation,
    example: &Example,
    uses: &mut BTreeSet<String>,
) -> Vec<TokenStream> {
    let value = |parameter: &PathParameter| {
        let (_, text) = example.path.iter().find(|(name, _)| *name == parameter.name.wire)?;
        let known = &model[parameter.schema];
        let name = pascal(&known.name);
        let value = match &known.kind {
            TypeKind::Id(_) => quote!(&#name::new(#text)),
            TypeKind::Enum(values) => {
                let value = pascal(&values.iter().find(|value| value.name.wire == *text)?.name);
                quote!(#name::#value)
            }
            TypeKind::Object(_) | TypeKind::Alias(_) => return Some(quote!(#text)),
        };
        uses.insert(known.name.pascal.clone());
        Some(value)
    };
    operation.path_parameters.iter().filter_map(value).collect()
}

/// Renders the facts in an example's context: the time, the channel, and whether the account exists.
fn facts(
    model: &Model,
    workflow: &Workflow,
    operation: &Operation,
    example: &Example,
    uses: &mut BTreeSet<String>,
) -> Vec<TokenStream> {
    let mut facts = Vec::new();
    facts.extend(latest(example).map(|_| quote!(.now(now))));
    let channels = model.types.iter().find(|known| known.vocabulary == Some(Vocabulary::Channels));
    if let (Some(channels), Some(first)) = (channels, workflow.channels.first()) {
        let (channel, name) = (pascal(&channels.name), pascal(&model[*first].name));
        uses.insert(channels.name.pascal.clone());
        facts.push(quote!(.channel(#channel::#name)));
    }
    if model.prerequisites.iter().any(|known| known.kind == PrerequisiteKind::AccountExists) {
        let exists = !operation.path_parameters.is_empty();
        facts.push(quote!(.account_exists(#exists)));
    }
    facts
}

/// Returns the latest time in the request of an example. Ages are calculated at that time, so that the example never
/// expires.
pub(crate) fn latest(example: &Example) -> Option<Moment> {
    fn walk(value: &Value, found: &mut Option<Moment>) {
        match value {
            Value::String(text) => *found = (*found).max(Moment::parse(text)),
            Value::Array(items) => items.iter().for_each(|item| walk(item, found)),
            Value::Object(fields) => fields.values().for_each(|field| walk(field, found)),
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }
    let mut found = None;
    walk(&example.request.as_ref()?.value, &mut found);
    found
}

/// Renders values as Rust, and records which types they mention.
struct Writer<'m> {
    model: &'m Model,
    uses: BTreeSet<String>,
    wrappers: bool,
}

impl Writer<'_> {
    /// Renders the call of a function that builds this body, if the function can.
    fn parts(&mut self, constructor: &Constructor<'_>, body: &Map<String, Value>, is_default: bool) -> Option<Parts> {
        let mut parts = Parts::default();
        self.node(&constructor.body, body, is_default, &mut parts)?;
        for (steps, field) in settable(self.model, constructor.body.kind) {
            let (last, way) = steps.split_last()?;
            let holder = way.iter().try_fold(body, |object, step| object.get(&step.name.wire)?.as_object());
            let is_given = constructor.arguments().iter().any(|(given, _)| std::ptr::eq(*given, field));
            let named_by_constructor = self.model.is_list(field) && has_list(&constructor.body, field);
            let Some(value) = holder.and_then(|object| object.get(&last.name.wire)) else { continue };
            if !is_given && !named_by_constructor {
                let (method, value) = (snake(&field.name), self.value(&field.schema, value, false)?);
                parts.methods.push(quote!(.#method(#value)));
            }
        }
        Some(parts)
    }

    /// Renders the arguments for a constructor to build this body; `None` if the constructor builds a different body.
    fn node(
        &mut self,
        node: &Node<'_>,
        object: &Map<String, Value>,
        is_default: bool,
        parts: &mut Parts,
    ) -> Option<()> {
        for (field, given) in &node.members {
            let value = object.get(&field.name.wire);
            match given {
                Given::Argument(argument) => {
                    let written = self.value(&field.schema, value?, false)?;
                    let is_object = field.schema.named().is_some_and(|id| !self.model[id].fields().is_empty());
                    let name = snake(&argument.name);
                    parts.bindings.extend(is_object.then(|| quote!(let #name = #written;)));
                    let written = if is_object { quote!(#name) } else { written };
                    parts.arguments.push(self.in_wrapper(argument.wrapped.then_some(&argument.name), written));
                }
                Given::Key => {}
                Given::Category(id) => (value?.as_str()? == self.model[*id].name.wire).then_some(())?,
                Given::Object(inner) => self.node(inner, value?.as_object()?, is_default, parts)?,
                Given::Credentials(_) if value.is_none() && is_default => {}
                Given::Credentials(items) => {
                    let list = value?.as_array().filter(|list| list.len() == items.len())?;
                    for (item, value) in items.iter().zip(list) {
                        let value = value.as_object().filter(|value| value.len() == item.members.len())?;
                        self.node(item, value, is_default, parts)?;
                    }
                }
            }
        }
        Some(())
    }

    /// Renders a value in its wrapper, if it has one.
    fn in_wrapper(&mut self, wrapper: Option<&Name>, written: TokenStream) -> TokenStream {
        let Some(wrapper) = wrapper.map(pascal) else { return written };
        self.wrappers = true;
        // The wrapper is qualified with `arguments::`, because a payload type may have the same name.
        quote!(arguments::#wrapper(#written))
    }

    fn value(&mut self, schema: &Schema, value: &Value, nested: bool) -> Option<TokenStream> {
        let schema = self.model.resolved(schema);
        match (&schema.shape, value) {
            (Shape::Text, Value::String(text)) if !schema.secret => Some(quote!(#text)),
            (Shape::WorkflowKey { .. }, Value::String(text)) => Some(quote!(#text)),
            (Shape::Integer { .. } | Shape::WorkflowKey { .. }, Value::Number(number)) => {
                let number = Literal::i64_unsuffixed(number.as_i64()?);
                Some(quote!(#number))
            }
            (Shape::Boolean, Value::Bool(truth)) => Some(quote!(#truth)),
            (Shape::List(item), Value::Array(values)) if !nested => {
                // The item type of an empty list of strings cannot be inferred.
                if values.is_empty() && is_text(self.model, item) {
                    return None;
                }
                let values: Option<Vec<_>> = values.iter().map(|value| self.value(item, value, true)).collect();
                let values = values?;
                Some(quote!([#(#values),*]))
            }
            (Shape::Named(id), value) => self.named(*id, value),
            _ => None,
        }
    }

    fn named(&mut self, id: TypeId, value: &Value) -> Option<TokenStream> {
        let model = self.model;
        let kind = &model[id];
        let name = pascal(&kind.name);
        let written = match (&kind.kind, value) {
            (TypeKind::Enum(_), Value::String(word)) => enum_value(model, Some(id), word)?,
            (TypeKind::Id(_), Value::String(text)) => quote!(#name::new(#text)),
            (TypeKind::Object(fields), Value::Object(object)) => {
                let known = |name: &String| fields.iter().any(|field| field.name.wire == *name);
                if !object.keys().all(known) {
                    return None;
                }
                let mut arguments = Vec::new();
                for (field, wrapped) in model.required_arguments(id) {
                    let written = self.value(&field.schema, object.get(&field.name.wire)?, false)?;
                    arguments.push(self.in_wrapper(wrapped.then_some(&field.name), written));
                }
                let mut methods = Vec::new();
                for field in fields.iter().filter(|field| !field.required) {
                    if let Some(value) = object.get(&field.name.wire) {
                        let (method, value) = (snake(&field.name), self.value(&field.schema, value, false)?);
                        methods.push(quote!(.#method(#value)));
                    }
                }
                quote!(#name::new(#(#arguments),*) #(#methods)*)
            }
            _ => return None,
        };
        self.uses.insert(kind.name.pascal.clone());
        Some(written)
    }
}

fn is_text(model: &Model, schema: &Schema) -> bool {
    matches!(model.resolved(schema).shape, Shape::Text | Shape::WorkflowKey { .. })
}

/// Returns whether the constructor itself fills this list with credentials.
fn has_list(node: &Node<'_>, list: &Field) -> bool {
    node.members.iter().any(|(field, given)| match given {
        Given::Credentials(_) => std::ptr::eq(*field, list),
        Given::Object(inner) => has_list(inner, list),
        _ => false,
    })
}
