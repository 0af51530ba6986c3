//! Renders methods of received payloads: executions, outcomes and callbacks.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};

use super::outcomes;
use super::tokens::{doc, file, file_doc, number, option, pascal, path};
use verispec_model::ir::{CallbackReading, ExecutionReading, Model, Name, Path, TypeId, UploadReading};
use verispec_text::file::File;

/// Renders `readings.rs`, if the spec has readings.
pub(super) fn render(model: &Model) -> Option<File> {
    let readings = &model.readings;
    let parts = [
        readings.execution.as_ref().map(|reading| execution(model, reading)),
        readings.outcome.as_ref().map(|reading| outcomes::outcome(model, reading)),
        readings.callback.as_ref().map(|reading| callback(model, reading)),
    ];
    let parts: Vec<TokenStream> = parts.into_iter().flatten().chain(finality(model)).collect();
    if parts.is_empty() {
        return None;
    }
    let types = used_types(model).into_iter().map(|id| pascal(&model[id].name));
    let used = runtime_names(model).into_iter().map(|name| format_ident!("{name}"));
    let kinds = readings.outcome.is_some().then_some(quote!(DecisionKind));
    let workflow = readings.callback.is_some().then_some(quote!(Workflow));
    let tables: Vec<TokenStream> = kinds.into_iter().chain(workflow).collect();
    let tables = (!tables.is_empty()).then(|| quote!(use crate::runtime::model::{#(#tables),*};));
    let keys = readings.callback.is_some().then(|| {
        quote!(
            use crate::runtime::callback::{EventPart, idempotency_key, workflow_of_key};
        )
    });
    let duration = readings.execution.as_ref().is_some_and(|reading| reading.session.is_some()).then(|| {
        quote!(
            use std::time::Duration;
        )
    });
    let validate = readings.execution.is_some().then(|| {
        quote!(
            use crate::validate;
        )
    });
    let states = readings.outcome.is_some().then(|| quote!(STATES));
    let is_final = (!model.states_told().is_empty()).then(|| quote!(is_final));
    let timing: Vec<TokenStream> = states.into_iter().chain(is_final).collect();
    let timing = (!timing.is_empty()).then(|| quote!(use crate::timing::{#(#timing),*};));
    let file_doc = file_doc(["Methods of received payloads, for executions with uploads, outcomes and callbacks."]);
    let tokens = quote! {
        #file_doc
        #duration
        use crate::model::MODEL;
        use crate::payloads::{#(#types),*};
        #keys
        #tables
        use crate::runtime::{#(#used),*};
        #timing
        #validate
        #(#parts)*
    };
    Some(file("src/readings.rs", "readings.yaml", tokens))
}

fn used_types(model: &Model) -> Vec<TypeId> {
    let readings = &model.readings;
    let mut types = Vec::new();
    types.extend(readings.execution.iter().map(|reading| reading.schema));
    types.extend(readings.execution.iter().filter_map(|reading| reading.renewed.as_ref()).map(|(id, _)| *id));
    types.extend(readings.outcome.iter().map(|reading| reading.schema));
    types.extend(readings.callback.iter().map(|reading| reading.schema));
    types.extend(model.states_told().into_iter().map(|(id, _)| id));
    types.sort();
    types.dedup();
    types
}

fn runtime_names(model: &Model) -> Vec<&'static str> {
    let readings = &model.readings;
    let mut names = Vec::new();
    if let Some(execution) = &readings.execution {
        names.extend(["Execution", "ExecutionReading", "InvalidRecord", "Lacking", "PathParameters", "UploadReading"]);
        names.extend(execution.renewed.as_ref().map(|_| "Renewed"));
    }
    if let Some(outcome) = &readings.outcome {
        names.extend(["Context", "Outcome", "OutcomeReading"]);
        names.extend(outcome.execution_credentials.as_ref().map(|_| "ListedCredentials"));
        names.extend(outcome.provider_verdict.as_ref().map(|_| "ProviderVerdictReading"));
    }
    names.extend(readings.callback.as_ref().map(|_| "Lacking"));
    if readings.callback.is_some() || !model.states_told().is_empty() {
        names.push("AsText");
    }
    names.sort_unstable();
    names.dedup();
    names
}

fn execution(model: &Model, reading: &ExecutionReading) -> TokenStream {
    let (account, id, credentials) = (path(&reading.account), path(&reading.id), path(&reading.credentials));
    let (credential_id, category) = (path(&reading.credential_id), path(&reading.category));
    let (channels, upload) = (path(&reading.channels), upload(&reading.upload));
    let (upload_operation, finalize_operation) = (&model[reading.upload_operation], &model[reading.finalize_operation]);
    let file_field = upload_operation.request.as_ref().and_then(|body| body.file_field.as_deref()).unwrap_or_default();
    let judge_upload = format_ident!("{}_request", upload_operation.name.base());
    let judge_finalize = format_ident!("{}_request", finalize_operation.name.base());
    let (upload_operation, finalize_operation) = (&upload_operation.name.wire, &finalize_operation.name.wire);
    let name = |name: &Option<Name>| {
        option(name.as_ref().map(|name| {
            let wire = &name.wire;
            quote!(#wire)
        }))
    };
    let parameters = &reading.parameters;
    let (of_account, of_execution, of_credential) =
        (name(&parameters.account), name(&parameters.execution), name(&parameters.credential));
    let response = pascal(&model[reading.schema].name);
    let method_doc = doc([
        "Returns the started execution, which tracks the upload of its parts. It does no I/O; see [`Execution`].",
        "The response does not name the workflow: call [`Execution::of_workflow`] for stricter checks.",
        "Fails if the response lacks an id or a category, or has it in an unexpected form.",
    ]);
    let session = reading.session.as_ref().and_then(|name| {
        let lifetime = model.timing.lifetimes.iter().find(|lifetime| lifetime.name.wire == *name)?;
        let seconds = number(lifetime.default.seconds);
        Some(quote!(Duration::from_secs(#seconds)))
    });
    let session = option(session);
    let hand_over = reading.hand_over.iter().map(|(channel, at)| {
        let (channel, at) = (&model[*channel].name.wire, path(at));
        quote!((#channel, #at))
    });
    let names_answers = reading.renewed.as_ref().is_some_and(|(_, renewed)| renewed.ids.is_some());
    let renewed = reading.renewed.as_ref().map(|(id, reading)| renewed(model, *id, reading));
    quote! {
        #[doc = " The paths in the response that starts an execution."]
        pub(crate) const EXECUTION: ExecutionReading = ExecutionReading {
            model: &MODEL,
            account: #account,
            id: #id,
            credentials: #credentials,
            credential_id: #credential_id,
            category: #category,
            channels: #channels,
            upload: #upload,
            hand_over: &[#(#hand_over),*],
            names_answers: #names_answers,
            upload_operation: #upload_operation,
            file_field: #file_field,
            finalize_operation: #finalize_operation,
            parameters: PathParameters { account: #of_account, execution: #of_execution, credential: #of_credential },
            session: #session,
            judge_upload: validate::#judge_upload,
            judge_finalize: validate::#judge_finalize,
        };
        impl #response {
            #method_doc
            #[inline]
            pub fn execution(&self) -> Result<Execution, Lacking> {
                Execution::started(&EXECUTION, self)
            }
            #[doc = " Restores an execution that [`Execution::to_record`] stored, in this or in another process."]
            #[doc = ""]
            #[doc = " # Errors"]
            #[doc = ""]
            #[doc = " Fails if the string is not such a record, or has another version."]
            #[inline]
            pub fn resume_execution(record: &str) -> Result<Execution, InvalidRecord> {
                Execution::from_record(&EXECUTION, record)
            }
        }
        #renewed
    }
}

fn renewed(model: &Model, id: TypeId, reading: &UploadReading) -> TokenStream {
    let (answer, upload) = (pascal(&model[id].name), upload(reading));
    quote! {
        #[doc = " The paths in the response to an upload."]
        const RENEWED: UploadReading = #upload;
        impl #answer {
            #[doc = " Returns the values that the response renews: the token and the URLs of the credential; see [`Execution::uploaded`]."]
            #[inline]
            #[must_use]
            pub fn renewed(&self) -> Renewed {
                Renewed::read(RENEWED, self)
            }
        }
    }
}

fn upload(reading: &UploadReading) -> TokenStream {
    let (token, parts, finalize) = (path(&reading.token), path(&reading.parts), path(&reading.finalize));
    let ids = option(reading.ids.as_ref().map(|(account, execution)| {
        let (account, execution) = (path(account), path(execution));
        quote!((#account, #execution))
    }));
    let credentials = option(reading.credentials.as_ref().map(|(list, id)| {
        let (list, id) = (path(list), path(id));
        quote!((#list, #id))
    }));
    quote!(UploadReading { ids: #ids, credentials: #credentials, token: #token, parts: #parts, finalize: #finalize })
}

fn callback(model: &Model, reading: &CallbackReading) -> TokenStream {
    let callback = pascal(&model[reading.schema].name);
    let workflow = text(&reading.workflow);
    let count = number(reading.idempotency.len() as u64);
    let parts = reading.idempotency.iter().map(|part| {
        let (path, text) = (path(part), text(part));
        let needed = part.steps.iter().all(|step| !step.optional);
        quote!((#path, #needed, #text))
    });
    quote! {
        impl #callback {
            #[doc = " Returns a key that is the same for two callbacks if and only if they report the same event. Store it to"]
            #[doc = " handle each event once."]
            #[doc = ""]
            #[doc = " Fails if the callback lacks a value that identifies the event, or has it in an unexpected form."]
            #[inline]
            pub fn idempotency_key(&self) -> Result<String, Lacking> {
                idempotency_key(&self.idempotency_parts())
            }
            #[doc = " Returns the values that identify an event."]
            #[inline]
            pub(crate) fn idempotency_parts(&self) -> [EventPart<'_>; #count] {
                [#(#parts),*]
            }
            #[doc = " Returns the workflow that was executed, if its key is known."]
            #[inline]
            #[must_use]
            pub fn workflow(&self) -> Option<&'static Workflow> {
                workflow_of_key(#workflow, &MODEL)
            }
        }
    }
}

/// Renders a method that returns whether an execution has ended, on every payload that contains the state of an
/// execution.
fn finality(model: &Model) -> Vec<TokenStream> {
    let implementation = |(id, state): (TypeId, &Path)| {
        let (payload, state) = (pascal(&model[id].name), text(state));
        quote! {
            impl #payload {
                #[doc = " Returns whether the execution has ended; `None` if its state is unknown."]
                #[inline]
                #[must_use]
                pub fn is_final(&self) -> Option<bool> {
                    is_final(#state?)
                }
            }
        }
    };
    model.states_told().into_iter().map(implementation).collect()
}

/// Renders the string at the end of a path below `self`, as `Option<&str>`.
fn text(path: &Path) -> TokenStream {
    let mut found = TokenStream::new();
    let base = super::paths::Base { value: quote!(self), at: quote!(At::ROOT), depth: 0 };
    super::paths::walk(&base, &path.steps, |access, _| {
        found = access.text();
        TokenStream::new()
    });
    found
}
