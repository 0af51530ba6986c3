//! Tables of the model as constants: capabilities, credentials, lists, operations, prerequisites, regions, timing, and
//! the model that holds them together.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::deprecation::snake_attribute;
use super::payloads::source;
use super::requests;
use super::tokens::{doc, file, file_doc, number, option, prose, shouty, snake, texts};
use crate::File;
use crate::ir::{
    Actor, Advice, Capability, CapabilityId, Credential, Duration, Holder, List, Model, Name, Operation, Part,
    Prerequisite, PrerequisiteKind, Region, TypeCode,
};

/// Every table.
pub(super) fn render(model: &Model) -> Vec<File> {
    let mut files = vec![model_file(model), prerequisites(model), regions(model), timing(model)];
    let capabilities: Vec<_> = (0..model.capabilities.len()).map(CapabilityId).collect();
    files.push(folder(
        "capabilities",
        &["The capabilities and the graph that they form in general. A workflow's own chains win; see its module."],
        capabilities.iter().map(|id| {
            let capability = &model[*id];
            let deprecated = snake_attribute(model, capability.deprecated.as_ref());
            (stem(&capability.stem), capability.summary.as_str(), deprecated)
        }),
        TokenStream::new(),
    ));
    files.extend(capabilities.iter().map(|id| capability(model, *id, &model[*id])));
    files.push(folder(
        "credentials",
        &["The categories of credentials: their parts, and the type codes that a request may preset."],
        model.credentials.iter().map(|credential| (stem(&credential.stem), credential.summary.as_str(), None)),
        TokenStream::new(),
    ));
    files.extend(model.credentials.iter().map(|entry| credential(model, entry)));
    files.push(folder(
        "lists",
        &["Lists of codes that rules judge by."],
        model.lists.iter().map(|list| (snake(&list.name), list.summary.as_str(), None)),
        TokenStream::new(),
    ));
    files.extend(model.lists.iter().map(|entry| list(model, entry)));
    files.push(folder(
        "operations",
        &["The HTTP operations: where they are sent, and how."],
        model.operations.iter().map(|operation| {
            let deprecated = snake_attribute(model, operation.deprecated.as_ref());
            (snake(&operation.name), operation.summary.as_str(), deprecated)
        }),
        requests::names(model),
    ));
    files.extend(model.operations.iter().map(|entry| operation(model, entry)));
    files
}

fn stem(stem: &str) -> proc_macro2::Ident {
    snake(&Name::new(stem, crate::source::Span { file: crate::source::FileId(0), start: 0, end: 0 }))
}

