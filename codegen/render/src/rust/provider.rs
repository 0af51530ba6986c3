//! Renders the tables that describe the provider: prerequisites, regions, timing, and the model that contains all
//! tables.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::payloads::source;
use super::tables::{advised, stem};
use super::tokens::{doc, file, file_doc, number, option, prose, shouty, snake, texts};
use verispec_model::ir::{Duration, Holder, Model, Prerequisite, PrerequisiteKind, Region};
use verispec_text::file::File;

/// Renders one file per table.
pub(super) fn render(model: &Model) -> Vec<File> {
    vec![model_file(model), prerequisites(model), regions(model), timing(model)]
}

fn prerequisites(model: &Model) -> File {
    let constants = model.prerequisites.iter().map(|entry| prerequisite(model, entry));
    let file_doc = file_doc(["The prerequisites: what must be in place before a workflow can run."]);
    let mut used = vec!["Prerequisite", "PrerequisiteKind"];
    if model.prerequisites.iter().any(|entry| entry.stored_by.is_some()) {
        used.insert(0, "Holder");
    }
    let used = used.iter().map(|name| format_ident!("{name}"));
    let uses = (!model.prerequisites.is_empty()).then(|| quote!(use crate::runtime::model::{#(#used),*};));
    let tokens = quote! {
        #file_doc
        #uses
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
    let file_doc = file_doc(["The regions: their hosts, and the senders of their callbacks."]);
    let uses = (!model.regions.is_empty()).then(|| {
        quote!(
            use crate::runtime::model::Region;
        )
    });
    let tokens = quote! {
        #file_doc
        #uses
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
            let renewed = if lifetime.renewed { " Every action restarts this period." } else { "" };
            let doc = doc([
                format!("{} {what} `{}`.{renewed}", prose(&lifetime.summary), duration.text),
                source(model, &lifetime.source),
            ]);
            quote! {
                #doc
                pub const #name: Duration = Duration::from_secs(#seconds);
            }
        };
        let default = constant("", "Default:", &lifetime.default);
        let min = lifetime.min.as_ref().map(|min| constant("_MIN", "At least:", min));
        let max = lifetime.max.as_ref().map(|max| constant("_MAX", "At most:", max));
        quote!(#default #min #max)
    });
    let polling = model.timing.polling.as_ref().map(|polling| {
        let delays = polling.delays.iter().map(|delay| {
            let seconds = number((*delay).into());
            quote!(Duration::from_secs(#seconds))
        });
        let doc = doc([prose(&polling.summary), source(model, &polling.source)]);
        quote! {
            #doc
            pub const POLLING_DELAYS: &[Duration] = &[#(#delays),*];
            #[doc = " The delays before each attempt, in order."]
            #[inline]
            pub fn polling() -> Schedule {
                schedule(POLLING_DELAYS)
            }
        }
    });
    let states = model.timing.states.iter().map(|state| {
        let (name, next) = (&state.name.wire, texts(&state.next));
        quote!((#name, #next))
    });
    let states_doc =
        doc(["The states of a workflow execution with their successors; a state without successors is final."]);
    let has_durations = polling.is_some() || !model.timing.lifetimes.is_empty();
    let duration = has_durations.then(|| {
        quote!(
            use std::time::Duration;
        )
    });
    let schedule = polling.is_some().then(|| {
        quote!(
            use crate::runtime::polling::{Schedule, schedule};
        )
    });
    let file_doc =
        file_doc(["How long tokens and sessions last, when to poll for a result, and the states of an execution."]);
    let tokens = quote! {
        #file_doc
        #duration
        #schedule
        #(#lifetimes)*
        #polling
        #states_doc
        pub const STATES: &[(&str, &[&str])] = &[#(#states),*];
        #[doc = " Returns whether an execution in this state has ended; `None` if the state is unknown."]
        #[inline]
        #[must_use]
        pub fn is_final(state: &str) -> Option<bool> {
            STATES.iter().find(|(known, _)| *known == state).map(|(_, next)| next.is_empty())
        }
    };
    file("src/timing.rs", "timing.yaml", tokens)
}

fn model_file(model: &Model) -> File {
    let provider = &model.provider.name;
    let upload_channel = option(model.upload_channel().map(|channel| {
        let name = &channel.name.wire;
        quote!(#name)
    }));
    let part_parameter = option(model.part_parameter().map(|name| quote!(#name)));
    let channels = texts(model.channels.iter().map(|channel| &channel.name.wire));
    let regions = model.regions.iter().map(|region| shouty(&region.name));
    let categories = model.credentials.iter().map(|credential| stem(&credential.stem, "credentials"));
    let capabilities = model.capabilities.iter().map(|capability| stem(&capability.stem, "capabilities"));
    let prerequisites = model.prerequisites.iter().map(|prerequisite| shouty(&prerequisite.name));
    let advice = model.advice.iter().map(advised);
    let used = if model.advice.is_empty() { quote!(Model) } else { quote!({Actor, Advice, Model}) };
    let operations = model.operations.iter().map(|operation| snake(&operation.name));
    let workflows = model.workflows.iter().map(|workflow| snake(&workflow.name));
    let editions =
        model.documents.iter().filter_map(|document| Some((&document.name.wire, document.edition.as_ref()?)));
    let editions = editions.map(|(document, edition)| quote!((#document, #edition)));
    let tables = [
        ("capabilities", model.capabilities.is_empty()),
        ("credentials", model.credentials.is_empty()),
        ("operations", model.operations.is_empty()),
        ("prerequisites", model.prerequisites.is_empty()),
        ("regions", model.regions.is_empty()),
        ("workflows", model.workflows.is_empty()),
    ];
    let tables = tables.iter().filter(|(_, is_empty)| !is_empty).map(|(name, _)| format_ident!("{name}"));
    let file_doc = file_doc(["The whole contract as data, used by rules and for lookups."]);
    let doc = doc([prose(&model.provider.summary)]);
    let tokens = quote! {
        #file_doc
        use crate::runtime::model::#used;
        use crate::{#(#tables),*};
        #doc
        pub static MODEL: Model = Model {
            provider: #provider,
            version: env!("CARGO_PKG_VERSION"),
            editions: &[#(#editions),*],
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
