//! Renders the validation functions: one per payload, which checks all limits and rules.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{format_ident, quote};

use super::agreement::{Agreement, agreement, link_forms};
use super::constraints::{self, has_limits};
use super::imports::Uses;
use super::paths::{Access, Base, mentions, walk};
use super::rules::call;
use super::tokens::{doc, file, file_doc, number, option, pascal, prose, snake, texts};
use verispec_model::ir::{self, Constraints, Direction, Model, Operation, Sender, TypeId, TypeKind};
use verispec_text::file::File;

/// Renders `validate.rs`.
pub(super) fn render(model: &Model) -> File {
    let judged = model.operations.iter().flat_map(|operation| payloads(model, operation));
    let judged: Vec<Judged<'_>> = judged.collect();
    let functions = judged.iter().map(|payload| payload.functions(model));
    let arms = judged.iter().map(Judged::arm);
    let bodies: BTreeSet<_> = judged.iter().filter_map(|p| p.body).map(|id| &model[id].name.pascal).collect();
    let bodies = bodies.iter().map(|name| format_ident!("{name}"));
    let payloads = (bodies.len() > 0).then(|| quote!(use crate::payloads::{#(#bodies),*};));
    let file_doc = file_doc([
        "Validation: checks a payload in its context against all limits and rules.",
        "Each function reports all violations at once; a report without errors is [`ok`](Report::is_ok). If the result of a rule depends on a fact that the context does not state, the rule is not judged, and [`not_judged`](Report::not_judged) lists the rule and the fact.",
    ]);
    let check_doc = doc([
        "Checks a payload of any operation from its bytes: parses it, checks limits and rules, and serializes it again.",
        "Fails if there is no such operation, or if it has no payload in this direction.",
    ]);
    let mut uses = Uses::default();
    uses.runtime.extend(["Checked", "Context", "Direction", "Report", "UnknownOperation"]);
    judged.iter().for_each(|payload| payload.uses(model, &mut uses));
    let runtime = uses.runtime.iter().map(|name| format_ident!("{name}"));
    let check_body = judged.iter().any(|payload| payload.body.is_some()).then(|| quote!(check_body,));
    let check_no_body = judged.iter().any(|payload| payload.body.is_none()).then(|| quote!(check_no_body,));
    let uploads = judged.iter().any(Judged::takes_file);
    let check_file = uploads.then(|| quote!(check_file,));
    let judges_results = judged.iter().any(|payload| payload.body == model.results_in() && payload.body.is_some());
    let missing_results = judges_results.then(|| quote!(missing_results,));
    let named = |calls: &[TokenStream]| calls.iter().any(|call| mentions(call, &format_ident!("rules")));
    let ruled = judged.iter().any(|payload| named(&payload.calls));
    let callback = judged.iter().any(|payload| payload.is_callback).then(|| {
        quote!(
            use crate::runtime::callback::judge_callback;
        )
    });
    let received = judged.iter().any(|payload| payload.is_received(model)).then(|| quote!(received,));
    let addressed = judged.iter().any(Judged::is_addressed);
    let check_path = addressed.then(|| quote!(check_path,));
    let operations = addressed.then(|| {
        quote!(
            use crate::operations;
        )
    });
    let agreement: BTreeSet<&str> = judged.iter().flat_map(|payload| &payload.agreement.functions).copied().collect();
    let judges_starts = judged.iter().any(|payload| payload.agreement.starts);
    let readings = readings(judges_starts, judges_results);
    let started = judges_starts.then(|| {
        quote!(
            use crate::runtime::started::judge_started;
        )
    });
    let states = agreement.contains("judge_state").then(|| {
        quote!(
            use crate::timing::STATES;
        )
    });
    let links = judged.iter().any(|payload| payload.agreement.links.is_some());
    let link_forms = links.then(|| link_forms(model));
    let links = links.then(|| {
        quote!(
            use crate::runtime::links::LinkForm;
        )
    });
    let agreement = agreement.iter().map(|name| format_ident!("{name}"));
    let agreement: Vec<_> = agreement.collect();
    let agreement = (!agreement.is_empty()).then(|| quote!(use crate::runtime::agreement::{#(#agreement),*};));
    let rules = ruled.then(|| {
        quote!(
            use crate::rules;
        )
    });
    let tokens = quote! {
        #file_doc
        use crate::model::MODEL;
        #payloads
        #readings
        #rules
        #agreement
        #callback
        #links
        #operations
        #started
        #states
        use crate::runtime::{#(#runtime,)* #check_body #check_file #check_no_body #check_path #missing_results #received};
        #link_forms
        #(#functions)*
        #check_doc
        #[inline]
        pub fn check(
            operation: &str,
            direction: Direction,
            body: Option<&[u8]>,
            context: &Context,
        ) -> Result<Checked, UnknownOperation> {
            Ok(match (operation, direction) {
                #(#arms)*
                _ => return Err(UnknownOperation::new(operation, direction, &MODEL)),
            })
        }
    };
    file("src/validate.rs", "operations and spec/rules", tokens)
}

/// Renders the import of the readings that the functions use.
fn readings(judges_starts: bool, judges_results: bool) -> Option<TokenStream> {
    let execution = judges_starts.then(|| quote!(EXECUTION));
    let outcome = judges_results.then(|| quote!(OUTCOME));
    let readings: Vec<TokenStream> = execution.into_iter().chain(outcome).collect();
    (!readings.is_empty()).then(|| quote!(use crate::readings::{#(#readings),*};))
}

/// A payload that can be judged.
struct Judged<'a> {
    operation: &'a Operation,
    direction: Direction,
    body: Option<TypeId>,
    /// The checks other than those of the body's limits.
    calls: Vec<TokenStream>,
    /// Whether any of the rules uses the body.
    rules_use_body: bool,
    /// Whether any of the rules uses the context or the model.
    rules_ask_scope: bool,
    /// The checks that the payload is consistent with the context and with itself.
    agreement: Agreement,
    /// Whether the payload is the callback, whose sender and event are judged.
    is_callback: bool,
}

/// Returns the payloads of an operation that are JSON, or that rules judge without a body.
fn payloads<'a>(model: &'a Model, operation: &'a Operation) -> Vec<Judged<'a>> {
    let sides = [(Direction::Request, operation.sent()), (Direction::Response, operation.received())];
    let judged = sides.into_iter().filter_map(|(direction, body)| {
        let holds_results = direction == Direction::Response && body.is_some() && body == model.results_in();
        let of_this = |rule: &verispec_model::ir::Rule| {
            rule.direction == direction && rule.operations.iter().any(|id| model[*id].name == operation.name)
        };
        let rules = || model.rule_files.iter().flat_map(|file| file.rules.iter().map(move |rule| (file, rule)));
        let rules = || rules().filter(|(_, rule)| of_this(rule));
        let mut calls: Vec<TokenStream> = rules().map(|(file, rule)| call(model, file, rule)).collect();
        if holds_results {
            calls.push(quote!(missing_results(&OUTCOME, body, scope, report);));
        }
        let reading = model.readings.callback.as_ref();
        let is_callback = operation.sender == Sender::Provider
            && direction == Direction::Response
            && reading.is_some_and(|reading| Some(reading.schema) == body);
        if is_callback {
            calls.push(quote!(judge_callback(&body.idempotency_parts(), &MODEL, context, report);));
        }
        let agreement = body.map_or_else(Agreement::default, |body| agreement(model, operation, direction, body));
        calls.extend(agreement.calls.iter().cloned());
        let rules_ask_scope = calls.iter().any(|call| is_argument(call, &format_ident!("scope")));
        let rules_use_body =
            !agreement.calls.is_empty() || holds_results || is_callback || rules().any(|(_, rule)| rule.body.is_some());
        let asks = direction == Direction::Request && operation.sender == Sender::Customer;
        (body.is_some() || !calls.is_empty() || asks).then_some(Judged {
            operation,
            direction,
            body,
            calls,
            rules_use_body,
            rules_ask_scope,
            agreement,
            is_callback,
        })
    });
    judged.collect()
}

/// Returns whether a call has this argument. Searches only the arguments, because the function's module may have the
/// same name.
fn is_argument(call: &TokenStream, ident: &Ident) -> bool {
    let is_given = |token| matches!(token, TokenTree::Group(arguments) if mentions(&arguments.stream(), ident));
    call.clone().into_iter().any(is_given)
}

impl Judged<'_> {
    /// Collects the items of the runtime that the payload's functions mention.
    fn uses(&self, model: &Model, uses: &mut Uses) {
        self.limits(model, uses);
        uses.runtime.extend(self.rules_ask_scope.then_some("Scope"));
        let reads_key = self.rules_ask_scope && self.key(model).is_some();
        let agrees = !self.agreement.calls.is_empty() || self.agreement.links.is_some();
        uses.runtime.extend((reads_key || agrees).then_some("AsText"));
        uses.runtime.extend(self.agreement.links.as_ref().map(|_| "Links"));
        uses.runtime.extend(self.is_open(model).then_some("Open"));
        let has_parameters = self.is_addressed() && !self.operation.path_parameters.is_empty();
        uses.runtime.extend(has_parameters.then_some("PathParameter"));
    }

    /// Renders the checks of the body's limits, if there are any.
    fn limits(&self, model: &Model, uses: &mut Uses) -> Option<TokenStream> {
        let received = self.direction == Direction::Response;
        let id = self.body.filter(|id| has_limits(model, *id, received))?;
        constraints::body(model, id, received, uses)
    }

    /// Returns whether the body is an open enum.
    fn is_open(&self, model: &Model) -> bool {
        let is_enum = self.body.is_some_and(|id| matches!(model[id].kind, TypeKind::Enum(_)));
        is_enum && self.direction == Direction::Response
    }

    /// Returns whether the payload is a request that carries a file.
    fn takes_file(&self) -> bool {
        self.direction == Direction::Request && self.operation.is_upload()
    }

    /// Returns whether the payload is a request of the caller, whose path parameters the context can contain.
    fn is_addressed(&self) -> bool {
        self.direction == Direction::Request && self.operation.sender == Sender::Customer
    }

    /// Renders the check of the path parameters in the context, if the operation has any.
    fn path(&self, model: &Model) -> Option<TokenStream> {
        let parameters = self.operation.path_parameters.iter().map(|parameter| path_parameter(model, parameter));
        let module = snake(&self.operation.name);
        self.is_addressed()
            .then(|| quote!(check_path(operations::#module::OPERATION.path, &[#(#parameters),*], context, report);))
    }

    /// Returns whether the body may be any JSON.
    fn is_received(&self, model: &Model) -> bool {
        self.body.is_some_and(|id| !model[id].is_closed())
    }

    fn side(&self) -> &'static str {
        match self.direction {
            Direction::Request => "request",
            Direction::Response => "response",
        }
    }

    /// Renders the public function, and the internal one that adds to a report.
    fn functions(&self, model: &Model) -> TokenStream {
        let id = &self.operation.name.wire;
        let public = format_ident!("{}_{}", self.operation.name.base(), self.side());
        let private = format_ident!("judge_{public}");
        let title = prose(&self.operation.title);
        let what = match self.body {
            Some(_) => format!("Validates the {} of `{id}` ({title}).", self.side()),
            None => format!(
                "Validates a {} of `{id}` ({title}), which has no JSON body, based on its context alone.",
                self.side()
            ),
        };
        let doc = doc([what]);
        let body = self.body.map(|id| {
            let name = pascal(&model[id].name);
            if self.is_open(model) { quote!(Open<#name>) } else { quote!(#name) }
        });
        let parameter = body.as_ref().map(|body| quote!(body: &#body,));
        let argument = body.as_ref().map(|_| quote!(body,));
        let limits = self.limits(model, &mut Uses::default());
        let key = self.key(model);
        let file = self.takes_file().then(|| quote!(check_file(context, report);));
        let calls = &self.calls;
        let path = self.path(model);
        let received = self.is_received(model).then(|| {
            let links = option(self.agreement.links.clone());
            quote!(received(body, #links, report);)
        });
        let scope = self.rules_ask_scope.then(|| {
            let key = key.clone().unwrap_or(quote!(None));
            quote!(let scope = &Scope::new(context, &MODEL, #id, #key);)
        });
        // Unused arguments get a leading underscore.
        let named = |name: &str, used: bool| format_ident!("{}{name}", if used { "" } else { "_" });
        let context =
            named("context", self.rules_ask_scope || self.agreement.asks_context || self.is_callback || path.is_some());
        let report = named("report", !calls.is_empty() || limits.is_some() || received.is_some() || path.is_some());
        let private_parameter = body.as_ref().map(|ty| {
            let body = named(
                "body",
                limits.is_some()
                    || received.is_some()
                    || self.rules_use_body
                    || (self.rules_ask_scope && key.is_some()),
            );
            quote!(#body: &#ty,)
        });
        // Requests with builders are judged by the same function.
        let built = self.direction == Direction::Request && self.operation.json().is_some();
        let kind = if built { quote!(pub(crate)) } else { quote!(#[inline]) };
        quote! {
            #doc
            #[inline]
            pub fn #public(#parameter context: &Context) -> Report {
                let mut report = Report::for_context(context);
                #private(#argument context, &mut report);
                report
            }
            #kind fn #private(#private_parameter #context: &Context, #report: &mut Report) {
                #received
                #limits
                #file
                #scope
                #(#calls)*
                #path
            }
        }
    }

    /// Renders the payload's workflow key as `Option<&str>`, if it has one.
    fn key(&self, model: &Model) -> Option<TokenStream> {
        let steps = model.workflow_key(self.body?)?;
        let mut key = TokenStream::new();
        walk(&Base::body(), &steps, |access: &Access, _| {
            key = access.text();
            TokenStream::new()
        });
        Some(key)
    }

    fn arm(&self) -> TokenStream {
        let id = &self.operation.name.wire;
        let judge = format_ident!("judge_{}_{}", self.operation.name.base(), self.side());
        let direction = match self.direction {
            Direction::Request => quote!(Request),
            Direction::Response => quote!(Response),
        };
        let check = match self.body {
            Some(_) => quote!(check_body(body, context, #judge)),
            None => quote!(check_no_body(body, context, #judge)),
        };
        quote!((#id, Direction::#direction) => #check,)
    }
}

/// Renders the values that the type of a path parameter allows.
fn path_parameter(model: &Model, parameter: &ir::PathParameter) -> TokenStream {
    let (name, fact) = (&parameter.name.wire, format!("path.{}", parameter.name.wire));
    let (values, limits) = match &model[parameter.schema].kind {
        TypeKind::Enum(values) => {
            (values.iter().map(|value| value.name.wire.as_str()).collect(), Constraints::default())
        }
        TypeKind::Id(limits) => (Vec::new(), limits.clone()),
        TypeKind::Alias(alias) => (Vec::new(), alias.constraints.clone()),
        TypeKind::Object(_) => (Vec::new(), Constraints::default()),
    };
    let values = texts(values);
    let least = number(limits.min_length.unwrap_or(0).into());
    let most = match limits.max_length {
        Some(most) => {
            let most = number(most.into());
            quote!(Some(#most))
        }
        None => quote!(None),
    };
    quote!(PathParameter { name: #name, fact: #fact, values: #values, min_length: #least, max_length: #most })
}
