//! Checks future changes by the provider: mutates every documented response at every location. Both parsers must accept
//! each mutation and write it unchanged.

mod change;

use std::collections::BTreeMap;
use std::fmt::Debug;

use change::{Kind, changes};
use jumio_workflows::payloads;
use jumio_workflows::runtime::{Wire, from_json, to_json};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use verispec_codegen::ir::{Model, TypeId};
use verispec_tests::folder::shipped;

/// The result of reading JSON with both parsers.
#[derive(Debug, PartialEq)]
enum Read {
    /// Both parsers read the payload, and wrote the same JSON.
    Both(String),
    /// Only the crate's own parser read the payload, because `serde_json` cannot represent it.
    Own,
    Neither,
}

fn read_as<T: DeserializeOwned + Serialize + Wire + PartialEq + Debug>(text: &[u8]) -> Read {
    match (serde_json::from_slice::<T>(text), from_json::<T>(text)) {
        (Ok(one), Ok(other)) => {
            let written = to_json(&other);
            // Values are compared, because serde does not preserve the spelling of numbers.
            let value = |text: &str| text.parse::<Value>().expect("the written payload should be JSON");
            assert_eq!(value(&to_json(&one)), value(&written), "{}", String::from_utf8_lossy(text));
            for read in [&one, &other] {
                let by_serde = serde_json::to_string(read).expect("the payload should serialize");
                assert_eq!(value(&by_serde), value(&written), "{}", String::from_utf8_lossy(text));
            }
            Read::Both(written)
        }
        (Err(_), Ok(other)) if serde_json::from_slice::<Value>(text).is_err() => {
            assert_eq!(
                from_json::<T>(to_json(&other).as_bytes()).expect("the parser should accept its own output"),
                other
            );
            Read::Own
        }
        (Err(_), Err(_)) => Read::Neither,
        (one, other) => panic!("{:?} but {:?}: {}", one.err(), other.err(), String::from_utf8_lossy(text)),
    }
}

fn read(name: &str, text: &[u8]) -> Read {
    match name {
        "AccessTokenRequest" => read_as::<payloads::AccessTokenRequest>(text),
        "AccessTokenResponse" => read_as::<payloads::AccessTokenResponse>(text),
        "AccountRequest" => read_as::<payloads::AccountRequest>(text),
        "AccountResponse" => read_as::<payloads::AccountResponse>(text),
        "Callback" => read_as::<payloads::Callback>(text),
        "FinalizeResponse" => read_as::<payloads::FinalizeResponse>(text),
        "HealthResponse" => read_as::<payloads::HealthResponse>(text),
        "StatusResponse" => read_as::<payloads::StatusResponse>(text),
        "UploadResponse" => read_as::<payloads::UploadResponse>(text),
        "WorkflowDetails" => read_as::<payloads::WorkflowDetails>(text),
        other => panic!("add the payload type `{other}` to this function"),
    }
}

/// Returns every example of a typed body, with its type and whether the provider sends it.
fn examples(model: &Model) -> Vec<(TypeId, bool, Value)> {
    let own = model.operations.iter().flat_map(|op| op.examples.iter().map(move |example| (op, example)));
    let used = model.workflows.iter().flat_map(|workflow| &workflow.operations);
    let used = used.flat_map(|used| used.examples.iter().map(|example| (&model[used.operation], example)));
    let bodies = own.chain(used).flat_map(|(operation, example)| {
        // Callbacks are requests in HTTP.
        let request = operation.sent().map(|id| (id, false)).or(operation.received().map(|id| (id, true)));
        let response = operation.received().map(|id| (id, true));
        [(request, &example.request), (response, &example.response)]
    });
    bodies
        .filter_map(|(id, body)| id.zip(body.as_ref()).map(|((id, sent), body)| (id, sent, body.value.clone())))
        .collect()
}

