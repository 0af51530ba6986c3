//! Plants sentinel values at every location of every payload, and checks that neither error messages nor the output of
//! either parser shows a sensitive one.

use std::fmt::Debug;
use std::fmt::Write as _;

use jumio_workflows::operations::{CreateAccount, UpdateAccount};
use jumio_workflows::runtime::{Direction, Misfit, Request};
use jumio_workflows::validate::check;
use jumio_workflows::{Context, Draft, Validated, payloads};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use verispec_codegen::ir::TypeKind;
use verispec_tests::edited::{Edit, edited, pointers};
use verispec_tests::instance::{HIDDEN, Recipe, SHOWN, instance};

use crate::command_line::run_on;
use crate::shipped;

/// The sentinels: a string and a number that represent tokens and personal data.
const TEXT: &str = "eyJ.s3nt1nel";
const NUMBER: &str = "987654321987";

/// Replacements of another type for any value.
const ODD: &[&str] = &[
    "\"eyJ.s3nt1nel\"",
    "[\"eyJ.s3nt1nel\"]",
    "{\"brandNew\":\"eyJ.s3nt1nel\"}",
    "{\"brandNew\":[{\"a\":\"eyJ.s3nt1nel\"}],\"brandNew\":\"eyJ.s3nt1nel\"}",
    "987654321987",
    "987654321987.5",
    "-987654321987e1",
];

/// Returns everything that the typed parsers output for a JSON string: errors, and the debug output of the value.
fn said<T: DeserializeOwned + Debug>(text: &str, own: fn(&[u8]) -> Result<T, Misfit>) -> String {
    let own = match own(text.as_bytes()) {
        Ok(read) => format!("{read:?}{read:#?}"),
        Err(error) => format!("{error}{error:?}"),
    };
    let by_serde = match serde_json::from_str::<T>(text) {
        Ok(read) => format!("{read:?}{read:#?}"),
        Err(error) => format!("{error}{error:?}"),
    };
    own + &by_serde
}

/// Defines `typed`, which returns this output for the named type.
macro_rules! typed {
    ($($name:ident)*) => {
        fn typed(name: &str) -> fn(&str) -> String {
            match name {
                $(stringify!($name) => |text| said(text, payloads::$name::from_json),)*
                other => panic!("add the type {other} to `typed`"),
            }
        }
    };
}

typed! {
    AccessTokenRequest AccessTokenResponse AccountRequest AccountResponse Callback FinalizeResponse HealthResponse
    StatusResponse UploadResponse WorkflowDetails
}

/// Returns the output of built and rejected requests.
fn requested<R: Request>(text: &str) -> String
where
    R::Body: DeserializeOwned,
{
    let context = Context::default();
    let mut said = match Validated::<R>::from_json(text.as_bytes(), &context) {
        Ok(request) => format!("{request:?}"),
        Err(rejected) => format!("{rejected}{rejected:?}{:?}", rejected.report()),
    };
    if let Ok(body) = serde_json::from_str::<R::Body>(text) {
        let draft = Draft::<R>::new(body);
        write!(said, "{draft:?}").expect("writing to a string should not fail");
    }
    said
}

#[test]
fn no_sink_shows_what_came_in_the_place_of_anything() {
    let model = shipped();
    let mut driven = 0;
    for operation in &model.operations {
        for (direction, id) in [(Direction::Request, operation.sent()), (Direction::Response, operation.received())] {
            let Some(id) = id else { continue };
            let body = instance(&model, id, Recipe::default());
            let typed = typed(&model[id].name.pascal);
            for pointer in pointers(&body) {
                let value = body.pointer(&pointer).expect("it exists");
                // Messages may show non-sensitive strings such as codes if they are invalid, as well as numbers and
                // workflow keys.
                let is_key = pointer.ends_with("/key") || pointer.ends_with("/definitionKey");
                let is_shown = is_key || value.as_str().is_some_and(|text| !text.contains(HIDDEN));
                let is_number = is_key || value.is_number();
                for odd in ODD {
                    let is_text = odd.starts_with('"');
                    // The same applies to arrays of such values.
                    let first = value.get(0).and_then(Value::as_str);
                    let fits_list = first.is_some_and(|text| !text.contains(HIDDEN)) && odd.starts_with("[\"");
                    if is_shown && is_text || is_number && !odd.contains(TEXT) || fits_list {
                        continue;
                    }
                    let mut said = String::new();
                    let text = edited(&body, &pointer, Edit::Replace(odd));
                    write!(said, "{}", typed(&text)).expect("writing to a string should not fail");
                    let checked = check(&operation.name.wire, direction, Some(text.as_bytes()), &Context::default());
                    let checked = checked.unwrap_or_else(|error| panic!("{error}"));
                    write!(said, "{checked:?}").expect("writing to a string should not fail");
                    for violation in checked.report.violations() {
                        let json = serde_json::to_string(violation).expect("a violation should serialize");
                        write!(said, "{violation}{violation:?}{json}").expect("writing to a string should not fail");
                    }
                    if operation.name.wire == "create_account" && direction == Direction::Request {
                        said += &requested::<CreateAccount>(&text);
                        said += &requested::<UpdateAccount>(&text);
                    }
                    let shows = said.contains(TEXT) || said.contains(NUMBER) || said.contains("9876543219");
                    assert!(
                        !shows,
                        "the output for {} {direction} at {pointer} contains the sentinel {odd}:\n{said}",
                        operation.name.wire
                    );
                    driven += 1;
                }
            }
        }
    }
    println!("{driven} sentinels were planted, and all output was checked");
    assert!(driven > 1_000, "{driven}");
}

