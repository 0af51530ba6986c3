//! Checks that responses are parsed leniently, with every kind of deviation from the documents at every location of
//! every received payload.

use std::fmt::Debug;

use jsonschema::Validator;
use jumio_workflows::runtime::{Direction, Severity, Violation};
use jumio_workflows::validate::check;
use jumio_workflows::{Context, payloads};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use verispec_codegen::ir::{Model, TypeId};
use verispec_tests::edited::{Edit, canonical, edited, pointers};
use verispec_tests::folder;
use verispec_tests::instance::{Recipe, instance};

use crate::shipped;

/// JSON values that replace any value.
const VALUES: &[&str] = &[
    "null",
    "true",
    "7",
    "1.5",
    "\"\"",
    "\"text\"",
    "\"NEVER_HEARD_OF\"",
    "\"12\"",
    "\"012\"",
    "[]",
    "{}",
    "[7]",
    "[null]",
    "[\"text\",[]]",
    "[{\"new\":1},\"text\"]",
    "{\"new\":1,\"id\":7}",
];

/// JSON values whose spelling an ordinary parser does not preserve.
const SPELLINGS: &[&str] = &[
    "31.0",
    "3.1e1",
    "-0",
    "1.10",
    "1E400",
    "1e-400",
    "18446744073709551616",
    "123456789012345678901234567890.5",
    "\"\\ud83d\"",
    "[1.0,\"\\ud83d\"]",
];

/// The rules about the documented form of a payload that a JSON Schema can express.
const STRUCTURAL: &[&str] = &["missing-member", "wrong-type", "unexpected-null", "unknown-value", "unknown-member"];

/// A received payload with the schema of its type.
struct Received {
    operation: String,
    body: Value,
    schema: Validator,
    again: fn(&str) -> String,
}

/// Parses a payload with serde and with the crate, which must agree, and serializes it with serde.
fn again<T: DeserializeOwned + Serialize + PartialEq + Debug>(
    text: &str,
    own: fn(&[u8]) -> Result<T, jumio_workflows::runtime::Misfit>,
) -> String {
    let read: T = serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}\n{text}"));
    let own = own(text.as_bytes()).unwrap_or_else(|error| panic!("{error}\n{text}"));
    assert_eq!(read, own, "both parsers should return the same value for {text}");
    serde_json::to_string(&read).unwrap_or_else(|error| panic!("{error}\n{text}"))
}

/// Defines `serde_route`, which parses and serializes a value of the named type.
macro_rules! serde_route {
    ($($name:ident)*) => {
        fn serde_route(name: &str) -> fn(&str) -> String {
            match name {
                $(stringify!($name) => |text| again(text, payloads::$name::from_json),)*
                other => panic!("add the type {other} to `serde_route`"),
            }
        }
    };
}

serde_route! {
    AccessTokenResponse AccountResponse Callback FinalizeResponse HealthResponse StatusResponse UploadResponse
    WorkflowDetails
}

fn received(model: &Model, recipe: Recipe) -> Vec<Received> {
    let with_answer = model.operations.iter().filter_map(|operation| Some((operation, operation.received()?)));
    let payloads = with_answer.map(|(operation, id): (_, TypeId)| {
        let name = &model[id].name;
        let schema = folder::text(&folder::workspace(&format!("generated/schema/wire/{}.json", name.snake)));
        let schema = serde_json::from_str(&schema).expect("the published schema is JSON");
        Received {
            operation: operation.name.wire.clone(),
            body: instance(model, id, recipe),
            schema: jsonschema::draft202012::new(&schema).expect("the published schema should be a valid JSON Schema"),
            again: serde_route(&name.pascal),
        }
    });
    payloads.collect()
}

/// Returns every edit at a location. The flag is true if a JSON parser preserves the result completely.
fn edits(value: &Value) -> Vec<(Edit<'static>, bool)> {
    let mut edits = vec![(Edit::Remove, true), (Edit::Repeat, true)];
    edits.extend(VALUES.iter().map(|value| (Edit::Replace(value), true)));
    edits.extend(SPELLINGS.iter().map(|value| (Edit::Replace(value), false)));
    if value.is_object() {
        edits.push((Edit::Add("\"brandNew\":{\"a\":[null,\"b\"]}"), true));
        edits.push((Edit::Add("\"brandNew\":{\"a\":1,\"a\":2.50,\"b\":1E400}"), false));
        edits.push((Edit::Add("\"\\ud83d\":1"), false));
    }
    edits
}