#[test]
fn whatever_the_provider_adds_or_leaves_out_survives() {
    let model = shipped();
    let mut counts: BTreeMap<Kind, usize> = BTreeMap::new();
    for (id, _, example) in examples(&model).into_iter().filter(|(_, received, _)| *received) {
        for (kind, place, changed) in changes(&model, id, &example) {
            let text = changed.to_string();
            let name = &model[id].name.wire;
            match read(name, text.as_bytes()) {
                Read::Both(written) => {
                    let written: Value = serde_json::from_str(&written).expect("the written payload should be JSON");
                    assert_eq!(written, changed, "{name}: the mutation {kind:?} at {place} is not preserved");
                }
                Read::Own | Read::Neither => {
                    panic!("{name}: the payload with the mutation {kind:?} at {place} cannot be read: {text}")
                }
            }
            *counts.entry(kind).or_default() += 1;
        }
    }
    println!("{counts:?}");
    for kind in Kind::ALL {
        assert!(counts.get(&kind).copied() >= Some(kind.at_least()), "too few mutations of kind {kind:?}: {counts:?}");
    }
}

#[test]
fn both_readers_refuse_the_same() {
    let model = shipped();
    let mut refused = 0;
    for (id, _, example) in examples(&model) {
        let name = &model[id].name.wire;
        for wrong in change::wrong_values(&example) {
            refused += usize::from(read(name, wrong.to_string().as_bytes()) == Read::Neither);
        }
        let text = example.to_string();
        for at in (0..text.len()).step_by(41) {
            refused += usize::from(read(name, &text.as_bytes()[..at]) == Read::Neither);
            for byte in [b'"', b'\\', b'{', b']', b',', b'0', b'-', b'.', b'e', b' ', 0x01, 0xFF] {
                let mut garbled = text.clone().into_bytes();
                garbled[at] = byte;
                read(name, &garbled);
            }
        }
    }
    assert!(refused > 500, "only {refused} payloads were rejected");
}

#[test]
fn unusual_texts_are_read_alike() {
    let texts = [
        r#" { "access_token" : "aA\n\"\\\/\ud83d\ude00é" , "expires_in":0,"token_type":"Bearer"} "#,
        r#"{"access_token":"\ud83d","expires_in":0,"token_type":""}"#,
        r#"{"access_token":"","expires_in":-0,"token_type":""}"#,
        r#"{"access_token":"","expires_in":-1,"token_type":""}"#,
        r#"{"access_token":"","expires_in":01,"token_type":""}"#,
        r#"{"access_token":"","expires_in":1.0,"token_type":""}"#,
        r#"{"access_token":"","expires_in":9223372036854775808,"token_type":""}"#,
        r#"{"access_token":"","expires_in":1,"token_type":"","a":[{"b":[1e400]}]}"#,
        r#"{"access_token":"","expires_in":1,"token_type":"","a":[{"b":[1e4,-0,{"c":null}]} ] }"#,
        r#"{"access_token":"","expires_in":1,"token_type":"","a":1,"a":2}"#,
        r#"{"access_token":"","expires_in":1,"token_type":"","expires_in":1}"#,
        r#"{"access_token":"","expires_in":1,"token_type":"",}"#,
        r#"{"access_token":"","expires_in":1,"token_type":""}}"#,
        r#"{"access_token":"","expires_in":1,"token_type":"","a":nul}"#,
        r#"{"access_token":"","expires_in":1,"token_type":"","a":}"#,
        r#"{"access_token":"","expires_in":1,"token_type":"","a":[1 2]}"#,
        r#"{"access_token":"","expires_in":1,"token_type":"","a":"#,
        "[]",
        "",
        "null",
        "\u{feff}{}",
    ];
    let read = texts.map(|text| read("AccessTokenResponse", text.as_bytes()));
    let count = |test: fn(&Read) -> bool| read.iter().filter(|read| test(read)).count();
    assert_eq!(count(|read| matches!(read, Read::Both(_))), 8, "{read:?}");
    assert_eq!(count(|read| *read == Read::Own), 2, "{read:?}");
    let deep =
        format!(r#"{{"access_token":"","expires_in":1,"token_type":"","a":{}1{}}}"#, "[".repeat(200), "]".repeat(200));
    assert_eq!(read_as::<payloads::AccessTokenResponse>(deep.as_bytes()), Read::Own);
}