#[test]
fn serde_names_no_value_even_where_messages_of_the_crate_do() {
    let model = shipped();
    for operation in &model.operations {
        let Some(id) = operation.sent().or(operation.received()) else { continue };
        let body = instance(&model, id, Recipe::default());
        let typed = typed(&model[id].name.pascal);
        let TypeKind::Object(_) = model[id].kind else { continue };
        for pointer in pointers(&body).iter().filter(|pointer| !pointer.is_empty()) {
            let enumerated = body.pointer(pointer).and_then(Value::as_str).is_some_and(|text| !text.contains(SHOWN));
            let text = edited(&body, pointer, Edit::Replace("\"eyJ.s3nt1nel\""));
            if enumerated && model[id].sent {
                let error = typed(&text);
                let by_serde = error.split("Error(").nth(1).unwrap_or_default();
                assert!(!by_serde.contains(TEXT), "{pointer}: {error}");
            }
        }
    }
}

#[test]
fn no_case_forges_a_line_or_hides_one() {
    let forged = "x\r\nok: forged\u{1b}[2J\u{202e}\u{200b}\u{feff}\u{2028}";
    let cases = json!([
        {"name": forged, "operation": "create_account", "direction": "request", "body": {
            "customerInternalReference": "a", "workflowDefinition": {"key": 3, forged: 1}, forged: 2}},
        {"name": "b", "operation": forged, "direction": "request", "body": {}},
        {"name": forged, "operation": forged, "direction": "request", "body": {}},
        {"name": "c", "operation": "create_account", "direction": "response", "body": {
            "account": {"id": "a", forged: 1, "x": 1}, "workflowExecution": {"id": "w", "credentials": [
                {"id": forged, "category": forged, "allowedChannels": [forged, 5]}]}}},
        {"name": "d", "operation": "get_workflow_details", "direction": "response", "body": {
            "account": {"id": forged}, "workflow": {"id": forged, "status": forged, "definitionKey": forged},
            "capabilities": {forged: [{"decision": {"type": forged, "details": {"label": forged}}}], "usability": [
                {"id": forged, "credentials": [], "decision": {"type": "PASSED", "details": {"label": forged}}}]}}},
        {"name": "e", "operation": "create_account", "direction": "request", "context": {"workflowKey": forged}, "body": {
            "customerInternalReference": "a", "workflowDefinition": {"key": forged}}},
        {"name": "f", "operation": "create_account", "direction": forged, "body": {}},
    ]);
    let text = cases.to_string();
    for format in ["text", "json"] {
        let (_, out, err) = run_on(&text, format);
        for printed in [&out, &err] {
            let deceptive = printed.chars().find(|character| {
                character.is_control() && *character != '\n'
                    || matches!(character, '\u{202e}' | '\u{200b}' | '\u{feff}' | '\u{2028}')
            });
            assert_eq!(deceptive, None, "{printed}");
            assert!(!printed.lines().any(|line| line.starts_with("ok: forged")), "{printed}");
        }
    }
}

#[test]
fn names_and_ids_are_escaped_where_they_are_displayed() {
    let id = payloads::AccountId::new("a\n\u{202e}b");
    assert_eq!((id.to_string().as_str(), id.as_str()), ("a\\n\\u{202e}b", "a\n\u{202e}b"));
    let read = payloads::StatusResponse::from_json("{\"workflowExecution\":{\"status\":\"x\\u001b\"}}".as_bytes());
    let status = read.expect("the payload should be JSON").workflow_execution.status.expect("it exists");
    assert_eq!(status.to_string(), "x\\u{1b}");
}
