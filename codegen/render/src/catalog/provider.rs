//! Renders the parts of the catalog that apply to all workflows: services, regions, errors, timing, and the web
//! redirect.

use serde_json::{Map, Value, json};

use super::source;
use verispec_model::ir::{Duration, Model, Redirect, Region, Timing};

pub(super) fn services(model: &Model) -> Vec<Value> {
    let service =
        |service: &verispec_model::ir::Service| json!({ "id": service.name.wire, "summary": service.summary });
    model.services.iter().map(service).collect()
}

pub(super) fn regions(model: &Model) -> Vec<Value> {
    model.regions.iter().map(|region| self::region(model, region)).collect()
}

fn region(model: &Model, region: &Region) -> Value {
    let hosts = region.hosts.iter().map(|(service, host)| (model[*service].name.wire.clone(), json!(host)));
    let callbacks =
        region.callbacks.as_ref().map(|senders| json!({ "host": senders.host, "addresses": senders.addresses }));
    json!({
        "id": region.name.wire,
        "name": region.title,
        "hosts": hosts.collect::<Map<_, _>>(),
        "callbacks": callbacks,
    })
}

pub(super) fn errors(model: &Model) -> Vec<Value> {
    let errors = model.provider.errors.iter();
    errors
        .map(
            |error| json!({ "status": error.status, "summary": error.summary, "source": source(model, &error.source) }),
        )
        .collect()
}

pub(super) fn timing(model: &Model) -> Value {
    let timing: &Timing = &model.timing;
    let results = model.readings.state.as_ref().map(|reading| &reading.with_result);
    let seconds = |duration: &Option<Duration>| duration.as_ref().map(|duration| duration.seconds);
    let lifetimes = timing.lifetimes.iter().map(|lifetime| {
        json!({
            "id": lifetime.name.wire,
            "summary": lifetime.summary,
            "default_seconds": lifetime.default.seconds,
            "min_seconds": seconds(&lifetime.min),
            "max_seconds": seconds(&lifetime.max),
            "renewed": lifetime.renewed,
        })
    });
    let states = timing.states.iter().map(|state| {
        json!({
            "name": state.name.wire,
            "summary": state.summary,
            "next": state.next,
            "final": state.is_final(),
            "result": results.map(|states| states.contains(&state.name.wire)),
        })
    });
    json!({
        "polling": timing.polling.as_ref().map(|polling| {
            json!({ "delays_seconds": polling.delays, "summary": polling.summary })
        }),
        "lifetimes": lifetimes.collect::<Vec<_>>(),
        "states": states.collect::<Vec<_>>(),
    })
}

pub(super) fn redirect(model: &Model, redirect: &Redirect) -> Value {
    let kind = &model[redirect.parameters];
    let parameters = kind.fields().iter().map(|field| {
        json!({
            "name": field.name.wire,
            "description": model.description_of(field),
            "required": field.required,
        })
    });
    let codes = redirect
        .error_codes
        .iter()
        .map(|code| json!({ "code": code.name.wire, "summary": code.summary, "source": source(model, &code.source) }));
    let facts = redirect.facts.iter();
    let facts = facts.map(|fact| json!({ "text": fact.text, "source": source(model, &fact.source) }));
    json!({
        "summary": redirect.summary,
        "type": kind.name.wire,
        "parameters": parameters.collect::<Vec<_>>(),
        "error_codes": codes.collect::<Vec<_>>(),
        "facts": facts.collect::<Vec<_>>(),
        "source": source(model, &redirect.source),
    })
}
