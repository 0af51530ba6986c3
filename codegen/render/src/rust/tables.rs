//! Renders tables that have one file per item in the spec: capabilities, credentials, lists and operations.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::addresses::Address;
use super::deprecation::snake_attribute;
use super::passing;
use super::payloads::source;
use super::requests;
use super::tokens::{doc, file, file_doc, number, option, prose, snake, texts};
use verispec_model::ir::{
    Actor, Advice, Capability, CapabilityId, Credential, List, Model, Name, Operation, Part, TypeCode,
};
use verispec_text::file::File;

/// Renders a folder for each kind of item, with a file per table.
pub(super) fn render(model: &Model) -> Vec<File> {
    let mut files = Vec::new();
    let capabilities: Vec<_> = (0..model.capabilities.len()).map(CapabilityId).collect();
    files.push(folder(
        "capabilities",
        &["The capabilities and their general graph. A workflow's own chains take precedence; see its module."],
        capabilities.iter().map(|id| {
            let capability = &model[*id];
            let deprecated = snake_attribute(model, capability.deprecated.as_ref());
            (stem(&capability.stem, "capabilities"), capability.summary.as_str(), deprecated)
        }),
        TokenStream::new(),
    ));
    files.extend(capabilities.iter().map(|id| capability(model, *id, &model[*id])));
    files.push(folder(
        "credentials",
        &["The categories of credentials: their parts, and the type codes that a request may preset."],
        model
            .credentials
            .iter()
            .map(|credential| (stem(&credential.stem, "credentials"), credential.summary.as_str(), None)),
        TokenStream::new(),
    ));
    files.extend(model.credentials.iter().map(|entry| credential(model, entry)));
    files.push(folder(
        "lists",
        &["Lists of codes that rules refer to."],
        model.lists.iter().map(|list| (snake(&list.name), list.summary.as_str(), None)),
        TokenStream::new(),
    ));
    files.extend(model.lists.iter().map(|entry| list(model, entry)));
    files.push(folder(
        "operations",
        &["The HTTP operations: their services, paths and methods."],
        model.operations.iter().map(|operation| {
            let deprecated = snake_attribute(model, operation.deprecated.as_ref());
            (snake(&operation.name), operation.summary.as_str(), deprecated)
        }),
        requests::names(model),
    ));
    files.extend(model.operations.iter().map(|entry| operation(model, entry)));
    files
}

/// Returns the name of the module for the file with this stem in a folder.
pub(super) fn stem(stem: &str, folder: &str) -> proc_macro2::Ident {
    snake(&Name::module(
        stem,
        folder,
        verispec_text::source::Span { file: verispec_text::source::FileId(0), start: 0, end: 0 },
    ))
}