impl Received {
    /// Checks a payload with one edit. Returns 1 if the verdicts of the schema and the crate were compared, and 0
    /// otherwise.
    fn hold(&self, text: &str, is_plain: bool, is_repeated: bool) -> usize {
        let place = || format!("{}: {text}", self.operation);
        let checked = check(&self.operation, Direction::Response, Some(text.as_bytes()), &Context::default());
        let checked = checked.unwrap_or_else(|error| panic!("{error}"));
        let violations = checked.report.violations();
        let structural = violations.iter().filter(|found| STRUCTURAL.contains(&found.rule)).count();
        if text.starts_with('{') {
            // Foreign hosts and unreadable tokens are errors, but not errors in the payload's structure.
            let of_use = ["foreign-host", "token-unreadable"];
            let is_error = |found: &&Violation| found.severity == Severity::Error && !of_use.contains(&found.rule);
            assert_eq!(violations.iter().filter(is_error).count(), 0, "{violations:#?}\n{}", place());
            let rewritten = checked.rewritten.unwrap_or_else(|| panic!("not read: {}", place()));
            assert_eq!(
                canonical(rewritten.as_str()),
                canonical(text),
                "the crate should write the payload as it was received"
            );
            if is_plain {
                assert_eq!(
                    canonical(&(self.again)(text)),
                    canonical(text),
                    "serde should write the payload as it was received"
                );
            }
        } else {
            assert!(!checked.report.is_ok() && checked.rewritten.is_none(), "{}", place());
        }
        // A schema validator cannot detect duplicate names, or numbers outside the parser's range.
        let Some(value) = text.parse::<Value>().ok().filter(|_| is_plain && !is_repeated) else { return 0 };
        assert_eq!(
            self.schema.is_valid(&value),
            structural == 0,
            "the schema and the crate disagree: {violations:#?}\n{}",
            place()
        );
        1
    }
}

#[test]
fn every_answer_is_read_kept_and_judged_like_its_schema_whatever_one_place_holds() {
    let model = shipped();
    let (mut held, mut judged) = (0, 0);
    for payload in received(&model, Recipe::default()) {
        assert_eq!(payload.hold(&payload.body.to_string(), true, false), 1);
        for pointer in pointers(&payload.body) {
            let value = payload.body.pointer(&pointer).expect("it exists");
            let is_member = pointer.rsplit('/').next().is_some_and(|last| last.parse::<usize>().is_err());
            for (edit, is_plain) in edits(value) {
                if pointer.is_empty() && matches!(edit, Edit::Remove | Edit::Repeat) {
                    continue;
                }
                let text = edited(&payload.body, &pointer, edit);
                judged += payload.hold(&text, is_plain, is_member && edit == Edit::Repeat);
                held += 1;
            }
        }
    }
    println!(
        "{held} responses were parsed and serialized without loss, and {judged} of them were also compared with their schema"
    );
    assert!(held > 5_000 && judged > 3_000, "{held}, {judged}");
}

#[test]
fn answers_of_two_oddities_are_read_and_kept() {
    let model = shipped();
    let mut held = 0;
    for payload in received(&model, Recipe { minimal: true, ..Recipe::default() }) {
        let places = pointers(&payload.body);
        for (number, first) in places.iter().enumerate().skip(1) {
            // Visits each pair of locations once, and replaces them with different values.
            for (other, second) in places.iter().enumerate().skip(number + 1) {
                if second.starts_with(&format!("{first}/")) {
                    continue;
                }
                let mut body = payload.body.clone();
                let value = |number: usize| {
                    VALUES[number % VALUES.len()].parse::<Value>().expect("each replacement value is JSON")
                };
                *body.pointer_mut(first).expect("it exists") = value(number);
                *body.pointer_mut(second).expect("it exists") = value(other);
                payload.hold(&body.to_string(), true, false);
                held += 1;
            }
        }
    }
    println!("{held} responses with two deviations were parsed, serialized and validated");
    assert!(held > 50, "{held}");
}

#[test]
fn what_serde_cannot_keep_is_what_the_docs_say() {
    let body = |value: &str| format!(r#"{{"status":"UP","new":{value}}}"#);
    let by_serde = |value: &str| {
        let read: payloads::HealthResponse = serde_json::from_str(&body(value)).map_err(|error| error.to_string())?;
        serde_json::to_string(&read).map_err(|error| error.to_string())
    };
    assert_eq!(by_serde("1.10"), Ok(body("1.1")), "serde should preserve the value of a number, but not its spelling");
    assert_eq!(by_serde("1e2"), Ok(body("100.0")));
    assert!(by_serde("1e400").is_err(), "serde should reject numbers beyond the range of `f64`");
    let own = payloads::HealthResponse::from_json(body("1e400").as_bytes()).expect("the body is JSON");
    assert_eq!(own.to_json(), body("1e400"));
    assert!(serde_json::to_string(&own).is_err_and(|error| error.to_string().contains("to_json")));
}

#[test]
fn an_age_is_read_as_a_number_and_as_a_string() {
    for age in ["55", "\"55\"", "55.0"] {
        let body =
            format!(r#"{{"decision":{{"type":"PASSED","details":{{"label":"OK"}}}},"data":{{"currentAge":{age}}}}}"#);
        let read = payloads::ExtractionResult::from_json(body.as_bytes()).expect("the body is JSON");
        assert_eq!(read.data.as_ref().and_then(|data| data.current_age.as_deref().copied()), Some(55), "{age}");
        assert_eq!(read.to_json(), body);
    }
}
