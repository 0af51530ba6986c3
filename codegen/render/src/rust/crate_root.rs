//! Renders the root of the crate: manifest, README, `lib.rs` and the command.

use minijinja::context;
use quote::{format_ident, quote};
use serde_json::Value;

use super::examples;
use super::tokens::{file, file_doc, prose};
use crate::templates;
use verispec_model::ir::{Model, Package, TypeId, TypeKind, Workflow};
use verispec_text::embedded;
use verispec_text::endings::Embedded;
use verispec_text::file::File;
use verispec_text::markdown::md;

static MANIFEST: (&str, &Embedded) = ("Cargo.toml", embedded!("../../templates/crate/Cargo.toml.j2"));
static README: (&str, &Embedded) = ("README.md", embedded!("../../templates/crate/README.md.j2"));

/// Renders `Cargo.toml`, `README.md`, `src/lib.rs` and `src/main.rs`.
pub(super) fn render(model: &Model) -> Vec<File> {
    vec![
        templates::file("Cargo.toml", MANIFEST, values(model)),
        templates::file("README.md", README, values(model)),
        library(model),
        command(model),
    ]
}

fn values(model: &Model) -> minijinja::Value {
    let provider = &model.provider;
    context! {
        provider => md(&provider.name),
        summary => md(&provider.summary),
        // A JSON string is also a TOML string.
        description => Value::from(format!("Request and response types, validators and workflow facts for {}", provider.name)).to_string(),
        name => provider.package.name.wire.as_str(),
        ident => provider.package.name.snake.as_str(),
        version => provider.package.version.as_str(),
        edition => Package::EDITION,
        rust_version => provider.package.rust_version.as_str(),
        license => provider.package.license.as_str(),
        example => model.workflows.iter().filter(|workflow| workflow.deprecated.is_none()).find_map(|workflow| first_example(model, workflow)),
        workflows => model.workflows.iter().map(|workflow| context! {
            key => workflow.key,
            feature => workflow.feature(),
            title => md(&workflow.title),
            module => workflow.name.snake.as_str(),
        }).collect::<Vec<_>>(),
        operation => model.workflows.first().and_then(|workflow| workflow.operations.first()).map(|used| model[used.operation].name.base().to_owned()),
        body => model.workflows.first().and_then(|workflow| workflow.operations.first())
            .and_then(|used| model[used.operation].sent()).map(|id| model[id].name.pascal.clone()),
    }
}

/// Returns the first example of a workflow that its functions can build.
fn first_example(model: &Model, workflow: &Workflow) -> Option<String> {
    let examples = workflow.operations.iter().flat_map(|used| used.examples.iter().map(|one| (used.operation, one)));
    let mut built = examples.filter_map(|(operation, example)| examples::building(model, workflow, operation, example));
    built.next()
}

fn library(model: &Model) -> File {
    let provider = &model.provider;
    let steps = steps(model);
    let way = (!steps.is_empty()).then(|| {
        [
            "# The steps of an execution".to_owned(),
            "The crate does no I/O and has no timers: use your own HTTP client and clock.".to_owned(),
            steps,
        ]
    });
    let about = [
        format!("Request and response types, validators and workflow facts for {}.", prose(&provider.name)),
        prose(&provider.summary),
        "- [`payloads`]: the types of everything that is sent and received. Requests are strict; undocumented data from the provider is kept.\n- [`validate`]: checks a payload in its [`Context`] against every limit and rule, and reports all violations at once.\n- [`workflows`]: the key, credentials, channels, prerequisites, capability chains and operations of each workflow.\n- [`capabilities`], [`credentials`], [`operations`], [`prerequisites`], [`regions`], [`timing`], [`lists`]: the contract as data; [`model::MODEL`] contains all of it.\n- [`rules`]: the rules themselves, with their messages."
            .to_owned(),
    ];
    let doc_file = file_doc(about.into_iter().chain(way.into_iter().flatten()));
    let modules = [
        "capabilities",
        "credentials",
        "lists",
        "model",
        "operations",
        "payloads",
        "prerequisites",
        "regions",
        "rules",
        "runtime",
        "timing",
        "validate",
        "workflows",
    ]
    .map(|name| format_ident!("{name}"));
    let read = &model.readings;
    let reads = read.execution.is_some() || read.outcome.is_some() || read.callback.is_some();
    let readings = reads.then(|| {
        quote!(
            pub mod readings;
        )
    });
    let wrappers = (!model.argument_wrappers().is_empty()).then(|| {
        quote!(
            pub mod arguments;
        )
    });
    let expected = super::deprecation::expected(model);
    let tokens = quote! {
        #doc_file
        #![forbid(unsafe_code)]
        #![deny(missing_docs)]
        #expected
        #wrappers
        #(pub mod #modules;)*
        #readings
        mod context;
        pub use runtime::{Context, Draft, Policy, Rejected, Report, Severity, Validated, Violation};
    };
    file("src/lib.rs", "provider.yaml", tokens)
}