/// Renders the module that declares one module per file of a folder.
fn folder<'a>(
    name: &str,
    docs: &[&str],
    modules: impl Iterator<Item = (proc_macro2::Ident, &'a str, Option<TokenStream>)>,
    exports: TokenStream,
) -> File {
    let modules = modules.map(|(module, summary, deprecated)| {
        let doc = doc([prose(summary)]);
        quote!(#doc #deprecated pub mod #module;)
    });
    let doc = file_doc(docs);
    file(format!("src/{name}/mod.rs"), name, quote!(#doc #(#modules)* #exports))
}

fn capability(model: &Model, id: CapabilityId, capability: &Capability) -> File {
    let name = &capability.name.wire;
    let requires = texts(capability.requires.iter().map(|other| &model[*other].name.wire));
    let required_by = texts(model.dependents(id).iter().map(|other| &model[*other].name.wire));
    let decisions = capability.decisions.iter().map(|(kind, labels)| {
        let labels = texts(labels);
        quote!((#kind, #labels))
    });
    let file_doc = file_doc([prose(&capability.summary), source(model, &capability.source)]);
    let doc = doc([format!("The capability `{name}`, with its general requirements and the labels of each decision.")]);
    let credentials = texts(capability.credentials.iter().map(|category| &model[*category].name.wire));
    let together = capability.together.is_some();
    let advice = capability.advice.iter().map(advised);
    let passes_with = capability.passes_with.iter().map(passing::row);
    let informative = model.fields_of_verdicts().in_results;
    let informative = informative.get(id.0).into_iter().flatten().map(texts);
    let mut used = if capability.advice.is_empty() { vec![] } else { vec!["Actor", "Advice"] };
    used.push("Capability");
    used.extend(passing::types(&capability.passes_with));
    let used = used.iter().map(|name| format_ident!("{name}"));
    let tokens = quote! {
        #file_doc
        use crate::runtime::model::{#(#used),*};
        #doc
        pub const CAPABILITY: Capability = Capability {
            name: #name,
            requires: #requires,
            required_by: #required_by,
            credentials: #credentials,
            together: #together,
            decisions: &[#(#decisions),*],
            passes_with: &[#(#passes_with),*],
            informative: &[#(#informative),*],
            advice: &[#(#advice),*],
        };
    };
    file(
        format!("src/capabilities/{}.rs", stem(&capability.stem, "capabilities")),
        &format!("capabilities/{}.yaml", capability.stem),
        tokens,
    )
}

/// Renders the advice for a label.
pub(super) fn advised(advice: &Advice) -> TokenStream {
    let (label, what) = (&advice.label, &advice.what);
    let who = match advice.who {
        Actor::EndUser => quote!(EndUser),
        Actor::Integrator => quote!(Integrator),
        Actor::AccountManager => quote!(AccountManager),
    };
    quote!(Advice { label: #label, who: Actor::#who, what: #what })
}

fn credential(model: &Model, credential: &Credential) -> File {
    let (code, name) = (&credential.name.wire, &credential.title);
    let parts = credential.parts.iter().map(|entry| part(model, entry));
    let types = credential.types.iter().map(|entry| type_code(model, entry));
    let mut used = vec!["Category"];
    used.extend((!credential.parts.is_empty()).then_some("Part"));
    used.extend((!credential.types.is_empty()).then_some("TypeCode"));
    used.extend(credential.types.iter().any(|entry| !entry.only.is_empty()).then_some("Use"));
    let used = used.iter().map(|name| format_ident!("{name}"));
    let file_doc = file_doc([prose(&credential.summary), source(model, &credential.source)]);
    let doc = doc([format!("The category `{code}`.")]);
    let tokens = quote! {
        #file_doc
        use crate::runtime::model::{#(#used),*};
        #doc
        pub const CATEGORY: Category = Category {
            code: #code,
            name: #name,
            parts: &[#(#parts),*],
            types: &[#(#types),*],
        };
    };
    file(
        format!("src/credentials/{}.rs", stem(&credential.stem, "credentials")),
        &format!("credentials/{}.yaml", credential.stem),
        tokens,
    )
}

fn part(model: &Model, part: &Part) -> TokenStream {
    let kind = &model[part.file];
    let code = &part.name.wire;
    let (media_types, extensions) = (texts(&kind.media_types), texts(&kind.extensions));
    let limit = |limit: Option<u64>| {
        option(limit.map(|limit| {
            let limit = number(limit);
            quote!(#limit)
        }))
    };
    let max_bytes = limit(kind.max_bytes);
    let optional = part.optional;
    let (max_width, max_height) = (limit(kind.max_width.map(u64::from)), limit(kind.max_height.map(u64::from)));
    quote! {
        Part {
            code: #code,
            media_types: #media_types,
            extensions: #extensions,
            max_bytes: #max_bytes,
            max_width: #max_width,
            max_height: #max_height,
            optional: #optional,
        }
    }
}

fn type_code(model: &Model, code: &TypeCode) -> TokenStream {
    let only = code.only.iter().map(|place| {
        let workflows = texts(place.workflows.iter().map(|id| &model[*id].name.wire));
        let channels = texts(place.channels.iter().map(|id| &model[*id].name.wire));
        quote!(Use { workflows: #workflows, channels: #channels })
    });
    let code = &code.name.wire;
    quote!(TypeCode { code: #code, only: &[#(#only),*] })
}

fn list(model: &Model, list: &List) -> File {
    let mut sorted: Vec<&String> = list.values.iter().collect();
    sorted.sort();
    let values = texts(sorted);
    let file_doc = file_doc([prose(&list.summary), source(model, &list.source)]);
    let doc = doc([format!("{} codes, sorted.", list.values.len())]);
    let tokens = quote! {
        #file_doc
        #doc
        pub const VALUES: &[&str] = #values;
    };
    file(format!("src/lists/{}.rs", list.name.snake), &format!("lists/{}.yaml", list.name.wire), tokens)
}

fn operation(model: &Model, operation: &Operation) -> File {
    let (id, name, method) = (&operation.name.wire, &operation.title, operation.method.as_str());
    let text = |text: Option<&str>| option(text.map(|text| quote!(#text)));
    let service = text(operation.service.map(|service| model[service].name.wire.as_str()));
    let path = text(operation.path.as_deref());
    let mut paragraphs = vec![prose(&operation.summary)];
    paragraphs.extend(model.advice_on_lost_answers(operation).map(str::to_owned));
    if !operation.path_parameters.is_empty() {
        let parameters =
            operation.path_parameters.iter().map(|p| format!("- `{}`: {}", p.name.wire, prose(&p.summary)));
        paragraphs.push(format!("Path parameters:\n{}", parameters.collect::<Vec<_>>().join("\n")));
    }
    paragraphs.push(source(model, &operation.source));
    let file_doc = file_doc(paragraphs);
    let (uses, request) = requests::request(model, operation).unzip();
    let address = Address::of(model, operation);
    let types = address.as_ref().map(|address| address.types()).unwrap_or_default();
    let types = types.into_iter().map(|name| format_ident!("{name}"));
    let types = (types.len() > 0).then(|| quote!(use crate::payloads::{#(#types),*};));
    let arguments = address.as_ref().is_some_and(Address::has_wrapper).then(|| {
        quote!(
            use crate::arguments;
        )
    });
    let validated = (request.is_some() && address.is_some()).then(|| quote!(, Validated));
    let (tables, runtime) = match &address {
        Some(_) => (quote!(Operation, Region), quote!(use crate::runtime::{UrlError #validated, WebOrigin};)),
        None => (quote!(Operation), TokenStream::new()),
    };
    let functions = address.as_ref().map(Address::functions);
    let sent_to = address.as_ref().filter(|_| request.is_some()).map(Address::methods);
    let doc = doc([match address {
        Some(_) => "The operation. [`url`] returns its URL in a region, and [`url_at`] its URL at a custom origin.",
        None => "The operation.",
    }]);
    let tokens = quote! {
        #file_doc
        #arguments
        #types
        #uses
        use crate::runtime::model::{#tables};
        #runtime
        #doc
        pub const OPERATION: Operation = Operation {
            id: #id,
            name: #name,
            method: #method,
            service: #service,
            path: #path,
        };
        #functions
        #request
        #sent_to
    };
    file(
        format!("src/operations/{}.rs", operation.name.snake),
        &format!("operations/{}.yaml", operation.name.wire),
        tokens,
    )
}
