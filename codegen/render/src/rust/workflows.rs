//! Renders workflows as one module each, with all facts as constants.

use proc_macro2::TokenStream;
use quote::quote;

use super::constructors;
use super::deprecation::snake_attribute;
use super::payloads::source;
use super::tokens::{doc, file, file_doc, number, prose, snake, texts};
use verispec_model::ir::{CredentialId, Model, Origin, RunsWhen, Slot, Workflow};
use verispec_text::file::File;

/// Renders one file per workflow, and the module that lists them.
pub(super) fn render(model: &Model) -> Vec<File> {
    let modules = model.workflows.iter().map(|workflow| {
        let module = snake(&workflow.name);
        let doc = doc([format!("Workflow {}: {}.", workflow.key, prose(&workflow.title))]);
        let deprecated = snake_attribute(model, workflow.deprecated.as_ref());
        quote!(#doc #deprecated pub mod #module;)
    });
    let doc = file_doc([
        "The workflows, one module each: key, credentials, channels, prerequisites, capabilities and operations.",
    ]);
    let mut files = vec![file("src/workflows/mod.rs", "workflows", quote!(#doc #(#modules)*))];
    files.extend(model.workflows.iter().map(|entry| workflow(model, entry)));
    files
}

fn workflow(model: &Model, workflow: &Workflow) -> File {
    let categories = |ids: &[CredentialId]| texts(ids.iter().map(|id| &model[*id].name.wire));
    let capability = |id: &verispec_model::ir::CapabilityId| model[*id].name.wire.clone();
    let (id, name, summary) = (&workflow.name.wire, &workflow.title, &workflow.summary);
    let key = number(workflow.key.into());
    let channels = texts(workflow.channels.iter().map(|id| &model[*id].name.wire));
    let (required, stored) = (categories(&workflow.required_credentials), categories(&workflow.stored_credentials));
    let slots = workflow.slots.iter().map(|entry| slot(model, entry));
    let variants = workflow.variants.iter().map(|variant| categories(variant));
    let prerequisites = texts(workflow.prerequisites.iter().map(|id| &model[*id].name.wire));
    let chains = workflow.chains.iter().map(|chain| texts(chain.iter().map(capability)));
    let capabilities = texts(workflow.capabilities().iter().map(capability));
    let edges = workflow.edges().into_iter().map(|(from, to)| {
        let (from, to) = (capability(&from), capability(&to));
        quote!((#from, #to))
    });
    let runs = workflow.capabilities().into_iter().map(|id| {
        let name = capability(&id);
        let when = match model.runs(workflow, id).when {
            RunsWhen::Always => quote!(Always),
            RunsWhen::IfEnabled => quote!(IfEnabled),
            RunsWhen::IfApplicable => quote!(IfApplicable),
        };
        quote!((#name, Runs::#when))
    });
    let operations = texts(workflow.operations.iter().map(|used| &model[used.operation].name.wire));
    let docs = model.provider.package.docs(&format!("workflows/{id}.md"));
    let file_doc = file_doc(paragraphs(model, workflow));
    let (uses, constructors) = constructors::render(model, workflow);
    let origin = (!workflow.slots.is_empty()).then(|| quote!(Origin,));
    let tokens = quote! {
        #file_doc
        #uses
        use crate::runtime::model::{#origin Runs, Slot, Workflow};
        #[doc = " The key that identifies the workflow in requests."]
        pub const KEY: u32 = #key;
        #[doc = " The channels that the workflow supports."]
        pub const CHANNELS: &[&str] = #channels;
        #[doc = " The categories of credentials that the workflow needs."]
        pub const REQUIRED_CREDENTIALS: &[&str] = #required;
        #[doc = " The categories of credentials that the workflow stores."]
        pub const STORED_CREDENTIALS: &[&str] = #stored;
        #[doc = " The credentials of an execution, in the order of the response."]
        pub const SLOTS: &[Slot] = &[#(#slots),*];
        #[doc = " The sets of categories that a request can choose between, the default first; empty if there is no \
            choice."]
        pub const VARIANTS: &[&[&str]] = &[#(#variants),*];
        #[doc = " The prerequisites, by id; see [`prerequisites`](crate::prerequisites)."]
        pub const PREREQUISITES: &[&str] = #prerequisites;
        #[doc = " The capability chains as documented, each from left to right."]
        pub const CHAINS: &[&[&str]] = &[#(#chains),*];
        #[doc = " The capabilities in topological order."]
        pub const CAPABILITIES: &[&str] = #capabilities;
        #[doc = " The pairs of capabilities in which the first runs directly before the second."]
        pub const EDGES: &[(&str, &str)] = &[#(#edges),*];
        #[doc = " When each capability runs."]
        pub const RUNS: &[(&str, Runs)] = &[#(#runs),*];
        #[doc = " The documented operations, by id; retrieval is the same for every workflow."]
        pub const OPERATIONS: &[&str] = #operations;
        #[doc = " All of the constants above as one value."]
        pub static WORKFLOW: Workflow = Workflow {
            key: KEY,
            id: #id,
            name: #name,
            summary: #summary,
            channels: CHANNELS,
            required_credentials: REQUIRED_CREDENTIALS,
            stored_credentials: STORED_CREDENTIALS,
            slots: SLOTS,
            variants: VARIANTS,
            prerequisites: PREREQUISITES,
            chains: CHAINS,
            capabilities: CAPABILITIES,
            edges: EDGES,
            runs: RUNS,
            operations: OPERATIONS,
            docs: #docs,
        };
        #constructors
    };
    file(format!("src/workflows/{}.rs", workflow.name.snake), &format!("workflows/{id}.yaml"), tokens)
}

fn paragraphs(model: &Model, workflow: &Workflow) -> Vec<String> {
    let mut paragraphs =
        vec![format!("Workflow {}: {}.", workflow.key, prose(&workflow.title)), prose(&workflow.summary)];
    if !workflow.prerequisites.is_empty() {
        let items = workflow.prerequisites.iter().map(|id| format!("- {}", prose(&model[*id].text)));
        paragraphs.push(format!("Prerequisites:\n{}", items.collect::<Vec<_>>().join("\n")));
    }
    paragraphs.extend(workflow.notes.iter().map(|note| prose(note)));
    paragraphs.push(source(model, &workflow.source));
    paragraphs
}

fn slot(model: &Model, slot: &Slot) -> TokenStream {
    let category = &model[slot.category].name.wire;
    let origin = match slot.origin {
        Origin::Captured => quote!(Captured),
        Origin::OnFile => quote!(OnFile),
        Origin::Uploaded => quote!(Uploaded),
    };
    let channels = texts(slot.channels.iter().map(|id| &model[*id].name.wire));
    let parts = texts(slot.parts.iter().map(|part| &part.wire));
    quote!(Slot { category: #category, origin: Origin::#origin, channels: #channels, parts: #parts })
}
