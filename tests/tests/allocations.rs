//! Checks limits on allocations and time: rules without violations do not allocate, and work is linear in the size of
//! the payload.

use allocation_counter::measure;
use cpu_time::ThreadTime;
use jumio_workflows::payloads::{AccessTokenRequest, AccountRequest, AccountResponse};
use jumio_workflows::runtime::{Direction, FileFacts, PartName, StoredCredential};
use jumio_workflows::{Context, validate};
use serde_json::{Value, json};
use verispec_tests::edited::pointers;
use verispec_tests::folder::shipped;
use verispec_tests::instance::{Recipe, instance};

#[test]
fn validation_allocates_nothing_for_a_rule_that_holds() {
    let request = include_bytes!("../bench/data/request.json");
    let request = AccountRequest::from_json(request).expect("the body should be a valid request");
    let token: AccessTokenRequest =
        serde_json::from_str(r#"{"grant_type":"client_credentials"}"#).expect("the body should be a valid request");
    let context = Context::default();
    // Only rules that were not judged allocate, because each of them is listed in the report.
    let mut open = 0;
    let ruled = measure(|| {
        let report = validate::create_account_request(&request, &context);
        assert!(report.violations().is_empty());
        open = report.not_judged().len() as u64;
    });
    let unruled = measure(|| assert!(validate::request_access_token_request(&token, &context).violations().is_empty()));
    assert!(
        ruled.count_total <= unruled.count_total + 2 * open + 1,
        "too many allocations: {} for {open} rules that were not judged",
        ruled.count_total
    );
}

#[test]
fn an_answer_as_documented_is_judged_with_one_allocation() {
    let details = include_bytes!("../bench/data/details.json");
    let details =
        jumio_workflows::payloads::WorkflowDetails::from_json(details).expect("the body should be a valid response");
    let judged = |context: &Context| {
        let mut open = 0;
        let judged = measure(|| {
            let report = validate::get_workflow_details_response(&details, context);
            assert!(report.violations().is_empty());
            open = report.not_judged().iter().map(|open| open.lacks.len() as u64).sum();
        });
        (judged.count_total, open)
    };
    let (account, workflow) = (details.account.id.as_ref(), &details.workflow);
    let asked = Context::new()
        .path_account_id(account.expect("it exists"))
        .path_workflow_execution_id(workflow.id.as_ref().expect("it exists"))
        .workflow(workflow.definition_key.as_ref().expect("it exists").as_str());
    // The only allocation is the list of capabilities that have a result.
    let (count, open) = judged(&asked);
    assert!(count <= 1 && open == 0, "too many allocations: {count} for {open} missing facts");
    // Without a context, each missing fact is listed, which may allocate.
    let (count, open) = judged(&Context::new());
    assert!(count <= 2 * open + 1, "too many allocations: {count} for {open} missing facts");
}

/// The sizes of an array or map, each twice the previous one.
const SIZES: [usize; 3] = [100, 200, 400];

/// Returns every way to enlarge a payload at one location, each as payloads of all [`SIZES`].
fn grown(body: &Value, pointer: &str) -> Vec<(String, [String; 3])> {
    let mut ways = Vec::new();
    let mut way = |name: &str, grow: &dyn Fn(&mut Value, usize)| {
        let texts = SIZES.map(|size| {
            let mut body = body.clone();
            grow(body.pointer_mut(pointer).expect("it exists"), size);
            body.to_string()
        });
        ways.push((format!("{pointer}: {name}"), texts));
    };
    match body.pointer(pointer) {
        Some(Value::Array(items)) => {
            let item = items.first().cloned().unwrap_or(json!("x"));
            way("items", &|list, size| *list = Value::Array(vec![item.clone(); size]));
            way("different items", &|list, size| {
                *list = (0..size).map(|number| numbered(&item, number)).collect();
            });
            for odd in [json!(7), json!(null), json!("text"), json!({"id": 7, "new": 1}), json!([7])] {
                way(&format!("items of an unexpected type: {odd}"), &|list, size| {
                    *list = Value::Array(vec![odd.clone(); size])
                });
            }
            // Each item has an unexpected value in every field, and each of these must be reported.
            way("items with an unexpected value in every field", &|list, size| {
                let mut item = item.clone();
                if let Value::Object(members) = &mut item {
                    members.values_mut().for_each(|value| *value = json!([[1.5]]));
                }
                *list = Value::Array(vec![item; size]);
            });
        }
        Some(Value::Object(_)) => {
            for (name, value) in [("unknown members", json!(1)), ("unknown objects", json!({"a": [1, "b"]}))] {
                way(name, &|object, size| {
                    let Value::Object(members) = object else { return };
                    members.extend((0..size).map(|number| (format!("new{number}"), value.clone())));
                });
            }
        }
        Some(Value::String(_)) => {
            way("a longer text", &|text, size| *text = json!("x".repeat(size * 10)));
        }
        _ => {}
    }
    ways
}

/// Makes the strings in repeated items unique.
fn numbered(value: &Value, number: usize) -> Value {
    match value {
        Value::String(text) => json!(format!("{text}{number}")),
        Value::Object(members) => members.iter().map(|(name, value)| (name.clone(), numbered(value, number))).collect(),
        Value::Array(items) => items.iter().map(|item| numbered(item, number)).collect(),
        other => other.clone(),
    }
}

/// Fails if the work grows faster than the payload. The increase of the last doubling must be at most about twice that
/// of the previous one.
fn assert_linear(what: &str, work: impl Fn(usize)) {
    let measured = [0, 1, 2].map(|index| measure(|| work(index)));
    for (name, [one, two, four]) in [
        ("allocations", measured.each_ref().map(|info| info.count_total)),
        ("bytes", measured.each_ref().map(|info| info.bytes_total)),
    ] {
        let (first, second) = (two.saturating_sub(one), four.saturating_sub(two));
        // Tolerates some excess, because vectors double their capacity and growth is not smooth.
        assert!(
            second <= first * 3 + 30_000,
            "{what}: {name} grow faster than the payload: from {one} to {two} to {four}"
        );
    }
}

#[test]
fn work_grows_in_step_with_every_list_map_and_text_of_every_payload() {
    let model = shipped();
    let mut held = 0;
    let key = Context::new().workflow(3);
    for operation in &model.operations {
        for (direction, id) in [(Direction::Request, operation.sent()), (Direction::Response, operation.received())] {
            let Some(id) = id else { continue };
            let body = instance(&model, id, Recipe::default());
            for pointer in pointers(&body) {
                for (what, texts) in grown(&body, &pointer) {
                    assert_linear(&format!("{} {direction} {what}", operation.name.wire), |size| {
                        let body = Some(texts[size].as_bytes());
                        let checked = validate::check(&operation.name.wire, direction, body, &key);
                        let checked = checked.unwrap_or_else(|error| panic!("{error}"));
                        let shown: Vec<String> = checked.report.violations().iter().map(ToString::to_string).collect();
                        drop((format!("{checked:?}"), shown));
                    });
                    held += 1;
                }
            }
        }
    }
    println!("{held} payloads were doubled twice");
    assert!(held > 300, "{held}");
}

#[test]
fn work_grows_in_step_with_the_credentials_of_a_request_and_those_on_file() {
    let model = shipped();
    let operation =
        model.operations.iter().find(|operation| operation.name.wire == "update_account").expect("it exists");
    let body = instance(&model, operation.sent().expect("the operation should have a request body"), Recipe::default());
    let judge = |size: usize| {
        let mut body = body.clone();
        // The order is reversed to prevent searches from finding their results at the beginning.
        let named = (0..size).map(|number| json!({"id": format!("c{number}"), "category": "ID"}));
        body["workflowDefinition"]["key"] = json!(5);
        body["workflowDefinition"]["credentials"] = named.rev().collect();
        let stored = (0..size)
            .map(|number| StoredCredential { id: Some(format!("c{number}")), category: Some("ID".to_owned()) });
        let context = Context::new().account_exists(true).stored_credentials(stored);
        let request =
            AccountRequest::from_json(body.to_string().as_bytes()).expect("the body should be a valid request");
        let start = ThreadTime::now();
        let report = validate::update_account_request(&request, &context);
        let worked = start.elapsed();
        assert!(report.violations().iter().all(|violation| violation.rule != "stored-credential-unknown"));
        worked
    };
    // Uses the minimum of several runs. The time of other threads is not included, but they share caches with this one.
    let least = |size: usize| (0..5).map(|_| judge(size)).min().expect("there should be at least one run");
    let (one, four) = (least(2_000), least(8_000));
    // Four times as many items take about four times as long, or sixteen times if all pairs are compared.
    assert!(
        four < one * 9,
        "four times as many items should take about four times as long, but took {four:?} instead of {one:?}"
    );
}

#[test]
fn an_execution_grows_in_step_with_its_credentials_and_parts() {
    let answer = |credentials: usize| {
        let credential = |number: usize| {
            json!({"id": format!("c{number}"), "category": "ID", "allowedChannels": ["API"], "api": {
                "token": "t", "parts": {"front": "https://api.emea-1.jumio.ai/f", "back": "https://api.emea-1.jumio.ai/b"},
                "workflowExecution": "https://api.emea-1.jumio.ai/e"}})
        };
        let credentials: Vec<Value> = (0..credentials).map(credential).collect();
        json!({"account": {"id": "a"}, "workflowExecution": {"id": "w", "credentials": credentials}}).to_string()
    };
    let answers = SIZES.map(answer);
    assert_linear("an execution", |size| {
        let answer = AccountResponse::from_json(answers[size].as_bytes()).expect("the body should be a valid response");
        let mut execution = answer.execution().expect("the response should contain the ids of its execution");
        let png = FileFacts::from_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\x0DIHDR\0\0\x02\x80\0\0\x01\xE0\x08\x02\0\0\0");
        let ticket = execution
            .upload("c0", PartName("FRONT"), &png)
            .expect("the part is required, so its upload should be accepted");
        execution.uploaded(ticket, None).expect("the ticket should belong to this execution");
        assert_eq!(execution.owed().len(), SIZES[size] * 2 - 1);
        assert!(execution.finalize().is_err());
    });
}

/// The URL of each part contains the id of another credential in the same response.
#[test]
fn the_links_of_an_answer_grow_in_step_with_its_credentials() {
    let judge = |size: usize| {
        let credential = |number: usize| {
            let beside = (number + size / 2) % size;
            let url =
                format!("https://api.amer-1.jumio.ai/api/v1/accounts/a/workflow-executions/w/credentials/c{beside}");
            json!({"id": format!("c{number}"), "category": "ID", "allowedChannels": ["API"], "api": {
                "token": "t", "parts": {"front": format!("{url}/parts/FRONT"), "back": format!("{url}/parts/BACK")}}})
        };
        let credentials: Vec<Value> = (0..size).map(credential).collect();
        let body = json!({"account": {"id": "a"}, "workflowExecution": {"id": "w", "credentials": credentials}});
        let answer =
            AccountResponse::from_json(body.to_string().as_bytes()).expect("the body should be a valid response");
        let context = Context::new();
        let start = ThreadTime::now();
        let report = validate::create_account_response(&answer, &context);
        let worked = start.elapsed();
        assert!(report.not_judged().iter().any(|open| open.rule == "foreign-link"), "the links should be checked");
        worked
    };
    let least = |size: usize| (0..5).map(|_| judge(size)).min().expect("there should be at least one run");
    let (one, four) = (least(2_000), least(8_000));
    assert!(
        four < one * 9,
        "four times as many items should take about four times as long, but took {four:?} instead of {one:?}"
    );
}

/// Checks that neither parts without URLs nor the credentials with such parts are compared pairwise.
#[test]
fn what_a_start_lacks_grows_in_step_with_its_credentials_and_parts() {
    let credential = |number: usize, parts: Value| {
        json!({"id": format!("c{number}"), "category": "ID", "allowedChannels": ["API"], "api": {
            "token": "t", "parts": parts, "workflowExecution": "https://api.emea-1.jumio.ai/e"}})
    };
    let many_credentials = |size: usize| (0..size).map(|number| credential(number, json!({}))).collect::<Vec<_>>();
    let many_parts = |size: usize| {
        let part = |number: usize| match number % 2 {
            0 => (format!("p{number}"), json!(number)),
            _ => (format!("p{number}"), json!("https://api.emea-1.jumio.ai/p")),
        };
        vec![credential(0, (0..size).map(part).collect::<serde_json::Map<_, _>>().into())]
    };
    for shape in [&many_credentials as &dyn Fn(usize) -> Vec<Value>, &many_parts] {
        let judge = |size: usize| {
            let body = json!({"account": {"id": "a"}, "workflowExecution": {"id": "w", "credentials": shape(size)}});
            let answer =
                AccountResponse::from_json(body.to_string().as_bytes()).expect("the body should be a valid response");
            let context = Context::new().workflow(20);
            let start = ThreadTime::now();
            let report = validate::create_account_response(&answer, &context);
            let worked = start.elapsed();
            assert!(report.violations().iter().any(|found| found.rule == "no-upload-url"), "{report}");
            worked
        };
        let least = |size: usize| (0..5).map(|_| judge(size)).min().expect("there should be at least one run");
        let (one, four) = (least(2_000), least(8_000));
        assert!(
            four < one * 9,
            "four times as many items should take about four times as long, but took {four:?} instead of {one:?}"
        );
    }
}