/// Describes the steps of an execution, with their inputs and outputs.
fn steps(model: &Model) -> String {
    let read = &model.readings;
    let payload = |id: TypeId| format!("[`payloads::{}`]", model[id].name.pascal);
    let token = read.token.as_ref().and_then(|token| model[token.operation].received());
    let workflow = model.workflows.iter().find(|workflow| workflow.deprecated.is_none());
    let state = read.state.as_ref().and_then(|state| model[state.operation].received());
    let wait = match (&read.callback, state) {
        (Some(callback), Some(state)) => Some(format!(
            "Wait for the callback as {}, or poll the state according to [`timing`], and parse it as {}.",
            payload(callback.schema),
            payload(state)
        )),
        (Some(callback), None) => Some(format!("Wait for the callback as {}.", payload(callback.schema))),
        (None, state) => state.map(|state| format!("Poll the state, and parse it as {}.", payload(state))),
    };
    let steps = [
        token.map(|token| {
            format!("Request a token and parse it as {}; [`timing`] contains its lifetime.", payload(token))
        }),
        workflow.map(|workflow| {
            format!(
                "Build the request of a workflow with the functions of its module, such as [`workflows::{}`]. `build` \
                takes a [`Context`], rejects a request that violates a rule, and reports all violations at once.",
                workflow.name.snake
            )
        }),
        workflow.map(|_| "Send its `to_json()` to its `url()` in one of the [`regions`].".to_owned()),
        read.execution.as_ref().map(|execution| {
            format!(
                "Parse the response as {}. Its fields contain the data for handing the end user over, and its \
                `execution()` returns a ticket for each part that you upload.",
                payload(execution.schema)
            )
        }),
        wait,
        read.outcome.as_ref().map(|outcome| {
            let results = payload(outcome.schema);
            format!("Parse the results as {results}. Its `outcome()` returns the verdict and the reasons.")
        }),
    ];
    let steps: Vec<_> = steps.into_iter().flatten().map(|step| format!("1. {step}")).collect();
    steps.join("\n")
}

/// Returns the types of the payloads that the provider sends, each with its operations.
fn answers(model: &Model) -> Vec<(TypeId, Vec<&str>)> {
    let mut answers: Vec<(TypeId, Vec<&str>)> = Vec::new();
    for operation in &model.operations {
        let Some(id) = operation.received() else { continue };
        let name = operation.name.wire.as_str();
        match answers.iter_mut().find(|(known, _)| *known == id) {
            Some((_, operations)) => operations.push(name),
            None => answers.push((id, vec![name])),
        }
    }
    answers
}

fn command(model: &Model) -> File {
    let package = &model.provider.package;
    let (name, ident) = (&package.name.wire, format_ident!("{}", package.name.snake));
    let doc = file_doc([format!(
        "The command `{name}`: checks payloads, judges results, observes received payloads, and lists the workflows."
    )]);
    let judged = model.results_in().map(|id| {
        let kind = &model[id].name;
        let answers = model.operations.iter().filter(|operation| operation.received() == Some(id));
        (super::tokens::pascal(kind), answers.map(|operation| &operation.name.wire).collect::<Vec<_>>())
    });
    // The type of results is also the type of a response, so `payloads` is already imported.
    let outcome_service = judged.as_ref().map(|_| quote!(OutcomeService,));
    let answer = (!answers(model).is_empty()).then(|| quote!(Answer,));
    let outcome = match &judged {
        Some((kind, operations)) => quote!(Some(OutcomeService {
            operations: &[#(#operations),*],
            judge: |body, context| Ok(payloads::#kind::from_json(body)?.outcome(context)),
        })),
        None => quote!(None),
    };
    let observed = answers(model);
    let is_open = |id: TypeId| matches!(model[id].kind, TypeKind::Enum(_));
    let open = observed.iter().any(|(id, _)| is_open(*id)).then(|| quote!(use #ident::runtime::Open;));
    // Types are qualified with `payloads::`, because a payload type can have the same name as any other type that is
    // used here.
    let payloads = (!observed.is_empty()).then(|| quote!(use #ident::payloads;));
    let rows = observed.iter().map(|(id, operations)| {
        let (kind, wire) = (super::tokens::pascal(&model[*id].name), &model[*id].name.wire);
        let kind = if is_open(*id) { quote!(Open<payloads::#kind>) } else { quote!(payloads::#kind) };
        quote!(Answer::of::<#kind>(#wire, &[#(#operations),*]))
    });
    let table = (!observed.is_empty()).then(|| {
        quote!(
            #[doc = " The responses and callbacks that the spec documents."]
            const ANSWERS: &[Answer] = &[#(#rows),*];
        )
    });
    let answers = if observed.is_empty() { quote!(&[]) } else { quote!(ANSWERS) };
    let tokens = quote! {
        #doc
        use std::io::{stderr, stdout};
        use std::process::ExitCode;
        use #ident::model::MODEL;
        #payloads
        #open
        use #ident::runtime::cli::{#answer #outcome_service Service, main as run};
        use #ident::validate::check;
        #table
        fn main() -> ExitCode {
            let service = Service {
                name: #name,
                version: env!("CARGO_PKG_VERSION"),
                model: &MODEL,
                check,
                outcome: #outcome,
                answers: #answers,
            };
            ExitCode::from(run(&service, std::env::args_os().skip(1), &mut stdout().lock(), &mut stderr().lock()))
        }
    };
    file("src/main.rs", "provider.yaml", tokens)
}