/// The module that declares one module per file of a folder.
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
    let doc =
        doc([format!("The capability `{name}`, with what it requires in general and the labels of each decision.")]);
    let credentials = texts(capability.credentials.iter().map(|category| &model[*category].name.wire));
    let advice = capability.advice.iter().map(advised);
    let used = if capability.advice.is_empty() { quote!(Capability) } else { quote!({Actor, Advice, Capability}) };
    let tokens = quote! {
        #file_doc
        use crate::runtime::model::#used;
        #doc
        pub const CAPABILITY: Capability = Capability {
            name: #name,
            requires: #requires,
            required_by: #required_by,
            credentials: #credentials,
            decisions: &[#(#decisions),*],
            advice: &[#(#advice),*],
        };
    };
    file(
        format!("src/capabilities/{}.rs", stem(&capability.stem)),
        &format!("capabilities/{}.yaml", capability.stem),
        tokens,
    )
}

fn advised(advice: &Advice) -> TokenStream {
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
        format!("src/credentials/{}.rs", stem(&credential.stem)),
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
    if !operation.path_parameters.is_empty() {
        let parameters =
            operation.path_parameters.iter().map(|p| format!("- `{}`: {}", p.name.wire, prose(&p.summary)));
        paragraphs.push(format!("Parameters of the path:\n{}", parameters.collect::<Vec<_>>().join("\n")));
    }
    paragraphs.push(source(model, &operation.source));
    let file_doc = file_doc(paragraphs);
    let (uses, request) = requests::request(model, operation).unzip();
    let doc = doc(["The operation; [`Operation::url`] gives its address in a region."]);
    let tokens = quote! {
        #file_doc
        #uses
        use crate::runtime::model::Operation;
        #doc
        pub const OPERATION: Operation = Operation {
            id: #id,
            name: #name,
            method: #method,
            service: #service,
            path: #path,
        };
        #request
    };
    file(
        format!("src/operations/{}.rs", operation.name.snake),
        &format!("operations/{}.yaml", operation.name.wire),
        tokens,
    )
}

fn prerequisites(model: &Model) -> File {
    let constants = model.prerequisites.iter().map(|entry| prerequisite(model, entry));
    let file_doc = file_doc(["What must be in place before a workflow can run."]);
    let mut used = vec!["Prerequisite", "PrerequisiteKind"];
    if model.prerequisites.iter().any(|entry| entry.stored_by.is_some()) {
        used.insert(0, "Holder");
    }
    let used = used.iter().map(|name| format_ident!("{name}"));
    let tokens = quote! {
        #file_doc
        use crate::runtime::model::{#(#used),*};
        #(#constants)*
    };
    file("src/prerequisites.rs", "prerequisites.yaml", tokens)
}

fn prerequisite(model: &Model, prerequisite: &Prerequisite) -> TokenStream {
    let name = shouty(&prerequisite.name);
    let (id, text) = (&prerequisite.name.wire, &prerequisite.text);
    let kind = match prerequisite.kind {
        PrerequisiteKind::AccountSetting => quote!(AccountSetting),
        PrerequisiteKind::AccountExists => quote!(AccountExists),
        PrerequisiteKind::CredentialOnFile => quote!(CredentialOnFile),
        PrerequisiteKind::Consent => quote!(Consent),
        PrerequisiteKind::PortalSetup => quote!(PortalSetup),
    };
    let credential = option(prerequisite.credential.map(|id| {
        let category = &model[id].name.wire;
        quote!(#category)
    }));
    let stored_by = option(prerequisite.stored_by.map(|holder| match holder {
        Holder::Provider => quote!(Holder::Provider),
        Holder::Customer => quote!(Holder::Customer),
    }));
    let obtained_by = texts(prerequisite.obtained_by.iter().map(|id| &model[*id].name.wire));
    let capabilities = texts(prerequisite.capabilities.iter().map(|id| &model[*id].name.wire));
    let from = option(prerequisite.from.as_ref().map(|from| quote!(#from)));
    let mut paragraphs = vec![prose(text)];
    paragraphs.extend(prerequisite.from.as_ref().map(|from| format!("From: {}.", prose(from))));
    paragraphs.push(source(model, &prerequisite.source));
    let doc = doc(paragraphs);
    quote! {
        #doc
        pub const #name: Prerequisite = Prerequisite {
            id: #id,
            kind: PrerequisiteKind::#kind,
            text: #text,
            credential: #credential,
            stored_by: #stored_by,
            obtained_by: #obtained_by,
            capabilities: #capabilities,
            from: #from,
        };
    }
}

fn regions(model: &Model) -> File {
    let constants = model.regions.iter().map(|entry| region(model, entry));
    let file_doc = file_doc(["The regions: their hosts, and where their callbacks come from."]);
    let tokens = quote! {
        #file_doc
        use crate::runtime::model::Region;
        #(#constants)*
    };
    file("src/regions.rs", "provider.yaml", tokens)
}

fn region(model: &Model, region: &Region) -> TokenStream {
    let name = shouty(&region.name);
    let (id, title) = (&region.name.wire, &region.title);
    let hosts = region.hosts.iter().map(|(service, host)| {
        let service = &model[*service].name.wire;
        quote!((#service, #host))
    });
    let callback_host = option(region.callbacks.as_ref().map(|callbacks| {
        let host = &callbacks.host;
        quote!(#host)
    }));
    let addresses = texts(region.callbacks.iter().flat_map(|callbacks| &callbacks.addresses));
    let doc = doc([format!("{}.", prose(title)), source(model, &region.source)]);
    quote! {
        #doc
        pub const #name: Region = Region {
            id: #id,
            name: #title,
            hosts: &[#(#hosts),*],
            callback_host: #callback_host,
            callback_addresses: #addresses,
        };
    }
}

fn timing(model: &Model) -> File {
    let lifetimes = model.timing.lifetimes.iter().map(|lifetime| {
        let constant = |suffix: &str, what: &str, duration: &Duration| {
            let name = format_ident!("{}{suffix}", lifetime.name.shouty());
            let seconds = number(duration.seconds);
            let renewed = if lifetime.renewed { " Every action starts it anew." } else { "" };
            let doc = doc([
                format!("{} {what} `{}`.{renewed}", prose(&lifetime.summary), duration.text),
                source(model, &lifetime.source),
            ]);
            quote! {
                #doc
                pub const #name: Duration = Duration::from_secs(#seconds);
            }
        };
        let default = constant("", "Unless asked for otherwise:", &lifetime.default);
        let min = lifetime.min.as_ref().map(|min| constant("_MIN", "At least:", min));
        let max = lifetime.max.as_ref().map(|max| constant("_MAX", "At most:", max));
        quote!(#default #min #max)
    });
    let polling = &model.timing.polling;
    let delays = polling.delays.iter().map(|delay| {
        let seconds = number((*delay).into());
        quote!(Duration::from_secs(#seconds))
    });
    let polling_doc = doc([prose(&polling.summary), source(model, &polling.source)]);
    let states = model.timing.states.iter().map(|state| {
        let (name, next) = (&state.name.wire, texts(&state.next));
        quote!((#name, #next))
    });
    let states_doc = doc([
        "The states of a workflow execution, each with the states that can follow; a state that none follows is final.",
    ]);
    let file_doc =
        file_doc(["How long tokens and sessions live, when to ask for a result, and the states on the way there."]);
    let tokens = quote! {
        #file_doc
        use std::time::Duration;
        use crate::runtime::polling::{Schedule, schedule};
        #(#lifetimes)*
        #polling_doc
        pub const POLLING_DELAYS: &[Duration] = &[#(#delays),*];
        #[doc = " How long to wait before each attempt, one after the other."]
        pub fn polling() -> Schedule {
            schedule(POLLING_DELAYS)
        }
        #states_doc
        pub const STATES: &[(&str, &[&str])] = &[#(#states),*];
    };
    file("src/timing.rs", "timing.yaml", tokens)
}

fn model_file(model: &Model) -> File {
    let (provider, upload_channel) = (&model.provider.name, &model.upload_channel().name.wire);
    let part_parameter = option(model.part_parameter().map(|name| quote!(#name)));
    let channels = texts(model.channels.iter().map(|channel| &channel.name.wire));
    let regions = model.regions.iter().map(|region| shouty(&region.name));
    let categories = model.credentials.iter().map(|credential| stem(&credential.stem));
    let capabilities = model.capabilities.iter().map(|capability| stem(&capability.stem));
    let prerequisites = model.prerequisites.iter().map(|prerequisite| shouty(&prerequisite.name));
    let advice = model.advice.iter().map(advised);
    let used = if model.advice.is_empty() { quote!(Model) } else { quote!({Actor, Advice, Model}) };
    let operations = model.operations.iter().map(|operation| snake(&operation.name));
    let workflows = model.workflows.iter().map(|workflow| snake(&workflow.name));
    let file_doc = file_doc(["The whole contract as data: what rules judge by, and what programs can look up."]);
    let doc = doc([prose(&model.provider.summary)]);
    let tokens = quote! {
        #file_doc
        use crate::runtime::model::#used;
        use crate::{capabilities, credentials, operations, prerequisites, regions, workflows};
        #doc
        pub static MODEL: Model = Model {
            provider: #provider,
            upload_channel: #upload_channel,
            part_parameter: #part_parameter,
            channels: #channels,
            regions: &[#(regions::#regions),*],
            categories: &[#(credentials::#categories::CATEGORY),*],
            capabilities: &[#(capabilities::#capabilities::CAPABILITY),*],
            advice: &[#(#advice),*],
            prerequisites: &[#(prerequisites::#prerequisites),*],
            operations: &[#(operations::#operations::OPERATION),*],
            workflows: &[#(&workflows::#workflows::WORKFLOW),*],
        };
    };
    file("src/model.rs", "**/*.yaml", tokens)
}
