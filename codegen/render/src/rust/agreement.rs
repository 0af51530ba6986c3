//! Renders calls that compare the ids in a response with the context, and its URLs with the response itself.

use std::collections::BTreeSet;

use proc_macro2::TokenStream;
use quote::quote;

use super::paths::{Base, walk};
use super::tokens::{number, texts};
use verispec_model::ir::{Direction, Model, Operation, Sender, StatedId, Step, TypeId};

/// The checks of a payload other than those of its limits and rules.
#[derive(Default)]
pub(super) struct Agreement {
    pub(super) calls: Vec<TokenStream>,
    /// The ids that the payload's URLs are compared with, if it contains any.
    pub(super) links: Option<TokenStream>,
    /// The functions of the runtime that the calls use.
    pub(super) functions: Vec<&'static str>,
    /// Whether the payload starts an execution, and therefore has to contain everything that its workflow needs.
    pub(super) starts: bool,
    /// Whether any of the calls uses the context.
    pub(super) asks_context: bool,
}

/// Renders the calls for one payload.
pub(super) fn agreement(model: &Model, operation: &Operation, direction: Direction, body: TypeId) -> Agreement {
    let mut agreement = Agreement::default();
    if direction == Direction::Request {
        if let Some(steps) = model.workflow_key(body) {
            let (path, text) = (path(&steps), text(&steps));
            agreement.add("judge_key", quote!(judge_key((#path, #text), context, report);));
            agreement.asks_context = true;
        }
        return agreement;
    }
    if model[body].is_closed() {
        return agreement;
    }
    let named = |id: &StatedId<'_>| {
        let (fact, path, text) = (fact(id.parameter), path(&id.steps), text(&id.steps));
        quote!((#fact, #path, #text))
    };
    let ids = model.stated_ids(body);
    // An id that is also a path parameter of the request is reported as not judged unless the context sets it. All
    // other ids are only compared if the context sets them.
    let is_asked = |parameter: &str| operation.path_parameters.iter().any(|known| known.name.wire == parameter);
    let (asked, given): (Vec<_>, Vec<_>) = ids.iter().partition(|id| is_asked(id.parameter));
    let asked: Vec<TokenStream> = asked.into_iter().map(named).collect();
    let given: Vec<TokenStream> = given.into_iter().map(named).collect();
    let key = model.workflow_key(body).map(|steps| {
        let (path, text) = (path(&steps), text(&steps));
        quote!((#path, #text))
    });
    if key.is_some() || !asked.is_empty() {
        let key = key.map_or(quote!(None), |key| quote!(Some(#key)));
        agreement.add("judge_answer", quote!(judge_answer(#key, &[#(#asked),*], context, report);));
        agreement.asks_context = true;
    }
    if !given.is_empty() {
        agreement.add("judge_stated", quote!(judge_stated(&[#(#given),*], context, report);));
        agreement.asks_context = true;
    }
    let listed = model.listed_ids(body).into_iter().map(|(parameter, list, id)| {
        let (fact, list) = (fact(parameter), path(&list));
        (parameter, quote!((#fact, #list, #id)))
    });
    let listed: Vec<(&str, TokenStream)> = listed.collect();
    // A list is only compared with the context if the request selects one of its items by a path parameter.
    let asked: Vec<&TokenStream> =
        listed.iter().filter(|(parameter, _)| is_asked(parameter)).map(|(_, listed)| listed).collect();
    if !asked.is_empty() {
        agreement.add("judge_listed", quote!(judge_listed(body, &[#(#asked),*], context, report);));
        agreement.asks_context = true;
    }
    let state = model.readings.state.as_ref();
    let tells_state = state.is_some_and(|reading| model[reading.operation].name == operation.name);
    if !ids.is_empty() {
        let ids = ids.iter().map(named);
        let listed = listed.iter().map(|(_, listed)| listed);
        agreement.links = Some(quote! {
            &Links { ids: &[#(#ids),*], listed: &[#(#listed),*], forms: LINK_FORMS, context, model: &MODEL }
        });
        agreement.asks_context = true;
    }
    if model.readings.execution.as_ref().is_some_and(|reading| reading.schema == body) {
        agreement.calls.push(quote!(judge_started(&EXECUTION, body, context, report);));
        (agreement.starts, agreement.asks_context) = (true, true);
    }
    let told = state.filter(|_| tells_state).map(|reading| &reading.state);
    let outcome = model.readings.outcome.as_ref().filter(|reading| reading.schema == body);
    let told = told.or_else(|| outcome?.state.as_ref()).filter(|path| path.steps.iter().all(|step| !step.each));
    if let Some(state) = told.filter(|_| !model.timing.states.is_empty()) {
        let (path, text) = (path(&state.steps), text(&state.steps));
        agreement.add("judge_state", quote!(judge_state((#path, #text), STATES, report);));
    }
    agreement
}

/// Renders the paths of operations that contain an id, without duplicates. Splits them at generation time, so that no
/// program has to.
pub(super) fn link_forms(model: &Model) -> TokenStream {
    let sent = model.operations.iter().filter(|operation| operation.sender == Sender::Customer);
    let paths: BTreeSet<&str> = sent.filter_map(|operation| operation.path.as_deref()).collect();
    // URLs in responses cannot match a path that contains `?` or `#`.
    let paths = paths.into_iter().filter(|path| path.starts_with('/') && !path.contains(['?', '#']));
    let forms = paths.map(|path| (path, steps(path))).filter(|(_, steps)| steps.len() > 1);
    let forms = forms.map(|(path, steps)| {
        let (slashes, steps) = (number(path.matches('/').count() as u64), texts(&steps));
        quote!((#slashes, #steps))
    });
    quote! {
        /// The paths that URLs in responses may have.
        const LINK_FORMS: &[LinkForm] = &[#(#forms),*];
    }
}

/// Splits a path into its literal parts and the facts between them. Only a complete segment can be a parameter.
fn steps(path: &str) -> Vec<String> {
    let mut steps = vec![String::new()];
    for (place, segment) in path.split('/').enumerate() {
        let slash = if place > 0 { "/" } else { "" };
        let text = steps.last_mut().expect("a path starts with a literal part");
        text.push_str(slash);
        match segment.strip_prefix('{').and_then(|segment| segment.strip_suffix('}')) {
            Some(parameter) => steps.extend([fact(parameter), String::new()]),
            None => text.push_str(segment),
        }
    }
    steps.pop_if(|last| last.is_empty());
    steps
}

/// Returns the name of the context's fact for a path parameter, such as `path.thingId`.
fn fact(parameter: &str) -> String {
    format!("path.{parameter}")
}

impl Agreement {
    fn add(&mut self, function: &'static str, call: TokenStream) {
        self.functions.push(function);
        self.calls.push(call);
    }
}

fn path(steps: &[Step]) -> TokenStream {
    texts(steps.iter().map(|step| &step.name.wire))
}

/// Renders the string at the end of the path, as `Option<&str>`.
fn text(steps: &[Step]) -> TokenStream {
    let mut found = TokenStream::new();
    walk(&Base::body(), steps, |access, _| {
        found = access.text();
        TokenStream::new()
    });
    found
}
