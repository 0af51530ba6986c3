//! Renders the paths in a response with results, and the method of the response that judges the results.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::path;
use super::tokens::{doc, option, pascal, texts};
use verispec_model::ir::{DecisionKind, ListedCredentials, Model, OutcomeReading, ProviderVerdictReading};

/// Renders the table and the method `outcome`.
pub(super) fn outcome(model: &Model, reading: &OutcomeReading) -> TokenStream {
    let (workflow, results) = (path(&reading.workflow), path(&reading.results));
    let (decision, label) = (path(&reading.decision), path(&reading.label));
    let state = option(reading.state.as_ref().map(path));
    let with_result = texts(model.readings.state.iter().flat_map(|reading| &reading.with_result));
    let identity = reading.identity.iter().map(path);
    let stated = model.stated_identity(&reading.identity).into_iter().map(|(parameter, id)| {
        let id = path(id);
        quote!((#parameter, #id))
    });
    let informative = model.fields_of_verdicts().informative;
    let informative = informative.iter().map(texts);
    let id = option(reading.id.as_ref().map(path));
    let credentials = option(reading.credentials.as_ref().map(|(list, _)| path(list)));
    let credential_id = reading.credentials.as_ref().map_or(quote!(&[]), |(_, id)| path(id));
    let category = option(reading.category.as_ref().map(path));
    let listed = option(reading.execution_credentials.as_ref().map(listed));
    let provider_verdict = option(reading.provider_verdict.as_ref().map(provider_verdict));
    let kinds = kinds(&reading.kinds);
    let labels = texts(&reading.precondition_labels);
    let response = pascal(&model[reading.schema].name);
    let method_doc = doc([
        "Judges the results. The outcome contains the verdict (passed, rejected, in need of review, or undecided) with its reasons, which capability decided it, which one was blocked by which, and what can be done.",
        "Takes into account the capabilities that the context lists in `enabled`, which are those that the provider has enabled for your account. If the context states a workflow, account or execution and the response names another one, the outcome is undecided at best. An outcome is a [`Verdict::Passed`](crate::runtime::Verdict::Passed) only if everything required is present and passed.",
    ]);
    quote! {
        #[doc = " The paths to the results of an execution, and what the values mean."]
        pub const OUTCOME: OutcomeReading = OutcomeReading {
            model: &MODEL,
            workflow: #workflow,
            state: #state,
            states: STATES,
            with_result: #with_result,
            identity: &[#(#identity),*],
            stated: &[#(#stated),*],
            results: #results,
            informative: &[#(#informative),*],
            id: #id,
            decision: #decision,
            label: #label,
            credentials: #credentials,
            credential_id: #credential_id,
            category: #category,
            execution_credentials: #listed,
            provider_verdict: #provider_verdict,
            kinds: #kinds,
            precondition_labels: #labels,
        };
        impl #response {
            #method_doc
            #[inline]
            #[must_use]
            pub fn outcome(&self, context: &Context) -> Outcome {
                Outcome::of(&OUTCOME, self, context)
            }
        }
    }
}

fn listed(listed: &ListedCredentials) -> TokenStream {
    let (each, id, category) = (path(&listed.each), path(&listed.id), path(&listed.category));
    quote!(ListedCredentials { each: #each, id: #id, category: #category })
}

fn provider_verdict(reading: &ProviderVerdictReading) -> TokenStream {
    let (at, decision) = (path(&reading.at), path(&reading.decision));
    let label = option(reading.label.as_ref().map(path));
    let labels = kinds(&reading.labels);
    let score = option(reading.score.as_ref().map(path));
    let range = option(reading.score_range.map(|[lowest, highest]| {
        let (lowest, highest) = (float(lowest), float(highest));
        quote!((#lowest, #highest))
    }));
    let elsewhere = reading.elsewhere.iter().map(path);
    quote!(ProviderVerdictReading {
        at: #at,
        decision: #decision,
        label: #label,
        labels: #labels,
        score: #score,
        score_range: #range,
        elsewhere: &[#(#elsewhere),*],
    })
}

fn float(number: i64) -> proc_macro2::Literal {
    // Scores are percentages or points, far below 2^53, the limit for exact integers.
    #[expect(clippy::cast_precision_loss, reason = "scores are small integers")]
    proc_macro2::Literal::f64_unsuffixed(number as f64)
}

fn kinds(kinds: &[(String, DecisionKind)]) -> TokenStream {
    let kinds = kinds.iter().map(|(name, kind)| {
        let kind = match kind {
            DecisionKind::Passed => quote!(Passed),
            DecisionKind::Warning => quote!(Warning),
            DecisionKind::Rejected => quote!(Rejected),
            DecisionKind::NotExecuted => quote!(NotExecuted),
        };
        quote!((#name, DecisionKind::#kind))
    });
    quote!(&[#(#kinds),*])
}
