//! The contestants of the benchmark: the implementations that read the payloads.

use std::hint::black_box;

use jsonschema::Validator;
use jumio_workflows::Report;
use serde::de::DeserializeOwned;
use serde_json::Value;
use verispec_figures::Contestant;

#[allow(warnings, clippy::all, reason = "typify generates the code as it is")]
pub(crate) mod typify {
    include!(concat!(env!("OUT_DIR"), "/typify.rs"));
}

/// The functions of the generated crate that read and validate a payload.
pub(crate) struct Crate<'a, Own> {
    pub(crate) read: fn(&[u8]) -> Own,
    pub(crate) judge: Box<dyn Fn(&Own) -> Report + 'a>,
    pub(crate) violations: usize,
}

/// Returns all readers of the given bodies. Each must be able to read every body, because a reader that fails early
/// would look fast.
pub(crate) fn readers<'a, Plain, Typify, Own>(
    bodies: &'a [Vec<u8>],
    schema: &'a Validator,
    own: Crate<'a, Own>,
) -> Vec<Contestant<'a>>
where
    Plain: DeserializeOwned + 'a,
    Typify: DeserializeOwned + 'a,
    Own: DeserializeOwned + 'a,
{
    let read = own.read;
    vec![
        each("`serde_json::Value`", bodies, by_serde::<Value>),
        // This parser modifies its input, so it gets a copy.
        each("`simd_json::OwnedValue`", bodies, |body| simd_json::to_owned_value(&mut body.to_vec()).expect("JSON")),
        each("Plain serde structs", bodies, by_serde::<Plain>),
        each("typify's types", bodies, by_serde::<Typify>),
        each("typify's types by `simd_json`", bodies, |body| {
            simd_json::serde::from_slice::<Typify>(&mut body.to_vec()).expect("it fits")
        }),
        each("`Value`, JSON Schema, typify's types", bodies, |body| {
            let value = by_serde::<Value>(body);
            let broken = schema.iter_errors(&value).count();
            (broken, serde_json::from_value::<Typify>(value).expect("it fits"))
        }),
        each("This crate's types by `serde_json`", bodies, by_serde::<Own>),
        each("`from_json`", bodies, read),
        each("`from_json` and all rules", bodies, move |body| {
            let payload = read(body);
            let report = (own.judge)(&payload);
            assert_eq!(report.violations().len(), own.violations, "{report:#?}");
            (payload, report)
        }),
    ]
}

/// Returns a contestant that calls the same function on each body.
fn each<'a, T>(name: &'static str, bodies: &'a [Vec<u8>], read: impl Fn(&[u8]) -> T + 'a) -> Contestant<'a> {
    let run = move || {
        for body in bodies {
            drop(black_box(read(black_box(body))));
        }
    };
    Contestant { name, run: Box::new(run) }
}

fn by_serde<T: DeserializeOwned>(body: &[u8]) -> T {
    serde_json::from_slice(body).expect("it fits")
}
